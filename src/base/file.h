/* file.h - reading input files, and writing output files whole or not at all. */
#ifndef KANYIN_BASE_FILE_H
#define KANYIN_BASE_FILE_H

#include "base/diag.h"

struct arena;

/* Where files named in a description may come from: the report's folder first, then the template folders, in order. */
struct roots {
	struct str *dirs; /* as given by the caller; dirs[0] is the report's folder */
	size_t n;
};

/* Resolves a relative name (UTF-8) in the roots. Refuses absolute names, "..", and symlinks that leave the root it was found in
 * (DIAG_FILE_OUTSIDE); a name found nowhere is DIAG_FILE_MISSING. Returns the path to open, or an empty str after a diagnostic at
 * `where`. */
struct str roots_find(const struct roots *, struct arena *, struct str name, struct diags *, struct origin where);

/* Reads a whole file (at most `limit` bytes) into the arena. On failure a diagnostic at `where`, and false. */
bool file_read(struct arena *, struct str path, size_t limit, struct str *out, struct diags *, struct origin where);
/* Reads a UTF-8 text file (a BOM is dropped) into a new source. NULL after a diagnostic (bytes that are not UTF-8: at their
 * line and column in the file). */
const struct source *file_source(struct arena *, struct str path, size_t limit, struct diags *, struct origin where);

/* "the byte sequence C4 E3": those at the beginning that are not UTF-8, at most four, for messages. */
struct str bytes_in_hex(struct arena *, struct str bytes);

/* Writes through a temporary file in the same folder, fsync, rename. NULL/-1 with errno's reason in a diagnostic; on any
 * failure or abort the temporary file is removed and an older file of that name is untouched. */
struct outfile;
struct outfile *outfile_new(struct str path, struct diags *);
bool outfile_write(struct outfile *, const void *bytes, size_t len); /* false once anything failed */
bool outfile_commit(struct outfile *); /* frees it in any case */
void outfile_abort(struct outfile *);  /* NULL is fine */

#endif
