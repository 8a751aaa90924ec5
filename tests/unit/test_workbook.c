/* test_workbook.c - the same table from CSV and from workbooks of several programs; where a table stands in a sheet; what
 * cells show. */
#include "unit.h"

#include "data/workbook.h"

#define FOLDER "tests/data/workbook/"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct table_spec spec;
	struct sheet_grid grid;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	f->diags = diags_new();
	f->spec = (struct table_spec){
		.name = STR("表"), .encoding = STR("auto"), .header = HEADER_DEFAULT, .blank_is_zero = true
	};
	sheet_grid_init(&f->grid, f->arena);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	sheet_grid_release(&f->grid);
	diags_drop(f->diags);
	arena_drop(f->arena);
	free(f);
	return 0;
}

static struct table *load(struct fixture *f, const char *name)
{
	return table_load(f->arena, str_printf(f->arena, FOLDER "%s", name), &f->spec, f->diags);
}

/* --- the same from every program --- */

static void assert_same_cell(const struct table *a, const struct table *b, struct arena *arena, size_t row, size_t column)
{
	struct number na = { 0 }, nb = { 0 };

	if (a->columns[column].type == COLUMN_TEXT) {
		assert_str(table_text(b, row, column), str_z(arena, table_text(a, row, column)));
		return;
	}
	assert_int_equal(table_number(a, arena, row, column, &na), table_number(b, arena, row, column, &nb));
	assert_int_equal(number_cmp(na, nb), 0);
}

static void assert_same(const struct table *a, const struct table *b, struct arena *arena)
{
	assert_int_equal(a->ncolumns, b->ncolumns);
	assert_int_equal(a->nrows, b->nrows);
	for (size_t i = 0; i < a->ncolumns; i++) {
		assert_str(b->columns[i].label, str_z(arena, a->columns[i].label));
		assert_int_equal(a->columns[i].type, b->columns[i].type);
		assert_int_equal(a->columns[i].key, b->columns[i].key);
	}
	for (size_t row = 0; row < a->nrows; row++)
		for (size_t column = 0; column < a->ncolumns; column++)
			assert_same_cell(a, b, arena, row, column);
}

static void same_table(void **state)
{
	static const char *const names[] = { "plain-openpyxl.xlsx", "plain-xlsxwriter.xlsx", "plain-libreoffice.xlsx",
		                             "plain-libreoffice.xls" };
	struct fixture *f = *state;
	struct table *csv;

	f->spec.keys = STR("科目编码 科目名称");
	csv = load(f, "plain.csv");
	assert_non_null(csv);
	assert_int_equal(csv->nrows, 6);
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		struct table *table = load(f, names[i]);
		size_t rows[2];

		assert_diags(f->diags, "");
		assert_non_null(table);
		assert_same(csv, table, f->arena);
		assert_int_equal(table_find_row(table, STR("2010350"), rows), 1);
		assert_str(table_text(table, rows[0], 5), "886.81");
	}
}

/* --- a statement with all that stands around it --- */

static void check_statement(struct fixture *f, const char *name)
{
	static const char *const labels[] = {
		"类", "款", "项", "科目名称", "合计", "基本支出", "项目支出", "完成率", "批复日期"
	};
	struct table *t = load(f, name);
	struct buf place;

	assert_diags(f->diags, "");
	assert_non_null(t);
	assert_int_equal(t->ncolumns, 9);
	assert_int_equal(t->nrows, 3);
	for (size_t i = 0; i < 9; i++)
		assert_str(t->columns[i].label, labels[i]);
	assert_str(t->columns[4].unit, "万元"); /* from the corner */
	assert_str(t->columns[7].unit, "%");
	assert_str(table_text(t, 0, 4), "941.5"); /* a formula */
	assert_str(table_text(t, 1, 1), "03");
	assert_str(table_text(t, 1, 3), "事业运行");
	assert_str(table_text(t, 2, 7), "6.53");
	assert_str(table_text(t, 0, 8), "2022-12-31");
	assert_str(table_text(t, 2, 8), "");
	assert_int_equal(t->header.line, 4);
	buf_init(&place);
	origin_print(&place, table_origin(t, 1, 5));
	assert_true(str_ends(buf_as_str(&place), STR("!公开03表!F8")));
	buf_release(&place);
}

