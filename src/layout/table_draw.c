/* table_draw.c - the rows of one table on one page: texts of cells, rules.
 *
 * Pages are drawn in order; what goes on over a page break (cells that span down, lines not drawn yet) is kept in the table.
 * The lines of the page's cells live in a scratch arena, only glyphs stay. Rules are rectangles, one an unbroken stretch. */
#include "base/arena.h"
#include "layout/table.h"

struct band {
	int32_t top, bottom; /* on the page [mpt] */
	bool begin, end;     /* the row begins, ends here */
};

struct drawing {
	struct flow *flow;
	struct page *page;
	struct table_set *t;
	struct arena *scratch;
	int32_t x;          /* of the frame */
	struct band *bands; /* head rows, when they stand here, then rows of the body */
	uint32_t nbands, head_bands;
	uint32_t from, to; /* rows of the body */
	bool repeated;     /* the head has been drawn on a page before */
	uint32_t *owner;   /* index + 1 of the cell in a band and column; 0: none */
};

/* --- bands --- */

static void head_bands(struct drawing *d, int32_t y)
{
	for (uint32_t r = 0; r < d->t->cells->nhead; r++) {
		d->bands[d->nbands++] = (struct band){ y, y + d->t->heights[r], true, true };
		y += d->t->heights[r];
	}
	d->head_bands = d->nbands;
}

static void row_band(struct drawing *d, const struct flow_item *item, int32_t y)
{
	uint32_t slices = table_slices(d->flow, d->t, item->index);
	struct band *band;

	if (d->from == UINT32_MAX)
		d->from = item->index;
	if (d->to != item->index + 1)
		d->bands[d->nbands++] = (struct band){ y, y, item->slice == 0, false };
	d->to = item->index + 1;
	band = &d->bands[d->nbands - 1];
	band->bottom = y + item->height;
	band->end = item->slice + 1 == slices;
}

static void make_bands(struct drawing *d, const struct flow_item *items, size_t n, int32_t y)
{
	d->bands = arena_array(d->scratch, n + d->t->cells->nhead, sizeof *d->bands);
	d->from = UINT32_MAX;
	d->repeated = items[0].kind != ITEM_HEAD;
	if (items[0].kind == ITEM_HEAD)
		head_bands(d, y + items[0].top);
	else if (d->t->repeat_head)
		head_bands(d, y + items[0].top - d->t->head_height);
	for (size_t i = 0; i < n; i++)
		if (items[i].kind == ITEM_ROW)
			row_band(d, &items[i], y + items[i].top);
	if (d->from == UINT32_MAX)
		d->from = d->to = d->t->cells->nrows;
}

/* The bands of a cell; empty when it is not on this page. */
static void cell_bands(const struct drawing *d, const struct doc_cell *cell, uint32_t *from, uint32_t *to)
{
	uint32_t end = table_row_end(d->t->cells, cell);

	if (d->head_bands > 0 && table_is_head(d->t->cells, cell)) {
		*from = cell->row;
		*to = end;
		return;
	}
	*from = d->head_bands + (cell->row > d->from ? cell->row - d->from : 0);
	*to = d->head_bands + (end > d->to ? d->to : end) - d->from;
}

/* --- texts --- */

struct part {
	int32_t top, bottom; /* visible part of the cell */
	bool begin, end;     /* it begins, ends here */
	size_t first, n;     /* lines drawn here */
	int32_t y, pitch;    /* of the first of them */
	bool again;          /* all lines have been drawn on a page before */
};

/* Which lines of a cell that a page break cuts stand on this page. A label that fits is set again on each page. */
static void cut_part(const struct table_set *t, struct part *p, size_t lines, struct table_open *open, bool label)
{
	int32_t height = p->bottom - p->top - (p->begin ? t->pad_y : 0), room = height / t->pitch;
	size_t done = open->done < lines ? open->done : lines, left = lines - done;

	if (label && (done == 0 || done == lines) && (int64_t)lines * t->pitch <= height) {
		p->n = lines;
		p->again = done == lines;
		p->y = p->top + (p->bottom - p->top - (int32_t)lines * t->pitch) / 2;
		open->done = (uint32_t)lines;
		return;
	}
	p->first = done;
	p->n = p->end || left < (size_t)room ? left : (size_t)room;
	p->y = p->top + (p->begin ? t->pad_y : 0);
	if (p->n > 0 && (int64_t)p->n * t->pitch > height)
		p->pitch = height / (int32_t)p->n;
	open->done = (uint32_t)(done + p->n);
}

