/* pages.c - the pages of a PDF, as pdftotext -bbox prints them, to paragraphs in reading order.
 *
 * A line goes on in the next one when the first word of that would not have fitted into it, over columns and pages too, unless the next
 * line is indented, numbered or set off. The place of a paragraph's parts is page:line. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/pages_int.h"

/* --- margins --- */

struct edges {
	int32_t *at;
	size_t n, size;
};

static int by_value(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

static void add_edge(struct edges *e, int32_t at)
{
	e->at = mem_grow(e->at, e->n, &e->size, sizeof(*e->at));
	e->at[e->n++] = at;
}

static bool ends_sentence(struct str s)
{
	return str_ends(s, STR("。")) || str_ends(s, STR("；")) || str_ends(s, STR(";"));
}

static bool is_line(const struct row *row)
{
	return !row->cell && !row->dropped && row->x1 - row->x0 > 10 * row->em;
}

/* The left edge of a line after one that reaches the right margin in mid-sentence, or the right edge of any. */
static void collect(const struct pages *p, struct edges *e, size_t i, bool high)
{
	const struct row *row = &p->rows[i];

	if (high && is_line(row))
		add_edge(e, row->x1);
	if (!high && i > 0 && !row->cell && !row->dropped && row[-1].frame == row->frame && is_line(&row[-1]) &&
	    (p->frames[row->frame].side || row->x0 < p->frames[row->frame].width / 2) && !ends_sentence(row[-1].text) &&
	    row[-1].x1 > p->frames[row->frame].right - row->em * 3 / 2)
		add_edge(e, row->x0);
}

static void sort_edges(struct edges *e)
{
	if (e->n)
		qsort(e->at, e->n, sizeof(*e->at), by_value);
}

/* The outermost edge that `share` lines have, give or take the tolerance; 0: none. */
static int32_t outermost(const struct edges *e, int32_t tolerance, size_t share, bool high)
{
	for (size_t i = 0; i + share <= e->n; i++) {
		int32_t a = e->at[high ? e->n - 1 - i : i], b = e->at[high ? e->n - share - i : i + share - 1];

		if (abs(a - b) <= tolerance)
			return a;
	}
	return 0;
}

/* How many lines have the edge that most of them have. */
static size_t most_common(const struct edges *e, int32_t tolerance)
{
	size_t best = 0;

	for (size_t from = 0, to = 0; from < e->n; from++) {
		while (to < e->n && e->at[to] - e->at[from] <= tolerance)
			to++;
		best = to - from > best ? to - from : best;
	}
	return best;
}

static bool alike(const struct frame *a, const struct frame *b)
{
	return abs(a->width - b->width) < 1000 && a->side == b->side;
}

/* The margin of all frames like this one, the first of them: the outermost edge that many lines have. */
static void common_margin(struct pages *p, size_t like, bool high)
{
	struct edges e = { 0 };
	int32_t em = 0, edge;
	size_t share;

	for (size_t i = 0; i < p->nrows; i++)
		if (alike(&p->frames[p->rows[i].frame], &p->frames[like])) {
			collect(p, &e, i, high);
			em = em ? em : p->rows[i].em;
		}
	sort_edges(&e);
	share = most_common(&e, em / 2) / 3;
	edge = outermost(&e, em / 2, share < 3 ? 3 : share, high);
	for (size_t i = p->nframes; i-- > like;)
		if (alike(&p->frames[i], &p->frames[like])) {
			if (high)
				p->frames[i].right = edge;
			else
				p->frames[i].left = edge;
		}
	mem_free(e.at);
}

/* A frame has a margin of its own where several lines share it, unless they only end alike by chance, far from where lines end in other
 * frames, or all begin with an indent. */
static void own_margin(struct pages *p, size_t from, size_t to, bool high)
{
	struct frame *frame = &p->frames[p->rows[from].frame];
	int32_t em = p->rows[from].em, edge;
	struct edges e = { 0 };

	for (size_t i = from; i < to; i++)
		collect(p, &e, i, high);
	sort_edges(&e);
	edge = outermost(&e, em / 2, high ? 3 : 2, high);
	if (high && edge && (edge > frame->right - 4 * em || e.at[e.n - 1] < frame->right - em * 3 / 2))
		frame->right = edge;
	if (!high && edge &&
	    (edge < frame->left || edge > frame->left + 4 * em || (e.n > 2 && most_common(&e, em / 2) * 2 > e.n)))
		frame->left = edge;
	mem_free(e.at);
}

static void margins_of(struct pages *p, bool high)
{
	enum { KINDS_MAX = 64 }; /* of frames; nobody publishes more, and each costs a look at every row */
	size_t kinds = 0;

	for (size_t i = 0; i < p->nframes && kinds < KINDS_MAX; i++) {
		bool done = false;

		for (size_t k = 0; k < i && !done; k++)
			done = alike(&p->frames[k], &p->frames[i]);
		if (!done) {
			common_margin(p, i, high);
			kinds++;
		}
	}
	for (size_t from = 0, to; from < p->nrows; from = to) {
		for (to = from; to < p->nrows && p->rows[to].frame == p->rows[from].frame; to++)
			;
		own_margin(p, from, to, high);
	}
}

static void find_margins(struct pages *p)
{
	margins_of(p, true);
	margins_of(p, false);
}

/* --- lines that go on --- */

static bool is_opening(uint32_t ch)
{
	return ch == 0xFF08 || ch == '(' || ch == 0x300A || ch == 0x201C || ch == 0x2018 || ch == 0x3010 || ch == 0x3014 ||
	       ch == 0x300C;
}

/* The room that the beginning of a line needs, up to where it could be broken; some programs keep a number and its unit together. */
static int32_t need(const struct row *row)
{
	int32_t halves = 0;
	uint32_t last = 0;

	for (size_t pos = 0; pos < row->text.len && halves < 40;) {
		uint32_t ch = utf8_next(row->text, &pos);
		bool inside = !last || ch_is_closing(ch) || is_opening(last) || ch_is_digit(last) ||
		              (!ch_is_full(ch) && !ch_is_full(last) && ch != ' ');

		if (!inside)
			break;
		halves += ch_is_full(ch) ? 2 : 1;
		last = ch;
	}
	return halves * row->em * 11 / 20; /* some digits and marks are wider than half an em */
}

/* s without its number; whether it has one. */
static bool drop_number(const struct patterns *patterns, struct str *s)
{
	struct match m;
	bool numbered = pattern_find(patterns, PATTERN_NUMBERED, *s, 0, &m);

	if (numbered)
		*s = str_sub(*s, m.to, s->len);
	return numbered;
}

/* Whether `next` begins with a number that what stands before it does not go on in: 涉及 + 二、三级指标. */
static bool begins_item(const struct patterns *patterns, struct str so_far, struct str next)
{
	bool ended = ends_sentence(so_far), listed = drop_number(patterns, &so_far);

	if (!drop_number(patterns, &next))
		return false;
	return ended || (!in_sentence(so_far) && (listed || !in_sentence(next)));
}

/* A unit, a date, a name at the right margin: no line that was filled. */
static bool is_at_right(const struct frame *frame, const struct row *row)
{
	return row->x0 > (frame->left + frame->right) / 2;
}

static int32_t pitch(const struct row *a, const struct row *b)
{
	return (b->y0 + b->y1 - a->y0 - a->y1) / 2;
}

/* before: the row of the paragraph before a; NULL: a is its first. */
static bool is_set_off(const struct row *before, const struct row *a, const struct row *b)
{
	if (a->frame != b->frame)
		return false;
	if (b->y0 - a->y1 >= 3 * a->em)
		return true;
	return before && before->frame == a->frame && pitch(a, b) * 5 > pitch(before, a) * 8;
}

/* A paragraph up to where it is read: its first row, the last one and the one before that (NULL: none), its text. */
struct so_far {
	const struct row *first, *before, *last;
	struct str text;
};

/* The next row stands where lines go on and paragraphs do not begin: at the margin that the first row is indented from. */
static bool is_hanging(const struct pages *p, const struct so_far *so_far, const struct row *next)
{
	const struct row *first = so_far->first, *last = so_far->last;
	int32_t left = p->frames[first->frame].left, there = p->frames[next->frame].left;

	return left > 0 && there > 0 && first->x0 > left + first->em * 6 / 5 && abs(next->x0 - there) < next->em / 2 &&
	       (last == first || last->x0 < left + last->em / 2) && next->em * 10 < last->em * 11 &&
	       last->em * 10 < next->em * 11;
}

/* What no line goes on in, wherever it stands. */
static bool begins_anew(const struct pages *p, const struct patterns *patterns, const struct so_far *so_far,
                        const struct row *next)
{
	const struct row *last = so_far->last;

	if (ends_in_leaders(last->text) || is_at_right(&p->frames[last->frame], last))
		return true;
	if (begins_item(patterns, so_far->text, next->text))
		return true;
	return is_set_off(so_far->before, last, next);
}

static bool goes_on(const struct pages *p, const struct patterns *patterns, const struct so_far *so_far, const struct row *b)
{
	const struct row *a = so_far->last;
	const struct frame *here = &p->frames[a->frame], *there = &p->frames[b->frame];

	if (a->cell || b->cell)
		return false;
	if (starts_with_stop(b->text) && !ends_sentence(a->text))
		return !is_set_off(so_far->before, a, b);
	if (here->right == 0 || there->right == 0 || begins_anew(p, patterns, so_far, b))
		return false;
	if (is_hanging(p, so_far, b) && is_line(a) && !ends_sentence(a->text) && !str_ends(a->text, STR("：")) &&
	    in_sentence(so_far->text) && !pattern_has(patterns, PATTERN_NUMBERED, b->text))
		return true;
	return a->x1 + need(b) + a->em / 2 >= here->right && b->x0 <= there->left + a->em * 6 / 5 &&
	       b->x0 >= there->left - 4 * a->em;
}

/* --- paragraphs --- */

struct check_para *bbox_add_para(struct pages *p)
{
	p->paras = mem_grow(p->paras, p->nparas, &p->paras_size, sizeof(*p->paras));
	return &p->paras[p->nparas++];
}

static size_t next_row(const struct pages *p, size_t i)
{
	for (i++; i < p->nrows && p->rows[i].dropped; i++)
		;
	return i;
}

static size_t table_end(const struct pages *p, size_t i)
{
	while (i < p->nrows && (p->rows[i].cell || p->rows[i].dropped))
		i++;
	return i;
}

static void make_paras(struct pages *p, const struct patterns *patterns)
{
	struct so_far so_far = { 0 };
	struct text_builder b;
	int last_page = 0;

	text_builder_init(&b);
	for (size_t i = next_row(p, (size_t)-1), next; i < p->nrows; i = next) {
		const struct row *row = &p->rows[i];

		if (row->cell) {
			next = table_end(p, i);
			bbox_add_cells(p, i, next);
			continue;
		}
		next = next_row(p, i);
		so_far = (struct so_far){ so_far.last ? so_far.first : row, so_far.last, row, so_far.text };
		text_builder_place(&b, (struct origin){ p->src, row->page, row->line });
		buf_str(&b.str, row->text);
		so_far.text = buf_as_str(&b.str);
		if (next < p->nrows && goes_on(p, patterns, &so_far, &p->rows[next]))
			continue;
		*bbox_add_para(p) = (struct check_para){ .text = text_builder_take(&b, p->arena),
			                                 .page_first = so_far.first->page != last_page };
		last_page = row->page;
		so_far = (struct so_far){ 0 };
	}
	text_builder_release(&b);
}

struct check_para *check_pages(struct arena *arena, struct str bbox, struct source *src, size_t *n)
{
	struct pages p = { .arena = arena, .src = src };
	struct patterns *patterns = patterns_new();
	struct check_para *paras;

	bbox_read(&p, bbox);
	bbox_drop(&p);
	bbox_find_cells(&p);
	find_margins(&p);
	make_paras(&p, patterns);
	patterns_drop(patterns);
	paras = arena_copy(arena, p.paras, p.nparas * sizeof(*paras));
	*n = p.nparas;
	mem_free(p.words);
	mem_free(p.rows);
	mem_free(p.frames);
	mem_free(p.paras);
	return paras;
}
