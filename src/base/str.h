/* str.h - the two string types, and nothing third.
 *
 * struct str borrows bytes: not NUL-terminated, passed by value, valid as long as the arena or file it points into.
 * struct buf owns bytes: ptr is never NULL and ptr[len] is always NUL. Text inside the program is valid UTF-8: it is
 * checked once, where it enters (utf8_check), and everybody after that relies on it. */
#ifndef KANYIN_BASE_STR_H
#define KANYIN_BASE_STR_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

struct str {
	const char *ptr;
	size_t len; /* [bytes] */
};

#define STR(literal) ((struct str){ "" literal, sizeof(literal) - 1 })
#define STR_FMT(s) (int)(s).len, (s).ptr /* for printf's %.*s */

struct str str_from(const char *cstr); /* borrows; NULL gives the empty string */
bool str_eq(struct str a, struct str b);
int str_cmp(struct str a, struct str b); /* bytewise, so independent of the locale */
bool str_starts(struct str s, struct str prefix);
bool str_ends(struct str s, struct str suffix);
struct str str_sub(struct str s, size_t from, size_t to); /* bytes [from, to), clipped */
struct str str_trim(struct str s);    /* without blanks at both ends: ASCII, U+00A0, U+3000, U+FEFF */
ptrdiff_t str_find(struct str s, struct str needle); /* byte offset, -1 when absent */
struct str str_dup(struct arena *, struct str s);    /* copy, followed by a NUL that is not counted */
struct str str_printf(struct arena *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
const char *str_z(struct arena *, struct str s);     /* NUL-terminated copy for C interfaces */
uint64_t str_hash(struct str s);

struct buf {
	char *ptr;   /* never NULL, ptr[len] == 0 */
	size_t len;  /* [bytes] */
	size_t size; /* allocated [bytes]; 0 while ptr is the shared empty string */
};

void buf_init(struct buf *);
void buf_release(struct buf *); /* leaves an empty, usable buf */
void buf_clear(struct buf *);   /* length 0, memory kept */
void buf_grow(struct buf *, size_t extra);
void buf_add(struct buf *, const void *bytes, size_t len);
void buf_str(struct buf *, struct str s);
void buf_z(struct buf *, const char *cstr);
void buf_char(struct buf *, char c);
void buf_utf8(struct buf *, uint32_t ch);
void buf_printf(struct buf *, const char *fmt, ...) __attribute__((format(printf, 2, 3)));
struct str buf_as_str(const struct buf *);                   /* borrows until the next change */
struct str buf_take(struct buf *, struct arena *);           /* arena copy; the buf is cleared */

#endif
