/* flow.c - items of a segment to pages.
 *
 * Every place between two items is a possible page break with a penalty (flow.h); the breaks of a segment are chosen together
 * so that penalties and blank lines at page feet are least, latest break first among equals. Nothing is moved afterwards. An
 * item taller than a page gets a page of its own, so the choice always ends. */
#include "base/arena.h"
#include "layout/flow.h"

#include <string.h>

enum { PAGE_COST = 10, OVERFULL_COST = 1000000 };

/* --- collecting --- */

void flow_init(struct flow *f, const struct style *style, const struct metrics *metrics, struct diags *diags, struct pages *pages)
{
	memset(f, 0, sizeof *f);
	f->style = style;
	f->metrics = metrics;
	f->diags = diags;
	f->pages = pages;
	flow_common(f);
}

static void forget(struct flow *f)
{
	arena_drop(f->arena);
	f->arena = NULL;
	f->nitems = 0;
	f->before = f->fill = f->penalty = 0;
	f->last_style = 0;
	f->headed = 2;
	f->snap = false;
}

void flow_release(struct flow *f)
{
	forget(f);
	mem_free(f->items);
	f->items = NULL;
}

void flow_begin(struct flow *f, bool landscape)
{
	flow_end(f);
	f->landscape = landscape;
	f->arena = arena_new();
}

struct sheet sheet_of(const struct style *s, bool landscape, bool mirrored)
{
	struct sheet sheet = { s->width, s->height, s->top, s->left, s->area_width, s->area_height, false };

	if (landscape) {
		sheet = (struct sheet){ s->height,     s->width,       s->land_top,   s->land_left,
			                s->land_width, s->land_height, s->land_turned };
		if (mirrored)
			sheet.top = s->width - s->land_top - s->land_height;
	} else if (mirrored) {
		sheet.left = s->width - s->left - s->area_width;
	}
	return sheet;
}

int32_t flow_measure(const struct flow *f)
{
	return f->landscape ? f->style->land_width : f->style->area_width;
}

int32_t flow_depth(const struct flow *f)
{
	return f->landscape ? f->style->land_height : f->style->area_height;
}

/* No space is worth more than a page; the bound also keeps sums of spaces in range. */
static void add_before(struct flow *f, int64_t space)
{
	int64_t most = flow_depth(f), before = f->before + space;

	f->before = (int32_t)(before < 0 ? 0 : before > most ? most : before);
}

void flow_space(struct flow *f, int32_t milli_lines, int32_t fill)
{
	add_before(f, (int64_t)milli_lines * f->style->pitch / 1000);
	f->fill = f->fill + fill > 10000 ? 10000 : f->fill + fill;
	f->last_style = 0;
}

struct flow_item *flow_add(struct flow *f, enum flow_kind kind, int32_t height)
{
	struct flow_item *item;

	f->items = mem_grow(f->items, f->nitems, &f->items_size, sizeof *f->items);
	item = &f->items[f->nitems++];
	memset(item, 0, sizeof *item);
	item->kind = (uint8_t)kind;
	item->height = height;
	item->before = f->before;
	item->fill = (uint16_t)f->fill;
	item->penalty = f->penalty;
	item->snap = f->snap;
	f->before = f->fill = f->penalty = 0;
	f->snap = false;
	return item;
}

/* --- choosing the breaks --- */

static int32_t round_up(int32_t y, int32_t pitch)
{
	return pitch > 0 ? (y + pitch - 1) / pitch * pitch : y;
}

/* Top of an item that comes at y. Where a page begins, an item that would hang over the foot goes up as far as it can. */
static int32_t put(const struct flow *f, const struct flow_item *item, int32_t y, bool first)
{
	int32_t top = y + item->before;

	if (item->snap && f->style->grid)
		top = round_up(top, f->style->pitch);
	if (first && top + item->height > flow_depth(f))
		top = flow_depth(f) > item->height ? flow_depth(f) - item->height : 0;
	return top;
}

/* Top of item i when a page begins with it. A page that begins by itself drops the space before its first item. */
static int32_t put_first(const struct flow *f, size_t i)
{
	if (i == 0)
		return put(f, &f->items[0], 0, true);
	return table_restart(&f->items[i]);
}

struct choice {
	int64_t cost;  /* of all pages from this item on */
	uint32_t next; /* first item of the page after */
};

/* Of a page with items [i, j) that end at foot. */
static int64_t page_cost(const struct flow *f, size_t i, size_t j, int32_t foot)
{
	int32_t blank = flow_depth(f) - foot - (j < f->nitems ? table_close(&f->items[j]) : 0);

	if (blank < 0)
		return PAGE_COST + OVERFULL_COST;
	if (j < f->nitems && f->items[j].penalty != BREAK_FORCED)
		return PAGE_COST + f->items[j].penalty + blank / f->style->pitch;
	return PAGE_COST + (i > 0 && j - i == 1 ? BREAK_LONELY : 0);
}

