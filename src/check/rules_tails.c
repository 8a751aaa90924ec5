/* rules_tails.c - rounding tails: what is the same two figures in many cells is one note, which names the others by their places. */
#include "check/rules_int.h"
#include <stdlib.h>

enum { TAIL_PLACES = 40 }; /* that a note names */

struct tail {
	struct str name;
	const struct bound_table *b;
	struct side left, right;
	bool shown;
	size_t seq;
	struct tail *next;
};

void rules_tail(struct rules *r, struct str name, const struct side *left, const struct side *right, bool shown)
{
	struct tail *t = arena_make(r->arena, struct tail);

	*t = (struct tail){ name, r->b, *left, *right, shown, r->ntails++, r->tails };
	r->tails = t;
}

static int by_figures(const struct tail *a, const struct tail *b)
{
	const struct unit *x = a->shown ? a->left.shown_unit : a->left.unit, *y = b->shown ? b->left.shown_unit : b->left.unit;
	int order = str_cmp(x ? x->name : STR(""), y ? y->name : STR(""));

	if (!order)
		order = number_cmp(a->shown ? a->left.shown : a->left.value, b->shown ? b->left.shown : b->left.value);
	if (!order)
		order = number_cmp(a->shown ? a->right.shown : a->right.value, b->shown ? b->right.shown : b->right.value);
	return order;
}

static int by_place(struct origin a, struct origin b)
{
	int order = str_cmp(a.src->path, b.src->path);

	if (!order)
		order = str_cmp(a.src->sheet, b.src->sheet);
	if (!order)
		order = (a.line > b.line) - (a.line < b.line);
	return order ? order : (a.col > b.col) - (a.col < b.col);
}

static struct origin place_of(const struct tail *t)
{
	return rules_place(t->b, &t->left, &t->right);
}

static int by_figures_and_place(const void *x, const void *y)
{
	const struct tail *a = *(const struct tail *const *)x, *b = *(const struct tail *const *)y;
	int order = by_figures(a, b);

	if (!order)
		order = by_place(place_of(a), place_of(b));
	return order ? order : (a->seq > b->seq) - (a->seq < b->seq);
}

static bool same_file(struct origin a, struct origin b)
{
	return a.src && str_eq(a.src->path, b.src->path) && str_eq(a.src->sheet, b.src->sheet);
}

/* gk02.csv:2:8, 2:19; gk03.csv:2:8 */
static void print_place(struct buf *out, struct origin before, struct origin at)
{
	struct str path = at.src->path;

	if (at.src->sheet.len) {
		buf_z(out, ", ");
		origin_print(out, at);
		return;
	}
	for (size_t i = path.len; i > 0; i--)
		if (path.ptr[i - 1] == '/') {
			path = str_sub(path, i, path.len);
			break;
		}
	if (same_file(before, at))
		buf_printf(out, ", %d:%d", (int)at.line, (int)at.col);
	else
		buf_printf(out, "; %.*s:%d:%d", STR_FMT(path), (int)at.line, (int)at.col);
}

static int origin_by_place(const void *a, const void *b)
{
	return by_place(*(const struct origin *)a, *(const struct origin *)b);
}

struct str rules_others(struct rules *r, const struct origin *places, size_t n, const char *words)
{
	struct origin *sorted = arena_copy(r->arena, places, n * sizeof(*places));
	struct buf list;
	struct str text = STR(""), all;
	struct origin last = { .src = NULL };
	size_t count = 0;

	qsort(sorted, n, sizeof(*sorted), origin_by_place);
	buf_init(&list);
	for (size_t i = 0; i < n; i++) {
		if (by_place(places[0], sorted[i]) == 0 || (last.src && by_place(last, sorted[i]) == 0))
			continue;
		if (count++ < TAIL_PLACES)
			print_place(&list, last, sorted[i]);
		last = sorted[i];
	}
	if (count > TAIL_PLACES)
		buf_z(&list, ", …");
	all = buf_take(&list, r->arena);
	if (count)
		text = str_printf(r->arena, words, count, STR_FMT(str_sub(all, 2, all.len)));
	buf_release(&list);
	return text;
}

static struct str others(struct rules *r, struct tail **tails, size_t n)
{
	struct origin *places = arena_array(r->arena, n, sizeof(*places));

	for (size_t i = 0; i < n; i++)
		places[i] = place_of(tails[i]);
	return rules_others(r, places, n, " (" BOTH("", "另有 ") "%zu" BOTH(" more: ", " 处：") "%.*s)");
}

void rules_tails_report(struct rules *r)
{
	struct tail **tails = arena_alloc(r->arena, (r->ntails + 1) * sizeof(struct tail *));
	size_t n = 0;

	for (struct tail *t = r->tails; t; t = t->next)
		tails[n++] = t;
	qsort(tails, n, sizeof(struct tail *), by_figures_and_place);
	for (size_t from = 0, to; from < n; from = to) {
		for (to = from + 1; to < n && by_figures(tails[from], tails[to]) == 0; to++)
			;
		r->b = tails[from]->b;
		rules_report(r, DIAG_ROUNDING_TAIL, tails[from]->name, &tails[from]->left, &tails[from]->right,
		             tails[from]->shown, others(r, tails + from, to - from));
	}
}
