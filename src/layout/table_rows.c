/* table_rows.c - row heights, each row measured once, and the pieces of rows too tall for a page. */
#include "base/arena.h"
#include "base/utf8.h"
#include "layout/table.h"

enum { SCRATCH = 1 << 20, MAX_REPORTS = 20, MIN_PAD = 500, MIN_PITCH = 1000 };

/* --- lines of a cell --- */

static bool has_break(struct str s)
{
	return str_find(s, STR("\u2028")) >= 0;
}

int32_t table_inner(const struct table_set *t, const struct doc_cell *cell)
{
	uint16_t from, to;
	int32_t width;

	table_cell_cols(t, cell, &from, &to);
	width = from < to ? t->x[to] - t->x[from] - 2 * t->pad_x : 0;
	return width < MIN_PITCH ? MIN_PITCH : width;
}

int32_t table_decimal_shift(const struct flow *f, const struct table_set *t, const struct doc_cell *cell, int32_t measure)
{
	uint16_t from, to;
	int32_t shift;

	table_cell_cols(t, cell, &from, &to);
	shift = measure - table_scale(t, t->points[from]) - table_point(f, t->cells, cell, t->size);
	return shift > 0 ? shift : 0;
}

bool table_is_single(const struct table_set *t, uint32_t index)
{
	const struct doc_cell *cell = table_cell(t->cells, index);

	if (table_is_figure(cell))
		return !has_break(cell->text.str);
	return table_scale(t, t->cells->extents[index].natural) <= table_inner(t, cell) && !has_break(cell->text.str) &&
	       !table_is_vertical(cell);
}

/* Line height; characters below each other stand closer than lines of text. */
int32_t table_pitch(const struct table_set *t, const struct doc_cell *cell)
{
	return table_is_vertical(cell) ? t->size + t->size / 10 : t->pitch;
}

static size_t count_lines(struct flow *f, const struct table_set *t, struct arena **scratch, uint32_t index)
{
	const struct doc_cell *cell = table_cell(t->cells, index);
	struct cell_text text;
	struct para_spec spec;

	if (table_is_single(t, index))
		return 1;
	if (table_is_vertical(cell))
		return table_vertical_shape(cell->text.str).rows;
	if (arena_used(*scratch) > SCRATCH) {
		arena_drop(*scratch);
		*scratch = arena_new();
	}
	spec = table_cell_spec(f, t->cells, cell, t->size, table_inner(t, cell));
	table_cell_text(f, *scratch, cell, spec.role, &text);
	return para_set(*scratch, &text.text, &spec, f->metrics, f->diags).n;
}

static int32_t cell_height(struct flow *f, const struct table_set *t, struct arena **scratch, uint32_t index)
{
	int32_t pitch = table_pitch(t, table_cell(t->cells, index));
	int64_t height = (int64_t)count_lines(f, t, scratch, index) * pitch + 2 * t->pad_y;

	return height > INT32_MAX / 4 ? INT32_MAX / 4 : (int32_t)height;
}

/* --- rows --- */

static void stretch_rows(struct table_set *t, uint32_t from, uint32_t to, int32_t height)
{
	uint32_t n = to - from;
	int64_t rest = height;

	for (uint32_t r = from; r < to; r++)
		rest -= t->heights[r];
	for (uint32_t r = from; r < to && rest > 0; r++, n--) {
		int32_t part = (int32_t)(rest / n);

		t->heights[r] += part;
		rest -= part;
	}
}

static void report_wide(struct flow *f, const struct table_set *t, uint32_t index, int *reports)
{
	const struct doc_cell *cell = table_cell(t->cells, index);

	if (!table_is_figure(cell) || *reports >= MAX_REPORTS)
		return;
	if (table_scale(t, t->cells->extents[index].natural) - 2 <= table_inner(t, cell))
		return;
	(*reports)++;
	diag(f->diags, NUMBER_WIDE, cell->origin, cell->text.str);
}

static bool is_seen(const struct table_set *t, const struct doc_cell *cell)
{
	uint16_t from, to;

	table_cell_cols(t, cell, &from, &to);
	return from < to;
}

