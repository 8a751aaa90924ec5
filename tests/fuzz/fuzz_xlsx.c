/* fuzz_xlsx.c - any bytes as a workbook (.xls or .xlsx), and any XML as the sheet of one: nothing may crash, and there is a
 * table or an error.
 *
 * The first byte has the options: 1 the rest is the XML of a sheet (otherwise a whole file), 2 header by labels, 4 a
 * range, 8 keys. */
#include <stdint.h>
#include <stdlib.h>

#include <zip.h>

#include "base/arena.h"
#include "data/data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LITERAL(s) \
	{ \
		s, sizeof(s) - 1 \
	}

static const struct {
	const char *name;
	struct str text;
} parts[] = {
	{ "xl/workbook.xml", LITERAL("<workbook><sheets><sheet name='a' id='r'/></sheets></workbook>") },
	{ "xl/_rels/workbook.xml.rels", LITERAL("<R><Relationship Id='r' Type='/worksheet' Target='s.xml'/></R>") },
	{ "xl/styles.xml",
	  LITERAL("<s><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/><xf numFmtId='10'/><xf numFmtId='4'/></cellXfs></s>") },
	{ "xl/sharedStrings.xml", LITERAL("<s><si><t>项目</t></si><si><t>金额</t></si><si><t>单位：元</t></si></s>") },
};

static void add(zip_t *zip, const char *name, struct str text)
{
	zip_int64_t index = zip_file_add(zip, name, zip_source_buffer(zip, text.ptr, text.len, 0), 0);

	if (index < 0 || zip_set_file_compression(zip, (zip_uint64_t)index, ZIP_CM_STORE, 0) != 0)
		abort();
}

static struct str wrap(struct arena *arena, struct str sheet)
{
	zip_source_t *source = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, NULL);
	zip_stat_t stat;
	char *copy;

	zip_source_keep(source);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		add(zip, parts[i].name, parts[i].text);
	add(zip, "xl/s.xml", sheet);
	if (zip_close(zip) != 0 || zip_source_stat(source, &stat) != 0 || zip_source_open(source) != 0)
		abort();
	copy = arena_alloc(arena, stat.size);
	zip_source_read(source, copy, stat.size);
	zip_source_close(source);
	zip_source_free(source);
	return (struct str){ copy, stat.size };
}

static void look_up(struct table *table, struct arena *arena)
{
	struct number number;
	size_t rows[2];

	for (size_t row = 0; row < table->nrows; row++)
		for (size_t column = 0; column < table->ncolumns; column++) {
			struct str text = table_text(table, row, column);

			if (text.len && !text.ptr)
				abort();
			if (table->columns[column].type == COLUMN_NUMBER)
				table_number(table, arena, row, column, &number);
			if (row < 3)
				table_find_row(table, text, rows);
			if (table_origin(table, row, column).line < 1)
				abort();
		}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct table_spec spec = { .name = STR("t"), .encoding = STR("auto"), .header = HEADER_DEFAULT };
	struct source src = { .path = STR("fuzz"), .sheet = STR("") };
	struct str bytes = { (const char *)data + 1, size ? size - 1 : 0 };
	int options = size ? data[0] : 0;
	struct table *table;

	if (options & 2)
		spec.header = HEADER_AUTO;
	if (options & 4)
		spec.range = STR("A2:F40");
	if (options & 8)
		spec.keys = STR("项目");
	if (options & 1)
		bytes = wrap(arena, bytes);
	table = size ? table_parse(arena, &src, bytes, &spec, diags) : NULL;
	if (table)
		look_up(table, arena);
	else if (size && diags_errors(diags) == 0)
		abort();
	diags_sort(diags);
	diags_drop(diags);
	arena_drop(arena);
	return 0;
}
