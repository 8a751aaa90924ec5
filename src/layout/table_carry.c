/* table_carry.c - page subtotals: what the rows up to a page's end add up to (过次页), again at the head of the next page (承前页).
 *
 * Sums are exact; each is rounded when it is printed. They are page furniture: who reads the table aloud does not want them. */
#include "base/arena.h"
#include "layout/table.h"

static struct str print_sum(struct arena *arena, const struct doc_carry *carry, struct number sum)
{
	struct str out;
	struct buf buf;

	if (number_sign(sum) == 0)
		return carry->zero;
	buf_init(&buf);
	number_print(&buf, sum, carry->digits, carry->group);
	out = buf_take(&buf, arena);
	buf_release(&buf);
	return out;
}

static struct doc_cell sum_cell(const struct table_cells *cells, uint16_t col, struct str text)
{
	struct doc_cell cell = {
		.text = { .str = text }, .row = cells->nhead, .rowspan = 1, .col = col, .colspan = 1, .flags = CELL_FIGURE
	};

	cell.align = cells->doc->columns[col].align;
	if (cell.align != ALIGN_DECIMAL)
		cell.align = ALIGN_RIGHT;
	return cell;
}

/* --- reading: how wide the sums may become --- */

struct extremes {
	struct number least, most;
};

static void note_sum(struct extremes *e, struct number sum)
{
	if (number_cmp(sum, e->least) < 0)
		e->least = sum;
	if (number_cmp(sum, e->most) > 0)
		e->most = sum;
}

static struct cell_extent measure_sum(struct flow *f, const struct table_cells *cells, uint16_t col, struct number sum)
{
	struct doc_cell cell = sum_cell(cells, col, print_sum(f->arena, cells->doc->carry, sum));
	struct para_spec spec = table_cell_spec(f, cells, &cell, cells->base, INT32_MAX / 4);
	struct cell_text text;

	if (cell.text.str.len == 0)
		return (struct cell_extent){ 0, 0 };
	table_cell_text(f, f->arena, &cell, spec.role, &text);
	return (struct cell_extent){ para_measure(&text.text, &spec, f->metrics).natural,
		                     table_point(f, cells, &cell, cells->base) };
}

static struct cell_extent wider(struct cell_extent a, struct cell_extent b)
{
	int32_t left = a.piece > b.piece ? a.piece : b.piece;
	int32_t right = a.natural - a.piece > b.natural - b.piece ? a.natural - a.piece : b.natural - b.piece;

	return (struct cell_extent){ left + right, left };
}

struct cell_extent *table_carry_read(struct flow *f, const struct table_cells *cells)
{
	const struct doc_carry *carry = cells->doc->carry;
	struct cell_extent *extents = arena_array(f->arena, carry->ncols, sizeof *extents);
	struct arena *scratch = arena_new();

	for (size_t i = 0; i < carry->ncols; i++) {
		struct extremes e = { number_from(0), number_from(0) };
		struct number sum = number_from(0);

		for (uint32_t r = cells->nhead; r < cells->nrows; r++) {
			sum = number_add(scratch, sum, carry->values[r * carry->ncols + i]);
			note_sum(&e, sum);
		}
		if (carry->cols[i] < cells->ncols)
			extents[i] = wider(measure_sum(f, cells, carry->cols[i], e.least),
			                   measure_sum(f, cells, carry->cols[i], e.most));
	}
	arena_drop(scratch);
	return extents;
}

static bool sees(const struct table_set *t, uint16_t col)
{
	return col < t->cells->ncols && t->view.at[col] < t->view.n && t->view.cols[t->view.at[col]] == col;
}

struct table_carry *table_carry_new(struct arena *arena, const struct table_set *t)
{
	const struct doc_carry *doc = t->cells->doc->carry;
	struct table_carry *carry;
	bool any = false;

	for (size_t i = 0; i < doc->ncols; i++)
		any = any || sees(t, doc->cols[i]);
	if (!any)
		return NULL;
	carry = arena_make(arena, struct table_carry);
	carry->doc = doc;
	carry->upto = t->cells->nhead;
	carry->sums = arena_array(arena, doc->ncols, sizeof *carry->sums);
	for (size_t i = 0; i < doc->ncols; i++)
		carry->sums[i] = number_from(0);
	return carry;
}

/* --- drawing --- */

static void add_up(struct flow *f, struct table_carry *carry, uint32_t row)
{
	for (; carry->upto < row; carry->upto++)
		for (size_t i = 0; i < carry->doc->ncols; i++)
			carry->sums[i] =
				number_add(f->arena, carry->sums[i], carry->doc->values[carry->upto * carry->doc->ncols + i]);
}

static void draw_cell(struct flow *f, struct page *page, struct table_set *t, const struct doc_cell *cell, int32_t x, int32_t top)
{
	struct para_spec spec = table_cell_spec(f, t->cells, cell, t->size, table_inner(t, cell));
	struct page_op like = { .role = ROLE_ARTIFACT, .block = t->block };
	struct cell_text text;
	struct para_lines lines;
	uint16_t from, to;

	if (cell->text.str.len == 0)
		return;
	spec.nowrap = true;
	table_cell_text(f, f->arena, cell, spec.role, &text);
	lines = para_set(f->arena, &text.text, &spec, f->metrics, f->diags);
	table_cell_cols(t, cell, &from, &to);
	like.x = x + t->x[from] + t->pad_x;
	if (table_is_decimal(cell))
		like.x += table_decimal_shift(f, t, cell, table_inner(t, cell));
	like.y = baseline(top + t->pad_y, t->pitch, t->size);
	draw_runs(f, page, &lines.lines[0], &text.text, like);
}

bool table_carry_label(const struct table_set *t, uint16_t v)
{
	const struct doc_carry *doc = t->carry->doc;
	uint16_t col = t->view.cols[v];

	return col >= doc->label && col < doc->label + (doc->label_span ? doc->label_span : 1);
}

void table_draw_carry(struct flow *f, struct page *page, struct table_set *t, int32_t x, int32_t top, struct str label,
                      uint32_t row)
{
	const struct doc_carry *doc = t->carry->doc;
	struct doc_cell cell = { .text = { .str = label }, .row = t->cells->nhead, .rowspan = 1, .col = doc->label, .colspan = 1 };

	add_up(f, t->carry, row);
	cell.align = ALIGN_CENTER;
	cell.colspan = doc->label_span;
	if (sees(t, doc->label))
		draw_cell(f, page, t, &cell, x, top);
	for (size_t i = 0; i < doc->ncols; i++) {
		if (!sees(t, doc->cols[i]))
			continue;
		cell = sum_cell(t->cells, doc->cols[i], print_sum(f->arena, doc, t->carry->sums[i]));
		draw_cell(f, page, t, &cell, x, top);
	}
}
