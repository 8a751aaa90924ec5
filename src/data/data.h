/* data.h - numeric tables as read from CSV, .xls and .xlsx: typed columns, rows, and where every cell stood. */
#ifndef KANYIN_DATA_DATA_H
#define KANYIN_DATA_DATA_H

#include "base/diag.h"
#include "base/number.h"

struct arena;

enum column_type { COLUMN_AUTO, COLUMN_TEXT, COLUMN_NUMBER };

struct table_cell {
	const char *ptr; /* trimmed text */
	uint32_t len;    /* [bytes] */
	int32_t col;     /* for text sources the column in its line, counted in code points; for sheets the column */
};

struct table_row {
	const struct table_cell *cells; /* table->ncolumns of them */
	int32_t line;                   /* line of the file or row of the sheet */
};

struct table_column {
	struct str label;      /* header text, blanks removed at both ends */
	struct str id;         /* second name from the description, or empty */
	enum column_type type; /* after loading TEXT or NUMBER */
	struct str unit;       /* 元, 万元, 人 …; empty when the column has none */
	bool key;              /* rows are looked up by its cells */
	bool as_text;          /* declared as text, whatever its cells are */
};

struct table {
	struct str name; /* of the data source */
	const struct source *src;
	struct origin header; /* where the header row stands */
	struct table_column *columns;
	size_t ncolumns;
	struct table_row *rows;
	size_t nrows;
	bool incomplete;         /* it lacks a declared column or key, which was reported: what else it lacks is no news */
	bool blank_is_zero;      /* a blank number cell counts as 0 (the default), otherwise it is missing */
	struct row_index *index; /* made at the first look-up; private to data/table.c */
	struct arena *arena;
};

/* What a description says of one source. */
struct table_spec {
	struct str name;
	struct str encoding; /* "auto", "utf-8", "gb18030" */
	struct str unit;     /* of number columns that name none */
	struct str keys;     /* blank-separated column labels or ids; empty: every column that is not numeric */
	int header;          /* line of the header row, from 1, or one of enum table_header */
	struct str sheet;    /* of a workbook: name, or number among those that are not hidden; empty: the first of these */
	struct str range;    /* of a workbook: A6:G40; empty: the whole sheet */
	bool blank_is_zero;
	const struct table_column *columns; /* declared ones: label, id, type, unit */
	const struct origin *column_origins;
	size_t ncolumns;
	struct origin where;
	struct origin sheet_where, range_where; /* the attributes, for messages */
};

enum table_header {
	HEADER_DEFAULT = -1, /* line 1 of a text file, first row of a range, HEADER_AUTO in a sheet */
	HEADER_AUTO = 0,     /* the first row that holds all labels of columns and keys */
};

/* Bounds that keep hostile input small. */
enum { TABLE_MAX_COLUMNS = 1000, TABLE_MAX_CELLS = 20000000, TABLE_MAX_BYTES = 512 << 20 };

/* Reads a table from a workbook (.xlsx, .xls) or a text file: what it is tells its content, not its name. Results and errors are those
 * of table_load_csv. A sheet's table may have captions above and notes below, and a header of several rows with merged cells. */
struct table *table_load(struct arena *, struct str path, const struct table_spec *, struct diags *);
/* The same over bytes in memory, which must live as long as the arena. */
struct table *table_parse(struct arena *, struct source *src, struct str bytes, const struct table_spec *, struct diags *);
/* Reads a CSV file (RFC 4180, also ; and tab when the header row says so). NULL when it cannot be read, after an error; errors
 * in names and cells leave a table that can be used for finding more of them. Text that is not a number in a number column is one
 * error per cell (at most 20, then one that counts the rest). */
struct table *table_load_csv(struct arena *, struct str path, const struct table_spec *, struct diags *);
/* The same over bytes in memory (tests, fuzzing). src->path names it. */
struct table *table_parse_csv(struct arena *, struct source *src, struct str bytes, const struct table_spec *, struct diags *);

/* -1 when there is none. Labels and ids compare after folding width and dropping blanks. */
ptrdiff_t table_find_column(const struct table *, struct str label);
/* Rows whose key columns hold `key` (folded like labels): number of matches; the first and second in rows[0], rows[1]. */
size_t table_find_row(struct table *, struct str key, size_t rows[2]);
/* The key nearest to `key` by edit distance, for messages; empty when nothing is near. */
struct str table_nearest_key(const struct table *, struct str key);
struct str table_nearest_column(const struct table *, struct str label);
struct str table_column_hint(const struct table *, struct str label); /* the nearest, or all that there are when they are few */

/* What a reader calls the row of a cell: its label, in a form with two halves that of the cell's half. *ordinal (may be NULL): its 行次. */
struct str table_row_label(const struct table *, size_t row, size_t column, struct str *ordinal);
struct str table_text(const struct table *, size_t row, size_t column);
struct origin table_origin(const struct table *, size_t row, size_t column);
enum cell_state { CELL_NUMBER, CELL_BLANK, CELL_BAD };
/* Reports the cells that are neither numbers nor blank: each one, at most 20, then one that counts the rest. */
void table_check_numbers(const struct table *, size_t column, struct diags *);
bool cell_is_dash(struct str text); /* of what CELL_BLANK is said of: — or ——, there is no figure, rather than nothing */
/* The exact value of a cell of a number column; separators, full-width digits, blanks and — are understood here. */
enum cell_state table_number(const struct table *, struct arena *, size_t row, size_t column, struct number *out);
enum cell_state cell_parse_number(struct arena *, struct str text, struct number *out);

#endif
