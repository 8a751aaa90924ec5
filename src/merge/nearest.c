/* nearest.c - the name somebody probably meant, by edit distance over code points. */
#include "base/utf8.h"
#include "merge/expr_int.h"

enum { LONGEST = 48 };

static size_t decode(struct str s, uint32_t out[LONGEST])
{
	size_t n = 0;

	for (size_t pos = 0; pos < s.len && n < LONGEST;)
		out[n++] = ch_fold_width(utf8_next(s, &pos));
	return n;
}

static size_t least(size_t a, size_t b, size_t c)
{
	if (b < a)
		a = b;
	return c < a ? c : a;
}

static size_t distance(struct str left, struct str right)
{
	uint32_t a[LONGEST], b[LONGEST];
	size_t row[LONGEST + 1], na = decode(left, a), nb = decode(right, b);

	for (size_t j = 0; j <= nb; j++)
		row[j] = j;
	for (size_t i = 0; i < na; i++) {
		size_t diagonal = row[0];

		row[0] = i + 1;
		for (size_t j = 0; j < nb; j++) {
			size_t above = row[j + 1];

			row[j + 1] = least(diagonal + (a[i] != b[j]), above + 1, row[j] + 1);
			diagonal = above;
		}
	}
	return row[nb];
}

struct nearest nearest_to(struct str word)
{
	size_t len = utf8_count(word);

	/* Half of the word may differ, three characters at most: 年渡 is near 年度, but 人 is near nothing. */
	return (struct nearest){ .word = word, .distance = (len / 2 < 3 ? len / 2 : 3) + 1 };
}

void nearest_try(struct nearest *n, struct str candidate)
{
	size_t d;

	/* A code point has at most 4 bytes: no need to measure what is much longer or shorter. */
	if (candidate.len > n->word.len + 4 * 3 || n->word.len > candidate.len + 4 * 3)
		return;
	d = distance(n->word, candidate);
	if (d < n->distance || (d == n->distance && n->best.len && str_cmp(candidate, n->best) < 0)) {
		n->distance = d;
		n->best = candidate;
	}
}

struct str nearest_hint(struct arena *arena, struct str best)
{
	return best.len ? str_printf(arena, " (→ %.*s?)", STR_FMT(best)) : STR("");
}
