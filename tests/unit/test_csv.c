/* test_csv.c - reading CSV: quoting, line ends, separators, encodings, types, and every diagnostic with its place. */
#include "unit.h"

#include "base/utf8.h"
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
		.unit = STR(""),
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

static struct table *parse(struct fixture *f, struct str bytes)
{
	return table_parse_csv(f->arena, &f->src, bytes, &f->spec, f->diags);
}

static struct table *parse_clean(struct fixture *f, const char *text)
{
	struct table *table = parse(f, str_from(text));

	assert_diags(f->diags, "");
	assert_non_null(table);
	return table;
}

static void quoting(void **state)
{
	struct table *t = parse_clean(*state, "名称,说明,金额\n"
	                                      "\"a,b\",\"他说\"\"好\"\"。\",\"1,234.50\"\n"
	                                      "\"两\r\n行\", \"x\" ,2\n"
	                                      "a\"b,\"\",3\n");

	assert_int_equal(t->nrows, 3);
	assert_str(table_text(t, 0, 0), "a,b");
	assert_str(table_text(t, 0, 1), "他说\"好\"。");
	assert_str(table_text(t, 1, 0), "两\n行");
	assert_str(table_text(t, 1, 1), "x");
	assert_str(table_text(t, 2, 0), "a\"b");
	assert_str(table_text(t, 2, 1), "");
	assert_int_equal(t->columns[2].type, COLUMN_NUMBER);
}

static void places(void **state)
{
	struct table *t = parse_clean(*state, "项目,二,三\n"
	                                      "收入合计,乙,　 丙\n"
	                                      "\"两\n行\",\"x\",3\n"
	                                      "\n"
	                                      "末,,z\n");

	assert_int_equal(table_origin(t, 0, 2).line, 2);
	assert_int_equal(table_origin(t, 0, 2).col, 10); /* behind the blanks */
	assert_int_equal(table_origin(t, 1, 0).line, 3);
	assert_int_equal(table_origin(t, 1, 1).line, 4);
	assert_int_equal(table_origin(t, 1, 1).col, 4);
	assert_int_equal(table_origin(t, 1, 2).col, 8);
	assert_int_equal(table_origin(t, 2, 0).line, 6);
	assert_int_equal(table_origin(t, 2, 1).col, 3);
	assert_int_equal(t->header.line, 1);
}

static void line_ends_and_blank_lines(void **state)
{
	struct table *t = parse_clean(*state, "b,a\r\n2,x\r\r\n,,,\n3\n\n5,y");

	assert_int_equal(t->nrows, 3);
	assert_str(table_text(t, 1, 0), "3");
	assert_str(table_text(t, 1, 1), ""); /* a short row */
	assert_str(table_text(t, 2, 1), "y");
	assert_int_equal(t->rows[0].line, 2);
	assert_int_equal(t->rows[1].line, 5);
	assert_int_equal(t->rows[2].line, 7);
}

static void separators(void **state)
{
	struct table *t = parse_clean(*state, "a;\"b,,,,\";c\n1,5;2;3\n");

	assert_int_equal(t->ncolumns, 3);
	assert_str(table_text(t, 0, 0), "1,5");
	t = parse_clean(*state, "a\tb\n1\t2\n");
	assert_int_equal(t->ncolumns, 2);
	t = parse_clean(*state, "只有一列\n1\n");
	assert_int_equal(t->ncolumns, 1);
}

static void header_line(void **state)
{
	static const char text[] = "收入决算表,,\n单位：万元,,\n\n项目,行次,金额\n甲,1,2\n";
	struct fixture *f = *state;
	struct table_column declared = { .label = STR("金额") };
	struct table *t;

	f->spec.header = 4;
	t = parse_clean(f, text);
	assert_str(t->columns[0].label, "项目");
	f->spec.header = 3; /* blank: the next one */
	t = parse_clean(f, text);
	assert_int_equal(t->header.line, 4);
	f->spec.header = 0; /* found by its labels */
	f->spec.columns = &declared;
	f->spec.ncolumns = 1;
	t = parse_clean(f, text);
	assert_int_equal(t->header.line, 4);
	assert_int_equal(t->nrows, 1);
	f->spec.header = 9;
	assert_null(parse(f, str_from(text)));
	assert_diags(f->diags, "t.csv: error: 't.csv' has no header row [csv-empty]\n");
}

