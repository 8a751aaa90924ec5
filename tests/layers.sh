#!/bin/sh
# tests/layers.sh [DIR] - fails when a source file of DIR (default src) includes against the flow, uses a library outside its layer,
# allocates past the arena (the command may), asks the locale, or is too long: file 800 lines, function 80. Without DIR it first
# proves on bad trees that each rule can fail.
cd "$(dirname "$0")/.." || exit 2

check_file() { # PATH-INSIDE-DIR DIR
	awk -v file="$1" -v path="$2/$1" '
	function rank(name, folder) {
		if (name == "kanyin.c" || name == "kanyin.h") return 7
		if (name == "main.c") return 8
		folder = substr(name, 1, index(name, "/") - 1)
		return folder in ranks ? ranks[folder] : -1
	}
	function folder_of(name) { return index(name, "/") ? substr(name, 1, index(name, "/") - 1) : name }
	function complain(line, what) { printf "%s:%d: %s\n", path, line, what; bad = 1 }
	function own_include(name, there) {
		there = rank(name)
		if (there < 0) complain(FNR, "\"" name "\" is in no layer; includes are relative to src/")
		else if (folder_of(name) == folder_of(file)) return
		else if (there > here || (there == here && here < 7)) complain(FNR, "includes \"" name "\" against the flow")
	}
	function library(name, i) {
		for (i = 1; i <= nrules; i++)
			if (name ~ header[i] && file !~ home[i]) complain(FNR, "<" name "> is for " told[i] " only")
	}
	function rule(h, f, t) { header[++nrules] = h; home[nrules] = f; told[nrules] = t }
	BEGIN {
		split("base desc data merge check layout font out", names, " ")
		split("0 1 1 2 3 4 5 6", values, " ")
		for (i = 1; i in names; i++) ranks[names[i]] = values[i]
		ranks["cmd"] = 8
		rule("^libxml/", "^(desc/|data/xlsx_)", "desc/ and data/xlsx_*.c")
		rule("^zip\\.h", "^data/xlsx_zip\\.c$", "data/xlsx_zip.c")
		rule("^pcre2", "^(merge|data|check)/", "merge/, data/ and check/")
		rule("^gmp", "^base/number\\.c$", "base/number.c")
		rule("^(harfbuzz/)?hb", "^font/", "font/")
		rule("^hpdf", "^out/pdf_[a-z0-9_]*\\.[ch]$", "out/pdf_*.c")
		rule("^(linebreak|unibreak|graphemebreak|wordbreak)", "^layout/", "layout/")
		here = rank(file)
		if (here < 0) complain(1, "is in no layer")
	}
	/^[ \t]*#[ \t]*include[ \t]*"/ { split($0, part, "\""); own_include(part[2]) }
	/^[ \t]*#[ \t]*include[ \t]*</ { split($0, part, /[<>]/); library(part[2]) }
	here < 8 && file != "base/arena.c" && /(^|[^a-zA-Z0-9_])(malloc|calloc|realloc|strdup|strndup|asprintf)\(/ {
		complain(FNR, "memory comes from base/arena.h")
	}
	/(^|[^a-zA-Z0-9_])(setlocale|strtod|strtof|strtold|atof|is(alpha|digit|alnum|space|upper|lower|punct)|to(upper|lower)|strcoll)\(/ {
		complain(FNR, "depends on the locale")
	}
	/^\{/ || /^[a-zA-Z].*\) \{$/ { start = FNR; name = /^\{/ ? previous : $0 }
	/^\}/ && start { if (FNR - start - 1 > 80) complain(start, "a function of " (FNR - start - 1) " lines: " name); start = 0 }
	{ previous = $0 }
	END { if (FNR > 800) complain(FNR, "a file of " FNR " lines"); exit bad }
	' "$2/$1"
}

check_tree() { # DIR
	status=0
	for path in $(cd "$1" && find . -name '*.[ch]' | sed 's|^\./||' | sort); do
		check_file "$path" "$1" || status=1
	done
	return $status
}

# bad PATH TEXT: a tree with this one file must fail.
bad() {
	rm -rf "$tmp/src"
	mkdir -p "$tmp/src/$(dirname "$1")"
	printf '%b' "$2" > "$tmp/src/$1"
	if check_tree "$tmp/src" > /dev/null; then
		echo "layers.sh does not see what is wrong with $1: $2" | head -n 3
		exit 1
	fi
}

good() {
	rm -rf "$tmp/src"
	mkdir -p "$tmp/src/$(dirname "$1")"
	printf '%b' "$2" > "$tmp/src/$1"
	check_tree "$tmp/src" || { echo "layers.sh refuses $1: $2"; exit 1; }
}

lines() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) printf "\\tx();\\n" }'; }

self_test() {
	tmp=$(mktemp -d) || exit 2
	trap 'rm -rf "$tmp"' EXIT
	bad base/x.c '#include "desc/desc.h"\n'
	bad desc/x.c '#include "data/data.h"\n'
	bad data/x.h '#include "desc/desc.h"\n'
	bad layout/x.c '#  include "font/font.h"\n'
	bad merge/x.c '#include "layout/page.h"\n'
	bad out/x.c '#include "kanyin.h"\n'
	bad kanyin.c '#include "cmd/cmd.h"\n'
	bad merge/x.c '#include "expr.h"\n'
	bad other/x.c 'int x;\n'
	bad merge/x.c '#include <libxml/tree.h>\n'
	bad data/xls.c '#include <libxml/parser.h>\n'
	bad data/xlsx_book.c '#include <zip.h>\n'
	bad base/x.c '#include <pcre2.h>\n'
	bad merge/x.c '#include <gmp.h>\n'
	bad layout/x.c '#include <hb.h>\n'
	bad layout/x.c '#include <harfbuzz/hb.h>\n'
	bad out/pages.c '#include <hpdf.h>\n'
	bad out/x.c '#include <linebreak.h>\n'
	bad data/x.c 'void f(void)\n{\n\tp = malloc(3);\n}\n'
	bad data/x.c 'void f(void)\n{\n\tp = strtod(s, NULL);\n}\n'
	bad data/x.c 'void f(void)\n{\n\tif (isalpha(c))\n\t\treturn;\n}\n'
	bad data/x.c "void f(void)\n{\n$(lines 81)}\n"
	bad data/x.c "void f(void) {\n$(lines 81)}\n"
	bad data/x.c "$(lines 801)"
	good data/x.c "#include \"base/str.h\"\n#include \"data/data.h\"\nvoid f(void)\n{\n$(lines 80)}\n"
	good data/xlsx_zip.c '#include <libxml/parser.h>\n#include <zip.h>\n'
	good out/pdf_font.c '#include <hpdf.h>\n#include "layout/page.h"\n#include "font/font.h"\n'
	good main.c '#include "cmd/cmd.h"\n#include "kanyin.h"\n'
	good font/x.c '#include <hb-subset.h>\n#include "layout/metrics.h"\n'
	good cmd/x.c 'void f(void)\n{\n\tp = malloc(3);\n}\n'
	good base/x.c 'void f(void)\n{\n\tch_is_digit(c);\n\tmy_malloc(1);\n}\n'
}

if [ $# -gt 0 ]; then
	check_tree "$1"
	exit
fi
self_test
check_tree src
