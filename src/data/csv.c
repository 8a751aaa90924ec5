/* csv.c - CSV as RFC 4180 has it, and as spreadsheets write it: any line end, comma, semicolon or tab.
 *
 * Cells point into the text; only a cell with doubled quotes or CR in it is copied. Columns count in code points, for messages. */
#include <string.h>

#include "base/arena.h"
#include "base/file.h"
#include "base/utf8.h"
#include "data/read.h"

enum { HEADER_SEARCH = 50 }; /* [lines] */

struct short_row {
	int32_t line, col; /* of its last cell */
	size_t n;          /* cells */
};

struct csv {
	struct arena *arena;
	const struct source *src;
	struct diags *diags;
	const char *at, *end;
	char separator;
	int32_t line;             /* of `at`, from 1 */
	const char *mark;         /* a place in that line … */
	int32_t col;              /* … and its column */
	struct table_cell *cells; /* heap; of the record read last */
	size_t n, size;
	int32_t first;            /* line of that record */
	struct short_row *shorts; /* heap: rows that end before the header does */
	size_t nshorts, shorts_size;
};

static struct origin origin_in(const struct csv *csv, int32_t line, int32_t col)
{
	return (struct origin){ csv->src, line, col };
}

static int32_t column_at(struct csv *csv, const char *place)
{
	int32_t col = csv->col;

	for (const char *p = csv->mark; p < place; p++)
		col += ((unsigned char)*p & 0xC0) != 0x80;
	csv->mark = place;
	csv->col = col;
	return col;
}

static void next_line(struct csv *csv, const char *start)
{
	csv->line++;
	csv->mark = start;
	csv->col = 1;
}

static bool at_line_end(const struct csv *csv)
{
	return csv->at == csv->end || *csv->at == '\n' || *csv->at == '\r';
}

static void skip_line_end(struct csv *csv)
{
	if (csv->at == csv->end)
		return;
	csv->at += *csv->at == '\r' && csv->end - csv->at > 1 && csv->at[1] == '\n' ? 2 : 1;
	next_line(csv, csv->at);
}

/* Beyond the widest table only the last cell that holds something is of interest: it makes the row too wide. */
static void add_cell(struct csv *csv, struct str text, int32_t col)
{
	struct table_cell cell = { text.ptr, (uint32_t)text.len, col };

	if (csv->n > TABLE_MAX_COLUMNS) {
		if (text.len)
			csv->cells[TABLE_MAX_COLUMNS] = cell;
		return;
	}
	csv->cells = mem_grow(csv->cells, csv->n, &csv->size, sizeof(*csv->cells));
	csv->cells[csv->n++] = cell;
}

static struct str plain_cell(struct csv *csv)
{
	const char *from = csv->at, *p = from, *end = csv->end;
	char separator = csv->separator;

	while (p < end && *p != separator && *p != '\n' && *p != '\r')
		p++;
	csv->at = p;
	return (struct str){ from, (size_t)(p - from) };
}

/* Moves the line count past a stretch of text. */
static void count_lines(struct csv *csv, const char *from, const char *to)
{
	for (const char *p = from; p < to; p++)
		if (*p == '\n' || (*p == '\r' && (p + 1 == to || p[1] != '\n')))
			next_line(csv, p + 1);
}

/* The content of a quoted cell with single quotes and plain line ends, and what stands between its end and the separator. */
static struct str unquote(struct arena *arena, struct str inside, struct str rest)
{
	struct buf buf;
	struct str text;

	buf_init(&buf);
	for (size_t i = 0; i < inside.len; i++) {
		char c = inside.ptr[i];

		if (c == '\r' && i + 1 < inside.len && inside.ptr[i + 1] == '\n')
			continue;
		buf_char(&buf, c == '\r' ? '\n' : c);
		i += c == '"';
	}
	buf_str(&buf, rest);
	text = buf_take(&buf, arena);
	buf_release(&buf);
	return text;
}

static bool quoted_cell(struct csv *csv, struct str *out)
{
	const char *open = csv->at, *from = ++csv->at;
	struct str inside, rest;
	bool plain = true;

	for (;;) {
		const char *quote = csv->at < csv->end ? memchr(csv->at, '"', (size_t)(csv->end - csv->at)) : NULL;

		if (!quote) {
			diag(csv->diags, CSV_QUOTE, origin_in(csv, csv->line, column_at(csv, open)), STR(""));
			return false;
		}
		csv->at = quote + 1;
		if (csv->at == csv->end || *csv->at != '"')
			break;
		csv->at++;
		plain = false;
	}
	inside = (struct str){ from, (size_t)(csv->at - 1 - from) };
	count_lines(csv, from, csv->at - 1);
	rest = str_trim(plain_cell(csv));
	plain = plain && rest.len == 0 && (inside.len == 0 || !memchr(inside.ptr, '\r', inside.len));
	*out = plain ? inside : unquote(csv->arena, inside, rest);
	return true;
}

static struct str trim(struct str text)
{
	const unsigned char *bytes = (const unsigned char *)text.ptr;

