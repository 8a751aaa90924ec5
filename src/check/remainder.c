/* remainder.c - what is left: 预算 − 支出 = 结余, 收入 − 支出 = 收支结余, 总计 = 合计 + 结转. */
#include "base/arena.h"
#include "check/sum_int.h"

enum { ABOVE = 6 }; /* [paragraphs] where the totals of what is left over may stand */

static const struct figure *find_money(const struct check *c, const struct line *line, size_t before, enum pattern which)
{
	for (size_t i = before; i-- > 0;)
		if (line->figs[i].kind == FIG_MONEY && line->figs[i].use == USE_LEVEL &&
		    pattern_has(c->patterns, which, line->figs[i].subject))
			return &line->figs[i];
	return NULL;
}

/* 预算500万元,调减80万元,支出410万元,结余10万元: with another amount of the line added or taken away, it is what is left. */
static bool is_adjusted(const struct check *c, const struct line *line, const struct figure *rest, struct range left)
{
	for (const struct figure *f = line->figs; f < rest; f++) {
		struct range by = range_of(c->arena, f), printed = range_of(c->arena, rest);

		if (f->kind == FIG_MONEY && (range_meets(range_add(c->arena, left, by), printed) ||
		                             range_meets(range_sub(c->arena, left, by), printed)))
			return true;
	}
	return false;
}

/* false: it is not what is left of a budget. */
static bool remainder_of(struct check *c, const struct line *line, size_t at)
{
	const struct figure *rest = &line->figs[at];
	const struct figure *budget = find_money(c, line, at, PATTERN_BUDGET), *spent = find_money(c, line, at, PATTERN_SPENT);
	struct range right;

	if (!budget || !spent || rest->use != USE_LEVEL || rest->kind != FIG_MONEY ||
	    !pattern_has(c->patterns, PATTERN_REMAINS, rest->subject))
		return false;
	right = range_sub(c->arena, range_of(c->arena, budget), range_of(c->arena, spent));
	if (!range_meets(right, range_of(c->arena, rest)) && number_sign(range_middle(c->arena, right)) > 0 &&
	    !is_adjusted(c, line, rest, right))
		report_if(c, line, rest->from, rest->sentence == spent->sentence, DIFFERENCE,
		          check_quote(c, line->s, rest->from, rest->to, 4),
		          figure_print(c, line, budget, range_middle(c->arena, right)), figure_text(line, budget),
		          figure_text(line, spent));
	return true;
}

/* --- 收入 − 支出 --- */

/* The last amount before `rest` that the pattern names: in the sentence, or a 总计 in the paragraphs above. */
static const struct figure *last_named(const struct check *c, const struct line *line, const struct figure *rest,
                                       enum pattern name, const struct line **where)
{
	for (const struct line *l = line; l >= c->lines && line - l <= ABOVE && l->part == line->part; l--) {
		/* another account was closed before */
		if (l != line && pattern_has(c->patterns, PATTERN_SURPLUS, l->s))
			return NULL;
		for (size_t i = l->nfigs; i-- > 0;) {
			const struct figure *f = &l->figs[i];
			bool near = l == line && f->sentence == rest->sentence;

			if ((l == line && f >= rest) || f->kind != FIG_MONEY || f->use != USE_LEVEL || f->approx ||
			    f->depth > 0 || pattern_has(c->patterns, PATTERN_BASE_ONLY, f->subject) ||
			    !pattern_has(c->patterns, name, f->subject) ||
			    (!near && !pattern_has(c->patterns, PATTERN_TOTAL, f->subject)))
				continue;
			*where = l;
			return f;
		}
	}
	return NULL;
}

