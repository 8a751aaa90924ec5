/* unit_para.h - what the tests of paragraphs share: a fake font with two faces, a paragraph set in it, lines and places as text.
 *
 * Face 0: Han and all marks, 1000 wide, ink of marks where real fonts have it; face 1: Latin letters, digits, signs and
 * quotes, 500 wide. Role r has the faces 2r and 2r + 1.
 * No face has U+E000 and above in the private area, and U+FE00 - FE0F. Sizes are 10 pt, so 1/1000 em is 10 mpt. */
#ifndef KANYIN_TESTS_UNIT_PARA_H
#define KANYIN_TESTS_UNIT_PARA_H

#include "unit.h"

#include "base/utf8.h"
#include "layout/para.h"
#include "layout/para_int.h"

enum { EM = 10000 };

struct bench {
	struct arena *arena;
	struct diags *diags;
	struct metrics metrics;
	struct para_spec spec;
	struct text text;
	struct para_lines lines;
	struct buf out;
	int dash_ink; /* ink width of — [1/1000 em], 1000: from edge to edge */
	bool narrow_quotes;
	bool centred_stops; /* ？ and ！ have their ink in the middle */
	int kerning;        /* between any two letters */
};

static bool bench_glyph(void *ctx, int role, bool latin, uint32_t ch, struct glyph_info *out)
{
	const struct bench *b = ctx;
	enum para_class cls = para_class(ch);
	bool mark = cls == C_CLOSE || cls == C_COMMA || cls == C_STOP || cls == C_OPEN;

	if ((ch >= 0xE000 && ch < 0xF900) || (ch >= 0xFE00 && ch <= 0xFE0F))
		return false;
	*out = (struct glyph_info){ .gid = (uint16_t)ch, .face = 0, .advance = 1000, .x_min = 50, .x_max = 950 };
	if (cls == C_OPEN)
		out->x_min = 600, out->x_max = 900;
	else if (mark)
		out->x_min = 100, out->x_max = 400;
	if (cls == C_STOP && b->centred_stops)
		out->x_min = 320, out->x_max = 680;
	if (cls == C_DASH)
		out->x_min = (int16_t)((1000 - b->dash_ink) / 2), out->x_max = (int16_t)(out->x_min + b->dash_ink);
	if (cls == C_INTERPUNCT)
		out->x_min = 450, out->x_max = 550;
	if (b->narrow_quotes && mark && ch < 0x2020)
		out->advance = 400, out->x_min = 50, out->x_max = 350;
	if (cls == C_MARK)
		out->advance = 0, out->x_min = -300, out->x_max = -100;
	if (latin && (ch < 0x250 || (ch >= 0x2010 && ch < 0x2040)))
		*out = (struct glyph_info){ .gid = (uint16_t)ch, .face = 1, .advance = 500, .x_min = 50, .x_max = 450 };
	out->face = (uint8_t)(out->face + 2 * role);
	if (ch == ' ')
		out->advance = 300, out->x_min = out->x_max = 0;
	if (ch == 0x3000)
		out->x_min = out->x_max = 0;
	return true;
}

static int bench_kern(void *ctx, int face, uint16_t left, uint16_t right)
{
	(void)face;
	(void)left;
	(void)right;
	return ((struct bench *)ctx)->kerning;
}

static struct face_metrics bench_face(void *ctx, int face)
{
	(void)ctx;
	(void)face;
	return (struct face_metrics){ 880, 120 };
}

/* A paragraph of `cells` Han characters a line, justified, without indents. */
__attribute__((unused)) static struct bench *bench_new(int cells)
{
	struct bench *b = mem_alloc(sizeof *b);

	b->arena = arena_new();
	b->diags = diags_new();
	buf_init(&b->out);
	b->metrics = (struct metrics){ b, bench_glyph, bench_kern, bench_face };
	b->spec = (struct para_spec){ .measure = cells * EM, .size = EM, .align = PARA_JUSTIFY };
	b->dash_ink = 1000;
	return b;
}

