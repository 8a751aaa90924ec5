/* workbook_code.c - format codes of workbooks: 0.00, #,##0.00_);(#,##0.00), yyyy"年"m"月"d"日", [$-804]yyyy-m-d h:mm, 0.0%, 00.
 *
 * Formats that scale are read as what they show. A comma behind the last digit divides by 1000; a point that stands as a
 * literal between digits (0!.0, of spreadsheets in Chinese, 0\.0, of others: amounts in 万元) divides by ten for every digit
 * behind it. Where the literals are digits of their own, or a scaled number is followed by 万, 亿, 千 and the like, which
 * number a reader sees cannot be told. */
#include <string.h>

#include "base/utf8.h"
#include "data/workbook.h"

struct code {
	struct str text;
	size_t at;
	int places[2];                         /* 0 # ? before and behind the point */
	int zeros, other;                      /* zeros before the point; anything else that is shown */
	int commas, thousands;                 /* commas behind the last digit; those that scale */
	int points, behind;                    /* literal points between digits; digits behind the last of them */
	bool pending;                          /* a literal point that a digit has yet to follow */
	enum { NO_RUN, RUN, LITERAL_RUN } run; /* the sign before is of the number; it is a literal digit */
	bool point, percent, date, time, minutes, words, general, text_only, unclear;
	uint8_t when, limit_places;
	int64_t limit;
};

static void placeholder(struct code *c, char sign)
{
	c->places[c->point]++;
	c->zeros += sign == '0' && !c->point;
	c->other += sign != '0';
	c->commas = 0;
	c->unclear |= c->run == LITERAL_RUN;
	c->points += c->pending;
	c->behind = c->pending ? 1 : c->behind + (c->points > 0);
	c->pending = false;
	c->run = RUN;
}

static bool is_magnitude(uint32_t ch)
{
	return ch == 0x4E07 || ch == 0x4EBF || ch == 0x5343 || ch == 0x767E || ch == 'k' || ch == 'K' || ch == 'M'; /* 万亿千百 */
}

/* A sign that is shown as it stands. */
static void literal(struct code *c, uint32_t ch)
{
	c->other++;
	c->words |= is_magnitude(ch);
	if (ch_is_digit(ch)) {
		c->unclear |= c->run == RUN;
		c->run = LITERAL_RUN;
	} else if (ch == '.' && c->run == RUN) {
		c->pending = true;
	} else if (ch != ',' && ch != '.') {
		c->run = NO_RUN;
		c->pending = false;
	}
}

static void literal_at(struct code *c)
{
	if (c->at < c->text.len)
		literal(c, utf8_next(c->text, &c->at));
}

static void quoted(struct code *c)
{
	while (c->at < c->text.len && c->text.ptr[c->at] != '"')
		literal_at(c);
	c->at += c->at < c->text.len;
}

/* [h], [mm], [ss]: elapsed time. */
static bool is_elapsed(struct str inside)
{
	for (size_t i = 0; i < inside.len; i++)
		if (!strchr("hms", inside.ptr[i] | 0x20) || (inside.ptr[i] | 0x20) != (inside.ptr[0] | 0x20))
			return false;
	return inside.len > 0;
}

/* [>=10000] */
static void condition(struct code *c, struct str inside)
{
	struct decimal limit;
	size_t i = 0;
	uint8_t when = 0;

	for (; i < inside.len && strchr("<=>", inside.ptr[i]); i++)
		when |= inside.ptr[i] == '<' ? WHEN_LESS : inside.ptr[i] == '>' ? WHEN_MORE : WHEN_EQUAL;
	if (!when)
		return;
	c->unclear |= !decimal_read(&limit, str_trim(str_sub(inside, i, inside.len))) || limit.point > 15 ||
	              limit.n - limit.point > 15 || limit.n > 15;
	if (c->unclear)
		return;
	c->when = when;
	c->limit_places = (uint8_t)(limit.n > limit.point ? limit.n - limit.point : 0);
	for (int k = 0; k < limit.point || k < limit.n; k++)
		c->limit = c->limit * 10 + (k < limit.n ? limit.digits[k] - '0' : 0);
	c->limit = limit.negative ? -c->limit : c->limit;
}

/* Colours, currencies and languages change no digit. */
static void bracket(struct code *c)
{
	size_t from = c->at;
	struct str inside;

	while (c->at < c->text.len && c->text.ptr[c->at] != ']')
		c->at++;
	inside = str_sub(c->text, from, c->at);
	c->at += c->at < c->text.len;
	if (is_elapsed(inside))
		c->time = true;
	else
		condition(c, inside);
}

static void scan_sign(struct code *c, char sign)
{
	switch (sign) {
	case '0':
	case '#':
	case '?':
		placeholder(c, sign);
		break;
	case '.':
		c->unclear |= c->points > 0 || c->pending;
		c->thousands += c->commas;
		c->commas = 0;
		c->point = true;
		c->run = RUN;
		break;
	case ',':
		c->other++;
		c->commas += c->places[0] + c->places[1] > 0;
		break;
	case '%':
		c->percent = true;
		c->run = NO_RUN;
		break;
	case 'y':
	case 'Y':
	case 'd':
	case 'D':
		c->date = true;
		break;
	case 'h':
	case 'H':
	case 's':
	case 'S':
		c->time = true;
		break;
	case 'm':
	case 'M':
		c->minutes = true; /* or months */
		break;
	case '@':
		c->text_only = true;
		break;
	default:
		c->at--;
		literal_at(c);
	}
}

