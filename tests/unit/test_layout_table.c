/* test_layout_table.c - tables on pages: widths, heights, page breaks, spans, rules, figures that do not fit. */
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

/* Rows "0a 0b …", the first ones as header. */
static struct doc_table *add_plain(struct bench *b, uint32_t rows, uint16_t cols, size_t nhead)
{
	struct doc_table *t = add_table(b, cols, nhead);

	for (uint32_t r = 0; r < rows; r++)
		for (uint16_t c = 0; c < cols; c++)
			add_cell(b, t, r, c, str_printf(b->arena, "%u%c", r, 'a' + c % 26).ptr);
	return t;
}

static struct doc_cell *add_figure(struct bench *b, struct doc_table *t, uint32_t row, uint16_t col, const char *text)
{
	struct doc_cell *cell = add_cell(b, t, row, col, text);

	t->columns[col].number = true;
	cell->flags = CELL_FIGURE;
	cell->align = ALIGN_RIGHT;
	return cell;
}

static struct str repeated(struct bench *b, const char *s, int n)
{
	struct str out;
	struct buf buf;

	buf_init(&buf);
	for (int i = 0; i < n; i++)
		buf_z(&buf, s);
	out = buf_take(&buf, b->arena);
	buf_release(&buf);
	return out;
}

static void add_note(struct bench *b, struct doc_table *t, const char *text)
{
	struct text *notes = arena_array(b->arena, t->nnotes + 1, sizeof *notes);

	for (size_t i = 0; i < t->nnotes; i++)
		notes[i] = t->notes[i];
	notes[t->nnotes++] = text_plain(b->arena, str_from(text), (struct origin){ 0 });
	t->notes = notes;
}

/* --- frame --- */

static void frame_is_as_wide_as_the_type_area(void **state)
{
	struct bench *b = *state;

	add_plain(b, 3, 3, 1);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_FILL, ROLE_ARTIFACT), "9.5,49.5 281.0x1.0\n10.0,64.7 280.0x0.5\n10.0,79.7 280.0x0.5\n"
	                                                    "9.5,94.5 281.0x1.0\n9.5,50.0 1.0x45.0\n103.0,50.0 0.5x45.0\n"
	                                                    "196.4,50.0 0.5x45.0\n289.5,50.0 1.0x45.0\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_HEAD), "12.0,60.3 0a\n105.3,60.3 0b\n198.6,60.3 0c\n");
}

static void rules_do_not_cross_spans(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 3, 2);

	for (size_t c = 0; c < 3; c++)
		t->columns[c].width = 50000;
	add_cell(b, t, 0, 0, "甲")->rowspan = 2;
	add_cell(b, t, 0, 1, "乙")->colspan = 2;
	add_cell(b, t, 1, 1, "丙");
	add_cell(b, t, 1, 2, "丁");
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_FILL, -1),
	           "9.5,49.5 281.0x1.0\n103.3,64.7 186.6x0.5\n9.5,79.5 281.0x1.0\n9.5,50.0 1.0x30.0\n"
	           "103.0,50.0 0.5x30.0\n196.4,65.0 0.5x15.0\n289.5,50.0 1.0x30.0\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_HEAD), "12.0,67.8 甲\n105.3,60.3 乙\n105.3,75.3 丙\n198.6,75.3 丁\n");
}

static void texts_stand_around_the_frame(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_plain(b, 2, 2, 1);

	t->title.str = STR("题");
	t->number.str = STR("公开02表");
	t->left.str = STR("部门：甲");
	t->right.str = STR("单位：乙");
	t->level = 2;
	t->outline = STR("公开02表　题");
	add_note(b, t, "注一");
	add_note(b, t, "注二");
	add_lines(b, "丙", 1);
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_TITLE), "145.0,63.6 题\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_LABEL), "254.0,80.3 公开02表\n10.0,95.3 部门：甲\n258.0,95.3 单位：乙\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_NOTE), "10.0,141.3 注一\n10.0,153.3 注二\n");
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_PARA), "30.0,183.6 丙*26\n");
	assert_int_equal(b->pages->ndests, 1);
	assert_int_equal(b->pages->dests[0].y, 50000);
	assert_str(b->pages->dests[0].title, "公开02表　题");
}

