/* test_para.c - the entry points: roles and spans, characters without a glyph, the short way for figures, measuring. */
#include "unit_para.h"

static void test_roles(void **state)
{
	struct bench *b = bench_new(28);
	const struct run *runs;

	(void)state;
	b->spec.role = 1;
	b->spec.bold_role = 2;
	b->spec.run_in_role[1] = 3;
	bench_text(b, "一、抓落实。加强Word、结尾");
	bench_span(b, "一、抓落实。", SPAN_RUN_IN, NULL);
	bench_span(b, "结尾", SPAN_BOLD, NULL);
	bench_set(b);
	assert_int_equal(b->lines.lines[0].nruns, 5);
	runs = b->lines.lines[0].runs;
	assert_int_equal(runs[0].face, 6);
	assert_int_equal(runs[0].nglyphs, 6);
	assert_int_equal(runs[1].face, 2);
	assert_int_equal(runs[2].face, 3);
	assert_int_equal(runs[3].face, 2);
	assert_int_equal(runs[4].face, 4);
	b->spec.run_in_role[1] = 0; /* not used: the paragraph's own */
	bench_set(b);
	assert_int_equal(b->lines.lines[0].runs[0].face, 2);
	bench_drop(b);
}

static void test_missing_glyph(void **state)
{
	struct style_role roles[2] = { { .name = STR("黑体") }, { .name = STR("仿宋") } };
	struct bench *b = bench_new(28);

	(void)state;
	b->spec.role = 1;
	b->spec.roles = roles;
	bench_text(b, "中\xEE\x80\x81国");
	bench_set(b);
	assert_diags(b->diags,
	             "t.txt:1:2: error: no font of role 仿宋 has the character U+E001 “\xEE\x80\x81” [glyph-missing]\n");
	assert_buf(bench_lines(b), "中\xEE\x80\x81国"); /* drawn as 〓, extracted as itself */
	assert_int_equal(b->lines.lines[0].runs[0].glyphs[1].gid, 0x3013);
	diags_clear(b->diags);
	para_measure(&b->text, &b->spec, &b->metrics); /* measuring reports nothing */
	assert_int_equal(diags_count(b->diags), 0);
	b->spec.roles = NULL;
	bench_set(b);
	assert_diags(b->diags, "t.txt:1:2: error: no font of role 1 has the character U+E001 “\xEE\x80\x81” [glyph-missing]\n");
	bench_drop(b);
}

/* The short way gives what the long way gives; a second span keeps a text off the short way. */
static void test_figures(void **state)
{
	static const char *const figures[] = { "886.81", "-1,234,567.89", "0.00", "25%", "7", "2022" };
	static const enum para_align aligns[] = { PARA_LEFT, PARA_CENTER, PARA_RIGHT, PARA_JUSTIFY };
	const struct trace trace = { 0 };
	struct bench *b = bench_new(8);

	(void)state;
	b->spec.nowrap = true;
	b->spec.indent_first = EM;
	b->spec.indent_right = EM / 2;
	for (size_t i = 0; i < sizeof figures / sizeof *figures; i++)
		for (size_t k = 0; k < sizeof aligns / sizeof *aligns; k++) {
			struct para_line line;
			struct run run;
			char *places;

			b->spec.align = aligns[k];
			bench_text(b, figures[i]);
			bench_span(b, figures[i], SPAN_FIGURE, &trace);
			bench_set(b);
			assert_int_equal(b->lines.n, 1);
			line = b->lines.lines[0];
			run = line.runs[0];
			places = strdup(bench_places(b, 0)->ptr);
			b->text.spans[0].kind = SPAN_BOLD;
			b->text.spans[0].trace = NULL;
			bench_set(b);
			assert_buf(bench_places(b, 0), places);
			assert_ptr_equal(run.trace, &trace);
			assert_int_equal(line.x, b->lines.lines[0].x);
			assert_int_equal(line.width, b->lines.lines[0].width);
			assert_int_equal(line.to, b->lines.lines[0].to);
			assert_int_equal(line.nruns, 1);
			assert_int_equal(run.x, b->lines.lines[0].runs[0].x);
			assert_int_equal(run.width, b->lines.lines[0].runs[0].width);
			assert_int_equal(run.face, 1);
			free(places);
		}
	bench_drop(b);
}

static void test_figure_memory(void **state)
{
	struct bench *b = bench_new(8);
	size_t used;

	(void)state;
	b->spec.nowrap = true;
	bench_text(b, "1,234,567.89");
	used = arena_used(b->arena);
	bench_set(b);
	assert_true(arena_used(b->arena) - used <=
	            12 * sizeof(struct page_glyph) + sizeof(struct run) + sizeof(struct para_line) + 16);
	bench_drop(b);
}

static void assert_extent(struct bench *b, const char *text, int natural, int widest)
{
	struct para_extent e;

	bench_text(b, text);
	e = para_measure(&b->text, &b->spec, &b->metrics);
	assert_int_equal(e.natural, natural * EM / 100);
	assert_int_equal(e.widest_piece, widest * EM / 100);
}

static void test_measure(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_extent(b, "", 0, 0);
	assert_extent(b, "中国", 200, 100);
	assert_extent(b, "“中国”人。", 500, 150);
	assert_extent(b, "共886.81万元", 650, 525);
	assert_extent(b, "项目支出\xE2\x80\xA8（万元）", 400, 150);
	assert_extent(b, "two words", 430, 250);
	assert_extent(b, "中国 ", 200, 100);
	b->spec.nowrap = true;
	assert_extent(b, "中国", 200, 200);
	assert_extent(b, "886.81", 300, 300);
	assert_extent(b, "1.", 100, 100);
	bench_drop(b);
}

/* A measured text fits into what was measured, on one line. */
static void test_measured_fits(void **state)
{
	static const char *const texts[] = { "一般公共服务支出", "（一）“三公”经费，共3.06万元。", "AB岗 system", "5 000㎡", "——",
		                             "2022年12月31日" };
	struct bench *b = bench_new(28);

	(void)state;
	for (int size = 7500; size <= 22000; size += 500)
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
			b->spec.size = size;
			bench_text(b, texts[i]);
			b->spec.measure = para_measure(&b->text, &b->spec, &b->metrics).natural;
			bench_set(b);
			assert_int_equal(b->lines.n, 1);
			assert_int_equal(b->lines.lines[0].width, b->spec.measure);
		}
	bench_drop(b);
}

static void test_nowrap(void **state)
{
	struct bench *b = bench_new(3);

	(void)state;
	b->spec.nowrap = true;
	assert_lines(b, 3, "一二三四五六", "一二三四五六");
	assert_lines(b, 3, "一二三四\xE2\x80\xA8五六", "一二三四|五六");
	bench_drop(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_roles),   cmocka_unit_test(test_missing_glyph), cmocka_unit_test(test_figures),
		cmocka_unit_test(test_measure), cmocka_unit_test(test_figure_memory), cmocka_unit_test(test_measured_fits),
		cmocka_unit_test(test_nowrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
