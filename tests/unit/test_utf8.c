/* test_utf8.c - validation at every boundary of RFC 3629, decoding both ways, character classes. */
#include "unit.h"

#include "base/utf8.h"

static void valid_text(void **state)
{
	(void)state;
	assert_int_equal(utf8_check(STR("")), -1);
	assert_int_equal(utf8_check((struct str){ NULL, 0 }), -1);
	assert_int_equal(utf8_check(STR("plain text, longer than eight bytes")), -1);
	assert_int_equal(utf8_check(STR("\x7F\xC2\x80\xDF\xBF\xE0\xA0\x80\xED\x9F\xBF\xEE\x80\x80\xEF\xBF\xBF")), -1);
	assert_int_equal(utf8_check(STR("\xF0\x90\x80\x80\xF4\x8F\xBF\xBF")), -1);
	assert_int_equal(utf8_check(STR("a\0b")), -1);
}

static void broken_text(void **state)
{
	static const struct {
		const char *bytes;
		int at;
	} cases[] = {
		{ "\x80", 0 },             /* continuation alone */
		{ "ab\xBF", 2 },           /* */
		{ "\xC0\x80", 0 },         /* overlong NUL */
		{ "\xC1\xBF", 0 },         /* overlong */
		{ "\xE0\x9F\xBF", 0 },     /* overlong */
		{ "\xF0\x8F\xBF\xBF", 0 }, /* overlong */
		{ "\xED\xA0\x80", 0 },     /* surrogate D800 */
		{ "\xED\xBF\xBF", 0 },     /* surrogate DFFF */
		{ "\xF4\x90\x80\x80", 0 }, /* 110000 */
		{ "\xF5\x80\x80\x80", 0 }, /* beyond */
		{ "\xFF", 0 },             /* */
		{ "财\xE8\xB4", 3 },       /* cut */
		{ "财\xE8\xB4x", 3 },      /* cut, then text */
		{ "\xF0\x90\x80", 0 },     /* cut */
		{ "\xC2", 0 },             /* cut */
		{ "\xC2\xC2\x80", 0 },     /* */
		{ "12345678\xFF"
		  "abcdefg",
		  8 }, /* behind the fast path */
		{ "1234567\xFF"
		  "abcdefgh",
		  7 },                     /* inside a block of eight */
		{ "\xD6\xD0\xB9\xFA", 0 }, /* 中国 in GB18030 */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_int_equal(utf8_check(str_from(cases[i].bytes)), cases[i].at);
}

static void every_code_point_survives(void **state)
{
	(void)state;
	for (uint32_t ch = 0; ch <= 0x10FFFF; ch++) {
		char bytes[4];
		struct str s = { bytes, utf8_encode(ch, bytes) };
		size_t pos = 0;

		if (ch >= 0xD800 && ch <= 0xDFFF) {
			assert_int_equal(utf8_valid(s, 0), 0);
			continue;
		}
		assert_int_equal(utf8_valid(s, 0), s.len);
		assert_int_equal(utf8_next(s, &pos), ch);
		assert_int_equal(pos, s.len);
		assert_int_equal(utf8_prev(s, &pos), ch);
		assert_int_equal(pos, 0);
	}
}

static void walking(void **state)
{
	struct str text = STR("a万\xF0\xA0\x80\x80é"); /* 1, 3, 4 and 2 bytes */
	static const uint32_t chars[] = { 'a', 0x4E07, 0x20000, 0xE9 };
	size_t pos = 0;

	(void)state;
	assert_int_equal(utf8_count(text), 4);
	assert_int_equal(utf8_count(STR("")), 0);
	for (int i = 0; i < 4; i++)
		assert_int_equal(utf8_next(text, &pos), chars[i]);
	assert_int_equal(pos, text.len);
	for (int i = 4; i-- > 0;)
		assert_int_equal(utf8_prev(text, &pos), chars[i]);
	assert_int_equal(pos, 0);
}

/* Not promised, but a slip of a caller must not read past the string. */
static void cut_text_stays_inside(void **state)
{
	char *cut = malloc(2);
	size_t pos = 0;

	(void)state;
	assert_non_null(cut);
	memcpy(cut, "\xE4\xB8", 2);
	assert_int_equal(utf8_next((struct str){ cut, 2 }, &pos), 0xFFFD);
	assert_true(pos <= 2);
	free(cut);
}

static void classes(void **state)
{
	static const uint32_t han[] = { 0x3400, 0x4DBF, 0x4E00, 0x9FFF, 0x3007, 0xF900, 0xFAFF, 0x20000, 0x2A6DF, 0x323AF };
	static const uint32_t not_han[] = {
		'a', 0x3006, 0x3008, 0x33FF, 0x4DC0, 0xA000, 0xF8FF, 0xFB00, 0xFF10, 0x1FFFF, 0x40000
	};
	static const uint32_t letters[] = { 'A', 'z', 0xC0, 0xFF, 0x17F, 0x391, 0x3C9, 0x410, 0x44F };
	static const uint32_t not_letters[] = { '@', '[', '`', '{', '0', '_', 0xD7, 0xF7, 0xA3, 0x37E, 0x482, 0x4E00, 0xFF21 };
	static const uint32_t blanks[] = { ' ', '\t', 0xA0, 0x2003, 0x200A, 0x3000 };
	static const uint32_t not_blanks[] = { '\n', '\r', 0, 0x200B, 0x2028, 'x' };

	(void)state;
	for (size_t i = 0; i < sizeof(han) / sizeof(han[0]); i++)
		assert_true(ch_is_han(han[i]));
	for (size_t i = 0; i < sizeof(not_han) / sizeof(not_han[0]); i++)
		assert_false(ch_is_han(not_han[i]));
	for (size_t i = 0; i < sizeof(letters) / sizeof(letters[0]); i++)
		assert_true(ch_is_letter(letters[i]));
	for (size_t i = 0; i < sizeof(not_letters) / sizeof(not_letters[0]); i++)
		assert_false(ch_is_letter(not_letters[i]));
	for (size_t i = 0; i < sizeof(blanks) / sizeof(blanks[0]); i++)
		assert_true(ch_is_blank(blanks[i]));
	for (size_t i = 0; i < sizeof(not_blanks) / sizeof(not_blanks[0]); i++)
		assert_false(ch_is_blank(not_blanks[i]));
	assert_true(ch_is_digit('0') && ch_is_digit('9'));
	assert_false(ch_is_digit('/') || ch_is_digit(':') || ch_is_digit(0xFF10));
}

static void width_folding(void **state)
{
	(void)state;
	assert_int_equal(ch_fold_width(0xFF01), '!');
	assert_int_equal(ch_fold_width(0xFF10), '0');
	assert_int_equal(ch_fold_width(0xFF5E), '~');
	assert_int_equal(ch_fold_width(0x3000), ' ');
	assert_int_equal(ch_fold_width(0xFF5F), 0xFF5F);
	assert_int_equal(ch_fold_width(0xFF00), 0xFF00);
	assert_int_equal(ch_fold_width('a'), 'a');
	assert_int_equal(ch_fold_width(0x3001), 0x3001);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_text),
		cmocka_unit_test(broken_text),
		cmocka_unit_test(every_code_point_survives),
		cmocka_unit_test(walking),
		cmocka_unit_test(cut_text_stays_inside),
		cmocka_unit_test(classes),
		cmocka_unit_test(width_folding),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
