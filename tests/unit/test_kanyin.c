/* test_kanyin.c - the library's public face: stages run once, bad calls are diagnostics, drafts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "kanyin.h"

static const char *const templates[] = { "templates" }, *const fonts[] = { "fonts" };

static kanyin *set_up(void)
{
	return kanyin_new(templates, 1, fonts, 1);
}

static void assert_says(kanyin_job *job, const char *part)
{
	char *text = kanyin_diagnostics(job, "text", "en");

	if (!strstr(text, part))
		fail_msg("no '%s' in:\n%s", part, text);
	kanyin_free(text);
}

static void renders_example_folder(void **state)
{
	kanyin *k = set_up();
	kanyin_job *job = kanyin_job_new(k, "examples/aba-2022/");

	(void)state;
	assert_int_equal(kanyin_check(job), 0);
	assert_int_equal(kanyin_error_count(job), 0);
	assert_true(kanyin_page_count(job) > 40);
	kanyin_job_drop(job);
	kanyin_drop(k);
}

static void set_overrides_a_fact(void **state)
{
	kanyin *k = set_up();
	kanyin_job *job = kanyin_job_new(k, "examples/aba-2022/report.xml");
	char *text;
	size_t len;

	(void)state;
	kanyin_job_set(job, "部门", "某某局");
	assert_int_equal(kanyin_dump(job, "doc", &text, &len), 0);
	assert_non_null(strstr(text, "某某局"));
	kanyin_free(text);
	kanyin_job_drop(job);
	kanyin_drop(k);
}

static void too_many_values(void **state)
{
	kanyin *k = set_up();
	kanyin_job *job = kanyin_job_new(k, "examples/aba-2022");

	(void)state;
	for (int i = 0; i < 1001; i++)
		kanyin_job_set(job, "x", "y");
	assert_says(job, "[bad-call]");
	assert_true(kanyin_system_failed(job));
	kanyin_job_drop(job);
	kanyin_drop(k);
}

static void absent_report(void **state)
{
	kanyin *k = set_up();
	kanyin_job *job = kanyin_job_new(k, "no/such/place");

	(void)state;
	assert_int_equal(kanyin_check(job), -1);
	assert_says(job, "no/such/place");
	assert_false(kanyin_system_failed(job));
	kanyin_job_drop(job);
	kanyin_drop(k);
}

/* Reports of one run share what they read; a second one says and gives the same. */
static void second_job_is_the_same(void **state)
{
	kanyin *k = set_up();
	char *text[2];
	size_t len[2];

	(void)state;
	kanyin_warm(k);
	for (int i = 0; i < 2; i++) {
		kanyin_job *job = kanyin_job_new(k, "examples/aba-2022");

		assert_int_equal(kanyin_dump(job, "pages", &text[i], &len[i]), 0);
		kanyin_job_drop(job);
	}
	assert_int_equal(len[0], len[1]);
	assert_memory_equal(text[0], text[1], len[0]);
	kanyin_free(text[0]);
	kanyin_free(text[1]);
	kanyin_drop(k);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(renders_example_folder), cmocka_unit_test(set_overrides_a_fact), cmocka_unit_test(too_many_values),
		cmocka_unit_test(absent_report), cmocka_unit_test(second_job_is_the_same),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
