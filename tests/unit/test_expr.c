/* test_expr.c - expressions: precedence, units, cells, missing values, every mistake at its place, traces, bounds. */
#include "unit_merge.h"

/* --- reading --- */

static void test_precedence(void **state)
{
	(void)state;
	assert_gives("{{ 1 + 2 * 3 - 4 / 2 }}", "5");
	assert_gives("{{ 10 - 3 - 2 }} {{ 2 * -3 }} {{ - - 3 }}", "5 -6 3");
	assert_gives("{{ 1 + 1 == 2 and not 2 < 1 or false }}", "是");
	assert_gives("{{ not true or true }} {{ not (true or true) }}", "是 否");
	assert_gives("{{ 1 ~ 2 + 3 ~ 4 }}", "154");
	assert_gives("{{ 1 if false else 2 if false else 3 }}", "3");
	assert_gives("{{ 10 - 4 | 舍入 }} {{ (1 | 百分比) ~ '。' }} {{ 舍入(2.5 | 绝对值) }}", "6 100%。 3");
	assert_gives("{{ (收入 - 上年收入) * 2 }}", "108.78万元");
	assert_gives("{{ [1, 2,] | 计数 }}{{ [] | 计数 }}", "20");
}

static void test_signs(void **state)
{
	(void)state;
	assert_gives("{{ 7 × 6 ÷ 2 }} {{ 7 － 2 }} {{ 3 − 1 }}", "21 5 2");
	assert_gives("{{ 1 ≠ 2 }} {{ 1 ≤ 2 }} {{ 1 ≥ 2 }} {{ 1 ＝ 1 }} {{ 1 = 1 }} {{ 1 ＜ 2 }} {{ 1 <> 1 }}", "是 是 否 是 是 是 否");
	assert_gives("{{ 最大（［１、２，３．５］） }}", "3.5");
	assert_gives("{{ 公开01【“31”，‘金额’】 | 万元 ｜ 长度 }}", "8");
	assert_gives("{{ \"a'b\" }}{{ 'a\"b' }}{{ “a\"b” }}{{ ＂a＂ }}", "a'ba\"ba\"ba");
	assert_gives("{{ 12.5万元 + 3千元 }} {{ 3台（套） }} {{ 5 }}%", "12.80万元 3台（套） 5%");
	assert_gives("{{\n\t1　+\n1\n}}", "2");
}

static void test_syntax_errors(void **state)
{
	(void)state;
	assert_wrong("{{ 1 + }}", EXPR_SYNTAX, 1, 8);
	assert_wrong("甲{{ }}", EXPR_SYNTAX, 1, 5);
	assert_wrong("一\n二{{ 1 2 }}", EXPR_SYNTAX, 2, 7);
	assert_wrong("{{ (1 + 2 }}", EXPR_SYNTAX, 1, 11);
	assert_wrong("{{ [1 2] }}", EXPR_SYNTAX, 1, 7);
	assert_wrong("{{ 职责[1, 2, 3] }}", EXPR_SYNTAX, 1, 13);
	assert_wrong("{{ 职责.1 }}", EXPR_SYNTAX, 1, 7);
	assert_wrong("{{ 1 if 2 }}", EXPR_SYNTAX, 1, 11);
	assert_wrong("{{ 1 < 2 < 3 }}", EXPR_SYNTAX, 1, 10);
	assert_wrong("{{ 收入 @ 2 }}", EXPR_SYNTAX, 1, 7);
	assert_wrong("{{ 收入 not 2 }}", EXPR_SYNTAX, 1, 7);
	assert_wrong("{{ 收入 | 万元(1 }}", EXPR_SYNTAX, 1, 14);
	assert_wrong("{{ 收入 | }}", EXPR_SYNTAX, 1, 9);
	assert_wrong("{{ 收入。 }}", EXPR_SYNTAX, 1, 6);
	assert_wrong("{{ 部门 ~ '甲 }}", TEMPLATE_OPEN, 1, 9);
	assert_wrong("{{ 部门 ~ “甲\" }}", TEMPLATE_OPEN, 1, 9);
	assert_wrong("{{ 10元整 }}", UNKNOWN_UNIT, 1, 6);
	assert_wrong("{{ 3km + 1 }}", UNKNOWN_UNIT, 1, 5);
}

