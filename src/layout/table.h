/* table.h - what the files that set tables share. Private to layout/.
 *
 * A table is read once (table_grid.c: which cells, how wide their texts), then laid out as one view, or, when its columns do
 * not fit, as several views that repeat the leading label columns: widths (table_width.c), row heights (table_rows.c), items
 * and drawing (table.c, table_draw.c). What is special has a file of its own: texts around the frame (table_texts.c), page
 * subtotals (table_carry.c), vertical writing (table_vertical.c). Cells keep no lines: those of a page are set when the page
 * is drawn. */
#ifndef KANYIN_LAYOUT_TABLE_H
#define KANYIN_LAYOUT_TABLE_H

#include "layout/flow.h"

/* Text widths of a cell at the table's size [mpt]. */
struct cell_extent {
	int32_t natural; /* longest forced line */
	int32_t piece;   /* widest unbreakable piece; figures: all of it */
};

struct table_cells {
	const struct doc_table *doc;
	uint32_t nrows, nhead;
	uint16_t ncols;
	int32_t base;                /* type size [mpt] */
	uint32_t *first;             /* nrows + 1: where the cells of a row begin in order[] */
	uint32_t *order;             /* indexes into doc->cells, by row */
	struct cell_extent *extents; /* by index into doc->cells */
	struct cell_extent *carry;   /* widest sum of each column of doc->carry; piece: left of the decimal point; NULL: no such rows */
};

/* Some columns of the grid, left to right. */
struct table_view {
	uint16_t *cols; /* columns of the grid */
	uint16_t n;
	uint16_t *at; /* ncols + 1: how many columns of the view stand before a column of the grid */
};

/* A cell's text with what para_set wants; points into itself, so it must stay where it is. */
struct cell_text {
	struct text text;
	struct str whole; /* of the cell, before it was made vertical */
	struct text_place place;
};

/* A cell that goes on over a page break, by the view's column; its lines are set once. */
struct table_open {
	uint32_t cell; /* index + 1; 0: none */
	uint32_t done; /* lines drawn already */
	struct para_lines lines;
	struct cell_text *text;
};

/* The sums of the rows above a page's end. */
struct table_carry {
	const struct doc_carry *doc;
	struct number *sums; /* of the rows before `upto` */
	uint32_t upto;
	int32_t height; /* of the row that shows them [mpt] */
};

/* Title, number and labels as they stand on further pages. */
struct table_above {
	const struct flow_para *paras[3];
	int32_t tops[3]; /* [mpt] */
	size_t n;
	int32_t height; /* [mpt] */
};

/* Notes and sign lines. */
struct table_below {
	const struct flow_para **paras;
	size_t n;
};

struct table_set {
	const struct table_cells *cells;
	struct table_view view;
	struct origin origin;
	uint32_t block;
	int32_t size, pitch;  /* of the cells' type [mpt] */
	int32_t pad_x, pad_y; /* [mpt] */
	int32_t *x;           /* view.n + 1 column edges from the left of the type area [mpt] */
	int32_t *points;      /* per column of the view: width right of the decimal point, at base size [mpt] */
	int32_t *heights;     /* per row [mpt] */
	int32_t head_height;  /* [mpt] */
	bool repeat_head;
	bool later;                      /* another group of columns was set before */
	uint16_t own;                    /* columns of the grid before this one were set there */
	const struct table_above *above; /* what pages that it goes on to begin with; NULL: nothing */
	struct table_carry *carry;       /* page subtotals; NULL: none */
	struct table_open *open;
	uint32_t *active; /* cells that span down from rows drawn before */
	size_t nactive, active_size;
};

/* table_grid.c */
struct table_cells *table_read(struct flow *, const struct doc_table *);
struct table_view table_view(struct arena *, const struct table_cells *, const uint16_t *cols, uint16_t n);
const struct doc_cell *table_cell(const struct table_cells *, uint32_t index);
uint32_t table_row_end(const struct table_cells *, const struct doc_cell *); /* first row below the cell, head and body apart */
void table_cell_cols(const struct table_set *, const struct doc_cell *, uint16_t *from,
                     uint16_t *to); /* of the view; empty: not seen */
