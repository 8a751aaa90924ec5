/* sum.c - totals and what they are made of: 共152个,其中app端65个、pc端87个; lists whose items are paragraphs; 共计 behind its parts;
 * 预算 − 支出 = 结余.
 *
 * 其中 need not name everything, so a difference counts only when it is small, when the list says that it is complete, when the parts
 * are more than the whole, or when nothing else can be in it (closed sets: 基本支出 and 项目支出). */
#include "base/arena.h"
#include "check/check_int.h"

enum { PARTS_MAX = 40 };

struct sum {
	struct check *c;
	const struct line *line;
	const struct figure *total;
	const struct figure *parts[PARTS_MAX];
	size_t n;
	bool nested; /* a part has parts itself */
	bool exhaustive;
};

static struct range none(void)
{
	return (struct range){ number_from(0), number_from(0) };
}

/* parts [from, to) added up. */
static struct range add_up(const struct sum *sum, size_t from, size_t to)
{
	struct range r = none();

	for (size_t i = from; i < to; i++)
		r = range_add(sum->c->arena, r, range_of(sum->c->arena, sum->parts[i]));
	return r;
}

/* Widened by half a digit of the total for each part: amounts are rounded one by one. */
static bool adds_up(const struct sum *sum, struct range r)
{
	return range_meets(r, range_of(sum->c->arena, sum->total));
}

/* Some stretch of the list that begins it, or all but some at its end, is the total. */
static bool any_stretch(const struct sum *sum)
{
	for (size_t to = 1; to <= sum->n; to++)
		for (size_t from = 0; from < to && from < 3; from++)
			if (adds_up(sum, add_up(sum, from, to)))
				return true;
	return false;
}

/* The list without one part is the total: that part belongs to another (a remainder, a part of a part). */
static bool without_one(const struct sum *sum)
{
	struct range all = add_up(sum, 0, sum->n);

	for (size_t i = 0; i < sum->n; i++)
		if (adds_up(sum, range_sub(sum->c->arena, all, range_of(sum->c->arena, sum->parts[i]))))
			return true;
	return false;
}

static bool is_near(const struct sum *sum, struct range r)
{
	struct arena *arena = sum->c->arena;
	struct number off = number_abs(arena, number_sub(arena, range_middle(arena, r), sum->total->value));

	return number_cmp(number_mul(arena, off, number_from(50)), sum->total->value) <= 0 ||
	       (sum->total->kind == FIG_COUNT && number_cmp(off, number_from(2)) <= 0);
}

static void wrong_sum(const struct sum *sum, bool sure, struct range r)
{
	struct check *c = sum->c;
	struct buf list;

	buf_init(&list);
	for (size_t i = 0; i < sum->n; i++) {
		struct str digits = str_sub(sum->line->s, sum->parts[i]->from, sum->parts[i]->digits_to);

		if (sum->parts[i] < sum->line->figs || sum->parts[i] >= sum->line->figs + sum->line->nfigs)
			digits = figure_print(c, sum->line,
			                      &(struct figure){ .factor = sum->parts[i]->factor,
			                                        .decimals = sum->parts[i]->decimals },
			                      sum->parts[i]->value);
		buf_z(&list, i ? "+" : "");
		buf_str(&list, digits);
	}
	report_if(c, sum->line, sum->total->from, sure, SUM, check_quote(c, sum->line->s, sum->total->from, sum->total->to, 10),
	          figure_print(c, sum->line, sum->total, range_middle(c->arena, r)), figure_text(sum->line, sum->total),
	          buf_take(&list, c->arena));
	buf_release(&list);
}

/* --- closed sets: what these parts do not add up to, the total cannot be --- */

static const struct {
	enum pattern total;
	enum pattern parts[4];
	size_t n;
} closed[] = {
	{ PATTERN_CLOSED_EXPENDITURE, { PATTERN_CLOSED_BASIC, PATTERN_CLOSED_PROJECT }, 2 },
	{ PATTERN_CLOSED_BASIC, { PATTERN_CLOSED_STAFF, PATTERN_CLOSED_OFFICE }, 2 },
	{ PATTERN_CLOSED_CARS, { PATTERN_CLOSED_CAR_BOUGHT, PATTERN_CLOSED_CAR_RUN }, 2 },
	{ PATTERN_CLOSED_PURCHASE, { PATTERN_CLOSED_GOODS, PATTERN_CLOSED_WORKS, PATTERN_CLOSED_SERVICES }, 3 },
	{ PATTERN_CLOSED_THREE, { PATTERN_CLOSED_ABROAD, PATTERN_CLOSED_CARS, PATTERN_CLOSED_GUESTS }, 3 },
	{ PATTERN_CLOSED_THREE,
	  { PATTERN_CLOSED_ABROAD, PATTERN_CLOSED_CAR_BOUGHT, PATTERN_CLOSED_CAR_RUN, PATTERN_CLOSED_GUESTS },
	  4 },
};

