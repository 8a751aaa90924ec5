/* para_class.c - what a character is to the line: class, prohibition levels, pair table. Tables only, no state.
 *
 * Rules: W3C CLREQ 3.1 and GB/T 15834-2011 as in LAYOUT 2.1 - 2.3. A character without an entry and outside the scripts named
 * here is C_OTHER, and UAX #14 decides about it. */
#include "layout/para_int.h"

#define BIT(c) (UINT32_C(1) << (c))

struct class_range {
	uint32_t first, last;
	uint8_t cls;
};

/* The marks of ASCII. */
static const uint8_t ascii_marks[0x80] = {
	[' '] = C_BLANK,    ['!'] = C_WPAUSE,  ['"'] = C_SYMBOL, ['#'] = C_PREFIX, ['$'] = C_PREFIX,   ['%'] = C_POSTFIX,
	['&'] = C_SYMBOL,   ['\''] = C_SYMBOL, ['('] = C_WOPEN,  [')'] = C_WCLOSE, ['*'] = C_SYMBOL,   ['+'] = C_SIGN,
	[','] = C_WPAUSE,   ['-'] = C_HYPHEN,  ['.'] = C_WPAUSE, ['/'] = C_SLASH,  [':'] = C_WPAUSE,   [';'] = C_WPAUSE,
	['<'] = C_WOPEN,    ['='] = C_SYMBOL,  ['>'] = C_WCLOSE, ['?'] = C_WPAUSE, ['@'] = C_SYMBOL,   ['['] = C_WOPEN,
	['\\'] = C_SYMBOL,  [']'] = C_WCLOSE,  ['^'] = C_SYMBOL, ['_'] = C_SYMBOL, ['`'] = C_SYMBOL,   ['{'] = C_WOPEN,
	['|'] = C_SYMBOL,   ['}'] = C_WCLOSE,  ['~'] = C_SYMBOL, ['\t'] = C_BLANK, ['\n'] = C_NEWLINE, ['\v'] = C_NEWLINE,
	['\f'] = C_NEWLINE,
};

