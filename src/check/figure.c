/* figure.c - the figures of a canonical line: value, precision, unit, what they are used for, whose and which year's they are.
 *
 * Numbering, identifiers and dates are no amounts. Numbers are exact; half a last digit is kept beside them. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

enum { FIGURES_MAX = 256 }; /* a paragraph with more is a table that lost its frame; the rest of it is not read */

struct scan {
	struct check *c;
	struct line *line;
	struct str s;
	size_t size; /* of line->figs */
	uint32_t clause, segment, sentence;
	uint32_t outer; /* the clause outside of the bracket */
	int depth;
};

static const struct {
	const char *name;
	int64_t factor;
	bool loose;
} money_units[] = {
	{ "万亿元", 1000000000000, false },
	{ "亿元", 100000000, false },
	{ "千万元", 10000000, false },
	{ "百万元", 1000000, false },
	{ "万元", 10000, false },
	{ "千元", 1000, false },
	{ "元", 1, false },
	{ "亿", 100000000, true },
	{ "万", 10000, true },
};

/* A counting word and the name that stands for all its variants. */
static const struct {
	const char *name, *unit;
} count_units[] = {
	{ "人次", "人次" }, { "人", "人" }, { "名", "人" },     { "件次", "件次" }, { "件", "件" },
	{ "项", "项" },     { "个", "个" }, { "辆", "辆" },     { "台(套)", "台" }, { "台套", "台" },
	{ "台", "台" },     { "套", "台" }, { "批次", "批次" }, { "批", "批次" },   { "次", "次" },
	{ "户", "户" },     { "家", "家" }, { "条", "条" },     { "起", "起" },     { "宗", "宗" },
	{ "份", "份" },     { "张", "张" }, { "平方米", "㎡" }, { "㎡", "㎡" },     { "平方公里", "平方公里" },
	{ "公里", "公里" }, { "部", "部" }, { "座", "座" },     { "处", "处" },     { "所", "所" },
	{ "笔", "笔" },     { "篇", "篇" }, { "期", "期" },     { "场", "场" },     { "亩", "亩" },
	{ "公顷", "公顷" }, { "吨", "吨" }, { "天", "天" },     { "门", "门" },     { "间", "间" },
	{ "栋", "栋" },     { "本", "本" }, { "册", "册" },     { "例", "例" },     { "支", "支" },
	{ "分", "分" },
};

/* --- ranges --- */

struct range range_of(struct arena *a, const struct figure *f)
{
	return (struct range){ number_sub(a, f->value, f->half), number_add(a, f->value, f->half) };
}

struct range range_none(void)
{
	return (struct range){ number_from(0), number_from(0) };
}

bool range_slip(struct arena *arena, struct range a, struct range b)
{
	static const int64_t factors[][2] = { { 10, 1 }, { 1, 10 }, { 100, 1 }, { 1, 100 }, { 10000, 1 }, { 1, 10000 } };

	for (size_t i = 0; i < sizeof(factors) / sizeof(*factors); i++)
		if (range_meets(range_scale(arena, a, factors[i][0], factors[i][1]), b))
			return true;
	return false;
}

struct range range_add(struct arena *arena, struct range a, struct range b)
{
	return (struct range){ number_add(arena, a.lo, b.lo), number_add(arena, a.hi, b.hi) };
}

struct range range_sub(struct arena *arena, struct range a, struct range b)
{
	return (struct range){ number_sub(arena, a.lo, b.hi), number_sub(arena, a.hi, b.lo) };
}

struct range range_abs_sub(struct arena *arena, struct range a, struct range b)
{
	struct range d = range_sub(arena, a, b);

	if (number_sign(d.hi) < 0)
		return (struct range){ number_neg(arena, d.hi), number_neg(arena, d.lo) };
	if (number_sign(d.lo) >= 0)
		return d;
	if (number_cmp(number_neg(arena, d.lo), d.hi) > 0)
		d.hi = number_neg(arena, d.lo);
	d.lo = number_from(0);
	return d;
}

