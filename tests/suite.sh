# suite.sh - how the shell suites begin; sourced, not run: . "$(dirname "$0")/suite.sh"
# Goes to the top folder; sets kanyin (absolute), work (a folder that goes away at the end), bad (a suite ends with exit $bad).
set -u
cd "$(dirname "$0")/.." || exit 1
kanyin=$(realpath "${KANYIN:-build/kanyin}")
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
bad=0
ok() { echo "ok      $1"; }
no() { bad=1; echo "FAILED  $1"; [ ! -f "${2-}" ] || sed 's/^/        /' "$2"; }
is() { if [ "$2" = "$3" ]; then ok "$1"; else no "$1: '$2', expected '$3'"; fi; }
