/* merge_statement_rows.c - statement tables: the body's rows, fixed ones and those of the data, and what belongs to whole rows. */
#include "merge/expr_int.h"
#include "merge/statement.h"

/* --- marks of rows --- */

static void mark_row(struct statement *s, int mark)
{
	size_t row = s->grid.row;

	while (s->nmarks <= row) {
		s->marks = mem_grow(s->marks, s->nmarks, &s->marks_size, sizeof(*s->marks));
		s->marks[s->nmarks++] = 0;
	}
	s->marks[row] |= (uint8_t)mark;
}

static void carry_row(struct statement *s, size_t data_row)
{
	while (s->ncarry <= s->grid.row) {
		s->carry_rows = mem_grow(s->carry_rows, s->ncarry, &s->carry_size, sizeof(*s->carry_rows));
		s->carry_rows[s->ncarry++] = 0;
	}
	s->carry_rows[s->grid.row] = (uint32_t)data_row + 1;
}

static uint16_t *carry_columns(struct statement *s, size_t *n)
{
	uint16_t *cols = arena_array(s->merge->arena, s->table->ncolumns, sizeof(*cols));

	*n = 0;
	for (size_t c = 0; c < s->table->ncolumns; c++)
		if (s->columns[c].number && bound_source(s->columns, c) >= 0 && !s->columns[c].omitted)
			cols[(*n)++] = (uint16_t)c;
	return cols;
}

static struct number *carry_values(struct statement *s, const uint16_t *cols, size_t ncols)
{
	struct number *values = arena_array(s->merge->arena, s->table->nrows * ncols, sizeof(*values));

	for (size_t row = 0; row < s->table->nrows; row++)
		for (size_t i = 0; i < ncols; i++) {
			struct number *v = &values[row * ncols + i], n;
			size_t scale = cols[i];

			*v = number_from(0);
			if (row >= s->ncarry || !s->carry_rows[row] ||
			    !bound_number(s->columns, cols[i], s->data, s->carry_rows[row] - 1, s->merge->arena, &n))
				continue;
			while (s->columns[scale].source < 0)
				scale = s->columns[scale].sum[0];
			*v = number_mul(s->merge->arena, n, s->columns[scale].scale);
		}
	return values;
}

static struct doc_carry *make_carry(struct statement *s)
{
	struct doc_carry *carry = arena_make(s->merge->arena, struct doc_carry);
	struct str to = desc_value(s->carry, "to"), from = desc_value(s->carry, "from");
	uint16_t *cols = carry_columns(s, &carry->ncols);
	uint16_t left = 0;

	carry->to = to.len ? to : desc_attr(s->carry, "from") ? STR("") : STR("过次页");
	carry->from = from.len ? from : desc_attr(s->carry, "to") ? STR("") : STR("承前页");
	carry->values = carry_values(s, cols, carry->ncols);
	carry->digits = s->digits;
	carry->group = s->group;
	carry->zero = s->zero;
	for (size_t i = 0, c = 0; c < s->table->ncolumns; c++) { /* columns move together when some are left out */
		if (i < carry->ncols && cols[i] == c)
			cols[i++] = left;
		left = (uint16_t)(left + !s->columns[c].omitted);
	}
	carry->cols = cols;
	carry->label_span = carry->ncols ? cols[0] : 1;
	return carry->ncols && cols[0] > 0 ? carry : NULL;
}

void statement_marks(struct statement *s)
{
	uint8_t *rows = arena_array(s->merge->arena, s->table->nrows, sizeof(*rows));

	for (size_t i = 0; i < s->nmarks && i < s->table->nrows; i++)
		rows[i] = s->marks[i];
	if (s->nmarks)
		s->table->rows = rows;
	if (s->carry && s->data)
		s->table->carry = make_carry(s);
	mem_free(s->marks);
	mem_free(s->carry_rows);
}

/* --- expressions of rows --- */

const struct expr *statement_expr(struct statement *s, const struct desc_node *node, const char *attr)
{
	const struct desc_attr *a = desc_attr(node, attr);

	return a ? cache_expr(a, s->merge->arena, s->merge->diags) : NULL;
}