bool range_rate(struct arena *arena, struct range part, struct range whole, struct range *percent)
{
	struct number hundred = number_from(100);

	if (number_sign(whole.lo) <= 0)
		return false;
	percent->lo = number_mul(arena, hundred, number_div(arena, part.lo, number_sign(part.lo) < 0 ? whole.lo : whole.hi));
	percent->hi = number_mul(arena, hundred, number_div(arena, part.hi, number_sign(part.hi) < 0 ? whole.hi : whole.lo));
	return true;
}

bool range_meets(struct range a, struct range b)
{
	return number_cmp(a.lo, b.hi) <= 0 && number_cmp(b.lo, a.hi) <= 0;
}

bool range_apart(struct range a, struct range b)
{
	if (number_cmp(a.lo, b.lo) == 0 && number_cmp(a.hi, b.hi) == 0)
		return false;
	return number_cmp(a.lo, b.hi) >= 0 || number_cmp(b.lo, a.hi) >= 0;
}

struct range range_scale(struct arena *arena, struct range a, int64_t num, int64_t den)
{
	struct number by = number_ratio(num, den);

	return (struct range){ number_mul(arena, a.lo, by), number_mul(arena, a.hi, by) };
}

bool range_zero(struct range r)
{
	return number_sign(r.lo) <= 0 && number_sign(r.hi) >= 0;
}

/* --- printing --- */

static struct str print(struct check *c, struct number value, int digits, struct str unit)
{
	struct buf out;
	struct str s;

	buf_init(&out);
	number_print(&out, value, digits, GROUP_NONE);
	buf_str(&out, unit);
	s = buf_take(&out, c->arena);
	buf_release(&out);
	return s;
}

struct str figure_print(struct check *c, const struct line *line, const struct figure *like, struct number value)
{
	struct number shown = number_div(c->arena, value, number_from(like->factor ? like->factor : 1));

	return print(c, shown, like->decimals, str_sub(line->s, like->digits_to, like->to));
}

struct str figure_in_unit(struct check *c, const struct line *line, const struct figure *f, int64_t factor)
{
	struct str digits = str_sub(line->s, f->from, f->digits_to);

	for (size_t i = 0; i < sizeof(money_units) / sizeof(*money_units); i++)
		if (money_units[i].factor == factor)
			return str_printf(c->arena, "%.*s%s", STR_FMT(digits), money_units[i].name);
	return figure_text(line, f);
}

void report_unit(struct check *c, const struct line *line, const struct figure *f, int64_t factor)
{
	report(c, line, f->from, UNIT_FACTOR, figure_text(line, f), figure_in_unit(c, line, f, factor));
}

struct number range_middle(struct arena *arena, struct range r)
{
	return number_div(arena, number_add(arena, r.lo, r.hi), number_from(2));
}

struct str percent_print(struct check *c, const struct figure *like, struct range part, struct range whole)
{
	struct number percent = number_div(c->arena, number_mul(c->arena, range_middle(c->arena, part), number_from(100)),
	                                   range_middle(c->arena, whole));
	int digits = like->decimals < 1 ? 1 : like->decimals;

	if (like->kind == FIG_TIMES)
		return print(c, number_div(c->arena, percent, number_from(100)), 2, STR("倍"));
	/* more digits where the usual ones would hide the difference */
	if (number_cmp(number_round(c->arena, percent, digits), like->value) == 0)
		digits += 2;
	return print(c, percent, digits, STR("%"));
}

/* --- units --- */

static bool at(struct str s, size_t pos, const char *what)
{
	return str_starts(str_sub(s, pos, s.len), str_from(what));
}

static bool count_unit(struct figure *f, struct str s, size_t pos)
{
	for (size_t i = 0; i < sizeof(count_units) / sizeof(*count_units); i++) {
		if (!at(s, pos, count_units[i].name))
			continue;
		f->kind = FIG_COUNT;
		f->unit = str_from(count_units[i].unit);
		f->to = (uint32_t)(pos + strlen(count_units[i].name));
		return true;
	}
	return false;
}

static bool money_unit(struct figure *f, struct str s, size_t pos)
{
	for (size_t i = 0; i < sizeof(money_units) / sizeof(*money_units); i++) {
		size_t behind = pos + strlen(money_units[i].name);

		if (!at(s, pos, money_units[i].name))
			continue;
		f->factor = money_units[i].factor;
		f->loose = money_units[i].loose;
		if (f->loose && at(s, behind, "余")) {
			f->approx = true;
			behind += strlen("余");
		}
		if (f->loose && count_unit(f, s, behind))
			return true;
		f->kind = FIG_MONEY;
		f->to = (uint32_t)behind;
		return true;
	}
	return false;
}

