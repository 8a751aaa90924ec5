/* expr_parse.c - tokens to a tree, by precedence climbing.
 *
 * The tree depends on the text alone: no names are looked up here, functions are. The first mistake of an expression is reported
 * and ends its reading. */
#include <string.h>

#include "merge/expr_int.h"

struct operator {
	enum token_kind token;
	enum expr_op op;
	int level; /* higher binds tighter */
};

enum { LEVEL_OR = 1, LEVEL_AND, LEVEL_COMPARE, LEVEL_JOIN, LEVEL_SUM, LEVEL_PRODUCT };

static const struct operator operators[] = {
	{ TOKEN_OR, EXPR_OR, LEVEL_OR }, { TOKEN_AND, EXPR_AND, LEVEL_AND },
	{ TOKEN_IN, EXPR_IN, LEVEL_COMPARE }, { TOKEN_NOT_IN, EXPR_NOT_IN, LEVEL_COMPARE },
	{ TOKEN_EQ, EXPR_EQ, LEVEL_COMPARE }, { TOKEN_ASSIGN, EXPR_EQ, LEVEL_COMPARE },
	{ TOKEN_NE, EXPR_NE, LEVEL_COMPARE }, { TOKEN_LT, EXPR_LT, LEVEL_COMPARE },
	{ TOKEN_LE, EXPR_LE, LEVEL_COMPARE }, { TOKEN_GT, EXPR_GT, LEVEL_COMPARE },
	{ TOKEN_GE, EXPR_GE, LEVEL_COMPARE }, { TOKEN_JOIN, EXPR_JOIN, LEVEL_JOIN },
	{ TOKEN_ADD, EXPR_ADD, LEVEL_SUM }, { TOKEN_SUB, EXPR_SUB, LEVEL_SUM },
	{ TOKEN_MUL, EXPR_MUL, LEVEL_PRODUCT }, { TOKEN_DIV, EXPR_DIV, LEVEL_PRODUCT },
};

static const struct expr *parse_binary(struct parser *, int level);
static const struct expr *parse_ternary(struct parser *);

/* --- tokens --- */

static void next_token(struct parser *p)
{
	p->end = p->token.to;
	p->token = lex_next(&p->lexer);
	if (p->token.kind == TOKEN_BAD)
		p->failed = true;
}

void parser_init(struct parser *p, struct arena *arena, struct str text, struct origin where, struct diags *diags)
{
	memset(p, 0, sizeof(*p));
	p->lexer = (struct lexer){ .arena = arena, .diags = diags, .text = text, .at = where };
	next_token(p);
}

void parse_fail(struct parser *p, const char *expected)
{
	struct str found = p->token.text;

	if (p->failed)
		return;
	p->failed = true;
	if (p->token.kind == TOKEN_END)
		found = STR(BOTH("the end", "结尾"));
	diag(p->lexer.diags, EXPR_SYNTAX, p->token.origin, str_from(expected), expr_clip(p->lexer.arena, found));
}

static void fail_nesting(struct parser *p, struct origin where, int limit)
{
	if (!p->failed)
		diag(p->lexer.diags, TEMPLATE_NESTING, where, str_printf(p->lexer.arena, "%d", limit));
	p->failed = true;
}

bool parse_take(struct parser *p, enum token_kind kind)
{
	if (p->failed || p->token.kind != kind)
		return false;
	next_token(p);
	return true;
}

bool parse_expect(struct parser *p, enum token_kind kind, const char *sign)
{
	if (parse_take(p, kind))
		return true;
	parse_fail(p, sign);
	return false;
}

bool parse_name(struct parser *p, struct token *out)
{
	*out = p->token;
	if (parse_take(p, TOKEN_NAME))
		return true;
	parse_fail(p, BOTH("a name", "名称"));
	return false;
}

bool parse_end(struct parser *p)
{
	if (!p->failed && p->token.kind != TOKEN_END)
		parse_fail(p, BOTH("the end", "结尾"));
	return !p->failed;
}

/* --- nodes --- */

/* A node over the text from byte `from` to the last token taken. NULL when it is too deep. */
static struct expr *node(struct parser *p, enum expr_op op, size_t from, struct origin origin, const struct expr *const *kids,
                         size_t n)
{
	struct arena *arena = p->lexer.arena;
	struct expr *x = arena_make(arena, struct expr);

	x->op = op;
	x->origin = x->at = origin;
	x->text = str_sub(p->lexer.text, from, p->end);
	x->nkids = n;
	if (n)
		x->kids = arena_copy(arena, kids, n * sizeof(*kids));
	for (size_t i = 0; i < n; i++)
		if (kids[i]->depth > x->depth)
			x->depth = kids[i]->depth;
	if (++x->depth <= EXPR_DEPTH)
		return x;
	fail_nesting(p, p->token.origin, EXPR_DEPTH);
	return NULL;
}

