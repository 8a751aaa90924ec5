/* table_width.c - column widths and the type size at which a table fits; column groups when it does not.
 *
 * What a column asks for: `hard` is its widest unbreakable piece (a figure never breaks), `soft` keeps four characters of a
 * label on a line, `natural` lets nothing wrap. The type is set smaller, step by step, until the soft widths fit; at the
 * smallest size columns give way to the hard ones; then, before anything is reported, labels break inside words and fixed
 * columns shrink to their figures. */
#include "base/arena.h"
#include "layout/table.h"

enum { SIZE_STEP = 500, SOFT_EM = 4, NO_SPAN = 0, MOST_SPLIT = 2000 /* columns */ };

/* --- what the cells ask for, at the base size, without padding [mpt] --- */

struct need {
	int32_t piece, natural, figure;
	int32_t left, right; /* of the decimal point */
};

struct span_need {
	uint16_t from, to;
	uint32_t next; /* index + 1 of another one from the same column */
	struct need need;
};

struct needs {
	struct need *cols;
	uint32_t *heads; /* per column: index + 1 of its first span */
	struct span_need *spans;
	size_t nspans, spans_size;
};

static int32_t larger(int32_t a, int32_t b)
{
	return a > b ? a : b;
}

static struct need *span_need(struct needs *needs, uint16_t from, uint16_t to)
{
	struct span_need *span;
	uint32_t i;

	for (i = needs->heads[from]; i != NO_SPAN && needs->spans[i - 1].to != to;)
		i = needs->spans[i - 1].next;
	if (i != NO_SPAN)
		return &needs->spans[i - 1].need;
	needs->spans = mem_grow(needs->spans, needs->nspans, &needs->spans_size, sizeof *needs->spans);
	span = &needs->spans[needs->nspans++];
	*span = (struct span_need){ .from = from, .to = to, .next = needs->heads[from] };
	needs->heads[from] = (uint32_t)needs->nspans;
	return &span->need;
}

static void add_cell(struct flow *f, const struct table_set *t, struct needs *needs, uint32_t index)
{
	const struct doc_cell *cell = table_cell(t->cells, index);
	const struct cell_extent *extent = &t->cells->extents[index];
	struct need *need;
	uint16_t from, to;

	table_cell_cols(t, cell, &from, &to);
	if (from >= to)
		return;
	need = to - from == 1 ? &needs->cols[from] : span_need(needs, from, to);
	need->piece = larger(need->piece, extent->piece);
	need->natural = larger(need->natural, extent->natural);
	if (table_is_figure(cell))
		need->figure = larger(need->figure, extent->natural);
	if (table_is_decimal(cell) && to - from == 1 && !table_is_head(t->cells, cell)) {
		int32_t left = table_point(f, t->cells, cell, t->cells->base);

		need->left = larger(need->left, left);
		need->right = larger(need->right, extent->natural - left);
	}
}

/* A sum carried over is wider than what it adds up. */
static void add_carry(const struct table_set *t, struct needs *needs)
{
	for (size_t i = 0; t->carry && i < t->carry->doc->ncols; i++) {
		uint16_t col = t->carry->doc->cols[i], v = col < t->cells->ncols ? t->view.at[col] : t->view.n;
		struct cell_extent extent = t->cells->carry[i];
		struct need *need = &needs->cols[v];

		if (v == t->view.n || t->view.cols[v] != col)
			continue;
		need->natural = larger(need->natural, extent.natural);
		need->piece = larger(need->piece, extent.natural);
		need->figure = larger(need->figure, extent.natural);
		if (t->cells->doc->columns[col].align != ALIGN_DECIMAL)
			continue;
		need->left = larger(need->left, extent.piece);
		need->right = larger(need->right, extent.natural - extent.piece);
	}
}