/* U+0080 and up without the ideographs of the BMP; sorted. */
static const struct class_range ranges[] = {
	{ 0x80, 0x84, C_MARK },           { 0x85, 0x85, C_NEWLINE },        { 0x86, 0x9F, C_MARK },
	{ 0xA0, 0xA0, C_GLUE },           { 0xA1, 0xA1, C_WOPEN },          { 0xA2, 0xA5, C_PREFIX },
	{ 0xA6, 0xA6, C_SYMBOL },         { 0xA7, 0xA7, C_PREFIX },         { 0xA8, 0xAA, C_SYMBOL },
	{ 0xAB, 0xAB, C_WOPEN },          { 0xAC, 0xAC, C_SYMBOL },         { 0xAD, 0xAD, C_MARK },
	{ 0xAE, 0xAF, C_SYMBOL },         { 0xB0, 0xB0, C_POSTFIX },        { 0xB1, 0xB1, C_SIGN },
	{ 0xB2, 0xB6, C_LETTER },         { 0xB7, 0xB7, C_INTERPUNCT },     { 0xB8, 0xBA, C_LETTER },
	{ 0xBB, 0xBB, C_WCLOSE },         { 0xBC, 0xBE, C_LETTER },         { 0xBF, 0xBF, C_WOPEN },
	{ 0xC0, 0xD6, C_LETTER },         { 0xD7, 0xD7, C_SYMBOL },         { 0xD8, 0xF6, C_LETTER },
	{ 0xF7, 0xF7, C_SYMBOL },         { 0xF8, 0x2FF, C_LETTER },        { 0x300, 0x36F, C_MARK },
	{ 0x370, 0x482, C_LETTER },       { 0x483, 0x489, C_MARK },         { 0x48A, 0x52F, C_LETTER },
	{ 0x591, 0x5BD, C_MARK },         { 0x64B, 0x65F, C_MARK },         { 0x1AB0, 0x1AFF, C_MARK },
	{ 0x1DC0, 0x1DFF, C_MARK },       { 0x1E00, 0x1FFF, C_LETTER },     { 0x2000, 0x2006, C_BLANK },
	{ 0x2007, 0x2007, C_GLUE },       { 0x2008, 0x200A, C_BLANK },      { 0x200B, 0x200B, C_ZERO },
	{ 0x200C, 0x200F, C_MARK },       { 0x2010, 0x2010, C_HYPHEN },     { 0x2011, 0x2011, C_SYMBOL },
	{ 0x2012, 0x2013, C_CONNECT },    { 0x2014, 0x2015, C_DASH },       { 0x2016, 0x2017, C_SYMBOL },
	{ 0x2018, 0x2018, C_OPEN },       { 0x2019, 0x2019, C_CLOSE },      { 0x201A, 0x201B, C_WOPEN },
	{ 0x201C, 0x201C, C_OPEN },       { 0x201D, 0x201D, C_CLOSE },      { 0x201E, 0x201F, C_WOPEN },
	{ 0x2020, 0x2021, C_SYMBOL },     { 0x2022, 0x2023, C_WIDE },       { 0x2024, 0x2025, C_WPAUSE },
	{ 0x2026, 0x2026, C_ELLIPSIS },   { 0x2027, 0x2027, C_INTERPUNCT }, { 0x2028, 0x2029, C_NEWLINE },
	{ 0x202A, 0x202E, C_MARK },       { 0x202F, 0x202F, C_GLUE },       { 0x2030, 0x2037, C_POSTFIX },
	{ 0x2039, 0x2039, C_WOPEN },      { 0x203A, 0x203A, C_WCLOSE },     { 0x203B, 0x203B, C_WIDE },
	{ 0x203C, 0x203D, C_WPAUSE },     { 0x2044, 0x2044, C_SLASH },      { 0x205F, 0x205F, C_BLANK },
	{ 0x2060, 0x2064, C_MARK },       { 0x2066, 0x206F, C_MARK },       { 0x2070, 0x209C, C_LETTER },
	{ 0x20A0, 0x20CF, C_PREFIX },     { 0x20D0, 0x20FF, C_MARK },       { 0x2100, 0x2102, C_LETTER },
	{ 0x2103, 0x2103, C_POSTFIX },    { 0x2104, 0x2108, C_LETTER },     { 0x2109, 0x2109, C_POSTFIX },
	{ 0x210A, 0x2115, C_LETTER },     { 0x2116, 0x2116, C_PREFIX },     { 0x2117, 0x214F, C_LETTER },
	{ 0x2150, 0x215F, C_LETTER },     { 0x2160, 0x218B, C_WIDE },       { 0x2190, 0x2211, C_WIDE },
	{ 0x2212, 0x2213, C_SIGN },       { 0x2214, 0x221D, C_WIDE },       { 0x221E, 0x221E, C_LETTER },
	{ 0x221F, 0x2235, C_WIDE },       { 0x2236, 0x2236, C_SYMBOL },     { 0x2237, 0x223B, C_WIDE },
	{ 0x223C, 0x2293, C_SYMBOL },     { 0x2294, 0x22EE, C_WIDE },       { 0x22EF, 0x22EF, C_ELLIPSIS },
	{ 0x22F0, 0x2BFF, C_WIDE },       { 0x2E3A, 0x2E3A, C_DASH },       { 0x2E80, 0x2FFF, C_HAN },
	{ 0x3000, 0x3000, C_WIDE_BLANK }, { 0x3001, 0x3001, C_COMMA },      { 0x3002, 0x3002, C_STOP },
	{ 0x3003, 0x3004, C_WIDE },       { 0x3005, 0x3007, C_HAN },        { 0x3008, 0x3008, C_OPEN },
	{ 0x3009, 0x3009, C_CLOSE },      { 0x300A, 0x300A, C_OPEN },       { 0x300B, 0x300B, C_CLOSE },
	{ 0x300C, 0x300C, C_OPEN },       { 0x300D, 0x300D, C_CLOSE },      { 0x300E, 0x300E, C_OPEN },
	{ 0x300F, 0x300F, C_CLOSE },      { 0x3010, 0x3010, C_OPEN },       { 0x3011, 0x3011, C_CLOSE },
	{ 0x3012, 0x3013, C_WIDE },       { 0x3014, 0x3014, C_OPEN },       { 0x3015, 0x3015, C_CLOSE },
	{ 0x3016, 0x3016, C_OPEN },       { 0x3017, 0x3017, C_CLOSE },      { 0x3018, 0x3018, C_OPEN },
	{ 0x3019, 0x3019, C_CLOSE },      { 0x301A, 0x301A, C_OPEN },       { 0x301B, 0x301B, C_CLOSE },
	{ 0x301C, 0x301C, C_CONNECT },    { 0x301D, 0x301D, C_OPEN },       { 0x301E, 0x301F, C_CLOSE },
	{ 0x3020, 0x3029, C_WIDE },       { 0x302A, 0x302F, C_MARK },       { 0x3030, 0x3098, C_HAN },
	{ 0x3099, 0x309A, C_MARK },       { 0x309B, 0x30FA, C_HAN },        { 0x30FB, 0x30FB, C_INTERPUNCT },
	{ 0x30FC, 0x312F, C_HAN },        { 0x3190, 0x31EF, C_HAN },        { 0x31F0, 0x31FF, C_HAN },
	{ 0x3200, 0x3370, C_WIDE },       { 0x3371, 0x33DF, C_POSTFIX },    { 0x33E0, 0x33FE, C_WIDE },
	{ 0x33FF, 0x33FF, C_POSTFIX },    { 0x3400, 0x4DBF, C_HAN },        { 0x4DC0, 0x4DFF, C_WIDE },
	{ 0xE000, 0xF8FF, C_HAN },        { 0xF900, 0xFAFF, C_HAN },        { 0xFE00, 0xFE0F, C_MARK },
	{ 0xFE20, 0xFE2F, C_MARK },       { 0xFE30, 0xFE4F, C_WIDE },       { 0xFEFF, 0xFEFF, C_MARK },
	{ 0xFF01, 0xFF01, C_STOP },       { 0xFF02, 0xFF02, C_WIDE },       { 0xFF03, 0xFF04, C_PREFIX },
	{ 0xFF05, 0xFF05, C_POSTFIX },    { 0xFF06, 0xFF07, C_WIDE },       { 0xFF08, 0xFF08, C_OPEN },
	{ 0xFF09, 0xFF09, C_CLOSE },      { 0xFF0A, 0xFF0B, C_WIDE },       { 0xFF0C, 0xFF0C, C_COMMA },
	{ 0xFF0D, 0xFF0D, C_CONNECT },    { 0xFF0E, 0xFF0E, C_STOP },       { 0xFF0F, 0xFF0F, C_SOLIDUS },
	{ 0xFF10, 0xFF19, C_DIGIT },      { 0xFF1A, 0xFF1B, C_COMMA },      { 0xFF1C, 0xFF1E, C_WIDE },
	{ 0xFF1F, 0xFF1F, C_STOP },       { 0xFF20, 0xFF3A, C_WIDE },       { 0xFF3B, 0xFF3B, C_OPEN },
	{ 0xFF3C, 0xFF3C, C_WIDE },       { 0xFF3D, 0xFF3D, C_CLOSE },      { 0xFF3E, 0xFF5A, C_WIDE },
	{ 0xFF5B, 0xFF5B, C_OPEN },       { 0xFF5C, 0xFF5C, C_WIDE },       { 0xFF5D, 0xFF5D, C_CLOSE },
	{ 0xFF5E, 0xFF5E, C_CONNECT },    { 0xFF61, 0xFF64, C_WPAUSE },     { 0xFF65, 0xFFDF, C_HAN },
	{ 0xFFE0, 0xFFE1, C_PREFIX },     { 0xFFE2, 0xFFE4, C_WIDE },       { 0xFFE5, 0xFFE6, C_PREFIX },
	{ 0xFFE8, 0xFFEE, C_WIDE },       { 0xFFF9, 0xFFFB, C_MARK },       { 0xFFFC, 0xFFFD, C_WIDE },
	{ 0x1F000, 0x1FAFF, C_WIDE },     { 0x20000, 0x3FFFD, C_HAN },      { 0xE0000, 0xE0FFF, C_MARK },
	{ 0xF0000, 0x10FFFD, C_HAN },
};

