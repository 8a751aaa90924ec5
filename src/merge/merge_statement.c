/* merge_statement.c - statement tables: a layout (templates/tables) bound to a data table.
 *
 * Rows of data are by far the most cells of a publication: they are formatted straight from the table, without expressions. */
#include "base/nearest.h"
#include "desc/length.h"
#include "merge/merge_int.h"

struct statement_column {
	ptrdiff_t source;    /* column of the data; -1: none */
	bool number;
	struct number scale; /* multiplies the data's values into the printed unit; 1 for counts */
};

struct statement {
	struct merge *merge;
	const struct desc_node *layout;
	struct table *data; /* NULL: no data bound, or it could not be read */
	struct doc_table *table;
	struct grid grid;
	struct statement_column *columns;
	const struct unit *unit; /* printed unit of amounts; NULL: as in the data */
	int digits;
	enum number_group group;
	struct str zero;         /* what zero prints as */
	struct buf line;
};

void merge_title(struct merge *m, struct doc_table *t, struct str title, struct str number)
{
	t->title = title;
	t->number = number;
	if (!title.len)
		return;
	t->level = (uint8_t)(m->level + m->depth + 1);
	t->in_toc = true;
	t->outline = number.len ? str_printf(m->arena, "%.*s　%.*s", STR_FMT(number), STR_FMT(title)) : title;
}

void merge_notes(struct merge *m, struct doc_table *t, const struct desc_node *parent)
{
	struct text *notes;
	size_t n = t->nnotes;

	for (const struct desc_node *c = parent->first; c; c = c->next)
		n += c->kind == DESC_NOTE;
	notes = arena_array(m->arena, n, sizeof(*notes));
	for (size_t i = 0; i < t->nnotes; i++)
		notes[i] = t->notes[i];
	for (const struct desc_node *c = parent->first; c; c = c->next)
		if (c->kind == DESC_NOTE)
			notes[t->nnotes++] = merge_node_text(m, c);
	t->notes = notes;
}

static void add_note(struct merge *m, struct doc_table *t, struct text note)
{
	struct text *notes = arena_array(m->arena, t->nnotes + 1, sizeof(*notes));

	for (size_t i = 0; i < t->nnotes; i++)
		notes[i] = t->notes[i];
	notes[t->nnotes++] = note;
	t->notes = notes;
}

/* --- binding --- */

static struct number scale_for(struct statement *s, struct str unit_name)
{
	const struct unit *from = unit_find(unit_name);

	if (!from || !s->unit || from->dimension != s->unit->dimension)
		return number_from(1);
	return number_ratio(from->factor, s->unit->factor);
}

static void bind_column(struct statement *s, const struct desc_node *node, struct statement_column *c)
{
	const struct desc_attr *source = desc_attr(node, "source");

	c->source = -1;
	c->number = str_eq(desc_value(node, "kind"), STR("number"));
	c->scale = number_from(1);
	if (!s->data || !source)
		return;
	c->source = table_find_column(s->data, source->value);
	if (c->source < 0) {
		struct str near = table_nearest_column(s->data, source->value);

		diag(s->merge->diags, MISSING_COLUMN, source->origin, s->data->name, source->value,
		     nearest_hint(s->merge->arena, near));
		return;
	}
	if (c->number)
		c->scale = scale_for(s, s->data->columns[c->source].unit);
}

/* Which column of s->data each column of the layout shows. */
static void bind_sources(struct statement *s, const struct desc_node *columns)
{
	size_t i = 0;

	s->columns = arena_array(s->merge->arena, s->table->ncolumns, sizeof(*s->columns));
	for (const struct desc_node *c = columns->first; c; c = c->next)
		if (c->kind == DESC_COLUMN)
			bind_column(s, c, &s->columns[i++]);
}

/* --- cells --- */

static struct str print_amount(struct statement *s, struct number amount)
{
	if (number_sign(amount) == 0)
		return s->zero;
	buf_clear(&s->line);
	number_print(&s->line, amount, s->digits, s->group);
	return buf_take(&s->line, s->merge->arena);
}

static struct str column_text(struct statement *s, size_t col, size_t row)
{
	const struct statement_column *c = &s->columns[col];
	struct number number;