static void read_needs(struct flow *f, const struct table_set *t, struct needs *needs)
{
	*needs = (struct needs){ .cols = mem_alloc((size_t)t->view.n * sizeof *needs->cols) };
	needs->heads = mem_alloc((size_t)t->view.n * sizeof *needs->heads);
	for (uint32_t i = 0; i < t->cells->first[t->cells->nrows]; i++)
		add_cell(f, t, needs, t->cells->order[i]);
	add_carry(t, needs);
	for (uint16_t v = 0; v < t->view.n; v++) {
		struct need *need = &needs->cols[v];

		need->figure = larger(need->figure, need->left + need->right);
		need->natural = larger(need->natural, need->figure);
		t->points[v] = need->right;
	}
}

static void free_needs(struct needs *needs)
{
	mem_free(needs->cols);
	mem_free(needs->heads);
	mem_free(needs->spans);
}

/* --- what the columns ask for at a size, with padding [mpt] --- */

enum { HARD, SOFT, NATURAL, WANTS };

struct want {
	int32_t w[WANTS];
	bool fixed, number;
};

int32_t table_scale(const struct table_set *t, int32_t width)
{
	return width > 0 ? (int32_t)((int64_t)width * t->size / t->cells->base) + 2 : 0;
}

static struct want scaled(const struct table_set *t, const struct need *need)
{
	int32_t pad = 2 * t->pad_x, figure = table_scale(t, need->figure) + pad, natural = table_scale(t, need->natural) + pad;
	int32_t soft = natural < SOFT_EM * t->size + pad ? natural : SOFT_EM * t->size + pad;
	struct want want = { .w[HARD] = larger(figure, table_scale(t, need->piece) + pad) };

	want.w[SOFT] = larger(want.w[HARD], soft);
	want.w[NATURAL] = larger(want.w[SOFT], natural);
	return want;
}

static const struct doc_table_column *column(const struct table_set *t, uint16_t v)
{
	return &t->cells->doc->columns[t->view.cols[v]];
}

/* Sum of the widths when all are fixed and a little more than the page has: then they are proportions. 0: they are widths. */
static int64_t proportions(const struct table_set *t, int32_t measure)
{
	int64_t sum = 0;

	for (uint16_t v = 0; v < t->view.n; v++) {
		if (column(t, v)->width <= 0)
			return 0;
		sum += column(t, v)->width;
	}
	return sum > measure && sum <= measure + measure / 4 ? sum : 0;
}

/* false: a figure is wider than its fixed column. */
static bool want_column(const struct table_set *t, const struct need *need, uint16_t v, int32_t fixed, struct want *want)
{
	const struct doc_table_column *c = column(t, v);
	int32_t figure = table_scale(t, need->figure) + 2 * t->pad_x;

	*want = scaled(t, need);
	want->number = c->number;
	if (fixed > 0) {
		want->w[HARD] = want->w[SOFT] = want->w[NATURAL] = larger(fixed, need->figure > 0 ? figure : 0);
		want->fixed = true;
		return want->w[NATURAL] == fixed;
	}
	want->w[SOFT] = larger(want->w[SOFT], c->min_width);
	want->w[NATURAL] = larger(want->w[NATURAL], want->w[SOFT]);
	return true;
}

/* Widens the automatic columns of a span (all, when it has none and must hold a figure) until it holds what it needs. */
static void widen(struct want *wants, const struct span_need *span, int field, int32_t need, bool must)
{
	int64_t sum = 0;
	int count = 0;

	for (uint16_t v = span->from; v < span->to; v++) {
		sum += wants[v].w[field];
		count += !wants[v].fixed;
	}
	if (sum >= need || (count == 0 && !must))
		return;
	for (uint16_t v = span->from; v < span->to; v++) {
		int32_t part = (int32_t)((need - sum) / (count ? count : span->to - span->from)) + 1;

		if (!wants[v].fixed || count == 0)
			wants[v].w[field] += part;
	}
}

