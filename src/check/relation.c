/* relation.c - what holds between the amounts that every account names, wherever in the text they are said: “三公” = 出国 + 用车 + 接待,
 * 收入总计 = 支出总计, 机关运行经费 ≤ 公用经费. Lists whose parts stand in the total's own paragraph are sum.c's. */
#include "base/arena.h"
#include "check/sum_int.h"

struct spot {
	const struct line *line;
	const struct figure *figure;
};

/* --- closed sets over several paragraphs --- */

enum { SPOTS_MAX = 4 };

/* The amounts that one name has in one section; several when they are said again. */
struct term {
	struct spot spots[SPOTS_MAX];
	size_t n;
};

static int year_of(const struct check *c, const struct figure *f)
{
	int year = figure_year(c, f);

	return year ? year : c->year;
}

static bool is_budget(const struct check *c, const struct figure *f)
{
	return pattern_has(c->patterns, PATTERN_BUDGET, f->subject);
}

static bool is_named(const struct check *c, const struct line *line, const struct figure *f, enum pattern name)
{
	return f->kind == FIG_MONEY && f->use == USE_LEVEL && !f->approx && f->depth == 0 && !line->leftover && !line->cell &&
	       !line->contents && pattern_has(c->patterns, name, f->subject);
}

/* Of the same section and year, a budget where `like` is one. */
static bool is_beside(const struct check *c, struct spot like, struct spot other)
{
	return other.line->part == like.line->part && year_of(c, other.figure) == year_of(c, like.figure) &&
	       is_budget(c, other.figure) == is_budget(c, like.figure);
}

static struct term find_term(const struct check *c, enum pattern name, struct spot like)
{
	struct term term = { .n = 0 };

	for (size_t i = 0; i < c->n && term.n < SPOTS_MAX; i++)
		for (size_t k = 0; k < c->lines[i].nfigs && c->lines[i].part == like.line->part && term.n < SPOTS_MAX; k++) {
			struct spot spot = { &c->lines[i], &c->lines[i].figs[k] };

			if (is_named(c, spot.line, spot.figure, name) && is_beside(c, like, spot))
				term.spots[term.n++] = spot;
		}
	return term;
}

/* Whether some value of each term adds up to some value of the total. */
static bool any_sum(const struct check *c, const struct term *total, const struct term *terms, size_t n, struct range sum)
{
	if (n == 0) {
		for (size_t i = 0; i < total->n; i++)
			if (range_meets(sum, range_of(c->arena, total->spots[i].figure)))
				return true;
		return false;
	}
	for (size_t i = 0; i < terms->n; i++)
		if (any_sum(c, total, terms + 1, n - 1,
		            range_add(c->arena, sum, range_of(c->arena, terms->spots[i].figure))))
			return true;
	return false;
}

/* In the total's own paragraph, or in the list right below it: these are list.c's and list_lines.c's. */
static bool in_one_list(const struct check *c, struct spot total, const struct term *terms, size_t n)
{
	bool lead = pattern_has(c->patterns, PATTERN_LIST_LEAD, total.line->s);

	for (size_t i = 0; i < n; i++) {
		const struct line *line = terms[i].spots[0].line;

		if (line != total.line && !(lead && line > total.line && line <= total.line + n))
			return false;
	}
	return true;
}

static void report_sum(struct check *c, struct spot total, const struct term *terms, size_t n)
{
	struct range sum = range_none();
	struct str list = STR("");

	for (size_t i = 0; i < n; i++) {
		struct spot part = terms[i].spots[0];

		sum = range_add(c->arena, sum, range_of(c->arena, part.figure));
		list = str_printf(c->arena, "%.*s%s%.*s", STR_FMT(list), i ? "+" : "", STR_FMT(figure_text(part.line, part.figure)));
	}
	report(c, total.line, total.figure->from, SUM,
	       check_quote(c, total.line->s, total.figure->from, total.figure->to, 14),
	       figure_print(c, total.line, total.figure, range_middle(c->arena, sum)), figure_text(total.line, total.figure),
	       list);
}

/* The part that is right in 万元 and was printed in 元, or the other way. NULL: none. */
static struct spot other_unit(struct check *c, const struct term *total, const struct term *terms, size_t n)
{
	static const int64_t by[][2] = { { 10000, 1 }, { 1, 10000 } };

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < 2; k++) {
			struct spot part = terms[i].spots[0];
			struct figure scaled = *part.figure;
			struct term with[CLOSED_PARTS_MAX];

			for (size_t t = 0; t < n; t++)
				with[t] = terms[t];
			scaled.value = number_mul(c->arena, scaled.value, number_ratio(by[k][0], by[k][1]));
			scaled.half = number_mul(c->arena, scaled.half, number_ratio(by[k][0], by[k][1]));
			with[i] = (struct term){ .spots = { { part.line, &scaled } }, .n = 1 };
			if (number_sign(scaled.value) && any_sum(c, total, with, n, range_none()))
				return part;
		}
	return (struct spot){ 0 };
}

