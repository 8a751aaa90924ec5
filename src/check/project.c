/* project.c - one project in the lists of the text, in the summary of its targets and in the report on it: its name, and what was spent on it.
 *
 * Two names are of one project when they are alike but for an owner before them and the word for the money behind them; names that
 * stand in one list are of several. */
#include "base/arena.h"
#include "check/check_int.h"

enum { PROJECTS_MAX = 200, CORE_MIN = 4 };

enum place { NAMED, SUMMED_UP, REPORTED };

struct project {
	struct str name; /* without year and the final 项目 */
	struct str core; /* what it is for */
	const struct line *line;
	size_t at;
	int list; /* names found in one list share it */
	enum place where;
};

struct projects {
	struct project items[PROJECTS_MAX];
	size_t n;
	int lists;
};

static void add(struct check *c, struct projects *out, const struct line *line, const size_t group[2], enum place where)
{
	size_t from = group[0], to = group[1];
	struct project p = { .line = line, .at = from, .list = out->lists, .where = where };

	p.name = pattern_remove(c->patterns, PATTERN_PROJECT_FRAME, c->arena, str_sub(line->s, from, to));
	p.core = pattern_remove(c->patterns, PATTERN_PROJECT_MONEY, c->arena, p.name);
	if (out->n < PROJECTS_MAX && han_count(p.core) >= CORE_MIN)
		out->items[out->n++] = p;
}

/* --- where names stand --- */

/* The title of a report on one project: in brackets, or whole, under 项目支出绩效自评报告. */
static void from_title(struct check *c, struct projects *out, size_t i)
{
	const struct line *line = &c->lines[i];
	struct match m;

	if (i == 0 || !pattern_has(c->patterns, PATTERN_PROJECT_REPORT, line[-1].s) ||
	    !pattern_find(c->patterns, PATTERN_PROJECT_TITLE, line->s, 0, &m))
		return;
	out->lists++;
	add(c, out, line, m.group[0], REPORTED);
}

/* The summaries of the projects' targets are a list over several paragraphs. */
static void from_summary(struct check *c, struct projects *out, const struct line *line, int list)
{
	struct match m;
	int own = out->lists;

	if (!pattern_find(c->patterns, PATTERN_PROJECT_SUMMARY, line->s, line->mark_to, &m))
		return;
	out->lists = list;
	add(c, out, line, m.group[0], SUMMED_UP);
	out->lists = own;
}

/* “甲”“乙”“丙”等3个项目; 对甲项目、乙项目开展了绩效评价. */
static void from_lists(struct check *c, struct projects *out, const struct line *line)
{
	static const struct {
		enum pattern list, item;
	} lists[] = { { PATTERN_PROJECT_QUOTED, PATTERN_PROJECT_QUOTED_ITEM }, { PATTERN_PROJECT_PLAIN, PATTERN_PROJECT_PLAIN_ITEM } };
	struct match m, item;

	for (size_t k = 0; k < sizeof(lists) / sizeof(*lists); k++)
		for (size_t from = 0; pattern_find(c->patterns, lists[k].list, line->s, from, &m); from = m.to) {
			struct str head = str_sub(line->s, 0, m.group[0][1]);

			out->lists++;
			for (size_t at = m.group[0][0]; pattern_find(c->patterns, lists[k].item, head, at, &item); at = item.to)
				add(c, out, line, item.group[0], NAMED);
		}
}

/* --- comparing --- */

static bool in_one_list(const struct projects *all, struct str a, struct str b)
{
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->n; k++)
			if (all->items[i].list == all->items[k].list && str_eq(all->items[i].name, a) &&
			    str_eq(all->items[k].name, b))
				return true;
	return false;
}

static bool is_other_name(const struct projects *all, const struct project *a, const struct project *b)
{
	return !str_eq(a->name, b->name) && (str_ends(a->core, b->core) || str_ends(b->core, a->core)) &&
	       !in_one_list(all, a->name, b->name);
}

static bool seen_before(const struct projects *all, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (str_eq(all->items[k].name, all->items[i].name))
			return true;
	return false;
}