static void want_spans(const struct table_set *t, const struct needs *needs, struct want *wants)
{
	for (size_t i = 0; i < needs->nspans; i++) {
		const struct span_need *span = &needs->spans[i];
		struct want want = scaled(t, &span->need);
		bool must = span->need.figure > 0;

		for (int field = 0; field < WANTS; field++)
			widen(wants, span, field, want.w[field], must);
	}
	for (uint16_t v = 0; v < t->view.n; v++) {
		wants[v].w[SOFT] = larger(wants[v].w[SOFT], wants[v].w[HARD]);
		wants[v].w[NATURAL] = larger(wants[v].w[NATURAL], wants[v].w[SOFT]);
	}
}

static bool want_at(struct flow *f, struct table_set *t, const struct needs *needs, int32_t size, struct want *wants)
{
	int64_t measure = flow_measure(f), whole = proportions(t, (int32_t)measure);
	bool fits = true;

	t->size = size;
	t->pad_x = f->style->table_pad_x;
	for (uint16_t v = 0; v < t->view.n; v++) {
		int32_t fixed = column(t, v)->width;

		if (whole > 0)
			fixed = (int32_t)(fixed * measure / whole);
		fits = want_column(t, &needs->cols[v], v, fixed, &wants[v]) && fits;
	}
	want_spans(t, needs, wants);
	return fits;
}

static int64_t sum_up(const struct want *wants, uint16_t n, int field)
{
	int64_t sum = 0;

	for (uint16_t v = 0; v < n; v++)
		sum += wants[v].w[field];
	return sum;
}

/* --- sharing the width of the page --- */

static int32_t between(int32_t low, int32_t high, int64_t part, int64_t whole)
{
	return whole <= 0 ? low : low + (int32_t)((high - low) * part / whole);
}

/* Number columns of one table look best equally wide; they become so when there is room. Returns what it took. */
static int64_t even_numbers(struct want *wants, uint16_t n, int64_t room)
{
	int32_t widest = 0;
	int64_t cost = 0;

	for (uint16_t v = 0; v < n; v++)
		if (wants[v].number && !wants[v].fixed)
			widest = larger(widest, wants[v].w[NATURAL]);
	for (uint16_t v = 0; v < n; v++)
		if (wants[v].number && !wants[v].fixed)
			cost += widest - wants[v].w[NATURAL];
	if (cost > room)
		return 0;
	for (uint16_t v = 0; v < n; v++)
		if (wants[v].number && !wants[v].fixed)
			wants[v].w[NATURAL] = widest;
	return cost;
}

/* More room than anybody asks for: columns grow in proportion; fixed ones only when all are fixed. */
static void grow(struct want *wants, uint16_t n, int64_t room)
{
	int64_t sum = 0;
	bool all = true;

	for (uint16_t v = 0; v < n; v++)
		all = all && wants[v].fixed;
	for (uint16_t v = 0; v < n; v++)
		sum += all || !wants[v].fixed ? wants[v].w[NATURAL] : 0;
	for (uint16_t v = 0; v < n && sum > 0; v++)
		if (all || !wants[v].fixed)
			wants[v].w[NATURAL] += (int32_t)(room * wants[v].w[NATURAL] / sum);
}

/* Ends with widths in natural that sum up to the measure, but for rounding. */
static void share(struct want *wants, uint16_t n, int64_t measure)
{
	int64_t hard = sum_up(wants, n, HARD), soft = sum_up(wants, n, SOFT), natural = sum_up(wants, n, NATURAL);

	if (natural <= measure) {
		int64_t room = measure - natural;

		grow(wants, n, room - even_numbers(wants, n, room));
		return;
	}
	for (uint16_t v = 0; v < n; v++) {
		struct want *w = &wants[v];

		if (soft <= measure)
			w->w[NATURAL] = between(w->w[SOFT], w->w[NATURAL], measure - soft, natural - soft);
		else if (hard <= measure)
			w->w[NATURAL] = between(w->w[HARD], w->w[SOFT], measure - hard, soft - hard);
		else
			w->w[NATURAL] = hard > 0 ? (int32_t)(w->w[HARD] * measure / hard) : 0;
	}
}

