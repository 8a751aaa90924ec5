/* template_scan.c - cuts a template into text, {{ }}, {% %} and {# #}, and decides which line ends go with the tags.
 *
 * A hand scanner: one walk finds the braces, skips quoted text inside them and counts lines; PCRE2 would need a second walk for
 * the positions. */
#include <string.h>

#include "base/utf8.h"
#include "merge/template_int.h"

struct scanner {
	struct segments *out;
	struct diags *diags;
	struct arena *arena;
	struct str text;
	size_t pos;          /* everything before is in a segment */
	size_t walked;       /* at is the place of this byte */
	struct origin at;
	/* What was searched for in vain is not searched for again: that would cost the square of the length. */
	bool comment_open;   /* a comment was not closed: nor will a later one be */
	size_t quote_open[4]; /* per kind of quote: up to this byte, the end of a line, no other one is closed */
};

static struct origin walk(struct origin at, struct str text, size_t from, size_t to)
{
	while (from < to) {
		if (utf8_next(text, &from) == '\n') {
			at.line++;
			at.col = 1;
		} else {
			at.col++;
		}
	}
	return at;
}

struct origin segment_place(const struct segment *s, struct str text)
{
	return walk(s->origin, text, s->start, s->from);
}

static struct origin place(struct scanner *sc, size_t pos)
{
	sc->at = walk(sc->at, sc->text, sc->walked, pos);
	sc->walked = pos;
	return sc->at;
}

static bool at_sign(struct str text, size_t pos, const char *sign)
{
	return str_starts(str_sub(text, pos, text.len), str_from(sign));
}

static struct segment *add(struct scanner *sc, enum segment_kind kind, size_t start, size_t from, size_t to)
{
	struct segments *out = sc->out;

	out->items = mem_grow(out->items, out->n, &out->size, sizeof(*out->items));
	out->items[out->n] = (struct segment){ .kind = kind, .start = start, .from = from, .to = to, .origin = place(sc, start) };
	return &out->items[out->n++];
}

/* --- tags --- */

static const char *const closers[] = { NULL, "}}", "%}", "#}" };

static enum segment_kind opener(struct str text, size_t pos)
{
	if (pos + 1 >= text.len || text.ptr[pos] != '{')
		return SEGMENT_TEXT;
	switch (text.ptr[pos + 1]) {
	case '{': return SEGMENT_PRINT;
	case '%': return SEGMENT_TAG;
	case '#': return SEGMENT_COMMENT;
	default: return SEGMENT_TEXT;
	}
}

static bool any_closer(struct str text, size_t pos)
{
	/* The % of {{ 5%}} belongs to the number. */
	return at_sign(text, pos, "}}") || (at_sign(text, pos, "%}") && !at_sign(text, pos, "%}}")) || at_sign(text, pos, "#}");
}

struct end {
	size_t to;    /* [bytes] end of what is inside */
	size_t after; /* where the scan goes on */
	bool closed;
};

static struct end line_end(struct str text, size_t pos)
{
	while (pos < text.len && text.ptr[pos] != '\n' && opener(text, pos) == SEGMENT_TEXT)
		pos++;
	return (struct end){ pos, pos, false };
}

/* Skips a character, or quoted text. */
static size_t skip(struct scanner *sc, size_t pos)
{
	size_t next = pos, quoted;
	uint32_t ch = ch_fold_width(utf8_next(sc->text, &next));
	size_t *open = &sc->quote_open[ch == '"' ? 0 : ch == '\'' ? 1 : ch == 0x201C ? 2 : 3];

	if (!lex_is_quote(ch) || pos < *open)
		return next;
	quoted = lex_quoted(sc->text, pos);
	if (!quoted) {
		const char *end = memchr(sc->text.ptr + pos, '\n', sc->text.len - pos);

		*open = end ? (size_t)(end - sc->text.ptr) : sc->text.len;
	}
	return quoted ? quoted : next;
}

/* Where a tag that begins at `start` ends. A tag that runs into the next one is not closed; it is taken to end with its line. */
static struct end find_end(struct scanner *sc, size_t start, enum segment_kind kind)
{
	struct str text = sc->text;

	for (size_t pos = start + 2; pos < text.len; pos = skip(sc, pos)) {
		if (at_sign(text, pos, closers[kind]) && any_closer(text, pos))
			return (struct end){ pos, pos + 2, true };
		if (any_closer(text, pos))
			return (struct end){ pos, pos + 2, false };
		if (opener(text, pos) != SEGMENT_TEXT)
			break;
	}
	return line_end(text, start + 2);
}

