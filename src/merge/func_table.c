/* func_table.c - the functions by name, calling them, and what all of them need from their arguments. */
#include "merge/func.h"

#define TEXT(s) { s, sizeof(s) - 1 }

static const struct func funcs[] = {
#define FUNC(fn, zh, en, min, max, lazy, usage) { TEXT(zh), TEXT(en), min, max, lazy, func_##fn, TEXT(usage) },
#include "merge/func_list.h"
#undef FUNC
};

enum { NFUNCS = sizeof(funcs) / sizeof(*funcs) };

const struct func *func_find(struct str name)
{
	for (size_t i = 0; i < NFUNCS; i++)
		if (str_eq(funcs[i].zh, name) || str_eq(funcs[i].en, name))
			return &funcs[i];
	return NULL;
}

struct str func_nearest(struct str name)
{
	struct nearest near = nearest_to(name);

	for (size_t i = 0; i < NFUNCS; i++) {
		nearest_try(&near, funcs[i].zh);
		nearest_try(&near, funcs[i].en);
	}
	return near.best;
}

/* A text may not grow without end, nor a loop make many long ones. */
static bool check_size(struct call *c, const struct value *out)
{
	if (out->kind != VALUE_TEXT || out->text.len < 1024)
		return true;
	if (out->text.len <= VALUE_TEXT_BYTES)
		return eval_spend(c->eval, c->x->at, out->text.len / 64);
	diag(c->eval->diags, TEMPLATE_LIMIT, c->x->at, expr_clip(c->eval->arena, c->x->text), STR("16 MB"));
	return false;
}

bool eval_call(const struct expr *x, struct eval *e, struct value *out)
{
	struct value args[FUNC_ARGS];
	struct call c = { .x = x, .eval = e, .args = args, .n = x->nkids };

	if (x->func->lazy)
		return x->func->run(&c, out);
	if (!eval_kids(x, e, args))
		return false;
	for (size_t i = 0; i < c.n; i++)
		if (null_result(&args[i], out))
			return true;
	return x->func->run(&c, out) && check_size(&c, out);
}

/* --- arguments --- */

bool arg_fail(struct call *c, size_t i, const char *expected)
{
	return report_type(c->eval, c->x->kids[i]->origin, c->x->name, expected, c->x->kids[i]->text, &c->args[i]);
}

bool arg_bad(struct call *c, size_t i)
{
	diag(c->eval->diags, BAD_ARGUMENTS, c->x->kids[i]->origin, c->x->func->usage,
	     expr_clip(c->eval->arena, c->x->kids[i]->text));
	return false;
}

bool arg_number(struct call *c, size_t i)
{
	return c->args[i].kind == VALUE_NUMBER || arg_fail(c, i, BOTH("a number", "数值"));
}

bool arg_money(struct call *c, size_t i)
{
	const struct value *v = &c->args[i];

	return (v->kind == VALUE_NUMBER && v->unit && v->unit->dimension == unit_yuan()->dimension) ||
	       arg_fail(c, i, BOTH("an amount in 元 or 万元", "以元、万元等为单位的金额"));
}

bool arg_text(struct call *c, size_t i)
{
	return c->args[i].kind == VALUE_TEXT || arg_fail(c, i, BOTH("a text", "文字"));
}

bool args_all(struct call *c, bool (*check)(struct call *, size_t))
{
	bool ok = true;

	for (size_t i = 0; i < c->n; i++)
		ok &= check(c, i);
	return ok;
}

bool arg_digits(struct call *c, size_t i, int *digits)
{
	int64_t n;

	if (i >= c->n)
		return true;
	if (c->args[i].kind != VALUE_NUMBER || !number_to_int(c->args[i].number, &n) || n < 0 || n > 18)
		return arg_bad(c, i);
	*digits = (int)n;
	return true;
}

/* --- results --- */

void call_trace(struct call *c, struct value *v)
{
	trace_formula(c->eval, c->x, c->x->func->zh, v, c->args, c->n);
}

struct value call_figure(struct call *c, const struct value *v, int digits, enum number_group group)
{
	struct phrase p;
	struct buf b;

	buf_init(&b);
	number_print(&b, v->number, digits, group);
	print_unit(&b, v->unit);
	phrase_init(&p, c->eval->arena);
	phrase_figure(&p, buf_as_str(&b), v->trace);
	buf_release(&b);
	return phrase_take(&p);
}
