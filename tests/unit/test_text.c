/* test_text.c - merged text: spans and places through building, appending and slicing. */
#include "unit.h"

#include "merge/text.h"

static struct arena *arena;
static struct source source = { .path = { "t.txt", 5 } };

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_drop(arena);
	return 0;
}

static struct origin place(int line, int col)
{
	return (struct origin){ &source, line, col };
}

static void assert_place(const struct text *text, size_t at, int line, int col)
{
	struct origin origin = text_origin(text, at);

	assert_int_equal(origin.line, line);
	assert_int_equal(origin.col, col);
}

/* 收入 and two lines of text at 3:5, a figure made at 4:7, an end at 4:20. */
static struct text sample(void)
{
	static const struct trace trace = { .kind = TRACE_LITERAL };
	struct text_builder b;
	size_t from;

	text_builder_init(&b);
	text_builder_write(&b, STR("收入\n总计"), place(3, 5));
	text_builder_place(&b, place(4, 7));
	from = b.str.len;
	buf_str(&b.str, STR("886.81万元"));
	text_builder_span(&b, from, SPAN_FIGURE, 0, &trace);
	text_builder_write(&b, STR("。完"), place(4, 20));
	from = b.str.len;
	buf_str(&b.str, STR("【缺】"));
	text_builder_span(&b, from, SPAN_MISSING, 0, NULL);
	return text_builder_take(&b, arena);
}

static void test_places(void **state)
{
	struct text text = sample();

	(void)state;
	assert_str(text.str, "收入\n总计886.81万元。完【缺】");
	assert_place(&text, 0, 3, 5);
	assert_place(&text, 3, 3, 6);
	assert_place(&text, 7, 4, 1);
	assert_place(&text, 10, 4, 2);
	assert_place(&text, 13, 4, 7);
	assert_place(&text, 16, 4, 7); /* inside a figure: where it was made */
	assert_place(&text, 25, 4, 20);
	assert_place(&text, 28, 4, 21);
}

static void test_spans(void **state)
{
	struct text text = sample();

	(void)state;
	assert_int_equal(text.nspans, 2);
	assert_int_equal(text.spans[0].from, 13);
	assert_int_equal(text.spans[0].to, 25);
	assert_non_null(text.spans[0].trace);
	assert_int_equal(text.spans[1].kind, SPAN_MISSING);
	assert_int_equal(text.spans[1].to, text.str.len);
}

static void test_slice(void **state)
{
	struct text text = sample(), part = text_slice(arena, &text, 10, 16), end;

	(void)state;
	assert_str(part.str, "计886");
	assert_int_equal(part.nspans, 1);
	assert_int_equal(part.spans[0].from, 3);
	assert_int_equal(part.spans[0].to, 6);
	assert_place(&part, 0, 4, 2);
	assert_place(&part, 4, 4, 7);
	end = text_slice(arena, &text, 28, 1000);
	assert_str(end.str, "完【缺】");
	assert_int_equal(end.nspans, 1);
	assert_int_equal(end.spans[0].from, 3);
	assert_place(&end, 0, 4, 21);
	part = text_slice(arena, &text, 0, 6);
	assert_int_equal(part.nspans, 0);
	part = text_slice(arena, &text, 4, 4);
	assert_int_equal(part.str.len, 0);
}

static void test_append(void **state)
{
	struct text text = sample(), both;
	struct text_builder b;

	(void)state;
	text_builder_init(&b);
	text_builder_write(&b, STR("一"), place(1, 1));
	text_builder_append(&b, &text, 3, 16);
	text_builder_append(&b, &text, 20, 20);
	text_builder_append(&b, &text, 16, text.str.len);
	both = text_builder_take(&b, arena);
	assert_str(both.str, "一入\n总计886.81万元。完【缺】");
	assert_place(&both, 0, 1, 1);
	assert_place(&both, 3, 3, 6);
	assert_place(&both, 7, 4, 1);
	assert_place(&both, 20, 4, 7);
	assert_place(&both, 25, 4, 20);
	assert_int_equal(both.nspans, 3);
	assert_int_equal(both.spans[0].from, 13);
	assert_int_equal(both.spans[0].to, 16);
	assert_int_equal(both.spans[1].from, 16);
	assert_int_equal(both.spans[1].to, 25);
}

static void test_plain(void **state)
{
	struct text text = text_plain(arena, STR("甲\n乙"), place(2, 3)), none = { 0 }, part;

	(void)state;
	assert_place(&text, 3, 2, 4);
	assert_place(&text, 4, 3, 1);
	assert_place(&none, 0, 0, 0);
	part = text_slice(arena, &none, 0, 0);
	assert_int_equal(part.nplaces, 0);
	text = text_plain(arena, STR("甲\n乙"), place(0, 0));
	assert_place(&text, 4, 0, 0); /* the file as a whole has no columns */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_places, setup, teardown),
		cmocka_unit_test_setup_teardown(test_spans, setup, teardown),
		cmocka_unit_test_setup_teardown(test_slice, setup, teardown),
		cmocka_unit_test_setup_teardown(test_append, setup, teardown),
		cmocka_unit_test_setup_teardown(test_plain, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
