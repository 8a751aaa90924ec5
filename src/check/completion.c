/* completion.c - what was carried out of what was planned: 完成预算的…%, 预算执行率, 决算数大于预算数, and what was saved: 节约率. */
#include <string.h>

#include "base/arena.h"
#include "check/share_int.h"

static bool has_budget(const struct check *c, const struct figure *f)
{
	return pattern_has(c->patterns, PATTERN_BUDGET, f->subject);
}

/* Between a budget and a completion no other item begins; what stands in brackets is no other item. */
static bool one_item(const struct line *line, const struct figure *budget, const struct figure *percent)
{
	struct str between = str_sub(line->s, budget->to, percent->from);
	int depth = 0;

	if (budget->depth > percent->depth)
		return false;
	for (size_t i = 0; i < between.len; i++) {
		depth += (between.ptr[i] == '(') - (between.ptr[i] == ')');
		if (depth <= 0 && (between.ptr[i] == ';' || str_starts(str_sub(between, i, between.len), STR("其中"))))
			return false;
	}
	return true;
}

static bool no_budget(const struct figure *budget)
{
	return number_sign(budget->value) == 0;
}

/* 预算1465万元…结转资金680.315万元,执行合计233.64万元,执行率34.3%: the amount right before is what it was carried out of. */
static bool is_of_neighbour(const struct check *c, const struct line *line, const struct figure *percent, const struct figure *actual)
{
	struct share share = { .c = (struct check *)c, .line = line, .percent = percent, .part = actual };

	for (const struct figure *f = actual; f-- > line->figs;)
		if (f->kind == FIG_MONEY && f->use == USE_LEVEL)
			return !pattern_has(c->patterns, PATTERN_BASE_ONLY, f->subject) && f->year >= 0 &&
			       share_fits(&share, range_of(c->arena, f));
	return false;
}

/* The nearest budgets and amounts carried out, before the percentage in the same paragraph. */
static void judge_done(struct check *c, const struct line *line, const struct figure *percent)
{
	const struct figure *budget = NULL, *actual = NULL;
	size_t nbudgets = 0, nactual = 0;

	for (size_t i = line->nfigs; i-- > 0;) {
		const struct figure *f = &line->figs[i];
		bool is_budget = has_budget(c, f);

		if (f->from >= percent->from || f->use != USE_LEVEL || f->approx ||
		    !(f->kind == FIG_MONEY || (is_budget && no_budget(f))) || !one_item(line, f, percent))
			continue;
		for (size_t k = 0; k < line->nfigs; k++) {
			struct share share = { .c = c, .line = line, .percent = percent, .part = &line->figs[k] };

			if (is_budget && line->figs[k].depth <= percent->depth && line->figs[k].from < percent->from &&
			    line->figs[k].use == USE_LEVEL && !has_budget(c, &line->figs[k]) &&
			    figure_comparable(f, &line->figs[k]) && share_fits(&share, range_of(c->arena, f)))
				return;
		}
		if (f->sentence != percent->sentence && (budget || actual) && f->sentence + 400 < percent->from)
			continue;
		if (is_budget) {
			budget = budget ? budget : f;
			nbudgets++;
		} else {
			actual = actual ? actual : f;
			nactual++;
		}
	}
	if (budget && actual && no_budget(budget) && number_sign(actual->value) > 0 && number_sign(percent->value) > 0)
		report(c, line, percent->from, NOTHING, check_quote(c, line->s, percent->from, percent->to, 10));
	else if (budget && actual && number_sign(budget->value) > 0 && !is_of_neighbour(c, line, percent, actual)) {
		struct share share = { .c = c, .line = line, .percent = percent, .part = actual };
		struct range done;

		range_rate(c->arena, range_of(c->arena, actual), range_of(c->arena, budget), &done);
		if (actual->factor != budget->factor && share_fits(&share, range_scale(c->arena, range_of(c->arena, budget), 10000, 1)) &&
		    actual->factor != c->factor) {
			report_unit(c, line, actual, actual->factor / 10000);
			return;
		}
		report_if(c, line, percent->from, nbudgets == 1 && nactual == 1 && actual->sentence == percent->sentence,
		          COMPLETION, check_quote(c, line->s, percent->from, percent->to, 12),
		          percent_print(c, percent, range_of(c->arena, actual), range_of(c->arena, budget)),
		          figure_text(line, percent),
		          str_printf(c->arena, "%.*s÷%.*s%s", STR_FMT(figure_text(line, actual)),
		                     STR_FMT(figure_text(line, budget)), share_is_slip(&share, done) ? ", ×10ⁿ" : ""));
	}
}

