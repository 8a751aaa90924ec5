/* fuzz_check.c - any text through every rule, and any bytes as pdftotext's output: no crash, no endless run, findings in valid UTF-8. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static struct str valid_part(struct arena *arena, const uint8_t *data, size_t size)
{
	struct str bytes = { (const char *)data, size }, s;
	struct buf out;

	buf_init(&out);
	for (size_t pos = 0, len; pos < size; pos += len) {
		len = utf8_valid(bytes, pos);
		if (len && data[pos])
			buf_add(&out, data + pos, len);
		else
			len = 1;
	}
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

static void run(struct arena *arena, const struct check_para *paras, size_t n)
{
	struct diags *diags = diags_new();
	struct buf out;

	check_paras(arena, paras, n, NULL, diags);
	diags_sort(diags);
	buf_init(&out);
	for (size_t i = 0; i < diags_count(diags); i++)
		diag_print(&out, diags_at(diags, i), LANG_ZH);
	if (utf8_check(buf_as_str(&out)) >= 0)
		abort();
	buf_release(&out);
	diags_drop(diags);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct source src = { .path = STR("fuzz") };
	struct check_para *paras;
	size_t n;

	src.text = valid_part(arena, data, size);
	paras = check_split(arena, &src, &n);
	run(arena, paras, n);
	paras = check_pages(arena, (struct str){ (const char *)data, size }, &src, &n);
	run(arena, paras, n);
	arena_drop(arena);
	return 0;
}