static void choose_from(const struct flow *f, struct choice *choices, size_t i)
{
	int32_t foot = put_first(f, i) + f->items[i].height;

	choices[i].cost = INT64_MAX;
	for (size_t j = i + 1;; j++) {
		int64_t cost = page_cost(f, i, j, foot) + choices[j].cost;

		if (cost <= choices[i].cost)
			choices[i] = (struct choice){ cost, (uint32_t)j };
		if (j == f->nitems || f->items[j].penalty == BREAK_FORCED)
			return;
		foot = put(f, &f->items[j], foot, false) + f->items[j].height;
		if (foot > flow_depth(f))
			return;
	}
}

/* --- drawing --- */

static void spread_fill(struct flow *f, size_t i, size_t j)
{
	struct flow_item *last = &f->items[j - 1];
	int32_t left = flow_depth(f) - last->top - last->height, shares = 0, shift = 0;

	for (size_t k = i; k < j; k++)
		shares += f->items[k].fill;
	if (shares == 0 || left <= 0)
		return;
	for (size_t k = i; k < j; k++) {
		int32_t part = (int32_t)((int64_t)left * f->items[k].fill / shares);

		shift += f->style->grid ? part / f->style->pitch * f->style->pitch : part;
		f->items[k].top += shift;
	}
}

static void put_all(struct flow *f, size_t i, size_t j)
{
	f->items[i].top = put_first(f, i);
	for (size_t k = i + 1; k < j; k++)
		f->items[k].top = put(f, &f->items[k], f->items[k - 1].top + f->items[k - 1].height, false);
	spread_fill(f, i, j);
}

static void add_dest(struct flow *f, const struct flow_dest *from, int32_t y)
{
	struct pages *pages = f->pages;
	struct page_dest *dest;

	if (f->silent)
		return;
	pages->dests = mem_grow(pages->dests, pages->ndests, &pages->dests_size, sizeof *pages->dests);
	dest = &pages->dests[pages->ndests++];
	dest->page = (uint32_t)(pages->npages - 1);
	dest->y = y;
	dest->level = from->level;
	dest->in_toc = from->in_toc;
	dest->title = str_dup(pages->arena, from->title);
}

static size_t same_table(const struct flow *f, size_t i, size_t j)
{
	size_t k = i;

	while (k < j && (f->items[k].kind == ITEM_ROW || f->items[k].kind == ITEM_HEAD) && f->items[k].table == f->items[i].table)
		k++;
	return k - i;
}

static void draw_items(struct flow *f, struct page *page, size_t i, size_t j, const struct sheet *sheet)
{
	for (size_t k = i; k < j; k++)
		if (f->items[k].dest)
			add_dest(f, f->items[k].dest, sheet->turned ? 0 : sheet->top + f->items[k].top);
	while (i < j) {
		struct flow_item *item = &f->items[i];
		size_t n = 1;

		if (item->kind == ITEM_LINE) {
			draw_line(f, page, item->para, item->index, sheet->left,
			          sheet->top + item->top + item->height - item->para->pitch);
		} else if (item->kind != ITEM_NOTHING) {
			n = same_table(f, i, j);
			draw_table(f, page, item, n, sheet->left, sheet->top);
		}
		i += n;
	}
}

static bool is_even(const struct flow *f, int32_t number)
{
	return number ? number % 2 == 0 : (f->pages->npages - f->shift) % 2 == 1;
}

static void draw_page(struct flow *f, size_t i, size_t j)
{
	int32_t number = f->numbered ? ++f->number : 0;
	bool mirrored = f->style->duplex && is_even(f, number);
	struct sheet sheet = sheet_of(f->style, f->landscape, mirrored);
	struct sheet upright = sheet.turned ? sheet_of(f->style, false, mirrored) : sheet;
	struct page *page = pages_add(f->pages, upright.width, upright.height);

	page->number = number;
	put_all(f, i, j);
	folio_open(f, page);
	draw_items(f, page, i, j, &sheet);
	page->turned = sheet.turned ? page->nops : 0;
	folio_close(f, page, &upright);
	pages_close(f->pages, page);
}

/* Space at the end of a segment counts only when it shares out the page. */
static void close_items(struct flow *f)
{
	if (f->fill > 0)
		flow_add(f, ITEM_NOTHING, 0);
}

void flow_end(struct flow *f)
{
	struct choice *choices;

	close_items(f);
	if (f->nitems > 0) {
		choices = mem_alloc((f->nitems + 1) * sizeof *choices);
		for (size_t i = f->nitems; i-- > 0;)
			choose_from(f, choices, i);
		for (size_t i = 0; i < f->nitems; i = choices[i].next)
			draw_page(f, i, choices[i].next);
		mem_free(choices);
	}
	forget(f);
}

int32_t flow_filled(const struct flow *f)
{
	int32_t foot = 0;

	for (size_t i = 0; i < f->nitems && foot <= flow_depth(f); i++)
		foot = put(f, &f->items[i], foot, i == 0) + f->items[i].height;
	return foot + f->before;
}
