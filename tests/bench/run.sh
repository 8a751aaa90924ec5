#!/bin/sh
# make bench: W1 the example report, W2 and W3 one table of 5,000 and 20,000 rows x 9 columns, a batch of 200 copies of W1, and the text of W1 drawn by the
# plainest libharu program. Prints wall, user+sys, peak memory, size, pages; with valgrind also instruction counts, which do not depend on the machine.
set -eu
top=$(cd "$(dirname "$0")/../.." && pwd)
kanyin=$top/build/kanyin
dir=$top/build/bench
mkdir -p "$dir"

measure() { # NAME PDF COMMAND...
	name=$1 pdf=$2
	shift 2
	/usr/bin/time -f '%e %U %S %M' -o "$dir/time" "$@" >/dev/null 2>"$dir/messages" || { cat "$dir/messages"; exit 1; }
	pages=$(pdfinfo "$pdf" 2>/dev/null | sed -n 's/^Pages: *//p')
	awk -v n="$name" -v s="$(stat -c %s "$pdf")" -v p="$pages" \
		'{ printf "%-24s %7.3f s wall %7.3f s user+sys %8.1f MB peak %9d bytes %5d pages\n", n, $1, $2 + $3, $4 / 1024, s, p }' "$dir/time"
}

instructions() { # NAME COMMAND...
	name=$1
	shift
	valgrind --tool=callgrind --callgrind-out-file=/dev/null "$@" 2>&1 >/dev/null |
		awk -v n="$name" '/Collected/ { printf "%-24s %7.1f M instructions\n", n, $NF / 1e6 }'
}

table() { # NAME ROWS
	mkdir -p "$dir/$1"
	cp "$top/tests/bench/table/report.xml" "$dir/$1/report.xml"
	mkdir -p "$dir/$1/tables"
	cp "$top/tests/bench/table/bench.xml" "$dir/$1/tables/bench.xml"
	awk -v rows="$2" 'BEGIN {
		print "编码,名称,收入合计,财政拨款,上级补助,事业收入,经营收入,附属上缴,其他收入"
		for (i = 1; i <= rows; i++)
			printf "%07d,第%d项一般公共服务支出,%d.%02d,%d.%02d,%d.%02d,0,,%d.5,%d\n", 2010000 + i, i, i * 37, i % 100,
				i * 29, i % 97, i * 3, i % 89, i, i * 2
	}' >"$dir/$1/data.csv"
}

table w2 5000
table w3 20000
measure "W1 report" "$dir/w1.pdf" "$kanyin" render "$top/examples/aba-2022" -o "$dir/w1.pdf"
pdftotext -raw "$dir/w1.pdf" "$dir/w1.txt"
cc -O2 -o "$dir/naive" "$top/tests/bench/naive.c" -lhpdf
measure "W1 naive libharu" "$dir/naive.pdf" "$dir/naive" "$top/fonts/NotoSerifSC-Regular.ttf" "$dir/w1.txt" "$dir/naive.pdf"
measure "W2 table 5,000 x 9" "$dir/w2.pdf" "$kanyin" render "$dir/w2" -o "$dir/w2.pdf"
measure "W3 table 20,000 x 9" "$dir/w3.pdf" "$kanyin" render "$dir/w3" -o "$dir/w3.pdf"
if command -v valgrind >/dev/null; then
	instructions "W1 report" "$kanyin" render "$top/examples/aba-2022" -o "$dir/w1.pdf"
	instructions "W1 naive libharu" "$dir/naive" "$top/fonts/NotoSerifSC-Regular.ttf" "$dir/w1.txt" "$dir/naive.pdf"
	instructions "W2 table 5,000 x 9" "$kanyin" render "$dir/w2" -o "$dir/w2.pdf"
fi

{ echo id,name,folder; for i in $(seq 200); do echo "d$i,某某$i,$top/examples/aba-2022"; done; } >"$dir/manifest.csv"
rm -rf "$dir/out"
/usr/bin/time -f '%e %U %S %M %P' -o "$dir/time" "$kanyin" batch "$dir/manifest.csv" -o "$dir/out" >/dev/null
awk '{ printf "%-24s %7.3f s wall %7.3f s user+sys %8.1f MB peak  %.4f s CPU per report, %s of a processor\n", "batch of 200 x W1", $1, $2 + $3, $4 / 1024,
	($2 + $3) / 200, $5 }' "$dir/time"
