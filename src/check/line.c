/* line.c - a paragraph in canonical form: full-width ASCII folded, blanks between Chinese characters, digits and punctuation dropped. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

struct out {
	struct buf s;
	uint32_t *map;
	size_t map_size;
	uint32_t last; /* the character written last; 0: none */
};

static bool is_blank(uint32_t ch)
{
	return ch_is_blank(ch) || ch == '\n' || ch == '\r' || ch == 0x202F || ch == 0x2028 || ch == 0xFEFF || ch == 0x200B ||
	       ch == '\f' || ch == 0x00AD;
}

/* Characters that look alike in one meaning. */
static uint32_t fold(uint32_t ch)
{
	ch = ch_fold_width(ch);
	switch (ch) {
	case 0xFE6A:
		return '%';
	case 0xFE59:
		return '(';
	case 0xFE5A:
		return ')';
	case 0xFE50:
		return ',';
	case 0xFE52:
		return '.';
	case 0xFE54:
		return ';';
	case 0xFE55:
		return ':';
	case 0xFF61:
		return 0x3002;
	case 0x22EF:
		return 0x2026;
	case 0x2010:
	case 0x2011:
	case 0x2212:
		return '-';
	default:
		return ch;
	}
}

static bool is_word(uint32_t ch)
{
	return ch_is_digit(ch) || ch_is_letter(ch);
}

static void put(struct out *o, uint32_t ch, size_t at)
{
	size_t from = o->s.len;

	buf_utf8(&o->s, ch);
	for (size_t i = from; i < o->s.len; i++) {
		o->map = mem_grow(o->map, i, &o->map_size, sizeof(*o->map));
		o->map[i] = (uint32_t)at;
	}
	o->last = ch;
}

void line_read(struct check *c, struct line *line, const struct check_para *para)
{
	struct str text = para->text.str;
	struct out o = { .last = 0 };
	bool blank = false;
	size_t blank_at = 0;

	buf_init(&o.s);
	for (size_t pos = 0; pos < text.len;) {
		size_t at = pos;
		uint32_t ch = fold(utf8_next(text, &pos));

		if (is_blank(ch) || ch == 0) {
			blank_at = blank ? blank_at : at;
			blank = true;
			continue;
		}
		if (blank && is_word(o.last) && is_word(ch))
			put(&o, ' ', blank_at);
		blank = false;
		put(&o, ch, at);
	}
	o.map = mem_grow(o.map, o.s.len, &o.map_size, sizeof(*o.map));
	o.map[o.s.len] = (uint32_t)text.len;
	*line = (struct line){ .in = para, .cell = para->kind == CHECK_CELL };
	line->map = arena_copy(c->arena, o.map, (o.s.len + 1) * sizeof(*o.map));
	line->s = buf_take(&o.s, c->arena);
	buf_release(&o.s);
	mem_free(o.map);
}

struct origin check_origin(const struct line *line, size_t at)
{
	return text_origin(&line->in->text, line->map[at <= line->s.len ? at : line->s.len]);
}

size_t line_sentence_before(const struct line *line, size_t at)
{
	size_t best = at > 0 ? 0 : SIZE_MAX;

	for (size_t i = 0; i + 3 < at; i++)
		if (str_starts(str_sub(line->s, i, line->s.len), STR("。")))
			best = i + 3;
	return best;
}

/* --- strings --- */

size_t han_count(struct str s)
{
	size_t n = 0;

	for (size_t pos = 0; pos < s.len;)
		n += ch_is_han(utf8_next(s, &pos));
	return n;
}

bool str_has(struct str s, struct str needle)
{
	return str_find(s, needle) >= 0;
}

static size_t common_at(struct str a, size_t i, struct str b, size_t j)
{
	size_t n = 0;

	while (i + n < a.len && j + n < b.len && a.ptr[i + n] == b.ptr[j + n])
		n++;
	return n;
}

size_t str_common(struct str a, struct str b)
{
	size_t best = 0;

	if (a.len > 200 || b.len > 200)
		return 0;
	for (size_t i = 0; i < a.len; utf8_next(a, &i))
		for (size_t j = 0; j < b.len; utf8_next(b, &j)) {
			size_t n = common_at(a, i, b, j);

			best = n > best ? n : best;
		}
	return best;
}

struct str check_quote(struct check *c, struct str s, size_t from, size_t to, size_t han)
{
	(void)c;
	while (from > 0 && han-- > 0) {
		size_t at = from;
		uint32_t ch = utf8_prev(s, &at);

		if (ch == 0x3002 || ch == ';')
			break;
		from = at;
	}
	while (to < s.len && ((unsigned char)s.ptr[to] & 0xC0) == 0x80)
		to++;
	return str_sub(s, from, to);
}

struct str figure_text(const struct line *line, const struct figure *f)
{
	return str_sub(line->s, f->from, f->to);
}
