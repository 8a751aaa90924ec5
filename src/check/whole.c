/* whole.c - the amount that a name means: 占本年支出合计的, 占总收入的, 占授予中小企业合同金额的. One total has several names, and a name alone says less than
 * the sentence it stands in; so all amounts of that name in the section are given, none when nothing bears it. */
#include "base/arena.h"
#include "check/share_int.h"

/* What stands behind the year, without the words that all totals share. */
static struct str name_key(struct check *c, struct str name)
{
	struct match m;

	while (pattern_find(c->patterns, PATTERN_YEAR_OF, name, 0, &m))
		name = str_sub(name, m.to, name.len);
	return pattern_remove(c->patterns, PATTERN_WHOLE_FILLER, c->arena, name);
}

/* 全县一般公共预算收入 is an 一般公共预算收入, 项目支出 is no 支出. */
static bool same_key(const struct check *c, struct str key, struct str subject)
{
	if (str_eq(key, subject))
		return true;
	return han_count(key) >= 4 && str_ends(subject, key) &&
	       pattern_has(c->patterns, PATTERN_WHOSE, str_sub(subject, 0, subject.len - key.len));
}

/* 支出 alone is the total only where it is called so. */
static bool is_total(const struct check *c, struct str key, const struct figure *f)
{
	return han_count(key) > 2 || pattern_has(c->patterns, PATTERN_TOTAL_NAME, f->subject);
}

static bool is_candidate(struct check *c, const struct line *line, const struct figure *f, const struct share *share,
                         struct str key)
{
	int year = figure_year(c, f), of = figure_year(c, share->part);

	return f != share->part && f->use == USE_LEVEL && !f->approx && figure_comparable(f, share->part) && !line->leftover &&
	       !line->cell && !line->contents && (!year || year == (of ? of : c->year)) &&
	       pattern_has(c->patterns, PATTERN_BUDGET, f->subject) == pattern_has(c->patterns, PATTERN_BUDGET, share->named) &&
	       is_total(c, key, f) && same_key(c, key, name_key(c, f->subject));
}

/* 总计 holds what is carried over as well: not meant by 本年支出, 支出合计. */
static void drop_grand_totals(struct check *c, struct whole *w, struct str name)
{
	size_t kept = 0;

	if (!pattern_has(c->patterns, PATTERN_YEARS_OWN, name))
		return;
	for (size_t i = 0; i < w->n; i++)
		kept += !pattern_has(c->patterns, PATTERN_GRAND, w->figs[i]->subject);
	for (size_t i = 0; kept && i < w->n;) {
		if (!pattern_has(c->patterns, PATTERN_GRAND, w->figs[i]->subject)) {
			i++;
			continue;
		}
		w->n--;
		w->figs[i] = w->figs[w->n];
		w->lines[i] = w->lines[w->n];
	}
}

struct whole share_whole(const struct share *share)
{
	struct check *c = share->c;
	struct whole w = { .n = 0 };
	struct str key = name_key(c, share->named);

	for (size_t k = 0; han_count(key) >= 2 && k < c->n; k++) {
		const struct line *line = &c->lines[k];

		for (size_t i = 0; i < line->nfigs && line->part == share->line->part && w.n < WHOLE_MAX; i++)
			if (is_candidate(c, line, &line->figs[i], share, key)) {
				w.figs[w.n] = &line->figs[i];
				w.lines[w.n++] = line;
			}
	}
	drop_grand_totals(c, &w, share->named);
	return w;
}
