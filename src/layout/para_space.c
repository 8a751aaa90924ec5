/* para_space.c - widths that depend on the neighbours: pairs of marks, gaps between Han and Western text, dashes, word spaces,
 * kerning; and for every cell how far it may shrink or grow. Rules: LAYOUT 2.3, 2.4, 2.6.
 *
 * Nothing here depends on where lines end: what happens at line edges is in para_cell.edge. */
#include "layout/para_int.h"

/* How a mark gives up half an em: at the side without ink, or at both when its ink stands in the middle (？ of some fonts). */
static void choose_side(struct para_cell *c)
{
	int ink = c->x_max - c->x_min;
	bool known = ink > 0 && ink <= 600 && c->advance >= 900;

	if (!known)
		c->flags |= c->cls == C_OPEN ? CELL_LEFT : 0;
	else if (c->x_max <= 550)
		return;
	else
		c->flags |= c->x_min >= 450 ? CELL_LEFT : CELL_BOTH;
}

int32_t para_left_part(const struct para_cell *c, int32_t trim)
{
	if (c->flags & CELL_LEFT)
		return trim;
	return c->flags & CELL_BOTH ? trim / 2 : 0;
}

static void open_mark(const struct para_work *w, struct para_cell *c)
{
	choose_side(c);
	c->shrink = w->em - w->em / 2;
	c->edge = c->shrink;
	c->step = (uint8_t)para_squeeze_step((enum para_class)c->cls);
}

static void halve(struct para_cell *c)
{
	c->dx -= para_left_part(c, c->edge);
	c->width -= c->edge;
	c->edge = 0;
	c->shrink = 0;
	c->step = 0;
}

/* Puts the ink in the middle of a box of that width. */
static void centre_ink(const struct para_work *w, struct para_cell *c, int32_t width)
{
	int32_t ink = c->x_max > c->x_min ? c->x_min + c->x_max : c->advance; /* a font may not say where its ink is */

	c->width = width;
	c->dx = (width - para_scale(w->spec->size, ink)) / 2;
}

/* Dashes cells[i, i + n): one line of n em without holes, whatever the font's dash measures. */
static void join_dashes(const struct para_work *w, uint32_t i, uint32_t n)
{
	int32_t size = w->spec->size, x = 0, step, left;
	uint32_t k;

	for (k = i; k < i + n; k++) {
		struct para_cell *c = &w->cells[k];
		int32_t ink = para_scale(size, c->x_max - c->x_min), em = c->ch == 0x2E3A ? 2 * w->em : w->em;
		c->width = em;
		if (ink <= 0)
			continue;
		step = ink < em ? ink - size / 100 : em; /* short ones overlap a little */
		left = k == i ? ((int32_t)n * em - (int32_t)(n - 1) * step - ink) / 2 : 0;
		x += left;
		c->dx = x - para_scale(size, c->x_min) - (int32_t)(k - i) * em;
		x += step;
	}
}

static bool gap_western(const struct para_cell *c)
{
	switch ((enum para_class)c->cls) {
	case C_LETTER:
		return true;
	case C_DIGIT:
	case C_PREFIX:
	case C_SIGN:
	case C_POSTFIX:
	case C_SYMBOL:
		return c->ch < 0x80 ? c->ch != '"' && c->ch != '\'' : c->ch == 0x2030 || c->advance < 800;
	default:
		return false;
	}
}

static bool needs_gap(const struct para_cell *a, const struct para_cell *b)
{
	return (a->cls == C_HAN && gap_western(b)) || (gap_western(a) && b->cls == C_HAN);
}

/* Gap of a quarter em at the end of the box: 1/8 em when squeezed, 1/3 em when stretched before everything else is. */
static void add_gap(const struct para_work *w, struct para_cell *c)
{
	c->width += w->em / 4;
	c->edge = w->em / 4;
	c->shrink = w->em / 8;
	c->flex = w->em / 12;
	c->step = 6;
	c->flags |= CELL_HW;
}

/* A typed blank: between Han and Western text it is the gap itself, elsewhere a word space. */
static void set_blank(const struct para_work *w, struct para_cell *c, const struct para_cell *before,
                      const struct para_cell *after)
{
	if (before && after && needs_gap(before, after)) {
		c->width = 0;
		add_gap(w, c);
		return;
	}
	c->shrink = c->width > w->em / 4 ? c->width - w->em / 4 : 0;
	c->flex = c->width < w->em / 2 ? w->em / 2 - c->width : 0;
	c->step = 2;
}