static bool is_general(struct str code)
{
	static const char general[] = "general";

	if (code.len < sizeof(general) - 1)
		return false;
	for (size_t i = 0; general[i]; i++)
		if ((code.ptr[i] | 0x20) != general[i])
			return false;
	return true;
}

/* The signs of one section; c->at is left behind its semicolon. */
static void scan_section(struct code *c)
{
	while (c->at < c->text.len) {
		char sign = c->text.ptr[c->at++];

		if (sign == ';')
			break;
		if (sign == '\\' || sign == '!') {
			literal_at(c);
		} else if (sign == '_' || sign == '*') { /* as wide as the next sign, or filled with it */
			c->run = NO_RUN;
			c->other++;
			if (c->at < c->text.len)
				utf8_next(c->text, &c->at);
		} else if (sign == '"') {
			quoted(c);
		} else if (sign == '[') {
			bracket(c);
		} else if ((sign | 0x20) == 'g' && is_general(str_sub(c->text, c->at - 1, c->text.len))) {
			c->general = true;
			c->at += sizeof("eneral") - 1;
		} else {
			scan_sign(c, sign);
		}
	}
}

static uint8_t at_most(int n, int most)
{
	return (uint8_t)(n < most ? n : most);
}

static struct format_section number_section(const struct code *c)
{
	int scale = 3 * (c->thousands + c->commas) + (c->points ? c->behind : 0);
	bool plain = c->zeros > 1 && !c->other && !c->point && !c->percent && c->zeros < 20;

	return (struct format_section){
		.kind = c->percent ? FORMAT_PERCENT : FORMAT_DECIMAL,
		.digits = at_most(c->points ? c->behind : c->places[1], 15),
		.zeros = plain ? (uint8_t)c->zeros : 0,
		.scale = at_most(scale, 60),
		.unclear = c->unclear || c->points > 1 || (c->points && c->point) || scale > 60 || (scale && c->words),
	};
}

static struct format_section section(const struct code *c)
{
	struct format_section s = { .kind = FORMAT_GENERAL };

	/* mm:ss.0 has places of digits, but is a time */
	if (c->places[0] + c->places[1] > 0 && !c->date && !c->time)
		s = number_section(c);
	else if (c->date || (c->minutes && !c->time))
		s.kind = c->time ? FORMAT_DATETIME : FORMAT_DATE;
	else if (c->time)
		s.kind = FORMAT_TIME;
	else
		s.silent = !c->general && !c->text_only;
	s.when = c->when;
	s.limit = c->limit;
	s.limit_places = c->limit_places;
	return s;
}

/* Without conditions: positive; negative; zero. */
static void set_conditions(struct cell_format *f)
{
	struct format_section *s = f->sections;

	if (f->n > 1 && !s[0].when)
		s[0].when = f->n == 2 ? WHEN_EQUAL | WHEN_MORE : WHEN_MORE;
	if (f->n > 2 && !s[1].when)
		s[1].when = WHEN_LESS;
}

struct cell_format format_parse(struct str text)
{
	struct cell_format f = { .n = 0 };
	struct code c = { .text = text };

	while (c.at < text.len && f.n < 3) {
		c = (struct code){ .text = text, .at = c.at };
		scan_section(&c);
		if (c.text_only && f.n > 0) /* for texts */
			break;
		f.sections[f.n++] = section(&c);
	}
	if (f.n == 0)
		return format_general;
	set_conditions(&f);
	return f;
}

const struct cell_format format_general = { { { .kind = FORMAT_GENERAL } }, 1 };

/* ECMA-376 18.8.30; 27-36 and 50-58 are dates and times in the Chinese versions. */
struct cell_format format_builtin(int id)
{
	static const struct {
		uint8_t from, to, kind, digits;
	} builtin[] = {
		{ 1, 1, FORMAT_DECIMAL, 0 },   { 2, 2, FORMAT_DECIMAL, 2 },    { 3, 3, FORMAT_DECIMAL, 0 },
		{ 4, 4, FORMAT_DECIMAL, 2 },   { 5, 6, FORMAT_DECIMAL, 0 },    { 7, 8, FORMAT_DECIMAL, 2 },
		{ 9, 9, FORMAT_PERCENT, 0 },   { 10, 10, FORMAT_PERCENT, 2 },  { 14, 17, FORMAT_DATE, 0 },
		{ 18, 21, FORMAT_TIME, 0 },    { 22, 22, FORMAT_DATETIME, 0 }, { 27, 31, FORMAT_DATE, 0 },
		{ 32, 35, FORMAT_TIME, 0 },    { 36, 36, FORMAT_DATE, 0 },     { 37, 38, FORMAT_DECIMAL, 0 },
		{ 39, 40, FORMAT_DECIMAL, 2 }, { 41, 42, FORMAT_DECIMAL, 0 },  { 43, 44, FORMAT_DECIMAL, 2 },
		{ 45, 47, FORMAT_TIME, 0 },    { 50, 54, FORMAT_DATE, 0 },     { 55, 56, FORMAT_TIME, 0 },
		{ 57, 58, FORMAT_DATE, 0 },
	};
	struct cell_format f = format_general;

	for (size_t i = 0; i < sizeof(builtin) / sizeof(builtin[0]); i++)
		if (id >= builtin[i].from && id <= builtin[i].to) {
			f.sections[0].kind = builtin[i].kind;
			f.sections[0].digits = builtin[i].digits;
		}
	return f;
}