/* --- widths --- */

static void fixed_widths_are_kept(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_plain(b, 2, 3, 1);

	t->columns[0].width = 30000;
	t->columns[2].width = 50000;
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_CELL), "12.0,75.3 1a\n42.0,75.3 1b\n242.0,75.3 1c\n");
}

/* Millimetres that sum up to a little more than the page has, by rounding or by hand. */
static void fixed_widths_that_are_too_much_are_proportions(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_plain(b, 1, 2, 0);

	t->columns[0].width = 100000;
	t->columns[1].width = 200000;
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_CELL), "12.0,60.3 0a\n105.3,60.3 0b\n");
	assert_int_equal(b->pages->npages, 1);
}

static void labels_wrap_and_figures_do_not(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 0);

	add_cell(b, t, 0, 0, repeated(b, "甲", 40).ptr);
	add_figure(b, t, 0, 1, "123,456,789.00");
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_CELL), "12.0,60.3 甲*27\n12.0,70.3 甲*13\n232.0,65.3 123,456,789.00\n");
}

static void number_columns_are_equal_when_there_is_room(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 3, 0);
	int32_t edges[4] = { 0 };

	add_cell(b, t, 0, 0, "甲");
	add_figure(b, t, 0, 1, "1");
	add_figure(b, t, 0, 2, "1,000.00");
	bench_run(b);
	for (size_t i = 0, n = 0; i < b->pages->pages[0].nops && n < 4; i++)
		if (b->pages->pages[0].ops[i].kind == OP_FILL && b->pages->pages[0].ops[i].h > b->pages->pages[0].ops[i].w)
			edges[n++] = b->pages->pages[0].ops[i].x;
	assert_in_range(edges[2] - edges[1], edges[3] - edges[2] - 500, edges[3] - edges[2] + 500);
}

static void type_shrinks_until_figures_fit(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 8, 0);

	for (uint16_t c = 0; c < 8; c++)
		add_figure(b, t, 0, c, "1,234,567.00");
	bench_run(b);
	assert_int_equal(b->pages->pages[0].ops[0].size, 5000);
	assert_diags(b->diags, "");
}

static void figures_take_width_from_fixed_columns(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 0);

	t->columns[0].width = 270000;
	t->columns[1].width = 10000;
	add_cell(b, t, 0, 0, "甲");
	add_figure(b, t, 0, 1, "123,456.78");
	bench_run(b);
	assert_diags(b->diags, "");
	assert_int_equal(b->pages->pages[0].ops[1].size, 5000);
	assert_in_range(b->pages->pages[0].ops[1].x, 200000, 290000 - 25000 - 2000);
}

static void figures_wider_than_the_page_are_reported(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 1, 0);

	add_figure(b, t, 0, 0, repeated(b, "123456789,", 12).ptr);
	bench_run(b);
	assert_diags(b->diags,
	             "error: '123456789,123456789,123456789,123456789,123456789,123456789,123456789,123456789,123456789,"
	             "123456789,123456789,123456789,' is wider than its column even at the smallest size [number-wide]\n"
	             "error: the columns need 108 mm, the page has 98 mm [table-wide]\n");
	assert_diag(b->diags, 0, NUMBER_WIDE, 1, 1);
}

static void points_are_aligned(void **state)
{
	static const char *const numbers[] = { "1.5", "22.25", "333", "-0.125" };
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 0);

	for (uint32_t r = 0; r < 4; r++) {
		add_cell(b, t, r, 0, "甲");
		add_figure(b, t, r, 1, numbers[r])->align = ALIGN_DECIMAL;
	}
	t->columns[0].width = 200000;
	bench_run(b);
	for (size_t i = 0; i < 8; i++) {
		const struct page_op *op = &b->pages->pages[0].ops[i];

		if (op->col == 1)
			assert_in_range(op->x + (int32_t)strcspn(numbers[op->row], ".") * 4000, 271900, 272000);
	}
}

