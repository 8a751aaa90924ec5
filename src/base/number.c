/* number.c - exact rational numbers: 64-bit fractions while they fit (nearly always), GMP beyond.
 *
 * The small path works in 128 bits and never overflows there: a product of two 64-bit values has 126 bits. The big path opens
 * both operands as read-only mpq, computes into a temporary that is cleared in the same function, and stores the result. Nothing
 * here rounds except number_round and the printing functions. */
#include "base/number.h"

#include <gmp.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

_Static_assert(GMP_NUMB_BITS == 64, "an int64_t is one limb");

__extension__ typedef __int128 wide;
__extension__ typedef unsigned __int128 uwide;

struct number_big {
	const mp_limb_t *num, *den;
	mp_size_t num_size; /* [limbs], negative for negative numbers */
	mp_size_t den_size; /* [limbs] */
};

static const int64_t powers_of_ten[] = { 1,
	                                 10,
	                                 100,
	                                 1000,
	                                 10000,
	                                 100000,
	                                 1000000,
	                                 10000000,
	                                 100000000,
	                                 1000000000,
	                                 10000000000,
	                                 100000000000,
	                                 1000000000000,
	                                 10000000000000,
	                                 100000000000000,
	                                 1000000000000000,
	                                 10000000000000000,
	                                 100000000000000000,
	                                 1000000000000000000 };

enum { DIGITS_MAX = 18 };

static uint64_t magnitude(int64_t n)
{
	return n < 0 ? -(uint64_t)n : (uint64_t)n;
}

static uint64_t gcd_small(uint64_t a, uint64_t b)
{
	while (b != 0) {
		uint64_t rest = a % b;

		a = b;
		b = rest;
	}
	return a;
}

static uwide gcd_wide(uwide a, uwide b)
{
	while (b > UINT64_MAX) {
		uwide rest = a % b;

		a = b;
		b = rest;
	}
	return b == 0 ? a : gcd_small((uint64_t)b, (uint64_t)(a % b));
}

/* Between struct number and GMP */

struct view { /* a number as a read-only mpq */
	mpq_t q;
	mp_limb_t num, den; /* of a small number */
};

static const __mpq_struct *view_open(struct view *view, struct number a)
{
	if (a.big != NULL) {
		mpz_roinit_n(mpq_numref(view->q), a.big->num, a.big->num_size);
		mpz_roinit_n(mpq_denref(view->q), a.big->den, a.big->den_size);
		return view->q;
	}
	view->num = magnitude(a.num);
	view->den = (mp_limb_t)a.den;
	mpz_roinit_n(mpq_numref(view->q), &view->num, a.num < 0 ? -1 : 1);
	mpz_roinit_n(mpq_denref(view->q), &view->den, 1);
	return view->q;
}

static bool fits_small(const __mpz_struct *z)
{
	return mpz_sizeinbase(z, 2) <= 63;
}

static int64_t small_from(const __mpz_struct *z)
{
	int64_t n = (int64_t)mpz_getlimbn(z, 0); /* 0 for an empty number */

	return mpz_sgn(z) < 0 ? -n : n;
}

static const mp_limb_t *limbs_copy(struct arena *arena, const __mpz_struct *z)
{
	return arena_copy(arena, mpz_limbs_read(z), mpz_size(z) * sizeof(mp_limb_t));
}

/* q is in lowest terms. */
static struct number store(struct arena *arena, const __mpq_struct *q)
{
	const __mpz_struct *num = mpq_numref(q), *den = mpq_denref(q);
	struct number_big *big;

	if (fits_small(num) && fits_small(den))
		return (struct number){ small_from(num), small_from(den), NULL };
	big = arena_make(arena, struct number_big);
	big->num = limbs_copy(arena, num);
	big->num_size = (mp_size_t)mpz_size(num) * mpz_sgn(num);
	big->den = limbs_copy(arena, den);
	big->den_size = (mp_size_t)mpz_size(den);
	return (struct number){ 0, 0, big };
}

/* num / den from 128 bits, in lowest terms already; den > 0. */
static struct number store_wide(struct arena *arena, wide num, uwide den)
{
	uwide size = num < 0 ? -(uwide)num : (uwide)num;
	mp_limb_t limbs[2][2] = { { (mp_limb_t)size, (mp_limb_t)(size >> 64) }, { (mp_limb_t)den, (mp_limb_t)(den >> 64) } };
	mpq_t q;

