/* table_grid.c - a table's cells by row, their texts and how wide these are. Of bad grids, what lies outside is not seen. */
#include "base/arena.h"
#include "base/utf8.h"
#include "layout/table.h"

#include <string.h>

enum {
	MAX_WIDTH = 100000000, /* [mpt] keeps sums in range */
	JUSTIFY_EM = 16,       /* narrower cells are not justified */
	MOST_DECIMAL = 40      /* [bytes] of a figure */
};

/* --- cells --- */

const struct doc_cell *table_cell(const struct table_cells *cells, uint32_t index)
{
	return &cells->doc->cells[index];
}

bool table_is_head(const struct table_cells *cells, const struct doc_cell *cell)
{
	return cell->row < cells->nhead;
}

uint32_t table_row_end(const struct table_cells *cells, const struct doc_cell *cell)
{
	uint32_t last = table_is_head(cells, cell) ? cells->nhead : cells->nrows;
	uint32_t span = cell->rowspan ? cell->rowspan : 1;

	return span > last - cell->row ? last : cell->row + span;
}

void table_cell_cols(const struct table_set *t, const struct doc_cell *cell, uint16_t *from, uint16_t *to)
{
	uint32_t end = (uint32_t)cell->col + (cell->colspan ? cell->colspan : 1u);

	*from = t->view.at[cell->col];
	*to = t->view.at[end > t->cells->ncols ? t->cells->ncols : end];
}

bool table_is_figure(const struct doc_cell *cell)
{
	if (!(cell->flags & CELL_FIGURE))
		return false;
	for (size_t i = 0; i < cell->text.str.len; i++)
		if (ch_is_digit((unsigned char)cell->text.str.ptr[i]))
			return true;
	return false;
}

/* Digits stand soon: a sign may come before them, no words. Other texts of a decimal column are set at its right. */
bool table_is_decimal(const struct doc_cell *cell)
{
	size_t pos = 0;
	uint32_t ch = 0;

	if (cell->align != ALIGN_DECIMAL || cell->text.str.len > MOST_DECIMAL || table_is_vertical(cell))
		return false;
	for (int i = 0; i < 3 && pos < cell->text.str.len && !ch_is_digit(ch) && !ch_is_han(ch); i++)
		ch = utf8_next(cell->text.str, &pos);
	return ch_is_digit(ch);
}

/* --- texts --- */

bool table_is_vertical(const struct doc_cell *cell)
{
	return cell->flags & CELL_VERTICAL && !(cell->flags & CELL_FIGURE);
}

void table_cell_text(const struct flow *f, struct arena *arena, const struct doc_cell *cell, int role, struct cell_text *out)
{
	memset(out, 0, sizeof *out);
	out->whole = cell->text.str;
	out->text = table_is_vertical(cell) ? table_vertical(f, arena, role, &cell->text) : cell->text;
	out->place.origin = cell->origin;
	out->text.places = &out->place;
	out->text.nplaces = 1;
}

static enum para_align align_in(const struct doc_cell *cell, int32_t measure, int32_t size)
{
	switch ((enum cell_align)cell->align) {
	case ALIGN_CENTER:
		return PARA_CENTER;
	case ALIGN_RIGHT:
		return PARA_RIGHT;
	case ALIGN_DECIMAL:
		return table_is_decimal(cell) ? PARA_LEFT : PARA_RIGHT;
	case ALIGN_LEFT:
		return measure / JUSTIFY_EM >= size ? PARA_JUSTIFY : PARA_LEFT;
	}
	return PARA_LEFT;
}

static uint16_t bold_role(const struct style *style, const struct flow *f)
{
	uint16_t role = style->paras[style->table_cell].role, bold = flow_bold(f, role);

	return bold == role ? style->paras[style->table_head].role : bold;
}

struct para_spec table_cell_spec(const struct flow *f, const struct table_cells *cells, const struct doc_cell *cell, int32_t size,
                                 int32_t measure)
{
	bool head = table_is_head(cells, cell);
	struct para_spec spec = flow_spec(f, head ? f->style->table_head : f->style->table_cell, measure);

	if (!head && cell->flags & CELL_BOLD)
		spec.role = bold_role(f->style, f);
	spec.size = size;
	spec.advance = 0;
	spec.balance = head;
	spec.indent_first = spec.indent_right = 0;
	spec.indent_left = cell->indent * size;
	if (spec.indent_left > measure / 2)
		spec.indent_left = measure / 2;
	spec.align = align_in(cell, measure, size);
	spec.nowrap = table_is_figure(cell) || table_is_decimal(cell);
	if (table_is_vertical(cell)) {
		spec.align = PARA_CENTER;
		spec.indent_left = 0;
		spec.balance = spec.nowrap = false;
	}
	return spec;
}

/* --- widths of texts --- */

static struct para_extent measure_lines(const struct flow *f, const struct text *text, const struct para_spec *spec)
{
	struct para_extent widest = { 0, 0 };
	struct text line = *text;
	size_t from = 0;

	line.nspans = 0;
	while (from <= text->str.len) {
		ptrdiff_t at = str_find(str_sub(text->str, from, text->str.len), STR("\u2028"));
		size_t to = at < 0 ? text->str.len : from + (size_t)at;
		struct para_extent extent;

		line.str = str_sub(text->str, from, to);
		extent = line.str.len ? para_measure(&line, spec, f->metrics) : (struct para_extent){ 0, 0 };
		if (widest.natural < extent.natural)
			widest.natural = extent.natural;
		if (widest.widest_piece < extent.widest_piece)
			widest.widest_piece = extent.widest_piece;
		from = to + 3;
	}
	return widest;
}