static void statement(void **state)
{
	struct fixture *f = *state;
	struct table_column declared = { .label = STR("本年支出基本支出"), .id = STR("基本") };
	struct table *t;

	check_statement(f, "statement-libreoffice.xlsx");
	check_statement(f, "statement-libreoffice.xls");
	f->spec.columns = &declared;
	f->spec.ncolumns = 1;
	f->spec.keys = STR("科目名称 款");
	t = load(f, "statement-libreoffice.xls");
	assert_diags(f->diags, "");
	assert_int_equal(table_find_column(t, STR("基本")), 5);
	assert_str(t->columns[5].label, "本年支出基本支出");
}

static void values(void **state)
{
	static const char *const expected[][3] = {
		{ "真", "TRUE", "#DIV/0!" },
		{ "假", "FALSE", "#N/A" },
		{ "比较", "TRUE", "0.0000001" },
		{ "文字", "甲乙", "0.3" },
		{ "大数", "是", "123456789012346000" },
		{ "时间", "2022-12-31T08:30:00", "44926.5" },
		{ "时刻", "08:30:00", "-1.5" },
	};
	static const char *const names[] = { "statement-libreoffice.xlsx", "statement-libreoffice.xls" };
	struct fixture *f = *state;

	f->spec.sheet = STR("各种值");
	for (size_t i = 0; i < 2; i++) {
		struct table *t = load(f, names[i]);

		assert_non_null(t);
		for (size_t row = 0; row < 7; row++)
			for (size_t column = 0; column < 3; column++)
				assert_str(table_text(t, row, column), expected[row][column]);
		assert_int_equal(diags_count(f->diags), 2);
		assert_diag(f->diags, 0, ERROR_CELL, 2, 3);
		assert_diag(f->diags, 1, ERROR_CELL, 3, 3);
		diags_clear(f->diags);
	}
}

static void sheets(void **state)
{
	struct fixture *f = *state;
	struct source where = { .path = STR("report.xml") };
	struct table *t;

	f->spec.sheet = STR("公开04表"); /* the blank in its name does not count */
	t = load(f, "statement-libreoffice.xls");
	assert_diags(f->diags, "");
	assert_int_equal(t->ncolumns, 2); /* the blank column before the table is left out */
	assert_int_equal(table_origin(t, 0, 1).line, 4);
	assert_int_equal(table_origin(t, 0, 1).col, 3);
	f->spec.sheet = STR("2"); /* of those that are not hidden */
	t = load(f, "statement-libreoffice.xlsx");
	assert_str(t->src->sheet, "公开 04表");
	f->spec.sheet = STR("封面"); /* hidden, but named */
	t = load(f, "statement-libreoffice.xlsx");
	assert_str(t->src->sheet, "封面");
	assert_diags(f->diags, "");
	f->spec.sheet = STR("9");
	f->spec.sheet_where = (struct origin){ &where, 5, 7 };
	assert_null(load(f, "statement-libreoffice.xls"));
	assert_diags(f->diags, "report.xml:5:7: error: '" FOLDER "statement-libreoffice.xls' has no sheet '9'; its sheets are: "
	                       "封面 (hidden)、公开03表、公开 04表、各种值 [sheet-missing]\n");
}

static void ranges(void **state)
{
	struct fixture *f = *state;
	struct source where = { .path = STR("report.xml") };
	struct table *t;

	f->spec.range = STR("D4:$F$8");
	t = load(f, "statement-libreoffice.xls");
	assert_diags(f->diags, "");
	assert_int_equal(t->ncolumns, 3);
	assert_int_equal(t->nrows, 2);
	assert_str(t->columns[0].label, "科目名称");
	assert_str(t->columns[2].unit, "万元"); /* the corner is above the range */
	f->spec.range_where = (struct origin){ &where, 5, 9 };
	f->spec.range = STR("K20:M30");
	assert_null(load(f, "statement-libreoffice.xls"));
	assert_diags(f->diags, "report.xml:5:9: error: there is nothing in the range K20:M30; the cells of the sheet are A1:I12 "
	                       "[range-outside]\n");
	diags_clear(f->diags);
	f->spec.range = STR("A6-G40");
	assert_null(load(f, "statement-libreoffice.xls"));
	assert_diag(f->diags, 0, BAD_VALUE, 5, 9);
	diags_clear(f->diags);
	assert_null(load(f, "plain.csv"));
	assert_diags(f->diags, "report.xml:5:9: error: range='A6-G40' needs a workbook, and '" FOLDER
	                       "plain.csv' is a text file [sheet-none]\n");
}