	if (size <= INT64_MAX && den <= INT64_MAX)
		return (struct number){ (int64_t)num, (int64_t)den, NULL };
	mpz_roinit_n(mpq_numref(q), limbs[0], num < 0 ? -2 : 2);
	mpz_roinit_n(mpq_denref(q), limbs[1], 2);
	return store(arena, q);
}

/* Making */

struct number number_from(int64_t n)
{
	return (struct number){ n, 1, NULL };
}

struct number number_ratio(int64_t num, int64_t den)
{
	int64_t divisor = (int64_t)gcd_small(magnitude(num), magnitude(den));

	if (den < 0)
		divisor = -divisor;
	return (struct number){ num / divisor, den / divisor, NULL };
}

static size_t count_digits(struct str text)
{
	size_t n = 0;

	while (n < text.len && text.ptr[n] >= '0' && text.ptr[n] <= '9')
		n++;
	return n;
}

static struct number parse_big(struct arena *arena, struct str whole, struct str decimals, bool negative)
{
	struct buf digits;
	struct number result;
	mpq_t q;

	buf_init(&digits);
	buf_str(&digits, whole);
	buf_str(&digits, decimals);
	mpq_init(q);
	mpz_set_str(mpq_numref(q), digits.ptr, 10);
	mpz_ui_pow_ui(mpq_denref(q), 10, decimals.len);
	mpq_canonicalize(q);
	if (negative)
		mpq_neg(q, q);
	result = store(arena, q);
	mpq_clear(q);
	buf_release(&digits);
	return result;
}

static int64_t digits_value(struct str digits, int64_t value)
{
	for (size_t i = 0; i < digits.len; i++)
		value = value * 10 + (digits.ptr[i] - '0');
	return value;
}

bool number_parse(struct arena *arena, struct str text, struct number *out)
{
	bool negative = str_starts(text, STR("-"));
	struct str rest = str_sub(text, negative || str_starts(text, STR("+")) ? 1 : 0, text.len);
	struct str whole = str_sub(rest, 0, count_digits(rest)), decimals = STR("");
	int64_t value;

	rest = str_sub(rest, whole.len, rest.len);
	if (rest.len > 1 && rest.ptr[0] == '.') {
		rest = str_sub(rest, 1, rest.len);
		decimals = str_sub(rest, 0, count_digits(rest));
		rest = str_sub(rest, decimals.len, rest.len);
	}
	if (whole.len == 0 || rest.len != 0)
		return false;
	if (whole.len + decimals.len > DIGITS_MAX) {
		*out = parse_big(arena, whole, decimals, negative);
		return true;
	}
	value = digits_value(decimals, digits_value(whole, 0));
	*out = number_ratio(negative ? -value : value, powers_of_ten[decimals.len]);
	return true;
}

/* Arithmetic */

static struct number add_big(struct arena *arena, struct number a, struct number b)
{
	struct view left, right;
	struct number result;
	mpq_t sum;

	mpq_init(sum);
	mpq_add(sum, view_open(&left, a), view_open(&right, b));
	result = store(arena, sum);
	mpq_clear(sum);
	return result;
}

struct number number_add(struct arena *arena, struct number a, struct number b)
{
	wide num;
	uwide den, divisor;

	if (a.big || b.big)
		return add_big(arena, a, b);
	if (a.den == b.den) {
		num = (wide)a.num + b.num;
		den = (uwide)a.den;
	} else {
		num = (wide)a.num * b.den + (wide)b.num * a.den;
		den = (uwide)a.den * (uwide)b.den;
	}
	if (den == 1)
		return store_wide(arena, num, den);
	divisor = gcd_wide(num < 0 ? -(uwide)num : (uwide)num, den);
	return store_wide(arena, num / (wide)divisor, den / divisor);
}

struct number number_neg(struct arena *arena, struct number a)
{
	struct number_big *big;

	if (a.big == NULL)
		return store_wide(arena, -(wide)a.num, (uwide)a.den);
	big = arena_copy(arena, a.big, sizeof(*big));
	big->num_size = -big->num_size;
	return (struct number){ 0, 0, big };
}

struct number number_sub(struct arena *arena, struct number a, struct number b)
{
	return number_add(arena, a, number_neg(arena, b));
}

