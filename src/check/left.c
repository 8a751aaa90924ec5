/* left.c - what is left of anything: 发现A,整改B,剩余C; 预算A,到位B,缺口C; 控制价A,中标价B,节约C; 支出B,使用率D%,结余C with A in a paragraph above.
 *
 * C is the difference of two amounts of its sentence. Any pair of them may be meant, also less what else was done with them (移交3个); only when
 * none gives C, and the words say that the two before it are that pair, is it wrong. Accounts are remainder.c's. */
#include "base/arena.h"
#include "check/share_int.h"
#include "check/sum_int.h"

enum { LEVELS_MAX = 24, ABOVE = 4 };

struct levels {
	const struct figure *figs[LEVELS_MAX]; /* of the sentence, of one measure with what is left */
	size_t n, before;                      /* of them stand before it */
};

static bool is_level(const struct figure *f, const struct figure *rest)
{
	return f != rest && f->use == USE_LEVEL && !f->approx && f->sentence == rest->sentence && f->depth <= rest->depth &&
	       figure_comparable(f, rest);
}

static struct levels levels_of(const struct line *line, const struct figure *rest)
{
	struct levels l = { .n = 0 };

	for (const struct figure *f = line->figs; f < line->figs + line->nfigs && l.n < LEVELS_MAX; f++)
		if (is_level(f, rest)) {
			l.figs[l.n++] = f;
			l.before += f < rest;
		}
	return l;
}

/* A less some of the amounts that follow it, what is left among them: A-B = C, A-B-B' = C, A-B = C+C'. */
static bool some_fit(const struct check *c, const struct levels *l, const struct figure *rest)
{
	struct arena *arena = c->arena;

	for (size_t a = 0; a < l->n; a++)
		for (size_t b = 0; b < l->n; b++) {
			struct range left = range_abs_sub(arena, range_of(arena, l->figs[a]), range_of(arena, rest));

			for (size_t k = b; k < l->n; k++) {
				if (k == a)
					break;
				left = range_sub(arena, left, range_of(arena, l->figs[k]));
				if (range_zero(left))
					return true;
			}
		}
	return false;
}

/* 未消除 behind 已消除: the two characters behind 未 say what the part before it had done. */
static bool names_each_other(const struct check *c, const struct figure *done, const struct figure *rest)
{
	struct match m;

	return pattern_find(c->patterns, PATTERN_LEFT_NOT, rest->subject, 0, &m) &&
	       str_has(done->subject, match_group(rest->subject, &m, 0));
}

/* Whether the words make `whole`, `done` and `rest` one: bare 剩余10个, or 未… of what was done. */
static bool is_pair(const struct check *c, const struct figure *whole, const struct figure *done, const struct figure *rest)
{
	const struct patterns *p = c->patterns;
	bool saved = pattern_has(p, PATTERN_LEFT_SAVED, rest->subject);

	if (number_cmp(whole->value, done->value) < 0 || pattern_has(p, PATTERN_BASE_ONLY, whole->subject) ||
	    pattern_has(p, PATTERN_BASE_ONLY, done->subject))
		return false;
	if (saved)
		return pattern_has(p, PATTERN_LEFT_PRICE, whole->subject) && pattern_has(p, PATTERN_LEFT_PAID, done->subject);
	if (names_each_other(c, done, rest))
		return true;
	return pattern_has(p, PATTERN_LEFT_BARE, rest->subject) && pattern_has(p, PATTERN_LEFT_DONE, done->subject) &&
	       !pattern_has(p, PATTERN_LEFT_DONE, whole->subject);
}

static void left_wrong(struct check *c, const struct line *line, const struct figure *rest, bool sure, const struct line *where,
                       const struct figure *whole, const struct figure *done)
{
	struct range right = range_sub(c->arena, range_of(c->arena, whole), range_of(c->arena, done));

	report_if(c, line, rest->from, sure, DIFFERENCE, check_quote(c, line->s, rest->from, rest->to, 6),
	          figure_print(c, line, rest, range_middle(c->arena, right)), figure_text(where, whole),
	          figure_text(line, done));
}

/* --- the whole stands in a paragraph above, and the rate in the sentence is of it --- */

static bool rate_is_of(const struct check *c, const struct line *line, const struct figure *done, const struct figure *rest,
                       const struct figure *whole)
{
	for (const struct figure *f = done + 1; f < rest; f++) {
		struct share share = { .c = (struct check *)c, .line = line, .percent = f, .part = done };

		if (f->kind == FIG_PERCENT && f->decimals > 0 && share_fits(&share, range_of(c->arena, whole)))
			return true;
	}
	return false;
}

static void left_of_above(struct check *c, const struct line *line, const struct figure *done, const struct figure *rest)
{
	const struct figure *whole = NULL;
	const struct line *where = NULL;

	for (const struct line *l = line; l-- > c->lines && line - l <= ABOVE && l->part == line->part;)
		for (const struct figure *f = l->figs; f < l->figs + l->nfigs; f++) {
			if (!figure_comparable(f, rest) || f->use != USE_LEVEL || f->approx)
				continue;
			if (range_meets(range_sub(c->arena, range_of(c->arena, f), range_of(c->arena, done)), range_of(c->arena, rest)))
				return;
			if (!whole && number_cmp(f->value, done->value) >= 0 && rate_is_of(c, line, done, rest, f)) {
				whole = f;
				where = l;
			}
		}
	if (whole)
		left_wrong(c, line, rest, true, where, whole, done);
}

/* --- */

/* Nothing else came to it: what was left before, income, or a comparison with another year. */
static bool is_simple(const struct check *c, const struct line *line, const struct figure *rest)
{
	return !pattern_has(c->patterns, PATTERN_LEFT_MIXED, str_sub(line->s, rest->sentence, rest->from)) &&
	       !pattern_has(c->patterns, PATTERN_COMPARED, str_sub(line->s, rest->clause, rest->from));
}

void check_left(struct check *c, const struct line *line, const struct figure *rest)
{
	struct levels l;
	const struct figure *whole, *done;

	if (rest->use != USE_LEVEL || (rest->kind != FIG_COUNT && rest->kind != FIG_MONEY) ||
	    !pattern_has(c->patterns, PATTERN_LEFT_WORD, rest->subject) || !is_simple(c, line, rest))
		return;
	l = levels_of(line, rest);
	if (some_fit(c, &l, rest))
		return;
	if (l.before == 1 && pattern_has(c->patterns, PATTERN_LEFT_BARE, rest->subject))
		left_of_above(c, line, l.figs[0], rest);
	if (l.before < 2)
		return;
	whole = l.figs[l.before - 2];
	done = l.figs[l.before - 1];
	if (is_pair(c, whole, done, rest))
		left_wrong(c, line, rest, l.n == 2, line, whole, done);
}
