/* template_run.c - executes a compiled template. Changes nothing in the tree: one tree serves any number of jobs. */
#include "merge/template_int.h"

struct run {
	struct eval *eval;
	struct text_builder out;
	bool ok;
	bool stopped; /* a bound was hit: no more output, no more errors */
};

static void run_nodes(struct run *, const struct node *);

/* After each piece of output: keeps it within bounds. */
static void check_output(struct run *r, const struct node *n, size_t before)
{
	if (r->out.str.len > OUTPUT_BYTES) {
		diag(r->eval->diags, TEMPLATE_LIMIT, n->origin, STR(BOTH("the template", "模板")), STR("64 MB"));
		r->stopped = true;
	}
	if (!eval_spend(r->eval, n->origin, (r->out.str.len - before) / 64))
		r->stopped = true;
	r->ok &= !r->stopped;
}

/* --- print --- */

static void print_missing(struct run *r, struct str name)
{
	size_t from = r->out.str.len;

	buf_z(&r->out.str, "【");
	buf_str(&r->out.str, expr_clip(r->eval->arena, name));
	buf_z(&r->out.str, "】");
	text_builder_span(&r->out, from, SPAN_MISSING, 0, NULL);
	r->ok = false;
}

static void print_number(struct run *r, const struct value *v)
{
	size_t from = r->out.str.len;

	value_print(&r->out.str, r->eval->arena, v, &r->eval->policy);
	text_builder_span(&r->out, from, SPAN_FIGURE, 0, v->trace);
}

static void print_value(struct run *r, const struct expr *x, const struct value *v)
{
	struct eval *e = r->eval;
	struct value words;

	switch (v->kind) {
	case VALUE_NULL:
		report_missing(e, x->origin, v);
		print_missing(r, v->text);
		break;
	case VALUE_BOOL:
		words = (struct value){ .kind = VALUE_TEXT, .text = v->boolean ? STR("是") : STR("否") };
		text_builder_value(&r->out, &words, expr_words(x, e->arena, &words));
		break;
	case VALUE_NUMBER:
		print_number(r, v);
		break;
	case VALUE_TEXT:
		text_builder_value(&r->out, v, expr_words(x, e->arena, v));
		break;
	case VALUE_LIST: case VALUE_TABLE: case VALUE_ROW:
		report_type(e, x->origin, STR("{{ }}"), BOTH("a text or number", "文字或数值"), x->text, v);
		print_missing(r, x->text);
		break;
	}
}

static void run_print(struct run *r, const struct node *n)
{
	struct value v;

	text_builder_place(&r->out, n->origin);
	if (expr_eval(n->expr, r->eval, &v))
		print_value(r, n->expr, &v);
	else
		print_missing(r, v.text);
}

/* --- if, set --- */

static void run_if(struct run *r, const struct node *n)
{
	for (;;) {
		bool yes;

		if (!expr_test(n->expr, r->eval, &yes)) {
			text_builder_place(&r->out, n->origin);
			print_missing(r, n->expr->text);
			return;
		}
		if (yes) {
			run_nodes(r, n->body);
			return;
		}
		if (!n->otherwise || !n->otherwise->elif)
			break;
		n = n->otherwise;
	}
	run_nodes(r, n->otherwise);
}

static void run_set(struct run *r, const struct node *n)
{
	struct value v;

	if (!expr_eval(n->expr, r->eval, &v)) {
		v.text = n->name;
		r->ok = false;
	}
	scope_set(r->eval->scope, n->name, v);
}

/* --- for --- */

struct loop {
	const struct node *node;
	struct value in;
	size_t n;
	size_t *kept; /* indexes of the items that pass the condition; NULL: all */
	size_t nkept;
};

static struct value loop_item(const struct loop *loop, size_t i)
{
	if (loop->in.kind == VALUE_TABLE)
		return (struct value){ .kind = VALUE_ROW, .table = loop->in.table, .row = i };
	return loop->in.items[i];
}

