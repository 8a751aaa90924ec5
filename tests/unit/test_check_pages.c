/* test_check_pages.c - words with boxes to paragraphs: joining, page numbers, tables, watermarks, clipped boxes, hostile input. */
#include "check_unit.h"

#include <stdio.h>

#include "check/pages_int.h"

static void add_word(struct buf *out, int x0, int x1, int y, int height, const char *text)
{
	buf_printf(out, "<word xMin=\"%d.000000\" yMin=\"%d.000000\" xMax=\"%d.500000\" yMax=\"%d.0\">%s</word>\n", x0, y, x1,
	           y + height, text);
}

static void page(struct buf *out)
{
	buf_z(out, "<page width=\"595.276000\" height=\"841.890000\">\n");
}

static struct str read(struct arena *arena, const struct buf *bbox)
{
	struct source *src = arena_make(arena, struct source);
	size_t n;
	struct check_para *paras = check_pages(arena, buf_as_str(bbox), src, &n);
	struct buf out;
	struct str s;

	buf_init(&out);
	for (size_t i = 0; i < n; i++) {
		struct origin at = text_origin(&paras[i].text, 0);

		buf_printf(&out, "%d:%d%s %.*s\n", (int)at.line, (int)at.col, paras[i].kind == CHECK_CELL ? " |" : "",
		           STR_FMT(paras[i].text.str));
	}
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

/* Lines that reach the margin go on, over the page too; page numbers and a watermark are dropped; file order does not matter. */
static void joining(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 80, 520, 130, 16, "五年决算情况说明二十八个字正好排满一行的文字内容放在这里了");
	add_word(&b, 112, 520, 100, 16, "二〇二三年收入比上年增加一百万元增长百分之十主要是新增项");
	add_word(&b, 80, 240, 160, 16, "目一个。其余持平。");
	add_word(&b, 100, 400, 60, 300, "草");
	add_word(&b, 112, 520, 190, 16, "下一段从这里开始一直写到页末为止还没有写完的一句话在下页");
	add_word(&b, 280, 310, 780, 14, "- 7 -");
	page(&b);
	add_word(&b, 80, 520, 100, 16, "继续写满整整一行文字然后再写下一行文字直到这一段话结束为");
	add_word(&b, 80, 110, 130, 16, "止。");
	add_word(&b, 112, 520, 160, 16, "又一段文字从这里开始写满一行文字内容随便写些什么都可以吧");
	add_word(&b, 80, 110, 190, 16, "完。");
	add_word(&b, 280, 310, 780, 14, "- 8 -");
	assert_str(read(arena, &b), "1:1 二〇二三年收入比上年增加一百万元增长百分之十主要是新增项"
	                            "五年决算情况说明二十八个字正好排满一行的文字内容放在这里了目一个。其余持平。\n"
	                            "1:4 "
	                            "下一段从这里开始一直写到页末为止还没有写完的一句话在下页继续写满整整一行文字然后再写下一行文"
	                            "字直到这一段话结束为止。\n"
	                            "2:3 又一段文字从这里开始写满一行文字内容随便写些什么都可以吧完。\n");
	buf_release(&b);
	arena_drop(arena);
}

static void tables(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 80, 140, 100, 16, "项目");
	add_word(&b, 300, 360, 100, 16, "金额");
	add_word(&b, 80, 140, 120, 16, "工资&amp;福利");
	add_word(&b, 80, 140, 140, 16, "合计");
	add_word(&b, 300, 360, 140, 16, "100.00");
	assert_str(read(arena, &b), "1:1 | 项目\n1:1 | 金额\n1:2 | 工资&福利\n1:3 | 合计\n1:3 | 100.00\n");
	buf_release(&b);
	arena_drop(arena);
}

