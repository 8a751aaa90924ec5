/* test_profile.c - profiles: what is missing is found where it should stand, what is there in other words is not reported. */
#include "unit.h"

#include <sys/stat.h>

#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "base/file.h"
#include "check/profile_int.h"
#include "desc/rng.h"
#include "kanyin.h"

static kanyin *library;

static int set_up(void **state)
{
	static const char *const templates[] = { "templates" }, *const fonts[] = { "fonts" };

	(void)state;
	library = kanyin_new(templates, 1, fonts, 1);
	return 0;
}

static int tear_down(void **state)
{
	(void)state;
	kanyin_drop(library);
	return 0;
}

static const char layout[] =
	"<layout xmlns='urn:kanyin:report' id='t'><columns><column id='a' source='a' kind='label'/><column id='b' source='b' kind='number'/>"
	"</columns><body><rows/></body></layout>";

/* Without the folder in front of each line. */
static struct str relative(struct arena *arena, struct str folder, char *text)
{
	struct str prefix = str_printf(arena, "%.*s/", STR_FMT(folder)), rest = str_from(text);
	struct buf out;
	ptrdiff_t at;

	buf_init(&out);
	while ((at = str_find(rest, prefix)) >= 0) {
		buf_str(&out, str_sub(rest, 0, (size_t)at));
		rest = str_sub(rest, (size_t)at + prefix.len, rest.len);
	}
	buf_str(&out, rest);
	kanyin_free(text);
	rest = buf_take(&out, arena);
	buf_release(&out);
	return rest;
}

static struct str report_folder(struct arena *arena, const char *profile, const char *report)
{
	struct str folder = unit_folder(arena);

	mkdir(str_printf(arena, "%.*s/profiles", STR_FMT(folder)).ptr, 0700);
	mkdir(str_printf(arena, "%.*s/tables", STR_FMT(folder)).ptr, 0700);
	unit_file(arena, folder, "tables/t.xml", str_from(layout));
	unit_file(arena, folder, "t.csv", STR("a,b\nx,1\n"));
	unit_file(arena, folder, "profiles/p.xml",
	          str_printf(arena, "<profile xmlns='urn:kanyin:report' title='甲'>%s</profile>", profile));
	unit_file(arena, folder, "report.xml",
	          str_printf(arena, "<report xmlns='urn:kanyin:report' profile='p'><info title='报告'/><data name='t' src='t.csv' unit='元'/>\n%s</report>", report));
	return folder;
}

/* What a report says against a profile, in English or Chinese. */
static void unit_assert_says(const char *profile, const char *report, const char *expected, const char *lang, const char *file, int line)
{
	struct arena *arena = arena_new();
	struct str folder = report_folder(arena, profile, report);
	kanyin_job *job = kanyin_job_new(library, folder.ptr);
	char *text;
	size_t len;

	kanyin_dump(job, "doc", &text, &len);
	kanyin_free(text);
	unit_assert_str(relative(arena, folder, kanyin_diagnostics(job, "text", lang)), expected, file, line);
	kanyin_job_drop(job);
	unit_remove(arena, folder);
	arena_drop(arena);
}
#define assert_says(profile, report, expected) unit_assert_says((profile), (report), (expected), "en", __FILE__, __LINE__)
#define assert_says_zh(profile, report, expected) unit_assert_says((profile), (report), (expected), "zh", __FILE__, __LINE__)

#define TABLE(number, title) "<table layout='t' data='t' number='" number "' title='" title "'/>\n"

/* --- chapters --- */

static void chapters_are_found_in_any_numbering(void **state)
{
	static const char profile[] = "<chapter title='部门概况'><chapter title='“三公”经费（说明）'/></chapter><chapter title='附件'/>";

	(void)state;
	assert_says(profile, "<part title='部门概况'><section title='“三公”经费（说明）'/></part><part title='附件'/>", "");
	assert_says(profile, "<part number='第7部分' title='部门　概况'><section number='3、' title='三公经费(说明)'/></part><part title='附件'/>", "");
	assert_says(profile, "<heading level='1' number='none'>部门概况：</heading><heading level='3'>三公经费（说明）。</heading><heading level='1'>附件</heading>", "");
}

