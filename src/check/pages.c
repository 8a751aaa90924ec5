/* pages.c - words with boxes, as pdftotext -bbox prints them, to paragraphs in reading order.
 *
 * Lines by position (the order in the file is not the order on the page); rows with wide gaps are cells of a table; lines that reach the
 * right margin go on in the next one, over pages too, unless it is indented or numbered. Page numbers, running heads and lines that a
 * clipped text box prints on two pages are dropped. The place of a paragraph's parts is page:line. */
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

struct word {
	int32_t x0, y0, x1, y1; /* [1/1000 pt], y downwards */
	struct str text;
};

struct row {
	struct word *words; /* of the page's array, from left to right */
	size_t nwords;
	int32_t x0, x1, y0, y1;
	int32_t em;      /* of its page */
	int page, line;  /* from 1 */
	size_t segments; /* parts with wide gaps between them */
	bool dropped;
	bool cell;
	struct str text; /* of a row with one segment */
};

struct pages {
	struct arena *arena;
	struct source *src;
	struct word *words;
	size_t nwords, words_size;
	struct row *rows;
	size_t nrows, rows_size;
	int32_t em; /* [1/1000 pt] of the body text */
	int page;
	int32_t width, height;
	struct margins *margins; /* by page */
	struct check_para *paras;
	size_t nparas, paras_size;
};

/* --- reading --- */

/* 56.800000 → 56800; nothing else occurs. */
static int32_t length_of(struct str s)
{
	int64_t value = 0, scale = 1000;
	bool point = false, negative = s.len && s.ptr[0] == '-';

	for (size_t i = negative; i < s.len; i++) {
		if (s.ptr[i] == '.') {
			point = true;
		} else if (ch_is_digit((unsigned char)s.ptr[i]) && value < 100000000) {
			if (point && scale == 1)
				break;
			value = value * 10 + (s.ptr[i] - '0');
			scale /= point ? 10 : 1;
		}
	}
	value *= scale;
	if (value > 100000000)
		value = 100000000;
	return (int32_t)(negative ? -value : value);
}

static int32_t attribute(struct str tag, const char *name)
{
	ptrdiff_t at = str_find(tag, str_from(name));
	struct str rest;
	ptrdiff_t end;

	if (at < 0)
		return 0;
	rest = str_sub(tag, (size_t)at + strlen(name), tag.len);
	end = str_find(rest, STR("\""));
	return length_of(str_sub(rest, 0, end < 0 ? 0 : (size_t)end));
}

static struct str unescape(struct arena *arena, struct str s)
{
	static const char *const names[][2] = { { "&amp;", "&" },   { "&lt;", "<" },   { "&gt;", ">" },
		                                { "&quot;", "\"" }, { "&apos;", "'" }, { "&#39;", "'" } };
	struct buf out;

