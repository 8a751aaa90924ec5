/* outline.c - splits prose into lines and finds the headings among them by their numbering.
 *
 * Levels: a heading has the level of its style of numbering (一、 1, （一） 2, 1. 3, （1） 4), because that decides its font. Context
 * overrides it in two cases: a style that starts again at 一 directly below a heading of the same style is one level below that
 * heading, until the outer count goes on; and a style that first appears, at 一, below a heading of a deeper style is one level
 * below that one. No level is above its parent's or beyond 4. Numbers may skip and repeat.
 *
 * A list is judged as a whole: siblings (same style, count going on, no higher numbering between) add up their votes. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "merge/outline_int.h"

enum { LEVEL_MAX = 4, DEPTH_MAX = 16, TITLE_LINES = 4, TITLE_CHARS = 40 };

/* --- patterns --- */

#define H "[〇零一二三四五六七八九十百]"
#define D "[0-9０-９]"

/* One group a style, in the order of enum style. */
static const char mark_pattern[] =
	/* 一、 but not 一、二季度 or 一、二、三产业 */
	"(" H "{1,4})\\h*[、．.](?!\\h*" H "+(?:、|季度|月|产业))"
	"|(?|[（(]\\h*(" H "{1,4})\\h*[）)][、．.]?|([㈠-㈩]))"
	/* 1. but not 1.5, 1.1-10月; 1.2022年… is a number and a year; 1、 but not 5、6月份 */
	"|(?|(" D "{1,3})\\h*(?:[．.](?:(?!" D ")|(?=(?:19|20)" D D "年|" D "{5,}[^0-9.]))|、(?!" D
	"{1,2}(?:[、月日号～—-]|季度)))|([⒈-⒛]))"
	"|(?|(?:[（(]\\h*)?(" D "{1,3})\\h*[）)][、．.]?|([⑴-⒇]))"
	"|([①-⑳])"
	"|第\\h*((?:" H "|" D "){1,4})\\h*部分(?=$|[\\h：:]|\\p{Han}|[“《（(])"
	"|附\\h*件\\h*((?:" D "{1,3}(?:-" D "{1,2})?|" H "{1,3})?)(?=$|[\\h：:])";

static const char noun_pattern[] = "(?:情况|概况|概述|综述|职能|职责|组成|构成|设置|问题|建议|结论|措施|目标|目的|内容|依据|背景|"
                                   "管理|评价|分析|说明|结果|成效|决策|"
				   "过程|产出|效益|安排|计划|打算|原因|方法|方式|组织|重点|总体|部署|自评|方向|实施|选点|意见|"
                                   "经验|做法|思路|要求|范围|标准|程序|"
				   "指标|绩效|质量|进度|成本|满意度|影响)[：:]?$";

static const char duty_pattern[] =
	"^(?:负责|承担|承办|拟[订定]|会同|协助|参与|按照|根据|依据|为了?|对|指|是指|完成.*(?:交办|任务|事项))";

static const char figure_pattern[] = D "\\h*(?:万元|亿元|元|[%％‰])";

static const char title_pattern[] = "(?:报告|说明|方案|总结|汇报|表|清单|目录|名单|办法|细则|意见|通知|材料|决算|预算|公开|书)$";

pcre2_code *outline_pattern(const char *pattern)
{
	int error;
	PCRE2_SIZE offset;
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
	                                 PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_DOLLAR_ENDONLY, &error, &offset, NULL);

	if (!code)
		mem_fail(0);
	return code;
}

static void patterns_init(struct patterns *p)
{
	p->mark = outline_pattern(mark_pattern);
	p->noun = outline_pattern(noun_pattern);
	p->duty = outline_pattern(duty_pattern);
	p->figure = outline_pattern(figure_pattern);
	p->title = outline_pattern(title_pattern);
	p->match = pcre2_match_data_create_from_pattern(p->mark, NULL);
	if (!p->match)
		mem_fail(0);
}

