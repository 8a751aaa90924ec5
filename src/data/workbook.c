/* workbook.c - from the cells of a sheet to a table: which sheet, which part of it, its unit, its rows.
 *
 * Left out: blank rows, rows and columns outside the range, and behind the last row of data the lines that spreadsheets
 * carry there (注：…, 制表人：…). A unit in the corner above the table (金额单位：万元) is the unit of the data when the
 * description names none; one that contradicts the description is an error. Hidden rows and columns are read like others.
 * Merged cells below the header count once, in their first cell. */
#include "base/arena.h"
#include "base/utf8.h"
#include "data/workbook.h"

enum { REPORTED_MAX = 20 };

void workbook_damaged(struct origin where, struct diags *diags, const char *how)
{
	diag(diags, WORKBOOK_DAMAGED, where, where.src->path, str_from(how));
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

static int32_t least(int32_t a, int32_t b)
{
	return a < b ? a : b;
}

static int32_t most(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static struct str area_name(struct arena *arena, struct sheet_area area)
{
	struct buf buf;
	struct str name;

	buf_init(&buf);
	cell_print(&buf, place_of(NULL, area.top, area.left));
	buf_char(&buf, ':');
	cell_print(&buf, place_of(NULL, area.bottom, area.right));
	name = buf_take(&buf, arena);
	buf_release(&buf);
	return name;
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
	diag(diags, RANGE_OUTSIDE, spec->range_where, spec->range, area_name(arena, used));
	return false;
}

/* --- the unit in the corner --- */

static struct str text_of(const struct sheet_cell *cell)
{
	return str_trim((struct str){ cell->ptr, cell->len });
}

/* The cell that names a unit of money, NULL: none. */
static const struct sheet_cell *row_unit(const struct sheet_row *row, struct corner *corner)
{
	const struct sheet_cell *where = NULL;

	*corner = (struct corner){ 0 };
	for (size_t i = 0; i < row->n; i++) {
		corner_read(corner, text_of(&row->cells[i]), i + 1 < row->n ? text_of(&row->cells[i + 1]) : STR(""));
		if (!where && corner->unit.len)
			where = &row->cells[i];
	}
	return where;
}

/* The nearest one above the header counts. */
static void corner_unit(const struct sheet_grid *grid, const struct sheet_area *head, const struct source *src,
                        struct table_spec *spec, struct diags *diags)
{
	for (int32_t line = head->top - 1; line > 0 && line >= head->top - CORNER_ROWS; line--) {
		const struct sheet_row *row = sheet_grid_row(grid, line);
		struct corner corner;
		const struct sheet_cell *cell = row ? row_unit(row, &corner) : NULL;

		if (!cell)
			continue;
		corner_apply(&corner, place_of(src, line, cell->col), spec, diags);
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
	size_t unknown;           /* cells whose value cannot be known */
	bool errors;              /* there are cells with errors */
};

static enum row_kind kind_of_row(const void *rows, size_t i)
{
	const struct sheet_row *row = (const struct sheet_row *)rows + i;
	bool numbers = false;

	for (size_t k = 0; k < row->n; k++)
		numbers |= row->cells[k].kind != SHOWN_TEXT;
	return row_kind(text_of(&row->cells[0]), row->n, numbers);
}

/* Rows [*from, *to) of the grid hold the data. */
static void data_rows(const struct body *b, size_t *from, size_t *to)
{
	*from = 0;
	*to = b->grid->nrows;
	while (*from < *to && b->grid->rows[*from].line <= b->head.area.bottom)
		++*from;
	while (*to > *from && b->grid->rows[*to - 1].line > b->region.bottom)
		--*to;
	if (b->builder.table->ncolumns > 1)
		*to = *from + rows_without_notes(*to - *from, kind_of_row, b->grid->rows + *from);
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

/* Of a cell whose value cannot be known: says so once. */
static void report_unknown(struct body *b, const struct sheet_cell *cell, int32_t line)
{
	struct origin where = place_of(b->builder.table->src, line, cell->col);

	if (b->unknown++ >= REPORTED_MAX)
		return;
	if (cell->kind == SHOWN_UNCLEAR)
		diag(b->builder.diags, NUMBER_FORMAT, where, (struct str){ cell->ptr, cell->len });
	else
		diag(b->builder.diags, FORMULA_EMPTY, where, STR(""));
}

static void put_cell(struct body *b, const struct sheet_cell *cell, int32_t line)
{
	size_t column = (size_t)(cell->col - b->region.left);
	struct str text = { cell->ptr, cell->len };

	if (cell->kind == SHOWN_TEXT) {
		text = str_trim(text);
	} else if (cell->kind == SHOWN_PERCENT && column < b->builder.table->ncolumns && b->percents[column]) {
		text.len--;
	} else if (cell->kind == SHOWN_UNKNOWN || cell->kind == SHOWN_UNCLEAR) {
		report_unknown(b, cell, line);
		text = (struct str){ cell_unknown, 0 };
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