	if (text.len && bytes[0] > ' ' && bytes[0] < 0x80 && bytes[text.len - 1] > ' ' && bytes[text.len - 1] < 0x80)
		return text;
	return str_trim(text);
}

static bool read_cell(struct csv *csv)
{
	struct str text, trimmed;
	const char *start = csv->at;
	int32_t col;

	while (start < csv->end && *start == ' ')
		start++;
	if (start < csv->end && *start == '"') {
		csv->at = start;
		col = column_at(csv, start);
		if (!quoted_cell(csv, &text))
			return false;
		add_cell(csv, trim(text), col);
		return true;
	}
	text = plain_cell(csv);
	trimmed = trim(text);
	add_cell(csv, trimmed, column_at(csv, trimmed.len ? trimmed.ptr : text.ptr));
	return true;
}

enum record { RECORD_READ, RECORD_END, RECORD_BAD };

/* Reads one record into csv->cells; a blank line is a record of one blank cell. */
static enum record read_record(struct csv *csv)
{
	csv->n = 0;
	csv->first = csv->line;
	if (csv->at == csv->end)
		return RECORD_END;
	for (;;) {
		if (!read_cell(csv))
			return RECORD_BAD;
		if (at_line_end(csv))
			break;
		csv->at++; /* the separator */
	}
	skip_line_end(csv);
	return RECORD_READ;
}

/* The separator that stands most often in the line at `at`, outside quotes. */
static char find_separator(const struct csv *csv)
{
	static const char separators[] = { ',', ';', '\t' };
	size_t counts[3] = { 0 };
	size_t best = 0;
	bool quoted = false;

	for (const char *p = csv->at; p < csv->end && (quoted || (*p != '\n' && *p != '\r')); p++) {
		quoted ^= *p == '"';
		for (size_t i = 0; i < 3; i++)
			counts[i] += !quoted && *p == separators[i];
	}
	for (size_t i = 1; i < 3; i++)
		if (counts[i] > counts[best])
			best = i;
	return separators[best];
}

static void skip_line(struct csv *csv)
{
	while (!at_line_end(csv))
		csv->at++;
	skip_line_end(csv);
}

static bool is_blank_line(const struct csv *csv)
{
	const char *p = csv->at;

	while (p < csv->end && (*p == ' ' || *p == ',' || *p == ';' || *p == '\t'))
		p++;
	return p < csv->end && (*p == '\n' || *p == '\r');
}

/* Without a line number: the first line that holds all labels the description names. */
static void search_header(struct csv *csv, const struct table_builder *b)
{
	struct csv start = *csv;

	for (int i = 0; i < HEADER_SEARCH && csv->at < csv->end; i++) {
		struct csv here = *csv;
		struct diags *unheard = diags_new();
		bool known;

		here.diags = unheard;
		here.separator = find_separator(&here);
		known = !is_blank_line(&here) && read_record(&here) == RECORD_READ && builder_knows(b, here.cells, here.n);
		csv->cells = here.cells;
		csv->size = here.size;
		diags_drop(unheard);
		if (known)
			return;
		skip_line(csv);
	}
	start.cells = csv->cells;
	start.size = csv->size;
	*csv = start;
}

/* What the record at hand says of units; 0: of none of money, otherwise the column where. */
static int32_t record_corner(const struct csv *csv, struct corner *corner)
{
	int32_t col = 0;

	*corner = (struct corner){ 0 };
	for (size_t i = 0; i < csv->n; i++) {
		struct table_cell cell = csv->cells[i], next = i + 1 < csv->n ? csv->cells[i + 1] : (struct table_cell){ 0 };

		corner_read(corner, (struct str){ cell.ptr, cell.len }, (struct str){ next.ptr, next.len });
		if (!col && corner->unit.len)
			col = cell.col;
	}
	return col;
}

/* The lines above the header at `line`, of a reader of their own: the nearest that names a unit counts. */
static void read_captions(struct csv top, int32_t line, struct table_spec *spec, struct diags *diags)
{
	struct corner corner, nearest = { 0 };
	struct origin where = { 0 };

	while (top.line < line && top.at < top.end) {
		struct csv start = top;
		int32_t col = 0;

		top.separator = find_separator(&top);
		if (line - top.line > CORNER_ROWS || is_blank_line(&top)) {
			skip_line(&top);
		} else if (read_record(&top) == RECORD_READ) {
			col = record_corner(&top, &corner);
		} else { /* no table yet, so no error */
			start.cells = top.cells;
			start.size = top.size;
			top = start;
			skip_line(&top);
		}
		if (col) {
			nearest = corner;
			where = origin_in(&top, top.first, col);
		}
	}
	if (where.line)
		corner_apply(&nearest, where, spec, diags);
	mem_free(top.cells);
}

