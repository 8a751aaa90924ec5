/* merge_statement_bind.c - statement tables: which data each column shows, and the columns that are left out because nothing is in them. */
#include "base/nearest.h"
#include "merge/statement.h"

/* --- the data --- */

static struct table *named_table(struct statement *s, const struct desc_node *rows, const char *attr)
{
	struct value value;

	if (!desc_attr(rows, attr) || !merge_attr_expr(s->merge, rows, attr, &value))
		return NULL;
	if (value.kind == VALUE_TABLE || value.kind == VALUE_NULL)
		return value.kind == VALUE_TABLE ? value.table : NULL;
	diag(s->merge->diags, TYPE_MISMATCH, desc_attr(rows, attr)->origin, str_from(attr), STR(BOTH("a table", "表")), desc_value(rows, attr));
	return NULL;
}

/* The rows of the data in the order of their codes, with the parents they lack; so from here on for everything in the layout. */
static void bind_tree(struct statement *s)
{
	const struct desc_node *body = desc_child(s->layout, DESC_BODY);

	for (const struct desc_node *r = body ? body->first : NULL; r && s->data && !s->tree; r = r->next) {
		const struct desc_attr *tree = desc_attr(r, "tree");

		if (r->kind == DESC_ROWS && tree)
			s->tree = tree_new(s->merge->arena, s->data, tree->value, named_table(s, r, "names"), tree->origin, s->merge->diags);
	}
	if (s->tree)
		s->data = s->tree->table;
}

void statement_bind(struct statement *s, const struct desc_node *use)
{
	struct merge *m = s->merge;
	const struct desc_attr *data = desc_attr(use, "data");
	struct str name;
	bool named = merge_attr_name(m, use, "data", &name); /* 公开01, or a template that gives such a name */
	const struct value *value = scope_find(m->eval.scope, name);
	struct value bound = { .kind = VALUE_NULL, .text = name, .reported = true };

	if (!value && named)
		diag_use(m->diags, UNKNOWN_NAME, m->eval.data, data->origin, name, STR("table"), STR(""),
		         nearest_hint(m->arena, scope_nearest(m->eval.scope, name)));
	else if (value && value->kind == VALUE_TABLE)
		s->data = value->table;
	else if (value && value->kind != VALUE_NULL)
		diag(m->diags, TYPE_MISMATCH, data->origin, STR("data"), STR(BOTH("a table", "表")), name);
	s->bound->name = name;
	if (s->data) {
		s->bound->empty = s->data->nrows == 0;
		scope_set(m->eval.scope, STR("data"), (struct value){ .kind = VALUE_TABLE, .table = s->data });
		bind_tree(s);
		bound = (struct value){ .kind = VALUE_TABLE, .table = s->data };
	}
	scope_set(m->eval.scope, STR("data"), bound);
}

/* --- the columns --- */

static struct number scale_for(const struct statement *s, struct str unit_name)
{
	const struct unit *from = unit_find(unit_name);

	if (!from || !s->unit || from->dimension != s->unit->dimension)
		return number_from(1);
	return number_ratio(from->factor, s->unit->factor);
}

/* source="30201|办公费": the first of them that the data have. */
static ptrdiff_t find_source(const struct table *data, struct str names)
{
	while (names.len) {
		ptrdiff_t bar = str_find(names, STR("|")), found;
		struct str name = bar < 0 ? names : str_sub(names, 0, (size_t)bar);

		if ((found = table_find_column(data, str_trim(name))) >= 0)
			return found;
		names = str_sub(names, name.len + 1, names.len);
	}
	return -1;
}

static bool may_be_omitted(const struct desc_node *column)
{
	return desc_yes(column, "omit-zero", column->parent->kind == DESC_GROUP && desc_yes(column->parent, "omit-zero", false));
}

/* A form's labels need not be in the data: its rows come from elsewhere, and the columns are looked for again there. */
static bool is_form(const struct statement *s)
{
	const struct desc_node *body = desc_child(s->layout, DESC_BODY);

	for (const struct desc_node *r = body ? body->first : NULL; r; r = r->next)
		if (r->kind == DESC_ROWS && desc_attr(r, "from"))
			return true;
	return false;
}

/* Figures are printed from this column: text among them is a mistake, which would be left out of sums. */
static void check_figures(struct statement *s, const struct table *data, size_t source)
{
	const struct table_column *column = &data->columns[source];

	if (column->type == COLUMN_TEXT && !column->as_text)
		table_check_numbers(data, source, s->merge->diags);
}

