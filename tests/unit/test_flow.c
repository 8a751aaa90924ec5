/* test_flow.c - page breaks, sections, page numbers, spaces, drafts. */
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

/* --- keep rules --- */

static void pages_are_filled_to_the_foot(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 4);
	add_lines(b, "乙", 20);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 乙*26 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | — 1 —\n"
	                           "2: 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | — 2 —\n"
	                           "3: 乙*28 | 乙*28 | 乙*28 | 乙*28 | — 3 —\n");
}

static void no_line_is_alone_at_a_foot(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 9);
	add_lines(b, "乙", 4);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 乙*26 | 乙*28 | 乙*28 | 乙*28 | — 2 —\n");
}

static void no_line_is_alone_at_a_top(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 5);
	add_lines(b, "乙", 6);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 乙*26 | 乙*28 | 乙*28 | 乙*28 | — 1 —\n"
	                           "2: 乙*28 | 乙*28 | — 2 —\n");
}

static void three_lines_are_not_parted(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 8);
	add_lines(b, "乙", 3);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 乙*26 | 乙*28 | 乙*28 | — 2 —\n");
}

static void headings_go_with_two_lines(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 7);
	add_heading(b, 2, "一、题");
	add_heading(b, 3, "（一）题");
	add_lines(b, "乙", 4);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 一、题 | （一）题 | 乙*26 | 乙*28 | 乙*28 | 乙*28 | — 2 —\n");
}

static void two_lines_after_a_heading_suffice(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 7);
	add_heading(b, 2, "一、题");
	add_lines(b, "乙", 4);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 一、题 | 乙*26 | 乙*28 | — 1 —\n"
	                           "2: 乙*28 | 乙*28 | — 2 —\n");
}

/* One of them is a paragraph of its own. */
static void two_lines_after_a_heading_may_be_two_paragraphs(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 8);
	add_heading(b, 2, "一、题");
	add_lines(b, "乙", 1);
	add_lines(b, "丙", 1);
	add_heading(b, 2, "二、题");
	add_lines(b, "丁", 1);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 一、题 | 乙*26 | 丙*26 | 二、题 | 丁*26 | — 2 —\n");
}

static void signature_takes_text_along(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 10);
	add_para(b, S_SIGNATURE, ROLE_SIGNATURE, "名");
	add_para(b, S_SIGNATURE, ROLE_SIGNATURE, "日");
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 甲*28 | 甲*28 | 名 | 日 | — 2 —\n");
}

static void signatures_of_three_lines_stay_together(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 8);
	add_para(b, S_SIGNATURE, ROLE_SIGNATURE, "名\u2028名");
	add_para(b, S_SIGNATURE, ROLE_SIGNATURE, "日");
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 甲*28 | 甲*28 | 名 | 名 | 日 | — 2 —\n");
}

/* 注：… goes with the last lines of what it explains. */
static void notes_stay_with_lists(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 8);
	add_para(b, S_BODY, ROLE_LIST_ITEM, "1.子");
	add_para(b, S_BODY, ROLE_LIST_ITEM, "2.丑");
	add_para(b, S_NOTE, ROLE_NOTE, "注：一");
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 1.子 | — 1 —\n"
	                           "2: 2.丑 | 注：一 | — 2 —\n");
}

static void keep_next_of_a_block(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 9);
	add_lines(b, "乙", 1);
	b->doc.last->last->keep_next = true;
	add_lines(b, "丙", 1);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 乙*26 | 丙*26 | — 2 —\n");
}

/* More headings than a page holds: the rule gives way, the layout ends. */
static void endless_headings_end(void **state)
{
	struct bench *b = *state;

	for (int i = 0; i < 35; i++)
		add_heading(b, 3, "题");
	bench_run(b);
	assert_int_equal(b->pages->npages, 4);
	assert_int_equal(b->pages->ndests, 35);
}

static void spaces_at_tops_are_dropped(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 9);
	add_block(b, DOC_SPACE)->space.lines_milli = 2000;
	add_lines(b, "乙", 2);
	add_block(b, DOC_SPACE)->space.lines_milli = 1500;
	add_lines(b, "丙", 2);
	bench_run(b);
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_PARA), "30.0,63.6 乙*26\n10.0,83.6 乙*28\n30.0,143.6 丙*26\n10.0,163.6 丙*28\n");
}

/* --- the grid --- */

static void titles_fill_whole_lines(void **state)
{
	struct bench *b = *state;

	add_para(b, S_TITLE, ROLE_TITLE, "题\u2028题");
	add_lines(b, "甲", 1);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TITLE), "143.0,72.0 题\n143.0,98.0 题\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_PARA), "30.0,123.6 甲*26\n");
}

/* Lines of a title that are paragraphs of their own are one title. */
static void titles_have_space_around_not_inside(void **state)
{
	struct bench *b = *state;

	b->paras[S_TITLE].before = b->paras[S_TITLE].after = 1000;
	b->paras[S_TITLE].pitch = 20000;
	add_lines(b, "甲", 1);
	add_para(b, S_TITLE, ROLE_TITLE, "题");
	add_para(b, S_TITLE, ROLE_TITLE, "题");
	add_lines(b, "乙", 1);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TITLE), "143.0,105.0 题\n143.0,125.0 题\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_PARA), "30.0,63.6 甲*26\n30.0,163.6 乙*26\n");
}

