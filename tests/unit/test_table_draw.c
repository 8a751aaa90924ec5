/* test_table_draw.c - random tables: every character of every cell is drawn once, within the type area, wherever pages and column
 * groups part it. */
#include "unit_layout.h"

enum { TABLES = 300 };

static uint32_t seed;

static uint32_t any(uint32_t n)
{
	seed = seed * 1664525 + 1013904223;
	return (seed >> 9) % n;
}

static const char *const texts[] = { "",
	                             "甲",
	                             "某某县第三人民医院（含安装）",
	                             "1,234,567.89",
	                             "12%",
	                             "一\u2028二2022年\u2028三",
	                             "Supercalifragilistic word",
	                             "注：本表反映部门本年度一般公共预算财政拨款支出明细情况。",
	                             "—",
	                             "\u2028" };

static const char *any_text(struct bench *b)
{
	struct str out;
	struct buf buf;

	if (any(150) > 0)
		return texts[any(sizeof texts / sizeof texts[0])];
	buf_init(&buf);
	for (uint32_t i = any(900); i > 0; i--)
		buf_z(&buf, "长文");
	out = buf_take(&buf, b->arena);
	buf_release(&buf);
	return out.ptr;
}

static bool is_free(const uint8_t *taken, uint32_t n)
{
	for (uint32_t i = 0; i < n; i++)
		if (taken[i])
			return false;
	return true;
}

/* A cell with spans that overlap no other one; taken: one byte a place. */
static void any_cell(struct bench *b, struct doc_table *t, uint8_t *taken, uint32_t r, uint16_t c)
{
	uint32_t ncols = (uint32_t)t->ncolumns, rows = any(6) ? 1 : any(20) + 1, cols = any(6) ? 1 : any(4) + 1;
	struct doc_cell *cell = add_cell(b, t, r, c, any_text(b));

	while (c + cols > ncols || !is_free(taken + r * ncols + c, cols))
		cols--;
	cell->rowspan = rows;
	cell->colspan = (uint16_t)cols;
	cell->align = (uint8_t)any(4);
	cell->indent = (uint8_t)any(3);
	cell->flags = (uint8_t)(any(32) & any(32));
	for (uint32_t i = r; i < r + rows && i < t->nrows; i++)
		memset(taken + i * ncols + c, 1, cols);
}

static struct doc_carry *any_carry(struct bench *b, const struct doc_table *t)
{
	struct doc_carry *carry = arena_make(b->arena, struct doc_carry);
	uint16_t *cols = arena_array(b->arena, t->ncolumns, sizeof *cols);
	struct number *values;

	for (uint16_t c = 0; c < t->ncolumns; c++)
		if (any(3) == 0)
			cols[carry->ncols++] = c;
	values = arena_array(b->arena, t->nrows * carry->ncols + 1, sizeof *values);
	for (size_t i = 0; i < t->nrows * carry->ncols; i++)
		values[i] = number_ratio((int64_t)any(1 << 22) - (1 << 21), 7);
	carry->to = STR("过次页");
	carry->from = any(5) ? STR("承前页") : STR("");
	carry->label = (uint16_t)any((uint32_t)t->ncolumns);
	carry->cols = cols;
	carry->values = values;
	carry->digits = 2;
	return carry;
}

static void any_form(struct bench *b, struct doc_table *t)
{
	uint8_t *rows = arena_array(b->arena, t->nrows, sizeof *rows);

	for (uint32_t r = 0; r < t->nrows; r++)
		rows[r] = any(3) ? 0 : (uint8_t)any(8);
	t->rows = rows;
	t->title.str = any(2) ? STR("题") : STR("");
	t->continued = any(2) ? STR("（续）") : STR("");
	t->right.str = any(2) ? STR("右") : STR("");
	t->landscape = any(3) == 0;
	t->size = (int32_t)any(3) * 4000;
	t->stub = (uint16_t)any(3);
	for (uint16_t c = 0; c < t->ncolumns; c++) {
		t->columns[c].number = any(2);
		t->columns[c].align = (uint8_t)any(4);
		t->columns[c].width = any(4) ? 0 : (int32_t)any(90000);
		t->columns[c].min_width = any(4) ? 0 : (int32_t)any(60000);
	}
	if (any(2))
		t->carry = any_carry(b, t);
}

static struct doc_table *any_table(struct bench *b)
{
	struct doc_table *t = add_table(b, any(8) ? any(7) + 1 : any(40) + 1, any(4));
	uint8_t *taken;

	t->nrows = any(40) + 1;
	taken = mem_alloc((t->nrows + 1) * t->ncolumns);
	for (uint32_t r = 0; r < t->nrows; r++)
		for (uint16_t c = 0; c < t->ncolumns; c++)
			if (!taken[r * t->ncolumns + c])
				any_cell(b, t, taken, r, c);
	mem_free(taken);
	any_form(b, t);
	return t;
}

static long count_written(const struct doc_table *t)
{
	long n = 0;

	for (size_t i = 0; i < t->ncells; i++)
		for (size_t pos = 0; pos < t->cells[i].text.str.len;) {
			uint32_t ch = utf8_next(t->cells[i].text.str, &pos);

			n += ch != ' ' && ch != 0x2028;
		}
	return n;
}

static void check_op(const struct bench *b, const struct page *page, const struct page_op *op, long *n)
{
	bool landscape = page->width > page->height;
	int32_t top = landscape ? b->style.land_top : b->style.top;
	int32_t height = landscape ? b->style.land_height : b->style.area_height;

	if (op->kind != OP_TEXT || (op->role != ROLE_TABLE_CELL && op->role != ROLE_TABLE_HEAD))
		return;
	assert_in_range(op->y, top, top + height);
	for (uint32_t i = 0; i < op->nglyphs; i++)
		*n += op->glyphs[i].ch != ' ';
}

static long count_drawn(const struct bench *b)
{
	long n = 0;

	for (size_t i = 0; i < b->pages->npages; i++) {
		struct page_view view = page_view(&b->pages->pages[i]);

		for (size_t k = 0; k < view.n; k++)
			check_op(b, &b->pages->pages[i], &view.ops[k], &n);
		page_view_end(&view);
	}
	return n;
}

static void nothing_is_lost_or_said_twice(void **state)
{
	(void)state;
	for (uint32_t i = 0; i < TABLES; i++) {
		struct bench *b = bench_new();
		struct doc_table *t;

		seed = i * 7919 + 1;
		if (any(4) == 0)
			add_lines(b, "前", (int)any(12) + 1);
		t = any_table(b);
		bench_run(b);
		if (count_drawn(b) != count_written(t))
			fail_msg("table %u: %ld characters written, %ld drawn", i, count_written(t), count_drawn(b));
		bench_drop(b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_is_lost_or_said_twice),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
