/* growth_claim.c - what the words of a claim of growth say: what grows, against what, and which amounts stand for it. */
#include "base/arena.h"
#include "check/growth_int.h"

enum { NEAR_LINES = 8 }; /* how far back an item is looked for by its name */

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

static void find_levels(struct claim *claim)
{
	size_t from = claim->first->sentence;

	collect(claim, claim->first->segment, claim->first->from);
	if (!claim->nlevels)
		collect(claim, from, claim->first->from);
	for (int back = 0; back < 3 && !claim->nlevels && from > 0; back++) {
		size_t earlier = line_sentence_before(claim->line, from);

		claim->before = true;
		collect(claim, earlier, from);
		from = earlier;
	}
}

/* --- what the words say --- */

/* 比2022年度: the year behind the comparison's beginning. */
static void find_base_year(struct claim *claim)
{
	for (const struct figure *f = claim->line->figs; f < claim->first && claim->mark != SIZE_MAX; f++) {
		int64_t year = 0;

		if (f->kind != FIG_YEAR || f->from < claim->mark || !number_to_int(f->value, &year))
			continue;
		claim->base_year = (int)year;
		return;
	}
}

/* 与上年118760万元相比: the second half of what 与 began. */
static bool closes_comparison(struct str s, size_t mark, const struct match *m)
{
	struct str between = str_sub(s, mark, m->from);

	return str_eq(str_sub(s, m->from, m->to), STR("相比")) && !str_has(between, STR(",")) && !str_has(between, STR("。"));
}

static void find_mark(struct claim *claim)
{
	struct str s = str_sub(claim->line->s, 0, claim->first->from);
	struct match m;
	size_t from = claim->first->sentence;

	claim->mark = SIZE_MAX;
	for (; pattern_find(claim->c->patterns, PATTERN_COMPARED, s, from, &m); from = m.to)
		if (claim->mark == SIZE_MAX || !closes_comparison(s, claim->mark, &m))
			claim->mark = m.from;
}

/* Where the last amount before the claim ends. */
static size_t last_level(const struct claim *claim)
{
	const struct line *line = claim->line;
	size_t last = 0;

	for (size_t i = 0; i < line->nfigs && line->figs[i].from < claim->first->from; i++)
		if (line->figs[i].use == USE_LEVEL && (line->figs[i].kind == FIG_MONEY || line->figs[i].kind == FIG_COUNT))
			last = line->figs[i].to;
	return last;
}

/* What an item is called, without the words that its budget, its account and its claim add. */
static struct str item_name(struct check *c, struct str words)
{
	return pattern_remove(c->patterns, PATTERN_ITEM_FRAME, c->arena, subject_core(c, words));
}

static bool is_first_amount(const struct line *line, const struct figure *level)
{
	for (const struct figure *f = line->figs; f < level; f++)
		if (f->kind == level->kind)
			return false;
	return true;
}

static bool same_name(const struct claim *claim, const struct line *line, const struct figure *level)
{
	struct str name = item_name(claim->c, figure_owner(claim->c, line, level));

	return str_eq(name, claim->name) ||
	       (str_ends(name, claim->name) && (han_count(claim->name) >= 3 || (line == claim->line && is_first_amount(line, level))));
}

/* An item named behind the last amount is what grows, not what that amount belongs to. */
static void find_name(struct claim *claim)
{
	size_t last = last_level(claim), from = claim->first->segment > last ? claim->first->segment : last;
	size_t to = claim->first->from;

	from = from > claim->line->mark_to ? from : claim->line->mark_to;
	for (const struct figure *f = claim->first; han_count(claim->name) < 2 && to > from;) {
		struct match m;
		size_t begin = from;
		struct str words;

		while (f > claim->line->figs && (f[-1].kind == FIG_YEAR || f[-1].kind == FIG_DATE))
			f--;
		f -= f > claim->line->figs;
		if (f->to > from && f->to < to)
			begin = f->to;
		words = str_sub(claim->line->s, begin, to);
		for (size_t at = 0; pattern_find(claim->c->patterns, PATTERN_ITEM_COMPARED, words, at, &m); at = m.to + !m.to)
			if (!str_starts(match_group(words, &m, 0), STR("("))) /* 比2019年(疫情前)决算数 */
				claim->name = item_name(claim->c, match_group(words, &m, 0));
		to = begin;
	}
	if (han_count(claim->name) < 2)
		claim->name = STR("");
}

