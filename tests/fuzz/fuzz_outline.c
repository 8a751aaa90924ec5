/* fuzz_outline.c - any text as prose: a second normalisation changes nothing, spans and places stay in order and within the text,
 * and lines are parts of it. Bytes that are not UTF-8 are skipped; a BEL begins or ends a printed figure. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "merge/outline.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static struct text read_input(struct arena *arena, struct source *src, const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size };
	struct text_builder b;
	size_t from = 0;

	text_builder_init(&b);
	for (size_t pos = 0, len; pos < size; pos += len) {
		len = utf8_valid(bytes, pos);
		if (len == 0 || data[pos] == 0) {
			len = 1;
		} else if (data[pos] == '\a') {
			if (from)
				text_builder_span(&b, from - 1, SPAN_FIGURE, 0, NULL);
			from = from ? 0 : b.str.len + 1;
		} else {
			if (b.str.len % 32 == 0)
				text_builder_place(&b, (struct origin){ src, 1, (int32_t)pos + 1 });
			buf_add(&b.str, data + pos, len);
		}
	}
	return text_builder_take(&b, arena);
}

static void check_text(const struct text *text)
{
	for (size_t i = 0; i < text->nspans; i++) {
		require(text->spans[i].from <= text->spans[i].to && text->spans[i].to <= text->str.len);
		require(i == 0 || text->spans[i - 1].to <= text->spans[i].from);
	}
	for (size_t i = 1; i < text->nplaces; i++)
		require(text->places[i - 1].at < text->places[i].at);
	require(utf8_check(text->str) < 0);
}

static void check_figures(const struct text *was, const struct text *is)
{
	require(was->nspans == is->nspans);
	for (size_t i = 0; i < was->nspans; i++)
		require(str_eq(str_sub(was->str, was->spans[i].from, was->spans[i].to),
		               str_sub(is->str, is->spans[i].from, is->spans[i].to)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct source src = { .path = STR("fuzz.txt"), .text = { (const char *)data, size } };
	struct text typed = read_input(arena, &src, data, size);
	struct text full = outline_fullwidth(arena, &typed);
	struct text again = outline_fullwidth(arena, &full);
	struct outline_line *lines;
	size_t n;

	check_text(&full);
	check_figures(&typed, &full);
	require(str_eq(full.str, again.str));
	lines = outline_read(arena, size % 2 ? &full : &typed, true, &n);
	for (size_t i = 0; i < n; i++) {
		require(lines[i].text.str.len > 0);
		check_text(&lines[i].text);
		require(lines[i].mark_len <= lines[i].text.str.len && lines[i].head_len <= lines[i].text.str.len);
		require((lines[i].kind == OUTLINE_HEADING || lines[i].kind == OUTLINE_RUN_IN) == (lines[i].level > 0));
		require(lines[i].level <= 4);
	}
	arena_drop(arena);
	return 0;
}
