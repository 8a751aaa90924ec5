/* share_int.h - a percentage and what it is of: what shares (share.c) and completion (completion.c) both need. */
#ifndef KANYIN_CHECK_SHARE_INT_H
#define KANYIN_CHECK_SHARE_INT_H

#include "check/check_int.h"

enum { BASES_MAX = 64, WHOLE_MAX = 16 };

struct share {
	struct check *c;
	const struct line *line;
	const struct figure *percent, *part;
	struct str named;                      /* the whole's name in 占…的; empty */
	const struct figure *bases[BASES_MAX]; /* of one unit with the part */
	const struct line *base_lines[BASES_MAX];
	size_t nbases;
};

/* The amount that the percentage line->figs[percent] is of: the nearest before it, in its sentence; NULL: none. */
const struct figure *share_part(const struct line *, size_t percent);
/* Whether part ÷ whole is the percentage as printed. */
bool share_fits(const struct share *, struct range whole);
/* Whether `percent` is the printed one with its point elsewhere. */
bool share_is_slip(const struct share *, struct range percent);
/* The name between 占 and the percentage: 占…的; empty: none. */
struct str share_named(struct check *, const struct line *, const struct figure *percent);
/* The other shares of the list have a base that this one does not have (share_row.c); then it is reported. */
bool share_row_wrong(const struct share *);
void share_wrong(const struct share *, bool sure, struct range whole, struct str base);

/* The amounts of the section that share->named names (whole.c). */
struct whole {
	const struct figure *figs[WHOLE_MAX];
	const struct line *lines[WHOLE_MAX];
	size_t n;
};

struct whole share_whole(const struct share *);

/* An average or a rate a little off, or with its point elsewhere; else other amounts are meant (rate.c). */
bool rate_may_be_meant(struct arena *, struct range right, struct range printed);
/* A rate of what its name says, of the amounts of its sentence (rate_name.c). */
void rate_by_name(struct check *, const struct line *, const struct figure *percent);
/* A rate of the amount before it, whose whole stands in the paragraphs above (rate_name.c). */
void rate_above(struct check *, const struct line *, const struct figure *percent, enum pattern part, enum pattern whole);
/* Rates and averages whose amounts stand in other paragraphs (rate_far.c). */
void rate_far(struct check *, const struct line *, const struct figure *percent);
void average_far(struct check *, const struct line *, const struct figure *each);

#endif
