/* dump.c - documents and pages as text: for people and for golden tests. One line per node or op, indented by depth; stable. */
#include <stdio.h>

#include "base/utf8.h"
#include "out/out.h"

static void quoted(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		if (ch == 0x2028)
			buf_z(out, "\\n");
		else if (ch == '"' || ch == '\\')
			buf_printf(out, "\\%c", (char)ch);
		else if (ch < 0x20)
			buf_printf(out, "\\u%04x", ch);
		else
			buf_utf8(out, ch);
	}
	buf_char(out, '"');
}

/* Millipoints as points: 15793 -> 15.793, 16000 -> 16. */
static void points(struct buf *out, int32_t mpt)
{
	uint32_t n = (uint32_t)(mpt < 0 ? -(int64_t)mpt : mpt);
	char digits[8];
	int len;

	buf_printf(out, "%s%u", mpt < 0 ? "-" : "", n / 1000);
	if (n % 1000 == 0)
		return;
	snprintf(digits, sizeof(digits), "%03u", n % 1000);
	for (len = 3; digits[len - 1] == '0';)
		len--;
	buf_printf(out, ".%.*s", len, digits);
}

static const char *const role_names[] = { "para", "title", "part", "heading", "item", "note", "signature", "toc-title", "attachment",
	                                  "table", "table-title", "table-label", "cell", "head", "toc-entry", "artifact" };

static void place(struct buf *out, struct origin origin)
{
	if (!origin.src)
		return;
	buf_z(out, "  @");
	origin_print(out, origin);
}

/* --- document --- */

static void print_trace(struct buf *out, const struct trace *trace)
{
	buf_z(out, " {");
	if (trace->text.len)
		buf_str(out, trace->text);
	if ((trace->kind == TRACE_CELL || trace->kind == TRACE_FACT) && trace->origin.src) {
		buf_z(out, " @");
		origin_print(out, trace->origin);
	}
	for (size_t i = 0; i < trace->ninputs; i++)
		print_trace(out, trace->inputs[i]);
	buf_char(out, '}');
}

static void dump_spans(struct buf *out, const struct text *text)
{
	static const char *const names[] = { "figure", "words", "missing", "bold", "run-in" };

	for (size_t i = 0; i < text->nspans; i++) {
		const struct span *s = &text->spans[i];

		buf_printf(out, "      %s ", names[s->kind]);
		quoted(out, str_sub(text->str, s->from, s->to));
		if (s->trace)
			print_trace(out, s->trace);
		buf_char(out, '\n');
	}
}

static void dump_para(struct buf *out, const struct doc_block *b, const struct style *style)
{
	const struct doc_para *p = &b->para;

	buf_printf(out, "  %s %.*s", role_names[p->role], STR_FMT(style->paras[p->style].name));
	if (p->level)
		buf_printf(out, " level=%d", p->level);
	if (p->in_toc)
		buf_z(out, " toc");
	buf_char(out, ' ');
	quoted(out, p->text.str);
	place(out, b->origin);
	buf_char(out, '\n');
	dump_spans(out, &p->text);
}

/* As a whole: that is said on its line. */
static bool is_figure(const struct text *text)
{
	const struct span *s = text->spans;

	return text->nspans == 1 && s->trace && s->from == 0 && s->to == text->str.len;
}

static void dump_cell(struct buf *out, const struct doc_cell *c)
{
	static const char *const aligns[] = { "left", "center", "right", "decimal" };

	buf_printf(out, "    cell %u,%u", c->row, c->col);
	if (c->rowspan > 1 || c->colspan > 1)
		buf_printf(out, " span %ux%u", c->rowspan, c->colspan);
	buf_printf(out, " %s", aligns[c->align]);
	if (c->flags & CELL_BOLD)
		buf_z(out, " bold");
	if (c->flags & CELL_FIGURE)
		buf_z(out, " figure");
	if (c->indent)
		buf_printf(out, " indent=%d", c->indent);
	buf_char(out, ' ');
	quoted(out, c->text.str);
	if (is_figure(&c->text))
		print_trace(out, c->text.spans->trace);
	place(out, c->origin);
	buf_char(out, '\n');
	if (!is_figure(&c->text))
		dump_spans(out, &c->text);
}

static void dump_label(struct buf *out, const char *name, const struct text *text)
{
	if (!text->str.len)
		return;
	buf_printf(out, "    %s ", name);
	quoted(out, text->str);
	buf_char(out, '\n');
	dump_spans(out, text);
}

