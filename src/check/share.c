/* share.c - A is D % of B: 占…%, 完成预算的…%, 预算执行率, 节约率, recomputed from the amounts around it.
 *
 * The whole may be named (占政府采购支出总额的…), stand before, behind or in the paragraph above, or be the sum of the parts. Only when no
 * candidate gives the printed share, and one of them is what the words mean, is it wrong. */
#include "base/arena.h"
#include "check/check_int.h"

enum { BASES_MAX = 64 };

struct share {
	struct check *c;
	const struct line *line;
	const struct figure *percent, *part;
	struct str named;                      /* the whole's name in 占…的; empty */
	const struct figure *bases[BASES_MAX]; /* of one unit with the part */
	const struct line *base_lines[BASES_MAX];
	size_t nbases;
};

static bool is_amount(const struct figure *f)
{
	return (f->use == USE_LEVEL || f->use == USE_CHANGE) && (f->kind == FIG_MONEY || f->kind == FIG_COUNT);
}

/* The amount that a percentage is of: the nearest before it, in its sentence. */
static const struct figure *part_of(const struct line *line, size_t percent)
{
	for (size_t i = percent; i-- > 0;) {
		const struct figure *f = &line->figs[i];

		if (f->sentence != line->figs[percent].sentence)
			return NULL;
		if (f->kind == FIG_PERCENT && f->use != USE_DONE && f->use != USE_RATE)
			return NULL;
		if (is_amount(f) && f->use == USE_LEVEL)
			return f->approx ? NULL : f;
	}
	return NULL;
}

static bool fits(const struct share *share, struct range whole)
{
	struct arena *arena = share->c->arena;
	struct range percent, part = range_of(arena, share->part);

	if (number_sign(share->percent->value) == 0 && number_sign(share->part->value) == 0)
		return true;
	if (!range_rate(arena, part, whole, &percent))
		return number_sign(whole.hi) > 0;
	return range_meets(percent, range_of(arena, share->percent));
}

static void add_bases(struct share *share, const struct line *line)
{
	for (size_t i = 0; i < line->nfigs && share->nbases < BASES_MAX; i++)
		if (&line->figs[i] != share->part && line->figs[i].use == USE_LEVEL &&
		    figure_comparable(&line->figs[i], share->part)) {
			share->base_lines[share->nbases] = line;
			share->bases[share->nbases++] = &line->figs[i];
		}
}

/* 占…的: the name between 占 and the number. */
static struct str named_whole(struct check *c, const struct line *line, const struct figure *percent)
{
	size_t from = percent->from > 130 ? percent->from - 130 : 0;
	struct str prefix;
	struct match m;

	while (((unsigned char)line->s.ptr[from] & 0xC0) == 0x80)
		from++;
	prefix = str_sub(line->s, from > percent->clause ? from : percent->clause, percent->from);
	return pattern_find(c->patterns, PATTERN_SHARE_OF, prefix, 0, &m) ? match_group(prefix, &m, 0) : STR("");
}

/* The parts that the sentence gives bare shares of, added up. */
static struct range sum_of_parts(const struct share *share, size_t *n, struct number *percents)
{
	struct range sum = { number_from(0), number_from(0) };
	const struct line *line = share->line;

	*n = 0;
	*percents = number_from(0);
	for (size_t i = 0; i < line->nfigs; i++) {
		const struct figure *part = line->figs[i].use == USE_SHARE ? part_of(line, i) : NULL;

		if (!part || !figure_comparable(part, share->part) || named_whole(share->c, line, &line->figs[i]).len)
			continue;
		sum = range_add(share->c->arena, sum, range_of(share->c->arena, part));
		*percents = number_add(share->c->arena, *percents, line->figs[i].value);
		(*n)++;
	}
	return sum;
}

static bool full(struct arena *arena, struct number percents)
{
	struct number off = number_abs(arena, number_sub(arena, percents, number_from(100)));

	return number_cmp(off, number_ratio(5, 10)) <= 0;
}

static bool is_slip(const struct share *share, struct range percent)
{
	struct arena *arena = share->c->arena;
	struct range printed = range_of(arena, share->percent);

	return range_meets(range_scale(arena, percent, 10, 1), printed) ||
	       range_meets(range_scale(arena, percent, 1, 10), printed) ||
	       range_meets(range_scale(arena, percent, 100, 1), printed) ||
	       range_meets(range_scale(arena, percent, 1, 100), printed);
}