/* 支出决算12.50万元,完成预算83.32%,…,预算为15.00万元: the only budget of the sentence stands behind. */
static void judge_behind(struct check *c, const struct line *line, const struct figure *percent, const struct figure *part)
{
	struct share share = { .c = c, .line = line, .percent = percent, .part = part };
	const struct figure *budget = NULL;

	if (!pattern_has(c->patterns, PATTERN_BUDGET_WORD, str_sub(line->s, percent->clause, percent->from)))
		return;
	for (const struct figure *f = percent + 1; f < line->figs + line->nfigs && f->sentence == percent->sentence; f++) {
		if (f->use == USE_DONE || (f->use == USE_LEVEL && !pattern_has(c->patterns, PATTERN_BUDGET_ALONE, f->subject)))
			return;
		if (f->kind != FIG_MONEY || f->use != USE_LEVEL || f->depth != percent->depth || f->approx)
			continue;
		if (budget || f->segment != percent->segment)
			return;
		budget = f;
	}
	if (budget && number_sign(budget->value) > 0 && !share_fits(&share, range_of(c->arena, budget)))
		report(c, line, percent->from, COMPLETION, check_quote(c, line->s, percent->from, percent->to, 12),
		       percent_print(c, percent, range_of(c->arena, part), range_of(c->arena, budget)), figure_text(line, percent),
		       str_printf(c->arena, "%.*s÷%.*s", STR_FMT(figure_text(line, part)), STR_FMT(figure_text(line, budget))));
}

static bool whole_number(struct number n)
{
	return number_sign(n) == 0 || number_cmp(n, number_from(100)) == 0;
}

/* 占99.33% of a total, and elsewhere 完成预算99.33% of the same amount: the share was pasted. */
static bool is_pasted(struct check *c, const struct line *line, const struct figure *percent, const struct figure *part)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *other = &c->lines[i];

		for (size_t k = 0; k < other->nfigs; k++) {
			const struct figure *f = &other->figs[k], *of = f->use == USE_SHARE ? share_part(other, k) : NULL;

			if (of && other->part == line->part && number_cmp(f->value, percent->value) == 0 &&
			    figure_comparable(of, part) && number_cmp(of->value, part->value) == 0)
				return true;
		}
	}
	return false;
}

static void judge_alone(struct check *c, const struct line *line, const struct figure *percent, const struct figure *part)
{
	if (!whole_number(percent->value) && is_pasted(c, line, percent, part))
		report(c, line, percent->from, PASTED, check_quote(c, line->s, percent->from, percent->to, 6),
		       figure_text(line, percent));
}

/* Nothing was to be spent and nothing was: the total is carried out to 100 %, so no part of the budget is left for this one. */
static void judge_nothing(struct check *c, const struct line *line, const struct figure *percent)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *other = &c->lines[i];

		for (size_t k = 0; k < other->nfigs && other->part == line->part && other + 12 > line && other < line; k++)
			if (other->figs[k].use == USE_DONE && number_cmp(other->figs[k].value, number_from(100)) == 0 &&
			    other->mark == MARK_NONE && pattern_has(c->patterns, PATTERN_THREE, other->s) &&
			    pattern_has(c->patterns, PATTERN_THREE_PART, line->s)) {
				report(c, line, percent->from, NOTHING, check_quote(c, line->s, percent->from, percent->to, 6));
				return;
			}
	}
}

/* 控制价A,中标价B,节约C: A is said, so the price is no base. */
static bool cost_is_said(const struct check *c, const struct line *line, struct range cost)
{
	for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++)
		if (f->kind == FIG_MONEY && f->use == USE_LEVEL && range_meets(range_of(c->arena, f), cost))
			return true;
	return false;
}