static bool read_header(struct csv *csv, struct table_builder *b, struct table_spec *spec)
{
	struct diags *unheard = diags_new();
	struct csv top = *csv;

	if (b->spec->header > 0)
		while (csv->line < b->spec->header && csv->at < csv->end)
			skip_line(csv);
	else
		search_header(csv, b);
	while (is_blank_line(csv))
		skip_line(csv);
	top.diags = unheard;
	read_captions(top, csv->line, spec, csv->diags);
	diags_drop(unheard);
	csv->separator = find_separator(csv);
	switch (read_record(csv)) {
	case RECORD_BAD:
		return false;
	case RECORD_END:
		diag(csv->diags, CSV_EMPTY, origin_in(csv, 0, 0), csv->src->path);
		return false;
	case RECORD_READ:
		break;
	}
	return builder_header(b, csv->cells, csv->n, csv->first);
}

static bool read_rows(struct csv *csv, struct table_builder *b)
{
	size_t width = b->table->ncolumns;

	for (;;) {
		enum record record = read_record(csv);
		size_t before = b->table->nrows;

		if (record == RECORD_END)
			return true;
		if (record == RECORD_BAD || !builder_row(b, csv->cells, csv->n, csv->first))
			return false;
		if (csv->n < width && b->table->nrows > before) {
			csv->shorts = mem_grow(csv->shorts, csv->nshorts, &csv->shorts_size, sizeof(*csv->shorts));
			csv->shorts[csv->nshorts++] = (struct short_row){ csv->first, csv->cells[csv->n - 1].col, csv->n };
		}
	}
}

struct parsed_rows {
	const struct table_row *rows;
	size_t width;
};

static enum row_kind kind_of_row(const void *rows, size_t i)
{
	const struct parsed_rows *parsed = rows;
	struct str first = STR("");
	size_t filled = 0;
	bool numbers = false;

	for (size_t k = 0; k < parsed->width; k++) {
		struct str text = { parsed->rows[i].cells[k].ptr, parsed->rows[i].cells[k].len };
		char scratch[CELL_NUMBER_MAX];
		struct str plain;

		if (text.len && filled++ == 0)
			first = text;
		numbers |= text.len && cell_plain(text, scratch, &plain) == CELL_NUMBER;
	}
	return row_kind(first, filled, numbers);
}

/* Notes below the table are no rows of it. */
static void drop_notes(struct csv *csv, struct table_builder *b)
{
	struct table *table = b->table;
	struct parsed_rows parsed = { b->rows, table->ncolumns };
	size_t kept = table->ncolumns > 1 ? rows_without_notes(table->nrows, kind_of_row, &parsed) : table->nrows;

	while (kept < table->nrows && csv->nshorts > 0 && csv->shorts[csv->nshorts - 1].line >= b->rows[kept].line)
		csv->nshorts--;
	table->nrows = kept;
}

/* The first column from which on no number column holds anything. */
static size_t filled_width(const struct table *table)
{
	size_t width = table->ncolumns;

	for (; width > 0; width--)
		for (size_t row = 0; table->columns[width - 1].type == COLUMN_NUMBER && row < table->nrows; row++)
			if (table_text(table, row, width - 1).len)
				return width;
	return width;
}

/* Rows that seem to have lost their last figures. */
static void report_shorts(struct csv *csv, const struct table *table)
{
	size_t width = csv->nshorts ? filled_width(table) : 0, n = 0;
	const struct short_row *first = NULL;

	for (size_t i = 0; i < csv->nshorts; i++) {
		if (csv->shorts[i].n >= width)
			continue;
		first = first ? first : &csv->shorts[i];
		n++;
	}
	if (first)
		diag(csv->diags, CSV_SHORT, origin_in(csv, first->line, first->col), str_printf(csv->arena, "%zu", first->n),
		     str_printf(csv->arena, "%zu", table->ncolumns), str_printf(csv->arena, "%zu", n));
}

struct table *table_parse_csv(struct arena *arena, struct source *src, struct str bytes, const struct table_spec *spec,
                              struct diags *diags)
{
	struct table_spec own = *spec;
	struct csv csv = { .arena = arena, .src = src, .diags = diags, .line = 1, .col = 1 };
	struct table_builder builder;
	struct table *table = NULL;

	if (!text_decode(arena, src, bytes, spec->encoding, diags))
		return NULL;
	csv.at = csv.mark = src->text.ptr;
	csv.end = src->text.ptr + src->text.len;
	builder_init(&builder, arena, src, &own, diags);
	if (read_header(&csv, &builder, &own) && read_rows(&csv, &builder)) {
		drop_notes(&csv, &builder);
		table = builder_finish(&builder);
		report_shorts(&csv, table);
	}
	builder_release(&builder);
	mem_free(csv.cells);
	mem_free(csv.shorts);
	return table;
}

struct table *table_load_csv(struct arena *arena, struct str path, const struct table_spec *spec, struct diags *diags)
{
	struct source *src = arena_make(arena, struct source);
	struct str bytes;

	src->path = str_dup(arena, path);
	src->sheet = STR("");
	if (!file_read(arena, path, TABLE_MAX_BYTES, &bytes, diags, spec->where))
		return NULL;
	return table_parse_csv(arena, src, bytes, spec, diags);
}
