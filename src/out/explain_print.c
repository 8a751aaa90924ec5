/* explain_print.c - the chain behind a figure as text, in Chinese or English, or as JSON. */
#include "base/arena.h"
#include "out/explain_int.h"

enum { EXACT_DIGITS = 6 }; /* of a value whose decimals do not end */

enum word {
	PAGE, NUMBERED, LEFT, TOP, STANDS, TYPED, LISTED, CELL, FACT, LITERAL, FORMULA, ROUNDED, PRINTED, DECIMALS, UNCHANGED, SHARED, WORDS
};

static const char *const words[2][WORDS] = {
	[LANG_EN] = { "page ", " (numbered ", ", left ", " pt, top ", "stands at ", "typed, not computed, at ", "in the contents, made from the headings, at ", "cell ", "fact ",
	              "written at ", "formula ", "as printed", "printed: ", " decimals: ", "printed without rounding",
	              "so that the shares add up to 100%, by the largest remainder: " },
	[LANG_ZH] = { "第 ", " 页（页码 ", "，距左 ", " 磅，距上 ", "文中位置：", "手工录入，不是计算所得：", "目录，由各标题生成：", "单元格 ", "事实 ", "写定于 ", "公式 ",
	              "取印出数", "印出：", " 位小数：", "印出时未舍入", "为使各项占比合计为 100%，按最大余数法取：" },
};

static const char *say(const struct explain *e, enum word w)
{
	return words[e->lang][w];
}

static void points(struct buf *out, int32_t mpt)
{
	number_print(out, number_ratio(mpt, 1000), 1, GROUP_NONE);
}

/* --- values --- */

static void print_number(struct explain *e, struct buf *out, struct number n)
{
	if (number_cmp(number_round(e->arena, n, EXACT_DIGITS), n) == 0) {
		number_print_exact(out, n);
		return;
	}
	number_print(out, n, EXACT_DIGITS, GROUP_NONE);
	buf_z(out, "…");
}

static void print_value(struct explain *e, struct buf *out, struct number n, const struct unit *unit)
{
	print_number(e, out, n);
	if (unit)
		buf_str(out, unit->name);
}

/* The value in the unit it is printed in: the one that is written, or the one that fits. False: it does not fit (capitals, Chinese
 * numerals). */
static bool in_printed_unit(struct explain *e, const struct trace *t, struct str text, struct number *out, int *digits,
                            const struct unit **unit)
{
	static const char *const silent[] = { "万元", "元", "亿元", "千元", "%" };
	struct value v = { .kind = VALUE_NUMBER, .number = t->number, .unit = t->unit };
	struct number printed;
	struct str name;

	if (!explain_parse(e->arena, text, &printed, digits, &name))
		return false;
	*unit = unit_find(name);
	*out = v.number;
	if (!*unit)
		*unit = name.len ? NULL : v.unit;
	else if (*unit && v.unit && v.unit->dimension == (*unit)->dimension)
		*out = value_in(e->arena, &v, *unit);
	else if (*unit && !v.unit && (*unit)->kind == UNIT_PERCENT)
		*out = number_mul(e->arena, v.number, number_ratio(1000, (*unit)->factor));
	for (size_t i = 0; !name.len && i < 5 && number_cmp(number_round(e->arena, *out, *digits), printed) != 0; i++) {
		const struct unit *trial = unit_find(str_from(silent[i]));

		if (v.unit && v.unit->dimension == trial->dimension) {
			*out = value_in(e->arena, &v, trial);
			*unit = trial;
		}
	}
	return number_cmp(number_round(e->arena, *out, *digits), printed) == 0;
}

/* --- text --- */

static void line(struct explain *e, int depth)
{
	for (int i = 0; i < depth; i++)
		buf_z(e->out, "  ");
}

static void place(struct explain *e, struct origin origin)
{
	origin_print(e->out, origin);
	buf_char(e->out, '\n');
}