bool statement_test(struct statement *s, const struct expr *expr, bool otherwise)
{
	struct value value;

	if (!expr)
		return otherwise;
	return expr_eval(expr, &s->merge->eval, &value) && value_truth(&value);
}

static void set_row(struct statement *s, struct table *table, size_t row)
{
	struct value value = { .kind = VALUE_ROW, .table = table, .row = row };

	scope_set(s->merge->eval.scope, STR("row"), value);
	scope_set(s->merge->eval.scope, STR("行"), value);
}

/* Not the row before: what names it has been reported, or there are no data. */
static void clear_row(struct statement *s, const struct desc_node *node)
{
	struct value value = { .kind = VALUE_NULL, .text = desc_value(node, "key"), .reported = true };

	scope_set(s->merge->eval.scope, STR("row"), value);
	scope_set(s->merge->eval.scope, STR("行"), value);
}

static struct str key_of(struct statement *s, const struct value *value)
{
	struct buf text;
	struct str key;

	if (value->kind != VALUE_NUMBER)
		return value->kind == VALUE_TEXT ? value->text : STR("");
	buf_init(&text);
	number_print_exact(&text, value->number);
	key = buf_take(&text, s->merge->arena);
	buf_release(&text);
	return key;
}

/* --- cells from the data --- */

struct row_style {
	bool bold;
	uint8_t indent;
};

static void data_cell(struct statement *s, const struct bound_column *columns, struct doc_cell *cell, struct table *table,
                      size_t row, struct row_style style)
{
	size_t c = cell->col;
	ptrdiff_t source = bound_source(columns, c);

	cell->origin = table_origin(table, row, source < 0 ? 0 : (size_t)source);
	cell->text.str = statement_text(s, columns, c, table, row);
	if (cell->text.str.len && columns[c].number && (columns[c].source < 0 || bound_is_made(s->tree, table, row)))
		cell->text = text_figure(s->merge->arena, cell->text.str, bound_trace(columns, c, s->tree, table, row, s->merge->arena));
	cell->align = s->table->columns[c].align;
	cell->flags = (uint8_t)((style.bold ? CELL_BOLD : 0) | (columns[c].number ? CELL_FIGURE : 0));
	if (s->table->columns[c].align == ALIGN_LEFT && !columns[c].number)
		cell->indent = style.indent;
}

/* The only row of the data with this key, or a report at `where`; without `needed` there may be none. */
static bool find_key(struct statement *s, struct str key, struct origin where, bool needed, size_t *row)
{
	size_t rows[2], n = table_find_row(s->data, key, rows);

	if (!needed && n == 0)
		return false;
	for (size_t i = 0; s->shown && i < n && i < 2; i++) /* two of them are reported, and have their place */
		s->shown[rows[i]] = true;
	return eval_row(&s->merge->eval, s->data, key, where, row);
}

/* A cell of the row of the data that its column's key finds; a form has lines that no data are for. */
static void keyed_cell(struct statement *s, const struct bound_column *columns, struct doc_cell *cell, struct row_style style)
{
	const struct bound_column *c = &columns[cell->col];
	struct value value;
	size_t row;

	cell->align = s->table->columns[cell->col].align;
	cell->flags = (uint8_t)((style.bold ? CELL_BOLD : 0) | (c->number ? CELL_FIGURE : 0));
	if (!s->data)
		return;
	if (!expr_eval(c->key, &s->merge->eval, &value)) {
		s->lacking = true;
		return;
	}
	if (value.kind == VALUE_NULL)
		return;
	if (!find_key(s, key_of(s, &value), desc_attr(c->node, "key")->origin, false, &row))
		return;
	data_cell(s, columns, cell, s->data, row, style);
}

static bool spans_group(const struct bound_column *c)
{
	return desc_attr(c->node, "span") != NULL;
}

