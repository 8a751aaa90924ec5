/* schema.h - what each element may hold, read from the RELAX NG files src/desc/NAME.rng. For the files of desc/ only.
 *
 * The checking is done in walk.c, not by libxml2: its RELAX NG validator keeps a state for every subset of the optional attributes
 * an element has (a style file costs 19 M instructions), tries each of them again on every level (a wrong element inside 24 nested
 * sections takes 23 s, twice that with each level more), and its messages name the consequences, not the mistake. The schemas
 * keep to a form that can be checked in one pass, looking at one element at a time:
 *
 * - an element holds attributes (alone or in <optional>) and a sequence of parts, or text;
 * - a part is an element, <optional>, or <zeroOrMore> or <oneOrMore> of an element or of a <choice> of elements;
 * - where the same element may stand in several parts, taking the first one that is still open is right;
 * - text goes with <br/> or alone; <choice> of text and elements means one or the other.
 *
 * tests/unit/test_desc_xml.c holds the verdicts against libxml2's. */
#ifndef KANYIN_DESC_SCHEMA_H
#define KANYIN_DESC_SCHEMA_H

#include <libxml/tree.h>

#include "desc/desc.h"

/* Value types are the names of the defines at the end of a .rng file. */
enum schema_type {
	TYPE_TEXT,    /* anything */
	TYPE_CHOICE,  /* one of the values */
	TYPE_NAME,    /* not blank */
	TYPE_FILE,    /* not blank */
	TYPE_COUNT,   /* 1 .. 999 999 */
	TYPE_INDEX,   /* 0 .. 999 999 */
	TYPE_DECIMAL, /* digits, maybe with a point */
	TYPE_LENGTH,
	TYPE_WIDTH /* a length, "auto", or "min " and a length */
};

struct schema_attr {
	struct str name;
	bool required;
	enum schema_type type;
	const struct str *values; /* TYPE_CHOICE */
	size_t nvalues;
};

struct schema_element;

/* A part of an element's content. */
struct schema_slot {
	const struct schema_element **elements;
	size_t n;
	bool required; /* at least one of them */
	bool once;     /* at most one */
};

enum { SCHEMA_MAX_SLOTS = 64, SCHEMA_MAX_ATTRS = 64 }; /* bits of the masks in check.c */

struct schema_element {
	struct str name;
	bool xinclude; /* in XInclude's namespace, not in ours */
	int kind;      /* enum desc_kind; -1 for br, which becomes text */
	bool text;     /* may hold text */
	struct schema_attr *attrs;
	size_t nattrs;
	struct schema_slot *slots;
	size_t nslots;
	const xmlNode *pattern; /* while the model is being made */
};

struct schema {
	struct schema_element **elements; /* [0 .. nroots) may be roots */
	size_t nelements, nroots;
};

/* The schema for documents with this root; read at its first use. Never NULL: our schemas are part of the program. */
const struct schema *desc_schema(struct desc_schemas *, enum desc_kind root);
bool schema_value_ok(const struct schema_attr *, struct str value);
struct str schema_expected(const struct schema_attr *, struct arena *); /* for messages, in no language */

#endif