static struct number mul_big(struct arena *arena, struct number a, struct number b)
{
	struct view left, right;
	struct number result;
	mpq_t product;

	mpq_init(product);
	mpq_mul(product, view_open(&left, a), view_open(&right, b));
	result = store(arena, product);
	mpq_clear(product);
	return result;
}

struct number number_mul(struct arena *arena, struct number a, struct number b)
{
	uint64_t across, back;
	wide num;

	if (a.big || b.big)
		return mul_big(arena, a, b);
	/* Both are in lowest terms, so what can be divided out stands crosswise. */
	across = gcd_small(magnitude(a.num), (uint64_t)b.den);
	back = gcd_small(magnitude(b.num), (uint64_t)a.den);
	num = ((wide)a.num / (wide)across) * ((wide)b.num / (wide)back);
	return store_wide(arena, num, (uwide)((uint64_t)a.den / back) * ((uint64_t)b.den / across));
}

static struct number inverse(struct arena *arena, struct number a)
{
	struct number_big *big;

	if (a.big == NULL && a.num != INT64_MIN)
		return a.num < 0 ? (struct number){ -a.den, -a.num, NULL } : (struct number){ a.den, a.num, NULL };
	if (a.big == NULL)
		return store_wide(arena, -(wide)a.den, -(uwide)(wide)a.num);
	big = arena_make(arena, struct number_big);
	big->num = a.big->den;
	big->den = a.big->num;
	big->num_size = a.big->num_size < 0 ? -a.big->den_size : a.big->den_size;
	big->den_size = a.big->num_size < 0 ? -a.big->num_size : a.big->num_size;
	return (struct number){ 0, 0, big };
}

struct number number_div(struct arena *arena, struct number a, struct number b)
{
	return number_mul(arena, a, inverse(arena, b));
}

struct number number_abs(struct arena *arena, struct number a)
{
	return number_sign(a) < 0 ? number_neg(arena, a) : a;
}

/* Asking */

int number_cmp(struct number a, struct number b)
{
	struct view left, right;
	wide x, y;
	int order;

	if (a.big || b.big) {
		order = mpq_cmp(view_open(&left, a), view_open(&right, b));
		return (order > 0) - (order < 0);
	}
	x = (wide)a.num * b.den;
	y = (wide)b.num * a.den;
	return (x > y) - (x < y);
}

int number_sign(struct number a)
{
	if (a.big)
		return a.big->num_size < 0 ? -1 : 1;
	return (a.num > 0) - (a.num < 0);
}

bool number_is_int(struct number a)
{
	return a.big ? a.big->den_size == 1 && a.big->den[0] == 1 : a.den == 1;
}

bool number_to_int(struct number a, int64_t *out)
{
	if (!number_is_int(a))
		return false;
	if (a.big == NULL)
		*out = a.num;
	else if (a.big->num_size == -1 && a.big->num[0] == UINT64_C(1) << 63)
		*out = INT64_MIN; /* the one int64_t whose magnitude is not one */
	else
		return false;
	return true;
}

size_t number_bits(struct number a)
{
	struct view view;
	const __mpq_struct *q = view_open(&view, a);
	size_t num = mpz_sizeinbase(mpq_numref(q), 2), den = mpz_sizeinbase(mpq_denref(q), 2);

	return num > den ? num : den;
}

/* Rounding */

/* |a| times 10^digits, half up; the sign is put back by the callers. A small number gives at most 63 + 60 bits. */
static uwide scale_small(struct number a, int digits)
{
	uwide scaled = (uwide)magnitude(a.num) * (uint64_t)powers_of_ten[digits];
	uwide quotient = scaled / (uint64_t)a.den, rest = scaled % (uint64_t)a.den;

	return quotient + (rest * 2 >= (uint64_t)a.den);
}

static void scale_big(mpz_t scaled, struct number a, int digits)
{
	struct view view;
	const __mpq_struct *q = view_open(&view, a);
	mpz_t rest;

	mpz_init(rest);
	mpz_abs(scaled, mpq_numref(q));
	mpz_mul_ui(scaled, scaled, (unsigned long)powers_of_ten[digits]);
	mpz_fdiv_qr(scaled, rest, scaled, mpq_denref(q));
	mpz_mul_2exp(rest, rest, 1);
	if (mpz_cmp(rest, mpq_denref(q)) >= 0)
		mpz_add_ui(scaled, scaled, 1);
	mpz_clear(rest);
}