static void wrong_share(const struct share *share, bool sure, struct range whole, struct str base)
{
	struct check *c = share->c;
	struct str part = figure_text(share->line, share->part);
	struct range percent;
	struct str how;

	if (!range_rate(c->arena, range_of(c->arena, share->part), whole, &percent))
		return;
	how = str_printf(c->arena, "%.*s÷%.*s%s", STR_FMT(part), STR_FMT(base), is_slip(share, percent) ? ", ×10ⁿ" : "");
	report_if(c, share->line, share->percent->from, sure, SHARE,
	          check_quote(c, share->line->s, share->part->from, share->percent->to, 10),
	          percent_print(c, share->percent, range_of(c->arena, share->part), whole),
	          figure_text(share->line, share->percent), how);
}

/* --- a named whole --- */

static bool is_named(const struct share *share, const struct figure *f)
{
	struct str name = subject_core(share->c, share->named), subject = subject_core(share->c, f->subject);

	if (!str_ends(f->subject, share->named) && !str_has(f->subject, share->named)) {
		if (han_count(name) < 2 || han_count(subject) < 2 || !(str_eq(name, subject)))
			return false;
		/* the words that the core leaves out must not tell income from expenditure */
		return str_has(share->named, STR("收入")) == str_has(f->subject, STR("收入"));
	}
	return true;
}

static void judge_named(struct share *share)
{
	const struct figure *best = NULL;
	const struct line *best_line = NULL;

	for (size_t i = 0; i < share->nbases; i++)
		if (fits(share, range_of(share->c->arena, share->bases[i])))
			return;
	for (size_t i = 0; i < share->nbases; i++)
		if (is_named(share, share->bases[i])) {
			best = share->bases[i];
			best_line = share->base_lines[i];
		}
	for (size_t k = 0; !best && k < share->c->n; k++) {
		const struct line *line = &share->c->lines[k];

		if (line->part != share->line->part || line->cell || line->leftover)
			continue;
		for (size_t i = 0; i < line->nfigs; i++)
			if (line->figs[i].use == USE_LEVEL && figure_comparable(&line->figs[i], share->part) &&
			    is_named(share, &line->figs[i]) &&
			    figure_year(share->c, &line->figs[i]) == figure_year(share->c, share->part)) {
				if (fits(share, range_of(share->c->arena, &line->figs[i])))
					return;
				best = &line->figs[i];
				best_line = line;
			}
	}
	if (best)
		wrong_share(share, best_line == share->line, range_of(share->c->arena, best), figure_text(best_line, best));
}

/* --- a bare share --- */

/* The total that a sentence begins with, when the parts behind it are introduced as its parts. */
static const struct figure *leading_total(const struct share *share)
{
	const struct line *line = share->line;
	const struct figure *total = NULL;

	for (size_t i = 0; i < line->nfigs && line->figs[i].from < share->part->from; i++) {
		const struct figure *f = &line->figs[i];
		struct str behind = str_sub(line->s, f->to, share->part->from);

		if (f->use == USE_LEVEL && !f->approx && figure_comparable(f, share->part) &&
		    number_cmp(f->value, share->part->value) >= 0 &&
		    (pattern_has(share->c->patterns, PATTERN_PARTS, behind) ||
		     pattern_has(share->c->patterns, PATTERN_TOTAL, f->subject)))
			total = f;
	}
	return total;
}

static void judge_bare(struct share *share)
{
	const struct figure *total = leading_total(share);
	struct number percents;
	size_t parts;
	struct range sum = sum_of_parts(share, &parts, &percents);

	for (size_t i = 0; i < share->nbases; i++)
		if (fits(share, range_of(share->c->arena, share->bases[i])) && share->bases[i] != total && !total)
			return;
	if (total && fits(share, range_of(share->c->arena, total)))
		return;
	for (size_t i = 0; i < share->nbases; i++) /* a part of a part, or of a whole that is said later */
		if (total && share->base_lines[i] == share->line && number_cmp(share->bases[i]->value, share->part->value) > 0 &&
		    fits(share, range_of(share->c->arena, share->bases[i])))
			return;
	if (parts > 1 && fits(share, sum))
		return;
	if (total)
		wrong_share(share, true, range_of(share->c->arena, total), figure_text(share->line, total));
	else if (parts > 1 && full(share->c->arena, percents))
		wrong_share(share, false, sum, STR("Σ"));
}

