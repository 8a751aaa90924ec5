/* structure.c - what each paragraph is: numbered, heading, list item of which list, cell, line of the contents, part of a repeated report.
 *
 * Guesses that every rule shares; nothing is reported here. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

/* --- numbering --- */

static const struct {
	enum pattern pattern;
	enum mark_kind kind;
} marks[] = {
	{ PATTERN_MARK_PART, MARK_PART },
	{ PATTERN_MARK_HAN, MARK_HAN },
	{ PATTERN_MARK_HAN_BRACKET, MARK_HAN_BRACKET },
	{ PATTERN_MARK_DIGIT, MARK_DIGIT },
	{ PATTERN_MARK_DIGIT_BRACKET, MARK_DIGIT_BRACKET },
	{ PATTERN_MARK_CIRCLE, MARK_CIRCLE },
};

static int han_digit(uint32_t ch)
{
	static const uint32_t digits[] = { 0x4E00, 0x4E8C, 0x4E09, 0x56DB, 0x4E94, 0x516D, 0x4E03, 0x516B, 0x4E5D };

	for (int i = 0; i < 9; i++)
		if (digits[i] == ch)
			return i + 1;
	return 0;
}

int check_mark_value(struct str s)
{
	int value = 0, digit = 0;

	for (size_t pos = 0; pos < s.len && value < 10000;) {
		uint32_t ch = utf8_next(s, &pos);

		if (ch_is_digit(ch)) {
			value = value * 10 + (int)(ch - '0');
		} else if (ch >= 0x2460 && ch <= 0x2473) {
			value = (int)(ch - 0x2460 + 1);
		} else if (ch == 0x5341) {
			value += 10 * (digit ? digit : 1);
			digit = 0;
		} else {
			digit = han_digit(ch);
		}
	}
	return value + digit;
}

void check_marks(struct check *c)
{
	struct match m;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < sizeof(marks) / sizeof(*marks); k++) {
			struct line *line = &c->lines[i];

			if (line->mark || !pattern_find(c->patterns, marks[k].pattern, line->s, 0, &m))
				continue;
			line->mark = marks[k].kind;
			line->mark_value = check_mark_value(match_group(line->s, &m, 0));
			line->mark_to = (uint32_t)m.to;
		}
}

/* --- tables without frame --- */

static bool ends_sentence(struct str s)
{
	return str_ends(s, STR("。")) || str_ends(s, STR(";")) || str_ends(s, STR(":")) || str_ends(s, STR("!")) ||
	       str_ends(s, STR("?"));
}

static bool is_short(const struct line *line)
{
	return line->mark != MARK_PART && line->mark != MARK_HAN && line->mark != MARK_HAN_BRACKET && utf8_count(line->s) <= 18 &&
	       !ends_sentence(line->s) && !str_has(line->s, STR("。"));
}

/* A run of many short lines that no sentence ends is a table whose frame was lost; single longer lines in it are cells too. */
static void find_cells(struct check *c)
{
	enum { RUN = 6 };

	for (size_t from = 0; from < c->n;) {
		size_t to = from, last = from, shorts = 0;

		while (to < c->n && (is_short(&c->lines[to]) || (shorts >= 2 && to - last <= 2 && !c->lines[to].mark))) {
			if (is_short(&c->lines[to])) {
				shorts++;
				last = to;
			}
			to++;
		}
		if (shorts >= RUN)
			for (size_t i = from; i <= last; i++)
				c->lines[i].cell = true;
		from = to > from ? to : from + 1;
	}
}

static bool may_be_cell(const struct line *line)
{
	return line->mark != MARK_PART && line->mark != MARK_HAN && line->mark != MARK_HAN_BRACKET;
}

/* Rows of a table as web pages print them: |甲|1|2|. */
static void find_rows(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct str s = c->lines[i].s, rest = s;
		size_t bars = 0;

		for (ptrdiff_t at; (at = str_find(rest, STR("|"))) >= 0; bars++)
			rest = str_sub(rest, (size_t)at + 1, rest.len);
		if (bars >= 2 && !str_has(s, STR("。")))
			c->lines[i].cell = true;
	}
}

static bool is_blank(uint32_t ch)
{
	return ch == ' ' || ch == 0xA0 || ch == 0x3000 || ch == '\t';
}