/* `group`: how many rows the cells of spanning columns take. Columns that a cell from above covers are passed over. */
static void data_row(struct statement *s, const struct bound_column *columns, struct table *table, size_t row, struct row_style style,
                     size_t group)
{
	grid_row(&s->grid, table_origin(table, row, 0));
	for (size_t c = 0; c < s->table->ncolumns; c++) {
		struct doc_cell *cell;

		if (s->grid.until[c] > s->grid.row)
			continue;
		if (!(cell = grid_cell(&s->grid, table_origin(table, row, 0), 1, spans_group(&columns[c]) ? group : 1)))
			return;
		if (columns[c].key)
			keyed_cell(s, columns, cell, style);
		else
			data_cell(s, columns, cell, table, row, style);
	}
}

/* --- fixed rows --- */

/* The row of the data that key="…" names. */
static bool find_row(struct statement *s, const struct desc_node *node, size_t *row)
{
	struct value value;

	return s->data && merge_attr_expr(s->merge, node, "key", &value) &&
	       find_key(s, key_of(s, &value), desc_attr(node, "key")->origin, true, row);
}

/* What sum="…" adds up: a table, or a list of its rows. */
struct addends {
	struct table *table;
	const struct value *rows; /* NULL: all of the table */
	size_t n;
};

static bool find_addends(struct statement *s, const struct desc_node *node, struct addends *out)
{
	struct value value;

	*out = (struct addends){ .table = s->data };
	if (!merge_attr_expr(s->merge, node, "sum", &value))
		return false;
	if (value.kind == VALUE_TABLE) {
		out->table = value.table;
		out->n = value.table->nrows;
		return true;
	}
	out->rows = value.items;
	out->n = value.kind == VALUE_LIST ? value.nitems : 0;
	for (size_t i = 0; i < out->n; i++)
		if (value.items[i].kind != VALUE_ROW)
			out->n = 0;
	if (value.kind == VALUE_LIST && out->n == value.nitems)
		return true;
	diag(s->merge->diags, TYPE_MISMATCH, desc_attr(node, "sum")->origin, STR("sum"), STR(BOTH("a table or rows", "表或行")),
	     desc_value(node, "sum"));
	return false;
}

static void sum_cell(struct statement *s, const struct addends *a, struct doc_cell *cell)
{
	struct bound_sum sum = { .arena = s->merge->arena, .columns = s->columns, .column = cell->col, .tree = s->tree };
	size_t scale = cell->col;
	const struct trace *trace;

	cell->align = s->table->columns[cell->col].align;
	if (bound_source(s->columns, cell->col) < 0 || !s->columns[cell->col].number)
		return;
	while (s->columns[scale].source < 0)
		scale = s->columns[scale].sum[0];
	for (size_t i = 0; i < a->n; i++)
		bound_sum_add(&sum, a->rows ? a->rows[i].table : a->table, a->rows ? a->rows[i].row : i);
	trace = bound_sum_trace(&sum, cell->origin);
	cell->flags |= CELL_FIGURE;
	cell->text = text_figure(s->merge->arena, statement_amount(s, number_mul(s->merge->arena, trace->number, s->columns[scale].scale)),
	                         trace);
}

/* What a fixed row shows: a row of the data, or a sum of rows. */
struct shown_row {
	bool found, sums, bold;
	size_t row;
	struct addends addends;
};

static void shown_cell(struct statement *s, const struct shown_row *r, struct doc_cell *cell)
{
	if (r->found)
		data_cell(s, s->columns, cell, s->data, r->row, (struct row_style){ r->bold, 0 });
	else if (r->sums)
		sum_cell(s, &r->addends, cell);
	if (r->bold)
		cell->flags |= CELL_BOLD;
}

/* The columns that have no cell in a row with key or sum. */
static void rest_of_row(struct statement *s, const struct desc_node *node, const struct shown_row *r)
{
	while (grid_free(&s->grid) < s->table->ncolumns) {
		struct doc_cell *cell = grid_cell(&s->grid, node->origin, 1, 1);

		if (!cell)
			return;
		shown_cell(s, r, cell);
	}
}

/* column="…" in a cell: that column of what the row shows. */
static void named_cell(struct statement *s, const struct desc_node *node, struct doc_cell *cell, const struct shown_row *r)
{
	const struct desc_attr *name = desc_attr(node, "column");
	ptrdiff_t col = statement_column(s, name->value);
	struct doc_cell copy = *cell;

	if (col < 0) {
		diag(s->merge->diags, MISSING_COLUMN, name->origin, desc_value(s->layout, "id"), name->value, STR(""));
		return;
	}
	copy.col = (uint16_t)col;
	shown_cell(s, r, &copy);
	cell->text = copy.text;
	cell->origin = copy.origin;
	cell->flags |= copy.flags;
	if (!desc_attr(node, "align"))
		cell->align = copy.align;
}