/* A list item's share may be of the total in the list's beginning, or of one in the paragraphs before. */
static void add_context(struct share *share)
{
	size_t at = (size_t)(share->line - share->c->lines);

	add_bases(share, share->line);
	for (size_t k = at; k-- > 0 && at - k <= 14 && share->nbases < BASES_MAX;)
		if (share->c->lines[k].part == share->line->part && !share->c->lines[k].cell)
			add_bases(share, &share->c->lines[k]);
	for (size_t k = at + 1; k < share->c->n && k <= at + 2; k++)
		add_bases(share, &share->c->lines[k]);
}

/* 占…的8.1%和91.9%: shares of several amounts in one breath. */
static bool is_listed(const struct line *line, size_t k)
{
	const struct figure *f = &line->figs[k], *next = k + 1 < line->nfigs ? f + 1 : NULL;
	struct str between = next ? str_sub(line->s, f->to, next->from) : STR("");

	return next && next->kind == FIG_PERCENT &&
	       (str_eq(between, STR("、")) || str_eq(between, STR("和")) || str_eq(between, STR("及")));
}

void check_shares(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs && !line->leftover && !line->cell; k++) {
			struct share share = { .c = c, .line = line, .percent = &line->figs[k] };

			if (share.percent->use != USE_SHARE || share.percent->approx || is_listed(line, k) ||
			    !(share.part = part_of(line, k)))
				continue;
			share.named = named_whole(c, line, share.percent);
			add_context(&share);
			if (share.named.len)
				judge_named(&share);
			else
				judge_bare(&share);
		}
	}
}

/* --- completion --- */

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
			    figure_comparable(f, &line->figs[k]) && fits(&share, range_of(c->arena, f)))
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
	else if (budget && actual && number_sign(budget->value) > 0) {
		struct share share = { .c = c, .line = line, .percent = percent, .part = actual };
		struct range done;

		range_rate(c->arena, range_of(c->arena, actual), range_of(c->arena, budget), &done);
		report_if(c, line, percent->from, nbudgets == 1 && nactual == 1 && actual->sentence == percent->sentence,
		          COMPLETION, check_quote(c, line->s, percent->from, percent->to, 12),
		          percent_print(c, percent, range_of(c->arena, actual), range_of(c->arena, budget)),
		          figure_text(line, percent),
		          str_printf(c->arena, "%.*s÷%.*s%s", STR_FMT(figure_text(line, actual)),
		                     STR_FMT(figure_text(line, budget)), is_slip(&share, done) ? ", ×10ⁿ" : ""));
	}
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
			const struct figure *f = &other->figs[k], *of = f->use == USE_SHARE ? part_of(other, k) : NULL;

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
			struct range whole = range_of(c->arena, f);

			if (f->kind != FIG_MONEY || f->use != USE_LEVEL || f->approx ||
			    !pattern_has(c->patterns, PATTERN_PURCHASE, f->subject))
				continue;
			if (fits(&share, whole) || fits(&share, range_add(c->arena, whole, range_of(c->arena, share.part))))
				return;
			if (!base) {
				base = f;
				base_line = l;
			}
		}
	if (base)
		wrong_share(&share, false, range_add(c->arena, range_of(c->arena, base), range_of(c->arena, share.part)),
		            str_printf(c->arena, "(%.*s+%.*s)", STR_FMT(figure_text(base_line, base)),
		                       STR_FMT(figure_text(line, share.part))));
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
			part = part_of(line, k);
			for (size_t b = 0; b < k; b++)
				budget |= line->figs[b].use == USE_LEVEL && has_budget(c, &line->figs[b]) &&
				          one_item(line, &line->figs[b], percent);
			if (budget)
				judge_done(c, line, percent);
			else if (part && number_sign(part->value) == 0 && number_sign(percent->value) == 0)
				judge_nothing(c, line, percent);
			else if (part)
				judge_alone(c, line, percent, part);
		}
	}
}
