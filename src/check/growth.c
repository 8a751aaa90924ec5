/* growth.c - A, compared with B, more by C, a growth of D %: recomputed from whatever of A, B and C is printed.
 *
 * The claim may run over clauses and over a full stop; the amounts are looked for before it. A claim is wrong only when no reading of
 * the amounts that the sentence allows gives it; the reading that the words suggest is then the one that is reported. */
#include "base/arena.h"
#include "check/check_int.h"

enum { LEVELS_MAX = 8 };

struct claim {
	struct check *c;
	const struct line *line;
	const struct figure *change, *rate; /* one of them may be NULL */
	const struct figure *first;         /* the earlier of them */
	int dir;
	size_t mark;        /* where the comparison begins (较, 与 … 相比); SIZE_MAX */
	struct str subject; /* what the claim itself says grows; may be empty */
	const struct figure *levels[LEVELS_MAX];
	size_t nlevels;
	bool before;         /* the levels stand in an earlier sentence */
	struct range scaled; /* of change, in the unit of the levels */
};

/* --- the amounts before the claim --- */

static bool is_level(const struct claim *claim, const struct figure *f)
{
	const struct figure *change = claim->change;

	if (f->use != USE_LEVEL || f->approx || (f->kind != FIG_MONEY && f->kind != FIG_COUNT))
		return false;
	return !change || change->kind == FIG_BARE || figure_comparable(f, change) ||
	       (f->kind == FIG_MONEY && change->kind == FIG_MONEY);
}

static void collect(struct claim *claim, size_t from, size_t to)
{
	const struct line *line = claim->line;

	claim->nlevels = 0;
	for (size_t i = line->nfigs; i-- > 0;) {
		const struct figure *f = &line->figs[i];

		if (f->from >= from && f->from < to && f->depth <= claim->first->depth && is_level(claim, f) &&
		    claim->nlevels < LEVELS_MAX)
			claim->levels[claim->nlevels++] = f;
	}
}

/* The beginning of the sentence that ends right before `at`. */
static size_t sentence_before(const struct line *line, size_t at)
{
	size_t best = at > 0 ? 0 : SIZE_MAX;

	for (size_t i = 0; i + 3 < at; i++)
		if (str_starts(str_sub(line->s, i, line->s.len), STR("。")))
			best = i + 3;
	return best;
}

static void find_levels(struct claim *claim)
{
	size_t from = claim->first->sentence;

	collect(claim, claim->first->segment, claim->first->from);
	if (!claim->nlevels)
		collect(claim, from, claim->first->from);
	for (int back = 0; back < 3 && !claim->nlevels && from > 0; back++) {
		size_t earlier = sentence_before(claim->line, from);

		claim->before = true;
		collect(claim, earlier, from);
		from = earlier;
	}
}

/* --- what the words say --- */

static void find_mark(struct claim *claim)
{
	struct str s = str_sub(claim->line->s, 0, claim->first->from);
	struct match m;
	size_t from = claim->first->sentence;

	claim->mark = SIZE_MAX;
	for (; pattern_find(claim->c->patterns, PATTERN_COMPARED, s, from, &m); from = m.to)
		claim->mark = m.from;
}

/* The words of the claim's own clauses that name what grows: before and after 较2021年, without the year. */
static void find_subject(struct claim *claim)
{
	const struct line *line = claim->line;
	size_t from = claim->first->clause, last = 0;

	if (claim->mark != SIZE_MAX && claim->mark < from)
		from = claim->mark;
	for (size_t i = 0; i < line->nfigs && line->figs[i].from < claim->first->from; i++)
		if (line->figs[i].use == USE_LEVEL && (line->figs[i].kind == FIG_MONEY || line->figs[i].kind == FIG_COUNT))
			last = line->figs[i].to;
	claim->subject = str_sub(line->s, from > last ? from : last, claim->first->from);
	claim->subject =
		pattern_remove(claim->c->patterns, PATTERN_GROWTH_WORDS, claim->c->arena, subject_core(claim->c, claim->subject));
}

static bool same_subject(const struct claim *claim, const struct figure *level)
{
	struct str core;

	if (han_count(claim->subject) < 2)
		return true;
	core = subject_core(claim->c, level->subject);
	if (han_count(core) == 0)
		return !claim->before;
	return str_common(core, claim->subject) >= (han_count(core) <= 2 || han_count(claim->subject) <= 2 ? 6 : 9);
}

