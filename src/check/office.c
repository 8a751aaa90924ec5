/* office.c - offices named and counted: 办公室、规划处、政务服务处，共5个处室. */
#include "base/utf8.h"
#include "check/check_int.h"

/* Names joined by 、 outside brackets; *joined: the last one may be two (和 may belong to a name). */
static int count_offices(struct str list, bool *joined)
{
	int n = 1, depth = 0;

	for (size_t pos = 0; pos < list.len;) {
		uint32_t ch = utf8_next(list, &pos);

		depth += (ch == '(') - (ch == ')');
		n += depth == 0 && ch == 0x3001;
	}
	*joined = str_has(list, STR("和")) || str_has(list, STR("及")) || str_has(list, STR("与"));
	return n;
}

static void judge(struct check *c, const struct line *line, const size_t number[2], struct str list, bool open)
{
	struct str digits = str_sub(line->s, number[0], number[1]);
	bool joined;
	int said = check_mark_value(digits), found = count_offices(list, &joined);

	if (said < 2 || found < 3 || found == said || (joined && found + 1 == said) || (open && found < said))
		return;
	report(c, line, number[0], COUNT, str_sub(line->s, number[0], number[1] + 3 < line->s.len ? number[1] + 3 : number[1]),
	       str_printf(c->arena, "%d", found));
}

/* 等5个: the list may be shorter, not longer. */
static void counted_after(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_OFFICES_AFTER, line->s, from, &m); from = m.to)
		judge(c, line, m.group[2], match_group(line->s, &m, 0), str_eq(match_group(line->s, &m, 1), STR("等")));
}

static void counted_before(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_OFFICES_BEFORE, line->s, from, &m); from = m.to)
		judge(c, line, m.group[0], match_group(line->s, &m, 1), str_has(match_group(line->s, &m, 1), STR("等")));
}

void check_offices(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (line->cell || line->contents || line->leftover)
			continue;
		counted_after(c, line);
		counted_before(c, line);
	}
}
