/* fuzz_template.c - any valid UTF-8 as a template: it compiles or is reported, runs or is reported; the text is valid UTF-8 and
 * its spans and places are in order. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "merge/template.h"

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

static void check_text(const struct text *text)
{
	size_t at = 0;

	check(utf8_check(text->str) < 0);
	for (size_t i = 0; i < text->nspans; i++) {
		check(text->spans[i].from >= at && text->spans[i].to > text->spans[i].from);
		at = text->spans[i].to;
	}
	check(at <= text->str.len);
	check(text->nplaces > 0 || text->str.len == 0);
	for (size_t i = 1; i < text->nplaces; i++)
		check(text->places[i].at > text->places[i - 1].at);
	for (size_t pos = 0; pos < text->str.len; utf8_next(text->str, &pos))
		check(text_origin(text, pos).line >= 1);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct str text = { (const char *)bytes, size };
	struct source src = { .path = STR("f"), .text = text };
	struct eval e = { .steps = 100000, .policy = { .digits = 2 } };
	struct template *t;
	struct text out;

	if (size > 8192 || utf8_check(text) >= 0)
		return 0;
	e.arena = arena_new();
	e.diags = diags_new();
	e.scope = scope_new(e.arena, NULL);
	define(&e);
	check(diags_errors(e.diags) == 0);
	t = template_parse(e.arena, &src, 0, size, e.diags);
	check((t != NULL) == (diags_errors(e.diags) == 0));
	if (t) {
		bool fine = template_run(t, &e, &out);

		check(fine == (diags_errors(e.diags) == 0));
		check_text(&out);
	}
	diags_drop(e.diags);
	arena_drop(e.arena);
	return 0;
}
