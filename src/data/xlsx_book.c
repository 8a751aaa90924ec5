/* xlsx_book.c - the parts of a workbook around its sheets: list of sheets, number formats, shared strings.
 *
 * Only local names of elements are looked at, so the strict and the transitional form of the standard read the same. */
#include "base/arena.h"
#include "base/utf8.h"
#include "data/xlsx_int.h"

enum { SHEETS_MAX = 1000, FORMATS_MAX = 100000 };

static int attr_int(const struct attrs *attrs, const char *name, int otherwise)
{
	struct str text = attrs_find(attrs, name);
	int value = 0;

	if (!text.len || text.len > 8)
		return otherwise;
	for (size_t i = 0; i < text.len; i++) {
		if (!ch_is_digit((unsigned char)text.ptr[i]))
			return otherwise;
		value = value * 10 + (text.ptr[i] - '0');
	}
	return value;
}

static bool attr_true(const struct attrs *attrs, const char *name)
{
	struct str text = attrs_find(attrs, name);

	return str_eq(text, STR("1")) || str_eq(text, STR("true"));
}

static void close_nothing(void *state, const char *name)
{
	(void)state, (void)name;
}

/* --- relations: which part an id stands for --- */

struct relation {
	struct str id, type, target;
};

struct relations {
	struct xlsx *xlsx;
	struct relation *list; /* heap */
	size_t n, size;
};

static void relation_open(void *state, const char *name, const struct attrs *attrs)
{
	struct relations *r = state;
	struct arena *arena = r->xlsx->scratch;

	if (!is(name, "Relationship") || r->n >= SHEETS_MAX * 10)
		return;
	r->list = mem_grow(r->list, r->n, &r->size, sizeof(*r->list));
	r->list[r->n++] = (struct relation){ str_dup(arena, attrs_find(attrs, "Id")), str_dup(arena, attrs_find(attrs, "Type")),
		                             str_dup(arena, attrs_find(attrs, "Target")) };
}

static struct relations read_relations(struct xlsx *x, struct str part)
{
	static const struct events events = { relation_open, close_nothing, NULL };
	struct relations r = { .xlsx = x };

	if (xlsx_has(x, part))
		xlsx_parse(x, part, &events, &r);
	return r;
}

static const struct relation *find_relation(const struct relations *r, struct str id, const char *type)
{
	for (size_t i = 0; i < r->n; i++)
		if (type ? str_ends(r->list[i].type, str_from(type)) : str_eq(r->list[i].id, id))
			return &r->list[i];
	return NULL;
}

/* The folder of a part, with its slash. */
static struct str folder_of(struct str part)
{
	while (part.len && part.ptr[part.len - 1] != '/')
		part.len--;
	return part;
}

static struct str target_part(struct arena *arena, struct str folder, struct str target)
{
	if (str_starts(target, STR("/")))
		return str_sub(target, 1, target.len);
	while (str_starts(target, STR("./")))
		target = str_sub(target, 2, target.len);
	while (str_starts(target, STR("../"))) {
		target = str_sub(target, 3, target.len);
		folder = folder_of(str_sub(folder, 0, folder.len ? folder.len - 1 : 0));
	}
	return str_printf(arena, "%.*s%.*s", STR_FMT(folder), STR_FMT(target));
}

/* --- xl/workbook.xml --- */

struct book {
	struct xlsx *xlsx;
	size_t size;
	struct str *ids; /* heap, of the relations of the sheets */
	size_t ids_size;
};

static void book_open(void *state, const char *name, const struct attrs *attrs)
{
	struct book *b = state;
	struct xlsx *x = b->xlsx;
	struct str visible;

	if (is(name, "workbookPr"))
		x->epoch1904 = attr_true(attrs, "date1904");
	else if (is(name, "calcPr"))
		x->uncomputed = attr_true(attrs, "fullCalcOnLoad");
	if (!is(name, "sheet") || x->nsheets == SHEETS_MAX)
		return;
	visible = attrs_find(attrs, "state");
	x->sheets = mem_grow(x->sheets, x->nsheets, &b->size, sizeof(*x->sheets));
	b->ids = mem_grow(b->ids, x->nsheets, &b->ids_size, sizeof(*b->ids));
	b->ids[x->nsheets] = str_dup(x->scratch, attrs_find(attrs, "id"));
	x->sheets[x->nsheets++] = (struct sheet){ .name = str_dup(x->scratch, attrs_find(attrs, "name")),
		                                  .hidden = visible.len && !str_eq(visible, STR("visible")) };
}