__attribute__((unused)) static void bench_drop(struct bench *b)
{
	buf_release(&b->out);
	diags_drop(b->diags);
	arena_drop(b->arena);
	mem_free(b);
}

__attribute__((unused)) static void bench_text(struct bench *b, const char *text)
{
	const struct source *src = unit_source(b->arena, "t.txt", text);

	b->text = text_plain(b->arena, src->text, origin_at(src, 0));
}

__attribute__((unused)) static void bench_span(struct bench *b, const char *part, enum span_kind kind, const struct trace *trace)
{
	struct span *spans = arena_array(b->arena, b->text.nspans + 1, sizeof *spans);
	ptrdiff_t from = str_find(b->text.str, str_from(part));

	assert_true(from >= 0);
	if (b->text.nspans)
		memcpy(spans, b->text.spans, b->text.nspans * sizeof *spans);
	spans[b->text.nspans++] =
		(struct span){ (uint32_t)from, (uint32_t)from + (uint32_t)strlen(part), (uint8_t)kind, 1, trace };
	b->text.spans = spans;
}

__attribute__((unused)) static void bench_set(struct bench *b)
{
	b->lines = para_set(b->arena, &b->text, &b->spec, &b->metrics, b->diags);
}

/* Lines as text, parted by '|'. */
__attribute__((unused)) static struct buf *bench_lines(struct bench *b)
{
	buf_clear(&b->out);
	for (size_t i = 0; i < b->lines.n; i++) {
		const struct para_line *line = &b->lines.lines[i];

		if (i > 0)
			buf_char(&b->out, '|');
		for (size_t r = 0; r < line->nruns; r++)
			for (uint32_t g = 0; g < line->runs[r].nglyphs; g++)
				buf_utf8(&b->out, line->runs[r].glyphs[g].ch);
	}
	return &b->out;
}

static int bench_advance(struct bench *b, const struct run *run, uint32_t i)
{
	struct glyph_info g = { 0 };

	return bench_glyph(b, 0, run->face & 1, run->glyphs[i].ch, &g) ? g.advance : 1000;
}

/* Where glyph i of a run stands, as a back end computes it [mpt]. */
__attribute__((unused)) static int32_t glyph_x(struct bench *b, const struct run *run, uint32_t i)
{
	int64_t units = 0;

	for (uint32_t k = 0; k < i; k++)
		units += bench_advance(b, run, k) + run->glyphs[k].adjust;
	return run->x + (int32_t)(units * run->size / 1000);
}

/* Places of the glyphs of a line in 1/100 em: "中0 国100". */
__attribute__((unused)) static struct buf *bench_places(struct bench *b, size_t i)
{
	const struct para_line *line = &b->lines.lines[i];

	buf_clear(&b->out);
	assert_true(i < b->lines.n);
	for (size_t r = 0; r < line->nruns; r++)
		for (uint32_t g = 0; g < line->runs[r].nglyphs; g++) {
			int32_t x = glyph_x(b, &line->runs[r], g);

			if (b->out.len)
				buf_char(&b->out, ' ');
			buf_utf8(&b->out, line->runs[r].glyphs[g].ch);
			buf_printf(&b->out, "%d", (x < 0 ? x - 50 : x + 50) / 100);
		}
	return &b->out;
}

/* Sets one text in lines of so many cells and compares the lines. */
#define assert_lines(b, cells, source, expected) \
	((b)->spec.measure = (int32_t)((cells)*EM), bench_text((b), (source)), bench_set(b), \
	 assert_buf(bench_lines(b), (expected)))
/* The same for the places in the first line. */
#define assert_places(b, cells, source, expected) \
	((b)->spec.measure = (int32_t)((cells)*EM), bench_text((b), (source)), bench_set(b), \
	 assert_buf(bench_places((b), 0), (expected)))

#endif
