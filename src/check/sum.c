/* sum.c - whether the parts of a total add up to it.
 *
 * 其中 need not name everything, so a difference counts only when the list says that it is complete, when it is so small or of such a form
 * that a mistake made it (one digit, the point, the unit), or when nothing else can be in the total (closed sets: 基本支出 and 项目支出). A part
 * may have parts of its own behind it, and any reading that gives the total is taken for the one that was meant. */
#include "check/sum_int.h"

#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

enum { TINY = 1000, NEAR = 50, WITHIN = 5 }; /* a thousandth, a fiftieth, a fifth of the total */

void sum_add(struct sum *sum, const struct figure *f)
{
	if (sum->n < PARTS_MAX)
		sum->parts[sum->n++] = f;
}

/* parts [from, to) added up. */
static struct range add_up(const struct sum *sum, size_t from, size_t to)
{
	struct range r = range_none();

	for (size_t i = from; i < to; i++)
		r = range_add(sum->c->arena, r, range_of(sum->c->arena, sum->parts[i]));
	return r;
}

static bool adds_up(const struct sum *sum, struct range r)
{
	return range_meets(r, range_of(sum->c->arena, sum->total));
}

/* --- readings --- */

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

/* Parts from `at` on, with `before` in front of them, are the total when some of them are subtotals of those right behind them. */
static bool with_subtotals(const struct sum *sum, size_t at, struct range before, int depth)
{
	struct range one;

	if (at == sum->n)
		return adds_up(sum, before);
	one = range_of(sum->c->arena, sum->parts[at]);
	before = range_add(sum->c->arena, before, one);
	if (with_subtotals(sum, at + 1, before, depth))
		return true;
	for (size_t to = at + 3; depth < 3 && number_sign(one.lo) > 0 && to <= sum->n; to++)
		if (range_meets(add_up(sum, at + 1, to), one) && with_subtotals(sum, to, before, depth + 1))
			return true;
	return false;
}

bool sum_adds_up(const struct sum *sum)
{
	return adds_up(sum, add_up(sum, 0, sum->n));
}

bool sum_fits(const struct sum *sum)
{
	return any_stretch(sum) || without_one(sum) || with_subtotals(sum, 0, range_none(), 0);
}

bool sum_has_subtotal(const struct sum *sum)
{
	for (size_t i = 0; i < sum->n; i++)
		for (size_t to = i + 3; to <= sum->n; to++)
			if (number_sign(sum->parts[i]->value) > 0 &&
			    range_meets(add_up(sum, i + 1, to), range_of(sum->c->arena, sum->parts[i])))
				return true;
	return false;
}

/* --- how far off --- */

static struct number off_by(const struct sum *sum)
{
	struct arena *arena = sum->c->arena;

	return number_abs(arena, number_sub(arena, range_middle(arena, add_up(sum, 0, sum->n)), sum->total->value));
}

bool sum_is_more(const struct sum *sum)
{
	return number_cmp(range_middle(sum->c->arena, add_up(sum, 0, sum->n)), sum->total->value) > 0;
}

bool sum_is_near(const struct sum *sum, int64_t part)
{
	struct number off = off_by(sum);

	return number_cmp(number_mul(sum->c->arena, off, number_from(part)), sum->total->value) <= 0 ||
	       (sum->total->kind == FIG_COUNT && number_cmp(off, number_from(2)) <= 0);
}

/* The last printed digit of the most precise figure. */
static struct number last_digit(const struct sum *sum)
{
	struct number last =
		number_sign(sum->total->half) ? number_mul(sum->c->arena, sum->total->half, number_from(2)) : number_from(1);

	for (size_t i = 0; i < sum->n; i++) {
		struct number two = number_mul(sum->c->arena, sum->parts[i]->half, number_from(2));

		if (number_sign(two) && number_cmp(two, last) < 0)
			last = two;
	}
	return last;
}

