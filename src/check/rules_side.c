/* rules_side.c - the two sides of a relation: their values, exact and as printed, the cells they rest on, and the verdict. */
#include "check/rules_int.h"

/* --- rounding before it came here --- */

/* Half a unit of the last printed decimal, for an amount that has no more decimals than that and is not in 元. */
static struct number half_digit(struct rules *r, struct number n, const struct unit *unit)
{
	int64_t power = 2;

	if (!unit || unit->kind != UNIT_MONEY || unit->factor == 1 || number_sign(n) == 0 ||
	    number_cmp(number_round(r->arena, n, r->b->digits), n) != 0)
		return number_from(0);
	for (int i = 0; i < r->b->digits; i++)
		power *= 10;
	return number_ratio(1, power);
}

static struct number convert(struct arena *arena, struct number n, const struct unit *from, const struct unit *to)
{
	if (!from || !to || from->dimension != to->dimension || from->factor == to->factor)
		return n;
	return number_mul(arena, n, number_ratio(from->factor, to->factor));
}

/* --- cells --- */

/* Made for every cell of every table: nothing is allocated here but what a long number needs. */
void side_cell(struct rules *r, const struct bound_table *b, struct table *table, size_t row, size_t column, struct side *out)
{
	const struct unit *unit = unit_find(table->columns[column].unit);
	enum cell_state state;

	*out = (struct side){ .value = number_from(0), .slack = number_from(0), .unit = unit, .shown_unit = unit, .cells = 1 };
	out->terms[0] = (struct side_term){ table, row, column };
	state = table_number(table, r->arena, row, column, &out->value);
	if (state != CELL_NUMBER)
		out->value = number_from(0);
	out->unknown = state == CELL_BAD;
	out->first = out->last = table_origin(table, row, column);
	out->slack = half_digit(r, out->value, unit);
	out->shown = out->value;
	if (unit && b->unit && unit->dimension == b->unit->dimension) {
		out->shown = number_round(r->arena, convert(r->arena, out->value, unit, b->unit), b->digits);
		out->shown_unit = b->unit;
	}
}

void side_sum(struct side *sum)
{
	*sum = (struct side){ .value = number_from(0), .shown = number_from(0), .slack = number_from(0) };
}

/* Zeros are left out of the words: they move nothing. */
void side_add(struct rules *r, struct side *sum, const struct side *cell)
{
	if (!sum->first.src) {
		sum->unit = cell->unit;
		sum->shown_unit = cell->shown_unit;
		sum->first = sum->last = cell->first;
	}
	sum->unknown |= cell->unknown;
	if (number_sign(cell->value) == 0)
		return;
	if (sum->cells < SIDE_TERMS)
		sum->terms[sum->cells] = cell->terms[0];
	if (sum->cells++ == 0)
		sum->first = cell->first;
	sum->last = cell->last;
	sum->value = number_add(r->arena, sum->value, convert(r->arena, cell->value, cell->unit, sum->unit));
	sum->slack = number_add(r->arena, sum->slack, convert(r->arena, cell->slack, cell->unit, sum->unit));
	sum->shown = number_add(r->arena, sum->shown, convert(r->arena, cell->shown, cell->shown_unit, sum->shown_unit));
}

/* --- expressions --- */

static void add_slack(struct rules *r, struct side *s, struct number slack, const struct unit *unit, size_t n)
{
	slack = number_mul(r->arena, convert(r->arena, slack, unit, s->unit), number_from((int64_t)n));
	s->slack = number_add(r->arena, s->slack, slack);
}

/* The cells that a value was made of. A sum of very many names none of them: then all rows of the table may have moved it. */
static void add_cells(struct rules *r, struct side *s, const struct trace *t)
{
	if (t->kind == TRACE_CELL && number_sign(t->number) != 0) {
		if (s->cells++ == 0)
			s->first = t->origin;
		s->last = t->origin;
		add_slack(r, s, half_digit(r, t->number, t->unit), t->unit, 1);
	}
	if (t->kind == TRACE_FORMULA && !t->ninputs && r->b->data)
		add_slack(r, s, half_digit(r, t->number, t->unit), t->unit, r->b->data->nrows);
	for (size_t i = 0; i < t->ninputs; i++)
		add_cells(r, s, t->inputs[i]);
}

