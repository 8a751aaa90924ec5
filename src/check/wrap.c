/* wrap.c - hard-wrapped text, as pdftotext prints it (plain, -raw, -layout): printed lines to paragraphs.
 *
 * A text is hard-wrapped when most of its longer lines are about equally wide and end in the middle of a sentence. Widths are counted in
 * half-width cells without blanks, since justified lines are full of those. Page numbers and running heads are dropped, lines of leaders
 * joined to their title; what stands in columns is cells. In -layout output indents say where paragraphs begin, elsewhere a line that is
 * short or ends a sentence does. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

enum { WIDTH_MAX = 160, WIDE_MIN = 30, FULL_LINES_MIN = 8 };

struct printed {
	struct str s;           /* without blanks around */
	int32_t line, col;      /* of s, from 1 */
	size_t indent, chars;   /* [characters] before s, of s */
	size_t width;           /* [cells] of s, without blanks */
	int page;
	bool blank_before;
	bool dropped, cells, leaders;
};

struct wrap {
	struct arena *arena;
	const struct source *src;
	const struct patterns *patterns;
	struct printed *lines;
	size_t n;
	size_t full;        /* [cells] of most lines */
	bool layout;        /* indents mean something */
	size_t *left;       /* [characters] least indent of a page's wide lines, by page */
	struct check_para *paras;
	size_t nparas, paras_size;
};

/* --- reading --- */

static void measure(struct printed *p, struct str raw)
{
	size_t from = 0;

	for (size_t pos = 0; pos < raw.len; from = pos, p->indent++)
		if (!ch_is_blank(utf8_next(raw, &pos)))
			break;
	p->s = str_trim(str_sub(raw, from, raw.len));
	p->col = (int32_t)from + 1;
	for (size_t pos = 0; pos < p->s.len; p->chars++) {
		uint32_t ch = utf8_next(p->s, &pos);

		p->width += ch_is_blank(ch) ? 0 : ch < 0x2E80 && ch != 0x2026 && ch != 0x201C && ch != 0x201D ? 1 : 2;
	}
}

static void read_lines(struct wrap *w, struct str text)
{
	int32_t line = 1;
	int page = 0;
	bool blank = false;
	size_t count = 1;

	for (size_t i = 0; i < text.len; i++)
		count += text.ptr[i] == '\n' || text.ptr[i] == '\f';
	w->lines = arena_array(w->arena, count, sizeof(*w->lines));
	for (size_t from = 0, to; from < text.len; from = to + 1) {
		struct printed p = { .line = line, .blank_before = blank, .page = page };

		for (to = from; to < text.len && text.ptr[to] != '\n' && text.ptr[to] != '\f'; to++)
			;
		measure(&p, str_sub(text, from, to));
		if (p.s.len)
			w->lines[w->n++] = p;
		blank = !p.s.len;
		if (to < text.len && text.ptr[to] == '\f')
			page++;
		else
			line++;
	}
	w->left = arena_array(w->arena, (size_t)page + 1, sizeof(*w->left));
}

static bool ends_sentence(struct str s)
{
	return str_ends(s, STR("。")) || str_ends(s, STR("！")) || str_ends(s, STR("？")) || str_ends(s, STR("；")) ||
	       str_ends(s, STR(";")) || str_ends(s, STR("："));
}

/* --- whether it is wrapped --- */

/* The width that most of the wider lines have, give or take two cells. */
static size_t common_width(const struct wrap *w)
{
	size_t counts[WIDTH_MAX + 1] = { 0 }, best = 0, most = 0;

	for (size_t i = 0; i < w->n; i++)
		if (w->lines[i].width >= WIDE_MIN && w->lines[i].width <= WIDTH_MAX && !w->lines[i].cells)
			counts[w->lines[i].width]++;
	for (size_t at = WIDE_MIN; at + 4 <= WIDTH_MAX; at++) {
		size_t near = counts[at] + counts[at + 1] + counts[at + 2] + counts[at + 3] + counts[at + 4];

		if (near >= most && near > 0) {
			most = near;
			best = at + 2;
		}
	}
	return best;
}

static bool is_full(const struct wrap *w, size_t width)
{
	return width * 10 + 9 >= w->full * 8;
}

