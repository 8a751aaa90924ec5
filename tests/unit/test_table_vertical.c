/* test_table_vertical.c - text set downwards: units, columns, vertical forms of marks, widths and places in cells. */
#include "unit_layout.h"

#include "layout/table.h"

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

/* The units of a text, "|" between them. */
static const char *units(struct bench *b, const char *text)
{
	struct flow f = { .metrics = &unit_metrics };
	struct text given = { .str = str_from(text) };
	struct str s = table_vertical(&f, b->arena, 0, &given).str;
	ptrdiff_t at;

	buf_clear(&b->text);
	while ((at = str_find(s, STR("\u2028"))) >= 0) {
		buf_str(&b->text, str_sub(s, 0, (size_t)at));
		buf_char(&b->text, '|');
		s = str_sub(s, (size_t)at + 3, s.len);
	}
	buf_str(&b->text, s);
	return b->text.ptr;
}

static void numbers_and_words_stay_across(void **state)
{
	struct bench *b = *state;

	assert_string_equal(units(b, "年度"), "年|度");
	assert_string_equal(units(b, "2022年12.5%增PPP"), "2022|年|12.5%|增|PPP");
	assert_string_equal(units(b, " 年  度 "), "年|度");
	assert_string_equal(units(b, ""), "");
}

static void marks_take_their_vertical_forms(void **state)
{
	assert_string_equal(units(*state, "国（境）"), "国|︵|境|︶");
	assert_string_equal(units(*state, "《“甲”》：—…"), "︽|﹃|甲|﹄|︾|︓|︱|︙");
	assert_string_equal(units(*state, "(万元)"), "︵|万|元|︶");
}

static bool no_forms(void *ctx, int role, bool latin, uint32_t ch, struct glyph_info *out)
{
	return unit_glyph(ctx, role, latin, ch, out) && ch < 0xFE00;
}

static void marks_without_a_form_stay(void **state)
{
	struct bench *b = *state;
	struct metrics metrics = unit_metrics;
	struct flow f = { .metrics = &metrics };
	struct text mark = { .str = STR("（") };

	metrics.glyph = no_forms;
	assert_true(str_eq(table_vertical(&f, b->arena, 0, &mark).str, STR("（")));
}

static void shape_counts_columns_and_lines(void **state)
{
	struct vertical_shape shape = table_vertical_shape(STR("项目支出\u2028预算2022年"));

	(void)state;
	assert_int_equal(shape.columns, 2);
	assert_int_equal(shape.rows, 4);
	assert_int_equal(shape.lines[0], 4);
	assert_int_equal(shape.lines[1], 4);
	shape = table_vertical_shape(STR("\u2028\u2028甲\u2028"));
	assert_int_equal(shape.columns, 1);
	assert_int_equal(shape.rows, 1);
	assert_int_equal(table_vertical_shape(STR("")).columns, 0);
	shape = table_vertical_shape(STR("一\u2028二\u2028三\u2028四\u2028五\u2028六\u2028七\u2028八\u2028九\u2028十"));
	assert_int_equal(shape.columns, 8);
	assert_int_equal(shape.rows, 3);
}

/* Characters at a tenth more than their size; two columns from the right, a fifth of the size between them. */
static void columns_stand_side_by_side(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 0);

	add_cell(b, t, 0, 0, "（甲）\u2028乙")->flags = CELL_VERTICAL;
	add_cell(b, t, 0, 1, "横");
	t->columns[0].width = 21600; /* two characters, their gap, padding */
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_CELL),
	           "21.6,59.7 （\n21.6,68.5 甲\n21.6,77.3 ）\n12.0,59.7 乙\n33.6,68.5 横\n");
}

static void column_is_as_wide_as_its_units(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 1);
	struct doc_cell *cell;

	add_cell(b, t, 0, 0, "横");
	add_cell(b, t, 0, 1, "甲乙丙丁戊己庚辛壬癸")->flags = CELL_VERTICAL;
	cell = add_cell(b, t, 1, 0, "横");
	cell->flags = CELL_BOLD;
	add_cell(b, t, 1, 1, "1");
	t->columns[0].width = 264000;
	bench_run(b);
	assert_int_equal(diags_count(b->diags), 0);
	assert_true(b->pages->npages == 1);
}

static void figures_are_never_vertical(void **state)
{
	struct bench *b = *state;

	add_cell(b, add_table(b, 1, 0), 0, 0, "12")->flags = CELL_VERTICAL | CELL_FIGURE;
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_CELL), "12.0,60.3 12\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(numbers_and_words_stay_across),  TEST(marks_take_their_vertical_forms), TEST(marks_without_a_form_stay),
		TEST(shape_counts_columns_and_lines), TEST(columns_stand_side_by_side),      TEST(column_is_as_wide_as_its_units),
		TEST(figures_are_never_vertical),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