static void test_functions_errors(void **state)
{
	(void)state;
	assert_wrong("{{ 收入 | 万圆 }}", UNKNOWN_FUNCTION, 1, 9);
	assert_wrong("{{ nothing(1) + x }}", UNKNOWN_FUNCTION, 1, 4);
	assert_wrong("{{ 占比(收入) }}", BAD_ARGUMENTS, 1, 4);
	assert_wrong("{{ 收入 | 占比(收入, 收入) }}", BAD_ARGUMENTS, 1, 9);
	run_template("{{ 收入 | 百分别 }} {{ 同比(收入) }}");
	assert_diags(diags, "t.txt:1:9: error: unknown function or filter '百分别' (→ 百分比?) [unknown-function]\n"
	                    "t.txt:1:19: error: wrong argument for 同比(本期, 上期): "
	                    "1 given, takes 2 [bad-arguments]\n");
}

static void test_attribute(void **state)
{
	struct source src = { .path = STR("r.xml") };
	struct origin where = { &src, 7, 30 };
	const struct expr *x = expr_parse_at(arena, STR("  收入 + 人数 "), where, diags);
	struct value v;

	(void)state;
	assert_non_null(x);
	assert_str(expr_text(x), "收入 + 人数");
	assert_int_equal(expr_origin(x).col, 32);
	assert_false(expr_eval(x, &eval, &v));
	assert_int_equal(v.kind, VALUE_NULL);
	assert_str(v.text, "收入 + 人数");
	assert_diag(diags, 0, UNIT_MISMATCH, 7, 35);
	diags_clear(diags);
	assert_null(expr_parse_at(arena, STR("\n 1 +"), where, diags));
	assert_diag(diags, 0, EXPR_SYNTAX, 8, 5);
}

/* --- names and cells --- */

static void test_names(void **state)
{
	(void)state;
	assert_wrong("共{{ 年渡 }}年", UNKNOWN_NAME, 1, 5);
	assert_wrong("{{ (不存在 - 收入) / 收入 | 百分比 }}", UNKNOWN_NAME, 1, 5);
	assert_wrong("{{ 循环.序号 }}", UNKNOWN_NAME, 1, 4);
	run_template("{{ 年渡 }}{{ x }}\n{{ 不存在 + 也不存在 }}");
	assert_diags(diags, "t.txt:1:4: error: the name '年渡' is not defined (→ 年度?) [unknown-name]\n"
	                    "t.txt:1:12: error: the name 'x' is not defined [unknown-name]\n"
	                    "t.txt:2:4: error: the name '不存在' is not defined [unknown-name]\n"
	                    "t.txt:2:10: error: the name '也不存在' is not defined [unknown-name]\n");
}

static void test_cells(void **state)
{
	(void)state;
	assert_gives("{{ 公开01['一般公共预算财政拨款收入', 'last'] | 万元 }}", "832.42万元");
	assert_gives("{{ 公开01['33', '金额'] }} {{ 公开01['32', '金额'] }}", "7.00元 0元");
	assert_gives("{{ 公开01.rows | 计数 }} {{ 公开01['8'].项目 }}", "7 其他收入");
	assert_gives("{{ '31' in 公开01 }} {{ '99' in 公开01 }}", "是 否");
	assert_wrong("{{ 公开01['99', '金额'] }}", MISSING_ROW, 1, 9);
	assert_wrong("{{ 公开01['31', '金'] }}", MISSING_COLUMN, 1, 15);
	assert_wrong("{{ 公开01['结转', '金额'] }}", AMBIGUOUS_ROW, 1, 9);
	assert_wrong("{{ 公开01['31'].钱 }}", MISSING_COLUMN, 1, 15);
	assert_wrong("{{ 公开01['31']['钱'] }}", MISSING_COLUMN, 1, 15);
	assert_wrong("{{ 公开01.钱 }}", MISSING_COLUMN, 1, 9);
	run_template("{{ 公开01['收入总记', '金客'] }}\n{{ 公开01['结转', '金额'] }}");
	assert_diags(diags, "t.txt:1:9: error: table '公开01' has no row '收入总记' (→ 收入总计?) [missing-row]\n"
	                    "t.txt:1:17: error: table '公开01' has no column '金客' (→ 金额?); its columns are: 项目, 行次, 金额, 上年 [missing-column]\n"
	                    "公开01.csv:7:1: error: table '公开01' has several rows '结转' (lines 6 and 7); use the line number or code; used at "
	                    "t.txt:2:9 [ambiguous-row]\n");
}