static void units(void **state)
{
	struct fixture *f = *state;

	f->spec.unit = STR("元");
	assert_non_null(load(f, "statement-libreoffice.xls"));
	assert_diag(f->diags, 0, UNIT_CONFLICT, 3, 9);
}

static void no_values(void **state)
{
	struct fixture *f = *state;
	struct number n;
	struct table *t;

	f->spec.range = STR("A4:F8");
	t = load(f, "statement-openpyxl.xlsx");
	assert_int_equal(t->rows[0].line, 7);
	assert_int_equal(table_number(t, f->arena, 0, 5, &n), CELL_BAD); /* and not 0 */
	assert_int_equal(table_number(t, f->arena, 1, 5, &n), CELL_NUMBER);
	assert_diag(f->diags, 0, FORMULA_EMPTY, 7, 5);
	assert_int_equal(diags_errors(f->diags), 4); /* E7 F7 D8 E8 */
}

/* --- headers, in grids made by hand: a line a row, cells apart by |, ^ merges with the cell above, < with the one at the left --- */

static void put_mark(struct fixture *f, char mark, int32_t line, int32_t col)
{
	struct sheet_area *last = NULL;

	for (size_t i = 0; i < f->grid.nmerges; i++) {
		struct sheet_area *m = &f->grid.merges[i];

		if (mark == '<' ? m->right == col - 1 && m->top <= line && line <= m->bottom
		                : m->bottom == line - 1 && m->left == col)
			last = m;
	}
	if (last && mark == '<')
		last->right = col;
	else if (last)
		last->bottom = line;
	else
		sheet_grid_merge(&f->grid, mark == '<' ? (struct sheet_area){ line, col - 1, line, col }
		                                       : (struct sheet_area){ line - 1, col, line, col });
}

static void put_text(struct fixture *f, struct str text, int32_t line, int32_t col)
{
	struct decimal number;

	if (text.len == 1 && (text.ptr[0] == '^' || text.ptr[0] == '<'))
		put_mark(f, text.ptr[0], line, col);
	else
		sheet_grid_put(&f->grid, line, col, decimal_read(&number, text) ? SHOWN_NUMBER : SHOWN_TEXT, text);
}

static struct table *sheet(struct fixture *f, const char *text)
{
	struct source file = { .path = STR("t.xlsx") };
	int32_t line = 1, col = 1;
	size_t from = 0;

	sheet_grid_release(&f->grid);
	sheet_grid_init(&f->grid, f->arena);
	for (size_t i = 0; text[i]; i++) {
		if (text[i] != '|' && text[i] != '\n')
			continue;
		put_text(f, (struct str){ text + from, i - from }, line, col++);
		from = i + 1;
		if (text[i] == '\n') {
			line++;
			col = 1;
		}
	}
	sheet_grid_end(&f->grid);
	return workbook_table(f->arena, &f->grid, sheet_source(f->arena, arena_copy(f->arena, &file, sizeof(file)), STR("表")),
	                      &f->spec, f->diags);
}

static void assert_labels(const struct table *t, const char *expected)
{
	struct buf buf;

	assert_non_null(t);
	buf_init(&buf);
	for (size_t i = 0; i < t->ncolumns; i++)
		buf_printf(&buf, "%s%.*s", i ? "|" : "", STR_FMT(t->columns[i].label));
	assert_str(buf_as_str(&buf), expected);
	buf_release(&buf);
}