/* One digit typed for another, in figures long enough that chance hardly gives such a difference. */
static bool is_one_digit(const struct sum *sum)
{
	struct arena *arena = sum->c->arena;
	struct number last = last_digit(sum), off = number_div(arena, off_by(sum), last);
	int64_t digits;

	if (number_cmp(sum->total->value, number_mul(arena, last, number_from(1000))) < 0 || !number_to_int(off, &digits))
		return false;
	while (digits && digits % 10 == 0)
		digits /= 10;
	return digits > 0 && digits < 10;
}

/* One part, or the total, with its point or its unit elsewhere. factor: of the right unit; 0: it is the point. */
static bool is_scaled(const struct sum *sum, const struct figure **slip, int64_t *factor)
{
	static const struct {
		int64_t num, den;
	} by[] = { { 10000, 1 }, { 1, 10000 }, { 10, 1 }, { 1, 10 }, { 100, 1 }, { 1, 100 } };
	struct arena *arena = sum->c->arena;
	struct range all = add_up(sum, 0, sum->n), total = range_of(arena, sum->total);

	for (size_t k = 0; k < sizeof(by) / sizeof(*by); k++) {
		struct number most = k < 2 && sum_is_more(sum) ? all.hi : sum->total->value;

		if (number_cmp(most, number_mul(arena, last_digit(sum), number_from(k < 2 ? 10 : 1000))) < 0)
			continue;
		if (range_meets(range_scale(arena, total, by[k].num, by[k].den), all)) {
			*slip = sum->total;
			*factor = k < 2 ? sum->total->factor * by[k].num / by[k].den : 0;
			return true;
		}
		for (size_t i = 0; i < sum->n; i++) {
			struct range part = range_of(arena, sum->parts[i]),
				     right = range_scale(arena, part, by[k].num, by[k].den);

			if (number_sign(part.lo) > 0 &&
			    range_meets(range_add(arena, range_sub(arena, all, part), right), total)) {
				*slip = sum->parts[i];
				*factor = k < 2 ? sum->parts[i]->factor * by[k].num / by[k].den : 0;
				return true;
			}
		}
	}
	return false;
}

bool sum_is_slip(const struct sum *sum)
{
	const struct figure *slip;
	int64_t factor;

	return is_scaled(sum, &slip, &factor) || (is_one_digit(sum) && sum_is_near(sum, WITHIN));
}

/* --- closed sets: what these parts do not add up to, the total cannot be --- */

static const struct closed_set closed[] = {
	{ PATTERN_CLOSED_EXPENDITURE, { PATTERN_NAMED_BASIC, PATTERN_CLOSED_PROJECT }, 2, true },
	{ PATTERN_NAMED_BASIC, { PATTERN_CLOSED_STAFF, PATTERN_CLOSED_OFFICE }, 2, false },
	{ PATTERN_NAMED_CARS, { PATTERN_CLOSED_CAR_BOUGHT, PATTERN_CLOSED_CAR_RUN }, 2, false },
	{ PATTERN_NAMED_PURCHASE, { PATTERN_NAMED_GOODS, PATTERN_NAMED_WORKS, PATTERN_NAMED_SERVICES }, 3, false },
	{ PATTERN_NAMED_THREE, { PATTERN_NAMED_ABROAD, PATTERN_NAMED_CARS, PATTERN_NAMED_GUESTS }, 3, false },
	{ PATTERN_NAMED_THREE,
	  { PATTERN_NAMED_ABROAD, PATTERN_CLOSED_CAR_BOUGHT, PATTERN_CLOSED_CAR_RUN, PATTERN_NAMED_GUESTS },
	  4, false },
	{ PATTERN_CLOSED_POSTS, { PATTERN_CLOSED_OFFICE_POSTS, PATTERN_CLOSED_INSTITUTE_POSTS }, 2, true },
	{ PATTERN_CLOSED_RETIRED, { PATTERN_CLOSED_LEFT, PATTERN_CLOSED_PENSIONED }, 2, true },
	{ PATTERN_CLOSED_DEBT, { PATTERN_CLOSED_GENERAL_DEBT, PATTERN_CLOSED_SPECIAL_DEBT }, 2, true },
};

