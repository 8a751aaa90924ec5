/* explain_int.h - what explain.c (finding), explain_cell.c (cells without a trace) and explain_print.c (telling) share. */
#ifndef KANYIN_OUT_EXPLAIN_INT_H
#define KANYIN_OUT_EXPLAIN_INT_H

#include "out/out.h"

struct explain {
	struct buf *out;
	struct arena *arena;
	const struct doc *doc;
	const struct fontset *fonts;
	const struct explain_query *query;
	struct str text;          /* asked for, without thousands separators */
	enum lang lang;
	bool json;
	const struct page *page;
	size_t page_at;           /* from 1 */
	size_t found;
	size_t row;               /* of the data: where the last cell was found */
};

/* A figure as printed, or a run of typed text. */
struct printed {
	const struct page_op *op; /* its first run */
	struct str text;
	const struct trace *trace; /* NULL: typed */
	bool cell;                 /* of a statement table, shown straight from the data */
};

/* The number and decimals that text begins with, and the unit behind them. False: it does not begin with a number. */
bool explain_parse(struct arena *, struct str text, struct number *, int *digits, struct str *unit);
/* The trace of the cell of a statement table's data that stands at the origin; NULL: none. */
const struct trace *explain_cell(struct explain *, struct origin);
void explain_print(struct explain *, const struct printed *);

#endif