static void wide_tables_go_over_several_pages(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 21, 2);

	add_cell(b, t, 0, 0, "项目")->rowspan = 2;
	add_cell(b, t, 0, 1, "合计")->rowspan = 2;
	add_cell(b, t, 0, 2, "其中")->colspan = 19;
	for (uint16_t c = 2; c < 21; c++)
		add_cell(b, t, 1, c, str_printf(b->arena, "%c", 'a' + c).ptr);
	add_cell(b, t, 2, 0, "甲");
	for (uint16_t c = 1; c < 21; c++)
		add_figure(b, t, 2, c, "12,345.00");
	bench_run(b);
	assert_buf(bench_texts(b),
	           "1: 项目 合计 | 其中 | c d e f g | 甲 12,345.00 12,345.00 12,345.00 12,345.00 12,345.00 12,345.00 | — 1 —\n"
	           "2: 项目 | 其中 | h i j k l m | 甲 12,345.00 12,345.00 12,345.00 12,345.00 12,345.00 12,345.00 | — 2 —\n"
	           "3: 项目 | 其中 | n o p q r s | 甲 12,345.00 12,345.00 12,345.00 12,345.00 12,345.00 12,345.00 | — 3 —\n"
	           "4: 项目 | 其中 | t u | 甲 12,345.00 12,345.00 | — 4 —\n");
	assert_diags(b->diags, "");
}

/* --- pages --- */

static void heads_are_repeated(void **state)
{
	struct bench *b = *state;

	add_plain(b, 25, 2, 1)->title.str = STR("题");
	bench_run(b);
	assert_buf(bench_texts(b),
	           "1: 题 | 0a 0b | 1a 1b | 2a 2b | 3a 3b | 4a 4b | 5a 5b | 6a 6b | 7a 7b | 8a 8b | 9a 9b | 10a 10b"
	           " | — 1 —\n"
	           "2: 0a 0b | 11a 11b | 12a 12b | 13a 13b | 14a 14b | 15a 15b | 16a 16b | 17a 17b | 18a 18b | 19a 19b"
	           " | 20a 20b | 21a 21b | 22a 22b | — 2 —\n"
	           "3: 0a 0b | 23a 23b | 24a 24b | — 3 —\n");
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_TABLE_HEAD), "");
}

static void titles_stay_with_the_first_row(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 8);
	add_plain(b, 4, 2, 1)->title.str = STR("题");
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | 甲*28 | — 1 —\n"
	                           "2: 题 | 0a 0b | 1a 1b | 2a 2b | 3a 3b | — 2 —\n");
}

static void notes_stay_with_the_last_row(void **state)
{
	struct bench *b = *state;

	add_note(b, add_plain(b, 25, 1, 1), "注");
	bench_run(b);
	assert_buf(bench_texts(b), "1: 0a | 1a | 2a | 3a | 4a | 5a | 6a | 7a | 8a | 9a | 10a | 11a | 12a | — 1 —\n"
	                           "2: 0a | 13a | 14a | 15a | 16a | 17a | 18a | 19a | 20a | 21a | 22a | — 2 —\n"
	                           "3: 0a | 23a | 24a | 注 | — 3 —\n");
}

static void nearly_fitting_tables_are_squeezed(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_plain(b, 15, 1, 1);

	bench_run(b);
	assert_int_equal(b->pages->npages, 1);
	t->nrows = t->ncells = 0;
	b->doc = (struct doc){ 0 };
	add_plain(b, 17, 1, 1);
	bench_run(b);
	assert_int_equal(b->pages->npages, 2);
}