static int clip_digits(int digits)
{
	return digits < 0 ? 0 : digits > DIGITS_MAX ? DIGITS_MAX : digits;
}

static struct number round_big(struct arena *arena, struct number a, int digits)
{
	struct number result;
	mpq_t q;

	mpq_init(q);
	scale_big(mpq_numref(q), a, digits);
	mpz_set_ui(mpq_denref(q), (unsigned long)powers_of_ten[digits]);
	mpq_canonicalize(q);
	if (number_sign(a) < 0)
		mpq_neg(q, q);
	result = store(arena, q);
	mpq_clear(q);
	return result;
}

struct number number_round(struct arena *arena, struct number a, int digits)
{
	uwide scaled, den, divisor;

	digits = clip_digits(digits);
	if (a.big)
		return round_big(arena, a, digits);
	if (powers_of_ten[digits] % a.den == 0)
		return a;
	scaled = scale_small(a, digits);
	den = (uwide)powers_of_ten[digits];
	divisor = gcd_wide(scaled, den);
	scaled /= divisor;
	return store_wide(arena, a.num < 0 ? -(wide)scaled : (wide)scaled, den / divisor);
}

/* Printing */

/* The decimal digits of |a| * 10^digits, rounded; at least digits + 1 of them, so that there is one before the point. */
static void digits_of(struct buf *out, struct number a, int digits)
{
	char small[40]; /* 2^128 has 39 digits */
	size_t n = sizeof(small);
	mpz_t scaled;

	if (a.big == NULL) {
		for (uwide rest = scale_small(a, digits); rest != 0; rest /= 10)
			small[--n] = (char)('0' + (int)(rest % 10));
		while (sizeof(small) - n < (size_t)digits + 1)
			small[--n] = '0';
		buf_add(out, small + n, sizeof(small) - n);
		return;
	}
	mpz_init(scaled);
	scale_big(scaled, a, digits);
	buf_grow(out, mpz_sizeinbase(scaled, 10) + (size_t)digits + 3);
	mpz_get_str(out->ptr, 10, scaled);
	out->len = strlen(out->ptr);
	mpz_clear(scaled);
	if (out->len < (size_t)digits + 1) {
		size_t missing = (size_t)digits + 1 - out->len;

		memmove(out->ptr + missing, out->ptr, out->len + 1);
		memset(out->ptr, '0', missing);
		out->len += missing;
	}
}

static bool all_zeros(struct str digits)
{
	for (size_t i = 0; i < digits.len; i++)
		if (digits.ptr[i] != '0')
			return false;
	return true;
}

static void print_grouped(struct buf *out, struct str whole)
{
	for (size_t i = 0; i < whole.len; i++) {
		if (i > 0 && (whole.len - i) % 3 == 0)
			buf_char(out, ',');
		buf_char(out, whole.ptr[i]);
	}
}

void number_print(struct buf *out, struct number a, int digits, enum number_group group)
{
	struct buf all;
	struct str text;
	size_t point;

	digits = clip_digits(digits);
	buf_init(&all);
	digits_of(&all, a, digits);
	text = buf_as_str(&all);
	point = text.len - (size_t)digits;
	if (number_sign(a) < 0 && !all_zeros(text))
		buf_char(out, '-');
	if (group == GROUP_COMMA)
		print_grouped(out, str_sub(text, 0, point));
	else
		buf_str(out, str_sub(text, 0, point));
	if (digits > 0)
		buf_char(out, '.');
	buf_str(out, str_sub(text, point, text.len));
	buf_release(&all);
}

void number_print_exact(struct buf *out, struct number a)
{
	struct buf text;

	if (a.big == NULL && a.den == 1) {
		buf_printf(out, "%" PRId64, a.num);
		return;
	}
	buf_init(&text);
	number_print(&text, a, DIGITS_MAX, GROUP_NONE);
	while (text.ptr[text.len - 1] == '0')
		text.len--;
	if (text.ptr[text.len - 1] == '.')
		text.len--;
	buf_str(out, buf_as_str(&text));
	buf_release(&text);
}

/* Chinese numerals */

struct numerals {
	const char *digits[10];
	const char *units[4]; /* within a group of four: ones, tens, hundreds, thousands */
	bool bare_ten;        /* 十二 instead of 一十二 at the beginning */
};