static void measure_rows(struct flow *f, struct table_set *t)
{
	const struct table_cells *cells = t->cells;
	struct arena *scratch = arena_new();
	int reports = 0;

	for (uint32_t r = 0; r < cells->nrows; r++)
		t->heights[r] = t->pitch + 2 * t->pad_y;
	for (uint32_t i = 0; i < cells->first[cells->nrows]; i++) {
		const struct doc_cell *cell = table_cell(cells, cells->order[i]);
		int32_t height;

		if (!is_seen(t, cell))
			continue;
		report_wide(f, t, cells->order[i], &reports);
		if (table_row_end(cells, cell) - cell->row > 1)
			continue;
		height = cell_height(f, t, &scratch, cells->order[i]);
		if (t->heights[cell->row] < height)
			t->heights[cell->row] = height;
	}
	arena_drop(scratch);
}

/* Second, so that the rows of a span have their own heights already. */
static void measure_spans(struct flow *f, struct table_set *t)
{
	const struct table_cells *cells = t->cells;
	struct arena *scratch = arena_new();

	for (uint32_t i = 0; i < cells->first[cells->nrows]; i++) {
		const struct doc_cell *cell = table_cell(cells, cells->order[i]);
		uint32_t end = table_row_end(cells, cell);

		if (end - cell->row > 1 && is_seen(t, cell))
			stretch_rows(t, cell->row, end, cell_height(f, t, &scratch, cells->order[i]));
	}
	arena_drop(scratch);
}

static void measure_head(struct flow *f, struct table_set *t)
{
	int64_t height = 0;

	for (uint32_t r = 0; r < t->cells->nhead; r++)
		height += t->heights[r];
	t->repeat_head = height > 0 && height <= flow_depth(f) / 2;
	t->head_height = t->repeat_head ? (int32_t)height : 0;
}

static int32_t cell_pitch(const struct flow *f, int32_t size)
{
	const struct style_para *p = &f->style->paras[f->style->table_cell];
	int32_t pitch = p->pitch > 0 && p->size > 0 ? (int32_t)((int64_t)p->pitch * size / p->size) : size + size / 4;

	return pitch < MIN_PITCH ? MIN_PITCH : pitch;
}

void table_heights(struct flow *f, struct table_set *t)
{
	t->pitch = cell_pitch(f, t->size);
	t->pad_y = f->style->table_pad_y;
	t->heights = arena_array(f->arena, t->cells->nrows, sizeof *t->heights);
	measure_rows(f, t);
	measure_spans(f, t);
	measure_head(f, t);
	if (t->carry)
		t->carry->height = t->pitch + 2 * t->pad_y;
}

int64_t table_height(const struct table_set *t)
{
	int64_t height = 0;

	for (uint32_t r = 0; r < t->cells->nrows; r++)
		height += t->heights[r];
	return height;
}

void table_squeeze(struct table_set *t, int64_t excess)
{
	int64_t rows = t->cells->nrows, less;

	if (rows == 0 || excess <= 0)
		return;
	less = (excess + 2 * rows - 1) / (2 * rows);
	if (t->pad_y - less < MIN_PAD)
		return;
	t->pad_y -= (int32_t)less;
	for (uint32_t r = 0; r < t->cells->nrows; r++)
		t->heights[r] -= 2 * (int32_t)less;
	if (t->carry)
		t->carry->height -= 2 * (int32_t)less;
	t->head_height = t->repeat_head ? t->head_height - 2 * (int32_t)less * (int32_t)t->cells->nhead : 0;
}

/* --- rows that may be split --- */

/* A row higher than half a page, or than a page has room for under what is repeated there, may be split. */
static int32_t most_height(const struct flow *f, const struct table_set *t)
{
	int32_t above = t->above ? t->above->height : 0, carry = t->carry ? 2 * t->carry->height : 0;
	int32_t room = flow_depth(f) - above - t->head_height - carry;

	return room < flow_depth(f) / 2 ? room : flow_depth(f) / 2;
}

uint32_t table_slices(const struct flow *f, const struct table_set *t, uint32_t row)
{
	int32_t lines = (t->heights[row] - 2 * t->pad_y) / t->pitch;

	return t->heights[row] > most_height(f, t) && lines > 1 ? (uint32_t)lines : 1;
}

int32_t table_slice_height(const struct flow *f, const struct table_set *t, uint32_t row, uint32_t slice)
{
	uint32_t n = table_slices(f, t, row);

	if (n == 1)
		return t->heights[row];
	if (slice == 0)
		return t->pitch + t->pad_y;
	return slice + 1 < n ? t->pitch : t->heights[row] - t->pad_y - (int32_t)(n - 1) * t->pitch;
}
