/* fuzz_expr.c - any valid UTF-8 as an expression: parses or is reported, evaluates or is reported, and prints as valid UTF-8. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "merge/expr.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check(bool fine)
{
	if (!fine)
		abort();
}

static void define(struct eval *e)
{
	struct table_spec spec = { .name = STR("表"), .encoding = STR("auto"), .unit = STR("元"), .keys = STR("项目 行次") };
	struct source *src = arena_make(e->arena, struct source);
	struct value table = { .kind = VALUE_TABLE }, amount = { .kind = VALUE_NUMBER, .number = number_ratio(88681, 100) };

	spec.header = 1;
	src->path = STR("t.csv");
	table.table = table_parse_csv(e->arena, src, STR("项目,行次,金额,备注\n甲,1,\"1,234.50\",a\n乙,2,,\n乙,3,-7,b\n"), &spec, e->diags);
	amount.unit = unit_find(STR("万元"));
	scope_set(e->scope, STR("表"), table);
	scope_set(e->scope, STR("额"), amount);
	scope_set(e->scope, STR("缺"), (struct value){ .kind = VALUE_NULL, .text = STR("缺") });
}

static void print(struct eval *e, const struct value *v)
{
	struct buf out;

	buf_init(&out);
	if (v->kind == VALUE_NUMBER)
		value_print(&out, e->arena, v, &e->policy);
	if (v->kind == VALUE_TEXT)
		buf_str(&out, v->text);
	check(utf8_check(buf_as_str(&out)) < 0);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct str text = { (const char *)bytes, size };
	struct source src = { .path = STR("f"), .text = text };
	struct eval e = { .steps = 100000, .policy = { .digits = 2 } };
	const struct expr *x;
	struct value v;

	if (size > 8192 || utf8_check(text) >= 0)
		return 0;
	e.arena = arena_new();
	e.diags = diags_new();
	e.scope = scope_new(e.arena, NULL);
	define(&e);
	check(diags_errors(e.diags) == 0);
	x = expr_parse_at(e.arena, text, (struct origin){ &src, 1, 1 }, e.diags);
	check((x != NULL) == (diags_errors(e.diags) == 0));
	if (x && expr_eval(x, &e, &v)) {
		check(diags_errors(e.diags) == 0);
		print(&e, &v);
	} else {
		check(diags_errors(e.diags) > 0);
	}
	diags_drop(e.diags);
	arena_drop(e.arena);
	return 0;
}
