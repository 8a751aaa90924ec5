/* pages_words.c - what pdftotext -bbox prints, as words with boxes; words of glyphs without a character are left out.
 *
 * A font without ToUnicode makes pdftotext print glyph numbers as if they were characters: control characters, scripts that no Chinese
 * report has, or ASCII without any sense. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/pages_int.h"

/* --- tags --- */

/* 56.800000 → 56800; nothing else occurs. */
static int32_t length_of(struct str s)
{
	int64_t value = 0, scale = 1000;
	bool point = false, negative = s.len && s.ptr[0] == '-';

	for (size_t i = negative; i < s.len; i++) {
		if (s.ptr[i] == '.') {
			point = true;
		} else if (ch_is_digit((unsigned char)s.ptr[i]) && value < 100000000) {
			if (point && scale == 1)
				break;
			value = value * 10 + (s.ptr[i] - '0');
			scale /= point ? 10 : 1;
		}
	}
	value *= scale;
	if (value > 100000000)
		value = 100000000;
	return (int32_t)(negative ? -value : value);
}

static int32_t attribute(struct str tag, const char *name)
{
	ptrdiff_t at = str_find(tag, str_from(name));
	struct str rest;
	ptrdiff_t end;

	if (at < 0)
		return 0;
	rest = str_sub(tag, (size_t)at + strlen(name), tag.len);
	end = str_find(rest, STR("\""));
	return length_of(str_sub(rest, 0, end < 0 ? 0 : (size_t)end));
}

/* The next tag at or after *pos, without < and >; *pos is behind it. */
static bool next_tag(struct str bbox, size_t *pos, struct str *tag)
{
	const char *end = bbox.ptr + bbox.len, *open, *close;

	if (*pos >= bbox.len || !(open = memchr(bbox.ptr + *pos, '<', bbox.len - *pos)))
		return false;
	if (!(close = memchr(open, '>', (size_t)(end - open))))
		return false;
	*tag = (struct str){ open + 1, (size_t)(close - open - 1) };
	*pos = (size_t)(close - bbox.ptr) + 1;
	return true;
}

/* The text from pos to the next tag. */
static struct str text_at(struct str bbox, size_t pos)
{
	const char *end = pos < bbox.len ? memchr(bbox.ptr + pos, '<', bbox.len - pos) : NULL;

	return end ? str_sub(bbox, pos, (size_t)(end - bbox.ptr)) : STR("");
}

static struct str unescape(struct arena *arena, struct str s)
{
	static const char *const names[][2] = { { "&amp;", "&" },   { "&lt;", "<" },   { "&gt;", ">" },
		                                { "&quot;", "\"" }, { "&apos;", "'" }, { "&#39;", "'" } };
	struct buf out;

	if (!s.len || !memchr(s.ptr, '&', s.len))
		return s;
	buf_init(&out);
	for (size_t pos = 0; pos < s.len;) {
		size_t i = 0;

		while (i < 6 && !str_starts(str_sub(s, pos, s.len), str_from(names[i][0])))
			i++;
		if (i < 6)
			buf_z(&out, names[i][1]);
		else
			buf_char(&out, s.ptr[pos]);
		pos += i < 6 ? strlen(names[i][0]) : 1;
	}
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

/* --- characters --- */

/* What the fonts of bullets and ticked boxes have for characters. */
static bool is_private(uint32_t ch)
{
	return (ch >= 0xE000 && ch <= 0xF8FF) || ch >= 0xF0000;
}

static bool is_between(uint32_t ch, uint32_t from, uint32_t to)
{
	return ch >= from && ch <= to;
}

/* What Chinese reports are written in: Latin, Greek and Cyrillic letters, marks, signs, Chinese and full-width characters. */
static bool is_known(uint32_t ch)
{
	return is_between(ch, 0x20, 0x7E) || is_between(ch, 0xA0, 0x24F) || is_between(ch, 0x2B0, 0x451) ||
	       is_between(ch, 0x2000, 0x27BF) || is_between(ch, 0x2E80, 0x30FF) || is_between(ch, 0x3200, 0x33FF) ||
	       ch_is_han(ch) || is_between(ch, 0xFB00, 0xFB06) || is_between(ch, 0xFE10, 0xFE6F) ||
	       is_between(ch, 0xFEFF, 0xFFEE);
}

struct tally {
	size_t chars, unknown, private, han, digits;
};

static void count(struct str s, struct tally *t)
{
	for (size_t pos = 0; pos < s.len; t->chars++) {
		uint32_t ch = utf8_next(s, &pos);

		t->private += is_private(ch);
		t->unknown += !is_private(ch) && !is_known(ch);
		t->han += ch_is_han(ch);
		t->digits += ch_is_digit(ch) || ch == ' ' || ch == '.' || ch == ',';
	}
}

static bool is_garbled(const struct tally *t)
{
	return t->unknown * 4 >= t->chars || t->private >= 3;
}

/* Marks among letters, as a subset of a Chinese font gives them that counts its glyphs from ! on. */
static bool is_code(struct str s)
{
	size_t marks = 0, n = 0;

	for (size_t pos = 0; pos < s.len; n++) {
		uint32_t ch = utf8_next(s, &pos);

		if (ch > 0x2122)
			return false;
		marks += ch > 0x7E || (!ch_is_digit(ch) && !ch_is_letter(ch) && ch != '.' && ch != ',' && ch != '-' && ch != '%');
	}
	return n >= 4 && marks * 3 >= n;
}

static struct str without_private(struct arena *arena, struct str s)
{
	struct buf out;

