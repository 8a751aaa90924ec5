#!/bin/sh
# Golden cases: tests/cases/AREA/NAME/ is a report; beside it stand what its stages must say.
#   expect.diag   what `kanyin render` prints (absent: nothing), paths relative to the case
#   expect.zh     what it prints in Chinese (absent: not compared)
#   expect.code   its exit code (absent: 1 when expect.diag has an error, else 0)
#   expect.doc, expect.pages   `kanyin dump doc|pages` (absent: not compared)
#   args          further arguments, one a line (--draft, --set …)
# An older PDF of the same name must stay as it was whenever the code is not 0. `tests/cases.sh --golden` rewrites expect.doc and expect.pages
# where they exist, for review with git diff.
set -u
top=$(cd "$(dirname "$0")/.." && pwd)
kanyin=$(realpath "${KANYIN:-$top/build/kanyin}")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
golden=no
[ "${1-}" = --golden ] && { golden=yes; shift; }
pattern=${CASE:-*/*}
passed=0
failed=0

fail() {
	failed=$((failed + 1))
	echo "FAILED $name: $1"
	[ -z "${2-}" ] || cat "$2"
}

compare() { # WHAT EXPECTED GOT
	if diff -u "$2" "$3" >"$work/diff" 2>&1; then passed=$((passed + 1)); else fail "$1" "$work/diff"; fi
}

run_case() {
	old=$work/old.pdf
	echo "older file" >"$old"
	set --
	if [ -f args ]; then while IFS= read -r a; do set -- "$@" "$a"; done <args; fi
	LC_ALL=C "$kanyin" render . -o "$old" --lang en "$@" >"$work/out" 2>"$work/err"
	code=$?
	sed 's|^\./||; /^[0-9]* errors*, [0-9]* warnings*; /d' "$work/err" >"$work/diag" # without the closing line
	: >"$work/none"
	want=$work/none
	[ -f expect.diag ] && want=expect.diag
	compare diagnostics "$want" "$work/diag"
	if [ -f expect.code ]; then expected=$(cat expect.code)
	elif grep -q ' error: \|^error: ' "$want"; then expected=1; else expected=0; fi
	if [ -f expect.zh ]; then
		LC_ALL=C "$kanyin" render . -o "$work/zh.pdf" --lang zh "$@" >"$work/out" 2>"$work/err"
		sed 's|^\./||; /^[0-9]* 处错误，[0-9]* 处警告；/d' "$work/err" >"$work/diag"
		compare "diagnostics in Chinese" expect.zh "$work/diag"
	fi
	[ "$code" = "$expected" ] || fail "exit code $code, expected $expected"
	if [ "$code" = 0 ] || [ "$(head -c 5 "$old")" = %PDF- ]; then
		qpdf --check "$old" >"$work/qpdf" 2>&1 || fail "qpdf --check" "$work/qpdf"
	else
		[ "$(cat "$old")" = "older file" ] || fail "the older file was overwritten"
	fi
	ls -A "$work" | grep -q '^\.old' && fail "a temporary file was left behind"
}

for dir in "$top"/tests/cases/$pattern/; do
	[ -f "$dir/report.xml" ] || continue
	name=${dir#"$top"/tests/cases/}
	cd "$dir" || exit 1
	run_case
	for stage in doc pages; do
		[ -f expect.$stage ] || continue
		"$kanyin" dump $stage . >"$work/got" 2>/dev/null
		sed -i 's|@\./|@|' "$work/got"
		if [ $golden = yes ]; then cp "$work/got" expect.$stage; else compare "dump $stage" expect.$stage "$work/got"; fi
	done
done
echo "$passed passed, $failed failed"
[ $failed -eq 0 ] && [ $passed -gt 0 ]
