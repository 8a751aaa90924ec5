/* func_print.c - figures as text: 万元 亿元 元 数 千分位 百分比 百分点 大写 中文数字. The one rounding happens here. */
#include "merge/func.h"

/* 万元, 亿元, 千元, 元: the function is called like its unit. */
bool func_amount(struct call *c, struct value *out)
{
	const struct unit *unit = unit_find(c->x->func->zh);
	int digits = policy_digits(&c->eval->policy, unit);
	struct value v = c->args[0];

	if (!arg_money(c, 0) || !arg_digits(c, 1, &digits))
		return false;
	v.number = value_in(c->eval->arena, &v, unit);
	v.unit = unit;
	*out = call_figure(c, &v, number_sign(v.number) == 0 ? 0 : digits, GROUP_NONE);
	return true;
}

static bool without_unit(struct call *c, struct value *out, enum number_group group)
{
	struct value v = c->args[0];
	int digits;

	if (!arg_number(c, 0))
		return false;
	digits = value_digits(c->eval->arena, &v, &c->eval->policy);
	if (!arg_digits(c, 1, &digits))
		return false;
	v.unit = NULL;
	*out = call_figure(c, &v, digits, group);
	return true;
}

bool func_plain(struct call *c, struct value *out)
{
	return without_unit(c, out, GROUP_NONE);
}

bool func_grouped(struct call *c, struct value *out)
{
	return without_unit(c, out, GROUP_COMMA);
}

static int percent_digits(struct call *c)
{
	int declared = policy_digits(&c->eval->policy, unit_percent());

	return declared >= 0 ? declared : 2;
}

/* A plain number counts as a ratio: 0.0653 is 6.53%. */
static bool to_percent(struct call *c, struct value *v)
{
	const struct unit *percent = unit_percent();

	*v = c->args[0];
	if (!arg_number(c, 0))
		return false;
	if (v->unit && v->unit->dimension != percent->dimension)
		return arg_fail(c, 0, BOTH("a ratio or %", "比率或百分比"));
	v->number = v->unit ? value_in(c->eval->arena, v, percent) : number_mul(c->eval->arena, v->number, number_from(100));
	v->unit = percent;
	return true;
}

bool func_percent(struct call *c, struct value *out)
{
	struct value v;
	int digits = percent_digits(c);

	if (!to_percent(c, &v) || !arg_digits(c, 1, &digits))
		return false;
	*out = call_figure(c, &v, number_is_int(v.number) ? 0 : digits, GROUP_NONE);
	return true;
}

bool func_percent_fixed(struct call *c, struct value *out)
{
	struct value v;
	int digits = percent_digits(c);

	if (!to_percent(c, &v) || !arg_digits(c, 1, &digits))
		return false;
	*out = call_figure(c, &v, digits, GROUP_NONE);
	return true;
}

bool func_points(struct call *c, struct value *out)
{
	const struct unit *points = unit_find(STR("百分点"));
	struct value v = c->args[0];
	int digits = 2;

	if (!arg_number(c, 0) || !arg_digits(c, 1, &digits))
		return false;
	if (!v.unit || v.unit->dimension != points->dimension)
		return arg_fail(c, 0, BOTH("a percentage", "百分比"));
	v.number = value_in(c->eval->arena, &v, points);
	v.unit = points;
	*out = call_figure(c, &v, number_is_int(v.number) && c->n == 1 ? 0 : digits, GROUP_NONE);
	return true;
}

static struct value printed(struct call *c, struct buf *b)
{
	struct phrase p;

	phrase_init(&p, c->eval->arena);
	phrase_figure(&p, buf_as_str(b), c->args[0].trace);
	buf_release(b);
	return phrase_take(&p);
}

bool func_capital(struct call *c, struct value *out)
{
	struct buf b;

	if (!arg_money(c, 0))
		return false;
	buf_init(&b);
	number_print_capital(&b, value_in(c->eval->arena, &c->args[0], unit_yuan()));
	*out = printed(c, &b);
	return true;
}

bool func_han(struct call *c, struct value *out)
{
	struct buf b;
	int64_t n;

	if (!arg_number(c, 0))
		return false;
	if (!number_to_int(c->args[0].number, &n) || n < 0 || n > 99999999)
		return arg_fail(c, 0, "0 … 99999999");
	buf_init(&b);
	number_print_han(&b, n);
	*out = printed(c, &b);
	return true;
}