static void alternatives_match_the_whole_heading(void **state)
{
	static const char profile[] = "<chapter title='机构设置' match='(内设)?机构(设置|情况)'/>";

	(void)state;
	assert_says(profile, "<section title='内设机构情况'/>", "");
	assert_says(profile, "<section title='机构设置以外的事'/>",
	            "report.xml:1:44: error: the chapter '机构设置' is missing: 甲 requires it (→ 机构设置以外的事?) [profile-chapter]\n");
}

static void missing_chapter_is_reported_in_its_parent(void **state)
{
	static const char profile[] = "<source id='办法' known='own'>某办法\n  第一条</source>"
	                              "<chapter title='说明'><chapter title='收入' source='办法'/><chapter title='可有可无' required='no'/></chapter>";

	(void)state;
	assert_says(profile, "<part title='说明'>\n<section title='收人'/></part>",
	            "report.xml:2:2: error: the chapter '收入' is missing: 甲 requires it（某办法第一条） (→ 收人?) [profile-chapter]\n");
	assert_says_zh(profile, "<part title='说明'/>", "report.xml:2:2: 错误: 缺少“收入”一章：甲要求有此章（某办法第一条） [profile-chapter]\n");
}

static void missing_parent_is_one_finding(void **state)
{
	static const char profile[] = "<chapter title='说明'><chapter title='收入'/><chapter title='支出'/><statement name='总额' match='总额'/></chapter>";

	(void)state;
	assert_says(profile, "<part title='别的'><section title='收入'/></part>",
	            "report.xml:1:44: error: the chapter '说明' is missing: 甲 requires it [profile-chapter]\n");
}

static void absent_optional_chapter_requires_nothing(void **state)
{
	(void)state;
	assert_says("<chapter title='附件' required='no'><table title='自评表'/></chapter>", "<para>无。</para>", "");
}

static void chapter_order(void **state)
{
	static const char profile[] = "<chapter title='“收入”'/><chapter title='支出'/>";

	(void)state;
	assert_says(profile, "<section title='支出'/>\n<section title='收入'/>",
	            "report.xml:2:2: warning: '支出' stands before '‘收入’'; 甲 wants it behind [profile-chapter-order]\n");
}

static void highest_heading_wins(void **state)
{
	(void)state;
	assert_says("<chapter title='附件'><statement name='甲乙' match='甲乙'/></chapter>",
	            "<part title='正文'><section title='附件'/></part><part title='附件'><para>甲乙。</para></part>", "");
}

/* --- tables --- */

static void tables_by_number_and_title(void **state)
{
	static const char profile[] = "<table number='公开01表' title='收入决算表' match='收入决算(总)?表'/>";

	(void)state;
	assert_says(profile, TABLE("公开01表", "收入决算总表"), "");
	assert_says(profile, TABLE("公开０１表", "收入　决算表"), "");
	assert_says(profile, "<para>无。</para>",
	            "report.xml:1:44: error: the table 公开01表“收入决算表” is missing: 甲 requires it, with a sentence below it when it is empty [profile-table]\n");
	assert_says(profile, TABLE("公开01表", "支出决算表"),
	            "report.xml:2:2: error: this table is 公开01表“支出决算表”; 甲 requires 公开01表“收入决算表” here [profile-table-title]\n");
	assert_says(profile, TABLE("公开02表", "收入决算表"),
	            "report.xml:2:2: error: this table is 公开02表“收入决算表”; 甲 requires 公开01表“收入决算表” here [profile-table-title]\n");
}

