/* para_int.h - what para_*.c share: the cells of a paragraph and the passes over them.
 *
 *   text --para_cells--> cells with glyphs and boxes --para_space--> pair rules, gaps --para_opportunities--> where lines may end
 *        --para_break--> lines --para_emit--> runs of glyphs
 *
 * A cell is one character in a box. Boxes stand side by side without gaps, so the width of a line is a difference of two sums;
 * everything that varies (half a full-width mark, a quarter-em gap, a word space) is part of some box and knows how far it may
 * shrink, what it loses at the edge of a line and whether the line may be stretched behind it. Not for other folders. */
#ifndef KANYIN_LAYOUT_PARA_INT_H
#define KANYIN_LAYOUT_PARA_INT_H

#include <uchar.h>

#include "base/utf8.h"
#include "layout/para.h"

/* Character classes: LAYOUT 2.1 for Han text, and what the rules for numbers and Western words need. At most 32. */
enum para_class {
	C_HAN,        /* ideographs, kana: a line may end on either side, a gap to Western text */
	C_WIDE,       /* other full-width characters: like C_HAN without the gap */
	C_OPEN,       /* “ （ 《: ink in the right half */
	C_CLOSE,      /* ” ） 》: ink in the left half */
	C_COMMA,      /* ， 、 ； ： */
	C_STOP,       /* 。 ． ？ ！ */
	C_DASH,       /* — in pairs */
	C_ELLIPSIS,   /* … */
	C_CONNECT,    /* ～ – and a single — */
	C_INTERPUNCT, /* · half an em */
	C_SOLIDUS,    /* ／ */
	C_LETTER,     /* Latin, Greek, Cyrillic */
	C_DIGIT,
	C_WOPEN,      /* ( [ { < */
	C_WCLOSE,     /* ) ] } > */
	C_WPAUSE,     /* , . ; : ! ? */
	C_HYPHEN,     /* - */
	C_SLASH,      /* / */
	C_PREFIX,     /* ¥ $ № # */
	C_SIGN,       /* + − ± */
	C_POSTFIX,    /* % ‰ ℃ ㎡ */
	C_SYMBOL,     /* & @ = × ≥: holds on to Western neighbours */
	C_BLANK,      /* U+0020, tab and the other breaking blanks */
	C_WIDE_BLANK, /* U+3000 */
	C_GLUE,       /* U+00A0 and other blanks that do not break */
	C_MARK,       /* combining marks, variation selectors, joiners: part of the character before */
	C_ZERO,       /* U+200B: a line may end here, nothing is drawn */
	C_NEWLINE,    /* U+2028 */
	C_OTHER,      /* other scripts: UAX #14 decides */
	C_COUNT
};

enum {
	CELL_GAP = 1,      /* the line may be stretched behind this box (LAYOUT 2.6, stretch step 3) */
	CELL_HW = 2,       /* the box ends with a gap between Han and Western text */
	CELL_NO_GLYPH = 4, /* nothing to draw */
	CELL_LEFT = 8,     /* shrinks at its left side; with neither: at its right side */
	CELL_BOTH = 16,    /* shrinks at both sides equally */
	CELL_LATIN = 32,   /* was looked up in the role's Latin face first */
	CELL_TEXT = 64,    /* counts as a character against lonely ones: no mark, no blank */
	CELL_RULE = 128    /* part of a blank to be filled in: ＿＿＿ is drawn as one rule */
};

enum {
	PARA_SHORT = 512,      /* code points of a paragraph that needs no memory but the stack */
	PARA_WIDE = 1000000000 /* no line is wider [mpt]: 350 m, so that places stay in their type whatever the text is */
};

/* What a line end behind a cell costs. */
enum para_break {
	BREAK_NO,
	BREAK_FREE,
	BREAK_SLIGHT, /* behind the year of a date */
	BREAK_HYPHEN,
	BREAK_UNIT,      /* behind the month of a date */
	BREAK_FAIR,      /* title: a word ends or begins here */
	BREAK_POOR,      /* title: perhaps inside a word */
	BREAK_EMERGENCY, /* inside a piece wider than the line */
	BREAK_WORST,     /* there, with a mark where none may stand */
	BREAK_COUNT
};