/* false: not all of its parts are said. */
static bool judge_set(struct check *c, struct spot spot, const struct closed_set *set)
{
	struct term total = find_term(c, set->total, spot), terms[CLOSED_PARTS_MAX];
	struct spot slip;

	if (total.spots[0].figure != spot.figure) /* looked at where it was said first */
		return false;
	for (size_t i = 0; i < set->n; i++) {
		terms[i] = find_term(c, set->parts[i], spot);
		if (!terms[i].n)
			return false;
	}
	for (size_t i = 0; i < total.n; i++)
		if (in_one_list(c, total.spots[i], terms, set->n))
			return true;
	if (any_sum(c, &total, terms, set->n, range_none()))
		return true;
	slip = other_unit(c, &total, terms, set->n);
	if (slip.figure)
		report_unit(c, slip.line, slip.figure, spot.figure->factor);
	else
		report_sum(c, spot, terms, set->n);
	return true;
}

/* The first set of a total whose parts are all said. */
static void judge_total(struct check *c, struct spot spot)
{
	const struct closed_set *set;

	for (size_t k = 0; (set = closed_set(k)) != NULL; k++)
		if (!set->alone && is_named(c, spot.line, spot.figure, set->total) && judge_set(c, spot, set))
			return;
}

static void closed_sets(struct check *c)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++)
			judge_total(c, (struct spot){ &c->lines[i], &c->lines[i].figs[k] });
}

/* --- what cannot be more than another --- */

static const struct {
	enum pattern part, whole;
	bool anywhere; /* else in one section */
} bounded[] = {
	{ PATTERN_NAMED_OPERATING, PATTERN_CLOSED_OFFICE, true },
	{ PATTERN_NAMED_SME, PATTERN_NAMED_PURCHASE, false },
	{ PATTERN_NAMED_SMALL, PATTERN_NAMED_SME, false },
	{ PATTERN_DEBT_BALANCE, PATTERN_DEBT_LIMIT, false },
	{ PATTERN_NAMED_GRANTS, PATTERN_NAMED_ALL_GRANTS, true },
};

/* The largest amount of that name; figure: NULL when there is none. */
static struct spot largest(const struct check *c, enum pattern name, struct spot like, bool anywhere)
{
	struct spot best = { 0 };

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs && (anywhere || c->lines[i].part == like.line->part); k++) {
			struct spot spot = { &c->lines[i], &c->lines[i].figs[k] };

			if (!is_named(c, spot.line, spot.figure, name) ||
			    (anywhere ? year_of(c, spot.figure) != year_of(c, like.figure) : !is_beside(c, like, spot)))
				continue;
			if (!best.figure || number_cmp(spot.figure->value, best.figure->value) > 0)
				best = spot;
		}
	return best;
}

/* 499.65万元(按事业运行支出口径): what is counted is said, and may be more than the word means. */
static bool has_scope(const struct check *c, struct spot spot)
{
	return pattern_has(c->patterns, PATTERN_SCOPE, str_sub(spot.line->s, spot.figure->to, spot.line->s.len));
}

/* A,其中B: list.c's. */
static bool in_list(struct spot part, struct spot whole)
{
	return part.line == whole.line && whole.figure < part.figure &&
	       str_starts(str_sub(part.line->s, whole.figure->to, part.figure->from), STR(",其中"));
}

static void bounds(struct check *c)
{
	for (size_t b = 0; b < sizeof(bounded) / sizeof(*bounded); b++)
		for (size_t i = 0; i < c->n; i++)
			for (size_t k = 0; k < c->lines[i].nfigs; k++) {
				struct spot part = { &c->lines[i], &c->lines[i].figs[k] }, whole;

				if (!is_named(c, part.line, part.figure, bounded[b].part) || has_scope(c, part))
					continue;
				whole = largest(c, bounded[b].whole, part, bounded[b].anywhere);
				if (whole.figure && !in_list(part, whole) && number_cmp(range_of(c->arena, part.figure).lo,
				                               range_of(c->arena, whole.figure).hi) > 0)
					report(c, part.line, part.figure->from, EXCEEDS,
					       check_quote(c, part.line->s, part.figure->from, part.figure->to, 14),
					       figure_text(whole.line, whole.figure),
					       check_quote(c, whole.line->s, whole.figure->from, whole.figure->to, 14),
					       check_place(c, whole.line, whole.figure->from));
			}
}

/* --- relations of the whole account --- */

/* The first amount of the main year whose name matches; whole: the name of what it is a part of, or any. */
static struct spot find_named(struct check *c, enum pattern name, bool in_whole)
{
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++) {
			const struct line *line = &c->lines[i];
			const struct figure *f = &line->figs[k], *whole;
			int year = figure_year(c, f);

			if (f->use != USE_LEVEL || f->kind != FIG_MONEY || line->leftover || line->cell || f->approx ||
			    (year && year != c->year) || !pattern_has(c->patterns, name, fact_key(c, f->subject)))
				continue;
			whole = fact_whole(line, f);
			if (!in_whole || (whole && pattern_has(c->patterns, PATTERN_YEAR_TOTAL, fact_key(c, whole->subject))))
				return (struct spot){ line, f };
		}
	return (struct spot){ 0 };
}