/* Units above the header count as in a sheet. */
static void captions(void **state)
{
	struct fixture *f = *state;
	struct table *t;

	f->spec.header = 0;
	f->spec.keys = STR("项目");
	t = parse_clean(f, "收支表,,\n部门：某局,\"公开\n01表\",单 位：万 元\n\n项目,金额\n甲,1\n");
	assert_str(t->columns[1].unit, "万元");
	assert_int_equal(t->nrows, 1);
	f->spec.header = 3;
	f->spec.unit = STR("元");
	assert_non_null(parse(f, STR("收支表\n,,单位：万元\n项目,金额\n甲,1\n")));
	assert_diags(f->diags,
	             "t.csv:2:3: error: above the table stands 单位：万元, the description of '表' says 元; the latter is "
	             "used [unit-conflict]\n");
	diags_clear(f->diags);
	f->spec.unit = STR("");
	t = parse(f, STR("单位：元\n金额单位：万元;数量单位：辆\n项目,金额,数量\n甲,1,2\n"));
	assert_diag(f->diags, 0, UNIT_SEVERAL, 2, 1);
	assert_str(t->columns[1].unit, "");
	diags_clear(f->diags);
	t = parse_clean(f, "一\"收支\n\"未完,单位：元\n项目,金额\n甲,1\n"); /* a quote that does not end, before the table */
	assert_int_equal(t->nrows, 1);
}

static void notes(void **state)
{
	struct fixture *f = *state;
	struct table *t = parse_clean(
		f, "项目,金额,数量\n甲,1,2\n备注,1,2\n注：1.本表反映收支情况。,,\n　　2.本表存在尾差。\n制表人：某某,,日期：\n");

	assert_int_equal(t->nrows, 2);
	t = parse_clean(f, "项目,说明\n甲,乙\n说明：丙,丁\n"); /* no figures, but a row like the others */
	assert_int_equal(t->nrows, 2);
}

/* Cells that are missing at the end where other rows have figures. */
static void short_rows(void **state)
{
	struct fixture *f = *state;
	struct table *t = parse(f, STR("项目,上年,本年,说明\n甲,1,2,x\n乙,3\n丙\n,\n丁,4,5\n"));

	assert_int_equal(t->nrows, 4);
	assert_diags(f->diags,
	             "t.csv:3:3: warning: this row has 2 cells, the header has 4, and other rows have figures where this one "
	             "ends (such rows: 2); the missing cells were read as blank [csv-short]\n");
	diags_clear(f->diags);
	parse_clean(f, "项目,上年,本年\n甲,1\n乙,3\n"); /* no row has them */
}

static void empty_file(void **state)
{
	struct fixture *f = *state;

	assert_null(parse(f, STR("")));
	assert_null(parse(f, STR("\xEF\xBB\xBF")));
	assert_diag(f->diags, 0, CSV_EMPTY, 0, 0);
}

static void encodings(void **state)
{
	struct fixture *f = *state;
	struct table *t;

	t = parse(f, STR("\xEF\xBB\xBF项目,金额\n甲,1\n"));
	assert_str(t->columns[0].label, "项目");
	assert_str(t->src->text, "项目,金额\n甲,1\n");
	/* 项目,金额 / 收入,１２ / 㐂 (four bytes), in GB18030 */
	t = parse(f, STR("\xCF\xEE\xC4\xBF,\xBD\xF0\xB6\xEE\n\xCA\xD5\xC8\xEB,\xA3\xB1\xA3\xB2\n\x81\x39\xEE\x39,1\n"));
	assert_str(t->columns[0].label, "项目");
	assert_str(table_text(t, 0, 0), "收入");
	assert_int_equal(t->columns[1].type, COLUMN_NUMBER);
	assert_int_equal(utf8_count(table_text(t, 1, 0)), 1);
	/* UTF-16, both orders */
	t = parse(f, STR("\xFF\xFE\x79\x98\xEE\x76,\0b\0\n\0"
	                 "1\0,\0"
	                 "2\0"));
	assert_str(t->columns[0].label, "项目");
	t = parse(f, STR("\xFE\xFF\x98\x79\x76\xEE\0,\0b\0\n\0"
	                 "1\0,\0"
	                 "2"));
	assert_str(t->columns[0].label, "项目");
	assert_str(table_text(t, 0, 1), "2");
	/* 联通 in GB18030 is valid UTF-8: the description decides */
	f->spec.encoding = STR("gb18030");
	t = parse(f, STR("\xC1\xAA\xCD\xA8,a\n"));
	assert_str(t->columns[0].label, "联通");
	assert_diags(f->diags, "");
}

