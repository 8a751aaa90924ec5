/* manifest.c - the list of departments of a batch: a CSV file, a row each. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "cmd/batch_int.h"
#include "data/data.h"

static const char *const wanted[3][2] = { { "id", "编号" }, { "name", "名称" }, { "folder", "文件夹" } };

static bool find_columns(const struct table *t, ptrdiff_t cols[3], struct diags *diags)
{
	bool all = true;

	for (int i = 0; i < 3; i++) {
		cols[i] = table_find_column(t, str_from(wanted[i][0]));
		if (cols[i] < 0)
			cols[i] = table_find_column(t, str_from(wanted[i][1]));
		all &= cols[i] >= 0;
	}
	if (!all)
		diag(diags, BATCH_MANIFEST, t->header, STR(BOTH("id, name, folder (or 编号, 名称, 文件夹)", "编号、名称、文件夹（或 id、name、folder）")));
	return all;
}

/* The id names the PDF: one plain file name. */
static bool plain_name(struct str id)
{
	if (!id.len || id.len > 200 || id.ptr[0] == '.')
		return false;
	for (size_t i = 0; i < id.len; i++)
		if (id.ptr[i] == '/' || (unsigned char)id.ptr[i] < 0x20 || id.ptr[i] == 0x7F)
			return false;
	return true;
}

static bool is_column(size_t c, const ptrdiff_t cols[3])
{
	return (ptrdiff_t)c == cols[0] || (ptrdiff_t)c == cols[1] || (ptrdiff_t)c == cols[2];
}

static void take_facts(struct batch *b, struct entry *e, const struct table *t, size_t row, const ptrdiff_t cols[3])
{
	e->facts = arena_array(b->arena, t->ncolumns, sizeof(*e->facts));
	for (size_t c = 0; c < t->ncolumns; c++) {
		struct str value = table_text(t, row, c);

		if (is_column(c, cols) || !t->columns[c].label.len || !value.len)
			continue;
		e->facts[e->nfacts].name = str_z(b->arena, t->columns[c].label);
		e->facts[e->nfacts++].value = str_z(b->arena, value);
	}
}

static void take_row(struct batch *b, const struct table *t, size_t row, const ptrdiff_t cols[3], struct str dir)
{
	struct entry *e = &b->entries[b->nentries++];
	struct str folder = table_text(t, row, (size_t)cols[2]);

	e->id = str_z(b->arena, table_text(t, row, (size_t)cols[0]));
	e->name = str_z(b->arena, table_text(t, row, (size_t)cols[1]));
	e->folder = folder.len && folder.ptr[0] == '/' ? str_z(b->arena, folder)
	                                               : str_printf(b->arena, "%.*s%.*s", STR_FMT(dir), STR_FMT(folder)).ptr;
	e->pdf = str_printf(b->arena, "%s/%s.pdf", b->options->output, e->id).ptr;
	take_facts(b, e, t, row, cols);
}

static bool seen(const struct batch *b, const char *id)
{
	for (size_t i = 0; i + 1 < b->nentries; i++)
		if (strcmp(b->entries[i].id, id) == 0)
			return true;
	return false;
}

static void check_id(struct batch *b, const struct table *t, size_t row, size_t column, struct diags *diags)
{
	struct entry *e = &b->entries[b->nentries - 1];

	if (!plain_name(table_text(t, row, column)))
		diag(diags, BAD_VALUE, table_origin(t, row, column), str_from(e->id), STR("id"), STR(BOTH("a file name", "文件名")));
	else if (seen(b, e->id))
		diag(diags, BATCH_DUPLICATE, table_origin(t, row, column), str_from(e->id));
}

static struct str folder_prefix(struct str path)
{
	while (path.len > 0 && path.ptr[path.len - 1] != '/')
		path.len--;
	return path;
}

static void load_rows(struct batch *b, const struct table *t, const ptrdiff_t cols[3], struct str path, struct diags *diags)
{
	b->entries = arena_array(b->arena, t->nrows, sizeof(*b->entries));
	for (size_t row = 0; row < t->nrows; row++) {
		take_row(b, t, row, cols, folder_prefix(path));
		check_id(b, t, row, (size_t)cols[0], diags);
	}
}

bool manifest_load(struct batch *b, const char *path)
{
	struct table_spec spec = { .name = STR("manifest"), .encoding = STR("auto"), .header = 1 };
	struct diags *diags = diags_new();
	struct table *t;
	ptrdiff_t cols[3];
	struct buf out;

	b->arena = arena_new();
	t = table_load_csv(b->arena, str_from(path), &spec, diags);
	if (t && find_columns(t, cols, diags))
		load_rows(b, t, cols, str_from(path), diags);
	buf_init(&out);
	for (size_t i = 0; i < diags_count(diags); i++)
		diag_print(&out, diags_at(diags, i), strcmp(b->options->lang, "zh") == 0 ? LANG_ZH : LANG_EN);
	fwrite(out.ptr, 1, out.len, stderr);
	buf_release(&out);
	t = diags_errors(diags) ? NULL : t;
	diags_drop(diags);
	return t != NULL;
}

void manifest_release(struct batch *b)
{
	for (size_t i = 0; i < b->nentries; i++)
		free(b->entries[i].messages);
	arena_drop(b->arena);
}
