/* fact_unit.c - 6.48元 in a report that counts in 万元 and says 6.48万元 elsewhere: the same digits, the unit is wrong.
 * Where the digits stand nowhere else, an item of the budget of a few 元 is doubtful. */
#include "base/arena.h"
#include "check/fact_int.h"

static bool is_money(const struct line *line, const struct figure *f)
{
	return f->kind == FIG_MONEY && f->use == USE_LEVEL && !f->approx && !line->leftover && !line->cell;
}

/* An amount of a budget's item in plain 元, printed to the cent, though small: 6.48元, not 人均6.48元. */
static bool is_suspect(const struct check *c, const struct line *line, const struct figure *f)
{
	return is_money(line, f) && f->factor == 1 && !f->reference && f->decimals == 2 && number_sign(f->value) > 0 &&
	       f->digits_to - f->from >= sizeof("0.00") - 1 && number_cmp(f->value, number_from(10000)) < 0 &&
	       pattern_has(c->patterns, PATTERN_ITEM_MONEY, f->subject) && !pattern_has(c->patterns, PATTERN_UNIT_PRICE, f->subject);
}

static bool counts_in_wan(const struct check *c)
{
	size_t wan = 0, yuan = 0;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++)
			if (c->lines[i].figs[k].kind == FIG_MONEY) {
				wan += c->lines[i].figs[k].factor == 10000;
				yuan += c->lines[i].figs[k].factor == 1;
			}
	return wan > 4 * yuan;
}

static const struct figure *twin(const struct check *c, const struct line *line, const struct figure *f, const struct line **where)
{
	struct str digits = str_sub(line->s, f->from, f->digits_to);

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++) {
			const struct figure *other = &c->lines[i].figs[k];

			if (!is_money(&c->lines[i], other) || other->factor != 10000 ||
			    !str_eq(str_sub(c->lines[i].s, other->from, other->digits_to), digits))
				continue;
			*where = &c->lines[i];
			return other;
		}
	return NULL;
}

void fact_units(struct check *c)
{
	if (!counts_in_wan(c))
		return;
	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++) {
			const struct line *line = &c->lines[i], *where = NULL;
			const struct figure *f = &line->figs[k], *other;

			if (!is_suspect(c, line, f))
				continue;
			other = twin(c, line, f, &where);
			if (other)
				report(c, line, f->from, UNIT_FACTOR, figure_text(line, f), figure_text(where, other));
			else if (pattern_has(c->patterns, PATTERN_ITEM_BUDGETED, f->subject))
				report(c, line, f->from, UNIT_SMALL,
				       check_quote(c, line->s, f->from, f->to, 10));
		}
}
