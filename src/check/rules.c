/* rules.c - which relations there are: the rules a layout writes, its sums of rows and columns, the sums of codes. */
#include "check/rules_int.h"
#include "merge/cache.h"

/* --- sums that the layout's form states --- */

static struct str column_id(const struct bound_table *b, size_t column)
{
	return desc_value(b->columns[column].node, "id");
}

static struct str sum_name(struct rules *r, size_t column)
{
	const struct bound_column *c = &r->b->columns[column];
	struct buf name;
	struct str text;

	buf_init(&name);
	buf_str(&name, column_id(r->b, column));
	for (size_t i = 0; i < c->nsum && i < SIDE_TERMS; i++)
		buf_printf(&name, "%s%.*s", i ? " + " : " = ", STR_FMT(column_id(r->b, c->sum[i])));
	if (c->nsum > SIDE_TERMS)
		buf_z(&name, " + …");
	text = buf_take(&name, r->arena);
	buf_release(&name);
	return text;
}

/* A summand that is itself computed stands for its own summands. */
static void add_column(struct rules *r, struct side *sum, size_t column, size_t row)
{
	const struct bound_column *c = &r->b->columns[column];
	struct side cell;

	if (c->source >= 0 && r->b->data->columns[c->source].type == COLUMN_NUMBER) {
		side_cell(r, r->b, r->b->data, row, (size_t)c->source, &cell);
		side_add(r, sum, &cell);
	}
	for (size_t i = 0; c->source < 0 && i < c->nsum; i++)
		add_column(r, sum, c->sum[i], row);
}

static bool is_read(const struct rules *r, size_t column)
{
	const struct bound_column *c = &r->b->columns[column];

	return c->number && c->source >= 0 && r->b->data->columns[c->source].type == COLUMN_NUMBER;
}

static void column_sum(struct rules *r, size_t column)
{
	struct str name = sum_name(r, column);

	for (size_t row = 0; row < r->b->data->nrows; row++) {
		struct side left, right;

		if (r->b->tree && r->b->tree->computed[row])
			continue; /* its parts are judged */
		side_sum(&right);
		side_cell(r, r->b, r->b->data, row, (size_t)r->b->columns[column].source, &left);
		for (size_t i = 0; i < r->b->columns[column].nsum; i++)
			add_column(r, &right, r->b->columns[column].sum[i], row);
		rules_judge(r, name, EQUAL, number_from(0), &left, &right);
	}
}

static struct str row_label(const struct table *data, size_t row)
{
	for (size_t c = 0; c < data->ncolumns; c++)
		if (data->columns[c].type == COLUMN_TEXT && table_text(data, row, c).len)
			return table_text(data, row, c);
	return STR("");
}

/* Parts stand below their parent, so one pass with a sum per parent would do; a parent has few parts, and this names them. */
static void parent_sum(struct rules *r, size_t row, size_t column)
{
	const struct tree *tree = r->b->tree;
	struct table *data = r->b->data;
	size_t source = (size_t)r->b->columns[column].source;
	struct side left, right, cell;
	struct str name;

	side_sum(&right);
	side_cell(r, r->b, data, row, source, &left);
	for (size_t i = row + 1; i < data->nrows && (tree->parent[i] > row || row == tree->total); i++) {
		if (tree->parent[i] != row + 1)
			continue;
		side_cell(r, r->b, data, i, source, &cell);
		side_add(r, &right, &cell);
	}
	if (!right.cells && tree->detail[row + 1])
		return; /* details of another column */
	name = row_label(data, row);
	if (number_cmp(left.value, right.value) != 0 || number_cmp(left.shown, right.shown) != 0)
		name = str_printf(r->arena, "%.*s = Σ", STR_FMT(name));
	rules_judge(r, name, EQUAL, number_from(0), &left, &right);
}

static void tree_sums(struct rules *r)
{
	const struct tree *tree = r->b->tree;
	size_t n = r->b->data->nrows;

	for (size_t row = 0; row + 1 < n; row++) {
		if (tree->computed[row] || tree->parent[row + 1] != row + 1)
			continue;
		for (size_t c = 0; c < r->b->ncolumns; c++)
			if (is_read(r, c))
				parent_sum(r, row, c);
	}
}

/* --- rows with sum and key --- */

static bool attr_value(struct rules *r, const struct desc_node *node, const char *attr, struct value *out)
{
	const struct desc_attr *a = desc_attr(node, attr);
	const struct expr *x = a ? cache_expr(a, r->arena, r->diags) : NULL;

	r->eval.scope = r->exact;
	return x && expr_eval(x, &r->eval, out);
}

static void add_row(struct rules *r, struct side *sum, struct table *table, size_t row, size_t column)
{
	const struct bound_column *c = &r->b->columns[column];
	ptrdiff_t source = table == r->b->data ? c->source : table_find_column(table, r->b->data->columns[c->source].label);
	struct side cell;

	if (source < 0)
		return;
	side_cell(r, r->b, table, row, (size_t)source, &cell);
	side_add(r, sum, &cell);
}

static void row_sum(struct rules *r, struct str name, size_t row, const struct value *rows, size_t column)
{
	struct side left, right;

	side_sum(&right);
	side_cell(r, r->b, r->b->data, row, (size_t)r->b->columns[column].source, &left);
	for (size_t i = 0; rows->kind == VALUE_TABLE && i < rows->table->nrows; i++)
		add_row(r, &right, rows->table, i, column);
	for (size_t i = 0; rows->kind == VALUE_LIST && i < rows->nitems; i++)
		if (rows->items[i].kind == VALUE_ROW)
			add_row(r, &right, rows->items[i].table, rows->items[i].row, column);
	rules_judge(r, name, EQUAL, number_from(0), &left, &right);
}

