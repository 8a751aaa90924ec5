/* rate_far.c - rates and averages whose amounts stand in other paragraphs: 预算执行率, 完成目标的104.4%, 人均接待费, 车均维护费. */
#include "base/arena.h"
#include "check/share_int.h"

/* --- 预算执行率 of amounts that stand elsewhere --- */

/* The only year's budget and expenditure that some paragraph gives, when they are not of that rate; false: none, several, or they give it. */
static bool years_amounts(struct share *share, const struct figure **budget)
{
	struct check *c = share->c;

	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];
		const struct figure *b = NULL, *s = NULL;

		for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++) {
			bool level = f->use == USE_LEVEL && f->kind == FIG_MONEY && !f->approx && f->depth == 0;

			b = level && pattern_has(c->patterns, PATTERN_RATE_YEARS_BUDGET, f->subject) ? f : b;
			s = level && pattern_has(c->patterns, PATTERN_RATE_YEARS_SPENT, f->subject) ? f : s;
		}
		if (!b || !s)
			continue;
		if (share->part || line->repeated)
			return false;
		share->part = s;
		share->line = line;
		*budget = b;
	}
	return share->part && !share_fits(share, range_of(c->arena, *budget));
}

static void rate_elsewhere(struct check *c, const struct line *line, const struct figure *percent)
{
	struct share share = { .c = c, .line = line, .percent = percent };
	const struct figure *budget = NULL;

	if (!pattern_has(c->patterns, PATTERN_RATE_BUDGET, str_sub(line->s, percent->clause, percent->from)))
		return;
	for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++)
		if (f->kind == FIG_MONEY)
			return;
	if (years_amounts(&share, &budget))
		report_if(c, line, percent->from, false, COMPLETION, check_quote(c, line->s, percent->from, percent->to, 8),
		          percent_print(c, percent, range_of(c->arena, share.part), range_of(c->arena, budget)),
		          figure_text(line, percent),
		          str_printf(c->arena, "%.*s÷%.*s", STR_FMT(figure_text(share.line, share.part)),
		                     STR_FMT(figure_text(share.line, budget))));
}

/* --- 完成目标的104.4% --- */

/* What the amount counts: the words before it without those of a target. */
static struct str counted(struct check *c, const struct figure *f)
{
	struct str s = f->subject;
	struct match m;
	ptrdiff_t colon;

	while ((colon = str_find(s, STR(":"))) >= 0)
		s = str_sub(s, (size_t)colon + 1, s.len);
	s = subject_core(c, s);

	if (pattern_find(c->patterns, PATTERN_AT_LEAST, s, 0, &m))
		s = str_sub(s, 0, m.from);
	return s;
}

/* The one amount elsewhere of the same name that is a target; NULL: none, several, or one gives the rate. */
static const struct figure *target_of(const struct share *share, const struct line **where)
{
	struct check *c = share->c;
	struct str name = counted(c, share->part);
	const struct figure *found = NULL;

	for (size_t i = 0; han_count(name) >= 3 && i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs && !c->lines[i].cell; k++) {
			const struct figure *f = &c->lines[i].figs[k];

			if (f == share->part || !figure_comparable(f, share->part) || f->use != USE_LEVEL || number_sign(f->value) <= 0 ||
			    !(f->approx || pattern_has(c->patterns, PATTERN_TARGET, str_sub(c->lines[i].s, f->sentence, f->from))) ||
			    !str_eq(counted(c, f), name))
				continue;
			if (share_fits(share, range_of(c->arena, f)) || (found && number_cmp(found->value, f->value) != 0))
				return NULL;
			found = f;
			*where = &c->lines[i];
		}
	return found;
}

static void rate_of_target(struct check *c, const struct line *line, const struct figure *percent)
{
	struct share share = { .c = c, .line = line, .percent = percent };
	const struct line *where = line;
	const struct figure *target;
	struct range right;

	if (percent == line->figs || !pattern_has(c->patterns, PATTERN_RATE_TARGET, str_sub(line->s, percent->clause, percent->from)))
		return;
	share.part = percent - 1;
	if (share.part->kind != FIG_COUNT || share.part->use != USE_LEVEL || share.part->approx || share.part->segment != percent->segment)
		return;
	target = target_of(&share, &where);
	if (target && range_rate(c->arena, range_of(c->arena, share.part), range_of(c->arena, target), &right) &&
	    rate_may_be_meant(c->arena, right, range_of(c->arena, percent)))
		share_wrong(&share, false, range_of(c->arena, target), figure_text(where, target));
}

void rate_far(struct check *c, const struct line *line, const struct figure *percent)
{
	rate_elsewhere(c, line, percent);
	rate_of_target(c, line, percent);
}

