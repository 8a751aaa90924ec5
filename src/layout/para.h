/* para.h - one paragraph to lines: glyphs, punctuation widths, line breaking, justification. Knows nothing of pages.
 *
 * Rules: W3C CLREQ (2024-03-21) and GB/T 15834-2011; which rule stands where is said in para_*.c. Pure integer arithmetic. */
#ifndef KANYIN_LAYOUT_PARA_H
#define KANYIN_LAYOUT_PARA_H

#include "desc/style.h"
#include "layout/metrics.h"
#include "layout/page.h"

/* Glyphs of one face and size on one baseline. */
struct run {
	const struct page_glyph *glyphs;
	uint32_t nglyphs;
	uint8_t face;
	bool missing;              /* 【name】 of a draft: highlighted */
	bool rule;                 /* a blank to be filled in: one rule instead of its glyphs */
	int32_t size;              /* [mpt] */
	int32_t x;                 /* from the left edge of the measure [mpt] */
	int32_t width;             /* [mpt] */
	uint32_t from;             /* byte of the paragraph's text where it begins */
	const struct trace *trace; /* of a figure: runs end where figures end */
};

struct para_line {
	const struct run *runs;
	size_t nruns;
	int32_t x, width;  /* ink box of the line within the measure [mpt] */
	uint32_t from, to; /* bytes of the text */
};

struct para_lines {
	struct para_line *lines;
	size_t n;
};

struct para_spec {
	int32_t measure;                                 /* width to fill [mpt], indents not yet taken off */
	int32_t indent_first, indent_left, indent_right; /* [mpt] */
	enum para_align align;
	bool balance;       /* lines of about equal length (titles) */
	bool nowrap;        /* one line whatever its width (figures in cells) */
	int role;           /* font role of the text */
	int run_in_role[5]; /* roles of SPAN_RUN_IN by level (0: not used) */
	int bold_role;      /* role of SPAN_BOLD */
	int32_t size;       /* [mpt] */
	int32_t advance;    /* width of a Han character on the grid; 0: the size itself [mpt] */
	enum start_end_level kinsoku;
	const struct style_role *roles; /* the style's roles, to name them in messages; may be NULL */
};

/* Sets the text; never fails. Characters that no face has are reported at text_origin() and drawn as U+3013 〓 or left out. An
 * empty text gives one empty line. U+2028 in the text forces a break. The result is one piece of the arena. */
struct para_lines para_set(struct arena *, const struct text *, const struct para_spec *, const struct metrics *, struct diags *);

/* Natural width of the text on one line (of the widest, if breaks are forced) and its widest unbreakable piece, without indents
 * [mpt]; for column widths. A measure of the natural width sets it on one line. Cheap for short plain text. */
struct para_extent {
	int32_t natural, widest_piece;
};
struct para_extent para_measure(const struct text *, const struct para_spec *, const struct metrics *);

#endif
