/* rate.c - rates that their name explains: 完成率 is what was done of what was planned, 满意度 the satisfied of those who answered, 回收率 what came
 * back of what was sent; 完成预算24.20亿元的98.50%; averages (人均5441元).
 *
 * The amounts stand before the rate in its paragraph, and are known by their names. Any pair that gives the rate is taken for what was meant. */
#include "base/arena.h"
#include "check/share_int.h"

static const struct {
	enum pattern rate, part, whole;
} rates[] = {
	{ PATTERN_RATE_DONE, PATTERN_RATE_ACTUAL, PATTERN_RATE_PLANNED },
	{ PATTERN_RATE_SATISFIED, PATTERN_RATE_PLEASED, PATTERN_RATE_ASKED },
	{ PATTERN_RATE_RETURNED, PATTERN_RATE_BACK, PATTERN_RATE_SENT },
	{ PATTERN_RATE_VALID, PATTERN_RATE_VALID_ONES, PATTERN_RATE_BACK },
	{ PATTERN_RATE_STAFFED, PATTERN_RATE_STAFF, PATTERN_RATE_POSTS },
	{ PATTERN_RATE_PASSED, PATTERN_RATE_PASSING, PATTERN_RATE_TESTED },
	{ PATTERN_RATE_SETTLED, PATTERN_RATE_CLOSED, PATTERN_RATE_RECEIVED },
	{ PATTERN_RATE_ARRIVED, PATTERN_RATE_ARRIVING, PATTERN_RATE_GRANTED },
	{ PATTERN_RATE_SPENDING, PATTERN_RATE_SPENT, PATTERN_RATE_FUNDS },
	{ PATTERN_RATE_DEBT, PATTERN_RATE_DEBTS, PATTERN_RATE_ASSETS },
};

enum { FAR = 450 }; /* [bytes] how far before a rate its amounts may stand */

static bool is_level(const struct figure *f, const struct figure *percent)
{
	return f->use == USE_LEVEL && !f->approx && (f->kind == FIG_COUNT || f->kind == FIG_MONEY) && f->from < percent->from &&
	       f->from + FAR > percent->from && f->depth <= percent->depth;
}

/* --- rates with a name --- */

struct pairing {
	struct share best; /* the pair nearest before the percentage */
	const struct figure *whole;
	size_t pairs;
	bool fits, outer;
};

/* 非常满意210份,满意50份: grades count together. */
static bool fits_together(const struct share *share, enum pattern part, const struct figure *whole)
{
	struct arena *arena = share->c->arena;
	struct range sum = range_none();
	struct figure all = *share->part;
	struct share together = *share;

	for (const struct figure *f = share->line->figs; f < share->percent; f++)
		if (is_level(f, share->percent) && figure_comparable(f, whole) &&
		    pattern_has(share->c->patterns, part, f->subject))
			sum = range_add(arena, sum, range_of(arena, f));
	all.value = range_middle(arena, sum);
	together.part = &all;
	return share_fits(&together, range_of(arena, whole));
}

/* 发放240份,收回231份,满意199份: whoever did not answer is not asked, so the satisfied are no share of what was sent. */
static bool is_outer(const struct share *share, size_t k, const struct figure *part, const struct figure *whole)
{
	const struct patterns *p = share->c->patterns;

	if (rates[k].rate != PATTERN_RATE_SATISFIED || !pattern_has(p, PATTERN_RATE_SENT, whole->subject))
		return false;
	for (const struct figure *f = whole + 1; f < part; f++)
		if (is_level(f, share->percent) && figure_comparable(f, whole) && number_cmp(f->value, whole->value) < 0 &&
		    (pattern_has(p, PATTERN_RATE_BACK, f->subject) || pattern_has(p, PATTERN_RATE_VALID_ONES, f->subject)))
			return true;
	return false;
}

/* Tries every part with every whole; false when one pair gives the rate. */
static bool pair_up(struct pairing *p, const struct share *share, size_t k)
{
	const struct line *line = share->line;
	const struct patterns *patterns = share->c->patterns;

	for (const struct figure *a = line->figs; a < share->percent; a++)
		for (const struct figure *b = line->figs; b < share->percent; b++) {
			struct share one = *share;

			if (a == b || !is_level(a, share->percent) || !is_level(b, share->percent) || !figure_comparable(a, b) ||
			    !pattern_has(patterns, rates[k].part, a->subject) ||
			    !pattern_has(patterns, rates[k].whole, b->subject) ||
			    pattern_has(patterns, rates[k].whole, a->subject) || number_sign(b->value) == 0)
				continue;
			one.part = a;
			if (is_outer(share, k, a, b)) {
				p->outer = true;
				continue;
			}
			if ((p->fits = share_fits(&one, range_of(share->c->arena, b)) || fits_together(&one, rates[k].part, b)))
				return false;
			if (!p->pairs || a->segment > p->best.part->segment ||
			    (a->segment == p->best.part->segment && number_cmp(b->value, p->whole->value) > 0)) {
				p->best = one;
				p->whole = b;
			}
			p->pairs++;
		}
	return p->pairs > 0;
}

