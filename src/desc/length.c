/* length.c - see length.h. Results are rounded once, half away from zero. */
#include "desc/length.h"

static const struct unit {
	struct str name;
	int64_t num, den; /* mpt = micro * num / den for absolute units */
} units[] = {
	[LENGTH_ZERO] = { { "", 0 }, 0, 1 },           [LENGTH_MM] = { { "mm", 2 }, 9, 3175 }, /* 72000 / 25.4 mpt in 1 000 000 */
	[LENGTH_CM] = { { "cm", 2 }, 18, 635 },        [LENGTH_PT] = { { "pt", 2 }, 1, 1000 },
	[LENGTH_EM] = { { "em", 2 }, 0, 1000000 },     [LENGTH_CHAR] = { { "char", 4 }, 0, 1000000 },
	[LENGTH_LINE] = { { "line", 4 }, 0, 1000000 },
};

enum { MAX_WHOLE = 5, MAX_DECIMALS = 6, MAX_MPT = 20000000 };

/* Digits from *at on; -1 when there are none or more than max. */
static int64_t take_digits(struct str text, size_t *at, size_t max, size_t *n)
{
	int64_t value = 0;

	*n = 0;
	for (; *at < text.len && text.ptr[*at] >= '0' && text.ptr[*at] <= '9'; (*at)++) {
		if (++*n > max)
			return -1;
		value = value * 10 + (text.ptr[*at] - '0');
	}
	return *n > 0 ? value : -1;
}

static bool take_decimal(struct str text, size_t *at, int64_t *micro)
{
	size_t n;
	int64_t value = take_digits(text, at, MAX_WHOLE, &n);

	if (value < 0)
		return false;
	*micro = value * 1000000;
	if (*at == text.len || text.ptr[*at] != '.')
		return true;
	(*at)++;
	value = take_digits(text, at, MAX_DECIMALS, &n);
	for (; n < MAX_DECIMALS; n++)
		value *= 10;
	*micro += value;
	return value >= 0;
}

bool decimal_parse(struct str text, int64_t *micro)
{
	size_t at = 0;
	int64_t value;

	if (!take_decimal(text, &at, &value) || at != text.len)
		return false;
	*micro = value;
	return true;
}

bool length_parse(struct str text, struct length *out)
{
	bool minus = text.len > 0 && text.ptr[0] == '-';
	size_t at = minus;
	int64_t micro;

	if (!take_decimal(text, &at, &micro))
		return false;
	struct str name = str_sub(text, at, text.len);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (!str_eq(name, units[i].name))
			continue;
		if (i == LENGTH_ZERO && micro != 0)
			return false;
		*out = (struct length){ minus ? -micro : micro, (enum length_unit)i };
		return true;
	}
	return false;
}

static int64_t unit_factor(enum length_unit unit, const struct length_base *base)
{
	switch (unit) {
	case LENGTH_EM:
		return base->em;
	case LENGTH_CHAR:
		return base->advance;
	case LENGTH_LINE:
		return base->pitch;
	default:
		return units[unit].num;
	}
}

bool length_mpt(struct length length, const struct length_base *base, int32_t *mpt)
{
	int64_t num = unit_factor(length.unit, base), den = units[length.unit].den;

	if (num == 0 && length.unit != LENGTH_ZERO)
		return false;
	if (num > MAX_MPT || num < 0) /* keeps the product in 64 bits */
		return false;
	int64_t size = length.micro < 0 ? -length.micro : length.micro;
	int64_t value = (size * num + den / 2) / den;
	if (value > MAX_MPT)
		return false;
	*mpt = (int32_t)(length.micro < 0 ? -value : value);
	return true;
}

bool length_read(struct str text, const struct length_base *base, int32_t *mpt)
{
	struct length length;

	return length_parse(text, &length) && length_mpt(length, base, mpt);
}