static bool rate_unit(struct figure *f, struct str s, size_t pos)
{
	static const struct {
		const char *name;
		enum figure_kind kind;
	} units[] = {
		{ "%", FIG_PERCENT }, { "个百分点", FIG_POINT }, { "百分点", FIG_POINT }, { "倍", FIG_TIMES }, { "‰", FIG_POINT }
	};

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++) {
		if (!at(s, pos, units[i].name))
			continue;
		f->kind = units[i].kind;
		f->to = (uint32_t)(pos + strlen(units[i].name));
		return true;
	}
	return false;
}

static bool date_unit(struct figure *f, struct str s, size_t pos, size_t digits)
{
	if (at(s, pos, "年") && digits == 4 && (at(s, f->from, "19") || at(s, f->from, "20"))) {
		f->kind = FIG_YEAR;
		f->to = (uint32_t)(pos + strlen(at(s, pos, "年度") ? "年度" : "年"));
		return true;
	}
	if (digits <= 2 && (at(s, pos, "月") || at(s, pos, "日") || at(s, pos, "时") || at(s, pos, "年") || at(s, pos, "号"))) {
		f->kind = FIG_DATE;
		f->to = (uint32_t)(pos + strlen("月"));
		return true;
	}
	return false;
}

static void unit_read(struct figure *f, struct str s, size_t digits)
{
	size_t pos = f->digits_to;
	bool about = at(s, pos, "余") || at(s, pos, "多");

	f->factor = 1;
	f->to = f->digits_to;
	if (!about && (date_unit(f, s, pos, digits) || rate_unit(f, s, pos)))
		return;
	if (about) {
		f->approx = true;
		pos += strlen("余");
	}
	if (!money_unit(f, s, pos))
		count_unit(f, s, pos);
}

/* --- one number --- */

static bool digit_at(struct str s, size_t pos)
{
	return pos < s.len && ch_is_digit((unsigned char)s.ptr[pos]);
}

static size_t digits_from(struct str s, size_t pos)
{
	size_t n = 0;

	while (digit_at(s, pos + n))
		n++;
	return n;
}

/* 1,234,567 and 5 000: groups of three behind one to three digits. */
static size_t whole_part(struct str s, size_t pos)
{
	size_t n = digits_from(s, pos);

	if (n > 3)
		return n;
	while (pos + n < s.len && (s.ptr[pos + n] == ',' || s.ptr[pos + n] == ' ') && digits_from(s, pos + n + 1) == 3)
		n += 4;
	return n;
}

static struct number power(struct arena *arena, int n)
{
	struct number p = number_from(1);

	while (n-- > 0)
		p = number_mul(arena, p, number_from(10));
	return p;
}

static void value_read(struct arena *arena, struct figure *f, struct str digits)
{
	struct number factor = number_from(f->factor);
	char plain[64];
	size_t n = 0;

	for (size_t i = 0; i < digits.len && n < sizeof(plain); i++)
		if (digits.ptr[i] != ',' && digits.ptr[i] != ' ')
			plain[n++] = digits.ptr[i];
	if (!number_parse(arena, (struct str){ plain, n }, &f->value))
		f->value = number_from(0);
	f->value = number_mul(arena, f->value, factor);
	f->half = number_div(arena, factor, number_mul(arena, number_from(2), power(arena, f->decimals)));
	if ((f->kind == FIG_COUNT && f->factor == 1 && f->decimals == 0) || (number_sign(f->value) == 0 && f->decimals == 0))
		f->half = number_from(0);
	if (f->kind == FIG_TIMES) {
		f->value = number_mul(arena, f->value, number_from(100));
		f->half = number_mul(arena, f->half, number_from(100));
	}
}

static bool word_before(struct str s, size_t pos)
{
	uint32_t ch = pos > 0 ? utf8_prev(s, &pos) : 0;

	return ch_is_letter(ch) || ch == '.' || ch == '/' || ch == 0x3014 || ch == '[';
}

