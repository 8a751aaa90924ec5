/* test_rules.c - relations between tables: exact and rounded amounts, tails, tolerances, and what is said of them. */
#include "unit.h"

#include "kanyin.h"

static const char *const templates[] = { "templates" }, *const fonts[] = { "fonts" };

/* A report of one table 数据 with the columns 项目 and 金额, and one rule. */
struct trial {
	const char *unit, *scale, *csv, *rule;
	bool render; /* instead of check */
	const char *expected; /* without the folder; "" for nothing */
};

static void strip(struct buf *out, const char *text, struct str folder)
{
	const char *at;

	for (; (at = strstr(text, folder.ptr)) != NULL; text = at + folder.len + 1)
		buf_add(out, text, (size_t)(at - text));
	buf_z(out, text);
}

static void write_report(struct arena *arena, struct str folder, const struct trial *t)
{
	unit_file(arena, folder, "report.xml",
	          str_printf(arena,
	                     "<report xmlns=\"urn:kanyin:report\" style=\"gbt9704\">"
	                     "<data name=\"数据\" src=\"a.csv\" key=\"项目\" unit=\"%s\"/><table layout=\"t\" data=\"数据\"/></report>",
	                     t->unit));
	unit_file(arena, folder, "a.csv", str_printf(arena, "项目,金额\n%s", t->csv));
	unit_file(arena, str_printf(arena, "%.*s/tables", STR_FMT(folder)), "t.xml",
	          str_printf(arena,
	                     "<layout xmlns=\"urn:kanyin:report\" id=\"t\" scale=\"%s\"><columns>"
	                     "<column id=\"项目\" source=\"项目\" kind=\"label\"/><column id=\"金额\" source=\"金额\" kind=\"number\"/>"
	                     "</columns><body><rows/></body><rules><rule name=\"r\" %s/></rules></layout>",
	                     t->scale, t->rule));
}

static void try_rule(const struct trial *t)
{
	struct arena *arena = arena_new();
	struct str folder = unit_folder(arena);
	kanyin *k = kanyin_new(templates, 1, fonts, 1);
	kanyin_job *job;
	struct buf got;
	char *text;

	assert_int_equal(system(str_printf(arena, "mkdir '%.*s/tables'", STR_FMT(folder)).ptr), 0);
	write_report(arena, folder, t);
	job = kanyin_job_new(k, folder.ptr);
	if (t->render)
		kanyin_write_pdf(job, str_printf(arena, "%.*s/out.pdf", STR_FMT(folder)).ptr);
	else
		kanyin_check(job);
	text = kanyin_diagnostics(job, "text", "en");
	buf_init(&got);
	strip(&got, text, folder);
	assert_buf(&got, t->expected);
	buf_release(&got);
	kanyin_free(text);
	kanyin_job_drop(job);
	kanyin_drop(k);
	unit_remove(arena, folder);
	arena_drop(arena);
}

#define SUM "left=\"data['合计','金额']\" right=\"data['甲','金额'] + data['乙','金额']\""

static void exact_amounts_tolerate_nothing(void **state)
{
	(void)state;
	try_rule(&(struct trial){ "元", "元", "合计,3.00\n甲,1.00\n乙,2.00\n", SUM, false, "" });
	try_rule(&(struct trial){ "元", "元", "合计,3.01\n甲,1.00\n乙,2.00\n", SUM, false,
	                          "a.csv:2:4: error: the relation “r” does not hold: 数据['合计','金额'] = 3.01元, but data['甲','金额'] + "
	                          "data['乙','金额'] (a.csv:3:3 … a.csv:4:3) = 3.00元; difference 0.01元 [rule-broken]\n" });
}

/* 1.004 + 2.004 = 3.008 in 万元: 1.00 + 2.00 against 3.01. */
static void tails_of_exact_amounts_are_notes(void **state)
{
	const char *csv = "合计,30080.00\n甲,10040.00\n乙,20040.00\n";
	const char *note = "a.csv:2:4: note: rounding tail in “r”: as printed, 数据['合计','金额'] = 3.01万元, but data['甲','金额'] + "
	                   "data['乙','金额'] (a.csv:3:3 … a.csv:4:3) = 3.00万元; difference 0.01万元 [rounding-tail]\n";

	(void)state;
	try_rule(&(struct trial){ "元", "万元", csv, SUM, false, note });
	try_rule(&(struct trial){ "元", "万元", csv, SUM, true, "" });
	try_rule(&(struct trial){ "元", "元", csv, SUM, false, "" });
}

