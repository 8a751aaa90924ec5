/* test_diag.c - origins, order, repeats, and the three ways to print. */
#include "unit.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct buf out;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (f == NULL)
		return -1;
	f->arena = arena_new();
	f->diags = diags_new();
	buf_init(&f->out);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	buf_release(&f->out);
	diags_drop(f->diags);
	arena_drop(f->arena);
	free(f);
	return 0;
}

static struct origin at(const struct source *src, int line, int col)
{
	return (struct origin){ src, line, col };
}

static void assert_at(const struct source *src, size_t offset, int line, int col)
{
	struct origin origin = origin_at(src, offset);

	assert_ptr_equal(origin.src, src);
	assert_int_equal(origin.line, line);
	assert_int_equal(origin.col, col);
}

static void places_in_text(void **state)
{
	struct fixture *f = *state;
	const struct source *src = unit_source(f->arena, "a.txt", "万元\n\nab\r\n");
	const struct source *empty = unit_source(f->arena, "b.txt", "");

	assert_at(src, 0, 1, 1);
	assert_at(src, 3, 1, 2);
	assert_at(src, 6, 1, 3); /* the line end belongs to its line */
	assert_at(src, 7, 2, 1);
	assert_at(src, 8, 3, 1);
	assert_at(src, 9, 3, 2);
	assert_at(src, 12, 4, 1);
	assert_at(src, 999, 4, 1);
	assert_at(empty, 0, 1, 1);
}

static void origins_print(void **state)
{
	struct fixture *f = *state;
	const struct source *text = unit_source(f->arena, "text/a.txt", "x");
	struct source sheet = { .path = STR("data/b.xlsx"), .sheet = STR("收入") };

	origin_print(&f->out, at(text, 3, 14));
	assert_buf(&f->out, "text/a.txt:3:14");
	origin_print(&f->out, at(text, 3, 0));
	assert_buf(&f->out, "text/a.txt:3");
	origin_print(&f->out, at(text, 0, 0));
	assert_buf(&f->out, "text/a.txt");
	origin_print(&f->out, at(NULL, 3, 14));
	assert_buf(&f->out, "");
	origin_print(&f->out, at(&sheet, 12, 3));
	assert_buf(&f->out, "data/b.xlsx!收入!C12");
	origin_print(&f->out, at(&sheet, 1, 26));
	assert_buf(&f->out, "data/b.xlsx!收入!Z1");
	origin_print(&f->out, at(&sheet, 1, 27));
	assert_buf(&f->out, "data/b.xlsx!收入!AA1");
	origin_print(&f->out, at(&sheet, 1048576, 16384));
	assert_buf(&f->out, "data/b.xlsx!收入!XFD1048576");
	origin_print(&f->out, at(&sheet, INT32_MAX, INT32_MAX));
	assert_buf(&f->out, "data/b.xlsx!收入!FXSHRXW2147483647");
	origin_print(&f->out, at(&sheet, 0, 0));
	assert_buf(&f->out, "data/b.xlsx!收入");
	origin_print(&f->out, at(&sheet, 5, 0));
	assert_buf(&f->out, "data/b.xlsx!收入!5");
}

