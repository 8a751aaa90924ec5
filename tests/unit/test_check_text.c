/* test_check_text.c - left-over form text, punctuation, numbering, repeats, words, counts; silences; documents. */
#include "check_unit.h"

#include "check/check_int.h"

static void leftovers(void **state)
{
	static const struct check_case cases[] = {
		{ "9.一般公共服务（类）…（款）…（项）：指……。", "[leftover]" },
		{ "2.事业收入：指事业单位取得的收入。如…（二级预算单位事业收入情况）等。", "[leftover]" },
		{ "4.其他收入：指上述收入以外的收入。主要是…（收入类型）等。", "[leftover]" },
		{ "……", "[leftover]" },
		{ "机关运行经费支出XX万元，比上年增加××万元。", "[leftover]" },
		{ "机关运行经费900.00万元，比上年增加（减少）100.00万元。", "[leftover]" },
		{ "决算数大于（小于）预算数的主要原因是业务增加。", "[leftover]" },
		{ "（按“收入决算表”填写）", "[leftover]" },
		{ "请参照《2023年政府收支分类科目》增减内容。", "[leftover]" },
		{ "（此处填写项目基本情况）", "[leftover]" },
		{ "决算数小于预算数，主要原因是。", "[leftover]" },
		{ "见表{{ 表号 }}。", "[leftover]" },
		{ "第二部分 决算情况 PAGEREF _Toc123 h 3", "[leftover]" },
		{ "详见错误!未定义书签。", "[leftover]" },
		{ "本年收入合计万元，其中：财政拨款收入万元，占%。", "[leftover]" },
		{ "对照年度目标，说明完成情况（100字以内）。", "[leftover]" },
		{ "解释（解释本部门决算报表中的科目。）", "[leftover]" },
		{ "增加5万元（增加内容）。", "[leftover]" },
		{ "围绕群众办事需求，持续优化主题服务等内容。", "" },
		{ "查找问题原因，明确整改内容。", "" },
		{ "请示批复后由办公室组织实施，并按合同列明的金额支付。", "" },
		{ "2023年决算。\n名词解释请以《2021年政府收支分类科目》为准，2023年度执行。\n2023年度结束。", "[old-year]" },
		{ "2022年度。\n2022年医疗卫生与计划生育支出10.42万元。\n2022年度。", "[old-name]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void punctuation(void **state)
{
	static const struct check_case cases[] = {
		{ "根据工作需要，，我局组织开展了检查。", "[doubled-punctuation]" },
		{ "我局组织开展了检查。。", "[doubled-punctuation]" },
		{ "本单位无政府性基金支出，。", "[doubled-punctuation]" },
		{ "完成预算100%.2022年继续。", "[point-for-stop]" },
		{ "试点推行“交房即交证”.市本级窗口成立。", "[point-for-stop]" },
		{ "年办件量》10万件。", "[bracket-for-greater]" },
		{ "学习了《关于加强管理的通知（财〔2023〕5号）。", "[unbalanced]" },
		{ "已支付200万元（含税。", "[unbalanced]" },
		{ "落实“放管服改革。", "[unbalanced]" },
		{ "1）贯彻法律；a）执行政策。", "" },
		{ "《关于印发<某办法>的通知》（某办〔2023〕5号）。", "" },
		{ "全面落实国家省各项重点目标任务，", "[comma-at-end]" },
		{ "本单位组织开展了自评。自评结果为优秀，已向社会公开", "[no-stop]" },
		{ "我局无政府性基金预算支出", "[no-stop]" },
		{ "本部门按要求对2022年部门整体支出绩效评价情况开展了自评工作并形成报告。见部门整体支\n出情况报告附件。",
		  "[broken-paragraph]" },
		{ "来源：某某局，作者：办公室", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void notes(void **state)
{
	static const struct check_case cases[] = {
		{ "马尔康市，若尔盖县、小金县等6个县已完成。", "[comma-in-list]" },
		{ "我局组织开展检查,共发现问题。", "[half-width]" },
		{ "让服务“迭代升级” ；积极创建。", "[blank-before-mark]" },
		{ "印刷费7.00万元、办公费2.5万元。", "[mixed-digits]" },
		{ "资金为180万，已全部到位。", "[unit-short]" },
		{ "项目于23年度安排。", "[short-year]" },
		{ "对标省政府办公室省政府办公厅要求。", "[name-twice]" },
		{ "五、问题\n无。\n六、措施\n无", "[none-without-stop]" },
		{ "1.财政拨款。\n2.其他收入。\n3、经营收入。", "[numbering-mixed]" },
		{ "（一）决策情况\n内容甲。\n一、甲\n（一）决策情况\n内容乙。\n二、乙\n（一）决策情况。\n内容丙。",
		  "[heading-mixed]" },
		{ "一、总体\n分站点已整合上线应用共152个。\n一、其他\n分站点已整合上线应用共173个。", "[two-counts]" },
	};
	struct arena *arena = arena_new();
	struct buf flat;

	(void)state;
	CHECK_CASES(cases, true);
	/* a text without any full-width mark is said to be so once */
	buf_init(&flat);
	for (int i = 0; i < 12; i++)
		buf_printf(&flat, "第%d项工作已经完成,由办公室(综合科)负责,进展顺利:符合要求。\n", i);
	assert_str(check_codes(arena, flat.ptr, NULL, true), "[half-width-text]");
	buf_release(&flat);
	arena_drop(arena);
}

static void order(void **state)
{
	static const struct check_case cases[] = {
		{ "一、总体情况\n1.收入增加。\n3.支出增加。", "[numbering]" },
		{ "一、总体情况\n内容。\n（二）结构情况\n内容。", "[numbering]" },
		{ "一、总体情况\n内容甲。\n三、结构情况\n内容乙。", "[numbering]" },
		{ "一是加强管理。三是强化监督。", "[numbering]" },
		{ "一是加强管理；二是强化监督；三是开展评价。", "" },
		{ "一、职责\n1.主要职能。\n（一）负责甲。\n（二）负责乙。\n2.机构设置。\n二、支出\n内容。", "" },
		{ "一、甲情况\n（一）工作开展\n（一）抓建设\n内容。\n（二）抓服务\n内容。\n（二）结果\n内容。", "" },
		{ "3.资产管理情况良好。\n4.内控制度健全。\n四、结论\n内容。", "" },
		{ "二、收入情况\n（三）事业收入\n三、支出情况\n支出正常。", "[empty-part]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void repeats(void **state)
{
	static const struct check_case cases[] = {
		{ "近百人参与线上线上答题。", "[word-twice]" },
		{ "批准了“采购中心工作经费”经费项目。", "[word-twice]" },
		{ "为群众提供优质服务服务群众，住房保障支出支出决算5万元。", "" },
		{ "我单位认真开展预算绩效管理各项工作。其他情况良好。我单位认真开展预算绩效管理各项工作。", "[stands-twice]" },
		{ "本年度组织开展了三次业务培训活动。\n本年度组织开展了三次业务培训活动。", "[stands-twice]" },
		{ "主要原因是厉行节约压减了公务接待支出。\n主要原因是厉行节约压减了公务接待支出。", "" },
		{ "1.事业收入：指事业单位开展专业业务活动取得的收入。\n2.经营收入：指事业单位开展专业业务活动取得的收入。",
		  "[copied-text]" },
		{ "“最多跑一次”改革。\n“最多跑一次”事项。\n“最多跑一次”服务。\n“最多炮一次”前提。", "[near-name]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void words(void **state)
{
	static const struct check_case cases[] = {
		{ "截止2022年12月31日，共有车辆2辆。", "[wrong-word]" },
		{ "截止目前，已办结。报名截止时间另行通知。", "[wrong-word]" },
		{ "开设“办不成事”反应窗口。", "[wrong-word]" },
		{ "本单位反应灵敏，群众反映问题及时处理。", "" },
		{ "运行经费缴上一年度会有增加。", "[wrong-word]" },
		{ "上缴上年度结余资金，下降明显。", "" },
		{ "根据于保安公司签订的合同支付。", "[wrong-word]" },
		{ "根据于2022年签订的合同支付。", "" },
		{ "事项累积办件253546件。", "[wrong-word]" },
		{ "全年无有责投诉0件。", "[double-negative]" },
		{ "本部门内设机构4个，即：办公室、政策法规科、督查科、网络管理科。", "" },
		{ "本部门内设机构5个，即：办公室、政策法规科、督查科、网络管理科。", "[wrong-count]" },
		{ "对“甲项目”“乙项目”“丙项目”等2个项目开展评价。", "[wrong-count]" },
		{ "对“甲项目”“乙项目”等5个项目开展评价。", "" },
		{ "县政府批复了“免费复印费”经费项目。", "[wrong-word]" },
		{ "资产分为流动资产、固定资产。资产总额418万元，其中流动资产144万元，固定资产（净值）213万元，无形资产61万元。",
		  "[unnamed-part]" },
		{ "资产分为流动资产、固定资产。资产总额357万元，其中流动资产144万元，固定资产（净值）213万元。", "" },
		{ "按照《关于开展重点评价工作的通知》（财监〔2023〕17号）开展。\n按照《关于开展政策项目评价的通知》（财监〔2023〕"
		  "17号）开展。",
		  "[two-titles]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void points(void **state)
{
	static const struct check_case cases[] = {
		{ "一级指标\n分值\n得分\n总额\n10\n96%\n9.6\n产出\n50\n50\n效益\n30\n30\n满意度\n10\n10\n总分\n100\n99",
		  "[wrong-sum]" },
		{ "一级指标\n分值\n得分\n总额\n10\n96%\n9.6\n产出\n50\n50\n效益\n30\n30\n满意度\n10\n10\n总分\n100\n99.6", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void project_sum(void **state)
{
	static const struct check_case cases[] = {
		{ "本年支出合计886.81万元。\n一般公共预算财政拨款支出886.81万元。\n一般公共预算财政拨款基本支出569.09万元。\n完成情况：\n"
		  "（1）热线项目。全年预算数180万元，执行数为180万元。\n（2）平台项目。全年预算数190万元，执行数为190万元。",
		  "[projects-exceed]" },
		{ "本年支出合计886.81万元。\n一般公共预算财政拨款支出886.81万元。\n一般公共预算财政拨款基本支出569.09万元。\n完成情况：\n"
		  "（1）热线项目。全年预算数180万元，执行数为180万元。\n（2）平台项目。全年预算数190万元，执行数为190万元。\n"
		  "其中平台项目的资金在日常公用经费中列支。",
		  "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

/* What was taken for a mistake and is none, beside what is one. */
static void false_alarms(void **state)
{
	static const struct check_case cases[] = {
		{ "1.2021年完成投资8万元。\n2.2022年完成投资9万元。\n3.2023年完成投资10万元。", "" },
		{ "1.2021年完成投资8万元。\n2.2022年完成投资9万元。\n4.2023年完成投资10万元。", "[numbering]" },
		{ "1.请根据实际情况填写。", "[leftover]" },
		{ "（一）请根据实际情况说明。", "[leftover]" },
		{ "本部分请根据实际情况说明。", "[leftover]" },
		{ "（一）申请根据程序办理。", "" },
		{ "详见错误!未定义书签。", "[leftover]" },
		{ "本单位【待填(单位名称:全称】负责全市工作。", "" },
		{ "本单位（全称负责全市工作。", "[unbalanced]" },
		{ "截至2022年底，全州注册用户总数达489892个。\n一、说明\n截至自评时，全州注册用户总数达512918个。", "" },
		{ "目前，全州注册用户总数达489892个。\n一、说明\n目前，全州注册用户总数达512918个。", "[two-counts]" },
	};

	(void)state;
	CHECK_CASES(cases, true);
}

/* pdftotext's lines become paragraphs; the places stay. */
static void wrapped(void **state)
{
	static const char line[] = "本单位组织开展了全市政务服务能力提升工作并按照要求完成各项任务";
	struct arena *arena = arena_new();
	struct check_para *paras;
	struct buf b;
	size_t n;

	(void)state;
	buf_init(&b);
	for (int i = 0; i < 10; i++)
		buf_printf(&b, "%d个%s\n%s\n“一网”\n，办结。\n\n— %d —\n\f", i, line, line, i + 1);
	paras = check_split(arena, unit_source(arena, "t.txt", str_z(arena, buf_as_str(&b))), &n);
	assert_int_equal(n, 10);
	assert_int_equal(text_origin(&paras[1].text, 0).line, 7);
	assert_int_equal(text_origin(&paras[1].text, paras[1].text.str.len - 1).line, 10);
	assert_true(str_ends(paras[1].text.str, STR("任务“一网”，办结。")));
	buf_release(&b);
	buf_init(&b);
	for (int i = 0; i < 10; i++)
		buf_printf(&b, "%s。\n", line);
	check_split(arena, unit_source(arena, "t.txt", str_z(arena, buf_as_str(&b))), &n);
	assert_int_equal(n, 10);
	buf_release(&b);
	arena_drop(arena);
}

static void silences(void **state)
{
	struct arena *arena = arena_new();
	struct check_silence silence[] = { { .code = STR("wrong-word"), .reason = STR("quoted as published") },
		                           { .code = STR("no-such-code") } };
	struct check_options options = { .silences = silence, .nsilences = 1 };

	(void)state;
	assert_str(check_codes(arena, "截止2022年12月31日，，共有车辆2辆。", &options, true), "[doubled-punctuation]");
	options.nsilences = 2;
	assert_str(check_codes(arena, "共有车辆2辆。", &options, true), "[unknown-silence]");
	options = (struct check_options){ .quiet = true };
	assert_str(check_codes(arena, "资金为180万，已全部到位。", &options, true), "");
	options = (struct check_options){ .references = true };
	assert_str(check_codes(arena, "资金为180万元，已全部到位。", &options, true), "[typed-amount]");
	arena_drop(arena);
}

/* A document of two paragraphs: what is printed from an expression is no typed amount, findings stand where the text was written. */
static void document(void **state)
{
	struct arena *arena = arena_new();
	const struct source *src = unit_source(arena, "a.txt", "");
	struct diags *diags = diags_new();
	struct span span = { .from = 6, .to = 6 + 9, .kind = SPAN_FIGURE };
	struct doc_block second = { .kind = DOC_PARA,
		                    .para.text =
		                            text_plain(arena, STR("截止2023年底，支出5万元。"), (struct origin){ src, 7, 3 }) };
	struct doc_block first = { .kind = DOC_PARA,
		                   .next = &second,
		                   .para.text = text_plain(arena, STR("资金180万元。"), (struct origin){ src, 6, 1 }) };
	struct doc_section section = { .kind = SECTION_BODY, .first = &first, .last = &second };
	struct doc doc = { .first = &section, .last = &section };

	(void)state;
	first.para.text.spans = &span;
	first.para.text.nspans = 1;
	check_doc(arena, &doc, &(struct check_options){ .references = true }, diags);
	assert_diag(diags, 0, TEXT_WORD, 7, 3);
	assert_diag(diags, 1, TEXT_TYPED_AMOUNT, 7, 14);
	assert_int_equal(diags_count(diags), 2);
	diags_drop(diags);
	arena_drop(arena);
}

static void patterns_compile(void **state)
{
	struct patterns *patterns = patterns_new();

	(void)state;
	for (int i = 0; i < PATTERN_COUNT; i++)
		pattern_has(patterns, (enum pattern)i, STR("2023年支出1万元。"));
	patterns_drop(patterns);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(leftovers), cmocka_unit_test(punctuation),      cmocka_unit_test(notes),
		cmocka_unit_test(order),     cmocka_unit_test(repeats),          cmocka_unit_test(words),
		cmocka_unit_test(points),    cmocka_unit_test(project_sum),      cmocka_unit_test(silences),
		cmocka_unit_test(document),  cmocka_unit_test(patterns_compile), cmocka_unit_test(false_alarms),
		cmocka_unit_test(wrapped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
