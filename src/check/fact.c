/* fact.c - one fact, two values. A fact is what a subject phrase names, in a year; it may be said anywhere in the text.
 *
 * What the accounts know by name (三公, 收入总计 …) and long phrases are compared over the whole text; short phrases only within one
 * part that is about one thing. Parts of lists are known by their whole as well, so that 基本支出 of one total is not that of another. */
#include <string.h>

#include "base/arena.h"
#include "check/fact_int.h"

struct fact {
	struct str key;
	struct fact_context about;
	struct range value;
	const struct figure *figure; /* NULL: implied by a comparison */
	const struct figure *like;
	const struct line *line;
	size_t at;
	bool global;
	bool total; /* 收入总计 and the like: every budget has one */
	bool bare;  /* a name that every budget and every section has */
	bool weak; /* plain words: compared only for a slip of the unit */
	bool done;
};

struct facts {
	struct fact *items;
	size_t n, size;
};

/* --- gathering --- */

static bool is_fact(const struct check *c, const struct line *line, const struct figure *f)
{
	if (f->use != USE_LEVEL || f->approx || f->depth > 0 || (f->kind != FIG_MONEY && f->kind != FIG_COUNT) || f->loose)
		return false;
	if (pattern_has(c->patterns, PATTERN_NOT_FACT, f->subject) || line->cell || line->leftover || line->contents)
		return false;
	return f->year != 0 || !pattern_has(c->patterns, PATTERN_COMPARED, str_sub(line->s, f->sentence, f->from));
}

static bool add(struct check *c, struct facts *facts, struct fact fact, struct str subject)
{
	fact.key = fact_key(c, subject);
	fact.global = !pattern_has(c->patterns, PATTERN_NOT_FIXED, subject) &&
	              (pattern_has(c->patterns, PATTERN_ACCOUNT, fact.key) || han_count(fact.key) >= 8);
	fact.total = pattern_has(c->patterns, PATTERN_BARE_TOTAL, fact.key);
	fact.bare = fact.total || pattern_has(c->patterns, PATTERN_BARE_ITEM, fact.key) || pattern_has(c->patterns, PATTERN_CLASS_BARE, fact.key);
	if (!fact.global) /* in a report about one project, the plain words name one thing */
		fact.key = pattern_remove(c->patterns, PATTERN_KEY_LIGHT, c->arena, fact.like->subject);
	if (han_count(fact.key) < 3 || pattern_has(c->patterns, PATTERN_VAGUE, fact.key))
		return false;
	if (!fact.global && (fact.like->kind != FIG_MONEY || !fact.figure))
		return false;
	fact.weak = !fact.global && !fact.line->repeated;
	if (fact.weak)
		fact.key = fact_key(c, subject);
	if (fact.weak && (han_count(fact.key) < 3 || pattern_has(c->patterns, PATTERN_VAGUE, fact.key)))
		return false;
	facts->items = mem_grow(facts->items, facts->n, &facts->size, sizeof(*facts->items));
	facts->items[facts->n++] = fact;
	return true;
}

static struct facts *implied(struct check *c)
{
	if (!c->implied)
		c->implied = arena_make(c->arena, struct facts);
	return c->implied;
}

void fact_implied(struct check *c, const struct line *line, const struct figure *now, struct range before, int year, size_t at)
{
	struct fact fact = { .about.year = year, .value = before, .like = now, .line = line, .at = at };

	if (!line->cell && !line->leftover && number_sign(before.lo) > 0)
		add(c, implied(c), fact, fact_subject(c, line, now));
}

static void collect(struct check *c, struct facts *facts, const struct fact_context *headings)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs; k++) {
			const struct figure *f = &line->figs[k], *whole;
			struct fact fact = { .value = range_of(c->arena, f),
				             .figure = f,
				             .like = f,
				             .line = line,
				             .at = f->from };
			struct str subject;

			if (!is_fact(c, line, f))
				continue;
			subject = fact_subject(c, line, f);
			fact.about = fact_context(c, line, f, &headings[i]);
			whole = fact_whole(line, f);
			if (whole && whole->subject.len && !pattern_has(c->patterns, PATTERN_ACCOUNT, subject))
				subject = str_printf(c->arena, "%.*s/%.*s", STR_FMT(whole->subject), STR_FMT(subject));
			else if (whole && pattern_has(c->patterns, PATTERN_BUDGET, whole->subject))
				subject = str_printf(c->arena, "预算/%.*s", STR_FMT(subject));
			add(c, facts, fact, subject);
		}
	}
}

/* --- comparing --- */

static bool same_name(const struct fact *a, const struct fact *b)
{
	const struct fact *longer = a->key.len > b->key.len ? a : b, *shorter = longer == a ? b : a;

	if (str_eq(a->key, b->key))
		return true;
	return han_count(shorter->key) >= 6 && ((!a->global && !b->global) || a->like->kind == FIG_COUNT) &&
	       str_ends(longer->key, shorter->key);
}

/* Items of one list, and reports of one form, say the same words of different things. */
static bool other_thing(const struct fact *a, const struct fact *b)
{
	const struct line *x = a->line, *y = b->line;

	if (x == y)
		return true;
	if (x->mark && x->mark == y->mark && x->parent == y->parent && !a->global)
		return true;
	if (x->part == y->part)
		return false;
	return (x->repeated && y->repeated) || !a->global || !b->global;
}

static bool conflict(int a, int b)
{
	return a && b && a != b;
}

/* 财政拨款 says of no other name which budget it is. */
static int budget_of(const struct fact *fact)
{
	return fact->about.budget == BUDGET_GRANTS && !fact->bare ? 0 : fact->about.budget;
}

