/* encoding.c - the bytes of a text file as UTF-8: UTF-8 with or without BOM, GB18030, UTF-16 with BOM.
 *
 * Spreadsheets on Chinese Windows write GB18030 without saying so. Its byte pairs are hardly ever valid UTF-8, so text that is
 * valid UTF-8 is UTF-8. A UTF-8 file with some damaged bytes must not be read as GB18030, though: that would succeed and give
 * wrong characters. The well-formed Chinese characters in it tell. */
#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "data/read.h"

static bool has_nul(struct str s)
{
	return s.len && memchr(s.ptr, '\0', s.len) != NULL;
}

/* Reports at the end of what could be read. */
static bool fail(struct source *src, struct str readable, struct diags *diags)
{
	src->text = readable;
	diag(diags, CSV_ENCODING, origin_at(src, readable.len), src->path);
	return false;
}

/* `why` it was read as UTF-8: the byte itself may be anything. */
static bool fail_utf8(struct arena *arena, struct source *src, struct str bytes, size_t bad, struct str why, struct diags *diags)
{
	src->text = str_sub(bytes, 0, bad);
	diag(diags, NOT_UTF8, origin_at(src, bad), bytes_in_hex(arena, str_sub(bytes, bad, bytes.len)), why);
	return false;
}

/* Converts all of it; *out is what was converted until the first bad sequence, when there is one. */
static bool convert(struct arena *arena, struct str bytes, const char *from, struct str *out)
{
	iconv_t cd = iconv_open("UTF-8", from);
	char *in = (char *)(uintptr_t)bytes.ptr; /* iconv(3) does not write through it */
	size_t left = bytes.len;
	struct buf buf;
	bool whole = false;

	*out = STR("");
	if (cd == (iconv_t)-1)
		return false;
	buf_init(&buf);
	while (!whole) {
		size_t room = left + left / 2 + 64;
		char *to;

		buf_grow(&buf, room);
		to = buf.ptr + buf.len;
		whole = iconv(cd, &in, &left, &to, &room) != (size_t)-1;
		buf.len = (size_t)(to - buf.ptr);
		if (!whole && errno != E2BIG)
			break;
	}
	buf.ptr[buf.len] = '\0';
	iconv_close(cd);
	*out = buf_take(&buf, arena);
	buf_release(&buf);
	return whole && !has_nul(*out);
}

/* U+3000-303F, U+4E00-9FFF, U+FF00-FFEF in three bytes: what Chinese text in UTF-8 is made of. */
static bool is_common(const unsigned char *s)
{
	return (s[0] == 0xE3 && s[1] == 0x80) || (s[0] == 0xE4 && s[1] >= 0xB8) || (s[0] >= 0xE5 && s[0] <= 0xE9) ||
	       (s[0] == 0xEF && s[1] >= 0xBC);
}

/* Whether text that is not valid UTF-8 was meant to be, with what tells: Chinese characters that are, bytes that are not. */
static bool looks_like_utf8(struct str bytes, size_t *good, size_t *bad)
{
	*good = *bad = 0;
	for (size_t pos = 0, len; pos < bytes.len; pos += len ? len : 1) {
		len = utf8_valid(bytes, pos);
		*bad += len == 0;
		*good += len == 3 && is_common((const unsigned char *)bytes.ptr + pos);
	}
	return *good >= 3 && *good * 4 > *bad;
}

bool text_decode(struct arena *arena, struct source *src, struct str bytes, struct str encoding, struct diags *diags)
{
	bool is_auto = !str_eq(encoding, STR("utf-8")) && !str_eq(encoding, STR("gb18030"));
	struct str text;
	struct str why = STR(BOTH("; the description says encoding=\"utf-8\"", "；描述中写明 encoding=\"utf-8\""));
	size_t good_chars, bad_bytes;
	ptrdiff_t bad;

	if (str_starts(bytes, STR("\xFF\xFE")) || str_starts(bytes, STR("\xFE\xFF"))) {
		const char *from = bytes.ptr[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE";

		if (!convert(arena, str_sub(bytes, 2, bytes.len), from, &text))
			return fail(src, text, diags);
		src->text = text;
		return true;
	}
	if (str_starts(bytes, STR("\xEF\xBB\xBF"))) {
		encoding = STR("utf-8");
		is_auto = false;
		why = STR(BOTH("; the file begins with the mark of UTF-8", "；文件开头有 UTF-8 标记"));
		bytes = str_sub(bytes, 3, bytes.len);
	}
	bad = utf8_check(bytes);
	if (bad < 0 && !str_eq(encoding, STR("gb18030"))) {
		src->text = bytes;
		return has_nul(bytes) ? fail(src, str_sub(bytes, 0, strlen(bytes.ptr)), diags) : true;
	}
	if (str_eq(encoding, STR("utf-8")))
		return fail_utf8(arena, src, bytes, (size_t)bad, why, diags);
	if (is_auto && looks_like_utf8(bytes, &good_chars, &bad_bytes)) {
		why = str_printf(
			arena,
			BOTH("; the file was read as UTF-8, because %zu Chinese characters in it are and only %zu bytes are not",
		             "；该文件按 UTF-8 读取，因其中 %zu 个汉字是 UTF-8，仅 %zu 个字节不是"),
			good_chars, bad_bytes, good_chars, bad_bytes);
		return fail_utf8(arena, src, bytes, (size_t)bad, why, diags);
	}
	if (!convert(arena, bytes, "GB18030", &text))
		return fail(src, text, diags);
	src->text = text;
	return true;
}
