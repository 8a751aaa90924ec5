/* xls.c - the sheets of an .xls (BIFF8, Excel 97 to 2003, WPS): records of the stream "Workbook".
 *
 * FreeXL, a library for these files, was tried: it leaves cells with formulas blank (the totals of most tables), and does
 * not tell merged cells, hidden sheets or number formats. Formulas count by the value the file holds for them. */
#include <string.h>

#include "base/arena.h"
#include "data/workbook.h"
#include "data/xls_ole.h"

enum record_type {
	REC_FORMULA = 0x06,
	REC_EOF = 0x0A,
	REC_DATEMODE = 0x22,
	REC_FILEPASS = 0x2F,
	REC_CONTINUE = 0x3C,
	REC_BOUNDSHEET = 0x85,
	REC_MULRK = 0xBD,
	REC_RSTRING = 0xD6,
	REC_XF = 0xE0,
	REC_MERGED = 0xE5,
	REC_SST = 0xFC,
	REC_LABELSST = 0xFD,
	REC_NUMBER = 0x203,
	REC_LABEL = 0x204,
	REC_BOOLERR = 0x205,
	REC_STRING = 0x207,
	REC_RK = 0x27E,
	REC_FORMAT = 0x41E,
	REC_BOF = 0x809,
};

enum { COMPUTE_ON_LOAD = 2, BIFF8 = 0x600, SHEETS_MAX = 1000, FORMATS_MAX = 100000, CODES_MAX = 1000 };

struct record {
	const char *data;
	size_t len; /* [bytes] */
	uint16_t type;
};

struct xls {
	struct arena *arena; /* of the table */
	const struct source *src;
	const struct source *place; /* the sheet, once it is chosen */
	struct diags *diags;
	struct sheet_grid *grid;
	struct str stream;
	size_t at; /* of the next record */
	bool failed;
	bool epoch1904;
	struct arena *scratch;
	struct sheet *sheets; /* heap */
	size_t nsheets, sheets_size;
	struct str *strings; /* heap */
	size_t nstrings, strings_size;
	struct cell_format *formats; /* heap, by XF */
	size_t nformats, formats_size;
	struct {
		uint16_t id;
		struct cell_format format;
	} * codes; /* heap */
	size_t ncodes, codes_size;
	bool pending;      /* the formula before has text, which comes in the next record */
	int32_t line, col; /* of that formula */
};

static void damaged_at(struct xls *x, struct origin where, const char *how)
{
	if (!x->failed)
		workbook_damaged(where, x->diags, how);
	x->failed = true;
}

static void damaged(struct xls *x, const char *how)
{
	damaged_at(x, place_of(x->src, 0, 0), how);
}

static bool next_record(struct xls *x, struct record *r)
{
	const char *head = x->stream.ptr + x->at;

	if (x->failed)
		return false;
	if (x->at + 4 > x->stream.len || x->at + 4 + le16(head + 2) > x->stream.len) {
		damaged(x, BOTH("the stream of its cells ends too early", "数据流不完整"));
		return false;
	}
	*r = (struct record){ head + 4, le16(head + 2), le16(head) };
	x->at += 4 + r->len;
	return true;
}

/* --- text: UTF-16 or its low bytes, which may go on in the next record --- */

struct cursor {
	struct xls *xls;
	const char *at, *end;
};

static bool next_part(struct cursor *c)
{
	struct xls *x = c->xls;
	struct record r;

	if (x->at + 4 > x->stream.len || le16(x->stream.ptr + x->at) != REC_CONTINUE || !next_record(x, &r))
		return false;
	c->at = r.data;
	c->end = r.data + r.len;
	return true;
}

/* Numbers do not go over the end of a record. */
static uint32_t take(struct cursor *c, size_t size)
{
	uint32_t value;

	if (c->at == c->end)
		next_part(c);
	if ((size_t)(c->end - c->at) < size) {
		c->at = c->end;
		damaged(c->xls, BOTH("a text is cut off", "文字不完整"));
		return 0;
	}
	value = size == 1 ? (unsigned char)*c->at : size == 2 ? le16(c->at) : le32(c->at);
	c->at += size;
	return value;
}

static void skip(struct cursor *c, size_t size)
{
	while (size > 0) {
		size_t here = (size_t)(c->end - c->at);

		if (here == 0 && !next_part(c)) {
			damaged(c->xls, BOTH("a text is cut off", "文字不完整"));
			return;
		}
		here = (size_t)(c->end - c->at) < size ? (size_t)(c->end - c->at) : size;
		c->at += here;
		size -= here;
	}
}