static void table_order(void **state)
{
	static const char profile[] = "<chapter title='表'><table number='1' title='收入'/><table number='2' title='支出'/><table number='3' title='其他'/></chapter>";

	(void)state;
	assert_says(profile, "<part title='表'>\n" TABLE("1", "收入") TABLE("3", "其他") TABLE("2", "支出") "</part>",
	            "report.xml:4:2: error: 3“其他” stands before 2“支出”; 甲 wants it behind [profile-table-order]\n");
	assert_says_zh(profile, "<part title='表'>\n" TABLE("1", "收入") TABLE("2", "支出") "</part>",
	               "report.xml:2:2: 错误: 缺少3“其他”：甲要求有此表，无数据也应列出空表并说明 [profile-table]\n");
}

static void table_under_its_heading(void **state)
{
	(void)state;
	assert_says("<table title='自评表' match='.*自评表'/>", "<attachment title='2020年度&#x2028;整体支出自评表'><table layout='t' data='t' title=''/></attachment>", "");
}

/* --- statements --- */

static void statements_with_numbers(void **state)
{
	static const char profile[] = "<chapter title='三公'><statement name='团组' match='团组\\d+个' unless='无因公出国'>团组×个</statement></chapter>";

	(void)state;
	assert_says(profile, "<section title='三公'><para>全年安排“团组”3 个，共 5 人。</para></section>", "");
	assert_says(profile, "<section title='三公'><para>本年度无因公出国。</para></section>", "");
	assert_says(profile, "<section title='三公'><grid><column/><column/><row><cell>团组３个</cell><cell>x</cell></row></grid></section>", "");
	assert_says(profile, "<section title='三公'><para>有出国团组。</para></section><section title='其他'><para>团组3个</para></section>",
	            "report.xml:2:2: warning: nothing is said in '三公' of 团组（团组×个）, which 甲 requires [profile-statement]\n");
}

static void statement_of_the_whole_report(void **state)
{
	static const char profile[] = "<statement name='保密审查' match='保密审查：已审查'/>";

	(void)state;
	assert_says(profile, "<cover><line>保密审查:已审查</line></cover>", "");
	assert_says_zh(profile, "<para>无。</para>", "report.xml:1:44: 警告: “报告”中没有说明保密审查，甲要求说明 [profile-statement]\n");
}

static void optional_statement(void **state)
{
	(void)state;
	assert_says("<statement name='批次' match='\\d+批次' required='no'/>", "<para>无。</para>", "");
}

static void run_in_heading_holds_its_statement(void **state)
{
	struct arena *arena = arena_new();
	struct str folder = report_folder(arena, "<chapter title='其他'><chapter title='国有资产'><statement name='车辆' match='车辆\\d+辆'/></chapter></chapter>",
	                                  "<section title='其他'><text src='a.txt' outline='auto'/></section>");
	kanyin_job *job;
	char *text;
	size_t len;

	(void)state;
	unit_file(arena, folder, "a.txt", STR("（一）机关运行经费。本单位没有机关运行经费，也没有变化。\n（二）国有资产。年末共有车辆2辆，其中越野车2辆。\n"));
	job = kanyin_job_new(library, folder.ptr);
	assert_int_equal(kanyin_dump(job, "doc", &text, &len), 0);
	kanyin_free(text);
	assert_str(relative(arena, folder, kanyin_diagnostics(job, "text", "en")), "");
	kanyin_job_drop(job);
	unit_remove(arena, folder);
	arena_drop(arena);
}

/* --- typed amounts --- */

static void typed_amounts(void **state)
{
	static const char profile[] = "<chapter title='说明' references='required'><chapter title='职能' references='free' required='no'/></chapter>";

	(void)state;
	assert_says(profile, "<part title='说明'>\n<para>收入{{ 12.5万元 }}，支出3,400.50 元，增长6.1％。</para></part>",
	            "report.xml:3:24: warning: 3,400.50 元 is typed by hand; use a reference [typed-amount]\n"
	            "report.xml:3:37: warning: 6.1％ is typed by hand; use a reference [typed-amount]\n");
	assert_says(profile, "<part title='说明'><section title='职能'><para>减税5亿元。</para></section></part><part title='其他'><para>5亿元。</para></part>", "");
}