/* The words of the claim's own clauses that name what grows: before and after 较2021年, without the year. */
static void find_subject(struct claim *claim)
{
	const struct line *line = claim->line;
	size_t from = claim->first->clause, last = last_level(claim);

	if (claim->mark != SIZE_MAX && claim->mark < from)
		from = claim->mark;
	claim->subject = str_sub(line->s, from > last ? from : last, claim->first->from);
	claim->subject =
		pattern_remove(claim->c->patterns, PATTERN_YEAR_NOTE, claim->c->arena, claim->subject);
	claim->subject =
		pattern_remove(claim->c->patterns, PATTERN_GROWTH_WORDS, claim->c->arena, subject_core(claim->c, claim->subject));
}

bool claim_same_subject(const struct claim *claim, const struct figure *level)
{
	struct str core;

	if (claim->name.len)
		return same_name(claim, claim->of, level);
	if (han_count(claim->subject) < 2)
		return true;
	core = subject_core(claim->c, level->subject);
	if (han_count(core) == 0)
		return !claim->before;
	return str_common(core, claim->subject) >= (han_count(core) <= 2 || han_count(claim->subject) <= 2 ? 6 : 9);
}

/* The year that the sentence is about, or else the paragraph: what it names first; 0: none. */
static int said_year(const struct line *line, const struct figure *f)
{
	int64_t of_line = 0, of_sentence = 0, year;

	for (const struct figure *g = line->figs; g < line->figs + line->nfigs && g->from < f->from; g++) {
		if (g->kind != FIG_YEAR || !number_to_int(g->value, &year))
			continue;
		of_line = of_line ? of_line : year;
		if (g->from >= f->sentence)
			of_sentence = of_sentence ? of_sentence : year;
	}
	return (int)(of_sentence ? of_sentence : of_line);
}

static bool years_differ(const struct claim *claim)
{
	for (size_t i = 1; i < claim->nlevels; i++)
		if (figure_year(claim->c, claim->levels[i]) != figure_year(claim->c, claim->levels[0]))
			return true;
	return false;
}

/* 比2025年预算: not with what was carried out in 2025; and the other way round. */
static bool other_account(const struct claim *claim, const struct figure *f)
{
	struct str words = str_sub(claim->line->s, claim->mark, claim->first->from);
	bool carried_out = pattern_has(claim->c->patterns, PATTERN_CARRIED_OUT_WORDS, words);

	if (claim->mark == SIZE_MAX || (!carried_out && !str_has(words, STR("预算"))))
		return false;
	if (pattern_has(claim->c->patterns, PATTERN_CARRIED_OUT_WORDS, f->subject))
		return !carried_out;
	return str_has(f->subject, STR("预算")) && carried_out;
}