static void patterns_release(struct patterns *p)
{
	pcre2_match_data_free(p->match);
	pcre2_code_free(p->mark);
	pcre2_code_free(p->noun);
	pcre2_code_free(p->duty);
	pcre2_code_free(p->figure);
	pcre2_code_free(p->title);
}

bool outline_matches(const struct patterns *p, const pcre2_code *code, struct str s)
{
	return s.len && pcre2_match(code, (PCRE2_SPTR)s.ptr, s.len, 0, PCRE2_NO_UTF_CHECK, p->match, NULL) >= 0;
}

/* --- lines --- */

static bool is_blank(uint32_t ch)
{
	return ch_is_blank(ch) || (ch >= '\t' && ch <= '\r') || ch == 0x202F || ch == 0xFEFF || ch == 0x200B || ch == 0x2028;
}

static void trim(struct str text, size_t *from, size_t *to)
{
	size_t pos;

	while (*from < *to && (pos = *from, is_blank(utf8_next(text, &pos))))
		*from = pos;
	while (*from < *to && (pos = *to, is_blank(utf8_prev(text, &pos))))
		*to = pos;
}

static size_t line_end(struct str text, size_t from)
{
	while (from < text.len && text.ptr[from] != '\n' && text.ptr[from] != '\r')
		from++;
	return from;
}

static struct guess *split(struct str text, size_t *n)
{
	struct guess *lines = NULL;
	size_t size = 0;

	*n = 0;
	for (size_t at = 0, end; at < text.len; at = end + 1) {
		size_t from = at, to = end = line_end(text, at);

		trim(text, &from, &to);
		if (from == to)
			continue;
		lines = mem_grow(lines, *n, &size, sizeof(*lines));
		lines[(*n)++] = (struct guess){ .str = str_sub(text, from, to), .from = from, .kind = OUTLINE_PARA };
	}
	return lines;
}

/* --- numbering --- */

static int han_digit(uint32_t ch)
{
	static const uint32_t digits[] = { 0x3007, 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };

	for (int i = 0; i < 10; i++)
		if (digits[i] == ch)
			return i;
	return 0;
}

/* ① ⑴ ⒈ ㈠ are numbers in one character; 0 for others. */
static int whole_number(uint32_t ch)
{
	if (ch >= 0x2460 && ch <= 0x249B)
		return (int)(ch - 0x2460) % 20 + 1;
	return ch >= 0x3220 && ch <= 0x3229 ? (int)(ch - 0x321F) : 0;
}

/* 12, １２, 十二, 一百零五, ⑫. */
static int ordinal_of(struct str s)
{
	int value = 0, digit = 0;

	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		if (whole_number(ch))
			return whole_number(ch);
		if (ch == 0x5341 || ch == 0x767E) { /* 十 百 */
			value += (digit ? digit : 1) * (ch == 0x5341 ? 10 : 100);
			digit = 0;
		} else if (ch_is_digit(ch_fold_width(ch))) {
			digit = digit * 10 + (int)(ch_fold_width(ch) - '0');
		} else {
			digit = han_digit(ch);
		}
	}
	return value + digit;
}

static void find_mark(const struct patterns *p, struct guess *line)
{
	const PCRE2_SIZE *found = pcre2_get_ovector_pointer(p->match);
	int groups = pcre2_match(p->mark, (PCRE2_SPTR)line->str.ptr, line->str.len, 0, PCRE2_NO_UTF_CHECK | PCRE2_ANCHORED,
	                         p->match, NULL);
	enum style style = groups > 1 ? (enum style)(groups - 1) : STYLE_NONE;

	if (style == STYLE_NONE || (found[1] == line->str.len && style < STYLE_PART))
		return; /* a number alone is none of a heading */
	line->style = style;
	line->mark_len = found[1];
	line->ordinal = ordinal_of(str_sub(line->str, found[2 * (size_t)style], found[2 * (size_t)style + 1]));
}

