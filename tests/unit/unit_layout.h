/* unit_layout.h - what the tests of layout share: a small page, a fake font, a document built by hand, pages as text.
 *
 * Type area 280 x 200 pt, pitch 20 pt: 10 lines of 28 characters of 10 pt; landscape 280 x 160 pt: 8 lines. The font has one
 * face; Han and full-width characters are 1 em wide, all others half an em. Body text is never justified, so that places are
 * plain sums. */
#ifndef KANYIN_TESTS_UNIT_LAYOUT_H
#define KANYIN_TESTS_UNIT_LAYOUT_H

#include "unit.h"

#include "base/utf8.h"
#include "layout/flow.h"
#include "layout/layout.h"

enum {
	S_BODY,
	S_HEADING1,
	S_HEADING2,
	S_PART,
	S_TITLE,
	S_NOTE,
	S_SIGNATURE,
	S_TOC_TITLE,
	S_TOC1,
	S_TOC2,
	S_TOC3,
	S_TABLE_TITLE,
	S_TABLE_LABEL,
	S_TABLE_CELL,
	S_TABLE_HEAD,
	S_TABLE_NOTE,
	S_FOLIO,
	S_WATERMARK,
	S_COVER,
	S_COUNT
};

#define UNIT_STYLE(name_, align_, size_, ...) \
	{ \
		.name = { name_, sizeof(name_) - 1 }, .align = align_, .size = size_, __VA_ARGS__ \
	}

static const struct style_para unit_paras[S_COUNT] = {
	[S_BODY] = UNIT_STYLE("body", PARA_LEFT, 10000, .indent_first = 20000),
	[S_HEADING1] = UNIT_STYLE("heading1", PARA_LEFT, 10000, .keep_next = true, .toc = true),
	[S_HEADING2] = UNIT_STYLE("heading2", PARA_LEFT, 10000, .keep_next = true),
	[S_PART] = UNIT_STYLE("part", PARA_CENTER, 10000, .keep_next = true, .page_before = true, .toc = true),
	[S_TITLE] = UNIT_STYLE("attachment-title", PARA_CENTER, 14000, .pitch = 26000, .keep_next = true),
	[S_NOTE] = UNIT_STYLE("note", PARA_LEFT, 8000, .role = 0),
	[S_SIGNATURE] = UNIT_STYLE("signature", PARA_RIGHT, 10000, .indent_right = 40000),
	[S_TOC_TITLE] = UNIT_STYLE("toc-title", PARA_CENTER, 10000, .after = 1000),
	[S_TOC1] = UNIT_STYLE("toc1", PARA_LEFT, 10000, .role = 0),
	[S_TOC2] = UNIT_STYLE("toc2", PARA_LEFT, 10000, .indent_left = 20000),
	[S_TOC3] = UNIT_STYLE("toc3", PARA_LEFT, 10000, .indent_left = 40000),
	[S_TABLE_TITLE] = UNIT_STYLE("table-title", PARA_CENTER, 10000, .keep_next = true),
	[S_TABLE_LABEL] = UNIT_STYLE("table-label", PARA_LEFT, 8000, .pitch = 15000),
	[S_TABLE_CELL] = UNIT_STYLE("table-cell", PARA_LEFT, 8000, .pitch = 10000),
	[S_TABLE_HEAD] = UNIT_STYLE("table-head", PARA_LEFT, 8000, .pitch = 10000),
	[S_TABLE_NOTE] = UNIT_STYLE("table-note", PARA_LEFT, 8000, .pitch = 12000),
	[S_FOLIO] = UNIT_STYLE("folio", PARA_LEFT, 10000, .role = 0),
	[S_WATERMARK] = UNIT_STYLE("watermark", PARA_CENTER, 100000, .role = 0),
	[S_COVER] = UNIT_STYLE("cover-line", PARA_CENTER, 10000, .role = 0),
};

static bool unit_glyph(void *ctx, int role, bool latin, uint32_t ch, struct glyph_info *out)
{
	(void)ctx;
	(void)role;
	(void)latin;
	*out = (struct glyph_info){ .gid = (uint16_t)ch,
		                    .face = 0,
		                    .advance = ch >= 0x2E80 || ch == 0x2026 || ch == 0x2014 ? 1000 : 500 };
	out->x_max = out->advance;
	return ch != 0;
}