/* Each part of set `k` stands in the list, once, and nothing else does. */
static bool is_set(const struct sum *sum, size_t k)
{
	const struct patterns *p = sum->c->patterns;

	if (sum->n != closed[k].n || !pattern_has(p, closed[k].total, sum->total->subject))
		return false;
	for (size_t i = 0; i < closed[k].n; i++) {
		size_t found = 0;

		for (size_t part = 0; part < sum->n; part++)
			found += pattern_has(p, closed[k].parts[i], sum->parts[part]->subject);
		if (found != 1)
			return false;
	}
	return true;
}

static bool is_closed(const struct sum *sum)
{
	for (size_t k = 0; k < sizeof(closed) / sizeof(*closed); k++)
		if (!sum->nested && sum->total->kind == FIG_MONEY && is_set(sum, k))
			return true;
	return false;
}

static void judge(struct sum *sum)
{
	struct range r = add_up(sum, 0, sum->n);
	bool more = number_cmp(range_middle(sum->c->arena, r), sum->total->value) > 0;

	if (sum->n >= 2 && number_sign(sum->total->value) != 0 && is_closed(sum)) {
		if (!adds_up(sum, r))
			wrong_sum(sum, true, r);
		return;
	}

	if (sum->n < 2 || number_sign(sum->total->value) == 0 || any_stretch(sum) || without_one(sum))
		return;
	if (sum->exhaustive && !sum->nested)
		wrong_sum(sum, is_near(sum, r), r);
	else if (is_near(sum, r) && sum->total->decimals + 1 >= sum->parts[0]->decimals && sum->total->value.num != 0)
		wrong_sum(sum, !sum->nested && sum->total->kind == FIG_MONEY, r);
	else if (more && !sum->nested && sum->total->kind == FIG_MONEY)
		wrong_sum(sum, false, r);
}

/* --- a list in one paragraph --- */

static bool is_part(const struct sum *sum, const struct figure *f)
{
	const struct patterns *p = sum->c->patterns;

	if (pattern_has(p, PATTERN_BASE_ONLY, f->subject) ||
	    pattern_has(p, PATTERN_BUDGET, f->subject) != pattern_has(p, PATTERN_BUDGET, sum->total->subject))
		return false;
	return f->use == USE_LEVEL && !f->approx && f->depth <= sum->total->depth && figure_comparable(f, sum->total) &&
	       (!pattern_has(sum->c->patterns, PATTERN_LAST_YEAR, f->subject) ||
	        pattern_has(sum->c->patterns, PATTERN_CARRIED, f->subject));
}

/* The shares printed behind the parts add up to 100: the list is complete. */
static bool shares_are_full(const struct sum *sum, const struct figure *last)
{
	struct arena *arena = sum->c->arena;
	struct number percents = number_from(0);

	for (const struct figure *f = sum->total; f <= last + 1 && f < sum->line->figs + sum->line->nfigs; f++)
		if (f->use == USE_SHARE && f > sum->parts[0])
			percents = number_add(arena, percents, f->value);
	return number_cmp(number_abs(arena, number_sub(arena, percents, number_from(100))), number_ratio(1, 10)) <= 0;
}

/* What opens the list of a total's parts: 其中 … before any other amount of its kind. */
static bool find_list(const struct sum *sum, struct match *m)
{
	const struct line *line = sum->line;
	struct str between;

	if (!pattern_find(sum->c->patterns, PATTERN_LIST, line->s, sum->total->to, m))
		return false;
	between = str_sub(line->s, sum->total->to, m->from);
	if (str_has(between, STR("。")) && !str_ends(between, STR("。")))
		return false;
	for (const struct figure *f = sum->total + 1; f < line->figs + line->nfigs && f->from < m->from; f++)
		if (is_part(sum, f))
			return false;
	return true;
}

/* An amount of another year than the total's is what a part is compared with. */
static bool is_compared(const struct sum *sum, const struct figure *f)
{
	int year = figure_year(sum->c, f), of = figure_year(sum->c, sum->total);

	return year && year != (of ? of : sum->c->year) && !pattern_has(sum->c->patterns, PATTERN_CARRIED, f->subject);
}

