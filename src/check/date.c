/* date.c - days that no calendar has, dates that lost 日, periods that run backwards; years that belong to another year's report. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

static int int_of(struct str s)
{
	int n = 0;

	for (size_t i = 0; i < s.len && i < 6; i++)
		n = n * 10 + (s.ptr[i] - '0');
	return n;
}

/* --- the calendar --- */

/* year 0: not said, the 29th of February may be. */
static bool is_day(int year, int month, int day)
{
	static const int days[] = { 31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	bool leap = year == 0 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));

	return month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] - (month == 2 && !leap);
}

static void days_of(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_DATE, line->s, from, &m); from = m.to)
		if (!is_day(int_of(match_group(line->s, &m, 0)), int_of(match_group(line->s, &m, 1)),
		            int_of(match_group(line->s, &m, 2))))
			report(c, line, m.from, DATE, str_sub(line->s, m.from, m.to));
	for (size_t from = 0; pattern_find(c->patterns, PATTERN_DATE_OPEN, line->s, from, &m); from = m.to)
		report(c, line, m.from, DATE_DAY, str_sub(line->s, m.from, m.to));
}

static int ordinal(struct str s, const struct match *m, size_t group)
{
	return int_of(match_group(s, m, group)) * 10000 + int_of(match_group(s, m, group + 1)) * 100 +
	       int_of(match_group(s, m, group + 2));
}

static void periods_of(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_PERIOD, line->s, from, &m); from = m.to)
		if (ordinal(line->s, &m, 3) < ordinal(line->s, &m, 0))
			report(c, line, m.from, PERIOD, str_sub(line->s, m.from, m.to));
}

/* --- years of another report --- */

struct years {
	bool accounts; /* of a year that is over: what is said is said of its end */
	int begun;     /* paragraphs that begin with an account of the year of the report */
	int named[2];  /* 2023年度部门决算: by the year of the report, and by the one before */
	int compared;  /* how often the text compares with the year before */
	int before;    /* how often it compares with the year before that */
};

static void each_compared(struct check *c, const struct line *line, int year,
                          void (*found)(struct check *, const struct line *, const struct match *, void *), void *to)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_COMPARED_YEAR, line->s, from, &m); from = m.to)
		if (year == 0 ? m.group[0][0] == SIZE_MAX : int_of(match_group(line->s, &m, 0)) == year)
			found(c, line, &m, to);
}

static void count_one(struct check *c, const struct line *line, const struct match *m, void *n)
{
	(void)c, (void)line, (void)m;
	++*(int *)n;
}

/* The year that a paragraph gives an account of: 2023年度收入总计…; 0: none. */
static int begins_with_year(const struct check *c, const struct line *line)
{
	struct match m;

	if (line->cell || line->contents || !pattern_find(c->patterns, PATTERN_YEAR_ACCOUNT, line->s, line->mark_to, &m))
		return 0;
	return int_of(match_group(line->s, &m, 0));
}

/* 2023年度部门决算, in a title or in a sentence that is not about two years. */
static bool names_report(const struct check *c, const struct line *line, int year, struct match *m)
{
	struct match own;

	m = m ? m : &own;
	for (size_t from = 0; pattern_find(c->patterns, PATTERN_REPORT_NAME, line->s, from, m); from = m->to)
		if (int_of(match_group(line->s, m, 0)) == year)
			return true;
	return false;
}

static struct years read_years(struct check *c)
{
	struct years years = { 0 };
	int accounts = 0;

	for (size_t i = 0; i < c->n; i++) {
		accounts += !c->lines[i].cell && pattern_has(c->patterns, PATTERN_ACCOUNTS, c->lines[i].s);
		years.begun += begins_with_year(c, &c->lines[i]) == c->year;
		for (int back = 0; back < 2; back++)
			years.named[back] += names_report(c, &c->lines[i], c->year - back, NULL);
		each_compared(c, &c->lines[i], 0, count_one, &years.compared);
		each_compared(c, &c->lines[i], c->year - 1, count_one, &years.compared);
		each_compared(c, &c->lines[i], c->year - 2, count_one, &years.before);
	}
	years.accounts = accounts >= 5;
	return years;
}