/* data['27','收入决算数'] is told with the name of the data. */
static struct str told(struct rules *r, struct str text)
{
	if (!str_starts(text, STR("data[")))
		return text;
	return str_printf(r->arena, "%.*s%.*s", STR_FMT(r->b->name), STR_FMT(str_sub(text, 4, text.len)));
}

static bool number_of(struct rules *r, const struct expr *x, struct scope *frame, struct value *v)
{
	r->eval.scope = frame;
	if (!expr_eval(x, &r->eval, v) || v->kind == VALUE_NULL)
		return false;
	if (v->kind == VALUE_NUMBER)
		return true;
	diag(r->diags, TYPE_MISMATCH, expr_origin(x), STR("<rule>"), STR(BOTH("a number", "数值")), expr_text(x));
	return false;
}

bool side_expr(struct rules *r, const struct expr *x, struct side *out)
{
	struct value v, shown;

	*out = (struct side){ .slack = number_from(0), .text = expr_text(x), .computed = true };
	if (!number_of(r, x, r->exact, &v))
		return false;
	out->value = out->shown = v.number;
	out->unit = out->shown_unit = v.unit;
	if (v.trace)
		add_cells(r, out, v.trace);
	if (v.trace && v.trace->kind == TRACE_CELL) {
		out->computed = false;
		out->text = told(r, v.trace->text);
		out->first = out->last = v.trace->origin;
	}
	if (r->notes && number_of(r, x, r->shown, &shown)) {
		out->shown = shown.number;
		out->shown_unit = shown.unit;
	}
	return true;
}

/* --- the verdict --- */

static void print_value(struct rules *r, struct buf *out, struct number n, const struct unit *unit)
{
	bool money = unit && unit->kind == UNIT_MONEY;

	if (money && number_cmp(number_round(r->arena, n, 2), n) == 0)
		number_print(out, n, 2, GROUP_COMMA);
	else
		number_print_exact(out, n);
	if (unit)
		buf_str(out, unit->name);
}

static void print_places(struct buf *out, const struct side *s)
{
	if (!s->first.src)
		return;
	buf_z(out, " (");
	origin_print(out, s->first);
	if (s->cells > 1) {
		buf_z(out, " … ");
		origin_print(out, s->last);
	}
	buf_z(out, ")");
}

/* 表['行','列'], the row by its label, with its number in the form. */
static void print_term(struct buf *out, const struct side_term *t)
{
	struct str line, key = table_row_label(t->table, t->row, t->column, &line);

	buf_printf(out, "%.*s['%.*s','%.*s']", STR_FMT(t->table->name), STR_FMT(key), STR_FMT(t->table->columns[t->column].label));
	if (line.len)
		buf_printf(out, BOTH(" (line %.*s of the form)", "（行次 %.*s）"), STR_FMT(line), STR_FMT(line));
}

static void print_terms(struct buf *out, const struct side *s)
{
	if (s->text.len || !s->cells)
		buf_str(out, s->text.len ? s->text : STR("0"));
	for (size_t i = 0; !s->text.len && i < s->cells && i < SIDE_TERMS; i++) {
		buf_z(out, i ? " + " : "");
		print_term(out, &s->terms[i]);
	}
	if (!s->text.len && s->cells > SIDE_TERMS)
		buf_z(out, " + …");
}

static struct str describe(struct rules *r, const struct side *s, struct number n, const struct unit *unit, bool places)
{
	struct buf out;
	struct str text;

	buf_init(&out);
	print_terms(&out, s);
	if (places)
		print_places(&out, s);
	buf_z(&out, " = ");
	print_value(r, &out, n, unit);
	text = buf_take(&out, r->arena);
	buf_release(&out);
	return text;
}

static struct str difference(struct rules *r, struct number a, struct number b, const struct unit *unit)
{
	struct buf out;
	struct str text;

	buf_init(&out);
	print_value(r, &out, number_sub(r->arena, a, b), unit);
	text = buf_take(&out, r->arena);
	buf_release(&out);
	return text;
}

