/* para.c - a paragraph to lines: the passes in order, the memory they work in, and a short way for figures in table cells. */
#include "layout/para.h"

#include "base/arena.h"
#include "layout/para_int.h"

enum { PLAIN_TEXT = 64 }; /* longest text of the short way [bytes] */

/* What a plain text is: one line of ASCII in one role. Most cells of a table are that, and there are many. */
static bool is_plain(const struct text *text, const struct para_spec *spec)
{
	const struct span *span = text->spans;
	size_t i;

	if (!spec->nowrap || text->str.len > PLAIN_TEXT || text->str.len == 0 || spec->align == PARA_DISTRIBUTE)
		return false;
	if (text->nspans > 1 || (text->nspans == 1 && (!span->trace || span->from > 0 || span->to < text->str.len)))
		return false;
	for (i = 0; i < text->str.len; i++) {
		unsigned char c = (unsigned char)text->str.ptr[i];
		if ((c < '0' || c > '9') && c != '.' && c != ',' && c != '-' && c != '%')
			return false;
	}
	return true;
}

/* Glyphs of a plain text; false when they are not all of one face. *width is the sum of advances [1/1000 em]. */
static bool plain_glyphs(const struct text *text, const struct para_spec *spec, const struct metrics *m,
                         struct page_glyph *glyphs, int *face, int32_t *width)
{
	struct glyph_info g;
	size_t i;

	*width = 0;
	*face = FACE_NONE;
	for (i = 0; i < text->str.len; i++) {
		uint32_t ch = (unsigned char)text->str.ptr[i];
		if (!m->glyph(m->ctx, spec->role, true, ch, &g) || (i > 0 && g.face != *face))
			return false;
		*face = g.face;
		*width += g.advance;
		if (glyphs)
			glyphs[i] = (struct page_glyph){ ch, g.gid, 0 };
	}
	return true;
}

static bool set_plain(struct arena *arena, const struct text *text, const struct para_spec *spec, const struct metrics *m,
                      struct para_lines *out)
{
	struct page_glyph glyphs[PLAIN_TEXT];
	struct {
		struct para_line line;
		struct run run;
		struct page_glyph glyphs[];
	} * block;
	int32_t x = spec->indent_left + spec->indent_first, units, width, free;
	size_t bytes = text->str.len * sizeof *glyphs, i;
	int face;

	if (!plain_glyphs(text, spec, m, glyphs, &face, &units))
		return false;
	width = para_scale(spec->size, units);
	free = para_avail(spec, true) - width;
	if (spec->align == PARA_RIGHT)
		x += free;
	else if (spec->align == PARA_CENTER)
		x += free / 2;
	block = arena_alloc(arena, sizeof *block + bytes);
	for (i = 0; i < text->str.len; i++)
		block->glyphs[i] = glyphs[i];
	block->run = (struct run){ .glyphs = block->glyphs,
		                   .nglyphs = (uint32_t)text->str.len,
		                   .face = (uint8_t)face,
		                   .size = spec->size,
		                   .x = x,
		                   .width = width,
		                   .trace = text->nspans ? text->spans->trace : NULL };
	block->line = (struct para_line){ &block->run, 1, x, width, 0, (uint32_t)text->str.len };
	*out = (struct para_lines){ &block->line, 1 };
	return true;
}

/* Runs the passes before line breaking; cells go to `on_stack` (PARA_SHORT of them) if they fit there. */
static void prepare(struct para_work *w, struct para_cell *on_stack)
{
	size_t n = w->text->str.len;

	w->cells = on_stack;
	if (n > PARA_SHORT && (n = utf8_count(w->text->str)) > PARA_SHORT)
		w->cells = mem_alloc(n * sizeof *w->cells);
	para_cells(w);
	para_space(w);
	para_opportunities(w);
}

static void release(struct para_work *w, struct para_cell *on_stack)
{
	if (w->cells != on_stack)
		mem_free(w->cells);
}

struct para_lines para_set(struct arena *arena, const struct text *text, const struct para_spec *spec,
                           const struct metrics *metrics, struct diags *diags)
{
	struct para_cell cells[PARA_SHORT];
	struct para_work w = { .text = text, .spec = spec, .metrics = metrics, .diags = diags };
	struct para_cut *cuts;
	struct para_lines lines;
	size_t ncuts;

	if (is_plain(text, spec) && set_plain(arena, text, spec, metrics, &lines))
		return lines;
	prepare(&w, cells);
	cuts = para_break(&w, &ncuts);
	lines = para_emit(&w, arena, cuts, ncuts);
	mem_free(cuts);
	release(&w, cells);
	return lines;
}

/* Widest line and widest piece of prepared text. */
static struct para_extent extent(const struct para_work *w)
{
	struct para_extent e = { 0, 0 };
	uint32_t line = 0, piece = 0, i;

	for (i = 0; i < w->n; i++) {
		bool line_ends = i + 1 == w->n || w->cells[i].cls == C_NEWLINE;
		if (line_ends || w->cells[i].brk != BREAK_NO) {
			int32_t width = para_line_width(w, piece, para_line_end(w, piece, i + 1, line_ends));
			e.widest_piece = width > e.widest_piece ? width : e.widest_piece;
			piece = i + 1;
		}
		if (line_ends) {
			int32_t width = para_line_width(w, line, para_line_end(w, line, i + 1, true));
			e.natural = width > e.natural ? width : e.natural;
			line = i + 1;
		}
	}
	if (w->spec->nowrap)
		e.widest_piece = e.natural;
	return e;
}

struct para_extent para_measure(const struct text *text, const struct para_spec *spec, const struct metrics *metrics)
{
	struct para_cell cells[PARA_SHORT];
	struct para_work w = { .text = text, .spec = spec, .metrics = metrics };
	struct para_extent e;
	int32_t units;
	int face;

	if (is_plain(text, spec) && plain_glyphs(text, spec, metrics, NULL, &face, &units)) {
		units = para_scale(spec->size, units);
		return (struct para_extent){ units, units };
	}
	prepare(&w, cells);
	e = extent(&w);
	release(&w, cells);
	return e;
}
