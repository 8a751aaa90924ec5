/* pages_table.c - which rows are of tables, and their cells: wide gaps, gaps below one another, short lines between such rows, heads
 * written downwards. Lines of one cell are joined where an open bracket says that they belong together. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/pages_int.h"

/* --- rows of tables --- */

/* 第一部分 and its title stand apart in one line. */
static bool is_part_title(struct str s)
{
	ptrdiff_t part = str_find(s, STR("部分"));

	return str_starts(s, STR("第")) && part > 0 && part <= 9;
}

/* Begins as lists and headings do: 一, （二）, 3, 第, 附. */
static bool is_numbered(struct str s)
{
	static const char *const marks[] = { "第", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "附" };

	if (str_starts(s, STR("（")) || str_starts(s, STR("(")))
		s = str_sub(s, str_starts(s, STR("(")) ? 1 : 3, s.len);
	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts(s, str_from(marks[i])))
			return true;
	return s.len && ch_is_digit((unsigned char)s.ptr[0]);
}

/* (一), 1., 三、 before a title: the gap behind it says nothing. */
static bool is_list_mark(struct str s)
{
	return s.len <= 12 && is_numbered(s) &&
	       (str_ends(s, STR("、")) || str_ends(s, STR("）")) || str_ends(s, STR(")")) || str_ends(s, STR(".")) ||
	        str_ends(s, STR("．")));
}

static bool is_wide(const struct row *row)
{
	size_t second = row_segment(row, 0);

	return row->gaps && !ends_in_leaders(row->text) &&
	       !(row_segment(row, second) == row->nwords &&
	         (is_part_title(row->text) || (second == 1 && is_list_mark(row->words[0].text))));
}

static bool is_gap(const struct row *row, size_t i)
{
	return !(i == 1 && is_list_mark(row->words[0].text)) &&
	       word_gap(&row->words[i - 1], &row->words[i]) > row->em * CELL_GAP / 100;
}

/* A line whose few characters were spread over its whole width: gaps everywhere. */
static bool is_spread(const struct row *row)
{
	size_t gaps = 0;

	for (size_t i = 1; i < row->nwords; i++)
		gaps += word_gap(&row->words[i - 1], &row->words[i]) > row->em * 2 / 5;
	return row->nwords >= 5 && gaps * 3 >= (row->nwords - 1) * 2 && han_count(row->text) >= row->nwords;
}

/* Whether both rows are open at one place: two columns of a table with little between them. */
static bool share_gap(const struct row *a, const struct row *b)
{
	for (size_t i = 1; i < a->nwords; i++)
		for (size_t k = 1; is_gap(a, i) && k < b->nwords; k++) {
			int32_t from = a->words[i - 1].x1 > b->words[k - 1].x1 ? a->words[i - 1].x1 : b->words[k - 1].x1;
			int32_t to = a->words[i].x0 < b->words[k].x0 ? a->words[i].x0 : b->words[k].x0;

			if (is_gap(b, k) && to - from > a->em / 2)
				return true;
		}
	return false;
}

static bool has_gap(const struct row *row)
{
	size_t i = 1;

	while (i < row->nwords && !is_gap(row, i))
		i++;
	return i < row->nwords && !is_spread(row) && !ends_in_leaders(row->text);
}

static void find_rows(struct pages *p)
{
	enum { BETWEEN = 6 };
	size_t last = SIZE_MAX; /* row with a gap */

	for (size_t i = 0; i < p->nrows; i++)
		p->rows[i].cell = is_wide(&p->rows[i]);
	for (size_t i = 0; i < p->nrows; i++) {
		if (!has_gap(&p->rows[i]))
			continue;
		if (last != SIZE_MAX && i - last <= BETWEEN && p->rows[last].frame == p->rows[i].frame &&
		    share_gap(&p->rows[last], &p->rows[i]))
			p->rows[last].cell = p->rows[i].cell = true;
		last = i;
	}
}

/* Whether the row stands in one column of the other, at its left edge. */
static bool in_segment(const struct row *row, const struct row *table)
{
	for (size_t from = 0, to; from < table->nwords; from = to) {
		to = row_segment(table, from);
		if (abs(table->words[from].x0 - row->x0) < 1500 && (to == table->nwords || row->x1 < table->words[to].x0))
			return to - from < table->nwords;
	}
	return false;
}

