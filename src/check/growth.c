/* growth.c - A, compared with B, more by C, a growth of D %: recomputed from whatever of A, B and C is printed.
 *
 * The claim may run over clauses and over a full stop; the amounts are looked for before it. A claim is wrong only when no reading of
 * the amounts that the sentence allows gives it; the reading that the words suggest is then the one that is reported. */
#include "base/arena.h"
#include "check/growth_int.h"

/* --- the readings --- */

static void remember(const struct claim *claim, const struct figure *now, struct range before)
{
	int year = figure_year(claim->c, now);
	size_t from = claim->first->sentence;
	struct str words =
		str_sub(claim->line->s, claim->mark == SIZE_MAX || claim->mark < from ? from : claim->mark, claim->first->from);

	if (year == 0)
		year = claim->c->year;
	if (!year || str_has(words, STR("预算")) || !pattern_has(claim->c->patterns, PATTERN_YEAR_BEFORE, words))
		return;
	if (claim->base_year >= year)
		return;
	fact_implied(claim->c, claim->of, now, before, claim->base_year ? claim->base_year : year - 1, claim->of == claim->line ? claim->first->from : now->from);
}

/* Some amount of the paragraph before the claim, of which the sentence does not speak, gives the rate. */
static bool fits_elsewhere(const struct claim *claim)
{
	for (const struct figure *f = claim->line->figs; f < claim->first; f++)
		if (claim_is_level(claim, f) && claim_fits(claim, claim->scaled, claim_base(claim, f)))
			return true;
	return false;
}

static bool any_fits(const struct claim *claim)
{
	if (claim->before && claim->change && !claim->name.len && fits_elsewhere(claim))
		return true;

	for (size_t i = 0; i < claim->nlevels; i++) {
		const struct figure *f = claim->levels[i];

		if (claim_fits(claim, claim->scaled, claim_is_base(claim, f) ? claim_range(claim, f) : claim_base(claim, f)))
			return true;
	}
	return false;
}

/* 由A增加到B, 从2022年的A下降到2023年的B: which is which, the words say, and A is meant as exactly as B. */
static bool is_from_to(const struct claim *claim, const struct figure *a, const struct figure *b)
{
	struct str s = claim->of->s;

	return a < b && a->clause == b->clause && figure_comparable(a, b) &&
	       pattern_has(claim->c->patterns, PATTERN_FROM, str_sub(s, a->clause, a->from)) &&
	       pattern_has(claim->c->patterns, PATTERN_TO, str_sub(s, a->to, b->from));
}

static bool by_from_to(struct claim *claim)
{
	const struct figure *base = claim->nlevels == 2 && !claim->before ? claim->levels[1] : NULL, *now = claim->levels[0];
	struct arena *arena = claim->c->arena;
	struct figure from, to;
	struct range change;
	int rose;

	if (!base || !is_from_to(claim, base, now) || !(claim_same_subject(claim, base) || claim_same_subject(claim, now)))
		return false;
	from = *base;
	to = *now;
	from.half = to.half = number_cmp(from.half, to.half) < 0 ? from.half : to.half;
	change = range_abs_sub(arena, claim_range(claim, &to), claim_range(claim, &from));
	rose = number_cmp(now->value, base->value);
	if (rose != 0 && (rose > 0) != (claim->dir > 0))
		claim_wrong_direction(claim, number_cmp(now->value, base->value) > 0);
	if (claim->change && !range_meets(claim->scaled, change))
		claim_wrong_change(claim, true, &to, &from);
	if (claim->rate && !claim_fits(claim, change, claim_range(claim, &from)))
		claim_wrong_rate(claim, true, change, claim_range(claim, &from), &to);
	remember(claim, now, claim_range(claim, base));
	return true;
}

/* Two amounts whose difference is the printed change: they are A and B, and the rate must follow. */
static bool by_pair(struct claim *claim)
{
	struct arena *arena = claim->c->arena;

	for (size_t i = 0; i < claim->nlevels; i++)
		for (size_t k = i + 1; k < claim->nlevels; k++) {
			const struct figure *a = claim->levels[i], *b = claim->levels[k];
			const struct figure *small = number_cmp(a->value, b->value) < 0 ? a : b, *large = small == a ? b : a;
			const struct figure *base = claim->dir > 0 ? small : large, *now = claim->dir > 0 ? large : small;
			bool turned = claim_is_base(claim, now) && !claim_is_base(claim, base);

			if (!figure_comparable(a, b) ||
			    !range_meets(range_abs_sub(arena, claim_range(claim, a), claim_range(claim, b)), claim->scaled))
				continue;
			if (turned) {
				claim_wrong_direction(claim, number_cmp(base->value, now->value) > 0);
				return true;
			}
			if (claim->rate && !claim_fits(claim, claim->scaled, claim_range(claim, base)) && any_fits(claim))
				return true; /* these two are parts of something, by chance apart as much as that changed */
			if (claim->rate && !claim_fits(claim, claim->scaled, claim_range(claim, base)))
				claim_wrong_rate(claim, true, claim->scaled, claim_range(claim, base), now);
			remember(claim, now, claim_range(claim, base));
			return true;
		}
	return false;
}

