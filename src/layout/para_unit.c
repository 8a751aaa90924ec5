/* para_unit.c - what a line may not tear apart although its pairs would allow it (LAYOUT 2.5): number and unit, ranges, document
 * numbers 川办发〔2022〕64号 and codes DB51/T 1174—2010 when they are short, list marks and the text behind them.
 *
 * Takes opportunities away or makes them dearer; never adds one. */
#include "layout/para_int.h"

/* Units behind a number, frequent ones first, a word before the words that begin it. Magnitudes (十百千万亿) may stand before them. */
static const char32_t units[] = U"元 年度 年 月 日 项 个百分点 个工作日 个月 个 人次 人 件 次 号 名 家 辆 台 条 批次 "
				U"批 户 份 万 亿 平方公里 平方米 立方米 百分点 工作日 公里 公顷 公斤 千米 千克 千瓦 小时 "
				U"分钟 周岁 周年 车次 例次 场次 页 张 套 座 所 处 栋 期 届 类 级 章 款 吨 亩 米 "
				U"倍 成 折 种 场 岁 天 周 时 分 秒 只 头 株 支 部 本 册 间 层 幢 宗 起 例 笔 "
				U"组 队 站 村 镇 县 市 位 门 字 度 里 克 升 斤 点 轮 片 ";

uint32_t para_word(const struct para_work *w, const char32_t *list, uint32_t i)
{
	const char32_t *p = list;
	uint32_t n;

	while (*p) {
		for (n = 0; p[n] != U' ' && i + n < w->n && w->cells[i + n].ch == p[n];)
			n++;
		if (p[n] == U' ')
			return n;
		for (p += n; *p++ != U' ';)
			;
	}
	return 0;
}

static uint32_t ch_at(const struct para_work *w, uint32_t i)
{
	return i < w->n ? w->cells[i].ch : 0;
}

static unsigned class_at(const struct para_work *w, uint32_t i)
{
	return i < w->n ? w->cells[i].cls : C_NEWLINE;
}

static void hold(struct para_work *w, uint32_t from, uint32_t to)
{
	for (; from < to && from < w->n; from++)
		w->cells[from].brk = BREAK_NO;
}

/* Length of the unit at a cell, 0: none. 万元, 余人次, 个百分点 */
static uint32_t unit_length(const struct para_work *w, uint32_t i)
{
	uint32_t n = 0;

	if (class_at(w, i) != C_HAN)
		return 0;
	if (ch_at(w, i) == U'余' || ch_at(w, i) == U'多')
		n++;
	while (ch_at(w, i + n) == U'十' || ch_at(w, i + n) == U'百' || ch_at(w, i + n) == U'千' || ch_at(w, i + n) == U'万' ||
	       ch_at(w, i + n) == U'亿') {
		if (para_word(w, units, i + n) > 1)
			break; /* 百分点, 千米 */
		n++;
	}
	return n + para_word(w, units, i + n);
}

static uint32_t digits_end(const struct para_work *w, uint32_t i)
{
	while (class_at(w, i) == C_DIGIT)
		i++;
	return i;
}

/* 5 000: a blank, then exactly three digits, and at most three before it. */
static bool is_grouping(const struct para_work *w, uint32_t run, uint32_t blank)
{
	return class_at(w, blank) == C_BLANK && blank - run <= 3 && digits_end(w, blank + 1) == blank + 4;
}

struct group {
	uint32_t head, tail; /* the group that is kept together if it is short */
	uint32_t core;       /* the part of it that is kept together if only that is short: 〔2022〕64号 without its issuer */
	bool soft;           /* has joints that only short groups hold */
};

/* 〔2022〕64号, （2022）64号: a year in brackets before a number. */
static bool is_year_bracket(const struct para_work *w, uint32_t start, uint32_t end)
{
	unsigned before = class_at(w, start - 1), after = class_at(w, end);

	return end - start == 4 && (before == C_OPEN || before == C_WOPEN) && (after == C_CLOSE || after == C_WCLOSE) &&
	       class_at(w, end + 1) == C_DIGIT;
}

/* The issuer before the bracket, when it stands right behind an opening bracket itself: （川办发〔2022〕64号） */
static uint32_t issuer_start(const struct para_work *w, uint32_t bracket)
{
	uint32_t i = bracket;

	while (i > 0 && bracket - i < 6 && class_at(w, i - 1) == C_HAN)
		i--;
	return class_at(w, i - 1) == C_OPEN || class_at(w, i - 1) == C_WOPEN ? i : bracket;
}

/* DB51/T before a blank and a number: capitals, digits and solidus. */
static uint32_t code_start(const struct para_work *w, uint32_t start)
{
	uint32_t i = start - 1;
	bool letter = false;

	if (start < 2 || class_at(w, i) != C_BLANK)
		return start;
	for (; i > 0 && start - i < 12; i--) {
		uint32_t ch = ch_at(w, i - 1);
		if (ch >= 'A' && ch <= 'Z')
			letter = true;
		else if (ch != '/' && !ch_is_digit(ch))
			break;
	}
	return letter && para_is_western((enum para_class)class_at(w, i)) ? i : start;
}