static void add_unit(struct buf *out, uint32_t unit, uint32_t *high)
{
	if (*high && unit >= 0xDC00 && unit < 0xE000)
		buf_utf8(out, 0x10000 + ((*high - 0xD800) << 10) + (unit - 0xDC00));
	else if (*high || (unit >= 0xDC00 && unit < 0xE000))
		buf_utf8(out, 0xFFFD);
	else if (unit == '\t' || unit == '\n' || unit >= 0x20)
		if (unit < 0xD800 || unit >= 0xDC00)
			buf_utf8(out, unit);
	*high = unit >= 0xD800 && unit < 0xDC00 ? unit : 0;
}

/* A part that begins within the characters begins with their width. */
static void add_chars(struct cursor *c, size_t n, bool wide, struct buf *out)
{
	uint32_t high = 0;

	while (n-- > 0 && !c->xls->failed) {
		if (c->at == c->end) {
			if (!next_part(c)) {
				damaged(c->xls, BOTH("a text is cut off", "文字不完整"));
				return;
			}
			wide = take(c, 1) & 1;
		}
		add_unit(out, take(c, wide ? 2 : 1), &high);
	}
}

/* A string: characters, then what formats them, which is skipped. */
static void add_string(struct cursor *c, size_t n, struct buf *out)
{
	uint32_t flags = take(c, 1), runs = flags & 8 ? take(c, 2) : 0, extra = flags & 4 ? take(c, 4) : 0;

	add_chars(c, n, flags & 1, out);
	skip(c, (size_t)runs * 4);
	skip(c, extra);
}

/* The string at `from` of a record; `size` bytes hold its length. */
static struct str record_string(struct xls *x, const struct record *r, size_t from, size_t size)
{
	struct cursor c = { x, r->data + (from < r->len ? from : r->len), r->data + r->len };
	struct buf buf;
	struct str text;

	buf_init(&buf);
	add_string(&c, take(&c, size), &buf);
	text = sheet_grid_keep(x->grid, buf_as_str(&buf));
	buf_release(&buf);
	return text;
}

/* --- the workbook --- */

static void read_strings(struct xls *x, const struct record *r)
{
	struct cursor c = { x, r->data, r->data + r->len };
	uint32_t n;
	struct buf buf;

	take(&c, 4); /* how often they are used */
	n = take(&c, 4);
	buf_init(&buf);
	while (n-- > 0 && !x->failed) {
		buf_clear(&buf);
		add_string(&c, take(&c, 2), &buf);
		x->strings = mem_grow(x->strings, x->nstrings, &x->strings_size, sizeof(*x->strings));
		x->strings[x->nstrings++] = sheet_grid_keep(x->grid, buf_as_str(&buf));
	}
	buf_release(&buf);
}

static void read_sheet_name(struct xls *x, const struct record *r)
{
	if (r->len < 8 || r->data[5] != 0 || x->nsheets == SHEETS_MAX) /* charts and macros have sheets too */
		return;
	x->sheets = mem_grow(x->sheets, x->nsheets, &x->sheets_size, sizeof(*x->sheets));
	x->sheets[x->nsheets++] =
		(struct sheet){ .name = record_string(x, r, 6, 1), .hidden = (r->data[4] & 3) != 0, .offset = le32(r->data) };
}

static void read_code(struct xls *x, const struct record *r)
{
	if (r->len < 5 || x->ncodes == CODES_MAX)
		return;
	x->codes = mem_grow(x->codes, x->ncodes, &x->codes_size, sizeof(*x->codes));
	x->codes[x->ncodes].id = le16(r->data);
	x->codes[x->ncodes++].format = format_parse(record_string(x, r, 2, 2));
}

static void read_format(struct xls *x, const struct record *r)
{
	struct cell_format format;
	uint16_t id;

	if (r->len < 4 || x->nformats == FORMATS_MAX)
		return;
	id = le16(r->data + 2);
	format = format_builtin(id);
	for (size_t i = 0; i < x->ncodes; i++)
		if (x->codes[i].id == id)
			format = x->codes[i].format;
	x->formats = mem_grow(x->formats, x->nformats, &x->formats_size, sizeof(*x->formats));
	x->formats[x->nformats++] = format;
}