/* 收入A,支出B,本年收支结余C; 收入总计A … 支出总计B。收支相抵,年终结转C。 */
static void surplus_of(struct check *c, const struct line *line, const struct figure *rest)
{
	const struct line *from = NULL, *to = NULL;
	const struct figure *income, *spending;
	struct str words = str_sub(line->s, rest->sentence, rest->from);
	struct range right;

	if (rest->use != USE_LEVEL || rest->kind != FIG_MONEY || rest->depth > 0 ||
	    pattern_has(c->patterns, PATTERN_ROLLING, rest->subject) ||
	    !pattern_has(c->patterns, PATTERN_LEFT_OVER, rest->subject))
		return;
	income = last_named(c, line, rest, PATTERN_SAID_INCOME, &from);
	spending = last_named(c, line, rest, PATTERN_SAID_SPENDING, &to);
	if (!income || !spending || from > to)
		return;
	/* 收入总计A,支出总计B,年终结余C: the words say so without 相抵 */
	if (!pattern_has(c->patterns, PATTERN_SURPLUS, words) &&
	    !(from == line && income->sentence == rest->sentence && to == line && spending->sentence == rest->sentence &&
	      pattern_has(c->patterns, PATTERN_GRAND, income->subject) &&
	      pattern_has(c->patterns, PATTERN_GRAND, spending->subject)))
		return;
	right = range_sub(c->arena, range_of(c->arena, income), range_of(c->arena, spending));
	if (number_sign(right.lo) <= 0 || range_meets(right, range_of(c->arena, rest)))
		return;
	report_if(c, line, rest->from, income->sentence == rest->sentence && from == line && to == line, DIFFERENCE,
	          check_quote(c, line->s, rest->from, rest->to, 4), figure_print(c, line, rest, range_middle(c->arena, right)),
	          figure_text(from, income), figure_text(to, spending));
}

/* --- 总计 = 合计 + what is carried over --- */

/* 支出总计5720.07万元(含年末结转和结余672.86万元): the bracket's amounts, and the 合计 of the same section, are its parts. */
static bool bracket_parts(struct sum *sum, const struct line *line)
{
	for (const struct figure *f = sum->total + 1; f < line->figs + line->nfigs && f->depth > sum->total->depth; f++) {
		if (!figure_comparable(f, sum->total) || f->use != USE_LEVEL ||
		    !pattern_has(sum->c->patterns, PATTERN_CARRIED_OVER, f->subject))
			return false;
		sum_add(sum, f);
	}
	return sum->n > 0;
}

static bool is_own_total(struct check *c, const struct figure *f, const struct figure *grand)
{
	bool income = str_has(grand->subject, STR("收入"));
	int year = figure_year(c, f);

	return figure_comparable(f, grand) && f->use == USE_LEVEL && !f->approx && f->depth == 0 && (!year || year == c->year) &&
	       pattern_has(c->patterns, PATTERN_OWN_TOTAL, f->subject) && str_has(f->subject, STR("收入")) == income &&
	       str_has(f->subject, STR("支出")) != income;
}

static void grand_total(struct check *c, const struct line *line, const struct figure *total)
{
	struct sum sum = { .c = c, .line = line, .total = total };
	const struct figure *own = NULL;
	bool bracket = str_starts(str_sub(line->s, total->to, line->s.len), STR("("));

	if (!bracket || total->use != USE_LEVEL || total->kind != FIG_MONEY || total->depth > 0 ||
	    !pattern_has(c->patterns, PATTERN_GRAND_TOTAL, total->subject) || !bracket_parts(&sum, line))
		return;
	sum_add(&sum, sum.parts[0]);
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs && c->lines[i].part == line->part && !c->lines[i].cell; k++) {
			if (!is_own_total(c, &c->lines[i].figs[k], total))
				continue;
			own = sum.parts[sum.n - 1] = &c->lines[i].figs[k];
			if (sum_adds_up(&sum))
				return;
		}
	if (own && (sum_is_near(&sum, 20) || sum_is_slip(&sum)))
		sum_report(&sum, false);
}

/* --- 资产 = 负债 + 净资产 --- */

/* The last amount of that name before `rest` in its sentence, or the one before; NULL: none. */
static const struct figure *beside(const struct check *c, const struct line *line, const struct figure *rest, enum pattern name)
{
	for (const struct figure *f = rest; f-- > line->figs && rest->sentence == f->sentence;)
		if (figure_comparable(f, rest) && f->use == USE_LEVEL && !f->approx && f->depth == 0 && f->year == rest->year &&
		    pattern_has(c->patterns, name, f->subject))
			return f;
	return NULL;
}

