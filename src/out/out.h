/* out.h - back ends: pages to PDF, and every stage as text. hpdf headers live only in out/pdf_*.c. */
#ifndef KANYIN_OUT_OUT_H
#define KANYIN_OUT_OUT_H

#include "base/file.h"
#include "font/font.h"
#include "layout/page.h"

/* Writes a PDF/A-1b file through the outfile (not committed here). Same pages, same bytes. false after a diagnostic. */
bool pdf_write(const struct pages *, struct fontset *, struct outfile *, struct diags *);

void dump_doc(struct buf *, const struct doc *, const struct style *); /* one line per node, indented; for people and golden tests */
void dump_pages(struct buf *, const struct pages *);

/* Which printed figures to explain. */
struct explain_query {
	size_t page;     /* from 1; 0: all of them */
	struct str text; /* as printed, or a part that ends where the number ends; empty: every figure */
	bool at;         /* only what stands on x, y … */
	int32_t x, y;    /* … [mpt] from the top left of the page as it is read */
};
/* The chain behind each: page and place, expression, cells, exact value, rounding. Returns how many there were. */
size_t explain_pages(struct buf *, const struct pages *, const struct doc *, const struct fontset *, const struct explain_query *,
                     enum lang, bool json);

#endif
