/* test_template.c - templates: tags, lines that vanish, blanks, every mistake once and at its place, places, bounds. */
#include "unit_merge.h"

#include <time.h>

static void test_lines(void **state)
{
	(void)state;
	assert_gives("一\n{% if 真 %}\n二\n{% endif %}\n三\n", "一\n二\n三\n");
	assert_gives("{# 说明 #}\n一\n", "一\n");
	assert_gives("一\n  {% if 真 %}{# x #} \t\r\n二\n　{% endif %}", "一\n二\n");
	assert_gives("一{# x #}\n二\n{# 多行\n说明 #}\n三", "一\n二\n三");
	assert_gives("{% if 真 %}一\n{% endif %}二", "一\n二");
	assert_gives("{% if 真 %}{{ 1 }}{% endif %}\n二", "1\n二");
	assert_gives("{% for x in [1, 2] %}\n第{{ x }}行\n{% endfor %}\n", "第1行\n第2行\n");
	assert_gives("{% if 真 %}\n{% endif %}\n{% if 真 %}\n{% endif %}\n完", "完");
	assert_gives("\n\n{% set a = 1 %}\n\n{{ a }}\n", "\n\n\n1\n");
	assert_gives("  {# a #}  {# b #}  ", "");
	assert_gives("甲 {# a #} \n", "甲  \n");
	assert_gives("", "");
	assert_gives("只有文字。\n", "只有文字。\n");
}

static void test_blanks(void **state)
{
	(void)state;
	assert_gives("一 \n {%- if 真 -%} \n 二 {%- endif -%}\n三", "一二三");
	assert_gives("一 {#- x -#} 二", "一二");
	assert_gives("一 {#- x #} 二", "一 二");
	assert_gives("{% for x in [1, 2] -%}\n  {{ x }},\n{%- endfor %}", "1,2,");
}

static void test_if(void **state)
{
	(void)state;
	assert_gives("{% if 假 %}1{% elif 假 %}2{% elif 真 %}3{% elif 真 %}4{% else %}5{% endif %}", "3");
	assert_gives("{% if 假 %}1{% elif 假 %}2{% else %}5{% endif %}", "5");
	assert_gives("{% if 假 %}1{% endif %}|{% if 0 %}{% else %}2{% endif %}|{% if '' %}{% else %}3{% endif %}", "|2|3");
	assert_gives("{% if 职责 and 公开01 and 公开01['31'] %}1{% endif %}{% if [] %}2{% endif %}", "1");
	assert_gives("{% if 假 %}{{ 不存在 }}{% endif %}好", "好");
}

static void test_for(void **state)
{
	(void)state;
	assert_gives("{% for x in 职责 %}{{ loop.index }}/{{ loop.length }}{{ x }}{% if loop.first %}首{% endif %}"
	             "{% if loop.last %}末{% endif %} {% endfor %}",
	             "1/3受理首 2/3审批 3/3监督末 ");
	assert_gives("{% for 行 在 项目表 if 行.预算 > 120万元 %}{{ 循环.序号 }}{{ 行.名称 }}{% if 循环.末 %}。{% endif %}{% endfor %}",
	             "1政务热线2天府通办。");
	assert_gives("{% for a in [1, 2] %}{% for b in [3, 4] %}{{ a * b }},{% endfor %}{{ 循环.序号 }};{% endfor %}",
	             "3,4,1;6,8,2;");
	assert_gives("{% for r in 筛选(项目表, '类', 201) %}{{ r.预算 | 万元 }} {% endfor %}", "140.44万元 118.95万元 ");
	assert_gives("{% for r in 项目表 if 假 %}1{% else %}无{% endfor %}", "无");
	assert_gives("{% for r in (职责 if 真 else []) %}{{ r }}{% endfor %}", "受理审批监督");
}

static void test_set(void **state)
{
	(void)state;
	assert_gives("{% set 差 = 收入 - 上年收入 %}{% set 差2 = 差 * 2 %}{{ 差2 }}", "108.78万元");
	assert_gives("{% set a = 1 %}{% for x in [1] %}{% set a = 2 %}{{ a }}{% endfor %}{{ a }}", "21");
	assert_gives("{% if 真 %}{% set a = 1 %}{% endif %}{{ a }}", "1");
	/* What a run of a loop sets, the next one does not see. */
	assert_wrong("{% for x in [1, 2] %}{% if x == 2 %}{{ b }}{% endif %}{% set b = 1 %}{% endfor %}", UNKNOWN_NAME, 1, 40);
	assert_wrong("{% for x in [1] %}{% set b = 1 %}{% endfor %}{{ b }}{{ 1 }}", UNKNOWN_NAME, 1, 49);
	assert_gives("{% set a = 缺 %}{{ a | 默认(3) }}", "3");
	assert_wrong("{% set z = 1 %}{{ z }}{{ 缺 }}", MISSING_VALUE, 1, 26);
	assert_wrong("{{ z }}", UNKNOWN_NAME, 1, 4); /* nor the next template */
}