/* Charts and macros have sheets of their own; they hold no cells. */
static void resolve_sheets(struct xlsx *x, const struct relations *relations, const struct str *ids, struct str folder)
{
	size_t kept = 0;

	for (size_t i = 0; i < x->nsheets; i++) {
		const struct relation *r = find_relation(relations, ids[i], NULL);

		if (!r || !str_ends(r->type, STR("/worksheet")))
			continue;
		x->sheets[kept] = x->sheets[i];
		x->sheets[kept++].part = target_part(x->scratch, folder, r->target);
	}
	x->nsheets = kept;
}

/* --- xl/styles.xml --- */

struct styles {
	struct xlsx *xlsx;
	struct {
		int id;
		struct cell_format format;
	} * codes; /* heap; formats with a code in the file */
	size_t ncodes, codes_size, formats_size;
	bool in_cells;
};

static struct cell_format format_by_id(const struct styles *s, int id)
{
	for (size_t i = 0; i < s->ncodes; i++)
		if (s->codes[i].id == id)
			return s->codes[i].format;
	return format_builtin(id);
}

static void style_open(void *state, const char *name, const struct attrs *attrs)
{
	struct styles *s = state;
	struct xlsx *x = s->xlsx;

	if (is(name, "numFmt") && s->ncodes < 1000) {
		s->codes = mem_grow(s->codes, s->ncodes, &s->codes_size, sizeof(*s->codes));
		s->codes[s->ncodes].id = attr_int(attrs, "numFmtId", -1);
		s->codes[s->ncodes++].format = format_parse(attrs_find(attrs, "formatCode"));
	} else if (is(name, "cellXfs")) {
		s->in_cells = true;
	} else if (is(name, "xf") && s->in_cells && x->nformats < FORMATS_MAX) {
		x->formats = mem_grow(x->formats, x->nformats, &s->formats_size, sizeof(*x->formats));
		x->formats[x->nformats++] = format_by_id(s, attr_int(attrs, "numFmtId", 0));
	}
}

static void style_close(void *state, const char *name)
{
	struct styles *s = state;

	if (is(name, "cellXfs"))
		s->in_cells = false;
}

static void read_styles(struct xlsx *x, struct str part)
{
	static const struct events events = { style_open, style_close, NULL };
	struct styles s = { .xlsx = x };

	if (xlsx_has(x, part))
		xlsx_parse(x, part, &events, &s);
	mem_free(s.codes);
}

/* --- the whole --- */

/* What an archive is that holds no workbook. */
static struct str archive_kind(const struct xlsx *x)
{
	if (xlsx_has(x, STR("xl/workbook.bin")))
		return STR(BOTH("a binary workbook", "二进制工作簿 .xlsb"));
	if (xlsx_has(x, STR("word/document.xml")))
		return STR(BOTH("a Word document", "Word 文档"));
	if (xlsx_has(x, STR("content.xml")))
		return STR(BOTH("an OpenDocument file", "OpenDocument 文件，如 .ods"));
	return STR(BOTH("an archive without a workbook", "压缩包，不是工作簿"));
}

static struct str rels_of(struct arena *arena, struct str part)
{
	struct str folder = folder_of(part), name = str_sub(part, folder.len, part.len);

	return str_printf(arena, "%.*s_rels/%.*s.rels", STR_FMT(folder), STR_FMT(name));
}

static struct str find_book(struct xlsx *x)
{
	struct relations top = read_relations(x, STR("_rels/.rels"));
	const struct relation *r = find_relation(&top, STR(""), "/officeDocument");
	struct str part = r ? target_part(x->scratch, STR(""), r->target) : STR("xl/workbook.xml");

	mem_free(top.list);
	return part;
}

static struct str part_of(struct xlsx *x, const struct relations *relations, struct str folder, const char *type,
                          const char *usual)
{
	const struct relation *r = find_relation(relations, STR(""), type);

	return target_part(x->scratch, folder, r ? r->target : str_from(usual));
}