static const struct figure *pick(const struct claim *claim, bool base)
{
	for (size_t i = 0; i < claim->nlevels; i++)
		if (claim_is_base(claim, claim->levels[i]) == base && (base || claim_same_subject(claim, claim->levels[i])))
			return claim->levels[i];
	return NULL;
}

/* Both amounts are said, but their difference is another. */
static void by_both(struct claim *claim, const struct figure *now, const struct figure *base)
{
	struct range change = range_abs_sub(claim->c->arena, claim_range(claim, now), claim_range(claim, base));
	bool sure = !claim->before && claim_same_subject(claim, now);

	remember(claim, now, claim_range(claim, base));
	if (claim->change)
		claim_wrong_change(claim, sure, now, base);
	if (claim->rate && !claim_fits(claim, change, claim_range(claim, base)) &&
	    !(claim->change && claim_fits(claim, claim->scaled, claim_range(claim, base))))
		claim_wrong_rate(claim, sure, change, claim_range(claim, base), now);
	else if (!claim->change && claim->dir != number_cmp(now->value, base->value) && number_cmp(now->value, base->value) != 0)
		claim_wrong_direction(claim, number_cmp(now->value, base->value) > 0);
}

/* 505元 that fell by 6969万元: the unit that the text does not count in is the wrong one, or else the smaller. */
static void wrong_unit(const struct claim *claim, const struct figure *now)
{
	const struct figure *change = claim->change;
	bool amount = now->factor < change->factor;

	if ((now->factor == claim->c->factor) != (change->factor == claim->c->factor))
		amount = change->factor == claim->c->factor;
	if (amount)
		report_unit(claim->c, claim->of, now, change->factor);
	else
		report_unit(claim->c, claim->line, change, now->factor);
}

/* The change itself may be printed in another unit than the amounts. */
static bool unit_slip(struct claim *claim, const struct figure *now)
{
	struct range change = claim->scaled, base;

	for (int i = 0; i < 2 && now->kind == FIG_MONEY; i++) {
		claim->scaled = range_scale(claim->c->arena, change, i ? 1 : 10000, i ? 10000 : 1);
		base = claim_base(claim, now);
		if (number_sign(base.lo) > 0 && claim_fits(claim, claim->scaled, base) && claim->change->value.num != 0) {
			wrong_unit(claim, now);
			claim->scaled = change;
			return true;
		}
	}
	claim->scaled = change;
	return false;
}

/* The rate fits when both words, of the change and of the rate, are turned. */
static bool both_turned(struct claim *claim, const struct figure *now)
{
	struct range with_now;
	bool turned;

	if (claim->change->dir != claim->rate->dir ||
	    (range_rate(claim->c->arena, claim->scaled, claim_range(claim, now), &with_now) &&
	     range_meets(with_now, range_of(claim->c->arena, claim->rate))))
		return false;
	claim->dir = -claim->dir;
	turned = claim_fits(claim, claim->scaled, claim_base(claim, now));
	claim->dir = -claim->dir;
	return turned;
}

/* Only this year's amount is said: the year before follows from the change. */
static void by_one(struct claim *claim, const struct figure *now)
{
	struct range base = claim_base(claim, now);
	bool sure = claim_one_value(claim) && (!claim->before || han_count(claim->subject) >= 2 || claim->mark != SIZE_MAX);

	if (number_sign(base.lo) <= 0)
		return;
	if (unit_slip(claim, now))
		return;
	if (sure && both_turned(claim, now)) {
		claim_wrong_direction(claim, claim->dir < 0);
		return;
	}
	claim_wrong_rate(claim, sure, claim->scaled, base, now);
	remember(claim, now, base);
}

/* All of the amount is new: the base was 0, and nothing grows by a rate from 0. */
static bool from_nothing(struct claim *claim)
{
	const struct figure *now = claim->nlevels ? claim->levels[0] : NULL;

	if (!claim->rate || claim->dir < 0 || !claim_one_value(claim) || number_cmp(now->value, claim->change->value) != 0 ||
	    number_sign(now->value) == 0)
		return false;
	claim_from_nothing(claim);
	return true;
}

