/* punct.c - punctuation: doubled marks, half-width ones, stops typed as points, brackets without partner, paragraphs without an end. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

/* --- marks --- */

static void each(struct check *c, const struct line *line, enum pattern pattern, enum diag_code code)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, pattern, line->s, from, &m); from = m.to > m.from ? m.to : m.to + 1) {
		struct str quote = check_quote(c, line->s, m.from, m.to < line->s.len ? m.to + 1 : m.to, 6);

		check_report(c, line, m.from, code, &quote, 1);
	}
}

/* --- half width --- */

static bool is_half(uint32_t ch)
{
	return ch == ',' || ch == ':' || ch == ';' || ch == '?' || ch == '!' || ch == '(' || ch == ')';
}

/* 错误!未定义书签 is no punctuation of the text. */
static bool is_field_error(struct str s, size_t at, uint32_t ch)
{
	return ch == '!' && str_ends(str_sub(s, 0, at), STR("错误"));
}

/* The end of the placeholder 【…】 that begins at `at`; `at` when there is none. */
static size_t placeholder_end(struct str s, size_t at)
{
	struct str rest = str_sub(s, at, s.len);
	ptrdiff_t end = str_starts(rest, STR("【")) ? str_find(rest, STR("】")) : -1;

	return end < 0 ? at : at + (size_t)end + strlen("】");
}

/* Half-width marks between Chinese characters in a text that is full width otherwise: one finding a paragraph. */
static void half_width(struct check *c, const struct line *line)
{
	struct str s = line->in->text.str;
	uint32_t before = 0, ch = 0, next;
	size_t n = 0, first = 0, end = 0; /* end: behind the character that follows the first */
	int inside = 0;

	for (size_t pos = 0, at = 0; pos <= s.len; before = ch, ch = next) {
		size_t here = at;

		inside = ch == 0x3010 ? 1 : ch == 0x3011 ? 0 : inside;

		at = pos;
		next = pos < s.len ? utf8_next(s, &pos) : (pos++, 0u);
		if (is_half(ch) && !inside && !is_field_error(s, here, ch) && ch_is_han(before) && (ch_is_han(next) || next == 0x201C || next == 0x300A) && n++ == 0) {
			first = here;
			end = pos;
		}
	}
	if (n)
		check_report_alike(c, STR(""), text_origin(&line->in->text, first), DIAG_TEXT_HALF_WIDTH,
		                   (const struct str[]){ check_quote(c, s, first, end, 4), str_printf(c->arena, "%zu", n) }, 2);
}

static bool is_closing_mark(uint32_t ch)
{
	return ch == ';' || ch == ',' || ch == 0x3002 || ch == 0xFF0C || ch == 0xFF1B || ch == 0x3001;
}

static bool is_rate_mark(uint32_t ch)
{
	return ch == '%' || ch == 0x2030 || ch == 0xFF05;
}

/* A blank before a mark, as typed; justified PDF lines have blanks everywhere and are left alone. */
static void blank_before(struct check *c, const struct line *line)
{
	struct str s = line->in->text.str;
	size_t blanks = 0, found = 0, end = 0, last_at = 0;
	uint32_t before = 0, last = 0;

	for (size_t pos = 0; pos < s.len;) {
		size_t at = pos;
		uint32_t ch = utf8_next(s, &pos);

		blanks += ch == ' ' || ch == 0xA0;
		if ((last == ' ' || last == 0xA0) && !found &&
		    ((is_closing_mark(ch) && (ch_is_han(before) || before == 0x201D)) ||
		     (is_rate_mark(ch) && ch_is_digit(before)))) {
			found = last_at;
			end = pos;
		}
		before = last;
		last = ch;
		last_at = at;
	}
	if (found && blanks <= 3 && !line->in->joined && line->in->text.nplaces && line->in->text.places[0].literal) {
		struct str quote = check_quote(c, s, found, end, 4);

		check_report_typed(c, line, found, DIAG_TEXT_BLANK, &quote, 1);
	}
}

/* 〔〕 typed as another bracket, once a paragraph; [] in a text of half-width marks is what was made of 〔〕. */
static void doc_number(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_DOC_NUMBER, line->s, from, &m); from = m.to) {
		if (c->flat && str_starts(match_group(line->s, &m, 0), STR("[")))
			continue;
		report(c, line, m.from, DOC_NUMBER, check_quote(c, line->s, m.from, m.to, 6));
		return;
	}
}

void check_punctuation(struct check *c)
{
	bool said = false;

	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (line->contents || line->furniture)
			continue;
		if (!line->leftover)
			each(c, line, PATTERN_DOUBLED, DIAG_TEXT_DOUBLED);
		each(c, line, PATTERN_GREATER, DIAG_TEXT_GREATER);
		if (line->cell)
			continue;
		each(c, line, PATTERN_POINT_STOP, DIAG_TEXT_POINT_STOP);
		each(c, line, PATTERN_PLACE_COMMA, DIAG_TEXT_PLACE_COMMA);
		each(c, line, PATTERN_STRAY_COMMA, DIAG_TEXT_STRAY_COMMA);
		doc_number(c, line);
		blank_before(c, line);
		if (!c->flat) {
			half_width(c, line);
		} else if (!said && line->nfigs + line->s.len > 60) {
			report(c, line, 0, HALF_TEXT, STR(""));
			said = true;
		}
	}
}

