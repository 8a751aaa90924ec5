/* xlsx_sheet.c - the cells of one sheet of an .xlsx, and the reader as a whole. Formulas count by the value the file holds
 * for them. */
#include "base/arena.h"
#include "base/utf8.h"
#include "data/xlsx_int.h"

enum cell_type { CELL_N, CELL_S, CELL_STR, CELL_INLINE, CELL_E, CELL_B, CELL_D };

struct reader {
	struct xlsx *xlsx;
	int32_t line, col; /* of the cell being read, from 1 */
	enum cell_type type;
	size_t style;
	bool in_cell, in_value, formula;
	struct xlsx_text text; /* of <v> or <is> */
};

static bool parse_count(struct str text, size_t *out)
{
	size_t value = 0;

	for (size_t i = 0; i < text.len; i++) {
		if (!ch_is_digit((unsigned char)text.ptr[i]) || value > TABLE_MAX_CELLS)
			return false;
		value = value * 10 + (size_t)(text.ptr[i] - '0');
	}
	*out = value;
	return text.len > 0;
}

static enum cell_type cell_type(struct str t)
{
	static const char *const names[] = { "n", "s", "str", "inlineStr", "e", "b", "d" };

	for (size_t i = 0; t.len && i < sizeof(names) / sizeof(names[0]); i++)
		if (str_eq(t, str_from(names[i])))
			return (enum cell_type)i;
	return CELL_N;
}

/* Cells may leave out where they stand: behind the one before. */
static void open_cell(struct reader *r, const struct attrs *attrs)
{
	struct str place = attrs_find(attrs, "r");
	struct sheet_area area;
	size_t style;

	r->col++;
	if (place.len && area_parse(place, &area)) {
		r->line = area.top;
		r->col = area.left;
	} else if (place.len) {
		xlsx_damaged(r->xlsx, BOTH("a cell stands outside any sheet", "单元格位置无效"), place);
	}
	r->type = cell_type(attrs_find(attrs, "t"));
	r->style = parse_count(attrs_find(attrs, "s"), &style) ? style : 0;
	r->in_cell = true;
	r->formula = false;
	buf_clear(&r->text.buf);
}

static void open_row(struct reader *r, const struct attrs *attrs)
{
	size_t line;

	r->line = parse_count(attrs_find(attrs, "r"), &line) ? (int32_t)line : r->line + 1;
	r->col = 0;
}

static void on_open(void *state, const char *name, const struct attrs *attrs)
{
	struct reader *r = state;
	struct sheet_area area;

	if (is(name, "c"))
		open_cell(r, attrs);
	else if (r->in_cell && is(name, "v"))
		r->in_value = true;
	else if (r->in_cell && is(name, "f"))
		r->formula = true;
	else if (r->in_cell)
		xlsx_text_open(&r->text, name);
	else if (is(name, "row"))
		open_row(r, attrs);
	else if (is(name, "mergeCell") && area_parse(attrs_find(attrs, "ref"), &area))
		sheet_grid_merge(r->xlsx->grid, area);
}

static void on_text(void *state, struct str text)
{
	struct reader *r = state;

	if (r->in_value || r->text.in_text)
		buf_str(&r->text.buf, text);
}

static void put(struct reader *r, enum shown_kind kind, struct str text)
{
	if (!sheet_grid_put(r->xlsx->grid, r->line, r->col, kind, text))
		xlsx_limit(r->xlsx, STR(BOTH("20000000 cells", "20000000 个单元格")));
}

static const struct cell_format *cell_format(const struct reader *r)
{
	return r->style < r->xlsx->nformats ? &r->xlsx->formats[r->style] : &format_general;
}

static void put_number(struct reader *r, struct str text)
{
	char shown[SHOWN_MAX];
	struct decimal number;
	enum shown_kind kind;
	size_t len;

	if (!decimal_read(&number, text)) {
		put(r, SHOWN_TEXT, sheet_grid_keep(r->xlsx->grid, text)); /* a number column will report it */
		return;
	}
	if (r->formula && number.n == 0 && r->xlsx->uncomputed) { /* what libraries put there that do not compute */
		put(r, SHOWN_UNKNOWN, STR(""));
		return;
	}
	kind = format_show(&number, cell_format(r), r->xlsx->epoch1904, shown, &len);
	put(r, kind, sheet_grid_keep(r->xlsx->grid, (struct str){ shown, len }));
}

