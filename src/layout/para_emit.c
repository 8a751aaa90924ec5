/* para_emit.c - chosen lines to runs of glyphs: squeezed or stretched exactly to the measure, aligned, every glyph placed.
 *
 * Places are computed in 1/1000 pt from the line's start; a glyph's adjust is the difference of two rounded places, so rounding
 * errors never add up. Order of measures: LAYOUT 2.6, each step exhausted before the next, equal amounts within a step. */
#include "base/arena.h"
#include "layout/para_int.h"

/* Squeeze steps keep their number in LAYOUT 2.6. */
enum { STEP_FIRST = 2, STEP_LAST = 7, STRETCH_WORDS, STRETCH_HW, STRETCH_GAPS, STEPS };

/* An amount that is handed out in proportion to weights, to the last 1/1000 pt. */
struct spread {
	int64_t amount; /* to hand out [mpt] */
	int64_t total;  /* of all weights */
	int64_t seen, given;
};

struct setter {
	const struct para_work *w;
	struct spread spread[STEPS];
	bool spreads;              /* an amount is to be handed out in this line */
	struct run *runs;          /* next free */
	struct page_glyph *glyphs; /* next free */
	struct run *run;           /* being filled, NULL at a line's start */
	const struct para_cell *last; /* cell of its last glyph */
	int64_t pen;               /* place of the last glyph from the run's start [1/1000 em], as readers of the run compute it */
};

static int32_t share(struct spread *s, int64_t weight)
{
	int64_t upto, part;

	if (s->amount == 0 || weight == 0)
		return 0;
	s->seen += weight;
	upto = s->amount * s->seen / s->total;
	part = upto - s->given;
	s->given = upto;
	return (int32_t)part;
}

static int flex_step(const struct para_cell *c)
{
	return c->flags & CELL_HW ? STRETCH_HW : STRETCH_WORDS;
}

static bool trimmed_at_start(const struct para_cut *cut, const struct para_cell *cells, uint32_t i)
{
	return i == cut->from && cells[i].cls == C_OPEN;
}

static void sum_steps(struct setter *s, const struct para_cut *cut)
{
	const struct para_cell *cells = s->w->cells;
	uint32_t i;

	for (i = 0; i < STEPS; i++)
		s->spread[i] = (struct spread){ 0 };
	for (i = cut->from; i + 1 < cut->end; i++) {
		const struct para_cell *c = &cells[i];
		if (!trimmed_at_start(cut, cells, i))
			s->spread[c->step].total += c->shrink;
		s->spread[flex_step(c)].total += c->flex;
		s->spread[STRETCH_GAPS].total += c->flags & CELL_GAP;
	}
}

static int64_t take(struct spread *s, int64_t need)
{
	s->amount = need < s->total ? need : s->total;
	return s->amount;
}

/* Returns by how much the line changes [mpt]. */
static int64_t squeeze(struct setter *s, int64_t need)
{
	int64_t left = need;
	int step;

	for (step = STEP_FIRST; step <= STEP_LAST && left > 0; step++)
		left -= take(&s->spread[step], left);
	if (left > 0 && left <= s->spread[STRETCH_GAPS].total) { /* a rounding error of the grid */
		s->spread[STRETCH_GAPS].amount = -left;
		left = 0;
	}
	return left - need;
}

static int64_t stretch(struct setter *s, int64_t need, bool any)
{
	struct spread *gaps = &s->spread[STRETCH_GAPS];
	int64_t left = need;

	left -= take(&s->spread[STRETCH_WORDS], left);
	left -= take(&s->spread[STRETCH_HW], left);
	if (gaps->total > 0 && (any || left <= gaps->total * s->w->em)) {
		gaps->amount = left;
		left = 0;
	}
	return need - left;
}

/* Makes the line longer by `need` (shorter: negative) as far as the rules let it; returns by how much [mpt]. */
static int64_t spread_need(struct setter *s, const struct para_cut *cut, int64_t need, bool any)
{
	sum_steps(s, cut);
	return need < 0 ? squeeze(s, -need) : stretch(s, need, any);
}

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
		                .size = s->w->spec->size,
		                .x = x,
		                .from = c->at,
		                .trace = span ? span->trace : NULL };
	s->pen = 0;
}