static void row_sums(struct rules *r, const struct desc_node *node)
{
	struct value key, rows;
	size_t found[2];

	if (!attr_value(r, node, "key", &key) || key.kind != VALUE_TEXT || table_find_row(r->b->data, key.text, found) != 1 ||
	    !attr_value(r, node, "sum", &rows))
		return;
	for (size_t c = 0; c < r->b->ncolumns; c++)
		if (is_read(r, c))
			row_sum(r, str_printf(r->arena, "%.*s = %.*s", STR_FMT(key.text), STR_FMT(desc_value(node, "sum"))), found[0],
			        &rows, c);
}

static void form_sums(struct rules *r)
{
	const struct desc_node *body = desc_child(r->b->layout, DESC_BODY);

	for (size_t c = 0; c < r->b->ncolumns; c++)
		if (r->b->columns[c].nsum && is_read(r, c))
			column_sum(r, c);
	if (r->b->tree)
		tree_sums(r);
	for (const struct desc_node *n = body ? body->first : NULL; n; n = n->next)
		if (n->kind == DESC_ROW && desc_attr(n, "key") && desc_attr(n, "sum"))
			row_sums(r, n);
}

/* --- written rules --- */

struct rule {
	const struct desc_node *node;
	const struct expr *left, *right, *each, *where;
	struct str name, columns;
	enum relation relation;
	struct number tolerance;
};

static const struct expr *parse(struct rules *r, const struct desc_node *node, const char *attr)
{
	const struct desc_attr *a = desc_attr(node, attr);

	return a ? cache_expr(a, r->arena, r->diags) : NULL;
}

static struct rule read_rule(struct rules *r, const struct desc_node *node)
{
	struct str is = desc_value(node, "is");
	struct rule rule = { .node = node, .name = desc_value(node, "name"), .columns = desc_value(node, "columns") };

	rule.left = parse(r, node, "left");
	rule.right = parse(r, node, "right");
	rule.each = parse(r, node, "each");
	rule.where = parse(r, node, "where");
	rule.relation = str_eq(is, STR("at-most")) ? AT_MOST : str_eq(is, STR("at-least")) ? AT_LEAST : EQUAL;
	rule.tolerance = number_from(0);
	number_parse(r->arena, desc_value(node, "tolerance"), &rule.tolerance);
	return rule;
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

static void judge(struct rules *r, const struct rule *rule)
{
	struct side left, right;
	bool both = side_expr(r, rule->left, &left);

	if (side_expr(r, rule->right, &right) && both)
		rules_judge(r, rule->name, rule->relation, rule->tolerance, &left, &right);
}

static void judge_columns(struct rules *r, const struct rule *rule)
{
	struct str rest = rule->columns;

	if (!rest.len)
		judge(r, rule);
	for (struct str word = next_word(&rest); word.len; word = next_word(&rest)) {
		rules_set(r, STR("列"), (struct value){ .kind = VALUE_TEXT, .text = word });
		judge(r, rule);
	}
}

static void judge_row(struct rules *r, const struct rule *rule, struct value row)
{
	bool yes = true;

	rules_set(r, STR("row"), row);
	rules_set(r, STR("行"), row);
	r->eval.scope = r->exact;
	if (!rule->where || (expr_test(rule->where, &r->eval, &yes) && yes))
		judge_columns(r, rule);
}

static void judge_each(struct rules *r, const struct rule *rule)
{
	struct value rows;

	r->eval.scope = r->exact;
	if (!expr_eval(rule->each, &r->eval, &rows))
		return;
	for (size_t i = 0; rows.kind == VALUE_TABLE && i < rows.table->nrows; i++)
		judge_row(r, rule, (struct value){ .kind = VALUE_ROW, .table = rows.table, .row = i });
	for (size_t i = 0; rows.kind == VALUE_LIST && i < rows.nitems; i++)
		judge_row(r, rule, rows.items[i]);
	if (rows.kind != VALUE_TABLE && rows.kind != VALUE_LIST && rows.kind != VALUE_NULL)
		diag(r->diags, TYPE_MISMATCH, expr_origin(rule->each), STR("each"), STR(BOTH("a table or rows", "表或行")), expr_text(rule->each));
}

/* with="公开01": a set may lack the tables of another. */
static bool has_tables(struct rules *r, struct str names)
{
	for (struct str word = next_word(&names); word.len; word = next_word(&names)) {
		const struct value *v = scope_find(r->exact, word);

		if (!v || v->kind == VALUE_NULL || (v->kind == VALUE_TABLE && v->table->nrows == 0))
			return false;
	}
	return true;
}

static void written_rules(struct rules *r)
{
	const struct desc_node *rules = desc_child(r->b->layout, DESC_RULES);

	for (const struct desc_node *n = rules ? rules->first : NULL; n; n = n->next) {
		struct rule rule = read_rule(r, n);

		if (!rule.left || !rule.right || !has_tables(r, desc_value(n, "with")))
			continue;
		if (rule.each)
			judge_each(r, &rule);
		else
			judge_columns(r, &rule);
	}
}

void rules_check(struct arena *arena, const struct bound_table *first, bool notes, struct diags *diags)
{
	struct rules r = { .arena = arena, .diags = diags, .notes = notes, .first = first };

	for (const struct bound_table *b = first; b; b = b->next) {
		if (!b->data)
			continue;
		r.b = b;
		rules_frames(&r);
		form_sums(&r);
		if (b->data->nrows) /* a form without data has nothing that could be wrong */
			written_rules(&r);
	}
	rules_broken_report(&r);
	rules_tails_report(&r);
}