static void headers(void **state)
{
	struct fixture *f = *state;

	assert_labels(sheet(f, "项目|金额\n甲|1\n"), "项目|金额");
	assert_labels(sheet(f, "收支表|<|<|<\n收入|<|支出|<\n项目|金额|项目|金额\n甲|1|乙|2\n"),
	              "收入项目|收入金额|支出项目|支出金额");
	assert_labels(sheet(f, "科目|本年支出|<|上年\n^|基本|项目|^\n甲|1|2|3\n"), "科目|基本|项目|上年");
	assert_labels(sheet(f, "科目|支出|<|<\n^|本年|<|上年\n^|基本|项目|^\n甲|1|2|3\n"), "科目|基本|项目|上年");
	assert_labels(sheet(f, "科目|本年|<|上年|<\n^|基本|项目|基本|项目\n甲|1|2|3|4\n"),
	              "科目|本年基本|本年项目|上年基本|上年项目");
	assert_labels(sheet(f, "说明|<|<\n单位：某局|<|单位：元\n\n项目|<|金额\n甲|乙|1\n"), "项目||金额");
	assert_diags(f->diags, "");
}

static void declared_labels(void **state)
{
	struct fixture *f = *state;
	struct table_column declared[] = { { .label = STR("项目"), .id = STR("收") },
		                           { .label = STR("项目"), .id = STR("支") },
		                           { .label = STR("支出金额") } };
	static const char text[] = "收支|<|<|<\n收入|<|支出|<\n项目|金额|项目|金额\n栏次|1|栏次|2\n甲|1|乙|2\n";
	struct table *t;

	f->spec.columns = declared;
	f->spec.ncolumns = 3;
	f->spec.keys = STR("收 支");
	t = sheet(f, text);
	assert_diags(f->diags, "");
	assert_labels(t, "项目|收入金额|项目|支出金额");
	assert_int_equal(t->nrows, 1);
	assert_int_equal(table_find_column(t, STR("支")), 2);
	f->spec.header = 3;
	declared[2].label = STR("金额");
	t = sheet(f, text);
	assert_labels(t, "项目|金额|项目|金额");
	diags_clear(f->diags);
	declared[2].label = STR("没有");
	f->spec.header = HEADER_AUTO;
	assert_null(sheet(f, text));
	assert_diags(f->diags,
	             "t.xlsx!表: error: none of the first 30 rows is a header with all of: 项目、项目、没有 [header-missing]\n");
	diags_clear(f->diags);
	f->spec.header = 40;
	assert_null(sheet(f, text));
	assert_diag(f->diags, 0, CSV_EMPTY, 40, 1);
}

static void bodies(void **state)
{
	struct fixture *f = *state;
	struct table *t;

	f->spec.keys = STR("项目");
	t = sheet(f, "金额单位：|万元\n项目|金额\n\n甲|1\n备注|2\n注：无|\n\n制表：丙|\n");
	assert_diags(f->diags, "");
	assert_int_equal(t->nrows, 2);
	assert_str(t->columns[1].unit, "万元");
	t = sheet(f, "项目|金额\n甲|1|x\n乙|#REF!\n#N/A|2\n");
	assert_diags(f->diags, "t.xlsx!表!C2: error: this row has 3 cells, the header has 2 [csv-columns]\n"
	                       "t.xlsx!表!B3: error: the cell holds the spreadsheet error #REF! [error-cell]\n");
	assert_non_null(t);
	diags_clear(f->diags);
	assert_null(sheet(f, ""));
	assert_diag(f->diags, 0, CSV_EMPTY, 0, 0);
}

