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

#endif
