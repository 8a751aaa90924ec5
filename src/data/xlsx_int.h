/* xlsx_int.h - what the files of the .xlsx reader share: the archive, its XML as events, and what the parts say. */
#ifndef KANYIN_DATA_XLSX_INT_H
#define KANYIN_DATA_XLSX_INT_H

#include <string.h>

#include "data/workbook.h"

struct zip;

struct xlsx {
	struct arena *arena;   /* of the table */
	struct arena *scratch; /* dropped after reading */
	const struct source *src;
	const struct source *place; /* the sheet, once it is chosen */
	struct diags *diags;
	struct zip *zip;
	bool failed; /* and said so */
	struct sheet *sheets;
	size_t nsheets;
	bool epoch1904;
	bool uncomputed; /* who wrote the file left the formulas to be computed when it is opened */
	struct str strings_part;
	struct str *strings; /* shared ones; heap */
	size_t nstrings, strings_size;
	struct cell_format *formats; /* by style number */
	size_t nformats;
	struct sheet_grid *grid;
};

/* --- xlsx_zip.c --- */

bool xlsx_open(struct xlsx *, struct str bytes);
void xlsx_close(struct xlsx *);
bool xlsx_has(const struct xlsx *, struct str part);
/* Say once what is wrong; nothing is read after it. */
void xlsx_damaged(struct xlsx *, const char *how, struct str part);
void xlsx_damaged_at(struct xlsx *, struct origin, const char *how);
void xlsx_limit(struct xlsx *, struct str limit);

static inline bool is(const char *name, const char *other)
{
	return strcmp(name, other) == 0;
}

struct attrs {
	const unsigned char **list; /* as SAX2 gives them: name, prefix, URI, value, end */
	size_t n;
};

/* The value as it stands in the file, NULL when there is none. Values are short: no references but the predefined are in them. */
struct str attrs_find(const struct attrs *, const char *name);

struct events {
	void (*open)(void *state, const char *name, const struct attrs *);
	void (*close)(void *state, const char *name);
	void (*text)(void *state, struct str); /* may be NULL */
};

/* Parses a part as it is unpacked. A part that is missing is an error. */
bool xlsx_parse(struct xlsx *, struct str part, const struct events *, void *state);

/* --- xlsx_book.c, xlsx_sheet.c --- */

bool xlsx_read_book(struct xlsx *); /* sheets, formats */
bool xlsx_read_strings(struct xlsx *);
bool xlsx_read_sheet(struct xlsx *, struct str part);
/* A shared or inline string: text of <t>, not of <rPh>; _xHHHH_ decoded. */
struct xlsx_text {
	struct buf buf;
	bool in_text, in_phonetic;
};
void xlsx_text_open(struct xlsx_text *, const char *name);
void xlsx_text_close(struct xlsx_text *, const char *name);
struct str xlsx_text_take(struct xlsx_text *, struct sheet_grid *);

#endif
