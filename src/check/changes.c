/* changes.c - what the parts changed by adds up to what the whole changed by: “三公” 减少3.59万元, 其中用车减少3.89万元, 接待增加0.3万元, 出国持平.
 *
 * The changes of the three kinds may stand in one sentence or in paragraphs of their own; whose they are says the name last before them. Other
 * lists of changes are read only behind 其中, in one sentence. */
#include "base/arena.h"
#include "check/check_int.h"

enum who { WHO_THREE, WHO_ABROAD, WHO_CARS, WHO_BOUGHT, WHO_RUN, WHO_GUESTS, WHO_COUNT, WHO_OTHER = WHO_COUNT };
enum { SAID_MAX = 4 };

/* What a change is said against: the year before, its budget, this year's budget. */
enum base { BASE_YEAR, BASE_YEARS_BUDGET, BASE_BUDGET, BASE_COUNT };

struct said {
	const struct line *line;
	const struct figure *figure; /* NULL: 持平 */
	struct range value;          /* signed */
};

struct kind {
	struct said said[SAID_MAX];
	size_t n;
};

static const enum pattern names[WHO_COUNT + 1] = {
	[WHO_THREE] = PATTERN_CHANGE_THREE,   [WHO_ABROAD] = PATTERN_CLOSED_ABROAD, [WHO_CARS] = PATTERN_CLOSED_CARS,
	[WHO_BOUGHT] = PATTERN_CHANGE_BOUGHT, [WHO_RUN] = PATTERN_CHANGE_RUN,       [WHO_GUESTS] = PATTERN_CHANGE_GUESTS,
	[WHO_OTHER] = PATTERN_CHANGE_OTHER,
};

/* Whose name stands last in line[0, to); WHO_OTHER: nobody's, or one that is no part of “三公”. */
static enum who owner(const struct check *c, const struct line *line, size_t to)
{
	struct str s = str_sub(line->s, 0, to);
	enum who last = WHO_COUNT;
	size_t best = 0;
	struct match m;

	for (int k = 0; k <= WHO_COUNT; k++)
		for (size_t from = 0; pattern_find(c->patterns, names[k], s, from, &m); from = m.to)
			if (m.to > best) {
				best = m.to;
				last = (enum who)k;
			}
	return last;
}

static enum base base_in(const struct check *c, struct str words)
{
	if (!pattern_has(c->patterns, PATTERN_YEAR_BEFORE, words))
		return pattern_has(c->patterns, PATTERN_YEARS_PLAN, words) ? BASE_BUDGET : BASE_COUNT;
	return str_has(words, STR("预算")) ? BASE_YEARS_BUDGET : BASE_YEAR;
}

/* The last comparison of the sentence before `to`. */
static enum base base_of(const struct check *c, const struct line *line, size_t sentence, size_t to)
{
	struct str s = str_sub(line->s, sentence, to), words = STR("");
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_COMPARED, s, from, &m); from = m.to) {
		ptrdiff_t comma;

		words = str_sub(s, m.from, s.len);
		comma = str_find(words, STR(","));
		words = comma < 0 ? words : str_sub(words, 0, (size_t)comma);
	}
	return base_in(c, words);
}

static struct range turned(struct arena *arena, struct range r)
{
	return (struct range){ number_neg(arena, r.hi), number_neg(arena, r.lo) };
}

static struct range signed_change(struct arena *arena, const struct figure *f)
{
	struct range r = range_of(arena, f);

	return f->dir < 0 ? turned(arena, r) : r;
}

static void add(struct kind *kind, struct said said)
{
	if (kind->n < SAID_MAX)
		kind->said[kind->n++] = said;
}

/* 主要是公务用车运行费减少2万元: why the whole changed need not be all of what changed. */
static bool is_cause(const struct check *c, const struct line *line, size_t sentence, size_t to)
{
	return pattern_has(c->patterns, PATTERN_CHANGE_CAUSE, str_sub(line->s, sentence, to));
}

static void collect_line(struct check *c, const struct line *line, struct kind kinds[BASE_COUNT][WHO_COUNT])
{
	struct match m;

	for (const struct figure *f = line->figs; f < line->figs + line->nfigs; f++) {
		enum who who =
			f->kind == FIG_MONEY && f->use == USE_CHANGE && f->depth == 0 ? owner(c, line, f->from) : WHO_COUNT;

		enum base base = base_of(c, line, f->sentence, f->from);

		if (who != WHO_COUNT && base != BASE_COUNT && !is_cause(c, line, f->sentence, f->from))
			add(&kinds[base][who], (struct said){ line, f, signed_change(c->arena, f) });
	}
	for (size_t from = 0; pattern_find(c->patterns, PATTERN_FLAT, line->s, from, &m); from = m.to) {
		enum who who = owner(c, line, m.from);
		enum base base = base_in(c, str_sub(line->s, m.from, m.to));

		if (who != WHO_COUNT && base != BASE_COUNT)
			add(&kinds[base][who], (struct said){ line, NULL, range_none() });
	}
}