static void other_names(struct check *c, const struct projects *all)
{
	for (size_t i = 1; i < all->n; i++)
		for (size_t k = 0; k < i && !seen_before(all, i); k++) {
			const struct project *p = &all->items[i], *first = &all->items[k];

			if (!is_other_name(all, p, first))
				continue;
			report(c, p->line, p->at, PROJECT_NAME, p->name, first->name, check_place(c, first->line, first->at));
			break;
		}
}

/* --- what was spent --- */

static bool is_spent(const struct check *c, const struct line *line, const struct figure *f)
{
	return f->kind == FIG_MONEY && f->use == USE_LEVEL && !f->approx && !line->cell &&
	       pattern_has(c->patterns, PATTERN_PROJECT_SPENT, f->subject);
}

static const struct figure *spent_in(const struct check *c, const struct line *line)
{
	for (size_t i = 0; i < line->nfigs; i++)
		if (is_spent(c, line, &line->figs[i]))
			return &line->figs[i];
	return NULL;
}

/* 实际支付分别为甲万元、乙万元: all that the list names; one amount where it is none. */
static struct range listed(struct check *c, const struct line *line, const struct figure *f)
{
	struct range sum = range_of(c->arena, f);

	if (!str_has(f->subject, STR("分别")))
		return sum;
	for (const struct figure *next = f + 1; next < line->figs + line->nfigs && next->from - next[-1].to <= 3; next++)
		if (next->kind == FIG_MONEY)
			sum = range_add(c->arena, sum, range_of(c->arena, next));
	return sum;
}

/* The report on a project runs to the title of the next one. What it says was spent; nothing when some of it is `said`. */
static const struct figure *spent_otherwise(struct check *c, const struct project *on, const struct line *end,
                                            const struct figure *said, const struct line **where)
{
	const struct figure *first = NULL;

	for (const struct line *line = on->line; line < end; line++)
		for (size_t k = 0; k < line->nfigs; k++) {
			const struct figure *f = &line->figs[k];

			if (!is_spent(c, line, f))
				continue;
			if (range_meets(listed(c, line, f), range_of(c->arena, said)))
				return NULL;
			if (!first) {
				first = f;
				*where = line;
			}
		}
	return first;
}

static bool is_same(const struct project *a, const struct project *b)
{
	return str_ends(a->core, b->core) || str_ends(b->core, a->core);
}

static const struct line *end_of(const struct check *c, const struct projects *all, const struct project *on)
{
	const struct line *end = c->lines + c->n;

	for (size_t i = 0; i < all->n; i++)
		if (all->items[i].where == REPORTED && all->items[i].line > on->line && all->items[i].line < end)
			end = all->items[i].line;
	return end;
}

static void spending(struct check *c, const struct projects *all, const struct project *summary, const struct project *on)
{
	const struct figure *said = spent_in(c, summary->line), *other;
	const struct line *where = NULL;

	if (!said || !(other = spent_otherwise(c, on, end_of(c, all, on), said, &where)))
		return;
	report(c, where, other->from, FACT_MAYBE, other->subject,
	       figure_print(c, where, other, range_middle(c->arena, listed(c, where, other))),
	       figure_text(summary->line, said), check_place(c, summary->line, said->from));
}

void check_projects(struct check *c)
{
	struct projects *all = arena_make(c->arena, struct projects);
	int summaries = ++all->lists;

	for (size_t i = 0; i < c->n; i++) {
		if (c->lines[i].leftover || c->lines[i].contents)
			continue;
		from_title(c, all, i);
		from_summary(c, all, &c->lines[i], summaries);
		from_lists(c, all, &c->lines[i]);
	}
	other_names(c, all);
	for (size_t i = 0; i < all->n; i++)
		for (size_t k = 0; k < all->n; k++)
			if (all->items[i].where == SUMMED_UP && all->items[k].where == REPORTED &&
			    is_same(&all->items[i], &all->items[k]))
				spending(c, all, &all->items[i], &all->items[k]);
}