/* A head written downwards and the lines of a long cell beside others are cells; a paragraph between tables is none. */
static void fragments(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 80, 96, 100, 16, "效");
	add_word(&b, 80, 96, 120, 16, "益");
	add_word(&b, 80, 96, 140, 16, "指标");
	add_word(&b, 80, 140, 160, 16, "项目");
	add_word(&b, 300, 360, 160, 16, "金额");
	add_word(&b, 80, 200, 180, 16, "群众满意度（线上");
	add_word(&b, 80, 160, 200, 16, "线下）达到");
	add_word(&b, 80, 140, 220, 16, "合计");
	add_word(&b, 300, 360, 220, 16, "100.00");
	add_word(&b, 80, 240, 280, 16, "目标已完成。");
	assert_str(read(arena, &b), "1:1 | 效\n1:2 | 益\n1:3 | 指标\n1:4 | 项目\n1:4 | 金额\n1:5 | 群众满意度（线上线下）达到\n"
	                            "1:7 | 合计\n1:7 | 100.00\n1:8 目标已完成。\n");
	buf_release(&b);
	arena_drop(arena);
}

/* Two columns of prose: the left one first, over the gutter; what stands across both is apart, and a rest on the next page goes on. */
static void columns(void **state)
{
	static const char *const left[] = { "左栏第一行文字排满一行为止", "左栏第二行文字排满一行为止",
		                            "左栏第三行文字排满一行为止", "左栏第四行文字排满一行为止",
		                            "左栏第五行文字排满一行还没" };
	static const char *const right[] = { "完成右栏第一行继续往下排满", "右栏第二行文字排满一行为止",
		                             "右栏第三行文字排满一行为止", "右栏第四行文字排满一行为止",
		                             "右栏第五行文字排满一行还没" };
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 200, 400, 70, 16, "横贯两栏的标题");
	for (int i = 0; i < 5; i++) {
		add_word(&b, i ? 80 : 112, 287, 100 + 20 * i, 14, left[i]);
		add_word(&b, 313, 520, 105 + 20 * i, 14, right[i]);
	}
	page(&b);
	add_word(&b, 80, 180, 100, 14, "写完的一句话。");
	assert_str(read(arena, &b),
	           "1:1 横贯两栏的标题\n"
	           "1:2 左栏第一行文字排满一行为止左栏第二行文字排满一行为止左栏第三行文字排满一行为止"
	           "左栏第四行文字排满一行为止左栏第五行文字排满一行还没完成右栏第一行继续往下排满右栏第二行文字排满一行为止"
	           "右栏第三行文字排满一行为止右栏第四行文字排满一行为止右栏第五行文字排满一行还没写完的一句话。\n");
	buf_release(&b);
	arena_drop(arena);
}

/* A line goes on when the first word of the next one would not have fitted: ragged text with a long number. */
static void ragged(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 112, 520, 100, 16, "二〇二三年收入比上年增加一百万元增长百分之十主要是新增");
	add_word(&b, 80, 520, 120, 16, "项目一个其余各项支出均持平没有变化，年初预算安排的金额为");
	add_word(&b, 80, 520, 140, 16, "九千九百九十九万元，执行中调整的预算数以及上年结转的预算为");
	add_word(&b, 80, 430, 160, 16, "九百万元，实际支出以及结转的数额合计总数为");
	add_word(&b, 80, 240, 180, 16, "9,876,543.21元。");
	add_word(&b, 80, 430, 200, 16, "不缩进的另一段文字，长度与上面第四行的一样");
	add_word(&b, 80, 240, 220, 16, "且这一行放得下。");
	assert_str(read(arena, &b), "1:1 二〇二三年收入比上年增加一百万元增长百分之十主要是新增"
	                            "项目一个其余各项支出均持平没有变化，年初预算安排的金额为"
	                            "九千九百九十九万元，执行中调整的预算数以及上年结转的预算为九百万元，实际支出以及结转的数额合"
	                            "计总数为9,876,543.21元。\n"
	                            "1:6 不缩进的另一段文字，长度与上面第四行的一样\n1:7 且这一行放得下。\n");
	buf_release(&b);
	arena_drop(arena);
}