static void limits_of_the_form_are_no_amounts(void **state)
{
	(void)state;
	assert_says("<chapter title='说明' references='required'/>",
	            "<part title='说明'><para>2022年元旦，单价50万元以上60万元以内的设备{{ 2 }}台，不超过 20%，100万元（含）以上0台，12345热线。</para></part>", "");
}

static void collect(void *ctx, struct str amount, struct origin origin)
{
	(void)origin;
	buf_printf(ctx, "%.*s|", STR_FMT(amount));
}

static void shapes_of_amounts(void **state)
{
	struct arena *arena = arena_new();
	struct typed *t = typed_new(arena);
	struct text text = text_plain(arena, STR("2022，886.81万元、1,234,567.00元、５％、0.5亿元；1,234元以上。共3个,50元"), (struct origin){ 0 });
	struct buf out;

	(void)state;
	buf_init(&out);
	typed_find(t, &text, collect, &out);
	assert_buf(&out, "886.81万元|1,234,567.00元|５％|0.5亿元|50元|");
	buf_release(&out);
	typed_drop(t);
	arena_drop(arena);
}

/* --- the common form, patterns --- */

static void common_form(void **state)
{
	struct arena *arena = arena_new();

	(void)state;
	assert_str(profile_form(arena, STR("“三公”经费 (单位：万元),１,234.5 元;1,23")), "三公经费（单位：万元），1234.5元；1，23");
	assert_str(profile_form(arena, STR("共1,234,567.00元，12,3456")), "共1234567.00元，12，3456");
	assert_str(profile_form(arena, STR("a\u2028b　c\u00A0\n")), "abc");
	assert_str(profile_form(arena, STR("")), "");
	arena_drop(arena);
}

static void bad_profiles(void **state)
{
	(void)state;
	assert_says("<chapter title='a' match='('/><statement name='b' match='c' unless='\\C' source='x'/>", "<para>无。</para>",
	            "profiles/p.xml:1:72: error: '(' is no value for match; expected PCRE2: missing closing parenthesis [bad-value]\n"
	            "profiles/p.xml:1:114: error: '\\C' is no value for unless; expected PCRE2: using \\C is disabled by the application [bad-value]\n"
	            "profiles/p.xml:1:126: error: 'x' is no value for source; expected <source id=…> [bad-value]\n");
}

/* A pattern that would run for ages stops, and counts as not found. */
static void slow_pattern(void **state)
{
	(void)state;
	assert_says("<statement name='a' match='(a+)+b'/>", "<para>aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaac</para>",
	            "report.xml:1:44: warning: nothing is said in '报告' of a, which 甲 requires [profile-statement]\n");
}

static void unknown_profile(void **state)
{
	struct arena *arena = arena_new();
	struct str folder = unit_folder(arena);
	kanyin_job *job;
	char *text;
	size_t len;

	(void)state;
	unit_file(arena, folder, "report.xml", STR("<report xmlns='urn:kanyin:report' profile='nowhere'/>"));
	job = kanyin_job_new(library, folder.ptr);
	assert_int_equal(kanyin_dump(job, "doc", &text, &len), -1);
	kanyin_free(text);
	assert_str(relative(arena, folder, kanyin_diagnostics(job, "text", "en")),
	           "report.xml:1:44: error: cannot find 'profiles/nowhere.xml' [file-missing]\n");
	kanyin_job_drop(job);
	unit_remove(arena, folder);
	arena_drop(arena);
}

