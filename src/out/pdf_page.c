/* pdf_page.c - page objects. All are made before the first is drawn, because links lead forward. A page's contents are
 * deflated as soon as they are complete: a document of 500 pages keeps kilobytes of each, not its text. */
#include "out/pdf_int.h"

enum { PAGES_PER_NODE = 1000 /* PDF/A limits arrays to 8191 */ };

/* Our own dictionaries in libharu's page tree: its pages carry 4 KB of drawing state each. */
static void add_page_objects(struct pdf *pdf)
{
	size_t n = pdf->pages->npages;
	HPDF_Pages node = pdf->doc->root_pages;

	pdf->page_objects = arena_array(pdf->arena, n + 1, sizeof(*pdf->page_objects));
	for (size_t i = 0; i < n && node; i++) {
		HPDF_Dict page;

		if (n > PAGES_PER_NODE && i % PAGES_PER_NODE == 0)
			node = HPDF_Doc_AddPagesTo(pdf->doc, pdf->doc->root_pages);
		page = node ? pdf_object(pdf) : NULL;
		if (!page || HPDF_Pages_AddKids(node, page) != HPDF_OK)
			return;
		page->header.obj_class |= HPDF_OSUBCLASS_PAGE; /* now it counts as a page */
		pdf->page_objects[i] = page;
	}
}

static unsigned add_link(struct pdf *pdf, const struct page *page, const struct page_op *op, bool turned)
{
	const int32_t upright[4] = { op->x, page->height - op->y - op->h, op->x + op->w, page->height - op->y };
	const int32_t left[4] = { op->y, op->x, op->y + op->h, op->x + op->w };
	const int32_t *rect = turned ? left : upright;
	struct buf body;
	unsigned id;

	buf_init(&body);
	buf_z(&body, "/Type/Annot/Subtype/Link/Rect[");
	for (int i = 0; i < 4; i++) {
		pdf_put_mpt(&body, rect[i]);
		buf_char(&body, i < 3 ? ' ' : ']');
	}
	buf_z(&body, "/Border[0 0 0]/F 4");
	pdf_put_dest(pdf, &body, &pdf->pages->dests[op->dest]);
	id = pdf_id(pdf_dict(pdf, &body));
	buf_release(&body);
	return id;
}

static void put_links(struct pdf *pdf, const struct page *page, struct buf *body)
{
	struct page_view view = page_view(page);
	bool any = false;

	for (size_t i = 0; i < view.n; i++) {
		const struct page_op *op = &view.ops[i];

		if (op->kind != OP_LINK || op->dest >= pdf->pages->ndests ||
		    pdf->pages->dests[op->dest].page >= pdf->pages->npages)
			continue;
		buf_printf(body, "%s%u 0 R", any ? " " : "/Annots[", add_link(pdf, page, op, i < page->turned));
		any = true;
	}
	if (any)
		buf_char(body, ']');
	page_view_end(&view);
}

static void fill_page(struct pdf *pdf, HPDF_Dict object, const struct page *page, struct buf *content, struct buf *body)
{
	unsigned contents;

	pdf_draw_page(pdf, page, content);
	contents = pdf_id(pdf_stream(pdf, PDF_CONTENT, body, buf_as_str(content)));
	buf_z(body, "/Type/Page/MediaBox[0 0 ");
	pdf_put_mpt(body, page->width);
	buf_char(body, ' ');
	pdf_put_mpt(body, page->height);
	buf_printf(body, "]/Resources %u 0 R/Contents %u 0 R", pdf->resources, contents);
	if (page->links)
		put_links(pdf, page, body);
	pdf_append(pdf, object, body);
}

void pdf_add_pages(struct pdf *pdf)
{
	struct buf content, body;

	add_page_objects(pdf);
	buf_init(&content);
	buf_init(&body);
	for (size_t i = 0; i < pdf->pages->npages && pdf->page_objects[i]; i++)
		fill_page(pdf, pdf->page_objects[i], &pdf->pages->pages[i], &content, &body);
	buf_release(&content);
	buf_release(&body);
}
