/* sheet_grid.c - the cells of one sheet, sparse, in the order of rows and columns. Files that hold them in another order are
 * sorted. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "data/workbook.h"

enum { ROOM = 1 << 16 }; /* [bytes] short texts lie packed in pieces of this size */

void sheet_grid_init(struct sheet_grid *g, struct arena *texts)
{
	*g = (struct sheet_grid){ .texts = texts, .cells = arena_new() };
}

void sheet_grid_release(struct sheet_grid *g)
{
	arena_drop(g->cells);
	mem_free(g->rows);
	mem_free(g->merges);
	mem_free(g->open);
	*g = (struct sheet_grid){ 0 };
}

struct str sheet_grid_keep(struct sheet_grid *g, struct str text)
{
	char *copy;

	if (text.len == 0)
		return STR("");
	if (text.len > ROOM / 8)
		return str_dup(g->texts, text);
	if (text.len > g->left) {
		g->room = arena_alloc(g->texts, ROOM);
		g->left = ROOM;
	}
	copy = g->room;
	memcpy(copy, text.ptr, text.len);
	g->room += text.len;
	g->left -= text.len;
	return (struct str){ copy, text.len };
}

static int compare_cells(const void *a, const void *b)
{
	const struct sheet_cell *ca = a, *cb = b;

	return (ca->col > cb->col) - (ca->col < cb->col);
}

static void close_row(struct sheet_grid *g)
{
	if (g->nopen == 0)
		return;
	for (size_t i = 1; i < g->nopen; i++) {
		if (g->open[i - 1].col < g->open[i].col)
			continue;
		qsort(g->open, g->nopen, sizeof(*g->open), compare_cells);
		break;
	}
	g->rows = mem_grow(g->rows, g->nrows, &g->rows_size, sizeof(*g->rows));
	g->rows[g->nrows++] = (struct sheet_row){ arena_copy(g->cells, g->open, g->nopen * sizeof(*g->open)), g->nopen, g->line };
	g->nopen = 0;
}

bool sheet_grid_put(struct sheet_grid *g, int32_t line, int32_t col, enum shown_kind kind, struct str text)
{
	if (line < 1 || line > SHEET_MAX_ROWS || col < 1 || col > SHEET_MAX_COLUMNS || (text.len == 0 && kind != SHOWN_UNKNOWN))
		return true;
	if (++g->ncells > TABLE_MAX_CELLS)
		return false;
	if (line != g->line) {
		close_row(g);
		g->unsorted |= line < g->line;
		g->line = line;
	}
	g->open = mem_grow(g->open, g->nopen, &g->open_size, sizeof(*g->open));
	g->open[g->nopen++] = (struct sheet_cell){ text.ptr, (uint32_t)text.len, (uint16_t)col, (uint8_t)kind };
	return true;
}

void sheet_grid_merge(struct sheet_grid *g, struct sheet_area area)
{
	bool single = area.top == area.bottom && area.left == area.right;

	if (single || area.top < 1 || area.left < 1 || area.bottom < area.top || area.right < area.left ||
	    g->nmerges == GRID_MAX_MERGES)
		return;
	g->merges = mem_grow(g->merges, g->nmerges, &g->merges_size, sizeof(*g->merges));
	g->merges[g->nmerges++] = area;
}

static int compare_rows(const void *a, const void *b)
{
	const struct sheet_row *ra = a, *rb = b;

	return (ra->line > rb->line) - (ra->line < rb->line);
}

/* Pieces of one row that lay apart become one. */
static void sort_rows(struct sheet_grid *g)
{
	struct sheet_row *rows = g->rows;
	size_t n = g->nrows;

	qsort(rows, n, sizeof(*rows), compare_rows);
	g->rows = NULL;
	g->nrows = g->rows_size = 0;
	for (size_t i = 0; i < n; i++) {
		if (i > 0 && rows[i].line != rows[i - 1].line)
			close_row(g);
		g->line = rows[i].line;
		for (size_t k = 0; k < rows[i].n; k++) {
			g->open = mem_grow(g->open, g->nopen, &g->open_size, sizeof(*g->open));
			g->open[g->nopen++] = rows[i].cells[k];
		}
	}
	close_row(g);
	mem_free(rows);
}

void sheet_grid_end(struct sheet_grid *g)
{
	close_row(g);
	if (g->unsorted)
		sort_rows(g);
	g->unsorted = false;
}

const struct sheet_row *sheet_grid_row(const struct sheet_grid *g, int32_t line)
{
	size_t from = 0, to = g->nrows;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (g->rows[middle].line < line)
			from = middle + 1;
		else
			to = middle;
	}
	return from < g->nrows && g->rows[from].line == line ? &g->rows[from] : NULL;
}

const struct sheet_cell *sheet_grid_cell(const struct sheet_grid *g, int32_t line, int32_t col)
{
	const struct sheet_row *row = sheet_grid_row(g, line);

	for (size_t i = 0; row && i < row->n && row->cells[i].col <= col; i++)
		if (row->cells[i].col == col)
			return &row->cells[i];
	return NULL;
}
