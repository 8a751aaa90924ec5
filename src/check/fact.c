/* fact.c - one fact, two values. A fact is what a subject phrase names, in a year; it may be said anywhere in the text.
 *
 * What the accounts know by name (三公, 收入总计 …) and long phrases are compared over the whole text; short phrases only within one
 * part that is about one thing. Parts of lists are known by their whole as well, so that 基本支出 of one total is not that of another. */
#include <string.h>

#include "base/arena.h"
#include "check/check_int.h"

struct fact {
	struct str key;
	int year;
	struct range value;
	const struct figure *figure; /* NULL: implied by a comparison */
	const struct figure *like;
	const struct line *line;
	size_t at;
	bool global;
	bool weak; /* plain words: compared only for a slip of the unit */
	bool done;
};

struct facts {
	struct fact *items;
	size_t n, size;
};

/* --- names --- */

struct str fact_key(struct check *c, struct str subject)
{
	struct str key = pattern_remove(c->patterns, PATTERN_KEY_FILLER, c->arena, subject);
	struct match m;

	if (pattern_find(c->patterns, PATTERN_TOTAL_WORD, key, 0, &m))
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
	struct fact fact = { .year = year, .value = before, .like = now, .line = line, .at = at };

	if (!line->cell && !line->leftover && number_sign(before.lo) > 0)
		add(c, implied(c), fact, now->subject);
}

static void collect(struct check *c, struct facts *facts)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs; k++) {
			const struct figure *f = &line->figs[k], *whole;
			int year = figure_year(c, f);
			struct fact fact = { .year = year ? year : c->year,
				             .value = range_of(c->arena, f),
				             .figure = f,
				             .like = f,
				             .line = line,
				             .at = f->from };
			struct str subject = f->subject;

			if (!is_fact(c, line, f))
				continue;
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

static bool comparable(const struct fact *a, const struct fact *b)
{
	if (a->weak != b->weak)
		return false;
	if (a->weak)
		return a->year == b->year && a->like->factor != b->like->factor && a->line != b->line && str_eq(a->key, b->key);
	return a->year == b->year && figure_comparable(a->like, b->like) && same_name(a, b) && !other_thing(a, b);
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

	collect(c, &facts);
	for (size_t i = 0; c->implied && i < c->implied->n; i++) {
		facts.items = mem_grow(facts.items, facts.n, &facts.size, sizeof(*facts.items));
		facts.items[facts.n++] = c->implied->items[i];
	}
	if (facts.n < 5000)
		for (size_t i = 0; i < facts.n; i++)
			compare(c, &facts, &facts.items[i]);
	mem_free(facts.items);
	if (c->implied)
		mem_free(c->implied->items);
}
