#!/bin/sh
# The example report as a reader of the PDF sees it: outsiders (qpdf, poppler, mupdf) open it, and its text, figures, contents, bookmarks and fonts are
# compared with the sources. Expected figures: tests/data/aba-2022/, from the published tables and hand computation.
. "$(dirname "$0")/suite.sh"
pdf=$work/a.pdf

check() { # WHAT COMMAND...
	what=$1
	shift
	if "$@" >"$work/out" 2>&1; then echo "ok      $what"; else bad=1; echo "FAILED  $what"; sed 's/^/        /' "$work/out"; fi
}
silent() { "$@" >"$work/o" 2>"$work/e"; s=$?; cat "$work/e"; [ $s -eq 0 ] && [ ! -s "$work/e" ]; }
qpdf_check() { qpdf --check "$pdf" >"$work/q" 2>&1 || { cat "$work/q"; return 1; }; ! grep -i warning "$work/q"; }
fonts_good() { # every line: emb sub uni all yes
	silent pdffonts "$pdf" || return 1
	pdffonts "$pdf" | awk 'NR > 2 { n++; if ($(NF-4) != "yes" || $(NF-3) != "yes" || $(NF-2) != "yes") { print; bad = 1 } } END { exit bad || n < 4 }'
}
same_bytes() { # other folder, locale, time zone, environment
	mkdir -p "$work/elsewhere" && cp -r examples/aba-2022 "$work/elsewhere/copy" || return 1
	sleep 1
	(cd "$work/elsewhere" && env -i PATH="$PATH" LC_ALL=zh_CN.GB18030 LANG=de_DE.UTF-8 TZ=Pacific/Auckland "$kanyin" render copy -o b.pdf) || return 1
	"$kanyin" render examples/aba-2022 -o "$work/c.pdf" || return 1
	cmp "$pdf" "$work/elsewhere/b.pdf" && cmp "$pdf" "$work/c.pdf"
}
mutool_silent() { # Debian builds it without ICC and says so each time
	mutool draw -q -F text -o "$work/m.txt" "$pdf" 2>"$work/e"
	s=$?
	! grep -v 'ICC support is not available' "$work/e" && [ $s -eq 0 ]
}
no_leaks() {
	nm "$kanyin" | grep -q __asan_init && return 0 # a sanitized build has its own leak check
	valgrind --quiet --leak-check=full --show-leak-kinds=definite,indirect,possible --errors-for-leak-kinds=definite,indirect,possible --error-exitcode=9 \
		"$kanyin" render examples/aba-2022 -o "$work/v.pdf"
}

check "renders without a word" silent "$kanyin" render examples/aba-2022 -o "$pdf"
[ -s "$pdf" ] || exit 1
check "qpdf --check" qpdf_check
check "pdfinfo is silent" silent pdfinfo "$pdf"
check "pdftotext is silent" silent pdftotext "$pdf" "$work/t.txt"
check "pdftoppm is silent" silent pdftoppm -r 20 -png "$pdf" "$work/p"
check "mutool is silent" mutool_silent
check "fonts embedded, subset, with ToUnicode" fonts_good
check "text, figures, contents, bookmarks" python3 tests/report.py "$pdf" "$kanyin"
check "equal input, equal bytes" same_bytes
check "no leaks at exit (valgrind)" no_leaks
exit $bad
