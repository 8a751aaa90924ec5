/* para_cell.c - text to cells: class, glyph and natural box of every character, each for itself.
 *
 * Only quotes and dashes look at their neighbours here: whether they are Chinese or Western decides which face is asked. */
#include <stdio.h>

#include "layout/para_int.h"

struct cell_maker {
	struct para_work *w;
	size_t span;      /* next span that may hold the position */
	uint32_t span_to; /* until here role and attr stay as they are [bytes] */
	uint32_t attr;    /* para_cell.span of what comes */
	int role;
	bool quote_western; /* how the quotation that is open was opened */
	bool quote_open;
};

int32_t para_scale(int32_t size, int32_t units)
{
	int64_t v = (int64_t)size * units;

	return (int32_t)((v + (v < 0 ? -500 : 500)) / 1000);
}

static int span_role(const struct para_spec *spec, const struct span *span)
{
	if (span->kind == SPAN_BOLD)
		return spec->bold_role;
	if (span->kind == SPAN_RUN_IN && span->level < 5 && spec->run_in_role[span->level] != 0)
		return spec->run_in_role[span->level];
	return spec->role;
}

/* Finds the span at a byte and the byte where that may change. */
static void enter_span(struct cell_maker *m, uint32_t at)
{
	const struct text *text = m->w->text;

	while (m->span < text->nspans && text->spans[m->span].to <= at)
		m->span++;
	m->role = m->w->spec->role;
	m->attr = 0;
	if (m->span == text->nspans) {
		m->span_to = UINT32_MAX;
	} else if (text->spans[m->span].from > at) {
		m->span_to = text->spans[m->span].from;
	} else {
		const struct span *span = &text->spans[m->span];
		m->span_to = span->to;
		m->role = span_role(m->w->spec, span);
		if (span->trace || span->kind == SPAN_MISSING)
			m->attr = (uint32_t)m->span + 1;
	}
}

/* Drawn by nothing, and no font needs to know them: controls, joiners, variation selectors, U+FEFF, tags. */
static bool is_invisible(uint32_t ch)
{
	return ch < 0x300 || (ch >= 0x200B && ch <= 0x206F) || (ch >= 0xFE00 && ch <= 0xFE0F) || ch == 0xFEFF || ch >= 0xE0000 ||
	       (ch >= 0xFFF9 && ch <= 0xFFFB);
}

/* Another character that looks the same where a font leaves one out; 0: none. */
static uint32_t look_alike(uint32_t ch)
{
	switch (ch) {
	case 0x2010:
	case 0x2011:
	case 0x2212:
		return '-';
	case 0x22EF:
		return 0x2026;
	case 0x2015:
		return 0x2014;
	case 0x2027:
	case 0x30FB:
		return 0xB7;
	case 0x00B7:
		return 0x30FB;
	case 0x301C:
		return 0xFF5E;
	default:
		return para_class(ch) == C_BLANK || para_class(ch) == C_GLUE ? ' ' : 0;
	}
}

static void report_missing(struct para_work *w, const struct para_cell *c, int role)
{
	char code[40], number[16], bytes[4];
	struct str name;
	size_t len = utf8_encode(c->ch, bytes);

	if (!w->diags)
		return;
	snprintf(code, sizeof code, "U+%04X “%.*s”", (unsigned)c->ch, (int)len, bytes);
	snprintf(number, sizeof number, "%d", role);
	name = w->spec->roles ? w->spec->roles[role].name : str_from(number);
	diag(w->diags, GLYPH_MISSING, text_origin(w->text, c->at), str_from(code), name);
}

/* For a character that no face has: blanks need none, others are reported and shown as 〓. */
static void replace_glyph(struct cell_maker *m, struct para_cell *c, struct glyph_info *g)
{
	const struct metrics *metrics = m->w->metrics;

	if (c->cls == C_WIDE_BLANK || c->cls == C_BLANK || c->cls == C_GLUE) {
		c->flags |= CELL_NO_GLYPH;
		g->advance = c->cls == C_WIDE_BLANK ? 1000 : 250;
		return;
	}
	report_missing(m->w, c, m->role);
	if (!metrics->glyph(metrics->ctx, m->role, false, 0x3013, g))
		c->flags |= CELL_NO_GLYPH;
}

