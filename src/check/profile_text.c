/* profile_text.c - the document as a profile sees it: headings without numbers, text in one form, patterns, and amounts that were
 * typed by hand. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/profile_int.h"

enum { MATCH_LIMIT = 200000, PATTERN_MAX = 4000 }; /* profiles may come with the report: bounds against hostile patterns */

/* --- patterns --- */

struct matcher {
	pcre2_code *code; /* NULL: a literal */
	pcre2_match_data *data;
	pcre2_match_context *context;
	struct str literal;
};

static struct str error_text(struct arena *arena, int error)
{
	PCRE2_UCHAR text[256];

	if (pcre2_get_error_message(error, text, sizeof(text)) < 0)
		return STR("?");
	return str_dup(arena, str_from((const char *)text));
}

static pcre2_code *compile(struct str pattern, uint32_t options, int *error)
{
	pcre2_compile_context *context = pcre2_compile_context_create(NULL);
	PCRE2_SIZE at;
	pcre2_code *code;

	if (!context)
		mem_fail(0);
	pcre2_set_max_pattern_length(context, PATTERN_MAX);
	code = pcre2_compile((PCRE2_SPTR)pattern.ptr, pattern.len,
	                     options | PCRE2_UTF | PCRE2_NO_UTF_CHECK | PCRE2_NEVER_BACKSLASH_C | PCRE2_MULTILINE, error, &at, context);
	pcre2_compile_context_free(context);
	return code;
}

struct matcher *matcher_pattern(struct arena *arena, struct str pattern, bool whole, struct str *why)
{
	int error;
	pcre2_code *code = compile(pattern, whole ? PCRE2_ANCHORED | PCRE2_ENDANCHORED : 0, &error);
	struct matcher *m;

	if (!code) {
		*why = error_text(arena, error);
		return NULL;
	}
	m = arena_make(arena, struct matcher);
	m->code = code;
	m->data = pcre2_match_data_create(1, NULL);
	m->context = pcre2_match_context_create(NULL);
	if (!m->data || !m->context)
		mem_fail(0);
	pcre2_set_match_limit(m->context, MATCH_LIMIT);
	return m;
}

struct matcher *matcher_literal(struct arena *arena, struct str title)
{
	struct matcher *m = arena_make(arena, struct matcher);

	m->literal = profile_form(arena, title);
	return m;
}

void matcher_drop(struct matcher *m)
{
	if (!m || !m->code)
		return;
	pcre2_code_free(m->code);
	pcre2_match_data_free(m->data);
	pcre2_match_context_free(m->context);
}

/* The next match at or after `from`; false also when the limit is reached. */
static bool match_at(const struct matcher *m, struct str s, size_t from, size_t *begin, size_t *end)
{
	const PCRE2_SIZE *at;

	if (pcre2_match(m->code, (PCRE2_SPTR)s.ptr, s.len, from, PCRE2_NO_UTF_CHECK, m->data, m->context) < 0)
		return false;
	at = pcre2_get_ovector_pointer(m->data);
	*begin = at[0];
	*end = at[1];
	return true;
}

bool matcher_find(const struct matcher *m, struct str s)
{
	size_t begin, end;

	return m->code ? match_at(m, s, 0, &begin, &end) : str_eq(m->literal, s);
}

static struct matcher *own_pattern(struct arena *arena, const char *pattern)
{
	struct str why;
	struct matcher *m = matcher_pattern(arena, str_from(pattern), false, &why);

	if (!m)
		mem_fail(0); /* it is ours: only memory can be the reason */
	return m;
}

/* --- the common form --- */

static uint32_t form_of(uint32_t ch)
{
	ch = ch_fold_width(ch);
	switch (ch) {
	case '(': case 0xFE59: return 0xFF08;
	case ')': case 0xFE5A: return 0xFF09;
	case ',': return 0xFF0C;
	case ':': return 0xFF1A;
	case ';': return 0xFF1B;
	default: return ch;
	}
}

static bool is_dropped(uint32_t ch)
{
	switch (ch) {
	case 0: case '"': case '\'': case 0x2018: case 0x2019: case 0x201C: case 0x201D:
	case '\n': case '\r': case 0x2028: case 0xFEFF: case 0x200B: case 0x202F:
		return true;
	default:
		return ch_is_blank(ch);
	}
}

/* Of thousands: three digits follow a half-width comma. */
static bool is_separator(uint32_t before, struct str rest)
{
	if (!ch_is_digit(before) || rest.len < 4 || rest.ptr[0] != ',')
		return false;
	for (size_t i = 1; i < 4; i++)
		if (!ch_is_digit((unsigned char)rest.ptr[i]))
			return false;
	return rest.len == 4 || !ch_is_digit((unsigned char)rest.ptr[4]);
}

struct str profile_form(struct arena *arena, struct str s)
{
	uint32_t before = 0;
	struct buf out;

	buf_init(&out);
	for (size_t pos = 0; pos < s.len;) {
		bool separator = is_separator(before, str_sub(s, pos, s.len));
		uint32_t ch = form_of(utf8_next(s, &pos));

		if (separator || is_dropped(ch))
			continue;
		buf_utf8(&out, ch);
		before = ch;
	}
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

/* --- items --- */

/* A heading's number: 第N部分, 一、 （一） 1. （1） ①, 附件N before a title. */
static const char number_pattern[] =
	"\\A[\\s\\x{3000}\\x{A0}]*(?:第[一二三四五六七八九十百零0-9]+(?:部分|章|节|篇)|[一二三四五六七八九十百]+\\s*[、.．]"
	"|[（(]\\s*[一二三四五六七八九十百0-9]+\\s*[)）]|[0-9]+\\s*(?:、|[.．](?![0-9]))|[①-⑳]"
	"|附件\\s*[0-9一二三四五六七八九十]*(?=[：:\\s\\x{3000}])[：:]?)[\\s\\x{3000}\\x{A0}]*";

struct reading {
	struct arena *arena;
	struct matcher *number;
	struct item *all;
	size_t n, size;
	struct str heading; /* the one before, for a table without a title */
};

static struct str without_number(const struct reading *r, struct str heading)
{
	size_t begin, end;