/* --- brackets and quotes --- */

static const struct {
	uint32_t open, close;
} pairs[] = { { '(', ')' },       { 0x300A, 0x300B }, { 0x201C, 0x201D }, { 0x2018, 0x2019 },
	      { 0x3010, 0x3011 }, { 0x3014, 0x3015 }, { 0x3008, 0x3009 } };

enum { PAIRS = sizeof(pairs) / sizeof(*pairs), OPEN_MAX = 64 };

static void unmatched(struct check *c, const struct line *line, size_t at)
{
	size_t next = at;

	utf8_next(line->s, &next);
	report(c, line, at, UNBALANCED, str_sub(line->s, at, next),
	       check_quote(c, line->s, at, next + 12 < line->s.len ? next + 12 : line->s.len, 4));
}

/* a) and 1) at the beginning of an item need no partner. */
static bool is_item_bracket(struct str s, size_t at)
{
	size_t k = at;
	uint32_t before = k > 0 ? utf8_prev(s, &k) : 0;
	uint32_t earlier = k > 0 ? utf8_prev(s, &k) : 0;

	return (ch_is_digit(before) || ch_is_letter(before) || (before >= 0x4E00 && at <= 6)) && !ch_is_letter(earlier) &&
	       (earlier == 0 || !ch_is_han(earlier) || at <= 6);
}

static bool has_open(const struct line *line, uint32_t open)
{
	for (size_t pos = 0; pos < line->s.len;)
		if (utf8_next(line->s, &pos) == open)
			return true;
	return false;
}

/* The partner may stand in the next paragraph (lists inside brackets, titles over two lines). */
static bool closes_later(const struct check *c, const struct line *line, size_t pair)
{
	size_t at = (size_t)(line - c->lines);

	for (size_t k = at + 1; k < c->n && k <= at + 1; k++)
		for (size_t pos = 0; pos < c->lines[k].s.len;) {
			uint32_t ch = utf8_next(c->lines[k].s, &pos);

			if (ch == pairs[pair].open)
				break;
			if (ch == pairs[pair].close)
				return true;
		}
	return false;
}

static bool opened_before(const struct check *c, const struct line *line, size_t pair)
{
	const struct line *before = line > c->lines ? line - 1 : NULL;
	int depth = 0;

	for (size_t pos = 0; before && pos < before->s.len;) {
		uint32_t ch = utf8_next(before->s, &pos);

		depth += (ch == pairs[pair].open) - (ch == pairs[pair].close);
	}
	return depth > 0;
}

static void balance(struct check *c, const struct line *line, size_t pair)
{
	size_t open[OPEN_MAX], n = 0;
	bool tight = pairs[pair].open == 0x201C || pairs[pair].open == 0x2018;

	for (size_t pos = 0; pos < line->s.len;) {
		size_t at = pos, skip = placeholder_end(line->s, pos);
		uint32_t ch = utf8_next(line->s, &pos);

		if (skip > at) {
			pos = skip;
			continue;
		}
		if (ch == pairs[pair].open && n < OPEN_MAX) {
			if (tight && n == 1)
				unmatched(c, line, open[--n]);
			open[n++] = at;
		} else if (ch == pairs[pair].close && n > 0) {
			n--;
		} else if (ch == pairs[pair].close && !(ch == ')' && is_item_bracket(line->s, at)) &&
		           !opened_before(c, line, pair) &&
		           !(ch == 0x300B && pattern_has(c->patterns, PATTERN_GREATER, line->s))) {
			unmatched(c, line, at);
		}
	}
	while (n-- > 0)
		if (!closes_later(c, line, pair))
			unmatched(c, line, open[n]);
}

void check_brackets(struct check *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < PAIRS; k++)
			if ((has_open(&c->lines[i], pairs[k].open) || has_open(&c->lines[i], pairs[k].close)) &&
			    !c->lines[i].contents && !c->lines[i].furniture)
				balance(c, &c->lines[i], k);
}

/* --- the end of a paragraph --- */

static uint32_t last_char(struct str s)
{
	size_t at = s.len;

	return s.len ? utf8_prev(s, &at) : 0;
}

static bool is_end(uint32_t ch)
{
	return ch == 0x3002 || ch == '!' || ch == '?' || ch == ':' || ch == ';' || ch == 0x2026 || ch == 0x201D || ch == ')' ||
	       ch == 0x300B || ch == 0x3011 || ch == '.' || ch == 0x2014;
}