static bool is_wrapped(struct wrap *w)
{
	size_t wide = 0, full = 0, within = 0, longer = 0;

	w->full = common_width(w);
	if (!w->full)
		return false;
	for (size_t i = 0; i < w->n; i++) {
		const struct printed *p = &w->lines[i];

		if (p->width < WIDE_MIN || p->cells || p->leaders)
			continue;
		wide++;
		longer += p->width > w->full + w->full / 4;
		if (is_full(w, p->width) && p->width <= w->full + w->full / 4) {
			full++;
			within += !ends_sentence(p->s);
		}
	}
	return full >= FULL_LINES_MIN && full * 2 >= wide && longer * 10 <= wide && within * 10 >= full * 7;
}

/* --- what is no text --- */

/* —3— or - 3 -: a page number also where no form feed tells pages apart. */
static bool is_dashed_number(struct str s)
{
	return is_page_number(s) && s.len > 2 && !ch_is_digit((unsigned char)s.ptr[0]) &&
	       !ch_is_digit((unsigned char)s.ptr[s.len - 1]);
}

static bool page_edge(const struct wrap *w, size_t i)
{
	return i == 0 || i + 1 == w->n || w->lines[i - 1].page != w->lines[i].page || w->lines[i + 1].page != w->lines[i].page;
}

static bool is_running_head(const struct wrap *w, size_t i)
{
	size_t n = 0;

	for (size_t k = 0; k < w->n && n < 3; k++)
		n += page_edge(w, k) && str_eq(w->lines[k].s, w->lines[i].s);
	return n >= 3;
}

static void drop_lines(struct wrap *w)
{
	bool pages = w->n && w->lines[w->n - 1].page > 0;

	for (size_t i = 0; i < w->n; i++) {
		struct printed *p = &w->lines[i];

		if (is_dashed_number(p->s))
			p->dropped = true;
		else if (pages && page_edge(w, i) && (is_page_number(p->s) || (w->n < 20000 && is_running_head(w, i))))
			p->dropped = true;
	}
}

/* Nothing but leaders and a page number: the rest of the line before. */
static bool is_leaders(struct str s)
{
	size_t dots = 0;

	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		dots += ch == 0x2026 || ch == '.' || ch == 0xB7;
		if (!(ch == 0x2026 || ch == '.' || ch == 0xB7 || ch_is_blank(ch) || ch_is_digit(ch)))
			return false;
	}
	return dots >= 3;
}

bool ends_in_leaders(struct str s)
{
	size_t to = s.len;

	for (size_t pos = to; pos > 0; to = pos) {
		uint32_t ch = ch_fold_width(utf8_prev(s, &pos));

		if (!(ch_is_digit(ch) || ch_is_blank(ch) || ch == '-' || ch == '(' || ch == ')'))
			break;
	}
	s = str_sub(s, 0, to);
	return str_ends(s, STR("……")) || str_ends(s, STR("....")) || str_ends(s, STR("····"));
}

/* --- columns --- */

enum { GAP = 3 };

/* The end of the cell that begins at `from`; *next: where the one after it begins. */
static size_t cell_end(struct str s, size_t from, size_t *next)
{
	size_t blanks = 0, end = from;

	for (size_t pos = from; pos < s.len;) {
		size_t at = pos;

		if (ch_is_blank(utf8_next(s, &pos))) {
			blanks++;
			continue;
		}
		if (blanks >= GAP) {
			*next = at;
			return end;
		}
		blanks = 0;
		end = pos;
	}
	*next = s.len;
	return end;
}

static bool in_columns(struct str s)
{
	size_t next, end = cell_end(s, 0, &next);

	if (end == s.len || (str_starts(s, STR("第")) && str_ends(str_sub(s, 0, end), STR("部分"))))
		return false;
	return !ends_in_leaders(s) && !is_leaders(str_sub(s, next, s.len));
}

/* 年, 万元, 名 …: a number before one is an amount of a sentence. */
static bool is_unit(struct str s)
{
	static const char *const units[] = { "年", "月", "日", "万", "元", "亿", "个", "名", "项", "人", "件", "次", "辆", "台", "家",
		                             "户", "批", "号", "表", "位", "天", "条", "类", "多", "余", "平", "小", "秒", "期" };

	for (size_t i = 0; i < sizeof(units) / sizeof(*units); i++)
		if (str_starts(s, str_from(units[i])))
			return true;
	return false;
}

