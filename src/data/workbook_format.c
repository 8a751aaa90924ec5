/* workbook_format.c - the numbers of workbooks as the decimals that their cells show.
 *
 * A workbook holds binary doubles: 886.81 is 886.80999999999995 in the file. Spreadsheets keep 15 significant digits, so a
 * number is rounded to these (whole numbers up to 2^53 are exact and stay), and what then still differs from the shown
 * decimals by less than a millionth of the last place is what sums of doubles leave behind: it goes too. Values are never
 * cut to the shown decimals otherwise. A format that scales (0!.0, shows 8868120 as 886.8) moves the point and drops no
 * digit: 886.812. No double is ever compared or printed beyond its digits, and nothing depends on the locale. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "data/workbook.h"

enum { SIGNIFICANT = 15, NOISE = 6, EXPONENT_MAX = 9999, PLAIN_MIN = -24, PLAIN_MAX = 24 };

static void decimal_trim(struct decimal *d)
{
	int lead = 0;

	while (lead < d->n && d->digits[lead] == '0')
		lead++;
	if (lead) {
		memmove(d->digits, d->digits + lead, (size_t)(d->n - lead));
		d->n -= lead;
		d->point -= lead;
	}
	while (d->n > 0 && d->digits[d->n - 1] == '0')
		d->n--;
	if (d->n == 0) {
		d->point = 0;
		d->negative = false;
	}
}

/* Keeps the first `keep` digits, rounding half up; keep may be negative. */
static void decimal_cut(struct decimal *d, int keep)
{
	bool up = keep >= 0 && keep < d->n && d->digits[keep] >= '5';

	if (keep >= d->n)
		return;
	d->n = keep > 0 ? keep : 0;
	for (int i = d->n; up && i > 0; i--) {
		up = d->digits[i - 1] == '9';
		d->digits[i - 1] = up ? '0' : (char)(d->digits[i - 1] + 1);
	}
	if (up) { /* 9.99 -> 10.0, or 0.6 -> 1 */
		d->digits[0] = '1';
		d->n = 1;
		d->point++;
	}
	decimal_trim(d);
}

static bool read_exponent(const char *p, const char *end, int *exponent)
{
	bool negative = p < end && *p == '-';
	int value = 0;

	if (p < end && (*p == '-' || *p == '+'))
		p++;
	if (p == end)
		return false;
	for (; p < end; p++) {
		if (*p < '0' || *p > '9')
			return false;
		if (value <= EXPONENT_MAX)
			value = value * 10 + (*p - '0');
	}
	*exponent = negative ? -value : value;
	return true;
}

bool decimal_read(struct decimal *d, struct str text)
{
	const char *p = text.ptr, *end = p + text.len;
	int exponent = 0, any = 0;
	bool point = false;

	d->n = d->point = 0;
	d->negative = p < end && *p == '-';
	if (p < end && (*p == '-' || *p == '+'))
		p++;
	for (; p < end && *p != 'e' && *p != 'E'; p++) {
		if (*p == '.' && !point) {
			point = true;
			continue;
		}
		if (*p < '0' || *p > '9')
			return false;
		any = 1;
		if (d->n == 0 && *p == '0') {
			d->point -= point;
			continue;
		}
		if (d->point > EXPONENT_MAX)
			return false;
		d->point += !point;
		if (d->n < DECIMAL_DIGITS)
			d->digits[d->n++] = *p;
	}
	if (!any || (p < end && !read_exponent(p + 1, end, &exponent)))
		return false;
	d->point += exponent;
	decimal_trim(d);
	return true;
}

/* The point is the only thing of the output that a locale can change, and it is left out. */
bool decimal_from_double(struct decimal *d, double value)
{
	char text[64], plain[64];
	size_t n = 0;
	int len;

	if (!isfinite(value))
		return false;
	len = snprintf(text, sizeof(text), "%.16e", value);
	for (int i = 0; i < len; i++)
		if ((text[i] >= '0' && text[i] <= '9') || text[i] == '-' || text[i] == '+' || text[i] == 'e')
			plain[n++] = text[i];
	if (!decimal_read(d, (struct str){ plain, n }))
		return false;
	if (d->n)
		d->point -= 16; /* the digits behind the point were read as if before it */
	return true;
}

