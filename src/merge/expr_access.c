/* expr_access.c - names, fields and subscripts: how an expression reaches a fact, a row, a cell, a column, an item. */
#include "merge/expr_int.h"

static bool unknown_name(const struct expr *x, struct eval *e, bool table)
{
	struct str near = e->scope && !e->asking ? scope_nearest(e->scope, x->name) : STR("");

	if (!e->lost)
		diag_use(e->diags, UNKNOWN_NAME, table ? e->data : e->facts, x->origin, x->name, table ? STR("table") : STR(""), STR(""),
		         nearest_hint(e->arena, near));
	return false;
}

/* table: it is that of a data source, not of a fact. */
static bool find_name(const struct expr *x, struct eval *e, bool table, struct value *out)
{
	const struct value *v = e->scope ? scope_find(e->scope, x->name) : NULL;
	struct trace *trace;

	if (!v)
		return unknown_name(x, e, table);
	*out = *v;
	if (v->kind == VALUE_NULL) {
		if (!out->text.len)
			out->text = x->name;
		return !v->reported;
	}
	if (v->kind == VALUE_NUMBER && !v->trace) {
		trace = arena_make(e->arena, struct trace);
		*trace = (struct trace){ .kind = TRACE_FORMULA, .origin = x->origin, .text = x->name, .number = v->number };
		trace->unit = v->unit;
		out->trace = trace;
	}
	return true;
}

/* --- tables --- */

bool eval_column(struct eval *e, struct table *t, struct str label, struct origin where, size_t *column)
{
	ptrdiff_t found = table_find_column(t, label);

	if (found < 0 && !t->incomplete)
		diag_use(e->diags, MISSING_COLUMN, t->header, where, t->name, label, STR(""), table_column_hint(t, label));
	*column = (size_t)found;
	return found >= 0;
}

bool eval_row(struct eval *e, struct table *t, struct str key, struct origin where, size_t *row)
{
	size_t rows[2];
	size_t n = table_find_row(t, key, rows);

	*row = rows[0];
	if (n == 0 && !t->incomplete)
		diag_use(e->diags, MISSING_ROW, (struct origin){ .src = t->src }, where, t->name, key, STR(""),
		         nearest_hint(e->arena, table_nearest_key(t, key)));
	if (n > 1 && !t->incomplete)
		diag_caused(e->diags, AMBIGUOUS_ROW, table_origin(t, rows[1], 0), where, t->name, key,
		            str_printf(e->arena, "%d", (int)t->rows[rows[0]].line),
		            str_printf(e->arena, "%d", (int)t->rows[rows[1]].line));
	return n == 1;
}

static bool not_a(const struct expr *x, struct eval *e, const struct expr *kid, const char *expected, const struct value *v)
{
	return report_type(e, kid->origin, expr_clip(e->arena, x->text), expected, kid->text, v);
}

/* What is looked into: its name is that of a data source. */
static bool eval_base(const struct expr *x, struct eval *e, struct value *out)
{
	const struct expr *base = x->kids[0];

	if (base->op != EXPR_NAME)
		return expr_eval(base, e, out);
	return eval_spend(e, base->origin, 1) && find_name(base, e, true, out);
}

/* Keys and labels may be given as numbers: 表[31, '金额']. */
static bool key_text(const struct expr *x, struct eval *e, size_t kid, const struct value *v, struct str *key)
{
	struct buf b;

	if (v->kind == VALUE_TEXT) {
		*key = v->text;
		return true;
	}
	if (v->kind != VALUE_NUMBER)
		return not_a(x, e, x->kids[kid], BOTH("a text", "文字"), v);
	buf_init(&b);
	number_print_exact(&b, v->number);
	*key = buf_take(&b, e->arena);
	buf_release(&b);
	return true;
}

static bool whole_column(const struct expr *x, struct eval *e, struct table *t, struct str label, struct value *out)
{
	struct value *items;
	size_t column;
	bool ok = true;

	if (!eval_column(e, t, label, x->at, &column) || !eval_spend(e, x->at, t->nrows * 4))
		return false;
	if (t->nrows > VALUE_LIST_ITEMS) {
		diag(e->diags, TEMPLATE_LIMIT, x->at, expr_clip(e->arena, x->text), STR("1000000"));
		return false;
	}
	items = arena_array(e->arena, t->nrows, sizeof(*items));
	for (size_t i = 0; i < t->nrows; i++)
		ok &= value_cell(e, t, i, column, &items[i]);
	*out = (struct value){ .kind = VALUE_LIST, .items = items, .nitems = t->nrows };
	return ok;
}

