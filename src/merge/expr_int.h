/* expr_int.h - what the files of the expression language share: tokens, the tree, function calls.
 *
 * Only expr_*.c, func_*.c, value.c, scope.c, template_*.c and merge_statement_rows.c (eval_row) include it. */
#ifndef KANYIN_MERGE_EXPR_INT_H
#define KANYIN_MERGE_EXPR_INT_H

#include "base/arena.h"
#include "base/nearest.h"
#include "merge/expr.h"

/* Bounds against hostile input. */
enum {
	EXPR_NESTING = 200,           /* brackets in brackets, tags in tags */
	EXPR_DEPTH = 500,             /* of the tree: also a + b + c + … */
	EXPR_LIST = 10000,            /* items written in one list or call */
	VALUE_TEXT_BYTES = 16 << 20,  /* a text made by an expression */
	VALUE_LIST_ITEMS = 1000000,
	VALUE_NUMBER_BYTES = 64 << 10,/* growth of a number in one operation */
	OUTPUT_BYTES = 64 << 20       /* of one run of a template */
};

/* --- tokens (expr_lex.c) --- */

enum token_kind {
	TOKEN_END, TOKEN_BAD, TOKEN_NUMBER, TOKEN_TEXT, TOKEN_NAME,
	TOKEN_TRUE, TOKEN_FALSE, TOKEN_NULL, TOKEN_IF, TOKEN_ELSE, TOKEN_OR, TOKEN_AND, TOKEN_NOT, TOKEN_IN, TOKEN_NOT_IN,
	TOKEN_EQ, TOKEN_NE, TOKEN_LT, TOKEN_LE, TOKEN_GT, TOKEN_GE, TOKEN_ASSIGN, TOKEN_ADD, TOKEN_SUB, TOKEN_JOIN, TOKEN_MUL,
	TOKEN_DIV, TOKEN_DOT, TOKEN_COMMA, TOKEN_OPEN, TOKEN_CLOSE, TOKEN_OPEN_SQUARE, TOKEN_CLOSE_SQUARE, TOKEN_PIPE
};

struct token {
	enum token_kind kind;
	struct origin origin;
	size_t from, to;       /* [bytes] in the lexer's text */
	struct str text;       /* as written; of a quoted text what is between the marks */
	struct number number;
	const struct unit *unit;
};

struct lexer {
	struct arena *arena;
	struct diags *diags;
	struct str text;
	size_t pos;
	struct origin at;      /* the place of pos */
};

/* TOKEN_BAD after a diagnostic. */
struct token lex_next(struct lexer *);
/* The byte behind the quoted text that begins at `from`; 0 when it is not closed on its line. Any of " ' “ ‘ may open it. */
size_t lex_quoted(struct str text, size_t from);
bool lex_is_quote(uint32_t ch);

/* --- the tree (expr_parse.c) --- */

enum expr_op {
	EXPR_LITERAL, EXPR_NAME, EXPR_LIST_OF, EXPR_CALL, EXPR_FIELD, EXPR_INDEX, EXPR_CELL, EXPR_NEG, EXPR_NOT,
	EXPR_OR, EXPR_AND, EXPR_IN, EXPR_NOT_IN, EXPR_EQ, EXPR_NE, EXPR_LT, EXPR_LE, EXPR_GT, EXPR_GE, EXPR_JOIN,
	EXPR_ADD, EXPR_SUB, EXPR_MUL, EXPR_DIV, EXPR_IF, EXPR_OPS
};

struct expr {
	enum expr_op op;
	int depth;                     /* of the tree below, for the bound */
	struct origin origin;          /* where its text begins */
	struct origin at;              /* the operator, function name or subscript: where its own mistakes are reported */
	struct str text;               /* as written */
	struct str name;               /* of a name, a field; the operator's sign */
	const struct value *literal;
	const struct func *func;
	const struct expr *const *kids;
	size_t nkids;
};

struct parser {
	struct lexer lexer;
	struct token token;            /* the one to look at */
	size_t end;                    /* [bytes] behind the last token taken */
	int nesting;
	bool failed;                   /* a diagnostic was given; nothing more is reported */
};

void parser_init(struct parser *, struct arena *, struct str text, struct origin, struct diags *);
bool parse_take(struct parser *, enum token_kind);                        /* takes the token if it is of this kind */
bool parse_expect(struct parser *, enum token_kind, const char *sign);    /* takes it or reports */
bool parse_name(struct parser *, struct token *out);                      /* takes a name or reports */
bool parse_end(struct parser *);                                          /* reports what is left over */
void parse_fail(struct parser *, const char *expected);                   /* reports the token in sight, once */
const struct expr *parse_pipe(struct parser *);                           /* a whole expression with filters */
const struct expr *parse_iterable(struct parser *);                       /* the same without "a if c else b" at its top */