static void spans_go_over_page_breaks(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 1);

	add_cell(b, t, 0, 0, "头");
	add_cell(b, t, 0, 1, "头");
	for (uint32_t r = 1; r < 20; r++) {
		if (r == 1)
			add_cell(b, t, r, 0, "签")->rowspan = 19;
		add_cell(b, t, r, 1, "x");
	}
	bench_run(b);
	assert_buf(bench_texts(b), "1: 头 头 | 签 | x | x | x | x | x | x | x | x | x | x | x | x | — 1 —\n"
	                           "2: 头 头 | 签 | x | x | x | x | x | x | x | — 2 —\n");
	assert_buf(bench_ops(b, 1, OP_TEXT, ROLE_ARTIFACT), "12.0,60.3 头\n152.0,60.3 头\n12.0,120.3 签\n20.0,268.6 — 2 —\n");
	bench_ops(b, 1, OP_FILL, -1);
	assert_non_null(strstr(b->text.ptr, "9.5,169.5 281.0x1.0\n"));
	assert_non_null(strstr(b->text.ptr, "150.0,79.7 140.0x0.5\n"));
}

static size_t count_glyphs(const struct bench *b, uint32_t ch)
{
	size_t n = 0;

	for (size_t i = 0; i < b->pages->npages; i++) {
		for (size_t k = 0; k < b->pages->pages[i].nops; k++) {
			const struct page_op *op = &b->pages->pages[i].ops[k];

			for (uint32_t g = 0; op->kind == OP_TEXT && g < op->nglyphs; g++)
				n += op->glyphs[g].ch == ch;
		}
	}
	return n;
}

static bool all_inside(const struct bench *b)
{
	for (size_t i = 0; i < b->pages->npages; i++) {
		for (size_t k = 0; k < b->pages->pages[i].nops; k++) {
			const struct page_op *op = &b->pages->pages[i].ops[k];

			if (op->role == ROLE_TABLE_CELL && (op->y < 50000 || op->y > 250000))
				return false;
		}
	}
	return true;
}

/* The label in the first column is said again on each page. */
static void tall_rows_are_split(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 1);

	t->columns[0].width = 52000;
	add_cell(b, t, 0, 0, "头");
	add_cell(b, t, 0, 1, "头");
	add_cell(b, t, 1, 0, "签");
	add_cell(b, t, 1, 1, repeated(b, "乙", 28 * 42).ptr);
	add_cell(b, t, 2, 0, "末");
	add_cell(b, t, 2, 1, "末");
	bench_run(b);
	assert_buf(
		bench_texts(b),
		"1: 头 头 | 签 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | "
		"乙*28"
		" | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | — 1 —\n"
		"2: 头 头 | 签 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28"
		" | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | — 2 —\n"
		"3: 头 头 | 签 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 乙*28 | 末 末 | — 3 —\n");
	assert_true(all_inside(b));
}

/* A label too long for its page goes on: nothing is lost. */
static void long_spanning_labels_go_on(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 0);

	t->columns[0].width = 20000;
	for (uint32_t r = 0; r < 30; r++) {
		if (r == 0)
			add_cell(b, t, r, 0, repeated(b, "签", 50).ptr)->rowspan = 30;
		add_cell(b, t, r, 1, "x");
	}
	bench_run(b);
	assert_int_equal(b->pages->npages, 3);
	assert_int_equal(count_glyphs(b, 0x7B7E), 50);
	assert_true(all_inside(b));
}

static void landscape_tables_take_their_headings_along(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 2);
	add_heading(b, 2, "一、表");
	add_plain(b, 2, 2, 1)->landscape = true;
	add_lines(b, "乙", 2);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | — 1 —\n2L: 一、表 | 0a 0b | 1a 1b | — 2 —\n3: 乙*26 | 乙*28 | — 3 —\n");
}

/* The description's <landscape> gives a section of its own; the heading before it is in the section before. */
static void headings_cross_sections(void **state)
{
	struct bench *b = *state;

	add_lines(b, "甲", 2);
	add_heading(b, 2, "一、表");
	add_section(b, SECTION_BODY, true);
	add_plain(b, 2, 2, 1)->landscape = true;
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | 甲*28 | — 1 —\n2L: 一、表 | 0a 0b | 1a 1b | — 2 —\n");
}

