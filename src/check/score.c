/* score.c - self-evaluation: 总分 of the points in a table, the sources of a form's 年度资金总额. */
#include "base/arena.h"
#include "check/check_int.h"

/* --- points --- */

struct points {
	struct number weight, score;
	struct number weights, scores;
	size_t rows;
};

/* The last two plain numbers of [from, to) when no text stands between them and no percentage ends them. */
static size_t last_pair(const struct check *c, size_t from, size_t to, const struct figure *pair[2])
{
	size_t n = 0;

	for (size_t i = to; i-- > from && n < 2;) {
		const struct line *line = &c->lines[i];

		for (size_t k = line->nfigs; k-- > 0 && n < 2;)
			if (line->figs[k].kind == FIG_BARE && line->figs[k].to - line->figs[k].from == line->s.len)
				pair[n++] = &line->figs[k];
		if (line->nfigs == 0)
			break;
	}
	return n;
}

static bool is_number_cell(const struct line *line)
{
	return line->cell && line->nfigs == 1 && line->figs[0].from == 0 && line->figs[0].to == line->s.len;
}

/* 总分 with the weights' and the scores' sums: the rows' pairs (分值, 得分) before it must add up to them. */
static void judge_points(struct check *c, size_t start, size_t total)
{
	struct arena *arena = c->arena;
	struct number weights = number_from(0), scores = number_from(0);
	const struct figure *pair[2], *end[2];
	size_t to = total + 1;

	while (to < c->n && is_number_cell(&c->lines[to]))
		to++;
	if (last_pair(c, total + 1, to, end) != 2)
		return;
	for (size_t i = start; i < total;) {
		size_t next = i;

		while (next < total && is_number_cell(&c->lines[next]))
			next++;
		if (next > i && last_pair(c, i, next, pair) == 2 && number_cmp(pair[0]->value, pair[1]->value) <= 0) {
			weights = number_add(arena, weights, pair[1]->value);
			scores = number_add(arena, scores, pair[0]->value);
		}
		i = next > i ? next : i + 1;
	}
	if (number_cmp(weights, end[1]->value) == 0 && number_cmp(scores, end[0]->value) != 0) {
		const struct line *line = &c->lines[to - 1];
		struct figure like = { .factor = 1, .decimals = 1 };

		report(c, line, 0, SUM, c->lines[total].s, figure_print(c, &(struct line){ .s = STR("") }, &like, scores),
		       line->s, STR("Σ"));
	}
}

/* --- the amounts of a self-evaluation form --- */

/* 年度资金总额 with its three amounts; the sources behind it must add up to one of them. */
static void form_sources(struct check *c, size_t at)
{
	struct arena *arena = c->arena;
	struct number totals[3], sum = number_from(0), value;
	const struct line *first = NULL;
	size_t n = 0, sources = 0, i = at + 1;
	struct match m;

	for (; i < c->n && i <= at + 4 && n < 3 && is_number_cell(&c->lines[i]); i++)
		totals[n++] = c->lines[i].figs[0].value;
	for (; n == 3 && i < c->n && i < at + 40; i++) {
		if (!pattern_find(c->patterns, PATTERN_FORM_SOURCE, c->lines[i].s, 0, &m) ||
		    !number_parse(arena, match_group(c->lines[i].s, &m, 0), &value))
			continue;
		sum = number_add(arena, sum, value);
		first = first ? first : &c->lines[i];
		sources++;
	}
	for (size_t k = 0; k < n; k++)
		if (number_cmp(number_abs(arena, number_sub(arena, sum, totals[k])), number_ratio(2, 100)) <= 0)
			return;
	if (sources) {
		struct figure like = { .factor = 1, .decimals = 2 };
		struct line none = { .s = STR("") };

		report(c, first, 0, SUM_MAYBE, c->lines[at].s, figure_print(c, &none, &like, sum),
		       figure_print(c, &none, &like, totals[1]), first->s);
	}
}

void check_scores(struct check *c)
{
	size_t start = SIZE_MAX;

	for (size_t i = 0; i < c->n; i++) {
		if (c->lines[i].cell && str_eq(c->lines[i].s, STR("年度资金总额")))
			form_sources(c, i);
		if (c->lines[i].cell && str_has(c->lines[i].s, STR("分值")) && start == SIZE_MAX)
			start = i;
		if (start != SIZE_MAX && c->lines[i].cell &&
		    (str_eq(c->lines[i].s, STR("总分")) || str_eq(c->lines[i].s, STR("合计")))) {
			judge_points(c, start, i);
			start = SIZE_MAX;
		}
	}
}
