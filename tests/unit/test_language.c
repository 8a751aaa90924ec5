/* test_language.c - every example of the language reference gives what the reference says. */
#include "unit_merge.h"

#include "base/file.h"

static void check_example(struct str line, size_t number)
{
	ptrdiff_t tab = str_find(line, STR("\t"));

	assert_true(tab > 0);
	unit_assert_gives(str_z(arena, str_sub(line, 0, (size_t)tab)), str_z(arena, str_sub(line, (size_t)tab + 1, line.len)),
	                  "tests/data/language.txt", (int)number);
}

static void test_examples(void **state)
{
	struct origin nowhere = { 0 };
	const struct source *src = file_source(arena, STR("tests/data/language.txt"), 1 << 20, diags, nowhere);
	struct str rest;
	size_t n = 0, line = 0;

	(void)state;
	assert_non_null(src);
	for (rest = src->text; rest.len;) {
		ptrdiff_t end = str_find(rest, STR("\n"));

		assert_true(end >= 0);
		line++;
		if (rest.ptr[0] != '#') {
			check_example(str_sub(rest, 0, (size_t)end), line);
			n++;
		}
		rest = str_sub(rest, (size_t)end + 1, rest.len);
	}
	assert_true(n > 80);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test_setup_teardown(test_examples, unit_setup, unit_teardown) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