static enum para_class find_range(uint32_t ch)
{
	size_t lo = 0, hi = sizeof ranges / sizeof *ranges;

	while (lo < hi) {
		size_t mid = (lo + hi) / 2;
		if (ranges[mid].last < ch)
			lo = mid + 1;
		else
			hi = mid;
	}
	if (lo < sizeof ranges / sizeof *ranges && ranges[lo].first <= ch)
		return (enum para_class)ranges[lo].cls;
	return C_OTHER;
}

static enum para_class ascii_class(uint32_t ch)
{
	if (ch - '0' <= 9)
		return C_DIGIT;
	if ((ch | 0x20) - 'a' <= 'z' - 'a')
		return C_LETTER;
	return ascii_marks[ch] ? (enum para_class)ascii_marks[ch] : C_MARK; /* controls draw nothing */
}

enum para_class para_class(uint32_t ch)
{
	if (ch - 0x4E00 <= 0x9FFF - 0x4E00)
		return C_HAN;
	if (ch < 0x80)
		return ascii_class(ch);
	return find_range(ch);
}

bool para_is_western(enum para_class cls)
{
	return (BIT(cls) & (BIT(C_LETTER) | BIT(C_DIGIT) | BIT(C_WOPEN) | BIT(C_WCLOSE) | BIT(C_WPAUSE) | BIT(C_HYPHEN) |
	                    BIT(C_SLASH) | BIT(C_PREFIX) | BIT(C_SIGN) | BIT(C_POSTFIX) | BIT(C_SYMBOL) | BIT(C_GLUE))) != 0;
}

