/* list.c - totals with their parts in one paragraph: 共152个,其中app端65个、pc端87个; 货物12万元、服务88万元,共计100万元; (其中甲3人,乙4人).
 *
 * Where a list ends is not always said. It goes to the end of its sentence, or of its bracket; but when several parts stand before the first ；
 * they are the list, and the rest is something new. */
#include <string.h>

#include "base/arena.h"
#include "check/sum_int.h"

/* Text of a list: what stands between what opens it and its end. */
struct stretch {
	size_t from, to, semicolon; /* the first ; outside of brackets, or `to` */
	int depth;                  /* of brackets around its parts */
	bool complete, direct; /* nothing is left out; right behind the total */
};

bool sum_is_part(const struct sum *sum, const struct figure *f)
{
	const struct patterns *p = sum->c->patterns;

	if (f->use != USE_LEVEL || !figure_comparable(f, sum->total) || pattern_has(p, PATTERN_BASE_ONLY, f->subject) ||
	    pattern_has(p, PATTERN_UNIT_VALUE, f->subject))
		return false;
	if (sum->plain ? pattern_has(p, PATTERN_DONE_WITH, f->subject)
	               : pattern_has(p, PATTERN_BUDGET, f->subject) != pattern_has(p, PATTERN_BUDGET, sum->total->subject))
		return false;
	return !pattern_has(p, PATTERN_LAST_YEAR, f->subject) || pattern_has(p, PATTERN_CARRIED, f->subject);
}

/* An amount of another year than the total's is what a part is compared with. */
static bool is_compared(const struct sum *sum, const struct figure *f)
{
	int year = figure_year(sum->c, f), of = figure_year(sum->c, sum->total);
	struct str clause = str_sub(sum->line->s, f->clause, f->from);

	/* A、上年结转B、C: 上年 is said of B alone */
	return year && year != (of ? of : sum->c->year) && !pattern_has(sum->c->patterns, PATTERN_CARRIED, f->subject) &&
	       (pattern_has(sum->c->patterns, PATTERN_YEAR_BEFORE, f->subject) ||
	        !pattern_has(sum->c->patterns, PATTERN_LAST_CARRIED, clause));
}

/* 约5万元, 稳增长30万元: in such a list an amount is not known, or not known to be none. */
static bool is_unclear(const struct sum *sum, const struct figure *f)
{
	if (!figure_comparable(f, sum->total))
		return false;
	return f->approx || (f->use == USE_CHANGE &&
	                     !pattern_has(sum->c->patterns, PATTERN_COMPARED, str_sub(sum->line->s, f->sentence, f->from)));
}

/* --- where the list stands --- */

/* From the opener to the end of its sentence or of the bracket that it stands in. */
static void find_end(const struct line *line, struct stretch *s)
{
	int depth = 0;

	s->to = s->semicolon = line->s.len;
	for (size_t i = s->from; i < line->s.len; i++) {
		char ch = line->s.ptr[i];

		depth += (ch == '(') - (ch == ')');
		if (depth == 0 && ch == ';' && i < s->semicolon)
			s->semicolon = i;
		if (depth < 0 || str_starts(str_sub(line->s, i, line->s.len), STR("。"))) {
			s->to = i;
			break;
		}
	}
	if (s->semicolon > s->to)
		s->semicolon = s->to;
}

static const struct figure *first_in(const struct line *line, size_t from)
{
	for (size_t i = 0; i < line->nfigs; i++)
		if (line->figs[i].from >= from)
			return &line->figs[i];
	return NULL;
}

/* What opens the list of a total's parts: 其中 …; crossed: other amounts of its kind stand between. */
static bool find_list(const struct sum *sum, struct stretch *s, bool *crossed)
{
	const struct line *line = sum->line;
	const struct figure *first;
	struct str between;
	struct match m;

	if (!pattern_find(sum->c->patterns, PATTERN_LIST, line->s, sum->total->to, &m))
		return false;
	between = str_sub(line->s, sum->total->to, m.from);
	if ((str_has(between, STR("。")) && !str_ends(between, STR("。"))) ||
	    (str_has(between, STR(";")) && !str_ends(between, STR(";"))))
		return false;
	*crossed = false;
	for (const struct figure *f = sum->total + 1; f < line->figs + line->nfigs && f->from < m.from; f++)
		*crossed |= sum_is_part(sum, f) && f->depth <= sum->total->depth;
	first = first_in(line, m.to);
	if (!first)
		return false;
	*s = (struct stretch){ .from = m.to, .depth = first->depth };
	s->complete = pattern_has(sum->c->patterns, PATTERN_EXHAUSTIVE, str_sub(line->s, m.from, m.to));
	s->direct = between.len <= strlen("。") && str_has(str_sub(line->s, m.from, m.to), STR("其中"));
	find_end(line, s);
	/* a bracket right behind the total holds its parts; any other is about something else */
	return s->depth <= sum->total->depth || (s->depth == sum->total->depth + 1 && str_starts(between, STR("(")));
}

