/* func_share.c - shares that add up, and the sentence about those that do not: 占比组 尾差说明. */
#include <stdlib.h>

#include "merge/func.h"

/* --- 占比组: the largest remainder (Hamilton) --- */

struct part {
	size_t i;
	int64_t units;       /* of the last decimal */
	struct number rest;  /* what rounding down took away */
};

static int by_rest(const void *a, const void *b)
{
	const struct part *p = a, *q = b;
	int order = number_cmp(q->rest, p->rest);

	return order ? order : p->i < q->i ? -1 : 1;
}

static int by_place(const void *a, const void *b)
{
	const struct part *p = a, *q = b;

	return p->i < q->i ? -1 : 1;
}

static struct number floor_of(struct arena *arena, struct number n)
{
	return number_is_int(n) ? n : number_round(arena, number_sub(arena, n, number_ratio(1, 2)), 0);
}

static bool list_of(struct call *c, struct value *list)
{
	if (c->n > 1)
		return func_column(c, list);
	*list = c->args[0];
	return list->kind == VALUE_LIST || arg_fail(c, 0, BOTH("a list, or a table and a column", "列表，或表和列"));
}

/* The items in one unit, as rates take them, none negative, and their sum. A missing one makes *out missing. */
static bool take_items(struct call *c, const struct value *list, struct value *items, struct value *total, struct value *out)
{
	for (size_t i = 0; i < list->nitems; i++) {
		if (null_result(&list->items[i], out))
			return true;
		if (list->items[i].kind != VALUE_NUMBER || number_sign(list->items[i].number) < 0)
			return arg_fail(c, c->n - 1, BOTH("numbers, none negative", "非负数值"));
		items[i] = rate_operand(c, list->items[i]);
		if (i == 0) {
			*total = items[0];
		} else if (units_align(c->eval->arena, total, &items[i])) {
			total->number = number_add(c->eval->arena, total->number, items[i].number);
		} else {
			report_units(c->eval, c->x->at, ",", total, &items[i]);
			return false;
		}
	}
	return true;
}

static void divide(struct call *c, const struct value *items, size_t n, struct number total, int64_t whole, struct part *parts)
{
	struct arena *arena = c->eval->arena;
	int64_t left = whole;

	for (size_t i = 0; i < n; i++) {
		struct number quota = number_div(arena, number_mul(arena, items[i].number, number_from(whole)), total);
		struct number down = floor_of(arena, quota);

		parts[i] = (struct part){ .i = i, .rest = number_sub(arena, quota, down) };
		number_to_int(down, &parts[i].units);
		left -= parts[i].units;
	}
	qsort(parts, n, sizeof(*parts), by_rest);
	for (size_t i = 0; i < n && left > 0; i++, left--)
		parts[i].units++;
	qsort(parts, n, sizeof(*parts), by_place);
}

/* The items, added up. */
static void total_trace(struct call *c, struct value *total, const struct value *items, size_t n)
{
	struct value inputs[TRACE_INPUTS];

	for (size_t i = 0; i < n && i < TRACE_INPUTS; i++)
		inputs[i] = items[i];
	if (n > TRACE_INPUTS) {
		struct trace whole = { .number = total->number, .unit = total->unit };

		inputs[0].trace = trace_range(c->eval->arena, items[0].trace, items[n - 1].trace, &whole, n);
	}
	trace_formula(c->eval, c->x, STR("合计"), total, inputs, n > TRACE_INPUTS ? 1 : n)->written = STR("");
}

/* A share as it is given out rests on the exact one, that on its item and the total. */
static void share_value(struct call *c, const struct value *item, const struct value *total, const struct part *part, int64_t one,
                        struct value *out)
{
	struct number exact = number_div(c->eval->arena, number_mul(c->eval->arena, item->number, number_from(100)), total->number);
	struct value of[2] = { *item, *total }, quota = number_value(exact, unit_percent());

	trace_formula(c->eval, c->x, STR("占比"), &quota, of, 2)->written = str_printf(c->eval->arena, "占比(第%zu项)", part->i + 1);
	*out = number_value(number_ratio(part->units, one), unit_percent());
	trace_formula(c->eval, c->x, c->x->func->zh, out, &quota, 1);
}

/* Percentages with the report's decimals that add up to exactly 100. A share may so differ by one in the last place from the one that
 * is rounded by itself. */
bool func_shares(struct call *c, struct value *out)
{
	struct value list, total = number_value(number_from(0), NULL), *items, *shares;
	int digits = policy_digits(&c->eval->policy, unit_percent());
	int64_t one = 1;
	struct part *parts;

	*out = (struct value){ .kind = VALUE_LIST };
	if (!list_of(c, &list) || !eval_spend(c->eval, c->x->at, list.nitems * 16))
		return false;
	items = arena_array(c->eval->arena, list.nitems, sizeof(*items));
	if (!take_items(c, &list, items, &total, out))
		return false;
	if (out->kind == VALUE_NULL || !list.nitems)
		return true;
	if (number_sign(total.number) == 0) {
		diag_use(c->eval->diags, DIVISION_BY_ZERO, value_cause(&items[0]), c->x->at, expr_clip(c->eval->arena, c->x->text), STR("0"));
		return false;
	}
	for (int i = digits < 0 ? 2 : digits; i > 0; i--)
		one *= 10;
	parts = arena_array(c->eval->arena, list.nitems, sizeof(*parts));
	divide(c, items, list.nitems, total.number, one * 100, parts);
	total_trace(c, &total, items, list.nitems);
	shares = arena_array(c->eval->arena, list.nitems, sizeof(*shares));
	for (size_t i = 0; i < list.nitems; i++)
		share_value(c, &items[parts[i].i], &total, &parts[i], one, &shares[i]);
	out->items = shares;
	out->nitems = list.nitems;
	return true;
}

