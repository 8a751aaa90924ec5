/* func_rate.c - rates and the phrases of comparison: 占比 同比 完成率 增减 增减额 升降 方向.
 *
 * The base of a growth rate is the earlier period. By default everything is taken from the values as they are printed, so that
 * a reader can check a sentence against the figures beside it; number_policy.exact_percent takes the exact values. */
#include "merge/func.h"

/* The operand in the unit it is shown in, rounded as it is shown unless exact values are asked for. */
static struct value operand(struct call *c, size_t i)
{
	const struct number_policy *policy = &c->eval->policy;
	const struct unit *amounts = policy_amounts(policy);
	struct arena *arena = c->eval->arena;
	struct value v = c->args[i];

	if (v.unit && v.unit->dimension == amounts->dimension) {
		v.number = value_in(arena, &v, amounts);
		v.unit = amounts;
	}
	if (!policy->exact_percent)
		v.number = number_round(arena, v.number, value_digits(arena, &v, policy));
	return v;
}

static bool operands(struct call *c, struct value *a, struct value *b)
{
	if (!args_all(c, arg_number))
		return false;
	*a = operand(c, 0);
	*b = operand(c, 1);
	if (units_align(c->eval->arena, a, b))
		return true;
	report_units(c->eval, c->x->at, ":", &c->args[0], &c->args[1]);
	return false;
}

/* a / b in percent; b > 0 is checked by the caller. */
static struct value rate(struct call *c, struct number a, struct number b)
{
	struct arena *arena = c->eval->arena;
	struct value v = number_value(number_mul(arena, number_div(arena, a, b), number_from(100)), unit_percent());

	call_trace(c, &v);
	return v;
}

static bool no_rate(struct call *c, const struct value *base)
{
	struct buf b;

	buf_init(&b);
	value_print(&b, c->eval->arena, base, &c->eval->policy);
	diag(c->eval->diags, DIVISION_BY_ZERO, c->x->at, expr_clip(c->eval->arena, c->x->text), buf_as_str(&b));
	buf_release(&b);
	return false;
}

bool func_share(struct call *c, struct value *out)
{
	struct value a, b;

	if (!operands(c, &a, &b))
		return false;
	if (number_sign(b.number) == 0)
		return no_rate(c, &b);
	*out = rate(c, a.number, b.number);
	return true;
}

/* Nothing budgeted: there is no rate, and that is no mistake. */
bool func_completion(struct call *c, struct value *out)
{
	struct value a, b;

	if (!operands(c, &a, &b))
		return false;
	if (number_sign(b.number) == 0)
		*out = (struct value){ .kind = VALUE_TEXT, .text = STR("—") };
	else
		*out = rate(c, a.number, b.number);
	return true;
}

/* --- comparison of two periods --- */

struct change {
	int sign;
	int digits;          /* the difference is printed with */
	struct value amount; /* without sign */
	struct value rate;   /* without sign; null when the base allows none */
};

static bool compare(struct call *c, struct change *change)
{
	struct arena *arena = c->eval->arena;
	struct value now, before;
	struct number diff;

	if (!operands(c, &now, &before))
		return false;
	diff = number_sub(arena, now.number, before.number);
	change->amount = number_value(number_abs(arena, diff), now.unit);
	if (now.unit && now.unit->kind == UNIT_PERCENT) {
		const struct unit *points = unit_find(STR("百分点"));

		change->amount.number = value_in(arena, &change->amount, points);
		change->amount.unit = points;
	}
	change->digits = value_digits(arena, &change->amount, &c->eval->policy);
	/* What prints as 0 is no change. */
	change->sign = number_sign(number_round(arena, change->amount.number, change->digits)) ? number_sign(diff) : 0;
	call_trace(c, &change->amount);
	change->rate = (struct value){ .kind = VALUE_NULL };
	if (number_sign(before.number) > 0 && (!now.unit || now.unit->kind != UNIT_PERCENT))
		change->rate = rate(c, number_abs(arena, diff), before.number);
	return true;
}

bool func_growth(struct call *c, struct value *out)
{
	struct arena *arena = c->eval->arena;
	struct value now, before;

	if (!operands(c, &now, &before))
		return false;
	if (number_sign(before.number) <= 0)
		return no_rate(c, &before);
	*out = rate(c, number_sub(arena, now.number, before.number), before.number);
	return true;
}

enum { PART_AMOUNT = 1, PART_RATE = 2 };

static struct value phrase(struct call *c, const struct change *change, int parts)
{
	bool more = change->sign > 0;
	struct phrase p;

	phrase_init(&p, c->eval->arena);
	if (parts & PART_AMOUNT) {
		phrase_word(&p, more ? STR("增加") : STR("减少"));
		phrase_number(&p, &change->amount, change->digits);
	}
	if ((parts & PART_RATE) && change->rate.kind == VALUE_NUMBER) {
		if (parts & PART_AMOUNT)
			phrase_word(&p, STR("，"));
		phrase_word(&p, more ? STR("增长") : STR("下降"));
		phrase_value(&p, &change->rate, &c->eval->policy);
	}
	return phrase_take(&p);
}

static bool say(struct call *c, int parts, struct value *out)
{
	struct change change;

	if (!compare(c, &change))
		return false;
	if (change.sign == 0)
		*out = (struct value){ .kind = VALUE_TEXT, .text = STR("持平") };
	else if (parts == PART_RATE && change.rate.kind == VALUE_NULL)
		return no_rate(c, &c->args[1]);
	else
		*out = phrase(c, &change, parts);
	return true;
}

bool func_change(struct call *c, struct value *out)
{
	return say(c, PART_AMOUNT | PART_RATE, out);
}

bool func_change_amount(struct call *c, struct value *out)
{
	return say(c, PART_AMOUNT, out);
}

bool func_change_rate(struct call *c, struct value *out)
{
	return say(c, PART_RATE, out);
}

bool func_direction(struct call *c, struct value *out)
{
	static const struct str words[] = { { "减少", 6 }, { "持平", 6 }, { "增加", 6 } };
	struct change change;

	if (!compare(c, &change))
		return false;
	*out = (struct value){ .kind = VALUE_TEXT, .text = words[change.sign + 1] };
	return true;
}
