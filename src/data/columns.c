/* columns.c - the builder of tables: what the header and the description say of each column, and what its cells are.
 *
 * A column is a number column when it is declared so or has a declared unit, or when it is no key and all its cells are numbers; where
 * the data have a unit, at least half of them are enough, and the others are mistakes.
 * Without declared keys, rows are looked up by the text columns and by those that are named like codes. */
#include "base/arena.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "data/read.h"

enum { REPORTED_MAX = 20 }; /* bad cells of one column that are named one by one */

uint32_t fold_next(struct str text, size_t *pos)
{
	while (*pos < text.len) {
		uint32_t ch = ch_fold_width(utf8_next(text, pos));

		if (!ch_is_blank(ch) && ch != '\n' && ch != '\r' && ch != 0x202F)
			return ch;
	}
	return 0;
}

void fold_add(struct buf *buf, struct str text)
{
	uint32_t ch;

	for (size_t pos = 0; (ch = fold_next(text, &pos)) != 0;)
		buf_utf8(buf, ch);
}

bool fold_eq(struct str a, struct str b)
{
	uint32_t ch;

	if (str_eq(a, b))
		return true;
	for (size_t i = 0, k = 0;;) {
		ch = fold_next(a, &i);
		if (ch != fold_next(b, &k))
			return false;
		if (ch == 0)
			return true;
	}
}

bool column_called(const struct table_column *column, struct str name)
{
	const struct str names[] = { column->label, column->id };

	for (size_t i = 0; i < 2; i++) {
		struct str s = names[i];

		if (str_eq(s, name) || (str_ends(s, name) && s.len > name.len && s.ptr[s.len - name.len - 1] == '_'))
			return true;
	}
	return false;
}

/* Columns that identify rows though they look like numbers. */
static bool is_code(const struct table_column *column)
{
	static const char *const names[] = { "行次", "栏次", "序号", "编码", "编号", "代码", "类",
		                             "款",   "项",   "line", "code", "no",   "id" };
	static const char *const ends[] = { "科目编码", "科目代码", "项目编码", "项目代码", "单位编码", "单位代码" };

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (column_called(column, str_from(names[i])))
			return true;
	for (size_t i = 0; i < sizeof(ends) / sizeof(ends[0]); i++)
		if (str_ends(column->label, str_from(ends[i])))
			return true;
	return false;
}

/* Numbers that are no amounts, whatever the unit of the data. */
static bool is_ordinal(const struct table_column *column)
{
	return is_code(column) || column_called(column, STR("年度")) || column_called(column, STR("年份")) ||
	       column_called(column, STR("年")) || column_called(column, STR("year"));
}

void builder_init(struct table_builder *b, struct arena *arena, const struct source *src, const struct table_spec *spec,
                  struct diags *diags)
{
	*b = (struct table_builder){ .spec = spec, .diags = diags, .keys_given = str_trim(spec->keys).len != 0 };
	b->table = arena_make(arena, struct table);
	b->table->name = spec->name;
	b->table->src = src;
	b->table->blank_is_zero = spec->blank_is_zero;
	b->table->arena = arena;
	b->in_sheet = src->sheet.len != 0;
}

void builder_release(struct table_builder *b)
{
	mem_free(b->rows);
	b->rows = NULL;
}

static struct origin cell_origin(const struct table_builder *b, const struct table_cell *cell, int32_t line)
{
	return (struct origin){ b->table->src, line, cell->col };
}

static bool has_label(const struct table_cell *cells, size_t n, struct str label)
{
	for (size_t i = 0; i < n; i++)
		if (fold_eq((struct str){ cells[i].ptr, cells[i].len }, label))
			return true;
	return false;
}

bool spec_has_id(const struct table_spec *spec, struct str name)
{
	for (size_t i = 0; i < spec->ncolumns; i++)
		if (fold_eq(spec->columns[i].id, name))
			return true;
	return false;
}

bool next_key(struct str *rest, struct str *key)
{
	size_t to = 0;

	*rest = str_trim(*rest);
	while (to < rest->len && rest->ptr[to] != ' ' && rest->ptr[to] != '\t' && rest->ptr[to] != '\n')
		to++;
	*key = str_sub(*rest, 0, to);
	*rest = str_sub(*rest, to, rest->len);
	return key->len > 0;
}

bool builder_knows(const struct table_builder *b, const struct table_cell *cells, size_t n)
{
	struct str rest = b->spec->keys, key;

	for (size_t i = 0; i < b->spec->ncolumns; i++)
		if (!has_label(cells, n, b->spec->columns[i].label))
			return false;
	while (next_key(&rest, &key))
		if (!spec_has_id(b->spec, key) && !has_label(cells, n, key))
			return false;
	return true;
}

/* Header text on several lines reads as one. */
static struct str one_line(struct arena *arena, struct str label)
{
	struct buf buf;
	struct str joined;

