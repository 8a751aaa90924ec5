/* score_text.c - points in sentences: 满分30分,得分27.6分,得分率92%; 得分88.1分,其中:决策…17.5分、过程…16.8分; the total of one evaluation said twice.
 *
 * A point figure is what could be got (满分, 分值) or what was got (得分); one figure after another of a group belongs to the same indicator. */
#include "base/arena.h"
#include "check/fact_int.h"
#include "check/share_int.h"
#include "check/sum_int.h"

static bool is_points(const struct figure *f)
{
	return f->kind == FIG_COUNT && f->factor == 1 && str_eq(f->unit, STR("分")) && !f->approx;
}

/* 满分30分, 分值30分, 决策指标(30分). */
static bool is_full(const struct check *c, const struct line *line, const struct figure *f)
{
	struct str before = str_sub(line->s, f->clause, f->from), behind = str_sub(line->s, f->to, line->s.len);

	return is_points(f) && (pattern_has(c->patterns, PATTERN_SCORE_FULL, before) || (f->depth && !before.len && str_starts(behind, STR(")"))));
}

static bool is_got(const struct check *c, const struct line *line, const struct figure *f)
{
	return is_points(f) && f->depth == 0 && pattern_has(c->patterns, PATTERN_SCORE_GOT, str_sub(line->s, f->clause, f->from));
}

/* --- 得分率 --- */

/* The two point figures right before a rate of scores: what could be got, and what was. */
static void score_rate(struct check *c, const struct line *line, const struct figure *percent)
{
	struct share share = { .c = c, .line = line, .percent = percent };
	const struct figure *full;

	if (percent < line->figs + 2 || percent->kind != FIG_PERCENT || percent->approx ||
	    !pattern_has(c->patterns, PATTERN_SCORE_RATE, str_sub(line->s, percent->clause, percent->from)))
		return;
	share.part = percent - 1;
	full = percent - 2;
	if (share.part->segment != percent->segment || full->segment != percent->segment)
		return;
	if (is_full(c, line, share.part) && is_got(c, line, full)) { /* 得分27.6分(满分30分) */
		full = share.part;
		share.part = percent - 2;
	}
	if (is_full(c, line, full) && is_got(c, line, share.part) && number_sign(full->value) > 0 &&
	    !share_fits(&share, range_of(c->arena, full)))
		share_wrong(&share, true, range_of(c->arena, full), figure_text(line, full));
}

/* --- the total and its indicators --- */

struct marks {
	struct sum got;
	struct number full; /* of all indicators; 0: not said */
};

/* The indicators' points behind the total in its sentence or in the one behind that 其中 begins; false: some points are taken off, or unclear. */
static bool collect(struct marks *marks, const struct line *line, const struct figure *total, size_t from, size_t to)
{
	struct check *c = marks->got.c;
	bool named = false;

	for (const struct figure *f = total + 1; f < line->figs + line->nfigs && f->from < to; f++)
		named |= f->from >= from && is_got(c, line, f);
	for (const struct figure *f = total + 1; f < line->figs + line->nfigs && f->from < to; f++) {
		struct str words = str_sub(line->s, f->clause, f->from);

		if (f->from < from || !str_eq(f->unit, STR("分")))
			continue;
		if (f->approx || pattern_has(c->patterns, PATTERN_SCORE_OFF, words))
			return false;
		if (is_full(c, line, f))
			marks->full = number_add(c->arena, marks->full, f->value);
		else if (named ? is_got(c, line, f) : f->depth == 0)
			sum_add(&marks->got, f);
	}
	return marks->got.n >= 2;
}

static void score_sum(struct check *c, const struct line *line, const struct figure *total)
{
	struct marks marks = { .got = { .c = c, .line = line, .total = total, .direct = true }, .full = number_from(0) };
	struct match open;
	ptrdiff_t end;
	bool all;

	if (!is_got(c, line, total) || is_full(c, line, total) ||
	    !pattern_find(c->patterns, PATTERN_SCORE_LIST, line->s, total->to, &open) || open.from != total->to)
		return;
	end = str_find(str_sub(line->s, open.to, line->s.len), STR("。"));
	if (!collect(&marks, line, total, open.to, end < 0 ? line->s.len : open.to + (size_t)end) || sum_fits(&marks.got))
		return;
	all = number_cmp(marks.full, number_from(100)) == 0;
	if (all || sum_is_more(&marks.got) || sum_is_near(&marks.got, 20) || sum_mistyped(&marks.got))
		sum_report(&marks.got, all);
}

/* --- one evaluation, two totals --- */

struct said {
	const struct line *line;
	const struct figure *figure;
	bool self; /* 自评 */
};

/* A total of points: named so, or said of the project itself. */
static bool total_said(struct check *c, const struct line *line, const struct figure *f, struct said *said)
{
	struct str words = str_sub(line->s, f->clause, f->from);

	if (f->approx || f->year || f->depth || line->repeated || (!is_points(f) && !(f->kind == FIG_BARE && f->to == line->s.len)) ||
	    !pattern_has(c->patterns, PATTERN_SCORE_WHOLE, words) || pattern_has(c->patterns, PATTERN_SCORE_PART, words))
		return false;
	*said = (struct said){ line, f, str_has(str_sub(line->s, f->sentence, f->from), STR("自评")) };
	return number_cmp(f->value, number_from(40)) > 0 && number_cmp(f->value, number_from(100)) <= 0;
}

/* The text is the report of one evaluation. */
static bool is_one_evaluation(const struct check *c)
{
	for (size_t i = 0; i < c->n && i < 6; i++)
		if (pattern_has(c->patterns, PATTERN_SCORE_REPORT, c->lines[i].s))
			return true;
	return false;
}

enum { SAID_MAX = 12 };

/* Whether the totals have two values, no more; *other is the first of the second value. */
static bool two_values(const struct said *all, size_t n, const struct said **other)
{
	*other = NULL;
	for (size_t i = 1; i < n; i++) {
		if (number_cmp(all[i].figure->value, all[0].figure->value) == 0)
			continue;
		if (*other && number_cmp(all[i].figure->value, (*other)->figure->value) != 0)
			return false;
		*other = *other ? *other : &all[i];
	}
	return *other != NULL;
}

static void scores_said_twice(struct check *c)
{
	struct said all[SAID_MAX];
	const struct said *other;
	size_t n = 0;

	for (size_t i = 0; i < c->n && n < SAID_MAX; i++)
		for (const struct figure *f = c->lines[i].figs; f < c->lines[i].figs + c->lines[i].nfigs && n < SAID_MAX; f++)
			n += !c->lines[i].leftover && total_said(c, &c->lines[i], f, &all[n]);
	if (!two_values(all, n, &other))
		return;
	/* 自评 and 评价 of others differ, and so do two projects; but not by a digit of four */
	if (!(is_one_evaluation(c) && all[0].self == other->self) &&
	    !(all[0].figure->decimals == 2 && fact_slip(all[0].line, all[0].figure, other->line, other->figure)))
		return;
	report(c, other->line, other->figure->from, FACT_MAYBE, other->figure->subject, figure_text(other->line, other->figure),
	       figure_text(all[0].line, all[0].figure), check_place(c, all[0].line, all[0].figure->from));
}

void check_score_texts(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (const struct figure *f = line->figs; f < line->figs + line->nfigs && !line->leftover; f++) {
			score_rate(c, line, f);
			score_sum(c, line, f);
		}
	}
	scores_said_twice(c);
}
