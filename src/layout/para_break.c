/* para_break.c - the lines of a paragraph: dynamic programming over the places where a line may end, least total badness.
 *
 * Pure integers: widths in, cuts out. A node is a possible line start and knows the sums over all cells before it, so a line is a
 * difference of two nodes. The window of starts that can make one line is short and moves forward only: the time is linear in the
 * text. Squeezing costs less than stretching (CLREQ: 先挤进，后推出). A piece wider than the line is torn where it must be; a single
 * character wider than the line stands alone on it. Nothing is ever dropped. */
#include "base/arena.h"
#include "layout/para_int.h"

enum {
	COST_LONELY = 4000,      /* last line of one character: 孤字 */
	COST_STUB = 600,         /* last line of a title under a third of the others */
	COST_OVERFULL = 1000000, /* nothing fits */
	TOLERANCE = 600,         /* lines worse than this are looked at only if the paragraph cannot do without */
	NO_NODE = UINT32_MAX
};

static const int32_t break_cost[BREAK_COUNT] = {
	[BREAK_SLIGHT] = 15, [BREAK_HYPHEN] = 60,       [BREAK_UNIT] = 250,    [BREAK_FAIR] = 150,
	[BREAK_POOR] = 6000, [BREAK_EMERGENCY] = 20000, [BREAK_WORST] = 60000,
};

/* Sums over all cells before one; differences describe a line. */
struct sums {
	int64_t width, shrink, flex; /* [mpt] */
	int32_t gaps;
};

/* A possible line start. The sums leave out what the start of a line trims. */
struct node {
	struct sums at;
	uint32_t cell;
	uint32_t prev;   /* node where the line before it starts */
	uint32_t better; /* node k holds entry k of the queue; see struct breaker */
	int64_t cost;    /* of all lines up to it */
};

struct breaker {
	const struct para_work *w;
	struct node *nodes;
	uint32_t count, low; /* nodes; the first one that may still start a line */
	uint32_t head, tail; /* queue, in nodes[head .. tail).better: the nodes that are cheaper than all behind them, in order */
	uint32_t lonely;     /* a last line that starts behind this cell has one character */
	int32_t avail;       /* width of all lines but the first, whose node carries the difference [mpt] */
	int32_t target;      /* balanced titles: how long lines should be; 0: avail */
	int64_t tolerance;   /* badness that a line may have */
	bool justify;
	struct para_cut *cuts;
	size_t ncuts, cuts_size;
};

int32_t para_avail(const struct para_spec *spec, bool first)
{
	int64_t avail = (int64_t)spec->measure - spec->indent_left - spec->indent_right - (first ? spec->indent_first : 0);

	return avail < 1 ? 1 : (int32_t)avail;
}

/* At a line end. A typed U+3000 stays where the text itself ends the line: it may keep something off the right edge. */
static bool vanishes(const struct para_cell *c, bool last)
{
	const uint32_t always = UINT32_C(1) << C_BLANK | UINT32_C(1) << C_NEWLINE | UINT32_C(1) << C_ZERO;

	return ((last ? always : always | UINT32_C(1) << C_WIDE_BLANK) >> c->cls & 1) != 0;
}

uint32_t para_line_end(const struct para_work *w, uint32_t from, uint32_t next, bool last)
{
	while (next > from && vanishes(&w->cells[next - 1], last))
		next--;
	return next;
}

int32_t para_line_width(const struct para_work *w, uint32_t from, uint32_t end)
{
	int64_t width = 0;
	uint32_t i;

	for (i = from; i < end; i++)
		width += w->cells[i].width;
	if (end > from && w->cells[from].cls == C_OPEN)
		width -= w->cells[from].edge;
	if (end > from && w->cells[end - 1].cls != C_OPEN)
		width -= w->cells[end - 1].edge;
	return width > PARA_WIDE ? PARA_WIDE : (int32_t)width;
}

/* --- what a line costs --- */

/* -1: more than the line can give. Squeezed to the last the line costs a little less than one of 28 characters that is stretched
 * by half an em, so a mark that needs half an em to stay on its line gets it (先挤进，后推出). */
