/* sum_proof.c - what proves a list wrong however far it is off: parts that are more than their whole, and a gap that two turned digits or one
 * wrong digit of one figure close exactly.
 *
 * Parts can be more than the whole only where a thing is counted twice (女性, 党员) or where the list goes on with another measure
 * (完成投资, 惠及); so these are told from a plain division of the whole by their words, not by the names of the parts. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/sum_int.h"

/* --- one figure mistyped --- */

static struct str digits_of(struct check *c, const struct figure *f, struct number value)
{
	struct figure like = { .factor = f->factor, .decimals = f->decimals };
	struct str s = figure_print(c, &(struct line){ .s = STR("") }, &like, value);

	return pattern_remove(c->patterns, PATTERN_POINT, c->arena, s);
}

/* How many digits stand before the zeros at the end. */
static size_t significant(struct str digits)
{
	size_t n = digits.len;

	while (n > 0 && digits.ptr[n - 1] == '0')
		n--;
	return n;
}

/* Two neighbours turned, or in a long figure one digit for another. */
static bool is_typed_for(struct str wrong, struct str right, bool counted)
{
	size_t first = 0, last = wrong.len;

	if (wrong.len != right.len || str_eq(wrong, right))
		return false;
	while (wrong.ptr[first] == right.ptr[first])
		first++;
	while (wrong.ptr[last - 1] == right.ptr[last - 1])
		last--;
	if (last - first == 2)
		return significant(wrong) >= (counted ? 4 : 3) && wrong.ptr[first] == right.ptr[first + 1] && wrong.ptr[first + 1] == right.ptr[first];
	return last - first == 1 && significant(wrong) >= 5 && significant(right) >= 5;
}

static bool is_exact(struct check *c, const struct figure *f, struct number value)
{
	struct figure like = { .factor = f->factor, .decimals = f->decimals };
	struct number scale = number_div(c->arena, value, number_from(like.factor ? like.factor : 1));

	return number_cmp(number_round(c->arena, scale, like.decimals), scale) == 0;
}

static bool closes(struct check *c, const struct figure *f, struct number right)
{
	return number_sign(right) > 0 && number_sign(f->value) > 0 && is_exact(c, f, right) &&
	       is_typed_for(digits_of(c, f, f->value), digits_of(c, f, right), f->kind == FIG_COUNT);
}

const struct figure *sum_mistyped(const struct sum *sum)
{
	struct check *c = sum->c;
	struct number all = number_from(0), gap;

	for (size_t i = 0; i < sum->n; i++)
		all = number_add(c->arena, all, sum->parts[i]->value);
	if (closes(c, sum->total, all))
		return sum->total;
	gap = number_sub(c->arena, sum->total->value, all);
	for (size_t i = 0; i < sum->n; i++)
		if (closes(c, sum->parts[i], number_add(c->arena, sum->parts[i]->value, gap)))
			return sum->parts[i];
	return NULL;
}

/* --- a plain division --- */

static struct str words_before(const struct line *line, const struct figure *f)
{
	size_t from = f->clause;

	if (f > line->figs && f[-1].to > from)
		from = f[-1].to;
	return str_sub(line->s, from, f->from);
}

/* A measure that neither the total nor every part says: the part is counted by something else. */
static bool measures_otherwise(const struct sum *sum, size_t i)
{
	struct check *c = sum->c;
	struct str words = words_before(sum->line, sum->parts[i]), total = words_before(sum->line, sum->total);
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_PART_MEASURE, words, from, &m); from = m.to) {
		struct str said = str_sub(words, m.from, m.to);
		bool all = str_has(total, said);

		for (size_t k = 0; k < sum->n && !all; k++)
			if (!str_has(words_before(sum->line, sum->parts[k]), said))
				return true;
	}
	return false;
}

/* Between one part and the next stand only its share and the next one's name. */
static bool follows(const struct sum *sum, size_t i)
{
	const struct figure *part = sum->parts[i];

	for (const struct figure *f = sum->parts[i - 1] + 1; f < part; f++)
		if (f->kind != FIG_PERCENT && f->depth <= part->depth)
			return false;
	return true;
}

bool sum_is_division(const struct sum *sum)
{
	struct check *c = sum->c;

	for (size_t i = 0; i < sum->n; i++) {
		const struct figure *part = sum->parts[i];
		struct str words;

		if (part < sum->line->figs || part >= sum->line->figs + sum->line->nfigs || (i && !follows(sum, i)))
			return false;
		words = words_before(sum->line, part);
		if (han_count(words) < 1 || han_count(words) > 18 || measures_otherwise(sum, i) ||
		    (part->kind == FIG_COUNT && pattern_has(c->patterns, PATTERN_PART_OVERLAP, words)))
			return false;
	}
	return sum->n >= 2;
}

bool sum_divides_other(const struct sum *sum)
{
	const struct figure *first = sum->parts[0];

	for (const struct figure *f = sum->line->figs; f < sum->line->figs + sum->line->nfigs && f < first; f++) {
		struct sum other = *sum;

		other.total = f;
		if (f != sum->total && figure_comparable(f, sum->total) && f->use == USE_LEVEL && number_sign(f->value) > 0 &&
		    (sum_fits(&other) || (f->sentence == sum->total->sentence && !sum_is_more(&other))))
			return true;
	}
	return false;
}