/* The condition is tested before the body runs for the first time, so that 循环.末 and 循环.总数 are known. */
static bool keep_items(struct run *r, struct loop *loop)
{
	struct eval *e = r->eval;
	bool yes;

	if (!loop->node->where) {
		loop->nkept = loop->n;
		return true;
	}
	if (!eval_spend(e, loop->node->origin, loop->n / 8))
		return false;
	loop->kept = arena_array(e->arena, loop->n, sizeof(*loop->kept));
	for (size_t i = 0; i < loop->n; i++) {
		scope_clear(e->scope);
		scope_set(e->scope, loop->node->name, loop_item(loop, i));
		if (!expr_test(loop->node->where, e, &yes))
			return false;
		if (yes)
			loop->kept[loop->nkept++] = i;
	}
	return true;
}

static void run_items(struct run *r, struct loop *loop)
{
	struct eval *e = r->eval;

	for (size_t i = 0; i < loop->nkept && !r->stopped; i++) {
		if (!eval_spend(e, loop->node->origin, 1)) {
			r->stopped = true;
			r->ok = false;
			return;
		}
		scope_clear(e->scope);
		scope_set(e->scope, loop->node->name, loop_item(loop, loop->kept ? loop->kept[i] : i));
		eval_set_loop(e, i, loop->nkept);
		run_nodes(r, loop->node->body);
	}
}

static bool loop_over(struct run *r, struct loop *loop)
{
	struct eval *e = r->eval;
	const struct expr *x = loop->node->expr;

	if (!expr_eval(x, e, &loop->in))
		return false;
	switch (loop->in.kind) {
	case VALUE_TABLE:
		loop->n = loop->in.table->nrows;
		return true;
	case VALUE_LIST:
		loop->n = loop->in.nitems;
		return true;
	case VALUE_NULL:
		report_missing(e, x->origin, &loop->in);
		return false;
	default:
		return report_type(e, x->origin, STR("for"), BOTH("a table or list", "表或列表"), x->text, &loop->in);
	}
}

static void run_for(struct run *r, const struct node *n)
{
	struct eval *e = r->eval;
	struct scope *outer = e->scope;
	struct loop loop = { .node = n };
	bool ok = loop_over(r, &loop);

	if (ok) {
		e->scope = scope_new(e->arena, outer);
		ok = keep_items(r, &loop);
		if (ok)
			run_items(r, &loop);
		e->scope = outer;
	}
	if (!ok) {
		text_builder_place(&r->out, n->origin);
		print_missing(r, n->expr->text);
	} else if (loop.nkept == 0) {
		run_nodes(r, n->otherwise);
	}
}

/* --- all --- */

static void run_node(struct run *r, const struct node *n)
{
	switch (n->kind) {
	case NODE_TEXT:
		text_builder_write(&r->out, n->text, n->origin);
		break;
	case NODE_PRINT:
		run_print(r, n);
		break;
	case NODE_IF:
		run_if(r, n);
		break;
	case NODE_FOR:
		run_for(r, n);
		break;
	case NODE_SET:
		run_set(r, n);
		break;
	}
}

static void run_nodes(struct run *r, const struct node *n)
{
	for (; n && !r->stopped; n = n->next) {
		size_t before = r->out.str.len;

		run_node(r, n);
		if (n->kind == NODE_TEXT || n->kind == NODE_PRINT)
			check_output(r, n, before);
	}
}

bool template_run(const struct template *t, struct eval *e, struct text *out)
{
	struct run r = { .eval = e, .ok = true };
	struct scope *outer = e->scope;

	if (t->sets)
		e->scope = scope_new(e->arena, outer);
	text_builder_init(&r.out);
	run_nodes(&r, t->nodes);
	e->scope = outer;
	*out = text_builder_take(&r.out, e->arena);
	return r.ok;
}