/* 节约率: of what was paid, or of what it would have cost. */
static void judge_saving(struct check *c, const struct line *line, const struct figure *percent)
{
	struct share share = { .c = c, .line = line, .percent = percent };
	const struct figure *base = NULL;
	const struct line *base_line = line;

	for (size_t i = 0; i < line->nfigs && line->figs[i].from < percent->from; i++)
		if (line->figs[i].kind == FIG_MONEY && pattern_has(c->patterns, PATTERN_SAVED, line->figs[i].subject))
			share.part = &line->figs[i];
	for (const struct line *l = line; share.part && l >= c->lines && line - l <= 3 && l->part == line->part; l--)
		for (size_t i = l->nfigs; i-- > 0;) {
			const struct figure *f = &l->figs[i];
			struct range whole = range_of(c->arena, f), cost;

			if (f->kind != FIG_MONEY || f->use != USE_LEVEL || f->approx ||
			    !pattern_has(c->patterns, PATTERN_PURCHASE, f->subject))
				continue;
			cost = range_add(c->arena, whole, range_of(c->arena, share.part));
			if (share_fits(&share, cost) || (share_fits(&share, whole) && !cost_is_said(c, line, cost)))
				return;
			if (!base) {
				base = f;
				base_line = l;
			}
		}
	if (base)
		share_wrong(&share, false, range_add(c->arena, range_of(c->arena, base), range_of(c->arena, share.part)),
		            str_printf(c->arena, "(%.*s+%.*s)", STR_FMT(figure_text(base_line, base)),
		                       STR_FMT(figure_text(line, share.part))));
}

/* 决算数大于预算数55.93万元: by how much. */
static void judge_versus_by(struct check *c, const struct line *line, size_t to, const struct figure *actual, const struct figure *budget)
{
	struct range right = range_abs_sub(c->arena, range_of(c->arena, actual), range_of(c->arena, budget));
	size_t from = str_starts(str_sub(line->s, to, line->s.len), STR("数")) ? to + strlen("数") : to;

	for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++)
		if (f->from == from && f->kind == FIG_MONEY && !f->approx && !range_meets(range_of(c->arena, f), right))
			report(c, line, f->from, DIFFERENCE_MAYBE, check_quote(c, line->s, f->from, f->to, 8),
			       figure_print(c, line, f, range_middle(c->arena, right)), figure_text(line, actual),
			       figure_text(line, budget));
}

/* 决算数大于预算数, and the amounts say the contrary. */
static void judge_versus(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_VERSUS, line->s, from, &m); from = m.to) {
		struct figure end = { .from = (uint32_t)m.from };
		const struct figure *budget = NULL, *actual = NULL;
		struct str word = match_group(line->s, &m, 0);
		int said = str_eq(word, STR("大于")) || str_eq(word, STR("高于")) || str_eq(word, STR("超过")) ||
		                           str_eq(word, STR("多于"))
		                   ? 1
		                   : -1;

		for (size_t i = line->nfigs; i-- > 0;) {
			const struct figure *f = &line->figs[i];

			if (f->from >= m.from || f->use != USE_LEVEL || f->kind != FIG_MONEY || f->depth > 0 || f->approx ||
			    !one_item(line, f, &end))
				continue;
			if (has_budget(c, f))
				budget = budget ? budget : f;
			else
				actual = actual ? actual : f;
		}
		if (budget && actual && budget->from < actual->from && actual->sentence + 300 > m.from &&
		    number_cmp(actual->value, budget->value) == -said)
			report(c, line, m.from, DIRECTION, str_sub(line->s, m.from, m.to), said > 0 ? STR("小于") : STR("大于"));
		else if (budget && actual && budget->from < actual->from && actual->sentence == budget->sentence)
			judge_versus_by(c, line, m.to, actual, budget);
	}
}

void check_completion(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (!line->leftover && !line->cell)
			judge_versus(c, line);
		for (size_t k = 0; k < line->nfigs && !line->leftover && !line->cell; k++) {
			const struct figure *percent = &line->figs[k], *part = NULL;
			bool budget = false;

			if (percent->kind == FIG_PERCENT && percent->use == USE_OTHER &&
			    pattern_has(c->patterns, PATTERN_SAVING, percent->subject))
				judge_saving(c, line, percent);
			if (percent->use != USE_DONE || percent->approx)
				continue;
			part = share_part(line, k);
			for (size_t b = 0; b < k; b++)
				budget |= line->figs[b].use == USE_LEVEL && has_budget(c, &line->figs[b]) &&
				          one_item(line, &line->figs[b], percent);
			if (!budget && part)
				judge_behind(c, line, percent, part);
			if (budget)
				judge_done(c, line, percent);
			else if (part && number_sign(part->value) == 0 && number_sign(percent->value) == 0)
				judge_nothing(c, line, percent);
			else if (part)
				judge_alone(c, line, percent, part);
		}
	}
}