	if (c->source < 0)
		return STR("");
	if (!c->number || s->data->columns[c->source].type != COLUMN_NUMBER)
		return table_text(s->data, row, (size_t)c->source);
	if (table_number(s->data, s->merge->arena, row, (size_t)c->source, &number) != CELL_NUMBER)
		return STR("");
	return print_amount(s, number_mul(s->merge->arena, number, c->scale));
}

static struct str value_text(struct statement *s, const struct value *value, size_t col)
{
	struct merge *m = s->merge;
	struct number number = value->number;

	if (value->kind == VALUE_TEXT)
		return value->text;
	if (value->kind != VALUE_NUMBER)
		return STR("");
	if (!s->columns[col].number)
		return buf_clear(&s->line), number_print_exact(&s->line, number), buf_take(&s->line, m->arena);
	if (value->unit && s->unit && value->unit->dimension == s->unit->dimension)
		number = number_mul(m->arena, number, number_ratio(value->unit->factor, s->unit->factor));
	return print_amount(s, number);
}

static void fill_select(struct statement *s, const struct desc_node *node, struct doc_cell *cell)
{
	struct value value;

	if (!merge_attr_expr(s->merge, node, "select", &value) && value.kind == VALUE_NULL) {
		cell->text = str_printf(s->merge->arena, "【%.*s】", STR_FMT(value.text));
		cell->flags |= CELL_MISSING;
		return;
	}
	cell->text = value_text(s, &value, cell->col);
	cell->trace = value.trace;
	if (value.trace && value.trace->kind == TRACE_CELL)
		cell->origin = value.trace->origin;
}

static void layout_cell(struct statement *s, const struct desc_node *node, bool head, bool bold)
{
	struct merge *m = s->merge;
	struct doc_cell *cell = grid_cell(&s->grid, node->origin, (size_t)merge_attr_int(m, node, "colspan", 1, 1, 1000),
	                                  (size_t)merge_attr_int(m, node, "rowspan", 1, 1, 100000));
	const struct doc_table_column *column;

	if (!cell)
		return;
	column = &s->table->columns[cell->col];
	cell->align = (uint8_t)merge_align(node, head ? ALIGN_CENTER : (enum cell_align)column->align);
	cell->indent = (uint8_t)merge_attr_int(m, node, "indent", 0, 0, 20);
	if (desc_yes(node, "bold", bold))
		cell->flags |= CELL_BOLD;
	if (desc_attr(node, "select")) {
		if (column->number)
			cell->flags |= CELL_FIGURE;
		fill_select(s, node, cell);
	} else {
		struct text text = merge_node_text(m, node);

		grid_text(cell, &text);
	}
}

static void layout_row(struct statement *s, const struct desc_node *node, bool head)
{
	bool bold;

	if (!merge_test(s->merge, node, "if", true))
		return;
	bold = merge_test(s->merge, node, "bold", false);
	grid_row(&s->grid, node->origin);
	for (const struct desc_node *c = node->first; c; c = c->next)
		if (c->kind == DESC_CELL)
			layout_cell(s, c, head, bold);
}

/* --- rows of the data --- */

struct row_style {
	bool bold;
	uint8_t indent;
};

static void data_row(struct statement *s, size_t row, struct row_style style)
{
	struct doc_table *t = s->table;

	grid_row(&s->grid, table_origin(s->data, row, 0));
	for (size_t c = 0; c < t->ncolumns; c++) {
		struct origin origin = s->columns[c].source < 0 ? table_origin(s->data, row, 0)
		                                                : table_origin(s->data, row, (size_t)s->columns[c].source);
		struct doc_cell *cell = grid_cell(&s->grid, origin, 1, 1);

		if (!cell)
			return;
		cell->text = column_text(s, c, row);
		cell->align = t->columns[c].align;
		cell->flags = (uint8_t)((style.bold ? CELL_BOLD : 0) | (s->columns[c].number ? CELL_FIGURE : 0));
		if (t->columns[c].align == ALIGN_LEFT && !s->columns[c].number)
			cell->indent = style.indent;
	}
}

