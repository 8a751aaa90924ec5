/* diag.c - collects, sorts and prints diagnostics. The texts come from base/diag_list.h. */
#include "base/diag.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

struct diags {
	struct diag *items;
	size_t n, size;
	size_t seq; /* arrivals so far */
	struct arena *arena;
};

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

/* Origins */

struct origin origin_at(const struct source *src, size_t offset)
{
	struct str before = str_sub(src->text, 0, offset);
	const char *pos = before.ptr, *end = before.ptr + before.len, *newline;
	int32_t line = 1;

	while (pos < end && (newline = memchr(pos, '\n', (size_t)(end - pos))) != NULL) {
		line++;
		pos = newline + 1;
	}
	return (struct origin){ src, line, 1 + (int32_t)utf8_count((struct str){ pos, (size_t)(end - pos) }) };
}

/* Column letters as spreadsheets count them: A .. Z, AA .. */
static void column_print(struct buf *out, int32_t col)
{
	char letters[8];
	size_t n = sizeof(letters);

	for (; col > 0; col = (col - 1) / 26)
		letters[--n] = (char)('A' + (col - 1) % 26);
	buf_add(out, letters + n, sizeof(letters) - n);
}

static void cell_print(struct buf *out, struct origin origin)
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

/* The list */

struct diags *diags_new(void)
{
	struct diags *diags = mem_alloc(sizeof(*diags));

	diags->arena = arena_new();
	return diags;
}

void diags_drop(struct diags *diags)
{
	if (diags == NULL)
		return;
	arena_drop(diags->arena);
	mem_free(diags->items);
	mem_free(diags);
}

void diags_clear(struct diags *diags)
{
	arena_drop(diags->arena);
	diags->arena = arena_new();
	diags->n = 0;
	diags->seq = 0;
}

void diag_add(struct diags *diags, enum diag_code code, struct origin origin, const struct str *args, size_t n)
{
	struct diag *item;

	diags->items = mem_grow(diags->items, diags->n, &diags->size, sizeof(*diags->items));
	item = &diags->items[diags->n++];
	*item = (struct diag){ .code = code, .origin = origin, .seq = diags->seq++ };
	for (size_t i = 0; i < 4; i++)
		item->args[i] = i < n ? str_dup(diags->arena, args[i]) : STR("");
}

size_t diags_count(const struct diags *diags)
{
	return diags->n;
}

const struct diag *diags_at(const struct diags *diags, size_t i)
{
	return &diags->items[i];
}

size_t diags_errors(const struct diags *diags)
{
	size_t errors = 0;

	for (size_t i = 0; i < diags->n; i++)
		errors += diag_level_of(diags->items[i].code) >= LEVEL_ERROR;
	return errors;
}

enum diag_level diags_worst(const struct diags *diags)
{
	enum diag_level worst = LEVEL_NOTE;

	for (size_t i = 0; i < diags->n; i++)
		if (diag_level_of(diags->items[i].code) > worst)
			worst = diag_level_of(diags->items[i].code);
	return worst;
}

/* Order */

static int int_cmp(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Sources are compared by name: a file that was loaded twice is still one file to its reader. */
static int origin_cmp(struct origin a, struct origin b)
{
	int order;

	if (a.src == NULL || b.src == NULL)
		return (a.src != NULL) - (b.src != NULL);
	if ((order = str_cmp(a.src->path, b.src->path)) != 0 || (order = str_cmp(a.src->sheet, b.src->sheet)) != 0)
		return order;
	order = int_cmp(a.line, b.line);
	return order ? order : int_cmp(a.col, b.col);
}

static int place_cmp(const struct diag *a, const struct diag *b)
{
	int order = origin_cmp(a->origin, b->origin);

	return order ? order : int_cmp(a->code, b->code);
}

static int seq_cmp(const struct diag *a, const struct diag *b)
{
	return (a->seq > b->seq) - (a->seq < b->seq);
}

/* Zero for repeats only. */
static int content_cmp(const struct diag *a, const struct diag *b)
{
	int order = place_cmp(a, b);

	for (size_t i = 0; order == 0 && i < 4; i++)
		order = str_cmp(a->args[i], b->args[i]);
	return order;
}

static int by_content(const void *a, const void *b)
{
	int order = content_cmp(a, b);

	return order ? order : seq_cmp(a, b);
}

static int by_place(const void *a, const void *b)
{
	int order = place_cmp(a, b);

	return order ? order : seq_cmp(a, b);
}

void diags_sort(struct diags *diags)
{
	size_t kept = 0;

	if (diags->n < 2)
		return;
	qsort(diags->items, diags->n, sizeof(*diags->items), by_content);
	for (size_t i = 0; i < diags->n; i++)
		if (kept == 0 || content_cmp(&diags->items[kept - 1], &diags->items[i]) != 0)
			diags->items[kept++] = diags->items[i];
	diags->n = kept;
	qsort(diags->items, diags->n, sizeof(*diags->items), by_place);
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

void diag_text(struct buf *out, const struct diag *diag, enum lang lang)
{
	for (const char *c = messages[diag->code].text[lang]; *c; c++) {
		if (c[0] == '%' && c[1] >= '1' && c[1] <= '4')
			buf_str(out, diag->args[*++c - '1']);
		else
			buf_char(out, *c);
	}
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
	buf_char(out, '}');
	buf_release(&text);
}

void diags_json(struct buf *out, const struct diags *diags, enum lang lang)
{
	buf_char(out, '[');
	for (size_t i = 0; i < diags->n; i++) {
		buf_z(out, i ? ",\n" : "\n");
		json_diag(out, &diags->items[i], lang);
	}
	buf_z(out, diags->n ? "\n]\n" : "]\n");
}
