/* desc.h - a report description as a tree of elements, checked against the schema, every piece with its place.
 *
 * The loader knows XML, includes and the schema; it does not know what the elements mean: merge/ walks this tree. Included
 * fragments are already in place (DESC_INCLUDE keeps their parameters). No libxml2 type leaves desc/. */
#ifndef KANYIN_DESC_DESC_H
#define KANYIN_DESC_DESC_H

#include "base/diag.h"

struct arena;
struct roots;

enum desc_kind {
#define DESC(kind, name) DESC_##kind,
#include "desc/desc_list.h"
#undef DESC
	DESC_KINDS
};

struct desc_attr {
	struct str name;
	struct str value;
	struct origin origin; /* of the value's first character */
	const void *memo;     /* what merge/cache.c compiled the value to; lives as long as the tree */
};

struct desc_node {
	enum desc_kind kind;  /* DESC_TEXT is the element <text src=…/> */
	struct origin origin; /* of the start tag's name */
	struct str text;      /* all text content of elements that hold text (para, line, item, cell, title …), with <br/> as
	                           U+2028, XML white space at both ends removed. Line breaks of the file stay in it, so that a
	                           place in the text is found by counting from text_origin; "newline and indentation" means
	                           nothing between Han characters or beside U+2028, a space otherwise (merge/). Empty in other
	                           elements */
	struct origin text_origin; /* of the text's first character; of the element when there is none */
	const void *memo;          /* what merge/cache.c compiled the text to; lives as long as the tree */
	struct desc_attr *attrs;
	size_t nattrs;
	struct desc_node *parent, *first, *last, *next;
};

/* Bounds against hostile input. Includes count: depth, files, bytes and nodes are those of the whole tree. */
enum {
	DESC_MAX_DEPTH = 200,
	DESC_MAX_INCLUDES = 1000,
	DESC_MAX_BYTES = 64 << 20,
	DESC_MAX_NODES = 300000, /* elements and attributes */
	DESC_MAX_ATTRS = 100     /* of one element: libxml2 compares each with each */
};

/* The compiled schemas, each made at its first use; hold one for the whole run. One thread at a time. */
struct desc_schemas;
struct desc_schemas *desc_schemas_new(void);
void desc_schemas_drop(struct desc_schemas *); /* NULL is fine */

/* Loads report.xml (root <report>). NULL after errors. */
struct desc_node *desc_load(struct desc_schemas *, struct arena *, struct str path, const struct roots *, struct diags *);
/* Loads another document of ours by its root: DESC_LAYOUT (table layout), DESC_STYLE, DESC_PROFILE, DESC_FACTS. */
struct desc_node *desc_load_as(struct desc_schemas *, struct arena *, struct str path, enum desc_kind root, const struct roots *,
                               struct diags *);

const struct desc_attr *desc_attr(const struct desc_node *, const char *name); /* NULL: absent */
struct str desc_value(const struct desc_node *, const char *name);             /* empty: absent */
bool desc_yes(const struct desc_node *, const char *name, bool otherwise);     /* yes|no */
const struct desc_node *desc_child(const struct desc_node *, enum desc_kind);  /* the first one, or NULL */

#endif