static int64_t squeeze_badness(int64_t over, int64_t shrink, int32_t gaps)
{
	int64_t ratio = shrink > 0 ? over * 100 / shrink : 100;

	if (over > shrink + gaps) /* gaps: a rounding error, 28 cells of 15.793 pt */
		return -1;
	return 4 + 36 * ratio * ratio / 10000;
}

/* Grows with the square of what is missing, up to a bound that keeps sums small. */
static int64_t missing_badness(int64_t missing, int64_t room)
{
	int64_t ratio = missing * 1000 / room;

	if (ratio > 1000000 || ratio < -1000000)
		ratio = 1000000;
	return ratio * ratio / 10;
}

/* Spaces first, then all gaps equally. */
static int64_t stretch_badness(int64_t need, int64_t flex, int64_t room)
{
	if (need <= flex)
		return need == 0 ? 0 : 10 * need / flex;
	return 10 + missing_badness(need - flex, room);
}

/* Badness of a line that is `need` short of the measure (negative: over it); -1: it does not fit. The last line is as long as it
 * is. */
static int64_t badness(const struct breaker *b, int64_t need, const struct sums *end, const struct node *start, bool last)
{
	int32_t gaps = end->gaps - start->at.gaps;
	int64_t bad = 0;

	if (need < 0 && (bad = squeeze_badness(-need, end->shrink - start->at.shrink, gaps)) < 0)
		return -1;
	if (b->target)
		bad = missing_badness(b->target - (b->avail - need), b->avail);
	else if (need > 0 && !last)
		bad = b->justify ? stretch_badness(need, end->flex - start->at.flex, (int64_t)(gaps > 0 ? gaps : 1) * b->w->em)
		                 : missing_badness(need, b->avail);
	if (!last || start->prev == NO_NODE)
		return bad;
	if (start->cell > b->lonely)
		bad += COST_LONELY;
	return b->avail - need < b->target / 3 ? bad + COST_STUB : bad;
}

/* --- the search --- */

static void add_cell(struct sums *s, const struct para_cell *c)
{
	s->width += c->width;
	s->shrink += c->shrink;
	s->flex += c->flex;
	s->gaps += c->flags & CELL_GAP;
}

/* Sums for a line that ends with this cell, from those behind it. */
static struct sums end_sums(struct sums s, const struct para_cell *c)
{
	if (c->cls != C_OPEN) {
		s.width -= c->edge;
		s.shrink -= c->shrink;
	}
	s.flex -= c->flex;
	s.gaps -= c->flags & CELL_GAP;
	return s;
}

static void push_node(struct breaker *b, uint32_t cell, const struct sums *before, uint32_t prev, int64_t cost)
{
	struct node *node = &b->nodes[b->count];

	node->at = *before;
	node->cell = cell;
	node->prev = prev;
	node->cost = cost;
	if (cell < b->w->n && b->w->cells[cell].cls == C_OPEN) {
		node->at.width += b->w->cells[cell].edge;
		node->at.shrink += b->w->cells[cell].shrink;
	}
	while (b->tail > b->head && b->nodes[b->nodes[b->tail - 1].better].cost >= cost)
		b->tail--;
	b->nodes[b->tail++].better = b->count++;
}

/* Drops starts from whose lines even squeezing cannot take enough, now and later: an edge may still give back half an em. */
static void move_window(struct breaker *b, const struct sums *end)
{
	int64_t least = end->width - end->shrink - b->w->em / 2 - b->avail;

	while (b->low + 1 < b->count && least > b->nodes[b->low].at.width - b->nodes[b->low].at.shrink)
		b->low++;
	while (b->nodes[b->head].better < b->low)
		b->head++;
}

/* Finds the best start for a line with these sums at its end, NO_NODE: there is none. Lines get shorter from start to start, so
 * as soon as one is so bad that even the cheapest of the starts to come could not make up for it, none of them can win. Sets
 * *cost. */
