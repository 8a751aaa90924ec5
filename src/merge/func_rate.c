/* func_rate.c - rates and the phrases of comparison: 占比 同比 完成率 增减 增减额 升降 方向.
 *
 * The base of a growth rate is the earlier period. By default everything is taken from the values as they are printed, so that
 * a reader can check a sentence against the figures beside it; number_policy.exact_percent takes the exact values. */
#include "merge/func.h"

/* The two operands as they are taken, and with them in the trace. */
struct pair {
	struct value v[2];
};

/* What a rounded operand was rounded from stays known. */
static void trace_rounded(struct call *c, struct value *v, const struct trace *exact)
{
	struct trace *trace = arena_make(c->eval->arena, struct trace);

	*trace = (struct trace){ .kind = TRACE_FORMULA, .origin = exact->origin, .text = STR("印出数"), .number = v->number };
	trace->unit = v->unit;
	trace->inputs = arena_copy(c->eval->arena, &exact, sizeof(exact));
	trace->ninputs = 1;
	v->trace = trace;
}

struct value rate_operand(struct call *c, struct value v)
{
	const struct number_policy *policy = &c->eval->policy;
	const struct unit *amounts = policy_amounts(policy);
	struct arena *arena = c->eval->arena;
	struct number exact;

	if (v.unit && v.unit->dimension == amounts->dimension) {
		v.number = value_in(arena, &v, amounts);
		v.unit = amounts;
	}
	exact = v.number;
	if (!policy->exact_percent)
		v.number = number_round(arena, v.number, value_digits(arena, &v, policy));
	if (v.trace && number_cmp(exact, v.number) != 0)
		trace_rounded(c, &v, v.trace);
	return v;
}

static bool operands(struct call *c, struct pair *p)
{
	if (!arg_number(c, 0) || !arg_number(c, 1))
		return false;
	p->v[0] = rate_operand(c, c->args[0]);
	p->v[1] = rate_operand(c, c->args[1]);
	if (units_align(c->eval->arena, &p->v[0], &p->v[1]))
		return true;
	report_units(c->eval, c->x->at, ":", &c->args[0], &c->args[1]);
	return false;
}

static void pair_trace(struct call *c, const struct pair *p, struct value *v)
{
	trace_formula(c->eval, c->x, c->x->func->zh, v, p->v, 2);
}

static struct value words(struct call *c, const struct pair *p, struct str text)
{
	struct value v = { .kind = VALUE_TEXT, .text = text };

	pair_trace(c, p, &v);
	return v;
}

/* `of` in percent of the second operand, which the caller found > 0. */
static struct value rate(struct call *c, const struct pair *p, struct number of)
{
	struct arena *arena = c->eval->arena;
	struct value v = number_value(number_mul(arena, number_div(arena, of, p->v[1].number), number_from(100)), unit_percent());

	pair_trace(c, p, &v);
	return v;
}

static bool no_rate(struct call *c, const struct value *base)
{
	struct buf b;

	buf_init(&b);
	value_print(&b, c->eval->arena, base, &c->eval->policy);
	diag_use(c->eval->diags, DIVISION_BY_ZERO, value_cause(base), c->x->at, expr_clip(c->eval->arena, c->x->text), buf_as_str(&b));
	buf_release(&b);
	return false;
}

bool func_share(struct call *c, struct value *out)
{
	struct pair p;

	if (!operands(c, &p))
		return false;
	if (number_sign(p.v[1].number) <= 0)
		return no_rate(c, &p.v[1]);
	*out = rate(c, &p, p.v[0].number);
	return true;
}

/* Nothing budgeted and nothing done: there is no rate, and that is no mistake. */
bool func_completion(struct call *c, struct value *out)
{
	struct pair p;

	if (!operands(c, &p))
		return false;
	if (number_sign(p.v[1].number) < 0 || (number_sign(p.v[1].number) == 0 && number_sign(p.v[0].number) != 0))
		return no_rate(c, &p.v[1]);
	if (number_sign(p.v[1].number) == 0)
		*out = words(c, &p, STR("—"));
	else
		*out = rate(c, &p, p.v[0].number);
	return true;
}

/* --- comparison of two periods --- */

struct change {
	int sign;
	int digits;          /* the difference is printed with */
	struct value amount; /* without sign */
	struct value rate;   /* without sign; null when the base allows none: 0, negative, or itself a rate */
	struct str more, less; /* words of the rate */
	bool of_rates;         /* both operands are percentages */
	struct value words;    /* what is said around the figures; its text is of no use */
};

