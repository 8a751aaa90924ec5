/* layout.h - document to pages. One entry point; line.h, para.h, table.h are what its files share. */
#ifndef KANYIN_LAYOUT_LAYOUT_H
#define KANYIN_LAYOUT_LAYOUT_H

#include "desc/style.h"
#include "layout/metrics.h"
#include "layout/page.h"

/* Never fails; what cannot be set well is reported: a character that no face has (DIAG_GLYPH_MISSING, once per character and place),
 * a number wider than its column, a word wider than the line. Two passes at most, so that contents pages carry real numbers. */
struct pages *layout(const struct doc *, const struct style *, const struct metrics *, struct diags *);

/* Writes each diagnostic into the bottom margin of the page that shows its place; for drafts, when all stages have had their say. */
void draft_notes(struct pages *, const struct style *, const struct metrics *, const struct diags *);

#endif
