/* outline_punct.c - the punctuation of a whole text, line by line; spans and places move along.
 *
 * The rules are in outline_marks.c. Printed figures, marks of missing values and addresses of the web and of mail are fixed here. */
#include "base/arena.h"
#include "base/utf8.h"
#include "merge/outline_int.h"

/* --- a line --- */

/* Decodes [from, to) into l. Returns whether there is something to do: Chinese text, and in it ASCII marks or runs of stops. */
static bool read_line(struct line *l, struct str text, size_t from, size_t to)
{
	uint32_t han = 0;
	bool marked = false;

	l->n = 0;
	for (size_t pos = from; pos < to; l->n++) {
		struct glyph *g;

		l->g = mem_grow(l->g, l->n, &l->size, sizeof(*l->g));
		g = &l->g[l->n];
		g->from = (uint32_t)pos;
		g->ch = utf8_next(text, &pos);
		g->before = han;
		g->fixed = g->lone = false;
		han += ch_is_han(g->ch) || (g->ch >= 0x3200 && g->ch <= 0x33FF); /* ㎡ and its like */
		marked |= (g->ch < 0x80 && !ch_is_digit(g->ch) && !ch_is_letter(g->ch)) || g->ch == 0xA0 || g->ch == 0x3002;
	}
	return han > 0 && marked;
}

static size_t glyph_at(const struct line *l, size_t byte)
{
	size_t low = 0, high = l->n;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (l->g[mid].from < byte)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static void fix(struct line *l, size_t from, size_t to)
{
	for (size_t i = glyph_at(l, from); i < l->n && l->g[i].from < to; i++)
		l->g[i].fixed = true;
}

static void fix_spans(struct line *l, const struct text *text, size_t *span, size_t to)
{
	for (; *span < text->nspans && text->spans[*span].from < to; ++*span) {
		const struct span *s = &text->spans[*span];

		if (s->kind == SPAN_FIGURE || s->kind == SPAN_MISSING)
			fix(l, s->from, s->to);
		if (s->to > to)
			break;
	}
}

static void fix_addresses(struct line *l, struct str line, size_t from, pcre2_code *code, pcre2_match_data *match)
{
	const PCRE2_SIZE *found = pcre2_get_ovector_pointer(match);

	if (str_find(line, STR("://")) < 0 && str_find(line, STR("www.")) < 0 && str_find(line, STR("@")) < 0)
		return;
	for (size_t pos = 0; pcre2_match(code, (PCRE2_SPTR)line.ptr, line.len, pos, PCRE2_NO_UTF_CHECK, match, NULL) > 0;
	     pos = found[1])
		fix(l, from + found[0], from + found[1]);
}

static const char addresses[] = "(?:[a-z]{3,6}://|www\\.)[!-~]*[A-Za-z0-9/]|[A-Za-z0-9_.+-]+@[A-Za-z0-9.-]+[A-Za-z0-9]";

/* --- the text --- */

/* The new text as it grows, with spans and places moved along. */
struct remap {
	const struct text *old;
	struct buf str;
	struct span *spans;
	size_t span; /* next border: 2 * span + (is it the end) */
	struct text_place *places;
	size_t nplaces, places_size;
	size_t place; /* next of the old ones */
	bool literal;
	struct origin origin; /* of what comes next, when literal */
	bool shifted;         /* columns do not count on from the last place */
};

static void add_place(struct remap *r, bool literal, struct origin origin)
{
	if (r->nplaces && r->places[r->nplaces - 1].at == r->str.len)
		r->nplaces--;
	r->places = mem_grow(r->places, r->nplaces, &r->places_size, sizeof(*r->places));
	r->places[r->nplaces++] = (struct text_place){ .at = (uint32_t)r->str.len, .literal = literal, .origin = origin };
}

/* Everything that is bound to the old text up to `at` is bound to the end of the new one. */
static void reach(struct remap *r, size_t at)
{
	const struct text *old = r->old;

	for (; r->span < 2 * old->nspans; r->span++) {
		struct span *s = &r->spans[r->span / 2];
		const struct span *was = &old->spans[r->span / 2];

		if ((r->span % 2 ? was->to : was->from) > at)
			break;
		*(r->span % 2 ? &s->to : &s->from) = (uint32_t)r->str.len;
	}
	while (r->place < old->nplaces && old->places[r->place].at <= at) {
		const struct text_place *p = &old->places[r->place++];

		add_place(r, p->literal, p->origin);
		r->literal = p->literal && p->origin.line;
		r->origin = p->origin;
		r->shifted = false;
	}
}

static void emit(struct remap *r, const struct glyph *g)
{
	reach(r, g->from);
	if (g->ch && r->shifted && r->literal) {
		add_place(r, true, r->origin);
		r->shifted = false;
	}
	if (g->ch)
		buf_utf8(&r->str, g->ch);
	else
		r->shifted = true;
	if (r->literal)
		r->origin.col++;
}

/* A stretch that stays as it is, at most one line. */
static void emit_plain(struct remap *r, struct str part, size_t from)
{
	struct glyph g;

	for (size_t pos = 0; pos < part.len;) {
		g.from = (uint32_t)(from + pos);
		g.ch = utf8_next(part, &pos);
		emit(r, &g);
		if (g.ch == '\n') {
			r->origin.line += r->literal;
			r->origin.col = 1;
			r->shifted = true; /* a place a line keeps looking one up cheap */
		}
	}
}

static struct text remap_take(struct remap *r, struct arena *arena)
{
	struct text text = { .nspans = r->old->nspans, .spans = r->spans };

	reach(r, r->old->str.len);
	text.nplaces = (uint32_t)r->nplaces;
	text.str = buf_take(&r->str, arena);
	text.places = arena_copy(arena, r->places, r->nplaces * sizeof(*r->places));
	buf_release(&r->str);
	mem_free(r->places);
	return text;
}

static struct str line_at(struct str text, size_t from)
{
	size_t to = from;

	while (to < text.len && text.ptr[to] != '\n' && text.ptr[to] != '\r')
		to++;
	return str_sub(text, from, to);
}

struct text outline_fullwidth(struct arena *arena, const struct text *text)
{
	struct remap r = { .old = text };
	struct line l = { 0 };
	pcre2_code *code = outline_pattern(addresses);
	pcre2_match_data *match = pcre2_match_data_create_from_pattern(code, NULL);
	size_t span = 0;

	buf_init(&r.str);
	r.spans = arena_copy(arena, text->spans, text->nspans * sizeof(*text->spans));
	for (size_t from = 0; from < text->str.len;) {
		struct str part = line_at(text->str, from);
		bool marked = read_line(&l, text->str, from, from + part.len);

		fix_spans(&l, text, &span, from + part.len);
		if (marked) {
			fix_addresses(&l, part, from, code, match);
			outline_normalise(&l);
		}
		for (size_t i = 0; i < l.n; i++)
			emit(&r, &l.g[i]);
		from += part.len;
		emit_plain(&r, str_sub(text->str, from, from + 1), from);
		from++;
	}
	pcre2_match_data_free(match);
	pcre2_code_free(code);
	mem_free(l.g);
	mem_free(l.stack);
	return remap_take(&r, arena);
}