static void net_assets(struct check *c, const struct line *line, const struct figure *rest)
{
	const struct figure *assets, *debts;
	struct range right;

	if (rest->use != USE_LEVEL || rest->kind != FIG_MONEY || !pattern_has(c->patterns, PATTERN_NET_ASSETS, rest->subject))
		return;
	assets = beside(c, line, rest, PATTERN_RATE_ASSETS);
	debts = beside(c, line, rest, PATTERN_RATE_DEBTS);
	if (!assets || !debts || debts < assets)
		return;
	right = range_sub(c->arena, range_of(c->arena, assets), range_of(c->arena, debts));
	if (number_sign(right.lo) > 0 && !range_meets(right, range_of(c->arena, rest)))
		report(c, line, rest->from, DIFFERENCE_MAYBE, check_quote(c, line->s, rest->from, rest->to, 4),
		       figure_print(c, line, rest, range_middle(c->arena, right)), figure_text(line, assets),
		       figure_text(line, debts));
}

/* --- 滚存结余 = 上年结余 + 本年结余; 年末结转 = 上年结转 + 收入 - 支出 --- */

/* The amount of that name in the sentence, on either side of `rest`; NULL: none or two. */
static const struct figure *only(const struct check *c, const struct line *line, const struct figure *rest, enum pattern name)
{
	const struct figure *found = NULL;

	for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++) {
		if (f == rest || f->sentence != rest->sentence || !figure_comparable(f, rest) || f->use != USE_LEVEL || f->approx || f->depth ||
		    !pattern_has(c->patterns, name, f->subject))
			continue;
		if (found)
			return NULL;
		found = f;
	}
	return found;
}

static void rolled(struct check *c, const struct line *line, const struct figure *rest)
{
	struct sum sum = { .c = c, .line = line, .total = rest };
	const struct figure *before, *year;

	if (rest->use != USE_LEVEL || rest->kind != FIG_MONEY || rest->depth || !pattern_has(c->patterns, PATTERN_ROLLED, rest->subject) ||
	    pattern_has(c->patterns, PATTERN_ROLLED_BEFORE, rest->subject))
		return;
	before = only(c, line, rest, PATTERN_ROLLED_BEFORE);
	year = only(c, line, rest, PATTERN_ROLLED_YEAR);
	if (!before || !year)
		return;
	sum_add(&sum, before);
	sum_add(&sum, year);
	if (!sum_adds_up(&sum))
		sum_report(&sum, false);
}

static void left_at_end(struct check *c, const struct line *line, const struct figure *rest)
{
	const struct figure *before, *income, *spending;
	struct range year, right, printed = range_of(c->arena, rest);

	if (rest->use != USE_LEVEL || rest->kind != FIG_MONEY || rest->depth || !pattern_has(c->patterns, PATTERN_LEFT_AT_END, rest->subject))
		return;
	before = only(c, line, rest, PATTERN_ROLLED_BEFORE);
	income = only(c, line, rest, PATTERN_YEARS_INCOME);
	spending = only(c, line, rest, PATTERN_YEARS_SPENDING);
	if (!before || !income || !spending || income > spending || spending > rest || income == before)
		return;
	year = range_sub(c->arena, range_of(c->arena, income), range_of(c->arena, spending));
	right = range_add(c->arena, year, range_of(c->arena, before));
	if (range_meets(right, printed) || range_meets(year, printed) || number_sign(right.lo) < 0)
		return;
	report(c, line, rest->from, DIFFERENCE_MAYBE, check_quote(c, line->s, rest->from, rest->to, 4),
	       figure_print(c, line, rest, range_middle(c->arena, right)),
	       str_printf(c->arena, "%.*s+%.*s", STR_FMT(figure_text(line, before)), STR_FMT(figure_text(line, income))),
	       figure_text(line, spending));
}

void check_remainders(struct check *c, const struct line *line)
{
	for (size_t k = 0; k < line->nfigs; k++) {
		if (line->figs[k].approx)
			continue;
		if (!remainder_of(c, line, k))
			check_left(c, line, &line->figs[k]);
		surplus_of(c, line, &line->figs[k]);
		grand_total(c, line, &line->figs[k]);
		net_assets(c, line, &line->figs[k]);
		rolled(c, line, &line->figs[k]);
		left_at_end(c, line, &line->figs[k]);
	}
}
