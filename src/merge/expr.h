/* expr.h - expressions: 表['行','列'], arithmetic with units, functions and filters in Chinese and English.
 *
 * The language is described in kanyin-report(5). */
#ifndef KANYIN_MERGE_EXPR_H
#define KANYIN_MERGE_EXPR_H

#include "merge/value.h"

struct expr;

/* Parses src->text[from, to) as one expression including | filters. NULL after a diagnostic at its place. */
const struct expr *expr_parse(struct arena *, const struct source *src, size_t from, size_t to, struct diags *);
/* Parses text that is an attribute of a description; `where` is the place of its first character. */
const struct expr *expr_parse_at(struct arena *, struct str text, struct origin where, struct diags *);
/* false after a diagnostic (each mistake is reported once, where it is made); *out is then VALUE_NULL named after the
 * expression's text. A blank or missing cell is not an error here but VALUE_NULL; printing it is. */
bool expr_eval(const struct expr *, struct eval *, struct value *out);
/* A condition. False after a diagnostic: besides the errors of expr_eval, a comparison with a missing value is one (a bare
 * missing value is merely untrue). *out is false then. */
bool expr_test(const struct expr *, struct eval *, bool *out);
/* What words of a text that have no trace of their own come from: the cell or fact that was read, or the expression. */
const struct trace *expr_words(const struct expr *, struct arena *, const struct value *text);
struct origin expr_origin(const struct expr *);
struct str expr_text(const struct expr *); /* as it was written, trimmed */
/* Every name in it, function names excepted. */
typedef void expr_name(void *ctx, struct str name);
void expr_names(const struct expr *, expr_name *each, void *ctx);

#endif
