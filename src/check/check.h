/* check.h - what is wrong in a published text: figures that do not follow from each other, facts with two values, left-over form text,
 * punctuation, numbering, repeats. Works on paragraphs alone, whoever made them: a merged document, a text file, a PDF of others.
 *
 * A figure is wrong only when no values within half its last printed digit give it (rounding tails are no errors). What is certain is
 * an error, what is probable a warning, what is style a note. Nothing is changed. */
#ifndef KANYIN_CHECK_CHECK_H
#define KANYIN_CHECK_CHECK_H

#include "merge/doc.h"

struct arena;
struct diags;

enum check_kind {
	CHECK_PROSE,
	CHECK_CELL /* of a table or form: no sentence */
};

/* One paragraph. The places of the text say where it stands; in a PDF an origin's line is the page and its col the line on that page. */
struct check_para {
	struct text text;
	enum check_kind kind;
	bool joined;     /* of printed lines: blanks in it mean nothing */
	bool page_first; /* the first of a page of a PDF: what was cut there may stand twice */
};

/* Findings with this code are not reported; the reason is for readers of the description. */
struct check_silence {
	struct str code, reason;
	struct origin origin;
};

struct check_options {
	const struct check_silence *silences;
	size_t nsilences;
	bool quiet;      /* no notes: what is style is not reported */
	bool references; /* every amount must be a reference: typed ones are reported (documents of kanyin only) */
};

void check_paras(struct arena *, const struct check_para *, size_t n, const struct check_options *, struct diags *);

/* The paragraphs and cells of a merged document. */
void check_doc(struct arena *, const struct doc *, const struct check_options *, struct diags *);

/* A text in UTF-8 or GB18030, a paragraph a line; or a PDF, through poppler's pdftotext. false when it cannot be read. */
bool check_file(struct arena *, struct str path, const struct check_options *, struct diags *);

/* check_file in parts, for tests: the paragraphs of decoded text, and of pdftotext's -bbox output. */
struct check_para *check_split(struct arena *, const struct source *, size_t *n);
struct check_para *check_pages(struct arena *, struct str bbox, struct source *src, size_t *n);

#endif
