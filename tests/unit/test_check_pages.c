/* test_check_pages.c - words with boxes to paragraphs: joining, page numbers, tables, watermarks, clipped boxes, hostile input. */
#include "check_unit.h"

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
	assert_str(read(arena, &b), "1:1 | 效\n1:2 | 益\n1:3 | 指标\n1:4 | 项目\n1:4 | 金额\n1:5 | 群众满意度（线上\n"
	                            "1:6 | 线下）达到\n1:7 | 合计\n1:7 | 100.00\n1:8 目标已完成。\n");
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

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(joining), cmocka_unit_test(tables), cmocka_unit_test(fragments), cmocka_unit_test(hostile) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
