/* expr_eval.c - walks the tree. A mistake is reported where it is made and fails everything above it without a second word; a
 * missing value travels up as null and is reported by whoever prints it or decides on it. */
#include <string.h>

#include "merge/expr_int.h"

/* steps holds this when the budget was used up and that was reported. */
#define SPENT SIZE_MAX

bool eval_spend(struct eval *e, struct origin where, size_t n)
{
	if (e->steps == SPENT)
		return false;
	if (e->steps < n || e->steps == 0) {
		diag(e->diags, TEMPLATE_BUDGET, where, STR(""));
		e->steps = SPENT;
		return false;
	}
	e->steps -= n;
	return true;
}

/* What stands in a cell is told: 约887万. */
bool report_type(struct eval *e, struct origin where, struct str what, const char *expected, struct str found, const struct value *v)
{
	struct str text = expr_clip(e->arena, found);

	if (v && v->kind == VALUE_TEXT && v->origin.src && !v->nitems)
		text = str_printf(e->arena, "%.*s = “%.*s”", STR_FMT(text), STR_FMT(expr_clip(e->arena, v->text)));
	diag_use(e->diags, TYPE_MISMATCH, v ? value_cause(v) : (struct origin){ 0 }, where, what, str_from(expected), text);
	return false;
}

void report_missing(struct eval *e, struct origin where, const struct value *v)
{
	diag_caused(e->diags, MISSING_VALUE, v->origin, where, expr_clip(e->arena, v->text));
}

bool null_result(const struct value *a, struct value *out)
{
	if (a->kind != VALUE_NULL)
		return false;
	*out = (struct value){ .kind = VALUE_NULL, .text = a->text, .origin = a->origin, .computed = true };
	return true;
}

struct trace *trace_formula(struct eval *e, const struct expr *x, struct str name, struct value *v, const struct value *inputs, size_t n)
{
	struct trace *trace = arena_make(e->arena, struct trace);
	const struct trace **list = arena_array(e->arena, n, sizeof(*list));

	for (size_t i = 0; i < n; i++)
		if (inputs[i].trace)
			list[trace->ninputs++] = inputs[i].trace;
	trace->kind = TRACE_FORMULA;
	trace->origin = x->origin;
	trace->text = name;
	trace->written = x->text;
	trace->number = v->number;
	trace->unit = v->unit;
	trace->words = v->kind == VALUE_TEXT;
	trace->inputs = list;
	v->trace = trace;
	return trace;
}

const struct trace *trace_range(struct arena *arena, const struct trace *first, const struct trace *last, const struct trace *total, size_t n)
{
	struct trace *trace;
	struct buf text;

	if (!first || !last)
		return NULL;
	buf_init(&text);
	origin_print(&text, first->origin);
	buf_z(&text, " … ");
	origin_print(&text, last->origin);
	buf_printf(&text, " (%zu)", n);
	trace = arena_make(arena, struct trace);
	*trace = (struct trace){ .kind = TRACE_CELL, .origin = first->origin, .number = total->number, .unit = total->unit };
	trace->text = buf_take(&text, arena);
	buf_release(&text);
	return trace;
}

const struct trace *expr_words(const struct expr *x, struct arena *arena, const struct value *text)
{
	enum trace_kind read = text->cell ? TRACE_CELL : TRACE_FACT;
	struct trace *trace;

	if (text->trace && !text->nitems)
		return text->trace;
	trace = arena_make(arena, struct trace);
	trace->kind = text->origin.src ? read : x->op == EXPR_LITERAL ? TRACE_LITERAL : TRACE_FORMULA;
	trace->words = true;
	trace->origin = text->origin.src ? text->origin : x->origin;
	trace->text = trace->written = x->text;
	return trace;
}

bool eval_kids(const struct expr *x, struct eval *e, struct value *out)
{
	bool ok = true;

	for (size_t i = 0; i < x->nkids; i++)
		ok &= expr_eval(x->kids[i], e, &out[i]);
	return ok;
}

