/* table.c - a table block to items: what stands above it, head, rows, what stands below; column groups when it is too wide. */
#include "base/arena.h"
#include "layout/table.h"

/* --- rows --- */

/* Marks the rows that a cell of the row before reaches into. */
static uint8_t *mark_spanned(struct flow *f, const struct table_set *t)
{
	const struct table_cells *cells = t->cells;
	uint8_t *spanned = arena_array(f->arena, cells->nrows, sizeof *spanned);

	for (uint32_t i = 0; i < cells->first[cells->nrows]; i++) {
		const struct doc_cell *cell = table_cell(cells, cells->order[i]);

		for (uint32_t r = cell->row + 1; cell->rowspan > 1 && r < table_row_end(cells, cell); r++)
			spanned[r] = 1;
	}
	return spanned;
}

static int32_t row_penalty(const struct table_set *t, const uint8_t *spanned, uint32_t row)
{
	uint32_t first = t->repeat_head ? t->cells->nhead : 0;

	if (row <= first)
		return BREAK_HEADING;
	if (t->cells->doc->rows && t->cells->doc->rows[row - 1] & ROW_KEEP)
		return BREAK_GROUP;
	if (row == first + 1 || row + 1 == t->cells->nrows)
		return BREAK_LONELY;
	return spanned[row] ? BREAK_SPAN : 0;
}

static void add_row(struct flow *f, struct table_set *t, uint32_t row)
{
	uint32_t n = table_slices(f, t, row);

	for (uint32_t slice = 0; slice < n; slice++) {
		struct flow_item *item;

		if (slice > 0)
			f->penalty = slice == 1 || slice + 1 == n ? BREAK_LONELY : 0;
		item = flow_add(f, ITEM_ROW, table_slice_height(f, t, row, slice));
		item->table = t;
		item->index = row;
		item->slice = slice;
	}
}

static void add_rows(struct flow *f, struct table_set *t)
{
	uint8_t *spanned = mark_spanned(f, t);
	bool first = true;

	if (t->repeat_head) {
		flow_add(f, ITEM_HEAD, t->head_height)->table = t;
		first = false;
	}
	for (uint32_t r = t->repeat_head ? t->cells->nhead : 0; r < t->cells->nrows; r++) {
		if (!first)
			f->penalty = row_penalty(t, spanned, r);
		first = false;
		add_row(f, t, r);
	}
}

/* A table that is a little too high for its page gets less padding rather than a second page. */
static void squeeze(struct flow *f, struct table_set *t, int32_t above, int32_t below)
{
	int64_t excess = above + table_height(t) + below - flow_depth(f);

	if (above < flow_depth(f) / 3 && excess > 0 && excess < flow_depth(f) / 6)
		table_squeeze(t, excess);
}

/* What the groups of one table have in common. */
struct frame {
	struct flow *flow;
	const struct table_cells *cells;
	struct origin origin;
	int32_t below; /* height of what stands below the frame [mpt] */
};

static struct table_set *new_set(const struct frame *frame, struct table_view view)
{
	struct arena *arena = frame->flow->arena;
	struct table_set *t = arena_make(arena, struct table_set);

	t->cells = frame->cells;
	t->view = view;
	t->origin = frame->origin;
	t->block = frame->flow->block;
	t->open = arena_array(arena, view.n, sizeof *t->open);
	t->active = arena_array(arena, view.n, sizeof *t->active);
	if (frame->cells->doc->carry)
		t->carry = table_carry_new(arena, t);
	return t;
}

static void add_view(const struct frame *frame, struct table_set *t, int32_t below)
{
	struct flow *f = frame->flow;

	if (frame->cells->doc->continued.len && !t->above)
		t->above = table_above_again(f, frame->cells->doc, frame->origin);
	table_heights(f, t);
	squeeze(f, t, flow_filled(f), below);
	add_rows(f, t);
}

/* Every group begins a page, with the title and labels of the table. */
static void add_groups(const struct frame *frame, const struct table_view *views, size_t n)
{
	struct flow *f = frame->flow;
	const struct table_above *above = table_above_again(f, frame->cells->doc, frame->origin);

	for (size_t i = 0; i < n; i++) {
		struct table_set *t = new_set(frame, views[i]);

		table_widths(f, t, true);
		t->later = i > 0;
		if (i > 0) {
			f->penalty = BREAK_FORCED;
			t->own = (uint16_t)(views[i - 1].cols[views[i - 1].n - 1] + 1);
		}
		t->above = above;
		add_view(frame, t, i + 1 == n ? frame->below : 0);
	}
}

static void add_frame(const struct frame *frame)
{
	struct flow *f = frame->flow;
	const struct table_cells *cells = frame->cells;
	struct table_set *t;
	struct table_view *views;
	size_t n;

	if (cells->ncols == 0 || cells->nrows == 0)
		return;
	t = new_set(frame, table_view(f->arena, cells, NULL, cells->ncols));
	if (table_widths(f, t, false)) {
		add_view(frame, t, frame->below);
		return;
	}
	n = table_groups(f, t, &views);
	if (n > 0) {
		add_groups(frame, views, n);
		return;
	}
	table_widths(f, t, true);
	add_view(frame, t, frame->below);
}

void flow_table(struct flow *f, const struct doc_block *block)
{
	const struct doc_table *doc = &block->table;
	const struct flow_dest *dest = flow_dest(f, doc->outline, doc->level, doc->in_toc);
	struct frame frame = { .flow = f, .cells = table_read(f, doc), .origin = block->origin };
	struct table_below below;
	size_t first = f->nitems;

	table_make_below(f, doc, &below);
	frame.below = table_height_below(f, &below);
	f->snap = true;
	table_add_above(f, doc, block->origin);
	add_frame(&frame);
	table_add_below(f, &below);
	if (f->nitems == first && dest)
		flow_add(f, ITEM_NOTHING, 0);
	if (f->nitems > first)
		f->items[first].dest = dest;
}

/* --- at the edges of pages --- */

static bool is_first(const struct flow_item *item)
{
	return item->kind == ITEM_HEAD || (item->index == 0 && item->slice == 0);
}

/* A row that begins on the page before, or the first one, carries nothing over. */
static bool carries(const struct table_set *t, const struct flow_item *item)
{
	return t->carry && item->kind == ITEM_ROW && item->slice == 0 && item->index > t->cells->nhead;
}

int32_t table_restart(const struct flow_item *item)
{
	const struct table_set *t = item->table;
	int32_t height = 0;

	if (item->kind != ITEM_HEAD && item->kind != ITEM_ROW)
		return 0;
	if (t->above && (t->later || !is_first(item)))
		height += t->above->height;
	if (item->kind == ITEM_ROW)
		height += t->head_height;
	if (carries(t, item) && t->carry->doc->from.len)
		height += t->carry->height;
	return height;
}

int32_t table_close(const struct flow_item *next)
{
	if (next->kind != ITEM_ROW || !carries(next->table, next) || !next->table->carry->doc->to.len)
		return 0;
	return next->table->carry->height;
}
