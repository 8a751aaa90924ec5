#!/bin/sh
# tests/run.sh [PATTERN] - runs the unit tests (programs of $BUILD/tests) and every executable tests/*.sh suite whose name contains
# PATTERN, from the repository root, each with a time limit. One line a suite, the output of those that fail, `N passed, M failed`.
# RUNNER (valgrind ...) goes before the unit tests; the suites are left out then.
cd "$(dirname "$0")/.." || exit 2
pattern=${1:-}
: "${BUILD:=build}" "${RUNNER:=}" "${LIMIT:=900}"
export BUILD KANYIN="${KANYIN:-$BUILD/kanyin}"
log=$(mktemp) || exit 2
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM
passed=0 failed=0

# run NAME COMMAND...
run() {
	name=$1
	shift
	case $name in *"$pattern"*) ;; *) return ;; esac
	timeout "$LIMIT" "$@" > "$log" 2>&1 < /dev/null
	status=$?
	if [ $status -eq 0 ]; then
		passed=$((passed + 1))
		echo "ok      $name"
		return
	fi
	failed=$((failed + 1))
	[ $status -eq 124 ] && echo "(ended after $LIMIT s)" >> "$log"
	echo "FAILED  $name (status $status)"
	sed 's/^/        /' "$log"
}

for source in tests/unit/test_*.c; do
	name=$(basename "$source" .c)
	# shellcheck disable=SC2086 # RUNNER is a command with options
	run "$name" $RUNNER "$BUILD/tests/$name"
done
if [ -z "$RUNNER" ]; then
	for suite in tests/*.sh; do
		case $suite in tests/run.sh | tests/pdfa.sh) continue ;; esac
		[ -x "$suite" ] && run "$(basename "$suite")" "$suite"
	done
fi
if [ $((passed + failed)) -eq 0 ]; then
	echo "no test is called *$pattern*"
	exit 1
fi
echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
