/* table_draw.c - the rows of one table on one page: texts of cells, rules.
 *
 * Pages are drawn in order; what goes on over a page break (cells that span down, lines not drawn yet) is kept in the table.
 * The lines of the page's cells live in a scratch arena, only glyphs stay. Rules are rectangles, one an unbroken stretch. */
#include "base/arena.h"
#include "layout/table.h"

enum { CARRY_ROW = UINT32_MAX, CARRY_OWNER = UINT32_MAX - UINT16_MAX /* and up: cells of carried sums */ };

struct band {
	int32_t top, bottom; /* on the page [mpt] */
	uint32_t row;        /* or CARRY_ROW */
	bool begin, end;     /* the row begins, ends here */
};

struct drawing {
	struct flow *flow;
	struct page *page;
	struct table_set *t;
	struct arena *scratch;
	int32_t x; /* of the frame */
	struct band *
		bands; /* head rows, when they stand here, sums carried from the page before, rows of the body, sums carried over */
	uint32_t nbands, head_bands, body_bands, end_bands; /* body_bands, end_bands: where those of the body begin and end */
	uint32_t from, to;                                  /* rows of the body */
	bool repeated;                                      /* the head has been drawn on a page before */
	uint32_t *owner;                                    /* index + 1 of the cell in a band and column; 0: none */
};

/* --- bands --- */

static void add_band(struct drawing *d, uint32_t row, int32_t top, int32_t height)
{
	d->bands[d->nbands++] = (struct band){ top, top + height, row, true, true };
}