/* A minus sign: after nothing that it could join. */
static bool minus_before(struct str s, size_t pos)
{
	return pos > 0 && s.ptr[pos - 1] == '-' && (pos == 1 || !digit_at(s, pos - 2)) && !word_before(s, pos - 1);
}

/* The number at pos; returns the byte behind it, and whether it can be an amount. */
static bool number_read(struct scan *scan, size_t pos, struct figure *f)
{
	struct str s = scan->s;
	size_t whole = whole_part(s, pos), end = pos + whole, decimals = 0;

	if (end < s.len && s.ptr[end] == '.')
		decimals = digits_from(s, end + 1);
	if (decimals)
		end += 1 + decimals;
	*f = (struct figure){ .from = (uint32_t)(pos - minus_before(s, pos)),
		              .digits_to = (uint32_t)end,
		              .decimals = (int)decimals };
	unit_read(f, s, decimals ? 0 : whole);
	if ((pos > scan->line->mark_to && word_before(s, pos)) || decimals > 15 || whole > 24 || (end < s.len && s.ptr[end] == '.' && digit_at(s, end + 1)))
		return false;
	value_read(scan->c->arena, f, str_sub(s, f->from, end));
	return true;
}

/* --- what a figure is used for --- */

static bool is_up(struct str word)
{
	if (str_starts(word, STR("净")) || str_starts(word, STR("新")) || str_starts(word, STR("调")))
		word = str_sub(word, strlen("净"), word.len);
	return str_starts(word, STR("增")) || str_starts(word, STR("上")) || str_starts(word, STR("提")) ||
	       str_starts(word, STR("多")) || str_starts(word, STR("升")) || str_starts(word, STR("超")) || str_starts(word, STR("涨"));
}

static const struct figure *before(const struct line *line)
{
	return line->nfigs ? &line->figs[line->nfigs - 1] : NULL;
}

static struct str between(const struct line *line, const struct figure *f)
{
	const struct figure *last = before(line);
	size_t from = last && last->to > f->clause ? last->to : f->clause;

	return str_sub(line->s, from, f->from);
}

static bool is_join(struct str s)
{
	return str_eq(s, STR("、")) || str_eq(s, STR("和")) || str_eq(s, STR("及")) || str_eq(s, STR("与"));
}

static bool change_read(struct scan *scan, struct figure *f, struct str prefix)
{
	const struct figure *last = before(scan->line);
	struct match m;

	if (f->kind == FIG_PERCENT && last && last->use == USE_CHANGE && last->sentence == f->sentence &&
	    str_eq(prefix, STR("("))) {
		f->use = USE_RATE;
		f->dir = last->dir;
		return true;
	}
	if (!pattern_find(scan->c->patterns, PATTERN_CHANGE, prefix, 0, &m))
		return false;
	/* 新增 of its own is an amount; only 比上年新增 is a change */
	if (pattern_has(scan->c->patterns, PATTERN_NET_CHANGE, prefix) &&
	    !pattern_has(scan->c->patterns, PATTERN_COMPARED, str_sub(scan->s, f->clause, f->from)))
		return false;
	f->dir = is_up(str_sub(prefix, m.from, m.to)) ? 1 : -1;
	f->use = f->kind == FIG_PERCENT || f->kind == FIG_TIMES ? USE_RATE : USE_CHANGE;
	return true;
}

static void use_read(struct scan *scan, struct figure *f)
{
	const struct figure *last = before(scan->line);
	struct str prefix = between(scan->line, f);
	const struct patterns *p = scan->c->patterns;

	f->use = f->kind == FIG_PERCENT || f->kind == FIG_TIMES || f->kind == FIG_POINT ? USE_OTHER : USE_LEVEL;
	if (prefix.len > 150)
		prefix = str_sub(prefix, prefix.len - 150, prefix.len);
	if (last && last->use != USE_LEVEL && last->clause == f->clause && is_join(prefix))
		f->use = USE_OTHER;
	else if (change_read(scan, f, prefix))
		return;
	else if (f->kind == FIG_PERCENT && pattern_has(p, PATTERN_DONE, prefix))
		f->use = USE_DONE;
	else if (f->kind == FIG_PERCENT && pattern_has(p, PATTERN_SHARE, prefix))
		f->use = USE_SHARE;
}

