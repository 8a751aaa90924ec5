/* page_pack.c - the operations of a page in about a sixth of the room, for documents of thousands of pages.
 *
 * An operation is a set of bits that says what differs from the one before, then what differs, in bytes of seven bits. Glyphs that
 * were met before on the page are one byte: both sides remember the last one at each of 64 places. Never leaves the process. */
#include "base/arena.h"
#include "layout/flow.h"

#include <string.h>

enum { PLACES = 64, LEAST_OPS = 30000 /* kept as they are, before pages are packed */ };

enum {
	HAS_KIND = 1,
	HAS_FACE = 2, /* and level */
	HAS_BLOCK = 4,
	HAS_ROW = 8,
	HAS_COL = 16,
	HAS_RGB = 32,
	HAS_SRC = 64,
	HAS_LINE = 128,
	HAS_ORIGIN_COL = 256,
	HAS_TRACE = 512,
	HAS_SIZE = 1024
};

/* What both sides know. */
struct memory {
	struct page_op before;
	struct page_glyph glyphs[PLACES];
};

/* --- bytes --- */

static void put_bits(struct buf *out, uint64_t n)
{
	for (; n >= 128; n >>= 7)
		buf_char(out, (char)(n & 127) | (char)128);
	buf_char(out, (char)n);
}

static void put_int(struct buf *out, int64_t n)
{
	put_bits(out, (uint64_t)n << 1 ^ (n < 0 ? UINT64_MAX : 0));
}

static uint64_t take_bits(const uint8_t **in)
{
	uint64_t n = 0;
	int shift = 0;

	for (; **in >= 128; shift += 7)
		n |= (uint64_t)(*(*in)++ & 127) << shift;
	return n | (uint64_t) * (*in)++ << shift;
}

static int32_t take_int(const uint8_t **in, int32_t before)
{
	uint64_t n = take_bits(in);

	return (int32_t)(before + (int64_t)(n >> 1 ^ (n & 1 ? UINT64_MAX : 0)));
}

static void put_pointer(struct buf *out, const void *pointer)
{
	buf_add(out, &pointer, sizeof pointer);
}

static const void *take_pointer(const uint8_t **in)
{
	const void *pointer;

	memcpy(&pointer, *in, sizeof pointer);
	*in += sizeof pointer;
	return pointer;
}

/* --- glyphs --- */

static bool has_glyphs(const struct page_op *op)
{
	return op->kind == OP_TEXT || op->kind == OP_WATERMARK;
}

static void put_glyphs(struct buf *out, struct memory *m, const struct page_op *op)
{
	put_bits(out, op->nglyphs);
	for (uint32_t i = 0; i < op->nglyphs; i++) {
		const struct page_glyph *g = &op->glyphs[i];
		struct page_glyph *known = &m->glyphs[g->ch % PLACES];

		if (known->ch == g->ch && known->gid == g->gid && known->adjust == g->adjust) {
			buf_char(out, (char)(g->ch % PLACES << 1 | 1));
			continue;
		}
		*known = *g;
		put_bits(out, (uint64_t)g->ch << 1);
		put_bits(out, g->gid);
		put_int(out, g->adjust);
	}
}

static struct page_glyph *take_glyphs(const uint8_t **in, struct memory *m, struct arena *arena, uint32_t *n)
{
	struct page_glyph *glyphs;

	*n = (uint32_t)take_bits(in);
	glyphs = arena_array(arena, *n, sizeof *glyphs);
	for (uint32_t i = 0; i < *n; i++) {
		uint64_t ch = take_bits(in);

		if (ch & 1) {
			glyphs[i] = m->glyphs[ch >> 1];
			continue;
		}
		glyphs[i].ch = (uint32_t)(ch >> 1);
		glyphs[i].gid = (uint16_t)take_bits(in);
		glyphs[i].adjust = (int16_t)take_int(in, 0);
		m->glyphs[glyphs[i].ch % PLACES] = glyphs[i];
	}
	return glyphs;
}

/* --- operations --- */

static unsigned differences(const struct page_op *a, const struct page_op *b)
{
	unsigned bits = a->kind != b->kind || a->role != b->role ? HAS_KIND : 0;

	bits |= a->face != b->face || a->level != b->level ? HAS_FACE : 0;
	bits |= a->block != b->block ? HAS_BLOCK : 0;
	bits |= a->row != b->row ? HAS_ROW : 0;
	bits |= a->col != b->col ? HAS_COL : 0;
	bits |= a->rgb != b->rgb ? HAS_RGB : 0;
	bits |= a->origin.src != b->origin.src ? HAS_SRC : 0;
	bits |= a->origin.line != b->origin.line ? HAS_LINE : 0;
	bits |= a->origin.col != b->origin.col ? HAS_ORIGIN_COL : 0;
	bits |= a->trace != b->trace ? HAS_TRACE : 0;
	return bits | (has_glyphs(a) && a->size != (has_glyphs(b) ? b->size : 0) ? HAS_SIZE : 0);
}

