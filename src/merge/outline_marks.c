/* outline_marks.c - which punctuation typed in ASCII becomes which Chinese mark (GB/T 15834), in one line.
 *
 * Passes over the line repeat until none changes anything, so a second run has nothing left to do. Digits, letters and the
 * numbering stay as typed; so do the characters that are fixed. */
#include "base/arena.h"
#include "base/utf8.h"
#include "merge/outline_int.h"

enum {
	PASSES_MAX = 64, /* two or three are usual */
	RUN_MAX = 64     /* longer words and numbers are looked at no further */
};
#define NONE SIZE_MAX /* beside the line */

/* --- characters --- */

static bool is_blank(uint32_t ch)
{
	return ch_is_blank(ch) || ch == 0x202F || ch == 0x2028;
}

/* What makes an ASCII mark beside it a Chinese one. */
static bool is_wide(uint32_t ch)
{
	return (ch >= 0x2E80 && ch != 0x3000 && ch != 0xFEFF) || (ch >= 0x2014 && ch <= 0x201D) || ch == 0x2026 || ch == 0x2030 ||
	       ch == 0x2103 || (ch >= 0x2160 && ch <= 0x2188) || (ch >= 0x2460 && ch <= 0x24FF);
}

static bool is_pause(uint32_t ch)
{
	return ch == 0xFF0C || ch == 0xFF1A || ch == 0xFF1B || ch == 0xFF01 || ch == 0xFF1F || ch == 0x3002 || ch == 0x3001;
}

static bool is_opener(uint32_t ch)
{
	return ch == 0xFF08 || ch == '(' || ch == 0x201C || ch == 0x2018 || ch == 0x300A || ch == 0x3008 || ch == 0x3010 ||
	       ch == 0x3014;
}

static bool is_closer(uint32_t ch)
{
	return ch == 0xFF09 || ch == ')' || ch == 0x201D || ch == 0x2019 || ch == 0x300B || ch == 0x3009 || ch == 0x3011 ||
	       ch == 0x3015;
}

static bool is_word(uint32_t ch)
{
	return ch_is_digit(ch) || ch_is_letter(ch);
}

static bool is_han_digit(uint32_t ch)
{
	static const uint32_t digits[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94,
		                           0x516D, 0x4E03, 0x516B, 0x4E5D, 0x5341, 0x767E };

	for (size_t i = 0; i < sizeof(digits) / sizeof(digits[0]); i++)
		if (digits[i] == ch)
			return true;
	return false;
}

/* --- walking over a line; NONE and 0 stand for its ends --- */

static size_t left(const struct line *l, size_t i)
{
	while (i-- > 0)
		if (l->g[i].ch)
			return i;
	return NONE;
}

static size_t right(const struct line *l, size_t i)
{
	while (++i < l->n)
		if (l->g[i].ch)
			return i;
	return NONE;
}

static uint32_t at(const struct line *l, size_t i)
{
	return i == NONE ? 0 : l->g[i].ch;
}

static uint32_t left_ch(const struct line *l, size_t i)
{
	return at(l, left(l, i));
}

/* The character to the right, behind one blank if there is one. */
static uint32_t right_ch(const struct line *l, size_t i)
{
	size_t next = right(l, i);

	if (next != NONE && is_blank(l->g[next].ch))
		next = right(l, next);
	return at(l, next);
}

static bool ends_at(const struct line *l, size_t i)
{
	do
		i = right(l, i);
	while (i != NONE && is_blank(l->g[i].ch));
	return i == NONE;
}

static void put(struct line *l, size_t i, uint32_t ch)
{
	if (l->g[i].ch == ch || l->g[i].fixed)
		return;
	l->g[i].ch = ch;
	l->changed = true;
}

static bool has_han(const struct line *l, size_t from, size_t to)
{
	return l->g[to].before > l->g[from].before;
}

/* Counts the characters of a kind to the left; returns what stands before them, NONE also when there are very many. */
static size_t run_left(const struct line *l, size_t i, bool (*is)(uint32_t), size_t *n)
{
	for (*n = 0; *n < RUN_MAX; ++*n)
		if ((i = left(l, i)) == NONE || !is(l->g[i].ch))
			return i;
	return NONE;
}

static size_t run_right(const struct line *l, size_t i, bool (*is)(uint32_t), size_t *n)
{
	for (*n = 0; *n < RUN_MAX; ++*n)
		if ((i = right(l, i)) == NONE || !is(l->g[i].ch))
			return i;
	return NONE;
}

static bool is_word_or_percent(uint32_t ch)
{
	return is_word(ch) || ch == '%' || ch == '+' || ch == '-' || ch == '.';
}

