/* doc.h - the document: blocks with final text. Nothing is computed after this; every node knows where it came from.
 *
 * A document is a list of sections (what shares a page design), each a list of blocks. Paragraph styles are referred to by index
 * into the style's list (desc/style.h), so that layout needs no names. */
#ifndef KANYIN_MERGE_DOC_H
#define KANYIN_MERGE_DOC_H

#include "merge/text.h"

enum doc_kind {
	DOC_PARA,       /* paragraph, heading, line: text in a paragraph style */
	DOC_TABLE,
	DOC_TOC,        /* contents; made by layout from the outline */
	DOC_SPACE,      /* vertical space */
	DOC_PAGE_BREAK
};

/* Structural role: what it is to a reader, to the bookmarks and to the tags. */
enum doc_role {
	ROLE_PARA, ROLE_TITLE, ROLE_PART, ROLE_HEADING, ROLE_LIST_ITEM, ROLE_NOTE, ROLE_SIGNATURE, ROLE_TOC_TITLE,
	ROLE_ATTACHMENT, ROLE_TABLE, ROLE_TABLE_TITLE, ROLE_TABLE_LABEL, ROLE_TABLE_CELL, ROLE_TABLE_HEAD, ROLE_TOC_ENTRY, ROLE_ARTIFACT
};

struct doc_para {
	uint16_t style;         /* index into style->paras */
	uint8_t role;           /* enum doc_role */
	uint8_t level;          /* outline level: 1 part, attachment; 2 一、; 3 （一）…; 0: not in the outline */
	bool in_toc;
	struct text text;       /* U+2028 forces a line break inside */
	struct str outline;     /* bookmark and contents text when level > 0 (run-in: the heading part alone) */
};

enum cell_align { ALIGN_LEFT, ALIGN_CENTER, ALIGN_RIGHT, ALIGN_DECIMAL };

/* One cell of the frame, small because a table may have a million. Positions covered by a span have no cell. */
struct doc_cell {
	struct text text;     /* U+2028 forces a line break; without places, all of it stands at … */
	struct origin origin; /* … the data cell, or the place in the layout */
	uint32_t row;
	uint32_t rowspan;
	uint16_t col;
	uint16_t colspan;
	uint8_t align;             /* enum cell_align */
	uint8_t indent;            /* [em] */
	uint8_t flags;             /* CELL_* */
};

enum {
	CELL_BOLD = 1,
	CELL_FIGURE = 2,   /* never wraps */
	CELL_VERTICAL = 4, /* a character below the other, numbers across; U+2028 begins another column, to the left */
	CELL_TOP = 8       /* at the top of its cell, otherwise in the middle */
};

enum {
	ROW_KEEP = 1,   /* not parted from the row after it: rows of a group, all but the last */
	ROW_THICK = 2,  /* a rule as thick as the frame below it */
	ROW_DOUBLE = 4  /* two rules below it */
};

struct doc_table_column {
	int32_t width;     /* fixed [mpt]; 0: from content */
	int32_t min_width; /* [mpt] */
	uint8_t align;
	bool number;
};

/* What the rows up to a page's end add up to, at the foot of that page (过次页) and at the head of the next (承前页). Layout adds
 * exactly and rounds what it prints. */
struct doc_carry {
	struct str to, from;         /* labels: 过次页, 承前页; empty: no such row */
	uint16_t label, label_span;  /* column where the label stands, how many columns it takes */
	const uint16_t *cols;        /* columns that are added up, ascending */
	size_t ncols;
	const struct number *values; /* nrows * ncols: what a row adds to cols[i], in the printed unit; 0 in head rows, subtotals, parents */
	int digits;                  /* as printed */
	enum number_group group;
	struct str zero;             /* what a sum of 0 prints as */
};

struct doc_table {
	struct text title, number; /* 收入决算表, 公开02表; may be empty */
	struct str continued;     /* behind the title on further pages, as it is: （续表）; empty: only column groups repeat the title */
	struct text left, right;   /* the line between title and frame: 部门：…, 金额单位：… */
	struct doc_table_column *columns;
	size_t ncolumns;
	size_t nhead;             /* header rows, repeated on every page */
	size_t nrows;             /* all rows, header rows included */
	struct doc_cell *cells;   /* by row, then column */
	size_t ncells;
	const uint8_t *rows;      /* nrows: ROW_*; NULL: none */
	const struct doc_carry *carry; /* page subtotals; NULL: none */
	uint16_t stub;            /* leading columns that every column group repeats; 0: those before the first number column */
	struct text *notes;       /* below the frame, kept with the last row */
	size_t nnotes;
	struct text *signs;       /* 填表人：, 填报日期：… on one line below the notes, spread over the width, kept with the last row */
	size_t nsigns;
	int32_t size;             /* type size of cells [mpt] */
	bool landscape;
	bool caption;             /* a <grid> of the text: its title is set smaller than a statement table's */
	uint8_t level;            /* outline level, 0: none */
	bool in_toc;
	struct str outline;       /* bookmark text: 公开02表　收入决算表 */
};

struct doc_space {
	int32_t lines_milli; /* height in 1/1000 of the body's line pitch */
	int32_t fill;        /* share of the free height of the page; 0: none */
};

struct doc_toc {
	struct str title;
	int depth; /* deepest outline level listed */
};

struct doc_block {
	enum doc_kind kind;
	struct origin origin;
	struct doc_block *next;
	bool keep_next; /* stays with the block after it */
	union {
		struct doc_para para;
		struct doc_table table;
		struct doc_toc toc;
		struct doc_space space;
	};
};

enum doc_section_kind { SECTION_COVER, SECTION_TOC, SECTION_BODY };

struct doc_section {
	enum doc_section_kind kind; /* covers and contents have no page number; the body starts at 1 */
	bool landscape;
	bool new_page;              /* starts on a new page (always true unless a landscape change ends) */
	struct doc_block *first, *last;
	struct doc_section *next;
};

struct doc_info {
	struct str title, organisation, subject, year, keywords;
};

struct bound_table;
struct scope;

struct doc {
	struct doc_info info;
	struct doc_section *first, *last;
	bool draft;
	const struct bound_table *bound, *last_bound; /* statement tables with their data, in order: merge/bound.h */
	struct scope *names; /* what the report defined, for messages */
};

#endif
