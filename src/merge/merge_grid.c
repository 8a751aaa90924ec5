/* merge_grid.c - cells into a grid: placing with spans as HTML does it, tiling checks; and the free table. */
#include "desc/length.h"
#include "merge/merge_int.h"

enum { MAX_CELLS = 20000000 };

void grid_init(struct grid *g, struct merge *m, struct doc_table *table)
{
	*g = (struct grid){ .merge = m, .table = table };
	g->until = arena_array(m->arena, table->ncolumns + 1, sizeof(*g->until));
}

static void check_gaps(struct grid *g)
{
	if (g->bad_row)
		return;
	for (size_t c = 0; c < g->table->ncolumns; c++) {
		if (g->until[c] > g->row)
			continue;
		diag(g->merge->diags, GRID_GAP, g->row_origin, str_printf(g->merge->arena, "%u", g->row + 1),
		     str_printf(g->merge->arena, "%zu", c + 1));
		return;
	}
}

/* Row 0 has no row before it; rows are counted in table->nrows as they begin. */
void grid_row(struct grid *g, struct origin origin)
{
	if (g->table->nrows > 0)
		check_gaps(g);
	g->row = (uint32_t)g->table->nrows++;
	g->row_origin = origin;
	g->bad_row = false;
}

size_t grid_free(const struct grid *g)
{
	size_t c = 0;

	while (c < g->table->ncolumns && g->until[c] > g->row)
		c++;
	return c;
}

static bool fits(struct grid *g, struct origin origin, size_t col, size_t colspan)
{
	struct merge *m = g->merge;
	struct str row = str_printf(m->arena, "%u", g->row + 1);

	if (col + colspan > g->table->ncolumns) {
		diag(m->diags, GRID_WIDE, origin, row, str_printf(m->arena, "%zu", g->table->ncolumns));
		return false;
	}
	for (size_t c = col; c < col + colspan; c++) {
		if (g->until[c] <= g->row)
			continue;
		diag(m->diags, GRID_OVERLAP, origin, row, str_printf(m->arena, "%zu", c + 1));
		return false;
	}
	return true;
}

struct doc_cell *grid_cell(struct grid *g, struct origin origin, size_t colspan, size_t rowspan)
{
	struct doc_table *t = g->table;
	size_t col = grid_free(g);
	struct doc_cell *cell;

	if (t->ncells >= MAX_CELLS || col + colspan > t->ncolumns || colspan > 1) {
		if (!fits(g, origin, col, colspan)) {
			g->bad_row = true;
			return NULL;
		}
	}
	t->cells = mem_grow(t->cells, t->ncells, &g->cells_size, sizeof(*t->cells));
	cell = &t->cells[t->ncells++];
	*cell = (struct doc_cell){ .row = g->row, .col = (uint16_t)col, .colspan = (uint16_t)colspan, .rowspan = (uint32_t)rowspan };
	cell->origin = origin;
	for (size_t c = col; c < col + colspan; c++)
		g->until[c] = g->row + (uint32_t)rowspan;
	return cell;
}

/* A row span that reaches below the last row is cut there. */
static void cut_spans(struct doc_table *t)
{
	for (size_t i = 0; i < t->ncells; i++)
		if (t->cells[i].rowspan > t->nrows - t->cells[i].row)
			t->cells[i].rowspan = (uint32_t)(t->nrows - t->cells[i].row);
}

void grid_end(struct grid *g)
{
	struct doc_table *t = g->table;
	struct doc_cell *heap = t->cells;

	if (t->nrows > 0)
		check_gaps(g);
	cut_spans(t);
	t->cells = t->ncells ? arena_copy(g->merge->arena, heap, t->ncells * sizeof(*heap)) : NULL;
	mem_free(heap);
}

void grid_text(struct doc_cell *cell, const struct text *text)
{
	cell->text = *text;
	cell->text.places = NULL;
	cell->text.nplaces = 0;
}

/* --- the free table: <grid> --- */

static enum cell_align align_of(struct str name, enum cell_align otherwise)
{
	if (str_eq(name, STR("left")))
		return ALIGN_LEFT;
	if (str_eq(name, STR("right")))
		return ALIGN_RIGHT;
	if (str_eq(name, STR("center")))
		return ALIGN_CENTER;
	return str_eq(name, STR("decimal")) ? ALIGN_DECIMAL : otherwise;
}

enum cell_align merge_align(const struct desc_node *node, enum cell_align otherwise)
{
	return align_of(desc_value(node, "align"), otherwise);
}

