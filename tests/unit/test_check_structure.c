/* test_check_structure.c - contents, tables without frame, page furniture and numbering: what is no prose gives no findings, and what is
 * behind it still does. */
#include "check_unit.h"

static void contents(void **state)
{
	static const struct check_case cases[] = {
		/* lines of the contents that a PDF joined or dropped */
		{ "目录\n第一部分 某某局概况\n一、主要职能\n第二部分 "
		  "决算表\n一、总表\n二、收入表三、支出表\n八、基金表\n第三部分 情况说明\n"
		  "十一、其他事项说明\n第四部分 名词解释\n第一部分 某某局概况\n一、主要职能\n负责全县规划。\n第二部分 "
		  "决算表\n见附表。",
		  "" },
		{ "目录\n一、部门职能\n二、机构设置\n五、预算表\n1.收支总表\n5."
		  "一般公共预算支出功能分类预算表（含明细与说明）\n一、部门职能\n负责全县规划。\n"
		  "二、机构设置\n内设三个科室。\n四、名词解释\n基本支出是保障运转的支出。",
		  "[numbering]" },
		/* the contents name the part whose title is a picture */
		{ "目录\n第一部分 概况\n一、职能\n第二部分 表\n第三部分 说明\n第一部分 概况\n一、职能\n负责全县规划。\n第三部分 "
		  "说明\n一、收入\n收入正常。",
		  "" },
		{ "第一部分 概况\n负责全县规划。\n第三部分 说明\n收入正常。", "[numbering]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

/* 目录 with a line below it; a line of the contents over two lines. */
static void contents_with_other_lines(void **state)
{
	static const struct check_case cases[] = {
		{ "目 录\n公开日期：2024926\n第一部分 概况\n一、职责\n第二部分 "
		  "报表\n1、收入表\n2、支出表\n5、拨款表\n三、三公经费情\n况说明\n"
		  "第三部分 说明\n第一部分 概况\n一、职责\n负责全县规划。\n第二部分 报表\n见附表。",
		  "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void tables(void **state)
{
	static const struct check_case cases[] = {
		{ "一、收入情况\n收入正常。\n单位：万元\n十二、农林水支出\n十五、商业服务业支出\n二十、粮油储备支出\n一、一般公共"
		  "预算财政拨款\n三、国有资本预算\n"
		  "注：本表反映收支情况。\n二、支出情况\n支出正常。",
		  "" },
		{ "一、收入情况\n收入正常。\n单位：万元\n合计 5.00\n三、支出情况\n支出正常。", "[numbering]" },
		{ "转移性收入|3790|3800|二、", "" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void furniture(void **state)
{
	static const struct check_case cases[] = {
		{ "发布时间：2025-03-12 09:48 信息来源：某某局 文字大小：[] 背景色：", "" },
		{ "字体：【大】【中】【小】 浏览次数：", "" },
		{ "扫一扫在手机打开当前页，，", "" },
		{ "资金来源：[]上级补助。", "" },
		{ "本单位按时公开，发布时间：2025年3月，，共3次。", "[doubled-punctuation]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

static void numbering(void **state)
{
	static const struct check_case cases[] = {
		/* a wrong number is said once, whichever way the list goes on */
		{ "（一）甲项工作。\n（二）乙项工作。\n（五）丙项工作。\n（四）丁项工作。", "[numbering]" },
		{ "（一）甲项工作。\n（二）乙项工作。\n（五）丙项工作。\n（六）丁项工作。", "[numbering]" },
		/* two paragraphs in one line */
		{ "（一）甲项工作。\n（二）乙项工作。（三）丙项工作。\n（四）丁项工作。", "" },
		{ "（一）甲项工作。\n（二）乙项工作按照（三）办理。\n（四）丁项工作。", "[numbering]" },
		/* the first heading of the next report is in the title line */
		{ "一、甲\n内容甲。\n二、乙\n内容乙。\n三、丙\n内容丙。\n四、丁\n内容丁。\n二、依据\n内容戊。\n三、主体\n内容己"
		  "。",
		  "" },
		{ "一、甲\n内容甲。\n二、乙\n内容乙。\n三、丙\n内容丙。\n四、丁\n内容丁。\n二、依据\n内容戊。", "[numbering]" },
	};

	(void)state;
	CHECK_CASES(cases, false);
}

/* （二） in a list of 1. is wrong in its style: the number said is the list's own. */
static void expected_number(void **state)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct check_para *paras;
	size_t n;

	(void)state;
	paras = check_split(arena,
	                    unit_source(arena, "t.txt",
	                                "（一）总体情况正常。\n（二）具体情况正常。\n1.出国费为零。\n（二）接待费为零。"),
	                    &n);
	check_paras(arena, paras, n, NULL, diags);
	assert_int_equal(diags_count(diags), 1);
	assert_int_equal(diags_at(diags, 0)->code, DIAG_TEXT_NUMBERING);
	assert_str(diags_at(diags, 0)->args[1], "2.");
	diags_drop(diags);
	arena_drop(arena);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(contents),  cmocka_unit_test(contents_with_other_lines),
		cmocka_unit_test(tables),    cmocka_unit_test(furniture),
		cmocka_unit_test(numbering), cmocka_unit_test(expected_number),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
