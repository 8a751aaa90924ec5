/* list_lines.c - lists whose items are paragraphs: behind a total that ends with 其中：, or behind 按功能分类： with the total further above. */
#include "base/arena.h"
#include "check/sum_int.h"

enum { ABOVE = 6 }; /* [paragraphs] how far above a list its total may stand */

/* --- items --- */

static bool is_item_amount(const struct sum *sum, const struct figure *f)
{
	return sum_is_part(sum, f) && !f->approx && f->depth == 0 && !f->loose;
}

/* The amount that an item gives: one that is called 支出, 决算 …, or the first, which stands right behind the item's name. */
static const struct figure *item_amount(const struct sum *sum, const struct line *item)
{
	const struct figure *first = NULL;

	for (size_t i = 0; i < item->nfigs; i++) {
		const struct figure *f = &item->figs[i];

		if (!is_item_amount(sum, f))
			continue;
		if (pattern_has(sum->c->patterns, PATTERN_ITEM_AMOUNT, f->subject))
			return f;
		first = first ? first : f;
	}
	return first && first->clause <= item->mark_to ? first : NULL;
}

/* Paragraphs without numbers are items when each begins with a name and its amount. */
static bool is_plain_item(const struct line *line)
{
	return !line->mark && !line->heading && !line->cell && line->nfigs && line->figs[0].kind == FIG_MONEY &&
	       line->figs[0].use == USE_LEVEL && line->figs[0].clause == 0;
}

/* The line behind the list's last item. */
static size_t list_end(const struct check *c, size_t at)
{
	size_t k = at + 1;

	if (k < c->n && c->lines[k].mark && c->lines[k].parent == at)
		while (k < c->n && c->lines[k].mark && c->lines[k].parent == at)
			k++;
	else
		while (k < c->n && is_plain_item(&c->lines[k]))
			k++;
	return k;
}

/* The items' amounts; false when an item has none. */
static bool collect(struct sum *sum, size_t from, size_t to)
{
	for (size_t k = from; k < to; k++) {
		const struct figure *f = item_amount(sum, &sum->c->lines[k]);

		if (!f)
			return false;
		sum_add(sum, f);
	}
	return sum->n >= 2;
}

/* --- a total that leads its list --- */

static const struct figure *lead_total(const struct check *c, const struct line *lead)
{
	for (size_t i = 0; i < lead->nfigs; i++)
		if (lead->figs[i].use == USE_LEVEL && !lead->figs[i].approx && lead->figs[i].kind == FIG_MONEY &&
		    !lead->figs[i].loose && !pattern_has(c->patterns, PATTERN_BASE_ONLY, lead->figs[i].subject))
			return &lead->figs[i];
	return NULL;
}

/* Some amount of that line is the sum. */
static bool fits_line(const struct sum *sum, const struct line *line)
{
	for (size_t i = 0; i < line->nfigs; i++) {
		struct sum other = *sum;

		other.total = &line->figs[i];
		if (figure_comparable(other.total, sum->total) && number_sign(other.total->value) > 0 && sum_fits(&other))
			return true;
	}
	return false;
}

static void led_list(struct check *c, size_t at)
{
	const struct line *lead = &c->lines[at];
	struct sum sum = { .c = c, .line = lead, .total = lead_total(c, lead), .apart = true };
	size_t to = list_end(c, at);

	sum.plain = sum.total && pattern_has(c->patterns, PATTERN_BUDGET, sum.total->subject) &&
	            !pattern_has(c->patterns, PATTERN_BUDGET, c->lines[at + 1].s);
	if (sum.total && to - at > 2 && collect(&sum, at + 1, to) && !fits_line(&sum, lead))
		sum_judge(&sum);
}

/* --- a list that says what it divides in another paragraph --- */

/* Of the amounts above, the one nearest to the sum, where one digit or the point makes the difference; NULL when one is the sum (fits). */
static const struct figure *total_above(struct sum *sum, size_t at, bool *fits)
{
	const struct figure *best = NULL;

	for (size_t k = at + 1; k-- > 0 && at - k <= ABOVE && sum->c->lines[k].part == sum->c->lines[at].part;) {
		const struct line *line = &sum->c->lines[k];

		for (size_t i = 0; i < line->nfigs; i++) {
			if (line->cell || (k == at && line->figs[i].from >= sum->parts[0]->from) ||
			    !is_item_amount(sum, &line->figs[i]))
				continue;
			sum->total = &line->figs[i];
			if (number_sign(sum->total->value) <= 0)
				continue;
			if ((*fits = sum_fits(sum)))
				return NULL;
			if (!best && (sum_is_near(sum, 200) || sum_is_slip(sum))) {
				best = sum->total;
				sum->line = line;
			}
		}
	}
	return best;
}