	buf_init(&out);
	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		if (!is_private(ch) && is_known(ch))
			buf_utf8(&out, ch);
	}
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

/* --- words --- */

static void read_box(struct word *w, struct str tag)
{
	w->x0 = attribute(tag, "xMin=\"");
	w->y0 = attribute(tag, "yMin=\"");
	w->x1 = attribute(tag, "xMax=\"");
	w->y1 = attribute(tag, "yMax=\"");
}

static void read_word(struct pages *p, struct str tag, struct str text)
{
	struct word w = { .text = STR("") };
	struct tally t = { 0 };
	int32_t middle;

	read_box(&w, tag);
	middle = (w.y0 + w.y1) / 2;
	if (!text.len || middle < 0 || middle > p->height || w.x1 <= w.x0 || utf8_check(text) >= 0)
		return;
	w.text = str_trim(unescape(p->arena, text));
	count(w.text, &t);
	if (is_garbled(&t))
		return;
	if (t.unknown + t.private)
		w.text = str_trim(without_private(p->arena, w.text));
	if (!w.text.len)
		return;
	p->words = mem_grow(p->words, p->nwords, &p->words_size, sizeof(*p->words));
	p->words[p->nwords++] = w;
}

/* --- what cannot be read --- */

bool bbox_have_words(struct str bbox)
{
	return str_find(bbox, STR("<word ")) >= 0;
}

struct page_tally {
	struct tally all;
	size_t garbled, codes; /* characters of such words */
	int32_t right, bottom; /* of its words */
};

static void tally_word(struct page_tally *page, struct str text)
{
	struct tally t = { 0 };

	if (utf8_check(text) >= 0)
		return;
	count(text, &t);
	page->garbled += is_garbled(&t) ? t.chars : 0;
	page->codes += is_code(text) ? t.chars : 0;
	page->all.chars += t.chars;
	page->all.han += t.han;
	page->all.digits += t.digits;
}

/* A few odd signs are no reason to say that a font cannot be read. */
static bool is_unreadable(const struct page_tally *page)
{
	size_t letters = page->all.chars - page->all.digits;

	return (page->garbled >= 10 && page->garbled * 20 >= page->all.chars) ||
	       (page->codes >= 20 && page->all.han == 0 && page->codes * 4 >= letters);
}

/* Of so much that cannot be read, the rest is no text either. */
static bool is_hopeless(const struct page_tally *page)
{
	return is_unreadable(page) && (page->garbled * 2 >= page->all.chars || page->all.han == 0);
}

/* The page whose words begin at pos. */
static struct page_tally tally_page(struct arena *arena, struct str bbox, size_t pos)
{
	struct page_tally tally = { 0 };
	struct str tag;

	while (next_tag(bbox, &pos, &tag) && !str_starts(tag, STR("page "))) {
		struct word w = { .text = STR("") };

		if (!str_starts(tag, STR("word ")))
			continue;
		tally_word(&tally, unescape(arena, text_at(bbox, pos)));
		read_box(&w, tag);
		tally.right = (w.x0 + w.x1) / 2 > tally.right ? (w.x0 + w.x1) / 2 : tally.right;
		tally.bottom = (w.y0 + w.y1) / 2 > tally.bottom ? (w.y0 + w.y1) / 2 : tally.bottom;
	}
	return tally;
}

/* Adds `page` to "3, 5-7"; from: where the range that is being written begins, last: the page before that is in it. */
static void add_page(struct buf *out, int page, int *from, int *last)
{
	if (*last && page == *last + 1) {
		*last = page;
		return;
	}
	if (*last > *from)
		buf_printf(out, "-%d", *last);
	if (page)
		buf_printf(out, *last ? ", %d" : "%d", page);
	*from = *last = page;
}

struct str bbox_unreadable(struct arena *arena, struct str bbox, int *first)
{
	struct str tag, s;
	struct buf out;
	int page = 0, from = 0, last = 0;

	buf_init(&out);
	*first = 0;
	for (size_t pos = 0; next_tag(bbox, &pos, &tag);) {
		struct page_tally tally = { 0 };

		if (!str_starts(tag, STR("page ")))
			continue;
		page++;
		tally = tally_page(arena, bbox, pos);
		if (is_unreadable(&tally)) {
			*first = *first ? *first : page;
			add_page(&out, page, &from, &last);
		}
	}
	if (*first)
		add_page(&out, 0, &from, &last);
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

/* --- pages --- */

/* pdftotext gives the size that a page has before it is turned, and the words where they are then: a page that they do not fit into, but
 * into one turned, was. */
static void read_size(struct pages *p, struct str tag, const struct page_tally *words)
{
	int32_t width = attribute(tag, "width=\""), height = attribute(tag, "height=\"");
	bool fits = words->right <= width && words->bottom <= height;
	bool turned = !fits && words->right <= height && words->bottom <= width;

	p->width = turned ? height : width;
	p->height = turned ? width : height;
}

void bbox_read(struct pages *p, struct str bbox)
{
	bool hopeless = false;
	struct str tag;

	for (size_t pos = 0; next_tag(bbox, &pos, &tag);) {
		if (str_starts(tag, STR("page "))) {
			struct page_tally tally = tally_page(p->arena, bbox, pos);

			bbox_add_rows(p);
			p->page++;
			read_size(p, tag, &tally);
			hopeless = is_hopeless(&tally);
		} else if (!hopeless && str_starts(tag, STR("word "))) {
			read_word(p, tag, text_at(bbox, pos));
		}
	}
	bbox_add_rows(p);
}
