/* remainder.c - what is left: 预算 − 支出 = 结余, 收入 − 支出 = 收支结余. */
#include "base/arena.h"
#include "check/sum_int.h"

static const struct figure *find_money(const struct check *c, const struct line *line, size_t before, enum pattern which)
{
	for (size_t i = before; i-- > 0;)
		if (line->figs[i].kind == FIG_MONEY && line->figs[i].use == USE_LEVEL &&
		    pattern_has(c->patterns, which, line->figs[i].subject))
			return &line->figs[i];
	return NULL;
}

static void remainder_of(struct check *c, const struct line *line, size_t at)
{
	const struct figure *rest = &line->figs[at];
	const struct figure *budget = find_money(c, line, at, PATTERN_BUDGET), *spent = find_money(c, line, at, PATTERN_SPENT);
	struct range right;

	if (!budget || !spent || rest->use != USE_LEVEL || rest->kind != FIG_MONEY ||
	    !pattern_has(c->patterns, PATTERN_REMAINS, rest->subject))
		return;
	right = range_sub(c->arena, range_of(c->arena, budget), range_of(c->arena, spent));
	if (!range_meets(right, range_of(c->arena, rest)) && number_sign(range_middle(c->arena, right)) > 0)
		report_if(c, line, rest->from, rest->sentence == spent->sentence, DIFFERENCE,
		          check_quote(c, line->s, rest->from, rest->to, 4),
		          figure_print(c, line, budget, range_middle(c->arena, right)), figure_text(line, budget),
		          figure_text(line, spent));
}

void check_remainders(struct check *c, const struct line *line)
{
	for (size_t k = 0; k < line->nfigs; k++)
		if (!line->figs[k].approx)
			remainder_of(c, line, k);
}
