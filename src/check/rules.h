/* rules.h - 勾稽: what must be equal in the statement tables of a document.
 *
 * A relation compares exact amounts where the data have them (元). Amounts that were rounded before they came here (万元 with as many
 * decimals as are printed) may differ by half a digit each: |Δ| ≤ 0.005·(n+1). Such a rounding tail, and one that only the printed
 * figures show, is a note; everything else is an error that names both sides with their cells. Nothing is changed. */
#ifndef KANYIN_CHECK_RULES_H
#define KANYIN_CHECK_RULES_H

#include "merge/bound.h"

/* Every layout's own rules, its sums (rows with sum and key, columns with sum and source) and the sums of its codes. `notes`: also the
 * rounding tails. */
void rules_check(struct arena *, const struct bound_table *first, bool notes, struct diags *);

#endif
