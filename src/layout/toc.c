/* toc.c - the contents: which entries, their lines, leaders and page numbers.
 *
 * Contents are laid out after everything they list, so that the numbers are those of the finished pages (layout.c). */
#include "base/arena.h"
#include "layout/flow.h"

enum { LEADER = 0x2026, HANG_EM = 2, NUMBER_EM = 3 /* kept free for the page number */ };

/* --- the outline --- */

static const struct str *outlined(const struct doc_block *block, uint8_t *level, bool *in_toc)
{
	if (block->kind == DOC_PARA && block->para.level > 0) {
		*level = block->para.level;
		*in_toc = block->para.in_toc;
		return &block->para.outline;
	}
	if (block->kind == DOC_TABLE && block->table.level > 0) {
		*level = block->table.level;
		*in_toc = block->table.in_toc;
		return &block->table.outline;
	}
	return NULL;
}

/* Runs over what has bookmarks, in the order in which flow draws it. */
static size_t collect(struct arena *arena, const struct doc *doc, struct toc_entry *entries)
{
	size_t n = 0;

	for (const struct doc_section *s = doc->first; s; s = s->next) {
		if (s->kind == SECTION_TOC)
			continue;
		for (const struct doc_block *b = s->first; b; b = b->next) {
			uint8_t level;
			bool in_toc;
			const struct str *title = outlined(b, &level, &in_toc);

			if (title && entries)
				entries[n] = (struct toc_entry){ flow_outline(arena, *title), level, in_toc, 0, (uint32_t)n };
			n += title != NULL;
		}
	}
	return n;
}

struct toc toc_outline(struct arena *arena, const struct doc *doc)
{
	struct toc toc = { .n = collect(arena, doc, NULL) };

	toc.entries = arena_array(arena, toc.n, sizeof *toc.entries);
	collect(arena, doc, toc.entries);
	return toc;
}

void toc_numbers(struct toc *toc, const struct pages *pages)
{
	for (size_t i = 0; i < toc->n && i < pages->ndests; i++)
		toc->entries[i].number = pages->pages[pages->dests[i].page].number;
}

/* --- entries --- */

static struct para_lines number_lines(struct flow *f, const struct toc_entry *entry, struct para_spec spec, struct text *text)
{
	*text = text_plain(f->arena, str_printf(f->arena, "%d", entry->number), (struct origin){ 0 });
	spec.align = PARA_RIGHT;
	spec.indent_first = spec.indent_left = spec.indent_right = 0;
	spec.measure = flow_measure(f);
	spec.nowrap = true;
	return para_set(f->arena, text, &spec, f->metrics, f->diags);
}

static size_t entry_style(const struct flow *f, int level)
{
	static const struct str names[] = { { "toc1", 4 }, { "toc2", 4 }, { "toc3", 4 } };
	ptrdiff_t style = style_find_para(f->style, names[level > 3 ? 2 : level - 1]);

	return style < 0 ? 0 : (size_t)style;
}

/* Lines after the first hang, none comes near the page numbers, and words stay whole. */
static struct para_spec entry_spec(const struct flow *f, size_t style)
{
	struct para_spec spec = flow_spec(f, style, flow_measure(f));

	spec.align = PARA_LEFT;
	spec.balance = true;
	spec.indent_left += spec.indent_first + HANG_EM * spec.size;
	spec.indent_first = -HANG_EM * spec.size;
	spec.indent_right += NUMBER_EM * spec.size;
	return spec;
}

static void add_entry(struct flow *f, const struct toc_entry *entry, struct origin origin, uint32_t row)
{
	struct text *text = arena_make(f->arena, struct text);
	struct text *number = arena_make(f->arena, struct text);
	struct text_place *place = arena_make(f->arena, struct text_place);
	size_t style = entry_style(f, entry->level);
	struct para_spec spec = entry_spec(f, style);
	struct flow_para *para, *number_para;

	place->origin = origin;
	*text = (struct text){ .str = entry->title, .places = place, .nplaces = 1 };
	para = flow_set(f, text, style, &spec, ROLE_TOC_ENTRY);
	para->level = entry->level;
	para->entry = entry;
	para->row = row;
	number_para = arena_make(f->arena, struct flow_para);
	*number_para = *para;
	number_para->entry = NULL;
	number_para->text = number;
	number_para->lines = number_lines(f, entry, spec, number);
	para->last = number_para;
	flow_lines(f, para, style, NULL);
}