static int compare_digits(const struct decimal *d, const char *digits)
{
	for (int i = 0; i < d->n || digits[i]; i++) {
		char a = i < d->n ? d->digits[i] : '0', b = digits[i];

		if (!b)
			return 1;
		if (a != b)
			return a < b ? -1 : 1;
	}
	return 0;
}

/* Whole and not beyond 2^53: every digit counts. */
static bool is_whole(const struct decimal *d)
{
	return d->n <= d->point && (d->point < 16 || (d->point == 16 && compare_digits(d, "9007199254740992") <= 0));
}

/* Takes off what binary arithmetic left behind the decimals that are shown. */
static void drop_noise(struct decimal *d, int digits)
{
	struct decimal fine = *d, shown = *d;

	decimal_cut(&fine, d->point + digits + NOISE);
	decimal_cut(&shown, d->point + digits);
	if (fine.n == shown.n && fine.point == shown.point && memcmp(fine.digits, shown.digits, (size_t)fine.n) == 0)
		*d = shown;
}

struct writer {
	char *out;
	size_t n;
};

static void put(struct writer *w, char c)
{
	if (w->n + 1 < SHOWN_MAX)
		w->out[w->n++] = c;
}

static void put_int(struct writer *w, int64_t value, int width)
{
	char digits[20];
	int n = 0;

	for (; value > 0 || n < width; value /= 10)
		digits[n++] = (char)('0' + value % 10);
	while (n > 0)
		put(w, digits[--n]);
}

static void put_scientific(struct writer *w, const struct decimal *d)
{
	int exponent = d->point - 1;

	for (int i = 0; i < d->n; i++) {
		if (i == 1)
			put(w, '.');
		put(w, d->digits[i]);
	}
	put(w, 'E');
	put(w, exponent < 0 ? '-' : '+');
	put_int(w, exponent < 0 ? -exponent : exponent, 2);
}

static void put_decimal(struct writer *w, const struct decimal *d, int zeros)
{
	if (d->negative)
		put(w, '-');
	if (d->point < PLAIN_MIN || d->point > PLAIN_MAX) {
		put_scientific(w, d);
		return;
	}
	for (int i = d->point > 0 ? d->point : 1; i < zeros; i++)
		put(w, '0');
	if (d->point <= 0)
		put(w, '0');
	for (int i = 0; i < d->point; i++)
		put(w, i < d->n ? d->digits[i] : '0');
	if (d->n > d->point)
		put(w, '.');
	for (int i = d->point; i < 0 && d->n; i++)
		put(w, '0');
	for (int i = d->point > 0 ? d->point : 0; i < d->n; i++)
		put(w, d->digits[i]);
}

enum { DAY = 86400, LAST_DAY = 2958465 }; /* 9999-12-31 */

/* Days since the epoch of the workbook, and seconds of the day, rounded. */
static bool split_days(const struct decimal *d, int64_t *days, int64_t *seconds)
{
	int64_t fraction = 0;

	*days = 0;
	if (d->negative || d->point > 7)
		return false;
	for (int i = 0; i < d->point; i++)
		*days = *days * 10 + (i < d->n ? d->digits[i] - '0' : 0);
	for (int place = 0; place < 10; place++) {
		int i = d->point + place;

		fraction = fraction * 10 + (i >= 0 && i < d->n ? d->digits[i] - '0' : 0);
	}
	*seconds = (fraction * DAY + 5000000000) / 10000000000;
	if (*seconds == DAY) {
		*seconds = 0;
		++*days;
	}
	return *days <= LAST_DAY;
}

/* Civil date of a day number counted from 0000-03-01. */
static void put_date(struct writer *w, int64_t days)
{
	int64_t era = days / 146097, day = days % 146097;
	int64_t year = (day - day / 1460 + day / 36524 - day / 146096) / 365;
	int64_t of_year = day - (365 * year + year / 4 - year / 100), month = (5 * of_year + 2) / 153;
	int64_t civil = month < 10 ? month + 3 : month - 9;

	put_int(w, year + era * 400 + (civil <= 2), 4);
	put(w, '-');
	put_int(w, civil, 2);
	put(w, '-');
	put_int(w, of_year - (153 * month + 2) / 5 + 1, 2);
}

