/* scan.h - where the pieces of an XML file stand: tags, attribute values and text, with line and column.
 *
 * libxml2's trees keep a line per element and nothing else, so desc/ walks the source text beside the tree. The scanner splits
 * text into pieces and knows no names; it relies on somebody else (libxml2) to say whether the file is well-formed, and merely
 * stops (SCAN_BROKEN) where it obviously is not. There are no document types here: those files are refused. */
#ifndef KANYIN_DESC_SCAN_H
#define KANYIN_DESC_SCAN_H

#include "base/diag.h"

struct scan {
	const struct source *src;
	size_t pos;     /* [bytes] next byte to look at */
	size_t counted; /* [bytes] the byte that line and col belong to; <= pos */
	int32_t line, col;
	bool in_tag; /* between a tag's name and its > */
	bool close;  /* the tag was <a/>: its end comes next */
};

enum scan_kind {
	SCAN_END,    /* of the file */
	SCAN_BROKEN, /* not XML, or a document type */
	SCAN_OPEN,   /* <name: scan_attr() may follow */
	SCAN_CLOSE,  /* </name> or the end of <name/> */
	SCAN_TEXT,   /* character data or a CDATA section */
	SCAN_OTHER   /* comment, processing instruction */
};

struct scan_piece {
	enum scan_kind kind;
	struct str name;      /* SCAN_OPEN: as written, prefix included */
	bool blank;           /* SCAN_TEXT: only white space */
	struct origin origin; /* SCAN_OPEN: the name; SCAN_TEXT: the first character that is not white space */
};

struct scan_attr {
	struct str name; /* as written, prefix included */
	struct origin name_origin;
	struct origin value_origin; /* first character of the value; the closing quote when it is empty */
};

void scan_init(struct scan *, const struct source *);
enum scan_kind scan_next(struct scan *, struct scan_piece *);
/* The next attribute of the tag that scan_next() just gave; false at its end. Need not be called. */
bool scan_attr(struct scan *, struct scan_attr *);
/* Place of a byte at or after all places given so far. */
struct origin scan_place(struct scan *, size_t at);

bool xml_is_blank(char c); /* space, tab, line ends: XML's white space */

#endif
