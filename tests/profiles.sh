#!/bin/sh
# The profile sichuan-2022 against what departments write that had nothing to spend: what was said is not asked for again, what was left out is.
. "$(dirname "$0")/suite.sh"
cp -r examples/aba-2022 "$work/r" && cp -r templates "$work/t" || exit 1

# demands WHAT HOW-MANY FILE TEXT [FILE TEXT]…: with these texts of the report's templates the profile misses so many statements.
demands() {
	what=$1
	want=$2
	shift 2
	cp templates/text/accounts-* "$work/t/text/"
	while [ $# -gt 1 ]; do
		printf '%s\n' "$2" >"$work/t/text/accounts-$1.txt"
		shift 2
	done
	LC_ALL=C "$kanyin" check "$work/r" --templates "$work/t" --lang en >"$work/out" 2>&1
	code=$? # 1: figures that no longer agree
	grep '\[profile-statement\]' "$work/out" >"$work/said"
	if [ "$(wc -l <"$work/said")" -eq "$want" ] && [ $code -le 1 ]; then
		echo "ok      $what"
	else
		bad=1
		echo "FAILED  $what: not $want demands"
		cat "$work/said"
	fi
}

demands "the example as it is" 0
demands "no 三公 spending at all" 0 07-1-overall '2022年度本单位没有使用财政拨款安排的“三公”经费支出，与上年持平。' \
	07-2-details '2022年度本单位没有使用财政拨款安排的“三公”经费支出，与上年持平。'
demands "no spending, item by item" 0 07-2-details '1.因公出国（境）经费。2022年无因公出国（境）支出，与上年决算数持平。
2.公务用车购置及运行维护费。2022年未发生支出。单位现无公务车。
3.公务接待费。2022年无公务接待支出。'
demands "三公 left out" 5 07-2-details '1.因公出国（境）经费情况见附表。
2.公务用车情况见附表。
3.公务接待情况见附表。'
demands "an institution" 0 10-other '（一）机关运行经费支出情况。本单位为事业单位，按规定未使用机关运行经费。
（二）政府采购支出情况。2022年度本单位未实施政府采购。
（三）国有资产占有使用情况。截至2022年12月31日，本单位无车辆，无单位价值100万元以上设备。'
demands "purchases of 0" 0 10-other '（一）机关运行经费支出情况。不适用。
（二）政府采购支出情况。2022年度政府采购支出总额0.00万元。
（三）国有资产占有使用情况。截至2022年12月31日，本单位共有车辆0辆，单价50万元以上通用设备0台（套），单价100万元以上专用设备0台（套）。'
demands "other matters left out" 7 10-other '（一）机关运行经费支出情况。见附表。
（二）政府采购支出情况。见附表。
（三）国有资产占有使用情况。见附表。'
exit $bad