static int rule_mark(const struct desc_node *node)
{
	struct str rule = desc_value(node, "rule");

	return (desc_yes(node, "keep", false) ? ROW_KEEP : 0) | (str_eq(rule, STR("thick")) ? ROW_THICK : 0) |
	       (str_eq(rule, STR("double")) ? ROW_DOUBLE : 0);
}

static bool bind_row(struct statement *s, const struct desc_node *node, struct shown_row *r)
{
	r->bold = merge_test(s->merge, node, "bold", false);
	if (desc_attr(node, "key")) {
		r->found = find_row(s, node, &r->row);
		if (r->found)
			set_row(s, s->data, r->row);
		else
			clear_row(s, node);
		return true;
	}
	r->sums = desc_attr(node, "sum") && find_addends(s, node, &r->addends);
	return desc_attr(node, "sum") != NULL;
}

static void fixed_row(struct statement *s, const struct desc_node *node)
{
	struct shown_row r = { 0 };
	bool bound;

	if (!merge_test(s->merge, node, "if", true))
		return;
	grid_row(&s->grid, node->origin);
	if (rule_mark(node))
		mark_row(s, rule_mark(node));
	bound = bind_row(s, node, &r);
	for (const struct desc_node *c = node->first; c; c = c->next) {
		struct doc_cell *cell = statement_cell(s, c, false, r.bold);

		if (cell && desc_attr(c, "column"))
			named_cell(s, c, cell, &r);
	}
	if (bound)
		rest_of_row(s, node, &r);
}

/* --- rows of the data --- */

struct rows {
	const struct desc_node *node;
	struct table *table;
	struct bound_column *columns;
	const struct expr *where, *bold, *indent, *group;
	bool scoped;          /* the row must be in sight of expressions */
	bool spans;           /* there are columns that span groups */
	struct str group_key; /* of the row before */
	size_t group_rows;    /* rows of the group that began last; 0: none */
};

static uint8_t rows_indent(struct statement *s, const struct expr *expr)
{
	struct value value;
	int64_t n;

	if (!expr || !expr_eval(expr, &s->merge->eval, &value) || value.kind != VALUE_NUMBER || !number_to_int(value.number, &n))
		return 0;
	return (uint8_t)(n < 0 ? 0 : n > 20 ? 20 : n);
}

static bool is_skipped(const struct statement *s, const struct rows *r, size_t row)
{
	return desc_attr(r->node, "tree") && s->tree && r->table == s->data && row == s->tree->total; /* a fixed row shows it */
}

/* Whether the row is printed, and of which group it is. */
static bool is_printed(struct statement *s, const struct rows *r, size_t row, struct str *group)
{
	struct value value;

	*group = STR("");
	if (is_skipped(s, r, row))
		return false;
	if (r->scoped)
		set_row(s, r->table, row);
	if (!statement_test(s, r->where, true))
		return false;
	if (r->group && expr_eval(r->group, &s->merge->eval, &value))
		*group = key_of(s, &value);
	return true;
}

/* How many of the rows from this one on are of its group. */
static size_t group_size(struct statement *s, const struct rows *r, size_t row, struct str group)
{
	struct str other;
	size_t n = 1;

	while (group.len && ++row < r->table->nrows)
		if (is_printed(s, r, row, &other)) {
			if (!str_eq(other, group))
				break;
			n++;
		}
	return n;
}

/* Begins a group or goes on with one; the row before stays with this one when both are of the same group. */
static void enter_group(struct statement *s, struct rows *r, size_t row, struct str group)
{
	bool same = group.len && str_eq(group, r->group_key);

	r->group_key = group;
	if (same && desc_yes(r->node, "keep", false))
		mark_row(s, ROW_KEEP); /* the grid still stands on the row before */
	if (same)
		return;
	r->group_rows = r->spans ? group_size(s, r, row, group) : 1;
	if (r->spans && r->scoped)
		set_row(s, r->table, row); /* looking ahead has moved it */
}

