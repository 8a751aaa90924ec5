/* test_check_relation.c - amounts of one account over several paragraphs; subjects of the budget, labels of a web page, names of projects. */
#include "check_unit.h"

static void closed_sets(void **state)
{
	static const struct check_case cases[] = {
		/* 6.50 = 0 + 5.20 + 1.30 */
		{ "七、“三公”经费\n2023年“三公”经费财政拨款支出决算为6.50万元。\n1.因公出国（境）费支出0万元。\n2.公务用车购置及运行维护费支出5.20万元。\n3.公务接待费支出1.30万元。",
		  "" },
		{ "七、“三公”经费\n2023年“三公”经费财政拨款支出决算为6.60万元。\n1.因公出国（境）费支出0万元。\n2.公务用车购置及运行维护费支出5.20万元。\n3.公务接待费支出1.30万元。",
		  "[wrong-sum]" },
		/* amounts in 元 beside a total in 万元: 52,000 + 13,000 = 6.5 */
		{ "七、“三公”经费\n2023年“三公”经费财政拨款支出决算为6.50万元。\n1.因公出国（境）费支出0元。\n2.公务用车购置及运行维护费支出52000元。\n3.公务接待费支出13000元。",
		  "" },
		/* the budget's amounts are not the account's */
		{ "七、“三公”经费\n“三公”经费财政拨款支出预算为9.00万元，支出决算为6.50万元。\n1.因公出国（境）费支出决算为0万元。\n2.公务用车购置及运行维护费支出决算为5.20万元。\n3.公务接待费支出决算为1.30万元。",
		  "" },
		/* a kind that is not said leaves the rest open */
		{ "七、“三公”经费\n2023年“三公”经费财政拨款支出决算为6.60万元。\n1.公务用车购置及运行维护费支出5.20万元。\n2.公务接待费支出1.30万元。",
		  "" },
		{ "（二）公务用车\n公务用车购置及运行维护费支出20.00万元，完成预算的100%。\n公务用车购置支出18.00万元，购置1辆。\n公务用车运行维护费支出3.00万元。",
		  "[wrong-sum]" },
		{ "六、基本支出\n一般公共预算财政拨款基本支出500.00万元。\n人员经费420.00万元，主要包括基本工资。\n公用经费70.00万元，主要包括办公费。",
		  "[wrong-sum]" },
		/* 100.01 from 60.00 + 40.00 is no rounding tail of three amounts, 100.01 from 33.34 + 66.66 is */
		{ "六、基本支出\n一般公共预算财政拨款基本支出100.01万元。\n人员经费66.66万元。\n公用经费33.34万元。", "" },
		{ "六、基本支出\n一般公共预算财政拨款基本支出100.02万元。\n人员经费60.00万元。\n公用经费40.00万元。", "[wrong-sum]" },
		{ "（二）政府采购\n政府采购支出总额90.00万元。\n政府采购货物支出30.00万元。\n政府采购工程支出0万元。\n政府采购服务支出50.00万元。",
		  "[wrong-sum]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void bounds(void **state)
{
	static const struct check_case cases[] = {
		{ "六、基本支出\n人员经费300.00万元，公用经费80.00万元。\n七、其他\n机关运行经费支出80.00万元。", "" },
		{ "六、基本支出\n人员经费300.00万元，公用经费80.00万元。\n七、其他\n机关运行经费支出380.00万元。", "[part-exceeds]" },
		{ "六、基本支出\n人员经费300.00万元，公用经费80.00万元。\n七、其他\n机关运行经费支出380.00万元（按基本支出口径）。", "" },
		{ "政府采购支出总额90.00万元。授予中小企业合同金额95.00万元。", "[part-exceeds]" },
		{ "授予中小企业合同金额60.00万元，其中授予小微企业合同金额70.00万元。", "[part-exceeds]" },
		{ "授予中小企业合同金额60.00万元，其中授予小微企业合同金额60.00万元。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void subjects(void **state)
{
	static const struct check_case cases[] = {
		{ "一般公共服务201（类）公共服务03（款）事业运行50（项）支出8.00万元。", "[subject-name]" },
		{ "一般公共服务支出201（类）政府办公厅（室）及相关机构事务03（款）事业运行50（项）支出8.00万元。", "" },
		{ "208社会保障和就业支出（类）20805行政事业单位养老支出（款）2080505机关事业单位基本养老保险缴费支出（项）。", "" },
		{ "208社会保障和就业支出（类）20805就业补助（款）支出8.00万元。", "[subject-name]" },
		{ "教育支出（类）职业教育02（款）支出8.00万元。", "[subject-name]" },
		{ "2023年度社会保障和就业（类）行政事业单位离退休（款）支出8.00万元。\n2023年度结束。", "[old-name]" },
		{ "2018年度社会保障和就业（类）行政事业单位离退休（款）支出8.00万元。\n2018年度结束。", "" },
		{ "文化旅游体育与传媒207（类）文化和旅游01（款）支出8.00万元。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void labels(void **state)
{
	static const struct check_case cases[] = {
		{ "2024-8-21 15:15| 发布者: 某县人民政府| 查看: 25\n{\"发布者\":\"某县财政局\",\"附件\":[]}\n正文。", "[doubtful-values]" },
		{ "发布时间：2024-08-22 09:10 来源：某局\n正文。\n发布时间：2024年8月22日", "" },
		{ "发布时间：2024-08-22 09:10 来源：某局\n正文。\n发布时间：2024年8月23日", "[doubtful-values]" },
		{ "发布机构：某县财政局 成文日期：2024-08-22\n正文。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void projects(void **state)
{
	static const struct check_case cases[] = {
		{ "对“热线运行维护项目”“政务大厅物业管理费”“培训费项目”等3个项目开展了自评。\n（1）物业管理费项目绩效目标完成情况综述。已完成。",
		  "[project-name]" },
		{ "对“热线运行维护项目”“政务大厅物业管理费”“培训费项目”等3个项目开展了自评。\n（1）热线运行维护项目绩效目标完成情况综述。已完成。",
		  "" },
		{ "对“政务大厅物业管理费”“物业管理费”等2个项目开展了自评。\n（1）物业管理费项目绩效目标完成情况综述。已完成。", "" },
		{ "组织对办公场所租赁费项目、窗口服装采购费项目开展了评估。\n部门预算项目支出绩效自评报告\n（2022年办公场所租赁费项目）",
		  "" },
		{ "组织对办公场所租赁费项目、窗口服装采购费项目开展了评估。\n部门预算项目支出绩效自评报告\n（机关办公场所租赁专项经费）",
		  "[project-name]" },
		/* 118.9476 + 58.3375 = 177.2851 */
		{ "（1）平台建设运营项目绩效目标完成情况综述。全年预算数180.00万元，执行数为180.00万元。\n部门预算项目支出绩效自评报告\n（平台建设运营项目）\n实际支付费用分别为118.9476万元，58.3375万元。",
		  "[doubtful-values]" },
		{ "（1）平台建设运营项目绩效目标完成情况综述。全年预算数180.00万元，执行数为177.29万元。\n部门预算项目支出绩效自评报告\n（平台建设运营项目）\n实际支付费用分别为118.9476万元，58.3375万元。",
		  "" },
		/* one of several amounts is the one summed up */
		{ "（1）平台建设运营项目绩效目标完成情况综述。执行数为180.00万元。\n部门预算项目支出绩效自评报告\n（平台建设运营项目）\n截至6月，实际支出90.00万元。全年实际支出180.00万元。",
		  "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void tables(void **state)
{
#define TABLE "\n收入支出决算总表\n单位：元\n项目\n决算数\n本年收入合计\n8,868,120.00\n本年支出合计\n8,868,120.00\n一般公共服务支出\n8,173,780.00\n"
	static const struct check_case cases[] = {
		{ "2022年本年收入合计886.81万元。" TABLE, "" },
		{ "2022年本年收入合计896.81万元。" TABLE, "[table-value]" },
		{ "2022年一般公共服务支出817.38万元。2021年一般公共服务支出765.00万元。" TABLE, "" },
		/* names that are in no table are not looked for */
		{ "2022年住房保障支出20.37万元。" TABLE, "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(closed_sets), cmocka_unit_test(bounds),   cmocka_unit_test(subjects),
		cmocka_unit_test(labels),      cmocka_unit_test(projects),
		cmocka_unit_test(tables),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
