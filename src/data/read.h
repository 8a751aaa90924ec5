/* read.h - what the readers of the table formats share; private to data/.
 *
 * A reader decodes its file, hands the header row and the data rows to a builder, and finishes it: the builder decides which
 * columns are keys and numbers, and reports the cells that do not fit. */
#ifndef KANYIN_DATA_READ_H
#define KANYIN_DATA_READ_H

#include "data/data.h"

/* Turns the bytes of a text file into UTF-8 in src->text; encoding is "auto", "utf-8" or "gb18030". Text that is UTF-8 already is
 * not copied. false after a diagnostic. */
bool text_decode(struct arena *, struct source *src, struct str bytes, struct str encoding, struct diags *);

enum { CELL_NUMBER_MAX = 64 }; /* [bytes] a longer number is none */

/* Brings the text of a number cell into the form that number_parse takes: *plain is the text itself or lies in scratch. */
enum cell_state cell_plain(struct str text, char scratch[CELL_NUMBER_MAX], struct str *plain);
bool cell_is_error(struct str text); /* #REF! and its like */
/* The text, of no bytes, of a cell whose value cannot be known, which was reported: no number, and nothing that is blank. */
extern const char cell_unknown[1];

struct table_builder {
	struct table *table;
	const struct table_spec *spec;
	struct diags *diags;
	struct table_row *rows; /* heap, until the table is finished */
	size_t rows_size;
	size_t too_wide; /* rows with more cells than the header has */
	bool keys_given; /* the description names the key columns */
	bool in_sheet;   /* columns of cells are those of a sheet */
};

void builder_init(struct table_builder *, struct arena *, const struct source *, const struct table_spec *, struct diags *);
void builder_release(struct table_builder *);
/* The next of blank-separated names (key="…"); false at the end. */
bool next_key(struct str *rest, struct str *key);
bool spec_has_id(const struct table_spec *, struct str name); /* of a declared column */
/* Whether a row holds every label that the description names, for columns and keys. */
bool builder_knows(const struct table_builder *, const struct table_cell *cells, size_t n);
bool builder_header(struct table_builder *, const struct table_cell *cells, size_t n, int32_t line); /* false: too many columns */
bool builder_row(struct table_builder *, const struct table_cell *cells, size_t n, int32_t line);    /* false: too many cells */
struct table *builder_finish(struct table_builder *);

/* --- around.c --- */

/* The units that a row above a table names: 单位：万元. */
struct corner {
	struct str unit;      /* of money; static text */
	bool several, others; /* units of money; of anything else */
};
enum { CORNER_ROWS = 10 };              /* above the header */
struct str money_unit(struct str text); /* the unit's own name, or empty */
/* Adds what a cell says; `next` is the cell behind it. */
void corner_read(struct corner *, struct str text, struct str next);
/* Takes the unit over where the description names none. A corner that contradicts it is an error. */
void corner_apply(const struct corner *, struct origin where, struct table_spec *, struct diags *);

/* Below a table: a line that begins a note or signs, or one that may go on with a note. */
enum row_kind { ROW_DATA, ROW_NOTE, ROW_SENTENCE };
/* Of a row whose first filled cell is `first`; numbers: any of its cells is one. */
enum row_kind row_kind(struct str first, size_t filled, bool numbers);
/* How many of n rows stand above the notes. */
size_t rows_without_notes(size_t n, enum row_kind (*kind_of)(const void *rows, size_t i), const void *rows);

/* Labels and keys compare with their width folded and without blanks and line ends. */
uint32_t fold_next(struct str text, size_t *pos); /* the next such character; 0 at the end */
void fold_add(struct buf *, struct str text);
bool fold_eq(struct str a, struct str b);
/* Whether the label or id of a column is `name`, or ends in _name. */
bool column_called(const struct table_column *, struct str name);

#endif