static int unit_kern(void *ctx, int face, uint16_t left, uint16_t right)
{
	(void)ctx;
	(void)face;
	(void)left;
	(void)right;
	return 0;
}

static struct face_metrics unit_face(void *ctx, int face)
{
	(void)ctx;
	(void)face;
	return (struct face_metrics){ 880, 120 };
}

static const struct metrics unit_metrics = { NULL, unit_glyph, unit_kern, unit_face };

struct bench {
	struct arena *arena;
	struct diags *diags;
	struct style style;
	struct style_para paras[S_COUNT];
	struct style_role role;
	struct doc doc;
	struct pages *pages;
	struct buf text;
};

__attribute__((unused)) static struct bench *bench_new(void)
{
	struct bench *b = mem_alloc(sizeof *b);

	b->arena = arena_new();
	b->diags = diags_new();
	buf_init(&b->text);
	memcpy(b->paras, unit_paras, sizeof unit_paras);
	b->style = (struct style){
		.name = STR("unit"),
		.width = 300000,
		.height = 320000,
		.top = 50000,
		.left = 10000,
		.area_width = 280000,
		.area_height = 200000,
		.land_top = 60000,
		.land_left = 20000,
		.land_width = 280000,
		.land_height = 160000,
		.pitch = 20000,
		.grid = true,
		.roles = &b->role,
		.nroles = 1,
		.paras = b->paras,
		.nparas = S_COUNT,
		.folio = S_FOLIO,
		.folio_drop = 10000,
		.folio_outer = true,
		.folio_inset = 10000,
		.table_title = S_TABLE_TITLE,
		.table_label = S_TABLE_LABEL,
		.table_cell = S_TABLE_CELL,
		.table_head = S_TABLE_HEAD,
		.table_note = S_TABLE_NOTE,
		.table_frame = 1000,
		.table_rule = 500,
		.table_pad_x = 2000,
		.table_pad_y = 2500,
		.table_min_size = 5000,
	};
	b->role.name = STR("r");
	return b;
}

__attribute__((unused)) static void bench_drop(struct bench *b)
{
	pages_drop(b->pages);
	buf_release(&b->text);
	diags_drop(b->diags);
	arena_drop(b->arena);
	mem_free(b);
}

/* --- documents --- */

__attribute__((unused)) static struct doc_section *add_section(struct bench *b, enum doc_section_kind kind, bool landscape)
{
	struct doc_section *s = arena_make(b->arena, struct doc_section);

	s->kind = kind;
	s->landscape = landscape;
	s->new_page = true;
	if (b->doc.last)
		b->doc.last->next = s;
	else
		b->doc.first = s;
	return b->doc.last = s;
}

__attribute__((unused)) static struct doc_block *add_block(struct bench *b, enum doc_kind kind)
{
	struct doc_section *s = b->doc.last ? b->doc.last : add_section(b, SECTION_BODY, false);
	struct doc_block *block = arena_make(b->arena, struct doc_block);

	block->kind = kind;
	if (s->last)
		s->last->next = block;
	else
		s->first = block;
	return s->last = block;
}

__attribute__((unused)) static struct doc_para *add_para(struct bench *b, int style, enum doc_role role, const char *text)
{
	struct doc_para *p = &add_block(b, DOC_PARA)->para;

	p->style = (uint16_t)style;
	p->role = (uint8_t)role;
	p->text = text_plain(b->arena, str_dup(b->arena, str_from(text)), (struct origin){ 0 });
	return p;
}

/* A body paragraph of n lines, all of the one character. */
__attribute__((unused)) static struct doc_para *add_lines(struct bench *b, const char *ch, int n)
{
	struct doc_para *p;
	struct buf text;

	buf_init(&text);
	for (int i = 0; i < 28 * n - 2; i++)
		buf_z(&text, ch);
	p = add_para(b, S_BODY, ROLE_PARA, text.ptr);
	buf_release(&text);
	return p;
}

__attribute__((unused)) static struct doc_para *add_heading(struct bench *b, int level, const char *text)
{
	int style = level == 1 ? S_PART : level == 2 ? S_HEADING1 : S_HEADING2;
	struct doc_para *p = add_para(b, style, level == 1 ? ROLE_PART : ROLE_HEADING, text);

	p->level = (uint8_t)level;
	p->in_toc = true;
	p->outline = p->text.str;
	return p;
}

