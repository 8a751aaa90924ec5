/* test_page_pack.c - packed pages give back what was put in; long documents are packed, short ones are not. */
#include "unit_layout.h"

static uint32_t next(uint32_t *seed)
{
	*seed = *seed * 1664525 + 1013904223;
	return *seed >> 8;
}

static struct page_glyph *random_glyphs(struct arena *arena, uint32_t *seed, uint32_t n)
{
	struct page_glyph *glyphs = arena_array(arena, n, sizeof *glyphs);

	for (uint32_t i = 0; i < n; i++) {
		glyphs[i].ch = next(seed) % 4 ? '0' + next(seed) % 10 : next(seed) % 0x30000;
		glyphs[i].gid = (uint16_t)(next(seed) % 3 ? glyphs[i].ch : next(seed));
		glyphs[i].adjust = (int16_t)(next(seed) % 5 ? 0 : (int)next(seed));
	}
	return glyphs;
}

/* Each field as likely as not the same as before; extremes among them. */
static void random_op(struct arena *arena, uint32_t *seed, struct page_op *op, const struct page_op *before)
{
	static const struct source sources[2];
	static const struct trace traces[2];

	if (before && next(seed) % 2)
		*op = *before;
	op->kind = (uint8_t)(next(seed) % (OP_WATERMARK + 1));
	op->role = (uint8_t)(next(seed) % (ROLE_ARTIFACT + 1));
	op->face = (uint8_t)(next(seed) % 256);
	op->level = (uint8_t)(next(seed) % 256);
	op->block = next(seed) % 3 ? 1 : UINT32_MAX;
	op->row = next(seed) % 3 ? next(seed) : UINT32_MAX;
	op->col = (uint16_t)next(seed);
	op->rgb = (uint16_t)(next(seed) % 2 ? 0 : next(seed));
	op->x = next(seed) % 9 ? (int32_t)next(seed) : INT32_MIN;
	op->y = next(seed) % 9 ? -(int32_t)next(seed) : INT32_MAX;
	op->origin = (struct origin){ next(seed) % 3 ? &sources[next(seed) % 2] : NULL, (int32_t)(next(seed) % 100),
		                      next(seed) % 9 ? 3 : INT32_MIN };
	op->trace = next(seed) % 2 ? &traces[next(seed) % 2] : NULL;
	if (op->kind == OP_TEXT || op->kind == OP_WATERMARK) {
		op->nglyphs = next(seed) % 20;
		op->glyphs = random_glyphs(arena, seed, op->nglyphs);
		op->size = next(seed) % 2 ? 9000 : (int32_t)next(seed);
	} else {
		op->w = (int32_t)next(seed);
		op->h = -(int32_t)next(seed);
		op->dest = next(seed);
	}
}

static void assert_same_place(const struct page_op *a, const struct page_op *b)
{
	assert_int_equal(a->kind, b->kind);
	assert_int_equal(a->role, b->role);
	assert_int_equal(a->face, b->face);
	assert_int_equal(a->level, b->level);
	assert_int_equal(a->block, b->block);
	assert_int_equal(a->row, b->row);
	assert_int_equal(a->col, b->col);
	assert_int_equal(a->rgb, b->rgb);
	assert_int_equal(a->x, b->x);
	assert_int_equal(a->y, b->y);
	assert_ptr_equal(a->origin.src, b->origin.src);
	assert_int_equal(a->origin.line, b->origin.line);
	assert_int_equal(a->origin.col, b->origin.col);
	assert_ptr_equal(a->trace, b->trace);
}

static void assert_same(const struct page_op *a, const struct page_op *b)
{
	assert_same_place(a, b);
	if (a->kind == OP_TEXT || a->kind == OP_WATERMARK) {
		assert_int_equal(a->size, b->size);
		assert_int_equal(a->nglyphs, b->nglyphs);
		if (a->nglyphs)
			assert_memory_equal(a->glyphs, b->glyphs, a->nglyphs * sizeof *a->glyphs);
	} else {
		assert_int_equal(a->w, b->w);
		assert_int_equal(a->h, b->h);
		assert_int_equal(a->dest, b->dest);
	}
}

static void packed_pages_give_back_their_operations(void **state)
{
	enum { N = 5000 };
	struct arena *arena = arena_new();
	struct page_op *ops = arena_array(arena, N, sizeof *ops);
	struct pages *pages = pages_new();
	struct page *page = pages_add(pages, 1, 1);
	struct page_view view;
	uint32_t seed = 7;

	(void)state;
	for (int i = 0; i < N; i++) {
		random_op(arena, &seed, &ops[i], i ? &ops[i - 1] : NULL);
		*page_add(page, ops[i].kind) = ops[i];
	}
	page_pack(page);
	assert_null(page->ops);
	view = page_view(page);
	assert_int_equal(view.n, N);
	for (int i = 0; i < N; i++)
		assert_same(&view.ops[i], &ops[i]);
	page_view_end(&view);
	pages_drop(pages);
	arena_drop(arena);
}

static void empty_pages(void **state)
{
	struct pages *pages = pages_new();
	struct page_view view;

	(void)state;
	page_pack(pages_add(pages, 1, 1));
	view = page_view(&pages->pages[0]);
	assert_int_equal(view.n, 0);
	page_view_end(&view);
	view = page_view(pages_add(pages, 1, 1));
	assert_int_equal(view.n, 0);
	page_view_end(&view);
	pages_drop(pages);
}

/* The first page and the last one of a long table, packed, show the same kind of thing. */
static void long_documents_are_packed(void **state)
{
	struct bench *b = bench_new();
	struct doc_table *t = add_table(b, 4, 1);
	struct page_view view;
	struct page *last;

	(void)state;
	for (uint32_t r = 0; r < 12000; r++)
		for (uint16_t c = 0; c < 4; c++)
			add_cell(b, t, r, c, "12");
	bench_run(b);
	last = &b->pages->pages[b->pages->npages - 2];
	assert_non_null(b->pages->pages[0].ops);
	assert_null(b->pages->pages[0].packed);
	assert_null(last->ops);
	assert_non_null(last->packed);
	assert_null(b->pages->open);
	view = page_view(last);
	assert_int_equal(view.n, b->pages->pages[0].nops);
	for (size_t i = 0; i < view.n; i++)
		if (view.ops[i].kind == OP_FILL)
			assert_int_equal(view.ops[i].w, b->pages->pages[0].ops[i].w);
		else
			assert_int_equal(view.ops[i].glyphs[0].gid == '1', b->pages->pages[0].ops[i].glyphs[0].gid == '1');
	page_view_end(&view);
	bench_drop(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(packed_pages_give_back_their_operations),
		cmocka_unit_test(empty_pages),
		cmocka_unit_test(long_documents_are_packed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
