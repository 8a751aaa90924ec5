#!/bin/sh
# kanyin check --text over three published reports: what was found when their mistakes were listed by hand must be found, and nothing may
# come to it unseen. tests/data/check/NAME.expect has one line a finding: line, level, code. ACCEPT=1 writes them anew, for review.
set -u
cd "$(dirname "$0")/.." || exit 1
kanyin=${KANYIN:-build/kanyin}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
bad=0
ok() { echo "ok      $1"; }
no() { bad=1; echo "FAILED  $1"; [ -z "${2-}" ] || sed 's/^/        /' "$2"; }
is() { if [ "$2" = "$3" ]; then ok "$1"; else no "$1: '$2', expected '$3'"; fi; }
# file:line:col: level: ... [code] as line level code
brief() { sed -n 's/^[^:]*:\([0-9]*\):[0-9]*: \([a-z]*\): .*\[\([a-z-]*\)\]$/\1 \2 \3/p' "$1"; }

for name in aba-2022 daying-2023 yiyang-2020; do
	"$kanyin" check --text "tests/data/check/$name.txt" --lang en >"$work/out" 2>"$work/err"
	status=$?
	brief "$work/err" >"$work/brief"
	[ -n "${ACCEPT-}" ] && cp "$work/brief" "tests/data/check/$name.expect"
	if diff "tests/data/check/$name.expect" "$work/brief" >"$work/diff"; then ok "$name"; else no "$name" "$work/diff"; fi
	is "$name: exit code" $status "$(grep -q ' error ' "tests/data/check/$name.expect" && echo 1 || echo 0)"
	is "$name: nothing on stdout" "$(wc -c <"$work/out")" 0
done

# the same text in GB18030 gives the same findings
iconv -f UTF-8 -t GB18030 tests/data/check/yiyang-2020.txt >"$work/gb.txt"
"$kanyin" check --text "$work/gb.txt" --lang en 2>"$work/err"
brief "$work/err" >"$work/brief"
if diff tests/data/check/yiyang-2020.expect "$work/brief" >"$work/diff"; then ok "GB18030"; else no "GB18030" "$work/diff"; fi

# for programs: one object a finding
"$kanyin" check --text tests/data/check/aba-2022.txt --diagnostics=json --lang zh 2>"$work/json"
is "json: objects" "$(python3 -c 'import json,sys; print(len(json.load(open(sys.argv[1]))))' "$work/json")" "$(wc -l <tests/data/check/aba-2022.expect)"

# a PDF: set from the same text by kanyin, with every finding silenced, so that it is no draft; its findings are the text's (by code),
# and stand at a page and line
mkdir -p "$work/report/text"
cp tests/data/check/aba-2022.txt "$work/report/text/a.txt"
{
	echo '<?xml version="1.0" encoding="UTF-8"?>'
	echo '<report xmlns="urn:kanyin:report" style="gbt9704">'
	for code in $(sed 's/.* //' tests/data/check/aba-2022.expect | sort -u) stands-twice; do
		echo "<silence code=\"$code\" reason=\"as published\"/>"
	done
	echo '<section title="正文"><text src="text/a.txt" outline="none" punctuation="asis"/></section>'
	echo '</report>'
} >"$work/report/report.xml"
"$kanyin" render "$work/report" --templates templates --fonts fonts -o "$work/a.pdf" --lang en 2>"$work/err"
is "silenced report: exit code" $? 0
is "silenced report: silent" "$(wc -c <"$work/err")" 0
"$kanyin" check --text "$work/a.pdf" --lang en 2>"$work/err"
codes() { sed -n 's/.*\[\([a-z-]*\)\]$/\1/p' "$1" | grep -vx numbering | sort | uniq -c; }
sed 's/^[0-9]* [a-z]* \(.*\)$/[\1]/' tests/data/check/aba-2022.expect >"$work/expected"
codes "$work/expected" >"$work/one"
codes "$work/err" >"$work/two"
if diff "$work/one" "$work/two" >"$work/diff"; then ok "PDF: the findings of its text"; else no "PDF: the findings of its text" "$work/diff"; fi
is "PDF: by page and line" "$(grep -c '^[^:]*a\.pdf:[0-9][0-9]*:[0-9][0-9]*: ' "$work/err")" "$(wc -l <"$work/err")"

# what cannot be read
"$kanyin" check --text "$work/missing.txt" --lang en 2>"$work/err"
is "missing file: exit code" $? 2
is "missing file: message" "$(grep -cF '[file-missing]' "$work/err")" 1
head -c 3000 "$work/a.pdf" >"$work/broken.pdf"
"$kanyin" check --text "$work/broken.pdf" --lang en 2>"$work/err"
is "broken PDF: exit code" $? 2
is "broken PDF: message" "$(grep -cF '[pdf-text]' "$work/err")" 1
: >"$work/empty.txt"
"$kanyin" check --text "$work/empty.txt" 2>"$work/err"
is "empty text: exit code" $? 0
is "empty text: silent" "$(wc -c <"$work/err")" 0

# Chinese messages
"$kanyin" check --text tests/data/check/aba-2022.txt --lang zh 2>&1 | grep -q '35:66: 错误: .*增减率应为 6.5%，不是 6.1%' && ok "zh" || no "zh"
exit $bad
