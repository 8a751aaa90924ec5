/* test_number.c - exactness on both sides of 64 bits (GMP itself is the oracle there), rounding, and every way to print. */
#include "unit.h"

#include <gmp.h>

#include "base/number.h"

static struct arena *arena;
static struct buf out;

static int setup(void **state)
{
	(void)state;
	arena = arena_new();
	buf_init(&out);
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	arena_drop(arena);
	buf_release(&out);
	return 0;
}

static struct number num(const char *text)
{
	struct number n = { 0, 0, NULL };

	if (!number_parse(arena, str_from(text), &n))
		fail_msg("'%s' does not parse", text);
	return n;
}

static void assert_exact(struct number n, const char *expected)
{
	number_print_exact(&out, n);
	assert_buf(&out, expected);
}

static void assert_same(struct number a, struct number b)
{
	assert_int_equal(number_cmp(a, b), 0);
	assert_int_equal(a.big != NULL, b.big != NULL);
	if (a.big == NULL) {
		assert_true(a.num == b.num);
		assert_true(a.den == b.den);
	}
}

static void parses(void **state)
{
	static const struct {
		const char *text;
		int64_t num, den;
	} cases[] = {
		{ "0", 0, 1 },
		{ "-0", 0, 1 },
		{ "007", 7, 1 },
		{ "+1.50", 3, 2 },
		{ "-0.05", -1, 20 },
		{ "886.81", 88681, 100 },
		{ "0.000000000000000001", 1, 1000000000000000000 },
		{ "999999999999999999", 999999999999999999, 1 },
		{ "9223372036854775807", INT64_MAX, 1 }, /* 19 digits: through GMP, but small */
		{ "-9223372036854775807", -INT64_MAX, 1 },
		{ "000000000000000000000000000012.5000000000000000000000", 25, 2 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_same(num(cases[i].text), number_ratio(cases[i].num, cases[i].den));
	assert_exact(num("123456789012345678901234567890.12"), "123456789012345678901234567890.12");
	assert_exact(num("9223372036854775808"), "9223372036854775808");
}

static void refuses(void **state)
{
	static const char *const texts[] = { "",
		                             "-",
		                             "+",
		                             ".",
		                             ".5",
		                             "5.",
		                             "1..2",
		                             "1.2.3",
		                             "--1",
		                             "+-1",
		                             "1e5",
		                             "1,000",
		                             " 1",
		                             "1 ",
		                             "１",
		                             "0x10",
		                             "1/2",
		                             "abc",
		                             "-.5",
		                             "1-",
		                             "#REF!",
		                             "inf",
		                             "nan",
		                             "—",
		                             "12345678901234567890x",
		                             "1.12345678901234567890." };
	struct number untouched = number_from(42);

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		assert_false(number_parse(arena, str_from(texts[i]), &untouched));
	assert_false(number_parse(arena, STR("1\0"), &untouched));
	assert_false(number_parse(arena, (struct str){ NULL, 0 }, &untouched));
	assert_same(untouched, number_from(42));
}

static void ratios_are_in_lowest_terms(void **state)
{
	(void)state;
	assert_same(number_ratio(6, -4), (struct number){ -3, 2, NULL });
	assert_same(number_ratio(-6, -4), (struct number){ 3, 2, NULL });
	assert_same(number_ratio(0, -7), (struct number){ 0, 1, NULL });
	assert_same(number_ratio(INT64_MAX, INT64_MAX), number_from(1));
	assert_same(number_ratio(-INT64_MAX, 1), (struct number){ -INT64_MAX, 1, NULL });
}

static void arithmetic(void **state)
{
	(void)state;
	assert_exact(number_add(arena, num("0.1"), num("0.2")), "0.3");
	assert_exact(number_sub(arena, num("832.42"), num("886.81")), "-54.39");
	assert_exact(number_mul(arena, num("886.81"), number_from(10000)), "8868100");
	assert_exact(number_div(arena, number_from(1), number_from(8)), "0.125");
	assert_exact(number_div(arena, number_from(3), number_from(-8)), "-0.375");
	assert_exact(number_mul(arena, number_from(0), num("5.5")), "0");
	assert_exact(number_neg(arena, num("0")), "0");
	assert_exact(number_abs(arena, num("-2.5")), "2.5");
	assert_exact(number_abs(arena, num("2.5")), "2.5");
	assert_same(number_mul(arena, number_div(arena, number_from(1), number_from(3)), number_from(3)), number_from(1));
}

/* Where 64 bits end: out to GMP and back again, with the same value. */
static void across_the_border(void **state)
{
	struct number max = number_from(INT64_MAX), min = number_from(INT64_MIN), one = number_from(1);
	struct number over = number_add(arena, max, one);
	struct number tiny = number_div(arena, one, number_mul(arena, max, max));

	(void)state;
	assert_non_null(over.big);
	assert_exact(over, "9223372036854775808");
	assert_same(number_sub(arena, over, one), max);
	assert_exact(min, "-9223372036854775808");
	assert_exact(number_neg(arena, min), "9223372036854775808");
	assert_exact(number_abs(arena, min), "9223372036854775808");
	assert_int_equal(number_cmp(number_neg(arena, number_neg(arena, min)), min), 0);
	assert_int_equal(number_cmp(number_neg(arena, over), min), 0);
	assert_same(number_div(arena, min, min), one);
	assert_exact(number_mul(arena, min, min), "85070591730234615865843651857942052864");
	assert_exact(number_add(arena, min, min), "-18446744073709551616");
	assert_same(number_mul(arena, number_div(arena, one, min), number_neg(arena, over)), one);
	assert_exact(number_mul(arena, max, max), "85070591730234615847396907784232501249");
	assert_same(number_div(arena, number_mul(arena, max, max), max), max);
	assert_same(number_mul(arena, number_mul(arena, tiny, max), max), one);
	assert_int_equal(number_sign(tiny), 1);
	assert_exact(tiny, "0");
	assert_exact(number_neg(arena, tiny), "0");
	assert_same(number_mul(arena, over, number_from(0)), number_from(0));
	assert_same(number_sub(arena, tiny, tiny), number_from(0));
	assert_same(number_add(arena, over, number_neg(arena, over)), number_from(0));
	/* Denominators that multiply past 64 bits, values that cancel. */
	assert_same(number_sub(arena, number_add(arena, number_ratio(1, INT64_MAX), number_ratio(1, INT64_MAX - 1)),
	                       number_ratio(1, INT64_MAX - 1)),
	            number_ratio(1, INT64_MAX));
}

static void asking(void **state)
{
	int64_t n = 77;

	(void)state;
	assert_int_equal(number_cmp(number_ratio(1, 3), num("0.3333333333333333")), 1);
	assert_int_equal(number_cmp(num("-1"), num("1")), -1);
	assert_int_equal(number_cmp(number_ratio(2, 6), number_ratio(1, 3)), 0);
	assert_int_equal(number_cmp(num("99999999999999999999"), number_from(INT64_MAX)), 1);
	assert_int_equal(number_cmp(num("-99999999999999999999"), number_from(INT64_MIN)), -1);
	assert_int_equal(number_sign(num("-0.01")), -1);
	assert_int_equal(number_sign(num("0.00")), 0);
	assert_int_equal(number_sign(num("-99999999999999999999")), -1);
	assert_true(number_is_int(num("5.00")));
	assert_false(number_is_int(num("5.01")));
	assert_true(number_is_int(num("99999999999999999999")));
	assert_false(number_is_int(num("99999999999999999999.5")));
	assert_false(number_to_int(num("0.5"), &n));
	assert_false(number_to_int(num("9223372036854775808"), &n));
	assert_false(number_to_int(num("-9223372036854775809"), &n));
	assert_int_equal(n, 77);
	assert_true(number_to_int(num("-9223372036854775808"), &n));
	assert_true(n == INT64_MIN);
	assert_true(number_to_int(num("-12"), &n));
	assert_int_equal(n, -12);
	assert_int_equal(number_bits(number_from(255)), 8);
	assert_int_equal(number_bits(number_ratio(1, 1024)), 11);
	assert_int_equal(number_bits(num("1208925819614629174706176")), 81);
}

static void rounds_half_away_from_zero(void **state)
{
	static const struct {
		const char *value;
		int digits;
		const char *rounded;
	} cases[] = {
		{ "0.005", 2, "0.01" },
		{ "-0.005", 2, "-0.01" },
		{ "0.0049999999999999", 2, "0" },
		{ "-0.0049", 2, "0" },
		{ "2.5", 0, "3" },
		{ "3.5", 0, "4" },
		{ "-2.5", 0, "-3" },
		{ "1.005", 2, "1.01" }, /* 1.00 in binary floating point */
		{ "2.675", 2, "2.68" },
		{ "99.995", 2, "100" },
		{ "886.81", 2, "886.81" },
		{ "886.81", 5, "886.81" },
		{ "0.0000000000000000005", 18, "0.000000000000000001" },
		{ "123456789012345678901234567890.125", 2, "123456789012345678901234567890.13" },
		{ "-123456789012345678901234567890.125", 2, "-123456789012345678901234567890.13" },
		{ "9223372036854775807.5", 0, "9223372036854775808" },
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_exact(number_round(arena, num(cases[i].value), cases[i].digits), cases[i].rounded);
	assert_exact(number_round(arena, number_ratio(2, 3), 4), "0.6667");
	assert_exact(number_round(arena, number_ratio(INT64_MAX, 2), 0), "4611686018427387904");
	assert_exact(number_round(arena, number_ratio(INT64_MAX, 7), 18), "1317624576693539401");
	assert_exact(number_round(arena, number_from(INT64_MIN), 18), "-9223372036854775808");
}

static void assert_print(const char *value, int digits, enum number_group group, const char *expected)
{
	number_print(&out, num(value), digits, group);
	assert_buf(&out, expected);
}

static void prints(void **state)
{
	(void)state;
	assert_print("0", 2, GROUP_NONE, "0.00");
	assert_print("0", 0, GROUP_COMMA, "0");
	assert_print("-0.004", 2, GROUP_NONE, "0.00");
	assert_print("-0.005", 2, GROUP_NONE, "-0.01");
	assert_print("-0.4", 0, GROUP_NONE, "0");
	assert_print("0.05", 2, GROUP_NONE, "0.05");
	assert_print("886.81", 2, GROUP_NONE, "886.81");
	assert_print("886.81", 4, GROUP_NONE, "886.8100");
	assert_print("999", 0, GROUP_COMMA, "999");
	assert_print("1000", 0, GROUP_COMMA, "1,000");
	assert_print("999999.995", 2, GROUP_COMMA, "1,000,000.00");
	assert_print("-1234567.891", 2, GROUP_COMMA, "-1,234,567.89");
	assert_print("-123", 2, GROUP_COMMA, "-123.00");
	assert_print("123456789012345678901234567890.125", 2, GROUP_COMMA, "123,456,789,012,345,678,901,234,567,890.13");
	assert_print("-0.00000000000000000000000000001", 5, GROUP_COMMA, "0.00000");
	assert_print("0.00000000000000000012345678901234567890", 18, GROUP_NONE, "0.000000000000000000");
	assert_print("1.5", 18, GROUP_NONE, "1.500000000000000000");
	buf_z(&out, "计");
	number_print(&out, num("1"), 1, GROUP_NONE); /* appends */
	number_print_exact(&out, num("-2"));
	assert_buf(&out, "计1.0-2");
}

static void prints_exactly(void **state)
{
	(void)state;
	assert_exact(num("100"), "100");
	assert_exact(num("100.500"), "100.5");
	assert_exact(num("-0.10"), "-0.1");
	assert_exact(num("-0.000"), "0");
	assert_exact(num("0.000000000000000001"), "0.000000000000000001");
	assert_exact(number_ratio(1, 3), "0.333333333333333333");
	assert_exact(number_ratio(-2, 3), "-0.666666666666666667");
	assert_exact(number_ratio(1, 3000000000000000000), "0");
	assert_exact(number_ratio(-1, 3000000000000000000), "0");
	assert_exact(number_ratio(1, 1024), "0.0009765625");
}

/* Against GMP */

static uint64_t seed;

static int64_t any_int(void)
{
	seed = seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return (int64_t)(seed ^ seed >> 29) >> (seed >> 33) % 64;
}

static struct number any_number(mpq_t q)
{
	int64_t n = any_int(), d = any_int();

	n = n == INT64_MIN ? 0 : n;
	d = d == 0 || d == INT64_MIN ? 1 : d;
	mpq_set_si(q, n, (unsigned long)(d < 0 ? -d : d));
	if (d < 0)
		mpq_neg(q, q);
	mpq_canonicalize(q);
	return number_ratio(n, d);
}

/* n has the value q: their quotient printed is not enough, so numerator and denominator are rebuilt from prints of integers. */
static void assert_is(struct number n, const mpq_t q)
{
	char *text = mpz_get_str(NULL, 10, mpq_numref(q)), *den = mpz_get_str(NULL, 10, mpq_denref(q));

	assert_int_equal(number_cmp(number_mul(arena, n, num(den)), num(text)), 0);
	assert_int_equal(number_sign(n), mpq_sgn(q));
	if (n.big == NULL)
		assert_true(mpz_get_si(mpq_numref(q)) == n.num && mpz_get_si(mpq_denref(q)) == n.den);
	free(text);
	free(den);
}

/* Round half away from zero, the slow and plain way: floor(2 |q| 10^digits + 1) / 2. */
static void round_plainly(mpz_t scaled, const mpq_t q, int digits)
{
	mpz_t power;

	mpz_init(power);
	mpz_ui_pow_ui(power, 10, (unsigned long)digits);
	mpz_abs(scaled, mpq_numref(q));
	mpz_mul(scaled, scaled, power);
	mpz_mul_ui(scaled, scaled, 2);
	mpz_add(scaled, scaled, mpq_denref(q));
	mpz_mul_ui(power, mpq_denref(q), 2);
	mpz_fdiv_q(scaled, scaled, power);
	if (mpq_sgn(q) < 0)
		mpz_neg(scaled, scaled);
	mpz_clear(power);
}

static void assert_rounds(struct number n, const mpq_t q, int digits)
{
	struct number power = number_from(1);
	char *text;
	mpz_t scaled;

	mpz_init(scaled);
	round_plainly(scaled, q, digits);
	text = mpz_get_str(NULL, 10, scaled);
	for (int i = 0; i < digits; i++)
		power = number_mul(arena, power, number_from(10));
	assert_exact(number_mul(arena, number_round(arena, n, digits), power), text);
	free(text);
	mpz_clear(scaled);
}

static void agrees_with_gmp(void **state)
{
	mpq_t p, q, r;

	(void)state;
	seed = 20221231;
	mpq_inits(p, q, r, NULL);
	for (int i = 0; i < 20000; i++) {
		struct number a = any_number(p), b = any_number(q);
		int order = mpq_cmp(p, q);

		mpq_add(r, p, q);
		assert_is(number_add(arena, a, b), r);
		mpq_sub(r, p, q);
		assert_is(number_sub(arena, a, b), r);
		assert_int_equal(number_cmp(a, b), (order > 0) - (order < 0));
		mpq_mul(r, p, q);
		assert_is(number_mul(arena, a, b), r);
		assert_rounds(number_mul(arena, a, b), r, i % 19);
		assert_rounds(a, p, i % 19);
		if (mpq_sgn(q) != 0) {
			mpq_div(r, p, q);
			assert_is(number_div(arena, a, b), r);
		}
		if (i % 1000 == 999) {
			arena_drop(arena);
			arena = arena_new();
		}
	}
	mpq_clears(p, q, r, NULL);
}

static void arithmetic_of_small_numbers_takes_no_memory(void **state)
{
	size_t before = arena_used(arena);
	struct number sum = number_from(0);

	(void)state;
	for (int i = 0; i < 1000; i++)
		sum = number_add(arena, sum, number_mul(arena, num("886.81"), number_ratio(1, 100)));
	assert_exact(number_round(arena, sum, 2), "8868.1");
	assert_int_equal(arena_used(arena), before);
}

static void a_long_number_is_no_problem(void **state)
{
	char *digits = malloc(100002);

	(void)state;
	assert_non_null(digits);
	memset(digits, '7', 100001);
	digits[100001] = '\0';
	assert_exact(num(digits), digits);
	digits[50000] = '.';
	number_print(&out, num(digits), 2, GROUP_NONE);
	assert_int_equal(out.len, 50003);
	buf_clear(&out);
	free(digits);
}

/* Chinese numerals */

static void assert_capital(const char *amount, const char *expected)
{
	number_print_capital(&out, num(amount));
	assert_buf(&out, expected);
}

static void capital_examples_of_the_rules(void **state)
{
	(void)state;
	assert_capital("1409.50", "壹仟肆佰零玖元伍角");
	assert_capital("6007.14", "陆仟零柒元壹角肆分");
	assert_capital("1680.32", "壹仟陆佰捌拾元零叁角贰分");
	assert_capital("107000.53", "壹拾万柒仟元零伍角叁分");
	assert_capital("16409.02", "壹万陆仟肆佰零玖元零贰分");
	assert_capital("325.04", "叁佰贰拾伍元零肆分");
	assert_capital("8868120.00", "捌佰捌拾陆万捌仟壹佰贰拾元整");
	assert_capital("100000000", "壹亿元整");
	assert_capital("100010000.05", "壹亿零壹万元零伍分");
	assert_capital("0.50", "伍角");
	assert_capital("0.05", "伍分");
	assert_capital("0", "零元整");
}

static void capital_amounts(void **state)
{
	(void)state;
	assert_capital("0.55", "伍角伍分");
	assert_capital("1", "壹元整");
	assert_capital("10", "壹拾元整");
	assert_capital("10.10", "壹拾元零壹角");
	assert_capital("11.01", "壹拾壹元零壹分");
	assert_capital("15", "壹拾伍元整");
	assert_capital("100", "壹佰元整");
	assert_capital("101", "壹佰零壹元整");
	assert_capital("110", "壹佰壹拾元整");
	assert_capital("1001", "壹仟零壹元整");
	assert_capital("1010", "壹仟零壹拾元整");
	assert_capital("10000", "壹万元整");
	assert_capital("10001", "壹万零壹元整");
	assert_capital("10010.01", "壹万零壹拾元零壹分");
	assert_capital("11000", "壹万壹仟元整");
	assert_capital("100000", "壹拾万元整");
	assert_capital("1000000", "壹佰万元整");
	assert_capital("10000001", "壹仟万零壹元整");
	assert_capital("100000001", "壹亿零壹元整");
	assert_capital("100005000", "壹亿零伍仟元整");
	assert_capital("150000000", "壹亿伍仟万元整");
	assert_capital("100500000", "壹亿零伍拾万元整");
	assert_capital("1002003004.56", "壹拾亿零贰佰万叁仟零肆元伍角陆分");
	assert_capital("10000000000", "壹佰亿元整");
	assert_capital("1000000000000", "壹万亿元整");
	assert_capital("1000000000001", "壹万亿零壹元整");
	assert_capital("1000100000000", "壹万零壹亿元整");
	assert_capital("1234567890123456.78", "壹仟贰佰叁拾肆万伍仟陆佰柒拾捌亿玖仟零壹拾贰万叁仟肆佰伍拾陆元柒角捌分");
	assert_capital("9999999999999999.99", "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分");
	assert_capital("10000000000000000", "壹亿亿元整");
}

static void capital_amounts_are_rounded_first(void **state)
{
	(void)state;
	assert_capital("0.004", "零元整");
	assert_capital("-0.004", "零元整");
	assert_capital("0.005", "壹分");
	assert_capital("9.995", "壹拾元整");
	assert_capital("-1409.50", "负壹仟肆佰零玖元伍角");
	assert_capital("-0.05", "负伍分");
	buf_z(&out, "人民币");
	number_print_capital(&out, num("10.10")); /* what stands before it changes nothing */
	assert_buf(&out, "人民币壹拾元零壹角");
}

static void assert_han(int64_t n, const char *expected)
{
	number_print_han(&out, n);
	assert_buf(&out, expected);
}

static void counting_numerals(void **state)
{
	(void)state;
	assert_han(0, "〇");
	assert_han(1, "一");
	assert_han(10, "十");
	assert_han(12, "十二");
	assert_han(20, "二十");
	assert_han(26, "二十六");
	assert_han(99, "九十九");
	assert_han(100, "一百");
	assert_han(105, "一百零五");
	assert_han(110, "一百一十");
	assert_han(112, "一百一十二");
	assert_han(1000, "一千");
	assert_han(1010, "一千零一十");
	assert_han(10000, "一万");
	assert_han(10012, "一万零一十二");
	assert_han(100000, "十万");
	assert_han(107000, "十万七千");
	assert_han(120000, "十二万");
	assert_han(99999999, "九千九百九十九万九千九百九十九");
	assert_han(100000000, "100000000");
	assert_han(-1, "-1");
	assert_han(INT64_MIN, "-9223372036854775808");
	buf_z(&out, "第");
	number_print_han(&out, 12);
	assert_buf(&out, "第十二");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(parses),
		TEST(refuses),
		TEST(ratios_are_in_lowest_terms),
		TEST(arithmetic),
		TEST(across_the_border),
		TEST(asking),
		TEST(rounds_half_away_from_zero),
		TEST(prints),
		TEST(prints_exactly),
		TEST(agrees_with_gmp),
		TEST(arithmetic_of_small_numbers_takes_no_memory),
		TEST(a_long_number_is_no_problem),
		TEST(capital_examples_of_the_rules),
		TEST(capital_amounts),
		TEST(capital_amounts_are_rounded_first),
		TEST(counting_numerals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