static int32_t clamp(int32_t width)
{
	return width > MAX_WIDTH ? MAX_WIDTH : width;
}

static int32_t columns_width(int columns, int32_t widest, int32_t size)
{
	return columns * widest + (columns > 1 ? (columns - 1) * table_column_gap(size) : 0);
}

static struct cell_extent measure_cell(struct flow *f, struct arena *scratch, const struct table_cells *cells,
                                       const struct doc_cell *cell)
{
	struct cell_text text;
	struct para_spec spec = table_cell_spec(f, cells, cell, cells->base, INT32_MAX / 4);
	struct para_extent extent;
	int32_t indent = spec.indent_left;

	if (cell->text.str.len == 0)
		return (struct cell_extent){ 0, 0 };
	spec.indent_left = 0;
	table_cell_text(f, scratch, cell, spec.role, &text);
	extent = measure_lines(f, &text.text, &spec);
	if (table_is_vertical(cell))
		extent.natural = columns_width(table_vertical_shape(cell->text.str).columns, extent.natural, cells->base);
	if (spec.nowrap || table_is_vertical(cell))
		extent.widest_piece = extent.natural;
	return (struct cell_extent){ clamp(extent.natural) + indent, clamp(extent.widest_piece) + indent };
}

/* Where the decimal point of a figure is, or would be: behind its first digits. */
static size_t point_at(struct str s)
{
	size_t i = 0, end = s.len;

	while (i < s.len && !ch_is_digit((unsigned char)s.ptr[i]))
		i++;
	for (; i < s.len && (ch_is_digit((unsigned char)s.ptr[i]) || s.ptr[i] == ','); i++)
		end = i + 1;
	return end;
}

int32_t table_point(const struct flow *f, const struct table_cells *cells, const struct doc_cell *cell, int32_t size)
{
	struct para_spec spec = table_cell_spec(f, cells, cell, size, INT32_MAX / 4);
	struct cell_text text;

	spec.indent_left = 0;
	table_cell_text(f, f->arena, cell, spec.role, &text);
	text.text.nspans = 0;
	text.text.str = str_sub(cell->text.str, 0, point_at(cell->text.str));
	return text.text.str.len ? para_measure(&text.text, &spec, f->metrics).natural : 0;
}

/* --- reading --- */

static bool inside(const struct table_cells *cells, const struct doc_cell *cell)
{
	return cell->row < cells->nrows && cell->col < cells->ncols;
}

/* Sorts the cells by row, keeping their order within a row. */
static void order_cells(struct arena *arena, struct table_cells *cells)
{
	const struct doc_table *doc = cells->doc;
	uint32_t *next;

	cells->first = arena_array(arena, (size_t)cells->nrows + 2, sizeof *cells->first);
	cells->order = arena_array(arena, doc->ncells, sizeof *cells->order);
	next = cells->first + 1;
	for (size_t i = 0; i < doc->ncells; i++)
		if (inside(cells, &doc->cells[i]))
			next[doc->cells[i].row + 1]++;
	for (uint32_t r = 0; r < cells->nrows; r++)
		next[r + 1] += next[r];
	for (size_t i = 0; i < doc->ncells; i++)
		if (inside(cells, &doc->cells[i]))
			cells->order[next[doc->cells[i].row]++] = (uint32_t)i;
}

struct table_cells *table_read(struct flow *f, const struct doc_table *doc)
{
	struct table_cells *cells = arena_make(f->arena, struct table_cells);
	struct arena *scratch = arena_new();

	cells->doc = doc;
	cells->nrows = doc->nrows > UINT32_MAX / 2 ? UINT32_MAX / 2 : (uint32_t)doc->nrows;
	cells->nhead = doc->nhead > cells->nrows ? cells->nrows : (uint32_t)doc->nhead;
	cells->ncols = doc->ncolumns > UINT16_MAX - 1 ? UINT16_MAX - 1 : (uint16_t)doc->ncolumns;
	cells->base = doc->size > 0 ? doc->size : f->style->paras[f->style->table_cell].size;
	order_cells(f->arena, cells);
	cells->extents = arena_array(f->arena, doc->ncells, sizeof *cells->extents);
	for (size_t i = 0; i < doc->ncells; i++)
		if (inside(cells, &doc->cells[i]))
			cells->extents[i] = measure_cell(f, scratch, cells, &doc->cells[i]);
	if (doc->carry)
		cells->carry = table_carry_read(f, cells);
	arena_drop(scratch);
	return cells;
}

struct table_view table_view(struct arena *arena, const struct table_cells *cells, const uint16_t *cols, uint16_t n)
{
	struct table_view view = { arena_array(arena, n, sizeof *view.cols), n, NULL };
	uint16_t v = 0;

	view.at = arena_array(arena, (size_t)cells->ncols + 1, sizeof *view.at);
	for (uint16_t i = 0; i < n; i++)
		view.cols[i] = cols ? cols[i] : i;
	for (uint16_t c = 0; c < cells->ncols; c++) {
		view.at[c] = v;
		if (v < n && view.cols[v] == c)
			v++;
	}
	view.at[cells->ncols] = v;
	return view;
}