/* 用语="降低", "上升/降低": words in place of 增长 and 下降. */
static bool choose_words(struct call *c, struct change *change)
{
	static const struct str more[] = { { "增长", 6 }, { "上升", 6 }, { "提高", 6 }, { "上涨", 6 } };
	static const struct str less[] = { { "下降", 6 }, { "降低", 6 }, { "减少", 6 }, { "下滑", 6 } };
	struct str rest = c->n > 2 ? c->args[2].text : STR("");

	change->more = more[0];
	change->less = less[0];
	if (c->n > 2 && !arg_text(c, 2))
		return false;
	while (rest.len) {
		ptrdiff_t slash = str_find(rest, STR("/"));
		struct str word = str_trim(slash < 0 ? rest : str_sub(rest, 0, (size_t)slash));
		bool known = false;

		for (size_t i = 0; i < sizeof(more) / sizeof(*more); i++) {
			bool up = str_eq(word, more[i]), down = str_eq(word, less[i]);

			change->more = up ? more[i] : change->more;
			change->less = down ? less[i] : change->less;
			known |= up || down;
		}
		if (!known)
			return arg_bad(c, 2);
		rest = slash < 0 ? STR("") : str_sub(rest, (size_t)slash + 1, rest.len);
	}
	return true;
}

static void in_points(struct arena *arena, struct value *v)
{
	const struct unit *points = unit_find(STR("百分点"));

	v->number = value_in(arena, v, points);
	v->unit = points;
}

static bool compare(struct call *c, struct change *change)
{
	struct arena *arena = c->eval->arena;
	const struct value *now, *before;
	struct number diff;
	struct pair p;

	if (!operands(c, &p) || !choose_words(c, change))
		return false;
	now = &p.v[0];
	before = &p.v[1];
	change->of_rates = now->unit && now->unit->kind == UNIT_PERCENT;
	diff = number_sub(arena, now->number, before->number);
	change->amount = number_value(number_abs(arena, diff), now->unit);
	if (change->of_rates)
		in_points(arena, &change->amount);
	change->digits = value_digits(arena, &change->amount, &c->eval->policy);
	/* What prints as 0 is no change. */
	change->sign = number_sign(number_round(arena, change->amount.number, change->digits)) ? number_sign(diff) : 0;
	pair_trace(c, &p, &change->amount);
	change->words = words(c, &p, STR(""));
	change->rate = (struct value){ .kind = VALUE_NULL };
	if (number_sign(before->number) > 0 && !change->of_rates)
		change->rate = rate(c, &p, number_abs(arena, diff));
	return true;
}

bool func_growth(struct call *c, struct value *out)
{
	struct pair p;

	if (!operands(c, &p))
		return false;
	if (number_sign(p.v[1].number) <= 0)
		return no_rate(c, &p.v[1]);
	*out = rate(c, &p, number_sub(c->eval->arena, p.v[0].number, p.v[1].number));
	return true;
}

enum { PART_AMOUNT = 1, PART_RATE = 2 };

static struct value said(const struct change *change, struct str text)
{
	struct value v = change->words;

	v.text = text;
	return v;
}

static struct value phrase(struct call *c, const struct change *change, int parts)
{
	const struct trace *words = change->words.trace;
	bool more = change->sign > 0;
	struct phrase p;

	phrase_init(&p, c->eval->arena);
	if (parts & PART_AMOUNT) {
		phrase_figure(&p, more ? STR("增加") : STR("减少"), words);
		phrase_number(&p, &change->amount, change->digits);
	}
	if ((parts & PART_RATE) && change->rate.kind == VALUE_NUMBER) {
		if (parts & PART_AMOUNT)
			phrase_figure(&p, STR("，"), words);
		phrase_figure(&p, more ? change->more : change->less, words);
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
		*out = said(&change, STR("持平"));
	else if (parts == PART_RATE && change.of_rates)
		return arg_fail(c, 0, BOTH("amounts or counts; 增减 tells percentage points", "金额或数量；百分比的变动用“增减”，以百分点表示"));
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
	static const struct str directions[] = { { "减少", 6 }, { "持平", 6 }, { "增加", 6 } };
	struct change change;

	if (!compare(c, &change))
		return false;
	*out = said(&change, directions[change.sign + 1]);
	return true;
}