/* An amount that the words call the base: after the comparison's beginning, or of an earlier year. */
static bool is_base(const struct claim *claim, const struct figure *f)
{
	int year = figure_year(claim->c, f);

	if (year && year == claim->c->year)
		return false;
	for (size_t i = 0; year && i < claim->nlevels; i++) {
		int other = figure_year(claim->c, claim->levels[i]);

		if (other && other < year)
			return false;
		if (other > year)
			return true;
	}
	return claim->mark != SIZE_MAX && f->from > claim->mark && (f->year != 0 || f->clause <= claim->mark);
}

/* --- tests --- */

static struct range level(const struct claim *claim, const struct figure *f)
{
	return range_of(claim->c->arena, f);
}

/* The rate of growth that A, B or C over B gives. */
static bool fits_rate(const struct claim *claim, struct range part, struct range base)
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

static struct range implied_base(const struct claim *claim, const struct figure *now)
{
	struct arena *arena = claim->c->arena;

	return claim->dir > 0 ? range_sub(arena, level(claim, now), claim->scaled)
	                      : range_add(arena, level(claim, now), claim->scaled);
}

/* --- why --- */

static bool rounds_to(const struct claim *claim, struct range percent)
{
	return range_meets(percent, range_of(claim->c->arena, claim->rate));
}

static bool is_slip(const struct claim *claim, struct range percent)
{
	struct arena *arena = claim->c->arena;

	return rounds_to(claim, range_scale(arena, percent, 10, 1)) || rounds_to(claim, range_scale(arena, percent, 1, 10)) ||
	       rounds_to(claim, range_scale(arena, percent, 100, 1)) || rounds_to(claim, range_scale(arena, percent, 1, 100));
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
	if (now && range_rate(arena, part, level(claim, now), &other) && (rounds_to(claim, other) || is_cut(claim, other)))
		wrong = division(claim, part, level(claim, now));
	else if (range_rate(arena, base, part, &other) && rounds_to(claim, other))
		wrong = division(claim, base, part);
	else if (now && range_rate(arena, level(claim, now), base, &other) && rounds_to(claim, other))
		wrong = division(claim, level(claim, now), base);
	else if (!is_cut(claim, percent) && is_slip(claim, percent))
		return str_printf(arena, "%.*s; %.*s: ×10ⁿ", STR_FMT(right), STR_FMT(printed));
	if (!wrong.len)
		return right;
	return str_printf(arena, "%.*s; %.*s = %.*s", STR_FMT(right), STR_FMT(printed), STR_FMT(wrong));
}

/* --- findings --- */

static void wrong_rate(const struct claim *claim, bool sure, struct range part, struct range base, const struct figure *now)
{
	struct check *c = claim->c;
	size_t from = claim->first->from;

	if (number_sign(base.lo) <= 0)
		return;
	report_if(c, claim->line, claim->rate->from, sure, RATE, check_quote(c, claim->line->s, from, claim->rate->to, 4),
	          percent_print(c, claim->rate, part, base), figure_text(claim->line, claim->rate),
	          reason(claim, part, base, now));
}

static void wrong_change(const struct claim *claim, bool sure, const struct figure *now, const struct figure *base)
{
	struct check *c = claim->c;
	struct number change = number_abs(c->arena, number_sub(c->arena, now->value, base->value));
	struct range scaled = range_scale(c->arena, claim->scaled, 10000, 1);

	if (range_meets(scaled, range_abs_sub(c->arena, level(claim, now), level(claim, base)))) {
		report(c, claim->line, claim->change->from, UNIT_FACTOR, figure_text(claim->line, claim->change),
		       figure_print(c, claim->line, claim->change, change));
		return;
	}
	report_if(c, claim->line, claim->change->from, sure, DIFFERENCE,
	          check_quote(c, claim->line->s, claim->change->from, claim->change->to, 4),
	          figure_print(c, claim->line, now, change), figure_text(claim->line, now), figure_text(claim->line, base));
}