/* Words and figures between this place and Chinese text do not make it foreign: 占50%,2022年. */
static bool is_context(uint32_t ch)
{
	return ch_is_han(ch) || is_pause(ch);
}

static bool han_left(const struct line *l, size_t i)
{
	size_t n;

	return is_context(at(l, run_left(l, i, is_word_or_percent, &n)));
}

static bool han_right(const struct line *l, size_t i)
{
	size_t n, next = right(l, i);

	if (next != NONE && is_blank(l->g[next].ch))
		i = next;
	return is_context(at(l, run_right(l, i, is_word_or_percent, &n)));
}

/* --- single marks --- */

static bool is_thousands(const struct line *l, size_t i)
{
	size_t before, after;

	run_left(l, i, ch_is_digit, &before);
	run_right(l, i, ch_is_digit, &after);
	return before > 0 && before <= 3 && after == 3;
}

static bool comma_is_wide(const struct line *l, size_t i)
{
	uint32_t p = left_ch(l, i);

	if (is_thousands(l, i) || p == '.')
		return false;
	return is_wide(p) || is_wide(right_ch(l, i)) || han_left(l, i) || han_right(l, i);
}

/* 15:15 and 3:1 stay; 图1:2021年 is a label. */
static bool ratio_is_label(const struct line *l, size_t i)
{
	size_t before, after;
	uint32_t label = at(l, run_left(l, i, ch_is_digit, &before));
	uint32_t unit = at(l, run_right(l, i, ch_is_digit, &after));

	if (label == 0x56FE || label == 0x8868 || label == 0x4EF6 || label == 0x6807) /* 图 表 件 标 */
		return true;
	return after == 4 && unit == 0x5E74; /* 年 */
}

static bool colon_is_wide(const struct line *l, size_t i)
{
	uint32_t p = left_ch(l, i), n = at(l, right(l, i));

	if (n == '/' || n == '\\')
		return false;
	if (ch_is_digit(p) && ch_is_digit(n))
		return ratio_is_label(l, i);
	return is_wide(p) || is_wide(right_ch(l, i)) || han_left(l, i) || (p && ends_at(l, i));
}

/* &nbsp; and its like. */
static bool ends_entity(const struct line *l, size_t i)
{
	size_t n;

	return at(l, run_left(l, i, is_word, &n)) == '&' && n > 0 && n < 10;
}

static bool semicolon_is_wide(const struct line *l, size_t i)
{
	return !ends_entity(l, i) && (is_wide(left_ch(l, i)) || is_wide(right_ch(l, i)) || han_left(l, i));
}

static bool exclamation_is_wide(const struct line *l, size_t i)
{
	uint32_t n = at(l, right(l, i));

	if (n == '=')
		return false;
	return is_wide(left_ch(l, i)) || (han_left(l, i) && (!n || is_blank(n) || is_wide(n)));
}

/* The end of the numbering at the start of the line, 1. or 一. or （一）. included: what follows it; 0 when there is none. */
static size_t numbering_end(const struct line *l)
{
	size_t i = 0, n = 0, close;
	uint32_t open;

	while (i < l->n && (!l->g[i].ch || is_blank(l->g[i].ch)))
		i++;
	if (i == l->n)
		return 0;
	open = l->g[i].ch;
	if (open == '(' || open == 0xFF08) {
		close = run_right(l, i, is_han_digit, &n);
		if (!n)
			close = run_right(l, i, ch_is_digit, &n);
		if (!n || n > 4 || (at(l, close) != ')' && at(l, close) != 0xFF09))
			return 0;
		i = right(l, close);
		return at(l, i) == '.' ? i + 1 : close + 1;
	}
	for (; i < l->n && (ch_is_digit(l->g[i].ch) || is_han_digit(l->g[i].ch)); n++)
		if ((i = right(l, i)) == NONE)
			return 0;
	return n > 0 && n <= 4 && i < l->n && l->g[i].ch == '.' ? i + 1 : 0;
}

/* A stop behind a figure or a word: only where the sentence is Chinese and ends; 2.其中 numbers something. */
static bool stop_after_word(const struct line *l, size_t i, uint32_t p)
{
	size_t n;
	size_t start = run_left(l, i, is_word_or_percent, &n);

	if (!ch_is_han(at(l, start)))
		return false;
	if (ch_is_digit(p))
		return ends_at(l, i);
	return (ends_at(l, i) || ch_is_han(at(l, right(l, i)))) && !(n == 2 && at(l, right(l, start)) == 'N');
}

static bool stop_is_wide(const struct line *l, size_t i)
{
	uint32_t p = left_ch(l, i), n = right_ch(l, i);

	if (p == '.' || at(l, right(l, i)) == '.')
		return false;
	if (is_word(p))
		return stop_after_word(l, i, p);
	if (!ch_is_han(p) && !(is_wide(p) && !is_pause(p) && !is_opener(p)) && p != '%')
		return false;
	return ends_at(l, i) || ch_is_han(n) || is_opener(n) || ch_is_digit(n);
}