/* --- parts, attachments and their titles --- */

/* Free of what only sentences have. */
static bool is_phrase(struct str s)
{
	static const char *const marks[] = { "。", "，", "；", "：", "！", "？", ",", ";", ":", "、" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(marks[0]); i++)
		if (str_find(s, str_from(marks[i])) >= 0)
			return false;
	return true;
}

static bool is_short_phrase(struct str s)
{
	return utf8_count(s) <= TITLE_CHARS && is_phrase(s);
}

static bool is_bracketed(struct str s)
{
	return (str_starts(s, STR("（")) || str_starts(s, STR("("))) && (str_ends(s, STR("）")) || str_ends(s, STR(")"))) &&
	       utf8_count(s) <= TITLE_CHARS;
}

static void find_part(struct guess *line)
{
	struct str title = str_sub(line->str, line->mark_len, line->str.len);

	if (is_short_phrase(title) ||
	    (str_starts(str_trim(title), STR("：")) && is_short_phrase(str_sub(str_trim(title), 3, title.len))))
		line->kind = OUTLINE_PART;
	else
		line->style = STYLE_NONE;
}

/* The rest of the mark's line without blanks and colon. */
static struct str after_mark(const struct guess *line, bool *colon)
{
	struct str rest = str_trim(str_sub(line->str, line->mark_len, line->str.len));

	*colon = str_starts(rest, STR(":")) || str_starts(rest, STR("："));
	return *colon ? str_trim(str_sub(rest, rest.ptr[0] == ':' ? 1 : 3, rest.len)) : rest;
}

/* Something to read follows, so this is where the attachment begins, and no list of attachments or a signature below one. */
static bool content_follows(const struct guess *lines, size_t i, size_t n)
{
	for (size_t k = i + 1; k < n && k <= i + 3; k++) {
		if (lines[k].style == STYLE_ATTACHMENT)
			return false;
		if (lines[k].style != STYLE_NONE || utf8_count(lines[k].str) > TITLE_CHARS)
			return true;
	}
	return false;
}

static bool is_numbered_attachment(const struct guess *line)
{
	return line->ordinal > 0;
}

/* Decides about a line that begins with 附件; returns whether it only introduces a list. */
static bool find_attachment(struct guess *lines, size_t i, size_t n)
{
	struct guess *line = &lines[i];
	bool colon;
	struct str rest = after_mark(line, &colon);
	bool listed = i > 0 && lines[i - 1].style == STYLE_ATTACHMENT && lines[i - 1].kind == OUTLINE_PARA;

	if (!rest.len && (is_numbered_attachment(line) || !colon)) {
		line->kind = OUTLINE_ATTACHMENT;
		return false;
	}
	if (!rest.len && i + 1 < n && lines[i + 1].style == STYLE_NONE && is_short_phrase(lines[i + 1].str)) {
		line->kind = OUTLINE_ATTACHMENT;
		return false;
	}
	if (rest.len && is_numbered_attachment(line) && !listed && is_short_phrase(rest) && content_follows(lines, i, n)) {
		line->kind = OUTLINE_ATTACHMENT;
		line->title_at = (size_t)(rest.ptr - line->str.ptr);
		return false;
	}
	return true;
}

/* The title lines from i on: up to the one that names the kind of paper, and its subtitle in brackets. */
static size_t title_lines(const struct patterns *p, const struct guess *lines, size_t i, size_t n)
{
	size_t end = i;

	for (; end < n && end < i + TITLE_LINES && lines[end].style == STYLE_NONE && is_short_phrase(lines[end].str); end++)
		if (outline_matches(p, p->title, lines[end].str)) {
			end++;
			return end < n && is_bracketed(lines[end].str) && lines[end].style == STYLE_NONE ? end + 1 : end;
		}
	if (end < n && lines[end].style != STYLE_NONE)
		return end;
	return end > i ? i + 1 : i;
}

