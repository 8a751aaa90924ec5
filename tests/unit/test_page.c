/* test_page.c - the display list as a container. */
#include "unit_layout.h"

static void ops_are_kept(void **state)
{
	struct pages *pages = pages_new();
	struct page *page = pages_add(pages, 300, 400);

	(void)state;
	for (int i = 0; i < 100; i++)
		page_add(page, i % 2 ? OP_FILL : OP_TEXT)->x = i;
	page_close(page);
	assert_int_equal(page->nops, 100);
	assert_int_equal(page->ops[99].x, 99);
	assert_int_equal(page->ops[99].kind, OP_FILL);
	assert_int_equal(page->ops[99].y, 0);
	page_add(page, OP_LINK)->dest = 7;
	assert_int_equal(page->ops[100].dest, 7);
	pages_drop(pages);
	pages_drop(NULL);
}

static void add_dest_on(struct pages *pages, uint32_t page)
{
	pages->dests = mem_grow(pages->dests, pages->ndests, &pages->dests_size, sizeof *pages->dests);
	pages->dests[pages->ndests++].page = page;
}

static void moving_takes_bookmarks_along(void **state)
{
	static const int expected[] = { 0, 5, 6, 1, 2, 3, 4 };
	struct pages *pages = pages_new();

	(void)state;
	for (int i = 0; i < 7; i++) {
		pages_add(pages, 300, 400)->number = i;
		add_dest_on(pages, (uint32_t)i);
	}
	pages_move(pages, 5, 1);
	for (uint32_t i = 0; i < 7; i++) {
		assert_int_equal(pages->pages[i].number, expected[i]);
		assert_int_equal(pages->pages[pages->dests[i].page].number, i);
	}
	pages_move(pages, 7, 3);
	pages_move(pages, 3, 3);
	assert_int_equal(pages->pages[3].number, 1);
	pages_drop(pages);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ops_are_kept),
		cmocka_unit_test(moving_takes_bookmarks_along),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