static void mark(struct line *l, size_t i, size_t numbering)
{
	uint32_t ch = l->g[i].ch;

	if (ch >= 0x80 || l->g[i].fixed)
		return;
	if (ch == ',' && comma_is_wide(l, i))
		put(l, i, 0xFF0C);
	else if (ch == ':' && colon_is_wide(l, i))
		put(l, i, 0xFF1A);
	else if (ch == ';' && semicolon_is_wide(l, i))
		put(l, i, 0xFF1B);
	else if ((ch == '!' || ch == '?') && exclamation_is_wide(l, i))
		put(l, i, ch + 0xFEE0);
	else if (ch == '.' && i >= numbering && stop_is_wide(l, i))
		put(l, i, 0x3002);
}

/* Both ways, because a mark may be wide for the sake of the mark beside it. */
static void marks(struct line *l)
{
	size_t numbering = numbering_end(l);

	for (size_t i = 0; i < l->n; i++)
		mark(l, i, numbering);
	for (size_t i = l->n; i-- > 0;)
		mark(l, i, numbering);
}

/* --- runs: ... and -- --- */

static void replace_run(struct line *l, size_t i, size_t n, uint32_t ch)
{
	for (size_t k = 0; k < n; k++, i = right(l, i)) {
		if (k < 2)
			put(l, i, ch);
		else
			put(l, i, 0);
	}
}

static bool run_is_free(const struct line *l, size_t i, size_t n)
{
	for (; n > 0; n--, i = right(l, i))
		if (l->g[i].fixed)
			return false;
	return true;
}

static void runs(struct line *l)
{
	for (size_t i = 0, next; i < l->n; i = next == NONE ? l->n : next) {
		uint32_t ch = l->g[i].ch, p = left_ch(l, i), q;
		size_t n = 1;

		for (next = right(l, i); ch && at(l, next) == ch; next = right(l, next))
			n++;
		if ((ch != '.' && ch != 0x3002 && ch != '-') || n < 2 || !run_is_free(l, i, n))
			continue;
		q = at(l, next);
		if (ch == '-' && is_wide(p) && is_wide(q))
			replace_run(l, i, n, 0x2014);
		else if (ch != '-' && n >= 3 && n <= 8 && (ch == 0x3002 || is_wide(p) || is_wide(q)))
			replace_run(l, i, n, 0x2026);
	}
}

/* --- brackets --- */

static void push(struct line *l, size_t *depth, size_t i)
{
	l->stack = mem_grow(l->stack, *depth, &l->stack_size, sizeof(*l->stack));
	l->stack[(*depth)++] = i;
}

static bool starts_line(const struct line *l, size_t i)
{
	do
		i = left(l, i);
	while (i != NONE && is_blank(l->g[i].ch));
	return i == NONE;
}

static bool is_number_inside(const struct line *l, size_t open, size_t close)
{
	size_t n;

	return run_right(l, open, ch_is_digit, &n) == close && n > 0 && n <= 3;
}

static bool pair_is_wide(const struct line *l, size_t open, size_t close)
{
	if (l->g[open].ch == 0xFF08 || l->g[close].ch == 0xFF09)
		return true;
	return has_han(l, open, close) || is_wide(left_ch(l, open)) || is_wide(at(l, right(l, close))) ||
	       (starts_line(l, open) && is_number_inside(l, open, close));
}

static void lone_bracket(struct line *l, size_t i)
{
	if (!l->g[i].lone || !(is_wide(left_ch(l, i)) || is_wide(at(l, right(l, i)))))
		return;
	put(l, i, l->g[i].ch + 0xFEE0);
	l->g[i].lone = false;
}

static void pair(struct line *l, size_t open, size_t close)
{
	l->g[open].lone = l->g[close].lone = false;
	if (!pair_is_wide(l, open, close))
		return;
	put(l, open, 0xFF08);
	put(l, close, 0xFF09);
}

static void brackets(struct line *l)
{
	size_t depth = 0;

	for (size_t i = 0; i < l->n; i++) {
		uint32_t ch = l->g[i].ch;

		if (l->g[i].fixed)
			continue;
		l->g[i].lone = ch == '(' || ch == ')';
		if (ch == '(' || ch == 0xFF08)
			push(l, &depth, i);
		else if ((ch == ')' || ch == 0xFF09) && depth > 0)
			pair(l, l->stack[--depth], i);
	}
	for (size_t i = 0; i < l->n; i++)
		lone_bracket(l, i);
	for (size_t i = l->n; i-- > 0;)
		lone_bracket(l, i);
}

