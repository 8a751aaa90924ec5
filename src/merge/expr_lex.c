/* expr_lex.c - characters to tokens. Full-width signs, digits and blanks count as their ASCII forms.
 *
 * A hand scanner: the language has a handful of token shapes, and the one walk over the characters also counts lines and columns,
 * which a regular expression would not. */
#include <string.h>

#include "base/utf8.h"
#include "merge/expr_int.h"

struct word {
	const char *text;
	enum token_kind kind;
};

static const struct word keywords[] = {
	{ "真", TOKEN_TRUE }, { "true", TOKEN_TRUE }, { "True", TOKEN_TRUE }, { "假", TOKEN_FALSE }, { "false", TOKEN_FALSE },
	{ "False", TOKEN_FALSE }, { "空", TOKEN_NULL }, { "null", TOKEN_NULL }, { "none", TOKEN_NULL }, { "None", TOKEN_NULL },
	{ "if", TOKEN_IF }, { "else", TOKEN_ELSE }, { "or", TOKEN_OR }, { "或", TOKEN_OR }, { "and", TOKEN_AND },
	{ "且", TOKEN_AND }, { "not", TOKEN_NOT }, { "非", TOKEN_NOT }, { "in", TOKEN_IN }, { "在", TOKEN_IN },
	{ "不在", TOKEN_NOT_IN },
};

/* The longer sign first. Compared after folding to half width. */
static const struct word signs[] = {
	{ "==", TOKEN_EQ }, { "!=", TOKEN_NE }, { "<=", TOKEN_LE }, { ">=", TOKEN_GE }, { "<>", TOKEN_NE }, { "=", TOKEN_ASSIGN },
	{ "<", TOKEN_LT }, { ">", TOKEN_GT }, { "≠", TOKEN_NE }, { "≤", TOKEN_LE }, { "≥", TOKEN_GE }, { "⩽", TOKEN_LE },
	{ "⩾", TOKEN_GE }, { "+", TOKEN_ADD }, { "-", TOKEN_SUB }, { "−", TOKEN_SUB }, { "~", TOKEN_JOIN }, { "*", TOKEN_MUL },
	{ "×", TOKEN_MUL }, { "/", TOKEN_DIV }, { "÷", TOKEN_DIV }, { ".", TOKEN_DOT }, { ",", TOKEN_COMMA },
	{ "、", TOKEN_COMMA }, { "(", TOKEN_OPEN }, { ")", TOKEN_CLOSE }, { "[", TOKEN_OPEN_SQUARE },
	{ "]", TOKEN_CLOSE_SQUARE }, { "【", TOKEN_OPEN_SQUARE }, { "】", TOKEN_CLOSE_SQUARE }, { "|", TOKEN_PIPE },
};

/* The folded character at `pos`, 0 behind the end; *next is where the one after it begins. */
static uint32_t peek(struct str text, size_t pos, size_t *next)
{
	*next = pos;
	return pos < text.len ? ch_fold_width(utf8_next(text, next)) : 0;
}

static bool name_char(uint32_t ch)
{
	return ch_is_letter(ch) || ch_is_han(ch) || ch_is_digit(ch) || ch == '_';
}

static bool blank_char(uint32_t ch)
{
	return ch_is_blank(ch) || ch == '\n' || ch == '\r' || ch == 0x2028;
}

bool lex_is_quote(uint32_t ch)
{
	ch = ch_fold_width(ch);
	return ch == '"' || ch == '\'' || ch == 0x201C || ch == 0x2018;
}

size_t lex_quoted(struct str text, size_t from)
{
	size_t pos;
	uint32_t open = peek(text, from, &pos), close = open == 0x201C || open == 0x2018 ? open + 1 : open;

	while (pos < text.len) {
		uint32_t ch = peek(text, pos, &pos);

		if (ch == close)
			return pos;
		if (ch == '\n')
			break;
	}
	return 0;
}

/* Moves to `to`, counting. */
static void advance(struct lexer *lx, size_t to)
{
	while (lx->pos < to) {
		if (utf8_next(lx->text, &lx->pos) == '\n') {
			lx->at.line++;
			lx->at.col = 1;
		} else {
			lx->at.col++;
		}
	}
}

static void skip_blanks(struct lexer *lx)
{
	size_t next;

	for (size_t pos = lx->pos; pos < lx->text.len && blank_char(peek(lx->text, pos, &next)); pos = next)
		advance(lx, next);
}

static size_t name_end(struct str text, size_t pos)
{
	size_t next;

	/* Names keep their form: full-width letters are no part of one, so only the raw character counts. */
	while (pos < text.len && (next = pos, name_char(utf8_next(text, &next))))
		pos = next;
	return pos;
}

