/* number.h - exact rational numbers. Money is exact from the cell to the page and rounded once, when it is printed.
 *
 * A number is an immutable value: numerator and denominator in 64 bits while they fit, read-only GMP limbs in an arena
 * when they do not, so values are copied freely and never released. Arithmetic never rounds and never overflows. */
#ifndef KANYIN_BASE_NUMBER_H
#define KANYIN_BASE_NUMBER_H

#include "base/str.h"

struct arena;
struct number_big; /* opaque: GMP limbs */

struct number {
	int64_t num;                  /* lowest terms, when big is NULL */
	int64_t den;                  /* > 0, when big is NULL */
	const struct number_big *big; /* NULL for values that fit */
};

struct number number_from(int64_t n);
struct number number_ratio(int64_t num, int64_t den); /* den != 0; neither is INT64_MIN */
/* Parses [+-]digits[.digits], nothing else (callers strip separators and blanks); false leaves *out alone. */
bool number_parse(struct arena *, struct str text, struct number *out);
struct number number_add(struct arena *, struct number a, struct number b);
struct number number_sub(struct arena *, struct number a, struct number b);
struct number number_mul(struct arena *, struct number a, struct number b);
struct number number_div(struct arena *, struct number a, struct number b); /* b != 0 */
struct number number_neg(struct arena *, struct number a);
struct number number_abs(struct arena *, struct number a);
int number_cmp(struct number a, struct number b);
int number_sign(struct number a); /* -1, 0, 1 */
bool number_is_int(struct number a);
bool number_to_int(struct number a, int64_t *out); /* false when not an integer that fits */
size_t number_bits(struct number a);               /* of the longer of numerator and denominator; for bounds */

/* Rounds to `digits` decimals (0..18), half away from zero: 四舍五入, the rule of public accounts. */
struct number number_round(struct arena *, struct number a, int digits);

enum number_group { GROUP_NONE, GROUP_COMMA };
/* Prints with exactly `digits` decimals (rounded as above), "-" before negative values, never "-0.00". */
void number_print(struct buf *, struct number a, int digits, enum number_group);
/* Prints exactly when the decimal expansion ends (at most 18 decimals), without trailing zeros; rounded to 18 otherwise. */
void number_print_exact(struct buf *, struct number a);

/* Amount in capital form (人民币大写) without the prefix 人民币; a is an amount in 元 that is rounded to 分 first. Source: 票据大写规则,
 * LAYOUT 4. Where the rules leave 零 to the writer: it is written between 元 and 角 when the last digit of the 元 is 0 (壹拾元零伍角),
 * and not written after 万 or 亿 for zeros at the end of that group alone (壹拾万柒仟元). 整 ends an amount without 角 and 分 only.
 * Negative amounts begin with 负. */
void number_print_capital(struct buf *, struct number yuan);
/* Chinese counting numeral: 0 -> 〇, 12 -> 十二, 20 -> 二十, 105 -> 一百零五; n in 0 .. 99999999, others in ASCII digits. */
void number_print_han(struct buf *, int64_t n);

#endif