/* Units in the corner, in the forms that finance software prints. */
static void corners(void **state)
{
	static const struct {
		const char *corner, *unit;
	} cases[] = {
		{ "单位：万元", "万元" },
		{ "单 位：万 元", "万元" },
		{ "（金额单位:人民币万元）", "万元" },
		{ "单位：万元/人", "万元" },
		{ "单位：元 编制日期：2023", "元" },
		{ "单位：元坝区某局", "" },
		{ "编制单位：某局，单位：元", "元" },
		{ "单位：人", "" },
		{ "单位名称：某局", "" },
		{ "单位：万元；公开01表", "万元" },
	};
	static const char *const mixed[] = { "金额单位：万元；数量单位：辆", "数量单位：辆 金额单位：万元", "单位：万元、人",
		                             "单位：万元，%" };
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		f->spec.unit = STR("");
		assert_str(sheet(f, str_printf(f->arena, "某表|<\n|%s\n项目|金额\n甲|1\n", cases[i].corner).ptr)->columns[1].unit,
		           cases[i].unit);
		assert_diags(f->diags, "");
		f->spec.unit = STR("亿元");
		sheet(f, str_printf(f->arena, "某表|<\n|%s\n项目|金额\n甲|1\n", cases[i].corner).ptr);
		assert_int_equal(diags_count(f->diags), cases[i].unit[0] != 0);
		diags_clear(f->diags);
	}
	for (size_t i = 0; i < sizeof(mixed) / sizeof(mixed[0]); i++) {
		const char *text = str_printf(f->arena, "某表|<\n|%s\n项目|金额\n甲|1\n", mixed[i]).ptr;

		f->spec.unit = STR("");
		assert_str(sheet(f, text)->columns[1].unit, "");
		assert_diag(f->diags, 0, UNIT_SEVERAL, 2, 2);
		diags_clear(f->diags);
		f->spec.unit = STR("万元");
		assert_str(sheet(f, text)->columns[1].unit, "万元");
		assert_diags(f->diags, "");
		f->spec.unit = STR("元");
		sheet(f, text);
		assert_diag(f->diags, 0, UNIT_CONFLICT, 2, 2);
		diags_clear(f->diags);
	}
	f->spec.unit = STR("万元"); /* one of two is no contradiction */
	sheet(f, "某表|<\n|单位：元、万元\n项目|金额\n甲|1\n");
	assert_diags(f->diags, "");
	f->spec.unit = STR("");
	sheet(f, "某表|<\n|单位：元、万元\n项目|金额\n甲|1\n");
	assert_diag(f->diags, 0, UNIT_SEVERAL, 2, 2);
	diags_clear(f->diags);
	assert_str(sheet(f, "某表|<\n金额单位|万元\n项目|金额\n甲|1\n")->columns[1].unit, "万元");
}

static void notes(void **state)
{
	static const char *const tails[] = {
		"注：1.本表反映收支情况。|\n　　2.本表金额转换单位时可能存在尾差。|\n",
		"注1：甲\n（2）乙\n",
		"制表人：某某|审核人：某某\n注：1.单位元|\n2.本表不含……|\n",
		"联系电话：|08371234567\n",
		"备注：|本表按决算口径。\n",
	};
	struct fixture *f = *state;
	struct table *t;

	for (size_t i = 0; i < sizeof(tails) / sizeof(tails[0]); i++) {
		t = sheet(f, str_printf(f->arena, "项目|金额\n甲|1\n合计|1\n%s", tails[i]).ptr);
		assert_diags(f->diags, "");
		assert_int_equal(t->nrows, 2);
	}
	t = sheet(f, "项目|金额|备注\n注：甲|1|\n审核经费||\n2.项目支出||\n说明：乙||丙\n"); /* data */
	assert_int_equal(t->nrows, 4);
	assert_int_equal(sheet(f, "条目\n甲\n注：乙\n")->nrows, 2);
}

static void blank_places(void **state)
{
	struct table *t = sheet(*state, "|项目|上年|本年\n|甲|1|2\n|乙||\n");

	assert_int_equal(table_origin(t, 1, 0).col, 2);
	assert_int_equal(table_origin(t, 1, 1).col, 3);
	assert_int_equal(table_origin(t, 1, 2).col, 4);
}

