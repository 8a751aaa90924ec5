/* statement.h - what the merge_statement*.c files share: one statement table on its way. Nobody else includes it. */
#ifndef KANYIN_MERGE_STATEMENT_H
#define KANYIN_MERGE_STATEMENT_H

#include "merge/bound.h"
#include "merge/merge_int.h"

struct statement {
	struct merge *merge;
	const struct desc_node *layout;
	struct table *data;          /* NULL: no data bound, or it could not be read */
	struct tree *tree;           /* NULL: rows have no order */
	struct bound_table *bound;   /* for the rules */
	bool lacking;                /* the data lack a column, or a row stands twice, which was reported: what has no place is no news */
	struct doc_table *table;
	struct grid grid;
	struct bound_column *columns;
	const struct unit *unit;     /* printed unit of amounts; NULL: as in the data */
	int digits;
	enum number_group group;
	struct str zero;             /* what zero prints as */
	struct buf line;
	uint8_t *marks;              /* ROW_* by row, heap */
	size_t nmarks, marks_size;
	bool *shown;                 /* rows of the data that have been printed, when they are looked up by key */
	const struct desc_node *carry;
	const struct expr *carried;  /* rows that the carry adds up; NULL: all that have no parts */
	uint32_t *carry_rows;        /* per row of the table: row of the data + 1 that counts; heap */
	size_t ncarry, carry_size;
};

/* merge_statement_bind.c: which data each column shows */
void statement_bind(struct statement *, const struct desc_node *use);    /* s->data, s->tree */
void statement_columns(struct statement *);                              /* s->columns for s->data */
/* For rows of `from`, keys into s->data; strict: a column that is not there is reported. */
struct bound_column *statement_columns_of(struct statement *, struct table *from, bool strict);
void statement_omit(struct statement *);                                 /* finds the columns that are left out … */
void statement_squeeze(struct statement *);                              /* … and takes them out of the finished grid */
ptrdiff_t statement_column(const struct statement *, struct str id);

/* merge_statement_cell.c: values as text, cells */
struct str statement_amount(struct statement *, struct number);          /* in the printed unit */
struct number statement_shown(struct statement *, const struct value *); /* a number in the printed unit */
struct str statement_text(struct statement *, const struct bound_column *columns, size_t col, const struct table *, size_t row);
void statement_head(struct statement *);
struct doc_cell *statement_cell(struct statement *, const struct desc_node *, bool head, bool bold);
void statement_tiles(struct statement *);                                /* the body's fixed rows, when they are not printed */

/* merge_statement_rows.c: the body */
void statement_body(struct statement *);
void statement_marks(struct statement *);                                /* what belongs to rows, once they are all there */

const struct expr *statement_expr(struct statement *, const struct desc_node *, const char *attr); /* NULL: absent or wrong */
bool statement_test(struct statement *, const struct expr *, bool otherwise);

#endif
