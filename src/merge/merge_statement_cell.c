/* merge_statement_cell.c - statement tables: values as printed text, the cells that a layout writes, the head.
 *
 * Rows of data are by far the most cells of a publication: they are formatted straight from the table, without expressions. */
#include "merge/statement.h"

/* --- text --- */

struct str statement_amount(struct statement *s, struct number amount)
{
	if (number_sign(amount) == 0)
		return s->zero;
	buf_clear(&s->line);
	number_print(&s->line, amount, s->digits, s->group);
	return buf_take(&s->line, s->merge->arena);
}

/* —— says that there can be no figure, which is more than a blank. */
static struct str not_applicable(struct str text)
{
	return str_eq(text, STR("——")) ? text : STR("");
}

struct str statement_text(struct statement *s, const struct bound_column *columns, size_t col, const struct table *table, size_t row)
{
	const struct bound_column *c = &columns[col];
	ptrdiff_t source = bound_source(columns, col);
	struct number number;

	if (source < 0)
		return STR("");
	if (!c->number || table->columns[source].type != COLUMN_NUMBER)
		return table_text(table, row, (size_t)source);
	if (!bound_number(columns, col, table, row, s->merge->arena, &number))
		return not_applicable(c->source >= 0 ? table_text(table, row, (size_t)c->source) : STR(""));
	for (; columns[col].source < 0; col = columns[col].sum[0]) {}
	return statement_amount(s, number_mul(s->merge->arena, number, columns[col].scale));
}

struct number statement_shown(struct statement *s, const struct value *value)
{
	if (!value->unit || !s->unit || value->unit->dimension != s->unit->dimension)
		return value->number;
	return number_mul(s->merge->arena, value->number, number_ratio(value->unit->factor, s->unit->factor));
}

static struct str number_text(struct statement *s, const struct value *value, size_t col)
{
	if (s->columns[col].number)
		return statement_amount(s, statement_shown(s, value));
	buf_clear(&s->line);
	number_print_exact(&s->line, value->number);
	return buf_take(&s->line, s->merge->arena);
}

/* What an expression gave, with its figures. */
static struct text value_text(struct statement *s, const struct expr *expr, const struct value *value, size_t col)
{
	struct text_builder b;

	if (value->kind == VALUE_NUMBER)
		return text_figure(s->merge->arena, number_text(s, value, col), value->trace);
	if (value->kind != VALUE_TEXT)
		return (struct text){ 0 };
	text_builder_init(&b);
	text_builder_value(&b, value, expr_words(expr, s->merge->arena, value));
	return text_builder_take(&b, s->merge->arena);
}

/* 【name】 in a draft. */
static struct text missing_text(struct statement *s, struct str name)
{
	struct text_builder b;

	text_builder_init(&b);
	buf_printf(&b.str, "【%.*s】", STR_FMT(name));
	text_builder_span(&b, 0, SPAN_MISSING, 0, NULL);
	return text_builder_take(&b, s->merge->arena);
}

/* --- cells of the layout --- */

static void fill_select(struct statement *s, const struct desc_node *node, struct doc_cell *cell)
{
	struct value value;

	if (!merge_attr_expr(s->merge, node, "select", &value) && value.kind == VALUE_NULL) {
		cell->text = missing_text(s, value.text);
		return;
	}
	cell->text = value_text(s, statement_expr(s, node, "select"), &value, cell->col);
	if (value.trace && value.trace->kind == TRACE_CELL)
		cell->origin = value.trace->origin;
}

static void set_form(struct statement *s, const struct desc_node *node, struct doc_cell *cell, enum cell_align align, bool bold)
{
	cell->align = (uint8_t)merge_align(node, align);
	cell->indent = (uint8_t)merge_attr_int(s->merge, node, "indent", 0, 0, 20);
	if (desc_yes(node, "bold", bold))
		cell->flags |= CELL_BOLD;
	if (desc_yes(node, "vertical", false))
		cell->flags |= CELL_VERTICAL;
	if (str_eq(desc_value(node, "valign"), STR("top")))
		cell->flags |= CELL_TOP;
}

