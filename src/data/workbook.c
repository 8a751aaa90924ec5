/* workbook.c - from the cells of a sheet to a table: which sheet, which part of it, its unit, its rows.
 *
 * Left out: blank rows, rows and columns outside the range, and behind the last row of data the lines that spreadsheets
 * carry there (注：…, 制表人：…). A unit in the corner above the table (金额单位：万元) is the unit of the data when the
 * description names none; one that contradicts the description is an error. Hidden rows and columns are read like others.
 * Merged cells below the header count once, in their first cell. */
#include "base/arena.h"
#include "base/utf8.h"
#include "data/workbook.h"

enum { CORNER_ROWS = 10, REPORTED_MAX = 20 };

void workbook_damaged(const struct source *src, struct diags *diags, const char *how)
{
	diag(diags, WORKBOOK_DAMAGED, place_of(src, 0, 0), src->path, str_from(how));
}

struct source *sheet_source(struct arena *arena, const struct source *file, struct str name)
{
	struct source *src = arena_make(arena, struct source);

	src->path = file->path;
	src->sheet = str_dup(arena, name.len ? name : STR("1"));
	src->text = STR("");
	return src;
}

/* --- the sheet --- */

static const struct sheet *visible_sheet(const struct sheet *sheets, size_t n, int number)
{
	for (size_t i = 0; i < n; i++)
		if (!sheets[i].hidden && --number == 0)
			return &sheets[i];
	return NULL;
}

static int sheet_number(struct str text)
{
	int number = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!ch_is_digit((unsigned char)text.ptr[i]) || number > 9999)
			return 0;
		number = number * 10 + (text.ptr[i] - '0');
	}
	return number;
}

static struct str sheet_list(struct arena *arena, const struct sheet *sheets, size_t n)
{
	struct buf buf;
	struct str list;

	buf_init(&buf);
	for (size_t i = 0; i < n && i < 50; i++)
		buf_printf(&buf, "%s%.*s%s", i ? "、" : "", STR_FMT(sheets[i].name), sheets[i].hidden ? BOTH(" (hidden)", "（隐藏）") : "");
	if (n > 50)
		buf_z(&buf, " …");
	list = buf_take(&buf, arena);
	buf_release(&buf);
	return list;
}

const struct sheet *sheet_choose(struct arena *arena, const struct sheet *sheets, size_t n, const struct source *src,
                                 const struct table_spec *spec, struct diags *diags)
{
	const struct sheet *sheet;

	for (size_t i = 0; i < n && spec->sheet.len; i++)
		if (fold_eq(sheets[i].name, spec->sheet))
			return &sheets[i];
	sheet = visible_sheet(sheets, n, spec->sheet.len ? sheet_number(spec->sheet) : 1);
	if (!sheet)
		diag(diags, SHEET_MISSING, spec->sheet.len ? spec->sheet_where : place_of(src, 0, 0), src->path,
		     spec->sheet.len ? spec->sheet : STR("1"), sheet_list(arena, sheets, n));
	return sheet;
}

/* --- the part of the sheet --- */

static struct sheet_area used_area(const struct sheet_grid *grid)
{
	struct sheet_area area = { 1, 1, 0, 0 };

	if (grid->nrows == 0)
		return area;
	area = (struct sheet_area){ grid->rows[0].line, SHEET_MAX_COLUMNS, grid->rows[grid->nrows - 1].line, 1 };
	for (size_t i = 0; i < grid->nrows; i++) {
		const struct sheet_row *row = &grid->rows[i];

		if (row->cells[0].col < area.left)
			area.left = row->cells[0].col;
		if (row->cells[row->n - 1].col > area.right)
			area.right = row->cells[row->n - 1].col;
	}
	return area;
}

