/* rate_name.c - any other rate, by its own name: 除治率 is what was 除治 of what stands before it in the sentence, whatever field it comes from.
 *
 * The name's last two characters say what was done and name the part; what stands before them (按时, 一次, 农村) must be said in the sentence too,
 * or the rate is of fewer than the sentence counts. Any pair of its amounts that gives the rate is taken for what was meant. */
#include "base/arena.h"
#include "check/share_int.h"

enum { ABOVE = 3, LEVELS_MAX = 32 }; /* [paragraphs] where the whole of a rate may stand */

struct rate_name {
	struct str done, qualifier; /* 除治; 疫木 */
	size_t from;                /* [bytes] of the line */
};

struct levels {
	const struct figure *figs[LEVELS_MAX]; /* of one measure, of the sentence, before the percentage */
	size_t n;
};

static bool read_name(const struct check *c, const struct line *line, const struct figure *percent, struct rate_name *name)
{
	struct str clause = str_sub(line->s, percent->clause, percent->from);
	struct match m;

	if (!pattern_find(c->patterns, PATTERN_RATE_ANY, clause, 0, &m))
		return false;
	name->qualifier = match_group(clause, &m, 0);
	name->done = match_group(clause, &m, 1);
	name->from = percent->clause + m.from;
	return !pattern_has(c->patterns, PATTERN_RATE_NOT, name->qualifier); /* 不合格率 */
}

/* Whether the sentence speaks of what the name speaks of. */
static bool is_of_sentence(struct check *c, const struct line *line, const struct figure *percent, const struct rate_name *name)
{
	static const size_t two = sizeof("除治") - 1;
	struct str said = str_sub(line->s, percent->sentence, name->from);
	struct str q = pattern_remove(c->patterns, PATTERN_RATE_LIGHT, c->arena, name->qualifier);

	if (q.len < two)
		return true;
	return str_has(said, str_sub(q, 0, two)) && str_has(said, str_sub(q, q.len - two, q.len));
}

static bool is_level(const struct figure *f, const struct figure *percent)
{
	return f->use == USE_LEVEL && !f->approx && f->depth <= percent->depth && f->sentence == percent->sentence;
}

/* 3134株: a measure word that no list has. */
static bool same_measure(const struct line *line, const struct figure *a, const struct figure *b)
{
	struct str x = str_sub(line->s, a->to, a->to + 3), y = str_sub(line->s, b->to, b->to + 3);

	return figure_comparable(a, b) || (a->kind == FIG_BARE && b->kind == FIG_BARE && str_eq(x, y) && han_count(x) == 1);
}

/* 合格 in 合格的1182批次, not in 不合格18批次. */
static bool says_done(const struct check *c, const struct figure *f, const struct rate_name *name)
{
	ptrdiff_t at = str_find(f->subject, name->done);

	return at >= 0 && !pattern_has(c->patterns, PATTERN_RATE_NOT, str_sub(f->subject, 0, (size_t)at));
}

/* What was done: the last amount that has the name's word; 已通 for 普及. NULL: none. */
static const struct figure *find_part(const struct check *c, const struct line *line, const struct figure *percent,
                                      const struct rate_name *name)
{
	for (const struct figure *f = percent; f-- > line->figs && f->sentence == percent->sentence;) {
		bool done = says_done(c, f, name) || (pattern_has(c->patterns, PATTERN_RATE_REACH, name->done) &&
		                                               pattern_has(c->patterns, PATTERN_RATE_REACHED, f->subject));

		if (is_level(f, percent) && f->kind != FIG_YEAR && f->kind != FIG_DATE && done &&
		    !pattern_has(c->patterns, PATTERN_LEFT_UNDONE, f->subject))
			return f;
	}
	return NULL;
}

static struct levels levels_of(const struct line *line, const struct figure *percent, const struct figure *part)
{
	struct levels l = { .n = 0 };

	for (const struct figure *f = line->figs; f < percent && l.n < LEVELS_MAX; f++)
		if (is_level(f, percent) && same_measure(line, f, part))
			l.figs[l.n++] = f;
	return l;
}

/* Whether two of the amounts, or one and the two together, give the rate. */
static bool some_pair_fits(struct share share, const struct levels *l)
{
	struct arena *arena = share.c->arena;

	for (size_t a = 0; a < l->n; a++)
		for (size_t b = 0; b < l->n; b++) {
			struct range whole = range_of(arena, l->figs[b]);

			share.part = l->figs[a];
			if (a != b && (share_fits(&share, whole) || share_fits(&share, range_add(arena, whole, range_of(arena, share.part)))))
				return true;
		}
	return false;
}