/* rowspan="2", or "{{ 计数(data) + 1 }}" for a cell beside rows of the data. */
static size_t rowspan(struct statement *s, const struct desc_node *node)
{
	const struct desc_attr *a = desc_attr(node, "rowspan");
	struct str text;
	struct number number;
	int64_t n;

	if (!a || str_find(a->value, STR("{{")) < 0)
		return (size_t)merge_attr_int(s->merge, node, "rowspan", 1, 1, 100000);
	text = merge_attr_text(s->merge, node, "rowspan").str;
	if (number_parse(s->merge->arena, text, &number) && number_to_int(number, &n) && n >= 1 && n <= 100000)
		return (size_t)n;
	diag(s->merge->diags, BAD_VALUE, a->origin, text, STR("rowspan"), STR("1 … 100000"));
	return 1;
}

static struct doc_cell *place_cell(struct statement *s, const struct desc_node *node)
{
	return grid_cell(&s->grid, node->origin, (size_t)merge_attr_int(s->merge, node, "colspan", 1, 1, 1000), rowspan(s, node));
}

struct doc_cell *statement_cell(struct statement *s, const struct desc_node *node, bool head, bool bold)
{
	struct doc_cell *cell = place_cell(s, node);
	const struct doc_table_column *column;
	struct text text;

	if (!cell)
		return NULL;
	column = &s->table->columns[cell->col];
	set_form(s, node, cell, head ? ALIGN_CENTER : (enum cell_align)column->align, bold);
	if (desc_attr(node, "select")) {
		if (column->number)
			cell->flags |= CELL_FIGURE;
		fill_select(s, node, cell);
		return cell;
	}
	text = merge_node_text(s->merge, node);
	grid_text(cell, &text);
	return cell;
}

/* --- the head --- */

static void set_label(struct statement *s, size_t col, struct doc_cell *cell)
{
	const struct desc_node *node = s->columns[col].node;
	struct text text = { .str = desc_value(node, "id") };

	if (desc_attr(node, "label"))
		text = merge_attr_text(s->merge, node, "label");
	grid_text(cell, &text);
}

/* Columns that have no cell in a row of the head show their label, or number columns count from 1. */
static void rest_of_head(struct statement *s, const struct desc_node *row, struct str rest)
{
	bool numbers = str_eq(rest, STR("numbers"));
	int n = 0;

	for (size_t c = grid_free(&s->grid); c < s->table->ncolumns; c = grid_free(&s->grid)) {
		struct doc_cell *cell = grid_cell(&s->grid, row->origin, 1, 1);

		if (!cell)
			return;
		cell->align = ALIGN_CENTER;
		if (desc_yes(row, "vertical", false) && s->columns[c].number)
			cell->flags |= CELL_VERTICAL;
		if (!numbers)
			set_label(s, c, cell);
		else if (s->columns[c].number && !s->columns[c].omitted)
			cell->text.str = str_printf(s->merge->arena, "%d", ++n);
	}
}

void statement_head(struct statement *s)
{
	const struct desc_node *head = desc_child(s->layout, DESC_HEAD);

	for (const struct desc_node *r = head ? head->first : NULL; r; r = r->next) {
		const struct desc_attr *rest = desc_attr(r, "rest");

		grid_row(&s->grid, r->origin);
		for (const struct desc_node *c = r->first; c; c = c->next)
			statement_cell(s, c, true, false);
		if (rest)
			rest_of_head(s, r, rest->value);
	}
	s->table->nhead = s->table->nrows;
}

/* --- a body that is not printed --- */

static void place_row(struct statement *s, const struct desc_node *row)
{
	grid_row(&s->grid, row->origin);
	for (const struct desc_node *c = row->first; c; c = c->next)
		if (c->kind == DESC_CELL)
			place_cell(s, c);
	while ((desc_attr(row, "key") || desc_attr(row, "sum")) && grid_free(&s->grid) < s->table->ncolumns)
		if (!grid_cell(&s->grid, row->origin, 1, 1))
			return;
}

/* The fixed rows of a table without data into a grid of its own: a mistake in a layout shows in any report that uses it. */
void statement_tiles(struct statement *s)
{
	const struct desc_node *body = desc_child(s->layout, DESC_BODY);
	struct doc_table trial = { .columns = s->table->columns, .ncolumns = s->table->ncolumns };
	struct grid grid = s->grid;

	grid_init(&s->grid, s->merge, &trial);
	for (const struct desc_node *r = body ? body->first : NULL; r; r = r->next)
		if (r->kind == DESC_ROW && !desc_attr(r, "if"))
			place_row(s, r);
	grid_end(&s->grid);
	s->grid = grid;
}