/* Looks the glyph up; falls back to a look-alike, then to 〓 with a report, then to nothing. */
static void find_glyph(struct cell_maker *m, struct para_cell *c)
{
	const struct metrics *metrics = m->w->metrics;
	struct glyph_info g;
	bool latin = (c->flags & CELL_LATIN) != 0;
	uint32_t alike;

	if (!metrics->glyph(metrics->ctx, m->role, latin, c->ch == '\t' ? ' ' : c->ch, &g)) {
		alike = look_alike(c->ch);
		if (alike == 0 || !metrics->glyph(metrics->ctx, m->role, latin, alike, &g)) {
			g = (struct glyph_info){ 0 };
			replace_glyph(m, c, &g);
		}
	}
	c->gid = g.gid;
	c->face = g.face;
	c->advance = g.advance;
	c->x_min = g.x_min;
	c->x_max = g.x_max;
}

static bool is_ascii_text(uint32_t ch)
{
	return ch >= 0x20 && ch < 0x7F;
}

/* Curly quotes are Chinese ones (1 em) unless Western text stands on both sides; a closing quote follows its opening one. */
static enum para_class quote_class(struct cell_maker *m, uint32_t ch, enum para_class cls, uint32_t before, uint32_t after)
{
	bool western = m->w->western || (is_ascii_text(before) && is_ascii_text(after));

	if (ch == 0x2019 && para_class(before) == C_LETTER && para_class(after) == C_LETTER)
		return C_LETTER; /* apostrophe */
	if (cls == C_OPEN) {
		m->quote_western = western;
		m->quote_open = true;
	} else if (m->quote_open) {
		western = m->quote_western;
		m->quote_open = false;
	}
	if (!western)
		return cls;
	return cls == C_OPEN ? C_WOPEN : C_WCLOSE;
}

static enum para_class class_in_context(struct cell_maker *m, uint32_t ch, uint32_t before, size_t pos)
{
	enum para_class cls = para_class(ch);
	uint32_t after;

	if ((ch & ~UINT32_C(0x7F)) != 0x2000)
		return cls;
	after = pos < m->w->text->str.len ? utf8_next(m->w->text->str, &pos) : 0;
	if (ch == 0x2018 || ch == 0x2019 || ch == 0x201C || ch == 0x201D)
		return quote_class(m, ch, cls, before, after);
	if (cls == C_DASH && (m->w->western || (para_class(before) != C_DASH && para_class(after) != C_DASH)))
		return C_CONNECT;
	if (cls == C_ELLIPSIS && m->w->western)
		return C_WPAUSE;
	return cls;
}

static int32_t full_width(const struct para_work *w, const struct para_cell *c)
{
	return c->advance >= 900 && c->advance <= 1100 ? w->em : para_scale(w->spec->size, c->advance);
}

/* The natural box: Han characters and marks fill the cell, half-em marks half of it, everything else is as wide as its glyph. */
static void natural_box(struct para_work *w, struct para_cell *c)
{
	int32_t size = w->spec->size;

	switch ((enum para_class)c->cls) {
	case C_WIDE:
	case C_OTHER:
		c->width = full_width(w, c);
		break;
	case C_OPEN: /* a proportional mark takes a full cell, its ink where the ink of a full-width one is */
		c->width = w->em;
		c->dx = c->advance < 900 ? w->em - para_scale(size, c->advance) : 0;
		break;
	case C_CLOSE:
	case C_COMMA:
	case C_STOP:
	case C_WIDE_BLANK:
		c->width = w->em;
		break;
	case C_MARK:
		c->width = 0;
		break;
	default:
		c->width = para_scale(size, c->advance);
		break;
	}
}

/* ＿, or _ beside another one. */
static bool is_rule(const struct cell_maker *m, const struct para_cell *c, const struct para_cell *before)
{
	struct str s = m->w->text->str;

	return c->ch == 0xFF3F ||
	       (c->ch == '_' && ((before && before->ch == '_') || (c->at + 1 < s.len && s.ptr[c->at + 1] == '_')));
}