/* C12 or $C$12 at text[*pos]. */
static bool parse_place(struct str text, size_t *pos, int32_t *line, int32_t *col)
{
	size_t i = *pos;

	*line = *col = 0;
	i += i < text.len && text.ptr[i] == '$';
	for (; i < text.len && *col <= SHEET_MAX_COLUMNS; i++) {
		char c = (char)(text.ptr[i] & ~0x20);

		if (c < 'A' || c > 'Z' || text.ptr[i] < 'A')
			break;
		*col = *col * 26 + (c - 'A' + 1);
	}
	i += i < text.len && text.ptr[i] == '$';
	for (; i < text.len && ch_is_digit((unsigned char)text.ptr[i]) && *line <= SHEET_MAX_ROWS; i++)
		*line = *line * 10 + (text.ptr[i] - '0');
	*pos = i;
	return *col >= 1 && *col <= SHEET_MAX_COLUMNS && *line >= 1 && *line <= SHEET_MAX_ROWS;
}

bool area_parse(struct str text, struct sheet_area *area)
{
	size_t pos = 0;

	if (!parse_place(text, &pos, &area->top, &area->left))
		return false;
	area->bottom = area->top;
	area->right = area->left;
	if (pos < text.len && (text.ptr[pos++] != ':' || !parse_place(text, &pos, &area->bottom, &area->right)))
		return false;
	return pos == text.len && area->bottom >= area->top && area->right >= area->left;
}

static struct str place_name(struct arena *arena, int32_t line, int32_t col)
{
	char letters[8];
	size_t n = sizeof(letters);

	for (; col > 0; col = (col - 1) / 26)
		letters[--n] = (char)('A' + (col - 1) % 26);
	return str_printf(arena, "%.*s%d", (int)(sizeof(letters) - n), letters + n, (int)line);
}

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static bool choose_region(struct arena *arena, const struct sheet_grid *grid, const struct source *src,
                          const struct table_spec *spec, struct diags *diags, struct sheet_area *region)
{
	struct sheet_area used = used_area(grid), range;

	*region = used;
	if (used.bottom == 0) {
		diag(diags, CSV_EMPTY, place_of(src, 0, 0), src->path);
		return false;
	}
	if (!spec->range.len)
		return true;
	if (!area_parse(str_trim(spec->range), &range)) {
		diag(diags, BAD_VALUE, spec->range_where, spec->range, STR("range"), STR("A6:G40"));
		return false;
	}
	*region = (struct sheet_area){ most(used.top, range.top), most(used.left, range.left), least(used.bottom, range.bottom),
		                       least(used.right, range.right) };
	if (region->top <= region->bottom && region->left <= region->right)
		return true;
	diag(diags, RANGE_OUTSIDE, spec->range_where, spec->range,
	     str_printf(arena, "%.*s:%.*s", STR_FMT(place_name(arena, used.top, used.left)),
	                STR_FMT(place_name(arena, used.bottom, used.right))));
	return false;
}

/* --- the unit in the corner --- */

static struct str money_unit(struct str text)
{
	static const char *const units[] = { "元", "千元", "万元", "百万元", "亿元", "美元", "万美元" };

	if (str_starts(text, STR("人民币")))
		text = str_sub(text, sizeof("人民币") - 1, text.len);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (fold_eq(text, str_from(units[i])))
			return str_from(units[i]);
	return STR("");
}

/* What stands behind 单位： up to a blank or bracket; found is set when there is such a mark. */
static struct str behind_mark(struct str text, bool *found)
{
	static const char *const marks[] = { "单位：", "单位:" };

	for (size_t i = 0; i < 2; i++) {
		ptrdiff_t at = str_find(text, str_from(marks[i]));
		size_t end = 0;

		if (at < 0)
			continue;
		*found = true;
		text = str_trim(str_sub(text, (size_t)at + str_from(marks[i]).len, text.len));
		for (size_t pos = 0; pos < text.len; end = pos) {
			uint32_t ch = utf8_next(text, &pos);

			if (ch_is_blank(ch) || ch == ')' || ch == 0xFF09)
				break;
		}
		return str_sub(text, 0, end);
	}
	return STR("");
}