static uint32_t best_start(const struct breaker *b, const struct sums *end, bool last, int64_t *cost)
{
	int64_t best = INT64_MAX, bad, need;
	uint32_t best_i = NO_NODE, cheap = b->head, i;

	for (i = b->low; i < b->count; i++) {
		const struct node *start = &b->nodes[i];
		if (start->cost > best)
			continue;
		need = b->avail - (end->width - start->at.width);
		bad = badness(b, need, end, start, last);
		if (bad < 0)
			continue;
		if (start->cost + bad <= best && bad <= b->tolerance) { /* of equals the last: earlier lines are fuller */
			best = start->cost + bad;
			best_i = i;
		}
		if (need <= 0 || last || b->target)
			continue;
		while (cheap + 1 < b->tail && b->nodes[cheap].better <= i)
			cheap++;
		if (bad > b->tolerance || bad > best - b->nodes[b->nodes[cheap].better].cost)
			break;
	}
	*cost = best;
	return best_i;
}

/* Where nothing fits: a line from the last start, too wide. */
static uint32_t overfull(const struct breaker *b, const struct sums *end, int64_t *cost)
{
	const struct node *start = &b->nodes[b->count - 1];
	int64_t over = end->width - start->at.width - b->avail;

	*cost = start->cost + COST_OVERFULL + (over > 0 ? over : 0);
	return b->count - 1;
}

/* Adds nodes for the places of cells [from, to) where a line may end, and for their end. false: no lines within the tolerance. */
static bool search(struct breaker *b, uint32_t from, uint32_t to, int32_t indent)
{
	struct sums now = { 0, 0, 0, 0 }, kept = now;
	uint32_t i, prev = NO_NODE;
	int64_t cost,
		least = b->tolerance == INT64_MAX ? INT64_MIN : (int64_t)b->avail * 3 / 5; /* narrower lines are not tolerable */

	b->count = b->low = b->head = b->tail = 0;
	push_node(b, from, &now, NO_NODE, 0);
	b->nodes[0].at.width += indent;
	for (i = from; i < to; i++) {
		const struct para_cell *c = &b->w->cells[i];
		bool last = i + 1 == to;
		add_cell(&now, c);
		if (!last && (now.width - b->nodes[b->low].at.width < least || (c->brk == BREAK_NO && !vanishes(c + 1, false))))
			continue;
		if (!vanishes(c, last))
			kept = end_sums(now, c);
		if (c->brk == BREAK_NO && !last)
			continue;
		move_window(b, &kept);
		prev = best_start(b, &kept, last, &cost);
		if (prev == NO_NODE && b->tolerance == INT64_MAX)
			prev = overfull(b, &kept, &cost);
		if (prev != NO_NODE)
			push_node(b, i + 1, &now, prev, cost + (last ? 0 : break_cost[c->brk]));
	}
	return prev != NO_NODE;
}

/* --- pieces that no line can hold --- */

/* Allows line ends behind every character: best behind the solidus of an address, worst where that leaves a mark where none may
 * stand. */
static void tear(struct para_work *w, uint32_t from, uint32_t to)
{
	uint32_t no_start = para_no_start(w->spec->kinsoku), no_end = para_no_end(KINSOKU_BASIC), i;

	for (i = from; i + 1 < to; i++) {
		unsigned cls = w->cells[i].cls, next = w->cells[i + 1].cls;
		if (next == C_MARK || next == C_BLANK || next == C_NEWLINE)
			continue;
		if ((no_start >> next & 1) || (no_end >> cls & 1))
			w->cells[i].brk = BREAK_WORST;
		else
			w->cells[i].brk = cls == C_SLASH || cls == C_HYPHEN ? BREAK_POOR : BREAK_EMERGENCY;
	}
}

/* Of a line of cells [from, to) with everything squeezed. */
static int64_t least_width(const struct para_work *w, uint32_t from, uint32_t to)
{
	struct sums s = { 0, 0, 0, 0 };
	uint32_t i;

	for (i = from; i < to; i++)
		add_cell(&s, &w->cells[i]);
	s = end_sums(s, &w->cells[to - 1]);
	if (w->cells[from].cls == C_OPEN)
		s.width -= w->cells[from].edge - w->cells[from].shrink;
	return s.width - s.shrink;
}

