/* growth_pair.c - two totals in one breath: 收、支总计各是A,B万元。与上年相比,收、支总计各减少C,D万元,各下降E%、F%。 C and E are of A, D and F of B. */
#include "base/arena.h"
#include "check/growth_int.h"

static struct number ten_to(struct arena *arena, size_t n)
{
	struct number p = number_from(1);

	while (n-- > 0)
		p = number_mul(arena, p, number_from(10));
	return p;
}

/* A number as printed, give or take half of its last digit. */
static bool read(struct arena *arena, struct str digits, struct number *value, struct range *range)
{
	ptrdiff_t point = str_find(digits, STR("."));
	size_t decimals = point < 0 ? 0 : digits.len - (size_t)point - 1;
	struct number half = number_div(arena, number_ratio(1, 2), ten_to(arena, decimals));

	if (!number_parse(arena, digits, value))
		return false;
	*range = (struct range){ number_sub(arena, *value, half), number_add(arena, *value, half) };
	return true;
}

/* One of the two: groups k (amount), k + 2 (change) and k + 4 (rate). */
static void judge(struct check *c, const struct line *line, const struct match *m, size_t k, bool rose)
{
	struct arena *arena = c->arena;
	struct number value[3];
	struct range amount, change, rate, base, percent;
	struct figure like = { .kind = FIG_PERCENT, .decimals = 2 };
	struct str amount_text = match_group(line->s, m, k), change_text = match_group(line->s, m, k + 2), text = match_group(line->s, m, k + 4);

	if (!read(arena, amount_text, &value[0], &amount) || !read(arena, change_text, &value[1], &change) ||
	    !read(arena, text, &value[2], &rate))
		return;
	base = rose ? range_sub(arena, amount, change) : range_add(arena, amount, change);
	if (!range_rate(arena, change, base, &percent) || range_meets(percent, rate))
		return;
	like.value = value[2];
	report(c, line, m->group[k + 4][0], RATE, str_sub(line->s, m->group[k + 2][0], m->to), percent_print(c, &like, change, base),
	       str_printf(arena, "%.*s%%", STR_FMT(text)),
	       str_printf(arena, "%.*s÷(%.*s%s%.*s)", STR_FMT(change_text), STR_FMT(amount_text), rose ? "-" : "+", STR_FMT(change_text)));
}

void growth_pairs(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];
		struct match m;

		if (line->leftover || line->cell || !str_has(line->s, STR("%")))
			continue;
		for (size_t from = 0; pattern_find(c->patterns, PATTERN_PAIRS, line->s, from, &m); from = m.to) {
			struct str words = str_sub(line->s, m.group[1][1], m.group[2][0]);
			bool rose = str_has(words, STR("增")) || str_has(words, STR("上升"));

			judge(c, line, &m, 0, rose);
			judge(c, line, &m, 1, rose);
		}
	}
}