static bool is_total(const struct kind kinds[WHO_COUNT], struct range sum)
{
	for (size_t i = 0; i < kinds[WHO_THREE].n; i++)
		if (range_meets(sum, kinds[WHO_THREE].said[i].value))
			return true;
	return false;
}

/* The sums of one change of each kind from `at` on, with `sum` before them; true when one is a change of the whole. */
static bool any_sum(struct check *c, const struct kind kinds[WHO_COUNT], const enum who *parts, size_t n, struct range sum)
{
	const struct kind *kind = n ? &kinds[parts[0]] : NULL;

	if (!kind)
		return is_total(kinds, sum);
	for (size_t i = 0; i < kind->n; i++)
		if (any_sum(c, kinds, parts + 1, n - 1, range_add(c->arena, sum, kind->said[i].value)))
			return true;
	return false;
}

/* -3.59+0.3 */
static struct str list_of(struct check *c, struct str list, const struct said *said)
{
	struct str digits = said->figure ? str_sub(said->line->s, said->figure->from, said->figure->digits_to) : STR("0");
	bool minus = said->figure && said->figure->dir < 0;

	return str_printf(c->arena, "%.*s%s%.*s", STR_FMT(list), minus ? "-" : list.len ? "+" : "", STR_FMT(digits));
}

static void report_changes(struct check *c, const struct said *total, struct range sum, struct str list, bool sure)
{
	struct number mid = range_middle(c->arena, sum);

	report_if(c, total->line, total->figure->from, sure, SUM,
	          check_quote(c, total->line->s, total->figure->from, total->figure->to, 10),
	          figure_print(c, total->line, total->figure, mid),
	          str_printf(c->arena, "%s%.*s", total->figure->dir < 0 ? "-" : "",
	                     STR_FMT(figure_text(total->line, total->figure))),
	          list);
}

/* 其中:公务用车运行维护费减少…;公务接待费减少…;出国费持平: one paragraph that divides the whole and says nothing of cars bought. */
static bool only_run(const struct kind kinds[WHO_COUNT])
{
	const struct line *line = kinds[WHO_RUN].n ? kinds[WHO_RUN].said[0].line : NULL;

	return line && kinds[WHO_THREE].n && kinds[WHO_ABROAD].n && kinds[WHO_GUESTS].n && !str_has(line->s, STR("购置")) &&
	       kinds[WHO_THREE].said[0].line == line && kinds[WHO_ABROAD].said[0].line == line && kinds[WHO_GUESTS].said[0].line == line;
}

/* Cars are said as one, or as bought and run. false: some kind's change is not known. */
static bool choose_parts(const struct kind kinds[WHO_COUNT], enum who parts[4], size_t *n)
{
	*n = 0;
	if (kinds[WHO_ABROAD].n)
		parts[(*n)++] = WHO_ABROAD;
	if (kinds[WHO_CARS].n) {
		parts[(*n)++] = WHO_CARS;
	} else if (only_run(kinds)) {
		parts[(*n)++] = WHO_RUN;
	} else {
		if (!kinds[WHO_RUN].n || !kinds[WHO_BOUGHT].n)
			return false;
		parts[(*n)++] = WHO_RUN;
		parts[(*n)++] = WHO_BOUGHT;
	}
	parts[(*n)++] = WHO_GUESTS;
	return kinds[WHO_GUESTS].n > 0;
}

/* The part that was said the wrong way round: turned, the sum is right. */
static const struct said *turned_part(struct check *c, const struct kind kinds[WHO_COUNT], const enum who *parts, size_t n,
                                      struct range sum)
{
	for (size_t i = 0; i < n; i++) {
		const struct said *said = &kinds[parts[i]].said[0];
		struct range twice = range_scale(c->arena, turned(c->arena, said->value), 2, 1);

		if (said->figure && is_total(kinds, range_add(c->arena, sum, twice)))
			return said;
	}
	return NULL;
}

/* Nothing is said of those abroad, who may have cost something last year: only a total that repeats one part's change is wrong. */
static bool repeats_part(const struct kind kinds[WHO_COUNT], const enum who *parts, size_t n, const struct said *total)
{
	bool same = false, others = false;

	for (size_t i = 0; i < n; i++) {
		const struct said *said = &kinds[parts[i]].said[0];
		bool equals = said->figure && said->figure->dir == total->figure->dir &&
		              number_cmp(said->figure->value, total->figure->value) == 0;

		same |= equals;
		others |= !equals && said->figure && number_sign(said->figure->value) != 0;
	}
	return same && others;
}

