#!/bin/sh
# kanyin batch as the finance bureau uses it: one failure among three, a worker killed in the middle, a wrong manifest, a folder that cannot be written.
. "$(dirname "$0")/suite.sh"

# three departments, two PDFs, one reported failure
"$kanyin" batch examples/county/manifest.csv -o "$work/county" -j 2 --lang en >"$work/out" 2>"$work/err"
is "county: exit code" $? 1
is "county: PDFs" "$(find "$work/county" -name '*.pdf' | wc -l)" 2
for f in "$work"/county/*.pdf; do qpdf --check "$f" >/dev/null 2>&1 || no "$f is not whole"; done
is "county: rows of the summary" "$(wc -l <"$work/county/summary.csv")" 4
is "county: failures in the summary" "$(grep -c ',failed,' "$work/county/summary.csv")" 1
is "county: one error message" "$(grep -c ' error: ' "$work/err")" 1
is "county: said on stdout" "$(cat "$work/out")" "2 of 3 reports written to $work/county"
is "county: no progress without a terminal" "$(grep -c "$(printf '\r')" "$work/err")" 0
first=$(cd "$work/county" && cat ./*.pdf summary.csv | sha256sum)
"$kanyin" batch examples/county/manifest.csv -o "$work/again" -j 1 --lang en >/dev/null 2>&1
is "county: the same bytes with one worker" "$(cd "$work/again" && cat ./*.pdf summary.csv | sha256sum)" "$first"
"$kanyin" batch examples/county/manifest.csv -o "$work/draft" --draft >/dev/null 2>&1
is "county: drafts of all three" "$(find "$work/draft" -name '*.pdf' | wc -l)" 3
"$kanyin" batch examples/county/manifest.csv -o "$work/json" --diagnostics=json >/dev/null 2>"$work/json.err"
is "county: json diagnostics" "$(grep -c '"level": *"error"' "$work/json.err")" 1

# a worker is killed in the middle: a report big enough to be caught at it
big=$work/big
mkdir -p "$big/tables"
cp tests/bench/table/report.xml "$big/report.xml"
cp tests/bench/table/bench.xml "$big/tables/bench.xml"
awk 'BEGIN { print "编码,名称,收入合计,财政拨款,上级补助,事业收入,经营收入,附属上缴,其他收入"
	for (i = 1; i <= 250000; i++) printf "%07d,第%d项支出,%d.10,%d.20,3,4,5,6,7\n", 2000000 + i, i, i, i }' >"$big/data.csv"
county=$PWD/examples/county
{
	echo "id,name,folder"
	echo "big,某某大局,$big"
	sed -n 2p examples/county/manifest.csv | awk -F, -v d="$county" '{ for (i = 1; i <= 4; i++) print "s" i ",某某" i "," d "/" $3 }'
} >"$work/kill.csv"
mkdir -p "$work/killed"
echo older >"$work/killed/big.pdf"
"$kanyin" batch "$work/kill.csv" -o "$work/killed" -j 2 --lang en >"$work/out" 2>"$work/err" &
pid=$!
victim=
grown=60000 # [KiB]; a sanitized program is that large from the start
nm "$kanyin" 2>/dev/null | grep -q __asan_init && grown=200000
for _ in $(seq 200); do
	for child in $(cat /proc/$pid/task/$pid/children 2>/dev/null); do
		# the big one is the one whose memory grows
		rss=$(awk '/VmRSS/ { print $2 }' /proc/"$child"/status 2>/dev/null)
		[ "${rss:-0}" -gt "$grown" ] && victim=$child
	done
	[ -n "$victim" ] && break
	sleep 0.02
done
[ -n "$victim" ] && kill -9 "$victim"
wait $pid
is "killed worker: exit code" $? 1
is "killed worker: found one to kill" "$([ -n "$victim" ] && echo yes)" yes
is "killed worker: reported" "$(grep -F '[batch-crash]' "$work/err" | grep -c 'big: .* signal 9')" 1
is "killed worker: in the summary" "$(grep -c '^big,.*,crashed,' "$work/killed/summary.csv")" 1
echo older | cmp -s - "$work/killed/big.pdf"
is "killed worker: older PDF untouched" $? 0
is "killed worker: nothing half-written" "$(find "$work/killed" -name '.*' -type f | wc -l)" 0

# a report that hangs, or is slow, costs itself
"$kanyin" batch "$work/kill.csv" -o "$work/slow" -j 2 --timeout 1 --lang en >/dev/null 2>"$work/err" && no "timeout: exit code 0"
is "timeout: reported" "$(grep -F '[batch-timeout]' "$work/err" | grep -c 'big: not finished after 1 s')" 1

# wrong manifests and folders: exit 2, one message, nothing written
printf 'id,folder\na,b\n' >"$work/m.csv"
"$kanyin" batch "$work/m.csv" -o "$work/none" --lang en 2>"$work/err"
is "manifest without a name column: exit code" $? 2
is "manifest without a name column: one message" "$(grep -cF '[batch-manifest]' "$work/err")" 1
is "manifest without a name column: nothing made" "$(ls "$work/none" 2>/dev/null | wc -l)" 0
printf 'id,name,folder\na,x,%s\na,y,%s\n../b,z,%s\n' "$big" "$big" "$big" >"$work/m.csv"
"$kanyin" batch "$work/m.csv" -o "$work/none" --lang en 2>"$work/err"
is "manifest with bad ids: exit code" $? 2
is "manifest with bad ids: both said" "$(grep -cF -e '[batch-duplicate]' -e '[bad-value]' "$work/err")" 2
"$kanyin" batch "$work/absent.csv" -o "$work/none" 2>/dev/null
is "absent manifest: exit code" $? 2
echo file >"$work/file"
"$kanyin" batch examples/county/manifest.csv -o "$work/file" 2>"$work/err"
is "output folder is a file: exit code" $? 2
exit $bad