/* Without a grid lines stand where the ones before them end. */
static void free_line_pitch(void **state)
{
	struct bench *b = *state;

	b->style.grid = false;
	b->paras[S_BODY].pitch = 23000;
	add_para(b, S_TITLE, ROLE_TITLE, "题");
	add_lines(b, "甲", 2);
	add_block(b, DOC_SPACE)->space.lines_milli = 300;
	add_lines(b, "乙", 1);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TITLE), "143.0,68.0 题\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_PARA), "30.0,91.1 甲*26\n10.0,114.1 甲*28\n30.0,143.1 乙*26\n");
}

/* Tables and what is around them: the text below stands on the grid again. */
static void text_below_tables_stands_on_the_grid(void **state)
{
	struct bench *b = *state;
	struct doc_table *t;

	add_lines(b, "甲", 1);
	t = add_table(b, 1, 0);
	add_cell(b, t, 0, 0, "一");
	add_lines(b, "乙", 1);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_PARA), "30.0,63.6 甲*26\n30.0,143.6 乙*26\n");
}

/* --- pages --- */

static void cover_fills_its_page(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_COVER, false);
	add_block(b, DOC_SPACE)->space.fill = 1;
	add_para(b, S_COVER, ROLE_TITLE, "题");
	add_block(b, DOC_SPACE)->space.fill = 2;
	add_para(b, S_COVER, ROLE_PARA, "日");
	add_block(b, DOC_SPACE)->space.fill = 1;
	add_section(b, SECTION_BODY, false);
	add_lines(b, "甲", 1);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, -1), "145.0,103.6 题\n145.0,203.6 日\n");
	assert_int_equal(b->pages->pages[0].number, 0);
	assert_int_equal(b->pages->pages[1].number, 1);
}

static void page_breaks_make_no_empty_pages(void **state)
{
	struct bench *b = *state;

	add_block(b, DOC_PAGE_BREAK);
	add_lines(b, "甲", 1);
	add_block(b, DOC_PAGE_BREAK);
	add_block(b, DOC_PAGE_BREAK);
	add_heading(b, 1, "部");
	add_lines(b, "乙", 1);
	add_block(b, DOC_PAGE_BREAK);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | — 1 —\n2: 部 | 乙*26 | — 2 —\n");
}

static void landscape_and_back(void **state)
{
	struct bench *b = *state;

	add_section(b, SECTION_BODY, false);
	add_lines(b, "甲", 1);
	add_section(b, SECTION_BODY, true);
	add_lines(b, "乙", 9);
	add_section(b, SECTION_BODY, false);
	add_lines(b, "丙", 1);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | — 1 —\n"
	                           "2L: 乙*26 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | — 2 —\n"
	                           "3L: 乙*28 | 乙*28 | — 3 —\n4: 丙*26 | — 4 —\n");
	assert_int_equal(b->pages->pages[1].width, 320000);
	assert_int_equal(b->pages->pages[1].height, 300000);
}

static void page_numbers_stand_outside(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 20);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_ARTIFACT), "245.0,268.6 — 1 —\n");
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_ARTIFACT), "20.0,268.6 — 2 —\n");
	b->style.folio_outer = false;
	bench_run(b);
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_ARTIFACT), "132.5,268.6 — 2 —\n");
}

static void margins_are_mirrored(void **state)
{
	struct bench *b = *state;

	b->style.duplex = true;
	b->style.left = 12000;
	add_lines(b, "甲", 12);
	bench_run(b);
	assert_int_equal(b->pages->pages[0].ops[1].x, 12000);
	assert_int_equal(b->pages->pages[1].ops[1].x, 8000);
}

static void landscape_margins_are_mirrored(void **state)
{
	struct bench *b = *state;

	b->style.duplex = true;
	add_section(b, SECTION_BODY, true);
	add_lines(b, "甲", 9);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_ARTIFACT), "255.0,238.6 — 1 —\n");
	assert_int_equal(b->pages->pages[0].ops[0].y, 60000 + 13600);
	assert_int_equal(b->pages->pages[1].ops[0].y, 300000 - 60000 - 160000 + 13600);
}

/* landscape="sheet": portrait pages whose left edge is the top of what is turned; the page number is not. */
static void sheets_are_turned(void **state)
{
	struct bench *b = *state;

	b->style.land_turned = true;
	add_lines(b, "甲", 1);
	add_section(b, SECTION_BODY, true);
	add_heading(b, 2, "题");
	add_lines(b, "乙", 9);
	bench_run(b);
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(b->pages->pages[i].width, 300000);
		assert_int_equal(b->pages->pages[i].height, 320000);
	}
	assert_int_equal(b->pages->pages[0].turned, 0);
	assert_int_equal(b->pages->pages[1].turned, 8);
	assert_int_equal(b->pages->pages[1].nops, 9);
	assert_int_equal(b->pages->pages[2].turned, 2);
	assert_int_equal(b->pages->dests[0].y, 0);
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_HEADING), "20.0,73.6 题\n");
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_ARTIFACT), "20.0,268.6 — 2 —\n");
	assert_buf(bench_ops(b, 2, OP_TEXT, ROLE_ARTIFACT), "245.0,268.6 — 3 —\n");
}