static void judge_three(struct check *c, const struct kind kinds[WHO_COUNT])
{
	struct range sum = range_none();
	const struct said *total = NULL, *wrong;
	struct str list = STR("");
	enum who parts[4];
	size_t n;

	for (size_t i = 0; i < kinds[WHO_THREE].n && !total; i++)
		total = kinds[WHO_THREE].said[i].figure ? &kinds[WHO_THREE].said[i] : NULL;
	if (!total || !choose_parts(kinds, parts, &n) || any_sum(c, kinds, parts, n, sum) ||
	    (!kinds[WHO_ABROAD].n && !repeats_part(kinds, parts, n, total)))
		return;
	for (size_t i = 0; i < n; i++) {
		sum = range_add(c->arena, sum, kinds[parts[i]].said[0].value);
		list = list_of(c, list, &kinds[parts[i]].said[0]);
	}
	wrong = turned_part(c, kinds, parts, n, sum);
	if (wrong)
		report(c, wrong->line, wrong->figure->from, DIRECTION,
		       check_quote(c, wrong->line->s, wrong->figure->from, wrong->figure->to, 6),
		       wrong->figure->dir > 0 ? STR("减少") : STR("增加"));
	else
		report_changes(c, total, sum, list, false);
}

/* 公务用车购置及运行费 changed by what both of its parts changed by. */
static void judge_cars(struct check *c, const struct kind kinds[WHO_COUNT])
{
	static const enum who parts[] = { WHO_BOUGHT, WHO_RUN };
	struct kind cars[WHO_COUNT] = { [WHO_THREE] = kinds[WHO_CARS], [WHO_BOUGHT] = kinds[WHO_BOUGHT], [WHO_RUN] = kinds[WHO_RUN] };
	const struct said *total = kinds[WHO_CARS].n ? &kinds[WHO_CARS].said[0] : NULL;
	struct range sum = range_none();

	/* “三公”经费…公务用车…费2800万元。同口径比上年减少830万元: of all of them, not of the cars named last */
	if (!total || !total->figure ||
	    !pattern_has(c->patterns, PATTERN_CLOSED_CARS, str_sub(total->line->s, total->figure->sentence, total->figure->from)))
		return;
	if (!kinds[WHO_BOUGHT].n || !kinds[WHO_RUN].n || any_sum(c, cars, parts, 2, sum))
		return;
	sum = range_add(c->arena, kinds[WHO_BOUGHT].said[0].value, kinds[WHO_RUN].said[0].value);
	report_changes(c, total, sum,
	               list_of(c, list_of(c, STR(""), &kinds[WHO_BOUGHT].said[0]), &kinds[WHO_RUN].said[0]), false);
}

/* Each section by itself: the text, the budget and a table's note may speak of different years. */
static void three_kinds(struct check *c)
{
	for (size_t from = 0, to; from < c->n; from = to) {
		struct kind kinds[BASE_COUNT][WHO_COUNT] = { 0 };

		for (to = from;
		     to < c->n && c->lines[to].part == c->lines[from].part && (to == from || c->lines[to].mark != MARK_HAN); to++)
			if (!c->lines[to].cell && !c->lines[to].leftover && !c->lines[to].repeated)
				collect_line(c, &c->lines[to], kinds);
		for (int base = 0; base < BASE_COUNT; base++)
			judge_three(c, kinds[base]), judge_cars(c, kinds[base]);
	}
}

/* --- a list of changes in one sentence --- */

/* 支出合计增加313.25万元,其中:基本支出增加551.54万元;项目支出减少238.29万元。 */
static void list_behind(struct check *c, const struct line *line, const struct figure *total)
{
	struct range sum = range_none(), right = signed_change(c->arena, total);
	struct said whole = { line, total, right };
	struct number off;
	struct str list = STR(""), between;
	const struct figure *f;
	size_t n = 0;
	struct match m;

	if (!pattern_find(c->patterns, PATTERN_CHANGE_LIST, line->s, total->to, &m))
		return;
	between = str_sub(line->s, total->to, m.from);
	if (str_has(between, STR("。")) && !str_ends(between, STR("。")))
		return;
	for (f = total + 1; f < line->figs + line->nfigs && f->sentence <= m.to; f++) {
		struct said said = { line, f, signed_change(c->arena, f) };

		if (f->kind == FIG_MONEY && f->from < m.from)
			return;
		if (f->kind != FIG_MONEY || f->from < m.to)
			continue;
		if (f->use != USE_CHANGE || f->depth != total->depth || f->approx)
			return;
		sum = range_add(c->arena, sum, said.value);
		list = list_of(c, list, &said);
		n++;
	}
	off = number_abs(c->arena, number_sub(c->arena, range_middle(c->arena, sum), range_middle(c->arena, right)));
	if (n >= 2 && !range_meets(sum, right) && number_cmp(number_mul(c->arena, off, number_from(50)), total->value) <= 0)
		report_changes(c, &whole, sum, list, false);
}

void check_changes(struct check *c)
{
	three_kinds(c);
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs && !line->cell && !line->leftover; k++)
			if (line->figs[k].kind == FIG_MONEY && line->figs[k].use == USE_CHANGE && !line->figs[k].approx &&
			    owner(c, line, line->figs[k].from) != WHO_THREE)
				list_behind(c, line, &line->figs[k]);
	}
}