static struct str row_unit(const struct sheet_row *row, const struct sheet_cell **where)
{
	for (size_t i = 0; i < row->n; i++) {
		bool found = false;
		struct str unit = behind_mark((struct str){ row->cells[i].ptr, row->cells[i].len }, &found);

		if (found && !unit.len && i + 1 < row->n) /* in a cell of its own */
			unit = str_trim((struct str){ row->cells[i + 1].ptr, row->cells[i + 1].len });
		unit = money_unit(unit);
		*where = &row->cells[i];
		if (found && unit.len)
			return unit;
	}
	return STR("");
}

/* The nearest one above the header counts. */
static void corner_unit(const struct sheet_grid *grid, const struct sheet_area *head, const struct source *src,
                        struct table_spec *spec, struct diags *diags)
{
	for (int32_t line = head->top - 1; line > 0 && line >= head->top - CORNER_ROWS; line--) {
		const struct sheet_row *row = sheet_grid_row(grid, line);
		const struct sheet_cell *cell;
		struct str unit = row ? row_unit(row, &cell) : STR("");

		if (!unit.len)
			continue;
		if (!spec->unit.len)
			spec->unit = unit;
		else if (money_unit(spec->unit).len && !str_eq(spec->unit, unit))
			diag(diags, UNIT_CONFLICT, place_of(src, line, cell->col), unit, spec->name, spec->unit);
		return;
	}
}

/* --- the rows --- */

struct body {
	const struct sheet_grid *grid;
	struct table_builder builder;
	struct head head;
	struct sheet_area region;
	struct table_cell *cells; /* one row; region's width */
	bool *percents;           /* columns whose numbers are all shown in per cent */
	size_t unknown;           /* formulas without a value */
	bool errors;              /* there are cells with errors */
};

static bool is_tail(const struct sheet_row *row)
{
	static const char *const begins[] = { "注：", "注:",  "说明：", "说明:", "备注：",     "备注:",
		                              "制表", "填表", "审核",   "复核",  "单位负责人", "财务负责人" };
	struct str text = str_trim((struct str){ row->cells[0].ptr, row->cells[0].len });
	bool begun = false;

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		begun |= str_starts(text, str_from(begins[i]));
	for (size_t i = 0; i < row->n; i++)
		if (row->cells[i].kind != SHOWN_TEXT)
			return false;
	return begun;
}

/* Rows [*from, *to) of the grid hold the data. */
static void data_rows(const struct body *b, size_t *from, size_t *to)
{
	*from = 0;
	*to = b->grid->nrows;
	while (*from < *to && b->grid->rows[*from].line <= b->head.area.bottom)
		++*from;
	while (*to > *from && (b->grid->rows[*to - 1].line > b->region.bottom || is_tail(&b->grid->rows[*to - 1])))
		--*to;
}

static void find_percents(struct body *b, size_t from, size_t to)
{
	size_t n = b->builder.table->ncolumns;
	bool *others = mem_alloc(n * sizeof(*others));

	for (size_t i = from; i < to; i++)
		for (size_t k = 0; k < b->grid->rows[i].n; k++) {
			const struct sheet_cell *cell = &b->grid->rows[i].cells[k];
			size_t column = (size_t)(cell->col - b->region.left);

			b->errors |= cell->kind == SHOWN_ERROR;
			if (cell->col < b->region.left || column >= n)
				continue;
			if (cell->kind == SHOWN_PERCENT)
				b->percents[column] = true;
			else if (cell->kind == SHOWN_NUMBER)
				others[column] = true;
		}
	for (size_t i = 0; i < n; i++) {
		struct table_column *column = &b->builder.table->columns[i];

		b->percents[i] = b->percents[i] && !others[i] && column->type != COLUMN_TEXT &&
		                 (!column->unit.len || str_eq(column->unit, STR("%")));
		if (b->percents[i])
			column->unit = STR("%");
	}
	mem_free(others);
}