/* More lines of a cell, below the row of the table where it begins. */
static void find_more_lines(struct pages *p)
{
	size_t table = SIZE_MAX;

	for (size_t i = 0; i < p->nrows; i++) {
		struct row *row = &p->rows[i];

		if (row->cell && row_segment(row, 0) < row->nwords)
			table = i;
		else if (i > 0 && table != SIZE_MAX && row[-1].cell && row->frame == row[-1].frame &&
		         row->y0 - row[-1].y1 < row->em * 3 / 4 && in_segment(row, &p->rows[table]))
			row->cell = true;
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
		if (last != SIZE_MAX && i - last <= BETWEEN && all && p->rows[last].frame == p->rows[i].frame)
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
	for (size_t from = 0, to; from<p->nrows; from = to> from ? to : from + 1) {
		for (to = from; to < p->nrows && is_tiny(&p->rows[to]) && p->rows[to].frame == p->rows[from].frame; to++)
			;
		for (size_t i = from; to - from >= 3 && i < to; i++)
			p->rows[i].cell = true;
	}
}

/* A title between two tables stands off from both, or clearly from the one above. */
static bool stands_off(const struct pages *p, size_t i)
{
	const struct row *row = &p->rows[i];
	int32_t above = row->y0 - row[-1].y1, below = row[1].y0 - row->y1;
	int32_t usual = i >= 2 && row[-2].frame == row->frame ? row[-1].y0 - row[-2].y1 : 0;

	if (i + 2 < p->nrows && row[2].frame == row->frame && row[2].y0 - row[1].y1 > usual)
		usual = row[2].y0 - row[1].y1;
	usual = usual > row->em / 4 ? usual : row->em / 4;
	if (above * 2 > row->em * 3 && above * 2 > below * 3)
		return true;
	return above * 2 > usual * 3 && below * 2 > usual * 3;
}

/* A row of one segment between rows of several belongs to their table. */
static void find_between(struct pages *p)
{
	for (size_t i = 1; i + 1 < p->nrows; i++)
		if (p->rows[i - 1].cell && p->rows[i + 1].cell && p->rows[i - 1].frame == p->rows[i + 1].frame &&
		    !stands_off(p, i) && !(str_ends(p->rows[i].text, STR("。")) && han_count(p->rows[i].text) > 16))
			p->rows[i].cell = true;
}

/* The last column of a table that is wider than the page has pages of its own: short lines throughout, no sentence, no list. */
static bool is_lone_column(const struct pages *p, size_t from, size_t to)
{
	enum { ROWS_MIN = 8 };
	size_t n = 0, numbered = 0;

	for (size_t i = from; i < to; i++) {
		const struct row *row = &p->rows[i];

		if (row->dropped)
			continue;
		if (row->x1 - row->x0 > 16 * row->em || str_has(row->text, STR("。")) || str_has(row->text, STR("，")))
			return false;
		n++;
		numbered += is_numbered(row->text);
	}
	return n >= ROWS_MIN && numbered * 4 < n;
}

static void find_lone_columns(struct pages *p)
{
	for (size_t from = 0, to; from < p->nrows; from = to) {
		bool lone;

		for (to = from; to < p->nrows && p->rows[to].frame == p->rows[from].frame; to++)
			;
		lone = is_lone_column(p, from, to);
		for (size_t i = from; lone && i < to; i++)
			p->rows[i].cell = true;
	}
}

/* --- rows in the columns of a table --- */

/* 单位：万元 above a table. */
static bool is_unit_row(const struct row *row)
{
	return utf8_count(row->text) <= 16 && (str_has(row->text, STR("单位：")) || str_has(row->text, STR("单位:")));
}

/* A few short lines between the unit and the first row of cells: the head of the table. */
static void find_heads(struct pages *p)
{
	enum { ROWS_MAX = 8 };

	for (size_t i = 0; i < p->nrows; i++) {
		size_t to = i + 1;

		if (!is_unit_row(&p->rows[i]))
			continue;
		while (to < p->nrows && to <= i + ROWS_MAX && !p->rows[to].cell && p->rows[to].frame == p->rows[i].frame &&
		       is_fragment(&p->rows[to]))
			to++;
		if (to < p->nrows && p->rows[to].cell && p->rows[to].frame == p->rows[i].frame)
			for (size_t k = i + 1; k < to; k++)
				p->rows[k].cell = true;
	}
}

static bool is_near(int32_t a, int32_t b)
{
	return abs(a - b) < 1500;
}

/* Whether words [from, to) begin or end where a cell of the other row does, or have its middle; a title of another page may have that. */
static bool meets_cell(const struct row *row, size_t from, size_t to, const struct row *table)
{
	int32_t x0 = row->words[from].x0, x1 = row->words[to - 1].x1;

	if (row->em > table->em * 6 / 5)
		return false;

	for (size_t at = 0, end; at < table->nwords; at = end) {
		int32_t left = table->words[at].x0, right;

		end = row_segment(table, at);
		right = table->words[end - 1].x1;
		if (is_near(x0, left) || is_near(x1, right) ||
		    (row->page == table->page && is_near((x0 + x1) / 2, (left + right) / 2)))
			return true;
	}
	return false;
}

/* Whether all of the row stands in columns of the table that ends with row `at`, or begins with it when `down`. */
static bool in_columns(const struct pages *p, const struct row *row, size_t at, bool down)
{
	enum { ROWS_MAX = 24 };

	for (size_t from = 0, to; from < row->nwords; from = to) {
		bool found = false;

		to = row_segment(row, from);
		for (size_t n = 0, i = at; n < ROWS_MAX && i < p->nrows && p->rows[i].cell && !found;
		     n++, i += down ? 1 : (size_t)-1)
			found = meets_cell(row, from, to, &p->rows[i]);
		if (!found)
			return false;
	}
	return true;
}

static bool same_frames(const struct pages *p, const struct row *a, const struct row *b)
{
	const struct frame *x = &p->frames[a->frame], *y = &p->frames[b->frame];

	return a->frame == b->frame || (b->page <= a->page + 1 && abs(x->width - y->width) < 1000 && x->side == y->side);
}

/* Marks rows [from, to), no cells, between the rows of tables above and below (p->nrows: none). */
static void mark_aligned(struct pages *p, size_t above, size_t from, size_t to)
{
	bool both = to < p->nrows && p->rows[to].cell && same_frames(p, &p->rows[above], &p->rows[to]), all = both;

	for (size_t i = from; i < to && all; i++)
		all = p->rows[i].dropped || in_columns(p, &p->rows[i], above, false) || in_columns(p, &p->rows[i], to, true);
	for (size_t i = from; i < to; i++) {
		struct row *row = &p->rows[i];

		if (!all && (row->frame != p->rows[above].frame || is_numbered(row->text) || row->dropped ||
		             row->y0 - row[-1].y1 > row->em * 3 / 2 || !in_columns(p, row, above, false)))
			break;
		row->cell = !row->dropped;
	}
}

/* Where only one column of a table goes on, in one page or over two, nothing but its place tells its rows from text. */
static void find_aligned(struct pages *p)
{
	size_t above = SIZE_MAX;

	for (size_t i = 0, to; i < p->nrows; i = to) {
		to = i + 1;
		if (p->rows[i].cell)
			above = i;
		if (p->rows[i].cell || p->rows[i].dropped || above == SIZE_MAX)
			continue;
		for (to = i; to < p->nrows && !p->rows[to].cell; to++) {
			const struct row *row = &p->rows[to], *before = to > i ? row - 1 : &p->rows[above];

			if (!row->dropped && (!is_fragment(row) || is_unit_row(row) || !same_frames(p, before, row) ||
			                      (row->frame == before->frame && row->y0 - before->y1 > 3 * row->em)))
				break;
		}
		if (to > i)
			mark_aligned(p, above, i, to);
		to = to > i ? to : i + 1;
		if (to < p->nrows && !p->rows[to].cell)
			above = SIZE_MAX;
	}
}

void bbox_find_cells(struct pages *p)
{
	find_rows(p);
	find_more_lines(p);
	find_heads(p);
	find_between(p);
	find_aligned(p);
	find_fragments(p);
	find_vertical(p);
	find_lone_columns(p);
}

/* --- cells --- */

struct part {
	size_t row, from, to; /* words of a row */
	size_t next;          /* of the same cell; SIZE_MAX: none */
};

struct cells {
	struct part *parts;
	size_t n, size;
	size_t *firsts, nfirsts, firsts_size;
	size_t *open, nopen, open_size; /* last parts of cells with an open bracket */
};

static int depth_of(struct str s, int depth)
{
	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = ch_fold_width(utf8_next(s, &pos));

		depth += ch == '(' || ch == '[' || ch == 0x300A || ch == 0x201C || ch == 0x3010 || ch == 0x3014;
		depth -= ch == ')' || ch == ']' || ch == 0x300B || ch == 0x201D || ch == 0x3011 || ch == 0x3015;
		depth = depth < 0 ? 0 : depth;
	}
	return depth;
}

