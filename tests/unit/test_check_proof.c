/* test_check_proof.c - mistakes that prove themselves however far off they are: lists, points, measures, claims by name, counts of lists. */
#include "check_unit.h"

static void lists(void **state)
{
	static const struct check_case cases[] = {
		/* parts that divide the whole and exceed it: no nouns need be known */
		{ "医院现有职工813人，其中：医生213人，护士415人，药师116人，行政后勤69人。", "" },
		{ "医院现有职工813人，其中：医生213人，护士515人，药师116人，行政后勤69人。", "[doubtful-sum]" },
		{ "在校学生2769人，其中高一989人、高二884人、高三996人；教职工208人，其中高级教师19人、一级教师104人、二级教师85人。",
		  "[doubtful-sum]" },
		/* counted twice, or by another measure */
		{ "学校现有教职工186人，其中专任教师162人，高级教师45人，女教师80人，党员60人。", "" },
		{ "项目总投资5000万元，其中中央资金3000万元，完成投资6200万元。", "" },
		{ "全年立案320起，其中电信诈骗案件190起，破案280起，抓获嫌疑人310人。", "" },
		/* two turned digits close the gap, whatever its size */
		{ "到位资金7818.00万元，其中中央资金4987.00万元、省级资金2005.00万元、县级配套286.00万元。", "[doubtful-sum]" },
		{ "到位资金7818.00万元，其中中央资金4987.00万元、省级资金2005.00万元、县级配套286.50万元。", "" },
		/* the list is of the amount of the sentence before that it fits or is nearest to prove */
		{ "实际支出2418.62万元，结余117.38万元。其中：石桥片区743.49万元，柳林片区718.7万元，大坪片区535.78万元，红岩片区420.65万元。", "" },
		{ "实际支出2418.62万元，结余117.38万元。其中：石桥片区743.49万元，柳林片区178.7万元，大坪片区535.78万元，红岩片区420.65万元。",
		  "[doubtful-sum]" },
		/* the list ends before what it is measured against */
		{ "完成营造林36576亩，其中人工造林20142亩，封山育林9787亩，退化林修复6647亩，为年度任务35076亩的104.28%。", "" },
		{ "完成营造林36576亩，其中人工造林20142亩，封山育林9787亩，退化林修复7347亩，为年度任务35076亩的104.28%。",
		  "[doubtful-sum]" },
		{ "棚户区改造开工1200套，基本建成1500套，其中货币化安置300套，实物安置900套。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void points(void **state)
{
	static const struct check_case cases[] = {
		{ "项目得分86.5分。其中：决策指标满分20分，得分18.5分，得分率92.5%；过程指标满分20分，得分16分，得分率80%；产出指标满分35分，"
		  "得分31分，得分率88.57%；效益指标满分25分，得分21分，得分率84%。",
		  "" },
		{ "项目得分86.5分。其中：决策指标满分20分，得分18.5分，得分率92.5%；过程指标满分20分，得分16分，得分率82%；产出指标满分35分，"
		  "得分30分，得分率85.71%；效益指标满分25分，得分21分，得分率84%。",
		  "[wrong-sum] [wrong-share]" },
		{ "我局自评得分95.6分，其中预算执行9.6分、产出指标48分、效益指标39分。", "[doubtful-sum]" },
		{ "决策类指标（20分）得18分，扣2分；过程类指标（20分）得17.5分，扣2.5分。", "" },
		{ "甲项目自评得分98分，乙项目自评得分95分。", "" },
		{ "2022年度道路项目绩效评价报告\n综合评价得分90.1分。\n经评价，项目得分88.1分。", "[doubtful-values]" },
		{ "2022年度道路项目绩效评价报告\n项目单位自评得分98分。\n经评价，项目得分88.1分。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void measures(void **state)
{
	static const struct check_case cases[] = {
		{ "项目计划养护里程137公里。\n年度目标：养护里程147公里。", "[doubtful-values]" },
		{ "项目计划养护里程137公里。\n全年完成养护里程131公里。", "" },
		{ "全年患者满意度98.6%，较上年提高0.7个百分点。\n患者满意度指标：目标值≥95%，实际完成值96.8%。", "[doubtful-values]" },
		{ "全年患者满意度96.8%。\n患者满意度指标：目标值≥95%，实际完成值96.8%。", "" },
		{ "一季度完成安全检查120次。\n二季度完成安全检查130次。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void claims(void **state)
{
	static const struct check_case cases[] = {
		{ "2022年度收入总计1418.79万元，支出总计1418.79万元。与2021年度相比，收入总计增加133.77万元，增长10.41%；支出总计增加133.77万元，增长10.41%。",
		  "" },
		{ "2022年度收入总计1418.79万元，支出总计1418.79万元。与2021年度相比，收入总计增加133.77万元，增长10.41%；支出总计增加135.77万元，增长10.41%。",
		  "[wrong-rate]" },
		{ "某局2022年度支出合计935.48万元。其中：基本支出560.18万元，项目支出375.30万元。\n与上年对比，支出合计减少40.74万元，下降7.34%。",
		  "[doubtful-rate]" },
		/* of a part whose amount is not said */
		{ "2022年本年收入合计500万元。与上年相比，本年收入合计增加50万元，增长11.11%。其中，财政拨款收入增加60万元，增长15%。", "" },
		{ "“三公”经费支出12.5万元，较上年减少2.2万元，其中：公务用车运行维护费8.5万元，较上年减少1.4万元；公务接待费4万元，较上年减少0.8万元；"
		  "因公出国（境）费0万元，与上年持平。",
		  "" },
		{ "“三公”经费支出12.5万元，较上年减少2.2万元，其中：公务用车运行维护费8.5万元，较上年减少1.4万元；公务接待费4万元，较上年减少0.3万元；"
		  "因公出国（境）费0万元，与上年持平。",
		  "[doubtful-sum]" },
		{ "一般公共预算支出主要用于：教育支出90万元，卫生健康支出10万元。\n1.教育（类）普通教育（款）小学教育（项）：支出决算为90万元。\n"
		  "2.卫生健康（类）行政事业单位医疗（款）事业单位医疗（项）：支出决算为12万元。",
		  "[doubtful-values]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void counts(void **state)
{
	static const struct check_case cases[] = {
		{ "共实施3个项目，分别为：\n1.农村公路建设；\n2.危桥改造；\n3.安防工程。", "" },
		{ "共实施4个项目，分别为：\n1.农村公路建设；\n2.危桥改造；\n3.安防工程。", "[wrong-count]" },
		{ "本单位对2个项目支出开展绩效自评，分别为校舍维修项目、食堂改造项目。", "" },
		{ "本单位对3个项目支出开展绩效自评，分别为校舍维修项目、食堂改造项目。", "[wrong-count]" },
		{ "本单位对3个项目支出开展绩效自评，分别为校舍维修和食堂改造项目。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lists),  cmocka_unit_test(points), cmocka_unit_test(measures),
		cmocka_unit_test(claims), cmocka_unit_test(counts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