	buf_init(&buf);
	for (size_t i = 0; i < label.len; i++)
		if (label.ptr[i] != '\n' && label.ptr[i] != '\r')
			buf_char(&buf, label.ptr[i]);
	if (buf.len == label.len) {
		buf_release(&buf);
		return label;
	}
	joined = buf_take(&buf, arena);
	buf_release(&buf);
	return joined;
}

/* The first column with this label that no declaration has taken yet. */
static struct table_column *undeclared(struct table *table, const bool *taken, struct str label)
{
	for (size_t i = 0; i < table->ncolumns; i++)
		if (!taken[i] && fold_eq(table->columns[i].label, label))
			return &table->columns[i];
	return NULL;
}

/* The description says that it is there. */
static void report_missing(struct table_builder *b, struct str label, struct origin declared)
{
	struct table *table = b->table;

	table->incomplete = true;
	diag_caused(b->diags, MISSING_COLUMN, table->header, declared, table->name, label, STR(""),
	            table_column_hint(table, label));
}

static void apply_declarations(struct table_builder *b)
{
	struct table *table = b->table;
	bool *taken = arena_array(table->arena, table->ncolumns, sizeof(*taken));

	for (size_t i = 0; i < b->spec->ncolumns; i++) {
		const struct table_column *declared = &b->spec->columns[i];
		struct table_column *column = undeclared(table, taken, declared->label);

		if (!column) {
			report_missing(b, declared->label, b->spec->column_origins ? b->spec->column_origins[i] : b->spec->where);
			continue;
		}
		taken[column - table->columns] = true;
		column->id = declared->id;
		column->unit = declared->unit;
		column->key = declared->key;
		column->type = declared->type == COLUMN_AUTO && declared->unit.len ? COLUMN_NUMBER : declared->type;
	}
}

/* Whether looking up b's name could find a as well. */
static bool clash(const struct table_column *a, const struct table_column *b)
{
	if (b->id.len)
		return a->id.len ? fold_eq(a->id, b->id) : fold_eq(a->label, b->id);
	return b->label.len && ((!a->id.len && fold_eq(a->label, b->label)) || (a->id.len && fold_eq(a->id, b->label)));
}

static void check_names(struct table_builder *b, const struct table_cell *cells, int32_t line)
{
	const struct table *table = b->table;

	for (size_t i = 1; i < table->ncolumns; i++)
		for (size_t k = 0; k < i; k++)
			if (clash(&table->columns[k], &table->columns[i])) {
				const struct table_column *column = &table->columns[i];

				diag(b->diags, DUPLICATE_COLUMN, cell_origin(b, &cells[i], line),
				     column->id.len ? column->id : column->label);
				break;
			}
}

static bool apply_keys(struct table_builder *b)
{
	struct table *table = b->table;
	struct str rest = b->spec->keys, name;
	bool all = true;

	while (next_key(&rest, &name)) {
		ptrdiff_t column = table_find_column(table, name);

		if (column < 0)
			report_missing(b, name, b->spec->where);
		else
			table->columns[column].key = true;
		all &= column >= 0;
	}
	return all;
}

bool builder_header(struct table_builder *b, const struct table_cell *cells, size_t n, int32_t line)
{
	struct table *table = b->table;

	if (n > TABLE_MAX_COLUMNS) {
		diag(b->diags, DATA_LIMIT, cell_origin(b, cells, line), table->src->path, STR(BOTH("1000 columns", "1000 列")));
		return false;
	}
	table->header = cell_origin(b, cells, line);
	table->ncolumns = n;
	table->columns = arena_array(table->arena, n, sizeof(*table->columns));
	for (size_t i = 0; i < n; i++)
		table->columns[i].label = one_line(table->arena, (struct str){ cells[i].ptr, cells[i].len });
	apply_declarations(b);
	if (apply_keys(b)) /* otherwise this may be no header at all */
		check_names(b, cells, line);
	return true;
}

/* Cells behind the last column of the header: blank ones do no harm. */
static void check_width(struct table_builder *b, const struct table_cell *cells, size_t n, int32_t line)
{
	size_t extra = b->table->ncolumns;

	while (n > b->table->ncolumns && cells[n - 1].len == 0)
		n--;
	if (n <= b->table->ncolumns || b->too_wide++ >= REPORTED_MAX)
		return;
	while (cells[extra].len == 0)
		extra++;
	diag(b->diags, CSV_COLUMNS, cell_origin(b, &cells[extra], line), str_printf(b->table->arena, "%zu", n),
	     str_printf(b->table->arena, "%zu", b->table->ncolumns));
}

static bool all_blank(const struct table_cell *cells, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (cells[i].len || cells[i].ptr == cell_unknown)
			return false;
	return true;
}