/* Whether a paragraph is a sentence and not a title, a caption, a field or an address. */
static bool is_sentence(const struct check *c, const struct line *line)
{
	struct str rest = str_sub(line->s, line->mark_to, line->s.len);

	if (line->cell || line->heading || line->contents || line->furniture || line->leftover || han_count(rest) < 8)
		return false;
	if (str_has(rest, STR("。")) || pattern_has(c->patterns, PATTERN_REASON, rest))
		return true;
	if (pattern_has(c->patterns, PATTERN_FIELD, rest))
		return false;
	return pattern_has(c->patterns, PATTERN_SAYS, rest) || (!line->mark && han_count(rest) >= 20 && str_has(rest, STR(",")));
}

/* Whether 三、 is the next of the headings before this paragraph. */
static bool is_next_heading(const struct check *c, const struct line *line, int value)
{
	while (line-- > c->lines)
		if (line->mark == MARK_HAN && !line->cell && !line->contents)
			return line->mark_value == value - 1;
	return false;
}

/* …464.64万元三、政府采购情况: the next heading was joined to a sentence without a stop. */
static void heading_inside(struct check *c, const struct line *line)
{
	struct match m;

	if (pattern_find(c->patterns, PATTERN_HEADING_INSIDE, line->s, 0, &m) && !line->cell && !line->contents &&
	    is_next_heading(c, line + 1, check_mark_value(match_group(line->s, &m, 0))))
		report(c, line, m.from, NO_STOP, check_quote(c, line->s, m.from, m.to, 8));
}

static bool is_item_end(uint32_t ch)
{
	return ch == 0x3002 || ch == ';';
}

static bool is_sibling(const struct check *c, const struct line *line, ptrdiff_t at, int value)
{
	ptrdiff_t k = line - c->lines + at;
	const struct line *other = k >= 0 && (size_t)k < c->n ? &c->lines[k] : NULL;

	return other && !other->cell && !other->contents && other->mark == line->mark && other->mark_value == value &&
	       is_item_end(last_char(other->s));
}

/* An item between two that end with a mark, or the last after two of them. */
static bool is_item_without_end(const struct check *c, const struct line *line)
{
	if (!line->mark || line->cell || line->contents || line->leftover || han_count(line->s) < 8 || !is_sibling(c, line, -1, line->mark_value - 1))
		return false;
	return is_sibling(c, line, 1, line->mark_value + 1) || (!line->heading && is_sibling(c, line, -2, line->mark_value - 2));
}

/* The sentence goes on in the next line: with an amount, or in the cells of a table that was taken for text. */
static bool goes_on(const struct check *c, const struct line *line, const struct line *next)
{
	if (line->in->joined && pattern_has(c->patterns, PATTERN_TITLE_BEHIND, line->s)) /* a title that lines of a PDF ran on into */
		return true;
	if (pattern_has(c->patterns, PATTERN_TABLE_TITLE, line->s))
		return true;
	if (!next || next->mark)
		return false;
	return next->cell || pattern_has(c->patterns, PATTERN_DIGITS_ONLY, next->s) ||
	       (next->s.len && ch_is_digit((unsigned char)next->s.ptr[0]) && pattern_has(c->patterns, PATTERN_GOES_ON, line->s));
}

static void ending(struct check *c, size_t i)
{
	const struct line *line = &c->lines[i], *next = i + 1 < c->n ? line + 1 : NULL;
	uint32_t end = last_char(line->s);
	struct str tail = check_quote(c, line->s, line->s.len, line->s.len, 8);

	if (end == ',' || end == 0x3001) {
		if (!line->cell && !line->contents && !line->furniture && han_count(line->s) >= 6 &&
		    !(next && next->mark && line->mark == next->mark))
			report(c, line, line->s.len - 1, COMMA_END, tail);
		return;
	}
	if (is_end(end) || goes_on(c, line, next) || !(is_sentence(c, line) || is_item_without_end(c, line)))
		return;
	if (next && !next->mark && !next->cell && ch_is_han(end) && str_has(next->s, STR("。")) &&
	    !pattern_has(c->patterns, PATTERN_BEGINS, next->s) && han_count(line->s) >= 20)
		report(c, line, line->s.len, BROKEN, tail, check_quote(c, next->s, 0, next->s.len < 18 ? next->s.len : 18, 0));
	else
		report(c, line, line->s.len, NO_STOP, tail);
}

static bool is_none(const struct line *line, const char *word)
{
	return !line->cell && str_eq(line->s, str_from(word));
}

void check_endings(struct check *c)
{
	bool with_stop = false;

	for (size_t i = 0; i < c->n; i++) {
		ending(c, i);
		heading_inside(c, &c->lines[i]);
		with_stop |= is_none(&c->lines[i], "无。");
	}
	for (size_t i = 0; i < c->n && with_stop; i++)
		if (is_none(&c->lines[i], "无"))
			report(c, &c->lines[i], 0, NONE_STOP, STR(""));
}