static void test_access_errors(void **state)
{
	(void)state;
	assert_wrong("{{ 收入['31', '金额'] }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 收入.金额 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 部门[1] }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 职责['一'] }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 公开01[真, '金额'] }}", TYPE_MISMATCH, 1, 9);
	assert_wrong("{{ 职责[4] }}", BAD_ARGUMENTS, 1, 7);
	assert_wrong("{{ 职责[0] }}", BAD_ARGUMENTS, 1, 7);
	assert_wrong("{{ 公开01 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 职责 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 公开01['31'] }}", TYPE_MISMATCH, 1, 4);
}

/* --- arithmetic --- */

static void test_units(void **state)
{
	(void)state;
	assert_gives("{{ 1亿元 - 1万元 == 9999万元 }} {{ 1万元 > 9999元 }}", "是 是");
	assert_gives("{{ 收入 + 0 }} {{ 0 + 收入 }} {{ 收入 > 0 }}", "886.81万元 886.81万元 是");
	assert_gives("{{ 6% / 2 }} {{ 6% / 2% }} {{ 50人 / 10% }} {{ 5% + 1百分点 }} {{ 5‰ * 1000 }}", "3% 3 500人 6% 5");
	assert_gives("{{ 1亩 / 1平方米 }} {{ 3亩 + 2000平方米 }} {{ 2 * 3人 }} {{ 12件 / 4天 }}", "666.67 6亩 6人 3件");
	assert_gives("{{ 100元 * 5人 }} {{ 5人 * 100元 }} {{ 6人 / 2 }}", "500.00元 500.00元 3人");
	assert_wrong("{{ 收入 + 人数 }}", UNIT_MISMATCH, 1, 7);
	assert_wrong("{{ 收入 - 1 }}", UNIT_MISMATCH, 1, 7);
	assert_wrong("{{ 收入 > 1 }}", UNIT_MISMATCH, 1, 7);
	assert_wrong("{{ 人数 == 车辆 }}", UNIT_MISMATCH, 1, 7);
	assert_wrong("{{ 收入 * 收入 }}", UNIT_MISMATCH, 1, 7);
	assert_wrong("{{ 人数 * 车辆 }}", UNIT_MISMATCH, 1, 7);
	assert_wrong("{{ 人数 / 收入 }}", UNIT_MISMATCH, 1, 7);
	assert_wrong("{{ 1 / 收入 }}", UNIT_MISMATCH, 1, 6);
	assert_wrong("{{ 率 > 0.05 }}", UNIT_MISMATCH, 1, 6);
	assert_wrong("{{ 1元 + 1美元 }}", UNIT_MISMATCH, 1, 7);
	run_template("{{ 收入 + 人数 }}");
	assert_diags(diags, "t.txt:1:7: error: the units do not fit: 886.81万元 + 12人 [unit-mismatch]\n");
}

static void test_kinds(void **state)
{
	(void)state;
	assert_gives("{{ 'a' < 'b' }} {{ 真 == 真 }} {{ '2022-01-31' < '2022-02-01' }}", "是 是 是");
	assert_wrong("{{ 部门 + 收入 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 收入 + '1' }}", TYPE_MISMATCH, 1, 9);
	assert_wrong("{{ -部门 }}", TYPE_MISMATCH, 1, 5);
	assert_wrong("{{ 年度 == '2022' }}", TYPE_MISMATCH, 1, 10);
	assert_wrong("{{ 职责 == 职责 }}", TYPE_MISMATCH, 1, 10);
	assert_wrong("{{ 部门 ~ 职责 }}", TYPE_MISMATCH, 1, 9);
	assert_wrong("{{ 1 in 收入 }}", TYPE_MISMATCH, 1, 9);
	assert_wrong("{{ 收入 / 0 }}", DIVISION_BY_ZERO, 1, 7);
	assert_wrong("{{ 1 / (1 - 1) }}", DIVISION_BY_ZERO, 1, 6);
}

static void test_exact(void **state)
{
	(void)state;
	assert_gives("{{ 0.1 + 0.2 == 0.3 }} {{ 1 / 3 * 3 == 1 }}", "是 是");
	assert_gives("{{ 99999999999999999999 + 1 }}", "100000000000000000000");
	assert_gives("{{ 1.005元 }} {{ -1.005元 }} {{ 0.004元 }} {{ 99.999% }}", "1.01元 -1.01元 0.00元 100.00%");
	/* Rounded once: from 元 to 万元 directly. */
	assert_gives("{{ 44999元 | 万元(0) }} {{ (44999元 | 单位('万元')) | 万元(1) }}", "4万元 4.5万元");
}

