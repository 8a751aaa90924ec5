/* fact_key.c - the name of a fact, and what else tells it from others: the year, the budget and the tier that its sentence, its paragraph
 * or the heading above names. */
#include <string.h>

#include "base/arena.h"
#include "check/fact_int.h"

/* --- names --- */

struct str fact_key(struct check *c, struct str subject)
{
	struct str key = pattern_remove(c->patterns, PATTERN_KEY_FILLER, c->arena, subject);
	struct match m;

	if (pattern_find(c->patterns, PATTERN_WHOLE_NAME, key, 0, &m)) /* 总收入, 本年收入: 收入总计, 收入合计 */
		key = str_printf(c->arena, "%.*s%s", STR_FMT(match_group(key, &m, match_group(key, &m, 0).len ? 0 : 1)),
		                 match_group(key, &m, 0).len ? "总计" : "合计");
	else if (!pattern_has(c->patterns, PATTERN_YEAR_SUM, key) && pattern_find(c->patterns, PATTERN_TOTAL_WORD, key, 0, &m))
		key = str_printf(c->arena, "%.*s总计%.*s", (int)m.from, key.ptr, (int)(key.len - m.to), key.ptr + m.to);
	if (str_ends(key, STR("费支出")) && !str_ends(key, STR("经费支出")))
		key = str_printf(c->arena, "%.*s支出", (int)(key.len - strlen("费支出")), key.ptr);
	return key;
}

const struct figure *fact_whole(const struct line *line, const struct figure *f)
{
	const struct figure *whole = NULL;

	for (const struct figure *t = line->figs; t < f; t++) {
		struct str behind = str_sub(line->s, t->to, f->from);

		if (t->use != USE_LEVEL || !figure_comparable(t, f) || number_cmp(t->value, f->value) < 0 ||
		    !str_has(behind, STR("其中")))
			continue;
		if (!str_has(behind, STR("。")) || (!whole && str_has(behind, STR("。其中"))))
			whole = t;
	}
	return whole;
}

struct str fact_subject(struct check *c, const struct line *line, const struct figure *f)
{
	struct str owner = figure_owner(c, line, f);

	if (!owner.len || owner.ptr == f->subject.ptr)
		return owner;
	owner = pattern_remove(c->patterns, PATTERN_BUDGET_END, c->arena, owner);
	return str_has(f->subject, STR("预算")) ? str_printf(c->arena, "%.*s预算", STR_FMT(owner)) : owner;
}

/* --- what else is said --- */

/* The group of the first match of a pattern of alternatives, from 1; 0: none. */
static int alternative(const struct check *c, enum pattern pattern, struct str s)
{
	struct match m;

	if (pattern_find(c->patterns, pattern, s, 0, &m))
		for (int i = 0; i < MATCH_GROUPS; i++)
			if (m.group[i][0] != SIZE_MAX)
				return i + 1;
	return 0;
}

/* 收入包括…;支出包括…: what the other side is called says nothing of this one. */
static size_t own_words(const struct check *c, const struct line *line, const struct figure *f)
{
	struct match first, m;

	if (!pattern_find(c->patterns, PATTERN_SIDE, line->s, f->sentence, &first) || first.from >= f->from ||
	    !pattern_find(c->patterns, PATTERN_SIDE, line->s, first.to, &m) || m.from > f->from || m.from != f->segment)
		return f->from;
	return first.from;
}

/* In the figure's own words, else in the nearest sentence before it that says one. */
static int said(const struct check *c, enum pattern pattern, const struct line *line, const struct figure *f)
{
	int found = alternative(c, pattern, f->subject);
	size_t to = own_words(c, line, f);

	for (size_t from = f->sentence; !found; from = line_sentence_before(line, to)) {
		found = alternative(c, pattern, str_sub(line->s, from, to));
		to = from;
		if (from == 0)
			break;
	}
	return found;
}

/* The year said last from `from` on before figure n, other than one compared with; 0: none. */
static int year_said(const struct check *c, const struct line *line, size_t n, size_t from)
{
	int64_t year = 0;

	while (n-- > 0 && line->figs[n].from >= from)
		if (line->figs[n].kind == FIG_YEAR && line->figs[n].depth == 0 && !figure_is_base_year(c, line, &line->figs[n]) &&
		    number_to_int(line->figs[n].value, &year))
			break;
	return (int)year;
}

/* 2022年,…: the year that the paragraph begins with; 0: none. */
static int year_at_head(const struct line *line)
{
	int64_t year = 0;

	if (line->nfigs && line->figs[0].kind == FIG_YEAR && line->figs[0].from <= line->mark_to + strlen("其中："))
		number_to_int(line->figs[0].value, &year);
	return (int)year;
}

/* A section begins anew with its heading of the first level; those below add to it. */
struct fact_context *fact_headings(struct check *c)
{
	struct fact_context *all = arena_array(c->arena, c->n + 1, sizeof(*all)), now = { 0 };

	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];
		struct fact_context said = { 0 };

		if (line->heading && !line->contents) {
			said = (struct fact_context){ .year = year_said(c, line, line->nfigs, 0),
				                      .budget = alternative(c, PATTERN_BUDGET_NAME, line->s),
				                      .tier = alternative(c, PATTERN_TIER, line->s) };
			if (line->mark == MARK_HAN || line->mark == MARK_PART)
				now = (struct fact_context){ .section = now.section + 1 };
			now.year = said.year ? said.year : now.year;
			now.budget = said.budget ? said.budget : now.budget;
			now.tier = said.tier ? said.tier : now.tier;
		}
		all[i] = now;
	}
	return all;
}

struct fact_context fact_context(struct check *c, const struct line *line, const struct figure *f, const struct fact_context *heading)
{
	struct fact_context context = { .section = heading->section,
		                        .year = f->year,
		                        .budget = said(c, PATTERN_BUDGET_NAME, line, f),
		                        .tier = said(c, PATTERN_TIER, line, f) };
	int year = heading->year ? heading->year : c->year;

	if (f->year < 0)
		context.year = !year ? 0 : f->year == YEAR_LAST ? year - 1 : year;
	if (!context.year)
		context.year = year_said(c, line, (size_t)(f - line->figs), f->sentence);
	if (!context.year)
		context.year = year_at_head(line);
	if (!context.year)
		context.year = year;
	context.budget = context.budget ? context.budget : heading->budget;
	context.tier = context.tier ? context.tier : heading->tier;
	return context;
}

/* --- slips of the hand --- */

/* The digits alike from both ends but for one digit, or two that are turned. */
static bool one_slip(struct str a, struct str b)
{
	size_t head = 0, tail = 0, longer = a.len > b.len ? a.len : b.len, shorter = a.len + b.len - longer;

	while (head < shorter && a.ptr[head] == b.ptr[head])
		head++;
	while (tail < shorter - head && a.ptr[a.len - 1 - tail] == b.ptr[b.len - 1 - tail])
		tail++;
	if (longer < 4 || longer > shorter + 1)
		return false;
	return longer - head - tail <= 1 || (a.len == b.len && a.len - head - tail == 2 && a.ptr[head] == b.ptr[head + 1] &&
	                                     a.ptr[head + 1] == b.ptr[head]);
}

bool fact_slip(const struct line *x, const struct figure *a, const struct line *y, const struct figure *b)
{
	struct str s = str_sub(x->s, a->from, a->digits_to), t = str_sub(y->s, b->from, b->digits_to);

	return a->factor == b->factor && one_slip(s, t);
}
