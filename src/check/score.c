/* score.c - self-evaluation: 总分 of the points in a table, whose rows are lines or whose cells are, the score that the text gives, and the
 * sources of a form's 年度资金总额. */
#include "base/arena.h"
#include "check/check_int.h"

/* --- points --- */

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

/* --- a table of points whose rows are lines --- */

struct row {
	struct str name;
	struct number weight, score;
};

/* 产出指标 50 48.5 */
static bool row_read(const struct check *c, const struct line *line, struct row *row)
{
	struct match m;

	if (!pattern_find(c->patterns, PATTERN_SCORE_ROW, line->s, 0, &m))
		return false;
	row->name = match_group(line->s, &m, 0);
	return number_parse(c->arena, match_group(line->s, &m, 1), &row->weight) &&
	       number_parse(c->arena, match_group(line->s, &m, 2), &row->score);
}

static struct str score_print(struct check *c, struct number score)
{
	struct figure like = { .factor = 1, .decimals = number_cmp(score, number_round(c->arena, score, 1)) ? 2 : 1 };

	return figure_print(c, &(struct line){ .s = STR("") }, &like, score);
}

/* 自评得分为98分: the text's score is the table's. */
static void score_said(struct check *c, const struct line *total, struct number right)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs && line->part == total->part && !line->cell; k++) {
			const struct figure *f = &line->figs[k];

			if (str_eq(f->unit, STR("分")) && !f->approx &&
			    pattern_has(c->patterns, PATTERN_SCORE_SAID, f->subject) && number_cmp(f->value, right) != 0)
				report(c, line, f->from, FACT_MAYBE, f->subject, figure_text(line, f), score_print(c, right),
				       check_place(c, total, 0));
		}
	}
}

/* The rows behind a line with 分值 and 得分, as far as 总分. Returns the line behind the table. */
static size_t text_table(struct check *c, size_t head)
{
	struct number weights = number_from(0), scores = number_from(0);
	size_t i = head + 1, rows = 0;
	struct row row;

	for (; i < c->n && row_read(c, &c->lines[i], &row); i++) {
		if (pattern_has(c->patterns, PATTERN_SCORE_TOTAL, row.name)) {
			if (rows < 2 || number_cmp(weights, row.weight) != 0)
				return i;
			if (number_cmp(scores, row.score) != 0)
				report(c, &c->lines[i], 0, SUM, row.name, score_print(c, scores), score_print(c, row.score),
				       STR("Σ"));
			score_said(c, &c->lines[i], scores);
			return i;
		}
		if (number_cmp(row.score, row.weight) > 0)
			report(c, &c->lines[i], 0, EXCEEDS, score_print(c, row.score), score_print(c, row.weight), row.name,
			       check_place(c, &c->lines[head], 0));
		weights = number_add(c->arena, weights, row.weight);
		scores = number_add(c->arena, scores, row.score);
		rows++;
	}
	return i;
}

/* 满分10分,自评得12分 */
static void score_pairs(struct check *c, const struct line *line)
{
	struct number most, score;
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_SCORE_PAIR, line->s, from, &m); from = m.to)
		if (number_parse(c->arena, match_group(line->s, &m, 0), &most) &&
		    number_parse(c->arena, match_group(line->s, &m, 1), &score) && number_cmp(score, most) > 0)
			report(c, line, m.group[1][0], EXCEEDS, score_print(c, score), score_print(c, most),
			       check_quote(c, line->s, m.from, m.to, 6), check_place(c, line, m.from));
}

static void text_tables(struct check *c)
{
	for (size_t i = 0; i < c->n; i++)
		score_pairs(c, &c->lines[i]);
	for (size_t i = 0; i < c->n; i++)
		if (pattern_has(c->patterns, PATTERN_SCORE_HEAD, c->lines[i].s))
			i = text_table(c, i) - 1;
}

void check_scores(struct check *c)
{
	size_t start = SIZE_MAX;

	text_tables(c);
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