bool builder_row(struct table_builder *b, const struct table_cell *cells, size_t n, int32_t line)
{
	struct table *table = b->table;
	size_t kept = n < table->ncolumns ? n : table->ncolumns;
	struct table_cell *copy;

	if (all_blank(cells, n))
		return true;
	check_width(b, cells, n, line);
	if ((table->nrows + 1) * table->ncolumns > TABLE_MAX_CELLS) {
		diag(b->diags, DATA_LIMIT, cell_origin(b, cells, line), table->src->path, STR(BOTH("20000000 cells", "20000000 个单元格")));
		return false;
	}
	copy = arena_array(table->arena, table->ncolumns, sizeof(*copy));
	for (size_t i = 0; i < kept; i++)
		copy[i] = cells[i];
	for (size_t i = kept; i < table->ncolumns; i++)
		copy[i] = (struct table_cell){ .ptr = "", .col = b->in_sheet ? cells[0].col + (int32_t)i : cells[n - 1].col };
	b->rows = mem_grow(b->rows, table->nrows, &b->rows_size, sizeof(*b->rows));
	b->rows[table->nrows++] = (struct table_row){ copy, line };
	return true;
}

enum content { CONTENT_NONE, CONTENT_NUMBERS, CONTENT_TEXT };

/* Spreadsheet errors stand for numbers here; they are reported later. */
static enum content column_content(const struct table *table, size_t column, bool *errors)
{
	enum content content = CONTENT_NONE;
	char scratch[CELL_NUMBER_MAX];
	struct str plain;

	for (size_t i = 0; i < table->nrows; i++) {
		struct str text = table_text(table, i, column);
		enum cell_state state = cell_plain(text, scratch, &plain);

		if (state == CELL_BAD && !cell_is_error(text))
			return CONTENT_TEXT;
		*errors |= state == CELL_BAD;
		if (state == CELL_NUMBER)
			content = CONTENT_NUMBERS;
	}
	return content;
}

/* Where amounts are expected, a column that is numbers at least by half is meant to be one. */
static bool mostly_numbers(const struct table *table, size_t column)
{
	size_t numbers = 0, texts = 0;
	char scratch[CELL_NUMBER_MAX];
	struct str plain;

	for (size_t i = 0; i < table->nrows; i++) {
		enum cell_state state = cell_plain(table_text(table, i, column), scratch, &plain);

		numbers += state == CELL_NUMBER;
		texts += state == CELL_BAD;
	}
	return numbers && numbers >= texts;
}

/* *unsure: there are cells to report. */
static enum column_type find_type(const struct table_builder *b, size_t i, bool *unsure)
{
	const struct table_column *column = &b->table->columns[i];

	if (column->key || (!b->keys_given && is_code(column)))
		return COLUMN_TEXT;
	switch (column_content(b->table, i, unsure)) {
	case CONTENT_NUMBERS:
		return COLUMN_NUMBER;
	case CONTENT_NONE:
		return b->spec->unit.len && column->label.len ? COLUMN_NUMBER : COLUMN_TEXT;
	case CONTENT_TEXT:
		break;
	}
	if (!b->spec->unit.len || is_ordinal(column) || !mostly_numbers(b->table, i))
		return COLUMN_TEXT;
	*unsure = true;
	return COLUMN_NUMBER;
}

void table_check_numbers(const struct table *table, size_t column, struct diags *diags)
{
	char scratch[CELL_NUMBER_MAX];
	struct str plain;
	struct origin more = { 0 };
	size_t bad = 0;

	for (size_t i = 0; i < table->nrows; i++) {
		struct str text = table_text(table, i, column);

		if (cell_plain(text, scratch, &plain) != CELL_BAD)
			continue;
		if (bad++ == REPORTED_MAX)
			more = table_origin(table, i, column);
		if (bad > REPORTED_MAX)
			continue;
		if (cell_is_error(text))
			diag(diags, ERROR_CELL, table_origin(table, i, column), text);
		else
			diag(diags, TEXT_IN_NUMBER, table_origin(table, i, column), text, table->columns[column].label);
	}
	if (bad > REPORTED_MAX)
		diag(diags, MORE_CELLS, more, str_printf(table->arena, "%zu", bad - REPORTED_MAX),
		     table->columns[column].label);
}

struct table *builder_finish(struct table_builder *b)
{
	struct table *table = b->table;

	table->rows = arena_copy(table->arena, b->rows, table->nrows * sizeof(*table->rows));
	for (size_t i = 0; i < table->ncolumns; i++) {
		struct table_column *column = &table->columns[i];
		bool unsure = column->type == COLUMN_NUMBER;

		column->as_text = column->type == COLUMN_TEXT;
		if (column->type == COLUMN_AUTO)
			column->type = find_type(b, i, &unsure);
		if (!b->keys_given && column->type == COLUMN_TEXT)
			column->key = true;
		if (column->type != COLUMN_NUMBER)
			continue;
		if (!column->unit.len && !column->key && !is_ordinal(column))
			column->unit = b->spec->unit;
		if (unsure)
			table_check_numbers(table, i, b->diags);
	}
	return table;
}