static void statements_begin_pages_when_the_style_says_so(void **state)
{
	struct bench *b = *state;

	b->paras[S_TABLE_TITLE].page_before = true;
	add_lines(b, "甲", 1);
	add_heading(b, 2, "一、表");
	add_plain(b, 1, 2, 0)->number.str = STR("甲表");
	add_plain(b, 1, 2, 0)->number.str = STR("乙表");
	add_plain(b, 1, 2, 0);
	bench_run(b);
	assert_buf(bench_texts(b), "1: 甲*26 | — 1 —\n2: 一、表 | 甲表 | 0a 0b | — 2 —\n3: 乙表 | 0a 0b | 0a 0b | — 3 —\n");
}

/* --- cells --- */

/* 头5万元: the figure is drawn as a run of its own, also downwards, where （ has another form. */
static void cells_know_their_figures(void **state)
{
	struct bench *b = *state;
	static const char *const texts[] = { "头5万元", "头（5）竖" };
	struct trace trace = { .kind = TRACE_CELL };
	struct span spans[2][1] = { { { 3, 10, SPAN_FIGURE, 0, &trace } }, { { 3, 10, SPAN_FIGURE, 0, &trace } } };
	struct doc_table *t = add_table(b, 2, 0);
	struct buf got;

	for (uint16_t c = 0; c < 2; c++) {
		struct doc_cell *cell = add_cell(b, t, 0, c, texts[c]);

		cell->text.spans = spans[c];
		cell->text.nspans = 1;
		cell->flags = c ? CELL_VERTICAL : 0;
	}
	bench_run(b);
	buf_init(&got);
	for (size_t i = 0; i < b->pages->pages[0].nops; i++) {
		const struct page_op *op = &b->pages->pages[0].ops[i];

		for (uint32_t k = 0; op->kind == OP_TEXT && op->trace == &trace && k < op->nglyphs; k++)
			buf_utf8(&got, op->glyphs[k].ch);
	}
	assert_buf(&got, "5万元（5）");
	buf_release(&got);
}

static void cells_know_their_place(void **state)
{
	struct bench *b = *state;
	struct trace trace = { .kind = TRACE_CELL };
	const struct page_op *op;

	struct doc_cell *cell = &add_plain(b, 2, 2, 1)->cells[3];

	cell->text = text_figure(b->arena, cell->text.str, &trace);
	bench_run(b);
	op = &b->pages->pages[0].ops[3];
	assert_int_equal(op->role, ROLE_TABLE_CELL);
	assert_int_equal(op->row, 1);
	assert_int_equal(op->col, 1);
	assert_int_equal(op->block, 1);
	assert_int_equal(op->origin.line, 2);
	assert_int_equal(op->origin.col, 2);
	assert_ptr_equal(op->trace, &trace);
}

static void vertical_cells_stack_their_characters(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 2, 0);

	add_cell(b, t, 0, 0, "竖排")->flags = CELL_VERTICAL;
	add_cell(b, t, 0, 1, "横");
	t->columns[0].width = 12000;
	bench_run(b);
	assert_buf(bench_ops(b, 0, OP_TEXT, ROLE_TABLE_CELL), "12.0,59.7 竖\n12.0,68.5 排\n24.0,64.1 横\n");
}

static void missing_figures_are_marked(void **state)
{
	struct bench *b = *state;
	struct trace trace = { .kind = TRACE_CELL };

	struct doc_cell *cell = add_cell(b, add_table(b, 1, 0), 0, 0, "【名】");

	cell->text = text_figure(b->arena, cell->text.str, &trace);
	cell->text.spans->kind = SPAN_MISSING;
	bench_run(b);
	bench_ops(b, 0, OP_FILL, -1);
	assert_true(str_starts(buf_as_str(&b->text), STR("8.0,53.5 20.0x8.0\n")));
}

/* --- what must not break it --- */

