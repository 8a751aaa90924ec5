/* folio.c - what stands on every page: the page number, and the mark of a draft. */
#include "base/arena.h"
#include "layout/flow.h"

enum { WATERMARK_RGB = 0xDEDB }; /* light grey */

/* --- page number --- */

/* — N — below the type area: odd pages at the right, even ones at the left (GB/T 9704), or centred. */
static struct para_spec folio_spec(const struct flow *f, const struct sheet *sheet, int32_t number)
{
	struct para_spec spec = flow_spec(f, f->style->folio, sheet->area_width);

	spec.nowrap = true;
	spec.balance = false;
	spec.indent_first = spec.indent_left = spec.indent_right = 0;
	spec.align = PARA_CENTER;
	if (f->style->folio_outer) {
		spec.align = number % 2 ? PARA_RIGHT : PARA_LEFT;
		spec.measure -= f->style->folio_inset;
	}
	return spec;
}

void folio_close(struct flow *f, struct page *page, const struct sheet *sheet)
{
	struct page_op like = { .role = ROLE_ARTIFACT };
	struct para_lines lines;
	struct para_spec spec;
	struct text text;

	if (page->number <= 0)
		return;
	text = text_plain(f->arena, str_printf(f->arena, "— %d —", page->number), (struct origin){ 0 });
	spec = folio_spec(f, sheet, page->number);
	lines = para_set(f->arena, &text, &spec, f->metrics, f->diags);
	like.x = sheet->left + (spec.align == PARA_LEFT ? f->style->folio_inset : 0);
	like.y = baseline(sheet->top + sheet->area_height + f->style->folio_drop, spec.size, spec.size);
	if (lines.n > 0)
		draw_runs(f, page, &lines.lines[0], &text, like);
}

/* --- draft --- */

void folio_open(struct flow *f, struct page *page)
{
	ptrdiff_t style = style_find_para(f->style, STR("watermark"));
	struct para_lines lines;
	struct para_spec spec;
	struct text text;
	struct page_op *op;

	if (!f->draft)
		return;
	spec = flow_spec(f, style < 0 ? 0 : (size_t)style, page->width);
	spec.nowrap = true;
	spec.align = PARA_LEFT;
	spec.indent_first = spec.indent_left = spec.indent_right = 0;
	text = text_plain(f->arena, STR("草稿"), (struct origin){ 0 });
	lines = para_set(f->arena, &text, &spec, f->metrics, f->diags);
	if (lines.n == 0 || lines.lines[0].nruns == 0)
		return;
	op = page_add(page, OP_WATERMARK);
	op->role = ROLE_ARTIFACT;
	op->rgb = WATERMARK_RGB;
	op->face = lines.lines[0].runs[0].face;
	op->size = lines.lines[0].runs[0].size;
	op->nglyphs = lines.lines[0].runs[0].nglyphs;
	op->glyphs = arena_copy(pages_glyphs(f->pages), lines.lines[0].runs[0].glyphs, op->nglyphs * sizeof(struct page_glyph));
	op->x = page->width / 2;
	op->y = page->height / 2;
}