static bool field(const struct expr *x, struct eval *e, struct value *out)
{
	struct value base;
	size_t column;

	if (!eval_base(x, e, &base))
		return false;
	if (null_result(&base, out))
		return true;
	if (base.kind == VALUE_ROW)
		return eval_column(e, base.table, x->name, x->at, &column) &&
		       value_cell(e, base.table, base.row, column, out);
	if (base.kind != VALUE_TABLE)
		return not_a(x, e, x->kids[0], BOTH("a table or row", "表或行"), &base);
	if (str_eq(x->name, STR("rows")) && table_find_column(base.table, x->name) < 0) {
		*out = base;
		return true;
	}
	return whole_column(x, e, base.table, x->name, out);
}

/* --- subscripts --- */

static bool list_item(const struct expr *x, struct eval *e, const struct value *list, const struct value *at, struct value *out)
{
	int64_t i;

	if (at->kind != VALUE_NUMBER || !number_to_int(at->number, &i))
		return not_a(x, e, x->kids[1], BOTH("a number", "数值"), at);
	if (i < 0)
		i += (int64_t)list->nitems + 1;
	if (i < 1 || (uint64_t)i > list->nitems) {
		diag(e->diags, BAD_ARGUMENTS, x->at, expr_clip(e->arena, x->text), str_printf(e->arena, "1 … %zu", list->nitems));
		return false;
	}
	*out = list->items[i - 1];
	return true;
}

static bool index_value(const struct expr *x, struct eval *e, struct value *out)
{
	struct value base, at;
	struct str key;
	size_t i;
	bool known = eval_base(x, e, &base);

	if (!expr_eval(x->kids[1], e, &at) || !known)
		return false;
	if (null_result(&base, out) || null_result(&at, out))
		return true;
	if (base.kind == VALUE_LIST)
		return list_item(x, e, &base, &at, out);
	if (base.kind != VALUE_TABLE && base.kind != VALUE_ROW)
		return not_a(x, e, x->kids[0], BOTH("a table, row or list", "表、行或列表"), &base);
	if (!key_text(x, e, 1, &at, &key))
		return false;
	if (base.kind == VALUE_ROW)
		return eval_column(e, base.table, key, x->at, &i) && value_cell(e, base.table, base.row, i, out);
	*out = base;
	out->kind = VALUE_ROW;
	return eval_row(e, base.table, key, x->at, &out->row);
}

/* The text as it was written names the cell when it holds no variables. */
static struct str written(const struct expr *x)
{
	if (x->kids[0]->op == EXPR_NAME && x->kids[1]->op == EXPR_LITERAL && x->kids[2]->op == EXPR_LITERAL)
		return x->text;
	return STR("");
}

static bool cell(const struct expr *x, struct eval *e, struct value *out)
{
	struct value v[3];
	struct str row_key, label;
	size_t row, column;
	bool found = eval_base(x, e, &v[0]);

	for (size_t i = 1; i < 3; i++)
		found &= expr_eval(x->kids[i], e, &v[i]);
	if (!found)
		return false;
	for (size_t i = 0; i < 3; i++)
		if (null_result(&v[i], out))
			return true;
	if (v[0].kind != VALUE_TABLE)
		return not_a(x, e, x->kids[0], BOTH("a table", "表"), &v[0]);
	if (!key_text(x, e, 1, &v[1], &row_key) || !key_text(x, e, 2, &v[2], &label))
		return false;
	found = eval_row(e, v[0].table, row_key, x->kids[1]->origin, &row);
	/* The column is looked for in any case, so that both mistakes are told. */
	return eval_column(e, v[0].table, label, x->kids[2]->origin, &column) && found &&
	       cell_value(e, v[0].table, row, column, written(x), out);
}

bool eval_access(const struct expr *x, struct eval *e, struct value *out)
{
	switch (x->op) {
	case EXPR_NAME: return find_name(x, e, false, out);
	case EXPR_FIELD: return field(x, e, out);
	case EXPR_INDEX: return index_value(x, e, out);
	default: return cell(x, e, out);
	}
}

void expr_names(const struct expr *x, expr_name *each, void *ctx)
{
	if (x->op == EXPR_NAME)
		each(ctx, x->name);
	for (size_t i = 0; i < x->nkids; i++)
		expr_names(x->kids[i], each, ctx);
}