/* Heads and feet of three pages or more, with and without the page's number; an amount at the end of a page is none. */
static void furniture(void **state)
{
	static const char *const bodies[] = { "甲段。", "乙段。", "丙段。" };
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	for (int i = 0; i < 3; i++) {
		char foot[40];

		page(&b);
		add_word(&b, 200, 330, 40, 14, "某某中心部门决算");
		add_word(&b, 80, 140, 100, 14, bodies[i]);
		add_word(&b, 80, 110, 700, 14, i == 1 ? "886.81" : "10");
		snprintf(foot, sizeof(foot), "第%d页共3页", i + 1);
		add_word(&b, 270, 330, 780, 14, foot);
	}
	assert_str(read(arena, &b), "1:2 甲段。\n1:3 10\n2:2 乙段。\n2:3 886.81\n3:2 丙段。\n3:3 10\n");
	buf_release(&b);
	arena_drop(arena);
}

/* A box that is cut by the page's end stands on both pages, higher by the height of the text; a repeated paragraph elsewhere stays. */
static void clipped(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 112, 300, 300, 14, "写了两遍的文字甲乙丙丁戊己庚");
	add_word(&b, 80, 300, 320, 14, "写了两遍的文字子丑寅卯辰巳。");
	add_word(&b, 112, 300, 760, 14, "被截断的文本框里的第一行文字");
	add_word(&b, 80, 300, 780, 14, "被截断的文本框里的第二行文字。");
	page(&b);
	add_word(&b, 112, 300, 60, 14, "被截断的文本框里的第一行文字");
	add_word(&b, 80, 300, 80, 14, "被截断的文本框里的第二行文字。");
	add_word(&b, 112, 300, 200, 14, "写了两遍的文字甲乙丙丁戊己庚");
	add_word(&b, 80, 300, 220, 14, "写了两遍的文字子丑寅卯辰巳。");
	assert_str(read(arena, &b), "1:1 写了两遍的文字甲乙丙丁戊己庚写了两遍的文字子丑寅卯辰巳。\n"
	                            "1:3 被截断的文本框里的第一行文字被截断的文本框里的第二行文字。\n"
	                            "2:3 写了两遍的文字甲乙丙丁戊己庚写了两遍的文字子丑寅卯辰巳。\n");
	buf_release(&b);
	arena_drop(arena);
}

/* The lines of one cell are joined while a bracket is open, past the lines of other cells; little gaps are columns when they are below
 * one another. */
static void cell_lines(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 80, 157, 100, 11, "投资收益（损失");
	add_word(&b, 168, 200, 100, 11, "12.5");
	add_word(&b, 300, 360, 100, 11, "《办法");
	add_word(&b, 80, 135, 114, 11, "以负号填列");
	add_word(&b, 80, 102, 128, 11, "表示）");
	add_word(&b, 300, 360, 128, 11, "（试行）》");
	add_word(&b, 80, 157, 142, 11, "其他各类收益额");
	add_word(&b, 168, 200, 142, 11, "13.5");
	assert_str(
		read(arena, &b),
		"1:1 | 投资收益（损失以负号填列表示）\n1:1 | 12.5\n1:1 | 《办法（试行）》\n1:4 | 其他各类收益额\n1:4 | 13.5\n");
	buf_release(&b);
	arena_drop(arena);
}

/* A stop at the beginning of a line is the end of the line above, in a cell too. */
static void stray_stops(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 80, 300, 100, 14, "本单位没有国有资本经营预算支出");
	add_word(&b, 80, 94, 120, 14, "。");
	add_word(&b, 80, 140, 200, 14, "（项）");
	add_word(&b, 300, 360, 200, 14, "886.81");
	add_word(&b, 80, 94, 216, 14, "。");
	add_word(&b, 300, 360, 232, 14, "886.81");
	add_word(&b, 80, 140, 232, 14, "合计");
	assert_str(read(arena, &b),
	           "1:1 本单位没有国有资本经营预算支出。\n1:3 | （项）。\n1:3 | 886.81\n1:5 | 合计\n1:5 | 886.81\n");
	buf_release(&b);
	arena_drop(arena);
}

/* A wide table's last column on a page of its own is no prose. */
static void lone_column(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	for (int i = 0; i < 9; i++)
		add_word(&b, 80, 160, 100 + 20 * i, 11, i % 2 ? "无" : "本年新增项目");
	assert_int_equal(str_find(read(arena, &b), STR("1:9 | 本年")) >= 0, 1);
	assert_int_equal(str_find(read(arena, &b), STR("1:1 | 本年")) >= 0, 1);
	buf_release(&b);
	arena_drop(arena);
}

