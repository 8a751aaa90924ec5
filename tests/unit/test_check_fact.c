/* test_check_fact.c - one fact, two values: what else than its name a fact is known by, and what the items of a budget say twice. */
#include "check_unit.h"

static void about(void **state)
{
	static const struct check_case cases[] = {
		/* every budget has its own total */
		{ "一、执行情况\n1.一般公共预算执行情况\n收入40.0亿元，加上转移性收入9.0亿元，收入合计49.0亿元。\n"
		  "2.政府性基金预算执行情况\n收入30.0亿元，加上转移性收入8.0亿元，收入合计38.0亿元。",
		  "" },
		{ "一、收入支出决算情况\n2023年度收入总计520.00万元（含年初结转20.00万元）。\n二、收入决算情况\n"
		  "2023年度收入合计500.00万元。",
		  "" },
		{ "一、收入支出决算情况\n2023年度收入总计520.00万元。\n二、评价情况\n2023年度收入总计530.00万元。", "[two-values]" },
		/* the year of the heading */
		{ "一、2021年转移支付情况\n某某区政府性基金转移收入458万元。\n二、2022年转移支付情况\n某某区政府性基金转移收入27万元。",
		  "" },
		{ "全县国有资本经营预算支出12万元。\n县本级国有资本经营预算支出10万元。", "" },
		/* sections with bases of their own; a slip of the hand all the same */
		{ "四、财政拨款收支情况\n交通运输支出609.19万元。\n五、一般公共预算当年拨款情况\n交通运输支出577.19万元。", "" },
		{ "四、支出情况\n交通运输支出609.19万元。\n五、财政拨款支出情况\n交通运输支出609.91万元。", "[two-values]" },
		{ "一、情况\n收入总计0万元。\n二、其他情况\n收入总计867.48万元。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

#define ITEM(class, name) class "支出（类）某某事务（款）" name "（项）"

static void items(void **state)
{
	static const struct check_case cases[] = {
		{ "15、" ITEM("社会保障和就业", "职业年金缴费支出") "269.85万元，主要用于：缴费。年初预算为285.33万元，支出决算为269.86万元。",
		  "[two-values]" },
		{ "15、" ITEM("社会保障和就业", "职业年金缴费支出") "269.86万元，主要用于：缴费。年初预算为285.33万元，支出决算为269.86万元。",
		  "" },
		{ "9、" ITEM("住房保障", "住房公积金") "208.80万元。主要用于：缴存。2025年当年预算执行数为198.34万元，2026年预算安排201.50万元。",
		  "[two-values]" },
		/* measures without a name are of the item above */
		{ "1、" ITEM("教育", "行政运行") "。\n主要用于：人员支出。全年预算为52.00万元，支出决算为51.32万元。\n2、"
		  ITEM("教育", "一般事务") "。\n主要用于：公用支出。全年预算为22.00万元，支出决算为21.32万元。",
		  "" },
		/* the only item of its class */
		{ "五、支出情况\n教育支出30.00万元，住房保障支出76.97万元。\n1." ITEM("教育", "培训支出") "：支出决算为30.00万元。\n2."
		  ITEM("住房保障", "住房公积金") "：支出决算为77.87万元。",
		  "[doubtful-values]" },
		{ "五、支出情况\n教育支出30.00万元，住房保障支出99.97万元。\n1." ITEM("住房保障", "购房补贴") "：支出决算为22.10万元。\n2."
		  ITEM("住房保障", "住房公积金") "：支出决算为77.87万元。",
		  "" },
		{ "八、政府性基金预算财政拨款支出情况\n政府性基金预算财政拨款收入105.00万元，支出情况如下：\n"
		  ITEM("住房保障", "某某安排的支出") "135.00万元。",
		  "[part-exceeds]" },
		{ "一、收入情况\n财政拨款收入2940.05万元。\n二、总体情况\n财政拨款收入支出总计0.30万元。", "[part-exceeds]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

#define IN_WAN "支出合计90.00万元，收入合计90.00万元，人员经费70.00万元，办公费20.00万元，会议费3.00万元。\n"

static void units(void **state)
{
	static const struct check_case cases[] = {
		{ IN_WAN "公务用车运行维护费支出决算6.48万元，主要用于维修。\n附件情况说明\n车辆运行费用支出6.48元。", "[unit-factor]" },
		{ IN_WAN "公务用车购置支出决算17.51元。", "[doubtful-unit]" },
		{ IN_WAN "培训费人均支出6.48元。", "" },
		{ IN_WAN "会议费单价标准480.00元。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void balances(void **state)
{
	static const struct check_case cases[] = {
		{ "三、收支情况\n某某局2023年收支预算总数1541.00万元。\n2023年收入预算1541.00万元。\n2023年支出预算1586.00万元。",
		  "[doubtful-values]" },
		{ "三、收支情况\n某某局2023年收支预算总数1541.00万元。\n2023年收入预算1541.00万元。\n2023年支出预算1541.00万元。", "" },
		{ "三、收支情况\n某某局2023年收支预算总数1541.00万元。\n2023年收入预算1500.00万元。\n2023年支出预算1521.00万元。", "" },
		{ "收入总计730179万元。\n支出总计702962万元。收支相抵，年终结转27217万元。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(about), cmocka_unit_test(items), cmocka_unit_test(units), cmocka_unit_test(balances),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
