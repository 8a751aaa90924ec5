/* pages_rows.c - the words of a page as rows in reading order: by position, since the order in the file is not the order on the page;
 * where text stands in two columns, the left one first. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/pages_int.h"

static int32_t middle_of(const struct word *w)
{
	return (w->y0 + w->y1) / 2;
}

static int by_height(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int32_t p = middle_of(x), q = middle_of(y);

	return p != q ? (p < q ? -1 : 1) : x->x0 != y->x0 ? (x->x0 < y->x0 ? -1 : 1) : 0;
}

static int by_left(const void *a, const void *b)
{
	const struct word *x = a, *y = b;

	return x->x0 != y->x0 ? (x->x0 < y->x0 ? -1 : 1) : 0;
}

static int by_value(const void *a, const void *b)
{
	int32_t x = *(const int32_t *)a, y = *(const int32_t *)b;

	return (x > y) - (x < y);
}

bool ch_is_full(uint32_t ch)
{
	return ch >= 0x2E80 || (ch >= 0x2014 && ch <= 0x2026) || (ch >= 0x2460 && ch <= 0x27BF);
}

bool ch_is_closing(uint32_t ch)
{
	static const uint32_t marks[] = { 0xFF0C, 0x3002, 0x3001, 0xFF1B, 0xFF1A, 0xFF1F, 0xFF01, 0xFF09, 0x300B, 0x201D, 0x2019,
		                          0x2026, 0x3011, 0x3015, 0x300D, 0x2030, 0xFF05, '%',    ')',    ',',    ';',    ':' };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (ch == marks[i])
			return true;
	return false;
}

bool starts_with_stop(struct str s)
{
	return str_starts(s, STR("。")) || str_starts(s, STR("，")) || str_starts(s, STR("、")) || str_starts(s, STR("；"));
}

/* The width of a full-width character of the word; 0: it has too few of them to tell. */
static int32_t word_em(const struct word *word)
{
	int32_t full = 0, half = 0;

	for (size_t pos = 0; pos < word->text.len;) {
		if (ch_is_full(utf8_next(word->text, &pos)))
			full++;
		else
			half++;
	}
	return full > half ? (word->x1 - word->x0) * 2 / (2 * full + half) : 0;
}

int32_t words_em(const struct word *words, size_t n, int32_t otherwise)
{
	int32_t *widths = NULL, em;
	size_t k = 0, size = 0;

	for (size_t i = 0; i < n; i++) {
		int32_t width = word_em(&words[i]);

		for (size_t each = 0; width && each < words[i].text.len; each += 3) {
			widths = mem_grow(widths, k, &size, sizeof(*widths));
			widths[k++] = width;
		}
	}
	if (k)
		qsort(widths, k, sizeof(*widths), by_value);
	em = k ? widths[k / 2] : otherwise;
	mem_free(widths);
	return em > 1000 ? em : otherwise;
}

/* A line of figures alone is as much smaller than the body of the page as it is less high. */
static int32_t row_em(const struct pages *p, const struct word *words, size_t n)
{
	int64_t high = words[n / 2].y1 - words[n / 2].y0, em = p->high > 0 ? p->em * high / p->high : p->em;

	return words_em(words, n, em > 1000 && em < p->em ? (int32_t)em : p->em);
}

struct str words_text(struct arena *arena, const struct word *words, size_t n)
{
	struct buf out;
	struct str s;

