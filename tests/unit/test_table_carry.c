/* test_table_carry.c - page subtotals: exact sums at page feet and heads, their widths, groups of columns. */
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

enum { ROWS = 30 };

/* A header, then rows "r 0.01*r"; ten rows of 15 pt and the sums go on a page of 200 pt. */
static struct doc_carry *add_sums(struct bench *b, struct doc_table **table)
{
	struct doc_table *t = *table = add_table(b, 3, 1);
	struct doc_carry *carry = arena_make(b->arena, struct doc_carry);
	struct number *values = arena_array(b->arena, ROWS, sizeof *values);
	uint16_t *cols = arena_array(b->arena, 1, sizeof *cols);

	t->columns[1].number = true;
	t->columns[1].align = ALIGN_RIGHT;
	cols[0] = 1;
	for (uint32_t r = 0; r < ROWS; r++) {
		values[r] = number_ratio(r, 100);
		add_cell(b, t, r, 0, r ? str_printf(b->arena, "%u", r).ptr : "号");
		add_cell(b, t, r, 1, r ? str_printf(b->arena, "0.%02u", r).ptr : "数")->flags = r ? CELL_FIGURE : 0;
		add_cell(b, t, r, 2, "");
	}
	*carry = (struct doc_carry){ .to = STR("过"),
		                     .from = STR("承"),
		                     .label_span = 1,
		                     .cols = cols,
		                     .ncols = 1,
		                     .values = values,
		                     .digits = 2,
		                     .zero = STR("零") };
	t->carry = carry;
	return carry;
}

/* Texts of page furniture, one page. */
static const char *furniture(struct bench *b, size_t page)
{
	return bench_ops(b, page, OP_TEXT, ROLE_ARTIFACT)->ptr;
}

static void pages_end_and_begin_with_sums(void **state)
{
	struct bench *b = *state;
	struct doc_table *t;

	add_sums(b, &t);
	bench_run(b);
	assert_int_equal(b->pages->npages, 3);
	assert_string_equal(furniture(b, 0), "48.0,240.3 过\n244.0,240.3 0.66\n245.0,268.6 — 1 —\n"); /* 1 + … + 11 */
	assert_string_equal(furniture(b, 1), "12.0,60.3 号\n96.0,60.3 数\n48.0,75.3 承\n244.0,75.3 0.66\n"
	                                     "48.0,240.3 过\n244.0,240.3 2.31\n20.0,268.6 — 2 —\n"); /* again; 66 + 12 + … + 21 */
	assert_string_equal(furniture(b, 2), "12.0,60.3 号\n96.0,60.3 数\n48.0,75.3 承\n244.0,75.3 2.31\n245.0,268.6 — 3 —\n");
}

/* Without labels no rows; the one at the foot alone leaves the head as it was. */
static void either_row_may_be_missing(void **state)
{
	struct bench *b = *state;
	struct doc_table *t;
	struct doc_carry *carry = add_sums(b, &t);

	carry->from = STR("");
	bench_run(b);
	assert_string_equal(furniture(b, 1), "12.0,60.3 号\n96.0,60.3 数\n48.0,240.3 过\n244.0,240.3 2.53\n20.0,268.6 — 2 —\n");
	carry->to = STR("");
	bench_run(b);
	assert_string_equal(furniture(b, 0), "245.0,268.6 — 1 —\n");
}

/* A group of columns without sums has no row for them. */
static void groups_show_their_own_sums(void **state)
{
	struct bench *b = *state;
	struct doc_table *t;

	add_sums(b, &t);
	t->stub = 1;
	t->columns[1].width = t->columns[2].width = 200000;
	bench_run(b);
	assert_int_equal(b->pages->npages, 6);
	assert_string_equal(furniture(b, 1), "12.0,60.3 号\n92.0,60.3 数\n46.0,75.3 承\n272.0,75.3 0.66\n"
	                                     "46.0,240.3 过\n272.0,240.3 2.31\n20.0,268.6 — 2 —\n");
	assert_null(strstr(furniture(b, 4), "承"));
	assert_null(strstr(furniture(b, 4), "过"));
}

static void zero_prints_as_told(void **state)
{
	struct bench *b = *state;
	struct doc_table *t;
	struct doc_carry *carry = add_sums(b, &t);

	carry->values = arena_array(b->arena, ROWS, sizeof *carry->values);
	for (uint32_t r = 0; r < ROWS; r++)
		((struct number *)carry->values)[r] = number_from(0);
	bench_run(b);
	assert_string_equal(furniture(b, 0), "52.6,240.3 过\n248.8,240.3 零\n245.0,268.6 — 1 —\n");
}

/* The sum decides how wide its column must be, so it is never too wide. */
static void column_holds_the_widest_sum(void **state)
{
	struct bench *b = *state;
	struct doc_table *t;
	struct doc_carry *carry = add_sums(b, &t);

	carry->group = GROUP_COMMA;
	((struct number *)carry->values)[3] = number_from(1234567890);
	t->columns[0].width = 200000;
	t->columns[2].width = 20000;
	bench_run(b);
	assert_string_equal(furniture(b, 0), "106.7,242.6 过\n216.0,242.6 1,234,567,890.88\n245.0,268.6 — 1 —\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(pages_end_and_begin_with_sums), TEST(either_row_may_be_missing),   TEST(groups_show_their_own_sums),
		TEST(zero_prints_as_told),           TEST(column_holds_the_widest_sum),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