static bool is_number(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (!(ch_is_digit((unsigned char)s.ptr[i]) || s.ptr[i] == '.' || s.ptr[i] == ',' || s.ptr[i] == '-' ||
		      s.ptr[i] == '%' || s.ptr[i] == ' '))
			return false;
	return true;
}

/* By how much b stands in the column of a; 0: not at all. In the next row any overlap will do: the first line of a cell may be indented. */
static int32_t in_column(const struct pages *p, const struct part *a, const struct part *b)
{
	const struct word *x = p->rows[a->row].words, *y = p->rows[b->row].words;
	int32_t from = x[a->from].x0 > y[b->from].x0 ? x[a->from].x0 : y[b->from].x0;
	int32_t to = x[a->to - 1].x1 < y[b->to - 1].x1 ? x[a->to - 1].x1 : y[b->to - 1].x1;
	int32_t wide = x[a->to - 1].x1 - x[a->from].x0, other = y[b->to - 1].x1 - y[b->from].x0;

	wide = wide < other ? wide : other;
	return b->row > a->row && to > from && ((to - from) * 2 > wide || b->row == a->row + 1) ? to - from : 0;
}

static struct str part_text(const struct pages *p, const struct part *part)
{
	const struct row *row = &p->rows[part->row];

	return part->from == 0 && part->to == row->nwords ? row->text
	                                                  : words_text(p->arena, row->words + part->from, part->to - part->from);
}