/* How many of its words are numbers without a unit; *words: how many words there are. */
static size_t numbers_in(struct str s, size_t *words)
{
	size_t n = 0;

	*words = 0;
	for (size_t from = 0, to; from < s.len; from = to + 1) {
		bool number = false;

		for (to = from; to < s.len && s.ptr[to] != ' '; to++) {
			if (to == from)
				number = true;
			number = number && (ch_is_digit((unsigned char)s.ptr[to]) || s.ptr[to] == '.' || s.ptr[to] == ',' ||
			                    s.ptr[to] == '-');
		}
		*words += to > from;
		n += number && !is_unit(str_sub(s, to + 1 < s.len ? to + 1 : s.len, s.len));
	}
	return n;
}

/* A row of a table as -raw prints it: words and numbers with blanks between, no sentence. */
static bool is_raw_row(struct str s)
{
	size_t words, numbers = numbers_in(s, &words);

	return words > 0 && !str_has(s, STR("。")) && !str_has(s, STR("，")) && (numbers == words || (numbers >= 2 && words >= 3 && numbers * 2 >= words));
}

static void find_columns(struct wrap *w)
{
	for (size_t i = 0; i < w->n; i++) {
		w->lines[i].leaders = is_leaders(w->lines[i].s) || ends_in_leaders(w->lines[i].s);
		w->lines[i].cells = in_columns(w->lines[i].s) || (!w->lines[i].leaders && is_raw_row(w->lines[i].s));
	}
}

/* Short lines between lines of several cells are cells of one column. */
static void find_short_cells(struct wrap *w)
{
	size_t last = SIZE_MAX;

	for (size_t i = 0; i < w->n; i++) {
		if (!w->lines[i].cells)
			continue;
		if (last != SIZE_MAX && i - last <= 6 && w->lines[i].page == w->lines[last].page)
			for (size_t k = last + 1; k < i; k++)
				w->lines[k].cells = w->lines[k].cells || !is_full(w, w->lines[k].width);
		last = i;
	}
}

static void find_indents(struct wrap *w)
{
	size_t indented = 0, wide = 0;
	int page = -1;

	for (size_t i = 0; i < w->n; i++) {
		const struct printed *p = &w->lines[i];

		if (p->page != page)
			w->left[p->page] = 0;
		if (!is_full(w, p->width) || p->cells)
			continue;
		if (p->page != page || p->indent < w->left[p->page])
			w->left[p->page] = p->indent;
		page = p->page;
		wide++;
		indented += p->indent > 0;
	}
	w->layout = indented * 20 > wide;
}

/* --- paragraphs --- */

static bool near(size_t a, size_t b)
{
	return a <= b + 4 && b <= a + 4;
}

/* -layout puts the pieces of one printed line on lines of their own, each where the one before ends. */
static bool is_piece(const struct wrap *w, const struct printed *a, const struct printed *b)
{
	if (b->indent < 6 && (b->indent + 1 < a->indent + a->chars || pattern_has(w->patterns, PATTERN_NUMBERED, b->s)))
		return false;
	return w->layout && a->page == b->page && !b->blank_before &&
	       (b->indent >= 6 || (b->indent > 0 && !ends_sentence(a->s))) &&
	       (near(b->indent, a->indent + a->chars) || near(b->indent, a->indent + a->width));
}

static bool is_closing(struct str s)
{
	static const char *const marks[] = { "，", "。", "、", "；", "：", "）", "》", "”", "〉", "〕", "】", "！", "？", ";" };

	for (size_t i = 0; i < sizeof(marks) / sizeof(*marks); i++)
		if (str_starts(s, str_from(marks[i])))
			return true;
	return false;
}

bool in_sentence(struct str s)
{
	int depth = 0;

	if (str_has(s, STR("。")) || str_has(s, STR("，")) || str_has(s, STR("、")))
		return true;
	for (size_t pos = 0; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		depth += (ch == 0xFF08 || ch == '(' || ch == 0x300A || ch == 0x201C) -
		         (ch == 0xFF09 || ch == ')' || ch == 0x300B || ch == 0x201D);
	}
	return depth > 0;
}