static size_t start_of(const struct parser *p, const struct expr *x)
{
	return (size_t)(x->text.ptr - p->lexer.text.ptr);
}

/* --- arguments and lists --- */

struct exprs {
	const struct expr **items;
	size_t n, size;
};

/* expr, expr, … up to the closing token, which is taken. False after a mistake. */
static bool parse_list(struct parser *p, enum token_kind close, const char *sign, struct exprs *list)
{
	while (!p->failed && p->token.kind != close) {
		const struct expr *x = parse_pipe(p);

		if (!x)
			return false;
		if (list->n == EXPR_LIST) {
			diag(p->lexer.diags, TEMPLATE_LIMIT, x->origin, STR("[ ]"), str_printf(p->lexer.arena, "%d", EXPR_LIST));
			p->failed = true;
			return false;
		}
		list->items = mem_grow(list->items, list->n, &list->size, sizeof(*list->items));
		list->items[list->n++] = x;
		if (!parse_take(p, TOKEN_COMMA))
			break;
	}
	return parse_expect(p, close, sign);
}

static struct str argument_count(struct arena *arena, const struct func *f, size_t n)
{
	struct str takes = str_printf(arena, f->min == f->max ? "%d" : "%d … %d", f->min, f->max);

	return str_printf(arena, BOTH("%zu given, takes %.*s", "给了 %zu 个，应为 %.*s 个"), n, STR_FMT(takes), n, STR_FMT(takes));
}

/* The last argument may be named: 用语="降低". */
static void drop_keyword(const struct exprs *list)
{
	const struct expr **last = &list->items[list->n - 1];

	if ((*last)->op == EXPR_EQ && (*last)->kids[0]->op == EXPR_NAME &&
	    (str_eq((*last)->kids[0]->name, STR("用语")) || str_eq((*last)->kids[0]->name, STR("words"))))
		*last = (*last)->kids[1];
}

/* list->items[0] may be the value that was piped in. */
static const struct expr *make_call(struct parser *p, const struct token *name, size_t from, struct origin origin,
                                    const struct exprs *list)
{
	struct arena *arena = p->lexer.arena;
	const struct func *f = func_find(name->text);
	struct expr *x;

	if (!f) {
		struct str near = func_nearest(name->text);

		diag(p->lexer.diags, UNKNOWN_FUNCTION, name->origin, name->text, nearest_hint(arena, near));
		p->failed = true;
		return NULL;
	}
	if (list->n < f->min || list->n > f->max) {
		diag(p->lexer.diags, BAD_ARGUMENTS, name->origin, f->usage, argument_count(arena, f, list->n));
		p->failed = true;
		return NULL;
	}
	if (str_find(f->usage, STR("用语")) >= 0)
		drop_keyword(list);
	x = node(p, EXPR_CALL, from, origin, list->items, list->n);
	if (x) {
		x->func = f;
		x->name = name->text;
		x->at = name->origin;
	}
	return x;
}

static const struct expr *parse_call(struct parser *p, const struct token *name)
{
	struct exprs list = { 0 };
	const struct expr *x = NULL;

	if (parse_list(p, TOKEN_CLOSE, ")", &list))
		x = make_call(p, name, name->from, name->origin, &list);
	mem_free(list.items);
	return x;
}

static const struct expr *parse_filter(struct parser *p, const struct expr *piped)
{
	struct exprs list = { 0 };
	const struct expr *x = NULL;
	struct token name;

	if (!parse_name(p, &name))
		return NULL;
	list.items = mem_grow(NULL, 0, &list.size, sizeof(*list.items));
	list.items[list.n++] = piped;
	if (!parse_take(p, TOKEN_OPEN) || parse_list(p, TOKEN_CLOSE, ")", &list))
		if (!p->failed)
			x = make_call(p, &name, start_of(p, piped), piped->origin, &list);
	mem_free(list.items);
	return x;
}

/* --- operands --- */

static const struct expr *literal(struct parser *p, const struct token *t, struct value value)
{
	struct expr *x = node(p, EXPR_LITERAL, t->from, t->origin, NULL, 0);

	if (x)
		x->literal = arena_copy(p->lexer.arena, &value, sizeof(value));
	return x;
}

static const struct expr *number_literal(struct parser *p, const struct token *t)
{
	struct value value = number_value(t->number, t->unit);
	struct trace *trace = arena_make(p->lexer.arena, struct trace);

	trace->kind = TRACE_LITERAL;
	trace->origin = t->origin;
	trace->text = t->text;
	trace->number = t->number;
	trace->unit = t->unit;
	value.trace = trace;
	return literal(p, t, value);
}

