/* test_table.c - looking up rows, columns and numbers in a table. */
#include "unit.h"

#include "data/data.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct source src;
	struct table_spec spec;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	f->diags = diags_new();
	f->src = (struct source){ .path = STR("t.csv"), .sheet = STR("") };
	f->spec = (struct table_spec){
		.name = STR("表"),
		.encoding = STR("auto"),
		.unit = STR("元"),
		.keys = STR(""),
		.header = 1,
		.blank_is_zero = true,
	};
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	diags_drop(f->diags);
	arena_drop(f->arena);
	free(f);
	return 0;
}

static struct table *parse(struct fixture *f, const char *text)
{
	struct table *table = table_parse_csv(f->arena, &f->src, str_from(text), &f->spec, f->diags);

	assert_diags(f->diags, "");
	assert_non_null(table);
	return table;
}

static const char summary[] = "收入项目,收入行次,收入,支出项目,支出行次,支出\n"
			      "一、一般公共预算,1,100,一、一般公共服务支出,32,90\n"
			      "二、政府性基金,2,,二、外交支出,33,\n"
			      ",3,,三、国防支出,34,10\n"
			      "总计,31,100,总计,62,100\n";

#define assert_row(t, key, expected) \
	do { \
		size_t rows_[2]; \
		assert_int_equal(table_find_row((t), str_from(key), rows_), 1); \
		assert_int_equal(rows_[0], (expected)); \
	} while (0)

static void rows_by_any_key(void **state)
{
	struct fixture *f = *state;
	struct table *t;
	size_t rows[2];

	f->spec.keys = STR("收入项目 收入行次 支出项目 支出行次");
	t = parse(f, summary);
	assert_row(t, "一、一般公共预算", 0);
	assert_row(t, "31", 3);
	assert_row(t, "３２", 0);
	assert_row(t, " 三、国防 支出　", 2);
	assert_row(t, "总计", 3);                                 /* twice in the same row */
	assert_int_equal(table_find_row(t, STR("100"), rows), 0); /* no key */
	assert_int_equal(table_find_row(t, STR(""), rows), 0);
	assert_int_equal(table_find_row(t, STR("四、"), rows), 0);
}

static void labels_of_rows(void **state)
{
	struct fixture *f = *state;
	struct table *t;
	struct str line;

	f->spec.keys = STR("收入项目 收入行次 支出项目 支出行次");
	t = parse(f, summary);
	assert_str(table_row_label(t, 0, 2, &line), "一、一般公共预算");
	assert_str(line, "1");
	assert_str(table_row_label(t, 0, 5, &line), "一、一般公共服务支出");
	assert_str(line, "32");
	assert_str(table_row_label(t, 2, 2, &line), "3"); /* nothing but the number */
	assert_str(line, "");
	assert_str(table_row_label(t, 2, 5, NULL), "三、国防支出");
	f->spec.keys = STR("名称");
	t = parse(f, "金额,名称\n1,甲\n");
	assert_str(table_row_label(t, 0, 0, &line), "甲"); /* texts behind the figures */
	assert_str(line, "");
}

static void hints_for_columns(void **state)
{
	struct fixture *f = *state;

	f->spec.keys = STR("名称");
	assert_str(table_column_hint(parse(f, "名称,,决算数\n甲,,1\n"), STR("决算")),
	           " (→ 决算数?)" BOTH("; its columns are: ", "；现有各列：") "名称" BOTH(", ", "、") "决算数");
	assert_str(table_column_hint(parse(f, "名称,a,b,c,d,e,f,g,h,i,j,k,l\n甲,1,1,1,1,1,1,1,1,1,1,1,1\n"), STR("乙丙丁")), "");
}

static void several_rows(void **state)
{
	struct table *t = parse(*state, "项目,金额\n小计,1\n甲,2\n小计,3\n小 计,4\n");
	size_t rows[2];

	assert_int_equal(table_find_row(t, STR("小计"), rows), 3);
	assert_int_equal(rows[0], 0);
	assert_int_equal(rows[1], 2);
}

