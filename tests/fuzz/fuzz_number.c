/* fuzz_number.c - what parses prints back to the same value, and no print form fails on it. The first byte picks the digits. */
#include <stdlib.h>

#include "base/arena.h"
#include "base/number.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check(bool fine)
{
	if (!fine)
		abort();
}

static void print_all(struct arena *arena, struct number value, int digits)
{
	struct number back;
	struct buf out;

	buf_init(&out);
	number_print(&out, value, digits, GROUP_NONE);
	check(number_parse(arena, buf_as_str(&out), &back));
	check(number_cmp(back, number_round(arena, value, digits)) == 0);
	buf_clear(&out);
	number_print_exact(&out, value);
	check(number_parse(arena, buf_as_str(&out), &back));
	check(number_cmp(back, number_round(arena, value, 18)) == 0);
	buf_clear(&out);
	number_print(&out, value, digits, GROUP_COMMA);
	number_print_capital(&out, value);
	check(utf8_check(buf_as_str(&out)) < 0);
	buf_release(&out);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	struct arena *arena;
	struct number value, sum;

	if (size < 1 || size > 4096)
		return 0;
	arena = arena_new();
	if (number_parse(arena, (struct str){ (const char *)bytes + 1, size - 1 }, &value)) {
		print_all(arena, value, bytes[0] % 19);
		sum = number_add(arena, value, number_mul(arena, value, value));
		check(number_cmp(number_sub(arena, sum, value), number_mul(arena, value, value)) == 0);
		if (number_sign(value) != 0)
			check(number_cmp(number_div(arena, number_mul(arena, value, sum), value), sum) == 0);
	}
	arena_drop(arena);
	return 0;
}
