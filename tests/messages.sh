#!/bin/sh
# What a caller is told: wrong calls in one line of the locale's language, the closing line, one message for one mistake in a copy of the example.
. "$(dirname "$0")/suite.sh"

# says LANG ARGUMENTS EXPECTED: exit code 2, nothing on stdout, this one line
says() {
	printf '%s\n' "$3" >"$work/want"
	# shellcheck disable=SC2086 # words of a command line
	LC_ALL=$1 "$kanyin" $2 >"$work/out" 2>"$work/err"
	[ $? = 2 ] || no "kanyin $2: exit code"
	[ ! -s "$work/out" ] || no "kanyin $2: something on stdout" "$work/out"
	diff "$work/want" "$work/err" >"$work/diff" || no "kanyin $2" "$work/diff"
}
says C "" "kanyin: which command? render, check, explain, batch or dump (see kanyin --help)"
says zh_CN.UTF-8 "" "kanyin: 缺少命令：render、check、explain、batch 或 dump（用法见 kanyin --help）"
says C "rendre x" "kanyin: unknown command 'rendre'; did you mean render? (see kanyin --help)"
says zh_CN.UTF-8 "rendre x" "kanyin: 没有“rendre”这个命令，是否为 render？（用法见 kanyin --help）"
says C "nonsense x" "kanyin: unknown command 'nonsense'; there are render, check, explain, batch, dump (see kanyin --help)"
says C "render" "kanyin: render: too few arguments; expected REPORT (see kanyin --help)"
says zh_CN.UTF-8 "render a b" "kanyin: render：参数过多，应为：报告文件夹（用法见 kanyin --help）"
says C "render x --drafft" "kanyin: unknown option --drafft; did you mean --draft? (see kanyin --help)"
says zh_CN.UTF-8 "render x --nonsense" "kanyin: 没有 --nonsense 这个选项（用法见 kanyin --help）"
says C "render x -o" "kanyin: -o needs a value (see kanyin --help)"
says zh_CN.UTF-8 "render x --set y" "kanyin: --set：应写作 名称=值，不是“y”（用法见 kanyin --help）"
says C "batch x" "kanyin: batch needs -o DIR (see kanyin --help)"
says zh_CN.UTF-8 "dump nonsense x" "kanyin: dump：应为 doc 或 pages，不是“nonsense”（用法见 kanyin --help）"
says C "--lang zh --page x explain y" "kanyin: --page：应为 1 到 1000000 的整数，不是“x”（用法见 kanyin --help）"
says C "render dir/report.xml -o $work" "kanyin: -o: '$work' is a folder; name the file: -o $work/report.pdf (see kanyin --help)"
"$kanyin" render --help >"$work/out" 2>"$work/err" || no "render --help: exit code"
grep -q '^usage: kanyin render' "$work/out" || no "render --help" "$work/err"

# check WHAT SED-OR-COMMAND EXPECTED: the first message of `check` in Chinese, paths relative to the copy; the only error
cp -r examples/aba-2022 "$work/whole"
broken() {
	rm -rf "$work/w"
	cp -r "$work/whole" "$work/w"
	(cd "$work/w" && eval "$2") || no "$1: cannot be broken"
	(cd "$work" && LC_ALL=zh_CN.UTF-8 "$kanyin" check w 2>err)
	[ $? = 1 ] || no "$1: exit code"
	[ "$(grep -c ': 错误: ' "$work/err")" = 1 ] || no "$1: not one error" "$work/err"
	grep ': 错误: ' "$work/err" | sed 's|[^ ]*/templates/[^ ]*|templates/…|' >"$work/got"
	printf '%s\n' "$3" >"$work/want"
	diff "$work/want" "$work/got" >"$work/diff" || no "$1" "$work/diff"
	[ "$(tail -n 1 "$work/err")" = "1 处错误，0 处警告" ] || no "$1: closing line" "$work/err"
}
broken "renamed column" "sed -i '1s/支出决算数/支出金额/' data/gk01.csv" \
	"w/data/gk01.csv:1:1: 错误: 表“公开01”没有“支出决算数”列 (→ 收入决算数?)；现有各列：收入项目、收入行次、收入决算数、支出项目、支出行次、支出金额；共 11 处用到，首处 templates/… [missing-column]"
