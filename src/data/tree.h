/* tree.h - rows by code: which row is part of which, and the parent rows that the data lack.
 *
 * Codes are those of the government's subjects: 类 3 digits, 款 5, 项 7 (economic subjects: 类 3, 款 5). A row without a code that is
 * called 合计 is the total; any other row without a code is a detail of the row before it. */
#ifndef KANYIN_DATA_TREE_H
#define KANYIN_DATA_TREE_H

#include "data/data.h"

struct tree {
	struct table *table;    /* total, then all codes in order, each with its details; the table given when it is like that already */
	const uint32_t *parent; /* per row: index of its parent + 1; 0: none */
	const bool *computed;   /* per row: made here, its numbers are the sums of its parts */
	const bool *detail;     /* per row: without a code; it need not have all figures of its parent */
	size_t total;           /* row of 合计 */
};

/* `columns`: the column of the code, or several that make it (类 款 项), separated by blanks. `names` (may be NULL) has the names of codes
 * for rows made here: they are looked up by code and taken from its column 名称 or 科目名称. NULL after a diagnostic. */
struct tree *tree_new(struct arena *, struct table *, struct str columns, struct table *names, struct origin where, struct diags *);

#endif
