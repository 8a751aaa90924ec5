/* test_check_sum.c - totals and their parts: where lists end, what a total is, how far off counts, changes, remainders, counts of names. */
#include "check_unit.h"

static void lists(void **state)
{
	static const struct check_case cases[] = {
		/* the list ends at the first ; when several parts stand before it */
		{ "学校现有学生1000人，其中本科生700人，研究生300人；教师200人，其中高级职称80人。", "" },
		{ "学校现有学生1000人，其中本科生700人，研究生309人；教师200人，其中高级职称80人。", "[doubtful-sum]" },
		{ "共有车辆6辆，其中：领导用车0辆、机要用车1辆、应急用车1辆、其他用车4辆；单价50万元以上设备3台。", "" },
		{ "共有车辆6辆，其中：领导用车0辆、机要用车1辆、应急用车1辆、其他用车5辆；单价50万元以上设备3台。",
		  "[wrong-sum]" },
		/* nothing is said of the rest */
		{ "共有车辆48辆，其中：机要用车2辆、应急用车30辆。", "" },
		{ "离退休人员40人。其中：离休3人，退休47人。", "[wrong-sum]" },
		{ "核定编制86人，其中行政编制18人、事业编制78人。", "[wrong-sum]" },
		{ "核定编制86人，其中行政编制18人、事业编制68人。", "" },
		/* women and party members are counted twice */
		{ "在职人员86人，其中女性50人、党员45人。", "" },
		/* a bracket inside of a list */
		{ "建筑面积900平方米，其中地上600平方米（其中计容590平方米，不计容10平方米），地下300平方米。", "" },
		{ "建筑面积900平方米，其中地上600平方米（其中计容590平方米，不计容20平方米），地下300平方米。",
		  "[doubtful-sum]" },
		/* amounts per head are no totals */
		{ "发放资助30576.95万元，人均5441元。其中：奖学金16744.02万元，助学金9148.25万元，其他资助4684.68万元。", "" },
		/* two totals: the parts go with their noun */
		{ "资产总额210.4亿元，负债总额135.0亿元。其中，甲资产总额80.8亿元、负债总额54.7亿元；乙资产总额129."
		  "6亿元、负债总额80.3亿元。",
		  "" },
		/* a part with its own parts: 30 = 10 + 20 */
		{ "转移收入35.00万元，其中：补助收入30.00万元，主要为税收返还10.00万元；一般性转移20.00万元。", "" },
		/* a budget whose parts do not repeat the word */
		{ "采购预算总额1121.00万元，其中：货物245.00万元、工程0万元、服务8760000元。", "" },
		{ "2023年支出预算1586.00万元，其中：基本支出940.85万元；项目支出600.15万元。", "[wrong-sum]" },
		{ "年初预算100.00万元，支出决算为98.00万元，其中：甲支出50.00万元，乙支出48.00万元。", "" },
		{ "支持外贸370.00万元，支持商销稳增长30.00万元，支持经济600.00万元，合计1000.00万元。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void how_far(void **state)
{
	static const struct check_case cases[] = {
		/* a third of the total is no mistake but another list */
		{ "投入资金900.00万元，其中：甲500.00万元，乙130.00万元。", "" },
		/* one digit: 612.34 for 512.34 */
		{ "投入资金900.00万元，其中：甲612.34万元，乙387.66万元。", "[doubtful-sum]" },
		/* ten times: 38.77 for 387.66 is none, 3876.60 is */
		{ "投入资金900.00万元，其中：甲512.34万元，乙3876.60万元。", "[doubtful-sum]" },
		/* the unit */
		{ "投入资金900.00万元，其中：甲512.34万元，乙387.66元。", "[doubtful-sum]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void paragraphs(void **state)
{
	static const struct check_case cases[] = {
		{ "某某局基本支出791.00万元，其中：\n人员经费622.61万元，主要包括：基本工资。\n公用经费168."
		  "39万元，主要包括：办公费。",
		  "" },
		{ "某某局基本支出791.00万元，其中：\n人员经费622.61万元，主要包括：基本工资。\n公用经费188."
		  "39万元，主要包括：办公费。",
		  "[wrong-sum]" },
		{ "（二）项目支出864.20万元。主要包括：\n1.防火经费260.00万元，主要用于扑救；\n2.防治经费318."
		  "00万元，主要用于除治；\n3.其他项目316."
		  "20万元。",
		  "[doubtful-sum]" },
		{ "本年支出1000.00万元。\n按功能分类：\n（1）教育支出500.00万元；\n（2）科学技术支出300."
		  "55万元；\n（3）住房保障支出199.45万元。",
		  "" },
		{ "本年支出1000.00万元。\n按功能分类：\n（1）教育支出500.00万元；\n（2）科学技术支出303."
		  "55万元；\n（3）住房保障支出199.45万元。",
		  "[doubtful-sum]" },
		{ "本年支出1000.00万元。\n按经济分类：工资支出500.00万元，商品支出300.55万元，资本性支出1994.50万元。",
		  "[doubtful-sum]" },
		{ "（一）收入总计900.00万元。包括：\n1.本年收入合计800.00万元。与上年相比，增加50.00万元。\n2.使用结余59."
		  "00万元。与上年相比，增加59."
		  "00万元（上年决算数为0元）。\n3.年初结转41.00万元。",
		  "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void changes(void **state)
{
	static const struct check_case cases[] = {
		{ "2023年“三公”经费比2022年减少3.00万元，其中：因公出国（境）费与2022年持平；公务用车购置及运行维护费减少3."
		  "50万元；公务接待费增加0."
		  "50万元。",
		  "" },
		{ "2023年“三公”经费比2022年减少3.50万元，其中：因公出国（境）费与2022年持平；公务用车购置及运行维护费减少3."
		  "50万元；公务接待费增加0."
		  "50万元。",
		  "[doubtful-sum]" },
		/* turned, the part fits */
		{ "2023年“三公”经费比2022年减少0.70万元。\n1.因公出国（境）费与2022年持平。\n2."
		  "公务用车购置及运行维护费与2022年持平。\n3."
		  "公务接待费比2022年增加0.70万元。",
		  "[wrong-direction]" },
		/* what went abroad may have changed */
		{ "“三公”经费同比减少6.00万元。其中：因公出国（境）费支出0万元。公务用车购置及运行维护费同比减少2."
		  "00万元；公务接待费同比减少1.00万元。",
		  "" },
		{ "支出合计比上年增加300.00万元，其中：基本支出增加551.54万元，项目支出减少250.54万元。", "[doubtful-sum]" },
		{ "支出合计比上年增加300.00万元，其中：基本支出增加551.54万元，项目支出减少251.54万元。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void remainders(void **state)
{
	static const struct check_case cases[] = {
		{ "社会保险基金收入900万元，支出820万元，本年收支结余80万元。", "" },
		{ "社会保险基金收入900万元，支出820万元，本年收支结余70万元。", "[wrong-difference]" },
		{ "全县收入总计7300万元。\n全县支出总计7000万元。收支相抵，年终结转350万元。", "[doubtful-difference]" },
		{ "全县收入总计7300万元。\n全县支出总计7000万元。收支相抵，年终结转300万元。", "" },
		{ "支出总计570.00万元（含年末结转和结余67.00万元）。\n本年支出503.00万元。", "" },
		{ "支出总计570.00万元（含年末结转和结余67.50万元）。\n本年支出503.00万元。", "[doubtful-sum]" },
		{ "政府债务余额85.00亿元，其中一般债务37.00亿元、专项债务48.00亿元。", "" },
		{ "政府债务余额87.00亿元，其中一般债务37.00亿元、专项债务48.00亿元。", "[wrong-sum]" },
		{ "政府债务限额86.00亿元。政府债务余额87.00亿元。", "[part-exceeds]" },
		/* 元 for 万元 */
		{ "（二）公务用车\n公务用车购置及运行维护费支出20.00万元。\n公务用车购置支出18.00万元。\n公务用车运行维护费支出2."
		  "00元。",
		  "[unit-factor]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void counts(void **state)
{
	static const struct check_case cases[] = {
		{ "内设机构包括办公室、规划处、数据处、服务处，共4个处室。", "" },
		{ "内设机构包括办公室、规划处、数据处、服务处，共5个处室。", "[wrong-count]" },
		{ "下设五个科室：办公室、人事科、财务科、业务科。", "[wrong-count]" },
		{ "下设四个科室：办公室、人事科、财务科、业务科。", "" },
		{ "下设五个科室，包括办公室、人事科、财务科等。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists),   cmocka_unit_test(how_far),    cmocka_unit_test(paragraphs),
		cmocka_unit_test(changes), cmocka_unit_test(remainders), cmocka_unit_test(counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
