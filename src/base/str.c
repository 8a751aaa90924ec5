/* str.c - borrowed strings and growable buffers; all comparing is bytewise, nothing here knows a locale. */
#include "base/str.h"

#include <stdio.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

struct str str_from(const char *cstr)
{
	return cstr ? (struct str){ cstr, strlen(cstr) } : STR("");
}

bool str_eq(struct str a, struct str b)
{
	return a.len == b.len && (a.len == 0 || memcmp(a.ptr, b.ptr, a.len) == 0);
}

int str_cmp(struct str a, struct str b)
{
	size_t len = a.len < b.len ? a.len : b.len;
	int order = len ? memcmp(a.ptr, b.ptr, len) : 0;

	return order ? order : (a.len > b.len) - (a.len < b.len);
}

struct str str_sub(struct str s, size_t from, size_t to)
{
	if (to > s.len)
		to = s.len;
	if (from >= to)
		return STR("");
	return (struct str){ s.ptr + from, to - from };
}

bool str_starts(struct str s, struct str prefix)
{
	return s.len >= prefix.len && str_eq(str_sub(s, 0, prefix.len), prefix);
}

bool str_ends(struct str s, struct str suffix)
{
	return s.len >= suffix.len && str_eq(str_sub(s, s.len - suffix.len, s.len), suffix);
}

/* Bytes of the blank that s starts (or, at_end, ends) with; 0 when it is none. */
static size_t blank_len(struct str s, bool at_end)
{
	static const struct str wide[] = { { "\xC2\xA0", 2 }, { "\xE3\x80\x80", 3 }, { "\xEF\xBB\xBF", 3 } };
	char c;

	if (s.len == 0)
		return 0;
	c = at_end ? s.ptr[s.len - 1] : s.ptr[0];
	if (c == ' ' || (c >= '\t' && c <= '\r'))
		return 1;
	for (size_t i = 0; i < sizeof(wide) / sizeof(wide[0]); i++)
		if (at_end ? str_ends(s, wide[i]) : str_starts(s, wide[i]))
			return wide[i].len;
	return 0;
}

struct str str_trim(struct str s)
{
	size_t n;

	while ((n = blank_len(s, false)) != 0)
		s = str_sub(s, n, s.len);
	while ((n = blank_len(s, true)) != 0)
		s.len -= n;
	return s;
}

ptrdiff_t str_find(struct str s, struct str needle)
{
	const char *found;

	if (needle.len == 0)
		return 0;
	if (s.len < needle.len)
		return -1;
	found = memmem(s.ptr, s.len, needle.ptr, needle.len);
	return found ? found - s.ptr : -1;
}

struct str str_dup(struct arena *arena, struct str s)
{
	char *copy = arena_alloc(arena, s.len + 1);

	if (s.len != 0)
		memcpy(copy, s.ptr, s.len);
	return (struct str){ copy, s.len };
}

const char *str_z(struct arena *arena, struct str s)
{
	return str_dup(arena, s).ptr;
}

struct str str_printf(struct arena *arena, const char *fmt, ...)
{
	va_list args;
	int len;
	char *text;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len < 0)
		return STR("");
	text = arena_alloc(arena, (size_t)len + 1);
	va_start(args, fmt);
	vsnprintf(text, (size_t)len + 1, fmt, args);
	va_end(args);
	return (struct str){ text, (size_t)len };
}

uint64_t str_hash(struct str s)
{
	uint64_t hash = UINT64_C(0xcbf29ce484222325); /* FNV-1a */

	for (size_t i = 0; i < s.len; i++)
		hash = (hash ^ (unsigned char)s.ptr[i]) * UINT64_C(0x100000001b3);
	return hash;
}

static char empty[1]; /* what an unused buf points to; never written, because its size is 0 */

void buf_init(struct buf *buf)
{
	*buf = (struct buf){ empty, 0, 0 };
}

void buf_release(struct buf *buf)
{
	if (buf->size != 0)
		mem_free(buf->ptr);
	buf_init(buf);
}

void buf_clear(struct buf *buf)
{
	buf->len = 0;
	if (buf->size != 0)
		buf->ptr[0] = '\0';
}

void buf_grow(struct buf *buf, size_t extra)
{
	size_t size = buf->size < 32 ? 64 : buf->size;

	if (extra >= SIZE_MAX / 2 - buf->len)
		mem_fail(SIZE_MAX);
	if (buf->len + extra < buf->size)
		return;
	while (size <= buf->len + extra)
		size *= 2;
	buf->ptr = mem_resize(buf->size ? buf->ptr : NULL, size);
	buf->ptr[buf->len] = '\0';
	buf->size = size;
}

void buf_add(struct buf *buf, const void *bytes, size_t len)
{
	if (len == 0)
		return;
	buf_grow(buf, len);
	memcpy(buf->ptr + buf->len, bytes, len);
	buf->len += len;
	buf->ptr[buf->len] = '\0';
}

void buf_str(struct buf *buf, struct str s)
{
	buf_add(buf, s.ptr, s.len);
}

void buf_z(struct buf *buf, const char *cstr)
{
	buf_add(buf, cstr, strlen(cstr));
}

void buf_char(struct buf *buf, char c)
{
	buf_add(buf, &c, 1);
}

void buf_utf8(struct buf *buf, uint32_t ch)
{
	char bytes[4];

	buf_add(buf, bytes, utf8_encode(ch, bytes));
}

void buf_printf(struct buf *buf, const char *fmt, ...)
{
	va_list args;
	int len;

	va_start(args, fmt);
	len = vsnprintf(NULL, 0, fmt, args);
	va_end(args);
	if (len <= 0)
		return;
	buf_grow(buf, (size_t)len);
	va_start(args, fmt);
	vsnprintf(buf->ptr + buf->len, (size_t)len + 1, fmt, args);
	va_end(args);
	buf->len += (size_t)len;
}

struct str buf_as_str(const struct buf *buf)
{
	return (struct str){ buf->ptr, buf->len };
}

struct str buf_take(struct buf *buf, struct arena *arena)
{
	struct str copy = str_dup(arena, buf_as_str(buf));

	buf_clear(buf);
	return copy;
}
