/* growth_test.c - what the figures of a claim of growth give, and what is reported when they give another rate, change or direction. */
#include "base/arena.h"
#include "check/growth_int.h"

/* --- tests --- */

struct range claim_range(const struct claim *claim, const struct figure *f)
{
	return range_of(claim->c->arena, f);
}

/* The rate of growth that A, B or C over B gives. */
bool claim_fits(const struct claim *claim, struct range part, struct range base)
{
	struct range percent;

	if (!range_rate(claim->c->arena, part, base, &percent))
		return range_zero(base);
	if (range_meets(percent, range_of(claim->c->arena, claim->rate)))
		return true;
	if (claim->rate->kind != FIG_TIMES)
		return false;
	percent.lo = number_add(claim->c->arena, percent.lo, number_from(100));
	percent.hi = number_add(claim->c->arena, percent.hi, number_from(100));
	return range_meets(percent, range_of(claim->c->arena, claim->rate));
}

struct range claim_base(const struct claim *claim, const struct figure *now)
{
	struct arena *arena = claim->c->arena;

	return claim->dir > 0 ? range_sub(arena, claim_range(claim, now), claim->scaled)
	                      : range_add(arena, claim_range(claim, now), claim->scaled);
}

/* --- why --- */

static bool rounds_to(const struct claim *claim, struct range percent)
{
	return range_meets(percent, range_of(claim->c->arena, claim->rate));
}

static bool is_slip(const struct claim *claim, struct range percent)
{
	return range_slip(claim->c->arena, percent, range_of(claim->c->arena, claim->rate));
}

/* The right rate cut off at the printed digits instead of rounded. */
static bool is_cut(const struct claim *claim, struct range percent)
{
	struct arena *arena = claim->c->arena;
	struct number next = number_add(arena, claim->rate->value, number_mul(arena, number_from(2), claim->rate->half));

	return number_cmp(percent.lo, claim->rate->value) >= 0 && number_cmp(percent.hi, next) <= 0;
}

/* A range as the amounts are printed: its middle, in their unit, without it. */
static struct str amount(const struct claim *claim, struct range r)
{
	struct arena *arena = claim->c->arena;
	const struct figure *like = claim->nlevels ? claim->levels[0] : claim->first;
	struct buf out;
	struct str s;

	buf_init(&out);
	number_print_exact(&out,
	                   number_round(arena,
	                                number_div(arena, range_middle(arena, r), number_from(like->factor ? like->factor : 1)),
	                                like->decimals < 2 ? 2 : 6));
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

static struct str division(const struct claim *claim, struct range part, struct range base)
{
	return str_printf(claim->c->arena, "%.*s÷%.*s", STR_FMT(amount(claim, part)), STR_FMT(amount(claim, base)));
}

/* The right division, and the one that gives the printed rate when that is a known mistake. */
static struct str reason(const struct claim *claim, struct range part, struct range base, const struct figure *now)
{
	struct arena *arena = claim->c->arena;
	struct str right = division(claim, part, base), printed = figure_text(claim->line, claim->rate), wrong = STR("");
	struct range percent, other;

	range_rate(arena, part, base, &percent);
	if (now && range_rate(arena, part, claim_range(claim, now), &other) && (rounds_to(claim, other) || is_cut(claim, other)))
		wrong = division(claim, part, claim_range(claim, now));
	else if (range_rate(arena, base, part, &other) && rounds_to(claim, other))
		wrong = division(claim, base, part);
	else if (now && range_rate(arena, claim_range(claim, now), base, &other) && rounds_to(claim, other))
		wrong = division(claim, claim_range(claim, now), base);
	else if (!is_cut(claim, percent) && is_slip(claim, percent))
		return str_printf(arena, "%.*s; %.*s: ×10ⁿ", STR_FMT(right), STR_FMT(printed));
	if (!wrong.len)
		return right;
	return str_printf(arena, "%.*s; %.*s = %.*s", STR_FMT(right), STR_FMT(printed), STR_FMT(wrong));
}

/* --- findings --- */

void claim_wrong_rate(const struct claim *claim, bool sure, struct range part, struct range base, const struct figure *now)
{
	struct check *c = claim->c;
	size_t from = claim->first->from;

	if (number_sign(base.lo) <= 0)
		return;
	report_if(c, claim->line, claim->rate->from, sure, RATE, check_quote(c, claim->line->s, from, claim->rate->to, 4),
	          percent_print(c, claim->rate, part, base), figure_text(claim->line, claim->rate),
	          reason(claim, part, base, now));
}

void claim_wrong_change(const struct claim *claim, bool sure, const struct figure *now, const struct figure *base)
{
	struct check *c = claim->c;
	struct number change = number_abs(c->arena, number_sub(c->arena, now->value, base->value));
	struct range scaled = range_scale(c->arena, claim->scaled, 10000, 1);

	if (range_meets(scaled, range_abs_sub(c->arena, claim_range(claim, now), claim_range(claim, base)))) {
		report(c, claim->line, claim->change->from, UNIT_FACTOR, figure_text(claim->line, claim->change),
		       figure_print(c, claim->line, claim->change, change));
		return;
	}
	report_if(c, claim->line, claim->change->from, sure, DIFFERENCE,
	          check_quote(c, claim->line->s, claim->change->from, claim->change->to, 4),
	          figure_print(c, claim->of, now, change), figure_text(claim->of, now), figure_text(claim->of, base));
}

void claim_wrong_direction(const struct claim *claim, bool rose)
{
	report(claim->c, claim->line, claim->first->from, DIRECTION,
	       check_quote(claim->c, claim->line->s, claim->first->from, claim->first->to, 3), rose ? STR("增加") : STR("减少"));
}

void claim_from_nothing(const struct claim *claim)
{
	const struct figure *change = claim->change && claim->change->from < claim->rate->from ? claim->change : claim->rate;

	report(claim->c, claim->line, claim->rate->from, NOTHING,
	       check_quote(claim->c, claim->line->s, change->from, claim->rate->to, 4));
}
