#!/bin/sh
# tests/diag_codes.sh - every message of the list is produced by a test: its [name] stands in an expectation below tests/cases or in a
# suite, or a unit test asserts the code. Prints the ones that are not. test_diag.c prints all messages and so proves none.
cd "$(dirname "$0")/.." || exit 2
list=${1:-src/base/diag_list.h}

expectations() {
	find tests/cases -type f -name 'expect*' -exec cat {} + 2>/dev/null
	for suite in tests/*.sh; do [ "$suite" = tests/diag_codes.sh ] || cat "$suite"; done
}

units() {
	for test in tests/unit/test_*.c; do [ "$test" = tests/unit/test_diag.c ] || cat "$test"; done
}

missing() { # LIST, entries as CODE name
	sed -n 's/^DIAG(\([A-Z0-9_]*\), *[A-Z]*, *"\([^"]*\)".*/\1 \2/p' "$1" | while read -r code name; do
		grep -qF -- "[$name]" "$tmp/expect" "$tmp/units" && continue
		grep -qF -- "\"code\":\"$name\"" "$tmp/expect" && continue
		grep -qE -- "DIAG_$code\b|assert_diag\([^;]*\b$code\b" "$tmp/units" && continue
		echo "no test produces $code [$name]"
	done
}

tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
expectations > "$tmp/expect"
units > "$tmp/units"

printf 'DIAG(NO_SUCH_CODE_AT_ALL, ERROR, "no-such-%s", "x", "x")\n' "code-at-all" > "$tmp/list"
if [ -z "$(missing "$tmp/list")" ]; then
	echo "diag_codes.sh does not see a code that no test produces"
	exit 1
fi
entries=$(grep -c '^DIAG(' "$list")
parsed=$(sed -n 's/^DIAG(\([A-Z0-9_]*\), *[A-Z]*, *"\([^"]*\)".*/\1/p' "$list" | wc -l)
if [ "$entries" -ne "$parsed" ]; then
	echo "$list has $entries entries, $parsed of them in the form DIAG(CODE, LEVEL, \"name\", ...)"
	exit 1
fi
untested=$(missing "$list")
[ -z "$untested" ] && exit 0
echo "$untested"
exit 1