/* An amount that the words call the base: after the comparison's beginning, or of an earlier year. */
bool claim_is_base(const struct claim *claim, const struct figure *f)
{
	int year = figure_year(claim->c, f);

	if (year && claim->base_year && years_differ(claim))
		return year == claim->base_year && !other_account(claim, f);
	for (size_t i = 0; year && i < claim->nlevels; i++) {
		int other = figure_year(claim->c, claim->levels[i]);

		if (other && other < year)
			return false;
		if (other > year)
			return true;
	}
	if (year && claim->of == claim->line && f->from > claim->mark && year == said_year(claim->line, f) - 1)
		return true;
	if (year && year == claim->c->year)
		return false;
	return claim->mark != SIZE_MAX && claim->of == claim->line && f->from > claim->mark && (f->year != 0 || f->clause <= claim->mark);
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

/* --- amounts by name --- */

/* Of the amounts found, those of the named item and those that have no name of their own (比上年的3.00万元). */
static void keep_named(struct claim *claim)
{
	size_t n = 0;
	bool named = false;

	for (size_t i = 0; i < claim->nlevels; i++)
		named = named || same_name(claim, claim->line, claim->levels[i]);
	for (size_t i = 0; i < claim->nlevels && named; i++)
		if (same_name(claim, claim->line, claim->levels[i]) || han_count(item_name(claim->c, claim->levels[i]->subject)) == 0)
			claim->levels[n++] = claim->levels[i];
	claim->nlevels = n;
}

/* An amount elsewhere of the year that the claim compares with. */
static bool is_of_base_year(const struct claim *claim, const struct line *line, const struct figure *f)
{
	int base = claim->base_year, year = f->year > 0 ? f->year : said_year(line, f);

	if (!base && said_year(claim->line, claim->first))
		base = said_year(claim->line, claim->first) - 1;
	return year && year == base;
}

/* The named item's amounts in the sentences, then in the paragraphs before, of the same section. */
static void find_named(struct claim *claim)
{
	const struct line *line = claim->line, *first = claim->c->lines;

	keep_named(claim);
	if (claim->nlevels)
		return;
	claim->before = true;
	for (const struct line *l = line; l >= first && line - l <= NEAR_LINES && !claim->nlevels; l--) {
		if (l->heading && (l->mark == MARK_HAN || l->mark == MARK_PART))
			break;
		claim->of = l;
		for (size_t i = l->nfigs; i-- > 0 && !l->leftover && !l->cell;)
			if ((l != line || l->figs[i].from < claim->first->from) && claim->nlevels < LEVELS_MAX &&
			    l->figs[i].depth == 0 && claim_is_level(claim, &l->figs[i]) && same_name(claim, l, &l->figs[i]) &&
			    !is_of_base_year(claim, l, &l->figs[i]))
				claim->levels[claim->nlevels++] = &l->figs[i];
	}
}

static bool says_budget(const struct claim *claim)
{
	size_t from = claim->mark != SIZE_MAX ? claim->mark : claim->first->clause;

	return str_has(str_sub(claim->line->s, from, claim->first->from), STR("预算"));
}

/* A rate of its own, (二)公务接待费较2022年下降18%。, and in the paragraph behind it the amounts: 公务接待费由5.00万元压减到4.10万元. */
static void find_behind(struct claim *claim)
{
	const struct line *next = claim->line + 1;
	bool named = false;

	claim->nlevels = 0;
	if (next >= claim->c->lines + claim->c->n || next->leftover || next->cell || next->mark)
		return;
	for (size_t i = next->nfigs; i-- > 0;)
		if (next->figs[i].sentence == 0 && next->figs[i].depth == 0 && claim_is_level(claim, &next->figs[i]) &&
		    claim->nlevels < LEVELS_MAX) {
			claim->levels[claim->nlevels++] = &next->figs[i];
			named = named || same_name(claim, next, &next->figs[i]);
		}
	claim->nlevels = named ? claim->nlevels : 0;
	claim->before = false;
	claim->of = next;
}

/* 支出决算 beside 年初预算 of one item: what grew is the former, unless the claim is about the budget. */
static void drop_budgets(struct claim *claim)
{
	const struct figure *kept[LEVELS_MAX];
	size_t n = 0, now = 0;

	for (size_t i = 0; i < claim->nlevels; i++)
		if (!pattern_has(claim->c->patterns, PATTERN_BUDGET, claim->levels[i]->subject)) {
			now += !claim_is_base(claim, claim->levels[i]);
			kept[n++] = claim->levels[i];
		}
	for (size_t i = 0; i < n && now; i++)
		claim->levels[i] = kept[i];
	claim->nlevels = now ? n : claim->nlevels;
}

void claim_read(struct claim *claim)
{
	claim->of = claim->line;
	find_levels(claim);
	find_mark(claim);
	find_base_year(claim);
	find_subject(claim);
	find_name(claim);
	if (claim->name.len) {
		find_named(claim);
		if (claim->before && !claim->change)
			find_behind(claim);
	}
	if ((claim->mark != SIZE_MAX || claim->name.len) && !says_budget(claim))
		drop_budgets(claim);
	scale_change(claim);
}
