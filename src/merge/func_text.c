/* func_text.c - texts, dates, and what to do about missing values. */
#include "base/utf8.h"
#include "merge/func.h"

bool func_text(struct call *c, struct value *out)
{
	struct phrase p;
	bool ok;

	phrase_init(&p, c->eval->arena);
	ok = phrase_value(&p, &c->args[0], &c->eval->policy);
	*out = phrase_take(&p);
	return ok || arg_fail(c, 0, BOTH("a text or number", "文字或数值"));
}

bool func_length(struct call *c, struct value *out)
{
	const struct value *v = &c->args[0];

	if (v->kind != VALUE_TEXT && v->kind != VALUE_LIST)
		return arg_fail(c, 0, BOTH("a text or list", "文字或列表"));
	*out = number_value(number_from((int64_t)(v->kind == VALUE_TEXT ? utf8_count(v->text) : v->nitems)), NULL);
	call_trace(c, out);
	return true;
}

static size_t matches(struct str text, struct str from)
{
	size_t n = 0;

	for (ptrdiff_t at; from.len && (at = str_find(text, from)) >= 0; n++)
		text = str_sub(text, (size_t)at + from.len, text.len);
	return n;
}

/* One piece of the text; a figure that has nothing to replace in it stays one. */
static bool replace_in(struct call *c, struct phrase *p, struct str rest, const struct trace *trace)
{
	struct str from = c->args[1].text;
	ptrdiff_t at;

	if (trace && !matches(rest, from)) {
		phrase_figure(p, rest, trace);
		return true;
	}
	while (from.len && p->str.len <= VALUE_TEXT_BYTES && (at = str_find(rest, from)) >= 0) {
		phrase_word(p, str_sub(rest, 0, (size_t)at));
		phrase_value(p, &c->args[2], &c->eval->policy);
		rest = str_sub(rest, (size_t)at + from.len, rest.len);
		if ((c->args[2].trace || c->args[2].nitems) && !eval_spend(c->eval, c->x->at, 8))
			return false;
	}
	phrase_word(p, rest);
	return true;
}

/* The figures of both texts stay known, unless a match begins in one and ends outside of it. */
bool func_replace(struct call *c, struct value *out)
{
	const struct value *v = &c->args[0];
	size_t apart = 0;
	struct phrase p;
	bool ok = true;

	if (!args_all(c, arg_text))
		return false;
	for (size_t i = 0; i < v->nitems; i++)
		apart += matches(v->items[i].text, c->args[1].text);
	phrase_init(&p, c->eval->arena);
	if (!v->nitems || apart != matches(v->text, c->args[1].text))
		ok = replace_in(c, &p, v->text, v->nitems ? NULL : v->trace);
	else
		for (size_t i = 0; i < v->nitems && ok; i++)
			ok = replace_in(c, &p, v->items[i].text, v->items[i].trace);
	*out = phrase_take(&p);
	return ok;
}

bool func_join(struct call *c, struct value *out)
{
	struct str between = c->n > 1 ? c->args[1].text : STR("、");
	const struct value *list = &c->args[0];
	struct phrase p;
	bool ok = true;

	if (list->kind != VALUE_LIST)
		return arg_fail(c, 0, BOTH("a list", "列表"));
	if (c->n > 1 && !arg_text(c, 1))
		return false;
	for (size_t i = 0; i < list->nitems; i++)
		if (null_result(&list->items[i], out))
			return !list->items[i].reported;
	phrase_init(&p, c->eval->arena);
	for (size_t i = 0; ok && i < list->nitems && p.str.len <= VALUE_TEXT_BYTES; i++) {
		phrase_word(&p, i ? between : STR(""));
		ok = phrase_value(&p, &list->items[i], &c->eval->policy) && eval_spend(c->eval, c->x->at, 4);
	}
	*out = phrase_take(&p);
	return ok || arg_fail(c, 0, BOTH("texts or numbers", "文字或数值"));
}

