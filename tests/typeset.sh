#!/bin/sh
# Typesetting as a reader of the PDF measures it: tests/typeset.py finds no bad line in the example and in prose that nobody tuned anything to
# (tests/data/typeset); tests/sheet.py measures grid, margins, page numbers and turned tables.
. "$(dirname "$0")/suite.sh"

check() { # WHAT COMMAND...
	what=$1
	shift
	if "$@" >"$work/out" 2>&1; then echo "ok      $what"; else bad=1; echo "FAILED  $what"; sed 's/^/        /' "$work/out"; fi
}
render() { # REPORT NAME [options]
	from=$1 name=$2
	shift 2
	"$kanyin" render "$from" "$@" --templates templates --fonts fonts -o "$work/$name.pdf" 2>"$work/said" && [ ! -s "$work/said" ] || { cat "$work/said"; return 1; }
}
no_bad_line() { # PDF, least number of lines
	python3 tests/typeset.py "$1" >"$work/measured" && cat "$work/measured" || return 1
	for kind in start end split unit squeeze space ragged; do grep -q "\"$kind\": 0," "$work/measured" || return 1; done
	lines=$(sed -n '1s/.*"lines": \([0-9]*\),.*/\1/p' "$work/measured")
	[ "${lines:-0}" -ge "$2" ]
}
style() { # NAME SED-COMMANDS: the style that is shipped, changed
	mkdir -p "$work/$1/styles" && sed "$2" templates/styles/gbt9704.xml >"$work/$1/styles/gbt9704.xml"
	! cmp -s templates/styles/gbt9704.xml "$work/$1/styles/gbt9704.xml"
}

style bound 's/duplex="no" landscape="page"/duplex="yes" landscape="sheet"/' || exit 1
style full 's/\(name="body".*\) first="2char"/\1/' || exit 1
mkdir "$work/square" && {
	echo '<?xml version="1.0" encoding="UTF-8"?><report xmlns="urn:kanyin:report" style="gbt9704"><para>'
	yes 国 | head -n 672 | tr -d '\n'
	echo '</para></report>'
} >"$work/square/report.xml"

check "renders the example" render examples/aba-2022 aba
check "renders the example for binding" render examples/aba-2022 bound --templates "$work/bound"
check "renders 616 characters" render "$work/square" square --templates "$work/full"
check "no bad line: examples/aba-2022" no_bad_line "$work/aba.pdf" 700
for report in daying yiyang; do
	check "renders $report" render tests/data/typeset/$report $report
	check "no bad line: $report" no_bad_line "$work/$report.pdf" 150
done
check "22 lines of 28 characters" python3 tests/sheet.py square "$work/square.pdf"
for name in aba bound daying yiyang; do
	check "both sides register: $name" python3 tests/sheet.py grid "$work/$name.pdf"
done
check "page numbers odd right, even left" python3 tests/sheet.py folio "$work/aba.pdf"
check "page numbers of bound sheets" python3 tests/sheet.py folio "$work/bound.pdf" mirrored
check "turned tables" python3 tests/sheet.py turned "$work/bound.pdf"
exit $bad