	if (match_at(r->number, heading, 0, &begin, &end) && end < heading.len)
		heading = str_sub(heading, end, heading.len);
	return str_trim(heading);
}

static struct str without_stop(struct str s)
{
	static const struct str stops[] = { { "。", 3 }, { "．", 3 }, { "：", 3 }, { ".", 1 } };

	for (size_t i = 0; i < sizeof(stops) / sizeof(*stops); i++)
		if (str_ends(s, stops[i]))
			return str_sub(s, 0, s.len - stops[i].len);
	return s;
}

static struct item *add_item(struct reading *r, struct origin origin)
{
	r->all = mem_grow(r->all, r->n, &r->size, sizeof(*r->all));
	r->all[r->n].origin = origin;
	return &r->all[r->n++];
}

static bool is_heading_alone(const struct doc_para *para)
{
	return para->level > 0 && para->role != ROLE_PARA;
}

static void add_para(struct reading *r, const struct doc_block *block)
{
	struct item *item = add_item(r, block->origin);

	item->para = &block->para;
	item->level = block->para.level;
	if (item->level) {
		item->heading = without_stop(without_number(r, block->para.outline));
		item->title = profile_form(r->arena, item->heading);
		r->heading = item->heading;
	}
	if (!is_heading_alone(&block->para))
		item->text = profile_form(r->arena, block->para.text.str);
}

/* A row a line, cells parted by |. */
static struct str grid_words(struct reading *r, const struct doc_table *table)
{
	struct buf out;
	struct str text;
	uint32_t row = 0;

	buf_init(&out);
	for (size_t i = 0; i < table->ncells; i++) {
		const struct doc_cell *cell = &table->cells[i];

		if (out.len)
			buf_char(&out, cell->row == row ? '|' : '\n');
		row = cell->row;
		buf_str(&out, profile_form(r->arena, cell->text.str));
	}
	for (size_t i = 0; i < table->nnotes; i++) {
		buf_char(&out, '\n');
		buf_str(&out, profile_form(r->arena, table->notes[i].str));
	}
	text = buf_take(&out, r->arena);
	buf_release(&out);
	return text;
}

/* Statement tables hold data, a free table is part of the text. */
static void add_table(struct reading *r, const struct doc_block *block)
{
	struct item *item = add_item(r, block->origin);

	item->table = &block->table;
	item->heading = block->table.title.str.len ? block->table.title.str : r->heading;
	item->title = profile_form(r->arena, item->heading);
	if (!block->table.number.str.len)
		item->text = grid_words(r, item->table);
}

struct items items_read(struct arena *arena, const struct doc *doc)
{
	struct reading r = { .arena = arena, .number = own_pattern(arena, number_pattern) };
	struct items items;

	for (const struct doc_section *section = doc->first; section; section = section->next)
		for (const struct doc_block *block = section->first; block; block = block->next) {
			if (block->kind == DOC_PARA)
				add_para(&r, block);
			else if (block->kind == DOC_TABLE)
				add_table(&r, block);
		}
	items.n = r.n;
	items.all = arena_copy(arena, r.all, r.n * sizeof(*r.all));
	mem_free(r.all);
	matcher_drop(r.number);
	return items;
}

/* --- typed amounts --- */

/* A limit of the form (单价50万元以上) is no amount of the report. */
static const char amount_pattern[] =
	"(?<![0-9０-９.．])(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9０-９]+)(?:[.．][0-9０-９]+)?\\s*(?:[万亿千百]?元(?![旦素件器组])|[%％﹪])"
	"(?!\\s*(?:（含）|\\(含\\)|（不含）|\\(不含\\))?\\s*[及（(]?(?:以上|以下|以内|含以上|含以下))";
static const char limit_pattern[] = "(?:单价|不低于|不少于|不超过|不高于|低于|高于|超过|大于|小于|[≥≤><＞＜])\\s*\\z";

struct typed {
	struct matcher *amount, *limit;
};

struct typed *typed_new(struct arena *arena)
{
	struct typed *t = arena_make(arena, struct typed);

	t->amount = own_pattern(arena, amount_pattern);
	t->limit = own_pattern(arena, limit_pattern);
	return t;
}

void typed_drop(struct typed *t)
{
	matcher_drop(t->amount);
	matcher_drop(t->limit);
}

static bool is_printed(const struct text *text, size_t from, size_t to)
{
	for (size_t i = 0; i < text->nspans; i++) {
		const struct span *span = &text->spans[i];

		if ((span->kind == SPAN_FIGURE || span->kind == SPAN_MISSING) && span->from < to && span->to > from)
			return true;
	}
	return false;
}

static bool is_limit(const struct typed *t, struct str s, size_t at)
{
	size_t from = at, chars = 8;

	while (from > 0 && chars-- > 0)
		utf8_prev(s, &from);
	return matcher_find(t->limit, str_sub(s, from, at));
}

void typed_find(struct typed *t, const struct text *text, typed_found *found, void *ctx)
{
	struct str s = text->str;
	size_t begin, end;

	for (size_t from = 0; match_at(t->amount, s, from, &begin, &end); from = end)
		if (!is_printed(text, begin, end) && !is_limit(t, s, begin))
			found(ctx, str_sub(s, begin, end), text_origin(text, begin));
}
