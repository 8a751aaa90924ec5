/* fuzz_csv.c - any bytes as a CSV file: nothing may crash, cells stay within bounds, and what a cell says can be looked up. */
#include <stdint.h>
#include <stdlib.h>

#include "base/arena.h"
#include "data/data.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void require(bool holds)
{
	if (!holds)
		abort();
}

static void look_up(struct table *table, struct arena *arena, size_t row, size_t column)
{
	struct str text = table_text(table, row, column);
	struct number number;
	size_t rows[2];

	require(text.len == 0 || text.ptr != NULL);
	require(table_origin(table, row, column).line >= table->rows[row].line);
	if (table->columns[column].type == COLUMN_NUMBER)
		table_number(table, arena, row, column, &number);
	if (row < 20 && table_find_row(table, text, rows) == 0 && column == 0)
		table_nearest_key(table, text);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const encodings[] = { "auto", "utf-8", "gb18030" };
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct table_column declared = { .label = STR("金额"), .unit = STR("万元") };
	struct table_spec spec = { .name = STR("t"), .keys = STR(""), .header = 1, .columns = &declared };
	struct source src = { .path = STR("fuzz.csv"), .sheet = STR("") };
	struct table *table;
	int options = size ? data[0] : 0;

	spec.encoding = str_from(encodings[(options & 3) % 3]);
	spec.header = options >> 2 & 3;
	spec.ncolumns = options >> 4 & 1;
	spec.unit = options & 32 ? STR("元") : STR("");
	spec.keys = options & 64 ? STR("项目 行次") : STR("");
	table = size ? table_parse_csv(arena, &src, (struct str){ (const char *)data + 1, size - 1 }, &spec, diags) : NULL;
	require(table || !size || diags_errors(diags) > 0);
	for (size_t row = 0; table && row < table->nrows; row++)
		for (size_t column = 0; column < table->ncolumns; column++)
			look_up(table, arena, row, column);
	diags_sort(diags);
	diags_drop(diags);
	arena_drop(arena);
	return 0;
}