static void bind_column(struct statement *s, const struct desc_node *node, struct table *data, bool strict, struct bound_column *c)
{
	const struct desc_attr *source = desc_attr(node, "source");

	*c = (struct bound_column){ .node = node, .source = -1, .number = str_eq(desc_value(node, "kind"), STR("number")) };
	c->scale = number_from(1);
	if (!data || !source)
		return;
	c->source = find_source(data, source->value);
	if (c->source >= 0 && c->number) {
		c->scale = scale_for(s, data->columns[c->source].unit);
		check_figures(s, data, (size_t)c->source);
	}
	if (c->source >= 0 || may_be_omitted(node) || !strict || data->incomplete)
		return;
	s->lacking = true;
	diag_use(s->merge->diags, MISSING_COLUMN, data->header, source->origin, data->name, source->value, STR(""), table_column_hint(data, source->value));
}

typedef void each_column(void *ctx, const struct desc_node *column, size_t i);

static void columns_each(const struct statement *s, each_column *each, void *ctx)
{
	const struct desc_node *columns = desc_child(s->layout, DESC_COLUMNS);
	size_t i = 0;

	for (const struct desc_node *c = columns->first; c; c = c->next) {
		if (c->kind == DESC_COLUMN)
			each(ctx, c, i++);
		for (const struct desc_node *inner = c->kind == DESC_GROUP ? c->first : NULL; inner; inner = inner->next)
			each(ctx, inner, i++);
	}
}

static size_t column_at(const struct statement *s, struct str id)
{
	size_t i = 0;

	while (i < s->table->ncolumns && !str_eq(desc_value(s->columns[i].node, "id"), id))
		i++;
	return i;
}

ptrdiff_t statement_column(const struct statement *s, struct str id)
{
	size_t i = column_at(s, id);

	return i < s->table->ncolumns ? (ptrdiff_t)i : -1;
}

static struct str next_word(struct str *rest)
{
	struct str word;
	size_t to = 0;

	*rest = str_trim(*rest);
	while (to < rest->len && rest->ptr[to] != ' ' && rest->ptr[to] != '\n' && rest->ptr[to] != '\t')
		to++;
	word = str_sub(*rest, 0, to);
	*rest = str_sub(*rest, to, rest->len);
	return word;
}

static void unknown_column(struct statement *s, struct origin where, struct str id)
{
	struct nearest near = nearest_to(id);

	for (size_t i = 0; i < s->table->ncolumns; i++)
		nearest_try(&near, desc_value(s->columns[i].node, "id"));
	diag(s->merge->diags, MISSING_COLUMN, where, desc_value(s->layout, "id"), id, STR(""),
	     nearest_hint(s->merge->arena, near.best));
}

/* sum="基本支出 项目支出": columns to the left or right, but no circle, so only columns that are no such sum of this one. */
static void bind_sum(struct statement *s, size_t column)
{
	const struct desc_attr *sum = desc_attr(s->columns[column].node, "sum");
	struct str rest = sum ? sum->value : STR("");
	uint16_t *list = arena_array(s->merge->arena, s->table->ncolumns, sizeof(*list));
	struct bound_column *c = &s->columns[column];

	for (struct str id = next_word(&rest); id.len && c->nsum < s->table->ncolumns; id = next_word(&rest)) {
		size_t i = column_at(s, id);

		if (i == s->table->ncolumns || i == column)
			unknown_column(s, sum->origin, id);
		else
			list[c->nsum++] = (uint16_t)i;
	}
	c->sum = list;
}

static bool reaches(const struct bound_column *columns, size_t from, size_t to, size_t depth)
{
	for (size_t i = 0; i < columns[from].nsum && depth; i++)
		if (columns[from].sum[i] == to || reaches(columns, columns[from].sum[i], to, depth - 1))
			return true;
	return false;
}

static void check_circle(struct statement *s, size_t column)
{
	struct bound_column *c = &s->columns[column];

	if (c->source >= 0 || !reaches(s->columns, column, column, 8))
		return;
	diag(s->merge->diags, BAD_VALUE, desc_attr(c->node, "sum")->origin, desc_value(c->node, "sum"), STR("sum"),
	     STR(BOTH("other columns", "其他列")));
	c->nsum = 0;
}