/* Rows that come in any order, and in pieces. */
static void unsorted(void **state)
{
	struct fixture *f = *state;
	const struct sheet_cell *cell;

	sheet_grid_put(&f->grid, 3, 2, SHOWN_TEXT, STR("f"));
	sheet_grid_put(&f->grid, 1, 2, SHOWN_TEXT, STR("b"));
	sheet_grid_put(&f->grid, 1, 1, SHOWN_TEXT, STR("a"));
	sheet_grid_put(&f->grid, 3, 1, SHOWN_TEXT, STR("e"));
	sheet_grid_put(&f->grid, 0, 1, SHOWN_TEXT, STR("no"));
	sheet_grid_put(&f->grid, 2, SHEET_MAX_COLUMNS + 1, SHOWN_TEXT, STR("no"));
	sheet_grid_end(&f->grid);
	assert_int_equal(f->grid.nrows, 2);
	assert_int_equal(f->grid.rows[1].n, 2);
	cell = sheet_grid_cell(&f->grid, 3, 1);
	assert_non_null(cell);
	assert_memory_equal(cell->ptr, "e", 1);
	assert_null(sheet_grid_cell(&f->grid, 2, 1));
}

/* --- numbers --- */

static enum shown_kind shown_kind(const char *number, const char *code)
{
	struct cell_format format = format_parse(str_from(code));
	struct decimal d;
	char out[SHOWN_MAX];
	size_t len;

	assert_true(decimal_read(&d, str_from(number)));
	return format_show(&d, &format, false, out, &len);
}

static void assert_shown(const char *number, const char *code, const char *expected)
{
	struct cell_format format = format_parse(str_from(code));
	struct decimal d;
	char out[SHOWN_MAX];
	size_t len;

	assert_true(decimal_read(&d, str_from(number)));
	format_show(&d, &format, false, out, &len);
	assert_str(((struct str){ out, len }), expected);
}

static void numbers(void **state)
{
	(void)state;
	assert_shown("886.80999999999995", "General", "886.81");
	assert_shown("886.80999999999995", "0.00", "886.81");
	assert_shown("0.30000000000000004", "General", "0.3");
	assert_shown("-5.6843418860808015E-14", "#,##0.00", "0");
	assert_shown("54.389999999941", "0.00", "54.39");
	assert_shown("54.386", "0.00", "54.386"); /* shown as 54.39, but not its value */
	assert_shown("1.0050000000000001", "0.00%", "100.5%");
	assert_shown("99999999999999.99", "0.00", "100000000000000"); /* 15 digits, as spreadsheets have them */
	assert_shown("9007199254740992", "General", "9007199254740992");
	assert_shown("12345678901234567890", "General", "12345678901234600000");
	assert_shown("0.99999999999999999", "General", "1");
	assert_shown("201", "General", "201");
	assert_shown("201.0", "0", "201");
	assert_shown("3", "00", "03");
	assert_shown("2010350", "0000000", "2010350");
	assert_shown("2.5", "00", "2.5");
	assert_shown("1E+300", "General", "1E+300");
	assert_shown("-1.5E-3", "General", "-0.0015");
	assert_shown("000", "General", "0");
	assert_shown("-0.0", "0.00", "0");
	assert_shown("0.1", "\"约\"0.0_);[Red](0.0)", "0.1");
	assert_shown("12345.678", "0.00E+00", "12345.678");
}