/* --- missing values --- */

static void test_missing(void **state)
{
	(void)state;
	assert_wrong("{{ 缺 }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 收入 + 缺 * 2 }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 项目表['物业管理', '备注'] }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 合计([1, 缺]) }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 缺 | 万元 }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 缺.列 }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 空 }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 缺 ~ '人' }}", MISSING_VALUE, 1, 4);
	assert_gives("{{ 缺 + 1 | 默认(0) }} {{ (缺 | 默认(2)) + 1 }}", "0 3");
	run_template("{{ 收入 + 缺 }}");
	assert_diags(diags, "t.txt:1:4: error: '缺' has no value [missing-value]\n");
}

/* A comparison with a missing value decides nothing; a bare one is merely untrue. */
static void test_missing_conditions(void **state)
{
	(void)state;
	assert_gives("{% if 缺 %}有{% else %}无{% endif %}", "无");
	assert_gives("{% if not 缺 %}无{% endif %}{% if 缺 != 空 %}有{% endif %}", "无");
	assert_gives("{% if 缺 > 1 or true %}是{% endif %}{% if false and 缺 > 1 %}x{% else %}否{% endif %}", "是否");
	assert_wrong("{% if 缺 > 1 %}多{% else %}少{% endif %}", MISSING_VALUE, 1, 7);
	assert_wrong("{% if not (缺 > 1) %}少{% endif %}", MISSING_VALUE, 1, 7);
	assert_wrong("{% if true and 缺 > 1 %}少{% endif %}", MISSING_VALUE, 1, 7);
	assert_wrong("{{ 1 if 缺 == 1 else 2 }}", MISSING_VALUE, 1, 9);
}

/* Whatever was reported where it was made is not reported again. */
static void test_reported_once(void **state)
{
	struct value bad = { .kind = VALUE_NULL, .reported = true };
	struct text text = run_template("{{ 公开01['34', '上年'] }}{{ 公开01['34', '上年'] + 1 }}{{ 合计(公开01, '上年') }}");

	(void)state;
	assert_diags(diags, "");
	assert_int_equal(text.nspans, 3);
	assert_int_equal(text.spans[0].kind, SPAN_MISSING);
	scope_set(eval.scope, STR("坏表"), bad);
	text = run_template("{{ 坏表['1', '2'] }}{% for x in 坏表 %}{% endfor %}{{ 存在(坏表) }}");
	assert_str(text.str, "【坏表['1', '2']】【坏表】否");
	assert_diags(diags, "");
	assert_wrong("{% set a = 不存在 %}{{ a }}{{ a + 1 }}", UNKNOWN_NAME, 1, 12);
}

/* --- traces --- */

static const struct trace *traced(const char *source)
{
	struct text text = run_template(source);

	assert_diags(diags, "");
	assert_int_equal(text.nspans, 1);
	assert_int_equal(text.spans[0].kind, SPAN_FIGURE);
	assert_non_null(text.spans[0].trace);
	return text.spans[0].trace;
}

static void test_traces(void **state)
{
	const struct trace *t = traced("共{{ 公开01['31', '金额'] | 万元 }}");

	(void)state;
	assert_int_equal(t->kind, TRACE_CELL);
	assert_str(t->text, "公开01['31', '金额']");
	assert_str(t->origin.src->path, "公开01.csv");
	assert_int_equal(t->origin.line, 5);
	assert_int_equal(t->origin.col, 9);
	assert_str(t->unit->name, "元");
	t = traced("{{ 公开01['31'].上年 }}");
	assert_str(t->text, "公开01['收入总计','上年']");
	t = traced("{{ 收入 - 1.5万元 }}");
	assert_int_equal(t->kind, TRACE_FORMULA);
	assert_str(t->text, "-");
	assert_int_equal(t->ninputs, 2);
	assert_int_equal(t->inputs[0]->kind, TRACE_FORMULA);
	assert_str(t->inputs[0]->text, "收入");
	assert_int_equal(t->inputs[1]->kind, TRACE_LITERAL);
	assert_str(t->inputs[1]->text, "1.5万元");
	t = traced("{{ 合计(项目表, '预算') }}");
	assert_str(t->text, "合计");
	assert_int_equal(t->ninputs, 3);
}