/* What the schema refuses. */
static void schema(void **state)
{
	(void)state;
	assert_says("<chapter/>", "", "profiles/p.xml:1:47: error: <chapter> needs the attribute 'title' [missing-attribute]\n");
	assert_says("<statement name='a'/>", "", "profiles/p.xml:1:47: error: <statement> needs the attribute 'match' [missing-attribute]\n");
	assert_says("<table title='a' required='maybe'/>", "",
	            "profiles/p.xml:1:73: error: 'maybe' is no value for required; expected yes | no [bad-value]\n");
	assert_says("<chapter title='a'/><source id='a' known='own'>b</source>", "",
	            "profiles/p.xml:1:67: error: <source> must stand before <chapter> [element-order]\n");
}

static void ignore_error(void *ctx, const char *text, ...)
{
	(void)ctx;
	(void)text;
}

/* Any validator says the same of the schema and of our profiles. */
static void shipped_profiles(void **state)
{
	static const char *const names[] = { "sichuan-2022", "national-2022", "hunan-performance-2020" };
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewMemParserCtxt((const char *)rng_profile, (int)rng_profile_len);
	xmlRelaxNG *rng = xmlRelaxNGParse(parser);
	xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(rng);

	(void)state;
	assert_non_null(rng);
	xmlRelaxNGSetValidErrors(valid, ignore_error, ignore_error, NULL);
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		char path[100];
		xmlDoc *doc;

		snprintf(path, sizeof(path), "templates/profiles/%s.xml", names[i]);
		doc = xmlReadFile(path, NULL, XML_PARSE_NONET);
		assert_non_null(doc);
		assert_int_equal(xmlRelaxNGValidateDoc(valid, doc), 0);
		xmlFreeDoc(doc);
	}
	xmlRelaxNGFreeValidCtxt(valid);
	xmlRelaxNGFree(rng);
	xmlRelaxNGFreeParserCtxt(parser);
}

/* Findings can be silenced by code; what is silenced says nothing else either. */
static void silences(void **state)
{
	static const struct check_silence silence = { .code = STR("profile-chapter") };
	const struct check_options options = { .silences = &silence, .nsilences = 1 };
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct desc_schemas *schemas = desc_schemas_new();
	struct str folder = report_folder(arena, "<chapter title='a'/><statement name='b' match='c'/>", "");
	struct roots roots = { &folder, 1 };
	struct desc_node *report = desc_load(schemas, arena, str_printf(arena, "%.*s/report.xml", STR_FMT(folder)), &roots, diags);

	(void)state;
	assert_non_null(report);
	profile_check(&(struct profile_input){ .arena = arena, .report = report, .doc = &(struct doc){ .draft = false }, .schemas = schemas,
	                                       .roots = &roots, .options = &options, .diags = diags });
	assert_int_equal(diags_count(diags), 1);
	assert_diag(diags, 0, PROFILE_STATEMENT, 1, 44);
	desc_schemas_drop(schemas);
	diags_drop(diags);
	unit_remove(arena, folder);
	arena_drop(arena);
}

#define TEST(name) cmocka_unit_test(name)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(chapters_are_found_in_any_numbering),
		TEST(alternatives_match_the_whole_heading),
		TEST(missing_chapter_is_reported_in_its_parent),
		TEST(missing_parent_is_one_finding),
		TEST(absent_optional_chapter_requires_nothing),
		TEST(chapter_order),
		TEST(highest_heading_wins),
		TEST(tables_by_number_and_title),
		TEST(table_order),
		TEST(table_under_its_heading),
		TEST(statements_with_numbers),
		TEST(statement_of_the_whole_report),
		TEST(optional_statement),
		TEST(run_in_heading_holds_its_statement),
		TEST(typed_amounts),
		TEST(limits_of_the_form_are_no_amounts),
		TEST(shapes_of_amounts),
		TEST(common_form),
		TEST(bad_profiles),
		TEST(slow_pattern),
		TEST(unknown_profile),
		TEST(schema),
		TEST(shipped_profiles),
		TEST(silences),
	};

	return cmocka_run_group_tests(tests, set_up, tear_down);
}
