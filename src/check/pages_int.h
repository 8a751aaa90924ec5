/* pages_int.h - what the parts of the reading of PDF pages share: words with boxes, rows, frames; private to pages*.c.
 *
 * pages_words.c reads the words, pages_rows.c makes rows of them (a column of a page after the other), pages_drop.c drops what is no
 * text of the report, pages_table.c tells cells from prose, pages.c makes paragraphs. */
#ifndef KANYIN_CHECK_PAGES_INT_H
#define KANYIN_CHECK_PAGES_INT_H

#include "base/str.h"
#include "check/check_int.h"

enum { CELL_GAP = 85 }; /* [1/100 em] between two cells of a row, at least */

struct word {
	int32_t x0, y0, x1, y1; /* [1/1000 pt], y downwards */
	struct str text;
};

struct row {
	struct word *words; /* from left to right */
	size_t nwords;
	int32_t x0, x1, y0, y1;
	int32_t em;     /* of its words */
	int page, line; /* from 1 */
	int frame;      /* what it stands in: a page, or a column of one; from 0 */
	bool dropped;
	bool cell;
	bool gaps;       /* wide ones between its words */
	struct str text; /* of all words */
};

/* Part of a page that lines are broken for. Frames of one width and place have, as a rule, the same margins. */
struct frame {
	int32_t width;       /* of the page */
	int side;            /* 0: the page, 1 and 2: its left and right column */
	int32_t left, right; /* margins; right 0: not known */
};

/* Between two columns of text. */
struct gutter {
	int32_t left, middle, right; /* the outer edges of the text and the middle between the columns; middle 0: none */
};

struct pages {
	struct arena *arena;
	struct source *src;
	struct word *words; /* of the page that is read */
	size_t nwords, words_size;
	struct row *rows;
	size_t nrows, rows_size;
	struct frame *frames;
	size_t nframes, frames_size;
	int32_t em, high;     /* [1/1000 pt] of the body text of the page: a character's width, a word's height */
	struct gutter gutter; /* of the columns that the page before ended with, or began with */
	int page, line;
	int32_t width, height;
	struct check_para *paras;
	size_t nparas, paras_size;
};

void bbox_read(struct pages *, struct str bbox);

/* The words of one page, in any order, as rows in reading order; p->words is emptied. */
void bbox_add_rows(struct pages *);
bool ch_is_full(uint32_t ch);                                       /* as wide as a Chinese character */
bool ch_is_closing(uint32_t ch);                                    /* may not begin a line: goes with the character before it */
bool starts_with_stop(struct str s);                                /* or with a comma: the rest of a sentence */
int32_t words_em(const struct word *, size_t n, int32_t otherwise); /* the middle width of a Chinese character */
struct str words_text(struct arena *, const struct word *, size_t n);
/* The end of the segment of a row that begins with word `from`: no wide gap inside. */
size_t row_segment(const struct row *, size_t from);
int32_t word_gap(const struct word *a, const struct word *b);

void bbox_drop(struct pages *);

void bbox_find_cells(struct pages *);
/* The cells of rows [from, to), all of tables; lines of one cell are joined where a bracket says that they belong together. */
void bbox_add_cells(struct pages *, size_t from, size_t to);
struct check_para *bbox_add_para(struct pages *);

/* Where glyphs stand for characters that nobody knows: the pages, as 3, 5-7; "" when there are none. *first: the first of them. */
struct str bbox_unreadable(struct arena *, struct str bbox, int *first);
/* Whether pdftotext found any word at all. */
bool bbox_have_words(struct str bbox);

/* The -bbox output of pdftotext for a PDF, its bytes given; false when there is no text to be had. */
bool pdf_words(struct arena *, struct source *, struct str bytes, struct str *bbox, struct diags *);

#endif