static void wrong_direction(const struct claim *claim, const struct figure *now, const struct figure *base)
{
	bool rose = number_cmp(now->value, base->value) > 0;

	report(claim->c, claim->line, claim->first->from, DIRECTION,
	       check_quote(claim->c, claim->line->s, claim->first->from, claim->first->to, 3), rose ? STR("增加") : STR("减少"));
}

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
	fact_implied(claim->c, claim->line, now, before, year - 1, claim->first->from);
}

static bool one_value(const struct claim *claim)
{
	for (size_t i = 1; i < claim->nlevels; i++)
		if (number_cmp(claim->levels[i]->value, claim->levels[0]->value) != 0)
			return false;
	return true;
}

/* Some amount of the paragraph before the claim, of which the sentence does not speak, gives the rate. */
static bool fits_elsewhere(const struct claim *claim)
{
	for (const struct figure *f = claim->line->figs; f < claim->first; f++)
		if (is_level(claim, f) && fits_rate(claim, claim->scaled, implied_base(claim, f)))
			return true;
	return false;
}

static bool any_fits(const struct claim *claim)
{
	if (claim->before && claim->change && fits_elsewhere(claim))
		return true;

	for (size_t i = 0; i < claim->nlevels; i++) {
		const struct figure *f = claim->levels[i];

		if (fits_rate(claim, claim->scaled, is_base(claim, f) ? level(claim, f) : implied_base(claim, f)))
			return true;
	}
	return false;
}

/* 由A增加到B, 从2022年的A下降到2023年的B: which is which, the words say, and A is meant as exactly as B. */
static bool is_from_to(const struct claim *claim, const struct figure *a, const struct figure *b)
{
	struct str s = claim->line->s;

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

	if (!base || !is_from_to(claim, base, now))
		return false;
	from = *base;
	to = *now;
	from.half = to.half = number_cmp(from.half, to.half) < 0 ? from.half : to.half;
	change = range_abs_sub(arena, level(claim, &to), level(claim, &from));
	rose = number_cmp(now->value, base->value);
	if (rose != 0 && (rose > 0) != (claim->dir > 0))
		wrong_direction(claim, now, base);
	if (claim->change && !range_meets(claim->scaled, change))
		wrong_change(claim, true, &to, &from);
	if (claim->rate && !fits_rate(claim, change, level(claim, &from)))
		wrong_rate(claim, true, change, level(claim, &from), &to);
	remember(claim, now, level(claim, base));
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
			bool turned = is_base(claim, now) && !is_base(claim, base);

			if (!figure_comparable(a, b) ||
			    !range_meets(range_abs_sub(arena, level(claim, a), level(claim, b)), claim->scaled))
				continue;
			if (turned) {
				wrong_direction(claim, base, now);
				return true;
			}
			if (claim->rate && !fits_rate(claim, claim->scaled, level(claim, base)) && any_fits(claim))
				return true; /* these two are parts of something, by chance apart as much as that changed */
			if (claim->rate && !fits_rate(claim, claim->scaled, level(claim, base)))
				wrong_rate(claim, true, claim->scaled, level(claim, base), now);
			remember(claim, now, level(claim, base));
			return true;
		}
	return false;
}

static const struct figure *pick(const struct claim *claim, bool base)
{
	for (size_t i = 0; i < claim->nlevels; i++)
		if (is_base(claim, claim->levels[i]) == base && (base || same_subject(claim, claim->levels[i])))
			return claim->levels[i];
	return NULL;
}

/* Both amounts are said, but their difference is another. */
static void by_both(struct claim *claim, const struct figure *now, const struct figure *base)
{
	struct range change = range_abs_sub(claim->c->arena, level(claim, now), level(claim, base));
	bool sure = !claim->before && same_subject(claim, now);

	remember(claim, now, level(claim, base));
	if (claim->change)
		wrong_change(claim, sure, now, base);
	if (claim->rate && !fits_rate(claim, change, level(claim, base)) &&
	    !(claim->change && fits_rate(claim, claim->scaled, level(claim, base))))
		wrong_rate(claim, sure, change, level(claim, base), now);
	if (!claim->change && claim->dir != number_cmp(now->value, base->value) && number_cmp(now->value, base->value) != 0)
		wrong_direction(claim, now, base);
}