struct bind {
	struct statement *s;
	struct table *data;
	bool strict;
	struct bound_column *columns;
};

static void bind_each(void *ctx, const struct desc_node *node, size_t i)
{
	struct bind *b = ctx;

	/* what is looked up by key comes from the data, whatever rows are printed */
	bind_column(b->s, node, desc_attr(node, "key") ? b->s->data : b->data, b->strict, &b->columns[i]);
	if (desc_attr(node, "key"))
		b->columns[i].key = statement_expr(b->s, node, "key");
}

struct bound_column *statement_columns_of(struct statement *s, struct table *from, bool strict)
{
	struct bind b = { s, from, strict, arena_array(s->merge->arena, s->table->ncolumns, sizeof(*b.columns)) };

	columns_each(s, bind_each, &b);
	if (s->columns)
		for (size_t i = 0; i < s->table->ncolumns; i++) {
			b.columns[i].sum = s->columns[i].sum;
			b.columns[i].nsum = s->columns[i].nsum;
			b.columns[i].omitted = s->columns[i].omitted;
		}
	return b.columns;
}

static bool source_used(const struct statement *s, size_t source)
{
	for (size_t i = 0; i < s->table->ncolumns; i++)
		if (s->columns[i].source == (ptrdiff_t)source)
			return true;
	return false;
}

/* When columns may be missing from the data, a misspelt one would go unseen: so every number column must have its place. */
static void check_unused(struct statement *s)
{
	bool lenient = false;

	if (s->lacking || (s->data && s->data->incomplete))
		return; /* the unused column may be the missing one */
	for (size_t i = 0; i < s->table->ncolumns; i++)
		lenient |= may_be_omitted(s->columns[i].node);
	for (size_t c = 0; lenient && s->data && c < s->data->ncolumns; c++)
		if (s->data->columns[c].type == COLUMN_NUMBER && !source_used(s, c))
			diag(s->merge->diags, COLUMN_UNUSED, s->data->header, s->data->name, s->data->columns[c].label,
			     desc_value(s->layout, "id"));
}

void statement_columns(struct statement *s)
{
	s->columns = statement_columns_of(s, s->data, !is_form(s));
	for (size_t i = 0; i < s->table->ncolumns; i++)
		bind_sum(s, i);
	for (size_t i = 0; i < s->table->ncolumns; i++)
		check_circle(s, i);
	check_unused(s);
	s->bound->columns = s->columns;
	s->bound->ncolumns = s->table->ncolumns;
}

/* --- columns left out --- */

static bool all_zero(const struct statement *s, size_t column)
{
	struct number n;

	for (size_t row = 0; s->data && row < s->data->nrows; row++)
		if (bound_number(s->columns, column, s->data, row, s->merge->arena, &n) && number_sign(n) != 0)
			return false;
	return true;
}

void statement_omit(struct statement *s)
{
	const struct value *all = scope_find(s->merge->eval.scope, STR("全部列"));

	for (size_t i = 0; i < s->table->ncolumns && !(all && value_truth(all)); i++)
		s->columns[i].omitted = may_be_omitted(s->columns[i].node) && all_zero(s, i);
}

/* Every cell keeps what is left of its columns; a cell that has none left is gone. The grid tiled before, so it does after. */
static size_t squeeze_cells(struct doc_table *t, const uint16_t *place)
{
	size_t n = 0;

	for (size_t i = 0; i < t->ncells; i++) {
		struct doc_cell cell = t->cells[i];
		uint16_t to = place[cell.col + cell.colspan];

		cell.col = place[cell.col];
		if (to == cell.col)
			continue;
		cell.colspan = (uint16_t)(to - cell.col);
		t->cells[n++] = cell;
	}
	return n;
}

void statement_squeeze(struct statement *s)
{
	struct doc_table *t = s->table;
	uint16_t *place = arena_array(s->merge->arena, t->ncolumns + 1, sizeof(*place));
	uint16_t n = 0;

	for (size_t c = 0; c < t->ncolumns; c++) {
		place[c] = n;
		if (s->columns[c].omitted)
			continue;
		t->columns[n++] = t->columns[c];
	}
	place[t->ncolumns] = n;
	if (n == t->ncolumns || n == 0)
		return;
	t->ncells = squeeze_cells(t, place);
	t->stub = place[t->stub];
	t->ncolumns = n;
}