static bool do_literal(const struct expr *x, struct eval *e, struct value *out)
{
	(void)e;
	*out = *x->literal;
	return true;
}

static bool do_list(const struct expr *x, struct eval *e, struct value *out)
{
	struct value *items = arena_array(e->arena, x->nkids, sizeof(*items));

	*out = (struct value){ .kind = VALUE_LIST, .items = items, .nitems = x->nkids };
	return eval_spend(e, x->origin, x->nkids) && eval_kids(x, e, items);
}

static bool do_negate(const struct expr *x, struct eval *e, struct value *out)
{
	struct value a;

	if (!expr_eval(x->kids[0], e, &a))
		return false;
	if (null_result(&a, out))
		return true;
	if (a.kind != VALUE_NUMBER)
		return report_type(e, x->kids[0]->origin, x->name, BOTH("a number", "数值"), x->kids[0]->text, &a);
	*out = number_value(number_neg(e->arena, a.number), a.unit);
	trace_formula(e, x, x->name, out, &a, 1);
	return true;
}

/* --- logic: a bare missing value is untrue, a comparison with one is unknown and stays so --- */

static struct value truth(bool yes)
{
	return (struct value){ .kind = VALUE_BOOL, .boolean = yes };
}

static bool unknown(const struct value *v)
{
	return v->kind == VALUE_NULL && v->computed;
}

static bool do_not(const struct expr *x, struct eval *e, struct value *out)
{
	struct value a;

	if (!expr_eval(x->kids[0], e, &a))
		return false;
	*out = unknown(&a) ? a : truth(!value_truth(&a));
	return true;
}

static bool do_logic(const struct expr *x, struct eval *e, struct value *out)
{
	bool decides = x->op == EXPR_OR;
	struct value a, b;

	if (!expr_eval(x->kids[0], e, &a))
		return false;
	if (!unknown(&a) && value_truth(&a) == decides) {
		*out = truth(decides);
		return true;
	}
	if (!expr_eval(x->kids[1], e, &b))
		return false;
	if (!unknown(&b) && value_truth(&b) == decides)
		*out = truth(decides);
	else if (unknown(&a) || unknown(&b))
		*out = unknown(&a) ? a : b;
	else
		*out = truth(!decides);
	return true;
}

static bool is_null_literal(const struct expr *x)
{
	return x->op == EXPR_LITERAL && x->literal->kind == VALUE_NULL;
}

static bool do_compare(const struct expr *x, struct eval *e, struct value *out)
{
	struct value v[2];

	if (!eval_kids(x, e, v))
		return false;
	if ((x->op == EXPR_EQ || x->op == EXPR_NE) && (is_null_literal(x->kids[0]) || is_null_literal(x->kids[1]))) {
		*out = truth((v[0].kind == v[1].kind) == (x->op == EXPR_EQ));
		return true;
	}
	return null_result(&v[0], out) || null_result(&v[1], out) || eval_compare(x, e, &v[0], &v[1], out);
}

static bool contains(const struct expr *x, struct eval *e, const struct value *item, const struct value *in, bool *found)
{
	size_t rows[2];

	*found = false;
	switch (in->kind) {
	case VALUE_LIST:
		for (size_t i = 0; i < in->nitems; i++)
			*found |= value_equal(e, item, &in->items[i]);
		return eval_spend(e, x->at, in->nitems);
	case VALUE_TEXT:
		*found = item->kind == VALUE_TEXT && str_find(in->text, item->text) >= 0;
		return eval_spend(e, x->at, in->text.len / 64);
	case VALUE_TABLE:
		*found = item->kind == VALUE_TEXT && table_find_row(in->table, item->text, rows) > 0;
		return true;
	default:
		return report_type(e, x->kids[1]->origin, x->name, BOTH("a list, table or text", "列表、表或文字"), x->kids[1]->text, in);
	}
}