/* 循环.序号 is one name; the English forms mean the same. */
static struct str loop_name(struct parser *p, struct str field)
{
	static const struct { const char *en, *zh; } fields[] = {
		{ "index", "序号" }, { "length", "总数" }, { "first", "首" }, { "last", "末" },
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(*fields); i++)
		if (str_eq(field, str_from(fields[i].en)))
			field = str_from(fields[i].zh);
	return str_printf(p->lexer.arena, "循环.%.*s", STR_FMT(field));
}

static const struct expr *name_or_call(struct parser *p, const struct token *t)
{
	struct str name = t->text;
	struct expr *x;

	if (parse_take(p, TOKEN_OPEN))
		return parse_call(p, t);
	if ((str_eq(name, STR("循环")) || str_eq(name, STR("loop"))) && parse_take(p, TOKEN_DOT)) {
		struct token field;

		if (!parse_name(p, &field))
			return NULL;
		name = loop_name(p, field.text);
	}
	x = node(p, EXPR_NAME, t->from, t->origin, NULL, 0);
	if (x)
		x->name = name;
	return x;
}

/* The same node, whose text has its brackets. */
static const struct expr *bracketed(struct parser *p, const struct expr *x, const struct token *open)
{
	struct expr *copy = arena_copy(p->lexer.arena, x, sizeof(*x));

	copy->origin = open->origin;
	copy->text = str_sub(p->lexer.text, open->from, p->end);
	return copy;
}

static const struct expr *parse_brackets(struct parser *p, const struct token *t)
{
	struct exprs list = { 0 };
	const struct expr *x = NULL;

	if (t->kind == TOKEN_OPEN) {
		x = parse_pipe(p);
		return x && parse_expect(p, TOKEN_CLOSE, ")") ? bracketed(p, x, t) : NULL;
	}
	if (parse_list(p, TOKEN_CLOSE_SQUARE, "]", &list))
		x = node(p, EXPR_LIST_OF, t->from, t->origin, list.items, list.n);
	mem_free(list.items);
	return x;
}

static const struct expr *parse_operand(struct parser *p)
{
	struct token t = p->token;

	switch (t.kind) {
	case TOKEN_NUMBER:
		next_token(p);
		return number_literal(p, &t);
	case TOKEN_TEXT:
		next_token(p);
		return literal(p, &t, (struct value){ .kind = VALUE_TEXT, .text = t.text });
	case TOKEN_TRUE: case TOKEN_FALSE:
		next_token(p);
		return literal(p, &t, (struct value){ .kind = VALUE_BOOL, .boolean = t.kind == TOKEN_TRUE });
	case TOKEN_NULL:
		next_token(p);
		return literal(p, &t, (struct value){ .kind = VALUE_NULL, .text = t.text });
	case TOKEN_NAME:
		next_token(p);
		return name_or_call(p, &t);
	case TOKEN_OPEN: case TOKEN_OPEN_SQUARE:
		next_token(p);
		return parse_brackets(p, &t);
	default:
		parse_fail(p, BOTH("a value or name", "值或名称"));
		return NULL;
	}
}

/* --- what follows an operand --- */

static const struct expr *parse_field(struct parser *p, const struct expr *base)
{
	struct token field = p->token;
	struct expr *x;

	/* A column may be called like a keyword. */
	if (field.kind >= TOKEN_TRUE && field.kind <= TOKEN_NOT_IN)
		next_token(p);
	else if (!parse_name(p, &field))
		return NULL;
	x = node(p, EXPR_FIELD, start_of(p, base), base->origin, &base, 1);
	if (x) {
		x->name = field.text;
		x->at = field.origin;
	}
	return x;
}

static const struct expr *parse_subscript(struct parser *p, const struct expr *base)
{
	const struct expr *kids[3] = { base };
	size_t n = 1;
	struct expr *x;

	do {
		if (n == 3) {
			parse_fail(p, "]");
			return NULL;
		}
		kids[n] = parse_pipe(p);
		if (!kids[n++])
			return NULL;
	} while (parse_take(p, TOKEN_COMMA));
	if (!parse_expect(p, TOKEN_CLOSE_SQUARE, "]"))
		return NULL;
	x = node(p, n == 3 ? EXPR_CELL : EXPR_INDEX, start_of(p, base), base->origin, kids, n);
	if (x)
		x->at = kids[1]->origin;
	return x;
}

static const struct expr *parse_postfix(struct parser *p)
{
	const struct expr *x = parse_operand(p);

	while (x && !p->failed) {
		if (parse_take(p, TOKEN_DOT))
			x = parse_field(p, x);
		else if (parse_take(p, TOKEN_OPEN_SQUARE))
			x = parse_subscript(p, x);
		else
			break;
	}
	return p->failed ? NULL : x;
}