static void judge_divided(struct sum *sum, size_t at)
{
	struct figure like = *sum->parts[0];
	bool fits = false;

	sum->total = &like;
	sum->total = total_above(sum, at, &fits);
	if (!sum->total && !fits && !pattern_has(sum->c->patterns, PATTERN_DONE_WITH, sum->c->lines[at].s)) {
		sum->total = &like;
		sum->plain = true; /* the items of a budget need not say 预算 again */
		sum->total = total_above(sum, at, &fits);
	}
	if (sum->total)
		sum_report(sum, false);
}

/* 按经济分类：甲…万元，乙…万元。 */
static void divided_line(struct check *c, size_t at)
{
	const struct line *line = &c->lines[at];
	struct sum sum = { .c = c, .line = line };
	struct match m;

	if (!pattern_find(c->patterns, PATTERN_CLASSIFIED, line->s, 0, &m))
		return;
	for (size_t i = 0; i < line->nfigs; i++) {
		const struct figure *f = &line->figs[i];

		sum.total = sum.n ? sum.parts[0] : f;
		if (f->from < m.from && f->kind == FIG_MONEY && f->use == USE_LEVEL)
			return;
		if (f->from >= m.to && f->sentence <= m.to && f->kind == FIG_MONEY && is_item_amount(&sum, f))
			sum_add(&sum, f);
	}
	if (sum.n >= 3)
		judge_divided(&sum, at);
}

/* 按功能分类： and its items below it. */
static void divided_lines(struct check *c, size_t at)
{
	const struct line *lead = &c->lines[at];
	struct sum sum = { .c = c, .line = lead };
	size_t to = list_end(c, at);

	if (lead_total(c, lead) || to - at <= 3 || !c->lines[at + 1].nfigs)
		return;
	sum.total = &c->lines[at + 1].figs[0];
	if (sum.total->kind == FIG_MONEY && collect(&sum, at + 1, to))
		judge_divided(&sum, at);
}

/* --- 以上三个项目合计 --- */

static int64_t number_said(struct str s)
{
	return str_eq(s, STR("两")) ? 2 : check_mark_value(s);
}

/* The parts in the n paragraphs right above, one of each; the first of them whose sum is the total, or the first of all. */
static bool pick(struct sum *sum, const struct sum choices[], size_t n, size_t k)
{
	if (k == n)
		return sum_adds_up(sum);
	for (size_t i = 0; i < choices[k].n; i++) {
		sum->parts[k] = choices[k].parts[i];
		sum->n = k + 1;
		if (pick(sum, choices, n, k + 1))
			return true;
	}
	return false;
}

enum { ABOVE_MAX = 12, CHOICES_MAX = 4 };

static void total_of_above(struct check *c, size_t at, const struct figure *total)
{
	struct sum sum = { .c = c, .line = &c->lines[at], .total = total, .plain = true, .apart = true }, *choices;
	struct match m;
	int64_t n;

	if (total->kind != FIG_MONEY || total->use != USE_LEVEL || total->approx ||
	    !pattern_find(c->patterns, PATTERN_ABOVE_TOTAL, total->subject, 0, &m))
		return;
	n = number_said(match_group(total->subject, &m, 0));
	if (n < 2 || n > ABOVE_MAX || (size_t)n > at)
		return;
	choices = arena_array(c->arena, (size_t)n, sizeof(*choices));
	for (size_t k = 0; k < (size_t)n; k++) {
		const struct line *line = &c->lines[at - (size_t)n + k];

		for (size_t i = 0; i < line->nfigs && !line->cell && choices[k].n < CHOICES_MAX; i++)
			if (is_item_amount(&sum, &line->figs[i]) && (!line->figs[i].year || figure_year(c, &line->figs[i]) == c->year))
				sum_add(&choices[k], &line->figs[i]);
		if (!choices[k].n)
			return;
	}
	if (pick(&sum, choices, (size_t)n, 0))
		return;
	for (size_t k = 0; k < (size_t)n; k++)
		sum.parts[k] = choices[k].parts[0];
	if (sum_is_near(&sum, 3) || sum_is_slip(&sum))
		sum_report(&sum, false);
}

void check_line_lists(struct check *c, size_t at)
{
	const struct line *lead = &c->lines[at];

	if (lead->cell)
		return;
	for (size_t i = 0; i < lead->nfigs; i++)
		total_of_above(c, at, &lead->figs[i]);
	divided_line(c, at);
	if (at + 1 >= c->n || !pattern_has(c->patterns, PATTERN_LIST_LEAD, lead->s))
		return;
	led_list(c, at);
	divided_lines(c, at);
}