static const struct expr *rows_expr(struct statement *s, const struct desc_node *node, const char *attr)
{
	const struct desc_attr *a = desc_attr(node, attr);

	return a ? expr_parse_at(s->merge->arena, a->value, a->origin, s->merge->diags) : NULL;
}

static bool rows_test(struct statement *s, const struct expr *expr, bool otherwise)
{
	struct value value;

	if (!expr)
		return otherwise;
	return expr_eval(expr, &s->merge->eval, &value) && value_truth(&value);
}

static uint8_t rows_indent(struct statement *s, const struct expr *expr)
{
	struct value value;
	int64_t n;

	if (!expr || !expr_eval(expr, &s->merge->eval, &value) || value.kind != VALUE_NUMBER || !number_to_int(value.number, &n))
		return 0;
	return (uint8_t)(n < 0 ? 0 : n > 20 ? 20 : n);
}

static void data_rows_of(struct statement *s, const struct desc_node *node)
{
	const struct expr *where = rows_expr(s, node, "where"), *bold = rows_expr(s, node, "bold");
	const struct expr *indent = rows_expr(s, node, "indent");
	struct scope *saved;

	merge_push(s->merge, &saved);
	for (size_t row = 0; row < s->data->nrows; row++) {
		struct value value = { .kind = VALUE_ROW, .table = s->data, .row = row };

		if (where || bold || indent) {
			scope_set(s->merge->eval.scope, STR("row"), value);
			scope_set(s->merge->eval.scope, STR("行"), value);
		}
		if (rows_test(s, where, true))
			data_row(s, row, (struct row_style){ rows_test(s, bold, false), rows_indent(s, indent) });
	}
	merge_pop(s->merge, saved);
}

/* The rows come from the bound table, or from another one that `from` gives: its columns are then looked up by the same labels. */
static void data_rows(struct statement *s, const struct desc_node *node)
{
	struct table *bound = s->data;
	struct statement_column *columns = s->columns;
	struct value from;

	if (desc_attr(node, "from")) {
		if (!merge_attr_expr(s->merge, node, "from", &from))
			return;
		if (from.kind != VALUE_TABLE) {
			diag(s->merge->diags, TYPE_MISMATCH, desc_attr(node, "from")->origin, STR("from"), STR("table / 表"),
			     desc_value(node, "from"));
			return;
		}
		s->data = from.table;
		bind_sources(s, desc_child(s->layout, DESC_COLUMNS));
	}
	if (s->data)
		data_rows_of(s, node);
	s->data = bound;
	s->columns = columns;
}

/* --- the whole table --- */

static void body(struct statement *s, const struct desc_node *node)
{
	for (const struct desc_node *r = node ? node->first : NULL; r; r = r->next) {
		if (r->kind == DESC_ROW)
			layout_row(s, r, false);
		else if (r->kind == DESC_ROWS)
			data_rows(s, r);
	}
}

static void blank_row(struct statement *s)
{
	grid_row(&s->grid, s->layout->origin);
	for (size_t c = 0; c < s->table->ncolumns; c++)
		grid_cell(&s->grid, s->layout->origin, 1, 1);
}

/* A table without data keeps its frame and says so below (LAYOUT 3, TABLES 0). */
static void empty_body(struct statement *s)
{
	const struct desc_node *empty = desc_child(s->layout, DESC_EMPTY);
	int rows = merge_attr_int(s->merge, s->layout, "empty-rows", 1, 0, 50);

	for (int i = 0; i < rows; i++)
		blank_row(s);
	if (empty)
		add_note(s->merge, s->table, merge_node_text(s->merge, empty));
}

static struct str child_text(struct statement *s, enum desc_kind kind, const struct desc_node *use, const char *attr)
{
	const struct desc_node *child = desc_child(s->layout, kind);

	if (use && attr && desc_attr(use, attr))
		return merge_attr_text(s->merge, use, attr).str;
	return child ? merge_node_text(s->merge, child).str : STR("");
}