/* --- whose it is --- */

static struct str subject_read(struct scan *scan, const struct figure *f)
{
	const struct line *line = scan->line;
	size_t from = f->clause > line->mark_to ? f->clause : line->mark_to;
	struct str subject;
	ptrdiff_t colon;

	for (size_t i = line->nfigs; i-- > 0 && line->figs[i].to > from;)
		if (line->figs[i].kind != FIG_YEAR && line->figs[i].kind != FIG_DATE && line->figs[i].kind != FIG_BARE)
			from = line->figs[i].to;
	subject = str_sub(line->s, from, f->from);
	while ((colon = str_find(subject, STR(":"))) >= 0 && (size_t)colon + 1 < subject.len) {
		if (!pattern_has(scan->c->patterns, PATTERN_LEAD, str_sub(subject, 0, (size_t)colon + 1)))
			break;
		subject = str_sub(subject, (size_t)colon + 1, subject.len);
	}
	return subject;
}

/* The year that the sentence names: 上年 is the one before it, 本年 it; 0: none, they are the report's. */
static int year_of_sentence(const struct line *line, const struct figure *f)
{
	int64_t year = 0;

	for (size_t i = line->nfigs; i-- > 0 && line->figs[i].from >= f->sentence;)
		if (line->figs[i].kind == FIG_YEAR && number_to_int(line->figs[i].value, &year))
			return (int)year;
	return 0;
}

static void year_read(struct scan *scan, struct figure *f)
{
	const struct line *line = scan->line;
	struct str clause = str_sub(line->s, f->clause, f->from);
	int said = year_of_sentence(line, f);

	for (size_t i = line->nfigs; i-- > 0 && line->figs[i].from >= f->clause;)
		if (line->figs[i].kind == FIG_YEAR) {
			int64_t year = 0;

			number_to_int(line->figs[i].value, &year);
			f->year = (int)year;
			return;
		}
	if (pattern_has(scan->c->patterns, PATTERN_LAST_YEAR, clause))
		f->year = said ? said - 1 : YEAR_LAST;
	else if (pattern_has(scan->c->patterns, PATTERN_THIS_YEAR, clause))
		f->year = said ? said : YEAR_THIS;
}

int figure_year(const struct check *c, const struct figure *f)
{
	if (f->year >= 0)
		return f->year;
	return !c->year ? 0 : f->year == YEAR_LAST ? c->year - 1 : c->year;
}

bool figure_is_base_year(const struct check *c, const struct line *line, const struct figure *f)
{
	return f->kind == FIG_YEAR && pattern_has(c->patterns, PATTERN_BASE_YEAR, str_sub(line->s, 0, f->from));
}

bool figure_comparable(const struct figure *a, const struct figure *b)
{
	return a->kind == b->kind && (a->kind == FIG_MONEY || (a->kind == FIG_COUNT && str_eq(a->unit, b->unit)));
}

/* 一般公共服务支出(类)…行政运行(项): the item that a paragraph is about. */
static struct str item_head(const struct check *c, const struct line *line)
{
	struct match m;
	struct str s = str_sub(line->s, line->mark_to, line->s.len);

	return pattern_find(c->patterns, PATTERN_ITEM_HEAD, s, 0, &m) ? str_sub(s, m.from, m.to) : STR("");
}

/* 基金收入A,支出B: B is no measure of the income. */
static bool other_side(struct str owner, struct str measure)
{
	bool income = str_has(owner, STR("收入")), spending = str_has(owner, STR("支出"));

	return income != spending && str_has(measure, income ? STR("支出") : STR("收入"));
}

struct str figure_owner(const struct check *c, const struct line *line, const struct figure *f)
{
	const struct line *above = line > c->lines ? line - 1 : NULL;
	struct str head;

	if (!pattern_has(c->patterns, PATTERN_MEASURE, f->subject))
		return f->subject;
	for (const struct figure *g = f; g-- > line->figs && g->sentence == f->sentence && g->depth <= f->depth;)
		if (g->use == USE_LEVEL && !pattern_has(c->patterns, PATTERN_MEASURE, g->subject))
			return g->kind != FIG_MONEY ? STR("") : other_side(g->subject, f->subject) ? f->subject : g->subject;
	head = item_head(c, line);
	if (!head.len && above && !above->nfigs && above->part == line->part)
		head = item_head(c, above);
	return head;
}

