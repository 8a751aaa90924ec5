/* utf8.c - decoding and validation (RFC 3629), and the few character classes that several stages share. */
#include "base/utf8.h"

#include <string.h>

/* How many bytes a sequence that starts with this byte has; 0 for a byte that starts none. */
static size_t sequence_len(unsigned char first)
{
	if (first < 0x80)
		return 1;
	if (first >= 0xC2 && first <= 0xDF)
		return 2;
	if ((first & 0xF0) == 0xE0)
		return 3;
	return first >= 0xF0 && first <= 0xF4 ? 4 : 0;
}

/* The range of the second byte keeps out overlong forms, surrogates and values over 10FFFF (RFC 3629, section 4). */
static bool second_fits(unsigned char first, unsigned char second)
{
	switch (first) {
	case 0xE0:
		return second >= 0xA0 && second <= 0xBF;
	case 0xED:
		return second >= 0x80 && second <= 0x9F;
	case 0xF0:
		return second >= 0x90 && second <= 0xBF;
	case 0xF4:
		return second >= 0x80 && second <= 0x8F;
	default:
		return (second & 0xC0) == 0x80;
	}
}

size_t utf8_valid(struct str s, size_t pos)
{
	const unsigned char *bytes = (const unsigned char *)s.ptr + pos;
	size_t len = pos < s.len ? sequence_len(bytes[0]) : 0;

	if (len == 0 || len > s.len - pos)
		return 0;
	if (len > 1 && !second_fits(bytes[0], bytes[1]))
		return 0;
	for (size_t i = 2; i < len; i++)
		if ((bytes[i] & 0xC0) != 0x80)
			return 0;
	return len;
}

ptrdiff_t utf8_check(struct str s)
{
	for (size_t pos = 0, len; pos < s.len; pos += len) {
		uint64_t eight;

		if (s.len - pos >= 8 && (memcpy(&eight, s.ptr + pos, 8), (eight & UINT64_C(0x8080808080808080)) == 0))
			len = 8;
		else if ((len = utf8_valid(s, pos)) == 0)
			return (ptrdiff_t)pos;
	}
	return -1;
}

uint32_t utf8_next(struct str s, size_t *pos)
{
	const unsigned char *bytes = (const unsigned char *)s.ptr + *pos;
	size_t len = sequence_len(bytes[0]);
	uint32_t ch = bytes[0];

	if (len == 0 || len > s.len - *pos) { /* a string cut inside a character: stay within it all the same */
		*pos += 1;
		return 0xFFFD;
	}
	if (len > 1)
		ch &= 0x7Fu >> len;
	for (size_t i = 1; i < len; i++)
		ch = ch << 6 | (bytes[i] & 0x3Fu);
	*pos += len;
	return ch;
}

uint32_t utf8_prev(struct str s, size_t *pos)
{
	size_t start = *pos;

	do
		start--;
	while (start > 0 && ((unsigned char)s.ptr[start] & 0xC0) == 0x80);
	*pos = start;
	return utf8_next(s, &start);
}

size_t utf8_encode(uint32_t ch, char out[4])
{
	static const unsigned char mark[] = { 0, 0, 0xC0, 0xE0, 0xF0 };
	size_t len = ch < 0x80 ? 1 : ch < 0x800 ? 2 : ch < 0x10000 ? 3 : 4;

	for (size_t i = len; i-- > 1; ch >>= 6)
		out[i] = (char)(0x80 | (ch & 0x3F));
	out[0] = (char)(mark[len] | ch);
	return len;
}

size_t utf8_count(struct str s)
{
	size_t n = 0;

	for (size_t i = 0; i < s.len; i++)
		n += ((unsigned char)s.ptr[i] & 0xC0) != 0x80;
	return n;
}

bool ch_is_han(uint32_t ch)
{
	return (ch >= 0x4E00 && ch <= 0x9FFF) || (ch >= 0x3400 && ch <= 0x4DBF) || ch == 0x3007 ||
	       (ch >= 0xF900 && ch <= 0xFAFF) || (ch >= 0x20000 && ch <= 0x3FFFD);
}

bool ch_is_digit(uint32_t ch)
{
	return ch >= '0' && ch <= '9';
}

bool ch_is_letter(uint32_t ch)
{
	if (ch < 0x80)
		return (ch | 0x20) >= 'a' && (ch | 0x20) <= 'z';
	if (ch < 0xC0)
		return ch == 0xAA || ch == 0xB5 || ch == 0xBA;
	if (ch >= 0x370 && ch <= 0x3FF) /* Greek, without its marks */
		return ch != 0x375 && ch != 0x37E && ch != 0x384 && ch != 0x385 && ch != 0x387;
	return (ch <= 0x24F && ch != 0xD7 && ch != 0xF7) || (ch >= 0x400 && ch <= 0x52F && (ch < 0x482 || ch > 0x489)) ||
	       (ch >= 0x1E00 && ch <= 0x1FFF);
}

bool ch_is_blank(uint32_t ch)
{
	return ch == ' ' || ch == '\t' || ch == 0xA0 || (ch >= 0x2000 && ch <= 0x200A) || ch == 0x3000;
}

uint32_t ch_fold_width(uint32_t ch)
{
	if (ch == 0x3000)
		return ' ';
	return ch >= 0xFF01 && ch <= 0xFF5E ? ch - 0xFEE0 : ch;
}
