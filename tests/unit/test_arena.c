/* test_arena.c - pieces are zeroed, aligned and apart; sizes that overflow end in mem_fail. */
#include "unit.h"

static bool is_zero(const char *piece, size_t size)
{
	for (size_t i = 0; i < size; i++)
		if (piece[i] != 0)
			return false;
	return true;
}

static void pieces_are_zeroed_aligned_and_apart(void **state)
{
	static const size_t sizes[] = { 0, 1, 15, 16, 17, 100, 4000, 4096, 5000, 70000, 3 << 20, 1 };
	struct arena *arena = arena_new();
	char *pieces[200];
	size_t sum = 0;

	(void)state;
	for (size_t i = 0; i < 200; i++) {
		size_t size = sizes[i % 12];

		pieces[i] = arena_alloc(arena, size);
		assert_int_equal((uintptr_t)pieces[i] % 16, 0);
		assert_true(is_zero(pieces[i], size));
		memset(pieces[i], (int)i + 1, size);
		sum += size;
	}
	for (size_t i = 0; i < 200; i++)
		for (size_t j = 0; j < sizes[i % 12]; j += 97)
			assert_int_equal((unsigned char)pieces[i][j], i + 1);
	assert_int_equal(arena_used(arena), sum);
	arena_drop(arena);
}

static void copy_and_array(void **state)
{
	struct arena *arena = arena_new();
	int32_t *numbers = arena_array(arena, 3, sizeof(int32_t));

	(void)state;
	assert_true(is_zero((char *)numbers, 12));
	assert_memory_equal(arena_copy(arena, "abc", 4), "abc", 4);
	assert_non_null(arena_copy(arena, NULL, 0));
	assert_non_null(arena_array(arena, 0, SIZE_MAX));
	arena_drop(arena);
	arena_drop(NULL);
}

static void grow_keeps_items_and_zeroes_new_ones(void **state)
{
	uint32_t *items = NULL;
	size_t size = 0;

	(void)state;
	for (size_t n = 0; n < 1000; n++) {
		items = mem_grow(items, n, &size, sizeof(*items));
		assert_true(n < size);
		assert_int_equal(items[n], 0);
		assert_int_equal(items[size - 1], 0);
		items[n] = (uint32_t)n;
	}
	for (size_t n = 0; n < 1000; n++)
		assert_int_equal(items[n], n);
	mem_free(items);
	mem_free(NULL);
}

static jmp_buf out_of_memory;
static size_t wanted;

static void note_failure(size_t size)
{
	wanted = size;
	longjmp(out_of_memory, 1);
}

static void expect_failure(void (*act)(struct arena *))
{
	void (*before)(size_t) = mem_fail;
	struct arena *arena = arena_new();

	mem_fail = note_failure;
	wanted = 0;
	if (setjmp(out_of_memory) == 0) {
		act(arena);
		fail_msg("no failure");
	}
	mem_fail = before;
	assert_true(wanted != 0);
	arena_drop(arena);
}

static void array_overflow(struct arena *arena)
{
	arena_array(arena, SIZE_MAX / 4, 8);
}

static void piece_overflow(struct arena *arena)
{
	arena_alloc(arena, SIZE_MAX - 3);
}

static void grow_overflow(struct arena *arena)
{
	size_t size = SIZE_MAX / 8;

	(void)arena;
	mem_grow(NULL, SIZE_MAX / 8, &size, 64);
}

static void sizes_that_overflow_fail(void **state)
{
	(void)state;
	expect_failure(array_overflow);
	expect_failure(piece_overflow);
	expect_failure(grow_overflow);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(pieces_are_zeroed_aligned_and_apart),
		cmocka_unit_test(copy_and_array),
		cmocka_unit_test(grow_keeps_items_and_zeroes_new_ones),
		cmocka_unit_test(sizes_that_overflow_fail),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