static void sorted_and_without_repeats(void **state)
{
	struct fixture *f = *state;
	const struct source *a = unit_source(f->arena, "a.txt", "");
	const struct source *again = unit_source(f->arena, "a.txt", "");
	const struct source *b = unit_source(f->arena, "b.txt", "");

	diag(f->diags, UNKNOWN_NAME, at(b, 1, 1), STR("b"), STR(""));
	diag(f->diags, UNKNOWN_NAME, at(a, 2, 1), STR("second"), STR(""));
	diag(f->diags, UNKNOWN_NAME, at(a, 10, 1), STR("later"), STR(""));
	diag(f->diags, UNKNOWN_NAME, at(a, 2, 1), STR("first by letter"), STR(""));
	diag(f->diags, UNKNOWN_NAME, at(again, 2, 1), STR("second"), STR(""));
	diag(f->diags, MISSING_VALUE, at(a, 1, 5), STR("v"));
	diag(f->diags, FILE_MISSING, at(a, 1, 5), STR("f"));
	diag(f->diags, BAD_CALL, at(NULL, 0, 0), STR("no file"));
	diag(f->diags, FILE_MISSING, at(a, 0, 0), STR("whole"));
	diags_sort(f->diags);
	assert_int_equal(diags_count(f->diags), 8);
	assert_diags(f->diags, "fatal error: no file [bad-call]\n"
	                       "a.txt: error: cannot find 'whole' [file-missing]\n"
	                       "a.txt:1:5: error: cannot find 'f' [file-missing]\n"
	                       "a.txt:1:5: error: 'v' has no value [missing-value]\n"
	                       "a.txt:2:1: error: the name 'second' is not defined [unknown-name]\n"
	                       "a.txt:2:1: error: the name 'first by letter' is not defined [unknown-name]\n"
	                       "a.txt:10:1: error: the name 'later' is not defined [unknown-name]\n"
	                       "b.txt:1:1: error: the name 'b' is not defined [unknown-name]\n");
	diag(f->diags, UNKNOWN_NAME, at(b, 1, 1), STR("b"), STR("")); /* sorting again is fine */
	diags_sort(f->diags);
	assert_int_equal(diags_count(f->diags), 8);
}

static void many_repeats_are_fast(void **state)
{
	struct fixture *f = *state;
	const struct source *a = unit_source(f->arena, "a.txt", "");

	for (int i = 0; i < 200000; i++)
		diag(f->diags, UNKNOWN_NAME, at(a, 1, 1), i % 2 ? STR("x") : STR("y"), STR(""));
	diags_sort(f->diags);
	assert_int_equal(diags_count(f->diags), 2);
	assert_str(diags_at(f->diags, 0)->args[0], "y");
}

static void many_uses_are_fast(void **state)
{
	struct fixture *f = *state;
	const struct source *data = unit_source(f->arena, "a.csv", ""), *own = unit_source(f->arena, "b.txt", "");

	for (int i = 0; i < 200000; i++)
		diag_use(f->diags, UNKNOWN_NAME, at(data, 0, 0), at(own, 1 + i / 2, 1), STR("x"));
	diags_sort(f->diags);
	assert_int_equal(diags_count(f->diags), 1);
	assert_int_equal(diags_at(f->diags, 0)->nuses, 100000);
	assert_int_equal(diags_at(f->diags, 0)->uses[99999].line, 100000);
}

/* What is looked into is a table, so the name is missing among the data wherever else it is used. */
static void a_name_is_missing_once(void **state)
{
	struct fixture *f = *state;
	const struct str folders[] = { STR("r"), STR("t") };
	const struct source *facts = unit_source(f->arena, "r/f.xml", ""), *data = unit_source(f->arena, "r/d.xml", "");
	const struct source *shared = unit_source(f->arena, "t/b.txt", "");

	diags_folders(f->diags, folders, 2);
	diag_use(f->diags, UNKNOWN_NAME, at(facts, 0, 0), at(shared, 1, 1), STR("表"));
	diag_use(f->diags, UNKNOWN_NAME, at(data, 0, 0), at(shared, 2, 1), STR("表"), STR("table"));
	diag_use(f->diags, UNKNOWN_NAME, at(facts, 0, 0), at(shared, 3, 1), STR("表"));
	assert_diags(f->diags, "r/d.xml: error: the name '表' is not defined; used at 3 places, first t/b.txt:1:1 [unknown-name]\n");
}

static void counting_levels(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(diags_worst(f->diags), LEVEL_NOTE);
	assert_int_equal(diags_errors(f->diags), 0);
	assert_diags(f->diags, "");
	diag(f->diags, MISSING_VALUE, at(NULL, 0, 0), STR("x"));
	assert_int_equal(diags_worst(f->diags), LEVEL_ERROR);
	diag(f->diags, BAD_CALL, at(NULL, 0, 0), STR("out of memory"));
	assert_int_equal(diags_worst(f->diags), LEVEL_FATAL);
	assert_int_equal(diags_errors(f->diags), 2);
	diags_clear(f->diags);
	assert_int_equal(diags_count(f->diags), 0);
	diag(f->diags, MISSING_VALUE, at(NULL, 0, 0), STR("y"));
	assert_diags(f->diags, "error: 'y' has no value [missing-value]\n");
	diags_drop(NULL);
}

