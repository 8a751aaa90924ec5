/* outline.h - prose as officers type it: a paragraph a line, numbering by hand. Finds the headings, normalises the punctuation.
 *
 * REPORTS.md 0 lists the traps. Numbering is never invented or changed; what is recognised is a role and a level. */
#ifndef KANYIN_MERGE_OUTLINE_H
#define KANYIN_MERGE_OUTLINE_H

#include "merge/text.h"

enum outline_kind {
	OUTLINE_PARA,       /* plain paragraph */
	OUTLINE_HEADING,    /* a line that is a heading */
	OUTLINE_RUN_IN,     /* heading that ends with 。 and text that goes on: heading is text[0, head_len) */
	OUTLINE_PART,       /* 第N部分 … */
	OUTLINE_ATTACHMENT, /* 附件 / 附件N alone on its line; the title lines follow as OUTLINE_TITLE */
	OUTLINE_TITLE,      /* centred title lines of an attachment */
	OUTLINE_ITEM        /* numbered list item that is a whole paragraph (glossary, duties): no heading */
};

struct outline_line {
	enum outline_kind kind;
	int level; /* headings: 1 一、 2 （一） 3 1. 4 （1）, as its style of numbering says in its context; else 0 */
	struct text text; /* the paragraph, blanks at both ends removed, never empty */
	size_t mark_len;  /* [bytes] of the numbering at its start, 0 when none */
	size_t head_len;  /* [bytes] of a run-in heading */
};

/* Splits merged text into its non-empty lines. outline: recognise headings, otherwise every line is OUTLINE_PARA. */
struct outline_line *outline_read(struct arena *, const struct text *, bool outline, size_t *n);

/* ASCII punctuation beside Han characters to full width, straight quotes to curly ones, ... to ……, -- to ——; leaves times 15:15, decimals,
 * 1-10月, 7×24, “4+6+N”, www, phone numbers, DB51/T 1174—2010, code in ASCII alone. Spans and places move along. */
struct text outline_fullwidth(struct arena *, const struct text *);

#endif
