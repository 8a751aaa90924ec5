/* rules_broken.c - relations that do not hold. One mistake breaks many: a row that stands twice, or is missing, or a column by another name is told
 * instead of them, and what misses by the same difference is told as one. */
#include <stdlib.h>

#include "check/rules_int.h"

enum { REPEAT_ROWS = 5000 }; /* a message need not cost more than the work */

struct broken {
	struct str name;
	const struct bound_table *b;
	struct side left, right;
	struct number delta; /* what it misses by, without sign */
	size_t seq;
	bool told; /* by what breaks it */
	struct broken *next;
};

void rules_broken(struct rules *r, struct str name, const struct side *left, const struct side *right)
{
	struct broken *broken = arena_make(r->arena, struct broken);

	*broken = (struct broken){ .name = name, .b = r->b, .left = *left, .right = *right, .seq = r->nbroken++ };
	broken->delta = number_abs(r->arena, number_sub(r->arena, left->value, right->value));
	if (r->last_broken)
		r->last_broken->next = broken;
	else
		r->broken = broken;
	r->last_broken = broken;
}

static bool rests_on(const struct broken *broken, const struct source *src)
{
	const struct source *sources[] = { broken->b->data->src, broken->left.first.src, broken->left.last.src,
		                           broken->right.first.src, broken->right.last.src };

	for (size_t i = 0; src && i < sizeof(sources) / sizeof(*sources); i++)
		if (sources[i] == src)
			return true;
	return false;
}

/* --- rows that stand twice --- */

static bool same_row(const struct table *t, size_t a, size_t b)
{
	for (size_t c = 0; c < t->ncolumns; c++)
		if (!str_eq(table_text(t, a, c), table_text(t, b, c)))
			return false;
	return true;
}

static bool has_figures(struct rules *r, const struct table *t, size_t row)
{
	struct number n;

	for (size_t c = 0; c < t->ncolumns; c++)
		if (t->columns[c].type == COLUMN_NUMBER && table_number(t, r->arena, row, c, &n) == CELL_NUMBER &&
		    number_sign(n) != 0)
			return true;
	return false;
}

static void report_repeats(struct rules *r, const struct table *t)
{
	for (size_t i = 0; i + 1 < t->nrows && t->nrows <= REPEAT_ROWS; i++)
		for (size_t k = i + 1; k < t->nrows; k++)
			if (same_row(t, i, k) && has_figures(r, t, i)) {
				diag(r->diags, REPEATED_ROW, table_origin(t, k, 0), t->name,
				     table_row_label(t, k, t->ncolumns - 1, NULL),
				     str_printf(r->arena, "%d", (int)t->rows[i].line));
				break;
			}
}

/* In tables of which nothing was told yet. */
static void find_repeats(struct rules *r)
{
	for (const struct bound_table *b = r->first; b; b = b->next)
		for (const struct broken *broken = b->data ? r->broken : NULL; broken; broken = broken->next)
			if (!broken->told && rests_on(broken, b->data->src)) {
				report_repeats(r, b->data);
				break;
			}
}

/* --- what is told --- */

/* The source that a mistake is about, when it makes sums wrong. */
static const struct source *lacking(const struct diag *d)
{
	switch (d->code) {
	case DIAG_MISSING_COLUMN:
	case DIAG_MISSING_ROW:
	case DIAG_AMBIGUOUS_ROW:
		return d->cause.src;
	case DIAG_COLUMN_UNUSED:
	case DIAG_ROW_UNUSED:
	case DIAG_REPEATED_ROW:
		return d->origin.src;
	default:
		return NULL;
	}
}

static void leave_out_doubtful(struct rules *r)
{
	for (size_t i = 0; i < diags_count(r->diags); i++) {
		const struct source *src = lacking(diags_at(r->diags, i));

		for (struct broken *broken = src ? r->broken : NULL; broken; broken = broken->next)
			broken->told |= rests_on(broken, src);
	}
}

/* By the difference, then in the order in which they were found. */
static int by_difference(const void *a, const void *b)
{
	const struct broken *x = *(const struct broken *const *)a, *y = *(const struct broken *const *)b;
	struct str u = x->left.unit ? x->left.unit->name : STR(""), v = y->left.unit ? y->left.unit->name : STR("");
	int order = str_cmp(u, v);

	order = order ? order : number_cmp(x->delta, y->delta);
	return order ? order : (x->seq > y->seq) - (x->seq < y->seq);
}

static bool same_difference(const struct broken *a, const struct broken *b)
{
	return a->left.unit == b->left.unit && number_cmp(a->delta, b->delta) == 0;
}

static void report(struct rules *r, struct broken **group, size_t n)
{
	struct origin *places = arena_array(r->arena, n, sizeof(*places));

	for (size_t i = 0; i < n; i++)
		places[i] = rules_place(group[i]->b, &group[i]->left, &group[i]->right);
	r->b = group[0]->b;
	rules_report(r, DIAG_RULE_BROKEN, group[0]->name, &group[0]->left, &group[0]->right, false,
	             rules_others(r, places, n,
	                          BOTH("; the same difference elsewhere (", "；同一差额另有 ") "%zu" BOTH("): ",
	                                                                                                  " 处：") "%.*s"));
}

void rules_broken_report(struct rules *r)
{
	struct broken **list = arena_array(r->arena, r->nbroken + 1, sizeof(struct broken *));
	size_t n = 0;

	leave_out_doubtful(r);
	find_repeats(r);
	leave_out_doubtful(r);
	for (struct broken *broken = r->broken; broken; broken = broken->next)
		if (!broken->told)
			list[n++] = broken;
	qsort(list, n, sizeof(struct broken *), by_difference);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && same_difference(list[from], list[to]);)
			to++;
		report(r, list + from, to - from);
	}
}