	buf_init(&out);
	for (size_t i = 0; i < n; i++) {
		if (i)
			buf_char(&out, ' ');
		buf_str(&out, words[i].text);
	}
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

int32_t word_gap(const struct word *a, const struct word *b)
{
	return b->x0 - a->x1;
}

size_t row_segment(const struct row *row, size_t from)
{
	int32_t wide = row->cell ? row->em * CELL_GAP / 100 : row->em * 3 / 2;
	size_t to = from + 1;

	while (to < row->nwords && word_gap(&row->words[to - 1], &row->words[to]) <= wide)
		to++;
	return to;
}

/* --- rows --- */

/* The end of the row that begins with words[from], of words in order of height: those whose middles differ by less than half a line. */
static size_t row_end(const struct word *words, size_t from, size_t n)
{
	int32_t middle = middle_of(&words[from]), height = words[from].y1 - words[from].y0;
	size_t to = from + 1;

	for (; to < n; to++) {
		int32_t h = words[to].y1 - words[to].y0;

		if (middle_of(&words[to]) - middle > (h < height ? h : height) / 2)
			break;
	}
	return to;
}

static void add_row(struct pages *p, struct word *words, size_t n, int frame)
{
	struct row row = { .words = words, .nwords = n, .page = p->page, .line = ++p->line, .frame = frame };

	qsort(words, n, sizeof(*words), by_left);
	row.x0 = words[0].x0;
	row.x1 = words[0].x1;
	row.y0 = words[0].y0;
	row.y1 = words[0].y1;
	for (size_t i = 1; i < n; i++) {
		row.x1 = words[i].x1 > row.x1 ? words[i].x1 : row.x1;
		row.y0 = words[i].y0 < row.y0 ? words[i].y0 : row.y0;
		row.y1 = words[i].y1 > row.y1 ? words[i].y1 : row.y1;
	}
	row.em = row_em(p, words, n);
	row.text = words_text(p->arena, words, n);
	row.gaps = row_segment(&row, 0) < n;
	p->rows = mem_grow(p->rows, p->nrows, &p->rows_size, sizeof(*p->rows));
	p->rows[p->nrows++] = row;
}

static void add_frame(struct pages *p, struct word *words, size_t n, int side)
{
	if (!n)
		return;
	p->frames = mem_grow(p->frames, p->nframes, &p->frames_size, sizeof(*p->frames));
	p->frames[p->nframes] = (struct frame){ .width = p->width, .side = side };
	for (size_t from = 0, to; from < n; from = to) {
		to = row_end(words, from, n);
		add_row(p, words + from, to - from, (int)p->nframes);
	}
	p->nframes++;
}

/* --- two columns --- */

/* How many rows of the words on one side of the gutter are prose that fills its column. */
static size_t full_rows(const struct word *words, size_t n, const struct gutter *g, bool right)
{
	struct word *side = mem_alloc((n + 1) * sizeof(*side));
	int32_t width = right ? g->right - g->middle : g->middle - g->left;
	size_t k = 0, full = 0;

	for (size_t i = 0; i < n; i++)
		if ((words[i].x0 >= g->middle) == right)
			side[k++] = words[i];
	for (size_t from = 0, to; from < k; from = to) {
		int32_t covered = 0;
		size_t han = 0;

		to = row_end(side, from, k);
		for (size_t i = from; i < to; i++) {
			covered += side[i].x1 - side[i].x0;
			han += han_count(side[i].text);
		}
		full += han >= 6 && covered * 5 >= width * 4;
	}
	mem_free(side);
	return full;
}

static bool crosses(const struct word *w, const struct gutter *g, int32_t em)
{
	return w->x0 < g->middle + em / 4 && w->x1 > g->middle - em / 4;
}

/* The end of the words without one that crosses the gutter; whole rows. */
static size_t band_end(const struct word *words, size_t from, size_t n, const struct gutter *g, int32_t em, bool crossing)
{
	size_t end = from;

	for (size_t to; end < n; end = to) {
		bool across = false;

		to = row_end(words, end, n);
		for (size_t i = end; i < to; i++)
			across = across || crosses(&words[i], g, em);
		if (across != crossing)
			break;
	}
	return end;
}

/* The rest of the columns of the page before: a few lines, none of them across its gutter, at its left edge. */
static bool is_rest(const struct pages *p, const struct word *words, size_t n, const struct gutter *before)
{
	int32_t left = words[0].x0;

	for (size_t i = 0; i < n; i++) {
		if (crosses(&words[i], before, p->em))
			return false;
		left = words[i].x0 < left ? words[i].x0 : left;
	}
	return abs(left - before->left) < 3 * p->em;
}

static void add_columns(struct pages *p, struct word *words, size_t n, const struct gutter *g)
{
	struct word *side = arena_array(p->arena, n, sizeof(*side));
	size_t left = 0, k = 0;

	for (size_t i = 0; i < n; i++)
		if (words[i].x0 < g->middle)
			side[k++] = words[i];
	left = k;
	for (size_t i = 0; i < n; i++)
		if (words[i].x0 >= g->middle)
			side[k++] = words[i];
	add_frame(p, side, left, 1);
	add_frame(p, side + left, n - left, 2);
}

static struct gutter gutter_of(const struct word *words, size_t n)
{
	struct gutter g = { words[0].x0, 0, words[0].x1 };