static void arguments_are_copied_and_put_in_once(void **state)
{
	struct fixture *f = *state;
	char arg[] = "%2";

	diag(f->diags, MISSING_ROW, at(NULL, 0, 0), str_from(arg), STR("b"), STR(""), STR("%1"));
	arg[0] = 'x';
	assert_diags(f->diags, "error: table '%2' has no row 'b'%1 [missing-row]\n");
	diag_print(&f->out, diags_at(f->diags, 0), LANG_ZH);
	assert_buf(&f->out, "错误: 表“%2”没有“b”行%1 [missing-row]\n");
	diags_clear(f->diags);
	diag(f->diags, GLYPH_MISSING, at(NULL, 0, 0), STR("U+20000"), STR("仿宋"));
	diag_text(&f->out, diags_at(f->diags, 0), LANG_EN);
	assert_buf(&f->out, "no font of role 仿宋 has the character U+20000"); /* slots by number, not by order */
}

static void words_in_the_language_of_the_message(void **state)
{
	struct fixture *f = *state;

	diag(f->diags, TYPE_MISMATCH, at(NULL, 0, 0), STR("同比"), STR(BOTH("a number", "数值")), STR("\x01甲\x02"));
	diag_text(&f->out, diags_at(f->diags, 0), LANG_EN);
	assert_buf(&f->out, "同比 needs a number, this is \x01甲\x02");
	diag_text(&f->out, diags_at(f->diags, 0), LANG_ZH);
	assert_buf(&f->out, "同比 需要数值，这里是\x01甲\x02");
}

/* --- causes and uses --- */

static void the_cause_of_shared_uses(void **state)
{
	struct fixture *f = *state;
	const struct str folders[] = { STR("县/局"), STR("县/局/templates"), STR("/usr/templates/") };
	const struct source *data = unit_source(f->arena, "县/局/a.csv", ""), *own = unit_source(f->arena, "县/局/b.txt", "");
	const struct source *shared = unit_source(f->arena, "县/局/templates/c.txt", "");
	const struct source *far = unit_source(f->arena, "/usr/templates/d.xml", "");
	const struct source *beside = unit_source(f->arena, "/usr/templates2/e.xml", "");

	diags_folders(f->diags, folders, 3);
	diag_use(f->diags, MISSING_ROW, at(data, 0, 0), at(shared, 3, 4), STR("表"), STR("行"), STR(""), STR(""));
	diag_use(f->diags, MISSING_ROW, at(data, 0, 0), at(own, 1, 2), STR("表"), STR("行"), STR(""), STR("!"));
	diag_use(f->diags, MISSING_ROW, at(data, 0, 0), at(shared, 3, 4), STR("表"), STR("行"), STR(""), STR(""));
	diag_use(f->diags, MISSING_ROW, at(data, 0, 0), at(far, 5, 6), STR("表"), STR("别"), STR(""), STR(""));
	diag_use(f->diags, MISSING_ROW, at(data, 0, 0), at(beside, 5, 6), STR("表"), STR("再"), STR(""), STR(""));
	assert_int_equal(diags_count(f->diags), 5);
	diags_sort(f->diags);
	diags_sort(f->diags); /* the same again */
	assert_diags(f->diags, "/usr/templates2/e.xml:5:6: error: table '表' has no row '再' [missing-row]\n"
	                       "县/局/a.csv: error: table '表' has no row '行'!; used at 2 places, first 县/局/templates/c.txt:3:4 "
	                       "[missing-row]\n"
	                       "县/局/a.csv: error: table '表' has no row '别'; used at /usr/templates/d.xml:5:6 [missing-row]\n");
	diag_print(&f->out, diags_at(f->diags, 1), LANG_ZH);
	assert_buf(&f->out, "县/局/a.csv: 错误: 表“表”没有“行”行!；共 2 处用到，首处 县/局/templates/c.txt:3:4 [missing-row]\n");
}