static bool do_in(const struct expr *x, struct eval *e, struct value *out)
{
	struct value v[2];
	bool found;

	if (!eval_kids(x, e, v))
		return false;
	if (null_result(&v[0], out) || null_result(&v[1], out))
		return true;
	if (!contains(x, e, &v[0], &v[1], &found))
		return false;
	*out = truth(found == (x->op == EXPR_IN));
	return true;
}

static bool do_math(const struct expr *x, struct eval *e, struct value *out)
{
	struct value v[2];

	return eval_kids(x, e, v) && (null_result(&v[0], out) || null_result(&v[1], out) || eval_math(x, e, &v[0], &v[1], out));
}

static bool not_printable(const struct expr *x, struct eval *e, const struct expr *kid, const struct value *v)
{
	return report_type(e, kid->origin, x->name, BOTH("a text or number", "文字或数值"), kid->text, v);
}

static bool do_join(const struct expr *x, struct eval *e, struct value *out)
{
	struct value v[2];
	struct phrase p;
	bool ok = true;

	if (!eval_kids(x, e, v))
		return false;
	if (null_result(&v[0], out) || null_result(&v[1], out))
		return true;
	phrase_init(&p, e->arena);
	for (size_t i = 0; i < 2 && ok; i++)
		ok = phrase_value(&p, &v[i], &e->policy) || not_printable(x, e, x->kids[i], &v[i]);
	ok = ok && eval_spend(e, x->at, p.str.len / 64 + p.nparts * 2);
	if (ok && p.str.len > VALUE_TEXT_BYTES) {
		diag(e->diags, TEMPLATE_LIMIT, x->at, expr_clip(e->arena, x->text), STR("16 MB"));
		ok = false;
	}
	*out = phrase_take(&p);
	return ok;
}

bool expr_test(const struct expr *x, struct eval *e, bool *out)
{
	struct value v;

	*out = false;
	if (!expr_eval(x, e, &v))
		return false;
	if (unknown(&v)) {
		report_missing(e, x->origin, &v);
		return false;
	}
	*out = value_truth(&v);
	return true;
}

static bool do_if(const struct expr *x, struct eval *e, struct value *out)
{
	bool yes;

	return expr_test(x->kids[1], e, &yes) && expr_eval(x->kids[yes ? 0 : 2], e, out);
}

typedef bool evaluate(const struct expr *, struct eval *, struct value *out);

static evaluate *const evaluators[EXPR_OPS] = {
	[EXPR_LITERAL] = do_literal, [EXPR_NAME] = eval_access, [EXPR_LIST_OF] = do_list, [EXPR_CALL] = eval_call,
	[EXPR_FIELD] = eval_access, [EXPR_INDEX] = eval_access, [EXPR_CELL] = eval_access, [EXPR_NEG] = do_negate,
	[EXPR_NOT] = do_not, [EXPR_OR] = do_logic, [EXPR_AND] = do_logic, [EXPR_IN] = do_in,
	[EXPR_NOT_IN] = do_in, [EXPR_EQ] = do_compare, [EXPR_NE] = do_compare, [EXPR_LT] = do_compare,
	[EXPR_LE] = do_compare, [EXPR_GT] = do_compare, [EXPR_GE] = do_compare, [EXPR_JOIN] = do_join,
	[EXPR_ADD] = do_math, [EXPR_SUB] = do_math, [EXPR_MUL] = do_math, [EXPR_DIV] = do_math,
	[EXPR_IF] = do_if,
};

bool expr_eval(const struct expr *x, struct eval *e, struct value *out)
{
	/* What makes values with a trace costs more, so that the budget also bounds memory. */
	if (eval_spend(e, x->origin, x->op <= EXPR_NAME ? 1 : 4) && evaluators[x->op](x, e, out))
		return true;
	*out = (struct value){ .kind = VALUE_NULL, .text = x->text, .reported = true };
	return false;
}