static bool equal(struct check *c, struct spot a, struct spot b)
{
	return !range_apart(range_of(c->arena, a.figure), range_of(c->arena, b.figure));
}

/* When all expenditure is of the general public budget, so is all basic expenditure. */
static void basic_expenditure(struct check *c)
{
	struct spot basic = find_named(c, PATTERN_BASIC, true), general = find_named(c, PATTERN_GENERAL_BASIC, false);
	struct spot all = find_named(c, PATTERN_GENERAL_TOTAL, false);
	const struct figure *whole = basic.figure ? fact_whole(basic.line, basic.figure) : NULL;

	if (!whole || !general.figure || !all.figure || !equal(c, (struct spot){ basic.line, whole }, all) ||
	    equal(c, basic, general))
		return;
	report(c, basic.line, basic.figure->from, FACT, basic.figure->subject, figure_text(basic.line, basic.figure),
	       figure_text(general.line, general.figure),
	       check_place(c, general.line, general.figure->from));
}

/* A sentence says that some of them were paid from 公用经费. */
static bool paid_elsewhere(const struct check *c)
{
	for (size_t i = 0; i < c->n; i++)
		if (pattern_has(c->patterns, PATTERN_PAID_ELSEWHERE, c->lines[i].s))
			return true;
	return false;
}

/* Projects carried out cannot cost more than all projects. */
static void project_sum(struct check *c)
{
	struct spot total = find_named(c, PATTERN_GENERAL_TOTAL, false), basic = find_named(c, PATTERN_GENERAL_BASIC, false);
	struct spot all = find_named(c, PATTERN_YEAR_TOTAL, false), printed = find_named(c, PATTERN_PROJECT, true);
	struct range left;

	/* with other funds in it, the sum would say nothing */
	if (!total.figure || !basic.figure || !all.figure || !equal(c, total, all) || paid_elsewhere(c))
		return;
	left = printed.figure ? range_of(c->arena, printed.figure)
	                      : range_sub(c->arena, range_of(c->arena, total.figure), range_of(c->arena, basic.figure));
	for (size_t i = 0; i < c->n; i++) {
		struct range sum = range_none();
		size_t n = 0, k = i;

		for (; k < c->n && c->lines[k].mark && c->lines[k].mark == c->lines[i].mark &&
		       c->lines[k].parent == c->lines[i].parent;
		     k++)
			for (size_t f = 0; f < c->lines[k].nfigs; f++)
				if (pattern_has(c->patterns, PATTERN_CARRIED_OUT, c->lines[k].figs[f].subject) &&
				    c->lines[k].figs[f].kind == FIG_MONEY && !c->lines[k].figs[f].reference) {
					sum = range_add(c->arena, sum, range_of(c->arena, &c->lines[k].figs[f]));
					n++;
					break;
				}
		if (n >= 2 && number_cmp(sum.lo, left.hi) > 0) {
			struct number mid = range_middle(c->arena, sum);
			struct number rest = range_middle(c->arena, left);

			report(c, &c->lines[i], 0, PROJECTS, figure_print(c, total.line, total.figure, mid),
			       figure_print(c, total.line, total.figure, rest));
		}
		i = k > i ? k - 1 : i;
	}
}

/* 收支相抵,年终结转27217万元: what is left over is in the income only. */
static bool leaves_rest(const struct check *c, struct spot spot)
{
	struct str behind = str_sub(spot.line->s, spot.figure->to, spot.line->s.len);
	const struct line *next = spot.line + 1;

	return pattern_has(c->patterns, PATTERN_LEAVES, behind) ||
	       (next < c->lines + c->n && next->part == spot.line->part && pattern_has(c->patterns, PATTERN_LEAVES, next->s));
}

/* In final accounts income and expenditure balance. */
static void balance(struct check *c)
{
	struct spot income = find_named(c, PATTERN_ALL_INCOME, false),
		    expenditure = find_named(c, PATTERN_ALL_EXPENDITURE, false);

	if (!income.figure || !expenditure.figure || income.line->part != expenditure.line->part ||
	    equal(c, income, expenditure) || leaves_rest(c, expenditure) || expenditure.line - income.line > 2 || income.line > expenditure.line)
		return;
	report(c, expenditure.line, expenditure.figure->from, FACT, expenditure.figure->subject,
	       figure_text(expenditure.line, expenditure.figure), figure_text(income.line, income.figure),
	       check_place(c, income.line, income.figure->from));
}

void check_relations(struct check *c)
{
	closed_sets(c);
	bounds(c);
	balance(c);
	basic_expenditure(c);
	project_sum(c);
}
