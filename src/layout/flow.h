/* flow.h - what the files that make pages share: a segment of items, the choice of page breaks, drawing.
 *
 * A segment is what lies between two forced page breaks. Its blocks become items, one per line of text or row of a table;
 * flow_end() chooses the breaks of the whole segment at once and draws its pages. Private to layout/. */
#ifndef KANYIN_LAYOUT_FLOW_H
#define KANYIN_LAYOUT_FLOW_H

#include "desc/style.h"
#include "layout/metrics.h"
#include "layout/page.h"
#include "layout/para.h"

struct arena;
struct table_set;
struct toc_entry;

/* What breaking a page before an item costs. Blank lines at a page's foot cost 1 each, so the small ones buy a few lines. */
enum {
	BREAK_FORCED = -1,       /* always broken here */
	BREAK_SPAN = 4,          /* rows that a cell spans part company */
	BREAK_LONELY = 6,        /* a single row or line before or after the break */
	BREAK_GROUP = 10000,     /* rows that belong together */
	BREAK_WIDOW = 20000,     /* first or last line of a paragraph alone (孤行不成页) */
	BREAK_NOTE = 30000,      /* note away from what it explains */
	BREAK_SIGNATURE = 40000, /* signature without a line of text */
	BREAK_HEADING = 50000    /* heading, title or table head without what follows */
};

struct flow_para {
	struct para_lines lines;
	const struct text *text;
	int32_t x;           /* from the left edge of the type area [mpt] */
	int32_t measure;     /* [mpt] */
	int32_t size, pitch; /* [mpt] */
	uint8_t role, level;
	bool loose; /* part of a table: does not stand on the grid by itself */
	uint32_t block;
	uint32_t row;                   /* contents: number of the entry */
	const struct flow_para *beside; /* drawn on the first line as well; NULL: none */
	const struct flow_para *last;   /* contents: the page number, on the last line */
	const struct toc_entry *entry;  /* contents: where it leads; NULL: no entry */
};

/* What a bookmark says; made a page_dest when its item is drawn. */
struct flow_dest {
	struct str title;
	uint8_t level;
	bool in_toc;
};

enum flow_kind { ITEM_LINE, ITEM_HEAD, ITEM_ROW, ITEM_NOTHING };

struct flow_item {
	uint8_t kind;                 /* enum flow_kind */
	bool snap;                    /* begins on a line of the grid */
	uint16_t fill;                /* share of the free height of the page that goes before it */
	int32_t before;               /* space before [mpt]; dropped where a page begins by itself */
	int32_t height;               /* [mpt] */
	int32_t penalty;              /* of a break before it */
	int32_t top;                  /* where it was put on its page, from the top of the type area [mpt] */
	uint32_t index;               /* line of para, row of table */
	uint32_t slice;               /* piece of a row that may be split */
	const struct flow_dest *dest; /* begins here; NULL: none */
	union {
		const struct flow_para *para; /* ITEM_LINE */
		struct table_set *table;      /* ITEM_HEAD, ITEM_ROW */
	};
};

/* The page as it is being filled [mpt]. */
struct sheet {
	int32_t width, height;
	int32_t top, left, area_width, area_height; /* type area */
	bool turned;                                /* a portrait sheet is printed, this turned a quarter to the left */
};

struct flow {
	const struct style *style;
	const struct metrics *metrics;
	struct diags *diags;
	struct pages *pages;
	struct arena *arena;   /* of the segment */
	struct para_spec spec; /* what all paragraphs have in common */
	int32_t body_size;     /* type size of the character grid [mpt] */
	bool draft;
	bool landscape; /* of the segment */
	bool numbered;  /* its pages carry numbers */
	bool silent;    /* no bookmarks (contents) */
	int32_t number; /* of the last numbered page */
	size_t shift;   /* pages to be put before those of a deferred section, for odd and even */
	uint32_t block; /* number of the block at hand */
	/* the segment's items, and what is waiting for the next one */
	struct flow_item *items;
	size_t nitems, items_size;
	int32_t before; /* [mpt] */
	int32_t fill;
	int32_t penalty;   /* asked for by the block before */
	size_t headed;     /* lines of text behind the last heading */
	size_t last_style; /* paragraph style + 1 of what was added last; 0: space, nothing */
	bool snap;
};

