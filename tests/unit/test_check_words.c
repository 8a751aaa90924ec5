/* test_check_words.c - words, dates and years, left-over slots, purposes of another class, offices counted, marks. */
#include "check_unit.h"

static void near_words(void **state)
{
	static const struct check_case cases[] = {
		{ "下半年加快支出近度，压实责任。", "[wrong-word]" },
		{ "各科室严格值行年度计划。", "[wrong-word]" },
		{ "受理中心承担社区事物受理。", "[wrong-word]" },
		{ "年未结转和结余3.20万元。", "[wrong-word] [wrong-word]" },
		{ "坚持夯时根基，稳步前进。", "[wrong-word]" },
		{ "本单位按要求加快支出进度，严格执行年度计划。", "" },
		{ "该项目指出了方向，财物管理规范。", "" },
		{ "夯实基础，夯牢责任，夯土墙修缮完成。", "" },
		{ "截至年末，工程己完成，末完成的按计划推进。", "[wrong-word] [wrong-word]" },
		{ "年末完成验收，自己动手，一己之力。", "" },
		{ "专项经费由上级划拔至本单位。", "[wrong-word]" },
		{ "工作取得突破，选拔任用干部2人。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

/* Any character of the sound, any character within a long name; not what is right by itself, nor what grammar changes at the end. */
static void sounds(void **state)
{
	static const struct check_case cases[] = {
		{ "某某局承办区政府交办的其他事像。", "[wrong-word]" },
		{ "信息沟通机制不够键全。", "[wrong-word]" },
		{ "我局认真冠彻执行各项制度。", "[wrong-word]" },
		{ "某某县国有资金经营预算没有安排。", "[wrong-word]" },
		{ "一般公用预算财政拨款由县财政安排。", "[wrong-word]" },
		{ "国有资产占有情况，财政拨款收支情况，政府采购流程。", "" },
		{ "国有资产经营公司由某某市管理，其他市项目和收入和计划从略。", "" },
		{ "法制建设和法治建设都要抓，该政策的适用情况良好。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

/* Up to five slips of one kind are told one by one, more are one finding. */
static void alike(void **state)
{
	static const struct check_case cases[] = {
		{ "甲比上年预算持平。\n乙比上年预算持平。\n丙比上年预算持平。", "[wrong-word] [wrong-word] [wrong-word]" },
		{ "甲比上年预算持平。\n乙比上年预算持平。\n丙比上年预算持平。\n丁比上年预算持平。\n戊比上年预算持平。\n己比上年预算持平。", "[wrong-word]" },
		{ "甲有XX人。\n乙有XX人。\n丙有XX人。\n丁有XX人。\n戊有XX人。\n己有XX人，未完工程加快支出近度。", "[leftover] [wrong-word]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void collocations(void **state)
{
	static const struct check_case cases[] = {
		{ "接待费0.83万元，比2025年预算持平。", "[wrong-word]" },
		{ "接待费0.83万元，与2025年预算持平，同比持平。", "" },
		{ "比上年增加的部分与预算持平。", "" },
		{ "接待费7.30万元，与上年下降明显。", "[wrong-word]" },
		{ "接待费7.30万元，与上年相比下降明显。", "" },
		{ "会议参与上年增加的项目评审。", "" },
		{ "与上年增加额大体相当。", "" },
		{ "政府性基金收入105.00万元，支出收入105.00万元。", "[wrong-word]" },
		{ "财政拨款收入支出总计105.00万元。", "" },
		{ "公务车用车运行维护正常。", "[wrong-word]" },
		{ "增加的原因是是接待批次增多。", "[word-twice]" },
		{ "坚持实事求是是基本要求，核实是否属实。", "" },
		{ "公务用车购置支出支出12.00万元。", "[word-twice]" },
		{ "其他社会保障支出支出12.00万元。", "" },
		{ "开展专项检查，中心组学习，某某中心中心组成员参加。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void choices_and_slots(void **state)
{
	static const struct check_case cases[] = {
		{ "决算数大小于预算数的原因是业务增加。", "[leftover]" },
		{ "支出减增加12.00万元。", "[leftover]" },
		{ "支出无增减变化，收入没有增加减少2类情形。", "" },
		{ "其他收入5.00万元，主要原因是（写明具体原因）。", "[leftover]" },
		{ "其他收入5.00万元（具体原因见附件）。", "" },
		{ "行政运行9.00万元，主要用于：……等支出。", "[leftover]" },
		{ "出国团组主要包括0（团组名称）等。", "[leftover]" },
		{ "用于0辆公务用车0（燃油、维修）等方面。", "[leftover]" },
		{ "设备10（台）等方面的维护。", "" },
		{ "相关数据待补充。", "[leftover]" },
		{ "待补充的岗位共2个。", "" },
		{ "项目立项依据充分（简要说明立项背景）。", "[leftover]" },
		{ "本项目（是/否）纳入年度计划。", "[leftover]" },
		{ "支出（类）（款）（项）5.00万元。", "[leftover]" },
		/* an instruction left behind: the figures before it mean what they say */
		{ "本年收入110.00万元，比上年100.00万元增加15.00万元（增加内容）。", "[wrong-difference] [leftover]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void dates(void **state)
{
	static const struct check_case cases[] = {
		{ "于2023年6月31日前公开。", "[no-such-date]" },
		{ "于2023年2月29日前公开。", "[no-such-date]" },
		{ "于2024年2月29日前公开，每年2月29日。", "" },
		{ "于13月1日前公开。", "[no-such-date]" },
		{ "截至2022年12月31，已全部支付。", "[date-without-day]" },
		{ "截至2022年12月31日，已全部支付；3月5、6日开会，1月至3月共12月31户次。", "" },
		{ "执行期为2023年5月1日至2023年3月31日。", "[period-backwards]" },
		{ "执行期为2023年5月1日至2024年3月31日。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void years(void **state)
{
	static const struct check_case cases[] = {
		{ "2026年部门预算。\n2026年安排项目一个。\n五、实施周期\n2025年1月1日-"
		  "2025年12月31日\n六、年度安排\n2026年继续实施。",
		  "[old-year]" },
		{ "2026年部门预算。\n2026年安排项目一个。\n五、实施周期\n2025年1月1日-"
		  "2026年12月31日\n六、年度安排\n2026年继续实施。",
		  "" },
		{ "三、2024年主要工作\n2023年，全局将围绕中心任务开展工作。", "[wrong-word]" },
		{ "三、2024年主要工作\n2024年，全局将围绕中心任务开展工作。", "" },
		{ "2017年接待费5.00万元，较2015年有所下降。2017年用车费较上年下降，会议费与上年相比下降，培训费较上年下降。",
		  "[wrong-word]" },
		{ "2015年、2017年接待费分别统计，较2015年有所下降。2017年用车费较上年下降，会议费与上年相比下降，培训费较上年下降"
		  "。",
		  "" },
		{ "2023年度部门决算。\n2023年度支出决算正常。\n2023年度收入决算正常。\n决算数一致。\n决算数相符。\n"
		  "截至2022年12月31日，本部门共有车辆2辆。",
		  "[old-year]" },
		{ "2023年度部门预算。\n2023年安排支出。\n截至2022年12月31日，本部门共有车辆2辆。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

#define ITEM(n, year) n ".教育支出（项" n "）。" year "年年初预算为8.20万元，支出决算为7.90万元。\n"

/* A phrase whose year is another one once; what is left over is used in the year after. */
static void phrase_years(void **state)
{
	static const struct check_case cases[] = {
		{ ITEM("1", "2021") ITEM("2", "2021") ITEM("3", "2020") ITEM("4", "2021"), "[old-year]" },
		{ ITEM("1", "2021") ITEM("2", "2021") ITEM("3", "2021") ITEM("4", "2021"), "" },
		{ "2021年结转资金3.20万元，按规定在2021年度继续使用。", "[wrong-word]" },
		{ "2021年结转资金3.20万元，按规定在2022年度继续使用。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

/* The same item, paragraph or title of an item twice; numbers inside a paragraph. */
static void again(void **state)
{
	static const struct check_case cases[] = {
		{ "（一）加强台账管理，按月通报。\n（二）合理编制培训经费预算，加快进度。（附后）\n（二）合理编制培训经费预算，加快进度。", "[stands-twice]" },
		{ "某某局2025年安排购置车辆2辆，台式设备3台。\n某某项目另行说明。\n某某局2025年安排购置车辆2辆，台式设备3台。", "[stands-twice]" },
		{ "某某局2025年安排购置车辆2辆，台式设备3台。\n某某项目另行说明。\n某某局2024年安排购置车辆2辆，台式设备3台。", "" },
		{ "（1）校舍维修项目完成情况综述。已完成5处。\n（2）校舍维修项目完成情况综述。已完成7处。", "[stands-twice]" },
		{ "（1）校舍维修项目完成情况综述。已完成5处。\n（2）图书购置项目完成情况综述。已完成7处。", "" },
		{ "1.完成指挥工作。2.做好系统维护。3.整理信息。5.处理投诉。", "[numbering]" },
		{ "1.完成指挥工作。2.做好系统维护。3.整理信息。4.处理投诉。", "" },
		{ "包括：①公务接待；②会议；③培训；③差旅。", "[numbering]" },
		{ "包括：①公务接待；②会议；③培训。另：①维修；②租赁。", "" },
		{ "其中：其中：一般公共预算安排5项。", "[word-twice]" },
		{ "用于公务支出支出。", "[word-twice]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

/* A name that stands otherwise once: of an office by its sound, of a project by any character. */
static void names(void **state)
{
	static const struct check_case cases[] = {
		{ "某某县水利局办公。某某县水利局有车3辆。某某县水利局的会议。由某某县水里局组织。", "[near-name]" },
		{ "某某县水利局办公。某某县水利局有车3辆。某某县水利局的会议。由某某县林业局组织。", "" },
		{ "村（居）顾问补贴项目完成。村（居）顾问补贴项目有效。村（居）顾问补贴项目继续。设立村居顾问补助项目。", "[near-name]" },
		{ "校舍维修一期项目完成。校舍维修一期项目有效。校舍维修一期项目验收。设立校舍维修二期项目。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

/* More than one left-over slot of a sentence; a table in one paragraph is no sentence. */
static void slots(void **state)
{
	static const struct check_case cases[] = {
		{ "团组包括0（团组名称）等，计划完成0（预期绩效）。", "[leftover] [leftover]" },
		{ "加快支出进度。（如无建议请填“无”）", "[leftover]" },
		{ "某某局本年度没有安排，故本表无数据。财政拨款收入支出决算表", "" },
		{ "较上年2.08减少0.03万元。", "[unit-missing]" },
		{ "支出决算为81,283，其余从略。", "[unit-missing]" },
		{ "上级补助收入0，其余从略。", "" },
		{ "群众满意度为95；完成预算100，其余从略。", "[unit-missing] [unit-missing]" },
		{ "群众满意度为95%；完成预算100%，支出决算为81,283元。", "" },
		{ "由于压减支出支出。", "[word-twice]" },
		{ "财政拨款收入收入为5.10万元。", "[word-twice]" },
		{ "对“校舍维修项目”项目开展评价。", "" },
		{ "并于6月30前公开。", "[date-without-day]" },
		{ "10月1至7日放假，6月30日前公开。", "" },
		{ "较上年2.08万元减少0.03万元。", "" },
		{ "较上一度增加，原因是人员调入。", "[wrong-word]" },
		{ "附件 自评表 项目 名称 委托 项目 主管 部门 某某局 单位 某某站 资金 总额 预算 全年预算 全年 执行 分值 执行率 得分 总额 目标 情况。分析 措施", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void notes(void **state)
{
	static const struct check_case cases[] = {
		{ "依据某财规【2016】168号文件执行。", "[document-number]" },
		{ "依据某财规（2023）1号文件执行。", "[document-number]" },
		{ "依据某财规〔2023〕1号文件执行。", "" },
		{ "2021全区基金收入完成较好。", "[short-year]" },
		{ "2021年全区基金收入完成较好。", "" },
	};

	(void)state;
	CHECK_CASES(cases, true);
}

static void purposes(void **state)
{
	static const struct check_case cases[] = {
		{ "住房保障支出（类）支出8.00万元，主要用于单位缴纳的养老保险。", "[purpose-of-other]" },
		{ "5.卫生健康支出（类）行政事业单位医疗（款）行政单位医疗（项）9.00万元。主要用于：单位缴纳的住房公积金。",
		  "[purpose-of-other]" },
		{ "住房保障支出（类）支出8.00万元，主要用于缴纳住房公积金；社会保障和就业支出（类）9."
		  "00万元，主要用于缴纳养老保险。",
		  "" },
		{ "社会保障和就业支出（类）9.00万元，主要用于残疾人医疗补助。", "" },
		{ "1.节能环保支出（类）3.00万元，主要用于：环保督察整改。\n2.教育支出（类）4.00万元，主要用于：环保督察整改。",
		  "[copied-text]" },
		{ "1.节能环保支出（类）3.00万元，主要用于：聘用人员工资。\n2.教育支出（类）4.00万元，主要用于：聘用人员工资。",
		  "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void offices(void **state)
{
	static const struct check_case cases[] = {
		{ "内设机构包括办公室、规划科、财务科、监督科，共5个科室。", "[wrong-count]" },
		{ "内设机构包括办公室、规划科、财务科、监督科，共四个科室。", "" },
		{ "下设办公室、规划科、财务科、监督科等3个科室。", "[wrong-count]" },
		{ "下设办公室、规划科、财务科、监督科等9个科室。", "" },
		{ "内设五个科室：办公室、规划科、财务科、监督科。", "[wrong-count]" },
		{ "内设五个科室：办公室、规划科、财务科、监督和法规科。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void marks(void **state)
{
	static const struct check_case cases[] = {
		{ "因公出国团组共计，0个。", "[stray-comma]" },
		{ "支出总计，2022年与上年持平。", "" },
		{ "发现违法行为，3人被通报。", "" },
		{ "支出决算为4.19。决算数偏大。", "[unit-missing]" },
		{ "指数为104.19，环境改善。支出分别为4.19、5.20万元。", "" },
		{ "收入增加的主要原因是工作量增加", "[no-stop]" },
		{ "一、预算情况\n说明如下。\n二、经费情况\n经费为464.64万元三、采购情况\n四、其他情况\n以上说明。", "[no-stop]" },
		{ "1.负责全县水利规划的编制；\n2.负责水利工程的建设与管理\n3.负责水旱灾害的防御。", "[no-stop]" },
		{ "1.负责全县水利规划的编制\n2.负责水利工程的建设与管理\n3.负责水旱灾害的防御", "" },
		{ "各项工作均已落实到位，各项工作均已落实到位，成效明显。", "[stands-twice]" },
		{ "支出决算数等于年初预算数。支出决算数等于年初预算数。", "[stands-twice]" },
		{ "本单位组织开展了三次业务培训活动，成效明显。职工参加率较高，全年组织开展了多次业务交流活动。\n"
		  "职工参加率较高，全年组织开展了多次业务交流活动。下一步继续加强。",
		  "[stands-twice]" },
		{ "一是加强管理，落实责任分工；加强管理，落实责任分工；二是强化监督。", "" },
		{ "加强管理，落实责任分工；加强管理，落实责任分工；强化监督。", "[stands-twice]" },
		{ "完成率100%，增加0万元，增加0万元。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void former_names(void **state)
{
	static const struct check_case cases[] = {
		{ "2026年预算。\n2026年医疗卫生与计划生育支出10.42万元，主要原因是人员增加。\n2026年执行。", "[old-name]" },
		{ "2026年预算。\n2026年原医疗卫生与计划生育支出10.42万元。\n2026年执行。", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(near_words),   cmocka_unit_test(sounds), cmocka_unit_test(alike),
		cmocka_unit_test(phrase_years), cmocka_unit_test(again),  cmocka_unit_test(slots), cmocka_unit_test(names),
		cmocka_unit_test(collocations), cmocka_unit_test(choices_and_slots),
		cmocka_unit_test(dates),        cmocka_unit_test(years),        cmocka_unit_test(notes),
		cmocka_unit_test(purposes),     cmocka_unit_test(offices),      cmocka_unit_test(marks),
		cmocka_unit_test(former_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