static void settings(struct statement *s, const struct desc_node *use)
{
	const struct desc_attr *scale = desc_attr(use, "unit") ? desc_attr(use, "unit") : desc_attr(s->layout, "scale");
	struct str zero = desc_value(s->layout, "zero");

	s->digits = merge_attr_int(s->merge, s->layout, "digits", 2, 0, 6);
	s->group = desc_yes(s->layout, "group", true) ? GROUP_COMMA : GROUP_NONE;
	s->zero = str_eq(zero, STR("blank")) ? STR("") : zero;
	if (!scale)
		return;
	s->unit = unit_find(scale->value);
	if (!s->unit)
		diag(s->merge->diags, UNKNOWN_UNIT, scale->origin, scale->value);
	scope_set(s->merge->eval.scope, STR("单位"), (struct value){ .kind = VALUE_TEXT, .text = scale->value });
}

static void bind_data(struct statement *s, const struct desc_node *use)
{
	const struct desc_attr *data = desc_attr(use, "data");
	const struct value *value = data ? scope_find(s->merge->eval.scope, data->value) : NULL;

	if (!data)
		return;
	if (!value) {
		struct str near = scope_nearest(s->merge->eval.scope, data->value);

		diag(s->merge->diags, UNKNOWN_NAME, data->origin, data->value,
		     nearest_hint(s->merge->arena, near));
	} else if (value->kind == VALUE_TABLE) {
		s->data = value->table;
	} else if (value->kind != VALUE_NULL) {
		diag(s->merge->diags, TYPE_MISMATCH, data->origin, STR("data"), STR("table / 表"), data->value);
	}
	scope_set(s->merge->eval.scope, STR("data"),
	          value ? *value : (struct value){ .kind = VALUE_NULL, .text = data->value, .reported = true });
}

static void set_statement(struct statement *s, const struct desc_node *use)
{
	struct merge *m = s->merge;
	const struct desc_node *columns = desc_child(s->layout, DESC_COLUMNS), *head = desc_child(s->layout, DESC_HEAD);
	int64_t micro;

	settings(s, use);
	merge_title(m, s->table, child_text(s, DESC_TITLE, use, "title"), child_text(s, DESC_NUMBER, use, "number"));
	if (!desc_yes(use, "toc", true))
		s->table->level = s->table->in_toc = 0;
	s->table->left = child_text(s, DESC_LEFT, NULL, NULL);
	s->table->right = child_text(s, DESC_RIGHT, NULL, NULL);
	if (decimal_parse(desc_value(s->layout, "size"), &micro))
		s->table->size = (int32_t)(micro / 1000);
	merge_columns(m, columns, s->table);
	bind_sources(s, columns);
	grid_init(&s->grid, m, s->table);
	for (const struct desc_node *r = head ? head->first : NULL; r; r = r->next)
		if (r->kind == DESC_ROW)
			layout_row(s, r, true);
	s->table->nhead = s->table->nrows;
	if (s->data && s->data->nrows == 0)
		empty_body(s);
	else
		body(s, desc_child(s->layout, DESC_BODY));
	grid_end(&s->grid);
	merge_notes(m, s->table, s->layout);
	merge_notes(m, s->table, use);
}

static bool is_landscape(const struct statement *s, const struct desc_node *use, bool outer)
{
	bool layout = str_eq(desc_value(s->layout, "orientation"), STR("landscape"));

	return desc_yes(use, "landscape", layout || outer);
}

void merge_statement(struct merge *m, const struct desc_node *use)
{
	const struct desc_attr *name = desc_attr(use, "layout");
	struct str file = str_printf(m->arena, "tables/%.*s.xml", STR_FMT(name->value));
	struct str path = roots_find(m->in->roots, m->arena, file, m->diags, name->origin);
	struct statement s = { .merge = m };
	struct scope *saved;
	bool landscape = m->landscape;
	struct doc_block *block;

	if (!path.len || !(s.layout = cache_layout(m->in->cache, path, m->in->roots, m->diags)))
		return;
	merge_push(m, &saved);
	for (const struct desc_node *v = use->first; v; v = v->next)
		if (v->kind == DESC_VALUE)
			merge_value(m, v);
	m->landscape = is_landscape(&s, use, landscape);
	block = merge_block(m, DOC_TABLE, use->origin);
	s.table = &block->table;
	s.table->landscape = m->landscape;
	buf_init(&s.line);
	bind_data(&s, use);
	set_statement(&s, use);
	buf_release(&s.line);
	m->landscape = landscape;
	merge_pop(m, saved);
}