broken "no header" "sed -i 1d data/gk13.csv" \
	"w/data/gk13.csv:1:1: 错误: 表“公开13”没有“项目”列；现有各列：预算数、104400.00、0.00、103700.00、0.00、103700.00、700.00；用于 w/report.xml:31:25 [missing-column]"
broken "row gone" "sed -i '/^收入总计/d' data/prior_year.csv" \
	"w/data/prior_year.csv: 错误: 表“上年数”没有“收入总计”行 (→ 支出总计?)；共 2 处用到，首处 templates/… [missing-row]"
broken "row twice" "sed -i 's/^公务接待费.*/&\n&/' data/prior_year.csv" \
	"w/data/prior_year.csv:9:1: 错误: 表“上年数”有多行“公务接待费”（第 8 行和第 9 行），请用行次或编码指明；共 4 处用到，首处 templates/… [ambiguous-row]"
broken "row of a form twice" "sed -i '2s/.*/&\n&/' data/gk01.csv" \
	"w/data/gk01.csv:3:1: 错误: 表“公开01”有多行“1”（第 2 行和第 3 行），请用行次或编码指明；共 4 处用到，首处 templates/… [ambiguous-row]"
broken "row of a tree twice" "sed -i 's/^20805,.*/&\n&/' data/gk07.csv" \
	"w/data/gk07.csv:8:1: 错误: 表“公开07”的“20805”行重复，数据与第 7 行完全相同；本表的勾稽关系未予判断 [repeated-row]"
broken "text among figures" "sed -i '2s/8868120.00/约887万/' data/gk01.csv" \
	"w/data/gk01.csv:2:18: 错误: 数字列“收入决算数”中的“约887万”不是数字 [text-in-number]"
broken "fact gone" "sed -i '/name=\"年度\"/d' department.xml" \
	"w/department.xml: 错误: 没有定义名称“年度”；共 38 处用到，首处 templates/… [unknown-name]"
broken "facts that are no XML" "sed -i '5s|</fact>|</fct>|' department.xml" \
	"w/department.xml:5:20: 错误: XML 格式错误：起止标签不配对：<fact>（第 5 行）与 </fct> [xml-syntax]"
broken "data gone" "rm data/gk06.csv" "w/report.xml:17:25: 错误: 找不到文件“data/gk06.csv” [file-missing]"
broken "text gone" "rm text/duties.txt" "w/text/duties.txt: 错误: 找不到文件“text/duties.txt”；共 2 处用到，首处 templates/… [file-missing]"
broken "name misspelt in a text" "sed -i 's/职责引语/职责引文/' text/duties.txt" \
	"w/text/duties.txt:1:144: 错误: 没有定义名称“职责引文” (→ 职责引语?) [unknown-name]"

# the closing line of render
close() { # WHAT EXPECTED ARGUMENTS...
	what=$1 want=$2
	shift 2
	"$kanyin" "$@" 2>"$work/err"
	[ "$(tail -n 1 "$work/err")" = "$want" ] || no "$what: closing line, expected $want" "$work/err"
}
close "render" "1 error, 0 warnings; no PDF written (--draft writes a draft that shows the errors)" render "$work/w" -o "$work/a.pdf" --lang en
close "render" "1 处错误，0 处警告；未生成 PDF（加 --draft 可生成标出错误的草稿）" render "$work/w" -o "$work/a.pdf" --lang zh
close "draft" "1 error, 0 warnings; a draft was written, not for publication" render "$work/w" --draft -o "$work/a.pdf" --lang en
close "no report" "1 error, 0 warnings; no PDF written" render "$work/absent" -o "$work/a.pdf" --lang en
close "a clean report" "0 errors, 0 warnings" check "$work/whole" --lang en
"$kanyin" --diagnostics=json render "$work/w" -o "$work/a.pdf" 2>"$work/err"
python3 -c 'import json, sys; json.load(open(sys.argv[1]))' "$work/err" || no "options before the command, JSON without a closing line" "$work/err"
exit $bad