static struct end comment_end(struct scanner *sc, size_t start)
{
	ptrdiff_t at = sc->comment_open ? -1 : str_find(str_sub(sc->text, start + 2, sc->text.len), STR("#}"));

	if (at >= 0)
		return (struct end){ start + 2 + (size_t)at, start + 4 + (size_t)at, true };
	sc->comment_open = true;
	return line_end(sc->text, start + 2);
}

static void ambiguous(struct scanner *sc, struct segment *s, size_t pos, struct str found, const char *better)
{
	diag(sc->diags, TEMPLATE_AMBIGUOUS, walk(s->origin, sc->text, s->start, pos), found, str_from(better));
	sc->out->failed = s->broken = true;
}

/* Minus signs at the braces: {%- -%} eat blanks; {{- would be that to some and a negative figure to others. */
static void check_signs(struct scanner *sc, struct segment *s)
{
	struct str inner = str_sub(sc->text, s->from, s->to);

	if (s->kind == SEGMENT_PRINT) {
		if (str_starts(inner, STR("-")))
			ambiguous(sc, s, s->start, STR("{{-"), "{{ -");
		return;
	}
	if (str_starts(inner, STR("-"))) {
		s->trim_left = true;
		s->from++;
	}
	if (str_ends(inner, STR("-")) && s->to > s->from) {
		s->trim_right = true;
		s->to--;
	}
	if (s->kind == SEGMENT_TAG && s->to > s->from && ch_is_digit((unsigned char)sc->text.ptr[s->to - 1]) && !s->trim_right)
		ambiguous(sc, s, s->to - 1, str_sub(sc->text, s->to - 1, s->to + 2),
		          str_z(sc->arena, str_printf(sc->arena, "%c %%}", sc->text.ptr[s->to - 1])));
}

/* {{ 名称 } and {{ 名称 】: what was meant. */
static struct str half_closed(struct scanner *sc, size_t start, size_t to, enum segment_kind kind)
{
	static const char *const marks[] = { "}", "｝", "】", ">", "》" };
	struct str inner = str_sub(sc->text, start + 2, to);
	ptrdiff_t first = -1, at;

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if ((at = str_find(inner, str_from(marks[i]))) > 0 && (first < 0 || at < first))
			first = at;
	if (first < 0 || kind == SEGMENT_COMMENT)
		return STR("");
	inner = str_trim(str_sub(inner, 0, (size_t)first));
	if (str_ends(inner, STR("%")))
		inner = str_trim(str_sub(inner, 0, inner.len - 1));
	return str_printf(sc->arena, kind == SEGMENT_PRINT ? " (→ {{ %.*s }}?)" : " (→ {%% %.*s %%}?)", STR_FMT(expr_clip(sc->arena, inner)));
}

static void scan_tag(struct scanner *sc, size_t start, enum segment_kind kind)
{
	struct end end = kind == SEGMENT_COMMENT ? comment_end(sc, start) : find_end(sc, start, kind);
	struct segment *s = add(sc, kind, start, start + 2, end.to);

	sc->pos = end.after;
	if (end.closed) {
		check_signs(sc, s);
		return;
	}
	s->broken = sc->out->failed = true;
	diag(sc->diags, TEMPLATE_OPEN, s->origin, str_sub(sc->text, start, start + 2), half_closed(sc, start, end.to, kind));
}

/* --- text --- */

static size_t any_of(struct str text, size_t pos, const char *const *signs, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (at_sign(text, pos, signs[i]))
			return strlen(signs[i]);
	return 0;
}

static const char *const wide_openers[] = { "｛｛", "｛%", "｛％", "{％", "{｛", "｛{", "{ {", "{ %" };
static const char *const wide_closers[] = { "｝｝", "%｝", "％｝", "％}", "}｝", "｝}", "} }", "}}", "%}" };

enum { OPENERS = sizeof(wide_openers) / sizeof(*wide_openers), CLOSERS = sizeof(wide_closers) / sizeof(*wide_closers) };

/* A tag in full-width braces up to its end on this line, or the braces alone. */
static size_t wide_tag(struct str text, size_t pos, size_t brace)
{
	size_t at = pos + brace, len;

	for (; at < text.len && text.ptr[at] != '\n'; at++) {
		if (opener(text, at) != SEGMENT_TEXT || any_of(text, at, wide_openers, OPENERS))
			break;
		len = any_of(text, at, wide_closers, CLOSERS);
		if (len)
			return at + len - pos;
	}
	return brace;
}