static bool has_parts(const struct statement *s, size_t row)
{
	return s->tree && row + 1 < s->data->nrows && s->tree->parent[row + 1] == row + 1; /* the first part stands below it */
}

static bool is_carried(struct statement *s, const struct rows *r, size_t row)
{
	if (!s->carry || r->table != s->data)
		return false;
	return s->carried ? statement_test(s, s->carried, false) : !has_parts(s, row);
}

static void one_row(struct statement *s, struct rows *r, size_t row)
{
	struct row_style style;
	struct str group;

	if (!is_printed(s, r, row, &group))
		return;
	if (r->group)
		enter_group(s, r, row, group);
	style = (struct row_style){ statement_test(s, r->bold, false), rows_indent(s, r->indent) };
	data_row(s, r->columns, r->table, row, style, r->group_rows ? r->group_rows : 1);
	if (is_carried(s, r, row))
		carry_row(s, row);
}

static void look_at_columns(const struct statement *s, struct rows *r)
{
	bool keyed = false;

	for (size_t c = 0; c < s->table->ncolumns; c++) {
		keyed |= r->columns[c].key != NULL;
		r->spans |= spans_group(&r->columns[c]);
	}
	r->scoped = keyed || r->where || r->bold || r->indent || r->group || s->carried;
}

static void all_rows(struct statement *s, struct rows *r)
{
	struct scope *saved;

	look_at_columns(s, r);
	merge_push(s->merge, &saved);
	for (size_t row = 0; row < r->table->nrows; row++)
		one_row(s, r, row);
	merge_pop(s->merge, saved);
}

/* Rows of a form look their figures up: what none of them found would be missing from the publication. */
static void check_shown(struct statement *s)
{
	for (size_t row = 0; s->shown && !s->lacking && row < s->data->nrows; row++) {
		struct number n;
		bool any = false;

		for (size_t c = 0; c < s->table->ncolumns; c++)
			any |= bound_number(s->columns, c, s->data, row, s->merge->arena, &n) && number_sign(n) != 0;
		if (any && !s->shown[row])
			diag(s->merge->diags, ROW_UNUSED, table_origin(s->data, row, 0), s->data->name, table_text(s->data, row, 0),
			     desc_value(s->layout, "id"));
	}
}

/* The rows come from the data, or from another table that `from` gives: its columns are then looked up by the same labels. */
static void data_rows(struct statement *s, const struct desc_node *node)
{
	struct rows r = { .node = node, .table = s->data, .columns = s->columns, .where = statement_expr(s, node, "where"),
		          .bold = statement_expr(s, node, "bold"), .indent = statement_expr(s, node, "indent"),
		          .group = statement_expr(s, node, "group") };
	struct value from;

	if (desc_attr(node, "from")) {
		if (!merge_attr_expr(s->merge, node, "from", &from))
			return;
		if (from.kind != VALUE_TABLE) {
			diag(s->merge->diags, TYPE_MISMATCH, desc_attr(node, "from")->origin, STR("from"), STR(BOTH("a table", "表")),
			     desc_value(node, "from"));
			return;
		}
		r.table = from.table;
	}
	if (desc_attr(node, "from"))
		r.columns = statement_columns_of(s, r.table, true);
	if (r.table != s->data && s->data)
		s->shown = arena_array(s->merge->arena, s->data->nrows + 1, sizeof(*s->shown));
	if (!r.table)
		return;
	all_rows(s, &r);
	check_shown(s);
	s->shown = NULL;
}

void statement_body(struct statement *s)
{
	const struct desc_node *body = desc_child(s->layout, DESC_BODY);

	s->carry = desc_child(s->layout, DESC_CARRY);
	s->carried = s->carry ? statement_expr(s, s->carry, "where") : NULL;
	for (const struct desc_node *r = body ? body->first : NULL; r; r = r->next) {
		if (r->kind == DESC_ROW)
			fixed_row(s, r);
		else if (r->kind == DESC_ROWS)
			data_rows(s, r);
	}
}