/* Column edges; the last one is exactly the measure, the rest of rounding goes to the widest column. */
static void set_edges(struct table_set *t, const struct want *wants, int32_t measure)
{
	uint16_t n = t->view.n, widest = 0;
	int32_t x = 0;

	for (uint16_t v = 0; v < n; v++) {
		x += wants[v].w[NATURAL];
		if (wants[v].w[NATURAL] > wants[widest].w[NATURAL])
			widest = v;
	}
	t->x[0] = 0;
	for (uint16_t v = 0; v < n; v++)
		t->x[v + 1] = t->x[v] + wants[v].w[NATURAL] + (v == widest ? measure - x : 0);
}

/* Nobody can have what he wants: words of labels break, fixed columns keep only their figures. */
static void give_way(const struct table_set *t, const struct needs *needs, struct want *wants)
{
	for (uint16_t v = 0; v < t->view.n; v++) {
		int32_t least = larger(table_scale(t, needs->cols[v].figure), t->size) + 2 * t->pad_x;

		wants[v].w[SOFT] = wants[v].w[HARD];
		if (wants[v].w[HARD] > least)
			wants[v].w[HARD] = least;
	}
	for (size_t i = 0; i < needs->nspans; i++)
		if (needs->spans[i].need.figure > 0)
			widen(wants, &needs->spans[i], HARD, scaled(t, &needs->spans[i].need).w[HARD], true);
}

static void say_too_wide(struct flow *f, const struct table_set *t, int64_t need, int32_t measure)
{
	diag(f->diags, TABLE_WIDE, t->origin, str_printf(f->arena, "%d", (int)((need * 254 + 719999) / 720000)),
	     str_printf(f->arena, "%d", (int)((int64_t)measure * 254 / 720000)));
}

static bool last_resort(struct flow *f, struct table_set *t, const struct needs *needs, struct want *wants, bool force)
{
	int32_t measure = flow_measure(f);
	int64_t hard;

	if (sum_up(wants, t->view.n, HARD) <= measure)
		return true;
	if (!force)
		return false;
	give_way(t, needs, wants);
	hard = sum_up(wants, t->view.n, HARD);
	if (hard > measure)
		say_too_wide(f, t, hard, measure);
	return true;
}

/* Finds the largest size at which the soft widths fit. */
static bool find_size(struct flow *f, struct table_set *t, const struct needs *needs, struct want *wants)
{
	int32_t least = f->style->table_min_size, base = t->cells->base;

	for (int32_t size = base;; size = size - SIZE_STEP < least ? least : size - SIZE_STEP) {
		bool fits = want_at(f, t, needs, size, wants);

		if (fits && sum_up(wants, t->view.n, SOFT) <= flow_measure(f))
			return true;
		if (size <= least)
			return false;
	}
}

bool table_widths(struct flow *f, struct table_set *t, bool force)
{
	struct want *wants = mem_alloc((size_t)t->view.n * sizeof *wants);
	struct needs needs;
	bool done;

	t->x = arena_array(f->arena, (size_t)t->view.n + 1, sizeof *t->x);
	t->points = arena_array(f->arena, t->view.n, sizeof *t->points);
	read_needs(f, t, &needs);
	done = find_size(f, t, &needs, wants) || last_resort(f, t, &needs, wants, force);
	if (done) {
		share(wants, t->view.n, flow_measure(f));
		set_edges(t, wants, flow_measure(f));
	}
	free_needs(&needs);
	mem_free(wants);
	return done;
}

/* --- column groups --- */

struct groups {
	struct flow *flow;
	struct table_set *t;
	const struct want *wants;
	uint16_t stub; /* leading columns that every group repeats */
	int64_t stub_width;
	struct table_view *views;
	size_t n, size;
};

