/* growth_named.c - a claim that names what grows, of which the amount stands in a sentence or the paragraph before: 收入总计A,支出总计B。与上年相比,
 * 收入总计增加C,增长D%;支出总计增加E,增长F%. The last amount of exactly that name is meant, whatever fits some other one. */
#include "base/arena.h"
#include "check/growth_int.h"

/* What stands between the last separator and the word of change. */
static struct str name_of(struct check *c, const struct line *line, const struct figure *change)
{
	size_t from = change->clause;
	struct match m;
	struct str words;

	if (change > line->figs && change[-1].to > from)
		from = change[-1].to;
	words = str_sub(line->s, from, change->from);
	if (!pattern_find(c->patterns, PATTERN_CHANGE, words, 0, &m) || pattern_has(c->patterns, PATTERN_COMPARED, words))
		return STR("");
	words = fact_key(c, str_sub(words, 0, m.from));
	return pattern_has(c->patterns, PATTERN_NAMED_TOTAL, words) ? words : STR("");
}

static bool has_name(struct check *c, const struct figure *f, struct str name)
{
	struct str key = fact_key(c, f->subject);

	return str_eq(key, name) ||
	       (str_ends(key, name) && pattern_has(c->patterns, PATTERN_WHOSE, str_sub(key, 0, key.len - name.len)));
}

/* The last amount of that name in the sentences before, or in the paragraph before. */
static const struct figure *find_level(struct claim *claim, struct str name)
{
	struct check *c = claim->c;

	for (const struct line *l = claim->line; l >= c->lines && claim->line - l <= 1; l--) {
		if (l->heading || l->cell || l->leftover)
			return NULL;
		claim->of = l;
		for (size_t i = l->nfigs; i-- > 0;) {
			const struct figure *f = &l->figs[i];
			int year = figure_year(c, f);

			if ((l == claim->line && f->from >= claim->first->sentence) || f->use != USE_LEVEL || f->approx || f->depth ||
			    !figure_comparable(f, claim->change) || (year && c->year && year != c->year) || !has_name(c, f, name))
				continue;
			return f;
		}
	}
	return NULL;
}

void growth_named(struct check *c, const struct line *line, const struct figure *change, const struct figure *rate)
{
	struct claim claim = { .c = c, .line = line, .change = change, .rate = rate, .first = change, .dir = change->dir, .mark = SIZE_MAX, .before = true };
	struct str name = change->kind == FIG_MONEY && change->dir && change->dir == rate->dir && !change->approx ? name_of(c, line, change) : STR("");
	const struct figure *now;
	struct range base;

	if (!name.len || str_has(str_sub(line->s, change->sentence, change->from), STR("预算")) || !(now = find_level(&claim, name)))
		return;
	claim.levels[0] = now;
	claim.nlevels = 1;
	claim.scaled = range_of(c->arena, change);
	base = claim_base(&claim, now);
	if (number_sign(base.lo) > 0 && !claim_fits(&claim, claim.scaled, base))
		claim_wrong_rate(&claim, claim.of == line, claim.scaled, base, now);
}

bool growth_of_part(const struct claim *claim)
{
	struct check *c = claim->c;
	struct str words = str_sub(claim->line->s, claim->first->segment, claim->first->from);
	ptrdiff_t at = str_find(words, STR("其中"));
	struct match m;

	if (!claim->before || at < 0 || !str_has(words, STR("财政拨款")) ||
	    !pattern_find(c->patterns, PATTERN_CHANGE, words, (size_t)at, &m))
		return false;
	words = fact_key(c, str_sub(words, (size_t)at, m.from));
	for (size_t i = 0; i < claim->nlevels; i++)
		if (str_has(claim->levels[i]->subject, STR("财政拨款")) || str_ends(fact_key(c, claim->levels[i]->subject), words))
			return false;
	return true;
}
