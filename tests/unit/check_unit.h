/* check_unit.h - what the tests of check/ share: a text in, the codes of its findings out. */
#ifndef KANYIN_TESTS_CHECK_UNIT_H
#define KANYIN_TESTS_CHECK_UNIT_H

#include "unit.h"

#include "check/check.h"

/* One text (a paragraph a line) and the names of its findings, in order, with blanks between; notes only where `notes` asks. */
struct check_case {
	const char *text, *codes;
};

__attribute__((unused)) static struct str check_codes(struct arena *arena, const char *text, const struct check_options *options,
                                                      bool notes)
{
	struct diags *diags = diags_new();
	size_t n;
	struct check_para *paras = check_split(arena, unit_source(arena, "t.txt", text), &n);
	struct buf out;
	struct str codes;

	check_paras(arena, paras, n, options, diags);
	diags_sort(diags);
	buf_init(&out);
	for (size_t i = 0; i < diags_count(diags); i++) {
		enum diag_code code = diags_at(diags, i)->code;

		if (notes || diag_level_of(code) > LEVEL_NOTE)
			buf_printf(&out, "%s[%s]", out.len ? " " : "", diag_name(code));
	}
	codes = buf_take(&out, arena);
	buf_release(&out);
	diags_drop(diags);
	return codes;
}

__attribute__((unused)) static void check_cases(const struct check_case *cases, size_t n, bool notes)
{
	bool failed = false;

	for (size_t i = 0; i < n; i++) {
		struct arena *arena = arena_new();
		struct str codes = check_codes(arena, cases[i].text, NULL, notes);

		if (!str_eq(codes, str_from(cases[i].codes))) {
			print_error("%s\n  got:      %.*s\n  expected: %s\n", cases[i].text, STR_FMT(codes), cases[i].codes);
			failed = true;
		}
		arena_drop(arena);
	}
	assert_false(failed);
}

#define CHECK_CASES(cases, notes) check_cases((cases), sizeof(cases) / sizeof(*(cases)), (notes))

#endif
