/* template_int.h - what template_scan.c, template_parse.c and template_run.c share. Nobody else includes it. */
#ifndef KANYIN_MERGE_TEMPLATE_INT_H
#define KANYIN_MERGE_TEMPLATE_INT_H

#include "merge/expr_int.h"
#include "merge/template.h"

/* --- scanning: text between the tags, and the tags --- */

enum segment_kind { SEGMENT_TEXT, SEGMENT_PRINT, SEGMENT_TAG, SEGMENT_COMMENT };

struct segment {
	enum segment_kind kind;
	bool broken;            /* not closed: reported; a tag's word still counts for the structure */
	bool trim_left, trim_right; /* {%- and -%} */
	size_t start;           /* [bytes] where it begins, the braces included */
	size_t from, to;        /* [bytes] text: what is left of it; tags: what stands between the braces */
	struct origin origin;   /* of start */
};

struct segments {
	struct segment *items;  /* heap */
	size_t n, size;
	bool failed;
};

void scan_template(struct segments *, struct arena *, struct str text, struct origin, struct diags *);
struct origin segment_place(const struct segment *, struct str text); /* of from */

/* --- the tree --- */

enum node_kind { NODE_TEXT, NODE_PRINT, NODE_IF, NODE_FOR, NODE_SET };

struct node {
	enum node_kind kind;
	bool elif;                /* an if that stands as the only node of an otherwise */
	struct origin origin;     /* of the text's first character, of the tag */
	struct str text;
	struct str name;          /* for, set */
	const struct expr *expr;  /* printed, tested, run over, or set */
	const struct expr *where; /* of for, or NULL */
	struct node *body, *otherwise;
	struct node *next;
};

struct template {
	struct node *nodes;
	bool sets;                /* has a set outside of loops, so a run needs a frame of its own */
};

#endif