static bool read_globals(struct xls *x)
{
	struct record r;

	if (!next_record(x, &r) || r.type != REC_BOF || r.len < 4 || le16(r.data) != BIFF8) {
		if (!x->failed)
			diag(x->diags, WORKBOOK_KIND, place_of(x->src, 0, 0), x->src->path,
			     STR(BOTH("a workbook of Excel 95 or older", "Excel 95 或更早的工作簿")));
		return false;
	}
	while (next_record(x, &r) && r.type != REC_EOF) {
		if (r.type == REC_FILEPASS) {
			diag(x->diags, WORKBOOK_ENCRYPTED, place_of(x->src, 0, 0), x->src->path);
			return false;
		}
		if (r.type == REC_DATEMODE && r.len >= 2)
			x->epoch1904 = le16(r.data) == 1;
		else if (r.type == REC_BOUNDSHEET)
			read_sheet_name(x, &r);
		else if (r.type == REC_SST)
			read_strings(x, &r);
		else if (r.type == REC_FORMAT)
			read_code(x, &r);
		else if (r.type == REC_XF)
			read_format(x, &r);
	}
	return !x->failed;
}

/* --- cells --- */

static void put(struct xls *x, int32_t line, int32_t col, enum shown_kind kind, struct str text)
{
	if (sheet_grid_put(x->grid, line, col, kind, text) || x->failed)
		return;
	diag(x->diags, DATA_LIMIT, place_of(x->src, 0, 0), x->src->path, STR(BOTH("20000000 cells", "20000000 个单元格")));
	x->failed = true;
}

static void put_number(struct xls *x, int32_t line, int32_t col, uint16_t style, double value)
{
	char shown[SHOWN_MAX];
	struct decimal number;
	enum shown_kind kind;
	size_t len;

	if (!decimal_from_double(&number, value)) {
		put(x, line, col, SHOWN_ERROR, STR("#NUM!"));
		return;
	}
	kind = format_show(&number, style < x->nformats ? &x->formats[style] : &format_general, x->epoch1904, shown, &len);
	put(x, line, col, kind, sheet_grid_keep(x->grid, (struct str){ shown, len }));
}

static double read_double(const char *p)
{
	uint64_t bits = le32(p) | (uint64_t)le32(p + 4) << 32;
	double value;

	memcpy(&value, &bits, sizeof(value));
	return value;
}

/* 30 bits: an integer, or the upper bits of a double; either may be a hundred times the value. */
static double read_rk(const char *p)
{
	uint32_t rk = le32(p);
	double value;

	if (rk & 2) {
		value = (double)((int32_t)(rk & ~3u) / 4);
	} else {
		uint64_t bits = (uint64_t)(rk & ~3u) << 32;

		memcpy(&value, &bits, sizeof(value));
	}
	return rk & 1 ? value / 100 : value;
}

static struct str error_text(unsigned code)
{
	switch (code) {
	case 0x00:
		return STR("#NULL!");
	case 0x07:
		return STR("#DIV/0!");
	case 0x0F:
		return STR("#VALUE!");
	case 0x17:
		return STR("#REF!");
	case 0x1D:
		return STR("#NAME?");
	case 0x24:
		return STR("#NUM!");
	default:
		return STR("#N/A");
	}
}

static void put_logical(struct xls *x, int32_t line, int32_t col, unsigned char value, bool error)
{
	if (error)
		put(x, line, col, SHOWN_ERROR, error_text(value));
	else
		put(x, line, col, SHOWN_TEXT, value ? STR("TRUE") : STR("FALSE"));
}

static void put_formula(struct xls *x, const struct record *r, int32_t line, int32_t col)
{
	const char *result = r->data + 6;

	if (r->len < 14)
		return;
	if (le16(result + 6) != 0xFFFF && r->len >= 16 && (le16(result + 8) & COMPUTE_ON_LOAD) && read_double(result) == 0) {
		put(x, line, col, SHOWN_UNKNOWN, STR("")); /* what libraries put there that do not compute */
	} else if (le16(result + 6) != 0xFFFF) {
		put_number(x, line, col, le16(r->data + 4), read_double(result));
	} else if (result[0] == 0) {
		x->pending = true;
		x->line = line;
		x->col = col;
	} else if (result[0] == 1 || result[0] == 2) {
		put_logical(x, line, col, (unsigned char)result[2], result[0] == 2);
	}
}

static void put_shared(struct xls *x, const struct record *r, int32_t line, int32_t col)
{
	uint32_t index = r->len >= 10 ? le32(r->data + 6) : UINT32_MAX;

	if (index >= x->nstrings)
		damaged_at(x, place_of(x->place, line, col), BOTH("a shared string is missing", "缺少共享字符串"));
	else
		put(x, line, col, SHOWN_TEXT, x->strings[index]);
}