static void test_trace_parts(void **state)
{
	static const char *const parts[] = { "增加", "54.39万元", "，增长", "6.53%", "，", "12人" };
	struct text text = run_template("较上年{{ 增减(收入, 上年收入) ~ '，' ~ 人数 }}。");

	(void)state;
	assert_str(text.str, "较上年增加54.39万元，增长6.53%，12人。");
	assert_int_equal(text.nspans, sizeof(parts) / sizeof(*parts));
	for (size_t i = 0; i < text.nspans; i++) {
		const struct span *s = &text.spans[i];

		assert_str(str_sub(text.str, s->from, s->to), parts[i]);
		assert_int_equal(s->kind, i % 2 ? SPAN_FIGURE : SPAN_WORDS);
		assert_int_equal(s->trace->words, i % 2 == 0);
	}
	for (size_t i = 0; i < 4; i++) {
		assert_str(text.spans[i].trace->text, "增减");
		assert_int_equal(text.spans[i].trace->ninputs, 2);
	}
	assert_int_equal(text.spans[4].trace->ninputs, 0); /* what was put together says no more than where */
}

/* --- bounds --- */

static char *repeat(const char *head, const char *piece, size_t n, const char *tail)
{
	size_t len = strlen(piece), at = strlen(head);
	char *text = arena_alloc(arena, at + n * len + strlen(tail) + 1);

	memcpy(text, head, at);
	for (size_t i = 0; i < n; i++, at += len)
		memcpy(text + at, piece, len);
	memcpy(text + at, tail, strlen(tail));
	return text;
}

static void assert_code(const char *source, enum diag_code code)
{
	run_template(source);
	diags_sort(diags);
	assert_int_equal(diags_count(diags), 1);
	assert_int_equal(diags_at(diags, 0)->code, code);
	diags_clear(diags);
}

static void test_nesting(void **state)
{
	(void)state;
	assert_gives(repeat("{{ ", "(", 100, repeat("1", ")", 100, " }}")), "1");
	assert_gives(repeat("{{ 0", " + 1", 400, " }}"), "400");
	assert_code(repeat("{{ ", "(", 100000, " }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ ", "[", 100000, " }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ ", "- ", 100000, "1 }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ ", "not ", 100000, "1 }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ 1", " + 1", 100000, " }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ 1", " if 1 else 1", 100000, " }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ x", ".x", 100000, " }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ 1", "|abs", 100000, " }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ ", "abs(", 100000, " }}"), DIAG_TEMPLATE_NESTING);
	assert_code(repeat("{{ [", "1,", 100000, "] }}"), DIAG_TEMPLATE_LIMIT);
}

static void test_growth(void **state)
{
	(void)state;
	assert_code(repeat("{% set x = 12345678901234567890 %}", "{% set x = x * x %}", 64, ""), DIAG_TEMPLATE_LIMIT);
	assert_code(repeat("{% set x = '0123456789' %}", "{% set x = x ~ x %}", 64, ""), DIAG_TEMPLATE_LIMIT);
	define_text("长", repeat("", "一", 1 << 20, ""));
	assert_code("{{ 'xxxxxx' | 替换('x', 长) }}", DIAG_TEMPLATE_LIMIT);
}

static void test_budget(void **state)
{
	(void)state;
	eval.steps = 1000;
	assert_code(repeat("{% for a in 公开01 %}", "{% for b in 公开01 %}", 10, repeat("{{ 1 }}", "{% endfor %}", 11, "")),
	            DIAG_TEMPLATE_BUDGET);
	run_template("{{ 1 }}"); /* spent: fails, reported already */
	assert_int_equal(diags_count(diags), 0);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, unit_setup, unit_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_precedence), TEST(test_signs), TEST(test_syntax_errors),
		TEST(test_functions_errors), TEST(test_attribute),
		TEST(test_names), TEST(test_cells), TEST(test_access_errors),
		TEST(test_units), TEST(test_kinds), TEST(test_exact),
		TEST(test_missing), TEST(test_missing_conditions), TEST(test_reported_once),
		TEST(test_traces), TEST(test_trace_parts),
		TEST(test_nesting), TEST(test_growth), TEST(test_budget),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
