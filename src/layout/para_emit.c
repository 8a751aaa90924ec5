/* para_emit.c - chosen lines to runs of glyphs: squeezed or stretched exactly to the measure, aligned, every glyph placed.
 *
 * Boxes are changed in their cells, which nobody needs afterwards. Places are computed in 1/1000 pt from the line's start; a
 * glyph's adjust is the difference of two rounded places, so rounding errors never add up. Order of measures: LAYOUT 2.6, each
 * step exhausted before the next, equal amounts within a step. */
#include "base/arena.h"
#include "layout/para_int.h"

/* Squeeze steps keep their number in LAYOUT 2.6; cells that are never squeezed have step 0. */
enum { STEP_FIRST = 2, STEP_LAST = 7, STRETCH_WORDS, STRETCH_HW, STRETCH_GAPS, STEPS };

/* An amount that is handed out in proportion to weights, to the last 1/1000 pt. */
struct spread {
	int64_t amount; /* to hand out [mpt] */
	int64_t total;  /* of all weights */
	int64_t seen, given;
};

struct setter {
	const struct para_work *w;
	struct run *runs;             /* next free */
	struct page_glyph *glyphs;    /* next free */
	struct run *run;              /* being filled, NULL at a line's start */
	const struct para_cell *last; /* cell of its last glyph */
	int64_t pen; /* place of the last glyph from the run's start [1/1000 em], as readers of the run compute it */
};

/* --- widths --- */

static void trim(struct para_cell *c, int32_t by)
{
	c->width -= by;
	c->dx -= para_left_part(c, by);
}

/* What the edges of a line take; nothing at an edge changes any more. */
static void trim_edges(struct para_cell *first, struct para_cell *last)
{
	if (first->cls == C_OPEN) {
		trim(first, first->edge);
		first->shrink = 0;
	}
	if (last->cls != C_OPEN) {
		trim(last, last->edge);
		last->shrink = 0;
	}
	last->flex = 0;
	last->flags &= (uint8_t)~CELL_GAP;
}

static int flex_step(const struct para_cell *c)
{
	return c->flags & CELL_HW ? STRETCH_HW : STRETCH_WORDS;
}

static void sum_steps(struct spread spread[STEPS], const struct para_cell *c, const struct para_cell *end)
{
	for (; c < end; c++) {
		spread[c->step].total += c->shrink;
		spread[flex_step(c)].total += c->flex;
		spread[STRETCH_GAPS].total += c->flags & CELL_GAP;
	}
}

static int64_t take(struct spread *s, int64_t need)
{
	s->amount = need < s->total ? need : s->total;
	return s->amount;
}

/* Plans to take `need` off; returns by how much the line changes [mpt]. */
static int64_t plan_squeeze(struct spread spread[STEPS], int64_t need)
{
	int64_t left = need;
	int step;

	for (step = STEP_FIRST; step <= STEP_LAST && left > 0; step++)
		left -= take(&spread[step], left);
	if (left > 0 && left <= spread[STRETCH_GAPS].total) { /* a rounding error of the grid */
		spread[STRETCH_GAPS].amount = -left;
		left = 0;
	}
	return left - need;
}

/* Plans to add `need`, in the gaps at most `most` each. */
static int64_t plan_stretch(struct spread spread[STEPS], int64_t need, int64_t most)
{
	struct spread *gaps = &spread[STRETCH_GAPS];
	int64_t left = need;

	left -= take(&spread[STRETCH_WORDS], left);
	left -= take(&spread[STRETCH_HW], left);
	if (gaps->total > 0 && left <= gaps->total * most) {
		gaps->amount = left;
		left = 0;
	}
	return need - left;
}

static int32_t share(struct spread *s, int64_t weight)
{
	int64_t upto, part;

	s->seen += weight;
	upto = s->amount * s->seen / s->total;
	part = upto - s->given;
	s->given = upto;
	return (int32_t)part;
}

static void hand_out(struct spread spread[STEPS], struct para_cell *c, const struct para_cell *end)
{
	struct spread *gaps = &spread[STRETCH_GAPS];

	for (; c < end; c++) {
		if (c->shrink && spread[c->step].amount)
			trim(c, share(&spread[c->step], c->shrink));
		if (c->flex && spread[flex_step(c)].amount)
			c->width += share(&spread[flex_step(c)], c->flex);
		if ((c->flags & CELL_GAP) && gaps->amount)
			c->width += share(gaps, 1);
	}
}

/* Makes the boxes [c, end) longer by `need` (shorter: negative) as far as the rules let it; returns by how much [mpt]. */
static int64_t spread_need(const struct para_work *w, struct para_cell *c, const struct para_cell *end, int64_t need)
{
	struct spread spread[STEPS] = { { 0, 0, 0, 0 } };
	int64_t most = w->spec->align == PARA_DISTRIBUTE ? PARA_WIDE : w->em, change;

	sum_steps(spread, c, end);
	change = need < 0 ? plan_squeeze(spread, -need) : plan_stretch(spread, need, most);
	hand_out(spread, c, end);
	return change;
}

