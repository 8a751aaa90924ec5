/* table_vertical.c - text of a cell set downwards: a character below the other, numbers and short Western words across, marks in
 * their vertical forms where the face has them. A forced line break begins another column, to the left.
 *
 * Such a text is set as an ordinary paragraph with a line for each unit; table_draw.c puts the lines of the columns side by side. */
#include "base/arena.h"
#include "base/utf8.h"
#include "layout/table.h"

enum { LINE_BREAK = 0x2028, MOST_COLUMNS = 8 };

static const struct {
	uint16_t plain, form;
} forms[] = {
	{ 0xFF08, 0xFE35 }, { 0xFF09, 0xFE36 },                     /* （） */
	{ 0x0028, 0xFE35 }, { 0x0029, 0xFE36 },                     /* () */
	{ 0x3014, 0xFE39 }, { 0x3015, 0xFE3A },                     /* 〔〕 */
	{ 0x3010, 0xFE3B }, { 0x3011, 0xFE3C },                     /* 【】 */
	{ 0x300A, 0xFE3D }, { 0x300B, 0xFE3E },                     /* 《》 */
	{ 0x3008, 0xFE3F }, { 0x3009, 0xFE40 },                     /* 〈〉 */
	{ 0x201C, 0xFE43 }, { 0x201D, 0xFE44 },                     /* “” */
	{ 0x2018, 0xFE41 }, { 0x2019, 0xFE42 },                     /* ‘’ */
	{ 0xFF0C, 0xFE10 }, { 0x3001, 0xFE11 }, { 0x3002, 0xFE12 }, /* ，、。 */
	{ 0xFF1A, 0xFE13 }, { 0x003A, 0xFE13 }, { 0xFF1B, 0xFE14 }, /* ： : ； */
	{ 0x2014, 0xFE31 }, { 0x2026, 0xFE19 },                     /* — … */
};

enum { NFORMS = sizeof forms / sizeof forms[0] };

static uint32_t form_of(const struct flow *f, int role, uint32_t ch)
{
	struct glyph_info info;

	for (size_t i = 0; i < NFORMS; i++)
		if (forms[i].plain == ch && f->metrics->glyph(f->metrics->ctx, role, false, forms[i].form, &info))
			return forms[i].form;
	return ch;
}

static bool is_across(uint32_t ch)
{
	return ch < 0x80 && (ch_is_digit(ch) || (ch | 32) - 'a' < 26 || ch == '.' || ch == ',' || ch == '%');
}

static bool is_blank(uint32_t ch)
{
	return ch == ' ' || ch == '\t';
}

/* The next unit from *pos on: [*from, *pos). Its first character; 0 at the end, LINE_BREAK where a column ends. */
static uint32_t next_unit(struct str s, size_t *from, size_t *pos)
{
	uint32_t ch, next;

	do {
		*from = *pos;
		if (*pos >= s.len)
			return 0;
		ch = utf8_next(s, pos);
	} while (is_blank(ch));
	for (size_t ahead = *pos; is_across(ch) && ahead < s.len; *pos = ahead) {
		next = utf8_next(s, &ahead);
		if (!is_across(next))
			break;
	}
	return ch;
}

/* A mark in its vertical form, in the spans that the mark was in. */
static void put_form(struct text_builder *out, const struct text *text, size_t from, size_t to, uint32_t form)
{
	size_t at = out->str.len, nspans = out->nspans;

	text_builder_append(out, text, from, to);
	out->str.len = at;
	buf_utf8(&out->str, form);
	if (out->nspans > nspans)
		out->spans[nspans].to = (uint32_t)out->str.len;
}

struct text table_vertical(const struct flow *f, struct arena *arena, int role, const struct text *text)
{
	size_t from, pos = 0;
	struct text_builder out;
	uint32_t ch;

	text_builder_init(&out);
	while ((ch = next_unit(text->str, &from, &pos)) != 0) {
		uint32_t form = form_of(f, role, ch);

		if (ch == LINE_BREAK)
			continue;
		if (out.str.len > 0)
			buf_utf8(&out.str, LINE_BREAK);
		if (form == ch)
			text_builder_append(&out, text, from, pos);
		else
			put_form(&out, text, from, pos, form);
	}
	return text_builder_take(&out, arena);
}

struct vertical_shape table_vertical_shape(struct str s)
{
	struct vertical_shape shape = { 0, 0, { 0 } };
	size_t from, pos = 0;
	uint16_t lines = 0;

	for (uint32_t ch = LINE_BREAK; ch != 0;) {
		ch = next_unit(s, &from, &pos);
		if (ch != 0 && (ch != LINE_BREAK || shape.columns + 1 == MOST_COLUMNS)) {
			lines = (uint16_t)(lines + (ch != LINE_BREAK && lines < UINT16_MAX));
			continue;
		}
		if (lines > 0)
			shape.lines[shape.columns++] = lines;
		if (shape.rows < lines)
			shape.rows = lines;
		lines = 0;
	}
	return shape;
}

static uint32_t plain_of(uint32_t form)
{
	for (size_t i = 0; i < NFORMS; i++)
		if (forms[i].form == form)
			return forms[i].plain;
	return form;
}

static void read_as(struct arena *arena, struct run *run)
{
	struct page_glyph *glyphs = arena_copy(arena, run->glyphs, run->nglyphs * sizeof *glyphs);

	for (uint32_t i = 0; i < run->nglyphs; i++)
		glyphs[i].ch = plain_of(glyphs[i].ch);
	run->glyphs = glyphs;
}

/* Who copies the text gets the marks that were written. */
void table_vertical_plain(struct arena *arena, struct para_lines *lines)
{
	for (size_t i = 0; i < lines->n; i++) {
		struct para_line *line = &lines->lines[i];
		struct run *runs = arena_copy(arena, line->runs, line->nruns * sizeof *runs);

		for (size_t k = 0; k < line->nruns; k++)
			if (runs[k].nglyphs > 0)
				read_as(arena, &runs[k]);
		line->runs = runs;
	}
}