__attribute__((unused)) static struct doc_table *add_table(struct bench *b, size_t ncols, size_t nhead)
{
	struct doc_table *t = &add_block(b, DOC_TABLE)->table;

	t->columns = arena_array(b->arena, ncols, sizeof *t->columns);
	t->ncolumns = ncols;
	t->nhead = nhead;
	return t;
}

/* Cells come row by row; their places are their origins, counted from 1. */
__attribute__((unused)) static struct doc_cell *add_cell(struct bench *b, struct doc_table *t, uint32_t row, uint16_t col,
                                                         const char *text)
{
	size_t size = t->ncells;
	struct doc_cell *cells;

	if ((size & (size - 1)) == 0) {
		cells = arena_array(b->arena, size ? size * 2 : 1, sizeof *cells);
		if (size)
			memcpy(cells, t->cells, size * sizeof *cells);
		t->cells = cells;
	}
	t->cells[t->ncells] = (struct doc_cell){
		.text = { .str = str_dup(b->arena, str_from(text)) }, .row = row, .rowspan = 1, .col = col, .colspan = 1
	};
	t->cells[t->ncells].origin.line = (int32_t)row + 1;
	t->cells[t->ncells].origin.col = col + 1;
	if (t->nrows <= row)
		t->nrows = row + 1;
	return &t->cells[t->ncells++];
}

/* --- pages as text --- */

__attribute__((unused)) static struct pages *bench_run(struct bench *b)
{
	pages_drop(b->pages);
	b->pages = layout(&b->doc, &b->style, &unit_metrics, b->diags);
	return b->pages;
}

/* Text of an op, runs of one character as "甲*28". */
static void put_glyphs(struct buf *out, const struct page_op *op)
{
	for (uint32_t i = 0; i < op->nglyphs;) {
		uint32_t from = i;

		while (i < op->nglyphs && op->glyphs[i].ch == op->glyphs[from].ch)
			i++;
		buf_utf8(out, op->glyphs[from].ch);
		if (i - from > 3)
			buf_printf(out, "*%u", i - from);
		else
			i = from + 1;
	}
}

/* One line a page: "1: 甲*26 甲*28 | …": texts from the top down, those of one baseline parted by blanks, baselines by " | ". */
__attribute__((unused)) static struct buf *bench_texts(struct bench *b)
{
	buf_clear(&b->text);
	for (size_t i = 0; i < b->pages->npages; i++) {
		const struct page *page = &b->pages->pages[i];
		int32_t y = INT32_MIN;

		buf_printf(&b->text, "%d%s:", page->number, page->width > page->height ? "L" : "");
		for (size_t k = 0; k < page->nops; k++) {
			const struct page_op *op = &page->ops[k];

			if (op->kind != OP_TEXT)
				continue;
			buf_z(&b->text, y != INT32_MIN && op->y != y ? " | " : " ");
			put_glyphs(&b->text, op);
			y = op->y;
		}
		buf_char(&b->text, '\n');
	}
	return &b->text;
}

/* Every op of a kind and role on a page: "x,y text" or "x,y wxh", in pt with one decimal. */
__attribute__((unused)) static struct buf *bench_ops(struct bench *b, size_t page, enum page_op_kind kind, int role)
{
	const struct page *p = &b->pages->pages[page];

	buf_clear(&b->text);
	for (size_t k = 0; k < p->nops; k++) {
		const struct page_op *op = &p->ops[k];

		if (op->kind != kind || (role >= 0 && op->role != role))
			continue;
		buf_printf(&b->text, "%d.%d,%d.%d ", op->x / 1000, op->x % 1000 / 100, op->y / 1000, op->y % 1000 / 100);
		if (kind == OP_TEXT || kind == OP_WATERMARK)
			put_glyphs(&b->text, op);
		else
			buf_printf(&b->text, "%d.%dx%d.%d", op->w / 1000, op->w % 1000 / 100, op->h / 1000, op->h % 1000 / 100);
		buf_char(&b->text, '\n');
	}
	return &b->text;
}

#endif