/* --- 全年864000元,每季度拨付216000元 --- */

static void per_period(struct check *c, const struct line *line, const struct figure *each)
{
	static const int64_t periods[] = { 4, 12, 2 };
	struct range right, printed = range_of(c->arena, each), best = { 0 };
	const struct figure *year = NULL;
	struct match m;
	size_t k = 0;

	if (each->kind != FIG_MONEY || each->use != USE_LEVEL || each->approx ||
	    !pattern_find(c->patterns, PATTERN_PER_PERIOD, each->subject, 0, &m))
		return;
	while (m.group[k][0] == SIZE_MAX)
		k++;
	for (const struct figure *f = line->figs; f < each; f++) {
		if (f->sentence != each->sentence || f->kind != FIG_MONEY || f->use != USE_LEVEL ||
		    pattern_has(c->patterns, PATTERN_UNIT_PRICE, f->subject))
			continue;
		right = range_scale(c->arena, range_of(c->arena, f), 1, periods[k]);
		if (f->approx || range_meets(right, printed))
			return;
		year = f;
		best = right;
	}
	if (year && rate_may_be_meant(c->arena, best, printed))
		report(c, line, each->from, AVERAGE, check_quote(c, line->s, each->from, each->to, 6),
		       figure_print(c, line, each, range_middle(c->arena, best)), figure_text(line, year),
		       str_printf(c->arena, "%d", (int)periods[k]));
}

/* --- averages of what the accounts know by name --- */

static const struct {
	enum pattern mean, paid, counted;
	const char *unit;
} means[] = {
	{ PATTERN_MEAN_GUESTS, PATTERN_GUESTS_PAID, PATTERN_GUESTS_COUNTED, "人" },
	{ PATTERN_MEAN_CAR_BOUGHT, PATTERN_CAR_BOUGHT_PAID, PATTERN_CARS_BOUGHT, "辆" },
	{ PATTERN_MEAN_CAR_RUN, PATTERN_CAR_RUN_PAID, PATTERN_CARS_HELD, "辆" },
};

/* How many, in the average's own paragraph; NULL: not said. */
static const struct figure *heads(const struct check *c, const struct line *line, size_t k)
{
	for (size_t i = 0; i < line->nfigs; i++) {
		const struct figure *f = &line->figs[i];

		if (f->kind == FIG_COUNT && str_starts(f->unit, str_from(means[k].unit)) && number_sign(f->value) > 0 && !f->approx &&
		    pattern_has(c->patterns, means[k].counted, str_sub(line->s, f->clause, f->from)) &&
		    !pattern_has(c->patterns, PATTERN_PURCHASED_ABROAD, str_sub(line->s, f->clause, f->from)))
			return f;
	}
	return NULL;
}

/* Of the amounts of that name one by that many is the average, or the last one is what was meant. */
static void mean_of_account(struct check *c, const struct line *line, const struct figure *each)
{
	const struct figure *n, *paid = NULL;
	const struct line *where = NULL;
	struct range right, best = { 0 };

	for (size_t k = 0; k < sizeof(means) / sizeof(*means); k++) {
		if (each->kind != FIG_MONEY || !pattern_has(c->patterns, means[k].mean, each->subject) || !(n = heads(c, line, k)))
			continue;
		for (size_t i = 0; i < c->n; i++)
			for (size_t a = 0; a < c->lines[i].nfigs; a++) {
				const struct figure *f = &c->lines[i].figs[a];

				if (f == each || f->kind != FIG_MONEY || f->use != USE_LEVEL || number_sign(f->value) == 0 ||
				    c->lines[i].part != line->part || pattern_has(c->patterns, PATTERN_BUDGET, f->subject) ||
				    !pattern_has(c->patterns, means[k].paid, f->subject) ||
				    !range_rate(c->arena, range_of(c->arena, f), range_of(c->arena, n), &right))
					continue;
				right = range_scale(c->arena, right, 1, 100);
				if (f->approx || range_meets(right, range_of(c->arena, each)) ||
				    range_meets(range_scale(c->arena, right, 10000, 1), range_of(c->arena, each)))
					return;
				paid = f;
				where = &c->lines[i];
				best = right;
			}
		if (paid && rate_may_be_meant(c->arena, best, range_of(c->arena, each)))
			report(c, line, each->from, AVERAGE, check_quote(c, line->s, each->from, each->to, 6),
			       figure_print(c, line, each, range_middle(c->arena, best)), figure_text(where, paid), figure_text(line, n));
	}
}

void average_far(struct check *c, const struct line *line, const struct figure *each)
{
	mean_of_account(c, line, each);
	per_period(c, line, each);
}