/* Moves the pen to x by adjusting the glyph before; false when that is too far for an adjustment. */
static bool move_pen(struct setter *s, int32_t x)
{
	int64_t way = (int64_t)(x - s->run->x) * 1000, half = s->w->spec->size / 2;
	int64_t place = (way < 0 ? way - half : way + half) / s->w->spec->size, adjust = place - s->pen - s->last->advance;

	if (adjust < INT16_MIN || adjust > INT16_MAX)
		return false;
	s->glyphs[-1].adjust = (int16_t)adjust;
	s->pen = place;
	return true;
}

static void put_glyph(struct setter *s, const struct para_cell *c, int32_t x)
{
	if (!s->run || s->last->face != c->face || s->last->span != c->span || !move_pen(s, x))
		start_run(s, c, x);
	*s->glyphs++ = (struct page_glyph){ c->ch == '\t' ? ' ' : c->ch, c->gid, 0 };
	s->run->nglyphs++;
	s->last = c;
}

/* Sets one cell at x; returns the width of its box in this line. */
static int32_t set_cell(struct setter *s, const struct para_cut *cut, uint32_t i, int32_t x)
{
	const struct para_cell *c = &s->w->cells[i];
	bool at_end = i + 1 == cut->end;
	int32_t trim = 0, width = c->width, left = c->dx;

	if (trimmed_at_start(cut, s->w->cells, i) || (at_end && c->cls != C_OPEN))
		trim = c->edge;
	else if (s->spreads)
		trim = share(&s->spread[c->step], c->shrink);
	if (s->spreads && !at_end) {
		width += share(&s->spread[flex_step(c)], c->flex);
		width += share(&s->spread[STRETCH_GAPS], c->flags & CELL_GAP);
	}
	if (trim) {
		width -= trim;
		left -= para_left_part(c, trim);
	}
	if (!(c->flags & CELL_NO_GLYPH))
		put_glyph(s, c, x + left);
	return width;
}

static int32_t byte_at(const struct para_work *w, uint32_t i)
{
	return (int32_t)(i < w->n ? w->cells[i].at : w->text->str.len);
}

static void set_line(struct setter *s, const struct para_cut *cut, bool first, struct para_line *line)
{
	const struct para_spec *spec = s->w->spec;
	int32_t x = spec->indent_left + (first ? spec->indent_first : 0), avail = para_avail(spec, first);
	int64_t width = para_line_width(s->w, cut->from, cut->end), need = avail - width;
	bool distribute = spec->align == PARA_DISTRIBUTE;
	uint32_t i, next = cut->next;

	s->spreads = need < 0 ? !spec->nowrap : need > 0 && (distribute || (spec->align == PARA_JUSTIFY && !cut->last));
	if (s->spreads)
		width += spread_need(s, cut, need, distribute);
	if (spec->align == PARA_RIGHT)
		x += avail - (int32_t)width;
	else if (spec->align == PARA_CENTER || distribute) /* distributed: a single character stands in the middle */
		x += (avail - (int32_t)width) / 2;
	if (next > cut->from && next <= s->w->n && s->w->cells[next - 1].cls == C_NEWLINE)
		next--;
	*line = (struct para_line){ s->runs, 0, x, (int32_t)width, (uint32_t)byte_at(s->w, cut->from), (uint32_t)byte_at(s->w, next) };
	s->run = NULL;
	for (i = cut->from; i < cut->end; i++)
		x += set_cell(s, cut, i, x);
	end_run(s, x);
	line->nruns = (size_t)(s->runs - line->runs);
}

struct para_lines para_emit(struct para_work *w, struct arena *arena, const struct para_cut *cuts, size_t ncuts)
{
	size_t nruns = w->spec->align == PARA_DISTRIBUTE ? w->n : (size_t)w->runs + ncuts;
	char *block = arena_alloc(arena, ncuts * sizeof(struct para_line) + nruns * sizeof(struct run) + w->n * sizeof(struct page_glyph));
	struct para_lines lines = { (struct para_line *)(void *)block, ncuts };
	struct setter s = { .w = w };
	size_t i;

	s.runs = (struct run *)(void *)(block + ncuts * sizeof(struct para_line));
	s.glyphs = (struct page_glyph *)(void *)(block + ncuts * sizeof(struct para_line) + nruns * sizeof(struct run));
	for (i = 0; i < ncuts; i++)
		set_line(&s, &cuts[i], i == 0, &lines.lines[i]);
	return lines;
}