static bool is_word(const struct para_cell *c)
{
	enum para_class cls = (enum para_class)c->cls;

	return para_is_western(cls) && cls != C_GLUE;
}

static bool is_rigid(const struct para_cell *c)
{
	return c->cls == C_CONNECT || c->cls == C_INTERPUNCT || c->cls == C_SOLIDUS || c->cls == C_SLASH || c->cls == C_HYPHEN;
}

/* May the line be stretched between these two? */
static bool has_gap(const struct para_cell *a, const struct para_cell *b)
{
	if (b->cls == C_BLANK || b->cls == C_GLUE || b->cls == C_MARK || b->cls == C_ZERO || b->cls == C_NEWLINE)
		return false; /* the blank itself stretches; marks stay with their base */
	if (is_rigid(a) || is_rigid(b) || (is_word(a) && is_word(b)))
		return false;
	if (a->cls == C_OTHER && b->cls == C_OTHER)
		return false;
	return !((a->cls == C_DASH || a->cls == C_ELLIPSIS) && a->cls == b->cls);
}

static void kern(const struct para_work *w, struct para_cell *a, const struct para_cell *b)
{
	const struct metrics *m = w->metrics;

	if (m->kern && a->face == b->face && (a->cls == C_LETTER || b->cls == C_LETTER))
		a->width += para_scale(w->spec->size, m->kern(m->ctx, a->face, a->gid, b->gid));
}

/* Widths that follow from the class alone, which natural_box could not know before its neighbours had glyphs. */
static void own_width(const struct para_work *w, uint32_t i)
{
	struct para_cell *c = &w->cells[i];
	uint32_t n = 1;

	switch ((enum para_class)c->cls) {
	case C_OPEN:
	case C_CLOSE:
	case C_COMMA:
	case C_STOP:
		open_mark(w, c);
		break;
	case C_INTERPUNCT:
	case C_SOLIDUS: /* half an em, if its ink leaves room for that */
		if (!w->western && c->x_max - c->x_min <= 600)
			centre_ink(w, c, w->em / 2);
		break;
	case C_ELLIPSIS:
		centre_ink(w, c, w->em);
		break;
	case C_CONNECT:
		if (!w->western && (c->ch == 0x2014 || c->ch == 0x2015 || c->advance >= 900))
			centre_ink(w, c, w->em);
		break;
	case C_DASH:
		if (i > 0 && w->cells[i - 1].cls == C_DASH)
			return; /* done with the first one */
		while (i + n < w->n && w->cells[i + n].cls == C_DASH)
			n++;
		join_dashes(w, i, n);
		break;
	default:
		break;
	}
}

static void between(const struct para_work *w, struct para_cell *a, struct para_cell *b, const struct para_cell *base)
{
	enum para_trim trim = para_pair_trim((enum para_class)a->cls, (enum para_class)b->cls);

	if (trim == TRIM_FIRST && a->edge)
		halve(a);
	else if (trim == TRIM_SECOND && b->edge)
		halve(b);
	else if (is_word(a) && is_word(b))
		kern(w, a, b);
	else if (needs_gap(base, b) && a->cls != C_BLANK)
		add_gap(w, a);
	if (has_gap(a, b))
		a->flags |= CELL_GAP;
}

void para_space(struct para_work *w)
{
	const struct para_cell *base = NULL; /* the last cell that is no mark */
	uint32_t i;

	if (w->n > 0)
		own_width(w, 0);
	for (i = 0; i < w->n; i++) {
		struct para_cell *c = &w->cells[i];
		bool more = i + 1 < w->n;
		if (more && c->cls == C_HAN && c[1].cls == C_HAN) { /* nearly always */
			c->flags |= CELL_GAP;
			base = c;
			continue;
		}
		if (more)
			own_width(w, i + 1);
		if (c->cls == C_BLANK || c->cls == C_GLUE)
			set_blank(w, c, base, more ? c + 1 : NULL);
		if (c->cls != C_MARK)
			base = c;
		if (more && base)
			between(w, c, c + 1, base);
	}
}
