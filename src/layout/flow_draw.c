/* flow_draw.c - lines of text and rectangles as operations of a page. */
#include "base/arena.h"
#include "layout/flow.h"

enum { MISSING_RGB = 0xFFF0, MISSING_BELOW = 140 }; /* light yellow; [1/1000 em] under the baseline */
enum { RULE_BELOW = 130, RULE_WIDTH = 45 };         /* of a blank to be filled in [1/1000 em] */

/* The type stands in the middle of its line's height. */
int32_t baseline(int32_t top, int32_t pitch, int32_t size)
{
	return top + (pitch - size) / 2 + (int32_t)((int64_t)size * EM_ABOVE / 1000);
}

void draw_fill(struct page *page, struct page_op like, int32_t x, int32_t y, int32_t w, int32_t h)
{
	struct page_op *op = page_add(page, OP_FILL);
	uint8_t kind = op->kind;

	*op = like;
	op->kind = kind;
	op->x = x;
	op->y = y;
	op->w = w;
	op->h = h;
	op->dest = 0;
}

static void draw_missing(struct page *page, const struct run *run, const struct page_op *text)
{
	struct page_op like = {
		.role = ROLE_ARTIFACT, .block = text->block, .row = text->row, .col = text->col, .rgb = MISSING_RGB
	};
	int32_t above = (int32_t)((int64_t)run->size * EM_ABOVE / 1000);

	like.origin = text->origin;
	draw_fill(page, like, text->x, text->y - above, run->width, above + (int32_t)((int64_t)run->size * MISSING_BELOW / 1000));
}

static void draw_rule(struct page *page, const struct run *run, struct page_op like)
{
	int32_t y = like.y + (int32_t)((int64_t)run->size * RULE_BELOW / 1000);

	draw_fill(page, like, like.x, y, run->width, (int32_t)((int64_t)run->size * RULE_WIDTH / 1000));
}

/* `like` holds the roles and the place: x of the measure's left edge, y of the baseline. */
void draw_runs(struct flow *f, struct page *page, const struct para_line *line, const struct text *text, struct page_op like)
{
	for (size_t i = 0; i < line->nruns; i++) {
		const struct run *run = &line->runs[i];
		struct page_op op = like;

		if (run->nglyphs == 0)
			continue;
		op.kind = OP_TEXT;
		op.face = run->face;
		op.x = like.x + run->x;
		op.origin = text_origin(text, run->from);
		op.trace = run->trace;
		if (run->rule) {
			draw_rule(page, run, op);
			continue;
		}
		op.size = run->size;
		op.nglyphs = run->nglyphs;
		op.glyphs = arena_copy(pages_glyphs(f->pages), run->glyphs, run->nglyphs * sizeof *run->glyphs);
		if (run->missing)
			draw_missing(page, run, &op);
		*page_add(page, OP_TEXT) = op;
	}
}

void draw_line(struct flow *f, struct page *page, const struct flow_para *para, size_t line, int32_t x, int32_t top)
{
	struct page_op like = { .role = para->role, .level = para->level, .block = para->block };

	like.row = para->row;
	like.x = x + para->x;
	like.y = baseline(top, para->pitch, para->size);
	if (line < para->lines.n)
		draw_runs(f, page, &para->lines.lines[line], para->text, like);
	if (line == 0 && para->beside)
		draw_line(f, page, para->beside, 0, x, top);
	if (para->entry)
		draw_toc_line(f, page, para, line, x, top);
}