const struct closed_set *closed_set(size_t k)
{
	return k < sizeof(closed) / sizeof(*closed) ? &closed[k] : NULL;
}

/* Each part of set `k` stands in the list, once; `set` gets them. */
static bool find_set(const struct sum *sum, size_t k, struct sum *set)
{
	const struct patterns *p = sum->c->patterns;

	*set = *sum;
	set->n = 0;
	if (sum->n < closed[k].n || !pattern_has(p, closed[k].total, sum->total->subject))
		return false;
	for (size_t i = 0; i < closed[k].n; i++) {
		size_t before = set->n;

		for (size_t part = 0; part < sum->n; part++)
			if (pattern_has(p, closed[k].parts[i], sum->parts[part]->subject))
				sum_add(set, sum->parts[part]);
		if (set->n != before + 1)
			return false;
	}
	return true;
}

/* The parts of a set that leaves nothing out, where the list holds one. What else stands in it are parts of parts. */
static bool find_closed(const struct sum *sum, struct sum *set)
{
	for (size_t k = 0; k < sizeof(closed) / sizeof(*closed); k++)
		if (find_set(sum, k, set) && (!closed[k].alone || (set->n == sum->n && !sum->nested)))
			return true;
	return false;
}

/* 其他 at the end of a list takes what is left. */
static bool ends_with_rest(const struct sum *sum)
{
	return pattern_has(sum->c->patterns, PATTERN_REST_NAME, sum->parts[sum->n - 1]->subject);
}

/* The last character of what is counted: 车 of 机要通信用车1辆. */
static struct str kind_of(const struct sum *sum, const struct figure *f)
{
	struct str s = subject_core(sum->c, f->subject);
	size_t pos = s.len;

	if (!s.len)
		return s;
	utf8_prev(s, &pos);
	return str_sub(s, pos, s.len);
}

/* All parts are of one kind, so that none is counted twice: 轿车, 越野车; 公务员, 工勤人员; not 女性, 党员. */
static bool are_alike(const struct sum *sum)
{
	struct str kind = kind_of(sum, sum->parts[0]);
	size_t same = 0, status = 0;

	for (size_t i = 0; i < sum->n; i++) {
		same += kind.len && str_eq(kind, kind_of(sum, sum->parts[i]));
		status += pattern_has(sum->c->patterns, PATTERN_STATUS, sum->parts[i]->subject);
	}
	return same == sum->n || status == sum->n;
}

/* --- the verdict --- */

static bool is_here(const struct sum *sum, const struct figure *f)
{
	return f >= sum->line->figs && f < sum->line->figs + sum->line->nfigs;
}

void sum_report(const struct sum *sum, bool sure)
{
	struct check *c = sum->c;
	struct range r = add_up(sum, 0, sum->n);
	const struct figure *at = sum->total;
	int64_t factor = 0;
	struct buf list;

	if (is_scaled(sum, &at, &factor) && !is_here(sum, at))
		at = sum->total;
	if (factor > 0 && is_here(sum, at)) {
		report_unit(c, sum->line, at, factor);
		return;
	}
	buf_init(&list);
	for (size_t i = 0; i < sum->n; i++) {
		const struct figure *part = sum->parts[i];
		bool here = is_here(sum, part);

		buf_z(&list, i ? "+" : "");
		if (here && part->factor != sum->total->factor) /* with its unit: that may be the mistake */
			buf_str(&list, figure_text(sum->line, part));
		else
			buf_str(&list, here ? str_sub(sum->line->s, part->from, part->digits_to)
			                    : figure_print(c, &(struct line){ .s = STR("") }, part, part->value));
	}
	report_if(c, sum->line, at->from, sure, SUM, check_quote(c, sum->line->s, sum->total->from, sum->total->to, 10),
	          figure_print(c, sum->line, sum->total, range_middle(c->arena, r)), figure_text(sum->line, sum->total),
	          buf_take(&list, c->arena));
	buf_release(&list);
}

