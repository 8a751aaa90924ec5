/* test_para_break.c - which lines a paragraph gets: squeeze before stretch, lonely characters, titles, pieces that do not fit. */
#include "unit_para.h"

static void test_plain(void **state)
{
	struct bench *b = bench_new(5);

	(void)state;
	assert_lines(b, 5, "", "");
	assert_int_equal(b->lines.n, 1);
	assert_int_equal(b->lines.lines[0].nruns, 0);
	assert_lines(b, 5, "   ", "");
	assert_int_equal(b->lines.n, 1);
	assert_lines(b, 5, "一二三四五六七八九十甲乙", "一二三四五|六七八九十|甲乙");
	assert_lines(b, 5, "一二三四五", "一二三四五");
	bench_drop(b);
}

static void test_forced(void **state)
{
	struct bench *b = bench_new(5);

	(void)state;
	assert_lines(b, 5, "一二\xE2\x80\xA8三四", "一二|三四");
	assert_lines(b, 5, "\xE2\x80\xA8一\xE2\x80\xA8\xE2\x80\xA8", "|一||");
	assert_lines(b, 2, "一二三\xE2\x80\xA8四", "一二|三|四");
	assert_int_equal(b->lines.lines[1].from, 6);
	assert_int_equal(b->lines.lines[1].to, 9);
	assert_int_equal(b->lines.lines[2].from, 12);
	bench_drop(b);
}

/* Rules 2.2: squeezed in when there is room to squeeze, else pushed out with the character before it. */
static void test_squeeze_before_stretch(void **state)
{
	struct bench *b = bench_new(8);

	(void)state;
	/* 8.5 em with the comma at its end: the one inside gives the half */
	assert_lines(b, 8, "一二三，四五六七，八九十甲乙丙丁", "一二三，四五六七，|八九十甲乙丙丁");
	assert_int_equal(b->lines.lines[0].width, 8 * EM);
	/* 8.5 em and nothing to squeeze: the last two go down together */
	assert_lines(b, 8, "一二三四五六七八，九十甲乙丙丁", "一二三四五六七|八，九十甲乙丙丁");
	assert_int_equal(b->lines.lines[0].width, 8 * EM);
	/* half an em missing at the end is stretched */
	assert_lines(b, 8, "一二三四五六七，八九十甲乙丙丁", "一二三四五六七，|八九十甲乙丙丁");
	bench_drop(b);
}

static void test_brackets(void **state)
{
	struct bench *b = bench_new(6);

	(void)state;
	assert_lines(b, 6, "一二三四五（六七八九）十", "一二三四五|（六七八九）十");
	assert_lines(b, 6, "一二三四五六“七八九”十甲乙", "一二三四五六|“七八九”十|甲乙");
	bench_drop(b);
}

/* 孤字: the last line gets a second character, here by squeezing or by stretching earlier lines. */
static void test_lonely(void **state)
{
	struct bench *b = bench_new(8);

	(void)state;
	assert_lines(b, 8, "一二三四五六七八九十甲乙丙丁戊己庚", "一二三四五六七八|九十甲乙丙丁戊|己庚");
	assert_lines(b, 8, "一二三四五六七八九十甲乙丙丁戊己庚。", "一二三四五六七八|九十甲乙丙丁戊|己庚。");
	assert_lines(b, 8, "一二三，四五六，七八。九", "一二三，四五六，七|八。九"); /* both commas squeezed */
	assert_lines(b, 9, "一二三，四五，六七。", "一二三，四五，六七。");          /* 9.5 em squeezed into 9 */
	assert_lines(b, 8, "一二三四五六七八", "一二三四五六七八");
	assert_lines(b, 1, "一二", "一|二"); /* nothing else is possible */
	bench_drop(b);
}

static void test_groups(void **state)
{
	struct bench *b = bench_new(10);

	(void)state;
	assert_lines(b, 10, "一二三四五六七八共886.81万元", "一二三四五六七八共|886.81万元");
	assert_lines(b, 10, "一二三四五六七八九——十甲乙丙丁", "一二三四五六七八九|——十甲乙丙丁");
	assert_lines(b, 10, "一二三四五六七八九……", "一二三四五六七八九|……");
	b->spec.measure = 12 * EM;
	assert_lines(b, 12, "一二三四五六截至2022年12月31日止", "一二三四五六截至2022年|12月31日止");
	bench_drop(b);
}

static void test_words(void **state)
{
	struct bench *b = bench_new(10);

	(void)state;
	b->spec.align = PARA_LEFT;
	assert_lines(b, 5, "one two three four", "one two|three four");
	assert_lines(b, 4.7, "one two three four", "one two|three|four");
	assert_lines(b, 5, "self-evaluation", "self-|evaluation");
	bench_drop(b);
}

