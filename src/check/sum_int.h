/* sum_int.h - a total and its parts: collected by list.c and list_lines.c, judged by sum.c. */
#ifndef KANYIN_CHECK_SUM_INT_H
#define KANYIN_CHECK_SUM_INT_H

#include "check/check_int.h"

enum { PARTS_MAX = 40 };

struct sum {
	struct check *c;
	const struct line *line; /* where the total stands */
	const struct figure *total;
	const struct figure *parts[PARTS_MAX];
	size_t n;
	bool nested;   /* a part has parts itself */
	bool complete; /* the words say that nothing is left out */
	bool plain;    /* a budget whose parts do not say 预算 again */
	bool direct;   /* the list stands right behind the total, behind 其中 */
	bool apart;    /* the parts stand in other paragraphs */
};

/* What these parts do not add up to, the total cannot be. */
enum { CLOSED_PARTS_MAX = 4 };

struct closed_set {
	enum pattern total, parts[CLOSED_PARTS_MAX];
	size_t n;
	bool alone; /* there may be others beside these: only where nothing else stands in the list */
};

const struct closed_set *closed_set(size_t k); /* NULL behind the last one */

void sum_add(struct sum *, const struct figure *);
/* The parts, all of them, are the total. */
bool sum_adds_up(const struct sum *);
/* Some reading of the list is the total: all of it, subtotals with their parts, all but a remainder. */
bool sum_fits(const struct sum *);
/* Some part is the sum of those right behind it. */
bool sum_has_subtotal(const struct sum *);
/* Off by no more than a mistake makes: one digit, a point, the unit. */
bool sum_is_slip(const struct sum *);
/* Off by at most a `part` of the total. */
bool sum_is_near(const struct sum *, int64_t part);
void sum_judge(struct sum *);
/* The figure, total or part, that two turned digits or one wrong one explain (sum_proof.c); NULL: none. */
const struct figure *sum_mistyped(const struct sum *);
/* Parts in a row that divide the total: none is counted twice, none is another measure (sum_proof.c). */
bool sum_is_division(const struct sum *);
/* Another amount before the list is the one that it divides, or is larger than all of it. */
bool sum_divides_other(const struct sum *);
/* More than the total. */
bool sum_is_more(const struct sum *);
/* The same of a list that holds a set of parts which leaves nothing out; false: it holds none. */
bool sum_judge_closed(const struct sum *);
void sum_report(const struct sum *, bool sure);

/* Whether f can be a part of the total. */
bool sum_is_part(const struct sum *, const struct figure *f);

void check_line_lists(struct check *, size_t at); /* lists whose items are paragraphs */
void check_remainders(struct check *, const struct line *);
void check_left(struct check *, const struct line *, const struct figure *rest); /* left.c */

#endif