/* Braces that look like tags but are none: closers without opener, full-width ones, and those with a blank between. Returns the length to skip. */
static size_t stray(struct scanner *sc, size_t pos)
{
	size_t open = any_of(sc->text, pos, wide_openers, OPENERS);
	size_t len = open ? open : any_of(sc->text, pos, wide_closers, CLOSERS);

	if (any_closer(sc->text, pos)) {
		diag(sc->diags, TEMPLATE_UNBALANCED, place(sc, pos), str_sub(sc->text, pos, pos + 2));
		len = 2;
	} else if (len) {
		diag(sc->diags, TEMPLATE_TAG, place(sc, pos), str_sub(sc->text, pos, pos + len), STR(" (→ {{ }} {% %})"));
	}
	sc->out->failed |= len > 0;
	return open ? wide_tag(sc->text, pos, open) : len;
}

static bool interesting(char c)
{
	return c == '{' || c == '}' || c == '%' || c == '#' || c == (char)0xEF;
}

static void scan(struct scanner *sc)
{
	size_t pos = 0;

	while (pos < sc->text.len) {
		enum segment_kind kind;

		if (!interesting(sc->text.ptr[pos])) {
			pos++;
			continue;
		}
		kind = opener(sc->text, pos);
		if (kind == SEGMENT_TEXT) {
			size_t len = stray(sc, pos);

			pos += len ? len : 1;
			continue;
		}
		if (pos > sc->pos)
			add(sc, SEGMENT_TEXT, sc->pos, sc->pos, pos);
		scan_tag(sc, pos, kind);
		pos = sc->pos;
	}
	if (pos > sc->pos)
		add(sc, SEGMENT_TEXT, sc->pos, sc->pos, pos);
}

/* --- blanks --- */

static bool is_blank(uint32_t ch)
{
	return ch_is_blank(ch) || ch == '\r';
}

/* A line being looked at: it began in segment `first` at byte `begin`. */
struct line {
	size_t first, begin;
	bool tags;  /* has {% %} or {# #} … */
	bool other; /* … and something that must stay */
};

/* The line ends before byte `end` of segment `last`: if it holds tags only, the text of it goes. */
static void finish_line(struct segments *out, const struct line *line, size_t last, size_t end)
{
	if (!line->tags || line->other)
		return;
	for (size_t i = line->first; i <= last && i < out->n; i++) {
		struct segment *s = &out->items[i];

		if (s->kind != SEGMENT_TEXT)
			continue;
		if (i == last)
			s->from = end;
		else if (i == line->first)
			s->to = line->begin;
		else
			s->to = s->from;
	}
}

static void text_lines(struct segments *out, struct str text, size_t i, struct line *line)
{
	size_t pos = out->items[i].start, end = out->items[i].to;

	while (pos < end) {
		uint32_t ch = utf8_next(text, &pos);

		if (ch == '\n') {
			finish_line(out, line, i, pos);
			*line = (struct line){ .first = i, .begin = pos };
		} else if (!is_blank(ch)) {
			line->other = true;
		}
	}
}

static void drop_tag_lines(struct segments *out, struct str text)
{
	struct line line = { 0 };

	for (size_t i = 0; i < out->n; i++) {
		enum segment_kind kind = out->items[i].kind;

		if (kind == SEGMENT_TEXT)
			text_lines(out, text, i, &line);
		else if (kind == SEGMENT_PRINT)
			line.other = true;
		else
			line.tags = true;
	}
	if (out->n)
		finish_line(out, &line, out->n, 0);
}

static void trim(struct segments *out, struct str text)
{
	for (size_t i = 0; i < out->n; i++) {
		struct segment *s = &out->items[i];

		if (s->kind != SEGMENT_TEXT)
			continue;
		while (i > 0 && s[-1].trim_right && s->from < s->to) {
			size_t next = s->from;
			uint32_t ch = utf8_next(text, &next);

			if (!is_blank(ch) && ch != '\n')
				break;
			s->from = next;
		}
		while (i + 1 < out->n && s[1].trim_left && s->from < s->to) {
			size_t last = s->to;
			uint32_t ch = utf8_prev(text, &last);

			if (!is_blank(ch) && ch != '\n')
				break;
			s->to = last;
		}
	}
}

void scan_template(struct segments *out, struct arena *arena, struct str text, struct origin where, struct diags *diags)
{
	struct scanner sc = { .out = out, .diags = diags, .arena = arena, .text = text, .at = where };

	memset(out, 0, sizeof(*out));
	scan(&sc);
	drop_tag_lines(out, text);
	trim(out, text);
}