static void put_shared(struct reader *r, struct str text)
{
	size_t index;

	if (!parse_count(text, &index) || index >= r->xlsx->nstrings)
		xlsx_damaged_at(r->xlsx, place_of(r->xlsx->place, r->line, r->col),
		                BOTH("a shared string is missing", "缺少共享字符串"));
	else
		put(r, SHOWN_TEXT, r->xlsx->strings[index]);
}

/* 2022-12-31T00:00:00 */
static struct str plain_date(struct str text)
{
	if (text.len > 10 && str_starts(str_sub(text, 10, text.len), STR("T00:00:00")))
		return str_sub(text, 0, 10);
	return text;
}

static void put_value(struct reader *r, struct str value)
{
	switch (r->type) {
	case CELL_N:
		put_number(r, value);
		break;
	case CELL_S:
		put_shared(r, value);
		break;
	case CELL_STR:
	case CELL_INLINE:
		put(r, SHOWN_TEXT, xlsx_text_take(&r->text, r->xlsx->grid));
		break;
	case CELL_E:
		put(r, SHOWN_ERROR, sheet_grid_keep(r->xlsx->grid, value));
		break;
	case CELL_B:
		put(r, SHOWN_TEXT, str_eq(value, STR("1")) || str_eq(value, STR("true")) ? STR("TRUE") : STR("FALSE"));
		break;
	case CELL_D:
		put(r, SHOWN_TEXT, sheet_grid_keep(r->xlsx->grid, plain_date(value)));
		break;
	}
}

static void close_cell(struct reader *r)
{
	struct str value = buf_as_str(&r->text.buf);

	if (r->type != CELL_STR && r->type != CELL_INLINE)
		value = str_trim(value);
	r->in_cell = false;
	r->text.in_text = r->text.in_phonetic = false;
	if (value.len)
		put_value(r, value);
	else if (r->formula && r->type != CELL_STR)
		put(r, SHOWN_UNKNOWN, STR(""));
}

static void on_close(void *state, const char *name)
{
	struct reader *r = state;

	if (is(name, "c"))
		close_cell(r);
	else if (is(name, "v"))
		r->in_value = false;
	else
		xlsx_text_close(&r->text, name);
}

bool xlsx_read_sheet(struct xlsx *x, struct str part)
{
	static const struct events events = { on_open, on_close, on_text };
	struct reader r = { .xlsx = x };

	buf_init(&r.text.buf);
	xlsx_parse(x, part, &events, &r);
	buf_release(&r.text.buf);
	sheet_grid_end(x->grid);
	return !x->failed;
}

static bool read_cells(struct xlsx *x, struct str bytes, const struct table_spec *spec)
{
	const struct sheet *sheet;

	if (!xlsx_open(x, bytes) || !xlsx_read_book(x))
		return false;
	sheet = sheet_choose(x->scratch, x->sheets, x->nsheets, x->src, spec, x->diags);
	if (sheet)
		x->place = sheet_source(x->arena, x->src, sheet->name);
	return sheet && xlsx_read_strings(x) && xlsx_read_sheet(x, sheet->part);
}

struct table *table_parse_xlsx(struct arena *arena, struct source *src, struct str bytes, const struct table_spec *spec,
                               struct diags *diags)
{
	struct sheet_grid grid;
	struct xlsx x = { .arena = arena, .scratch = arena_new(), .src = src, .diags = diags, .grid = &grid };
	struct table *table = NULL;
	bool read;

	sheet_grid_init(&grid, arena);
	read = read_cells(&x, bytes, spec);
	xlsx_close(&x);
	mem_free(x.sheets);
	mem_free(x.strings);
	mem_free(x.formats);
	if (read)
		table = workbook_table(arena, &grid, x.place, spec, diags);
	sheet_grid_release(&grid);
	arena_drop(x.scratch);
	return table;
}
