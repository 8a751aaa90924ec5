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

struct table_builder {
	struct table *table;
	const struct table_spec *spec;
	struct diags *diags;
	struct table_row *rows; /* heap, until the table is finished */
	size_t rows_size;
	size_t too_wide; /* rows with more cells than the header has */
	bool keys_given; /* the description names the key columns */
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

/* Labels and keys compare with their width folded and without blanks and line ends. */
uint32_t fold_next(struct str text, size_t *pos); /* the next such character; 0 at the end */
void fold_add(struct buf *, struct str text);
bool fold_eq(struct str a, struct str b);
/* Whether the label or id of a column is `name`, or ends in _name. */
bool column_called(const struct table_column *, struct str name);

#endif