static const struct numerals capital = { { "零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖" },
	                                 { "", "拾", "佰", "仟" },
	                                 false };
static const struct numerals counting = { { "零", "一", "二", "三", "四", "五", "六", "七", "八", "九" },
	                                  { "", "十", "百", "千" },
	                                  true };

/* One group of up to four digits, not all zero; 零 for zeros between others. */
static void print_group(struct buf *out, const struct numerals *in, struct str group)
{
	bool zeros = false;

	for (size_t i = 0; i < group.len; i++) {
		int digit = group.ptr[i] - '0';
		size_t place = group.len - 1 - i;

		if (digit == 0) {
			zeros = true;
			continue;
		}
		if (zeros && out->len != 0)
			buf_z(out, in->digits[0]);
		zeros = false;
		if (!(in->bare_ten && digit == 1 && place == 1 && out->len == 0))
			buf_z(out, in->digits[digit]);
		buf_z(out, in->units[place]);
	}
}

/* digits: a decimal integer without leading zeros; `out` is empty and stays so for 0. Groups of four are read with 万 and 亿 after them; a
 * group that is all zeros leaves 零 before the next one that is not. */
static void print_numeral(struct buf *out, const struct numerals *in, struct str digits)
{
	bool skipped = false, pair = false; /* pair: something stands before the next 亿 */

	for (size_t left = digits.len, size; left > 0; left -= size) {
		struct str group;
		size_t index = (left - 1) / 4; /* 0 is the last group */

		size = left - index * 4;
		group = str_sub(digits, digits.len - left, digits.len - left + size);
		if (all_zeros(group)) {
			skipped = true;
		} else {
			if (skipped && out->len != 0 && group.ptr[0] != '0')
				buf_z(out, in->digits[0]);
			print_group(out, in, group);
			if (index % 2 == 1)
				buf_z(out, "万");
			skipped = false;
			pair = true;
		}
		if (index % 2 == 0 && pair)
			for (size_t i = 0; i < index / 2; i++)
				buf_z(out, "亿");
		if (index % 2 == 0)
			pair = false;
	}
}

void number_print_han(struct buf *out, int64_t n)
{
	struct buf digits, text;

	if (n == 0) {
		buf_z(out, "〇");
		return;
	}
	buf_init(&digits);
	buf_init(&text);
	buf_printf(&digits, "%" PRId64, n);
	if (n < 0 || n > 99999999)
		buf_str(&text, buf_as_str(&digits));
	else
		print_numeral(&text, &counting, buf_as_str(&digits));
	buf_str(out, buf_as_str(&text));
	buf_release(&digits);
	buf_release(&text);
}

/* 角 and 分 behind an amount in 元 whose digits are `yuan`. */
static void print_cents(struct buf *out, struct str yuan, int jiao, int fen)
{
	bool whole = !all_zeros(yuan);

	if (whole && (jiao == 0 || yuan.ptr[yuan.len - 1] == '0'))
		buf_z(out, capital.digits[0]);
	if (jiao != 0) {
		buf_z(out, capital.digits[jiao]);
		buf_z(out, "角");
	}
	if (fen != 0) {
		buf_z(out, capital.digits[fen]);
		buf_z(out, "分");
	}
}

void number_print_capital(struct buf *out, struct number yuan)
{
	struct buf all, text;
	struct str whole;
	int jiao, fen;

	buf_init(&all);
	buf_init(&text);
	digits_of(&all, yuan, 2);
	whole = str_sub(buf_as_str(&all), 0, all.len - 2);
	jiao = all.ptr[all.len - 2] - '0';
	fen = all.ptr[all.len - 1] - '0';
	if (number_sign(yuan) < 0 && !all_zeros(buf_as_str(&all)))
		buf_z(out, "负");
	if (!all_zeros(whole))
		print_numeral(&text, &capital, whole);
	else if (jiao == 0 && fen == 0)
		buf_z(&text, capital.digits[0]);
	if (text.len != 0)
		buf_z(&text, "元");
	if (jiao == 0 && fen == 0)
		buf_z(&text, "整");
	else
		print_cents(&text, whole, jiao, fen);
	buf_str(out, buf_as_str(&text));
	buf_release(&all);
	buf_release(&text);
}
