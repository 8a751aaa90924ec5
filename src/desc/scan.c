/* scan.c - splits XML text into pieces with places; see scan.h. Line and column are counted forward once, so a file costs one
 * pass. */
#include "desc/scan.h"

#include <string.h>

bool xml_is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

void scan_init(struct scan *s, const struct source *src)
{
	*s = (struct scan){ .src = src, .line = 1, .col = 1 };
}

struct origin scan_place(struct scan *s, size_t at)
{
	const char *text = s->src->text.ptr;

	for (; s->counted < at; s->counted++) {
		unsigned char c = (unsigned char)text[s->counted];
		if (c == '\n') {
			s->line++;
			s->col = 1;
		} else if ((c & 0xC0) != 0x80) {
			s->col++;
		}
	}
	/* Inside a character the count has gone on to its end already; nobody asks for such places. */
	return (struct origin){ s->src, s->line, s->col };
}

static char peek(const struct scan *s)
{
	return s->pos < s->src->text.len ? s->src->text.ptr[s->pos] : '\0';
}

static struct str rest(const struct scan *s)
{
	return str_sub(s->src->text, s->pos, s->src->text.len);
}

/* Moves behind `end`; false when the text ends first. */
static bool skip_past(struct scan *s, struct str end)
{
	ptrdiff_t at = str_find(rest(s), end);

	if (at < 0)
		return false;
	s->pos += (size_t)at + end.len;
	return true;
}

static void skip_blanks(struct scan *s)
{
	while (xml_is_blank(peek(s)))
		s->pos++;
}

static struct str take_name(struct scan *s)
{
	size_t from = s->pos;

	while (s->pos < s->src->text.len && !xml_is_blank(peek(s)) && !strchr("/>=<\"'", peek(s)))
		s->pos++;
	return str_sub(s->src->text, from, s->pos);
}

/* The end of a tag, or what makes it none. */
static bool end_tag(struct scan *s)
{
	s->close = peek(s) == '/';
	if (s->close)
		s->pos++;
	if (peek(s) == '>') {
		s->pos++;
		s->in_tag = false;
	}
	return false;
}

bool scan_attr(struct scan *s, struct scan_attr *attr)
{
	if (!s->in_tag)
		return false;
	skip_blanks(s);
	attr->name_origin = scan_place(s, s->pos);
	attr->name = take_name(s);
	if (attr->name.len == 0)
		return end_tag(s);
	skip_blanks(s);
	if (peek(s) != '=')
		return false;
	s->pos++;
	skip_blanks(s);
	char quote = peek(s);
	if (quote != '"' && quote != '\'')
		return false;
	s->pos++;
	attr->value_origin = scan_place(s, s->pos);
	return skip_past(s, quote == '"' ? STR("\"") : STR("'"));
}

/* Reads what is left of a tag that nobody asked the attributes of. */
static bool finish_tag(struct scan *s)
{
	struct scan_attr attr;

	while (scan_attr(s, &attr)) {}
	return !s->in_tag;
}

static enum scan_kind scan_open(struct scan *s, struct scan_piece *piece)
{
	s->pos++;
	piece->origin = scan_place(s, s->pos);
	piece->name = take_name(s);
	s->in_tag = true;
	return piece->name.len > 0 ? SCAN_OPEN : SCAN_BROKEN;
}

static enum scan_kind scan_text(struct scan *s, struct scan_piece *piece, size_t from, size_t to)
{
	size_t ink = from;

	while (ink < to && xml_is_blank(s->src->text.ptr[ink]))
		ink++;
	piece->blank = ink == to;
	piece->origin = scan_place(s, piece->blank ? from : ink);
	return SCAN_TEXT;
}

static enum scan_kind scan_cdata(struct scan *s, struct scan_piece *piece)
{
	size_t from = s->pos + STR("<![CDATA[").len;

	if (!skip_past(s, STR("]]>")))
		return SCAN_BROKEN;
	return scan_text(s, piece, from, s->pos - STR("]]>").len);
}

static enum scan_kind scan_data(struct scan *s, struct scan_piece *piece)
{
	size_t from = s->pos;
	const char *next = memchr(s->src->text.ptr + from, '<', s->src->text.len - from);

	s->pos = next ? (size_t)(next - s->src->text.ptr) : s->src->text.len;
	return scan_text(s, piece, from, s->pos);
}

static enum scan_kind scan_markup(struct scan *s, struct scan_piece *piece)
{
	struct str left = rest(s);

	if (str_starts(left, STR("<!--"))) {
		s->pos += STR("<!--").len;
		return skip_past(s, STR("-->")) ? SCAN_OTHER : SCAN_BROKEN;
	}
	if (str_starts(left, STR("<![CDATA[")))
		return scan_cdata(s, piece);
	if (str_starts(left, STR("<?")))
		return skip_past(s, STR("?>")) ? SCAN_OTHER : SCAN_BROKEN;
	if (str_starts(left, STR("</")))
		return skip_past(s, STR(">")) ? SCAN_CLOSE : SCAN_BROKEN;
	if (str_starts(left, STR("<!")))
		return SCAN_BROKEN;
	return scan_open(s, piece);
}

enum scan_kind scan_next(struct scan *s, struct scan_piece *piece)
{
	*piece = (struct scan_piece){ .kind = SCAN_BROKEN };
	if (!finish_tag(s))
		return piece->kind;
	if (s->close) {
		s->close = false;
		piece->kind = SCAN_CLOSE;
	} else if (s->pos == s->src->text.len) {
		piece->kind = SCAN_END;
	} else {
		piece->kind = peek(s) == '<' ? scan_markup(s, piece) : scan_data(s, piece);
	}
	return piece->kind;
}
