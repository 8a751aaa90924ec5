/* fact_measure.c - what is no money said twice with values that one slip of the hand turns into one another: 营造林36576亩 and 实际完成38576亩,
 * 满意度96.8% and 98.6%. Only of exactly the same name, and of what was planned apart from what was done. */
#include "base/arena.h"
#include "check/fact_int.h"

struct measure {
	const struct line *line;
	const struct figure *figure;
	struct str name;
	bool plan;
};

enum { MEASURES_MAX = 2000 };

static struct str name_in(struct check *c, const struct line *line, const struct figure *f)
{
	struct str words = str_sub(line->s, f->clause, f->from);
	ptrdiff_t colon;

	while ((colon = str_find(words, STR(":"))) >= 0 && (size_t)colon + 1 < words.len)
		words = str_sub(words, (size_t)colon + 1, words.len);
	return pattern_remove(c->patterns, PATTERN_MEASURE_FRAME, c->arena, words);
}

/* Its own name, or of the target right before it in its sentence: 营造林面积≥35076亩,实际完成38576亩; 满意度指标:目标值≥95%,实际96.8%. */
static struct str name_of(struct check *c, const struct line *line, const struct figure *f)
{
	struct str name = name_in(c, line, f);
	const struct figure *target = f - 1;

	if (name.len || f == line->figs || target->sentence != f->sentence || target->kind != f->kind)
		return name;
	name = name_in(c, line, target);
	return name.len ? name : pattern_remove(c->patterns, PATTERN_MEASURE_FRAME, c->arena, str_sub(line->s, line->mark_to > target->sentence ? line->mark_to : target->sentence, target->from));
}

static bool is_plan(const struct check *c, const struct line *line, const struct figure *f)
{
	struct str words = str_sub(line->s, f->clause, f->from);

	if (str_has(words, STR("实际")))
		return false;
	return pattern_has(c->patterns, PATTERN_TARGET, str_sub(line->s, 0, f->from));
}

static bool is_measure(const struct check *c, const struct line *line, const struct figure *f)
{
	bool percent = f->kind == FIG_PERCENT && (f->use == USE_OTHER || f->use == USE_DONE) &&
	               str_has(str_sub(line->s, f->sentence, f->from), STR("满意度"));

	if (f->approx || f->depth || line->leftover || line->contents || line->repeated ||
	    pattern_has(c->patterns, PATTERN_COMPARED, str_sub(line->s, f->clause, f->from)))
		return false;
	return percent || (f->kind == FIG_COUNT && f->use == USE_LEVEL && !str_eq(f->unit, STR("分")) && !f->year);
}

static bool typed_for(const struct measure *a, const struct measure *b)
{
	struct str x = str_sub(a->line->s, a->figure->from, a->figure->digits_to), y = str_sub(b->line->s, b->figure->from, b->figure->digits_to);
	size_t first = 0, last = x.len;

	if (x.len != y.len || x.len < 3 || str_eq(x, y) || a->figure->decimals != b->figure->decimals)
		return false;
	while (x.ptr[first] == y.ptr[first])
		first++;
	while (x.ptr[last - 1] == y.ptr[last - 1])
		last--;
	if (last - first == 1)
		return a->figure->kind == FIG_COUNT;
	if (last - first == 3 && x.ptr[first + 1] != '.')
		return false;
	return last - first <= 3 && x.ptr[first] == y.ptr[last - 1] && x.ptr[last - 1] == y.ptr[first];
}

static bool same_thing(const struct measure *a, const struct measure *b)
{
	return a->line != b->line && a->plan == b->plan && a->figure->kind == b->figure->kind && str_eq(a->figure->unit, b->figure->unit) &&
	       str_eq(a->name, b->name) && !(a->line->mark && a->line->mark == b->line->mark && a->line->parent == b->line->parent);
}

/* The first other value; NULL where several others stand, which are of several things. */
static const struct measure *other_value(const struct measure *all, size_t n, size_t k)
{
	const struct measure *other = NULL;

	for (size_t i = 0; i < n; i++) {
		if (i == k || !same_thing(&all[i], &all[k]) || number_cmp(all[i].figure->value, all[k].figure->value) == 0)
			continue;
		if (other && number_cmp(other->figure->value, all[i].figure->value) != 0)
			return NULL;
		other = other ? other : &all[i];
	}
	return other;
}

void fact_measures(struct check *c)
{
	struct measure *all = arena_array(c->arena, MEASURES_MAX, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs && n < MEASURES_MAX; k++) {
			const struct line *line = &c->lines[i];
			const struct figure *f = &line->figs[k];

			if (!is_measure(c, line, f))
				continue;
			all[n] = (struct measure){ line, f, name_of(c, line, f), is_plan(c, line, f) };
			n += han_count(all[n].name) >= 3 && !pattern_has(c->patterns, PATTERN_MEASURE_VAGUE, all[n].name);
		}
	for (size_t k = 1; k < n; k++) {
		const struct measure *other = other_value(all, n, k);

		if (other && other < &all[k] && typed_for(&all[k], other))
			report(c, all[k].line, all[k].figure->from, FACT_MAYBE, all[k].name, figure_text(all[k].line, all[k].figure),
			       figure_text(other->line, other->figure), check_place(c, other->line, other->figure->from));
	}
}