/* --- ops --- */

/* A blank to be filled in is one rule, as wide as its characters. */
static void blanks_are_rules(void **state)
{
	struct bench *b = *state;

	add_para(b, S_COVER, ROLE_PARA, "单位负责人：＿＿＿＿");
	add_para(b, S_SIGNATURE, ROLE_PARA, "名____ a_b");
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_FILL, ROLE_PARA), "160.0,64.9 40.0x0.4\n210.0,84.9 20.0x0.4\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_PARA), "100.0,63.6 单位负责人：\n197.5,83.6 名\n230.0,83.6  a_b\n");
}

static void bookmarks_lead_to_headings(void **state)
{
	struct bench *b = *state;
	struct doc_para *p;

	add_lines(b, "甲", 12);
	p = add_heading(b, 2, "一、长\u2028题");
	add_lines(b, "乙", 1);
	bench_run(b);
	assert_int_equal(b->pages->ndests, 1);
	assert_int_equal(b->pages->dests[0].page, 1);
	assert_int_equal(b->pages->dests[0].y, 90000);
	assert_int_equal(b->pages->dests[0].level, p->level);
	assert_str(b->pages->dests[0].title, "一、长题");
	assert_int_equal(b->pages->pages[1].ops[2].role, ROLE_HEADING);
	assert_int_equal(b->pages->pages[1].ops[2].level, 2);
	assert_int_equal(b->pages->pages[1].ops[2].block, 2);
}

static void origins_follow_the_text(void **state)
{
	struct bench *b = *state;
	struct text_place *places = arena_array(b->arena, 2, sizeof *places);
	struct doc_para *p = add_lines(b, "甲", 2);

	places[1].at = 26 * 3;
	places[1].origin.line = 7;
	p->text.places = places;
	p->text.nplaces = 2;
	bench_run(b);
	assert_int_equal(b->pages->pages[0].ops[0].origin.line, 0);
	assert_int_equal(b->pages->pages[0].ops[1].origin.line, 7);
}

static void drafts_are_marked(void **state)
{
	struct bench *b = *state;
	struct doc_para *p = add_para(b, S_BODY, ROLE_PARA, "甲【名】乙");
	struct span span = { 3, 12, SPAN_MISSING, 0, NULL };

	p->text.spans = &span;
	p->text.nspans = 1;
	b->doc.draft = true;
	bench_run(b);
	assert_int_equal(b->pages->pages[0].ops[0].kind, OP_WATERMARK);
	assert_int_equal(b->pages->pages[0].ops[0].nglyphs, 2);
	assert_buf(bench_ops(b, 0, OP_FILL, -1), "40.0,55.0 30.0x10.0\n");
	assert_true(b->pages->draft);
}

static void empty_documents_have_no_pages(void **state)
{
	struct bench *b = *state;

	bench_run(b);
	assert_int_equal(b->pages->npages, 0);
	add_section(b, SECTION_COVER, false);
	add_section(b, SECTION_BODY, true);
	bench_run(b);
	assert_int_equal(b->pages->npages, 0);
	add_para(b, S_BODY, ROLE_PARA, "");
	bench_run(b);
	assert_int_equal(b->pages->npages, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pages_are_filled_to_the_foot),
		TEST(no_line_is_alone_at_a_foot),
		TEST(no_line_is_alone_at_a_top),
		TEST(three_lines_are_not_parted),
		TEST(headings_go_with_two_lines),
		TEST(two_lines_after_a_heading_suffice),
		TEST(two_lines_after_a_heading_may_be_two_paragraphs),
		TEST(signature_takes_text_along),
		TEST(signatures_of_three_lines_stay_together),
		TEST(notes_stay_with_lists),
		TEST(keep_next_of_a_block),
		TEST(endless_headings_end),
		TEST(spaces_at_tops_are_dropped),
		TEST(titles_fill_whole_lines),
		TEST(titles_have_space_around_not_inside),
		TEST(free_line_pitch),
		TEST(text_below_tables_stands_on_the_grid),
		TEST(cover_fills_its_page),
		TEST(page_breaks_make_no_empty_pages),
		TEST(landscape_and_back),
		TEST(page_numbers_stand_outside),
		TEST(margins_are_mirrored),
		TEST(landscape_margins_are_mirrored),
		TEST(sheets_are_turned),
		TEST(blanks_are_rules),
		TEST(bookmarks_lead_to_headings),
		TEST(origins_follow_the_text),
		TEST(drafts_are_marked),
		TEST(empty_documents_have_no_pages),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
