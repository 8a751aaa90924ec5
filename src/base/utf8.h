/* utf8.h - code points: decoding, validation and the few classes of characters that several stages share. */
#ifndef KANYIN_BASE_UTF8_H
#define KANYIN_BASE_UTF8_H

#include "base/str.h"

/* Byte offset of the first byte that is not UTF-8 (RFC 3629: no overlong forms, surrogates or values over 10FFFF), or -1. */
ptrdiff_t utf8_check(struct str s);
/* Length of the well-formed sequence at byte pos, 0 when there is none: for text that may be broken. */
size_t utf8_valid(struct str s, size_t pos);
/* Decodes the code point at *pos of valid text and moves *pos behind it; *pos < s.len is the caller's business. */
uint32_t utf8_next(struct str s, size_t *pos);
uint32_t utf8_prev(struct str s, size_t *pos); /* the code point before *pos; moves *pos to its start */
size_t utf8_encode(uint32_t ch, char out[4]);  /* bytes written */
size_t utf8_count(struct str s);               /* code points */

bool ch_is_han(uint32_t ch);        /* ideographs of the BMP and planes 2 and 3, 〇 and compatibility ideographs */
bool ch_is_digit(uint32_t ch);      /* ASCII 0-9 only */
bool ch_is_letter(uint32_t ch);     /* ASCII letters, Latin-1, Latin Extended, Greek, Cyrillic */
bool ch_is_blank(uint32_t ch);      /* space, tab, U+00A0, U+2000-200A, U+3000; not line ends */
uint32_t ch_fold_width(uint32_t ch); /* full-width ASCII (U+FF01-FF5E) and U+3000 to ASCII; others unchanged */

#endif