static void put_common(struct buf *out, unsigned bits, const struct page_op *op, const struct page_op *before)
{
	put_bits(out, bits);
	if (bits & HAS_KIND)
		put_bits(out, (uint64_t)(op->kind | op->role << 4));
	if (bits & HAS_FACE)
		put_bits(out, (uint64_t)(op->face | op->level << 8));
	if (bits & HAS_BLOCK)
		put_bits(out, op->block);
	if (bits & HAS_ROW)
		put_int(out, (int64_t)op->row - before->row);
	if (bits & HAS_COL)
		put_bits(out, op->col);
	if (bits & HAS_RGB)
		put_bits(out, op->rgb);
	if (bits & HAS_SRC)
		put_pointer(out, op->origin.src);
	if (bits & HAS_LINE)
		put_int(out, (int64_t)op->origin.line - before->origin.line);
	if (bits & HAS_ORIGIN_COL)
		put_int(out, (int64_t)op->origin.col - before->origin.col);
	if (bits & HAS_TRACE)
		put_pointer(out, op->trace);
}

static void take_common(const uint8_t **in, unsigned bits, struct page_op *op)
{
	uint64_t n;

	if (bits & HAS_KIND) {
		n = take_bits(in);
		op->kind = n & 15;
		op->role = (uint8_t)(n >> 4);
	}
	if (bits & HAS_FACE) {
		n = take_bits(in);
		op->face = n & 255;
		op->level = (uint8_t)(n >> 8);
	}
	if (bits & HAS_BLOCK)
		op->block = (uint32_t)take_bits(in);
	if (bits & HAS_ROW)
		op->row = (uint32_t)take_int(in, (int32_t)op->row);
	if (bits & HAS_COL)
		op->col = (uint16_t)take_bits(in);
	if (bits & HAS_RGB)
		op->rgb = (uint16_t)take_bits(in);
	if (bits & HAS_SRC)
		op->origin.src = take_pointer(in);
	if (bits & HAS_LINE)
		op->origin.line = take_int(in, op->origin.line);
	if (bits & HAS_ORIGIN_COL)
		op->origin.col = take_int(in, op->origin.col);
	if (bits & HAS_TRACE)
		op->trace = take_pointer(in);
}

static void put_op(struct buf *out, struct memory *m, const struct page_op *op)
{
	unsigned bits = differences(op, &m->before);

	put_common(out, bits, op, &m->before);
	put_int(out, (int64_t)op->x - m->before.x);
	put_int(out, (int64_t)op->y - m->before.y);
	if (bits & HAS_SIZE)
		put_int(out, op->size);
	if (has_glyphs(op)) {
		put_glyphs(out, m, op);
	} else {
		put_int(out, op->w);
		put_int(out, op->h);
		put_bits(out, op->dest);
	}
	m->before = *op;
}

static void take_op(const uint8_t **in, struct memory *m, struct arena *arena, struct page_op *op)
{
	unsigned bits = (unsigned)take_bits(in);
	int32_t size = has_glyphs(&m->before) ? m->before.size : 0;

	*op = m->before;
	take_common(in, bits, op);
	op->x = take_int(in, op->x);
	op->y = take_int(in, op->y);
	if (bits & HAS_SIZE)
		size = take_int(in, 0);
	if (has_glyphs(op)) {
		op->glyphs = take_glyphs(in, m, arena, &op->nglyphs);
		op->size = size;
	} else {
		op->w = take_int(in, 0);
		op->h = take_int(in, 0);
		op->dest = (uint32_t)take_bits(in);
	}
	m->before = *op;
}

/* --- pages --- */

void page_pack(struct page *page)
{
	struct memory m;
	struct buf out;

	memset(&m, 0, sizeof m);
	buf_init(&out);
	for (size_t i = 0; i < page->nops; i++)
		put_op(&out, &m, &page->ops[i]);
	page->packed = mem_alloc(out.len + 1);
	memcpy(page->packed, out.ptr, out.len);
	buf_release(&out);
	mem_free(page->ops);
	page->ops = NULL;
	page->ops_size = 0;
}

struct page_view page_view(const struct page *page)
{
	struct page_view view = { page->ops, page->nops, NULL };
	const uint8_t *in = page->packed;
	struct page_op *ops;
	struct memory m;

	if (!in)
		return view;
	view.arena = arena_new();
	ops = arena_array(view.arena, page->nops, sizeof *ops);
	memset(&m, 0, sizeof m);
	for (size_t i = 0; i < page->nops; i++)
		take_op(&in, &m, view.arena, &ops[i]);
	view.ops = ops;
	return view;
}

void page_view_end(struct page_view *view)
{
	arena_drop(view->arena);
	view->arena = NULL;
}

void pages_close(struct pages *pages, struct page *page)
{
	if (pages->open) {
		page_pack(page);
		arena_drop(pages->open);
		pages->open = NULL;
		return;
	}
	page_close(page);
	pages->kept += page->nops;
}

struct arena *pages_glyphs(struct pages *pages)
{
	if (pages->kept < LEAST_OPS)
		return pages->arena;
	if (!pages->open)
		pages->open = arena_new();
	return pages->open;
}