static void take_name(struct lexer *lx, struct token *t)
{
	t->kind = TOKEN_NAME;
	t->to = name_end(lx->text, lx->pos);
	t->text = str_sub(lx->text, t->from, t->to);
	for (size_t i = 0; i < sizeof(keywords) / sizeof(*keywords); i++)
		if (str_eq(t->text, str_from(keywords[i].text)))
			t->kind = keywords[i].kind;
}

static size_t digits_end(struct str text, size_t pos)
{
	size_t next;

	while (ch_is_digit(peek(text, pos, &next)))
		pos = next;
	return pos;
}

/* The digits in half width; they are few, so an arena copy is fine. */
static bool parse_digits(struct lexer *lx, struct token *t)
{
	struct buf b;
	bool ok;

	buf_init(&b);
	for (size_t pos = t->from; pos < t->to;)
		buf_utf8(&b, ch_fold_width(utf8_next(lx->text, &pos)));
	ok = number_parse(lx->arena, buf_as_str(&b), &t->number);
	buf_release(&b);
	return ok;
}

/* A unit stands at once behind its number: 12.5万元, 3台（套）, 6.53%. A word there that is no unit is a mistake. */
static bool take_unit(struct lexer *lx, struct token *t)
{
	struct str rest = str_sub(lx->text, t->to, lx->text.len);
	size_t len = 0, word = name_end(rest, 0);
	const struct unit *unit = unit_prefix(rest, &len);

	if (unit && len >= word) {
		t->unit = unit;
		t->to += len;
	} else if (word) {
		advance(lx, t->to);
		diag(lx->diags, UNKNOWN_UNIT, lx->at, str_sub(rest, 0, word));
		return false;
	}
	return true;
}

static void take_number(struct lexer *lx, struct token *t)
{
	size_t next;

	t->kind = TOKEN_NUMBER;
	t->to = digits_end(lx->text, lx->pos);
	if (peek(lx->text, t->to, &next) == '.' && digits_end(lx->text, next) > next)
		t->to = digits_end(lx->text, next);
	if (!parse_digits(lx, t) || !take_unit(lx, t))
		t->kind = TOKEN_BAD;
}

static void take_text(struct lexer *lx, struct token *t)
{
	size_t inner, last, end = lex_quoted(lx->text, lx->pos);

	peek(lx->text, lx->pos, &inner);
	if (end) {
		last = end;
		utf8_prev(lx->text, &last);
		t->kind = TOKEN_TEXT;
		t->text = str_sub(lx->text, inner, last);
		t->to = end;
	} else {
		diag(lx->diags, TEMPLATE_OPEN, lx->at, str_sub(lx->text, lx->pos, inner));
	}
}

/* The byte behind the sign if the folded text at pos begins with it, else 0. */
static size_t match_sign(struct str text, size_t pos, struct str sign)
{
	for (size_t i = 0; i < sign.len;)
		if (peek(text, pos, &pos) != utf8_next(sign, &i))
			return 0;
	return pos;
}

static void take_sign(struct lexer *lx, struct token *t)
{
	size_t next;

	for (size_t i = 0; i < sizeof(signs) / sizeof(*signs); i++) {
		t->to = match_sign(lx->text, lx->pos, str_from(signs[i].text));
		if (t->to) {
			t->kind = signs[i].kind;
			return;
		}
	}
	peek(lx->text, lx->pos, &next);
	diag(lx->diags, EXPR_SYNTAX, lx->at, STR(BOTH("a value or operator", "值或运算符")), str_sub(lx->text, lx->pos, next));
}

struct token lex_next(struct lexer *lx)
{
	struct token t = { .kind = TOKEN_BAD };
	size_t next;
	uint32_t ch;

	skip_blanks(lx);
	t.origin = lx->at;
	t.from = t.to = lx->pos;
	if (lx->pos >= lx->text.len) {
		t.kind = TOKEN_END;
		return t;
	}
	ch = peek(lx->text, lx->pos, &next);
	if (ch_is_digit(ch))
		take_number(lx, &t);
	else if (lex_is_quote(ch))
		take_text(lx, &t);
	else if (name_end(lx->text, lx->pos) > lx->pos)
		take_name(lx, &t);
	else
		take_sign(lx, &t);
	if (t.kind == TOKEN_BAD)
		return t;
	if (t.kind != TOKEN_TEXT)
		t.text = str_sub(lx->text, t.from, t.to);
	advance(lx, t.to);
	return t;
}