/* --- operators --- */

static const struct expr *prefix(struct parser *p, enum expr_op op, int level)
{
	struct token t = p->token;
	const struct expr *kid;
	struct expr *x;

	next_token(p);
	if (++p->nesting > EXPR_NESTING) {
		fail_nesting(p, t.origin, EXPR_NESTING);
		return NULL;
	}
	kid = parse_binary(p, level);
	p->nesting--;
	x = kid ? node(p, op, t.from, t.origin, &kid, 1) : NULL;
	if (x)
		x->name = t.text;
	return x;
}

static const struct expr *parse_unary(struct parser *p)
{
	if (p->failed)
		return NULL;
	if (p->token.kind == TOKEN_SUB)
		return prefix(p, EXPR_NEG, LEVEL_PRODUCT + 1);
	if (p->token.kind == TOKEN_NOT)
		return prefix(p, EXPR_NOT, LEVEL_COMPARE);
	return parse_postfix(p);
}

static const struct operator *operator_of(enum token_kind token)
{
	for (size_t i = 0; i < sizeof(operators) / sizeof(*operators); i++)
		if (operators[i].token == token)
			return &operators[i];
	return NULL;
}

/* `not in` is two tokens. */
static const struct operator *operator_here(struct parser *p, struct token *t)
{
	*t = p->token;
	if (p->token.kind == TOKEN_NOT) {
		struct lexer ahead = p->lexer;

		enum token_kind kind = lex_next(&ahead).kind;

		p->failed |= kind == TOKEN_BAD; /* it has reported */
		return kind == TOKEN_IN ? operator_of(TOKEN_NOT_IN) : NULL;
	}
	return operator_of(p->token.kind);
}

static const struct expr *parse_binary(struct parser *p, int level)
{
	const struct expr *left = parse_unary(p);
	const struct operator *op;
	struct token t;

	while (left && !p->failed && (op = operator_here(p, &t)) && op->level >= level) {
		const struct expr *kids[2] = { left };
		struct expr *x;

		next_token(p);
		if (t.kind == TOKEN_NOT)
			next_token(p);
		kids[1] = parse_binary(p, op->level + 1);
		x = kids[1] ? node(p, op->op, start_of(p, left), left->origin, kids, 2) : NULL;
		if (!x)
			return NULL;
		x->at = t.origin;
		x->name = t.text;
		left = x;
		/* a < b < c has no meaning here: what follows a comparison is left over and gets reported. */
		if (op->level == LEVEL_COMPARE && (op = operator_here(p, &t)) && op->level == LEVEL_COMPARE)
			parse_fail(p, BOTH("and, or", "且、或"));
	}
	return p->failed ? NULL : left;
}

static const struct expr *parse_ternary(struct parser *p)
{
	const struct expr *kids[3];
	struct expr *x;

	if (++p->nesting > EXPR_NESTING) {
		fail_nesting(p, p->token.origin, EXPR_NESTING);
		return NULL;
	}
	kids[0] = parse_binary(p, LEVEL_OR);
	if (kids[0] && parse_take(p, TOKEN_IF)) {
		kids[1] = parse_binary(p, LEVEL_OR);
		if (!kids[1] || !parse_expect(p, TOKEN_ELSE, "else"))
			return NULL;
		kids[2] = parse_ternary(p);
		x = kids[2] ? node(p, EXPR_IF, start_of(p, kids[0]), kids[0]->origin, kids, 3) : NULL;
		kids[0] = x;
	}
	p->nesting--;
	return kids[0];
}

static const struct expr *parse_filters(struct parser *p, const struct expr *x)
{
	while (x && parse_take(p, TOKEN_PIPE))
		x = parse_filter(p, x);
	return p->failed ? NULL : x;
}

const struct expr *parse_pipe(struct parser *p)
{
	return parse_filters(p, parse_ternary(p));
}

const struct expr *parse_iterable(struct parser *p)
{
	return parse_filters(p, parse_binary(p, LEVEL_OR));
}

const struct expr *expr_parse_at(struct arena *arena, struct str text, struct origin where, struct diags *diags)
{
	struct parser p;
	const struct expr *x;

	parser_init(&p, arena, text, where, diags);
	x = parse_pipe(&p);
	return x && parse_end(&p) ? x : NULL;
}

const struct expr *expr_parse(struct arena *arena, const struct source *src, size_t from, size_t to, struct diags *diags)
{
	return expr_parse_at(arena, str_sub(src->text, from, to), origin_at(src, from), diags);
}

struct origin expr_origin(const struct expr *x)
{
	return x->origin;
}

struct str expr_text(const struct expr *x)
{
	return x->text;
}
