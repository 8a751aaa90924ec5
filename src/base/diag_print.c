/* diag_print.c - diagnostics as text and as JSON. The texts come from base/diag_list.h. */
#include <inttypes.h>

#include "base/diag.h"
#include "base/utf8.h"

static const struct message {
	const char *name;
	const char *text[2]; /* by enum lang */
	enum diag_level level;
} messages[] = {
#define DIAG(code, level, name, en, zh) [DIAG_##code] = { name, { en, zh }, LEVEL_##level },
#include "base/diag_list.h"
#undef DIAG
};

static const char *const level_names[][2] = {
	[LEVEL_NOTE] = { "note", "说明" },
	[LEVEL_WARNING] = { "warning", "警告" },
	[LEVEL_ERROR] = { "error", "错误" },
	[LEVEL_FATAL] = { "fatal error", "严重错误" },
};

/* Places */

/* Column letters as spreadsheets count them: A .. Z, AA .. */
static void column_print(struct buf *out, int32_t col)
{
	char letters[8];
	size_t n = sizeof(letters);

	for (; col > 0; col = (col - 1) / 26)
		letters[--n] = (char)('A' + (col - 1) % 26);
	buf_add(out, letters + n, sizeof(letters) - n);
}

void cell_print(struct buf *out, struct origin origin)
{
	column_print(out, origin.col);
	buf_printf(out, "%" PRId32, origin.line);
}

void origin_print(struct buf *out, struct origin origin)
{
	if (origin.src == NULL)
		return;
	buf_str(out, origin.src->path);
	if (origin.src->sheet.len != 0) {
		buf_char(out, '!');
		buf_str(out, origin.src->sheet);
		if (origin.line > 0) {
			buf_char(out, '!');
			cell_print(out, origin);
		}
		return;
	}
	if (origin.line > 0)
		buf_printf(out, ":%" PRId32, origin.line);
	if (origin.line > 0 && origin.col > 0)
		buf_printf(out, ":%" PRId32, origin.col);
}

/* Printing */

const char *diag_name(enum diag_code code)
{
	return messages[code].name;
}

enum diag_level diag_level_of(enum diag_code code)
{
	return messages[code].level;
}

const char *diag_level_name(enum diag_level level, enum lang lang)
{
	return level_names[level][lang];
}

/* BOTH(en, zh) in an argument: one of the two. */
static void add_arg(struct buf *out, struct str arg, enum lang lang)
{
	bool skip = false;

	for (size_t i = 0; i < arg.len; i++) {
		struct str rest = str_sub(arg, i, arg.len);
		bool begin = str_starts(rest, STR("\xEF\xB7\x90")), middle = str_starts(rest, STR("\xEF\xB7\x91"));

		if (begin || middle || str_starts(rest, STR("\xEF\xB7\x92"))) {
			skip = begin ? lang != LANG_EN : middle && lang == LANG_EN;
			i += 2;
		} else if (!skip) {
			buf_char(out, arg.ptr[i]);
		}
	}
}

void diag_text(struct buf *out, const struct diag *diag, enum lang lang)
{
	for (const char *c = messages[diag->code].text[lang]; *c; c++) {
		if (c[0] == '%' && c[1] >= '1' && c[1] <= '4')
			add_arg(out, diag->args[*++c - '1'], lang);
		else
			buf_char(out, *c);
	}
}

/* --- uses --- */

static bool same_place(struct origin a, struct origin b)
{
	return a.src && b.src && str_eq(a.src->path, b.src->path) && str_eq(a.src->sheet, b.src->sheet) && a.line == b.line &&
	       a.col == b.col;
}

/* The places besides the origin. */
static const struct origin *other_places(const struct diag *diag, size_t *n)
{
	bool first = diag->nuses && same_place(diag->origin, diag->uses[0]);

	*n = diag->nuses - first;
	return first ? diag->uses + 1 : diag->uses; /* NULL when there are none */
}

/* text/b.txt:3:1, 5:2, c.txt:1:1: a few places, the file only where it is another one. */
static void add_places(struct buf *out, const struct origin *places, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		buf_z(out, i ? ", " : "");
		if (i && places[i].src == places[i - 1].src && places[i].line > 0 && !places[i].src->sheet.len)
			buf_printf(out, "%d:%d", (int)places[i].line, (int)places[i].col);
		else
			origin_print(out, places[i]);
	}
}

/* Who reads this may look there too: `; used at 11 places, first templates/…:16:30`, `; also at text/b.txt:3:1, 4:1 and 2 more`. */
static void add_uses(struct buf *out, const struct diag *diag, enum lang lang)
{
	enum { FEW = 8 };
	size_t n, shown;
	const struct origin *places = other_places(diag, &n);
	bool also = n < diag->nuses;

	if (n == 0)
		return;
	shown = !also ? 1 : n < FEW ? n : FEW;
	if (also)
		buf_z(out, lang == LANG_ZH ? "；同样的还有 " : "; also at ");
	else if (n == 1)
		buf_z(out, lang == LANG_ZH ? "；用于 " : "; used at ");
	else
		buf_printf(out, lang == LANG_ZH ? "；共 %zu 处用到，首处 " : "; used at %zu places, first ", n);
	add_places(out, places, shown);
	if (also && n > shown)
		buf_printf(out, lang == LANG_ZH ? " 等 %zu 处" : " and %zu more", lang == LANG_ZH ? n : n - shown);
}