/* Many words with blanks between them, and so a table that was copied into one paragraph; with a blank behind every character it is spaced out. */
static bool is_flat_table(const struct line *line)
{
	enum { BLANKS = 20, WORD_MAX = 20, WORD_MIN = 2 };
	struct str s = line->in->text.str;
	size_t blanks = 0;
	uint32_t last = 0, before = 0;

	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		blanks += ch_is_han(ch) && is_blank(last) && ch_is_han(before);
		before = last;
		last = ch;
	}
	return !line->in->joined && blanks >= BLANKS && blanks * WORD_MAX > han_count(s) && blanks * WORD_MIN < han_count(s);
}

static void find_flat_tables(struct check *c)
{
	for (size_t i = 0; i < c->n; i++)
		c->lines[i].cell |= is_flat_table(&c->lines[i]);
}

static bool is_note(struct str s)
{
	return str_starts(s, STR("注:")) || str_starts(s, STR("说明:"));
}

static bool is_prose(const struct line *line)
{
	return !line->cell && !is_note(line->s) &&
	       (str_has(line->s, STR("。")) || (str_ends(line->s, STR(":")) && utf8_count(line->s) >= 15));
}

/* A title, a note below, or a heading with text under it ends a table. */
static bool ends_table(const struct check *c, size_t i)
{
	const struct line *line = &c->lines[i];

	if (line->mark == MARK_PART || is_note(line->s) || is_prose(line))
		return true;
	for (size_t k = i + 1; line->mark && k < c->n && k <= i + 2; k++)
		if (is_prose(&c->lines[k]))
			return true;
	return false;
}

/* What stands below 单位:万元 belongs to a table, whatever its lines look like. */
static void find_tables(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (utf8_count(c->lines[i].s) > 80 || is_prose(&c->lines[i]) ||
		    !pattern_has(c->patterns, PATTERN_TABLE_UNIT, c->lines[i].s))
			continue;
		for (size_t k = i + 1; k < c->n && !ends_table(c, k); k++)
			c->lines[k].cell = true;
	}
}

/* --- what a web page puts round a text --- */

static void find_furniture(struct check *c)
{
	for (size_t i = 0; i < c->n; i++)
		c->lines[i].furniture = utf8_count(c->lines[i].s) <= 160 && !str_has(c->lines[i].s, STR("。")) &&
		                        pattern_has(c->patterns, PATTERN_FURNITURE, c->lines[i].s);
}

/* One or two longer paragraphs between cells are long cells. */
static void find_long_cells(struct check *c)
{
	for (size_t i = 1; i + 1 < c->n; i++) {
		size_t to = i;

		if (c->lines[i].cell || !c->lines[i - 1].cell || !may_be_cell(&c->lines[i]))
			continue;
		while (to < c->n && to < i + 2 && !c->lines[to].cell && may_be_cell(&c->lines[to]))
			to++;
		for (size_t k = i; k < to && to < c->n && c->lines[to].cell; k++)
			c->lines[k].cell = true;
	}
}

/* --- headings and contents --- */

static bool has_amount(const struct line *line)
{
	for (size_t i = 0; i < line->nfigs; i++)
		if (line->figs[i].kind == FIG_MONEY || line->figs[i].kind == FIG_PERCENT)
			return true;
	return false;
}

static bool is_heading(const struct line *line)
{
	struct str rest = str_sub(line->s, line->mark_to, line->s.len);
	ptrdiff_t stop = str_find(rest, STR("。"));

	if (line->cell || !line->mark || rest.len == 0 || has_amount(line))
		return false;
	return utf8_count(rest) <= 45 && (stop < 0 || (size_t)stop + 3 == rest.len) && !str_ends(rest, STR(";")) &&
	       !str_has(rest, STR(":")) &&
	       (line->mark != MARK_DIGIT && line->mark != MARK_DIGIT_BRACKET
	                ? true
	                : utf8_count(rest) <= 20 && !str_has(rest, STR(",")));
}

/* A line that may stand in a table of contents. */
static bool is_listed(const struct line *line)
{
	return line->heading || line->contents ||
	       (line->mark && !has_amount(line) && !ends_sentence(line->s) && !str_has(line->s, STR("。")) &&
	        !str_has(line->s, STR(",")) && utf8_count(line->s) <= 60);
}

/* Where the title that the contents begin with stands again: there the text begins. `from` when it does not, or when sentences stand between. */
static size_t text_begin(const struct check *c, size_t from)
{
	enum { CONTENTS_MAX = 150 };

	for (size_t k = from + 1; k < c->n && k - from < CONTENTS_MAX && !str_has(c->lines[k].s, STR("。")); k++)
		if (k - from >= 3 && c->lines[k].mark == c->lines[from].mark &&
		    (str_eq(c->lines[k].s, c->lines[from].s) ||
		     (c->lines[k].mark == MARK_PART && c->lines[k].mark_value == c->lines[from].mark_value)))
			return k;
	return from;
}