static bool is_rounded(const struct trace *t)
{
	return t->kind == TRACE_FORMULA && str_eq(t->text, STR("印出数"));
}

/* A formula as written, on one line. */
static void print_name(struct explain *e, const struct trace *t)
{
	bool written = t->kind == TRACE_FORMULA && t->written.len;
	struct str s = written ? t->written : t->text;

	if (is_rounded(t)) {
		buf_z(e->out, say(e, ROUNDED));
		return;
	}
	for (size_t i = 0; i < s.len; i++)
		buf_char(e->out, s.ptr[i] == '\n' || s.ptr[i] == '\t' ? ' ' : s.ptr[i]);
}

static void print_trace(struct explain *e, const struct trace *t, int depth)
{
	static const enum word kinds[] = { [TRACE_CELL] = CELL, [TRACE_FACT] = FACT, [TRACE_LITERAL] = LITERAL,
		                           [TRACE_FORMULA] = FORMULA };

	line(e, depth);
	print_name(e, t);
	if (!t->words) {
		buf_z(e->out, " = ");
		print_value(e, e->out, t->number, t->unit);
	}
	if (t->origin.src && !is_rounded(t)) {
		buf_z(e->out, e->lang == LANG_ZH ? "，" : ", ");
		buf_z(e->out, say(e, kinds[t->kind]));
		place(e, t->origin);
	} else {
		buf_char(e->out, '\n');
	}
	for (size_t i = 0; i < t->ninputs; i++)
		print_trace(e, t->inputs[i], depth + 1);
}

/* A share that is given out so that all of them add up: it rests on the exact one. */
static bool is_share(const struct trace *t)
{
	return t->kind == TRACE_FORMULA && str_eq(t->text, STR("占比组")) && t->ninputs == 1;
}

static void print_share(struct explain *e, const struct printed *p)
{
	const struct trace *exact = p->trace->inputs[0];

	line(e, 1);
	if (number_cmp(exact->number, p->trace->number) == 0) {
		buf_z(e->out, say(e, UNCHANGED));
	} else {
		buf_z(e->out, say(e, SHARED));
		print_value(e, e->out, exact->number, exact->unit);
		buf_z(e->out, " → ");
		buf_str(e->out, p->text);
	}
	buf_char(e->out, '\n');
}

static void print_rounding(struct explain *e, const struct printed *p)
{
	const struct unit *unit;
	struct number exact;
	int digits;

	if (is_share(p->trace)) {
		print_share(e, p);
		return;
	}
	if (!in_printed_unit(e, p->trace, p->text, &exact, &digits, &unit))
		return;
	line(e, 1);
	if (number_cmp(number_round(e->arena, exact, digits), exact) == 0) {
		buf_z(e->out, say(e, UNCHANGED));
	} else {
		buf_z(e->out, say(e, PRINTED));
		print_value(e, e->out, exact, unit);
		buf_printf(e->out, e->lang == LANG_ZH ? "，四舍五入到 %d" : ", rounded half away from zero to %d", digits);
		buf_z(e->out, say(e, DECIMALS));
		buf_str(e->out, p->text);
	}
	buf_char(e->out, '\n');
}

static int32_t top_of(const struct page_op *op)
{
	return op->y - (int32_t)((int64_t)op->size * EM_ABOVE / 1000);
}

static void print_head(struct explain *e, const struct printed *p)
{
	buf_printf(e->out, "%s%zu", say(e, PAGE), e->page_at);
	if (e->page->number)
		buf_printf(e->out, "%s%d%s", say(e, NUMBERED), e->page->number, e->lang == LANG_ZH ? "）" : ")");
	else if (e->lang == LANG_ZH)
		buf_z(e->out, " 页");
	buf_z(e->out, say(e, LEFT));
	points(e->out, p->op->x);
	buf_z(e->out, say(e, TOP));
	points(e->out, top_of(p->op));
	buf_z(e->out, e->lang == LANG_ZH ? " 磅：" : " pt: ");
	buf_str(e->out, p->text);
	buf_char(e->out, '\n');
}