static void head_bands(struct drawing *d, int32_t y)
{
	for (uint32_t r = 0; r < d->t->cells->nhead; r++) {
		add_band(d, r, y, d->t->heights[r]);
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
		d->bands[d->nbands++] = (struct band){ y, y, item->index, item->slice == 0, false };
	d->to = item->index + 1;
	band = &d->bands[d->nbands - 1];
	band->bottom = y + item->height;
	band->end = item->slice + 1 == slices;
}

/* What stands above the first row when the page begins with it: title, head, sums; y: top of the page. */
static void restart_bands(struct drawing *d, const struct flow_item *item, int32_t y)
{
	int32_t height = table_restart(item), head = item->kind == ITEM_HEAD ? 0 : d->t->head_height;

	if (d->t->above && height > head) {
		table_draw_above(d->flow, d->page, d->t->above, d->x, y);
		y += d->t->above->height;
		height -= d->t->above->height;
	}
	if (d->t->repeat_head)
		head_bands(d, y);
	if (height > head)
		add_band(d, CARRY_ROW, y + head, height - head);
}

static void make_bands(struct drawing *d, const struct flow_item *items, size_t n, int32_t y)
{
	const struct flow_item *last = &items[n - 1];

	d->bands = arena_array(d->scratch, n + d->t->cells->nhead + 2, sizeof *d->bands);
	d->from = UINT32_MAX;
	d->repeated = items[0].kind != ITEM_HEAD;
	restart_bands(d, &items[0], y + items[0].top - table_restart(&items[0]));
	d->body_bands = d->nbands;
	for (size_t i = 0; i < n; i++)
		if (items[i].kind == ITEM_ROW)
			row_band(d, &items[i], y + items[i].top);
	d->end_bands = d->nbands;
	if (d->from == UINT32_MAX)
		d->from = d->to = d->t->cells->nrows;
	else if (d->to < d->t->cells->nrows && table_close(last + 1) > 0)
		add_band(d, CARRY_ROW, d->bands[d->nbands - 1].bottom, table_close(last + 1));
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
	*from = d->body_bands + (cell->row > d->from ? cell->row - d->from : 0);
	*to = d->body_bands + (end > d->to ? d->to : end) - d->from;
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
	int32_t height = p->bottom - p->top - (p->begin ? t->pad_y : 0), room = (height + p->pitch / 2) / p->pitch;
	size_t done = open->done < lines ? open->done : lines, left = lines - done;

	if (label && (done == 0 || done == lines) && (int64_t)lines * p->pitch <= height) {
		p->n = lines;
		p->again = done == lines;
		p->y = p->top + (p->bottom - p->top - (int32_t)lines * p->pitch) / 2;
		open->done = (uint32_t)lines;
		return;
	}
	p->first = done;
	p->n = p->end || left < (size_t)room ? left : (size_t)room;
	p->y = p->top + (p->begin ? t->pad_y : 0);
	if (p->n > 0 && (int64_t)p->n * p->pitch > height)
		p->pitch = height / (int32_t)p->n;
	open->done = (uint32_t)(done + p->n);
}

static void place_lines(const struct table_set *t, struct part *p, const struct doc_cell *cell, struct table_open *open,
                        size_t lines)
{
	p->pitch = table_pitch(t, cell);
	if (open) {
		cut_part(t, p, lines, open, cell->col == t->view.cols[0] || table_row_end(t->cells, cell) - cell->row > 1);
		return;
	}
	p->n = lines;
	p->y = cell->flags & CELL_TOP ? p->top + t->pad_y : p->top + (p->bottom - p->top - (int32_t)lines * p->pitch) / 2;
}

static struct para_lines set_lines(const struct drawing *d, struct arena *arena, uint32_t index, struct cell_text *text)
{
	const struct doc_cell *cell = table_cell(d->t->cells, index);
	struct para_spec spec = table_cell_spec(d->flow, d->t->cells, cell, d->t->size, table_inner(d->t, cell));
	struct para_lines lines;

	if (table_is_vertical(cell))
		spec.measure += 2 * ACROSS_EM * d->t->size;
	else
		spec.nowrap = spec.nowrap || table_is_single(d->t, index);
	table_cell_text(d->flow, arena, cell, spec.role, text);
	lines = para_set(arena, &text->text, &spec, d->flow->metrics, d->flow->diags);
	if (table_is_vertical(cell))
		table_vertical_plain(arena, &lines);
	return lines;
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

static struct page_op cell_op(const struct drawing *d, const struct doc_cell *cell, const struct part *p)
{
	struct page_op like = { .block = d->t->block, .row = cell->row, .col = cell->col };
	bool head = table_is_head(d->t->cells, cell);

	like.role = head ? ROLE_TABLE_HEAD : ROLE_TABLE_CELL;
	if (p->again || cell->col < d->t->own || (head && d->repeated && d->head_bands > 0))
		like.role = ROLE_ARTIFACT;
	return like;
}

static void draw_lines(const struct drawing *d, const struct part *p, const struct para_lines *lines, const struct text *text,
                       struct page_op like)
{
	for (size_t i = p->first; i < p->first + p->n && i < lines->n; i++) {
		like.y = baseline(p->y + (int32_t)(i - p->first) * p->pitch, p->pitch, d->t->size);
		draw_runs(d->flow, d->page, &lines->lines[i], text, like);
	}
}

static int32_t widest(const struct para_lines *lines)
{
	int32_t width = 0;

	for (size_t i = 0; i < lines->n; i++)
		if (width < lines->lines[i].width)
			width = lines->lines[i].width;
	return width;
}

/* The columns of a vertical text from right to left; p counts lines of the longest. */
static void draw_columns(const struct drawing *d, const struct part *p, struct para_lines lines, const struct cell_text *text,
                         struct page_op like)
{
	struct vertical_shape shape = table_vertical_shape(text->whole);
	int32_t step = widest(&lines) + table_column_gap(d->t->size);

	like.x += (shape.columns - 1) * step / 2 - ACROSS_EM * d->t->size;
	for (int c = 0; c < shape.columns; c++) {
		struct para_lines column = { lines.lines, shape.lines[c] < lines.n ? shape.lines[c] : lines.n };

		draw_lines(d, p, &column, &text->text, like);
		lines.lines += column.n;
		lines.n -= column.n;
		like.x -= step;
	}
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

	place_lines(t, p, cell, open, table_is_vertical(cell) ? table_vertical_shape(cell->text.str).rows : lines.n);
	table_cell_cols(t, cell, &from, &to);
	like = cell_op(d, cell, p);
	like.x = d->x + t->x[from] + t->pad_x;
	if (table_is_decimal(cell))
		like.x += table_decimal_shift(d->flow, t, cell, table_inner(t, cell));
	if (table_is_vertical(cell))
		draw_columns(d, p, lines, shown, like);
	else
		draw_lines(d, p, &lines, &shown->text, like);
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
	if (b0 >= b1 || b1 > d->end_bands || v0 >= v1)
		return;
	for (uint32_t b = b0; b < b1; b++)
		for (uint16_t v = v0; v < v1; v++)
			if (d->owner[(size_t)b * d->t->view.n + v] == 0)
				d->owner[(size_t)b * d->t->view.n + v] = index + 1;
	p.top = d->bands[b0].top;
	p.bottom = d->bands[b1 - 1].bottom;
	p.begin = d->bands[b0].begin && (b0 < d->head_bands || cell->row >= d->from);
	p.end = d->bands[b1 - 1].end && (b1 <= d->head_bands || table_row_end(d->t->cells, cell) <= d->to);
	if (cell->text.str.len > 0)
		draw_text(d, index, &p);
}

static void draw_rows(struct drawing *d, uint32_t from, uint32_t to)
{
	const struct table_cells *cells = d->t->cells;

	for (uint32_t i = cells->first[from]; i < cells->first[to]; i++)
		draw_cell(d, cells->order[i]);
}

/* The rows before this one end on this page or before. */
static uint32_t rows_done(const struct drawing *d)
{
	bool split = d->end_bands > d->body_bands && !d->bands[d->end_bands - 1].end;

	return split ? d->to - 1 : d->to;
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
		if (table_row_end(t->cells, cell) > rows_done(d))
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
		if (v0 < v1 && table_row_end(cells, cell) > rows_done(d) && t->nactive < t->view.n)
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

/* Which rule the row above asks for; the frame is always thick. */
static uint8_t rule_above(const struct drawing *d, uint32_t b)
{
	const uint8_t *rows = d->t->cells->doc->rows;

	if (b == 0 || b == d->nbands)
		return ROW_THICK;
	return rows && d->bands[b - 1].row != CARRY_ROW ? rows[d->bands[b - 1].row] : 0;
}

static void draw_stretch(const struct drawing *d, uint32_t b, int32_t x, int32_t w)
{
	const struct style *style = d->flow->style;
	int32_t y = b ? d->bands[b - 1].bottom : d->bands[0].top, thin = style->table_rule;
	uint8_t kind = rule_above(d, b);

	if (kind & ROW_THICK) {
		rule(d, x, y - style->table_frame / 2, w, style->table_frame);
	} else if (kind & ROW_DOUBLE) {
		rule(d, x, y - thin - thin / 2, w, thin);
		rule(d, x, y + thin - thin / 2, w, thin);
	} else {
		rule(d, x, y - thin / 2, w, thin);
	}
}

static void draw_horizontal(const struct drawing *d, uint32_t b)
{
	uint16_t n = d->t->view.n;
	bool outer = b == 0 || b == d->nbands;
	int32_t over = outer ? d->flow->style->table_frame / 2 : 0;

	for (uint16_t v = 0; v < n;) {
		uint16_t from = v;

		while (v < n && (outer || parted(d, (size_t)(b - 1) * n + v, (size_t)b * n + v)))
			v++;
		if (v > from)
			draw_stretch(d, b, d->x + d->t->x[from] - over, d->t->x[v] - d->t->x[from] + 2 * over);
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

/* --- sums carried over --- */

static void draw_carry(const struct drawing *d, uint32_t b, struct str label, uint32_t row)
{
	struct table_set *t = d->t;
	uint32_t *owner = d->owner + (size_t)b * t->view.n;

	for (uint16_t v = 0; v < t->view.n; v++)
		owner[v] = CARRY_OWNER + (table_carry_label(t, v) ? UINT16_MAX : v);
	table_draw_carry(d->flow, d->page, t, d->x, d->bands[b].top, label, row);
}

static void draw_carries(const struct drawing *d)
{
	if (d->body_bands > d->head_bands)
		draw_carry(d, d->head_bands, d->t->carry->doc->from, d->from);
	if (d->nbands > d->end_bands)
		draw_carry(d, d->end_bands, d->t->carry->doc->to, d->to);
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
	draw_carries(&d);
	draw_rules(&d);
	arena_drop(d.scratch);
}
