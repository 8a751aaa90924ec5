#!/bin/sh
# The man pages: their examples run, every option and command of the usage text and every message is in kanyin(1), every function in kanyin-report(5).
. "$(dirname "$0")/suite.sh"
man=${BUILD:-build}/man
python3 tests/manual.py "$man/kanyin-report.5" "$kanyin" "$work" || bad=1
for word in $("$kanyin" --help | grep -o -- '--[a-z]*' | sort -u); do
	case $word in --help | --version) continue ;; esac
	grep -q -- "Fl -${word#--}" "$man/kanyin.1" || { echo "kanyin.1 does not explain $word"; bad=1; }
done
for command in $("$kanyin" --help | sed -n 's/.*kanyin \([a-z]*\) .*/\1/p' | sort -u); do
	grep -q "It Cm $command" "$man/kanyin.1" || { echo "kanyin.1 does not explain $command"; bad=1; }
done
for code in $(sed -n 's/^DIAG([A-Z0-9_]*, *[A-Z]*, *"\([^"]*\)".*/\1/p' src/base/diag_list.h); do
	grep -q "^.It Bq $code\$" "$man/kanyin.1" || { echo "kanyin.1 does not list [$code]"; bad=1; }
done
for name in $(sed -n 's/^FUNC([a-z_]*, "\([^"]*\)".*/\1/p' src/merge/func_list.h); do
	grep -q "$name" "$man/kanyin-report.5" || { echo "kanyin-report.5 does not mention $name"; bad=1; }
done
! grep -q '@[A-Z]*@' "$man"/* || { echo "a placeholder is left in a man page"; bad=1; }
exit $bad
