/* func_number.c - functions that give numbers: units, rounding, sums over lists and columns. */
#include "merge/func.h"

bool func_unit(struct call *c, struct value *out)
{
	struct value v = c->args[0];
	const struct unit *unit;

	if (!arg_number(c, 0) || !arg_text(c, 1))
		return false;
	unit = unit_find(c->args[1].text);
	if (!unit) {
		diag(c->eval->diags, UNKNOWN_UNIT, c->x->kids[1]->origin, c->args[1].text);
		return false;
	}
	if (v.unit && v.unit->dimension != unit->dimension) {
		struct value wanted = number_value(number_from(0), unit);

		report_units(c->eval, c->x->at, "→", &v, &wanted);
		return false;
	}
	*out = number_value(v.unit ? value_in(c->eval->arena, &v, unit) : v.number, unit);
	call_trace(c, out);
	return true;
}

bool func_bare(struct call *c, struct value *out)
{
	if (!arg_number(c, 0))
		return false;
	*out = number_value(c->args[0].number, NULL);
	call_trace(c, out);
	return true;
}

static bool changed(struct call *c, struct number n, struct value *out)
{
	*out = number_value(n, c->args[0].unit);
	call_trace(c, out);
	return true;
}

bool func_abs(struct call *c, struct value *out)
{
	return arg_number(c, 0) && changed(c, number_abs(c->eval->arena, c->args[0].number), out);
}

bool func_round(struct call *c, struct value *out)
{
	int digits = 0;

	return arg_number(c, 0) && arg_digits(c, 1, &digits) &&
	       changed(c, number_round(c->eval->arena, c->args[0].number, digits), out);
}

/* Towards 0. Half of a unit less, then rounded, is the whole part of what is no integer. */
bool func_trunc(struct call *c, struct value *out)
{
	struct arena *arena = c->eval->arena;
	struct number n = c->args[0].number;

	if (!arg_number(c, 0))
		return false;
	if (!number_is_int(n)) {
		n = number_round(arena, number_sub(arena, number_abs(arena, n), number_ratio(1, 2)), 0);
		if (number_sign(c->args[0].number) < 0)
			n = number_neg(arena, n);
	}
	return changed(c, n, out);
}

/* --- lists, columns of tables, columns of lists of rows --- */

struct series {
	struct call *call;
	const struct value *of;   /* list or table */
	size_t n, i;
	struct table *table;      /* whose column it is; NULL: the items themselves */
	size_t column;
};

static bool series_open(struct call *c, struct series *s)
{
	*s = (struct series){ .call = c, .of = &c->args[0] };
	if (s->of->kind == VALUE_TABLE) {
		s->n = s->of->table->nrows;
		s->table = s->of->table;
		if (c->n < 2)
			return arg_fail(c, 0, BOTH("a table and a column", "表和列"));
	} else if (s->of->kind == VALUE_LIST) {
		s->n = s->of->nitems;
	} else {
		return arg_fail(c, 0, BOTH("a table or list", "表或列表"));
	}
	if (c->n > 1 && !arg_text(c, 1))
		return false;
	if (s->table && !eval_column(c->eval, s->table, c->args[1].text, c->x->kids[1]->origin, &s->column))
		return false;
	return eval_spend(c->eval, c->x->at, s->n * 2);
}

static bool row_item(struct series *s, const struct value *item, struct value *out)
{
	struct call *c = s->call;

	if (item->kind != VALUE_ROW)
		return arg_fail(c, 0, BOTH("a list of rows", "行的列表"));
	if (item->table != s->table && !eval_column(c->eval, item->table, c->args[1].text, c->x->kids[1]->origin, &s->column))
		return false;
	s->table = item->table;
	return value_cell(c->eval, item->table, item->row, s->column, out);
}

/* The next value; s->i < s->n. */
static bool series_next(struct series *s, struct value *out)
{
	size_t i = s->i++;

	if (s->of->kind == VALUE_TABLE)
		return value_cell(s->call->eval, s->table, i, s->column, out);
	if (s->call->n > 1)
		return row_item(s, &s->of->items[i], out);
	*out = s->of->items[i];
	return out->kind != VALUE_NULL || !out->reported;
}

static bool is_words(struct call *c, const struct value *item)
{
	struct number number;

	return item->kind == VALUE_TEXT && item->cell && cell_parse_number(c->eval->arena, item->text, &number) == CELL_BAD;
}

/* Some cells of words make a whole column text: of a column that is of numbers otherwise, the first of them is told. */
static bool no_number(struct series *s, struct value *item)
{
	struct call *c = s->call;
	struct arena *arena = c->eval->arena;
	size_t words = 0, others = 0;
	struct value first = *item;

	for (;;) {
		if (!is_words(c, item))
			others += item->kind != VALUE_NULL;
		else if (words++ == 0)
			first = *item;
		if (s->i == s->n)
			break;
		if (!series_next(s, item))
			return false;
	}
	if (!words || others <= words)
		return arg_fail(c, c->n - 1, BOTH("numbers", "数值"));
	diag_caused(c->eval->diags, TYPE_MISMATCH, first.origin, c->x->at, expr_clip(arena, c->x->text), STR(BOTH("numbers", "数值")),
	            str_printf(arena, "“%.*s”", STR_FMT(expr_clip(arena, first.text))));
	return false;
}

typedef void combine(struct arena *, struct value *total, const struct value *item);