bool table_is_head(const struct table_cells *, const struct doc_cell *);
bool table_is_figure(const struct doc_cell *);
bool table_is_decimal(const struct doc_cell *); /* set by its decimal point */
bool table_is_vertical(const struct doc_cell *);
void table_cell_text(const struct flow *, struct arena *, const struct doc_cell *, int role, struct cell_text *);
struct para_spec table_cell_spec(const struct flow *, const struct table_cells *, const struct doc_cell *, int32_t size,
                                 int32_t measure);
int32_t table_point(const struct flow *, const struct table_cells *, const struct doc_cell *,
                    int32_t size); /* left of the point */

/* table_width.c */
bool table_widths(struct flow *, struct table_set *, bool force); /* sets x, size, points; false: too wide, nothing reported */
size_t table_groups(struct flow *, struct table_set *, struct table_view **groups); /* views that fit; 0: cannot be split */

/* table_rows.c */
void table_heights(struct flow *, struct table_set *);
int64_t table_height(const struct table_set *);                                     /* of head and rows [mpt] */
void table_squeeze(struct table_set *, int64_t excess);                             /* less padding, when that saves the excess */
int32_t table_inner(const struct table_set *, const struct doc_cell *);             /* width for its text [mpt] */
bool table_is_single(const struct table_set *, uint32_t index);                     /* the cell needs one line and never breaks */
uint32_t table_slices(const struct flow *, const struct table_set *, uint32_t row); /* pieces a row may be split into */
int32_t table_slice_height(const struct flow *, const struct table_set *, uint32_t row, uint32_t slice);
int32_t table_scale(const struct table_set *, int32_t width); /* from base to the size set, rounded up */
int32_t table_pitch(const struct table_set *, const struct doc_cell *); /* of its lines [mpt] */
/* How far right of its left edge a figure goes to have its point above those of its column [mpt]. */
int32_t table_decimal_shift(const struct flow *, const struct table_set *, const struct doc_cell *, int32_t measure);

/* table_texts.c */
void table_add_above(struct flow *, const struct doc_table *, struct origin); /* as items */
const struct table_above *table_above_again(struct flow *, const struct doc_table *, struct origin); /* NULL: too high to repeat */
void table_draw_above(struct flow *, struct page *, const struct table_above *, int32_t x, int32_t y);
void table_make_below(struct flow *, const struct doc_table *, struct table_below *);
void table_add_below(struct flow *, const struct table_below *); /* as items */
int32_t table_height_below(const struct flow *, const struct table_below *); /* [mpt] */

/* table_carry.c */
struct cell_extent *table_carry_read(struct flow *, const struct table_cells *); /* widest sums of its columns */
struct table_carry *table_carry_new(struct arena *, const struct table_set *); /* NULL: the view has none of its columns */
bool table_carry_label(const struct table_set *, uint16_t v); /* column of the view where the label stands */
void table_draw_carry(struct flow *, struct page *, struct table_set *, int32_t x, int32_t top, struct str label,
                      uint32_t row); /* sums of the rows before `row`; rows never go back */

/* table_vertical.c */
enum { ACROSS_EM = 50 /* width that vertical text is centred in, to each side of its cell */ };
struct vertical_shape {
	uint16_t columns, rows; /* rows: of the longest column */
	uint16_t lines[8];      /* of each column, from the right */
};
struct vertical_shape table_vertical_shape(struct str);
struct text table_vertical(const struct flow *, struct arena *, int role, const struct text *); /* a line for each unit */
void table_vertical_plain(struct arena *, struct para_lines *); /* marks read as they were written */

/* Between the columns of a vertical text [mpt]. */
static inline int32_t table_column_gap(int32_t size)
{
	return size / 5;
}

#endif
