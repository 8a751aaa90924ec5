/* text.c - merged text: building, slicing, and finding where a byte was written. Knows nothing about templates. */
#include "merge/text.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

/* The last entry that begins at or before `at`; nplaces > 0. */
static size_t place_of(const struct text *text, size_t at)
{
	size_t low = 0, high = text->nplaces;

	while (high - low > 1) {
		size_t mid = low + (high - low) / 2;

		if (text->places[mid].at <= at)
			low = mid;
		else
			high = mid;
	}
	return low;
}

/* Moves a place over text that stands in the source. */
static struct origin walk(struct origin origin, struct str over)
{
	for (size_t pos = 0; pos < over.len;) {
		if (utf8_next(over, &pos) == '\n') {
			origin.line++;
			origin.col = 1;
		} else {
			origin.col++;
		}
	}
	return origin;
}

struct origin text_origin(const struct text *text, size_t at)
{
	const struct text_place *place;

	if (text->nplaces == 0)
		return (struct origin){ 0 };
	place = &text->places[place_of(text, at)];
	if (!place->literal || at <= place->at || !place->origin.line)
		return place->origin;
	return walk(place->origin, str_sub(text->str, place->at, at));
}

/* The first span that ends after `at`. */
static size_t span_of(const struct text *text, size_t at)
{
	size_t low = 0, high = text->nspans;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (text->spans[mid].to <= at)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct span *slice_spans(struct arena *arena, const struct text *text, size_t from, size_t to, uint32_t *n)
{
	size_t first = span_of(text, from), last;
	struct span *spans;

	for (last = first; last < text->nspans && text->spans[last].from < to;)
		last++;
	*n = (uint32_t)(last - first);
	if (*n == 0)
		return NULL;
	spans = arena_copy(arena, text->spans + first, *n * sizeof(*spans));
	for (size_t i = 0; i < *n; i++) {
		spans[i].from = spans[i].from > from ? spans[i].from - (uint32_t)from : 0;
		spans[i].to = (uint32_t)((spans[i].to < to ? spans[i].to : to) - from);
	}
	return spans;
}

static const struct text_place *slice_places(struct arena *arena, const struct text *text, size_t from, size_t to, uint32_t *n)
{
	size_t first = place_of(text, from), last = first + 1;
	struct text_place *places;

	while (last < text->nplaces && text->places[last].at < to)
		last++;
	*n = (uint32_t)(last - first);
	places = arena_copy(arena, text->places + first, *n * sizeof(*places));
	places[0].origin = text_origin(text, from);
	places[0].at = 0;
	for (size_t i = 1; i < *n; i++)
		places[i].at -= (uint32_t)from;
	return places;
}

struct text text_slice(struct arena *arena, const struct text *text, size_t from, size_t to)
{
	struct text part = { .str = str_sub(text->str, from, to) };

	if (to > text->str.len)
		to = text->str.len;
	part.spans = slice_spans(arena, text, from, to, &part.nspans);
	if (text->nplaces)
		part.places = slice_places(arena, text, from, to, &part.nplaces);
	return part;
}

struct text text_plain(struct arena *arena, struct str str, struct origin origin)
{
	struct text_place *place = arena_make(arena, struct text_place);

	place->origin = origin;
	place->literal = true;
	return (struct text){ .str = str, .places = place, .nplaces = 1 };
}

struct text text_figure(struct arena *arena, struct str printed, const struct trace *trace)
{
	struct text text = { .str = printed };

	if (!printed.len || !trace)
		return text;
	text.spans = arena_make(arena, struct span);
	text.nspans = 1;
	*text.spans = (struct span){ .to = (uint32_t)printed.len, .kind = SPAN_FIGURE, .trace = trace };
	return text;
}

/* --- building --- */

void text_builder_init(struct text_builder *b)
{
	memset(b, 0, sizeof(*b));
	buf_init(&b->str);
}

void text_builder_release(struct text_builder *b)
{
	buf_release(&b->str);
	mem_free(b->spans);
	mem_free(b->places);
	text_builder_init(b);
}

static void add_place(struct text_builder *b, struct text_place place)
{
	if (b->nplaces && b->places[b->nplaces - 1].at == place.at)
		b->nplaces--;
	b->places = mem_grow(b->places, b->nplaces, &b->places_size, sizeof(*b->places));
	b->places[b->nplaces++] = place;
}

static void add_span(struct text_builder *b, struct span span)
{
	b->spans = mem_grow(b->spans, b->nspans, &b->spans_size, sizeof(*b->spans));
	b->spans[b->nspans++] = span;
}

void text_builder_place(struct text_builder *b, struct origin origin)
{
	add_place(b, (struct text_place){ .at = (uint32_t)b->str.len, .origin = origin });
}

/* A place per line, so that finding a column never walks further than one line. */
void text_builder_write(struct text_builder *b, struct str text, struct origin origin)
{
	while (text.len) {
		const char *end = memchr(text.ptr, '\n', text.len);
		size_t len = end ? (size_t)(end - text.ptr) + 1 : text.len;

		add_place(b, (struct text_place){ .at = (uint32_t)b->str.len, .literal = true, .origin = origin });
		buf_add(&b->str, text.ptr, len);
		text = str_sub(text, len, text.len);
		if (origin.line) {
			origin.line++;
			origin.col = 1;
		}
	}
}

void text_builder_span(struct text_builder *b, size_t from, enum span_kind kind, int level, const struct trace *trace)
{
	struct span span = { (uint32_t)from, (uint32_t)b->str.len, (uint8_t)kind, (uint8_t)level, trace };

	if (span.from < span.to)
		add_span(b, span);
}

static void add_piece(struct text_builder *b, const struct value *piece, const struct trace *words)
{
	const struct trace *trace = piece->trace ? piece->trace : words;
	size_t from = b->str.len;

	buf_str(&b->str, piece->text);
	text_builder_span(b, from, trace->words ? SPAN_WORDS : SPAN_FIGURE, 0, trace);
}

void text_builder_value(struct text_builder *b, const struct value *text, const struct trace *words)
{
	if (!text->nitems)
		add_piece(b, text, words);
	for (size_t i = 0; i < text->nitems; i++)
		add_piece(b, &text->items[i], words);
}

void text_builder_append(struct text_builder *b, const struct text *text, size_t from, size_t to)
{
	uint32_t base = (uint32_t)b->str.len;
	size_t place = text->nplaces ? place_of(text, from) : 0;

	if (to > text->str.len)
		to = text->str.len;
	if (from >= to)
		return;
	for (size_t i = place; i < text->nplaces && text->places[i].at < to; i++) {
		struct text_place p = text->places[i];

		if (i == place)
			p.origin = text_origin(text, from);
		p.at = i == place ? base : p.at - (uint32_t)from + base;
		add_place(b, p);
	}
	for (size_t i = span_of(text, from); i < text->nspans && text->spans[i].from < to; i++) {
		struct span s = text->spans[i];

		s.from = (s.from > from ? s.from - (uint32_t)from : 0) + base;
		s.to = (uint32_t)((s.to < to ? s.to : to) - from) + base;
		add_span(b, s);
	}
	buf_str(&b->str, str_sub(text->str, from, to));
}

struct text text_builder_take(struct text_builder *b, struct arena *arena)
{
	struct text text = { .nspans = (uint32_t)b->nspans, .nplaces = (uint32_t)b->nplaces };

	text.str = buf_take(&b->str, arena);
	if (b->nspans)
		text.spans = arena_copy(arena, b->spans, b->nspans * sizeof(*b->spans));
	if (b->nplaces)
		text.places = arena_copy(arena, b->places, b->nplaces * sizeof(*b->places));
	text_builder_release(b);
	return text;
}
