/* explain.c - where a printed figure comes from: its place on the page, the formula, the cells under it, and how it was rounded.
 *
 * Reads the finished pages: every drawn run has its origin and, when it is a figure, its trace. A cell of a statement table that
 * shows a cell of the data has an origin alone; its value is looked up in the table bound there. */
#include "base/arena.h"
#include "base/utf8.h"
#include "out/explain_int.h"

/* --- what is asked for --- */

static bool number_char(struct str s, size_t at)
{
	return at < s.len && ((s.ptr[at] >= '0' && s.ptr[at] <= '9') || s.ptr[at] == '.');
}

/* 886.81 is in 886.81万元, not in 1886.81 nor in 886.815. A point behind it ends a sentence when no digit follows. */
static ptrdiff_t find(struct str text, struct str wanted)
{
	for (size_t at = 0; at + wanted.len <= text.len; at++) {
		size_t end = at + wanted.len;

		if (!str_eq(str_sub(text, at, end), wanted))
			continue;
		if (number_char(wanted, 0) && at > 0 && number_char(text, at - 1))
			continue;
		if (number_char(wanted, wanted.len - 1) && number_char(text, end) && (text.ptr[end] != '.' || number_char(text, end + 1)))
			continue;
		return (ptrdiff_t)at;
	}
	return -1;
}

static struct str without_commas(struct arena *arena, struct str s)
{
	struct buf out;
	struct str text;

	buf_init(&out);
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] != ',')
			buf_char(&out, s.ptr[i]);
	text = buf_take(&out, arena);
	buf_release(&out);
	return text;
}

static int64_t run_width(const struct explain *e, const struct page_op *op)
{
	int64_t width = 0;

	for (uint32_t i = 0; i < op->nglyphs; i++)
		width += font_advance(e->fonts, op->face, op->glyphs[i].gid) + op->glyphs[i].adjust;
	return width * op->size / 1000;
}

static bool covers(const struct explain *e, const struct page_op *op)
{
	int32_t x = e->query->x, y = e->query->y;

	return x >= op->x && x <= op->x + run_width(e, op) && y >= op->y - op->size && y <= op->y + op->size / 4;
}

/* --- what is printed: runs that belong together --- */

static bool is_content(const struct page_op *op)
{
	return op->kind == OP_TEXT && op->role != ROLE_ARTIFACT;
}

static bool together(const struct page_op *a, const struct page_op *b)
{
	return a->block == b->block && a->row == b->row && a->col == b->col && a->trace == b->trace && a->role == b->role &&
	       !a->origin.src == !b->origin.src; /* an entry of the contents and its page number */
}

static struct str text_of(struct explain *e, const struct page_op *const *ops, size_t n)
{
	struct buf text;
	struct str out;

	buf_init(&text);
	for (size_t k = 0; k < n; k++)
		for (uint32_t i = 0; i < ops[k]->nglyphs; i++)
			buf_utf8(&text, ops[k]->glyphs[i].ch);
	out = buf_take(&text, e->arena);
	buf_release(&text);
	return out;
}

static bool has_digit(struct str s)
{
	for (size_t i = 0; i < s.len; i++)
		if (s.ptr[i] >= '0' && s.ptr[i] <= '9')
			return true;
	return false;
}

/* Typed text is long: the run in which what was asked for begins. */
static const struct page_op *typed_run(struct explain *e, const struct page_op *const *ops, size_t n)
{
	struct str all = without_commas(e->arena, text_of(e, ops, n));
	ptrdiff_t at = e->query->at ? -1 : find(all, e->text);

	for (size_t k = 0; k < n; k++) {
		if (e->query->at ? covers(e, ops[k]) : at >= 0 && at < (ptrdiff_t)without_commas(e->arena, text_of(e, &ops[k], 1)).len)
			return ops[k];
		at -= (ptrdiff_t)without_commas(e->arena, text_of(e, &ops[k], 1)).len;
	}
	return NULL;
}

static bool wanted(struct explain *e, const struct printed *p, const struct page_op *const *ops, size_t n)
{
	if (!e->query->at)
		return !e->text.len || find(without_commas(e->arena, p->text), e->text) >= 0;
	for (size_t k = 0; k < n; k++)
		if (covers(e, ops[k]))
			return true;
	return false;
}

/* Without a question every figure is told, words and typed text are not. */
static bool is_asked(const struct explain *e)
{
	return e->text.len || e->query->at;
}

static void explain_group(struct explain *e, const struct page_op *const *ops, size_t n)
{
	struct printed p = { .op = ops[0], .text = text_of(e, ops, n), .trace = ops[0]->trace };

	if (!wanted(e, &p, ops, n))
		return;
	if (!p.trace && ops[0]->role == ROLE_TABLE_CELL && (is_asked(e) || has_digit(p.text))) {
		p.trace = explain_cell(e, ops[0]->origin);
		p.cell = p.trace != NULL;
	}
	if (!is_asked(e) && (!p.trace || p.trace->words))
		return;
	if (!p.trace) {
		p.op = typed_run(e, ops, n);
		if (!p.op)
			return;
		p.text = e->query->at ? text_of(e, &p.op, 1) : e->query->text;
	}
	e->found++;
	explain_print(e, &p);
}

static void explain_page(struct explain *e)
{
	struct page_view view = page_view(e->page);
	const struct page_op **ops = arena_array(e->arena, view.n, sizeof(*ops));
	size_t n = 0, from = 0;

	for (size_t i = 0; i < view.n; i++)
		if (is_content(&view.ops[i]))
			ops[n++] = &view.ops[i];
	for (size_t i = 1; i <= n; i++) {
		if (i < n && together(ops[i - 1], ops[i]))
			continue;
		explain_group(e, &ops[from], i - from);
		from = i;
	}
	page_view_end(&view);
}

size_t explain_pages(struct buf *out, const struct pages *pages, const struct doc *doc, const struct fontset *fonts,
                     const struct explain_query *query, enum lang lang, bool json)
{
	struct explain e = { .out = out, .doc = doc, .fonts = fonts, .query = query, .lang = lang, .json = json };

	e.arena = arena_new();
	e.text = without_commas(e.arena, query->text);
	if (json)
		buf_z(out, "[");
	for (size_t i = 0; i < pages->npages; i++) {
		if (query->page && query->page != i + 1)
			continue;
		e.page = &pages->pages[i];
		e.page_at = i + 1;
		explain_page(&e);
	}
	if (json)
		buf_z(out, e.found ? "\n]\n" : "]\n");
	arena_drop(e.arena);
	return e.found;
}