/* What a format scales is read as it is shown, and loses no digit. */
static void scaled(void **state)
{
	static const char *const unclear[] = { "0!.0,\"万元\"",   "0.0,\"k\"", "0!.0!.0",
		                               "0!.0.0",          "0\"00\"",   "\"2\"00",
		                               "0.0\"5\"",        "0\".50\"",  "[>=1]0!.0,\"亿\";0",
		                               "#,##0.00,,\" M\"" };

	(void)state;
	assert_shown("8868120", "0!.0,", "886.812");
	assert_shown("8868120", "0\\.0,", "886.812");
	assert_shown("8868120", "0\".\"0,", "886.812");
	assert_shown("8868120", "#,##0!.0,_);[Red]\\(#,##0!.0,\\)", "886.812");
	assert_shown("-8868120", "#,##0!.0,_);[Red]\\(#,##0!.0,\\)", "-886.812");
	assert_shown("8868120", "0!.0000", "886.812");
	assert_shown("8868121.37", "0!.0,", "886.812137");
	assert_shown("8868121.3699999992", "0!.0,\"元\"", "886.812137");
	assert_shown("886812", "0!.00", "8868.12");
	assert_shown("8868120", "#,##0.00,", "8868.12");
	assert_shown("8868120", "0.00,,", "8.86812");
	assert_shown("8868120", "#,##0,", "8868.12");
	assert_shown("8868120", "0,.0", "8868.12");
	assert_shown("700", "0!.0,", "0.07");
	assert_shown("0", "0!.0,\"万元\"", "0");
	assert_shown("0.5", "0!.0%", "5%");
	assert_shown("8868120", "#,##0", "8868120");
	assert_shown("8868120", "#,##0.00\"万元\"", "8868120");
	assert_shown("8868120", "#\\,##0", "8868120");
	assert_shown("5", "0\"(2022)\"", "5");
	assert_shown("5", "0.0\"m2\"", "5");
	assert_shown("5", "\"No.\"0", "5");
	assert_shown("12345", "0!.0,;0!.0,;0", "1.2345");
	for (size_t i = 0; i < sizeof(unclear) / sizeof(unclear[0]); i++) {
		assert_int_equal(shown_kind("8868120", unclear[i]), SHOWN_UNCLEAR);
		assert_shown("8868120", unclear[i], "8868120"); /* what the cell holds, for the message */
	}
	assert_int_equal(shown_kind("0.5", "[>=1]0!.0,\"亿\";0"), SHOWN_NUMBER);
}

static void sections(void **state)
{
	(void)state;
	assert_shown("886.81", "[Magenta]#,##0.00", "886.81");
	assert_shown("886.81", "[SlateBlue]0", "886.81");
	assert_shown("886.81", "[<1]0.0%;0.00", "886.81");
	assert_shown("0.5", "[<1]0.0%;0.00", "50%");
	assert_shown("12000", "[>=10000]0!.0,;[<-2.5]0.0,;0", "1.2");
	assert_shown("9999", "[>=10000]0!.0,;[<-2.5]0.0,;0", "9999");
	assert_shown("-2.5", "[>=10000]0!.0,;[<-2.5]0.0,;0", "-2.5");
	assert_shown("-2.6", "[>=10000]0!.0,;[<-2.5]0.0,;0", "-0.0026");
	assert_shown("0.001", "[=0.001]0.0%;0", "0.1%");
	assert_shown("0.002", "[<>0.001]0.0%;0", "0.2%");
	assert_shown("0", "0.00%;-0.00%;\"-\"", "0%"); /* of the kind of its column */
	assert_shown("0", "[=0]\"\";0.00%", "0%");
	assert_shown("0.5", "[=0]\"\";0.00%", "50%");
	assert_shown("-5", "0%;@", "-500%");
	assert_shown("886.81", "General;[Red]-General", "886.81");
	assert_shown("5", "0!d", "5");
	assert_shown("5", "0\\年", "5");
	assert_shown("44926", "yyyy!年m!月", "2022-12-31");
	assert_int_equal(shown_kind("5", "[<x]0;0.0"), SHOWN_UNCLEAR);
}

static void dates(void **state)
{
	(void)state;
	assert_shown("44926", "yyyy-mm-dd", "2022-12-31");
	assert_shown("44926", "yyyy\"年\"m\"月\"d\"日\"", "2022-12-31");
	assert_shown("44926.75", "[$-804]yyyy/m/d h:mm", "2022-12-31T18:00:00");
	assert_shown("44926.75", "m/d/yy", "2022-12-31");
	assert_shown("0.354166666666667", "h:mm", "08:30:00");
	assert_shown("1.5", "[h]:mm:ss", "36:00:00");
	assert_shown("1", "yyyy-m-d", "1900-01-01");
	assert_shown("59", "yyyy-m-d", "1900-02-28");
	assert_shown("60", "yyyy-m-d", "60"); /* 1900-02-29 was no day */
	assert_shown("61", "yyyy-m-d", "1900-03-01");
	assert_shown("2958465", "yyyy-m-d", "9999-12-31");
	assert_shown("2958466", "yyyy-m-d", "2958466");
	assert_shown("-1", "yyyy-m-d", "-1");
	assert_shown("44926.999999", "yyyy-m-d h:mm", "2023-01-01");
	assert_int_equal(format_builtin(14).sections[0].kind, FORMAT_DATE);
	assert_int_equal(format_builtin(31).sections[0].kind, FORMAT_DATE);
	assert_int_equal(format_builtin(10).sections[0].kind, FORMAT_PERCENT);
	assert_int_equal(format_builtin(200).sections[0].kind, FORMAT_GENERAL);
}

