/* growth_int.h - a claim of growth: what it says, and the tests and findings about it; private to growth*.c. */
#ifndef KANYIN_CHECK_GROWTH_INT_H
#define KANYIN_CHECK_GROWTH_INT_H

#include "check/check_int.h"

enum { LEVELS_MAX = 8 };

struct claim {
	struct check *c;
	const struct line *line;
	const struct figure *change, *rate; /* one of them may be NULL */
	const struct figure *first;         /* the earlier of them */
	int dir;
	size_t mark;        /* where the comparison begins (较, 与 … 相比); SIZE_MAX */
	int base_year;      /* that it compares with: 比2022年; 0: not said as a number */
	struct str subject; /* what the claim itself says grows; may be empty */
	struct str name;    /* the item that a clause of its own names before it: X费比上年…,增加…; may be empty */
	const struct figure *levels[LEVELS_MAX];
	size_t nlevels;
	const struct line *of; /* where the levels stand */
	bool before;         /* the levels stand in an earlier sentence */
	struct range scaled; /* of change, in the unit of the levels */
};

/* What the words say (growth_claim.c). */
void claim_read(struct claim *);
bool claim_same_subject(const struct claim *, const struct figure *level);
/* An amount that the words call the base: after the comparison's beginning, or of an earlier year. */
bool claim_is_base(const struct claim *, const struct figure *);
bool claim_is_level(const struct claim *, const struct figure *);
bool claim_one_value(const struct claim *);

/* What the figures give (growth_test.c). */
struct range claim_range(const struct claim *, const struct figure *);
/* part over base is the printed rate. */
bool claim_fits(const struct claim *, struct range part, struct range base);
/* The year before, when `now` is this year's amount. */
struct range claim_base(const struct claim *, const struct figure *now);

void claim_wrong_rate(const struct claim *, bool sure, struct range part, struct range base, const struct figure *now);
void claim_wrong_change(const struct claim *, bool sure, const struct figure *now, const struct figure *base);
void claim_wrong_direction(const struct claim *, bool rose);
void claim_from_nothing(const struct claim *);

/* A rule of its own: a year compared with itself (growth_year.c). */
void growth_years(struct check *);
/* A claim that names its total, by the last amount of that name (growth_named.c). */
void growth_named(struct check *, const struct line *, const struct figure *change, const struct figure *rate);
/* 其中,财政拨款收入增加…: of a part that none of the amounts before is called by. */
bool growth_of_part(const struct claim *);
/* Two totals in one breath (growth_pair.c). */
void growth_pairs(struct check *);

#endif