static void judge_change(struct claim *claim)
{
	const struct figure *now, *base;

	if (from_nothing(claim))
		return;

	if (by_from_to(claim) || by_pair(claim))
		return;
	now = pick(claim, false);
	base = pick(claim, true);
	if (now && base && figure_comparable(now, base) && !claim->before) {
		by_both(claim, now, base);
		return;
	}
	if (claim->rate && any_fits(claim)) {
		if (now && claim_one_value(claim))
			remember(claim, now, claim_base(claim, now));
		return;
	}
	if (claim->rate && now)
		by_one(claim, now);
	else if (claim->rate && base)
		claim_wrong_rate(claim, false, claim->scaled, claim_range(claim, base), NULL);
	else if (now && claim_one_value(claim) && claim_same_subject(claim, now))
		remember(claim, now, claim_base(claim, now));
}

/* Some two of the amounts, the smaller one before it grew, give the rate. */
static bool any_pair_fits(const struct claim *claim)
{
	struct arena *arena = claim->c->arena;

	for (size_t i = 0; i < claim->nlevels; i++)
		for (size_t k = 0; k < claim->nlevels; k++) {
			const struct figure *now = claim->levels[i], *base = claim->levels[k];

			if (i != k && figure_comparable(now, base) && number_cmp(now->value, base->value) == claim->dir &&
			    claim_fits(claim, range_abs_sub(arena, claim_range(claim, now), claim_range(claim, base)),
			               claim_range(claim, base)))
				return true;
		}
	return false;
}

static void judge_rate(struct claim *claim)
{
	const struct figure *now = pick(claim, false), *base = pick(claim, true);

	if (by_from_to(claim) || !now || !base || !figure_comparable(now, base))
		return;
	if (number_sign(base->value) == 0 && number_sign(now->value) > 0 && number_sign(claim->rate->value) > 0)
		claim_from_nothing(claim);
	else if (!any_pair_fits(claim))
		by_both(claim, now, base);
}

/* --- claims --- */

static void directions(const struct claim *claim)
{
	const struct figure *change = claim->change, *rate = claim->rate;

	if (change && rate && change->dir != rate->dir && number_sign(rate->value) > 0 && number_sign(change->value) > 0)
		report(claim->c, claim->line, claim->first->from, CONTRARY,
		       check_quote(claim->c, claim->line->s, change->from < rate->from ? change->from : rate->from,
		                   change->from < rate->from ? rate->to : change->to, 4));
}

static void judge(struct check *c, const struct line *line, const struct figure *change, const struct figure *rate)
{
	struct claim claim = { .c = c, .line = line, .change = change, .rate = rate };

	claim.first = !change || (rate && rate->from < change->from) ? rate : change;
	claim.dir = claim.first->dir;
	directions(&claim);
	claim_read(&claim);
	if (!claim.nlevels || growth_of_part(&claim))
		return;
	if (claim.before && !claim_same_subject(&claim, claim.levels[0]) && !pick(&claim, false))
		return;
	if (change)
		judge_change(&claim);
	else if (!claim.before)
		judge_rate(&claim);
}

/* The rate that belongs to a change: the next figure, in the same sentence and not far. */
static bool belongs(const struct line *line, const struct figure *a, const struct figure *b)
{
	if (a->sentence != b->sentence || b->from - a->to > 40 || a->approx || b->approx)
		return false;
	return !str_has(str_sub(line->s, a->to, b->from), STR("其中"));
}

static bool is_change(const struct figure *f)
{
	return f->use == USE_CHANGE && (f->kind == FIG_MONEY || f->kind == FIG_COUNT || f->kind == FIG_BARE);
}

void check_growth(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs && !line->leftover && !line->cell; k++) {
			const struct figure *f = &line->figs[k], *next = k + 1 < line->nfigs ? f + 1 : NULL;

			if (is_change(f) && next && next->use == USE_RATE && belongs(line, f, next)) {
				size_t found = diags_count(c->diags);

				judge(c, line, f, next), k++;
				if (diags_count(c->diags) == found)
					growth_named(c, line, f, next);
			}
			else if (f->use == USE_RATE && next && is_change(next) && next->kind != FIG_BARE &&
			         belongs(line, f, next))
				judge(c, line, next, f), k++;
			else if (is_change(f) && f->kind != FIG_BARE && !f->approx)
				judge(c, line, f, NULL);
			else if (f->use == USE_RATE && !f->approx)
				judge(c, line, NULL, f);
		}
	}
	growth_years(c);
	growth_pairs(c);
}
