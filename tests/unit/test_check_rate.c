/* test_check_rate.c - rates by their own name, the base of a rate and of a list of shares, what is left. */
#include "check_unit.h"

static void rates_by_name(void **state)
{
	static const struct check_case cases[] = {
		{ "全年受理信访事项356件，办结341件，办结率95.8%。", "" },
		{ "全年受理信访事项356件，办结341件，办结率97.5%。", "[wrong-share]" },
		{ "医院全年收治危重患者512人，抢救成功486人，抢救成功率94.9%。", "" },
		{ "医院全年收治危重患者512人，抢救成功486人，抢救成功率96.9%。", "[doubtful-share]" },
		/* a measure word that no list has */
		{ "全年交易活畜3560头，检疫3421头，检疫率96.1%。", "" },
		{ "全年交易活畜3560头，检疫3421头，检疫率98.1%。", "[doubtful-share]" },
		{ "应征收水费860万元，实际征收812万元，水费征收率96.4%。", "[doubtful-share]" },
		{ "公租房房源3200套，分配3104套，分配率98%。", "[doubtful-share]" },
		{ "全乡农户1256户，已通宽带1131户，宽带普及率80.05%。", "[doubtful-share]" },
		/* what is left of 100, and digits in another order */
		{ "全县农户1256户，完成改厕942户，改厕率25%。", "[doubtful-share]" },
		{ "房源3200套，分配2387套，分配率47.6%。", "[doubtful-share]" },
		/* the whole is what was done and what was not */
		{ "项目资金实际拨付820万元，未拨付180万元，拨付率82%。", "" },
		{ "项目资金实际拨付820万元，未拨付180万元，拨付率85%。", "[doubtful-share]" },
		/* rates of fewer than the sentence counts, of others, and of what was not done */
		{ "受理热线工单3256件，办结3198件，按时办结率99.1%。", "" },
		{ "排查隐患562处，整改541处，整改率96.3%，其中学校整改率92.5%，上年整改率94.1%。", "" },
		{ "全年出生人口3215人，死亡人口2810人，死亡率0.61%。", "" },
		{ "编制床位800张，实际使用床位750张，床位使用率88%。", "" },
		{ "立刑事案件500起，破案412起（含历年积案30起），破案率76.4%。", "" },
		{ "抽检食品1200批次，不合格18批次，合格率98.5%。", "" },
		{ "抽检食品1200批次，合格1182批次，不合格率1.5%。", "" },
		{ "学校共有学生1200人，其中住校生1100人，学生体质健康合格率95.2%。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void the_base_of_a_rate(void **state)
{
	static const struct check_case cases[] = {
		/* of those who answered, not of what was sent */
		{ "发放问卷300份，收回285份，满意270份，满意率为94.7%。", "" },
		{ "发放问卷300份，收回285份，满意270份，满意率为90%。", "[doubtful-share]" },
		{ "发放问卷300份，满意270份，满意率为90%。", "" },
		/* the whole in the paragraph above */
		{ "年度预算资金1200万元。\n实际到位资金1080万元，资金到位率90%。", "" },
		{ "年度预算资金1200万元。\n实际到位资金1080万元，资金到位率85%。", "[doubtful-share]" },
		/* of what it would have cost */
		{ "食堂设备控制价1280万元，中标价1192.5万元，节约资金87.5万元，节约率6.84%。", "" },
		{ "食堂设备控制价1280万元，中标价1192.5万元，节约资金87.5万元，节约率7.34%。", "[doubtful-share]" },
		/* the budget behind; that of a part is another */
		{ "会议费支出决算为12.50万元，完成预算的83.33%，主要原因是厉行节约，预算为15.00万元。", "" },
		{ "会议费支出决算为12.50万元，完成预算的120%，主要原因是厉行节约，预算为15.00万元。", "[wrong-completion]" },
		{ "项目执行数480万元，完成预算的96%，其中设备购置预算300万元。", "" },
		/* an execution rate of the amount right before */
		{ "2022年下达预算资金1465万元。2023年结转资金680.32万元，全年执行数233.64万元，预算执行率34.3%。", "" },
		{ "2022年下达预算资金1465万元。2023年结转资金680.32万元，全年执行数233.64万元，预算执行率43.3%。", "[doubtful-completion]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void one_list_one_base(void **state)
{
	static const struct check_case cases[] = {
		{ "某某医院收入合计3000.00万元，其中：医疗收入2400.00万元，占80.00%；财政拨款收入600.00万元，占20.00%。", "" },
		{ "某某医院收入合计3000.00万元，其中：医疗收入2400.00万元，占80.00%；财政拨款收入600.00万元，占25.00%。", "[wrong-share]" },
		/* the sum is not said */
		{ "会议费3.10万元，占25.83%，培训费4.70万元，占36.14%，公用取暖费4.20万元，占35.00%。", "[doubtful-share]" },
		{ "会议费3.10万元，占25.83%，培训费4.70万元，占39.17%，公用取暖费4.20万元，占35.00%。", "" },
		/* two of one named base */
		{ "1.基本支出840.00万元，占一般公共预算支出的84.0%。\n2.项目支出160.00万元，占一般公共预算支出的19.0%。", "[doubtful-share]" },
		{ "1.基本支出840.00万元，占一般公共预算支出的84.0%。\n2.项目支出160.00万元，占一般公共预算支出的16.0%。", "" },
		/* a part of a part, and parts that overlap */
		{ "专项资金800万元，其中：中央资金500万元，占62.5%（其中水利工程300万元，占60.0%）；省级资金300万元，占37.5%。", "" },
		{ "在职教职工208人，其中高级教师42人，占20.2%；一级教师104人，占50.0%；党员86人，占41.3%。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void what_is_left(void **state)
{
	static const struct check_case cases[] = {
		{ "排查安全隐患562处，整改541处，剩余21处正在整改。", "" },
		{ "排查安全隐患562处，整改541处，剩余31处正在整改。", "[wrong-difference]" },
		{ "计划改造老旧小区32个，完成28个，未完成6个。", "[wrong-difference]" },
		{ "下达种粮补贴3200万元，实际发放3185.6万元，未发放24.4万元。", "[wrong-difference]" },
		{ "学校配套资金600万元，实际到位480万元，资金缺口120万元。", "" },
		{ "学校配套资金600万元，实际到位480万元，资金缺口210万元。", "[wrong-difference]" },
		{ "招标控制价1280万元，中标价1192.5万元，节约资金78.5万元。", "[wrong-difference]" },
		/* in the paragraph above, as the rate says */
		{ "水库加固实际到位资金2536万元。\n实际支付2418.62万元，资金使用率95.37%，结余117.38万元。", "" },
		{ "水库加固实际到位资金2536万元。\n实际支付2418.62万元，资金使用率95.37%，结余132.38万元。", "[wrong-difference]" },
		/* something else came between, or to it */
		{ "交办问题86个，已整改销号79个，正在整改5个，未整改2个。", "" },
		{ "某某项目总投资5000万元，已到位3000万元，自筹1200万元，资金缺口800万元。", "" },
		{ "预算安排2605万元，实际支付2418.62万元，结转下年100万元，上缴财政86.38万元。", "" },
		{ "全县脱贫户1432户，已消除风险96户，尚有监测对象45户。", "" },
		{ "库存粮食32000吨，轮换出库12000吨，补库10000吨，结余30000吨。", "" },
		/* totals some paragraphs above */
		{ "2023年度收入合计900.00万元。\n图1\n三、支出情况\n2023年度支出合计850.00万元。\n图2\n收支相抵，本年结余50.00万元。", "" },
		{ "2023年度收入合计900.00万元。\n图1\n三、支出情况\n2023年度支出合计850.00万元。\n图2\n收支相抵，本年结余150.00万元。", "[doubtful-difference]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rates_by_name),
		cmocka_unit_test(the_base_of_a_rate),
		cmocka_unit_test(one_list_one_base),
		cmocka_unit_test(what_is_left),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
