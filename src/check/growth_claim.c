/* growth_claim.c - what the words of a claim of growth say: what grows, against what, and which amounts stand for it. */
#include "base/arena.h"
#include "check/growth_int.h"

/* --- the amounts before the claim --- */

bool claim_is_level(const struct claim *claim, const struct figure *f)
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

		if (f->from >= from && f->from < to && f->depth <= claim->first->depth && claim_is_level(claim, f) &&
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

bool claim_same_subject(const struct claim *claim, const struct figure *level)
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
bool claim_is_base(const struct claim *claim, const struct figure *f)
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

bool claim_one_value(const struct claim *claim)
{
	for (size_t i = 1; i < claim->nlevels; i++)
		if (number_cmp(claim->levels[i]->value, claim->levels[0]->value) != 0)
			return false;
	return true;
}

void claim_read(struct claim *claim)
{
	find_levels(claim);
	find_mark(claim);
	find_subject(claim);
	scale_change(claim);
}