static void add_title(struct flow *f, const struct doc_block *block)
{
	ptrdiff_t found = style_find_para(f->style, STR("toc-title"));
	size_t style = found < 0 ? 0 : (size_t)found;
	struct para_spec spec = flow_spec(f, style, flow_measure(f));
	struct text *text = arena_make(f->arena, struct text);

	if (block->toc.title.len == 0)
		return;
	*text = text_plain(f->arena, block->toc.title, block->origin);
	flow_lines(f, flow_set(f, text, style, &spec, ROLE_TOC_TITLE), style, NULL);
	f->penalty = BREAK_HEADING;
}

void flow_toc(struct flow *f, const struct doc_block *block, const struct toc *toc)
{
	uint32_t row = 0;

	add_title(f, block);
	for (size_t i = 0; i < toc->n; i++) {
		const struct toc_entry *entry = &toc->entries[i];

		if (entry->in_toc && entry->level <= block->toc.depth && entry->number > 0)
			add_entry(f, entry, block->origin, row++);
	}
}

/* --- drawing --- */

/* How far the leader stays away from the right edge: whole thirds of an em, the distance of its dots, so that they are in line
 * from entry to entry, and at least a quarter em before the number. */
static int32_t leader_end(const struct flow_para *para)
{
	const struct para_lines *number = &para->last->lines;
	int64_t width = (number->n > 0 ? number->lines[0].width : 0) + para->size / 4;
	int64_t thirds = (width * 3 + para->size - 1) / para->size;

	return (int32_t)(thirds * para->size / 3);
}

/* The dots are those of the page number's font: not in every font of Chinese text are the three of … at equal distances. Where
 * one or two more have room, … is drawn over itself, shifted by as many dots. */
static void draw_leader(struct flow *f, struct page *page, const struct flow_para *para, struct page_op like, int32_t from,
                        int32_t to)
{
	int role = f->style->paras[f->style->folio].role;
	struct page_op *op;
	struct page_glyph *glyphs;
	struct glyph_info info;
	int32_t step, n, more;

	if (!f->metrics->glyph(f->metrics->ctx, role, false, LEADER, &info) || info.advance <= 0)
		return;
	step = (int32_t)((int64_t)para->size * info.advance / 1000);
	n = step > 0 ? (to - from) / step : 0;
	if (n < 1)
		return;
	more = (to - from - n * step) * 3 / step;
	n += more > 0;
	glyphs = arena_array(pages_glyphs(f->pages), (size_t)n, sizeof *glyphs);
	for (int32_t i = 0; i < n; i++)
		glyphs[i] = (struct page_glyph){ LEADER, info.gid, 0 };
	if (more > 0)
		glyphs[0].adjust = (int16_t)(-info.advance * (3 - more) / 3);
	op = page_add(page, OP_TEXT);
	*op = like;
	op->kind = OP_TEXT;
	op->role = ROLE_ARTIFACT;
	op->level = 0;
	op->face = info.face;
	op->x = more > 0 ? to - (n - 1) * step - more * step / 3 : to - n * step;
	op->size = para->size;
	op->nglyphs = (uint32_t)n;
	op->glyphs = glyphs;
}

static void draw_link(struct page *page, const struct flow_para *para, const struct para_line *line, int32_t x, int32_t top)
{
	struct page_op *op = page_add(page, OP_LINK);
	bool last = line == &para->lines.lines[para->lines.n - 1];

	op->role = ROLE_TOC_ENTRY;
	op->level = para->level;
	op->block = para->block;
	op->row = para->row;
	op->x = x + line->x;
	op->y = top;
	op->w = last ? para->measure - line->x : line->width;
	op->h = para->pitch;
	op->dest = para->entry->dest;
	op->origin = text_origin(para->text, 0);
}

/* The rest of an entry's line: the link over it and, on the last line, leader and page number. */
void draw_toc_line(struct flow *f, struct page *page, const struct flow_para *para, size_t line, int32_t x, int32_t top)
{
	const struct para_line *l = &para->lines.lines[line];
	struct page_op like = { .role = ROLE_TOC_ENTRY, .level = para->level, .block = para->block };

	draw_link(page, para, l, x, top);
	if (line + 1 < para->lines.n || !para->last)
		return;
	like.row = para->row;
	like.y = baseline(top, para->pitch, para->size);
	draw_leader(f, page, para, like, x + l->x + l->width + para->size / 4, x + para->measure - leader_end(para));
	like.x = x;
	draw_runs(f, page, &para->last->lines.lines[0], para->last->text, like);
}