/* --- glyphs --- */

static void end_run(struct setter *s, int32_t x)
{
	if (s->run)
		s->run->width = x - s->run->x;
	s->run = NULL;
}

static void start_run(struct setter *s, const struct para_cell *c, int32_t x)
{
	const struct span *span = c->span ? &s->w->text->spans[c->span - 1] : NULL;

	end_run(s, x);
	s->run = s->runs++;
	*s->run = (struct run){ .glyphs = s->glyphs,
		                .face = c->face,
		                .missing = span && span->kind == SPAN_MISSING,
		                .rule = (c->flags & CELL_RULE) != 0,
		                .size = s->w->spec->size,
		                .x = x,
		                .from = c->at,
		                .trace = span ? span->trace : NULL };
	s->pen = 0;
}

/* Moves the pen to x by adjusting the glyph before; false when that is too far for an adjustment. */
static bool move_pen(struct setter *s, int32_t x)
{
	int64_t way = (int64_t)(x - s->run->x) * 1000, half = s->run->size / 2;
	int64_t place = (way < 0 ? way - half : way + half) / s->run->size, adjust = place - s->pen - s->last->advance;

	if (adjust != (int16_t)adjust)
		return false;
	s->glyphs[-1].adjust = (int16_t)adjust;
	s->pen = place;
	return true;
}

static void put_glyph(struct setter *s, const struct para_cell *c, int32_t x)
{
	if (!s->run || s->last->face != c->face || s->last->span != c->span || ((s->last->flags ^ c->flags) & CELL_RULE) ||
	    !move_pen(s, x))
		start_run(s, c, x);
	*s->glyphs++ = (struct page_glyph){ c->ch == '\t' ? ' ' : c->ch, c->gid, 0 };
	s->run->nglyphs++;
	s->last = c;
}

/* --- lines --- */

/* Squeezes or stretches the boxes of a line to their final widths; returns the sum. */
static int32_t fit_line(struct para_work *w, const struct para_cut *cut, int32_t avail)
{
	struct para_cell *first = &w->cells[cut->from], *end = &w->cells[cut->end];
	enum para_align align = w->spec->align;
	int64_t width, need;

	if (first == end)
		return 0;
	width = para_line_width(w, cut->from, cut->end);
	need = avail - width;
	trim_edges(first, end - 1);
	if (need < 0 ? !w->spec->nowrap : need > 0 && (align == PARA_DISTRIBUTE || (align == PARA_JUSTIFY && !cut->last)))
		width += spread_need(w, first, end, need);
	return (int32_t)width;
}

static uint32_t byte_at(const struct para_work *w, uint32_t i)
{
	return i < w->n ? w->cells[i].at : (uint32_t)w->text->str.len;
}

static void set_line(struct setter *s, struct para_work *w, const struct para_cut *cut, bool first, struct para_line *line)
{
	const struct para_spec *spec = w->spec;
	int32_t x = spec->indent_left + (first ? spec->indent_first : 0), avail = para_avail(spec, first);
	int32_t width = fit_line(w, cut, avail);
	const struct para_cell *c, *end = &w->cells[cut->end];
	uint32_t next = cut->next;

	if (spec->align == PARA_RIGHT)
		x += avail - width;
	else if (spec->align == PARA_CENTER ||
	         spec->align == PARA_DISTRIBUTE) /* distributed: a single character stands in the middle */
		x += (avail - width) / 2;
	if (next > cut->from && w->cells[next - 1].cls == C_NEWLINE)
		next--;
	*line = (struct para_line){ s->runs, 0, x, width, byte_at(w, cut->from), byte_at(w, next) };
	for (c = &w->cells[cut->from]; c < end; c++) {
		if (!(c->flags & CELL_NO_GLYPH))
			put_glyph(s, c, x + c->dx);
		x += c->width;
		x = x < PARA_WIDE ? x : PARA_WIDE;
	}
	end_run(s, x);
	line->nruns = (size_t)(s->runs - line->runs);
}

struct para_lines para_emit(struct para_work *w, struct arena *arena, const struct para_cut *cuts, size_t ncuts)
{
	size_t nruns = w->spec->align == PARA_DISTRIBUTE ? w->n : w->runs + ncuts;
	char *block = arena_alloc(arena, ncuts * sizeof(struct para_line) + nruns * sizeof(struct run) +
	                                         w->n * sizeof(struct page_glyph));
	struct para_lines lines = { (struct para_line *)(void *)block, ncuts };
	struct setter s = { .w = w };
	size_t i;

	s.runs = (struct run *)(void *)(block + ncuts * sizeof(struct para_line));
	s.glyphs = (struct page_glyph *)(void *)(block + ncuts * sizeof(struct para_line) + nruns * sizeof(struct run));
	for (i = 0; i < ncuts; i++)
		set_line(&s, w, &cuts[i], i == 0, &lines.lines[i]);
	return lines;
}
