/* merge_int.h - what the merge_*.c files share: the walk's state. Nobody else includes it. */
#ifndef KANYIN_MERGE_MERGE_INT_H
#define KANYIN_MERGE_MERGE_INT_H

#include "base/arena.h"
#include "merge/cache.h"
#include "merge/merge.h"
#include "merge/outline.h"

enum { MAX_COUNTERS = 8 };

struct merge {
	const struct merge_input *in;
	struct arena *arena;
	struct diags *diags;
	struct eval eval;              /* eval.scope is the innermost frame */
	struct doc *doc;
	enum doc_section_kind section; /* kind of section that blocks go to */
	bool landscape;
	int level;                     /* outline level of the enclosing part or attachment, 0 outside */
	int depth;                     /* sections that enclose the place, counted from the part */
	int counters[MAX_COUNTERS];    /* [0] parts, [1..] sections by depth */
	int attachments;
	size_t blocks;                 /* made so far, bounded */
};

/* merge.c */
void merge_children(struct merge *, const struct desc_node *parent);
struct doc_block *merge_block(struct merge *, enum doc_kind, struct origin); /* appended to the section in force */
struct doc_para *merge_para(struct merge *, const char *style, enum doc_role, struct text, struct origin);
void merge_push(struct merge *, struct scope **saved); /* a new frame; give *saved back by merge_pop */
void merge_pop(struct merge *, struct scope *saved);
/* Runs of <repeat> and branches of <if>: `each` does the siblings from first up to, not including, end (NULL: to the last). */
typedef void merge_each(void *ctx, const struct desc_node *first, const struct desc_node *end);
void merge_repeat(struct merge *, const struct desc_node *, merge_each *, void *ctx);
void merge_branch(struct merge *, const struct desc_node *, merge_each *, void *ctx);

/* merge_text.c: template text of elements and attributes */
struct text merge_node_text(struct merge *, const struct desc_node *);                     /* text content, a template */
struct text merge_attr_text(struct merge *, const struct desc_node *, const char *attr);   /* attribute, a template */
/* The same as the name of something; false when a value in it is missing, which was reported. */
bool merge_attr_name(struct merge *, const struct desc_node *, const char *attr, struct str *out);
bool merge_attr_expr(struct merge *, const struct desc_node *, const char *attr, struct value *out); /* false: absent or wrong */
bool merge_test(struct merge *, const struct desc_node *, const char *attr, bool otherwise);
int merge_attr_int(struct merge *, const struct desc_node *, const char *attr, int otherwise, int low, int high);

/* merge_names.c */
void merge_facts(struct merge *, const struct desc_node *);
void merge_data(struct merge *, const struct desc_node *);
void merge_value(struct merge *, const struct desc_node *);
void merge_settings(struct merge *); /* the command line's values, before anything else */

/* merge_policy.c */
struct number_policy merge_policy(struct merge *, const struct desc_node *report);
void merge_reasons(struct merge *); /* reports changes in the finished document that lack a reason */

/* merge_number.c: section numbers */
/* Number text of an element at counter `depth` by the style (第一部分, 一、, （一）, 1., （1）) or its number attribute; empty for "none". */
struct text merge_number(struct merge *, const struct desc_node *, int depth);
struct str number_in_form(struct arena *, struct str form, int n); /* form: a sample, 第N部分 一、 （一） 1. （1） ① 1、 */

/* merge_prose.c */
void merge_prose(struct merge *, const struct desc_node *);
/* merge_statement.c, with merge/statement.h */
void merge_statement(struct merge *, const struct desc_node *);
void merge_title(struct merge *, struct doc_table *, struct text title, struct text number); /* and its outline entry */
void merge_notes(struct merge *, struct doc_table *, const struct desc_node *parent);      /* <note> children */
/* merge_grid.c */
void merge_grid(struct merge *, const struct desc_node *);

/* A grid of cells being filled row by row: places each cell at the first free column, as HTML does. */
struct grid {
	struct merge *merge;
	struct doc_table *table;
	size_t cells_size;
	uint32_t *until;   /* per column: first row that is free again */
	uint32_t row;      /* the row being filled; rows before it are complete */
	struct origin row_origin;
	bool bad_row;      /* a cell of it was refused and reported: its gaps are no news */
};

void grid_init(struct grid *, struct merge *, struct doc_table *);
void grid_row(struct grid *, struct origin);   /* begins a row; checks the one before for gaps */
struct doc_cell *grid_cell(struct grid *, struct origin, size_t colspan, size_t rowspan); /* NULL after a diagnostic */
size_t grid_free(const struct grid *);         /* first free column of the row being filled; ncolumns when it is full */
void grid_end(struct grid *);
void grid_text(struct doc_cell *, const struct text *); /* takes text and spans, its place stays that of the cell */
enum cell_align merge_align(const struct desc_node *, enum cell_align otherwise);
void merge_columns(struct merge *, const struct desc_node *parent, struct doc_table *); /* <column> children, also those in a <group> */

#endif