struct para_cell {
	uint32_t ch;
	uint32_t at;          /* [bytes] of the text */
	uint32_t span;        /* index + 1 of a figure's or a missing value's span; 0: none */
	int32_t width;        /* of the box [mpt] */
	int32_t dx;           /* glyph origin from the left edge of the box [mpt] */
	int32_t shrink;       /* how much narrower it may become inside a line [mpt] */
	int32_t flex;         /* how much wider before the line is stretched everywhere [mpt] */
	int32_t edge;         /* what it loses at the line end (C_OPEN: at the line start) [mpt] */
	int16_t advance;      /* of the glyph [1/1000 em] */
	int16_t x_min, x_max; /* ink [1/1000 em] */
	uint16_t gid;
	uint8_t face;
	uint8_t cls;   /* enum para_class */
	uint8_t step;  /* of squeezing, 2 .. 7 as in LAYOUT 2.6; 0: never squeezed */
	uint8_t flags; /* CELL_* */
	uint8_t brk;   /* enum para_break: a line may end behind it */
};

/* A line as chosen: cells [from, end) are drawn, [end, next) are blanks that vanish. */
struct para_cut {
	uint32_t from, end, next;
	bool last; /* of the paragraph or before a forced break */
};

struct para_work {
	const struct text *text;
	const struct para_spec *spec;
	const struct metrics *metrics;
	struct diags *diags; /* NULL when only measuring */
	int32_t em;          /* width of a Han character [mpt] */
	bool western;        /* letters and no Han character at all: quotes and dashes are Western ones */
	bool others;         /* has cells of C_OTHER */
	struct para_cell *cells;
	uint32_t n;
	uint32_t runs; /* at most so many runs when it is set on one line */
};

/* para_class.c */
enum para_class para_class(uint32_t ch);
bool para_is_western(enum para_class);  /* set from the Latin face */
int para_squeeze_step(enum para_class); /* 0: the mark has no half to lose */
enum para_trim { TRIM_NONE, TRIM_FIRST, TRIM_SECOND };
enum para_trim para_pair_trim(enum para_class first, enum para_class second); /* LAYOUT 2.3 */
uint32_t para_no_start(enum start_end_level);                                 /* bit set of classes that may not start a line */
uint32_t para_no_end(enum start_end_level);
bool para_is_numeral(uint32_t ch); /* 一 … 十, 百 */

/* para_cell.c: fills w->cells (room for one per code point). */
void para_cells(struct para_work *);
int32_t para_scale(int32_t size, int32_t units); /* 1/1000 em to mpt, rounded */

/* para_space.c: widths that depend on the neighbours. */
void para_space(struct para_work *);
int32_t para_left_part(const struct para_cell *, int32_t trim); /* how much of a trim is taken at the left side */

/* para_glue.c: fills brk. */
void para_opportunities(struct para_work *);
/* para_unit.c: takes opportunities away that would tear numbers from units, list marks, document numbers. */
void para_glue(struct para_work *);
/* Length of the first word of a list that stands at a cell; 0: none. Each word of the list is followed by a blank. */
uint32_t para_word(const struct para_work *, const char32_t *list, uint32_t i);
/* para_title.c: prices opportunities of titles, so that words stay whole. */
void para_title(struct para_work *);

/* para_break.c */
uint32_t para_line_end(const struct para_work *, uint32_t from, uint32_t next, bool last); /* without vanishing blanks */
int32_t para_line_width(const struct para_work *, uint32_t from, uint32_t end);            /* natural, edges trimmed */
int32_t para_avail(const struct para_spec *, bool first);       /* width of a line without indents, at least 1 */
struct para_cut *para_break(struct para_work *, size_t *ncuts); /* at least one line; the caller frees the array */

/* para_emit.c */
struct para_lines para_emit(struct para_work *, struct arena *, const struct para_cut *, size_t ncuts);

#endif