/* Glyph numbers printed as characters are no text, and the pages are named; bullets of a symbol font are nothing. */
static void unreadable(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;
	int first;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 80, 160, 100, 14, "\xEF\x81\xAC第一条内容。");
	buf_z(&b, "</page>\n");
	assert_str(bbox_unreadable(arena, buf_as_str(&b), &first), "");
	assert_int_equal(first, 0);
	for (int i = 2; i <= 4; i++) {
		page(&b);
		add_word(&b, 80, 260, 100, 14,
		         i == 4 ? "\"#$%&amp;()*+,-./0123456789:;&lt;="
		                : "\xE1\xAF\x8A\xE3\x86\x93\x03\x11\x13\xE0\xB8\x83\x15\x13\x15\x16\xE1\x9C\x83");
		buf_z(&b, "</page>\n");
	}
	page(&b);
	add_word(&b, 80, 160, 100, 14, "最后一页。");
	buf_z(&b, "</page>\n");
	assert_str(bbox_unreadable(arena, buf_as_str(&b), &first), "2-4");
	assert_int_equal(first, 2);
	assert_str(read(arena, &b), "1:1 第一条内容。\n5:1 最后一页。\n");
	buf_release(&b);
	arena_drop(arena);
}

static void hostile(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	buf_z(&b, "<word xMin=\"");
	assert_str(read(arena, &b), "");
	buf_z(&b, "\"><page width=\"x\" height=\"-99999999999999999999\"><word xMin=\"5\" xMax=\"4\">a</word><word>b");
	assert_str(read(arena, &b), "");
	buf_release(&b);
	arena_drop(arena);
}

/* A font whose ascent and descent are none: its boxes are a quarter as high as they should be, or twice, in one line with others. */
static void odd_boxes(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	for (int i = 0; i < 4; i++) {
		int base = 100 + 14 * i;

		add_word(&b, 80, 439, base - 2, 3, "二〇二三年收入比上年增加一百万元增长百分之十主要是新增项目一");
		add_word(&b, 442, 478, base - 17, 22, "155.05");
		add_word(&b, 481, 517, base - 2, 3, i < 3 ? "万元，支" : "万元。");
	}
	assert_str(read(arena, &b), "1:1 二〇二三年收入比上年增加一百万元增长百分之十主要是新增项目一 155.05 万元，支"
	                            "二〇二三年收入比上年增加一百万元增长百分之十主要是新增项目一 155.05 万元，支"
	                            "二〇二三年收入比上年增加一百万元增长百分之十主要是新增项目一 155.05 万元，支"
	                            "二〇二三年收入比上年增加一百万元增长百分之十主要是新增项目一 155.05 万元。\n");
	buf_release(&b);
	arena_drop(arena);
}

/* Below its unit a table has a head; where its right half alone goes on, over the page too, there are cells; the next title is none. */
static void half_table(void **state)
{
	static const char *const names[] = { "三、教育支出", "四、科学支出", "五、农业支出", "六、交通支出",
		                             "七、商业支出", "八、金融支出", "九、外交支出", "十、国防支出" };
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 200, 400, 60, 16, "财政拨款收支总表");
	add_word(&b, 460, 520, 80, 12, "单位：万元");
	add_word(&b, 270, 330, 100, 12, "财政拨款");
	add_word(&b, 80, 152, 120, 12, "一、拨款收入");
	add_word(&b, 200, 240, 120, 12, "886.81");
	add_word(&b, 300, 372, 120, 12, "一、公安支出");
	add_word(&b, 460, 500, 120, 12, "886.81");
	for (int i = 0; i < 8; i++) {
		if (i == 4)
			page(&b);
		add_word(&b, 300, 372, i < 4 ? 140 + 20 * i : 20 + 20 * i, 12, names[i]);
	}
	add_word(&b, 80, 140, 180, 12, "收入合计");
	add_word(&b, 200, 240, 180, 12, "886.81");
	add_word(&b, 200, 400, 240, 16, "一般公共预算支出表");
	assert_str(read(arena, &b), "1:1 财政拨款收支总表\n1:2 单位：万元\n1:3 | 财政拨款\n1:4 | 一、拨款收入\n1:4 | 886.81\n"
	                            "1:4 | 一、公安支出\n1:4 | 886.81\n1:5 | 三、教育支出\n1:6 | 四、科学支出\n1:7 | 五、农业支出\n"
	                            "1:8 | 六、交通支出\n2:1 | 七、商业支出\n2:2 | 八、金融支出\n2:3 | 九、外交支出\n2:4 | 十、国防支出\n"
	                            "2:5 | 收入合计\n2:5 | 886.81\n2:6 一般公共预算支出表\n");
	buf_release(&b);
	arena_drop(arena);
}

