/* fact_item.c - the items of a budget, one a paragraph (…(类)…(款)…(项)): the amount behind the name, the account of the same paragraph, and
 * the amount that the section gives their class. */
#include <string.h>

#include "base/arena.h"
#include "check/fact_int.h"

struct item {
	const struct line *line;
	struct str name;              /* through (项) */
	struct str class;             /* 住房保障支出 */
	const struct figure *named;   /* right behind (项); may be NULL */
	const struct figure *account; /* 支出决算为, 2026年预算安排: what the paragraph says of it; may be NULL */
};

/* What stands between the item's name, or the clause's beginning, and the amount. */
static struct str measure_of(const struct line *line, size_t name_to, const struct figure *f)
{
	struct str words = str_sub(line->s, f->clause > name_to ? f->clause : name_to, f->from);

	while (words.len && (words.ptr[0] == ':' || words.ptr[0] == ','))
		words = str_sub(words, 1, words.len);
	return words;
}

static bool is_amount(const struct figure *f, size_t name_to)
{
	return f->from >= name_to && f->kind == FIG_MONEY && f->use == USE_LEVEL && !f->approx && !f->depth;
}

static const struct figure *named_amount(const struct line *line, size_t name_to)
{
	for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++)
		if (f->from >= name_to && f->kind == FIG_MONEY)
			return is_amount(f, name_to) && f->from <= name_to + strlen("支出:") ? f : NULL;
	return NULL;
}

/* The paragraph's 支出决算, or in a budget the amount planned. NULL when it says several. */
static const struct figure *account_amount(const struct check *c, const struct line *line, size_t name_to)
{
	const struct figure *settled = NULL, *planned = NULL;
	int nsettled = 0, nplanned = 0;

	for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++) {
		struct str words = measure_of(line, name_to, f);

		if (!is_amount(f, name_to))
			continue;
		if (pattern_has(c->patterns, PATTERN_ITEM_SETTLED, words))
			settled = f, nsettled++;
		else if (pattern_has(c->patterns, PATTERN_ITEM_PLANNED, words))
			planned = f, nplanned++;
	}
	if (nsettled)
		return nsettled == 1 ? settled : NULL;
	return nplanned == 1 ? planned : NULL;
}

/* False: not the paragraph of one item. */
static bool item_read(struct check *c, const struct line *line, struct item *item)
{
	struct match head, class;
	struct str s = str_sub(line->s, line->mark_to, line->s.len);
	size_t to;

	if (line->leftover || line->cell || line->contents || !pattern_find(c->patterns, PATTERN_ITEM_HEAD, s, 0, &head) ||
	    pattern_has(c->patterns, PATTERN_ITEM_END, str_sub(s, head.to, s.len)))
		return false;
	to = line->mark_to + head.to;
	*item = (struct item){ .line = line, .name = str_sub(s, head.from, head.to), .named = named_amount(line, to), .account = account_amount(c, line, to) };
	if (pattern_find(c->patterns, PATTERN_ITEM_CLASS, s, 0, &class))
		item->class = match_group(s, &class, 0);
	return item->named || item->account;
}

static void report_item(struct check *c, const struct item *item, bool sure, const struct figure *here, const struct line *there_line,
                        const struct figure *there)
{
	report_if(c, item->line, here->from, sure, FACT, item->name, figure_text(item->line, here), figure_text(there_line, there),
	          check_place(c, there_line, there->from));
}

/* …(项)269.85万元,…支出决算为269.86万元: both are the one amount of the item. */
static void own_account(struct check *c, const struct item *item)
{
	if (item->named && item->account && item->named != item->account &&
	    range_apart(range_of(c->arena, item->named), range_of(c->arena, item->account)))
		report_item(c, item, true, item->named, item->line, item->account);
}

/* --- the class --- */

static const struct figure *amount_of(const struct item *item)
{
	return item->account ? item->account : item->named;
}