static void bad_encodings(void **state)
{
	struct fixture *f = *state;

	assert_null(parse(f, STR("a,b\n\xCF\xEE,\xFF\n"))); /* neither */
	assert_diag(f->diags, 0, CSV_ENCODING, 2, 3);
	diags_clear(f->diags);
	assert_null(parse(f, STR("项目,金额\n收入\xB6,1\n"))); /* UTF-8 with a damaged byte is no GB18030 */
	assert_diag(f->diags, 0, NOT_UTF8, 2, 3);
	diags_clear(f->diags);
	f->spec.encoding = STR("utf-8");
	assert_null(parse(f, STR("\xCF\xEE\xC4\xBF,a\n")));
	assert_diag(f->diags, 0, NOT_UTF8, 1, 1);
	diags_clear(f->diags);
	assert_null(parse(f, STR("a,b\n1,\0\n")));
	assert_diag(f->diags, 0, CSV_ENCODING, 2, 3);
}

static void open_quote(void **state)
{
	struct fixture *f = *state;

	assert_null(parse(f, STR("a,b\n1,\"2\n3,4\n")));
	assert_diags(f->diags, "t.csv:2:3: error: a quoted cell does not end [csv-quote]\n");
}

static void wide_rows(void **state)
{
	struct fixture *f = *state;
	struct table *t = parse(f, STR("a,b\n1,2,,\n1,2,,x,\n1,2\n"));

	assert_non_null(t);
	assert_int_equal(t->nrows, 3);
	assert_diags(f->diags, "t.csv:3:6: error: this row has 4 cells, the header has 2 [csv-columns]\n");
}

static void column_types(void **state)
{
	struct fixture *f = *state;
	struct table *t;

	f->spec.unit = STR("万元");
	t = parse_clean(f, "项目,行次,金额,比例,空,年度\n甲,1,\"1,0\xEF\xBC\x90"
	                   "0\",6%,,2022\n乙,2,—,x,,2022\n");
	assert_int_equal(t->columns[0].type, COLUMN_TEXT);
	assert_true(t->columns[0].key);
	assert_int_equal(t->columns[1].type, COLUMN_TEXT); /* looks like numbers, but names rows */
	assert_true(t->columns[1].key);
	assert_int_equal(t->columns[2].type, COLUMN_NUMBER);
	assert_false(t->columns[2].key);
	assert_str(t->columns[2].unit, "万元");
	assert_int_equal(t->columns[3].type, COLUMN_TEXT);
	assert_int_equal(t->columns[4].type, COLUMN_NUMBER); /* blank in a table of amounts */
	assert_int_equal(t->columns[5].type, COLUMN_NUMBER);
	assert_str(t->columns[5].unit, "");
	f->spec.keys = STR("项目 行次");
	t = parse_clean(f, "项目,行次,类别,金额\n甲,1,x,2\n");
	assert_true(t->columns[1].key);
	assert_false(t->columns[2].key);
}

static void declared_columns(void **state)
{
	struct fixture *f = *state;
	struct table_column declared[] = {
		{ .label = STR("项目"), .id = STR("收入") },   { .label = STR("项 目"), .id = STR("支出") },
		{ .label = STR("人数"), .unit = STR("人") },   { .label = STR("编号"), .type = COLUMN_NUMBER },
		{ .label = STR("备注"), .type = COLUMN_TEXT },
	};
	struct table *t;

	f->spec.columns = declared;
	f->spec.ncolumns = 5;
	f->spec.unit = STR("元");
	t = parse_clean(f, "项目,项目,人数,编号,备注\n甲,乙,3,07,1\n");
	assert_int_equal(table_find_column(t, STR("支出")), 1);
	assert_int_equal(table_find_column(t, STR("项目")), -1); /* two: the ids are needed */
	assert_str(t->columns[2].unit, "人");
	assert_int_equal(t->columns[3].type, COLUMN_NUMBER);
	assert_str(t->columns[3].unit, "");
	assert_int_equal(t->columns[4].type, COLUMN_TEXT);
}

static void bad_columns(void **state)
{
	struct fixture *f = *state;
	struct table_column declared = { .label = STR("决算数额") };
	struct origin where = { &f->src, 70, 2 };

	f->spec.columns = &declared;
	f->spec.ncolumns = 1;
	f->spec.column_origins = &where;
	f->spec.keys = STR("行号");
	assert_non_null(parse(f, STR("项目,项　目,决算数,,\n1,2,3,,\n")));
	/* without its keys it may be no header at all, so nothing else is said of it */
	assert_diags(f->diags,
	             "t.csv:1:1: error: table '表' has no column '决算数额' (→ 决算数?); its columns are: 项目, 项　目, 决算数; used at "
	             "t.csv:70:2 [missing-column]\n"
	             "t.csv:1:1: error: table '表' has no column '行号'; its columns are: 项目, 项　目, 决算数 [missing-column]\n");
	diags_clear(f->diags);
	f->spec.keys = STR("");
	assert_non_null(parse(f, STR("项目,项　目,决算数额\n1,2,3\n")));
	assert_diags(f->diags, "t.csv:1:4: error: two columns are called '项　目'; name them with <column id> [duplicate-column]\n");
}