/* 其中, 主要为 inside of a list, outside of its brackets. */
static bool opens_again(const struct check *c, struct str between)
{
	struct str outside = pattern_remove(c->patterns, PATTERN_BRACKET, c->arena, between);

	return pattern_has(c->patterns, PATTERN_OPENS_AGAIN, outside);
}

/* 为年度任务35076亩的104.28%: what something is a percentage of; the list ended before its clause. */
static bool is_measured_against(const struct sum *sum, const struct figure *f)
{
	return figure_comparable(f, sum->total) && f->use == USE_LEVEL &&
	       pattern_has(sum->c->patterns, PATTERN_OF_WHICH_PERCENT, str_sub(sum->line->s, f->to, sum->line->s.len));
}

/* The parts in [s->from, to); false when one of them is not known exactly. */
static bool collect_from(struct sum *sum, const struct stretch *s, size_t to)
{
	const struct line *line = sum->line;
	const struct figure *last = NULL;

	for (const struct figure *f = sum->total + 1; f < line->figs + line->nfigs && f->from < to; f++) {
		if (f->from < s->from || f->depth > (s->depth > sum->total->depth ? s->depth : sum->total->depth))
			continue;
		if (sum->n && is_measured_against(sum, f))
			break;
		if (is_unclear(sum, f))
			return false;
		if (last && opens_again(sum->c, str_sub(line->s, last->to, f->from)))
			sum->nested = true;
		last = f;
		if (sum_is_part(sum, f) && !is_compared(sum, f))
			sum_add(sum, f);
	}
	return true;
}

static bool collect(struct sum *sum, const struct stretch *s, size_t to)
{
	if (!collect_from(sum, s, to))
		return false;
	if (sum->n || !pattern_has(sum->c->patterns, PATTERN_BUDGET, sum->total->subject))
		return true;
	for (const struct figure *f = sum->total + 1; f < sum->line->figs + sum->line->nfigs && f->from < s->from; f++)
		if (f->use == USE_LEVEL && figure_comparable(f, sum->total) && !pattern_has(sum->c->patterns, PATTERN_YEAR_BEFORE, f->subject) &&
		    !pattern_has(sum->c->patterns, PATTERN_BASE_ONLY, f->subject)) /* the list is of what was spent */
			return true;
	sum->plain = true;
	return collect_from(sum, s, to);
}

/* --- which total --- */

/* How much of its name the part ends with: 地方国有企业资产总额 with 国有企业资产总额. [bytes] */
static size_t same_end(struct check *c, const struct figure *total, const struct figure *part)
{
	struct str a = pattern_remove(c->patterns, PATTERN_NAME_TAIL, c->arena, total->subject);
	struct str b = pattern_remove(c->patterns, PATTERN_NAME_TAIL, c->arena, part->subject);
	size_t n = 0;

	while (n < a.len && n < b.len && a.ptr[a.len - 1 - n] == b.ptr[b.len - 1 - n])
		n++;
	return n / 3 * 3;
}

/* Of several totals before a list (资产…,负债…。其中) each part is of the one whose noun it repeats. false: no such division. */
static bool keep_own_noun(struct sum *sum, size_t list)
{
	const struct line *line = sum->line;
	struct sum own = *sum;
	size_t named = 0;

	own.n = 0;
	for (size_t i = 0; i < sum->n; i++) {
		size_t mine = same_end(sum->c, sum->total, sum->parts[i]), best = 0;

		for (const struct figure *t = line->figs; t < line->figs + line->nfigs && t->from < list; t++)
			if (t != sum->total && t->sentence == sum->total->sentence && t->use == USE_LEVEL &&
			    figure_comparable(t, sum->total)) {
				size_t end = same_end(sum->c, t, sum->parts[i]);

				best = end > best ? end : best;
			}
		if (mine >= 6 || best >= 6)
			named++;
		if (mine >= 6 && mine > best)
			sum_add(&own, sum->parts[i]);
	}
	if (named < sum->n || own.n == sum->n || own.n == 0)
		return named < sum->n || own.n == 0 ? false : true;
	*sum = own;
	return true;
}