static void own_uses_come_first(void **state)
{
	struct fixture *f = *state;
	const struct source *data = unit_source(f->arena, "a.csv", ""), *own = unit_source(f->arena, "b.txt", "");

	diag_use(f->diags, UNKNOWN_NAME, at(data, 0, 0), at(own, 7, 1), STR("名"));
	diag_use(f->diags, UNKNOWN_NAME, at(data, 0, 0), at(own, 2, 1), STR("名"));
	diag_use(f->diags, UNKNOWN_NAME, at(data, 0, 0), at(own, 9, 1), STR("名"));
	diag_use(f->diags, UNKNOWN_NAME, at(NULL, 0, 0), at(own, 3, 1), STR("无"));
	diag_use(f->diags, UNKNOWN_NAME, at(data, 0, 0), at(NULL, 0, 0), STR("全"));
	assert_diags(f->diags, "a.csv: error: the name '全' is not defined [unknown-name]\n"
	                       "b.txt:3:1: error: the name '无' is not defined [unknown-name]\n"
	                       "b.txt:7:1: error: the name '名' is not defined; also at b.txt:2:1, 9:1 [unknown-name]\n");
	diag_print(&f->out, diags_at(f->diags, 2), LANG_ZH);
	assert_buf(&f->out, "b.txt:7:1: 错误: 没有定义名称“名”；同样的还有 b.txt:2:1, 9:1 [unknown-name]\n");
	diags_json(&f->out, f->diags, LANG_EN);
	assert_non_null(strstr(f->out.ptr, "\"also\":[{\"file\":\"b.txt\",\"line\":2,\"column\":1},{\"file\":\"b.txt\",\"line\":9"));
	buf_clear(&f->out);
}

/* A blank cell is blank, whatever it is called where it is used. */
static void sure_causes_come_first(void **state)
{
	struct fixture *f = *state;
	const struct source *data = unit_source(f->arena, "a.csv", ""), *own = unit_source(f->arena, "b.txt", "");
	struct diags *copy = diags_new();

	diag_caused(f->diags, MISSING_VALUE, at(data, 3, 5), at(own, 7, 1), STR("行.数"));
	diag_caused(f->diags, MISSING_VALUE, at(data, 3, 5), at(own, 8, 1), STR("表['甲','数']"));
	diag_caused(f->diags, MISSING_VALUE, at(data, 4, 5), at(own, 9, 1), STR("行.数"));
	for (size_t i = 0; i < diags_count(f->diags); i++)
		diag_copy(copy, diags_at(f->diags, i));
	diags_clear(f->diags);
	assert_diags(copy, "a.csv:3:5: error: '行.数' has no value; used at 2 places, first b.txt:7:1 [missing-value]\n"
	                   "a.csv:4:5: error: '行.数' has no value; used at b.txt:9:1 [missing-value]\n");
	diags_json(&f->out, copy, LANG_EN);
	assert_non_null(strstr(f->out.ptr, "\"used\":[{\"file\":\"b.txt\",\"line\":9,\"column\":1}]}"));
	buf_clear(&f->out);
	diags_drop(copy);
}

static void level_names(void **state)
{
	(void)state;
	assert_string_equal(diag_level_name(LEVEL_NOTE, LANG_ZH), "说明");
	assert_string_equal(diag_level_name(LEVEL_WARNING, LANG_ZH), "警告");
	assert_string_equal(diag_level_name(LEVEL_ERROR, LANG_ZH), "错误");
	assert_string_equal(diag_level_name(LEVEL_FATAL, LANG_ZH), "严重错误");
	assert_string_equal(diag_level_name(LEVEL_WARNING, LANG_EN), "warning");
}