/* --- evaluation (expr_eval.c) --- */

/* Takes n steps from the budget; false when it is used up, which is reported once. */
bool eval_spend(struct eval *, struct origin, size_t n);
/* Passes a missing operand on as the result: its name survives, so that printing says what was missing. True if a is null. */
bool null_result(const struct value *a, struct value *out);
struct value number_value(struct number, const struct unit *);
/* Gives *v the trace of an operation, and returns it. */
struct trace *trace_formula(struct eval *, const struct expr *, struct str name, struct value *v, const struct value *inputs, size_t n);
/* Too many inputs to keep: their places, from the first to the last, as one. NULL when these have none. */
const struct trace *trace_range(struct arena *, const struct trace *first, const struct trace *last, const struct trace *total, size_t n);
bool eval_kids(const struct expr *, struct eval *, struct value *out);    /* all of them, so that all mistakes are told */
bool eval_access(const struct expr *, struct eval *, struct value *out);  /* expr_access.c: names, fields, subscripts, cells */
/* Finds or reports; silent about a table whose columns are not those that were declared, which was reported. */
bool eval_column(struct eval *, struct table *, struct str label, struct origin, size_t *column);
bool eval_row(struct eval *, struct table *, struct str key, struct origin, size_t *row); /* the only one of that key */
/* expr_math.c. Both reported at x->at. */
bool eval_math(const struct expr *, struct eval *, const struct value *a, const struct value *b, struct value *out);
bool eval_compare(const struct expr *, struct eval *, const struct value *a, const struct value *b, struct value *out);
bool value_equal(struct eval *, const struct value *, const struct value *); /* false for values that cannot be compared */
/* Brings both numbers to one unit (the left one's; a 0 without unit fits all). False when the units do not fit. */
bool units_align(struct arena *, struct value *a, struct value *b);
/* TYPE_MISMATCH at `where`: `what` needs something else than `found`, as written, which is v (NULL: has no value). Always false. */
bool report_type(struct eval *, struct origin where, struct str what, const char *expected, struct str found, const struct value *v);
void report_missing(struct eval *, struct origin where, const struct value *null); /* MISSING_VALUE */
void report_units(struct eval *, struct origin, const char *sign, const struct value *a, const struct value *b);
struct str expr_clip(struct arena *, struct str text);                    /* short enough for a message, one line */

/* --- printing (value.c) --- */

/* value_cell with the text of the trace given; empty: table['row','column'] is put together. */
bool cell_value(const struct eval *, struct table *, size_t row, size_t column, struct str text, struct value *out);
int value_digits(struct arena *, const struct value *number, const struct number_policy *); /* decimals it prints with */
void print_unit(struct buf *, const struct unit *);                       /* NULL prints nothing */
const struct unit *policy_amounts(const struct number_policy *);

/* Text put together from words and figures; its parts stay known. */
struct phrase {
	struct arena *arena;
	struct buf str;
	struct value *parts;
	size_t nparts, size;
	size_t figures;
};

void phrase_init(struct phrase *, struct arena *);
void phrase_word(struct phrase *, struct str);
void phrase_figure(struct phrase *, struct str printed, const struct trace *);
void phrase_number(struct phrase *, const struct value *number, int digits); /* with its unit */
bool phrase_value(struct phrase *, const struct value *, const struct number_policy *); /* false: list, table, row, null */
struct value phrase_take(struct phrase *); /* releases it */

/* --- functions (func_table.c) --- */

struct call {
	const struct expr *x;
	struct eval *eval;
	struct value *args;
	size_t n;
};

enum { FUNC_ARGS = 8 };

struct func {
	struct str zh, en;
	uint8_t min, max;
	bool lazy;  /* gets its arguments unevaluated and deals with missing ones itself */
	bool (*run)(struct call *, struct value *out);
	struct str usage;
};

const struct func *func_find(struct str name);
struct str func_nearest(struct str name);
bool eval_call(const struct expr *, struct eval *, struct value *out);

/* Arguments; each reports at the argument's own place. */
bool arg_number(struct call *, size_t i);
bool arg_money(struct call *, size_t i);
bool arg_text(struct call *, size_t i);
bool args_all(struct call *, bool (*check)(struct call *, size_t)); /* every argument, so that all mistakes are told */
bool arg_digits(struct call *, size_t i, int *digits);        /* unchanged when absent */
bool arg_fail(struct call *, size_t i, const char *expected); /* TYPE_MISMATCH; false */
bool arg_bad(struct call *, size_t i);                        /* BAD_ARGUMENTS with the argument as written; false */
void call_trace(struct call *, struct value *);               /* the call as a formula over its arguments */
/* A printed figure: the number's own trace stays with the text. */
struct value call_figure(struct call *, const struct value *number, int digits, enum number_group);

#endif
