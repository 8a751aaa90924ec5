/* bbox_drop.c - rows that are no text of the report: page numbers, running heads and feet, what a clipped text box prints twice. */
#include <stdio.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/pages_int.h"

enum {
	EDGE_ROWS = 3,    /* of a page, above and below, where heads and feet stand */
	PAGES_MIN = 3,    /* a head stands on so many */
	SAME_PLACE = 3000 /* [1/1000 pt] */
};

bool is_page_number(struct str s)
{
	size_t digits = 0;

	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = ch_fold_width(utf8_next(s, &pos));

		if (ch_is_digit(ch))
			digits++;
		else if (!(ch == '-' || ch == ' ' || ch == '/' || ch == 0x2014 || ch == 0x2013 || ch == 0x2500 || ch == 0x2501 ||
		           ch == 0x00B7 || ch == 0x2015 || ch == 0x7B2C || ch == 0x9875 || ch == 0x5171 || ch == '~'))
			return false;
	}
	return digits > 0 && digits <= 6;
}

/* --- running heads --- */

struct edge {
	size_t row;
	struct str text; /* without the page's number */
	int64_t offset;  /* from the page to its printed number; 0: there is none */
	int32_t y;
};

struct edges {
	struct edge *items;
	size_t n, size;
};

/* 某某中心 … 7, 第7页 共20页: the text without the number that goes with the pages. */
static struct str without_number(struct arena *arena, const struct row *row, int64_t *offset)
{
	const struct word *first = &row->words[0], *last = &row->words[row->nwords - 1];
	ptrdiff_t page = str_find(row->text, STR("第"));
	int64_t value = 0;
	size_t from, to;

	*offset = 0;
	if (is_page_number(row->text))
		from = 0;
	else if (page >= 0 && str_has(row->text, STR("页")))
		from = (size_t)page + 3;
	else if (row->gaps && row->nwords > 1 && is_page_number(last->text))
		from = row->text.len - last->text.len;
	else if (row->gaps && row->nwords > 1 && is_page_number(first->text))
		from = 0;
	else
		return row->text;
	while (from < row->text.len && !ch_is_digit((unsigned char)row->text.ptr[from]))
		from++;
	for (to = from; to < row->text.len && to < from + 6 && ch_is_digit((unsigned char)row->text.ptr[to]); to++)
		value = value * 10 + (row->text.ptr[to] - '0');
	*offset = value - row->page + 1000000;
	return str_printf(arena, "%.*s%.*s", STR_FMT(str_sub(row->text, 0, from)),
	                  STR_FMT(str_sub(row->text, to, row->text.len)));
}

static void add_edge(struct pages *p, struct edges *edges, size_t row)
{
	struct edge edge = { .row = row, .y = p->rows[row].y0 };

	edge.text = without_number(p->arena, &p->rows[row], &edge.offset);
	edges->items = mem_grow(edges->items, edges->n, &edges->size, sizeof(*edges->items));
	edges->items[edges->n++] = edge;
}

static int by_text(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;
	int order = str_cmp(x->text, y->text);

	if (order || x->offset != y->offset)
		return order ? order : x->offset < y->offset ? -1 : 1;
	return x->y != y->y ? (x->y < y->y ? -1 : 1) : x->row < y->row ? -1 : x->row > y->row;
}

static size_t page_end(const struct pages *p, size_t from)
{
	size_t to = from;

	while (to < p->nrows && p->rows[to].page == p->rows[from].page)
		to++;
	return to;
}

static bool is_repeat(const struct edge *a, const struct edge *b)
{
	return str_eq(a->text, b->text) && a->offset == b->offset && b->y - a->y < SAME_PLACE;
}

/* Marks the rows that stand at one place of three pages or more. */
static void mark_repeats(struct edges *edges, bool *repeated)
{
	if (edges->n)
		qsort(edges->items, edges->n, sizeof(*edges->items), by_text);
	for (size_t from = 0, to; from < edges->n; from = to) {
		for (to = from + 1; to < edges->n && is_repeat(&edges->items[to - 1], &edges->items[to]); to++)
			;
		for (size_t i = from; to - from >= PAGES_MIN && i < to; i++)
			repeated[edges->items[i].row] = true;
	}
}