static void codes_in_three_columns(void **state)
{
	struct table *t = parse(*state, "类,款,项,科目名称,金额\n"
	                                ",,,合计,6\n"
	                                "201,,,一般公共服务支出,3\n"
	                                "201,03,,政府办公厅,3\n"
	                                "201,3,50,事业运行,2\n"
	                                "208,05,05,养老,3\n");
	size_t rows[2];

	assert_row(t, "201", 1);
	assert_row(t, "20103", 2);
	assert_row(t, "2010350", 3);
	assert_row(t, "201 03 50", 3);
	assert_row(t, "2080505", 4);
	assert_row(t, "事业运行", 3);
	assert_int_equal(table_find_row(t, STR("03"), rows), 0); /* no key by itself */
	assert_str(table_nearest_key(t, STR("2010351")), "2010350");
}

static void codes_in_two_blocks(void **state)
{
	struct fixture *f = *state;
	struct table_column declared[] = {
		{ .label = STR("类"), .id = STR("左_类") }, { .label = STR("款"), .id = STR("左_款") },
		{ .label = STR("金额"), .id = STR("a") },   { .label = STR("类"), .id = STR("右_类") },
		{ .label = STR("款"), .id = STR("右_款") }, { .label = STR("金额"), .id = STR("b") },
	};
	struct table *t;

	f->spec.columns = declared;
	f->spec.ncolumns = 6;
	t = parse(f, "类,款,金额,类,款,金额\n301,01,1,302,01,2\n301,02,3,302,02,4\n");
	assert_row(t, "30201", 0);
	assert_row(t, "30102", 1);
}

static void columns(void **state)
{
	struct fixture *f = *state;
	struct table_column declared = { .label = STR("行次"), .id = STR("line") };
	struct table *t;

	f->spec.columns = &declared;
	f->spec.ncolumns = 1;
	t = parse(f, "项 目,行次,\"本年支出\n合计\",基本（支出）,\na,1,2,3,\n");
	assert_int_equal(table_find_column(t, STR("项目")), 0);
	assert_int_equal(table_find_column(t, STR("line")), 1);
	assert_int_equal(table_find_column(t, STR("行次")), 1);
	assert_int_equal(table_find_column(t, STR("本年支出合计")), 2);
	assert_int_equal(table_find_column(t, STR("基本(支出)")), 3);
	assert_int_equal(table_find_column(t, STR("")), -1);
	assert_int_equal(table_find_column(t, STR("金额")), -1);
	assert_str(table_nearest_column(t, STR("本年支出")), "本年支出合计");
	assert_str(table_nearest_column(t, STR("lime")), "line");
	assert_str(table_nearest_column(t, STR("人均")), "");
}

static void nearest_keys(void **state)
{
	struct table *t = parse(*state, summary);

	assert_str(table_nearest_key(t, STR("一般公共服务支出")), "一、一般公共服务支出");
	assert_str(table_nearest_key(t, STR("三、国妨支出")), "三、国防支出");
	assert_str(table_nearest_key(t, STR("完全不同的项目")), "");
	assert_str(table_nearest_key(t, STR("")), "");
}

#define assert_number(text, expected) unit_number((text), (expected), CELL_NUMBER, __LINE__)

static void unit_number(const char *text, const char *expected, enum cell_state state, int line)
{
	struct arena *arena = arena_new();
	struct number number;
	struct buf buf;

	buf_init(&buf);
	if (cell_parse_number(arena, str_from(text), &number) != state) {
		print_error("'%s'\n", text);
		_fail(__FILE__, line);
	}
	if (state == CELL_NUMBER) {
		number_print_exact(&buf, number);
		unit_assert_str(buf_as_str(&buf), expected, __FILE__, line);
	}
	buf_release(&buf);
	arena_drop(arena);
}

