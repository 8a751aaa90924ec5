/* test_para_emit.c - lines to glyph places: exact right edges, the order of squeezing and stretching, alignment, runs. */
#include "unit_para.h"

static int32_t right_edge(struct bench *b, size_t i)
{
	const struct para_line *line = &b->lines.lines[i];
	const struct run *run = &line->runs[line->nruns - 1];

	return glyph_x(b, run, run->nglyphs - 1) + (int32_t)((int64_t)bench_advance(b, run, run->nglyphs - 1) * run->size / 1000);
}

/* 28 cells of 15.793 pt at 16 pt fill 442.2 pt; no place is off by more than half a unit of adjust. */
static void test_grid(void **state)
{
	struct bench *b = bench_new(28);
	const struct run *run;

	(void)state;
	b->spec.size = 16000;
	b->spec.advance = 15793;
	b->spec.measure = 442205;
	for (int32_t measure = 442200; measure <= 442210; measure += 5) {
		b->spec.measure = measure;
		bench_text(b, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八一二三四五六七八九十一二三四五六七八九十一"
		              "二三四五六七八甲乙");
		bench_set(b);
		assert_int_equal(b->lines.n, 3);
		assert_int_equal(b->lines.lines[0].width, measure);
		assert_int_equal(b->lines.lines[0].nruns, 1);
		run = &b->lines.lines[0].runs[0];
		assert_int_equal(run->nglyphs, 28);
		assert_int_equal(run->width, measure);
		for (uint32_t i = 0; i < 28; i++) {
			int32_t off = glyph_x(b, run, i) - (int32_t)((int64_t)measure * i / 28);

			assert_true(off >= -10 && off <= 10); /* 0.01 pt */
		}
		assert_true(right_edge(b, 0) - measure >= 200 &&
		            right_edge(b, 0) - measure <= 215); /* the glyph is 0.207 pt wider than its cell */
	}
	assert_int_equal(glyph_x(b, &b->lines.lines[2].runs[0], 1), 15792); /* in 1/1000 of 16 pt */
	bench_drop(b);
}

static void test_exact_edges(void **state)
{
	struct bench *b = bench_new(10);

	(void)state;
	for (int32_t measure = 91234; measure < 110000; measure += 777) {
		b->spec.measure = measure;
		bench_text(b, "一二三四五六七八九十一二三四五六七八九十一二三四五六七八一二三四五六七八九十一二三四五六七八");
		bench_set(b);
		for (size_t i = 0; i + 1 < b->lines.n; i++) {
			int32_t off = right_edge(b, i) - measure;

			assert_int_equal(b->lines.lines[i].width, measure);
			assert_true(off >= -10 && off <= 10);
		}
	}
	bench_drop(b);
}

/* LAYOUT 2.6: a step begins when the one before is exhausted, and its parts change equally. The line is 9.5 em by nature; the
 * bracket at its start is trimmed already and gives nothing more. */
static void test_squeeze_order(void **state)
{
	const char *text = "（一）二，三A四。五";
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 9.5, text, "（-50 一50 ）150 二250 ，350 三450 A575 四650 。750 五850");
	assert_places(b, 9.25, text, "（-50 一50 ）150 二225 ，325 三425 A550 四625 。725 五825"); /* bracket */
	assert_places(b, 8.75, text, "（-50 一50 ）150 二200 ，300 三375 A500 四575 。675 五775"); /* then comma */
	assert_places(b, 8.4, text, "（-50 一50 ）150 二200 ，300 三350 A470 四540 。640 五740");  /* then gaps */
	assert_places(b, 7.75, text, "（-50 一50 ）150 二200 ，300 三350 A463 四525 。625 五675"); /* then stop */
	assert_int_equal(b->lines.n, 1);
	/* a word space first, then two brackets by the same amount */
	assert_places(b, 8.4, "中A B（人）国国人民。人民", "中0 A125  175 B200 （245 人345 ）445 国540 国640 人740");
	bench_drop(b);
}

/* Word spaces to half an em, Han-Western gaps to a third, then every gap equally, but none inside words and numbers. */
static void test_stretch_order(void **state)
{
	const char *text = "一二A B三四123456.89元";
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 5.8, text, "一0 二100 A225  275 B305 三380 四480");
	assert_places(b, 6, text, "一0 二100 A225  275 B325 三400 四500");
	assert_places(b, 6.15, text, "一0 二100 A233  283 B333 三415 四515");
	assert_places(b, 6.4, text, "一0 二105 A243  293 B347 三435 四540");
	assert_places(b, 6.7, text, "一0 二111 A255  305 B365 三459 四570");
	bench_drop(b);
}