static bool named_rate(struct check *c, const struct line *line, const struct figure *percent)
{
	struct share share = { .c = c, .line = line, .percent = percent };
	struct str name = str_sub(line->s, percent->clause, percent->from);

	for (size_t k = 0; k < sizeof(rates) / sizeof(*rates); k++) {
		struct pairing p = { .pairs = 0 };

		if (!pattern_has(c->patterns, rates[k].rate, name))
			continue;
		if (pair_up(&p, &share, k))
			share_wrong(&p.best, p.pairs == 1 && !p.outer && p.best.part->sentence == percent->sentence,
			            range_of(c->arena, p.whole), figure_text(line, p.whole));
		if (p.pairs || p.fits)
			return true;
		rate_above(c, line, percent, rates[k].part, rates[k].whole);
	}
	return false;
}

/* --- 完成预算24.20亿元的98.50% --- */

static void rate_of_amount(struct check *c, const struct line *line, size_t at)
{
	struct share share = { .c = c, .line = line, .percent = &line->figs[at] };
	const struct figure *base = at > 0 ? &line->figs[at - 1] : NULL;

	if (!base || base->kind != FIG_MONEY || base->use != USE_LEVEL || base->approx ||
	    !str_eq(str_sub(line->s, base->to, share.percent->from), STR("的")) ||
	    !pattern_has(c->patterns, PATTERN_RATE_OF, str_sub(line->s, base->clause, base->from)))
		return;
	for (const struct figure *f = base; f-- > line->figs && f->sentence == base->sentence && !share.part;) {
		if (f->kind == FIG_PERCENT)
			return;
		if (is_level(f, share.percent) && figure_comparable(f, base) &&
		    !pattern_has(c->patterns, PATTERN_BASE_ONLY, f->subject))
			share.part = f;
	}
	if (share.part && number_sign(base->value) > 0 && !share_fits(&share, range_of(c->arena, base)))
		share_wrong(&share, true, range_of(c->arena, base), figure_text(line, base));
}

/* --- averages --- */

/* 户均 counts 户, 生均 and 每人 count 人, 车均 辆. */
static bool is_head(struct str word, const struct figure *f)
{
	if (str_eq(word, STR("车")))
		return str_eq(f->unit, STR("辆"));
	if (str_eq(word, STR("人")) || str_eq(word, STR("生")))
		return str_eq(f->unit, STR("人")) || str_eq(f->unit, STR("人次"));
	if (str_eq(word, STR("平方米")))
		return str_eq(f->unit, STR("㎡"));
	return str_starts(f->unit, word);
}

/* An average a little off, or with its point elsewhere; else other amounts are meant. */
bool rate_may_be_meant(struct arena *arena, struct range right, struct range printed)
{
	struct range around = { number_mul(arena, right.lo, number_ratio(4, 5)),
		                number_mul(arena, right.hi, number_ratio(5, 4)) };

	return range_meets(around, printed) || range_slip(arena, right, printed);
}

/* 户均补助500元,共发放120.00万元: the whole stands behind the average. */
static bool is_all(const struct figure *f)
{
	return str_has(f->subject, STR("共")) || str_has(f->subject, STR("合计")) || str_has(f->subject, STR("总"));
}

/* 30576.95万元, 5.62万人次, 人均5441元: one of the amounts of its paragraph by one of the counts. */
static void average(struct check *c, const struct line *line, const struct figure *each, struct str word)
{
	const struct figure *amount = NULL, *count = NULL;
	struct arena *arena = c->arena;
	struct range right, printed = range_of(arena, each), best;

	for (const struct figure *a = line->figs; a < line->figs + line->nfigs; a++)
		for (const struct figure *n = line->figs; n < line->figs + line->nfigs; n++) {
			if (a == each || a->kind != FIG_MONEY || a->use != USE_LEVEL || n->kind != FIG_COUNT ||
			    n->use != USE_LEVEL || !is_head(word, n) ||
			    !range_rate(arena, range_of(arena, a), range_of(arena, n), &right))
				continue;
			right = range_scale(arena, right, 1, 100);
			if (a->approx || n->approx || range_meets(right, printed))
				return;
			if ((a < each || is_all(a)) && n < each && a->sentence == each->sentence && n->sentence == each->sentence &&
			    (!amount || (a >= amount && n >= count))) { /* the last ones before it */
				amount = a;
				count = n;
				best = right;
			}
		}
	if (amount && rate_may_be_meant(arena, best, printed))
		report(c, line, each->from, AVERAGE, check_quote(c, line->s, each->from, each->to, 6),
		       figure_print(c, line, each, range_middle(arena, best)), figure_text(line, amount),
		       figure_text(line, count));
}

static void averages(struct check *c, const struct line *line, const struct figure *f)
{
	struct match m;

	if (f->kind == FIG_MONEY && f->use == USE_LEVEL && pattern_find(c->patterns, PATTERN_PER_HEAD, f->subject, 0, &m))
		average(c, line, f, match_group(f->subject, &m, m.group[0][0] == SIZE_MAX ? 1 : 0));
}

static void rate(struct check *c, const struct line *line, size_t at)
{
	const struct figure *f = &line->figs[at];

	if (f->use != USE_OTHER && f->use != USE_DONE)
		return;
	if (!named_rate(c, line, f))
		rate_by_name(c, line, f);
	rate_of_amount(c, line, at);
	rate_far(c, line, f);
}

void check_rates(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs && !line->leftover && !line->cell; k++) {
			if (line->figs[k].approx)
				continue;
			if (line->figs[k].kind == FIG_PERCENT)
				rate(c, line, k);
			averages(c, line, &line->figs[k]);
			average_far(c, line, &line->figs[k]);
		}
	}
}