/* - 7 -, 第7页, 7/30 can be nothing else; a bare number is one that goes with the pages, or is the page's. */
static bool is_sure_number(const struct row *row)
{
	struct str s = row->text;
	char bare[16];

	if (!is_page_number(s))
		return false;
	snprintf(bare, sizeof(bare), "%d", row->page);
	return str_eq(s, str_from(bare)) || str_has(s, STR("页")) || str_has(s, STR("/")) ||
	       !(ch_is_digit((unsigned char)s.ptr[0]) || ch_is_digit((unsigned char)s.ptr[s.len - 1]));
}

/* From the edge of a page inwards, as long as there is something to drop. */
static void drop_edges(struct pages *p, size_t from, size_t to, const bool *repeated)
{
	for (size_t i = from; i < to && i < from + EDGE_ROWS && (repeated[i] || is_sure_number(&p->rows[i])); i++)
		p->rows[i].dropped = true;
	for (size_t i = to; i-- > from && i + EDGE_ROWS >= to && (repeated[i] || is_sure_number(&p->rows[i]));)
		p->rows[i].dropped = true;
}

static void drop_heads(struct pages *p)
{
	bool *repeated = arena_array(p->arena, p->nrows + 1, sizeof(*repeated));
	struct edges edges = { 0 };

	for (size_t from = 0, to; from < p->nrows; from = to) {
		to = page_end(p, from);
		for (size_t i = from; i < to; i++)
			if (i < from + EDGE_ROWS || i + EDGE_ROWS >= to)
				add_edge(p, &edges, i);
	}
	mark_repeats(&edges, repeated);
	for (size_t from = 0, to; from < p->nrows; from = to) {
		to = page_end(p, from);
		drop_edges(p, from, to, repeated);
	}
	mem_free(edges.items);
}

/* --- clipped boxes --- */

/* How many rows from a on are the same, at the same distances, as those from b on. */
static size_t same_rows(const struct pages *p, size_t a, size_t b)
{
	int32_t down = p->rows[a].y0 - p->rows[b].y0, across = p->rows[a].x0 - p->rows[b].x0;
	size_t n = 0;

	while (b + n < p->nrows && a + n < b && p->rows[a + n].page == p->rows[a].page &&
	       p->rows[b + n].page == p->rows[b].page && str_eq(p->rows[a + n].text, p->rows[b + n].text) &&
	       abs(p->rows[a + n].y0 - p->rows[b + n].y0 - down) < SAME_PLACE &&
	       abs(p->rows[a + n].x0 - p->rows[b + n].x0 - across) < SAME_PLACE)
		n++;
	return n;
}

/* A box that is cut by the end of a page is printed on the next one too, higher by what the page holds, or beside it, with all of its
 * text both times. What stands elsewhere was written twice. */
static bool is_cut(const struct pages *p, size_t a, size_t b)
{
	int32_t down = p->rows[a].y0 - p->rows[b].y0;

	return p->frames[p->rows[b].frame].side == 0 && (down > p->height / 2 || abs(down) < SAME_PLACE);
}

static void drop_copies(struct pages *p, size_t before, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		if (han_count(p->rows[i].text) < 12)
			continue;
		for (size_t k = before; k < from && !p->rows[i].dropped; k++) {
			size_t n = str_eq(p->rows[k].text, p->rows[i].text) && is_cut(p, k, i) ? same_rows(p, k, i) : 0;

			for (size_t each = 0; n >= 2 && each < n; each++)
				p->rows[i + each].dropped = true;
		}
	}
}

void bbox_drop(struct pages *p)
{
	size_t before = 0;

	drop_heads(p);
	for (size_t from = 0, to; from < p->nrows; before = from, from = to) {
		to = page_end(p, from);
		if (from > 0 && p->rows[before].page + 1 == p->rows[from].page)
			drop_copies(p, before, from, to);
	}
}