/* LAYOUT 2.6: brackets and quotes, then the lesser pauses, then the stops. The interpunct (step 3) is half an em wide from the
 * start. */
int para_squeeze_step(enum para_class cls)
{
	switch (cls) {
	case C_OPEN:
	case C_CLOSE:
		return 4;
	case C_COMMA:
		return 5;
	case C_STOP:
		return 7;
	default:
		return 0;
	}
}

/* Row: first mark; column: second. PAUSE + PAUSE has no prescribed trim; like the others it comes to 1.5 em. */
enum para_trim para_pair_trim(enum para_class first, enum para_class second)
{
	switch (first) {
	case C_CLOSE: /* + CLOSE, PAUSE, OPEN */
		return para_squeeze_step(second) ? TRIM_FIRST : TRIM_NONE;
	case C_COMMA:
	case C_STOP:
		if (second == C_OPEN)
			return TRIM_SECOND;
		return para_squeeze_step(second) ? TRIM_FIRST : TRIM_NONE;
	case C_OPEN:
		return second == C_OPEN ? TRIM_SECOND : TRIM_NONE;
	default:
		return TRIM_NONE;
	}
}

uint32_t para_no_start(enum start_end_level level)
{
	uint32_t set = BIT(C_CLOSE) | BIT(C_COMMA) | BIT(C_STOP) | BIT(C_CONNECT) | BIT(C_INTERPUNCT) | BIT(C_SOLIDUS) |
	               BIT(C_WCLOSE) | BIT(C_WPAUSE) | BIT(C_HYPHEN) | BIT(C_SLASH) | BIT(C_POSTFIX) | BIT(C_BLANK) |
	               BIT(C_WIDE_BLANK) | BIT(C_GLUE) | BIT(C_MARK) | BIT(C_ZERO) | BIT(C_NEWLINE);

	if (level == KINSOKU_STRICT)
		set |= BIT(C_DASH) | BIT(C_ELLIPSIS);
	return set;
}

uint32_t para_no_end(enum start_end_level level)
{
	uint32_t set = BIT(C_OPEN) | BIT(C_WOPEN) | BIT(C_PREFIX) | BIT(C_GLUE);

	if (level != KINSOKU_BASIC)
		set |= BIT(C_SOLIDUS) | BIT(C_SLASH);
	return set;
}

bool para_is_numeral(uint32_t ch)
{
	switch (ch) {
	case 0x4E00: /* 一 */
	case 0x4E8C: /* 二 */
	case 0x4E09: /* 三 */
	case 0x56DB: /* 四 */
	case 0x4E94: /* 五 */
	case 0x516D: /* 六 */
	case 0x4E03: /* 七 */
	case 0x516B: /* 八 */
	case 0x4E5D: /* 九 */
	case 0x5341: /* 十 */
	case 0x767E: /* 百 */
	case 0x3007: /* 〇 */
	case 0x96F6: /* 零 */
		return true;
	default:
		return false;
	}
}
