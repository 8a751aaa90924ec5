/* expr_math.c - arithmetic and comparison of numbers with units. Exact throughout; nothing here rounds. */
#include "merge/expr_int.h"

static bool is_ratio(const struct value *v)
{
	return v->unit && v->unit->kind == UNIT_PERCENT;
}

static bool is_money(const struct value *v)
{
	return v->unit && v->unit->kind == UNIT_MONEY;
}

static bool same_dimension(const struct value *a, const struct value *b)
{
	return a->unit && b->unit && a->unit->dimension == b->unit->dimension;
}

/* 6.53% as 0.0653. */
static struct number ratio_of(struct arena *arena, const struct value *v)
{
	return number_mul(arena, v->number, number_ratio(v->unit->factor, 1000));
}

void report_units(struct eval *e, struct origin where, const char *sign, const struct value *a, const struct value *b)
{
	struct origin cause = value_cause(a);
	struct buf text;

	buf_init(&text);
	value_print(&text, e->arena, a, &e->policy);
	buf_printf(&text, " %s ", sign);
	value_print(&text, e->arena, b, &e->policy);
	diag_use(e->diags, UNIT_MISMATCH, cause.src ? cause : value_cause(b), where, buf_as_str(&text));
	buf_release(&text);
}

bool units_align(struct arena *arena, struct value *a, struct value *b)
{
	if (same_dimension(a, b)) {
		b->number = value_in(arena, b, a->unit);
		b->unit = a->unit;
	} else if (a->unit != b->unit) {
		/* 0 is 0 in every unit. */
		if (!a->unit && number_sign(a->number) == 0)
			a->unit = b->unit;
		else if (!b->unit && number_sign(b->number) == 0)
			b->unit = a->unit;
		else
			return false;
	}
	return true;
}

/* 5% × 20% = 1%; 1000人 × 5% = 50人; 金额 × 数量 = 金额. */
static bool multiply(struct arena *arena, struct value *a, const struct value *b)
{
	if (is_ratio(b)) {
		a->number = number_mul(arena, a->number, ratio_of(arena, b));
	} else if (is_ratio(a)) {
		a->number = number_mul(arena, ratio_of(arena, a), b->number);
		a->unit = b->unit;
	} else if (!a->unit || !b->unit || is_money(a) != is_money(b)) {
		a->number = number_mul(arena, a->number, b->number);
		a->unit = !a->unit || (b->unit && is_money(b)) ? b->unit : a->unit;
	} else {
		return false;
	}
	return true;
}

/* 金额 ÷ 金额 is a plain ratio; 金额 ÷ 人 stays an amount, 件 ÷ 天 stays 件. b is not 0. */
static bool divide(struct arena *arena, struct value *a, const struct value *b)
{
	if (same_dimension(a, b)) {
		a->number = number_div(arena, a->number, value_in(arena, b, a->unit));
		a->unit = NULL;
	} else if (is_ratio(b)) {
		a->number = number_div(arena, a->number, ratio_of(arena, b));
	} else if (!b->unit || (a->unit && !is_ratio(a) && !is_money(b))) {
		a->number = number_div(arena, a->number, b->number);
	} else {
		return false;
	}
	return true;
}

static bool compute(const struct expr *x, struct eval *e, struct value *a, struct value *b)
{
	switch (x->op) {
	case EXPR_ADD:
	case EXPR_SUB:
		if (!units_align(e->arena, a, b))
			return false;
		a->number = (x->op == EXPR_ADD ? number_add : number_sub)(e->arena, a->number, b->number);
		return true;
	case EXPR_MUL:
		return multiply(e->arena, a, b);
	default:
		return divide(e->arena, a, b);
	}
}

static bool need_number(const struct expr *x, struct eval *e, size_t kid, const struct value *v)
{
	return v->kind == VALUE_NUMBER || report_type(e, x->kids[kid]->origin, x->name, BOTH("a number", "数值"), x->kids[kid]->text, v);
}

static bool base_is_zero(const struct expr *x, struct eval *e, const struct value *base)
{
	diag_use(e->diags, DIVISION_BY_ZERO, value_cause(base), x->at, expr_clip(e->arena, x->text), STR("0"));
	return false;
}

/* Numbers may grow without end by x * x; what one operation may add is bounded. */
static bool check_growth(const struct expr *x, struct eval *e, size_t before)
{
	size_t grown = arena_used(e->arena) - before;

	if (grown <= VALUE_NUMBER_BYTES)
		return grown < 1024 || eval_spend(e, x->at, grown / 64);
	diag(e->diags, TEMPLATE_LIMIT, x->at, expr_clip(e->arena, x->text), STR(BOTH("150000 digits", "15 万位")));
	return false;
}

bool eval_math(const struct expr *x, struct eval *e, const struct value *a, const struct value *b, struct value *out)
{
	const struct value inputs[2] = { *a, *b };
	struct value left = *a, right = *b;
	size_t used = arena_used(e->arena);

	if (!need_number(x, e, 0, a) || !need_number(x, e, 1, b))
		return false;
	if (x->op == EXPR_DIV && number_sign(b->number) == 0)
		return base_is_zero(x, e, b);
	if (!compute(x, e, &left, &right)) {
		report_units(e, x->at, str_z(e->arena, x->name), a, b);
		return false;
	}
	*out = number_value(left.number, left.unit);
	trace_formula(e, x, x->name, out, inputs, 2);
	return check_growth(x, e, used);
}

/* --- comparison --- */

/* -1, 0, 1; false when the two cannot be compared. */
static bool order(struct eval *e, const struct value *a, const struct value *b, int *result)
{
	struct value left = *a, right = *b;

	if (a->kind != b->kind)
		return false;
	switch (a->kind) {
	case VALUE_NUMBER:
		if (!units_align(e->arena, &left, &right))
			return false;
		*result = number_cmp(left.number, right.number);
		return true;
	case VALUE_TEXT:
		*result = str_cmp(a->text, b->text);
		return true;
	case VALUE_BOOL:
		*result = a->boolean - b->boolean;
		return true;
	default:
		return false;
	}
}

bool value_equal(struct eval *e, const struct value *a, const struct value *b)
{
	int result;

	return order(e, a, b, &result) && result == 0;
}

static bool holds(enum expr_op op, int order)
{
	switch (op) {
	case EXPR_EQ: return order == 0;
	case EXPR_NE: return order != 0;
	case EXPR_LT: return order < 0;
	case EXPR_LE: return order <= 0;
	case EXPR_GT: return order > 0;
	default: return order >= 0;
	}
}

static const char *kind_name(const struct value *v)
{
	static const char *const names[] = {
		BOTH("null", "空值"), BOTH("yes or no", "是或否"), BOTH("a number", "数值"), BOTH("a text", "文字"), BOTH("a list", "列表"),
		BOTH("a table", "表"), BOTH("a row", "行"),
	};

	return names[v->kind];
}

bool eval_compare(const struct expr *x, struct eval *e, const struct value *a, const struct value *b, struct value *out)
{
	int result;

	if (!order(e, a, b, &result)) {
		if (a->kind != VALUE_NUMBER || b->kind != VALUE_NUMBER)
			return report_type(e, x->kids[1]->origin, x->name, kind_name(a), x->kids[1]->text, b);
		report_units(e, x->at, str_z(e->arena, x->name), a, b);
		return false;
	}
	*out = (struct value){ .kind = VALUE_BOOL, .boolean = holds(x->op, result) };
	return true;
}