/* --- 尾差说明 --- */

struct tail {
	struct call *call;
	struct value exact, shown;  /* what the parts add up to: exactly, and as they are printed */
	size_t n;
	struct value inputs[TRACE_INPUTS];
	size_t ninputs;
};

/* In the unit it is printed in. */
static struct value in_print(const struct eval *e, struct value v)
{
	const struct unit *amounts = policy_amounts(&e->policy);

	if (v.unit && v.unit->dimension == amounts->dimension) {
		v.number = value_in(e->arena, &v, amounts);
		v.unit = amounts;
	}
	return v;
}

/* Decimals of a kind of figure, whatever this one prints with. */
static int kind_digits(const struct eval *e, const struct value *v)
{
	int declared = policy_digits(&e->policy, v->unit);

	if (declared >= 0)
		return declared;
	return v->unit && v->unit->digits <= 18 ? v->unit->digits : value_digits(e->arena, v, &e->policy);
}

static void add(struct arena *arena, struct value *sum, const struct value *v, bool first)
{
	sum->number = first ? v->number : number_add(arena, sum->number, v->number);
	sum->unit = v->unit;
}

static bool add_part(struct tail *t, size_t arg, const struct value *part, const struct value *total)
{
	struct eval *e = t->call->eval;
	struct value v, same = *total;

	if (part->kind != VALUE_NUMBER)
		return arg_fail(t->call, arg, BOTH("numbers", "数值"));
	v = in_print(e, *part);
	if (!units_align(e->arena, &same, &v)) {
		report_units(e, t->call->x->at, ",", total, part);
		return false;
	}
	if (t->ninputs < TRACE_INPUTS)
		t->inputs[t->ninputs++] = *part;
	add(e->arena, &t->exact, &v, t->n == 0);
	v.number = number_round(e->arena, v.number, kind_digits(e, &v));
	add(e->arena, &t->shown, &v, t->n == 0);
	t->n++;
	return true;
}

static bool add_parts(struct tail *t, const struct value *total, struct value *out)
{
	struct call *c = t->call;

	for (size_t arg = 1; arg < c->n; arg++) {
		const struct value *v = &c->args[arg];
		size_t n = v->kind == VALUE_LIST ? v->nitems : 1;

		for (size_t i = 0; i < n; i++) {
			const struct value *part = v->kind == VALUE_LIST ? &v->items[i] : v;

			if (null_result(part, out))
				return true;
			if (!add_part(t, arg, part, total))
				return false;
		}
	}
	return true;
}

static bool no_tail(struct tail *t, const struct value *total)
{
	struct eval *e = t->call->eval;
	struct buf sum, whole;

	buf_init(&sum);
	buf_init(&whole);
	value_print(&sum, e->arena, &t->exact, &e->policy);
	value_print(&whole, e->arena, total, &e->policy);
	diag_use(e->diags, NOT_A_TAIL, value_cause(&t->inputs[0]), t->call->x->at, expr_clip(e->arena, t->call->x->text), buf_as_str(&sum),
	         buf_as_str(&whole));
	buf_release(&sum);
	buf_release(&whole);
	return false;
}

static struct number ulp(struct arena *arena, int digits)
{
	struct number n = number_from(1);

	for (; digits > 0; digits--)
		n = number_div(arena, n, number_from(10));
	return n;
}

static struct value sentence(struct tail *t, struct value *difference, int digits)
{
	struct call *c = t->call;
	struct phrase p;

	trace_formula(c->eval, c->x, c->x->func->zh, difference, t->inputs, t->ninputs);
	phrase_init(&p, c->eval->arena);
	phrase_word(&p, STR("各分项之和与总数相差"));
	phrase_number(&p, difference, digits);
	phrase_word(&p, STR("，系四舍五入形成的尾差。"));
	return phrase_take(&p);
}

/* Counts and plain numbers are exact: they have no tails. */
static bool rounds(const struct value *v)
{
	return v->unit && (v->unit->kind == UNIT_MONEY || v->unit->kind == UNIT_PERCENT);
}

/* The sentence when the printed parts do not add up to the printed total and rounding explains it, an empty text when they do; more
 * than n + 1 roundings can make is an error. */
bool func_tail(struct call *c, struct value *out)
{
	struct tail t = { .call = c };
	struct arena *arena = c->eval->arena;
	struct value total, difference;
	struct number most, off;
	int digits;

	if (!arg_number(c, 0))
		return false;
	total = in_print(c->eval, c->args[0]);
	digits = kind_digits(c->eval, &total);
	t.inputs[t.ninputs++] = c->args[0];
	*out = (struct value){ .kind = VALUE_TEXT };
	if (!add_parts(&t, &total, out))
		return false;
	if (out->kind == VALUE_NULL || t.n == 0)
		return true;
	most = rounds(&total) ? number_mul(arena, ulp(arena, digits), number_ratio((int64_t)t.n + 1, 2)) : number_from(0);
	off = number_abs(arena, number_sub(arena, t.exact.number, total.number));
	if (number_cmp(off, most) > 0)
		return no_tail(&t, &total);
	off = number_sub(arena, t.shown.number, number_round(arena, total.number, digits));
	difference = number_value(number_abs(arena, off), total.unit);
	if (number_sign(off) != 0)
		*out = sentence(&t, &difference, digits);
	return true;
}
