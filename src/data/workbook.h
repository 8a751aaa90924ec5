/* workbook.h - what the readers of .xls and .xlsx share; private to data/.
 *
 * A reader fills a grid with the cells of one sheet, each already as the text that it shows: numbers as decimals, dates in
 * ISO form. workbook_table() finds the table in the grid: range, header rows, unit in the corner, notes below. */
#ifndef KANYIN_DATA_WORKBOOK_H
#define KANYIN_DATA_WORKBOOK_H

#include "data/read.h"

enum { SHEET_MAX_ROWS = 1048576, SHEET_MAX_COLUMNS = 16384, GRID_MAX_MERGES = 20000 };

enum shown_kind {
	SHOWN_TEXT,
	SHOWN_NUMBER,
	SHOWN_PERCENT, /* a number shown in per cent; its text ends in % */
	SHOWN_ERROR,
	SHOWN_UNKNOWN, /* a formula whose value the file does not hold; no text */
	SHOWN_UNCLEAR, /* a number whose format shows another one, and which cannot be told; the text is what the cell holds */
};

struct sheet_cell {
	const char *ptr;
	uint32_t len; /* [bytes] */
	uint16_t col; /* from 1 */
	uint8_t kind;
};

struct sheet_row {
	const struct sheet_cell *cells; /* by column; blank ones are left out */
	size_t n;
	int32_t line; /* from 1 */
};

struct sheet_area {
	int32_t top, left, bottom, right; /* from 1, all inclusive */
};

struct sheet_grid {
	struct arena *texts; /* of the table */
	struct arena *cells; /* dropped with the grid */
	struct sheet_row *rows;
	size_t nrows, rows_size;
	struct sheet_area *merges;
	size_t nmerges, merges_size;
	struct sheet_cell *open; /* the row being filled */
	size_t nopen, open_size;
	int32_t line; /* of that row */
	size_t ncells;
	bool unsorted;
	char *room;  /* where the next text goes */
	size_t left; /* [bytes] of it */
};

void sheet_grid_init(struct sheet_grid *, struct arena *texts);
void sheet_grid_release(struct sheet_grid *);
struct str sheet_grid_keep(struct sheet_grid *, struct str text); /* a copy that lives with the table */
/* The text is borrowed. false: more cells than a table may have. Places outside any sheet are ignored. */
bool sheet_grid_put(struct sheet_grid *, int32_t line, int32_t col, enum shown_kind, struct str text);
void sheet_grid_merge(struct sheet_grid *, struct sheet_area);
void sheet_grid_end(struct sheet_grid *);                                                       /* after the last cell */
const struct sheet_row *sheet_grid_row(const struct sheet_grid *, int32_t line);                /* NULL: blank */
const struct sheet_cell *sheet_grid_cell(const struct sheet_grid *, int32_t line, int32_t col); /* NULL: blank */

bool area_parse(struct str text, struct sheet_area *); /* A6:G40, or one cell */

/* A number as a decimal: 0.DDDD × 10^point. Zero has no digits. */
enum { DECIMAL_DIGITS = 40 };
struct decimal {
	char digits[DECIMAL_DIGITS]; /* '0' .. '9', neither end is '0' */
	int n;
	int point;
	bool negative;
};

enum format_kind { FORMAT_GENERAL, FORMAT_DECIMAL, FORMAT_PERCENT, FORMAT_DATE, FORMAT_DATETIME, FORMAT_TIME };

/* When a section of a format counts: the number is less than, equal to, more than its limit. */
enum { WHEN_LESS = 1, WHEN_EQUAL = 2, WHEN_MORE = 4, WHEN_ALWAYS = 7 };

/* How a cell shows its number, as far as it matters here. */
struct format_section {
	uint8_t kind;   /* enum format_kind */
	uint8_t digits; /* behind the point, of DECIMAL and PERCENT; those that are shown when the format scales */
	uint8_t zeros;  /* of a format that is nothing but zeros: 03 */
	uint8_t scale;  /* what is shown is the number / 10^scale */
	bool unclear;   /* the digits that are shown are others, and cannot be told */
	bool silent;    /* no digits are shown */
	uint8_t when, limit_places;
	int64_t limit; /* × 10^limit_places */
};

struct cell_format {
	struct format_section sections[3]; /* the last of them counts when none before it does */
	uint8_t n;
};

bool decimal_read(struct decimal *, struct str text); /* digits with point and exponent, as XML has them */
bool decimal_from_double(struct decimal *, double);   /* false: not finite */
struct cell_format format_parse(struct str code);
struct cell_format format_builtin(int id); /* the formats that files name by number only */
extern const struct cell_format format_general;
enum { SHOWN_MAX = 96 };
/* The text of a number in its format; the kind of cell it makes. epoch1904: days count from 1904. */
enum shown_kind format_show(const struct decimal *, const struct cell_format *, bool epoch1904, char out[SHOWN_MAX], size_t *len);

struct sheet {
	struct str name;
	bool hidden;
	struct str part; /* .xlsx: path in the archive */
	uint32_t offset; /* .xls: place in the stream */
};

/* The sheet the description asks for, or the first that is not hidden. NULL after a diagnostic. */
const struct sheet *sheet_choose(struct arena *, const struct sheet *, size_t n, const struct source *, const struct table_spec *,
                                 struct diags *);
/* The source for messages about one sheet. */
struct source *sheet_source(struct arena *, const struct source *file, struct str name);
/* Makes the table; sheet_grid_end has been called. NULL after a diagnostic. */
struct table *workbook_table(struct arena *, const struct sheet_grid *, const struct source *, const struct table_spec *,
                             struct diags *);

/* The header of a table in a grid. */
struct head {
	struct table_cell *labels; /* of the columns area.left .. area.right */
	size_t n;
	struct sheet_area area; /* header rows, and the columns that the table has */
};
/* Finds it in the region. false after a diagnostic. */
bool head_find(struct arena *, const struct sheet_grid *, struct sheet_area region, const struct table_builder *, struct head *);

/* The readers themselves, over bytes in memory. */
struct table *table_parse_xlsx(struct arena *, struct source *, struct str bytes, const struct table_spec *, struct diags *);
struct table *table_parse_xls(struct arena *, struct source *, struct str bytes, const struct table_spec *, struct diags *);
/* A place as one argument of diag(). */
static inline struct origin place_of(const struct source *src, int32_t line, int32_t col)
{
	return (struct origin){ src, line, col };
}


/* At the file, the sheet or the cell where it shows. */
void workbook_damaged(struct origin, struct diags *, const char *how);

#endif