static void bad_numbers(void **state)
{
	struct fixture *f = *state;
	struct table_column declared = { .label = STR("金额"), .type = COLUMN_NUMBER };
	struct buf text;

	f->spec.columns = &declared;
	f->spec.ncolumns = 1;
	assert_non_null(parse(f, STR("项目,金额\n甲,12x\n乙,#REF!\n丙,1.5\n丁,\n")));
	assert_diags(f->diags, "t.csv:2:3: error: '12x' is not a number, in the number column '金额' [text-in-number]\n"
	                       "t.csv:3:3: error: the cell holds the spreadsheet error #REF! [error-cell]\n");
	diags_clear(f->diags);
	f->spec.ncolumns = 0; /* an error value does not make a text column */
	assert_non_null(parse(f, STR("项目,金额\n乙,#DIV/0!\n丙,1.5\n")));
	assert_diag(f->diags, 0, ERROR_CELL, 2, 3);
	diags_clear(f->diags);
	f->spec.ncolumns = 1;
	buf_init(&text);
	buf_z(&text, "项目,金额\n");
	for (int i = 0; i < 25; i++)
		buf_z(&text, "甲,x\n");
	assert_non_null(parse(f, buf_as_str(&text)));
	assert_int_equal(diags_count(f->diags), 21);
	assert_diag(f->diags, 20, MORE_CELLS, 22, 3);
	assert_str(diags_at(f->diags, 20)->args[0], "5");
	buf_release(&text);
}

static void limits(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text);
	for (int i = 0; i < TABLE_MAX_COLUMNS; i++)
		buf_z(&text, "a,");
	buf_z(&text, "b\n");
	assert_null(parse(f, buf_as_str(&text)));
	assert_diag(f->diags, 0, DATA_LIMIT, 1, 1);
	diags_clear(f->diags);
	buf_clear(&text);
	buf_z(&text, "a,b\n1,2"); /* a row far beyond the widest table */
	for (int i = 0; i < 3 * TABLE_MAX_COLUMNS; i++)
		buf_char(&text, ',');
	buf_z(&text, "x\n");
	assert_non_null(parse(f, buf_as_str(&text)));
	assert_diag(f->diags, 0, CSV_COLUMNS, 2, 3 * TABLE_MAX_COLUMNS + 4);
	buf_release(&text);
}

static void from_a_file(void **state)
{
	struct fixture *f = *state;
	struct str folder = unit_folder(f->arena);
	struct str path = unit_file(f->arena, folder, "a.csv", STR("项目,金额\n甲,1\n"));
	struct table *t = table_load_csv(f->arena, path, &f->spec, f->diags);

	assert_non_null(t);
	assert_str(t->src->path, path.ptr);
	assert_null(table_load_csv(f->arena, STR("/nowhere.csv"), &f->spec, f->diags));
	assert_diag(f->diags, 0, FILE_MISSING, 0, 0);
	unit_remove(f->arena, folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(quoting, setup, teardown),
		cmocka_unit_test_setup_teardown(places, setup, teardown),
		cmocka_unit_test_setup_teardown(line_ends_and_blank_lines, setup, teardown),
		cmocka_unit_test_setup_teardown(separators, setup, teardown),
		cmocka_unit_test_setup_teardown(header_line, setup, teardown),
		cmocka_unit_test_setup_teardown(captions, setup, teardown),
		cmocka_unit_test_setup_teardown(notes, setup, teardown),
		cmocka_unit_test_setup_teardown(short_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(empty_file, setup, teardown),
		cmocka_unit_test_setup_teardown(encodings, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_encodings, setup, teardown),
		cmocka_unit_test_setup_teardown(open_quote, setup, teardown),
		cmocka_unit_test_setup_teardown(wide_rows, setup, teardown),
		cmocka_unit_test_setup_teardown(column_types, setup, teardown),
		cmocka_unit_test_setup_teardown(declared_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_columns, setup, teardown),
		cmocka_unit_test_setup_teardown(bad_numbers, setup, teardown),
		cmocka_unit_test_setup_teardown(limits, setup, teardown),
		cmocka_unit_test_setup_teardown(from_a_file, setup, teardown),
	};

	return cmocka_run_group_tests_name("csv", tests, NULL, NULL);
}