/* Holds the unit behind a number that ends at `end`; returns where number and unit end. A date is best torn behind the year. */
static uint32_t hold_unit(struct para_work *w, uint32_t end)
{
	uint32_t at = class_at(w, end) == C_BLANK ? end + 1 : end, n = unit_length(w, at);
	struct para_cell *last;

	if (class_at(w, at) == C_POSTFIX) {
		hold(w, end - 1, at);
		return at + 1;
	}
	if (n == 0)
		return end;
	hold(w, end - 1, at + n - 1);
	last = &w->cells[at + n - 1];
	if (class_at(w, at + n) == C_DIGIT && last->brk == BREAK_FREE && (last->ch == U'年' || last->ch == U'月'))
		last->brk = last->ch == U'年' ? BREAK_SLIGHT : BREAK_UNIT;
	return at + n;
}

/* Reads on over one joint behind a number: 5 000, 10～15, 5%～95%, 2019年—2020年. Returns the next digit, or 0 at the end. */
static uint32_t joint(struct para_work *w, struct group *group, uint32_t run, uint32_t end)
{
	if (is_grouping(w, run, end)) {
		hold(w, end - 1, end + 1);
		return end + 1;
	}
	if (is_year_bracket(w, run, end)) {
		group->core = run - 1;
		group->head = issuer_start(w, run - 1);
		group->soft = true;
		return end + 1;
	}
	if ((class_at(w, end) == C_WPAUSE || class_at(w, end) == C_SLASH || class_at(w, end) == C_HYPHEN) &&
	    class_at(w, end + 1) == C_DIGIT)
		return end + 1; /* held by its pairs */
	group->tail = hold_unit(w, end);
	if (class_at(w, group->tail) == C_CONNECT && class_at(w, group->tail + 1) == C_DIGIT) {
		group->soft = true;
		return group->tail + 1;
	}
	return 0;
}

/* Holds cells [from, to) together if they take less than a third of a line. */
static bool hold_short(struct para_work *w, uint32_t from, uint32_t to)
{
	int64_t width = 0;
	uint32_t i;

	for (i = from; i < to; i++)
		width += w->cells[i].width;
	if (width * 3 >= para_avail(w->spec, false))
		return false;
	hold(w, from, to - 1);
	return true;
}

/* A number with everything that hangs on it; returns the cell behind it. */
static uint32_t glue_number(struct para_work *w, uint32_t start)
{
	struct group group = { code_start(w, start), start, start, false };
	uint32_t run = start, next;

	if (ch_at(w, start - 1) == U'第')
		hold(w, start - 1, start);
	group.soft = group.head != start;
	while ((next = joint(w, &group, run, digits_end(w, run))) != 0)
		run = next;
	if (group.soft && !hold_short(w, group.head, group.tail))
		hold_short(w, group.core, group.tail);
	return group.tail;
}

static uint32_t numerals_end(const struct para_work *w, uint32_t i)
{
	uint32_t from = i;

	if (class_at(w, i) == C_DIGIT)
		i = digits_end(w, i);
	else
		while (para_is_numeral(ch_at(w, i)))
			i++;
	return i - from <= 3 ? i : from;
}

/* The last cell of a list mark that begins at a cell: 1. （一） (1) 一、 ① ; -1: there is none. */
static int64_t list_mark_end(const struct para_work *w, uint32_t i)
{
	unsigned cls = class_at(w, i);
	bool bracket = cls == C_OPEN || cls == C_WOPEN, ends;
	uint32_t from = bracket ? i + 1 : i, to = numerals_end(w, from), ch = ch_at(w, to);

	if (ch_at(w, i) >= 0x2460 && ch_at(w, i) <= 0x24FF)
		return i;
	if (bracket)
		ends = class_at(w, to) == C_CLOSE || class_at(w, to) == C_WCLOSE;
	else
		ends = ch == U'、' || ch == U'．' || (ch == '.' && class_at(w, to + 1) != C_DIGIT);
	return ends && to > from ? (int64_t)to : -1;
}

static bool is_blank(unsigned cls)
{
	return cls == C_BLANK || cls == C_WIDE_BLANK;
}

/* A list mark never stands alone at a line end, nor do the blanks behind it. */
static void glue_list_mark(struct para_work *w, uint32_t i)
{
	int64_t end = list_mark_end(w, i);

	if (end >= 0)
		hold(w, i, (uint32_t)end + (is_blank(class_at(w, (uint32_t)end + 1)) ? 2 : 1));
}

void para_glue(struct para_work *w)
{
	uint32_t i = 0;
	bool begins = true; /* a sentence may begin here */

	for (; is_blank(class_at(w, i)); i++)
		w->cells[i].brk = BREAK_NO;
	while (i < w->n) {
		unsigned cls = w->cells[i].cls;
		if (begins)
			glue_list_mark(w, i);
		if (cls == C_HAN)
			begins = false;
		else
			begins = cls == C_STOP || cls == C_COMMA || cls == C_WPAUSE || cls == C_NEWLINE ||
			         (begins && is_blank(cls));
		i = cls == C_DIGIT ? glue_number(w, i) : i + 1;
	}
}