static void put_time(struct writer *w, int64_t seconds)
{
	put_int(w, seconds / 3600, 2);
	put(w, ':');
	put_int(w, seconds / 60 % 60, 2);
	put(w, ':');
	put_int(w, seconds % 60, 2);
}

/* Day 60 of the 1900 system is the 29 February that year did not have; it and day 0 are shown as numbers. */
static bool put_moment(struct writer *w, const struct decimal *d, enum format_kind kind, bool epoch1904)
{
	int64_t days, seconds;

	if (!split_days(d, &days, &seconds))
		return false;
	if (kind == FORMAT_TIME) {
		put_time(w, days * DAY + seconds);
		return true;
	}
	if (!epoch1904 && (days == 0 || days == 60))
		return false;
	put_date(w, days + (epoch1904 ? 695361 : days < 60 ? 693900 : 693899));
	if (kind == FORMAT_DATETIME && seconds) {
		put(w, 'T');
		put_time(w, seconds);
	}
	return true;
}

/* Order of |a| and |b|. */
static int compare_size(const struct decimal *a, const struct decimal *b)
{
	char digits[DECIMAL_DIGITS + 1];

	if (!a->n || !b->n)
		return (a->n != 0) - (b->n != 0);
	if (a->point != b->point)
		return a->point < b->point ? -1 : 1;
	memcpy(digits, b->digits, (size_t)b->n);
	digits[b->n] = '\0';
	return compare_digits(a, digits);
}

static int compare(const struct decimal *a, const struct decimal *b)
{
	if (a->negative != b->negative)
		return a->negative ? -1 : 1;
	return a->negative ? compare_size(b, a) : compare_size(a, b);
}

static bool meets(const struct decimal *d, const struct format_section *s)
{
	struct decimal limit = { .negative = s->limit < 0 };
	uint64_t rest = s->limit < 0 ? (uint64_t)-s->limit : (uint64_t)s->limit;
	int order;

	for (uint64_t unit = rest; unit; unit /= 10)
		limit.n++;
	for (int i = limit.n; i > 0; rest /= 10)
		limit.digits[--i] = (char)('0' + rest % 10);
	limit.point = limit.n - s->limit_places;
	decimal_trim(&limit);
	order = compare(d, &limit);
	return order < 0 ? (s->when & WHEN_LESS) != 0 : order > 0 ? (s->when & WHEN_MORE) != 0 : (s->when & WHEN_EQUAL) != 0;
}

/* The section of the format that shows the number. Zero, and what is shown without digits, is of the kind of the others. */
static const struct format_section *section_of(const struct cell_format *format, const struct decimal *d)
{
	size_t i = 0;

	while (i + 1 < format->n && !meets(d, &format->sections[i]))
		i++;
	if (d->n && !format->sections[i].silent)
		return &format->sections[i];
	for (i = 0; i + 1 < format->n && format->sections[i].silent;)
		i++;
	return &format->sections[i];
}

enum shown_kind format_show(const struct decimal *number, const struct cell_format *format, bool epoch1904, char out[SHOWN_MAX],
                            size_t *len)
{
	struct writer w = { out, 0 };
	struct decimal d = *number;
	const struct format_section *s = format->n > 1 ? section_of(format, &d) : format->sections;
	bool digits = s->kind == FORMAT_DECIMAL || s->kind == FORMAT_PERCENT;

	if (s->kind >= FORMAT_DATE && put_moment(&w, &d, (enum format_kind)s->kind, epoch1904)) {
		*len = w.n;
		return SHOWN_TEXT;
	}
	w.n = 0;
	if (!is_whole(&d))
		decimal_cut(&d, SIGNIFICANT);
	if (d.n && !s->unclear)
		d.point += (s->kind == FORMAT_PERCENT ? 2 : 0) - s->scale;
	if (digits && !s->unclear)
		drop_noise(&d, s->digits);
	put_decimal(&w, &d, s->kind == FORMAT_DECIMAL && d.n <= d.point ? s->zeros : 0);
	if (s->kind == FORMAT_PERCENT && !s->unclear)
		put(&w, '%');
	*len = w.n;
	return s->unclear && d.n ? SHOWN_UNCLEAR : s->kind == FORMAT_PERCENT ? SHOWN_PERCENT : SHOWN_NUMBER;
}
