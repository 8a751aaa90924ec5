/* growth_year.c - a year compared with itself: 2026年收入预算…,比2026年预算增加…. The other year is meant; only the settled account beside the
 * budget of one year is a comparison. */
#include <string.h>

#include "base/arena.h"
#include "check/growth_int.h"

/* The one year that the words from `from` to the comparison speak of; 0: none; -1: several. */
static int64_t year_before(const struct check *c, const struct line *line, const struct figure *base, size_t from)
{
	int64_t found = 0, year;

	for (const struct figure *f = line->figs; f < base; f++) {
		if (f->from < from || f->kind != FIG_YEAR || figure_is_base_year(c, line, f) || !number_to_int(f->value, &year))
			continue;
		if (found && found != year)
			return -1;
		found = year;
	}
	return found;
}

/* How often the text compares with that year. */
static size_t comparisons(const struct check *c, int64_t year)
{
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++)
			n += figure_is_base_year(c, &c->lines[i], &c->lines[i].figs[k]) &&
			     number_cmp(c->lines[i].figs[k].value, number_from(year)) == 0;
	return n;
}

/* 预算 or 决算 on both sides, or nothing at all on the other. */
static bool same_account(const struct check *c, struct str before, struct str behind)
{
	bool settled = pattern_has(c->patterns, PATTERN_CARRIED_OUT_WORDS, behind);

	if (settled)
		return !str_has(before, STR("预算"));
	return !str_has(behind, STR("预算")) || (str_has(before, STR("预算")) && !pattern_has(c->patterns, PATTERN_CARRIED_OUT_WORDS, before));
}

static void look(struct check *c, const struct line *line, const struct figure *base)
{
	struct str behind = str_sub(line->s, base->to, line->s.len), before = str_sub(line->s, base->sentence, base->from);
	struct match m;
	int64_t year, said = year_before(c, line, base, base->sentence);

	if (!number_to_int(base->value, &year) || !pattern_find(c->patterns, PATTERN_YEAR_ITSELF, behind, 0, &m))
		return;
	behind = str_sub(behind, 0, m.to);
	/* where the sentence names no year it is the report's, which its other comparisons tell */
	if (!said && year == c->year && comparisons(c, year - 1) > 2 && comparisons(c, year) <= 2 &&
	    pattern_has(c->patterns, PATTERN_CARRIED_OUT_WORDS, behind))
		said = year;
	if (said != year || !same_account(c, before, behind))
		return;
	report(c, line, base->from, SAME_YEAR, check_quote(c, line->s, base->from, base->to + m.to, 8),
	       figure_text(line, base));
}

void growth_years(struct check *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs && !c->lines[i].leftover && !c->lines[i].cell; k++)
			if (figure_is_base_year(c, &c->lines[i], &c->lines[i].figs[k]))
				look(c, &c->lines[i], &c->lines[i].figs[k]);
}