/* <…> around a Chinese title; everything else (<5%, 首页 > 财政, <br>) stays. */
static bool is_title(const struct line *l, size_t open, size_t close, bool in_book)
{
	size_t first = right(l, open), digits;
	uint32_t ch = at(l, first), unit;

	if (!has_han(l, open, close) || is_blank(ch) || is_blank(left_ch(l, close)))
		return false;
	unit = at(l, run_right(l, open, ch_is_digit, &digits));
	return in_book || ch_is_han(ch) || is_opener(ch) || (digits == 4 && unit == 0x5E74);
}

static void angles(struct line *l)
{
	size_t depth = 0, books = 0;

	for (size_t i = 0; i < l->n; i++) {
		uint32_t ch = l->g[i].ch;

		if (ch == 0x300A)
			books++;
		else if (ch == 0x300B && books > 0)
			books--;
		else if (ch == '<' && !l->g[i].fixed)
			push(l, &depth, i);
		else if (ch == '>' && !l->g[i].fixed && depth > 0 && is_title(l, l->stack[--depth], i, books > 0)) {
			put(l, l->stack[depth], 0x3008);
			put(l, i, 0x3009);
		}
	}
}

/* --- quotes --- */

static bool looks_open(uint32_t p, uint32_t n)
{
	return (!p || is_blank(p) || is_opener(p) || p == ':' || p == 0xFF1A) && n && !is_blank(n) && !is_closer(n) &&
	       !is_pause(n);
}

static bool looks_closed(uint32_t p, uint32_t n)
{
	return (!n || is_blank(n) || is_closer(n) || is_pause(n) || n == ',' || n == '.' || n == ';' || n == ':') && p &&
	       !is_blank(p) && !is_opener(p);
}

static void double_quotes(struct line *l)
{
	bool open = false;

	for (size_t i = 0; i < l->n; i++) {
		uint32_t ch = l->g[i].ch, p, n;

		if (ch == 0x201C || ch == 0x201D)
			open = ch == 0x201C;
		if (ch != '"' || l->g[i].fixed)
			continue;
		p = left_ch(l, i);
		n = at(l, right(l, i));
		if (looks_open(p, n))
			open = true;
		else if (looks_closed(p, n))
			open = false;
		else
			open = !open;
		put(l, i, open ? 0x201C : 0x201D);
	}
}

static bool is_ascii_word(uint32_t ch)
{
	return ch < 0x80 && is_word(ch);
}

/* Only pairs around Chinese: an apostrophe is none. */
static void single_quotes(struct line *l)
{
	size_t open = NONE;

	for (size_t i = 0; i < l->n; i++) {
		if (l->g[i].ch == 0x2018 || l->g[i].ch == 0x2019)
			open = NONE;
		if (l->g[i].ch != '\'' || l->g[i].fixed)
			continue;
		if (open != NONE && has_han(l, open, i) && !is_ascii_word(at(l, right(l, i)))) {
			put(l, open, 0x2018);
			put(l, i, 0x2019);
			open = NONE;
		} else {
			open = is_ascii_word(left_ch(l, i)) ? NONE : i;
		}
	}
}

/* --- blanks --- */

/* An empty field before the next label, as in 作者: 来源:某局. */
static bool label_follows(const struct line *l, size_t i)
{
	for (int k = 0; k < 9; k++) {
		uint32_t ch = at(l, i = right(l, i));

		if (ch == ':' || ch == 0xFF1A)
			return true;
		if (i == NONE || !(ch_is_han(ch) || is_word(ch)))
			return false;
	}
	return false;
}

/* One blank that went with an ASCII mark goes; several, and those between words, mean something. */
static void blanks(struct line *l)
{
	size_t numbering = numbering_end(l);

	for (size_t i = 0; i < l->n; i++) {
		uint32_t p, n;

		if ((l->g[i].ch != ' ' && l->g[i].ch != 0xA0) || l->g[i].fixed)
			continue;
		p = left_ch(l, i);
		n = at(l, right(l, i));
		if (!p || !n || is_blank(p) || is_blank(n))
			continue;
		if ((is_pause(p) && !(p == 0xFF1A && label_follows(l, i))) || (is_pause(n) && n != 0x3001) || n == 0xFF09 ||
		    (p == 0xFF09 && numbering > 0 && left(l, i) + 1 == numbering))
			put(l, i, 0);
	}
}

void outline_normalise(struct line *l)
{
	l->changed = true;
	for (int pass = 0; pass < PASSES_MAX && l->changed; pass++) {
		l->changed = false;
		runs(l);
		brackets(l);
		angles(l);
		double_quotes(l);
		single_quotes(l);
		marks(l);
		blanks(l);
	}
}
