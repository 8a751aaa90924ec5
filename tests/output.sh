#!/bin/sh
# Output files appear whole or not at all: folders that cannot be written, a full disk, an interrupted run, wrong calls.
. "$(dirname "$0")/suite.sh"
disk=$work/disk
trap 'umount "$disk" 2>/dev/null; rm -rf "$work"' EXIT
report=examples/aba-2022

"$kanyin" render $report -o "$work/no/such/a.pdf" --lang en 2>"$work/err"
is "folder is missing: exit code" $? 2
is "folder is missing: one message" "$(wc -l <"$work/err")" 1
mkdir "$work/a.pdf"
"$kanyin" render $report -o "$work/a.pdf" --lang en 2>"$work/err"
is "output is a folder: exit code" $? 2
is "output is a folder: nothing left behind" "$(find "$work" -name '.*' -type f | wc -l)" 0
if [ "$(id -u)" = 0 ]; then # without the right to pass over permissions; the program itself may lie where nobody else can read
	mkdir -m 555 "$work/locked"
	setpriv --bounding-set=-dac_override "$kanyin" render $report -o "$work/locked/a.pdf" --lang en 2>"$work/err"
	is "folder without permission: exit code" $? 2
	is "folder without permission: one message" "$(grep -c 'file-write' "$work/err")" 1
fi
mkdir "$disk"
if mount -t tmpfs -o size=128k tmpfs "$disk" 2>/dev/null; then
	echo older >"$disk/a.pdf"
	"$kanyin" render $report -o "$disk/a.pdf" --lang en 2>"$work/err"
	is "full disk: exit code" $? 2
	is "full disk: one message" "$(wc -l <"$work/err")" 1
	is "full disk: the older file is untouched" "$(cat "$disk/a.pdf")" older
	is "full disk: nothing left behind" "$(ls -A "$disk" | wc -l)" 1
	umount "$disk"
else
	echo "skipped full disk: a tmpfs cannot be mounted here; a file size limit instead"
	(ulimit -f 100; trap '' XFSZ; exec "$kanyin" render $report -o "$work/b.pdf" --lang en) 2>"$work/err"
	is "file size limit: exit code" $? 2
	is "file size limit: nothing left behind" "$(find "$work" -name '.b.pdf*' -o -name b.pdf | wc -l)" 0
fi
"$kanyin" dump pages $report >/dev/full 2>/dev/null
is "stdout is full: exit code" $? 2

# calls
for call in "" "render" "nonsense x" "render a b" "render --nonsense x" "render x --set y" "batch x" "dump x" "dump nonsense $report" "render $report -o"; do
	# shellcheck disable=SC2086
	"$kanyin" $call >"$work/out" 2>"$work/err"
	is "call 'kanyin $call'" $? 2
	[ -s "$work/err" ] || no "call 'kanyin $call' says nothing"
done
"$kanyin" render "$work/absent" --lang en -o "$work/x.pdf" 2>"$work/err"
is "absent report: exit code" $? 1
is "absent report: one message" "$(grep -c 'error: ' "$work/err")" 1

# drafts
cp -r $report "$work/broken"
f=$(grep -rl '{{' "$work/broken/text" | head -1)
[ -n "$f" ] || f=$(ls "$work"/broken/text/*.txt | head -1)
echo '这里有{{ 不存在的名称 }}。' >>"$f"
"$kanyin" render "$work/broken" -o "$work/d.pdf" --lang en 2>"$work/err"
is "broken: exit code" $? 1
is "broken: no PDF" "$(ls "$work/d.pdf" 2>/dev/null)" ""
is "broken: one message" "$(grep -c unknown-name "$work/err")" 1
"$kanyin" render "$work/broken" --draft -o "$work/d.pdf" --lang en 2>"$work/err"
is "draft: exit code" $? 1
is "draft: a PDF" "$(head -c 5 "$work/d.pdf")" %PDF-
is "draft: the missing value is shown" "$(pdftotext -raw "$work/d.pdf" - | tr -d '\n' | grep -c '【不存在的名称】')" 1
is "draft: watermark on every page" "$(pdftotext "$work/d.pdf" - | grep -c '草.*稿\|^草$')" "$(pdfinfo "$work/d.pdf" | sed -n 's/^Pages: *//p')"
is "draft: the diagnostic is a note on its page" "$(pdftotext "$work/d.pdf" - | grep -c '\[unknown-name\]')" 1
"$kanyin" check "$work/broken" --lang zh 2>"$work/err" >/dev/null
is "check: exit code" $? 1
is "check: Chinese message" "$(grep -c '没有定义名称' "$work/err")" 1
"$kanyin" check $report --diagnostics=json 2>"$work/err"
is "check of a clean report: exit code" $? 0
python3 -c 'import json, sys; sys.exit(any(d["level"] != "note" for d in json.load(open(sys.argv[1]))))' "$work/err"
is "check of a clean report: valid json, nothing but notes" $? 0
exit $bad
