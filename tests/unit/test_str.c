/* test_str.c - borrowed strings, also empty and unset ones, and growable buffers. */
#include "unit.h"

static const struct str unset; /* what a zeroed struct holds */

static void comparing(void **state)
{
	(void)state;
	assert_true(str_eq(STR(""), unset));
	assert_true(str_eq(str_from(NULL), unset));
	assert_true(str_eq(STR("财政"), str_from("财政")));
	assert_false(str_eq(STR("a"), STR("ab")));
	assert_false(str_eq(STR("a\0b"), STR("a\0c")));
	assert_int_equal(str_cmp(unset, STR("")), 0);
	assert_true(str_cmp(STR("a"), STR("ab")) < 0);
	assert_true(str_cmp(STR("b"), STR("ab")) > 0);
	assert_true(str_cmp(STR("a"), STR("\xE4")) < 0); /* bytes are unsigned */
	assert_true(str_starts(STR("附件1"), STR("附件")));
	assert_true(str_starts(STR("x"), unset));
	assert_false(str_starts(STR("x"), STR("xy")));
	assert_true(str_ends(STR("886.81万元"), STR("万元")));
	assert_false(str_ends(STR("元"), STR("万元")));
}

static void parts(void **state)
{
	(void)state;
	assert_str(str_sub(STR("abcdef"), 1, 3), "bc");
	assert_str(str_sub(STR("abc"), 1, 99), "bc");
	assert_str(str_sub(STR("abc"), 2, 1), "");
	assert_str(str_sub(STR("abc"), 9, 12), "");
	assert_str(str_sub(unset, 0, 1), "");
	assert_int_equal(str_find(STR("收入支出决算表"), STR("决算")), 12);
	assert_int_equal(str_find(STR("abc"), STR("")), 0);
	assert_int_equal(str_find(STR("abc"), STR("abcd")), -1);
	assert_int_equal(str_find(STR("abc"), STR("ac")), -1);
	assert_int_equal(str_find(unset, STR("a")), -1);
	assert_int_equal(str_find(STR("a\0b"), STR("b")), 2);
}

static void trimming(void **state)
{
	(void)state;
	assert_str(str_trim(STR("　 \t项目 名称\r\n\xC2\xA0\xEF\xBB\xBF")), "项目 名称");
	assert_str(str_trim(STR(" 　 ")), "");
	assert_str(str_trim(STR("")), "");
	assert_str(str_trim(unset), "");
	assert_str(str_trim(STR("a")), "a");
	assert_str(str_trim(STR("。、")), "。、"); /* E3 80 82, E3 80 81: not U+3000 */
	assert_str(str_trim(STR("\x80 x \xE3")), "\x80 x \xE3");
}

static void in_the_arena(void **state)
{
	struct arena *arena = arena_new();
	struct str cut = { "abcdef", 3 };
	struct str copy = str_dup(arena, cut);

	(void)state;
	assert_str(copy, "abc");
	assert_int_equal(copy.ptr[3], 0);
	assert_string_equal(str_z(arena, cut), "abc");
	assert_string_equal(str_z(arena, unset), "");
	assert_str(str_printf(arena, "%.*s-%d-%s", STR_FMT(cut), 42, "元"), "abc-42-元");
	assert_str(str_printf(arena, "%s", ""), "");
	assert_true(str_hash(STR("a")) != str_hash(STR("b")));
	assert_true(str_hash(unset) == str_hash(STR("")));
	assert_true(str_hash(STR("a")) == UINT64_C(0xaf63dc4c8601ec8c)); /* the published value of FNV-1a */
	arena_drop(arena);
}

static void assert_sound(const struct buf *buf)
{
	assert_non_null(buf->ptr);
	assert_int_equal(buf->ptr[buf->len], 0);
}

static void buffers_are_always_terminated(void **state)
{
	struct buf buf;

	(void)state;
	buf_init(&buf);
	assert_sound(&buf);
	buf_add(&buf, NULL, 0);
	buf_str(&buf, unset);
	buf_clear(&buf);
	assert_sound(&buf);
	for (int i = 0; i < 1000; i++) {
		buf_char(&buf, (char)('a' + i % 26));
		assert_sound(&buf);
	}
	assert_int_equal(buf.len, 1000);
	assert_int_equal(buf.ptr[999], 'a' + 999 % 26);
	buf_clear(&buf);
	assert_int_equal(buf.len, 0);
	assert_sound(&buf);
	buf_release(&buf);
	assert_sound(&buf);
	buf_release(&buf);
}

static void buffers_collect(void **state)
{
	struct arena *arena = arena_new();
	char text[5001];
	struct buf buf;
	struct str taken;

	(void)state;
	buf_init(&buf);
	buf_z(&buf, "a");
	buf_utf8(&buf, 0x4E07);
	buf_printf(&buf, "%s=%d", "x", -7);
	buf_printf(&buf, "%s", "");
	assert_buf(&buf, "a万x=-7");
	memset(text, 'y', 5000);
	text[5000] = '\0';
	buf_printf(&buf, "%s", text);
	assert_buf(&buf, text);
	buf_grow(&buf, 100000);
	assert_true(buf.size > 100000);
	buf_z(&buf, "end");
	taken = buf_take(&buf, arena);
	assert_str(taken, "end");
	assert_int_equal(taken.ptr[3], 0);
	assert_int_equal(buf.len, 0);
	buf_release(&buf);
	arena_drop(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(comparing),
		cmocka_unit_test(parts),
		cmocka_unit_test(trimming),
		cmocka_unit_test(in_the_arena),
		cmocka_unit_test(buffers_are_always_terminated),
		cmocka_unit_test(buffers_collect),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