struct origin rules_place(const struct bound_table *b, const struct side *left, const struct side *right)
{
	return left->first.src ? left->first : right->first.src ? right->first : b->layout->origin;
}

void rules_report(struct rules *r, enum diag_code code, struct str name, const struct side *left, const struct side *right, bool shown,
                  struct str more)
{
	const struct unit *unit = shown ? left->shown_unit : left->unit;
	struct number a = shown ? left->shown : left->value, b = shown ? right->shown : right->value;
	/* a sum on the left may rest on many cells: they are told as well */
	const struct str args[] = { name, describe(r, left, a, unit, left->cells > 1), describe(r, right, b, unit, true),
		                    str_printf(r->arena, "%.*s%.*s", STR_FMT(difference(r, a, b, unit)), STR_FMT(more)) };

	diag_add(r->diags, code, rules_place(r->b, left, right), args, 4);
}

/* Both sides in the left one's units; a zero fits everything. */
static bool same_units(struct rules *r, struct side *left, struct side *right)
{
	const struct unit *a = left->unit, *b = right->unit;

	if (number_sign(left->value) == 0 && !a)
		left->unit = left->shown_unit = a = b;
	if (number_sign(right->value) == 0 && !b)
		right->unit = right->shown_unit = b = a;
	if (a != b && (!a || !b || a->dimension != b->dimension))
		return false;
	right->value = convert(r->arena, right->value, b, a);
	right->slack = convert(r->arena, right->slack, b, a);
	right->shown = convert(r->arena, right->shown, right->shown_unit, left->shown_unit);
	right->unit = a;
	right->shown_unit = left->shown_unit;
	return true;
}

static bool holds(enum relation relation, struct number left, struct number right)
{
	int order = number_cmp(left, right);

	return relation == EQUAL ? order == 0 : relation == AT_MOST ? order <= 0 : order >= 0;
}

/* Rounded once more: products and values that are not printed keep their decimals otherwise. */
static bool holds_shown(struct rules *r, enum relation relation, const struct side *left, const struct side *right)
{
	bool money = left->shown_unit && left->shown_unit->kind == UNIT_MONEY;

	if (!money)
		return true;
	return holds(relation, number_round(r->arena, left->shown, r->b->digits), number_round(r->arena, right->shown, r->b->digits));
}

static bool has_bad_cell(struct rules *r, const struct table *table)
{
	struct number n;

	for (size_t c = 0; c < table->ncolumns; c++)
		for (size_t row = 0; table->columns[c].type == COLUMN_NUMBER && row < table->nrows; row++)
			if (table_number(table, r->arena, row, c, &n) == CELL_BAD)
				return true;
	return false;
}

/* A function passes over a cell that is no number, which was reported there: its sum says nothing. */
static bool left_out(struct rules *r, const struct side *side)
{
	bool bad = false;

	for (const struct bound_table *b = r->first; b && side->computed && !bad; b = b->next)
		bad = b->data && b->data->nrows && (b == r->b || table_origin(b->data, 0, 0).src == side->first.src) && has_bad_cell(r, b->data);
	return bad;
}

void rules_judge(struct rules *r, struct str name, enum relation relation, struct number tolerance, struct side *left, struct side *right)
{
	struct number slack, delta;

	if (left->unknown || right->unknown)
		return;
	if (!same_units(r, left, right)) {
		diag(r->diags, UNIT_MISMATCH, rules_place(r->b, left, right), name);
		return;
	}
	if (holds(relation, left->value, right->value)) {
		if (r->notes && !holds_shown(r, relation, left, right))
			rules_tail(r, name, left, right, true);
		return;
	}
	delta = number_abs(r->arena, number_sub(r->arena, left->value, right->value));
	slack = number_add(r->arena, number_add(r->arena, left->slack, right->slack), convert(r->arena, tolerance, r->b->unit, left->unit));
	if (number_cmp(delta, slack) > 0 && !left_out(r, left) && !left_out(r, right))
		rules_broken(r, name, left, right);
	else if (number_cmp(delta, slack) > 0)
		return;
	else if (r->notes)
		rules_tail(r, name, left, right, false);
}