/* Combines all of a series. A missing item makes the result missing: a sum of what happens to be there would be wrong. */
static bool fold(struct call *c, combine *with, struct value *out, size_t *count)
{
	struct value inputs[TRACE_INPUTS], last = { .kind = VALUE_NULL }, missing = { .kind = VALUE_BOOL };
	size_t ninputs = 0;
	struct series s;

	*out = (struct value){ .kind = VALUE_NULL, .text = c->x->text, .computed = true };
	if (!series_open(c, &s))
		return false;
	for (*count = s.n; s.i < s.n;) {
		struct value item;

		if (!series_next(&s, &item))
			return false;
		if (missing.kind == VALUE_NULL || null_result(&item, &missing))
			continue; /* to the end: a bad cell further on has been reported, and is the reason then */
		if (item.kind != VALUE_NUMBER)
			return no_number(&s, &item);
		last = item;
		if (ninputs < TRACE_INPUTS)
			inputs[ninputs++] = item;
		if (out->kind == VALUE_NULL) {
			*out = item;
		} else if (units_align(c->eval->arena, out, &item)) {
			with(c->eval->arena, out, &item);
		} else {
			report_units(c->eval, c->x->at, ",", out, &item);
			return false;
		}
	}
	if (missing.kind == VALUE_NULL) {
		*out = missing;
		return true;
	}
	if (s.n > TRACE_INPUTS) {
		struct trace total = { .number = out->number, .unit = out->unit };

		inputs[0].trace = trace_range(c->eval->arena, inputs[0].trace, last.trace, &total, s.n);
		ninputs = 1;
	}
	if (out->kind == VALUE_NUMBER)
		trace_formula(c->eval, c->x, c->x->func->zh, out, inputs, ninputs);
	return true;
}

static void add(struct arena *arena, struct value *total, const struct value *item)
{
	total->number = number_add(arena, total->number, item->number);
}

static void greater(struct arena *arena, struct value *total, const struct value *item)
{
	(void)arena;
	if (number_cmp(item->number, total->number) > 0)
		total->number = item->number;
}

static void smaller(struct arena *arena, struct value *total, const struct value *item)
{
	(void)arena;
	if (number_cmp(item->number, total->number) < 0)
		total->number = item->number;
}

bool func_sum(struct call *c, struct value *out)
{
	size_t n;

	if (!fold(c, add, out, &n))
		return false;
	if (n == 0) {
		const struct table *t = c->args[0].kind == VALUE_TABLE ? c->args[0].table : NULL;

		*out = number_value(number_from(0), t ? unit_find(t->columns[table_find_column(t, c->args[1].text)].unit) : NULL);
		trace_formula(c->eval, c->x, c->x->func->zh, out, NULL, 0);
	}
	return true;
}

bool func_max(struct call *c, struct value *out)
{
	size_t n;

	return fold(c, greater, out, &n);
}

bool func_min(struct call *c, struct value *out)
{
	size_t n;

	return fold(c, smaller, out, &n);
}

bool func_average(struct call *c, struct value *out)
{
	struct value total;
	size_t n;

	if (!fold(c, add, &total, &n))
		return false;
	*out = total;
	if (total.kind != VALUE_NUMBER)
		return true;
	out->number = number_div(c->eval->arena, total.number, number_from((int64_t)n));
	trace_formula(c->eval, c->x, c->x->func->zh, out, &total, 1);
	return true;
}

bool func_count(struct call *c, struct value *out)
{
	const struct value *v = &c->args[0];

	if (v->kind != VALUE_TABLE && v->kind != VALUE_LIST)
		return arg_fail(c, 0, BOTH("a table or list", "表或列表"));
	*out = number_value(number_from((int64_t)(v->kind == VALUE_TABLE ? v->table->nrows : v->nitems)), NULL);
	call_trace(c, out);
	return true;
}

bool func_column(struct call *c, struct value *out)
{
	struct value *items;
	struct series s;

	if (!series_open(c, &s))
		return false;
	if (s.n > VALUE_LIST_ITEMS) {
		diag(c->eval->diags, TEMPLATE_LIMIT, c->x->at, expr_clip(c->eval->arena, c->x->text), STR("1000000"));
		return false;
	}
	items = arena_array(c->eval->arena, s.n, sizeof(*items));
	*out = (struct value){ .kind = VALUE_LIST, .items = items, .nitems = s.n };
	while (s.i < s.n)
		if (!series_next(&s, &items[s.i]))
			return false;
	return true;
}

/* Codes are text in the tables, people write them as numbers: 筛选(表, '类', 201). */
static bool matches(struct call *c, const struct value *cell, const struct value *wanted)
{
	struct buf b;
	bool same;

	if (cell->kind != VALUE_TEXT || wanted->kind != VALUE_NUMBER)
		return value_equal(c->eval, cell, wanted);
	buf_init(&b);
	number_print_exact(&b, wanted->number);
	same = str_eq(cell->text, buf_as_str(&b));
	buf_release(&b);
	return same;
}

bool func_where(struct call *c, struct value *out)
{
	struct value *rows, cell, row = { .kind = VALUE_ROW };
	struct series s;
	size_t n = 0;

	if (!series_open(c, &s))
		return false;
	rows = arena_array(c->eval->arena, s.n, sizeof(*rows));
	while (s.i < s.n) {
		row.row = s.i;
		if (!series_next(&s, &cell))
			return false;
		row.table = s.table;
		if (matches(c, &cell, &c->args[2]))
			rows[n++] = s.of->kind == VALUE_LIST ? s.of->items[row.row] : row;
	}
	*out = (struct value){ .kind = VALUE_LIST, .items = rows, .nitems = n };
	return true;
}