static void test_open(void **state)
{
	(void)state;
	assert_wrong("一\n二{{ 年度\n三", TEMPLATE_OPEN, 2, 2);
	assert_wrong("{{ 年度 文字 {{ 年度 }}", TEMPLATE_OPEN, 1, 1);
	assert_wrong("{{ 年度 %}", TEMPLATE_OPEN, 1, 1);
	assert_wrong("{% if 真 }}一{% endif %}", TEMPLATE_OPEN, 1, 1);
	assert_wrong("{% if 真\n一{% endif %}", TEMPLATE_OPEN, 1, 1);
	assert_wrong("一{# 说明\n二{{ 年度 }}", TEMPLATE_OPEN, 1, 2);
	assert_wrong("{% if 真 %}一", TEMPLATE_OPEN, 1, 1);
	assert_wrong("{% if 真 %}{% for x in 职责 %}一{% endif %}", TEMPLATE_OPEN, 1, 11);
	run_template("{% for x in 职责 %}{% if 真 %}");
	assert_diags(diags, "t.txt:1:1: error: '{% for x in 职责 %}' is not closed [template-open]\n"
	                    "t.txt:1:18: error: '{% if 真 %}' is not closed [template-open]\n");
}

static void test_unbalanced(void **state)
{
	(void)state;
	assert_wrong("一{% endif %}", TEMPLATE_UNBALANCED, 1, 2);
	assert_wrong("{% endfor %}", TEMPLATE_UNBALANCED, 1, 1);
	assert_wrong("{% else %}", TEMPLATE_UNBALANCED, 1, 1);
	assert_wrong("{% elif 真 %}", TEMPLATE_UNBALANCED, 1, 1);
	assert_wrong("{% if 真 %}{% else %}{% elif 真 %}{% endif %}", TEMPLATE_UNBALANCED, 1, 21);
	assert_wrong("{% if 真 %}{% else %}{% else %}{% endif %}", TEMPLATE_UNBALANCED, 1, 21);
	assert_wrong("{% for x in 职责 %}{% elif 真 %}{% endfor %}", TEMPLATE_UNBALANCED, 1, 18);
	assert_wrong("一 }} 二", TEMPLATE_UNBALANCED, 1, 3);
	assert_wrong("一 %} 二", TEMPLATE_UNBALANCED, 1, 3);
	assert_wrong("一 #} 二", TEMPLATE_UNBALANCED, 1, 3);
	assert_gives("单个 { } % # 不是标记，5% #1 也不是", "单个 { } % # 不是标记，5% #1 也不是");
}

static void test_tags(void **state)
{
	(void)state;
	assert_wrong("{% while 真 %}", TEMPLATE_TAG, 1, 4);
	assert_wrong("{% %}", TEMPLATE_TAG, 1, 4);
	assert_wrong("{% if 真 %}一{% endfi %}", TEMPLATE_TAG, 1, 15);
	assert_wrong("{% if 真 %}一{% end %}", TEMPLATE_TAG, 1, 15);
	assert_wrong("{% if 真 %}一{% esle %}二{% endif %}", TEMPLATE_TAG, 1, 15);
	assert_wrong("{% if 真 x %}一{% endif %}", EXPR_SYNTAX, 1, 9);
	assert_wrong("{% if %}一{% endif %}", EXPR_SYNTAX, 1, 7);
	assert_wrong("{% if 真 %}一{% endif 二 %}", EXPR_SYNTAX, 1, 21);
	assert_wrong("{% for 1 in 职责 %}{% endfor %}", EXPR_SYNTAX, 1, 8);
	assert_wrong("{% for x of 职责 %}{% endfor %}", EXPR_SYNTAX, 1, 10);
	assert_wrong("{% set x 1 %}", EXPR_SYNTAX, 1, 10);
	assert_wrong("{% set x == 1 %}", EXPR_SYNTAX, 1, 10);
	assert_wrong("{% set 空 = 1 %}", EXPR_SYNTAX, 1, 8);
	assert_wrong("｛｛ 年度 ｝｝", TEMPLATE_TAG, 1, 1);
	assert_wrong("一｛％ if 真 }}{{ 年度 }}", TEMPLATE_TAG, 1, 2);
	assert_wrong("一｛｛ 年度", TEMPLATE_TAG, 1, 2);
	assert_wrong("一｝｝{{ 年度 }}", TEMPLATE_TAG, 1, 2);
}

