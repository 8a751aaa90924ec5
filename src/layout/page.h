/* page.h - pages: a display list, complete and in drawing order. Two back ends draw the same list, so a preview cannot differ
 * from the publication. Lengths are 1/1000 pt, x to the right, y DOWN from the top of the page as it is read. */
#ifndef KANYIN_LAYOUT_PAGE_H
#define KANYIN_LAYOUT_PAGE_H

#include "merge/doc.h"

/* Share of the em above the baseline [1/1000]: the same for all faces, so that lines of different faces stand on one line. */
enum { EM_ABOVE = 860 };

/* A glyph in a run. Its place is that of the glyph before plus the natural advance of that glyph plus that one's adjust. */
struct page_glyph {
	uint32_t ch;     /* the character it shows: extraction is exact */
	uint16_t gid;
	int16_t adjust;  /* added to the natural advance [1/1000 em of the run's size]: squeezed marks, justified lines */
};

enum page_op_kind {
	OP_TEXT,  /* glyphs from (x, y = baseline) */
	OP_FILL,  /* filled rectangle x, y = top, w, h: table rules, highlights */
	OP_LINK,  /* rectangle that leads to pages->dests[dest] */
	OP_WATERMARK /* text along the rising diagonal, its middle on (x, y), light; drawn first */
};

struct page_op {
	uint8_t kind;      /* enum page_op_kind */
	uint8_t role;      /* enum doc_role: what the reader sees it as; ROLE_ARTIFACT: page furniture */
	uint8_t face;      /* OP_TEXT */
	uint8_t level;     /* heading level, 0 otherwise */
	uint32_t block;    /* number of its block in reading order, from 1; 0: none */
	uint32_t row;      /* table cells: row and column of the grid (header relation follows from the table) */
	uint16_t col;
	uint16_t rgb;      /* 5-6-5 colour, 0 black */
	int32_t x, y;      /* [mpt] */
	union {
		struct {
			const struct page_glyph *glyphs;
			uint32_t nglyphs;
			int32_t size;  /* [mpt] */
		};
		struct {
			int32_t w, h;  /* [mpt] */
			uint32_t dest; /* OP_LINK */
		};
	};
	struct origin origin;
	const struct trace *trace; /* of a figure, else NULL */
};

struct page {
	int32_t width, height;  /* [mpt] */
	struct page_op *ops;    /* NULL once packed: read them through page_view() */
	size_t nops, ops_size;
	uint8_t *packed;
	bool links;             /* some of them are links */
	size_t turned;          /* so many of the first ones stand on the sheet turned a quarter to the left: x, y as they are read */
	int32_t number;         /* printed number; 0: none (cover, contents) */
};

/* Something that can be led to: a heading, a table. Also the outline (bookmarks), in document order. */
struct page_dest {
	uint32_t page;          /* index from 0 */
	int32_t y;              /* top [mpt] */
	uint8_t level;          /* 1 .. ; nesting of the bookmarks */
	bool in_toc;
	struct str title;
};

struct pages {
	struct page *pages;
	size_t npages, pages_size;
	struct page_dest *dests;
	size_t ndests, dests_size;
	struct doc_info info;
	bool draft;
	struct arena *arena;     /* glyphs and titles */
	struct arena *open;      /* glyphs of the page being drawn, when it will be packed */
	size_t kept;             /* operations that are not packed */
};

struct pages *pages_new(void);
void pages_drop(struct pages *);
struct page *pages_add(struct pages *, int32_t width, int32_t height);
struct page_op *page_add(struct page *, enum page_op_kind); /* zeroed; valid until the next page_add on this page */

/* The operations of a page, in drawing order. Those of long documents are kept packed and unpacked here, one page at a time. */
struct page_view {
	const struct page_op *ops;
	size_t n;
	struct arena *arena; /* NULL: not packed */
};
struct page_view page_view(const struct page *);
void page_view_end(struct page_view *);

#endif