/* Behind 其中 the list goes on to the end of its sentence; the total may stand in the sentence before. */
static void list_in_line(struct check *c, const struct line *line, size_t total)
{
	struct sum sum = { .c = c, .line = line, .total = &line->figs[total] };
	const struct figure *last = NULL;
	struct match m;

	if (pattern_has(c->patterns, PATTERN_BASE_ONLY, sum.total->subject) || !find_list(&sum, &m))
		return;
	sum.exhaustive = pattern_has(c->patterns, PATTERN_EXHAUSTIVE, str_sub(line->s, m.from, m.to));
	for (size_t i = total + 1; i < line->nfigs; i++) {
		const struct figure *f = &line->figs[i];

		if (f->from < m.to || f->sentence > m.to) {
			if (f->sentence > m.to)
				break;
			continue;
		}
		if (last && str_has(str_sub(line->s, last->to, f->from), STR("其中")))
			sum.nested = true;
		last = f;
		if (is_part(&sum, f) && !is_compared(&sum, f) && sum.n < PARTS_MAX)
			sum.parts[sum.n++] = f;
	}
	if (sum.n >= 2 && shares_are_full(&sum, sum.parts[sum.n - 1]))
		sum.exhaustive = true;
	judge(&sum);
}

/* A, B, 共计C: the parts stand before their sum, in one sentence. */
static void list_before(struct check *c, const struct line *line, size_t total)
{
	struct sum sum = { .c = c, .line = line, .total = &line->figs[total] };
	struct range r;

	if (!pattern_has(c->patterns, PATTERN_SUM_WORD, sum.total->subject))
		return;
	for (size_t i = 0; i < total; i++)
		if (line->figs[i].sentence == sum.total->sentence && is_part(&sum, &line->figs[i]) && sum.n < PARTS_MAX)
			sum.parts[sum.n++] = &line->figs[i];
	for (size_t from = 0; from + 1 < sum.n; from++)
		if (adds_up(&sum, add_up(&sum, from, sum.n)))
			return;
	r = add_up(&sum, 0, sum.n);
	if (sum.n >= 2 && is_near(&sum, r))
		wrong_sum(&sum, false, r);
}

/* --- a list of paragraphs --- */

/* The amount that an item gives: the last of its first sentence that names a final amount, or its only one. */
static const struct figure *item_amount(const struct check *c, const struct line *item, const struct figure *like)
{
	const struct figure *only = NULL;
	size_t n = 0;

	for (size_t i = 0; i < item->nfigs; i++) {
		const struct figure *f = &item->figs[i];

		if (f->use != USE_LEVEL || !figure_comparable(f, like))
			continue;
		if (pattern_has(c->patterns, PATTERN_ITEM_AMOUNT, f->subject))
			return f;
		only = only ? only : f;
		n++;
	}
	return n == 1 ? only : NULL;
}

static void list_of_lines(struct check *c, size_t at)
{
	const struct line *lead = &c->lines[at];
	struct sum sum = { .c = c, .line = lead };
	size_t items = 0;

	if (lead->nfigs == 0 || lead->cell || !pattern_has(c->patterns, PATTERN_LIST_LEAD, lead->s))
		return;
	for (size_t i = lead->nfigs; i-- > 0;)
		if (lead->figs[i].use == USE_LEVEL && !lead->figs[i].approx && lead->figs[i].kind == FIG_MONEY &&
		    !lead->figs[i].loose)
			sum.total = &lead->figs[i];
	for (size_t k = at + 1; sum.total && k < c->n && c->lines[k].mark && c->lines[k].parent == at; k++) {
		const struct figure *f = item_amount(c, &c->lines[k], sum.total);
		size_t more = 0;

		items++;
		for (size_t i = 0; i < c->lines[k].nfigs; i++)
			more += c->lines[k].figs[i].use == USE_LEVEL &&
			        pattern_has(c->patterns, PATTERN_ITEM_AMOUNT, c->lines[k].figs[i].subject);
		if (!f || more > 1)
			sum.nested = true;
		else if (sum.n < PARTS_MAX)
			sum.parts[sum.n++] = f;
	}
	if (items < 2 || sum.nested)
		return;
	for (size_t i = 0; i < lead->nfigs; i++) {
		struct sum other = sum;

		other.total = &lead->figs[i];
		if (figure_comparable(other.total, sum.total) && any_stretch(&other))
			return;
	}
	if (is_near(&sum, add_up(&sum, 0, sum.n)))
		wrong_sum(&sum, false, add_up(&sum, 0, sum.n));
}

/* --- 结余 --- */

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
			list_in_line(c, line, k);
			list_before(c, line, k);
			remainder_of(c, line, k);
		}
		list_of_lines(c, i);
	}
}