static void place_lines(const struct table_set *t, struct part *p, const struct doc_cell *cell, struct table_open *open,
                        size_t lines)
{
	p->pitch = t->pitch;
	if (open) {
		cut_part(t, p, lines, open, table_row_end(t->cells, cell) - cell->row > 1);
		return;
	}
	p->n = lines;
	p->y = p->top + (p->bottom - p->top - (int32_t)lines * t->pitch) / 2;
}

static struct para_lines set_lines(const struct drawing *d, struct arena *arena, uint32_t index, struct cell_text *text)
{
	const struct doc_cell *cell = table_cell(d->t->cells, index);
	struct para_spec spec = table_cell_spec(d->flow, d->t->cells, cell, d->t->size, table_inner(d->t, cell));

	spec.nowrap = table_is_single(d->t, index);
	table_cell_text(arena, cell, text);
	return para_set(arena, &text->text, &spec, d->flow->metrics, d->flow->diags);
}

/* What is known of a cell that this page does not hold whole. */
static struct table_open *open_cell(const struct drawing *d, uint32_t index)
{
	struct table_open *open;
	uint16_t from, to;

	table_cell_cols(d->t, table_cell(d->t->cells, index), &from, &to);
	open = &d->t->open[from];
	if (open->cell != index + 1) {
		*open = (struct table_open){ .cell = index + 1, .text = arena_make(d->flow->arena, struct cell_text) };
		open->lines = set_lines(d, d->flow->arena, index, open->text);
	}
	return open;
}

static int32_t decimal_shift(const struct drawing *d, const struct doc_cell *cell, int32_t measure)
{
	const struct table_set *t = d->t;
	uint16_t from, to;
	int32_t shift;

	table_cell_cols(t, cell, &from, &to);
	shift = measure - table_scale(t, t->points[from]) - table_point(d->flow, t->cells, cell, t->size);
	return shift > 0 ? shift : 0;
}

static struct page_op cell_op(const struct drawing *d, const struct doc_cell *cell, const struct part *p)
{
	struct page_op like = { .block = d->t->block, .row = cell->row, .col = cell->col };
	bool head = table_is_head(d->t->cells, cell);

	like.role = head ? ROLE_TABLE_HEAD : ROLE_TABLE_CELL;
	if (p->again || (head && d->repeated && d->head_bands > 0))
		like.role = ROLE_ARTIFACT;
	return like;
}

static void draw_text(struct drawing *d, uint32_t index, struct part *p)
{
	struct table_set *t = d->t;
	const struct doc_cell *cell = table_cell(t->cells, index);
	struct table_open *open = p->begin && p->end ? NULL : open_cell(d, index);
	struct cell_text text, *shown = open ? open->text : &text;
	struct para_lines lines = open ? open->lines : set_lines(d, d->scratch, index, &text);
	struct page_op like;
	uint16_t from, to;

	place_lines(t, p, cell, open, lines.n);
	table_cell_cols(t, cell, &from, &to);
	like = cell_op(d, cell, p);
	like.x = d->x + t->x[from] + t->pad_x;
	if (cell->align == ALIGN_DECIMAL)
		like.x += decimal_shift(d, cell, table_inner(t, cell));
	for (size_t i = 0; i < p->n; i++) {
		like.y = baseline(p->y + (int32_t)i * p->pitch, p->pitch, t->size);
		draw_runs(d->flow, d->page, &lines.lines[p->first + i], &shown->text, like);
	}
}

/* --- cells --- */

static void draw_cell(struct drawing *d, uint32_t index)
{
	const struct doc_cell *cell = table_cell(d->t->cells, index);
	struct part p = { 0 };
	uint32_t b0, b1;
	uint16_t v0, v1;

	cell_bands(d, cell, &b0, &b1);
	table_cell_cols(d->t, cell, &v0, &v1);
	if (b0 >= b1 || b1 > d->nbands || v0 >= v1)
		return;
	for (uint32_t b = b0; b < b1; b++)
		for (uint16_t v = v0; v < v1; v++)
			if (d->owner[(size_t)b * d->t->view.n + v] == 0)
				d->owner[(size_t)b * d->t->view.n + v] = index + 1;
	p.top = d->bands[b0].top;
	p.bottom = d->bands[b1 - 1].bottom;
	p.begin = d->bands[b0].begin && (b0 < d->head_bands || cell->row >= d->from);
	p.end = d->bands[b1 - 1].end && (b1 <= d->head_bands || table_row_end(d->t->cells, cell) <= d->to);
	if (cell->text.len > 0)
		draw_text(d, index, &p);
}

