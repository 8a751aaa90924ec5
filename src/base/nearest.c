/* nearest.c - edit distance over code points, width and blanks aside. A candidate that holds the whole word is near as well. */
#include "base/nearest.h"

#include "base/utf8.h"

enum { LONGEST = 48 }; /* code points; longer words have nothing near */

struct chars {
	uint32_t at[LONGEST];
	size_t n; /* LONGEST + 1: longer */
};

static void decode(struct chars *c, struct str s)
{
	c->n = 0;
	for (size_t pos = 0; pos < s.len && c->n <= LONGEST;) {
		uint32_t ch = ch_fold_width(utf8_next(s, &pos));

		if (ch_is_blank(ch))
			continue;
		if (c->n < LONGEST)
			c->at[c->n] = ch;
		c->n++;
	}
}

static size_t least(size_t a, size_t b, size_t c)
{
	if (b < a)
		a = b;
	return c < a ? c : a;
}

/* Levenshtein's, one row of the matrix at a time. */
static size_t distance(const struct chars *a, const struct chars *b)
{
	size_t row[LONGEST + 1];

	for (size_t j = 0; j <= b->n; j++)
		row[j] = j;
	for (size_t i = 0; i < a->n; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < b->n; j++) {
			size_t above = row[j + 1];

			row[j + 1] = least(diagonal + (a->at[i] != b->at[j]), above + 1, row[j] + 1);
			diagonal = above;
		}
	}
	return row[b->n];
}

static bool contains(const struct chars *outer, const struct chars *inner)
{
	for (size_t from = 0; from + inner->n <= outer->n; from++) {
		size_t same = 0;

		while (same < inner->n && outer->at[from + same] == inner->at[same])
			same++;
		if (same == inner->n)
			return true;
	}
	return false;
}

struct nearest nearest_to(struct str word)
{
	struct chars c;

	decode(&c, word);
	/* Half of the word may differ, three characters at most: 年渡 is near 年度, but 人 is near nothing. */
	return (struct nearest){ .word = word, .best = STR(""), .distance = (c.n / 2 < 3 ? c.n / 2 : 3) + 1 };
}

void nearest_try(struct nearest *n, struct str candidate)
{
	struct chars word, other;
	size_t longer, d;

	decode(&word, n->word);
	decode(&other, candidate);
	if (word.n > LONGEST || other.n > LONGEST || other.n == 0)
		return;
	longer = other.n > word.n ? other.n - word.n : word.n - other.n;
	if (word.n > 1 &&
	    contains(&other, &word)) /* 一般公共服务支出 for 一、一般公共服务支出: less than a letter wrong, then by length */
		d = longer < 3 ? 1 : 2;
	else if (longer > n->distance)
		return;
	else
		d = distance(&word, &other);
	if (d < n->distance || (d == n->distance && n->best.len && str_cmp(candidate, n->best) < 0)) {
		n->distance = d;
		n->best = candidate;
	}
}

struct str nearest_hint(struct arena *arena, struct str best)
{
	return best.len ? str_printf(arena, " (→ %.*s?)", STR_FMT(best)) : STR("");
}
