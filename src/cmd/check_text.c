/* check_text.c - kanyin check --text FILE: the checks over a text or a PDF that kanyin did not make. */
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"
#include "check/check.h"
#include "cmd/cmd.h"

static void print(const struct diags *diags, const struct options *o)
{
	enum lang lang = o->lang[0] == 'z' ? LANG_ZH : LANG_EN;
	struct buf out;

	buf_init(&out);
	if (o->format[0] == 'j')
		diags_json(&out, diags, lang);
	else
		for (size_t i = 0; i < diags_count(diags); i++)
			diag_print(&out, diags_at(diags, i), lang);
	fwrite(out.ptr, 1, out.len, stderr);
	buf_release(&out);
}

int cmd_check_text(const struct options *o, const char *path)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	bool read = check_file(arena, str_from(path), NULL, diags);
	int status;

	diags_sort(diags);
	print(diags, o);
	cmd_closing(o, diags_errors(diags), diags_warnings(diags), "");
	status = !read || diags_worst(diags) == LEVEL_FATAL ? EXIT_SYSTEM : diags_errors(diags) ? EXIT_REPORT : EXIT_FINE;
	diags_drop(diags);
	arena_drop(arena);
	return status;
}