/* A report inside an attachment that begins with its title alone: XX报告, （项目）, 一、. */
static size_t bare_title(const struct patterns *p, const struct guess *lines, size_t i, size_t n)
{
	size_t end = i + 1;

	if (lines[i].style != STYLE_NONE || !is_short_phrase(lines[i].str) || !outline_matches(p, p->title, lines[i].str))
		return i;
	if (end < n && lines[end].style == STYLE_NONE && is_bracketed(lines[end].str))
		end++;
	return end < n && lines[end].style == STYLE_HAN && lines[end].ordinal == 1 ? end : i;
}

/* The lines before the first title are part of it when there are few and all of them are phrases. */
static void lead_lines(struct guess *lines, size_t i)
{
	for (size_t k = 0; k < i; k++)
		if (i >= TITLE_LINES || lines[k].style != STYLE_NONE || !is_short_phrase(lines[k].str))
			return;
	for (size_t k = 0; k < i; k++)
		lines[k].kind = OUTLINE_TITLE;
}

static void find_frame(const struct patterns *p, struct guess *lines, size_t n)
{
	for (size_t i = 0, end; i < n; i = end) {
		bool list = false;

		end = i + 1;
		if (lines[i].style == STYLE_PART) {
			find_part(&lines[i]);
		} else if (lines[i].style == STYLE_ATTACHMENT) {
			list = find_attachment(lines, i, n);
			if (!list)
				end = title_lines(p, lines, i + 1, lines[i].title_at ? i + 1 : n);
		} else if ((end = bare_title(p, lines, i, n)) > i) {
			lead_lines(lines, i);
			i--;
		} else {
			end = i + 1;
		}
		for (size_t k = i + 1; k < end; k++)
			lines[k].kind = OUTLINE_TITLE;
		for (; list && end < n && lines[end].style >= STYLE_DIGIT && lines[end].style <= STYLE_CIRCLED; end++)
			lines[end].kind = OUTLINE_ITEM;
	}
}

/* --- siblings --- */

static bool is_heading_style(const struct guess *line)
{
	return line->style >= STYLE_HAN && line->style <= STYLE_DIGIT_PAREN && line->kind == OUTLINE_PARA;
}

/* Numbers the groups of siblings and adds up their votes; scores[group] in the arena. */
static int *find_groups(struct arena *arena, struct guess *lines, size_t n)
{
	size_t open[STYLE_CIRCLED] = { 0 }, groups = 0; /* group of each style; 0: none */
	int last[STYLE_CIRCLED] = { 0 };
	int *scores = arena_array(arena, n + 1, sizeof(*scores));

	for (size_t i = 0; i < n; i++) {
		struct guess *line = &lines[i];

		if (!is_heading_style(line)) {
			if (line->kind != OUTLINE_PARA && line->kind != OUTLINE_ITEM)
				memset(open, 0, sizeof(open));
			continue;
		}
		if (!open[line->style] || line->ordinal <= last[line->style])
			open[line->style] = ++groups;
		for (enum style s = line->style + 1; s < STYLE_CIRCLED; s++)
			open[s] = 0;
		last[line->style] = line->ordinal;
		line->group = open[line->style];
		scores[line->group] += line->vote;
	}
	return scores;
}

static void settle(struct guess *lines, size_t n, const int *scores)
{
	for (size_t i = 0; i < n; i++) {
		struct guess *line = &lines[i];
		int vote = line->vote;

		if (line->style == STYLE_CIRCLED)
			line->kind = OUTLINE_ITEM;
		if (!is_heading_style(line))
			continue;
		if ((vote == 1 || vote == -1) && scores[line->group] != 0)
			vote = scores[line->group];
		line->kind = vote < 0 ? OUTLINE_ITEM : line->run_in ? OUTLINE_RUN_IN : OUTLINE_HEADING;
	}
}

/* --- levels --- */

struct open_heading {
	enum style style;
	int ordinal;
	int level;
};

struct levels {
	struct open_heading open[DEPTH_MAX];
	size_t depth;
};

