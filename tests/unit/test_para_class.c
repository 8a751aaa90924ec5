/* test_para_class.c - classes of LAYOUT 2.1, prohibition levels of 2.2, pair table of 2.3. */
#include "unit_para.h"

static void all_in(const char *chars, enum para_class cls)
{
	struct str s = str_from(chars);

	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		if (para_class(ch) != cls)
			fail_msg("U+%04X is class %d, expected %d", (unsigned)ch, (int)para_class(ch), (int)cls);
	}
}

static void test_classes(void **state)
{
	(void)state;
	all_in("，、；：", C_COMMA);
	all_in("。？！．", C_STOP);
	all_in("“‘（《〈【〖〔［｛「『", C_OPEN);
	all_in("”’）》〉】〗〕］｝」』", C_CLOSE);
	all_in("—―⸺", C_DASH);
	all_in("…⋯", C_ELLIPSIS);
	all_in("～–", C_CONNECT);
	all_in("·‧・", C_INTERPUNCT);
	all_in("／", C_SOLIDUS);
	all_in("中国〇々㐀𠀀ぁア", C_HAN);
	all_in("①Ⅳ→□√", C_WIDE);
	all_in("azAZéÿĀΩжǚ²", C_LETTER);
	all_in("0123456789", C_DIGIT);
	all_in("([{<", C_WOPEN);
	all_in(")]}>", C_WCLOSE);
	all_in(",.;:!?", C_WPAUSE);
	all_in("-", C_HYPHEN);
	all_in("/", C_SLASH);
	all_in("$¥£€￥№#＃", C_PREFIX);
	all_in("+−±", C_SIGN);
	all_in("%‰℃°％㎡㎏", C_POSTFIX);
	all_in("&@=×÷≥≤≈≠~", C_SYMBOL);
	all_in(" \t\xE2\x80\x82", C_BLANK);
	all_in("　", C_WIDE_BLANK);
	all_in("\xC2\xA0\xE2\x80\xAF", C_GLUE);
	all_in("\xCC\x81\xEF\xB8\x8F\xE2\x80\x8D\xEF\xBB\xBF\xF3\xA0\x84\x80\x01", C_MARK);
	all_in("\xE2\x80\xA8\n", C_NEWLINE);
	all_in("བོད་ไทย", C_OTHER);
}

static bool in_set(uint32_t set, const char *ch)
{
	size_t pos = 0;

	return (set >> para_class(utf8_next(str_from(ch), &pos)) & 1) != 0;
}

static void all_of(uint32_t set, const char *chars, bool expected)
{
	struct str s = str_from(chars);

	for (size_t pos = 0; pos < s.len;) {
		size_t from = pos;

		utf8_next(s, &pos);
		if (in_set(set, chars + from) != expected)
			fail_msg("%.*s %s be in the set", (int)(pos - from), chars + from, expected ? "must" : "must not");
	}
}

static void test_levels(void **state)
{
	enum start_end_level level;

	(void)state;
	for (level = KINSOKU_BASIC; level <= KINSOKU_STRICT; level++) {
		all_of(para_no_start(level), "、，。．：；！？”’）》〉】〗〕］｝」』～·‧・/／-–%％‰°℃)]},.;:!?>", true);
		all_of(para_no_start(level), "中A1“（《¥$(", false);
		all_of(para_no_start(level), "…—", level == KINSOKU_STRICT);
		all_of(para_no_end(level), "“‘（《〈【〖〔［｛「『([{<$￥¥£№#＃", true);
		all_of(para_no_end(level), "中A1，。”）…—～", false);
		all_of(para_no_end(level), "/／", level != KINSOKU_BASIC);
	}
}

/* Rows and columns of the table in LAYOUT 2.3; '1' trims the first mark, '2' the second. */
static void test_pairs(void **state)
{
	static const enum para_class marks[] = { C_OPEN, C_CLOSE, C_COMMA, C_STOP };
	static const char table[4][5] = { "2...", "1111", "2111", "2111" };

	(void)state;
	for (int i = 0; i < 4; i++)
		for (int k = 0; k < 4; k++) {
			enum para_trim expected = table[i][k] == '1' ? TRIM_FIRST : table[i][k] == '2' ? TRIM_SECOND : TRIM_NONE;

			assert_int_equal(para_pair_trim(marks[i], marks[k]), expected);
		}
	for (int cls = 0; cls < C_COUNT; cls++) /* the others take part in no pair */
		if (para_squeeze_step((enum para_class)cls) == 0)
			for (int i = 0; i < 4; i++) {
				assert_int_equal(para_pair_trim(marks[i], (enum para_class)cls), TRIM_NONE);
				assert_int_equal(para_pair_trim((enum para_class)cls, marks[i]), TRIM_NONE);
			}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_classes),
		cmocka_unit_test(test_levels),
		cmocka_unit_test(test_pairs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
