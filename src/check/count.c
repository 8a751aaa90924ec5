/* count.c - lists announced with another count than they have, kinds named and kinds counted. */
#include "base/utf8.h"
#include "check/check_int.h"

/* --- lists with a count --- */

static size_t count_names(struct str list)
{
	size_t n = 1;
	int depth = 0;

	for (size_t pos = 0; pos < list.len;) {
		uint32_t ch = utf8_next(list, &pos);

		depth += (ch == '(') - (ch == ')');
		n += depth == 0 && ch == 0x3001;
	}
	for (struct str rest = list; str_find(rest, STR("和")) > 0;) { /* the last two are joined so; a name may hold it too */
		rest = str_sub(rest, (size_t)str_find(rest, STR("和")) + 3, rest.len);
		if (!str_has(rest, STR("、")) && rest.len > 0)
			return n + 1;
	}
	return n;
}

static int64_t number_of(struct str digits)
{
	int64_t n = 0;

	for (size_t i = 0; i < digits.len; i++)
		n = n * 10 + (digits.ptr[i] - '0');
	return n;
}

/* Names that can be counted: none left out, no numbers in them. */
static bool is_countable(const struct check *c, struct str list)
{
	return !str_has(list, STR("等")) && !str_has(list, STR(",")) && !pattern_has(c->patterns, PATTERN_HAS_DIGIT, list);
}

static void judge_count(struct check *c, const struct line *line, size_t at, struct str what, int64_t said, struct str list)
{
	int64_t found = (int64_t)count_names(list);

	/* two names joined by 和 may be one */
	if ((found < 3 && !pattern_has(c->patterns, PATTERN_NAMED_PROJECTS, list)) || said < 2 || !is_countable(c, list))
		return;
	/* 和 may belong to a name */
	if (found == said || (str_has(list, STR("和")) && (found - 1 == said || found + 1 == said)))
		return;
	report(c, line, at, COUNT, what, str_printf(c->arena, "%d", (int)found));
}

/* 分为3类:甲、乙、丙; 甲、乙、丙,共3项. */
static void counted_lists(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_COUNTED_LIST, line->s, from, &m); from = m.to)
		judge_count(c, line, m.from, str_sub(line->s, m.group[0][0], m.group[1][1]),
		            number_of(match_group(line->s, &m, 0)), match_group(line->s, &m, 4));
	for (size_t from = 0; pattern_find(c->patterns, PATTERN_LIST_COUNTED, line->s, from, &m); from = m.to)
		judge_count(c, line, m.group[1][0], str_sub(line->s, m.group[1][0], m.to), number_of(match_group(line->s, &m, 1)),
		            match_group(line->s, &m, 0));
}

static void quoted_lists(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_QUOTED_LIST, line->s, from, &m); from = m.to) {
		struct str list = match_group(line->s, &m, 0);
		int64_t said = number_of(match_group(line->s, &m, 1)), found = 0;

		for (size_t pos = 0; pos < list.len;) {
			uint32_t ch = utf8_next(list, &pos);

			found += ch == 0x201C || ch == 0x300A;
		}
		if (found > said)
			report(c, line, m.group[1][0], COUNT, str_sub(line->s, m.group[1][0], m.to),
			       str_printf(c->arena, "%d", (int)found));
	}
}

/* --- kinds named and kinds counted --- */

/* 资产分为流动资产、固定资产 … 其中 …无形资产60.86万元: a part of the same name that the division does not have. */
static void divisions(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_DIVIDED, line->s, from, &m); from = m.to) {
		struct str kind = match_group(line->s, &m, 0), list = match_group(line->s, &m, 1);

		if (kind.len > 6) /* the last two characters are the kind */
			kind = str_sub(kind, kind.len - 6, kind.len);
		for (size_t i = 0; i < line->nfigs && str_ends(list, kind) && str_has(list, STR("、")); i++) {
			struct str name = pattern_remove(c->patterns, PATTERN_PART_NAME, c->arena, line->figs[i].subject);

			if (line->figs[i].from < m.to || line->figs[i].kind != FIG_MONEY || !str_ends(name, kind) ||
			    name.len <= kind.len || str_has(list, name))
				continue;
			report(c, line, line->figs[i].from, UNNAMED, name, list);
			break;
		}
	}
}

/* --- the department and those below it --- */

/* …本部以及下属2家预算单位…。其中,行政单位1家,事业单位2家: the department itself counts, or is left out. */
static void units(struct check *c, const struct line *line)
{
	struct match below, kinds;
	int64_t all, sum = 0;

	if (!pattern_find(c->patterns, PATTERN_UNITS_BELOW, line->s, 0, &below) ||
	    !pattern_find(c->patterns, PATTERN_UNITS_BY_KIND, line->s, below.to, &kinds))
		return;
	all = number_of(match_group(line->s, &below, 0));
	for (size_t i = 0; i < 3; i++)
		sum += number_of(match_group(line->s, &kinds, i));
	if (sum != all && sum != all + 1)
		report(c, line, below.from, COUNT, str_sub(line->s, below.from, below.to), str_printf(c->arena, "%d", (int)sum));
}

/* 共6个项目,分别为: and five numbered paragraphs. */
static void count_lines(struct check *c, size_t at)
{
	const struct line *lead = &c->lines[at];
	struct match m;
	int64_t said;
	size_t n = 0, to = at + 1;

	if (!pattern_find(c->patterns, PATTERN_COUNTED_LINES, lead->s, 0, &m))
		return;
	said = pattern_has(c->patterns, PATTERN_HAS_DIGIT, match_group(lead->s, &m, 0)) ? number_of(match_group(lead->s, &m, 0))
	                                                                                 : check_mark_value(match_group(lead->s, &m, 0));
	for (; to < c->n && c->lines[to].mark && c->lines[to].mark == c->lines[at + 1].mark; to++) {
		if (c->lines[to].mark_value != (int)++n || c->lines[to].mark == lead->mark)
			return;
	}
	if (n >= 2 && said >= 2 && (int64_t)n != said)
		report(c, lead, m.from, COUNT, str_sub(lead->s, m.from, m.group[1][1]), str_printf(c->arena, "%d", (int)n));
}

void check_counts(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		if (c->lines[i].cell || c->lines[i].contents || c->lines[i].leftover)
			continue;
		counted_lists(c, &c->lines[i]);
		divisions(c, &c->lines[i]);
		quoted_lists(c, &c->lines[i]);
		units(c, &c->lines[i]);
		count_lines(c, i);
	}
}
