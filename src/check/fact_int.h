/* fact_int.h - what a fact is about besides its name: the year, the budget, the tier of government; private to fact*.c. */
#ifndef KANYIN_CHECK_FACT_INT_H
#define KANYIN_CHECK_FACT_INT_H

#include "check/check_int.h"

/* 0: not said. Of budgets, the number of the group of PATTERN_BUDGET_NAME, from 1; of tiers likewise. */
struct fact_context {
	int year, budget, tier;
	int section; /* counts the headings of the first level */
};

enum { BUDGET_FUND = 2, BUDGET_CAPITAL = 3, BUDGET_GRANTS = 6 /* 财政拨款: of whichever budget */ };

/* What the headings above each line say; as many as lines. */
struct fact_context *fact_headings(struct check *);
/* Of one figure: what its own words say, else its sentence, its paragraph, the heading. */
struct fact_context fact_context(struct check *, const struct line *, const struct figure *, const struct fact_context *heading);
/* The words that name it: its own, or of the item whose measure it is. Empty: it is a measure of nothing that is said. */
struct str fact_subject(struct check *, const struct line *, const struct figure *);
/* Rules of their own: items against their account and their class (fact_item.c); 元 for 万元 (fact_unit.c). */
void fact_items(struct check *, const struct fact_context *headings);
void fact_units(struct check *);
/* What is no money, said twice with a slip of the hand (fact_measure.c). */
void fact_measures(struct check *);
/* Income, expenditure and both of one section (fact_balance.c). */
void fact_balances(struct check *, const struct fact_context *headings);
/* Values that one slip of the hand turns into one another: one digit other, missing or turned, or the last one off by two. */
bool fact_slip(const struct line *, const struct figure *, const struct line *, const struct figure *);

#endif