/* --- dates --- */

static bool is_leap(int year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static int days_in(int year, int month)
{
	static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

	return month == 2 && is_leap(year) ? 29 : days[month - 1];
}

/* Up to `most` digits; false when there are none or more. */
static bool date_number(struct str s, size_t *pos, size_t most, int *out)
{
	size_t from = *pos;

	for (*out = 0; *pos < s.len && s.ptr[*pos] >= '0' && s.ptr[*pos] <= '9' && *pos - from <= most; ++*pos)
		*out = *out * 10 + (s.ptr[*pos] - '0');
	return *pos > from && *pos - from <= most;
}

static bool date_sign(struct str s, size_t *pos)
{
	static const char *const signs[] = { "-", "/", ".", "年", "月" };

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		if (str_starts(str_sub(s, *pos, s.len), str_from(signs[i]))) {
			*pos += str_from(signs[i]).len;
			return true;
		}
	}
	return false;
}

/* 2022-12-31, 2022/12/31, 2022.12.31, 2022年12月31日, or without the day (*d is 0 then). */
static bool parse_date(struct str s, int *y, int *m, int *d)
{
	size_t pos = 0;

	*d = 0;
	if (!date_number(s, &pos, 4, y) || !date_sign(s, &pos) || !date_number(s, &pos, 2, m) || *m < 1 || *m > 12)
		return false;
	if (date_sign(s, &pos) && pos < s.len && (!date_number(s, &pos, 2, d) || *d < 1 || *d > days_in(*y, *m)))
		return false;
	if (*d && str_eq(str_sub(s, pos, s.len), STR("日")))
		pos = s.len;
	return pos == s.len && *y >= 1000;
}

bool date_valid(struct str text)
{
	int y, m, d;

	return parse_date(str_trim(text), &y, &m, &d);
}

bool func_date(struct call *c, struct value *out)
{
	int y, m, d;

	if (!arg_text(c, 0))
		return false;
	if (!parse_date(str_trim(c->args[0].text), &y, &m, &d)) {
		diag(c->eval->diags, BAD_ARGUMENTS, c->x->kids[0]->origin, c->x->func->usage,
		     expr_clip(c->eval->arena, c->args[0].text));
		return false;
	}
	*out = (struct value){ .kind = VALUE_TEXT, .cell = c->args[0].cell, .origin = c->args[0].origin };
	out->text = d ? str_printf(c->eval->arena, "%d年%d月%d日", y, m, d) : str_printf(c->eval->arena, "%d年%d月", y, m);
	return true;
}

/* --- missing values --- */

bool func_otherwise(struct call *c, struct value *out)
{
	if (!expr_eval(c->x->kids[0], c->eval, out))
		return false;
	return out->kind != VALUE_NULL || expr_eval(c->x->kids[1], c->eval, out);
}

static bool says_missing(enum diag_code code)
{
	return code == DIAG_UNKNOWN_NAME || code == DIAG_MISSING_ROW || code == DIAG_MISSING_COLUMN || code == DIAG_MISSING_VALUE;
}

/* What is merely absent is the answer; any other mistake stays one. */
bool func_exists(struct call *c, struct value *out)
{
	struct diags *saved = c->eval->diags;
	struct value v;
	bool ok = true, asking = c->eval->asking;

	c->eval->diags = diags_new();
	c->eval->asking = true;
	expr_eval(c->x->kids[0], c->eval, &v);
	c->eval->asking = asking;
	for (size_t i = 0; i < diags_count(c->eval->diags); i++) {
		const struct diag *d = diags_at(c->eval->diags, i);

		if (says_missing(d->code))
			continue;
		diag_copy(saved, d);
		ok = false;
	}
	diags_drop(c->eval->diags);
	c->eval->diags = saved;
	*out = (struct value){ .kind = VALUE_BOOL, .boolean = v.kind != VALUE_NULL };
	return ok;
}
