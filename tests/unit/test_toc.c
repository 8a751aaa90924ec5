/* test_toc.c - contents: entries, numbers of the finished pages, leaders, links. */
#include "unit_layout.h"

static int setup(void **state)
{
	*state = bench_new();
	return 0;
}

static int teardown(void **state)
{
	bench_drop(*state);
	return 0;
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

static void add_toc(struct bench *b, int depth)
{
	struct doc_block *block = add_block(b, DOC_TOC);

	block->toc.title = STR("目");
	block->toc.depth = depth;
}

static void add_body(struct bench *b)
{
	add_section(b, SECTION_BODY, false);
	add_heading(b, 1, "部甲");
	add_lines(b, "甲", 12);
	add_heading(b, 2, "节乙");
	add_lines(b, "乙", 10);
	add_heading(b, 3, "目丙");
	add_lines(b, "丙", 1);
}

static void numbers_are_those_of_the_pages(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_COVER, false);
	add_para(b, S_COVER, ROLE_TITLE, "封");
	add_section(b, SECTION_TOC, false);
	add_toc(b, 3);
	add_body(b);
	bench_run(b);
	assert_buf(bench_texts(b), "0: 封\n"
	                           "0: 目 | 部甲 …*25 1 | 节乙 …*23 2 | 目丙 …*21 3\n"
	                           "1: 部甲 | 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 甲*28 | 甲*28 | 甲*28 | 节乙 | 乙*26 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | — 2 —\n"
	                           "3: 乙*28 | 乙*28 | 乙*28 | 乙*28 | 目丙 | 丙*26 | — 3 —\n");
	assert_int_equal(b->pages->dests[0].page, 2);
	assert_int_equal(b->pages->dests[2].page, 4);
}

static void depth_limits_entries(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_TOC, false);
	add_toc(b, 1);
	add_body(b);
	b->doc.last->first->para.in_toc = true;
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TOC_ENTRY), "10.0,103.6 部甲\n285.0,103.6 1\n");
}

static void entries_are_links(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_TOC, false);
	add_toc(b, 2);
	add_body(b);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_LINK, ROLE_TOC_ENTRY), "10.0,90.0 280.0x20.0\n30.0,110.0 260.0x20.0\n");
	for (size_t i = 0, n = 0; i < b->pages->pages[0].nops; i++)
		if (b->pages->pages[0].ops[i].kind == OP_LINK)
			assert_int_equal(b->pages->pages[0].ops[i].dest, n++);
}

static void leaders_are_in_line(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_TOC, false);
	add_toc(b, 2);
	add_body(b);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_ARTIFACT), "33.3,103.6 …*25\n53.3,123.6 …*23\n");
}

static void long_entries_hang(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_TOC, false);
	add_toc(b, 2);
	add_section(b, SECTION_BODY, false);
	add_heading(b, 2, "节节节节节节节节节节节节节节节节节节节节节节节节节节节节");
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, -1),
	           "145.0,63.6 目\n30.0,103.6 节*15\n50.0,123.6 节*13\n183.3,123.6 …*10\n285.0,123.6 1\n");
}

static void covers_are_not_listed(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_COVER, false);
	add_heading(b, 1, "封");
	add_section(b, SECTION_TOC, false);
	add_toc(b, 2);
	add_section(b, SECTION_BODY, false);
	add_heading(b, 1, "部");
	bench_run(b);
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_TOC_ENTRY), "10.0,103.6 部\n285.0,103.6 1\n");
	assert_int_equal(b->pages->ndests, 2);
	assert_int_equal(b->pages->dests[1].page, 2);
}

/* Contents inside the body count among the pages they list. */
static void contents_in_the_body_shift_it(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_BODY, false);
	add_toc(b, 2);
	for (int i = 0; i < 12; i++)
		add_heading(b, 1, "部");
	bench_run(b);
	assert_int_equal(b->pages->npages, 14);
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_TOC_ENTRY), "10.0,63.6 部\n280.0,63.6 11\n10.0,83.6 部\n280.0,83.6 12\n"
	                                                     "10.0,103.6 部\n280.0,103.6 13\n10.0,123.6 部\n280.0,123.6 14\n");
}

static void contents_of_several_pages(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_TOC, false);
	add_toc(b, 2);
	add_section(b, SECTION_BODY, false);
	for (int i = 0; i < 25; i++)
		add_heading(b, 1, "部");
	bench_run(b);
	assert_int_equal(b->pages->npages, 28);
	assert_int_equal(b->pages->pages[2].number, 0);
	assert_int_equal(b->pages->pages[3].number, 1);
	assert_int_equal(b->pages->dests[24].page, 27);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_are_those_of_the_pages),
		TEST(depth_limits_entries),
		TEST(entries_are_links),
		TEST(leaders_are_in_line),
		TEST(long_entries_hang),
		TEST(covers_are_not_listed),
		TEST(contents_in_the_body_shift_it),
		TEST(contents_of_several_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