static void draw_rows(struct drawing *d, uint32_t from, uint32_t to)
{
	const struct table_cells *cells = d->t->cells;

	for (uint32_t i = cells->first[from]; i < cells->first[to]; i++)
		draw_cell(d, cells->order[i]);
}

/* Cells that began on a page before and those that will go on after this one. */
static void draw_spanning(struct drawing *d)
{
	struct table_set *t = d->t;
	size_t kept = 0;

	for (size_t i = 0; i < t->nactive; i++) {
		const struct doc_cell *cell = table_cell(t->cells, t->active[i]);

		if (cell->row >= d->from || table_row_end(t->cells, cell) <= d->from)
			continue;
		draw_cell(d, t->active[i]);
		t->active[kept++] = t->active[i];
	}
	t->nactive = kept;
}

static void keep_spanning(struct drawing *d)
{
	struct table_set *t = d->t;
	const struct table_cells *cells = t->cells;

	for (uint32_t i = cells->first[d->from]; i < cells->first[d->to]; i++) {
		const struct doc_cell *cell = table_cell(cells, cells->order[i]);
		uint16_t v0, v1;

		table_cell_cols(t, cell, &v0, &v1);
		if (v0 < v1 && table_row_end(cells, cell) > d->to && t->nactive < t->view.n)
			t->active[t->nactive++] = cells->order[i];
	}
}

/* --- rules --- */

static bool parted(const struct drawing *d, size_t a, size_t b)
{
	return d->owner[a] == 0 || d->owner[a] != d->owner[b];
}

static void rule(const struct drawing *d, int32_t x, int32_t y, int32_t w, int32_t h)
{
	struct page_op like = { .role = ROLE_ARTIFACT, .block = d->t->block };

	draw_fill(d->page, like, x, y, w, h);
}

static void draw_horizontal(const struct drawing *d, uint32_t b)
{
	uint16_t n = d->t->view.n;
	bool outer = b == 0 || b == d->nbands;
	int32_t thick = outer ? d->flow->style->table_frame : d->flow->style->table_rule;
	int32_t over = outer ? thick / 2 : 0, y = (b ? d->bands[b - 1].bottom : d->bands[0].top) - thick / 2;

	for (uint16_t v = 0; v < n;) {
		uint16_t from = v;

		while (v < n && (outer || parted(d, (size_t)(b - 1) * n + v, (size_t)b * n + v)))
			v++;
		if (v > from)
			rule(d, d->x + d->t->x[from] - over, y, d->t->x[v] - d->t->x[from] + 2 * over, thick);
		else
			v++;
	}
}

static void draw_vertical(const struct drawing *d, uint16_t v)
{
	uint16_t n = d->t->view.n;
	bool outer = v == 0 || v == n;
	int32_t thick = outer ? d->flow->style->table_frame : d->flow->style->table_rule;
	int32_t x = d->x + d->t->x[v] - thick / 2;

	for (uint32_t b = 0; b < d->nbands;) {
		uint32_t from = b;

		while (b < d->nbands && (outer || parted(d, (size_t)b * n + v - 1, (size_t)b * n + v)))
			b++;
		if (b > from)
			rule(d, x, d->bands[from].top, thick, d->bands[b - 1].bottom - d->bands[from].top);
		else
			b++;
	}
}

static void draw_rules(const struct drawing *d)
{
	for (uint32_t b = 0; b <= d->nbands; b++)
		draw_horizontal(d, b);
	for (uint32_t v = 0; v <= d->t->view.n; v++)
		draw_vertical(d, (uint16_t)v);
}

void draw_table(struct flow *f, struct page *page, struct flow_item *items, size_t n, int32_t x, int32_t y)
{
	struct drawing d = { .flow = f, .page = page, .t = items[0].table, .scratch = arena_new(), .x = x };

	make_bands(&d, items, n, y);
	d.owner = arena_array(d.scratch, (size_t)d.nbands * d.t->view.n, sizeof *d.owner);
	if (d.head_bands > 0)
		draw_rows(&d, 0, d.t->cells->nhead);
	draw_spanning(&d);
	draw_rows(&d, d.from, d.to);
	keep_spanning(&d);
	draw_rules(&d);
	arena_drop(d.scratch);
}
