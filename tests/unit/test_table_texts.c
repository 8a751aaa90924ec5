/* test_table_texts.c - what stands around a frame, on the first page and on further ones; rows that stay together; rules. */
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

static struct doc_table *add_titled(struct bench *b, uint32_t rows, uint16_t cols)
{
	struct doc_table *t = add_table(b, cols, 1);

	t->title.str = STR("题");
	t->left.str = STR("左");
	t->right.str = STR("右");
	for (uint32_t r = 0; r < rows; r++)
		for (uint16_t c = 0; c < cols; c++)
			add_cell(b, t, r, c, r ? str_printf(b->arena, "%u", r).ptr : "头");
	return t;
}

static struct text *add_texts(struct bench *b, const char *const *list, size_t n)
{
	struct text *texts = arena_array(b->arena, n, sizeof *texts);

	for (size_t i = 0; i < n; i++)
		texts[i] = text_plain(b->arena, str_from(list[i]), (struct origin){ 0 });
	return texts;
}

/* --- further pages --- */

static void title_is_not_repeated_unless_asked(void **state)
{
	struct bench *b = *state;

	add_titled(b, 14, 1);
	bench_run(b);
	assert_buf(bench_texts(b),
	           "1: 题 | 左 右 | 头 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | — 1 —\n2: 头 | 11 | 12 | 13 | — 2 —\n");
}

static void title_says_that_it_goes_on(void **state)
{
	struct bench *b = *state;

	add_titled(b, 14, 1)->continued = STR("（续）");
	bench_run(b);
	assert_buf(bench_texts(b), "1: 题 | 左 右 | 头 | 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | — 1 —\n"
	                           "2: 题（续） | 左 右 | 头 | 11 | 12 | 13 | — 2 —\n");
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_TABLE_TITLE), "");
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_TABLE_LABEL), "");
}

/* No more rows on a page than its title leaves room for. */
static void further_pages_hold_what_fits(void **state)
{
	struct bench *b = *state;

	add_titled(b, 40, 1)->continued = STR("（续）");
	bench_run(b);
	for (size_t i = 0; i < b->pages->npages; i++)
		for (size_t k = 0; k < b->pages->pages[i].nops; k++)
			if (b->pages->pages[i].ops[k].role == ROLE_TABLE_CELL)
				assert_in_range(b->pages->pages[i].ops[k].y, 50000, 250000);
	assert_int_equal(b->pages->npages, 4);
}

static void groups_of_columns_repeat_the_title(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_titled(b, 2, 4);

	for (int c = 0; c < 4; c++)
		t->columns[c].width = c ? 120000 : 30000;
	t->stub = 1;
	bench_run(b);
	assert_buf(bench_texts(b), "1: 题 | 左 右 | 头 头 头 | 1 1 1 | — 1 —\n2: 题 | 左 右 | 头 头 | 1 1 | — 2 —\n");
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_TABLE_HEAD), "68.0,95.3 头\n");
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_TABLE_CELL), "68.0,110.3 1\n");
}

/* --- below --- */

static void signs_are_spread_over_the_width(void **state)
{
	static const char *const signs[] = { "填表人：", "日期：", "签字：" };
	struct bench *b = *state;
	struct doc_table *t = add_titled(b, 2, 1);

	t->signs = add_texts(b, signs, 3);
	t->nsigns = 3;
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_NOTE), "10.0,126.3 填表人：\n108.6,126.3 日期：\n199.3,126.3 签字：\n");
}

static void signs_take_as_many_lines_as_they_need(void **state)
{
	static const char *const signs[] = { "甲甲甲甲甲甲甲甲甲甲甲甲", "乙乙乙乙乙乙乙乙乙乙乙乙", "丙丙：" };
	struct bench *b = *state;
	struct doc_table *t = add_titled(b, 2, 1);

	t->signs = add_texts(b, signs, 3);
	t->nsigns = 3;
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_NOTE), "10.0,126.3 甲*12\n150.0,126.3 乙*12\n10.0,138.3 丙丙：\n");
}

static void notes_and_signs_keep_the_last_row(void **state)
{
	static const char *const notes[] = { "注" }, *const signs[] = { "签" };
	struct bench *b = *state;
	struct doc_table *t = add_titled(b, 10, 1);

	t->notes = add_texts(b, notes, 1);
	t->nnotes = 1;
	t->signs = add_texts(b, signs, 1);
	t->nsigns = 1;
	add_lines(b, "甲", 1);
	b->style.table_pad_y = 5000;
	bench_run(b);
	assert_true(str_find(buf_as_str(bench_texts(b)), STR("\n2: 头 | 8 | 9 | 注 | 签")) > 0);
}

/* --- rows --- */

static void groups_of_rows_stay_together(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_titled(b, 14, 1);
	uint8_t *rows = arena_array(b->arena, 14, 1);

	for (int r = 7; r < 12; r++)
		rows[r] = ROW_KEEP;
	t->rows = rows;
	bench_run(b);
	assert_buf(bench_texts(b),
	           "1: 题 | 左 右 | 头 | 1 | 2 | 3 | 4 | 5 | 6 | — 1 —\n2: 头 | 7 | 8 | 9 | 10 | 11 | 12 | 13 | — 2 —\n");
}

static void groups_longer_than_a_page_break(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_titled(b, 30, 1);
	uint8_t *rows = arena_array(b->arena, 30, 1);

	memset(rows, ROW_KEEP, 30);
	t->rows = rows;
	bench_run(b);
	assert_int_equal(b->pages->npages, 3);
}

static void rules_below_rows(void **state)
{
	static const uint8_t rows[] = { ROW_DOUBLE, ROW_THICK, 0 };
	struct bench *b = *state;
	struct doc_table *t = add_titled(b, 3, 1);

	t->rows = rows;
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_FILL, ROLE_ARTIFACT), "9.5,84.5 281.0x1.0\n10.0,99.2 280.0x0.5\n10.0,100.2 280.0x0.5\n"
	                                                    "10.0,114.5 280.0x1.0\n9.5,129.5 281.0x1.0\n"
	                                                    "9.5,85.0 1.0x45.0\n289.5,85.0 1.0x45.0\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(title_is_not_repeated_unless_asked), TEST(title_says_that_it_goes_on),
		TEST(further_pages_hold_what_fits),       TEST(groups_of_columns_repeat_the_title),
		TEST(signs_are_spread_over_the_width),    TEST(signs_take_as_many_lines_as_they_need),
		TEST(notes_and_signs_keep_the_last_row),  TEST(groups_of_rows_stay_together),
		TEST(groups_longer_than_a_page_break),    TEST(rules_below_rows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
