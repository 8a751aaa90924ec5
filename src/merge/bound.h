/* bound.h - statement tables with the data they show, as the merge leaves them to the rules (check/rules.h). */
#ifndef KANYIN_MERGE_BOUND_H
#define KANYIN_MERGE_BOUND_H

#include "data/tree.h"
#include "desc/desc.h"
#include "merge/expr.h"

/* A column of the layout. It is read (source), computed (sum), or both: then it is read and the sum must agree. */
struct bound_column {
	const struct desc_node *node;
	ptrdiff_t source;        /* column of the data; -1: none */
	bool number;
	bool omitted;            /* all zero, and the layout leaves it out then */
	struct number scale;     /* multiplies the data's values into the printed unit; 1 for counts */
	const struct expr *key;  /* the row of the data by the row that is printed; NULL: that row itself */
	const uint16_t *sum;     /* columns that it adds up */
	size_t nsum;
};

struct bound_table {
	const struct desc_node *layout;
	struct str name;         /* of the data source */
	struct table *data;      /* completed by tree; NULL: none */
	const struct tree *tree; /* NULL: rows have no order */
	bool empty;              /* the data have no rows, whatever the tree made of them */
	struct bound_column *columns;
	size_t ncolumns;
	struct eval eval;        /* names in sight where the table stands */
	const struct unit *unit; /* printed unit of amounts; NULL: as in the data */
	int digits;              /* decimals printed */
	struct bound_table *next;
};

/* The value of a column in a row of `data`; false: blank. In the unit of the data: its own column's, or that of the first summand. */
bool bound_number(const struct bound_column *columns, size_t column, const struct table *data, size_t row, struct arena *,
                  struct number *out);
/* The cells that a figure is made of: of a column that adds others up, of a row that was made of its parts. NULL: no figure. */
const struct trace *bound_trace(const struct bound_column *columns, size_t column, const struct tree *, struct table *data, size_t row,
                                struct arena *);
bool bound_is_made(const struct tree *, const struct table *data, size_t row); /* of its parts */

/* The figures of a column in some rows, added up. */
struct bound_sum {
	struct arena *arena;
	const struct bound_column *columns;
	size_t column;
	const struct tree *tree;
	struct number total; /* in the unit of the data */
	size_t n;            /* rows that have a figure … */
	const struct trace *inputs[TRACE_INPUTS]; /* … the first of them … */
	struct table *table; /* … and the last */
	size_t row;
};
void bound_sum_add(struct bound_sum *, struct table *, size_t row);
const struct trace *bound_sum_trace(struct bound_sum *, struct origin);

/* The first column of the data that `column` rests on, -1: none. */
ptrdiff_t bound_source(const struct bound_column *columns, size_t column);

#endif
