/* func_rows.c - rows of a table by their place, for the rules of forms: 行前 行后 行尾为 下级. Forms differ by year and province in how many lines
 * they have; what stands before the line 本年收入合计 adds up to it in all of them. */
#include "merge/func.h"

static bool arg_table(struct call *c, size_t i)
{
	return c->args[i].kind == VALUE_TABLE || arg_fail(c, i, BOTH("a table", "表"));
}

static bool find_row(struct call *c, size_t *row)
{
	return eval_row(c->eval, c->args[0].table, c->args[1].text, c->x->kids[1]->origin, row);
}

static void row_list(struct call *c, size_t from, size_t to, struct value *out)
{
	struct value *rows = arena_array(c->eval->arena, to - from, sizeof(*rows));

	for (size_t i = from; i < to; i++)
		rows[i - from] = (struct value){ .kind = VALUE_ROW, .table = c->args[0].table, .row = i };
	*out = (struct value){ .kind = VALUE_LIST, .items = rows, .nitems = to - from };
}

/* How many rows, when that is said. */
static bool arg_limit(struct call *c, size_t *n)
{
	int64_t given;

	if (c->n < 3)
		return true;
	if (!arg_number(c, 2))
		return false;
	if (!number_to_int(c->args[2].number, &given) || given < 0)
		return arg_bad(c, 2);
	if ((uint64_t)given < *n)
		*n = (size_t)given;
	return true;
}

bool func_rows_before(struct call *c, struct value *out)
{
	size_t row, n;

	if (!arg_table(c, 0) || !arg_text(c, 1) || !find_row(c, &row))
		return false;
	n = row;
	if (!arg_limit(c, &n) || !eval_spend(c->eval, c->x->at, n))
		return false;
	row_list(c, row - n, row, out);
	return true;
}

bool func_rows_after(struct call *c, struct value *out)
{
	size_t row, n;

	if (!arg_table(c, 0) || !arg_text(c, 1) || !find_row(c, &row))
		return false;
	n = c->args[0].table->nrows - row - 1;
	if (!arg_limit(c, &n) || !eval_spend(c->eval, c->x->at, n))
		return false;
	row_list(c, row + 1, row + 1 + n, out);
	return true;
}

typedef bool match(struct str cell, struct str text);

static bool rows_where(struct call *c, match *matches, struct value *out)
{
	struct eval *e = c->eval;
	struct value *rows;
	size_t column, n = 0;
	struct table *t;

	if (!arg_table(c, 0) || !arg_text(c, 1) || !arg_text(c, 2) ||
	    !eval_column(e, c->args[0].table, c->args[1].text, c->x->kids[1]->origin, &column))
		return false;
	t = c->args[0].table;
	if (!eval_spend(e, c->x->at, t->nrows))
		return false;
	rows = arena_array(e->arena, t->nrows, sizeof(*rows));
	for (size_t i = 0; i < t->nrows; i++)
		if (matches(table_text(t, i, column), c->args[2].text))
			rows[n++] = (struct value){ .kind = VALUE_ROW, .table = t, .row = i };
	*out = (struct value){ .kind = VALUE_LIST, .items = rows, .nitems = n };
	return true;
}

/* 一、一般公共服务支出 for 一般公共服务支出: labels of forms are numbered. */
bool func_rows_ending(struct call *c, struct value *out)
{
	return rows_where(c, str_ends, out);
}

static bool is_below(struct str cell, struct str code)
{
	return cell.len > code.len && str_starts(cell, code);
}

/* 30101 and 30102 are below 301. */
bool func_rows_below(struct call *c, struct value *out)
{
	return rows_where(c, is_below, out);
}