static void doubles(void **state)
{
	static const struct {
		double value;
		const char *shown;
	} cases[] = { { 886.81, "886.81" },
		      { 0.1 + 0.2, "0.3" },
		      { -0.07, "-0.07" },
		      { 0, "0" },
		      { 1e22, "10000000000000000000000" },
		      { 99999999999.99, "99999999999.99" },
		      { 5e-324, "4.94065645841247E-324" },
		      { 9007199254740991.0, "9007199254740991" } };
	struct decimal d;
	char out[SHOWN_MAX];
	size_t len;

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(decimal_from_double(&d, cases[i].value));
		format_show(&d, &format_general, false, out, &len);
		assert_str(((struct str){ out, len }), cases[i].shown);
	}
	assert_false(decimal_from_double(&d, 1.0 / (cases[3].value)));
	assert_false(decimal_read(&d, STR("1,5")));
	assert_false(decimal_read(&d, STR("")));
	assert_false(decimal_read(&d, STR("1e")));
}

/* --- what a file is tells its content --- */

static void assert_kind(struct fixture *f, struct str bytes, const char *kind)
{
	struct source *src = (struct source *)(uintptr_t)unit_source(f->arena, "t.xls", "");

	assert_null(table_parse(f->arena, src, bytes, &f->spec, f->diags));
	assert_diags(f->diags, str_printf(f->arena,
	                                  "t.xls: error: 't.xls' is %s, whatever its name says; open it in a "
	                                  "spreadsheet and save it as "
	                                  ".xlsx [workbook-kind]\n",
	                                  kind)
	                               .ptr);
	diags_clear(f->diags);
}

static void contents(void **state)
{
	struct fixture *f = *state;
	struct source *src = (struct source *)(uintptr_t)unit_source(f->arena, "t.xls", "");
	struct table *t = table_parse(f->arena, src, STR("a,b\n1,2\n"), &f->spec, f->diags); /* CSV called .xls */

	assert_diags(f->diags, "");
	assert_int_equal(t->nrows, 1);
	assert_kind(f, STR("\n <HTML><body><table>"), "a web page");
	assert_kind(f, STR("\xEF\xBB\xBF<!DOCTYPE html>"), "a web page");
	assert_kind(f, STR("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">"),
	            "an XML spreadsheet of 2003");
	assert_kind(f, STR("<?xml version=\"1.0\"?><x/>"), "an XML file");
	assert_kind(f, (struct str){ "\xFF\xFE<\0h\0t\0m\0l\0>\0", 14 }, "a web page");
	assert_kind(f, (struct str){ "\xFE\xFF\0<\0t\0a\0b\0l\0e", 14 }, "a web page");
	assert_kind(f, STR("ID;PWXL;N;E\r\nC;Y1;X1;K\"a\"\r\nE\r\n"), "a SYLK file");
	assert_non_null(table_parse(f->arena, src, STR("ID;P\n1;2\n"), &f->spec, f->diags));
	assert_diags(f->diags, "");
	assert_kind(f, STR("MIME-Version: 1.0\n"), "a web archive");
	assert_kind(f, STR("%PDF-1.4\n"), "a PDF document");
	assert_kind(f, STR("Rar!\x1A\x07"), "an archive");
	assert_kind(f, (struct str){ "\x09\x00\x04\x00\x02\x00", 6 }, "a workbook of Excel 4 or older");
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(same_table), TEST(statement), TEST(values),       TEST(sheets),          TEST(ranges),
		TEST(units),      TEST(no_values), TEST(headers),      TEST(declared_labels), TEST(bodies),
		TEST(corners),    TEST(notes),     TEST(blank_places), TEST(scaled),          TEST(sections),
		TEST(unsorted),   TEST(numbers),   TEST(dates),        TEST(doubles),         TEST(contents),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