/* Names that say little are compared where all else is the same; elsewhere only for a slip of the hand. */
static bool worth_comparing(const struct fact *a, const struct fact *b)
{
	if (!a->bare && !b->bare)
		return true;
	if (a->about.budget == b->about.budget && a->about.tier == b->about.tier &&
	    (a->about.section == b->about.section || (a->total && a->about.budget == 0)))
		return true;
	return !range_apart(a->value, b->value) || (a->figure && b->figure && fact_slip(a->line, a->figure, b->line, b->figure));
}

static bool comparable(const struct fact *a, const struct fact *b)
{
	if (a->weak != b->weak || a->about.year != b->about.year)
		return false;
	if (a->weak)
		return a->like->factor != b->like->factor && a->line != b->line && str_eq(a->key, b->key);
	if (conflict(budget_of(a), budget_of(b)) || conflict(a->about.tier, b->about.tier))
		return false;
	/* 0 is said of what there is none of under this heading */
	if (range_zero(a->value) != range_zero(b->value))
		return false;
	return figure_comparable(a->like, b->like) && same_name(a, b) && !other_thing(a, b) && worth_comparing(a, b);
}

static struct str value_text(struct check *c, const struct fact *fact)
{
	struct number mid = range_middle(c->arena, fact->value);

	return fact->figure ? figure_text(fact->line, fact->figure) : figure_print(c, fact->line, fact->like, mid);
}

struct str check_place(struct check *c, const struct line *line, size_t at)
{
	struct buf out;
	struct str s;

	buf_init(&out);
	origin_print(&out, check_origin(line, at));
	s = buf_take(&out, c->arena);
	buf_release(&out);
	return s;
}

static bool factor_slip(struct check *c, const struct fact *a, const struct fact *b)
{
	return a->like->kind == FIG_MONEY && !range_zero(a->value) && !range_zero(b->value) &&
	       (range_meets(range_scale(c->arena, a->value, 10000, 1), b->value) ||
	        range_meets(range_scale(c->arena, b->value, 10000, 1), a->value));
}

/* The day that the words before the amount name: what stands behind the last 截至 of its paragraph. */
static struct str day_of(const struct fact *fact)
{
	struct str rest = str_sub(fact->line->s, 0, fact->at), day = STR("");
	ptrdiff_t at, end;

	while ((at = str_find(rest, STR("截至"))) >= 0) {
		rest = str_sub(rest, (size_t)at + strlen("截至"), rest.len);
		end = str_find(rest, STR(","));
		day = str_sub(rest, 0, end < 0 ? rest.len : (size_t)end);
	}
	return day;
}

static bool other_day(const struct fact *a, const struct fact *b)
{
	struct str x = day_of(a), y = day_of(b);

	return x.len && y.len && !str_eq(x, y);
}

/* How many say the same as `fact`, and how many another value. */
static void count(const struct facts *facts, const struct fact *fact, size_t *same, size_t *values, const struct fact **other)
{
	*same = *values = 0;
	*other = NULL;
	for (size_t i = 0; i < facts->n; i++) {
		const struct fact *f = &facts->items[i];

		if (f != fact && !comparable(f, fact))
			continue;
		if (!range_apart(f->value, fact->value)) {
			(*same)++;
		} else {
			(*values)++;
			*other = *other ? *other : f;
		}
	}
}

/* Which of two values that stand equally often is taken for right: one that is said rather than implied, else the first. */
static bool goes_first(const struct fact *a, const struct fact *b)
{
	if ((a->figure == NULL) != (b->figure == NULL))
		return a->figure != NULL;
	return a < b;
}

/* The value that stands more often is taken for right. */
static void compare(struct check *c, struct facts *facts, struct fact *fact)
{
	const struct fact *other;
	size_t same, others, other_same, other_others;
	const struct fact *ignored;

	count(facts, fact, &same, &others, &other);
	if (!other || others > 4)
		return;
	count(facts, other, &other_same, &other_others, &ignored);
	if (same > other_same || (same == other_same && goes_first(fact, other)))
		return;
	if (fact->weak && !factor_slip(c, fact, other))
		return;
	if (factor_slip(c, fact, other))
		report(c, fact->line, fact->at, UNIT_FACTOR, value_text(c, fact), value_text(c, other));
	else if (fact->like->kind == FIG_COUNT && other_day(fact, other))
		return;
	else if (fact->like->kind == FIG_COUNT && fact->line->part != other->line->part)
		report(c, fact->line, fact->at, FACT_COUNT, fact->like->subject, value_text(c, fact), value_text(c, other),
		       check_place(c, other->line, other->at));
	else
		report_if(c, fact->line, fact->at, fact->global && fact->figure && other->figure && fact->like->kind == FIG_MONEY,
		          FACT, fact->like->subject.len ? fact->like->subject : fact->key, value_text(c, fact),
		          value_text(c, other), check_place(c, other->line, other->at));
}

void check_facts(struct check *c)
{
	struct facts facts = { 0 };
	struct fact_context *headings = fact_headings(c);

	collect(c, &facts, headings);
	for (size_t i = 0; c->implied && i < c->implied->n; i++) {
		struct fact *fact = &c->implied->items[i];
		int year = fact->about.year;

		fact->about = fact_context(c, fact->line, fact->like, &headings[fact->line - c->lines]);
		fact->about.year = year;
		facts.items = mem_grow(facts.items, facts.n, &facts.size, sizeof(*facts.items));
		facts.items[facts.n++] = c->implied->items[i];
	}
	if (facts.n < 5000)
		for (size_t i = 0; i < facts.n; i++)
			compare(c, &facts, &facts.items[i]);
	fact_items(c, headings);
	fact_units(c);
	fact_measures(c);
	fact_balances(c, headings);
	mem_free(facts.items);
	if (c->implied)
		mem_free(c->implied->items);
}