/* flow.c: items and breaks */
void flow_init(struct flow *, const struct style *, const struct metrics *, struct diags *, struct pages *);
void flow_release(struct flow *);
void flow_begin(struct flow *, bool landscape); /* a new segment */
void flow_end(struct flow *);                   /* chooses its breaks and draws it; nothing when it has no items */
struct flow_item *flow_add(struct flow *, enum flow_kind, int32_t height); /* takes what is waiting; valid until the next */
void flow_space(struct flow *, int32_t milli_lines, int32_t fill);
int32_t flow_measure(const struct flow *); /* width of the type area [mpt] */
int32_t flow_depth(const struct flow *);   /* height of the type area [mpt] */
int32_t flow_filled(const struct flow *);  /* height of the segment so far [mpt] */

/* flow_para.c: paragraphs to items */
void flow_common(struct flow *); /* reads what all paragraphs have in common from the style */
struct para_spec flow_spec(const struct flow *, size_t style, int32_t measure);
uint16_t flow_bold(const struct flow *, uint16_t role); /* the role's companion for bold text, or itself */
int32_t flow_pitch(const struct flow *, size_t style);  /* [mpt] */
struct flow_para *flow_set(struct flow *, const struct text *, size_t style, const struct para_spec *, enum doc_role);
void flow_lines(struct flow *, const struct flow_para *, size_t style, const struct flow_dest *); /* its lines as items */
void flow_doc_para(struct flow *, const struct doc_block *);
bool flow_keeps_next(const struct flow *, const struct doc_block *); /* heading, title: not without what follows */
const struct flow_dest *flow_dest(const struct flow *, struct str outline, int level, bool in_toc); /* NULL for level 0 */
struct str flow_outline(struct arena *, struct str); /* without its forced line breaks */

/* flow_draw.c: ops */
struct sheet sheet_of(const struct style *, bool landscape, bool mirrored);
void draw_line(struct flow *, struct page *, const struct flow_para *, size_t line, int32_t x, int32_t top);
void draw_runs(struct flow *, struct page *, const struct para_line *, const struct text *, struct page_op like);
void draw_fill(struct page *, struct page_op like, int32_t x, int32_t y, int32_t w, int32_t h);
int32_t baseline(int32_t top, int32_t pitch, int32_t size); /* [mpt] */

/* folio.c */
void folio_open(struct flow *, struct page *);                        /* what is drawn first: the mark of a draft */
void folio_close(struct flow *, struct page *, const struct sheet *); /* the page number */

/* toc.c */
struct toc_entry {
	struct str title;
	uint8_t level;
	bool in_toc;
	int32_t number; /* printed; 0: none */
	uint32_t dest;
};

struct toc {
	struct toc_entry *entries; /* one for each bookmark, in document order */
	size_t n;
};

struct toc toc_outline(struct arena *, const struct doc *);
void toc_numbers(struct toc *, const struct pages *); /* from the bookmarks drawn */
void flow_toc(struct flow *, const struct doc_block *, const struct toc *);
void draw_toc_line(struct flow *, struct page *, const struct flow_para *, size_t line, int32_t x, int32_t top);

/* table.c */
void flow_table(struct flow *, const struct doc_block *);
int32_t table_restart(const struct flow_item *); /* what a page that begins with this item needs above it [mpt] */
int32_t table_close(const struct flow_item *);   /* what the page before a page that begins with this item needs at its foot [mpt] */
void draw_table(struct flow *, struct page *, struct flow_item *items, size_t n, int32_t x, int32_t y); /* items of one table */

/* page.c */
void page_close(struct page *);                          /* gives back the room for more operations */
void pages_move(struct pages *, size_t from, size_t to); /* pages [from, end) to before page `to` <= from; bookmarks follow */

/* page_pack.c */
struct arena *pages_glyphs(struct pages *);       /* where glyphs of the page being drawn go */
void pages_close(struct pages *, struct page *);  /* ends it: closed, or packed when the document is long */
void page_pack(struct page *);

#endif
