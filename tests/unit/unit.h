/* unit.h - what unit tests share: cmocka in the order it wants, string assertions, and diagnostics as text. */
#ifndef KANYIN_TESTS_UNIT_H
#define KANYIN_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/diag.h"
#include "base/str.h"

/* Compares a str with a C string and shows both when they differ. */
#define assert_str(s, expected) unit_assert_str((s), (expected), __FILE__, __LINE__)
/* The same for a buf, which is then cleared. */
#define assert_buf(buf, expected) (assert_str(buf_as_str(buf), (expected)), buf_clear(buf))
/* All diagnostics, sorted, in English, as kanyin prints them. "" for none. */
#define assert_diags(diags, expected) unit_assert_diags((diags), (expected), __FILE__, __LINE__)
/* Diagnostic i (after sorting) has this code and was met at this line and column, whatever its cause. */
#define assert_diag(diags, i, code, line, col) unit_assert_diag((diags), (i), DIAG_##code, (line), (col), __FILE__, __LINE__)

__attribute__((unused)) static void unit_assert_str(struct str s, const char *expected, const char *file, int line)
{
	if (str_eq(s, str_from(expected)))
		return;
	print_error("got:      \"%.*s\"\nexpected: \"%s\"\n", STR_FMT(s), expected);
	_fail(file, line);
}

__attribute__((unused)) static void unit_assert_diags(struct diags *diags, const char *expected, const char *file, int line)
{
	struct buf text;

	buf_init(&text);
	diags_sort(diags);
	for (size_t i = 0; i < diags_count(diags); i++)
		diag_print(&text, diags_at(diags, i), LANG_EN);
	unit_assert_str(buf_as_str(&text), expected, file, line);
	buf_release(&text);
}

__attribute__((unused)) static void unit_assert_diag(struct diags *diags, size_t i, enum diag_code code, int line, int col,
                                                     const char *file, int at)
{
	diags_sort(diags);
	if (i >= diags_count(diags)) {
		print_error("only %zu diagnostics, expected [%s] as number %zu\n", diags_count(diags), diag_name(code), i);
		_fail(file, at);
	}
	const struct diag *d = diags_at(diags, i);
	struct origin place = d->nuses ? d->uses[0] : d->origin;

	if (d->code != code || place.line != line || place.col != col) {
		struct buf text;

		buf_init(&text);
		diag_print(&text, diags_at(diags, i), LANG_EN);
		print_error("got: %sexpected [%s] at %d:%d\n", text.ptr, diag_name(code), line, col);
		buf_release(&text);
		_fail(file, at);
	}
}

/* A text source in memory. */
__attribute__((unused)) static const struct source *unit_source(struct arena *arena, const char *path, const char *text)
{
	struct source *src = arena_make(arena, struct source);

	src->path = str_dup(arena, str_from(path));
	src->sheet = STR("");
	src->text = str_dup(arena, str_from(text));
	return src;
}

/* A new empty folder under /tmp, and a file in it (or anywhere); unit_remove takes a folder away with all that is in it. */
__attribute__((unused)) static struct str unit_folder(struct arena *arena)
{
	char *path = arena_copy(arena, "/tmp/kanyin-unit-XXXXXX", 24);

	assert_non_null(mkdtemp(path));
	return str_from(path);
}

__attribute__((unused)) static struct str unit_file(struct arena *arena, struct str folder, const char *name, struct str content)
{
	struct str path = str_printf(arena, "%.*s/%s", STR_FMT(folder), name);
	FILE *file = fopen(path.ptr, "wb");

	assert_non_null(file);
	assert_int_equal(fwrite(content.ptr, 1, content.len, file), content.len);
	assert_int_equal(fclose(file), 0);
	return path;
}

__attribute__((unused)) static void unit_remove(struct arena *arena, struct str folder)
{
	const char *command = str_printf(arena, "rm -rf '%.*s'", STR_FMT(folder)).ptr;

	assert_true(str_starts(folder, STR("/tmp/kanyin-unit-")));
	assert_int_equal(system(command), 0);
}

#endif