	for (size_t i = 1; i < n; i++) {
		g.left = words[i].x0 < g.left ? words[i].x0 : g.left;
		g.right = words[i].x1 > g.right ? words[i].x1 : g.right;
	}
	g.middle = (g.left + g.right) / 2;
	return g;
}

/* Adds words [from, to) as columns and those before them, from *pending on, as a frame of the page's width. */
static void add_band(struct pages *p, struct word *words, size_t from, size_t to, const struct gutter *g, size_t *pending)
{
	add_frame(p, words + *pending, from - *pending, 0);
	add_columns(p, words + from, to - from, g);
	*pending = to;
	p->gutter = *g;
}

/* Two columns of prose meet in the middle of the text, and nothing crosses it there. What stands above, below or between is a frame
 * of its own. */
static void add_bands(struct pages *p, struct word *words, size_t n)
{
	enum { FULL_MIN = 4 };
	const struct gutter g = gutter_of(words, n), before = p->gutter;
	size_t pending = 0;

	p->gutter.middle = 0;
	for (size_t from = 0, to; from < n; from = to) {
		size_t open = band_end(words, from, n, &g, p->em, true);

		to = band_end(words, open, n, &g, p->em, false);
		if (full_rows(words + open, to - open, &g, false) >= FULL_MIN &&
		    full_rows(words + open, to - open, &g, true) >= FULL_MIN)
			add_band(p, words, open, to, &g, &pending);
	}
	if (!pending && before.middle) {
		size_t open = band_end(words, 0, n, &before, p->em, true), to = band_end(words, open, n, &before, p->em, false);

		if (to > open && is_rest(p, words + open, to - open, &before))
			add_band(p, words, open, to, &before, &pending);
	}
	add_frame(p, words + pending, n - pending, 0);
}

/* The middle height of words in Chinese. */
static int32_t words_high(const struct word *words, size_t n)
{
	int32_t *high = mem_alloc((n + 1) * sizeof(*high)), middle;
	size_t k = 0;

	for (size_t i = 0; i < n; i++)
		if (word_em(&words[i]))
			high[k++] = words[i].y1 - words[i].y0;
	if (k)
		qsort(high, k, sizeof(*high), by_value);
	middle = k ? high[k / 2] : 0;
	mem_free(high);
	return middle;
}

/* A watermark across the page is no line of it. */
static size_t drop_large(struct word *words, size_t n, int32_t em)
{
	size_t kept = 0;

	for (size_t i = 0; i < n; i++)
		if (words[i].y1 - words[i].y0 <= 4 * em)
			words[kept++] = words[i];
	return kept;
}

/* --- boxes --- */

/* The width of a character in quarters of the size, roughly; 0: it differs by font. */
static int32_t char_width(uint32_t ch)
{
	if (ch_is_full(ch))
		return 4;
	if (ch >= 0x80)
		return 0;
	if (ch == '.' || ch == ',' || ch == ':' || ch == ';')
		return 1;
	return ch == '%' || (ch >= 'A' && ch <= 'Z') ? 3 : 2;
}

/* The size of the type; 0: not known. */
static int32_t word_size(const struct word *word)
{
	int32_t em = word_em(word), quarters = 0;

	for (size_t pos = 0; pos < word->text.len && !em;) {
		int32_t width = char_width(utf8_next(word->text, &pos));

		if (!width)
			return 0;
		quarters += width;
	}
	return em || !quarters ? em : (word->x1 - word->x0) * 4 / quarters;
}

/* Some programs write an ascent and a descent into their fonts that are none, a quarter of the size or twice it, and differ by font: the
 * boxes of one line then stand apart. In any font the baseline is about four fifths down between the two: there, a box of the size. */
static void repair_boxes(struct word *words, size_t n, int32_t em)
{
	for (size_t i = 0; i < n; i++) {
		struct word *w = &words[i];
		int32_t high = w->y1 - w->y0, size = word_size(w), base = w->y0 + high * 4 / 5;

		if (size < 1000 || size > 3 * em || (high * 10 >= size * 7 && high * 10 <= size * 16) || high > 3 * size)
			continue;
		w->y0 = base - size * 43 / 50;
		w->y1 = base + size * 7 / 50;
	}
}

void bbox_add_rows(struct pages *p)
{
	enum { ENOUGH = 20 };
	struct word *words;
	size_t n = p->nwords, han = 0;

	p->nwords = 0;
	p->line = 0;
	if (!n)
		return;
	words = arena_copy(p->arena, p->words, n * sizeof(*words));
	for (size_t i = 0; i < n && han < ENOUGH; i++)
		han += han_count(words[i].text);
	p->em = han >= ENOUGH || !p->em ? words_em(words, n, p->em ? p->em : 12000) : p->em;
	repair_boxes(words, n, p->em);
	qsort(words, n, sizeof(*words), by_height);
	p->high = words_high(words, n);
	n = drop_large(words, n, p->em);
	if (n)
		add_bands(p, words, n);
}
