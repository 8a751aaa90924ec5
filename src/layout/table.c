/* table.c - a table block to items: title, labels, head, rows, notes; column groups when it is wider than the page. */
#include "base/arena.h"
#include "layout/table.h"

/* --- texts around the frame --- */

static struct flow_para *set_text(struct flow *f, const struct text *text, size_t style, struct para_spec spec,
                                  enum doc_role role)
{
	struct flow_para *para = flow_set(f, text, style, &spec, role);

	para->loose = true;
	return para;
}

static const struct text *plain(struct flow *f, struct str s, struct origin origin)
{
	struct text *text = arena_make(f->arena, struct text);

	*text = text_plain(f->arena, s, origin);
	return text;
}

static void add_title(struct flow *f, const struct doc_table *doc, struct origin origin)
{
	size_t style = f->style->table_title;
	struct flow_para *para;

	if (doc->title.len == 0)
		return;
	para = set_text(f, plain(f, doc->title, origin), style, flow_spec(f, style, flow_measure(f)), ROLE_TABLE_TITLE);
	para->level = doc->level;
	flow_lines(f, para, style, NULL);
	f->penalty = BREAK_HEADING;
}

static struct flow_para *set_right(struct flow *f, struct str s, struct origin origin)
{
	struct para_spec spec = flow_spec(f, f->style->table_label, flow_measure(f));

	spec.indent_first = spec.indent_left = 0;
	spec.align = PARA_RIGHT;
	return set_text(f, plain(f, s, origin), f->style->table_label, spec, ROLE_TABLE_LABEL);
}

static int32_t right_width(const struct flow_para *right)
{
	const struct para_line *line = right && right->lines.n ? &right->lines.lines[0] : NULL;

	return line ? line->width + 2 * right->size : 0;
}

/* 部门：… at the left and 金额单位：… at the right of one line. */
static void add_labels(struct flow *f, const struct doc_table *doc, struct origin origin)
{
	size_t style = f->style->table_label;
	struct flow_para *right = doc->right.len ? set_right(f, doc->right, origin) : NULL, *left;
	struct para_spec spec = flow_spec(f, style, flow_measure(f));

	if (doc->left.len == 0 && !right)
		return;
	if (doc->left.len == 0) {
		flow_lines(f, right, style, NULL);
	} else {
		spec.align = PARA_LEFT;
		spec.indent_right += right_width(right);
		left = set_text(f, plain(f, doc->left, origin), style, spec, ROLE_TABLE_LABEL);
		left->beside = right;
		flow_lines(f, left, style, NULL);
	}
	f->penalty = BREAK_HEADING;
}

static void add_number(struct flow *f, const struct doc_table *doc, struct origin origin)
{
	if (doc->number.len == 0)
		return;
	flow_lines(f, set_right(f, doc->number, origin), f->style->table_label, NULL);
	f->penalty = BREAK_HEADING;
}

static const struct flow_para **set_notes(struct flow *f, const struct doc_table *doc)
{
	const struct flow_para **notes = arena_array(f->arena, doc->nnotes, sizeof *notes);
	size_t style = f->style->table_note;

	for (size_t i = 0; i < doc->nnotes; i++)
		notes[i] = set_text(f, &doc->notes[i], style, flow_spec(f, style, flow_measure(f)), ROLE_NOTE);
	return notes;
}

static void add_notes(struct flow *f, const struct doc_table *doc, const struct flow_para **notes)
{
	f->before += f->style->table_pad_y;
	for (size_t i = 0; i < doc->nnotes; i++) {
		if (f->penalty < BREAK_NOTE)
			f->penalty = BREAK_NOTE;
		flow_lines(f, notes[i], f->style->table_note, NULL);
	}
}

static int32_t notes_height(const struct flow *f, const struct doc_table *doc, const struct flow_para **notes)
{
	const struct style_para *p = &f->style->paras[f->style->table_note];
	int64_t height = f->style->table_pad_y;

	for (size_t i = 0; i < doc->nnotes && height < flow_depth(f); i++)
		height += (int64_t)notes[i]->lines.n * notes[i]->pitch + (int64_t)(p->before + p->after) * f->style->pitch / 1000;
	return height > flow_depth(f) ? flow_depth(f) : (int32_t)height;
}

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

static struct table_set *new_set(struct flow *f, const struct table_cells *cells, struct table_view view, struct origin origin)
{
	struct table_set *t = arena_make(f->arena, struct table_set);

	t->cells = cells;
	t->view = view;
	t->origin = origin;
	t->block = f->block;
	t->open = arena_array(f->arena, view.n, sizeof *t->open);
	t->active = arena_array(f->arena, view.n, sizeof *t->active);
	return t;
}

static void add_view(struct flow *f, struct table_set *t, int32_t below)
{
	table_heights(f, t);
	squeeze(f, t, flow_filled(f), below);
	add_rows(f, t);
}

static void add_groups(struct flow *f, const struct table_cells *cells, const struct table_view *views, size_t n,
                       struct origin origin, int32_t below)
{
	for (size_t i = 0; i < n; i++) {
		struct table_set *t = new_set(f, cells, views[i], origin);

		table_widths(f, t, true);
		if (i > 0)
			f->penalty = BREAK_FORCED;
		add_view(f, t, i + 1 == n ? below : 0);
	}
}

static void add_frame(struct flow *f, const struct doc_table *doc, struct origin origin, int32_t below)
{
	const struct table_cells *cells = table_read(f, doc);
	struct table_set *t = new_set(f, cells, table_view(f->arena, cells, NULL, cells->ncols), origin);
	struct table_view *views;
	size_t n;

	if (cells->ncols == 0 || cells->nrows == 0)
		return;
	if (table_widths(f, t, false)) {
		add_view(f, t, below);
		return;
	}
	n = table_groups(f, t, &views);
	if (n > 0) {
		add_groups(f, cells, views, n, origin, below);
		return;
	}
	table_widths(f, t, true);
	add_view(f, t, below);
}

void flow_table(struct flow *f, const struct doc_block *block)
{
	const struct doc_table *doc = &block->table;
	const struct flow_dest *dest = flow_dest(f, doc->outline, doc->level, doc->in_toc);
	const struct flow_para **notes = set_notes(f, doc);
	size_t first = f->nitems;

	f->snap = true;
	add_title(f, doc, block->origin);
	add_number(f, doc, block->origin);
	add_labels(f, doc, block->origin);
	add_frame(f, doc, block->origin, notes_height(f, doc, notes));
	add_notes(f, doc, notes);
	if (f->nitems == first && dest)
		flow_add(f, ITEM_NOTHING, 0);
	if (f->nitems > first)
		f->items[first].dest = dest;
}

int32_t table_restart(const struct flow_item *item)
{
	return item->kind == ITEM_ROW ? item->table->head_height : 0;
}