/* "12mm", "30pt", "auto", "min 20mm". */
static void set_width(struct merge *m, const struct desc_node *column, struct doc_table_column *out)
{
	const struct desc_attr *a = desc_attr(column, "width");
	bool min = a && str_starts(a->value, STR("min "));
	const struct style *style = m->in->style;
	const struct length_base base = { style->paras[style->table_cell].size, style->advance, style->pitch };
	int32_t width;

	if (!a || str_eq(a->value, STR("auto")))
		return;
	if (!length_read(min ? str_trim(str_sub(a->value, 4, a->value.len)) : a->value, &base, &width)) {
		diag(m->diags, BAD_VALUE, a->origin, a->value, STR("width"), LENGTH_EXPECTED);
		return;
	}
	if (min)
		out->min_width = width;
	else
		out->width = width;
}

static void add_column(struct merge *m, const struct desc_node *node, struct doc_table *table)
{
	struct doc_table_column *column = &table->columns[table->ncolumns++];

	column->align = (uint8_t)merge_align(node, ALIGN_LEFT);
	column->number = str_eq(desc_value(node, "kind"), STR("number"));
	set_width(m, node, column);
}

static size_t count_columns(const struct desc_node *parent)
{
	size_t n = 0;

	for (const struct desc_node *c = parent->first; c; c = c->next)
		n += c->kind == DESC_COLUMN ? 1 : c->kind == DESC_GROUP ? count_columns(c) : 0;
	return n;
}

void merge_columns(struct merge *m, const struct desc_node *parent, struct doc_table *table)
{
	table->columns = arena_array(m->arena, count_columns(parent), sizeof(*table->columns));
	for (const struct desc_node *c = parent->first; c; c = c->next) {
		if (c->kind == DESC_COLUMN)
			add_column(m, c, table);
		for (const struct desc_node *inner = c->kind == DESC_GROUP ? c->first : NULL; inner; inner = inner->next)
			add_column(m, inner, table);
	}
}

static void free_cell(struct grid *g, const struct desc_node *node, bool head)
{
	struct merge *m = g->merge;
	struct text text = merge_node_text(m, node);
	struct doc_cell *cell = grid_cell(g, node->origin, (size_t)merge_attr_int(m, node, "colspan", 1, 1, 1000),
	                                  (size_t)merge_attr_int(m, node, "rowspan", 1, 1, 100000));

	if (!cell)
		return;
	grid_text(cell, &text);
	cell->align = (uint8_t)merge_align(node, head ? ALIGN_CENTER : (enum cell_align)g->table->columns[cell->col].align);
	if (desc_yes(node, "bold", false))
		cell->flags |= CELL_BOLD;
	if (!head && g->table->columns[cell->col].number)
		cell->flags |= CELL_FIGURE;
}

static void free_row(struct grid *g, const struct desc_node *node)
{
	bool head = desc_yes(node, "header", false);

	grid_row(g, node->origin);
	if (head && g->table->nhead == g->row)
		g->table->nhead++;
	for (const struct desc_node *c = node->first; c; c = c->next)
		if (c->kind == DESC_CELL)
			free_cell(g, c, head);
}

static void free_rows(void *ctx, const struct desc_node *first, const struct desc_node *end)
{
	struct grid *g = ctx;

	for (const struct desc_node *r = first; r != end; r = r->next) {
		if (r->kind == DESC_ROW)
			free_row(g, r);
		else if (r->kind == DESC_VALUE)
			merge_value(g->merge, r);
		else if (r->kind == DESC_REPEAT)
			merge_repeat(g->merge, r, free_rows, g);
		else if (r->kind == DESC_IF)
			merge_branch(g->merge, r, free_rows, g);
	}
}

void merge_grid(struct merge *m, const struct desc_node *node)
{
	bool landscape = m->landscape;
	struct doc_block *block;
	struct grid g;

	m->landscape = desc_yes(node, "landscape", landscape);
	block = merge_block(m, DOC_TABLE, node->origin);
	block->table.landscape = m->landscape;
	merge_columns(m, node, &block->table);
	merge_title(m, &block->table, merge_attr_text(m, node, "title"), (struct text){ 0 });
	block->table.caption = true;
	grid_init(&g, m, &block->table);
	free_rows(&g, node->first, NULL);
	grid_end(&g);
	merge_notes(m, &block->table, node);
	m->landscape = landscape;
}