/* Where it stands is no news when its trace says that: a cell of the data, or the first one of those that are added up there. */
static bool says_place(const struct printed *p)
{
	struct origin at = p->op->origin;

	for (const struct trace *t = p->trace; t; t = t->ninputs ? t->inputs[0] : NULL)
		if (at.src == t->origin.src && at.line == t->origin.line && at.col == t->origin.col)
			return false;
	return at.src && !p->cell;
}

static void print_text(struct explain *e, const struct printed *p)
{
	print_head(e, p);
	if (says_place(p)) {
		line(e, 1);
		buf_z(e->out, say(e, p->trace ? STANDS : p->op->role == ROLE_TOC_ENTRY ? LISTED : TYPED));
		place(e, p->op->origin);
	}
	if (p->trace)
		print_trace(e, p->trace, 1);
	if (p->trace && !p->trace->words)
		print_rounding(e, p);
}

/* --- JSON --- */

static void json_text(struct explain *e, const char *name, struct str s)
{
	buf_printf(e->out, "\"%s\":\"", name);
	for (size_t i = 0; i < s.len; i++) {
		if (s.ptr[i] == '"' || s.ptr[i] == '\\')
			buf_char(e->out, '\\');
		if ((unsigned char)s.ptr[i] < 0x20)
			buf_printf(e->out, "\\u%04x", (unsigned)(unsigned char)s.ptr[i]);
		else
			buf_char(e->out, s.ptr[i]);
	}
	buf_char(e->out, '"');
}

static void json_origin(struct explain *e, struct origin origin)
{
	struct buf text;

	buf_init(&text);
	origin_print(&text, origin);
	json_text(e, "origin", buf_as_str(&text));
	buf_release(&text);
}

static void json_trace(struct explain *e, const struct trace *t)
{
	static const char *const kinds[] = { [TRACE_CELL] = "cell", [TRACE_FACT] = "fact", [TRACE_LITERAL] = "literal",
		                             [TRACE_FORMULA] = "formula" };
	struct buf value;

	buf_init(&value);
	if (!t->words)
		print_number(e, &value, t->number);
	buf_printf(e->out, "{\"kind\":\"%s\",", kinds[t->kind]);
	json_text(e, "name", t->text);
	buf_char(e->out, ',');
	json_text(e, "written", t->written);
	buf_char(e->out, ',');
	json_text(e, "value", buf_as_str(&value));
	buf_char(e->out, ',');
	json_text(e, "unit", t->unit ? t->unit->name : STR(""));
	buf_char(e->out, ',');
	json_origin(e, t->origin);
	buf_z(e->out, ",\"inputs\":[");
	for (size_t i = 0; i < t->ninputs; i++) {
		buf_z(e->out, i ? "," : "");
		json_trace(e, t->inputs[i]);
	}
	buf_z(e->out, "]}");
	buf_release(&value);
}

static void print_json(struct explain *e, const struct printed *p)
{
	buf_printf(e->out, "%s\n{\"page\":%zu,\"number\":%d,\"x\":", e->found > 1 ? "," : "", e->page_at, (int)e->page->number);
	points(e->out, p->op->x);
	buf_z(e->out, ",\"y\":");
	points(e->out, top_of(p->op));
	buf_char(e->out, ',');
	json_text(e, "text", p->text);
	buf_char(e->out, ',');
	json_origin(e, p->op->origin);
	buf_z(e->out, ",\"trace\":");
	if (p->trace)
		json_trace(e, p->trace);
	else
		buf_z(e->out, "null");
	buf_char(e->out, '}');
}

void explain_print(struct explain *e, const struct printed *p)
{
	if (e->json)
		print_json(e, p);
	else
		print_text(e, p);
}