struct str subject_core(struct check *c, struct str subject)
{
	return pattern_remove(c->patterns, PATTERN_FILLER, c->arena, subject);
}

/* --- the walk --- */

static bool is_reference(const struct scan *scan, const struct figure *f)
{
	const struct text *text = &scan->line->in->text;
	size_t from = scan->line->map[f->from];

	for (size_t i = 0; i < text->nspans; i++)
		if (text->spans[i].kind == SPAN_FIGURE && text->spans[i].from <= from && from < text->spans[i].to)
			return true;
	return false;
}

static void figure_add(struct scan *scan, struct figure *f)
{
	struct line *line = scan->line;
	const struct patterns *p = scan->c->patterns;
	size_t near = f->from > 12 ? f->from - 12 : 0;

	while (near < f->from && ((unsigned char)scan->s.ptr[near] & 0xC0) == 0x80)
		near++;
	f->clause = scan->clause;
	f->segment = scan->segment;
	f->sentence = scan->sentence;
	f->depth = scan->depth;
	if (f->kind != FIG_YEAR && f->kind != FIG_DATE) {
		if (pattern_has(p, PATTERN_ABOUT_BEFORE, str_sub(scan->s, near, f->from)) ||
		    pattern_has(p, PATTERN_ABOUT_AFTER,
		                str_sub(scan->s, f->to, f->to + 9 < scan->s.len ? f->to + 9 : scan->s.len)))
			f->approx = true;
		use_read(scan, f);
		f->subject = subject_read(scan, f);
		year_read(scan, f);
		f->reference = is_reference(scan, f);
	}
	line->figs = mem_grow(line->figs, line->nfigs, &scan->size, sizeof(*line->figs));
	line->figs[line->nfigs++] = *f;
}

/* A full stop typed as a point: 100%.2022年, “交房即交证”.市本级. */
static bool point_is_stop(struct str s, size_t pos)
{
	size_t prev = pos, next = pos + 1;
	uint32_t a = pos > 0 ? utf8_prev(s, &prev) : 0, b = next < s.len ? utf8_next(s, &next) : 0;

	return (ch_is_han(a) || a == '%' || a == 0x201D || a == ')') && (ch_is_han(b) || ch_is_digit(b));
}

static void mark_char(struct scan *scan, uint32_t ch, size_t from, size_t to)
{
	bool stop = ch == 0x3002 || ch == '!' || ch == '?' || (ch == '.' && point_is_stop(scan->s, from));

	if (ch == '(' && scan->depth++ == 0)
		scan->outer = scan->clause;
	if (ch == '(')
		scan->clause = (uint32_t)to;
	if (ch == ')' && scan->depth > 0 && --scan->depth == 0)
		scan->clause = scan->outer;
	if (ch == ',' || ch == ';' || stop)
		scan->clause = (uint32_t)to;
	if ((ch == ';' && scan->depth == 0) || stop)
		scan->segment = (uint32_t)to;
	if (stop) {
		scan->sentence = (uint32_t)to;
		scan->depth = 0;
	}
}

void figures_read(struct check *c, struct line *line)
{
	struct scan scan = { .c = c, .line = line, .s = line->s };
	struct figure *figs, f;
	uint32_t ch;

	for (size_t pos = line->mark_to; pos < line->s.len && line->nfigs < FIGURES_MAX;) {
		size_t from = pos;

		if (digit_at(line->s, pos)) {
			bool amount = number_read(&scan, pos, &f);

			pos = f.digits_to > pos ? f.digits_to : pos + 1;
			if (amount && from >= line->mark_to) {
				pos = f.to > pos ? f.to : pos;
				figure_add(&scan, &f);
			}
			continue;
		}
		ch = utf8_next(line->s, &pos);
		mark_char(&scan, ch, from, pos);
	}
	figs = arena_copy(c->arena, line->figs, line->nfigs * sizeof(*figs));
	mem_free(line->figs);
	line->figs = figs;
}
