/* cell.c - the number in a cell, as spreadsheets and people write it. It accepts what has one meaning and nothing else. */
#include <string.h>

#include "base/utf8.h"
#include "data/read.h"

/* Digits, at most one point with digits on both sides, a minus: nearly every cell, and no copy. */
static bool is_plain(struct str s)
{
	size_t i = s.len && s.ptr[0] == '-', digits = 0, points = 0;

	for (; i < s.len; i++) {
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			digits++;
		else if (s.ptr[i] == '.' && points == 0 && digits > 0)
			points = 1;
		else
			return false;
	}
	return digits > 0 && s.ptr[s.len - 1] != '.';
}

static bool is_dash(uint32_t ch)
{
	return ch == '-' || ch == 0xFF0D || (ch >= 0x2010 && ch <= 0x2015) || ch == 0x2212 || ch == 0x2500;
}

/* Blanks that typographers put between groups of three digits. */
static bool is_thin(uint32_t ch)
{
	return ch == 0xA0 || ch == 0x2005 || ch == 0x2006 || ch == 0x2009 || ch == 0x202F;
}

/* Nothing but blanks and dashes. */
static bool is_blank_cell(struct str s)
{
	size_t dashes = 0;

	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		dashes += is_dash(ch);
		if (!is_dash(ch) && !ch_is_blank(ch) && ch != '\n' && ch != 0x202F)
			return false;
	}
	return dashes <= 4;
}

bool cell_is_dash(struct str text)
{
	for (size_t pos = 0; pos < text.len;)
		if (is_dash(utf8_next(text, &pos)))
			return true;
	return false;
}

/* Every sign, digit, point and separator in one ASCII form; 0 for what is none. */
static char plain_char(uint32_t ch, bool first)
{
	if (is_thin(ch))
		return ' ';
	if (first && (ch == 0x2212 || ch == 0xFF0D))
		return '-';
	ch = ch_fold_width(ch);
	if (ch_is_digit(ch) || ch == '.' || ch == ',' || (first && (ch == '-' || ch == '+')))
		return (char)ch;
	return 0;
}

static struct str trim_blanks(struct str s)
{
	size_t pos;
	uint32_t ch;

	while (s.len && (pos = 0, ch = utf8_next(s, &pos), ch_is_blank(ch) || ch == '\n' || ch == 0x202F))
		s = str_sub(s, pos, s.len);
	while (s.len && (pos = s.len, ch = utf8_prev(s, &pos), ch_is_blank(ch) || ch == '\n' || ch == 0x202F))
		s.len = pos;
	return s;
}

/* How many digits stand at s[i]. */
static size_t digits_at(const char *s, size_t i, size_t n)
{
	size_t from = i;

	while (i < n && s[i] >= '0' && s[i] <= '9')
		i++;
	return i - from;
}

/* Takes the separators out of 1,234,567.89 in place; false when the groups are not well-formed. Returns the new length in *n. */
static bool drop_separators(char *s, size_t *n)
{
	size_t i = s[0] == '-' || s[0] == '+';
	size_t to = i, lead = digits_at(s, i, *n), digits = lead;
	char mark = i + lead < *n ? s[i + lead] : 0;

	if (mark != ',' && mark != ' ')
		mark = 0;
	if (mark && (lead == 0 || lead > 3 || s[i] == '0'))
		return false;
	memmove(s + to, s + i, lead);
	for (to += lead, i += lead; mark && i < *n && s[i] == mark; i += 4, to += 3, digits += 3) {
		if (digits_at(s, i + 1, *n) != 3)
			return false;
		memmove(s + to, s + i + 1, 3);
	}
	if (i < *n && s[i] == '.') {
		lead = digits_at(s, i + 1, *n);
		memmove(s + to, s + i, lead + 1);
		to += lead + 1;
		i += lead + 1;
		digits = lead;
	}
	if (i != *n || digits == 0)
		return false;
	*n = to;
	return true;
}

enum cell_state cell_plain(struct str text, char scratch[CELL_NUMBER_MAX], struct str *plain)
{
	size_t n = 0;

	if (text.len < CELL_NUMBER_MAX && is_plain(text)) {
		*plain = text;
		return CELL_NUMBER;
	}
	if (is_blank_cell(text))
		return CELL_BLANK;
	text = trim_blanks(text);
	for (size_t pos = 0; pos < text.len; n++) {
		if (n + 1 == CELL_NUMBER_MAX)
			return CELL_BAD;
		scratch[n] = plain_char(utf8_next(text, &pos), n == 0);
		if (!scratch[n])
			return CELL_BAD;
		if (scratch[n] == '.' && (n == 0 || scratch[n - 1] == '-' || scratch[n - 1] == '+')) { /* .5 */
			scratch[n++] = '0';
			scratch[n] = '.';
		}
	}
	if (!drop_separators(scratch, &n))
		return CELL_BAD;
	*plain = (struct str){ scratch, n };
	return CELL_NUMBER;
}

bool cell_is_error(struct str text)
{
	static const struct str errors[] = {
		{ "#REF!", 5 }, { "#DIV/0!", 7 }, { "#N/A", 4 },    { "#VALUE!", 7 }, { "#NAME?", 6 },
		{ "#NUM!", 5 }, { "#NULL!", 6 },  { "#SPILL!", 7 }, { "#CALC!", 6 },  { "#GETTING_DATA", 13 },
	};

	if (!text.len || text.ptr[0] != '#')
		return false;
	for (size_t i = 0; i < sizeof(errors) / sizeof(errors[0]); i++)
		if (str_eq(text, errors[i]))
			return true;
	return false;
}

const char cell_unknown[1] = "";

enum cell_state cell_parse_number(struct arena *arena, struct str text, struct number *out)
{
	char scratch[CELL_NUMBER_MAX];
	struct str plain;
	enum cell_state state = cell_plain(text, scratch, &plain);

	if (state == CELL_NUMBER && !number_parse(arena, plain, out))
		return CELL_BAD;
	return state;
}