/* The shares printed behind the parts add up to 100: the list is complete. */
static bool shares_are_full(const struct sum *sum, size_t to)
{
	struct arena *arena = sum->c->arena;
	struct number percents = number_from(0);

	for (const struct figure *f = sum->parts[0]; f < sum->line->figs + sum->line->nfigs && f->from < to; f++)
		if (f->use == USE_SHARE && f->depth == sum->parts[0]->depth)
			percents = number_add(arena, percents, f->value);
	return number_cmp(number_abs(arena, number_sub(arena, percents, number_from(100))), number_ratio(1, 10)) <= 0;
}

/* --- lists --- */

/* --- both sides of one total --- */

/* Where the parts of a side end: at ; or 。 outside of brackets. */
static size_t side_end(const struct line *line, size_t from)
{
	struct stretch s = { .from = from };

	find_end(line, &s);
	return s.semicolon;
}

/* The amounts of one side; false when one of them is not known exactly, or has parts itself. */
static bool side_parts(struct sum *sum, const struct line *line, size_t from, size_t to)
{
	const struct figure *last = NULL;

	sum->line = line;
	for (const struct figure *f = line->figs; f < line->figs + line->nfigs && f->from < to; f++) {
		if (f->from < from || f->depth > sum->total->depth)
			continue;
		if (is_unclear(sum, f) || (last && opens_again(sum->c, str_sub(line->s, last->to, f->from))))
			return false;
		last = f;
		if (sum_is_part(sum, f) && !is_compared(sum, f))
			sum_add(sum, f);
	}
	return true;
}

/* The sides behind `at` in a paragraph; false: there are not two. */
static bool find_sides(struct sum sides[2], const struct line *line, size_t at)
{
	struct match m;
	size_t n = 0;

	for (; n < 2 && pattern_find(sides->c->patterns, PATTERN_SIDE, line->s, at, &m); at = m.to) {
		if (!side_parts(&sides[n], line, m.to, side_end(line, m.to)))
			return false;
		n += sides[n].n > 0;
	}
	return n == 2;
}

/* 收支总预算A。收入包括:B、C;支出包括:D、E: each side is all of A; the sides may be the next paragraph. False: there are no two sides. */
static bool two_sides(struct check *c, const struct line *line, const struct figure *total)
{
	struct sum side = { .c = c, .line = line, .total = total, .plain = true }, sides[2] = { side, side };
	const struct line *next = line + 1;
	struct match m;

	if (!pattern_has(c->patterns, PATTERN_BOTH_SIDES, total->subject))
		return false;
	if (!find_sides(sides, line, total->to)) {
		sides[0] = sides[1] = side;
		if (next >= c->lines + c->n || next->cell || !pattern_find(c->patterns, PATTERN_SIDE, next->s, 0, &m) || m.from > next->mark_to ||
		    !find_sides(sides, next, 0))
			return false;
	}
	for (size_t i = 0; i < 2; i++) {
		bool other = sum_adds_up(&sides[1 - i]);

		sides[i].line = line;
		if (sides[i].n > 1 && !sum_fits(&sides[i]) && (other || sum_is_near(&sides[i], 50) || sum_is_slip(&sides[i])))
			sum_report(&sides[i], other);
	}
	return true;
}

/* 基本支出A。其中:人员经费B,较上年增加…。公用经费C,…: each part has a sentence of its own. Only of what is known to be all of it. */
static bool sentences_behind(const struct sum *first, const struct stretch *s)
{
	struct sum all = *first;

	all.n = 0;
	return collect(&all, s, all.line->s.len) && all.n > 1 && sum_judge_closed(&all);
}

/* What stands before the first ; is a list by itself, whose mistake shows. */
static bool ends_at_semicolon(const struct sum *first)
{
	return !first->nested && (sum_is_more(first) || sum_mistyped(first)) && sum_is_division(first);
}

/* A,B,C。其中: the list divides one of them. Of the largest, where the list fits none and a mistyped figure is the proof. */
static void divides_one_of(const struct sum *sum)
{
	if (!sum->nested && sum_is_division(sum) && sum_mistyped(sum) && !sum_divides_other(sum))
		sum_report(sum, false);
}

/* Behind 其中 the list goes on to its end; the total may stand in the sentence before. */
static void list_behind(struct check *c, const struct line *line, const struct figure *total)
{
	struct sum whole = { .c = c, .line = line, .total = total }, first = whole;
	struct stretch s;
	bool crossed;

	if (pattern_has(c->patterns, PATTERN_BASE_ONLY, total->subject) ||
	    pattern_has(c->patterns, PATTERN_UNIT_VALUE, total->subject) || !find_list(&whole, &s, &crossed))
		return;
	whole.complete = first.complete = s.complete;
	whole.direct = first.direct = s.direct && !crossed;
	if (!collect(&first, &s, s.semicolon))
		return;
	if (collect(&whole, &s, s.to) && first.n >= 2 && whole.n > first.n && (sum_fits(&whole) || (sum_has_subtotal(&whole) && !ends_at_semicolon(&first))))
		return;
	if (first.n < 2) {
		first = whole;
		s.semicolon = s.to;
	}
	if (first.n < 2) {
		if (first.direct && !sentences_behind(&first, &s))
			sum_judge(&first);
		return;
	}
	if (!keep_own_noun(&first, s.from) && crossed) {
		divides_one_of(&first);
		return;
	}
	if (first.n < 2)
		return;
	first.complete |= shares_are_full(&first, s.semicolon);
	sum_judge(&first);
}