/* The contents under 目录, or before the second 第一部分; where the text begins. */
static size_t find_opening_contents(struct check *c)
{
	size_t from = 0, to, title;

	while (from < c->n && !(c->lines[from].mark == MARK_PART && c->lines[from].mark_value == 1) &&
	       !str_eq(c->lines[from].s, STR("目录")))
		from++;
	for (title = from; from < c->n && from <= title + 3 && !c->lines[from].mark;) /* a date may stand below 目录 */
		from++;
	if (from >= c->n || !c->lines[from].mark)
		return 0;
	to = text_begin(c, from);
	if (to == from && from > title)
		while (to < c->n && is_listed(&c->lines[to]))
			to++;
	for (size_t i = from; i < to; i++)
		c->lines[i].contents = true;
	return to > from ? to : 0;
}

/* Headings that follow each other without any text: a table of contents (whose lines may end with leaders and page numbers). */
static void find_contents(struct check *c)
{
	enum { RUN = 5 };
	size_t begin;

	for (size_t i = 0; i < c->n; i++)
		c->lines[i].contents = pattern_has(c->patterns, PATTERN_CONTENTS, c->lines[i].s);
	begin = find_opening_contents(c);
	for (size_t from = begin; from < c->n;) {
		size_t to = from;

		while (to < c->n && (c->lines[to].heading || c->lines[to].contents))
			to++;
		if (to - from >= RUN)
			for (size_t i = from; i < to; i++)
				c->lines[i].contents = true;
		from = to > from ? to : from + 1;
	}
}

/* --- parts --- */

static struct str title_of(const struct line *line)
{
	struct str s = str_sub(line->s, line->mark_to, line->s.len);

	return str_ends(s, STR("。")) ? str_sub(s, 0, s.len - 3) : s;
}

static bool starts_part(const struct line *line)
{
	return !line->contents && (line->mark == MARK_PART || (line->mark == MARK_HAN && line->mark_value == 1 && line->heading));
}

/* Parts whose first heading is the same are reports of one form. */
static void find_parts(struct check *c)
{
	int part = 0;

	for (size_t i = 0; i < c->n; i++) {
		if (starts_part(&c->lines[i]))
			part++;
		c->lines[i].part = part;
	}
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = i + 1; starts_part(&c->lines[i]) && c->lines[i].mark == MARK_HAN && k < c->n; k++)
			if (starts_part(&c->lines[k]) && c->lines[k].mark == MARK_HAN &&
			    str_eq(title_of(&c->lines[i]), title_of(&c->lines[k])))
				c->lines[i].repeated = c->lines[k].repeated = true;
	for (size_t i = 1; i < c->n; i++)
		if (c->lines[i].part == c->lines[i - 1].part && c->lines[i - 1].repeated)
			c->lines[i].repeated = true;
}

/* The nearest line before that is not an item of the same list: what an item's figures are parts of. */
static void find_parents(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		struct line *line = &c->lines[i];

		line->parent = i;
		if (!line->mark || line->heading || line->cell)
			continue;
		for (size_t k = i; k-- > 0 && i - k < 40;) {
			const struct line *other = &c->lines[k];

			if (other->mark == line->mark && !other->heading) {
				line->parent = other->parent;
				break;
			}
			if (!other->mark || other->heading || other->mark < line->mark) {
				line->parent = k;
				break;
			}
		}
	}
}

void check_structure(struct check *c)
{
	size_t full = 0, half = 0;

	find_furniture(c);
	find_rows(c);
	find_flat_tables(c);
	find_cells(c);
	find_tables(c);
	find_long_cells(c);
	for (size_t i = 0; i < c->n; i++)
		c->lines[i].heading = is_heading(&c->lines[i]);
	find_contents(c);
	find_parts(c);
	find_parents(c);
	for (size_t i = 0; i < c->n; i++)
		for (struct str s = c->lines[i].in->text.str; s.len;) {
			size_t pos = 0;
			uint32_t ch = utf8_next(s, &pos);

			full += ch == 0xFF0C || ch == 0xFF1A || ch == 0xFF1B || ch == 0xFF08;
			half += ch == ',' || ch == ':' || ch == ';' || ch == '(';
			s = str_sub(s, pos, s.len);
		}
	c->flat = half >= 10 && full * 20 < half;
}