static bool has_style(const struct levels *l, enum style style)
{
	for (size_t i = 0; i < l->depth; i++)
		if (l->open[i].style == style)
			return true;
	return false;
}

/* Whether a heading that starts a count belongs below the last open one although its style is not deeper. */
static bool is_nested(const struct levels *l, const struct guess *line, bool directly_below)
{
	const struct open_heading *top = &l->open[l->depth - 1];

	if (line->ordinal != 1 || l->depth == DEPTH_MAX)
		return false;
	if (top->style == line->style)
		return directly_below;
	return top->style > line->style && l->depth > 1 && l->open[0].style < line->style && !has_style(l, line->style);
}

static int enter(struct levels *l, const struct guess *line, bool directly_below)
{
	int level = (int)line->style;

	for (size_t i = l->depth; i-- > 0;)
		if (l->open[i].style == line->style && l->open[i].ordinal + 1 == line->ordinal) {
			l->depth = i + 1;
			l->open[i].ordinal++;
			return l->open[i].level;
		}
	if (l->depth == 0 || !is_nested(l, line, directly_below))
		while (l->depth > 0 && l->open[l->depth - 1].style >= line->style)
			l->depth--;
	if (l->depth > 0 && level <= l->open[l->depth - 1].level)
		level = l->open[l->depth - 1].level + 1;
	if (level > LEVEL_MAX)
		level = LEVEL_MAX;
	if (l->depth < DEPTH_MAX)
		l->open[l->depth++] = (struct open_heading){ line->style, line->ordinal, level };
	return level;
}

static bool is_heading(const struct guess *line)
{
	return line->kind == OUTLINE_HEADING || line->kind == OUTLINE_RUN_IN;
}

/* --- the result --- */

static struct outline_line *take(struct arena *arena, const struct text *text, const struct guess *lines, size_t *n)
{
	struct levels levels = { .depth = 0 };
	struct outline_line *out;
	size_t used = 0, more = 0;

	for (size_t i = 0; i < *n; i++)
		more += lines[i].title_at != 0; /* two lines from one */
	out = arena_array(arena, *n + more, sizeof(*out));
	for (size_t i = 0; i < *n; i++) {
		const struct guess *line = &lines[i];
		struct outline_line *o = &out[used++];
		size_t end = line->from + line->str.len;

		o->kind = line->kind;
		o->mark_len = line->kind == OUTLINE_PARA || line->kind == OUTLINE_TITLE ? 0 : line->mark_len;
		o->head_len = line->kind == OUTLINE_RUN_IN ? line->head_len : 0;
		if (is_heading(line))
			o->level = enter(&levels, line, i > 0 && lines[i - 1].kind == OUTLINE_HEADING);
		else if (line->kind != OUTLINE_PARA && line->kind != OUTLINE_ITEM)
			levels.depth = 0;
		if (!line->title_at) {
			o->text = text_slice(arena, text, line->from, end);
			continue;
		}
		o->text = text_slice(arena, text, line->from, line->from + line->mark_len);
		out[used].kind = OUTLINE_TITLE;
		out[used++].text = text_slice(arena, text, line->from + line->title_at, end);
	}
	*n = used;
	return out;
}

struct outline_line *outline_read(struct arena *arena, const struct text *text, bool outline, size_t *n)
{
	struct guess *lines = split(text->str, n);
	struct outline_line *out;
	struct patterns p;

	if (outline && *n) {
		patterns_init(&p);
		for (size_t i = 0; i < *n; i++)
			find_mark(&p, &lines[i]);
		find_frame(&p, lines, *n);
		for (size_t i = 0; i < *n; i++)
			if (is_heading_style(&lines[i]))
				outline_judge(&p, lines, i, *n);
		settle(lines, *n, find_groups(arena, lines, *n));
		patterns_release(&p);
	}
	out = take(arena, text, lines, n);
	mem_free(lines);
	return out;
}