/* 社会保障和就业(类) is 社会保障和就业支出. */
static struct str class_key(struct check *c, struct str name)
{
	struct str key = fact_key(c, name);

	return str_ends(key, STR("支出")) ? str_sub(key, 0, key.len - strlen("支出")) : key;
}

/* The amount of the class in the item's section that meets the item's, or else the first one; NULL: none is said. */
static const struct figure *class_amount(struct check *c, const struct fact_context *headings, const struct item *item,
                                         const struct line **where)
{
	const struct figure *found = NULL;
	struct range value = range_of(c->arena, amount_of(item));

	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (headings[i].section != headings[item->line - c->lines].section || line->leftover || line->cell ||
		    pattern_has(c->patterns, PATTERN_ITEM_HEAD, line->s))
			continue;
		for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++) {
			if (f->kind != FIG_MONEY || f->use != USE_LEVEL || f->approx || f->depth ||
			    !str_eq(class_key(c, f->subject), class_key(c, item->class)))
				continue;
			if (found && range_apart(range_of(c->arena, f), value))
				continue;
			found = f;
			*where = line;
		}
	}
	return found;
}

static bool alone_in_class(struct check *c, const struct fact_context *headings, const struct item *item)
{
	for (size_t i = 0; i < c->n; i++) {
		struct str s = c->lines[i].s;

		if (headings[i].section != headings[item->line - c->lines].section || &c->lines[i] == item->line ||
		    !pattern_has(c->patterns, PATTERN_ITEM_END, s))
			continue;
		if (str_has(s, item->class) || !pattern_has(c->patterns, PATTERN_ITEM_CLASS, str_sub(s, c->lines[i].mark_to, s.len)))
			return false;
	}
	return true;
}

/* The only item of its class has all of the class's amount. */
static void only_item(struct check *c, const struct fact_context *headings, const struct item *item)
{
	const struct line *where = NULL;
	const struct figure *class;

	if (!item->class.len || !alone_in_class(c, headings, item))
		return;
	class = class_amount(c, headings, item, &where);
	if (class && range_apart(range_of(c->arena, class), range_of(c->arena, amount_of(item))))
		report_item(c, item, false, amount_of(item), where, class);
}

/* Of a fund's section, its first paragraph with an amount says the whole. */
static void only_item_of_fund(struct check *c, const struct fact_context *headings, const struct item *item)
{
	size_t at = (size_t)(item->line - c->lines), i = at;
	const struct figure *most = NULL;

	if (headings[at].budget != BUDGET_FUND && headings[at].budget != BUDGET_CAPITAL)
		return;
	while (i > 0 && headings[i - 1].section == headings[at].section)
		i--;
	for (; i < at && !c->lines[i].nfigs;)
		i++;
	for (size_t k = 0; i < at && k < c->lines[i].nfigs; k++) {
		const struct figure *f = &c->lines[i].figs[k];

		if (f->kind == FIG_MONEY && f->use == USE_LEVEL && !f->approx && (!most || number_cmp(f->value, most->value) > 0))
			most = f;
	}
	if (most && !pattern_has(c->patterns, PATTERN_ITEM_HEAD, c->lines[i].s) &&
	    number_cmp(range_of(c->arena, amount_of(item)).lo, range_of(c->arena, most).hi) > 0)
		report(c, item->line, amount_of(item)->from, EXCEEDS,
		       check_quote(c, item->line->s, amount_of(item)->from, amount_of(item)->to, 14),
		       figure_text(&c->lines[i], most), check_quote(c, c->lines[i].s, most->from, most->to, 14),
		       check_place(c, &c->lines[i], most->from));
}

void fact_items(struct check *c, const struct fact_context *headings)
{
	for (size_t i = 0; i < c->n; i++) {
		struct item item;

		if (!item_read(c, &c->lines[i], &item))
			continue;
		own_account(c, &item);
		only_item(c, headings, &item);
		only_item_of_fund(c, headings, &item);
	}
}
