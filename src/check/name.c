/* name.c - a name that stands once and differs by one character from one that is frequent: in quotes, of an office, of a project. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

enum { OFTEN = 3, NAMES_MAX = 2000, HAN_LEN = 3 };

struct name {
	struct str text;
	const struct line *line;
	size_t at, count;
};

struct names {
	struct name *items;
	size_t n, size;
};

static void count_name(struct names *names, struct str text, const struct line *line, size_t at)
{
	for (size_t i = 0; i < names->n; i++)
		if (str_eq(names->items[i].text, text)) {
			names->items[i].count++;
			return;
		}
	if (names->n >= NAMES_MAX)
		return;
	names->items = mem_grow(names->items, names->n, &names->size, sizeof(*names->items));
	names->items[names->n++] = (struct name){ text, line, at, 1 };
}

/* --- in quotes --- */

static void quoted_names(struct check *c)
{
	struct names names = { 0 };
	struct match m;

	for (size_t i = 0; i < c->n; i++)
		for (size_t from = 0; pattern_find(c->patterns, PATTERN_QUOTED, c->lines[i].s, from, &m); from = m.to)
			count_name(&names, match_group(c->lines[i].s, &m, 0), &c->lines[i], m.group[0][0]);
	for (size_t i = 0; i < names.n; i++)
		for (size_t k = 0; k < names.n; k++) {
			const struct name *rare = &names.items[i], *often = &names.items[k];

			if (rare->count == 1 && often->count >= OFTEN && rare->text.len == often->text.len &&
			    name_differs(rare->text, often->text) == 1) {
				report(c, rare->line, rare->at, NEAR_NAME, rare->text, often->text);
				break;
			}
		}
	mem_free(names.items);
}

/* --- of offices and projects: known by where a clause begins, looked for everywhere --- */

static struct str without_brackets(struct check *c, struct str s)
{
	return pattern_remove(c->patterns, PATTERN_NAME_BRACKETS, c->arena, s);
}

/* Where a and b, of one length, have their only difference; a.len when there is none or another one. */
static size_t only_difference(struct str a, struct str b)
{
	size_t found = a.len;

	for (size_t i = 0; i + HAN_LEN <= a.len; i += HAN_LEN) {
		if (str_eq(str_sub(a, i, i + HAN_LEN), str_sub(b, i, i + HAN_LEN)))
			continue;
		if (found < a.len)
			return a.len;
		found = i;
	}
	return found;
}

/* 一期 and 二期, 东区 and 西区 are two; so are offices whose names sound different. The first character may be another word's. */
static bool is_slip(struct check *c, struct str s, struct str name)
{
	size_t at = only_difference(s, name);
	struct str typed, meant;

	if (at == 0 || at + HAN_LEN >= s.len || han_count(s) * HAN_LEN != s.len)
		return false;
	typed = str_sub(s, at, at + HAN_LEN);
	meant = str_sub(name, at, at + HAN_LEN);
	if (pattern_has(c->patterns, PATTERN_NAME_CONTRAST, typed) || pattern_has(c->patterns, PATTERN_NAME_CONTRAST, meant))
		return false;
	return str_ends(name, STR("项目")) || sounds_alike(typed, meant);
}

struct slip {
	struct str text;
	const struct line *line;
	size_t count;
};

static void slips_in(struct check *c, const struct line *line, struct str s, struct str name, struct slip *slip)
{
	for (size_t at = 0; at + name.len <= s.len; utf8_next(s, &at)) {
		struct str found = str_sub(s, at, at + name.len);

		if (!is_slip(c, found, name))
			continue;
		slip->text = found;
		slip->line = line;
		slip->count++;
	}
}

/* plain: the lines without brackets. */
static void look_for(struct check *c, const struct str *plain, struct str name)
{
	enum { TAIL = 4 * HAN_LEN };
	struct slip slip = { .count = 0 };
	ptrdiff_t at;

	for (size_t i = 0; i < c->n && slip.count < 2; i++)
		if (!c->lines[i].leftover && !c->lines[i].furniture)
			slips_in(c, &c->lines[i], plain[i], name, &slip);
	if (slip.count != 1)
		return;
	at = str_find(slip.line->s, str_sub(slip.text, slip.text.len - TAIL, slip.text.len));
	report(c, slip.line, at < 0 ? 0 : (size_t)at, NEAR_NAME, slip.text, name);
}

static void own_names(struct check *c)
{
	struct str *plain = arena_array(c->arena, c->n + 1, sizeof(*plain));
	struct names names = { 0 };
	struct match m;

	for (size_t i = 0; i < c->n; i++) {
		plain[i] = without_brackets(c, c->lines[i].s);
		for (size_t from = 0; pattern_find(c->patterns, PATTERN_NAME_OWN, c->lines[i].s, from, &m); from = m.to)
			count_name(&names, without_brackets(c, match_group(c->lines[i].s, &m, 0)), &c->lines[i], m.group[0][0]);
	}
	for (size_t i = 0; i < names.n; i++)
		if (names.items[i].count >= OFTEN)
			look_for(c, plain, names.items[i].text);
	mem_free(names.items);
}

void check_names(struct check *c)
{
	quoted_names(c);
	own_names(c);
}
