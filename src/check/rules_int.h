/* rules_int.h - what the files of the rules share: one side of a relation, exact and as printed. */
#ifndef KANYIN_CHECK_RULES_INT_H
#define KANYIN_CHECK_RULES_INT_H

#include "base/arena.h"
#include "check/rules.h"

enum { SIDE_TERMS = 3 }; /* cells of a sum that are named one by one */

struct side_term {
	struct table *table;
	size_t row, column;
};

struct side {
	struct number value, shown;         /* exact; every cell rounded as it is printed, then combined */
	const struct unit *unit, *shown_unit;
	struct number slack;                /* what rounding before it came here may have moved it by, in `unit` */
	struct str text;                    /* the expression; empty: the terms say it */
	struct side_term terms[SIDE_TERMS]; /* the first of the cells */
	struct origin first, last;          /* cells it rests on; src NULL: none */
	size_t cells;
	bool computed;                      /* by an expression that is not just a cell */
	bool unknown;                       /* a cell of it is no number, which was reported where it stands */
};

struct rules {
	struct arena *arena;
	struct diags *diags;
	bool notes;
	const struct bound_table *first;
	const struct bound_table *b;        /* the table whose rules are evaluated */
	struct eval eval;                   /* its names, with all bound tables completed */
	struct scope *exact, *shown;        /* frames over it; shown: NULL until needed */
	struct shadow *shadows;
	struct tail *tails;                 /* last first; told at the end */
	size_t ntails;
	struct broken *broken, *last_broken; /* first first; told at the end */
	size_t nbroken;
};

/* A cell of a bound table; side_sum begins a sum of such. */
void side_sum(struct side *);
void side_cell(struct rules *, const struct bound_table *, struct table *, size_t row, size_t column, struct side *);
void side_add(struct rules *, struct side *sum, const struct side *cell);
/* An expression. False when it gives nothing to compare: wrong (reported) or missing. */
bool side_expr(struct rules *, const struct expr *, struct side *);

enum relation { EQUAL, AT_MOST, AT_LEAST };
void rules_judge(struct rules *, struct str name, enum relation, struct number tolerance, struct side *left, struct side *right);

/* What a relation is about: the cell on its left, else the first on its right. */
struct origin rules_place(const struct bound_table *, const struct side *left, const struct side *right);
/* `more`: behind the difference. */
void rules_report(struct rules *, enum diag_code, struct str name, const struct side *left, const struct side *right, bool shown,
                  struct str more);

/* rules_broken.c: kept until it is known which tables lack something: relations over those say nothing */
void rules_broken(struct rules *, struct str name, const struct side *left, const struct side *right);
void rules_broken_report(struct rules *);

/* rules_tails.c: notes are kept, and told when all are known, equal ones as one */
void rules_tail(struct rules *, struct str name, const struct side *left, const struct side *right, bool shown);
void rules_tails_report(struct rules *);
/* The places other than the first, in short and in order: `words` (a format) with how many they are and which. Empty when there are none. */
struct str rules_others(struct rules *, const struct origin *places, size_t n, const char *words);

/* rules_shadow.c: tables whose amounts are what is printed of them */
struct table *rules_shadow(struct rules *, struct table *);
void rules_frames(struct rules *);
void rules_set(struct rules *, struct str name, struct value); /* in both frames; rows and tables as their shadows in the second */

#endif
