/* length.h - lengths of style and layout files: a number and a unit (mm cm pt em char line), to 1/1000 pt. Exact, no floats. */
#ifndef KANYIN_DESC_LENGTH_H
#define KANYIN_DESC_LENGTH_H

#include "base/str.h"

enum length_unit { LENGTH_ZERO, LENGTH_MM, LENGTH_CM, LENGTH_PT, LENGTH_EM, LENGTH_CHAR, LENGTH_LINE };

struct length {
	int64_t micro; /* the number, times 1 000 000 */
	enum length_unit unit;
};

/* What the relative units stand for [mpt]; 0: that unit means nothing here. */
struct length_base {
	int32_t em;      /* type size */
	int32_t advance; /* char: a cell of the page's character grid */
	int32_t pitch;   /* line: the page's line pitch */
};

/* "16pt", "-2em", "0.5line", "0": at most 5 digits before and 6 after the point. False when it is none; *out is untouched. */
bool length_parse(struct str text, struct length *out);
/* False when the unit means nothing here or the length is beyond 20 000 pt. */
bool length_mpt(struct length, const struct length_base *, int32_t *mpt);
/* Both at once. */
bool length_read(struct str text, const struct length_base *, int32_t *mpt);
/* A decimal number without unit ("10.5"), times 1 000 000; signs are not read. */
bool decimal_parse(struct str text, int64_t *micro);

#define LENGTH_EXPECTED STR("16pt | 30mm | 1.5cm | 2em | 2char | 1line") /* for DIAG_BAD_VALUE, in no language */

#endif
