/* pdf_outline.c - bookmarks and page labels. */
#include "out/pdf_int.h"

enum { LEVELS = 256 };

/* A direct array of whole points: libharu's destinations are objects of their own, which PDF/A checkers do not follow. */
void pdf_put_dest(const struct pdf *pdf, struct buf *out, const struct page_dest *dest)
{
	int32_t top = (pdf->pages->pages[dest->page].height - dest->y + 999) / 1000;

	buf_printf(out, "/Dest[%u 0 R/XYZ null %d null]", pdf_id(pdf->page_objects[dest->page]), top);
}

static HPDF_Outline add_item(struct pdf *pdf, HPDF_Outline parent, const struct page_dest *dest)
{
	HPDF_Outline item = HPDF_CreateOutline(pdf->doc, parent, "", NULL);
	struct buf body;

	if (!item)
		return NULL;
	HPDF_Dict_RemoveElement(item, "Type"); /* libharu says /Outlines, which only the root is */
	HPDF_Dict_RemoveElement(item, "Title");
	HPDF_Outline_SetOpened(item, dest->level <= 1);
	buf_init(&body);
	buf_z(&body, "/Title");
	pdf_put_text(&body, pdf_plain(pdf->arena, dest->title));
	pdf_put_dest(pdf, &body, dest);
	pdf_append(pdf, item, &body);
	buf_release(&body);
	return item;
}

/* An item stands below the nearest one before it that has a smaller level; levels may be skipped. */
void pdf_add_outline(struct pdf *pdf)
{
	HPDF_Outline parents[LEVELS] = { NULL }; /* [level]: where the next item of that level goes; NULL: the root */
	bool any = false;

	for (size_t i = 0; i < pdf->pages->ndests && pdf->error == HPDF_OK; i++) {
		const struct page_dest *dest = &pdf->pages->dests[i];
		HPDF_Outline item;

		if (dest->level == 0 || !dest->title.len || dest->page >= pdf->pages->npages)
			continue;
		item = add_item(pdf, parents[dest->level], dest);
		for (int below = dest->level + 1; below < LEVELS; below++)
			parents[below] = item;
		any = true;
	}
	if (any)
		HPDF_SetPageMode(pdf->doc, HPDF_PAGE_MODE_USE_OUTLINE);
}

/* Pages that print a number are called by it. Those before (cover, contents) are i, ii …; unnumbered ones behind have no
 * label. */
void pdf_put_labels(const struct pdf *pdf, struct buf *catalog)
{
	int32_t expected = -1; /* what continues the range */
	bool numbered = false;

	buf_z(catalog, "/PageLabels<</Nums[");
	for (size_t i = 0; i < pdf->pages->npages; i++) {
		int32_t number = pdf->pages->pages[i].number;

		if (number != expected && number > 0)
			buf_printf(catalog, "%zu<</S/D/St %d>>", i, number);
		else if (number != expected)
			buf_printf(catalog, numbered ? "%zu<<>>" : "%zu<</S/r>>", i);
		numbered = numbered || number > 0;
		expected = number > 0 ? number + 1 : number;
	}
	buf_z(catalog, "]>>");
}
