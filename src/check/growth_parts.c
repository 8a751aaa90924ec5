/* growth_parts.c - what “三公” grew by is what its parts grew by together: 减少3.59万元, 其中…减少3.59万元, …增加0.30万元 cannot all be true. Only
 * where every part's change is said, or that it stayed. */
#include "base/arena.h"
#include "check/fact_int.h"
#include "check/growth_int.h"

enum part { PART_TOTAL, PART_ABROAD, PART_CARS, PART_BOUGHT, PART_RUN, PART_GUESTS, PARTS };

/* What a section says of one of them. */
struct said {
	bool known, doubled;
	bool some;                  /* an amount other than 0 is said */
	const struct line *none_at; /* where its amount is 0 */
	struct range change;
	const struct line *line;
	const struct figure *figure; /* NULL: it stayed */
};

static const enum pattern names[PARTS] = {
	PATTERN_CHANGE_THREE, PATTERN_CHANGE_ABROAD, PATTERN_CHANGE_CARS, PATTERN_CHANGE_BOUGHT, PATTERN_CHANGE_RUN, PATTERN_CHANGE_GUESTS
};

/* Which of them the words speak of: the one named last; PARTS: none. */
static enum part part_named(const struct check *c, struct str words, size_t *at)
{
	enum part found = PARTS;

	*at = 0;
	for (int part = 0; part < PARTS; part++) {
		struct match m;

		for (size_t from = 0; pattern_find(c->patterns, names[part], words, from, &m); from = m.to)
			if (found == PARTS || m.to > *at) {
				found = (enum part)part;
				*at = m.to;
			}
	}
	return found;
}

/* Against the year before: it says so, or nothing else. */
static bool against_year(const struct check *c, struct str words)
{
	return pattern_has(c->patterns, PATTERN_YEAR_BEFORE, words) || !str_has(words, STR("预算"));
}

static void note(struct said *said, struct range change, const struct line *line, const struct figure *f)
{
	if (said->known && range_apart(said->change, change))
		said->doubled = true;
	if (said->known)
		return;
	said->known = true;
	said->change = change;
	said->line = line;
	said->figure = f;
}

static void note_change(struct check *c, struct said *said, const struct line *line, const struct figure *f)
{
	struct range change = range_of(c->arena, f);
	struct str words = str_sub(line->s, f->segment, f->from);
	size_t at;
	enum part part = part_named(c, words, &at);

	if (part == PARTS || !against_year(c, str_sub(words, at, words.len)))
		return;
	if (f->dir < 0)
		change = (struct range){ number_neg(c->arena, change.hi), number_neg(c->arena, change.lo) };
	note(&said[part], change, line, f);
}

/* Of what there is none, nothing need be said. */
static void note_level(struct check *c, struct said *said, const struct line *line, const struct figure *f)
{
	size_t at;
	enum part part = part_named(c, figure_owner(c, line, f), &at);

	if (part == PARTS)
		return;
	if (number_sign(f->value) == 0)
		said[part].none_at = line;
	else
		said[part].some = true;
}

/* 公务接待费与上年持平 */
static void note_stays(struct check *c, struct said *said, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_STAYS, line->s, from, &m); from = m.to) {
		struct str words = str_sub(line->s, m.from, m.to);
		size_t at;
		enum part part = part_named(c, words, &at);

		if (part != PARTS)
			note(&said[part], (struct range){ number_from(0), number_from(0) }, line, NULL);
	}
}

static void read_section(struct check *c, struct said *said, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct line *line = &c->lines[i];

		if (line->leftover || line->cell)
			continue;
		for (size_t k = 0; k < line->nfigs; k++)
			if (line->figs[k].use == USE_CHANGE && line->figs[k].kind == FIG_MONEY && !line->figs[k].approx)
				note_change(c, said, line, &line->figs[k]);
			else if (line->figs[k].use == USE_LEVEL && line->figs[k].kind == FIG_MONEY)
				note_level(c, said, line, &line->figs[k]);
		note_stays(c, said, line);
	}
}

/* What there is none of may have shrunk to it, where the paragraph of the changes gives its amount without a change. */
static bool is_said(const struct said *said, const struct line *total)
{
	return said->known ? !said->doubled : said->none_at && said->none_at != total && !said->some;
}

/* The parts that make up the total: the cars as one, or as bought and run. False: one is not said. */
static bool parts_of(const struct said *said, const struct said **parts, size_t *n)
{
	static const enum part sets[2][4] = { { PART_ABROAD, PART_CARS, PART_GUESTS, PARTS },
		                              { PART_ABROAD, PART_BOUGHT, PART_RUN, PART_GUESTS } };

	for (int set = 0; set < 2; set++) {
		bool all = true;

		*n = 0;
		for (int i = 0; i < 4 && sets[set][i] != PARTS; i++) {
			parts[(*n)++] = &said[sets[set][i]];
			all = all && is_said(&said[sets[set][i]], said[PART_TOTAL].line);
		}
		if (all)
			return true;
	}
	return false;
}

static void judge_section(struct check *c, const struct said *said)
{
	const struct said *total = &said[PART_TOTAL], *parts[4];
	struct range sum = { number_from(0), number_from(0) };
	struct str list = STR("");
	size_t n;

	if (!total->known || total->doubled || !total->figure || !parts_of(said, parts, &n))
		return;
	for (size_t i = 0; i < n; i++) {
		if (parts[i]->known)
			sum = range_add(c->arena, sum, parts[i]->change);
		if (parts[i]->figure)
			list = str_printf(c->arena, "%.*s%s%.*s", STR_FMT(list), parts[i]->figure->dir < 0 ? "-" : "+",
			                  STR_FMT(figure_text(parts[i]->line, parts[i]->figure)));
	}
	if (!list.len || range_meets(sum, total->change))
		return;
	report(c, total->line, total->figure->from, SUM_MAYBE,
	       check_quote(c, total->line->s, total->figure->from, total->figure->to, 14),
	       figure_print(c, total->line, total->figure, range_middle(c->arena, sum)),
	       figure_print(c, total->line, total->figure, range_middle(c->arena, total->change)), list);
}

void growth_parts(struct check *c)
{
	struct fact_context *headings = fact_headings(c);

	for (size_t i = 0, to; i < c->n; i = to) {
		struct said said[PARTS] = { 0 };

		for (to = i + 1; to < c->n && headings[to].section == headings[i].section;)
			to++;
		read_section(c, said, i, to);
		judge_section(c, said);
	}
}