/* Two readings of one spelling: a wrong sign or unit must not slip through. */
static void test_ambiguous(void **state)
{
	(void)state;
	assert_gives("{{ -5 }} {{ 5%}} {% if 率 > 5%%}高{% endif %}{% if 5 > 4 %}。{% endif %}", "-5 5% 高。");
	assert_wrong("{{-5 }}", TEMPLATE_AMBIGUOUS, 1, 1);
	assert_wrong("{% if 率 > 5%}高{% endif %}", TEMPLATE_AMBIGUOUS, 1, 11);
	run_template("{{-5 }}{% if 2 > 1%}{% endif %}");
	assert_diags(diags, "t.txt:1:1: error: '{{-' can be read in two ways; write '{{ -' [template-ambiguous]\n"
	                    "t.txt:1:18: error: '1%}' can be read in two ways; write '1 %}' [template-ambiguous]\n");
}

static void test_all_at_once(void **state)
{
	(void)state;
	run_template("{{ 1 + }}\n{% if %}\n{{ 万圆(1) }}\n{% endif %}\n{% endfor %}");
	assert_int_equal(diags_count(diags), 4);
	assert_diag(diags, 0, EXPR_SYNTAX, 1, 8);
	assert_diag(diags, 1, EXPR_SYNTAX, 2, 7);
	assert_diag(diags, 2, UNKNOWN_FUNCTION, 3, 4);
	assert_diag(diags, 3, TEMPLATE_UNBALANCED, 5, 1);
}

static void test_run_errors(void **state)
{
	struct text text = run_template("甲{{ 不存在 }}乙{% if 不存在2 %}x{% else %}y{% endif %}丙{% for a in 收入 %}z{% endfor %}丁");

	(void)state;
	assert_str(text.str, "甲【不存在】乙【不存在2】丙【收入】丁");
	assert_int_equal(text.nspans, 3);
	for (size_t i = 0; i < 3; i++)
		assert_int_equal(text.spans[i].kind, SPAN_MISSING);
	assert_int_equal(diags_count(diags), 3);
	assert_diag(diags, 2, TYPE_MISMATCH, 1, 61);
	diags_clear(diags);
	assert_wrong("{% for x in 缺 %}{% endfor %}", MISSING_VALUE, 1, 13);
	assert_wrong("{% for x in 职责 if x > 1 %}{% endfor %}", TYPE_MISMATCH, 1, 23);
	text = run_template("{{ '一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十' + 1 }}");
	assert_int_equal(text.nspans, 1);
	assert_true(text.str.len < 150);
}

static void test_places(void **state)
{
	struct text text = run_template("一\n{% if 真 %}\n收入{{ 收入 }}。\n{% endif %}\n尾");

	(void)state;
	assert_str(text.str, "一\n收入886.81万元。\n尾");
	assert_int_equal(text_origin(&text, 4).line, 3);
	assert_int_equal(text_origin(&text, 7).col, 2);
	assert_int_equal(text_origin(&text, 12).line, 3);
	assert_int_equal(text_origin(&text, 12).col, 3);
	assert_int_equal(text_origin(&text, 22).col, 11);
	assert_int_equal(text_origin(&text, text.str.len - 3).line, 5);
	assert_int_equal(text_origin(&text, text.str.len - 3).col, 1);
}

/* A tree depends on the text alone: the same one runs in another scope. */
static void test_reuse(void **state)
{
	const struct source *src = unit_source(arena, "t.txt", "{{ x }}{% set x = 5 %}{{ x }}");
	struct template *t = template_parse(arena, src, 0, src->text.len, diags);
	struct text text;

	(void)state;
	assert_non_null(t);
	for (int i = 1; i < 4; i++) {
		char expected[16];

		define_number("x", i, 1, NULL);
		assert_true(template_run(t, &eval, &text));
		snprintf(expected, sizeof(expected), "%d5", i);
		assert_str(text.str, expected);
	}
	t = template_parse(arena, src, 0, 7, diags);
	assert_true(template_run(t, &eval, &text));
	assert_str(text.str, "3");
}

