/* profile_int.h - what profile.c and profile_text.c share: the document as a row of items, and patterns. For nobody else. */
#ifndef KANYIN_CHECK_PROFILE_INT_H
#define KANYIN_CHECK_PROFILE_INT_H

#include "check/profile.h"

/* A paragraph, or a table. */
struct item {
	struct origin origin;
	const struct doc_para *para;   /* NULL: a table */
	const struct doc_table *table; /* NULL: a paragraph */
	int level;                     /* of a heading; 0: none (tables are none) */
	struct str heading;            /* as printed, without its number; of a table: its title, or the heading it stands under */
	struct str title;              /* the same in the common form */
	struct str text;               /* in the common form; empty when it is only a heading, and for statement tables */
	bool references;               /* nothing may be typed by hand here */
};

struct items {
	struct item *all;
	size_t n;
};

/* A range of items: a chapter from its heading on, or the whole document. */
struct range_of_items {
	size_t from, to;
};

struct items items_read(struct arena *, const struct doc *);
/* The common form: see profile.h. */
struct str profile_form(struct arena *, struct str);

/* What a title or a text is compared with: a pattern, or a literal. */
struct matcher;

/* whole: the pattern must match all of a title. NULL for a pattern that PCRE2 refuses; *why says what is wrong then. */
struct matcher *matcher_pattern(struct arena *, struct str pattern, bool whole, struct str *why);
struct matcher *matcher_literal(struct arena *, struct str title);
void matcher_drop(struct matcher *); /* NULL is fine */
bool matcher_find(const struct matcher *, struct str);

/* Amounts and rates of a text that no expression printed: called with each one's place. */
typedef void typed_found(void *ctx, struct str amount, struct origin);
struct typed;
struct typed *typed_new(struct arena *);
void typed_drop(struct typed *);
void typed_find(struct typed *, const struct text *, typed_found *, void *ctx);

#endif