/* Pieces wider than the line are torn anywhere, but only those. */
static void test_torn(void **state)
{
	struct bench *b = bench_new(4);

	(void)state;
	assert_lines(b, 4, "abcdefghijklmnopqrst", "abcdefgh|ijklmnop|qrst");
	assert_lines(b, 4, "中abcdefghijkl国", "中abcde|fghijkl|国");
	assert_lines(b, 8, "http://a.gov.cn/zwgk/index", "http://a.gov.cn/|zwgk/index"); /* better behind a solidus */
	assert_lines(b, 2, "1,234,567.89元", "1,23|4,56|7.89|元");
	assert_lines(b, 0.3, "中国A，", "中|国|A|，");
	assert_lines(b, 1, "（一）。", "（|一|）。");
	assert_lines(b, 0.5, "一\xCC\x81二", "一\xCC\x81|二"); /* a mark stays with its base */
	b->spec.indent_left = 5 * EM;                          /* no room at all */
	assert_lines(b, 4, "中国", "中|国");
	bench_drop(b);
}

static void test_blanks(void **state)
{
	struct bench *b = bench_new(4);

	(void)state;
	b->spec.align = PARA_LEFT;
	assert_lines(b, 2, "一二 三四", "一二|三四"); /* gone at line ends */
	assert_lines(b, 2, "一二　三四", "一二|三四");
	assert_lines(b, 4, "　　一二三", "　　一二|三");
	assert_lines(b, 4, "一　　", "一　　"); /* typed at the very end: keeps something off the right edge */
	assert_lines(b, 4, "一  ", "一");
	bench_drop(b);
}

static void test_indents(void **state)
{
	struct bench *b = bench_new(6);

	(void)state;
	b->spec.indent_first = 2 * EM;
	assert_lines(b, 6, "一二三四五六七八九十甲乙", "一二三四|五六七八九十|甲乙");
	b->spec.indent_left = 2 * EM;
	b->spec.indent_first = -2 * EM;
	assert_lines(b, 6, "一二三四五六七八九十甲", "一二三四五六|七八九十|甲");
	assert_int_equal(b->lines.lines[0].x, 0);
	assert_int_equal(b->lines.lines[1].x, 2 * EM);
	b->spec.indent_left = EM;
	b->spec.indent_first = 0;
	b->spec.indent_right = EM;
	assert_lines(b, 6, "一二三四五六", "一二三四|五六");
	bench_drop(b);
}

static void test_titles(void **state)
{
	struct bench *b = bench_new(20);

	(void)state;
	b->spec.align = PARA_CENTER;
	b->spec.balance = true;
	assert_lines(b, 20, "2022年度四川省阿坝州政府政务服务中心部门决算", "2022年度四川省阿坝州|政府政务服务中心部门决算");
	assert_lines(b, 20, "关于印发四川省“一网通办”三年行动方案的通知", "关于印发四川省“一网通办”|三年行动方案的通知");
	assert_lines(b, 20, "大英县人民政府政务服务中心管理委员会关于增加2019年财政预算的请示",
	             "大英县人民政府政务服务中心管理|委员会关于增加2019年财政预算的请示");
	assert_lines(b, 20, "部门决算", "部门决算");
	bench_drop(b);
}

/* Justified to the measure, nothing forbidden at line edges, nothing lost: on sentences of real reports in many widths. */
static const char *const sentences[] = {
	"根据《中共阿坝州委、阿坝州人民政府关于印发<阿坝州人民政府职能转变和机构改革方案>、<关于组织实施有关问题的意见>"
	"的通知》（阿府办发〔2015〕10号）、"
	"《关于调整州政府政务服务中心有关机构编制事项的通知》(阿编发〔2019〕39号)文件规定,我中心主要职责为：",
	"二是加强窗口能力建设。全州均已同步开设“办不成事”反应窗口，分类设置“川渝通办、跨省通办、省内通办、工程改革、一窗受理”等综"
	"合性窗口，"
	"其中，若尔盖县在全省率先加入“黄河流域生态保护和高质量战略政务服务‘跨域通办’联盟”。2022年，州县还增设了18个“重大项目服务"
	"专区”，"
	"为508个重点项目提供全过程服务，累计实现投资额4005.92亿，持续优化“助企纾困”专区。",
	"2022年部门收入总计886.81万元，较2021年部门收入总数增加54.39万元，增长6.53%；公用经费0.07万元，下降70.83%——主要原因是……"
	"截至2022年12月31日，共有车辆3辆，面积5 000㎡，完成95%～100%，采购AB岗系统Windows 10共15—20套（DB51/T 1174—2010）。",
	"1364458件，占比88.21%，承诺件办理提速96.53%。电话：0837-2822255/"
	"2822256，E-mail：zwfw@abazhou.gov.cn，¥1,234.56、￥8和№3。",
};

