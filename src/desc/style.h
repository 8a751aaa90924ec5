/* style.h - how a document looks: page, paragraph styles, font roles, numbering, table style. Read from styles/NAME.xml. */
#ifndef KANYIN_DESC_STYLE_H
#define KANYIN_DESC_STYLE_H

#include "base/diag.h"

struct arena;
struct desc_schemas;
struct roots;

/* A role is a chain of faces; a character falls through it. */
struct style_face {
	struct str file; /* name inside a font folder */
	int index;       /* face of a TTC */
	struct origin origin;
};

struct style_role {
	struct str name; /* 仿宋, 黑体, 楷体, 宋体, 小标宋 */
	struct style_face *faces;
	size_t nfaces;
	bool has_latin; /* the first face of `latin` sets letters and digits of this role */
	uint16_t latin; /* role index */
	bool has_bold;  /* bold text of this role is set in role `bold` */
	uint16_t bold;  /* role index */
	struct origin origin;
};

enum para_align { PARA_JUSTIFY, PARA_LEFT, PARA_CENTER, PARA_RIGHT, PARA_DISTRIBUTE };

struct style_para {
	struct str name; /* body, heading1, cover-title … */
	uint16_t role;   /* font role index */
	int32_t size;    /* [mpt] */
	int32_t pitch;   /* baseline to baseline [mpt]; 0: the page's pitch */
	enum para_align align;
	int32_t indent_first;              /* [mpt], may be negative (hanging) */
	int32_t indent_left, indent_right; /* [mpt] */
	int32_t before, after;             /* space, in 1/1000 of the page's pitch */
	bool keep_next;
	bool page_before; /* starts a page */
	bool bold;        /* set in the role's bold role when it names one */
	bool balance;     /* long titles: lines of about equal length, no word split (梯形) */
	bool toc;         /* listed in the contents */
	struct origin origin;
};

enum start_end_level { KINSOKU_BASIC, KINSOKU_GB, KINSOKU_STRICT }; /* W3C CLREQ 3.1.3 levels of line start/end prohibition */

struct style {
	struct str name;
	const struct source *src;
	/* page [mpt] */
	int32_t width, height;                                /* portrait */
	int32_t top, left, area_width, area_height;           /* type area of portrait pages */
	int32_t land_top, land_left, land_width, land_height; /* type area of landscape pages */
	int32_t pitch;                                        /* line pitch of the grid */
	int32_t advance; /* cell of the character grid; 0: natural advance of the type size */
	bool grid;       /* lines of body text stand on the grid */
	bool duplex;     /* mirrored margins on even pages */
	bool land_turned; /* landscape pages are portrait sheets, their contents turned a quarter to the left */
	enum start_end_level kinsoku;
	struct style_role *roles;
	size_t nroles;
	struct style_para *paras;
	size_t nparas;
	/* page number */
	uint16_t folio;      /* paragraph style of — N — */
	int32_t folio_drop;  /* top of its line below the type area [mpt] */
	bool folio_outer;    /* odd right, even left; false: centred */
	int32_t folio_inset; /* from the edge of the type area [mpt] */
	/* tables */
	uint16_t table_title, table_caption, table_label, table_cell, table_head, table_note; /* paragraph styles; caption: title in the text */
	int32_t table_frame, table_rule;                                       /* outer and inner rule widths [mpt] */
	int32_t table_pad_x, table_pad_y;                                      /* cell padding [mpt] */
	int32_t table_min_size;                                                /* numbers shrink no further [mpt] */
	struct str *numbering; /* counter form per section level 0..: "第N部分", "一、", "（一）", "1.", "（1）";
	                                          empty for a level that the file leaves out */
	size_t nnumbering;
	uint16_t watermark; /* paragraph style of 草稿 */
};

/* Reads styles/NAME.xml, searched in the roots. NULL after errors. Every style has the paragraph styles that
 * kanyin-report(5) lists: body, part, heading1 .. heading4, list … */
struct style *style_load(struct desc_schemas *, struct arena *, const struct roots *, struct str name, struct diags *,
                         struct origin where);
ptrdiff_t style_find_para(const struct style *, struct str name); /* -1: none */
ptrdiff_t style_find_role(const struct style *, struct str name);

#endif