/* |Δ| ≤ 0.005·(n+1), zeros do not count. */
static void rounded_amounts_tolerate_half_a_digit_each(void **state)
{
	(void)state;
	try_rule(&(struct trial){ "万元", "万元", "合计,3.01\n甲,1.00\n乙,2.00\n", SUM, false,
	                          "a.csv:2:4: note: rounding tail in “r”: as printed, 数据['合计','金额'] = 3.01万元, but data['甲','金额'] + "
	                          "data['乙','金额'] (a.csv:3:3 … a.csv:4:3) = 3.00万元; difference 0.01万元 [rounding-tail]\n" });
	try_rule(&(struct trial){ "万元", "万元", "合计,3.02\n甲,1.00\n乙,2.00\n", SUM, false,
	                          "a.csv:2:4: error: the relation “r” does not hold: 数据['合计','金额'] = 3.02万元, but data['甲','金额'] + "
	                          "data['乙','金额'] (a.csv:3:3 … a.csv:4:3) = 3.00万元; difference 0.02万元 [rule-broken]\n" });
	try_rule(&(struct trial){ "万元", "万元", "合计,1.02\n甲,1.00\n乙,\n", SUM, false,
	                          "a.csv:2:4: error: the relation “r” does not hold: 数据['合计','金额'] = 1.02万元, but data['甲','金额'] + "
	                          "data['乙','金额'] (a.csv:3:3) = 1.00万元; difference 0.02万元 [rule-broken]\n" });
}

/* More decimals than are printed: nothing was rounded before it came here. */
static void many_decimals_are_exact(void **state)
{
	(void)state;
	try_rule(&(struct trial){ "万元", "万元", "合计,3.0081\n甲,1.0040\n乙,2.0040\n", SUM, false,
	                          "a.csv:2:4: error: the relation “r” does not hold: 数据['合计','金额'] = 3.0081万元, but data['甲','金额'] + "
	                          "data['乙','金额'] (a.csv:3:3 … a.csv:4:3) = 3.008万元; difference 0.0001万元 [rule-broken]\n" });
}

static void relations_and_tolerance(void **state)
{
	const char *csv = "合计,3.00\n甲,1.00\n乙,2.00\n";

	(void)state;
	try_rule(&(struct trial){ "元", "元", csv, "is=\"at-least\" left=\"data['合计','金额']\" right=\"data['甲','金额']\"", false, "" });
	try_rule(&(struct trial){ "元", "元", csv, "tolerance=\"1\" left=\"data['甲','金额']\" right=\"data['乙','金额']\"", true, "" });
	try_rule(&(struct trial){ "元", "元", csv, "is=\"at-most\" left=\"data['合计','金额']\" right=\"data['甲','金额']\"", false,
	                          "a.csv:2:4: error: the relation “r” does not hold: 数据['合计','金额'] = 3.00元, but "
	                          "数据['甲','金额'] (a.csv:3:3) = 1.00元; difference 2.00元 [rule-broken]\n" });
}

static void rows_and_columns(void **state)
{
	const char *csv = "合计,3.00\n甲,1.00\n乙,2.00\n";

	(void)state;
	try_rule(&(struct trial){ "元", "元", csv,
	                          "each=\"data\" where=\"row.项目 != '合计'\" columns=\"金额\" left=\"row[列]\" right=\"1元\"", false,
	                          "a.csv:4:3: error: the relation “r” does not hold: 数据['乙','金额'] = 2.00元, but 1元 = 1.00元; "
	                          "difference 1.00元 [rule-broken]\n" });
	try_rule(&(struct trial){ "元", "元", csv, "left=\"data['合计','金额']\" right=\"合计(行后(data, '合计'), '金额')\"", false, "" });
	try_rule(&(struct trial){ "元", "元", csv, "left=\"data['甲','金额']\" right=\"合计(行后(data, '合计', 1), '金额')\"", false, "" });
	try_rule(&(struct trial){ "元", "元", csv, "left=\"data['合计','金额']\" right=\"合计(行前(data, '甲'), '金额')\"", false, "" });
	try_rule(&(struct trial){ "元", "元", csv, "left=\"data['乙','金额']\" right=\"合计(行尾为(data, '项目', '乙'), '金额')\"", false, "" });
	try_rule(&(struct trial){ "元", "元", "30,3.00\n301,1.00\n302,2.00\n",
	                          "left=\"data['30','金额']\" right=\"合计(下级(data, '项目', '30'), '金额')\"", false, "" });
}

static void a_sum_on_the_left_names_its_cells(void **state)
{
	(void)state;
	try_rule(&(struct trial){ "元", "元", "合计,4.00\n甲,1.00\n乙,2.00\n",
	                          "left=\"data['甲','金额'] + data['乙','金额']\" right=\"data['合计','金额']\"", false,
	                          "a.csv:3:3: error: the relation “r” does not hold: data['甲','金额'] + data['乙','金额'] (a.csv:3:3 … "
	                          "a.csv:4:3) = 3.00元, but 数据['合计','金额'] (a.csv:2:4) = 4.00元; difference -1.00元 [rule-broken]\n" });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(exact_amounts_tolerate_nothing),
		cmocka_unit_test(tails_of_exact_amounts_are_notes),
		cmocka_unit_test(rounded_amounts_tolerate_half_a_digit_each),
		cmocka_unit_test(many_decimals_are_exact),
		cmocka_unit_test(relations_and_tolerance),
		cmocka_unit_test(rows_and_columns),
		cmocka_unit_test(a_sum_on_the_left_names_its_cells),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