/* Names are stable, kebab case and unique; both languages use the same slots. */
static void every_message_is_sound(void **state)
{
	struct fixture *f = *state;
	static const struct str args[] = { { "<1>", 3 }, { "<2>", 3 }, { "<3>", 3 }, { "<4>", 3 } };

	for (size_t i = 0; i < DIAG_COUNT; i++) {
		const char *name = diag_name((enum diag_code)i);
		struct buf en, zh;

		assert_int_equal(strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-"), strlen(name));
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(name, diag_name((enum diag_code)j));
		diag_add(f->diags, (enum diag_code)i, at(NULL, 0, 0), args, 4);
		buf_init(&en);
		buf_init(&zh);
		diag_text(&en, diags_at(f->diags, i), LANG_EN);
		diag_text(&zh, diags_at(f->diags, i), LANG_ZH);
		for (size_t slot = 0; slot < 4; slot++)
			assert_int_equal(str_find(buf_as_str(&en), args[slot]) >= 0, str_find(buf_as_str(&zh), args[slot]) >= 0);
		buf_release(&en);
		buf_release(&zh);
	}
}

static void terminals_are_not_steered(void **state)
{
	struct fixture *f = *state;
	const struct source *src = unit_source(f->arena, "a\x1b[2J.txt", "");

	diag(f->diags, UNKNOWN_NAME, at(src, 1, 1), STR("\x1b]0;x\x07\n\t\x7f\xC2\x9B\xE2\x80\xAE\xFF元"), STR(""));
	assert_diags(f->diags,
	             "a\\x1b[2J.txt:1:1: error: the name '\\x1b]0;x\\x07\\n\\t\\x7f\\x9b\\u202e\\xff元' is not defined [unknown-name]\n");
}

static void json(void **state)
{
	struct fixture *f = *state;
	const struct source *text = unit_source(f->arena, "dir \"x\"\\\xFF.txt", "");
	struct source sheet = { .path = STR("b.xlsx"), .sheet = STR("收入") };

	diags_json(&f->out, f->diags, LANG_EN);
	assert_buf(&f->out, "[]\n");
	diag(f->diags, BAD_CALL, at(NULL, 0, 0), STR("a\tb\n\x01\x7f"));
	diag(f->diags, TEXT_IN_NUMBER, at(&sheet, 12, 3), STR("无"), STR("金额"));
	diag(f->diags, FILE_MISSING, at(&sheet, 0, 0), STR("f"));
	diag(f->diags, UNKNOWN_NAME, at(text, 2, 7), STR("x"), STR(""));
	diags_json(&f->out, f->diags, LANG_EN);
	assert_buf(&f->out,
	           "[\n"
	           "{\"file\":null,\"line\":null,\"column\":null,\"level\":\"fatal\",\"code\":\"bad-call\",\"message\":"
	           "\"a\\tb\\n\\u0001\\u007f\"},\n"
	           "{\"file\":\"b.xlsx\",\"line\":12,\"column\":3,\"sheet\":\"收入\",\"cell\":\"C12\",\"level\":\"error\","
	           "\"code\":\"text-in-number\",\"message\":\"'无' is not a number, in the number column '金额'\"},\n"
	           "{\"file\":\"b.xlsx\",\"line\":null,\"column\":null,\"sheet\":\"收入\",\"level\":\"error\",\"code\":\"file-"
	           "missing\","
	           "\"message\":\"cannot find 'f'\"},\n"
	           "{\"file\":\"dir "
	           "\\\"x\\\"\\\\\xEF\xBF\xBD.txt\",\"line\":2,\"column\":7,\"level\":\"error\",\"code\":\"unknown-name\","
	           "\"message\":\"the name 'x' is not defined\"}\n"
	           "]\n");
	diags_clear(f->diags);
	diag(f->diags, MISSING_VALUE, at(NULL, 0, 0), STR("x"));
	diags_json(&f->out, f->diags, LANG_ZH);
	assert_buf(&f->out, "[\n{\"file\":null,\"line\":null,\"column\":null,\"level\":\"error\",\"code\":\"missing-value\","
	                    "\"message\":\"“x”没有值\"}\n]\n");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(places_in_text),
		TEST(origins_print),
		TEST(sorted_and_without_repeats),
		TEST(many_repeats_are_fast),
		TEST(counting_levels),
		TEST(arguments_are_copied_and_put_in_once),
		TEST(many_uses_are_fast),
		TEST(a_name_is_missing_once),
		TEST(words_in_the_language_of_the_message),
		TEST(the_cause_of_shared_uses),
		TEST(own_uses_come_first),
		TEST(sure_causes_come_first),
		cmocka_unit_test(level_names),
		TEST(every_message_is_sound),
		TEST(terminals_are_not_steered),
		TEST(json),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