static void empty_tables(void **state)
{
	struct bench *b = *state;
	struct doc_table *t;

	add_table(b, 0, 0);
	bench_run(b);
	assert_int_equal(b->pages->npages, 0);
	t = add_table(b, 3, 5);
	t->level = 2;
	t->outline = STR("空");
	bench_run(b);
	assert_int_equal(b->pages->ndests, 1);
	add_cell(b, t, 0, 0, "")->rowspan = 0;
	bench_run(b);
	assert_int_equal(b->pages->npages, 1);
}

static void random_cells(struct bench *b, struct doc_table *t, unsigned *seed)
{
	for (int i = rand_r(seed) % 60; i > 0; i--) {
		struct str text = repeated(b, i % 3 ? "9" : "字", rand_r(seed) % 90);
		struct doc_cell *cell = add_cell(b, t, (uint32_t)(rand_r(seed) % 40), (uint16_t)(rand_r(seed) % 8), text.ptr);

		cell->colspan = (uint16_t)(rand_r(seed) % 6);
		cell->rowspan = (uint32_t)(rand_r(seed) % 9 * (rand_r(seed) % 9));
		cell->flags = (uint8_t)(rand_r(seed) % 16);
		cell->align = (uint8_t)(rand_r(seed) % 4);
		cell->indent = (uint8_t)(rand_r(seed) % 4);
	}
	for (size_t c = 0; c < t->ncolumns; c++) {
		t->columns[c].width = rand_r(seed) % 3 ? 0 : rand_r(seed) % 90000;
		t->columns[c].number = rand_r(seed) % 2;
	}
}

static void bad_grids_are_survived(void **state)
{
	struct bench *b = *state;

	for (unsigned i = 0; i < 300; i++) {
		unsigned seed = i;
		struct doc_table *t;

		b->doc = (struct doc){ 0 };
		add_lines(b, "甲", (int)(i % 9) + 1);
		t = add_table(b, i % 7 + 1, i % 5);
		random_cells(b, t, &seed);
		t->landscape = i % 3 == 0;
		bench_run(b);
		assert_true(b->pages->npages > 0);
	}
}

static void many_rows_are_fast(void **state)
{
	struct bench *b = *state;
	struct doc_table *t = add_table(b, 9, 1);

	for (uint32_t r = 0; r < 20000; r++)
		for (uint16_t c = 0; c < 9; c++)
			add_figure(b, t, r, c, "1.25");
	bench_run(b);
	assert_int_equal(b->pages->npages, 19999 / 12 + 1);
	assert_int_equal(b->pages->pages[1666].number, 1667);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(frame_is_as_wide_as_the_type_area),
		TEST(rules_do_not_cross_spans),
		TEST(texts_stand_around_the_frame),
		TEST(fixed_widths_are_kept),
		TEST(fixed_widths_that_are_too_much_are_proportions),
		TEST(labels_wrap_and_figures_do_not),
		TEST(number_columns_are_equal_when_there_is_room),
		TEST(type_shrinks_until_figures_fit),
		TEST(figures_take_width_from_fixed_columns),
		TEST(figures_wider_than_the_page_are_reported),
		TEST(points_are_aligned),
		TEST(wide_tables_go_over_several_pages),
		TEST(heads_are_repeated),
		TEST(titles_stay_with_the_first_row),
		TEST(notes_stay_with_the_last_row),
		TEST(nearly_fitting_tables_are_squeezed),
		TEST(spans_go_over_page_breaks),
		TEST(tall_rows_are_split),
		TEST(long_spanning_labels_go_on),
		TEST(landscape_tables_take_their_headings_along),
		TEST(headings_cross_sections),
		TEST(statements_begin_pages_when_the_style_says_so),
		TEST(cells_know_their_place),
		TEST(cells_know_their_figures),
		TEST(vertical_cells_stack_their_characters),
		TEST(missing_figures_are_marked),
		TEST(empty_tables),
		TEST(bad_grids_are_survived),
		TEST(many_rows_are_fast),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