/* The change itself may be printed in another unit than the amounts. */
static bool unit_slip(struct claim *claim, const struct figure *now)
{
	struct range change = claim->scaled, base;

	for (int i = 0; i < 2 && now->kind == FIG_MONEY; i++) {
		claim->scaled = range_scale(claim->c->arena, change, i ? 1 : 10000, i ? 10000 : 1);
		base = implied_base(claim, now);
		if (number_sign(base.lo) > 0 && fits_rate(claim, claim->scaled, base) && claim->change->value.num != 0) {
			struct number right = range_middle(claim->c->arena, claim->scaled);

			report(claim->c, claim->line, claim->change->from, UNIT_FACTOR, figure_text(claim->line, claim->change),
			       figure_print(claim->c, claim->line, now, right));
			claim->scaled = change;
			return true;
		}
	}
	claim->scaled = change;
	return false;
}

/* Only this year's amount is said: the year before follows from the change. */
static void by_one(struct claim *claim, const struct figure *now)
{
	struct range base = implied_base(claim, now);
	bool sure = one_value(claim) && (!claim->before || han_count(claim->subject) >= 2 || claim->mark != SIZE_MAX);

	if (number_sign(base.lo) <= 0)
		return;
	if (unit_slip(claim, now))
		return;
	wrong_rate(claim, sure, claim->scaled, base, now);
	remember(claim, now, base);
}

/* All of the amount is new: the base was 0, and nothing grows by a rate from 0. */
static bool from_nothing(struct claim *claim)
{
	const struct figure *now = claim->nlevels ? claim->levels[0] : NULL;

	if (!claim->rate || claim->dir < 0 || !one_value(claim) || number_cmp(now->value, claim->change->value) != 0 ||
	    number_sign(now->value) == 0)
		return false;
	report(claim->c, claim->line, claim->rate->from, NOTHING,
	       check_quote(claim->c, claim->line->s, claim->change->from, claim->rate->to, 4));
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
		if (now && one_value(claim))
			remember(claim, now, implied_base(claim, now));
		return;
	}
	if (claim->rate && now)
		by_one(claim, now);
	else if (claim->rate && base)
		wrong_rate(claim, false, claim->scaled, level(claim, base), NULL);
	else if (now && one_value(claim) && same_subject(claim, now))
		remember(claim, now, implied_base(claim, now));
}

static void judge_rate(struct claim *claim)
{
	const struct figure *now = pick(claim, false), *base = pick(claim, true);

	if (by_from_to(claim) || !now || !base || !figure_comparable(now, base))
		return;
	for (size_t i = 0; i < claim->nlevels; i++)
		for (size_t k = 0; k < claim->nlevels; k++)
			if (i != k && figure_comparable(claim->levels[i], claim->levels[k]) &&
			    fits_rate(claim,
			              range_abs_sub(claim->c->arena, level(claim, claim->levels[i]),
			                            level(claim, claim->levels[k])),
			              level(claim, claim->levels[k])))
				return;
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

/* A change without a unit stands in the unit of the amounts. */
static void scale_change(struct claim *claim)
{
	const struct figure *change = claim->change;

	if (!change)
		return;
	claim->scaled = range_of(claim->c->arena, change);
	if (change->kind == FIG_BARE && claim->nlevels && claim->levels[0]->kind == FIG_MONEY)
		claim->scaled = range_scale(claim->c->arena, claim->scaled, claim->levels[0]->factor, 1);
}

static void judge(struct check *c, const struct line *line, const struct figure *change, const struct figure *rate)
{
	struct claim claim = { .c = c, .line = line, .change = change, .rate = rate };

	claim.first = !change || (rate && rate->from < change->from) ? rate : change;
	claim.dir = claim.first->dir;
	directions(&claim);
	find_levels(&claim);
	find_mark(&claim);
	find_subject(&claim);
	scale_change(&claim);
	if (!claim.nlevels)
		return;
	if (claim.before && !same_subject(&claim, claim.levels[0]) && !pick(&claim, false))
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

			if (is_change(f) && next && next->use == USE_RATE && belongs(line, f, next))
				judge(c, line, f, next), k++;
			else if (f->use == USE_RATE && next && is_change(next) && next->kind != FIG_BARE &&
			         belongs(line, f, next))
				judge(c, line, next, f), k++;
			else if (is_change(f) && f->kind != FIG_BARE && !f->approx)
				judge(c, line, f, NULL);
			else if (f->use == USE_RATE && !f->approx)
				judge(c, line, NULL, f);
		}
	}
}