/* What the part is of: 支付A,未支B is of both; else the amount before it that is no smaller. */
static bool find_whole(const struct share *share, const struct levels *l, struct range *whole, struct str *text)
{
	struct check *c = share->c;
	size_t at = 0;

	while (l->figs[at] != share->part)
		at++;
	if (at == 0 && l->n == 2 && pattern_has(c->patterns, PATTERN_LEFT_UNDONE, l->figs[1]->subject)) {
		*whole = range_add(c->arena, range_of(c->arena, share->part), range_of(c->arena, l->figs[1]));
		*text = str_printf(c->arena, "(%.*s+%.*s)", STR_FMT(figure_text(share->line, share->part)),
		                   STR_FMT(figure_text(share->line, l->figs[1])));
		return true;
	}
	while (at-- > 0)
		if (number_cmp(l->figs[at]->value, share->part->value) >= 0 && number_sign(l->figs[at]->value) > 0) {
			*whole = range_of(c->arena, l->figs[at]);
			*text = figure_text(share->line, l->figs[at]);
			return true;
		}
	return false;
}

/* 28.06% where 71.94% was done. */
static bool is_complement(const struct share *share, struct range right)
{
	struct arena *arena = share->c->arena;
	struct range rest = { number_sub(arena, number_from(100), right.hi), number_sub(arena, number_from(100), right.lo) };

	return range_meets(rest, range_of(arena, share->percent));
}

/* 47.6% for 74.6%: the digits of the right rate in another order. */
static bool is_transposed(const struct share *share, struct range whole)
{
	struct check *c = share->c;
	struct str right = percent_print(c, share->percent, range_of(c->arena, share->part), whole);
	struct str printed = figure_text(share->line, share->percent);
	int counts[256] = { 0 };

	for (size_t i = 0; i < right.len; i++)
		counts[(unsigned char)right.ptr[i]]++;
	for (size_t i = 0; i < printed.len; i++)
		if (counts[(unsigned char)printed.ptr[i]]-- == 0)
			return false;
	return right.len == printed.len;
}

/* 破案412起(含积案30起), 2022年整改率: the part is counted otherwise, or in another year. */
static bool is_otherwise(const struct line *line, const struct figure *percent, const struct figure *part)
{
	for (const struct figure *f = part + 1; f < percent; f++)
		if (f->depth > percent->depth && same_measure(line, f, part))
			return true;
	return percent->year != 0 && percent->year != part->year;
}

void rate_by_name(struct check *c, const struct line *line, const struct figure *percent)
{
	struct share share = { .c = c, .line = line, .percent = percent };
	struct rate_name name;
	struct range whole, right;
	struct levels l;
	struct str text;

	if (percent->approx || number_cmp(percent->value, number_from(100)) == 0 || !read_name(c, line, percent, &name) ||
	    !is_of_sentence(c, line, percent, &name) || !(share.part = find_part(c, line, percent, &name)))
		return;
	l = levels_of(line, percent, share.part);
	if (is_otherwise(line, percent, share.part) || some_pair_fits(share, &l) || !find_whole(&share, &l, &whole, &text) ||
	    !range_rate(c->arena, range_of(c->arena, share.part), whole, &right))
		return;
	/* far from what the amounts give, it is of others */
	if (rate_may_be_meant(c->arena, right, range_of(c->arena, percent)) || is_complement(&share, right) ||
	    is_transposed(&share, whole))
		share_wrong(&share, false, whole, text); /* many rates are defined in regulations */
}

/* --- the whole stands in a paragraph above --- */

/* The amounts above that may be the whole: any gives the rate, or the nearest ones that are called so are one. */
static const struct figure *whole_above(const struct share *share, enum pattern called, const struct line **where)
{
	struct check *c = share->c;
	const struct figure *found = NULL;

	for (const struct line *line = share->line; line-- > c->lines && share->line - line <= ABOVE && line->part == share->line->part;)
		for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++) {
			if (!figure_comparable(f, share->part) || f->use != USE_LEVEL)
				continue;
			if (share_fits(share, range_of(c->arena, f)))
				return NULL;
			if (f->approx || f->depth || (found && *where != line) || number_cmp(f->value, share->part->value) < 0 ||
			    !pattern_has(c->patterns, called, f->subject) || number_sign(f->value) <= 0)
				continue;
			if (found && number_cmp(f->value, found->value) != 0)
				return NULL;
			found = f;
			*where = line;
		}
	return found;
}

void rate_above(struct check *c, const struct line *line, const struct figure *percent, enum pattern part, enum pattern whole)
{
	struct share share = { .c = c, .line = line, .percent = percent };
	const struct line *where = NULL;
	const struct figure *base, *last = percent;
	struct range right;

	while (last-- > line->figs && last->sentence == percent->sentence && !share.part)
		if (is_level(last, percent) && last->kind == FIG_MONEY)
			share.part = last;
	if (!share.part || number_sign(share.part->value) <= 0 || !pattern_has(c->patterns, part, share.part->subject) ||
	    !(base = whole_above(&share, whole, &where)) ||
	    !range_rate(c->arena, range_of(c->arena, share.part), range_of(c->arena, base), &right))
		return;
	if (number_cmp(percent->value, number_from(100)) != 0 && rate_may_be_meant(c->arena, right, range_of(c->arena, percent)))
		share_wrong(&share, false, range_of(c->arena, base), figure_text(where, base));
}