/* （类）, “一网通办”: plain output puts such a piece of a line on a line of its own. */
static bool is_bracketed(struct str s)
{
	return (str_starts(s, STR("（")) && str_ends(s, STR("）"))) || (str_starts(s, STR("“")) && str_ends(s, STR("”"))) ||
	       (str_starts(s, STR("《")) && str_ends(s, STR("》")));
}

/* row: the width of what stands on a's printed line; so_far: the paragraph up to a's end. */
static bool goes_on(const struct wrap *w, const struct printed *a, const struct printed *b, size_t row, struct str so_far)
{
	bool numbered = pattern_has(w->patterns, PATTERN_NUMBERED, b->s);
	bool mark = a->chars <= 4 && (str_ends(a->s, STR("、")) || str_ends(a->s, STR("）"))) &&
	            pattern_has(w->patterns, PATTERN_NUMBERED, a->s);

	if (is_leaders(b->s))
		return true;
	if (a->cells || b->cells || a->leaders)
		return false;
	if (is_closing(b->s) || is_piece(w, a, b) || mark)
		return true;
	if (b->leaders || (numbered && !str_has(so_far, STR("。")) && pattern_has(w->patterns, PATTERN_NUMBERED, so_far)))
		return false;
	if (b->blank_before && a->page == b->page && !is_full(w, row))
		return false;
	if (numbered && (ends_sentence(a->s) || !is_full(w, row) || !in_sentence(so_far)))
		return false;
	if (w->layout && b->indent >= w->left[b->page] + 2)
		return false;
	if (!w->layout && !numbered && is_bracketed(a->s) && so_far.len > a->s.len)
		return true;
	if (!w->layout && !numbered && is_bracketed(b->s) && !ends_sentence(a->s))
		return true;
	return is_full(w, row) || (!ends_sentence(a->s) && in_sentence(so_far));
}

static void add_cells(struct wrap *w, const struct printed *p)
{
	for (size_t from = 0, next; from < p->s.len; from = next) {
		size_t end = cell_end(p->s, from, &next);
		struct origin origin = { w->src, p->line, p->col + (int32_t)utf8_count(str_sub(p->s, 0, from)) };

		w->paras = mem_grow(w->paras, w->nparas, &w->paras_size, sizeof(*w->paras));
		w->paras[w->nparas++] = (struct check_para){ .text = text_plain(w->arena, str_sub(p->s, from, end), origin),
			                                     .kind = CHECK_CELL,
			                                     .joined = true };
	}
}

static size_t next_line(const struct wrap *w, size_t i)
{
	for (i++; i < w->n && w->lines[i].dropped; i++)
		;
	return i;
}

static void make_paras(struct wrap *w)
{
	struct text_builder b;
	size_t row = 0;
	int last_page = -1;

	text_builder_init(&b);
	for (size_t i = next_line(w, (size_t)-1), next; i < w->n; i = next) {
		const struct printed *p = &w->lines[i];

		next = next_line(w, i);
		if (p->cells) {
			add_cells(w, p);
			continue;
		}
		row = row + p->width <= w->full + 4 ? row + p->width : p->width;
		text_builder_write(&b, p->s, (struct origin){ w->src, p->line, p->col });
		if (next < w->n && goes_on(w, p, &w->lines[next], row, buf_as_str(&b.str)))
			continue;
		w->paras = mem_grow(w->paras, w->nparas, &w->paras_size, sizeof(*w->paras));
		w->paras[w->nparas++] = (struct check_para){ .text = text_builder_take(&b, w->arena),
			                                     .page_first = p->page != last_page,
			                                     .joined = true };
		last_page = p->page;
		row = 0;
	}
	text_builder_release(&b);
}

struct check_para *check_unwrap(struct arena *arena, const struct source *src, size_t *n)
{
	struct wrap w = { .arena = arena, .src = src };
	struct check_para *paras;
	struct patterns *patterns;

	read_lines(&w, src->text);
	find_columns(&w);
	if (!is_wrapped(&w))
		return NULL;
	w.patterns = patterns = patterns_new();
	drop_lines(&w);
	find_short_cells(&w);
	find_indents(&w);
	make_paras(&w);
	patterns_drop(patterns);
	*n = w.nparas;
	paras = arena_copy(arena, w.paras, w.nparas * sizeof(*paras));
	mem_free(w.paras);
	return paras;
}