static void put_cell(struct xls *x, const struct record *r)
{
	int32_t line, col;

	if (r->len < 6)
		return;
	line = le16(r->data) + 1;
	col = le16(r->data + 2) + 1;
	if (r->type == REC_NUMBER && r->len >= 14)
		put_number(x, line, col, le16(r->data + 4), read_double(r->data + 6));
	else if (r->type == REC_RK && r->len >= 10)
		put_number(x, line, col, le16(r->data + 4), read_rk(r->data + 6));
	else if (r->type == REC_LABELSST)
		put_shared(x, r, line, col);
	else if (r->type == REC_LABEL || r->type == REC_RSTRING)
		put(x, line, col, SHOWN_TEXT, record_string(x, r, 6, 2));
	else if (r->type == REC_BOOLERR && r->len >= 8)
		put_logical(x, line, col, (unsigned char)r->data[6], r->data[7] == 1);
	else if (r->type == REC_FORMULA)
		put_formula(x, r, line, col);
	else if (r->type == REC_MULRK)
		for (size_t i = 4; i + 6 <= r->len - 2; i += 6)
			put_number(x, line, col++, le16(r->data + i), read_rk(r->data + i + 2));
}

static void read_merges(struct xls *x, const struct record *r)
{
	for (size_t i = 2; i + 8 <= r->len; i += 8)
		sheet_grid_merge(x->grid, (struct sheet_area){ le16(r->data + i) + 1, le16(r->data + i + 4) + 1,
		                                               le16(r->data + i + 2) + 1, le16(r->data + i + 6) + 1 });
}

/* A chart within the sheet is a stream of its own inside. */
static void skip_inner(struct xls *x)
{
	struct record r;

	for (size_t depth = 1; depth > 0 && next_record(x, &r);)
		depth = r.type == REC_BOF ? depth + 1 : r.type == REC_EOF ? depth - 1 : depth;
}

static bool read_sheet(struct xls *x, const struct sheet *sheet)
{
	struct record r;

	x->at = sheet->offset;
	if (x->at > x->stream.len || !next_record(x, &r) || r.type != REC_BOF) {
		damaged_at(x, place_of(x->place, 0, 0), BOTH("a sheet is not where it should be", "工作表位置错误"));
		return false;
	}
	while (next_record(x, &r) && r.type != REC_EOF) {
		if (r.type == REC_BOF)
			skip_inner(x);
		else if (r.type == REC_MERGED)
			read_merges(x, &r);
		else if (r.type == REC_STRING && x->pending) {
			x->pending = false;
			put(x, x->line, x->col, SHOWN_TEXT, record_string(x, &r, 0, 2));
		} else
			put_cell(x, &r);
	}
	sheet_grid_end(x->grid);
	return !x->failed;
}

/* --- the file --- */

static bool read_stream(struct xls *x, struct str bytes, struct buf *stream)
{
	struct ole ole;
	const char *error = ole_open(&ole, bytes);

	if (error)
		damaged(x, error);
	else if (ole_has(&ole, "EncryptedPackage"))
		diag(x->diags, WORKBOOK_ENCRYPTED, place_of(x->src, 0, 0), x->src->path);
	else if (!ole_has(&ole, "Workbook"))
		diag(x->diags, WORKBOOK_KIND, place_of(x->src, 0, 0), x->src->path,
		     ole_has(&ole, "Book") ? STR(BOTH("a workbook of Excel 95 or older", "Excel 95 或更早的工作簿"))
		                           : STR(BOTH("a document of another kind", "其他类型的文档")));
	else if ((error = ole_read(&ole, "Workbook", stream)) != NULL)
		damaged(x, error);
	else if (stream->len == 0)
		damaged(x, BOTH("the stream of its cells is empty", "数据流为空"));
	else
		x->stream = buf_as_str(stream);
	ole_close(&ole);
	return x->stream.len > 0;
}

static bool read_cells(struct xls *x, const struct table_spec *spec)
{
	const struct sheet *sheet;

	if (!read_globals(x))
		return false;
	sheet = sheet_choose(x->scratch, x->sheets, x->nsheets, x->src, spec, x->diags);
	if (sheet)
		x->place = sheet_source(x->arena, x->src, sheet->name);
	return sheet && read_sheet(x, sheet);
}

struct table *table_parse_xls(struct arena *arena, struct source *src, struct str bytes, const struct table_spec *spec,
                              struct diags *diags)
{
	struct sheet_grid grid;
	struct xls x = { .arena = arena, .src = src, .diags = diags, .grid = &grid, .scratch = arena_new() };
	struct table *table = NULL;
	struct buf stream;
	bool read;

	sheet_grid_init(&grid, arena);
	buf_init(&stream);
	read = read_stream(&x, bytes, &stream) && read_cells(&x, spec);
	buf_release(&stream);
	mem_free(x.sheets);
	mem_free(x.strings);
	mem_free(x.formats);
	mem_free(x.codes);
	if (read)
		table = workbook_table(arena, &grid, x.place, spec, diags);
	sheet_grid_release(&grid);
	arena_drop(x.scratch);
	return table;
}
