/* test_para_space.c - widths that depend on neighbours and line edges: places of glyphs in 1/100 em. */
#include "unit_para.h"

/* Every row of LAYOUT 2.3, two characters of each kind. */
static void test_pairs(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 28, "中）》国", "中0 ）100 》150 国250");
	assert_places(b, 28, "中”）国", "中0 ”100 ）150 国250");
	assert_places(b, 28, "中）。国", "中0 ）100 。150 国250");
	assert_places(b, 28, "中”，国", "中0 ”100 ，150 国250");
	assert_places(b, 28, "中》、国", "中0 》100 、150 国250");
	assert_places(b, 28, "中。”国", "中0 。100 ”150 国250");
	assert_places(b, 28, "中，）国", "中0 ，100 ）150 国250");
	assert_places(b, 28, "中，“国", "中0 ，100 “150 国250");
	assert_places(b, 28, "中：《国", "中0 ：100 《150 国250");
	assert_places(b, 28, "中》《国", "中0 》100 《150 国250");
	assert_places(b, 28, "中）（国", "中0 ）100 （150 国250");
	assert_places(b, 28, "中”“国", "中0 ”100 “150 国250");
	assert_places(b, 28, "中（“国", "中0 （100 “150 国250");
	assert_places(b, 28, "中“《国", "中0 “100 《150 国250");
	assert_places(b, 28, "中？！国", "中0 ？100 ！150 国250");
	assert_places(b, 28, "中（）国", "中0 （100 ）200 国300"); /* blank sides meet outside: nothing to take */
	assert_places(b, 28, "中》、《国", "中0 》100 、150 《200 国300");
	assert_places(b, 28, "中。”（国", "中0 。100 ”150 （200 国300");
	assert_places(b, 28, "中），国", "中0 ）100 ，150 国250");
	bench_drop(b);
}

static void test_edges(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 28, "“中国", "“-50 中50 国150");
	assert_places(b, 28, "《“中国", "《-50 “0 中100 国200");
	bench_text(b, "中国。");
	bench_set(b);
	assert_int_equal(b->lines.lines[0].width, 25 * EM / 10);
	bench_text(b, "“中”");
	bench_set(b);
	assert_int_equal(b->lines.lines[0].width, 2 * EM);
	assert_int_equal(b->lines.lines[0].runs[0].x, -EM / 2);
	b->spec.indent_first = 2 * EM; /* the ink of a quotation stands on the indent, too */
	bench_set(b);
	assert_int_equal(b->lines.lines[0].runs[0].x, 2 * EM - EM / 2);
	bench_drop(b);
}

static void test_half_em_marks(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 28, "马可·波罗", "马0 可100 ·175 波250 罗350"); /* ink of the dot in the middle of half an em */
	assert_places(b, 28, "中……国", "中0 …100 …200 国300");
	assert_places(b, 28, "中——国", "中0 —100 —200 国300");
	assert_places(b, 28, "中～国", "中0 ～100 国200");
	bench_drop(b);
}

/* A dash that does not reach the edges of its em: two of them touch, and keep to the middle of two em. */
static void test_short_dashes(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	b->dash_ink = 800;
	assert_places(b, 28, "中——国", "中0 —111 —190 国300");
	assert_places(b, 28, "中—国", "中0 —100 国200");
	bench_drop(b);
}

/* Fonts with proportional quotes: full-width in Chinese text all the same, ink on the inner side. */
static void test_narrow_quotes(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	b->narrow_quotes = true;
	assert_places(b, 28, "中“国”人", "中0 “160 国200 ”300 人400");
	assert_places(b, 28, "“国”，人", "“10 国50 ”150 ，200 人300");
	bench_drop(b);
}

static void test_centred_stops(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	b->centred_stops = true; /* half an em is taken at both sides */
	assert_places(b, 28, "中？”国", "中0 ？75 ”150 国250");
	bench_drop(b);
}

static void test_gaps(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 28, "中A国", "中0 A125 国200");
	assert_places(b, 28, "年2022年", "年0 2125 0175 2225 2275 年350");
	assert_places(b, 28, "中 A 国", "中0  100 A125  175 国200"); /* a typed blank is the gap */
	assert_places(b, 28, "中，A。国", "中0 ，100 A200 。250 国350");
	assert_places(b, 28, "（A）", "（-50 A50 ）100");
	assert_places(b, 28, "中25%的", "中0 2125 5175 %225 的300");
	assert_places(b, 28, "中≥9", "中0 ≥100 9200"); /* as wide as a Han character: has its own room */
	assert_places(b, 28, "中(国)人", "中0 (100 国150 )250 人300");
	assert_places(b, 28, "9㎡是", "90 ㎡50 是150");
	assert_places(b, 28, "中　国", "中0 　100 国200");
	assert_places(b, 28, "中 国", "中0  100 国130"); /* between Han characters: a word space */
	assert_places(b, 28, "A B", "A0  50 B80");
	assert_places(b, 28, "中\tA", "中0  100 A125");
	bench_drop(b);
}

static void test_western_quotes(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 28, "don’t", "d0 o50 n100 ’150 t200");
	assert_places(b, 28, "a “b” c", "a0  50 “80 b130 ”180  230 c260");
	assert_places(b, 28, "中“A”国", "中0 “100 A200 ”250 国350");
	bench_drop(b);
}

static void test_kerning(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	b->kerning = -100;
	assert_places(b, 28, "AVA12中国", "A0 V40 A80 1120 2170 中245 国345");
	bench_drop(b);
}

/* The base keeps its width, the mark hangs on it, and the gap comes behind both. */
static void test_marks(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_places(b, 28, "中\xCC\x81国",
	              "中0 \xCC\x81"
	              "100 国100");
	assert_places(b, 28, "\xCC\x81",
	              "\xCC\x81"
	              "0");
	assert_places(b, 28, "中\xEF\xB8\x80国", "中0 国100"); /* variation selectors are not drawn */
	assert_int_equal(diags_count(b->diags), 0);
	bench_drop(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pairs),        cmocka_unit_test(test_edges),          cmocka_unit_test(test_half_em_marks),
		cmocka_unit_test(test_short_dashes), cmocka_unit_test(test_narrow_quotes),  cmocka_unit_test(test_centred_stops),
		cmocka_unit_test(test_gaps),         cmocka_unit_test(test_western_quotes), cmocka_unit_test(test_kerning),
		cmocka_unit_test(test_marks),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
