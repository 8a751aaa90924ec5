/* load.c - picks the reader for a file by its first bytes. Names lie: an .xls may be a web page, a .csv a workbook. */
#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "data/workbook.h"

enum { SNIFF = 1024 }; /* [bytes] */

#define ZIP_MAGIC STR("PK\x03\x04")
#define ZIP_EMPTY STR("PK\x05\x06")
#define OLE_MAGIC STR("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")

static bool is_workbook(struct str bytes)
{
	return str_starts(bytes, ZIP_MAGIC) || str_starts(bytes, ZIP_EMPTY) || str_starts(bytes, OLE_MAGIC);
}

static bool starts_folded(struct str text, const char *lower)
{
	size_t i = 0;

	for (; lower[i]; i++)
		if (i >= text.len || (text.ptr[i] >= 'A' && text.ptr[i] <= 'Z' ? text.ptr[i] + 32 : text.ptr[i]) != lower[i])
			return false;
	return true;
}

static struct str xml_kind(struct str text)
{
	struct str head = str_sub(text, 0, SNIFF);

	if (str_find(head, STR("urn:schemas-microsoft-com:office:spreadsheet")) >= 0)
		return STR(BOTH("an XML spreadsheet of 2003", "XML 表格 2003"));
	return STR(BOTH("an XML file", "XML 文件"));
}

/* ID;P…, then records of a letter each. A CSV may begin so too. */
static bool is_sylk(struct str bytes)
{
	ptrdiff_t end = str_find(str_sub(bytes, 0, SNIFF), STR("\n"));

	return str_starts(bytes, STR("ID;P")) && end >= 0 && (size_t)end + 2 < bytes.len &&
	       memchr("BCFNOPW", bytes.ptr[end + 1], 7) && bytes.ptr[end + 2] == ';';
}

/* What a file is that looks like a table by its name only; empty for text. */
static struct str kind_of_bytes(struct str bytes)
{
	static const char *const html[] = { "<html", "<!doctype html", "<table", "<head", "<meta",
		                            "<body", "<style",         "<div",   "<!--",  "<script" };
	struct str text = str_starts(bytes, STR("\xEF\xBB\xBF")) ? str_sub(bytes, 3, bytes.len) : bytes;

	while (text.len && (text.ptr[0] == ' ' || text.ptr[0] == '\t' || text.ptr[0] == '\r' || text.ptr[0] == '\n'))
		text = str_sub(text, 1, text.len);
	for (size_t i = 0; i < sizeof(html) / sizeof(html[0]); i++)
		if (starts_folded(text, html[i]))
			return STR(BOTH("a web page", "HTML 网页"));
	if (starts_folded(text, "<?xml"))
		return xml_kind(text);
	if (starts_folded(text, "mime-version:"))
		return STR(BOTH("a web archive", "MHTML 网页"));
	if (str_starts(bytes, STR("%PDF-")))
		return STR(BOTH("a PDF document", "PDF 文件"));
	if (str_starts(bytes, STR("Rar!")) || str_starts(bytes, STR("7z\xBC\xAF\x27\x1C")) || str_starts(bytes, STR("\x1F\x8B")))
		return STR(BOTH("an archive", "压缩包"));
	if (is_sylk(bytes))
		return STR(BOTH("a SYLK file", "SYLK 文件"));
	if (str_starts(bytes, (struct str){ "\x09\x00\x04\x00", 4 }) ||
	    str_starts(bytes, (struct str){ "\x09\x02\x06\x00", 4 }) || str_starts(bytes, (struct str){ "\x09\x04\x06\x00", 4 }))
		return STR(BOTH("a workbook of Excel 4 or older", "Excel 4 或更早的工作簿"));
	return STR("");
}

/* The beginning of a text in UTF-16 is looked at as ASCII. */
static struct str foreign_kind(struct str bytes)
{
	bool little = str_starts(bytes, STR("\xFF\xFE"));
	char head[SNIFF];
	size_t n = 0;

	if (!little && !str_starts(bytes, STR("\xFE\xFF")))
		return kind_of_bytes(bytes);
	for (size_t i = 2; i + 1 < bytes.len && n < SNIFF; i += 2)
		head[n++] = bytes.ptr[i + little] ? '?' : bytes.ptr[i + !little];
	return kind_of_bytes((struct str){ head, n });
}

/* Of text files: the places in workbooks that the description names do not exist here. */
static bool check_text(struct source *src, const struct table_spec *spec, struct diags *diags)
{
	if (spec->sheet.len)
		diag(diags, SHEET_NONE, spec->sheet_where, STR("sheet"), spec->sheet, src->path);
	if (spec->range.len)
		diag(diags, SHEET_NONE, spec->range_where, STR("range"), spec->range, src->path);
	return !spec->sheet.len && !spec->range.len;
}

static struct table *parse_text(struct arena *arena, struct source *src, struct str bytes, const struct table_spec *given,
                                struct diags *diags)
{
	struct table_spec spec = *given;

	if (!check_text(src, &spec, diags))
		return NULL;
	if (spec.header == HEADER_DEFAULT)
		spec.header = 1;
	return table_parse_csv(arena, src, bytes, &spec, diags);
}

static bool ends_folded(struct str text, const char *lower)
{
	struct str end = str_from(lower);

	return text.len >= end.len && starts_folded(str_sub(text, text.len - end.len, text.len), lower);
}

/* Named like a workbook and no text either: its encoding is not the question. */
static bool is_garbage(const struct source *src, struct str bytes, const struct table_spec *spec)
{
	struct diags *diags;
	struct source trial = *src;
	struct arena *scratch;
	bool text;

	if (!ends_folded(src->path, ".xls") && !ends_folded(src->path, ".xlsx"))
		return false;
	diags = diags_new();
	scratch = arena_new();
	text = text_decode(scratch, &trial, bytes, spec->encoding, diags);
	arena_drop(scratch);
	diags_drop(diags);
	return !text;
}

struct table *table_parse(struct arena *arena, struct source *src, struct str bytes, const struct table_spec *spec,
                          struct diags *diags)
{
	struct str kind;

	if (str_starts(bytes, OLE_MAGIC))
		return table_parse_xls(arena, src, bytes, spec, diags);
	if (is_workbook(bytes))
		return table_parse_xlsx(arena, src, bytes, spec, diags);
	kind = foreign_kind(bytes);
	if (!kind.len && is_garbage(src, bytes, spec))
		kind = STR(BOTH("not a workbook", "不是工作簿"));
	if (!kind.len)
		return parse_text(arena, src, bytes, spec, diags);
	diag(diags, WORKBOOK_KIND, place_of(src, 0, 0), src->path, kind);
	return NULL;
}

/* Whether the bytes of a file are needed only while it is read. Errors show when it is read as a whole. */
static bool sniff_workbook(const char *path)
{
	char head[8];
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	ssize_t n = fd < 0 ? -1 : read(fd, head, sizeof(head));

	if (fd >= 0)
		close(fd);
	return n > 0 && is_workbook((struct str){ head, (size_t)n });
}

struct table *table_load(struct arena *arena, struct str path, const struct table_spec *spec, struct diags *diags)
{
	struct source *src = arena_make(arena, struct source);
	struct arena *scratch = arena_new();
	struct table *table = NULL;
	struct str bytes;

	src->path = str_dup(arena, path);
	src->sheet = STR("");
	if (file_read(sniff_workbook(str_z(scratch, path)) ? scratch : arena, path, TABLE_MAX_BYTES, &bytes, diags, spec->where))
		table = table_parse(arena, src, bytes, spec, diags);
	arena_drop(scratch);
	return table;
}