/* Marks of two em and the surroundings of connectors stay as they are. */
static void test_rigid(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 6.4, "中——国～人abcdefghijk", "中0 —120 —220 国340 ～440 人540");
	assert_places(b, 6.4, "中……国·人abcdefghijk", "中0 …145 …245 国390 ·465 人540");
	bench_drop(b);
}

static void test_alignment(void **state)
{
	struct bench *b = bench_new(6);

	(void)state;
	assert_places(b, 6, "中国", "中0 国100");
	b->spec.align = PARA_LEFT;
	assert_places(b, 6, "中国", "中0 国100");
	b->spec.align = PARA_RIGHT;
	assert_places(b, 6, "中国", "中400 国500");
	assert_places(b, 6, "中。", "中450 。550"); /* the ink of the stop ends at the edge */
	b->spec.align = PARA_CENTER;
	assert_places(b, 6, "中国", "中200 国300");
	assert_places(b, 6, "“中”", "“150 中250 ”350");
	b->spec.align = PARA_DISTRIBUTE;
	assert_places(b, 6, "中国", "中0 国500");
	assert_places(b, 6, "中国人", "中0 国250 人500");
	assert_places(b, 6, "中", "中250");
	assert_places(b, 6, "AB", "A250 B300"); /* no gap inside a word */
	b->spec.align = PARA_RIGHT;
	b->spec.indent_right = 2 * EM;
	assert_places(b, 6, "中国", "中200 国300");
	b->spec.nowrap = true;
	assert_places(b, 3, "中国", "中-100 国0");
	bench_drop(b);
}

/* An adjustment holds 32 em; what is wider apart gets a run of its own. */
static void test_far(void **state)
{
	struct bench *b = bench_new(60);

	(void)state;
	b->spec.align = PARA_DISTRIBUTE;
	assert_places(b, 60, "中国", "中0 国5900");
	assert_int_equal(b->lines.lines[0].nruns, 2);
	assert_int_equal(b->lines.lines[0].runs[1].from, 3);
	bench_drop(b);
}

/* A line with few gaps is not torn apart: over one em a gap it stays short. */
static void test_ragged(void **state)
{
	struct bench *b = bench_new(8);

	(void)state;
	assert_lines(b, 8, "中abcdefghijklmno国人", "中|abcdefghijklmno|国人");
	assert_int_equal(b->lines.lines[0].width, EM);
	bench_drop(b);
}

static void test_runs(void **state)
{
	struct bench *b = bench_new(28);
	const struct trace trace = { 0 };
	const struct run *runs;

	(void)state;
	bench_text(b, "共886.81万元，【甲】完成");
	bench_span(b, "886.81万元", SPAN_FIGURE, &trace);
	bench_span(b, "【甲】", SPAN_MISSING, NULL);
	bench_set(b);
	assert_int_equal(b->lines.n, 1);
	assert_int_equal(b->lines.lines[0].nruns, 6);
	runs = b->lines.lines[0].runs;
	assert_buf(bench_places(b, 0), "共0 8125 8175 6225 .275 8325 1375 万450 元550 ，650 【700 甲800 】900 完1000 成1100");
	assert_int_equal(runs[0].face, 0);
	assert_null(runs[0].trace);
	assert_int_equal(runs[1].face, 1); /* 886.81 */
	assert_ptr_equal(runs[1].trace, &trace);
	assert_int_equal(runs[1].from, 3);
	assert_int_equal(runs[1].nglyphs, 6);
	assert_int_equal(runs[1].x, 12500);
	assert_int_equal(runs[1].width, 32500);
	assert_int_equal(runs[2].face, 0); /* 万元 */
	assert_ptr_equal(runs[2].trace, &trace);
	assert_null(runs[3].trace);
	assert_false(runs[3].missing);
	assert_true(runs[4].missing);
	assert_int_equal(runs[4].from, 18);
	assert_int_equal(runs[4].nglyphs, 3);
	assert_false(runs[5].missing);
	assert_int_equal(runs[5].size, EM);
	bench_drop(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_grid),          cmocka_unit_test(test_exact_edges), cmocka_unit_test(test_squeeze_order),
		cmocka_unit_test(test_stretch_order), cmocka_unit_test(test_rigid),       cmocka_unit_test(test_alignment),
		cmocka_unit_test(test_far),           cmocka_unit_test(test_ragged),      cmocka_unit_test(test_runs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
