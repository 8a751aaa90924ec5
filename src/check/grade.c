/* grade.c - how many got which grade, against how many there are: 收回238份,满意228份,基本满意8份,不满意2份; 对5个项目自评,其中优4个、良1个. */
#include "check/sum_int.h"

#include "base/arena.h"

enum { ABOVE = 4 }; /* [paragraphs] how far above the grades their number may stand */

static bool is_count(const struct figure *f)
{
	return f->kind == FIG_COUNT && f->use == USE_LEVEL && !f->approx;
}

static bool is_grade(const struct check *c, const struct figure *f, enum pattern grade)
{
	return is_count(f) && pattern_has(c->patterns, grade, f->subject);
}

/* The grades of one kind from figure k on, in one sentence. Returns how many figures they take. */
static size_t collect(struct sum *sum, const struct line *line, size_t k, enum pattern grade)
{
	const struct figure *first = &line->figs[k];
	size_t n = 0;

	for (; k + n < line->nfigs; n++) {
		const struct figure *f = first + n;

		if (f->kind == FIG_PERCENT) /* 优4个,占80% */
			continue;
		if (f->sentence != first->sentence || !is_grade(sum->c, f, grade) || !figure_comparable(f, first))
			break;
		sum_add(sum, f);
	}
	return n ? n : 1;
}

/* How many were asked: a number before the grades in their paragraph; the last one, which was returned, is the one that is graded. */
static bool is_asked(const struct check *c, const struct line *line, const struct figure *f)
{
	(void)line;
	return pattern_has(c->patterns, PATTERN_RATE_ASKED, f->subject);
}

/* 5个项目, 项目5个. */
static bool is_rated(const struct check *c, const struct line *line, const struct figure *f)
{
	return str_has(f->subject, STR("项目")) || pattern_has(c->patterns, PATTERN_GRADED_BEHIND, str_sub(line->s, f->to, line->s.len));
}

static bool same_unit(const struct figure *a, const struct figure *b)
{
	bool one = str_eq(a->unit, STR("个")) || str_eq(a->unit, STR("项")), other = str_eq(b->unit, STR("个")) || str_eq(b->unit, STR("项"));

	return figure_comparable(a, b) || (one && other);
}

/* Whether one of the numbers above is the grades' sum; if none is, *total is the nearest. */
static bool any_total(struct sum *sum, const struct line *line, size_t k, size_t above,
                      bool (*fits)(const struct check *, const struct line *, const struct figure *))
{
	const struct figure *nearest = NULL;
	const struct line *where = line;

	for (const struct line *l = line; l >= sum->c->lines && (size_t)(line - l) <= above; l--)
		for (size_t i = l->nfigs; i-- > 0 && l->part == line->part && !l->cell;) {
			const struct figure *f = &l->figs[i];

			if ((l == line && i >= k) || !is_count(f) || !same_unit(f, sum->parts[0]))
				continue;
			sum->total = f;
			if (sum_adds_up(sum))
				return true;
			if (!nearest && fits(sum->c, l, f)) {
				nearest = f;
				where = l;
			}
		}
	sum->total = nearest;
	sum->line = where;
	return false;
}

/* At the grades, whose number may stand paragraphs above. */
static void report_grades(struct sum *sum, const struct line *line)
{
	struct check *c = sum->c;
	const struct figure *first = sum->parts[0], *last = sum->parts[sum->n - 1];
	struct number all = number_from(0);
	struct str list = STR("");

	for (size_t i = 0; i < sum->n; i++) {
		all = number_add(c->arena, all, sum->parts[i]->value);
		list = str_printf(c->arena, "%.*s%s%.*s", STR_FMT(list), i ? "+" : "", STR_FMT(str_sub(line->s, sum->parts[i]->from, sum->parts[i]->digits_to)));
	}
	report(c, line, first->from, SUM_MAYBE, check_quote(c, line->s, first->from, last->to, 4), figure_print(c, line, first, all),
	       figure_text(sum->line, sum->total), list);
}

static size_t pleased(struct check *c, const struct line *line, size_t k)
{
	struct sum sum = { .c = c, .line = line };
	size_t n = collect(&sum, line, k, PATTERN_GRADE_PLEASED);

	/* 收回238份,其中满意228份: list.c's */
	if (str_has(str_sub(line->s, line->figs[k].clause, line->figs[k].from), STR("其中")))
		return n;
	if (sum.n >= 3 && !any_total(&sum, line, k, 0, is_asked) && sum.total)
		report_grades(&sum, line);
	return n;
}

static size_t rated(struct check *c, const struct line *line, size_t k)
{
	struct sum sum = { .c = c, .line = line };
	size_t n = collect(&sum, line, k, PATTERN_GRADE_RATED);
	struct str sentence = str_sub(line->s, line->figs[k].sentence, line->figs[k].from);

	if (sum.n >= 2 && pattern_has(c->patterns, PATTERN_GRADED, sentence) && !any_total(&sum, line, k, ABOVE, is_rated) && sum.total)
		report_grades(&sum, line);
	return n;
}

void check_grades(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs && !line->cell && !line->leftover; k++) {
			if (is_grade(c, &line->figs[k], PATTERN_GRADE_PLEASED))
				k += pleased(c, line, k) - 1;
			else if (is_grade(c, &line->figs[k], PATTERN_GRADE_RATED))
				k += rated(c, line, k) - 1;
		}
	}
}
