/* fact_balance.c - 收支预算总数, 收入预算, 支出预算 of one section: three names of one amount. Where two agree, the third is doubtful. */
#include "base/arena.h"
#include "check/fact_int.h"

enum side { SIDE_BOTH, SIDE_INCOME, SIDE_EXPENDITURE, SIDES };

struct spot {
	const struct line *line;
	const struct figure *figure;
};

static const enum pattern names[SIDES] = { PATTERN_TOTAL_BOTH, PATTERN_TOTAL_INCOME, PATTERN_TOTAL_EXPENDITURE };

/* The first amount of the section that is called so. */
static struct spot find(struct check *c, const struct fact_context *headings, size_t from, enum pattern name)
{
	for (size_t i = from; i < c->n && headings[i].section == headings[from].section; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++) {
			const struct line *line = &c->lines[i];
			const struct figure *f = &line->figs[k];

			if (f->kind == FIG_MONEY && f->use == USE_LEVEL && !f->approx && !f->depth && !line->leftover && !line->cell &&
			    pattern_has(c->patterns, name, f->subject))
				return (struct spot){ line, f };
		}
	return (struct spot){ 0 };
}

static bool apart(struct check *c, struct spot a, struct spot b)
{
	return range_apart(range_of(c->arena, a.figure), range_of(c->arena, b.figure));
}

static void report_third(struct check *c, struct spot odd, struct spot other)
{
	report(c, odd.line, odd.figure->from, FACT_MAYBE, odd.figure->subject, figure_text(odd.line, odd.figure),
	       figure_text(other.line, other.figure), check_place(c, other.line, other.figure->from));
}

void fact_balances(struct check *c, const struct fact_context *headings)
{
	for (size_t i = 0; i < c->n; i++) {
		struct spot spots[SIDES];

		if (i && headings[i].section == headings[i - 1].section)
			continue;
		for (int side = 0; side < SIDES; side++)
			spots[side] = find(c, headings, i, names[side]);
		for (int side = 0; side < SIDES; side++) {
			struct spot odd = spots[side], one = spots[(side + 1) % SIDES], two = spots[(side + 2) % SIDES];

			if (odd.figure && one.figure && two.figure && apart(c, odd, one) && apart(c, odd, two) && !apart(c, one, two))
				report_third(c, odd, one);
		}
	}
}