static void test_attribute(void **state)
{
	struct source src = { .path = STR("r.xml") };
	struct template *t = template_parse_at(arena, STR("第{{ 年度 }}{{ y }}"), (struct origin){ &src, 9, 20 }, diags);
	struct text text;

	(void)state;
	assert_non_null(t);
	assert_false(template_run(t, &eval, &text));
	assert_str(text.str, "第2022【y】");
	assert_diag(diags, 0, UNKNOWN_NAME, 9, 32);
	assert_int_equal(text_origin(&text, 3).col, 21);
}

/* --- bounds and speed --- */

static char *repeat(const char *piece, size_t n, const char *tail)
{
	size_t len = strlen(piece);
	char *text = arena_alloc(arena, n * len + strlen(tail) + 1);

	for (size_t i = 0; i < n; i++)
		memcpy(text + i * len, piece, len);
	memcpy(text + n * len, tail, strlen(tail));
	return text;
}

static void test_bounds(void **state)
{
	char *deep = repeat("{% if 真 %}", 200, repeat("{% endif %}", 200, ""));

	(void)state;
	assert_gives(deep, "");
	assert_wrong(repeat("{% if 真 %}", 100000, ""), TEMPLATE_NESTING, 1, 1 + 10 * 200);
	assert_gives(repeat("{% if 1 > 2 %}", 1, repeat("{% elif 0 > 1 %}", 100000, "{% endif %}")), "");
}

static void test_output_limit(void **state)
{
	char *big = repeat("一二三四五六七八九十", 1 << 16, "");

	(void)state;
	define_text("长", big);
	run_template("{% for a in 公开01 %}{% for b in 公开01 %}{{ 长 }}{% endfor %}{% endfor %}{{ 不再运行 }}");
	assert_int_equal(diags_count(diags), 1);
	assert_diag(diags, 0, TEMPLATE_LIMIT, 1, 39);
}

/* Input that must not cost the square of its length: each takes some milliseconds. */
static void test_pathological(void **state)
{
	static const char *const pieces[] = {
		"{{", "{%", "{#", "}}", "{{ \"", "{{ “", "{{ '{{ ", "｛｛", "{% if \"", "{% endif %}\n", "{{ x", "\n{# #}",
	};
	clock_t start = clock();

	(void)state;
	for (size_t i = 0; i < sizeof(pieces) / sizeof(*pieces); i++) {
		run_template(repeat(pieces[i], 100000, ""));
		diags_clear(diags);
	}
	run_template(repeat("{{ “", 1, repeat("“", 200000, "")));
	run_template(repeat("{{ ", 1, repeat("“ ' \" ‘ ", 50000, "")));
	assert_true((clock() - start) / CLOCKS_PER_SEC < 60);
}

static void test_many_runs(void **state)
{
	struct buf csv;
	struct text text;

	(void)state;
	buf_init(&csv);
	buf_z(&csv, "名称,金额\n");
	for (int i = 0; i < 100000; i++)
		buf_printf(&csv, "项目%d,%d.50\n", i, i);
	define_table(unit_table("大表", csv.ptr, "名称", "元", true));
	text = run_template("{% for 行 in 大表 %}{{ 循环.序号 }}{{ 行.名称 }}{{ 行.金额 | 万元 }}\n{% endfor %}{{ 合计(大表, '金额') | 万元 }}");
	assert_diags(diags, "");
	assert_true(str_ends(text.str, STR("100000项目9999910.00万元\n500000.00万元")));
	assert_true(text.nspans > 200000);
	text = text_slice(arena, &text, text.str.len - 15, text.str.len);
	assert_str(text.str, "500000.00万元");
	assert_int_equal(text.nspans, 1);
	buf_release(&csv);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, unit_setup, unit_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_lines), TEST(test_blanks), TEST(test_if), TEST(test_for),
		TEST(test_set), TEST(test_open), TEST(test_unbalanced),
		TEST(test_tags), TEST(test_ambiguous), TEST(test_all_at_once),
		TEST(test_run_errors), TEST(test_places), TEST(test_reuse),
		TEST(test_attribute), TEST(test_bounds), TEST(test_output_limit), TEST(test_pathological), TEST(test_many_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