static int cell_depth(const struct pages *p, const struct cells *c, size_t first)
{
	int depth = 0;

	for (size_t i = first; i != SIZE_MAX; i = c->parts[i].next)
		depth = depth_of(part_text(p, &c->parts[i]), depth);
	return depth;
}

static size_t last_part(const struct cells *c, size_t first)
{
	while (c->parts[first].next != SIZE_MAX)
		first = c->parts[first].next;
	return first;
}

static void add_open(struct cells *c, size_t first)
{
	c->open = mem_grow(c->open, c->nopen, &c->open_size, sizeof(*c->open));
	c->open[c->nopen++] = first;
}

static void drop_old(struct cells *c, size_t row)
{
	enum { ROWS_MAX = 6 };

	for (size_t i = 0; i < c->nopen; i++)
		if (row - c->parts[c->open[i]].row > ROWS_MAX)
			c->open[i--] = c->open[--c->nopen];
}

/* Adds the part to the open cell above it; false when there is none. */
static bool continues(const struct pages *p, struct cells *c, size_t part)
{
	size_t best = SIZE_MAX;
	int32_t most = 0;

	drop_old(c, c->parts[part].row);
	for (size_t i = 0; i < c->nopen; i++) {
		int32_t common = in_column(p, &c->parts[last_part(c, c->open[i])], &c->parts[part]);

		if (common > most) {
			most = common;
			best = i;
		}
	}
	if (best == SIZE_MAX)
		return false;
	c->parts[last_part(c, c->open[best])].next = part;
	if (cell_depth(p, c, c->open[best]) == 0)
		c->open[best] = c->open[--c->nopen];
	return true;
}

/* Adds a part that begins with a stop to the cell above it. */
static bool closes(const struct pages *p, struct cells *c, size_t part)
{
	enum { ROWS_MAX = 6 };

	for (size_t i = c->nfirsts; i-- > 0 && c->parts[part].row - c->parts[c->firsts[i]].row <= ROWS_MAX;) {
		size_t last = last_part(c, c->firsts[i]);

		if (in_column(p, &c->parts[last], &c->parts[part]) > 0) {
			c->parts[last].next = part;
			return true;
		}
	}
	return false;
}

static void add_part(const struct pages *p, struct cells *c, struct part part)
{
	struct str text = part_text(p, &part);

	c->parts = mem_grow(c->parts, c->n, &c->size, sizeof(*c->parts));
	c->parts[c->n] = part;
	c->n++;
	if (!is_number(text) && continues(p, c, c->n - 1))
		return;
	if (starts_with_stop(text) && closes(p, c, c->n - 1))
		return;
	c->firsts = mem_grow(c->firsts, c->nfirsts, &c->firsts_size, sizeof(*c->firsts));
	c->firsts[c->nfirsts++] = c->n - 1;
	if (depth_of(text, 0))
		add_open(c, c->n - 1);
}

static void add_cell(struct pages *p, const struct cells *c, size_t first, struct text_builder *b)
{
	for (size_t i = first; i != SIZE_MAX; i = c->parts[i].next) {
		const struct row *row = &p->rows[c->parts[i].row];

		text_builder_place(b, (struct origin){ p->src, row->page, row->line });
		buf_str(&b->str, part_text(p, &c->parts[i]));
	}
	*bbox_add_para(p) = (struct check_para){ .text = text_builder_take(b, p->arena), .kind = CHECK_CELL };
}

void bbox_add_cells(struct pages *p, size_t from, size_t to)
{
	struct cells c = { 0 };
	struct text_builder b;

	for (size_t i = from; i < to; i++)
		for (size_t word = 0, end; !p->rows[i].dropped && word < p->rows[i].nwords; word = end) {
			end = row_segment(&p->rows[i], word);
			add_part(p, &c, (struct part){ i, word, end, SIZE_MAX });
		}
	text_builder_init(&b);
	for (size_t i = 0; i < c.nfirsts; i++)
		add_cell(p, &c, c.firsts[i], &b);
	text_builder_release(&b);
	mem_free(c.parts);
	mem_free(c.firsts);
	mem_free(c.open);
}