static void numbers(void **state)
{
	(void)state;
	assert_number("886.81", "886.81");
	assert_number("-0.50", "-0.5");
	assert_number("0", "0");
	assert_number("+3", "3");
	assert_number(".5", "0.5");
	assert_number("-.5", "-0.5");
	assert_number("1,234,567.89", "1234567.89");
	assert_number("-12,345", "-12345");
	assert_number(" 12 \n", "12");
	assert_number("１，２３４．５０", "1234.5");
	assert_number("－１２", "-12");
	assert_number("\xE2\x88\x92"
	              "5",
	              "-5"); /* minus sign */
	assert_number("5\xC2\xA0"
	              "000",
	              "5000");
	assert_number("1\xE2\x80\x85"
	              "234\xE2\x80\x85"
	              "567.8",
	              "1234567.8");
	assert_number("\xC2\xA0"
	              "7\xE2\x80\x89",
	              "7");
	assert_number("123456789012345678901234567890.123456789", "123456789012345678901234567890.123456789");
}

static void no_numbers(void **state)
{
	static const char *const bad[] = { "12x",     "1,23",  "12,34,567", "1234,567", "0,123", ",123",  "1,234,", "1,234 567",
		                           "1.234,5", "1.2.3", "5.",        ".",        "-.",    "5 000", "6%",     "¥5",
		                           "1e5",     "--5",   "5-",        "- 5",      "(5)",   "无",    "#REF!",  "一" };
	static const char *const blank[] = { "", " ", "　", "—", "——", "-", "－", "–", " - ", "\xE2\x88\x92", "\xC2\xA0" };
	char longest[80];

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		unit_number(bad[i], "", CELL_BAD, __LINE__);
	for (size_t i = 0; i < sizeof(blank) / sizeof(blank[0]); i++)
		unit_number(blank[i], "", CELL_BLANK, __LINE__);
	memset(longest, '1', sizeof(longest) - 1);
	longest[sizeof(longest) - 1] = '\0';
	unit_number(longest, "", CELL_BAD, __LINE__);
}

static void cells(void **state)
{
	struct fixture *f = *state;
	struct table *t = parse(f, "项目,金额\n甲,\"1,000.5\"\n乙,—\n");
	struct number number;

	assert_int_equal(table_number(t, f->arena, 0, 1, &number), CELL_NUMBER);
	assert_int_equal(number_cmp(number, number_ratio(2001, 2)), 0);
	assert_int_equal(table_number(t, f->arena, 1, 1, &number), CELL_BLANK);
}

/* 20,000 rows: a look-up is not a search. */
static void many_rows(void **state)
{
	struct fixture *f = *state;
	struct buf text;
	struct table *t;

	buf_init(&text);
	buf_z(&text, "编码,名称,金额\n");
	for (int i = 0; i < 20000; i++)
		buf_printf(&text, "%07d,项目%d,%d.%02d\n", i, i, i, i % 100);
	t = parse(f, text.ptr);
	assert_int_equal(t->nrows, 20000);
	for (int i = 0; i < 20000; i += 7)
		assert_row(t, str_printf(f->arena, "%07d", i).ptr, (size_t)i);
	assert_row(t, "项目19999", 19999);
	buf_release(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(rows_by_any_key, setup, teardown),
		cmocka_unit_test_setup_teardown(labels_of_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(hints_for_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(several_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(codes_in_three_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(codes_in_two_blocks, setup, teardown),
		cmocka_unit_test_setup_teardown(columns, setup, teardown),
		cmocka_unit_test_setup_teardown(nearest_keys, setup, teardown),
		cmocka_unit_test(numbers),
		cmocka_unit_test(no_numbers),
		cmocka_unit_test_setup_teardown(cells, setup, teardown),
		cmocka_unit_test_setup_teardown(many_rows, setup, teardown),
	};

	return cmocka_run_group_tests_name("table", tests, NULL, NULL);
}