static uint16_t stub_columns(const struct table_set *t)
{
	uint16_t n = 0;

	if (t->cells->doc->stub > 0)
		return t->cells->doc->stub < t->view.n ? t->cells->doc->stub : t->view.n;
	while (n < t->view.n && !column(t, n)->number)
		n++;
	return n;
}

/* A group ends rather where a cell of the first row ends, when it is at least half full there. */
static uint16_t good_end(const struct table_set *t, uint16_t from, uint16_t to)
{
	uint16_t best = to, half = (uint16_t)(from + (to - from) / 2);
	const struct table_cells *cells = t->cells;

	for (uint32_t i = cells->first[0]; to < t->view.n && i < cells->first[1]; i++) {
		uint16_t a, b;

		table_cell_cols(t, table_cell(cells, cells->order[i]), &a, &b);
		if (a < to && b > to && a > half)
			best = a;
	}
	return best;
}

static void add_group(struct groups *g, uint16_t from, uint16_t to)
{
	uint16_t n = (uint16_t)(g->stub + to - from);
	uint16_t *cols = arena_array(g->flow->arena, n, sizeof *cols);

	for (uint16_t i = 0; i < n; i++)
		cols[i] = g->t->view.cols[i < g->stub ? i : from + i - g->stub];
	g->views = mem_grow(g->views, g->n, &g->size, sizeof *g->views);
	g->views[g->n++] = table_view(g->flow->arena, g->t->cells, cols, n);
}

/* Columns from `from` on that go beside the stub in `limit`. */
static uint16_t fill_group(const struct groups *g, uint16_t from, int64_t limit)
{
	int64_t width = g->stub_width;
	uint16_t to = from;

	while (to < g->t->view.n && width + g->wants[to].w[SOFT] <= limit)
		width += g->wants[to++].w[SOFT];
	return to;
}

/* Width that makes as many groups as are needed about equally wide; 0: a column does not even fit beside the stub. */
static int64_t even_limit(const struct groups *g)
{
	int64_t rest = 0, limit, measure = flow_measure(g->flow);
	int32_t widest = 0;
	uint16_t from = g->stub, n = 0;

	for (; from < g->t->view.n; n++) {
		uint16_t to = fill_group(g, from, measure);

		if (to == from)
			return 0;
		from = to;
	}
	for (uint16_t v = g->stub; v < g->t->view.n; v++) {
		rest += g->wants[v].w[SOFT];
		widest = larger(widest, g->wants[v].w[SOFT]);
	}
	limit = g->stub_width + rest / n + widest;
	return limit < measure ? limit : measure;
}

static void make_groups(struct groups *g)
{
	int64_t limit = even_limit(g);
	uint16_t from = g->stub;

	while (limit > 0 && from < g->t->view.n) {
		uint16_t to = good_end(g->t, from, fill_group(g, from, limit));

		add_group(g, from, to);
		from = to;
	}
}

size_t table_groups(struct flow *f, struct table_set *t, struct table_view **groups)
{
	struct want *wants = mem_alloc((size_t)t->view.n * sizeof *wants);
	struct groups g = { .flow = f, .t = t, .wants = wants, .stub = stub_columns(t) };
	struct needs needs;

	*groups = NULL;
	read_needs(f, t, &needs);
	want_at(f, t, &needs, t->cells->base, wants);
	for (uint16_t v = 0; v < g.stub; v++)
		g.stub_width += wants[v].w[SOFT];
	if (g.stub < t->view.n && g.stub_width * 2 <= flow_measure(f) && t->view.n <= MOST_SPLIT)
		make_groups(&g);
	if (g.n > 0)
		*groups = arena_copy(f->arena, g.views, g.n * sizeof *g.views);
	mem_free(g.views);
	mem_free(wants);
	free_needs(&needs);
	return g.n;
}