static void say_before(struct check *c, const struct line *line, const struct match *m, void *unused)
{
	struct str year = str_printf(c->arena, "%d", c->year - 2);
	ptrdiff_t at = str_find(line->s, year);

	(void)unused;
	if ((size_t)at < m->from ||
	    str_has(str_sub(line->s, m->to, line->s.len), year)) /* the paragraph is about that year as well */
		return;
	report(c, line, m->from, WORD, str_sub(line->s, m->from, m->to), str_printf(c->arena, "%d年", c->year - 1));
}

/* 较2015年 once, where all else is compared with 2016. 2019 is a base of its own: the last year before the epidemic. */
static void compared_years(struct check *c, const struct years *years)
{
	if (years->before == 0 || years->compared < 3 || years->before * 3 > years->compared || c->year - 2 == 2019)
		return;
	for (size_t i = 0; i < c->n; i++)
		each_compared(c, &c->lines[i], c->year - 2, say_before, NULL);
}

static void old_year(struct check *c, const struct line *line, const struct match *m)
{
	report(c, line, m->from, OLD_YEAR, str_sub(line->s, m->from, m->to), str_printf(c->arena, "%d", c->year));
}

/* The end of the year in accounts: 截至…12月31日, 本部门共有车辆. */
static void year_end(struct check *c, const struct line *line)
{
	struct match m;

	if (pattern_find(c->patterns, PATTERN_YEAR_END, line->s, 0, &m) && int_of(match_group(line->s, &m, 0)) == c->year - 1)
		old_year(c, line, &m);
}

static bool has_year(struct check *c, const struct line *line, int year)
{
	return str_has(line->s, str_printf(c->arena, "%d", year));
}

/* 2022年度收入总计… once, where all other paragraphs begin with 2023; 2022年度部门决算 once in the text. */
static void year_once(struct check *c, const struct line *line, const struct years *years)
{
	struct match m;

	if (has_year(c, line, c->year))
		return;
	if (years->named[0] >= 2 && years->named[1] == 1 && names_report(c, line, c->year - 1, &m))
		old_year(c, line, &m);
	else if (years->accounts && years->begun >= 4 && begins_with_year(c, line) == c->year - 1 &&
	         pattern_find(c->patterns, PATTERN_YEAR_ACCOUNT, line->s, line->mark_to, &m) &&
	         !has_year(c, &(struct line){ .s = str_sub(line->s, m.to, line->s.len) }, c->year - 1))
		old_year(c, line, &m);
}

/* --- one phrase with its year --- */

struct phrase {
	struct str words; /* what stands between the year and the figure: 年初预算 */
	int own, before;  /* how often with the year of the report, with the one before */
	const struct line *line;
	struct match at; /* the last of the year before */
};

struct phrases {
	struct phrase *items;
	size_t n, size;
};

static struct phrase *phrase_of(struct phrases *all, struct str words)
{
	for (size_t i = 0; i < all->n; i++)
		if (str_eq(all->items[i].words, words))
			return &all->items[i];
	all->items = mem_grow(all->items, all->n, &all->size, sizeof(*all->items));
	all->items[all->n] = (struct phrase){ .words = words };
	return &all->items[all->n++];
}

static void phrases_of(struct check *c, const struct line *line, struct phrases *all)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_YEAR_PHRASE, line->s, from, &m); from = m.to) {
		int year = int_of(match_group(line->s, &m, 0));
		struct phrase *p = phrase_of(all, match_group(line->s, &m, 1));

		p->own += year == c->year;
		p->before += year == c->year - 1;
		if (year == c->year - 1) {
			p->line = line;
			p->at = m;
		}
	}
}