/* Where paragraphs are indented, a line at the margin goes on in the sentence, though the line before was broken early. */
static void broken_early(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	for (int i = 0; i < 3; i++) {
		add_word(&b, 112, 520, 100 + 40 * i, 16, "二〇二三年收入比上年增加一百万元，增长百分之十主要是新增");
		add_word(&b, 80, 144, 120 + 40 * i, 16, "项目多。");
	}
	add_word(&b, 112, 345, 220, 16, "实际支出的金额，加上结转的数额为");
	add_word(&b, 80, 226, 240, 16, "合计九百九十九万元。");
	add_word(&b, 112, 287, 260, 16, "附：本单位的决算报表一套");
	add_word(&b, 80, 226, 280, 16, "不缩进的另外一段文字");
	assert_str(read(arena, &b), "1:1 二〇二三年收入比上年增加一百万元，增长百分之十主要是新增项目多。\n"
	                            "1:3 二〇二三年收入比上年增加一百万元，增长百分之十主要是新增项目多。\n"
	                            "1:5 二〇二三年收入比上年增加一百万元，增长百分之十主要是新增项目多。\n"
	                            "1:7 实际支出的金额，加上结转的数额为合计九百九十九万元。\n"
	                            "1:9 附：本单位的决算报表一套\n1:10 不缩进的另外一段文字\n");
	buf_release(&b);
	arena_drop(arena);
}

/* Titles that happen to end alike, with leaders or without, are lines of their own. */
static void contents(void **state)
{
	struct arena *arena = arena_new();
	struct buf b;

	(void)state;
	buf_init(&b);
	page(&b);
	add_word(&b, 80, 240, 100, 16, "第一部分 概况");
	add_word(&b, 80, 320, 120, 16, "一、收入支出决算总体情况说明书");
	add_word(&b, 80, 320, 140, 16, "二、支出决算表和收入决算情况表");
	add_word(&b, 80, 320, 160, 16, "三、财政拨款收入的支出决算总表");
	add_word(&b, 80, 240, 180, 16, "四、名词解释");
	add_word(&b, 280, 480, 180, 16, "………………………");
	add_word(&b, 510, 520, 180, 16, "3");
	add_word(&b, 80, 480, 200, 16, "五、说明…………………………");
	assert_str(read(arena, &b), "1:1 第一部分 概况\n1:2 一、收入支出决算总体情况说明书\n1:3 二、支出决算表和收入决算情况表\n"
	                            "1:4 三、财政拨款收入的支出决算总表\n1:5 四、名词解释 ……………………… 3\n1:6 五、说明…………………………\n");
	buf_release(&b);
	arena_drop(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(joining),     cmocka_unit_test(tables),     cmocka_unit_test(fragments),
		cmocka_unit_test(columns),     cmocka_unit_test(ragged),     cmocka_unit_test(furniture),
		cmocka_unit_test(clipped),     cmocka_unit_test(cell_lines), cmocka_unit_test(stray_stops),
		cmocka_unit_test(lone_column), cmocka_unit_test(odd_boxes),  cmocka_unit_test(half_table),
		cmocka_unit_test(contents),    cmocka_unit_test(broken_early), cmocka_unit_test(unreadable),
		cmocka_unit_test(hostile),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