static void dump_table(struct buf *out, const struct doc_block *b)
{
	const struct doc_table *t = &b->table;

	buf_printf(out, "  table %zux%zu head=%zu%s", t->nrows, t->ncolumns, t->nhead, t->landscape ? " landscape" : "");
	if (t->level)
		buf_printf(out, " level=%d", t->level);
	place(out, b->origin);
	buf_char(out, '\n');
	dump_label(out, "title", &t->title);
	dump_label(out, "number", &t->number);
	dump_label(out, "left", &t->left);
	dump_label(out, "right", &t->right);
	for (size_t i = 0; i < t->ncells; i++)
		dump_cell(out, &t->cells[i]);
	for (size_t i = 0; i < t->nnotes; i++)
		dump_label(out, "note", &t->notes[i]);
	for (size_t i = 0; i < t->nsigns; i++)
		dump_label(out, "sign", &t->signs[i]);
}

static void dump_block(struct buf *out, const struct doc_block *b, const struct style *style)
{
	switch (b->kind) {
	case DOC_PARA:
		dump_para(out, b, style);
		break;
	case DOC_TABLE:
		dump_table(out, b);
		break;
	case DOC_TOC:
		buf_printf(out, "  toc depth=%d ", b->toc.depth);
		quoted(out, b->toc.title);
		buf_char(out, '\n');
		break;
	case DOC_SPACE:
		buf_printf(out, "  space lines=%d fill=%d\n", b->space.lines_milli, b->space.fill);
		break;
	case DOC_PAGE_BREAK:
		buf_z(out, "  page-break\n");
		break;
	}
}

void dump_doc(struct buf *out, const struct doc *doc, const struct style *style)
{
	static const char *const kinds[] = { "cover", "contents", "body" };
	const struct doc_info *i = &doc->info;

	buf_z(out, "document ");
	quoted(out, i->title);
	buf_char(out, ' ');
	quoted(out, i->organisation);
	buf_char(out, '\n');
	for (const struct doc_section *s = doc->first; s; s = s->next) {
		buf_printf(out, "section %s%s\n", kinds[s->kind], s->landscape ? " landscape" : "");
		for (const struct doc_block *b = s->first; b; b = b->next)
			dump_block(out, b, style);
	}
}

/* --- pages --- */

static void dump_text(struct buf *out, const struct page_op *op)
{
	struct buf text;

	buf_init(&text);
	for (uint32_t i = 0; i < op->nglyphs; i++)
		buf_utf8(&text, op->glyphs[i].ch);
	buf_printf(out, " face=%d size=", op->face);
	points(out, op->size);
	buf_char(out, ' ');
	quoted(out, buf_as_str(&text));
	for (uint32_t i = 0, any = 0; i < op->nglyphs; i++)
		if (op->glyphs[i].adjust) {
			buf_printf(out, "%s%u:%d", any ? "," : " adjust=", i, op->glyphs[i].adjust);
			any = 1;
		}
	buf_release(&text);
}

static void dump_op(struct buf *out, const struct page_op *op)
{
	static const char *const kinds[] = { "text", "fill", "link", "watermark" };

	buf_printf(out, "  %s %s", kinds[op->kind], role_names[op->role]);
	if (op->block)
		buf_printf(out, " block=%u", op->block);
	if (op->role == ROLE_TABLE_CELL || op->role == ROLE_TABLE_HEAD)
		buf_printf(out, " cell=%u,%u", op->row, op->col);
	buf_z(out, " at ");
	points(out, op->x);
	buf_char(out, ',');
	points(out, op->y);
	if (op->kind == OP_TEXT || op->kind == OP_WATERMARK) {
		dump_text(out, op);
	} else {
		buf_z(out, " size ");
		points(out, op->w);
		buf_char(out, 'x');
		points(out, op->h);
		if (op->kind == OP_LINK)
			buf_printf(out, " dest=%u", op->dest);
	}
	if (op->trace)
		print_trace(out, op->trace);
	place(out, op->origin);
	buf_char(out, '\n');
}

static void dump_page(struct buf *out, const struct page *page, size_t i)
{
	struct page_view view = page_view(page);

	buf_printf(out, "page %zu ", i + 1);
	points(out, page->width);
	buf_char(out, 'x');
	points(out, page->height);
	if (page->number)
		buf_printf(out, " number=%d", page->number);
	if (page->turned)
		buf_printf(out, " turned=%zu", page->turned);
	buf_char(out, '\n');
	for (size_t k = 0; k < view.n; k++)
		dump_op(out, &view.ops[k]);
	page_view_end(&view);
}

void dump_pages(struct buf *out, const struct pages *pages)
{
	for (size_t i = 0; i < pages->npages; i++)
		dump_page(out, &pages->pages[i], i);
	for (size_t i = 0; i < pages->ndests; i++) {
		const struct page_dest *d = &pages->dests[i];

		buf_printf(out, "outline %d page=%u y=", d->level, d->page + 1);
		points(out, d->y);
		buf_z(out, d->in_toc ? " toc " : " ");
		quoted(out, d->title);
		buf_char(out, '\n');
	}
}