/* However far off. */
static bool is_proved(const struct sum *sum)
{
	if (sum->nested || sum_divides_other(sum))
		return false;
	return sum_mistyped(sum) || (sum_is_more(sum) && sum->direct && sum_is_division(sum));
}

/* A list that says that it is complete. */
static bool judge_complete(const struct sum *sum, bool alike)
{
	bool counted = sum->total->kind == FIG_COUNT;

	if (sum_is_near(sum, NEAR) || sum_is_slip(sum) || (counted && alike))
		sum_report(sum, !sum->apart && (!counted || alike));
	else if (sum_is_near(sum, WITHIN) || is_proved(sum))
		sum_report(sum, false);
	else
		return false;
	return true;
}

/* 公务接待费, 其中国内公务接待: the name of the part repeats the whole's. */
static bool repeats_name(struct check *c, const struct figure *total, const struct figure *part)
{
	struct str a = pattern_remove(c->patterns, PATTERN_ITEM_FRAME, c->arena, subject_core(c, total->subject));
	struct str b = pattern_remove(c->patterns, PATTERN_ITEM_FRAME, c->arena, subject_core(c, part->subject));

	return str_common(a, b) >= strlen("接待费");
}

/* 其中 one that is more than all of it. */
static void judge_part(const struct sum *sum)
{
	struct check *c = sum->c;

	for (size_t i = 0; i < sum->n && sum->total->kind == FIG_MONEY && sum->direct && !sum->apart; i++) {
		const struct figure *part = sum->parts[i];

		if (number_cmp(range_of(c->arena, part).lo, range_of(c->arena, sum->total).hi) <= 0 ||
		    !repeats_name(c, sum->total, part))
			continue;
		report(c, sum->line, part->from, EXCEEDS, check_quote(c, sum->line->s, part->from, part->to, 10),
		       figure_text(sum->line, sum->total),
		       check_quote(c, sum->line->s, sum->total->from, sum->total->to, 10),
		       check_place(c, sum->line, sum->total->from));
		return;
	}
}

/* 其中: parts may be left out, but are never more than the whole; people are counted under several heads. */
static bool judge_open(const struct sum *sum, bool alike)
{
	bool money = sum->total->kind == FIG_MONEY;
	/* 总计 may hold what is carried over */
	bool rest = !sum_is_more(sum) && pattern_has(sum->c->patterns, PATTERN_GRAND, sum->total->subject);

	/* of items in paragraphs of their own a small one may be left out */
	if (sum_is_near(sum, sum->apart && !sum_is_more(sum) ? TINY : NEAR) && sum->total->decimals + 1 >= sum->parts[0]->decimals)
		sum_report(sum, !sum->nested && !sum->apart && money);
	else if ((sum_is_more(sum) && (money || alike) && sum_is_near(sum, WITHIN)) || (sum_is_slip(sum) && !rest && !sum_divides_other(sum)) || is_proved(sum))
		sum_report(sum, false);
	else
		return false;
	return true;
}

bool sum_judge_closed(const struct sum *sum)
{
	struct sum set;

	if (!find_closed(sum, &set))
		return false;
	if (!sum_adds_up(&set))
		sum_report(&set, true);
	return true;
}

void sum_judge(struct sum *sum)
{
	bool counted, alike;

	if (sum->n == 0 || number_sign(sum->total->value) == 0 || sum_adds_up(sum))
		return;
	if (sum->n == 1) {
		judge_part(sum);
		return;
	}
	if (sum_judge_closed(sum))
		return;
	counted = sum->total->kind == FIG_COUNT;
	alike = are_alike(sum);
	sum->complete |= ends_with_rest(sum);
	/* in short lists of small counts some are the others' sum by chance */
	if (!(counted && alike && sum->complete && !sum->nested) && sum_fits(sum))
		return;
	if (sum->complete && !sum->nested ? judge_complete(sum, alike) : (!sum->nested || !counted) && judge_open(sum, alike))
		return;
	judge_part(sum);
}
