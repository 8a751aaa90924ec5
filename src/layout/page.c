/* page.c - the display list as a container: pages, their operations, moving pages. Draws nothing. */
#include "base/arena.h"
#include "layout/flow.h"

#include <string.h>

struct pages *pages_new(void)
{
	struct pages *pages = mem_alloc(sizeof *pages);

	pages->arena = arena_new();
	return pages;
}

void pages_drop(struct pages *pages)
{
	if (!pages)
		return;
	for (size_t i = 0; i < pages->npages; i++) {
		mem_free(pages->pages[i].ops);
		mem_free(pages->pages[i].packed);
	}
	mem_free(pages->pages);
	mem_free(pages->dests);
	arena_drop(pages->arena);
	arena_drop(pages->open);
	mem_free(pages);
}

struct page *pages_add(struct pages *pages, int32_t width, int32_t height)
{
	struct page *page;

	pages->pages = mem_grow(pages->pages, pages->npages, &pages->pages_size, sizeof *pages->pages);
	page = &pages->pages[pages->npages++];
	memset(page, 0, sizeof *page);
	page->width = width;
	page->height = height;
	return page;
}

struct page_op *page_add(struct page *page, enum page_op_kind kind)
{
	struct page_op *op;

	page->ops = mem_grow(page->ops, page->nops, &page->ops_size, sizeof *page->ops);
	op = &page->ops[page->nops++];
	memset(op, 0, sizeof *op);
	op->kind = (uint8_t)kind;
	page->links = page->links || kind == OP_LINK;
	return op;
}

void page_close(struct page *page)
{
	struct page_op *ops = mem_alloc(page->nops * sizeof *ops);

	if (page->nops > 0)
		memcpy(ops, page->ops, page->nops * sizeof *ops);
	mem_free(page->ops);
	page->ops = ops;
	page->ops_size = page->nops;
}

static void pages_reverse(struct page *pages, size_t n)
{
	for (size_t i = 0; i < n / 2; i++) {
		struct page page = pages[i];

		pages[i] = pages[n - 1 - i];
		pages[n - 1 - i] = page;
	}
}

void pages_move(struct pages *pages, size_t from, size_t to)
{
	size_t n = pages->npages - from;

	pages_reverse(pages->pages + to, from - to);
	pages_reverse(pages->pages + from, n);
	pages_reverse(pages->pages + to, pages->npages - to);
	for (size_t i = 0; i < pages->ndests; i++) {
		struct page_dest *dest = &pages->dests[i];

		if (dest->page >= from)
			dest->page = (uint32_t)(dest->page - from + to);
		else if (dest->page >= to)
			dest->page = (uint32_t)(dest->page + n);
	}
}