static void put_cell(struct body *b, const struct sheet_cell *cell, int32_t line)
{
	size_t column = (size_t)(cell->col - b->region.left);
	struct str text = { cell->ptr, cell->len };

	if (cell->kind == SHOWN_TEXT) {
		text = str_trim(text);
	} else if (cell->kind == SHOWN_PERCENT && column < b->builder.table->ncolumns && b->percents[column]) {
		text.len--;
	} else if (cell->kind == SHOWN_UNKNOWN) {
		if (b->unknown++ < REPORTED_MAX)
			diag(b->builder.diags, FORMULA_EMPTY, place_of(b->builder.table->src, line, cell->col), STR(""));
		return;
	}
	b->cells[column].ptr = text.ptr;
	b->cells[column].len = (uint32_t)text.len;
}

static bool put_row(struct body *b, const struct sheet_row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++) {
		const struct sheet_cell *cell = &row->cells[i];

		if (cell->col < b->region.left || cell->col > b->region.right)
			continue;
		for (size_t to = (size_t)(cell->col - b->region.left); n <= to; n++)
			b->cells[n] = (struct table_cell){ "", 0, b->region.left + (int32_t)n };
		put_cell(b, cell, row->line);
	}
	return n == 0 || builder_row(&b->builder, b->cells, n, row->line);
}

static bool put_head(struct body *b, struct arena *arena)
{
	const struct head *head = &b->head;

	for (size_t i = 0; i < head->n; i++)
		head->labels[i].ptr = str_dup(arena, (struct str){ head->labels[i].ptr, head->labels[i].len }).ptr;
	return builder_header(&b->builder, head->labels, head->n, head->area.top);
}

/* The builder reports errors in number columns; here they may not pass as labels either. */
static void report_errors(const struct table *table, struct diags *diags)
{
	size_t reported = 0;

	for (size_t i = 0; i < table->nrows; i++)
		for (size_t k = 0; k < table->ncolumns; k++)
			if (table->columns[k].type == COLUMN_TEXT && cell_is_error(table_text(table, i, k)) &&
			    reported++ < REPORTED_MAX)
				diag(diags, ERROR_CELL, table_origin(table, i, k), table_text(table, i, k));
}

static struct table *read_body(struct body *b)
{
	struct table *table = NULL;
	size_t from, to;

	if (!put_head(b, b->builder.table->arena))
		return NULL;
	data_rows(b, &from, &to);
	b->percents = mem_alloc(b->builder.table->ncolumns * sizeof(*b->percents));
	find_percents(b, from, to);
	while (from < to && put_row(b, &b->grid->rows[from]))
		from++;
	if (from == to)
		table = builder_finish(&b->builder);
	if (table && b->errors)
		report_errors(table, b->builder.diags);
	mem_free(b->percents);
	return table;
}

struct table *workbook_table(struct arena *arena, const struct sheet_grid *grid, const struct source *src,
                             const struct table_spec *given, struct diags *diags)
{
	struct table_spec spec = *given;
	struct body b = { .grid = grid };
	struct arena *scratch;
	struct table *table = NULL;

	if (!choose_region(arena, grid, src, &spec, diags, &b.region))
		return NULL;
	scratch = arena_new();
	builder_init(&b.builder, arena, src, &spec, diags);
	if (head_find(scratch, grid, b.region, &b.builder, &b.head)) {
		size_t width = (size_t)(b.region.right - b.region.left + 1);

		corner_unit(grid, &b.head.area, src, &spec, diags);
		b.cells = mem_alloc(width * sizeof(*b.cells));
		table = read_body(&b);
		mem_free(b.cells);
	}
	builder_release(&b.builder);
	arena_drop(scratch);
	return table;
}