static void tear_wide_pieces(const struct breaker *b, struct para_work *w, uint32_t from, uint32_t to, int32_t avail)
{
	uint32_t start = from, i, end;
	int64_t width = 0;

	for (i = from; i < to; i++) {
		width += w->cells[i].width;
		if (w->cells[i].brk == BREAK_NO && i + 1 < to)
			continue;
		end = width > avail ? para_line_end(w, start, i + 1, false) : start;
		if (end > start && least_width(w, start, end) > avail)
			tear(w, start, end);
		start = i + 1;
		width = 0;
		avail = b->avail;
	}
}

/* --- lines --- */

static void add_cut(struct breaker *b, uint32_t from, uint32_t next, bool last)
{
	b->cuts = mem_grow(b->cuts, b->ncuts, &b->cuts_size, sizeof *b->cuts);
	b->cuts[b->ncuts++] = (struct para_cut){ from, para_line_end(b->w, from, next, last), next, last };
}

/* Turns the chain of best nodes around; returns how many lines it has. prev of a node becomes the node behind it. */
static uint32_t turn_chain(struct breaker *b)
{
	uint32_t node = b->count - 1, next = NO_NODE, prev, lines = 0;

	for (; node != NO_NODE; node = prev, lines++) {
		prev = b->nodes[node].prev;
		b->nodes[node].prev = next;
		next = node;
	}
	return lines - 1;
}

static void collect(struct breaker *b)
{
	uint32_t node = 0, next;

	for (; (next = b->nodes[node].prev) != NO_NODE; node = next)
		add_cut(b, b->nodes[node].cell, b->nodes[next].cell, next == b->count - 1);
}

/* The cell from which on only two characters are left (marks do not count), or `to`. */
static uint32_t lonely_start(const struct para_work *w, uint32_t from, uint32_t to)
{
	int seen = 0;

	for (; to > from; to--)
		if ((w->cells[to - 1].flags & CELL_TEXT) && !para_squeeze_step((enum para_class)w->cells[to - 1].cls) &&
		    ++seen == 2)
			return to - 1;
	return to;
}

/* One stretch without forced breaks: cells [from, to), at least one. */
static void break_segment(struct breaker *b, struct para_work *w, uint32_t from, uint32_t to, bool first)
{
	int32_t avail = para_avail(w->spec, first);
	uint32_t lines;
	int64_t width = para_line_width(w, from, para_line_end(w, from, to, true));

	if (w->spec->nowrap || width <= avail) {
		add_cut(b, from, to, true);
		return;
	}
	b->lonely = lonely_start(w, from, to);
	b->target = 0;
	b->tolerance = TOLERANCE;
	if (!search(b, from, to, avail - b->avail)) {
		b->tolerance = INT64_MAX;
		tear_wide_pieces(b, w, from, to, avail);
		search(b, from, to, avail - b->avail);
	}
	lines = turn_chain(b);
	if (w->spec->balance && lines > 1) {
		b->target = (int32_t)(width / lines);
		b->tolerance = INT64_MAX;
		search(b, from, to, avail - b->avail);
		turn_chain(b);
	}
	collect(b);
}

static void break_segments(struct breaker *b, struct para_work *w)
{
	uint32_t from = 0, to;

	do {
		for (to = from; to < w->n && w->cells[to].cls != C_NEWLINE; to++)
			;
		if (to == from)
			add_cut(b, from, from, true);
		else
			break_segment(b, w, from, to, b->ncuts == 0);
		if (to < w->n)
			b->cuts[b->ncuts - 1].next = to + 1;
		from = to + 1;
	} while (to < w->n);
}

struct para_cut *para_break(struct para_work *w, size_t *ncuts)
{
	struct node nodes[PARA_SHORT + 1];
	struct breaker b = { .w = w, .nodes = nodes, .avail = para_avail(w->spec, false) };

	if (w->n > PARA_SHORT)
		b.nodes = mem_alloc((w->n + 1) * sizeof *b.nodes);
	b.justify = (w->spec->align == PARA_JUSTIFY || w->spec->align == PARA_DISTRIBUTE) && !w->spec->balance;
	break_segments(&b, w);
	if (b.nodes != nodes)
		mem_free(b.nodes);
	*ncuts = b.ncuts;
	return b.cuts;
}