static void make_cell(struct cell_maker *m, struct para_cell *c, const struct para_cell *before)
{
	enum para_class cls = (enum para_class)c->cls;

	if (cls == C_HAN) { /* nearly always */
		c->flags = CELL_TEXT;
		find_glyph(m, c);
		c->width = full_width(m->w, c);
		return;
	}
	if (cls == C_NEWLINE || cls == C_ZERO || (cls == C_MARK && is_invisible(c->ch))) {
		c->flags |= CELL_NO_GLYPH;
		if (before)
			c->face = before->face; /* cuts no run */
		return;
	}
	if (cls == C_BLANK || cls == C_GLUE || cls == C_MARK)
		c->flags |= before ? before->flags & CELL_LATIN : 0;
	else if (para_is_western(cls) || m->w->western)
		c->flags |= CELL_LATIN;
	c->flags |= is_rule(m, c, before) ? CELL_RULE : 0;
	find_glyph(m, c);
	natural_box(m->w, c);
	if (cls == C_MARK && before && c->advance > 0)
		c->dx = -(before->width + para_scale(m->w->spec->size, c->advance)) / 2;
	else if (cls != C_MARK && cls != C_BLANK && cls != C_GLUE && cls != C_WIDE_BLANK)
		c->flags |= CELL_TEXT;
	m->w->others |= cls == C_OTHER;
}

/* Letters and no character of U+3000 or above (lead byte E3 and up). */
static bool is_western_text(struct str s)
{
	bool letter = false;
	size_t i;

	for (i = 0; i < s.len; i++) {
		unsigned char b = (unsigned char)s.ptr[i];
		if (b >= 0xE3)
			return false;
		letter = letter || ((b | 0x20) >= 'a' && (b | 0x20) <= 'z');
	}
	return letter;
}

/* The next character. Nearly all are ideographs of the BMP with lead bytes E4 .. E9, which need no decoder and no table. */
static uint32_t next_char(struct str s, size_t *pos, bool *han)
{
	const unsigned char *p = (const unsigned char *)s.ptr + *pos;
	uint32_t ch;

	if (*p >= 0xE4 && *p <= 0xE9) {
		ch = ((uint32_t)*p & 15) << 12 | ((uint32_t)p[1] & 63) << 6 | ((uint32_t)p[2] & 63);
		*han = ch >= 0x4E00;
		*pos += 3;
		return ch;
	}
	*han = false;
	return utf8_next(s, pos);
}

/* Full-width letters, digits and percent signs are ASCII ones, in what is drawn and in what readers extract (LAYOUT 2.4). */
static uint32_t normal_width(uint32_t ch)
{
	bool folds = (ch >= 0xFF10 && ch <= 0xFF19) || (ch >= 0xFF21 && ch <= 0xFF3A) || (ch >= 0xFF41 && ch <= 0xFF5A);

	return folds || ch == 0xFF05 ? ch - 0xFEE0 : ch;
}

void para_cells(struct para_work *w)
{
	struct cell_maker m = { .w = w };
	struct str s = w->text->str;
	struct para_cell *c = w->cells, *before = NULL;
	size_t pos = 0;
	bool han;

	w->em = w->spec->advance > 0 ? w->spec->advance : w->spec->size;
	w->western = is_western_text(s);
	w->runs = 0;
	for (; pos < s.len; before = c++) {
		*c = (struct para_cell){ .at = (uint32_t)pos };
		if (pos >= m.span_to)
			enter_span(&m, (uint32_t)pos);
		c->span = m.attr;
		c->ch = next_char(s, &pos, &han);
		if (c->ch >= 0xFF05 && c->ch <= 0xFF5A)
			c->ch = normal_width(c->ch);
		c->cls = (uint8_t)(han ? C_HAN : class_in_context(&m, c->ch, before ? before->ch : 0, pos));
		make_cell(&m, c, before);
		if (!before || before->face != c->face || before->span != c->span || ((before->flags ^ c->flags) & CELL_RULE))
			w->runs++;
	}
	w->n = (uint32_t)(c - w->cells);
}