static void check_edges(struct bench *b, const struct para_line *line, const struct para_line *next)
{
	struct str s = b->text.str;
	size_t start = line->from, end = line->to;
	uint32_t first = utf8_next(s, &start), last;

	while (end > line->from && s.ptr[end - 1] == ' ')
		end--;
	last = utf8_prev(s, &end);
	if (line->from > 0 && (para_no_start(b->spec.kinsoku) >> para_class(first) & 1) && first != ' ')
		fail_msg("line starts with U+%04X at %u cells", (unsigned)first, (unsigned)(b->spec.measure / EM));
	if (next && (para_no_end(b->spec.kinsoku) >> para_class(last) & 1) && last != '/')
		fail_msg("line ends with U+%04X at %u cells", (unsigned)last, (unsigned)(b->spec.measure / EM));
	if (next && para_class(last) == C_DIGIT) {
		start = next->from;
		first = utf8_next(s, &start);
		if (ch_is_digit(first) || strchr(".,%", (int)(first < 128 ? first : 'x')) || first == 0x4E07 || first == 0x5143 ||
		    first == 0x5E74)
			fail_msg("torn number at %u cells", (unsigned)(b->spec.measure / EM));
	}
}

static void check_text(struct bench *b, const char *text)
{
	struct buf set, plain;

	buf_init(&set);
	buf_init(&plain);
	for (const char *p = text; *p; p++)
		if (*p != ' ')
			buf_char(&plain, *p);
	for (size_t i = 0; i < b->lines.n; i++)
		for (size_t r = 0; r < b->lines.lines[i].nruns; r++)
			for (uint32_t g = 0; g < b->lines.lines[i].runs[r].nglyphs; g++)
				if (b->lines.lines[i].runs[r].glyphs[g].ch != ' ')
					buf_utf8(&set, b->lines.lines[i].runs[r].glyphs[g].ch);
	assert_str(buf_as_str(&set), plain.ptr);
	buf_release(&set);
	buf_release(&plain);
}

static void test_properties(void **state)
{
	struct bench *b = bench_new(28);
	uint32_t seed = 1;

	(void)state;
	for (int round = 0; round < 400; round++) {
		struct buf text;

		buf_init(&text);
		for (int i = 0; i < 3; i++) {
			seed = seed * 1664525 + 1013904223;
			buf_z(&text, sentences[seed >> 20 & 3]);
		}
		b->spec.kinsoku = (enum start_end_level)(round % 3);
		b->spec.measure = (int32_t)(16 * EM + (seed >> 8) % (20 * EM));
		b->spec.indent_first = round % 2 ? 2 * EM : 0;
		bench_text(b, text.ptr);
		bench_set(b);
		for (size_t i = 0; i < b->lines.n; i++) {
			const struct para_line *line = &b->lines.lines[i];
			bool last = i + 1 == b->lines.n;

			check_edges(b, line, last ? NULL : line + 1);
			if (!last)
				assert_int_equal(line->x + line->width, b->spec.measure);
			assert_true(line->x + line->width <= b->spec.measure);
			assert_int_equal(line->to, last ? b->text.str.len : line[1].from);
		}
		check_text(b, text.ptr);
		buf_release(&text);
	}
	bench_drop(b);
}

/* Time grows with the text, not faster: 10^5 characters of several kinds. */
static void test_long(void **state)
{
	static const char *const pieces[] = { "中",  "a",  "，",     "——",           " ", "1", "（", "\xCC\x81",
		                              "AB ", "1.", "中，a1", "\xE2\x80\xA8", "ཀ" };
	struct bench *b = bench_new(28);

	(void)state;
	for (size_t k = 0; k < sizeof pieces / sizeof *pieces; k++) {
		struct buf text;
		size_t glyphs = 0;

		buf_init(&text);
		for (int i = 0; i < 100000; i++)
			buf_z(&text, pieces[k]);
		bench_text(b, text.ptr);
		bench_set(b);
		for (size_t i = 0; i < b->lines.n; i++)
			for (size_t r = 0; r < b->lines.lines[i].nruns; r++)
				glyphs += b->lines.lines[i].runs[r].nglyphs;
		if (pieces[k][0] != ' ' && k != 8 && k != 11)
			assert_int_equal(glyphs, utf8_count(b->text.str));
		buf_release(&text);
	}
	bench_drop(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_plain),    cmocka_unit_test(test_forced), cmocka_unit_test(test_squeeze_before_stretch),
		cmocka_unit_test(test_brackets), cmocka_unit_test(test_lonely), cmocka_unit_test(test_groups),
		cmocka_unit_test(test_words),    cmocka_unit_test(test_torn),   cmocka_unit_test(test_blanks),
		cmocka_unit_test(test_indents),  cmocka_unit_test(test_titles), cmocka_unit_test(test_properties),
		cmocka_unit_test(test_long),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