/* 收入A,…,加上B、C,收入总计D: nothing else is in the total. */
static bool added_up(struct check *c, const struct line *line, const struct figure *total)
{
	struct sum sum = { .c = c, .line = line, .total = total };
	size_t from = total->sentence, earlier;
	struct match m;

	if (!pattern_find(c->patterns, PATTERN_ADDING, line->s, total->sentence, &m) || m.from > total->from)
		return false;
	earlier = m.from == from ? line_sentence_before(line, from) : SIZE_MAX;
	while (earlier != SIZE_MAX && str_starts(str_sub(line->s, earlier, line->s.len), STR("其中")))
		earlier = line_sentence_before(line, earlier);
	from = earlier == SIZE_MAX ? from : earlier; /* 收入A,增长…%。加上B、C,收入总计D */
	for (const struct figure *f = line->figs; f < total; f++) {
		if (f->sentence < from || f->depth > total->depth || (f->from < m.from && sum.n))
			continue;
		if (is_unclear(&sum, f))
			return true;
		if (sum_is_part(&sum, f) && !is_compared(&sum, f))
			sum_add(&sum, f);
	}
	if (sum.n >= 2 && !sum_fits(&sum) && (sum_is_near(&sum, 20) || sum_is_slip(&sum)) &&
	    !opens_again(c, str_sub(line->s, m.from, total->from)))
		sum_report(&sum, false);
	return true;
}

static bool joined(const struct line *line, const struct figure *f)
{
	struct str behind = str_sub(line->s, f->to, line->s.len);

	return str_starts(behind, STR("、")) || (f->kind == FIG_COUNT && str_starts(behind, STR(",")));
}

/* 甲3项、乙5项,合计8项: nothing but names and 、 between them, and 合计 in the clause behind; only what begins the list may be something else. */
static bool is_tight(struct sum *sum)
{
	const struct figure *last = sum->parts[sum->n - 1];
	size_t first = sum->n - 1;

	if (last + 1 != sum->total || !str_starts(str_sub(sum->line->s, last->to, sum->total->from), STR(",")))
		return false;
	while (first > 0 && sum->parts[first - 1] + 1 == sum->parts[first] && joined(sum->line, sum->parts[first - 1]))
		first--;
	sum->n -= first;
	memmove(sum->parts, sum->parts + first, sum->n * sizeof(*sum->parts));
	return sum->n >= 2;
}

/* A, B, 共计C: the parts stand before their sum, in one sentence. */
static void list_before(struct check *c, const struct line *line, const struct figure *total)
{
	struct sum sum = { .c = c, .line = line, .total = total };

	if (!pattern_has(c->patterns, PATTERN_SUM_WORD, total->subject) || added_up(c, line, total))
		return;
	for (const struct figure *f = line->figs; f < total; f++) {
		if (f->sentence != total->sentence || f->depth > total->depth)
			continue;
		if (is_unclear(&sum, f))
			return;
		if (sum_is_part(&sum, f))
			sum_add(&sum, f);
	}
	for (struct sum rest = sum; rest.n >= 2; rest.n--) { /* the list may begin anywhere before */
		if (sum_fits(&rest))
			return;
		for (size_t i = 1; i < rest.n; i++)
			rest.parts[i - 1] = rest.parts[i];
	}
	if (sum.n >= 2 && (sum_is_near(&sum, 50) || sum_is_slip(&sum) || (is_tight(&sum) && sum_is_near(&sum, 3))))
		sum_report(&sum, false);
}

void check_sums(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (line->leftover || line->cell)
			continue;
		for (size_t k = 0; k < line->nfigs; k++) {
			const struct figure *f = &line->figs[k];

			if (f->use != USE_LEVEL || f->approx || (f->kind != FIG_MONEY && f->kind != FIG_COUNT))
				continue;
			if (!two_sides(c, line, f))
				list_behind(c, line, f);
			list_before(c, line, f);
		}
		check_remainders(c, line);
		check_line_lists(c, i);
	}
}
