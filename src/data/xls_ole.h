/* xls_ole.h - the compound files that .xls (and encrypted .xlsx) are kept in. Private to data/. */
#ifndef KANYIN_DATA_XLS_OLE_H
#define KANYIN_DATA_XLS_OLE_H

#include "base/str.h"

struct ole {
	struct str bytes;
	uint32_t *fat, *mini_fat; /* heap: next sector of each */
	size_t nfat, nmini;
	unsigned shift, mini_shift; /* log2 of the sector sizes */
	uint32_t cutoff;            /* [bytes] shorter streams lie in the mini stream */
	struct buf directory;
	struct buf mini; /* the mini stream */
};

/* NULL, or what is wrong with the file (static text). ole_close in any case. */
const char *ole_open(struct ole *, struct str bytes);
void ole_close(struct ole *);
bool ole_has(const struct ole *, const char *name); /* ASCII */
const char *ole_read(const struct ole *, const char *name, struct buf *out);

uint16_t le16(const char *p);
uint32_t le32(const char *p);

#endif
