/* unit_merge.h - what the tests of expressions and templates share: two tables, some names, and running a line. */
#ifndef KANYIN_TESTS_UNIT_MERGE_H
#define KANYIN_TESTS_UNIT_MERGE_H

#include "unit.h"

#include "merge/template.h"

static struct arena *arena;
static struct diags *diags;
static struct eval eval;

__attribute__((unused)) static struct table *unit_table(const char *name, const char *csv, const char *keys, const char *unit,
                                                        bool blank_is_zero)
{
	static const struct table_column columns[] = {
		{ .label = STR("行次"), .id = STR("line"), .type = COLUMN_TEXT }, { .label = STR("金额"), .type = COLUMN_NUMBER },
		{ .label = STR("上年"), .id = STR("last"), .type = COLUMN_NUMBER },
	};
	static const struct origin origins[3];
	struct table_spec spec = {
		.name = str_from(name), .encoding = STR("auto"), .unit = str_from(unit), .keys = str_from(keys), .header = 1,
		.blank_is_zero = blank_is_zero, .columns = columns, .column_origins = origins,
		.ncolumns = strstr(csv, "行次") ? 3 : 0,
	};
	struct source *src = arena_make(arena, struct source);

	src->path = str_printf(arena, "%s.csv", name);
	return table_parse_csv(arena, src, str_from(csv), &spec, diags);
}

__attribute__((unused)) static void define_number(const char *name, int64_t num, int64_t den, const char *unit)
{
	struct value v = { .kind = VALUE_NUMBER, .number = number_ratio(num, den) };

	v.unit = unit ? unit_find(str_from(unit)) : NULL;
	scope_set(eval.scope, str_from(name), v);
}

__attribute__((unused)) static void define_text(const char *name, const char *text)
{
	scope_set(eval.scope, str_from(name), (struct value){ .kind = VALUE_TEXT, .text = str_from(text) });
}

__attribute__((unused)) static void define_table(struct table *t)
{
	assert_non_null(t);
	scope_set(eval.scope, t->name, (struct value){ .kind = VALUE_TABLE, .table = t });
}

static const char gk01[] =
	"项目,行次,金额,上年\n"
	"一般公共预算财政拨款收入,1,\"8,868,120.00\",8324200\n"
	"其他收入,8,0,—\n"
	"本年收入合计,27,8868120,8324200\n"
	"收入总计,31,8868120,8324200\n"
	"结转,32,,5\n"
	"结转,33,7,5\n"
	"坏,34,8,abc\n";

static const char projects[] =
	"名称,类,预算,执行,备注\n"
	"政务热线,201,1404400,1404400,按期\n"
	"物业管理,201,1189476,1189476,\n"
	"天府通办,208,1800000,1772851,拨付较晚\n";

/* The table 公开01 has a bad cell, so the fixture starts with one error: it is cleared. */
__attribute__((unused)) static int unit_setup(void **state)
{
	static const struct value duties[] = {
		{ .kind = VALUE_TEXT, .text = STR("受理") },
		{ .kind = VALUE_TEXT, .text = STR("审批") },
		{ .kind = VALUE_TEXT, .text = STR("监督") },
	};

	(void)state;
	arena = arena_new();
	diags = diags_new();
	eval = (struct eval){ .arena = arena, .diags = diags, .scope = scope_new(arena, NULL), .steps = EVAL_STEPS };
	eval.policy = (struct number_policy){ .amounts = unit_find(STR("万元")), .digits = 2 };
	define_table(unit_table("公开01", gk01, "项目 行次", "元", true));
	define_table(unit_table("项目表", projects, "", "元", false));
	diags_clear(diags);
	define_number("年度", 2022, 1, NULL);
	define_number("收入", 88681, 100, "万元");
	define_number("上年收入", 83242, 100, "万元");
	define_number("支出元", 8868120, 1, "元");
	define_number("人数", 12, 1, "人");
	define_number("车辆", 2, 1, "辆");
	define_number("率", 653, 100, "%");
	define_number("无", 0, 1, "万元");
	define_text("部门", "阿坝州政府政务服务中心");
	define_text("日期", "2022-12-31");
	scope_set(eval.scope, STR("职责"), (struct value){ .kind = VALUE_LIST, .items = duties, .nitems = 3 });
	scope_set(eval.scope, STR("缺"), (struct value){ .kind = VALUE_NULL, .text = STR("缺") });
	return 0;
}

__attribute__((unused)) static int unit_teardown(void **state)
{
	(void)state;
	diags_drop(diags);
	arena_drop(arena);
	return 0;
}

/* The text a template gives, errors or not. */
__attribute__((unused)) static struct text run_template(const char *source)
{
	const struct source *src = unit_source(arena, "t.txt", source);
	struct template *t = template_parse(arena, src, 0, src->text.len, diags);
	struct text text = { 0 };

	if (t)
		template_run(t, &eval, &text);
	return text;
}

/* A template and what it must give, without a diagnostic. */
#define assert_gives(source, expected) unit_assert_gives((source), (expected), __FILE__, __LINE__)
__attribute__((unused)) static void unit_assert_gives(const char *source, const char *expected, const char *file, int line)
{
	struct text text = run_template(source);

	unit_assert_str(text.str, expected, file, line);
	unit_assert_diags(diags, "", file, line);
}

/* A template and the one thing that is wrong with it: code, line, column. */
#define assert_wrong(source, code, line, col) unit_assert_wrong((source), DIAG_##code, (line), (col), __FILE__, __LINE__)
__attribute__((unused)) static void unit_assert_wrong(const char *source, enum diag_code code, int line, int col,
                                                      const char *file, int at)
{
	run_template(source);
	unit_assert_diag(diags, 0, code, line, col, file, at);
	if (diags_count(diags) != 1) {
		unit_assert_diags(diags, "(one diagnostic)", file, at);
	}
	diags_clear(diags);
}

#endif