/* 2020年年初预算为8420.31万元 once, where all other items say 2021年年初预算为. */
static void phrase_once(struct check *c)
{
	enum { OFTEN = 3 };
	struct phrases all = { 0 };

	for (size_t i = 0; i < c->n && all.n < 1000; i++)
		if (!c->lines[i].cell && !c->lines[i].contents && !c->lines[i].leftover && !c->lines[i].repeated)
			phrases_of(c, &c->lines[i], &all);
	for (size_t i = 0; i < all.n; i++)
		if (all.items[i].own >= OFTEN && all.items[i].before == 1 && !has_year(c, all.items[i].line, c->year))
			old_year(c, all.items[i].line, &all.items[i].at);
	mem_free(all.items);
}

/* What is left of this year is used in the next. */
static void used_later(struct check *c, const struct line *line)
{
	struct match m;

	if (pattern_find(c->patterns, PATTERN_USED_LATER, line->s, 0, &m) && int_of(match_group(line->s, &m, 0)) == c->year &&
	    has_year(c, &(struct line){ .s = str_sub(line->s, 0, m.from) }, c->year))
		report(c, line, m.group[0][0], WORD, str_sub(line->s, m.group[0][0], m.to), str_printf(c->arena, "%d年", c->year + 1));
}

/* 实施周期: a period that was over when the year of the report began. It stands behind these words, or in the next paragraph. */
static void project_period(struct check *c, const struct line *line)
{
	const struct line *next = line + 1 < c->lines + c->n ? line + 1 : NULL;
	struct match name, m;

	if (!pattern_find(c->patterns, PATTERN_PROJECT_PERIOD, line->s, 0, &name))
		return;
	if (name.to == line->s.len && next && utf8_count(next->s) <= 40) {
		line = next;
		name.to = 0;
	}
	if (pattern_find(c->patterns, PATTERN_PERIOD_AT, line->s, name.to, &m) && int_of(match_group(line->s, &m, 0)) < c->year)
		report(c, line, m.from, OLD_YEAR, str_sub(line->s, m.from, m.to), str_printf(c->arena, "%d", c->year));
}

/* The one year that the nearest title above names; 0: none, or several. */
static int title_year(const struct check *c, const struct line *line)
{
	struct match m;
	int year = 0;

	for (const struct line *up = line; up-- > c->lines && line - up <= 8;) {
		if (!up->heading)
			continue;
		for (size_t from = 0; pattern_find(c->patterns, PATTERN_YEAR, up->s, from, &m); from = m.to) {
			if (year && year != int_of(match_group(up->s, &m, 0)))
				return 0;
			year = int_of(match_group(up->s, &m, 0));
		}
		if (year)
			return year;
	}
	return 0;
}

/* 2023年，…将 under a title that says 2024. */
static void plans(struct check *c, const struct line *line)
{
	struct match m;
	int title;

	if (!pattern_find(c->patterns, PATTERN_WILL, line->s, line->mark_to, &m))
		return;
	title = title_year(c, line);
	if (title && int_of(match_group(line->s, &m, 0)) == title - 1)
		report(c, line, m.from, WORD, str_sub(line->s, m.from, m.to), str_printf(c->arena, "%d年", title));
}

static void year_words(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_YEAR_ALONE, line->s, from, &m); from = m.to)
		report(c, line, m.from, SHORT_YEAR, check_quote(c, line->s, m.from, m.to + 6 < line->s.len ? m.to + 6 : m.to, 0),
		       str_printf(c->arena, "%.*s年", STR_FMT(str_sub(line->s, m.from, m.to))));
}

void check_dates(struct check *c)
{
	struct years years = read_years(c);

	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (line->cell || line->contents || line->furniture)
			continue;
		days_of(c, line);
		periods_of(c, line);
		year_words(c, line);
		plans(c, line);
		if (years.accounts)
			year_end(c, line);
		if (c->year) {
			project_period(c, line);
			year_once(c, line, &years);
			used_later(c, line);
		}
	}
	if (c->year) {
		compared_years(c, &years);
		phrase_once(c);
	}
}