	if (str_find(s, STR("&")) < 0)
		return s;
	buf_init(&out);
	for (size_t pos = 0; pos < s.len;) {
		size_t i = 0;

		while (i < 6 && !str_starts(str_sub(s, pos, s.len), str_from(names[i][0])))
			i++;
		if (i < 6)
			buf_z(&out, names[i][1]);
		else
			buf_char(&out, s.ptr[pos]);
		pos += i < 6 ? strlen(names[i][0]) : 1;
	}
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

static void read_word(struct pages *p, struct str tag, struct str text)
{
	struct word w = { attribute(tag, "xMin=\""),
		          attribute(tag, "yMin=\""),
		          attribute(tag, "xMax=\""),
		          attribute(tag, "yMax=\""),
		          { "", 0 } };
	int32_t middle = (w.y0 + w.y1) / 2;

	w.text = str_trim(unescape(p->arena, text));
	if (!w.text.len || middle < 0 || middle > p->height || w.x1 <= w.x0 || utf8_check(w.text) >= 0)
		return;
	p->words = mem_grow(p->words, p->nwords, &p->words_size, sizeof(*p->words));
	p->words[p->nwords++] = w;
}

/* --- rows --- */

static int by_height(const void *a, const void *b)
{
	const struct word *x = a, *y = b;
	int32_t p = (x->y0 + x->y1) / 2, q = (y->y0 + y->y1) / 2;

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

/* The width of a Chinese character in the body: the middle one of all; pages with few characters keep that of the page before. */
static int32_t em_of(const struct word *words, size_t n, int32_t before)
{
	int32_t *widths = NULL, em;
	size_t k = 0, size = 0;

	for (size_t i = 0; i < n; i++) {
		size_t han = han_count(words[i].text);

		for (size_t each = 0; han * 3 == words[i].text.len && each < han; each++) {
			widths = mem_grow(widths, k, &size, sizeof(*widths));
			widths[k++] = (words[i].x1 - words[i].x0) / (int32_t)han;
		}
	}
	if (k)
		qsort(widths, k, sizeof(*widths), by_value);
	em = k >= 20 || !before ? (k ? widths[k / 2] : 12000) : before;
	mem_free(widths);
	return em > 1000 ? em : 12000;
}

static size_t segments_of(const struct row *row, int32_t em)
{
	size_t n = 1;

	for (size_t i = 1; i < row->nwords; i++)
		n += row->words[i].x0 - row->words[i - 1].x1 > em * 3 / 2;
	return n;
}

static struct str join(struct arena *arena, const struct word *words, size_t n)
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

/* 第一部分 and its title stand apart in one line. */
static bool is_part_title(struct str s)
{
	ptrdiff_t part = str_find(s, STR("部分"));

	return str_starts(s, STR("第")) && part > 0 && part <= 9;
}

static void add_row(struct pages *p, struct word *words, size_t n, int line)
{
	struct row row = { .words = words, .nwords = n, .em = p->em, .page = p->page, .line = line };

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
	row.segments = segments_of(&row, p->em);
	row.text = join(p->arena, words, n);
	row.cell = row.segments > 1 && !(row.segments == 2 && is_part_title(row.text));
	p->rows = mem_grow(p->rows, p->nrows, &p->rows_size, sizeof(*p->rows));
	p->rows[p->nrows++] = row;
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

static void make_rows(struct pages *p)
{
	struct word *words;
	int line = 0;

	if (!p->nwords)
		return;
	words = arena_copy(p->arena, p->words, p->nwords * sizeof(*words));
	qsort(words, p->nwords, sizeof(*words), by_height);
	p->em = em_of(words, p->nwords, p->em);
	p->nwords = drop_large(words, p->nwords, p->em);
	for (size_t from = 0, to; from < p->nwords; from = to) {
		int32_t middle = (words[from].y0 + words[from].y1) / 2, height = words[from].y1 - words[from].y0;

		for (to = from + 1; to < p->nwords; to++) {
			int32_t m = (words[to].y0 + words[to].y1) / 2, h = words[to].y1 - words[to].y0;

			if (m - middle > (h < height ? h : height) / 2)
				break;
		}
		add_row(p, words + from, to - from, ++line);
	}
	p->nwords = 0;
}

static void read_pages(struct pages *p, struct str bbox)
{
	for (size_t pos = 0; pos < bbox.len;) {
		struct str rest = str_sub(bbox, pos, bbox.len), tag;
		ptrdiff_t open = str_find(rest, STR("<")), close;

		if (open < 0)
			break;
		rest = str_sub(rest, (size_t)open, rest.len);
		close = str_find(rest, STR(">"));
		if (close < 0)
			break;
		tag = str_sub(rest, 0, (size_t)close);
		pos += (size_t)open + (size_t)close + 1;
		if (str_starts(tag, STR("<page "))) {
			make_rows(p);
			p->page++;
			p->width = attribute(tag, "width=\"");
			p->height = attribute(tag, "height=\"");
		} else if (str_starts(tag, STR("<word "))) {
			struct str text = str_sub(bbox, pos, bbox.len);
			ptrdiff_t end = str_find(text, STR("</word>"));

			read_word(p, tag, str_sub(text, 0, end < 0 ? 0 : (size_t)end));
		}
	}
	make_rows(p);
}

/* --- what is no text of the report --- */

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

static bool page_edge(const struct pages *p, size_t i)
{
	return i == 0 || i + 1 == p->nrows || p->rows[i - 1].page != p->rows[i].page || p->rows[i + 1].page != p->rows[i].page;
}

static size_t pages_with(const struct pages *p, const struct row *row)
{
	size_t n = 0;

	for (size_t i = 0; i < p->nrows; i++)
		n += page_edge(p, i) && str_eq(p->rows[i].text, row->text) && abs(p->rows[i].y0 - row->y0) < 3000;
	return n;
}

/* A line that the page before has too, together with its neighbour: a text box that is printed on both. */
static bool is_clipped_copy(const struct pages *p, size_t i)
{
	const struct row *row = &p->rows[i];

	if (han_count(row->text) < 12 || i == 0)
		return false;
	for (size_t k = i; k-- > 0 && p->rows[k].page + 1 >= row->page;)
		if (p->rows[k].page + 1 == row->page && str_eq(p->rows[k].text, row->text) &&
		    ((k + 1 < i && i + 1 < p->nrows && han_count(p->rows[i + 1].text) >= 6 &&
		      str_eq(p->rows[k + 1].text, p->rows[i + 1].text)) ||
		     (k > 0 && han_count(p->rows[i - 1].text) >= 6 && str_eq(p->rows[k - 1].text, p->rows[i - 1].text))))
			return true;
	return false;
}

static void drop_rows(struct pages *p)
{
	for (size_t i = 0; i < p->nrows; i++) {
		struct row *row = &p->rows[i];

		if (page_edge(p, i) && (is_page_number(row->text) || (p->nrows < 20000 && pages_with(p, row) >= 3)))
			row->dropped = true;
		else if (is_clipped_copy(p, i))
			row->dropped = true;
	}
}

/* Rows of a few characters, none of them with a stop: what a cell of several lines has between the rows of its neighbours. */
static bool is_fragment(const struct row *row)
{
	return row->x1 - row->x0 < 16 * row->em && !str_ends(row->text, STR("。"));
}

static void find_fragments(struct pages *p)
{
	enum { BETWEEN = 6 };
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < p->nrows; i++) {
		bool all = true;

		if (!p->rows[i].cell)
			continue;
		for (size_t k = last + 1; last != SIZE_MAX && k < i; k++)
			all = all && is_fragment(&p->rows[k]) && p->rows[k].y0 - p->rows[k - 1].y1 < 2 * p->rows[k].em;
		if (last != SIZE_MAX && i - last <= BETWEEN && all && p->rows[last].page == p->rows[i].page)
			for (size_t k = last + 1; k < i; k++)
				p->rows[k].cell = true;
		last = i;
	}
}

static bool is_tiny(const struct row *row)
{
	return row->cell || (utf8_count(row->text) <= 2 && han_count(row->text) > 0 && !str_ends(row->text, STR("。")));
}

/* A head written downwards: three rows or more of one or two characters, one under the other. */
static void find_vertical(struct pages *p)
{
	for (size_t from = 0, to; from < p->nrows; from = to > from ? to : from + 1) {
		for (to = from; to < p->nrows && is_tiny(&p->rows[to]) && p->rows[to].page == p->rows[from].page; to++)
			;
		for (size_t i = from; to - from >= 3 && i < to; i++)
			p->rows[i].cell = true;
	}
}

/* A row of one segment between rows of several belongs to their table. */
static void find_tables(struct pages *p)
{
	for (size_t i = 1; i + 1 < p->nrows; i++)
		if (p->rows[i - 1].cell && p->rows[i + 1].segments > 1 && p->rows[i - 1].page == p->rows[i + 1].page)
			p->rows[i].cell = true;
	find_fragments(p);
	find_vertical(p);
}

/* --- paragraphs --- */

struct margins {
	int32_t left, right; /* right 0: not known */
};

/* The outermost edge that two lines share (one may stick out), or the outermost of all. */
static int32_t edge(const int32_t *edges, size_t n, int32_t tolerance, bool high)
{
	for (size_t i = 0; i + 1 < n; i++) {
		int32_t a = edges[high ? n - 1 - i : i], b = edges[high ? n - 2 - i : i + 1];

		if (abs(a - b) <= tolerance)
			return a;
	}
	return n ? edges[high ? n - 1 : 0] : 0;
}

static struct margins margins_in(const struct pages *p, size_t from, size_t to)
{
	int32_t *left = mem_alloc((to - from + 1) * sizeof(*left)), *right = mem_alloc((to - from + 1) * sizeof(*right));
	struct margins m = { 0, 0 };
	size_t n = 0;

	for (size_t i = from; i < to; i++)
		if (!p->rows[i].cell && !p->rows[i].dropped && p->rows[i].x1 - p->rows[i].x0 > 10 * p->rows[i].em) {
			left[n] = p->rows[i].x0;
			right[n++] = p->rows[i].x1;
		}
	qsort(left, n, sizeof(*left), by_value);
	qsort(right, n, sizeof(*right), by_value);
	if (n >= 3)
		m = (struct margins){ edge(left, n, p->rows[from].em / 2, false), edge(right, n, p->rows[from].em / 2, true) };
	mem_free(left);
	mem_free(right);
	return m;
}

/* Every page's own margins; a page with few lines has those of the page before. */
static struct margins *all_margins(const struct pages *p)
{
	struct margins *out = arena_array(p->arena, (size_t)p->page + 2, sizeof(*out));
	struct margins last = { 0, 0 };

	for (size_t from = 0, to; from < p->nrows; from = to) {
		int page = p->rows[from].page;
		struct margins m;

		for (to = from; to < p->nrows && p->rows[to].page == page; to++)
			;
		m = margins_in(p, from, to);
		if (m.right)
			last = m;
		out[page] = last;
	}
	return out;
}

static bool is_numbered(const struct patterns *patterns, struct str s)
{
	return pattern_has(patterns, PATTERN_NUMBERED, s);
}

/* A line of the contents ends with leaders and a page number. */
static bool has_leaders(struct str s)
{
	return (str_has(s, STR("……")) || str_has(s, STR("....")) || str_has(s, STR("····"))) && s.len &&
	       ch_is_digit((unsigned char)s.ptr[s.len - 1]);
}

static bool goes_on(const struct pages *p, const struct patterns *patterns, const struct row *a, const struct row *b)
{
	struct margins here = p->margins[a->page], there = p->margins[b->page];
	int32_t em = a->em;

	if (a->cell || b->cell || here.right == 0 || there.right == 0 || a->x1 < here.right - em * 5 / 2 ||
	    b->x0 > there.left + em * 6 / 5)
		return false;
	if (has_leaders(a->text))
		return false;
	if (is_numbered(patterns, b->text) &&
	    (str_ends(a->text, STR("。")) || str_ends(a->text, STR("；")) || str_ends(a->text, STR(";"))))
		return false;
	return a->page != b->page || b->y0 - a->y1 < 3 * em;
}

static struct check_para *add_para(struct pages *p)
{
	p->paras = mem_grow(p->paras, p->nparas, &p->paras_size, sizeof(*p->paras));
	return &p->paras[p->nparas++];
}

static void add_cells(struct pages *p, const struct row *row)
{
	for (size_t from = 0, to; from < row->nwords; from = to) {
		for (to = from + 1; to < row->nwords && row->words[to].x0 - row->words[to - 1].x1 <= row->em * 3 / 2; to++)
			;
		struct text text = text_plain(p->arena, join(p->arena, row->words + from, to - from),
		                              (struct origin){ p->src, row->page, row->line });

		((struct text_place *)text.places)->literal = false;
		*add_para(p) = (struct check_para){ .text = text, .kind = CHECK_CELL };
	}
}

static size_t next_row(const struct pages *p, size_t i)
{
	for (i++; i < p->nrows && p->rows[i].dropped; i++)
		;
	return i;
}

static void make_paras(struct pages *p, const struct patterns *patterns)
{
	struct text_builder b;
	int last_page = 0;

	text_builder_init(&b);
	for (size_t i = next_row(p, (size_t)-1), next; i < p->nrows; i = next) {
		const struct row *row = &p->rows[i];

		next = next_row(p, i);
		if (row->cell) {
			add_cells(p, row);
			continue;
		}
		text_builder_place(&b, (struct origin){ p->src, row->page, row->line });
		buf_str(&b.str, row->text);
		if (next < p->nrows && goes_on(p, patterns, row, &p->rows[next]))
			continue;
		*add_para(p) =
			(struct check_para){ .text = text_builder_take(&b, p->arena), .page_first = row->page != last_page };
		last_page = row->page;
	}
	if (b.str.len)
		*add_para(p) = (struct check_para){ .text = text_builder_take(&b, p->arena) };
	text_builder_release(&b);
}

struct check_para *check_pages(struct arena *arena, struct str bbox, struct source *src, size_t *n)
{
	struct pages p = { .arena = arena, .src = src };
	struct patterns *patterns = patterns_new();
	struct check_para *paras;

	read_pages(&p, bbox);
	drop_rows(&p);
	find_tables(&p);
	p.margins = all_margins(&p);
	make_paras(&p, patterns);
	patterns_drop(patterns);
	paras = arena_copy(arena, p.paras, p.nparas * sizeof(*paras));
	*n = p.nparas;
	mem_free(p.words);
	mem_free(p.rows);
	mem_free(p.paras);
	return paras;
}