bool xlsx_read_book(struct xlsx *x)
{
	static const struct events events = { book_open, close_nothing, NULL };
	struct book b = { .xlsx = x };
	struct str part = find_book(x), folder = folder_of(part);
	struct relations relations = { 0 };

	if (!x->failed && (!xlsx_has(x, part) || !str_ends(part, STR(".xml")))) {
		diag(x->diags, WORKBOOK_KIND, place_of(x->src, 0, 0), x->src->path, archive_kind(x));
		x->failed = true;
	}
	if (!x->failed && xlsx_parse(x, part, &events, &b)) {
		relations = read_relations(x, rels_of(x->scratch, part));
		resolve_sheets(x, &relations, b.ids, folder);
		x->strings_part = part_of(x, &relations, folder, "/sharedStrings", "sharedStrings.xml");
		if (!x->failed)
			read_styles(x, part_of(x, &relations, folder, "/styles", "styles.xml"));
	}
	mem_free(relations.list);
	mem_free(b.ids);
	if (!x->failed && x->nsheets == 0) {
		diag(x->diags, WORKBOOK_KIND, place_of(x->src, 0, 0), x->src->path, archive_kind(x));
		x->failed = true;
	}
	return !x->failed;
}

/* --- xl/sharedStrings.xml --- */

void xlsx_text_open(struct xlsx_text *t, const char *name)
{
	if (is(name, "rPh"))
		t->in_phonetic = true;
	else if (is(name, "t") && !t->in_phonetic)
		t->in_text = true;
}

void xlsx_text_close(struct xlsx_text *t, const char *name)
{
	if (is(name, "rPh"))
		t->in_phonetic = false;
	else if (is(name, "t"))
		t->in_text = false;
}

static int hex(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	c = (char)(c & ~0x20);
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* _x000D_ at text[i]: the code unit, or -1. */
static int escape_at(struct str text, size_t i)
{
	int unit = 0;

	if (i + 7 > text.len || text.ptr[i] != '_' || text.ptr[i + 1] != 'x' || text.ptr[i + 6] != '_')
		return -1;
	for (size_t k = i + 2; k < i + 6; k++) {
		int digit = hex(text.ptr[k]);

		if (digit < 0)
			return -1;
		unit = unit * 16 + digit;
	}
	return unit;
}

/* Control characters that XML cannot hold stand as _xHHHH_; all but line ends and tabs are dropped. */
static void decode_escapes(struct buf *buf)
{
	struct str text = buf_as_str(buf);
	size_t to = 0;

	for (size_t i = 0; i < text.len;) {
		int unit = escape_at(text, i);

		if (unit < 0 || (unit >= 0x80 && unit != 0xFEFF)) {
			buf->ptr[to++] = text.ptr[i++];
			continue;
		}
		if ((unit >= 0x20 && unit < 0x7F) || unit == '\n' || unit == '\t')
			buf->ptr[to++] = (char)unit;
		i += 7;
	}
	buf->len = to;
	buf->ptr[to] = '\0';
}

struct str xlsx_text_take(struct xlsx_text *t, struct sheet_grid *grid)
{
	struct str text;

	if (str_find(buf_as_str(&t->buf), STR("_x")) >= 0)
		decode_escapes(&t->buf);
	text = sheet_grid_keep(grid, buf_as_str(&t->buf));
	buf_clear(&t->buf);
	return text;
}

struct strings {
	struct xlsx *xlsx;
	struct xlsx_text text;
};

static void string_open(void *state, const char *name, const struct attrs *attrs)
{
	struct strings *s = state;

	(void)attrs;
	xlsx_text_open(&s->text, name);
}

static void string_close(void *state, const char *name)
{
	struct strings *s = state;
	struct xlsx *x = s->xlsx;

	xlsx_text_close(&s->text, name);
	if (!is(name, "si"))
		return;
	if (x->nstrings == TABLE_MAX_CELLS) {
		xlsx_limit(x, STR(BOTH("20000000 cells", "20000000 个单元格")));
		return;
	}
	x->strings = mem_grow(x->strings, x->nstrings, &x->strings_size, sizeof(*x->strings));
	x->strings[x->nstrings++] = xlsx_text_take(&s->text, x->grid);
}

static void string_text(void *state, struct str text)
{
	struct strings *s = state;

	if (s->text.in_text)
		buf_str(&s->text.buf, text);
}

bool xlsx_read_strings(struct xlsx *x)
{
	static const struct events events = { string_open, string_close, string_text };
	struct strings s = { .xlsx = x };

	buf_init(&s.text.buf);
	if (xlsx_has(x, x->strings_part))
		xlsx_parse(x, x->strings_part, &events, &s);
	buf_release(&s.text.buf);
	return !x->failed;
}