/* Characters that would act on a terminal instead of being seen: controls, line separators and direction marks. */
static bool is_unseen(uint32_t ch)
{
	return ch < 0x20 || (ch >= 0x7F && ch <= 0x9F) || (ch >= 0x200E && ch <= 0x200F) || (ch >= 0x2028 && ch <= 0x202E) ||
	       (ch >= 0x2066 && ch <= 0x2069);
}

static void add_for_terminal(struct buf *out, struct str s)
{
	for (size_t pos = 0; pos < s.len;) {
		size_t start = pos, len = utf8_valid(s, pos);
		uint32_t ch = len ? utf8_next(s, &pos) : (unsigned char)s.ptr[pos++];

		if (len != 0 && !is_unseen(ch))
			buf_add(out, s.ptr + start, len);
		else if (ch == '\n' || ch == '\t')
			buf_z(out, ch == '\n' ? "\\n" : "\\t");
		else
			buf_printf(out, ch < 0x100 ? "\\x%02" PRIx32 : "\\u%04" PRIx32, ch);
	}
}

void diag_print(struct buf *out, const struct diag *diag, enum lang lang)
{
	struct buf line;

	buf_init(&line);
	origin_print(&line, diag->origin);
	if (line.len != 0)
		buf_z(&line, ": ");
	buf_printf(&line, "%s: ", diag_level_name(diag_level_of(diag->code), lang));
	diag_text(&line, diag, lang);
	add_uses(&line, diag, lang);
	buf_printf(&line, " [%s]", diag_name(diag->code));
	add_for_terminal(out, buf_as_str(&line));
	buf_char(out, '\n');
	buf_release(&line);
}

static void json_char(struct buf *out, uint32_t ch)
{
	if (ch == '"' || ch == '\\')
		buf_printf(out, "\\%c", (char)ch);
	else if (ch == '\n' || ch == '\t')
		buf_z(out, ch == '\n' ? "\\n" : "\\t");
	else if (ch < 0x20 || (ch >= 0x7F && ch <= 0x9F))
		buf_printf(out, "\\u%04" PRIx32, ch);
	else
		buf_utf8(out, ch);
}

/* File names may hold bytes that are not UTF-8; JSON may not. */
static void json_string(struct buf *out, struct str s)
{
	buf_char(out, '"');
	for (size_t pos = 0; pos < s.len;) {
		if (utf8_valid(s, pos) != 0) {
			json_char(out, utf8_next(s, &pos));
		} else {
			buf_utf8(out, 0xFFFD);
			pos++;
		}
	}
	buf_char(out, '"');
}

static void json_number(struct buf *out, int32_t n)
{
	if (n > 0)
		buf_printf(out, "%" PRId32, n);
	else
		buf_z(out, "null");
}

static void json_origin(struct buf *out, struct origin origin)
{
	buf_z(out, "\"file\":");
	if (origin.src)
		json_string(out, origin.src->path);
	else
		buf_z(out, "null");
	buf_z(out, ",\"line\":");
	json_number(out, origin.line);
	buf_z(out, ",\"column\":");
	json_number(out, origin.line > 0 ? origin.col : 0);
	if (origin.src == NULL || origin.src->sheet.len == 0)
		return;
	buf_z(out, ",\"sheet\":");
	json_string(out, origin.src->sheet);
	if (origin.line > 0 && origin.col > 0) {
		buf_z(out, ",\"cell\":\"");
		cell_print(out, origin);
		buf_char(out, '"');
	}
}

static void json_uses(struct buf *out, const struct diag *diag)
{
	size_t n;
	const struct origin *places = other_places(diag, &n);

	if (n == 0)
		return;
	buf_z(out, n < diag->nuses ? ",\"also\":[" : ",\"used\":[");
	for (size_t i = 0; i < n; i++) {
		buf_z(out, i ? ",{" : "{");
		json_origin(out, places[i]);
		buf_char(out, '}');
	}
	buf_char(out, ']');
}

/* The level is a word for programs, so it is English in both languages. */
static void json_diag(struct buf *out, const struct diag *diag, enum lang lang)
{
	static const char *const levels[] = { "note", "warning", "error", "fatal" };
	struct buf text;

	buf_init(&text);
	diag_text(&text, diag, lang);
	buf_char(out, '{');
	json_origin(out, diag->origin);
	buf_printf(out, ",\"level\":\"%s\",\"code\":\"%s\",\"message\":", levels[diag_level_of(diag->code)],
	           diag_name(diag->code));
	json_string(out, buf_as_str(&text));
	json_uses(out, diag);
	buf_char(out, '}');
	buf_release(&text);
}

void diags_json(struct buf *out, const struct diags *diags, enum lang lang)
{
	size_t n = diags_count(diags);

	buf_char(out, '[');
	for (size_t i = 0; i < n; i++) {
		buf_z(out, i ? ",\n" : "\n");
		json_diag(out, diags_at(diags, i), lang);
	}
	buf_z(out, n ? "\n]\n" : "]\n");
}
