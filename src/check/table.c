/* table.c - the text against the tables beside it: an amount that the text gives a name of the tables, and that no table holds.
 *
 * Rows of tables without frame are what the reading order gives: a name, and the numbers behind it as far as the next name. Their unit is
 * the one that was printed last above them. So little is known of them that an amount counts as found wherever in the tables it stands. */
#include "base/arena.h"
#include "check/check_int.h"

enum { NUMBERS_MAX = 20000, NAME_MIN = 4 }; /* tables with more are no statements of an account; [Han] of a name */

struct number_cell {
	struct range value; /* 元 */
	const struct line *line;
	bool unit; /* known */
};

struct row {
	struct str key;
	size_t from, to; /* numbers */
};

struct tables {
	struct number_cell *numbers;
	size_t n, size;
	struct row *rows;
	size_t nrows, rows_size;
};

static bool is_number(const struct line *line)
{
	return line->nfigs == 1 && line->figs[0].from == 0 && line->figs[0].to == line->s.len && line->figs[0].kind == FIG_BARE;
}

static void add_number(struct check *c, struct tables *t, const struct line *line, int64_t factor)
{
	struct range r = range_scale(c->arena, range_of(c->arena, &line->figs[0]), factor ? factor : 1, 1);

	t->numbers = mem_grow(t->numbers, t->n, &t->size, sizeof(*t->numbers));
	t->numbers[t->n++] = (struct number_cell){ r, line, factor != 0 };
}

static void add_row(struct check *c, struct tables *t, const struct line *line)
{
	t->rows = mem_grow(t->rows, t->nrows, &t->rows_size, sizeof(*t->rows));
	t->rows[t->nrows++] = (struct row){ fact_key(c, str_sub(line->s, line->mark_to, line->s.len)), t->n, t->n };
}

/* 单位:万元 above a table; 0: not said. */
static int64_t unit_said(const struct check *c, const struct line *line, int64_t last)
{
	struct match m;

	if (!pattern_find(c->patterns, PATTERN_TABLE_UNIT, line->s, 0, &m))
		return last;
	return str_has(match_group(line->s, &m, 0), STR("万")) ? 10000 : 1;
}

static void collect(struct check *c, struct tables *t)
{
	int64_t factor = 0;

	for (size_t i = 0; i < c->n && t->n < NUMBERS_MAX; i++) {
		const struct line *line = &c->lines[i];

		factor = unit_said(c, line, factor);
		if (!line->cell)
			continue;
		if (!is_number(line))
			add_row(c, t, line);
		else if (t->nrows) {
			add_number(c, t, line, factor);
			t->rows[t->nrows - 1].to = t->n;
		}
	}
}

static bool holds(struct check *c, const struct tables *t, struct range value)
{
	for (size_t i = 0; i < t->n; i++) {
		const struct number_cell *cell = &t->numbers[i];

		if (range_meets(cell->value, value) ||
		    (!cell->unit && range_meets(range_scale(c->arena, cell->value, 10000, 1), value)))
			return true;
	}
	return false;
}

/* The first row of that name with a number; NULL: none. */
static const struct row *row_named(const struct tables *t, struct str key)
{
	for (size_t i = 0; i < t->nrows; i++)
		if (t->rows[i].from < t->rows[i].to && str_eq(t->rows[i].key, key))
			return &t->rows[i];
	return NULL;
}

static bool is_claim(const struct check *c, const struct line *line, const struct figure *f)
{
	int year = figure_year(c, f);

	return f->kind == FIG_MONEY && f->use == USE_LEVEL && !f->approx && !f->loose && f->depth == 0 && !line->leftover &&
	       (year == 0 || year == c->year) && number_sign(f->value) != 0 &&
	       !pattern_has(c->patterns, PATTERN_BUDGET, f->subject);
}

static void compare(struct check *c, const struct tables *t, const struct line *line, const struct figure *f)
{
	struct str key = fact_key(c, f->subject);
	bool named = han_count(key) >= NAME_MIN && pattern_has(c->patterns, PATTERN_ACCOUNT, key);
	const struct row *row = named ? row_named(t, key) : NULL;
	const struct line *cell;

	if (!row || holds(c, t, range_of(c->arena, f)))
		return;
	cell = t->numbers[row->from].line;
	report(c, line, f->from, TABLE_VALUE, check_quote(c, line->s, f->from, f->to, 10), cell->s,
	       check_place(c, cell, 0));
}

void check_tables(struct check *c)
{
	struct tables t = { .n = 0 };

	collect(c, &t);
	for (size_t i = 0; i < c->n && t.n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs && !c->lines[i].cell; k++)
			if (is_claim(c, &c->lines[i], &c->lines[i].figs[k]))
				compare(c, &t, &c->lines[i], &c->lines[i].figs[k]);
	mem_free(t.numbers);
	mem_free(t.rows);
}
