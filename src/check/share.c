/* share.c - A is D % of B: 占…%, recomputed from the amounts around it.
 *
 * The whole may be named (占政府采购支出总额的…), stand before, behind or in the paragraph above, or be the sum of the parts. Only when no
 * candidate gives the printed share, and one of them is what the words mean, is it wrong. */
#include <string.h>

#include "base/arena.h"
#include "check/share_int.h"

enum { AROUND = 6, ROW = 2 }; /* [paragraphs] where a row of shares may go on; shares that agree */

static bool is_amount(const struct figure *f)
{
	return (f->use == USE_LEVEL || f->use == USE_CHANGE) && (f->kind == FIG_MONEY || f->kind == FIG_COUNT);
}

const struct figure *share_part(const struct line *line, size_t percent)
{
	for (size_t i = percent; i-- > 0;) {
		const struct figure *f = &line->figs[i];

		if (f->sentence != line->figs[percent].sentence)
			return NULL;
		if (f->kind == FIG_PERCENT && f->use != USE_DONE && f->use != USE_RATE)
			return NULL;
		if (is_amount(f) && f->use == USE_LEVEL && f->depth <= line->figs[percent].depth)
			return f->approx ? NULL : f;
	}
	return NULL;
}

bool share_fits(const struct share *share, struct range whole)
{
	struct arena *arena = share->c->arena;
	struct range percent, part = range_of(arena, share->part);

	if (number_sign(share->percent->value) == 0 && number_sign(share->part->value) == 0)
		return true;
	if (!range_rate(arena, part, whole, &percent))
		return number_sign(whole.hi) > 0;
	return range_meets(percent, range_of(arena, share->percent));
}

static void add_bases(struct share *share, const struct line *line)
{
	for (size_t i = 0; i < line->nfigs && share->nbases < BASES_MAX; i++)
		if (&line->figs[i] != share->part && line->figs[i].use == USE_LEVEL &&
		    figure_comparable(&line->figs[i], share->part)) {
			share->base_lines[share->nbases] = line;
			share->bases[share->nbases++] = &line->figs[i];
		}
}

/* 占…的: the name between 占 and the number. */
struct str share_named(struct check *c, const struct line *line, const struct figure *percent)
{
	size_t from = percent->from > 130 ? percent->from - 130 : 0;
	struct str prefix;
	struct match m;

	while (((unsigned char)line->s.ptr[from] & 0xC0) == 0x80)
		from++;
	prefix = str_sub(line->s, from > percent->clause ? from : percent->clause, percent->from);
	return pattern_find(c->patterns, PATTERN_SHARE_OF, prefix, 0, &m) ? match_group(prefix, &m, 0) : STR("");
}

/* The parts that the sentence gives bare shares of, added up. */
static struct range sum_of_parts(const struct share *share, size_t *n, struct number *percents)
{
	struct range sum = range_none();
	const struct line *line = share->line;

	*n = 0;
	*percents = number_from(0);
	for (size_t i = 0; i < line->nfigs; i++) {
		const struct figure *part = line->figs[i].use == USE_SHARE ? share_part(line, i) : NULL;

		if (!part || !figure_comparable(part, share->part) || share_named(share->c, line, &line->figs[i]).len)
			continue;
		sum = range_add(share->c->arena, sum, range_of(share->c->arena, part));
		*percents = number_add(share->c->arena, *percents, line->figs[i].value);
		(*n)++;
	}
	return sum;
}

static bool full(struct arena *arena, struct number percents)
{
	struct number off = number_abs(arena, number_sub(arena, percents, number_from(100)));

	return number_cmp(off, number_ratio(5, 10)) <= 0;
}

bool share_is_slip(const struct share *share, struct range percent)
{
	return range_slip(share->c->arena, percent, range_of(share->c->arena, share->percent));
}

void share_wrong(const struct share *share, bool sure, struct range whole, struct str base)
{
	struct check *c = share->c;
	struct str part = figure_text(share->line, share->part);
	struct range percent;
	struct str how;

	if (!range_rate(c->arena, range_of(c->arena, share->part), whole, &percent))
		return;
	how = str_printf(c->arena, "%.*s÷%.*s%s", STR_FMT(part), STR_FMT(base), share_is_slip(share, percent) ? ", ×10ⁿ" : "");
	report_if(c, share->line, share->percent->from, sure, SHARE,
	          check_quote(c, share->line->s, share->part->from, share->percent->to, 10),
	          percent_print(c, share->percent, range_of(c->arena, share->part), whole),
	          figure_text(share->line, share->percent), how);
}

/* --- a named whole --- */

/* “三公”经费 of “三公”经费财政拨款支出决算. */
static struct str stem(struct check *c, struct str name)
{
	struct match m;

	name = pattern_remove(c->patterns, PATTERN_WHOLE_FILLER, c->arena,
	                      pattern_remove(c->patterns, PATTERN_YEAR_OF, c->arena, name));
	if (pattern_find(c->patterns, PATTERN_STEM_TAIL, name, 0, &m))
		name = str_sub(name, 0, m.from);
	return name;
}

static bool is_named(const struct share *share, const struct figure *f)
{
	struct str name = subject_core(share->c, share->named), subject = subject_core(share->c, f->subject);

	if (!str_has(f->subject, share->named)) {
		struct str a = stem(share->c, share->named), b = stem(share->c, f->subject);

		if (han_count(a) >= 4 && str_eq(a, b) && !str_has(f->subject, STR("收入")) == !str_has(share->named, STR("收入")))
			return true;
		if (han_count(name) < 2 || han_count(subject) < 2 || !(str_eq(name, subject)))
			return false;
		/* the words that the core leaves out must not tell income from expenditure */
		return str_has(share->named, STR("收入")) == str_has(f->subject, STR("收入"));
	}
	return true;
}

/* Which of the totals around gives the share as printed, for a message. */
static struct str other_base(const struct share *share)
{
	for (size_t i = 0; i < share->nbases; i++)
		if (share_fits(share, range_of(share->c->arena, share->bases[i])))
			return str_printf(share->c->arena, "; %.*s: ÷%.*s", STR_FMT(figure_text(share->line, share->percent)),
			                  STR_FMT(figure_text(share->base_lines[i], share->bases[i])));
	return STR("");
}

/* 比上年24.57亿元: an amount that the sentence only compares with. */
static bool is_others(const struct share *share, const struct figure *f)
{
	return pattern_has(share->c->patterns, PATTERN_BASE_ONLY, f->subject);
}

/* The total that a sentence begins with, when the parts behind it are introduced as its parts. */
static const struct figure *leading_total(const struct share *share)
{
	const struct line *line = share->line;
	const struct figure *total = NULL;

	for (size_t i = 0; i < line->nfigs && line->figs[i].from < share->part->from; i++) {
		const struct figure *f = &line->figs[i];
		struct str behind = str_sub(line->s, f->to, share->part->from);

		if (f->use == USE_LEVEL && !f->approx && figure_comparable(f, share->part) && f != share->part &&
		    number_cmp(f->value, share->part->value) >= 0 && !is_others(share, f) &&
		    (pattern_has(share->c->patterns, PATTERN_PARTS, behind) ||
		     pattern_has(share->c->patterns, PATTERN_TOTAL, f->subject)))
			total = f;
	}
	return total;
}

/* 占58.30万元的68.27% with a part of 39.80亿元: the unit of the whole is wrong, or that of the part. */
static bool unit_slip(const struct share *share, const struct line *line, const struct figure *whole)
{
	struct check *c = share->c;
	struct range value = range_of(c->arena, whole);
	const struct figure *part = share->part;
	bool more = share_fits(share, range_scale(c->arena, value, 10000, 1)), less = share_fits(share, range_scale(c->arena, value, 1, 10000));
	bool is_part = whole->factor == c->factor && part->factor != c->factor;

	if (whole->kind != FIG_MONEY || number_sign(share->percent->value) == 0 || (!more && !less) || whole->factor == part->factor)
		return false;
	if (is_part)
		report_unit(c, share->line, part, more ? part->factor / 10000 : part->factor * 10000);
	else
		report_unit(c, line, whole, more ? whole->factor * 10000 : whole->factor / 10000);
	return true;
}

/* Of the amounts that bear the name, the one nearest before the share. */
static size_t nearest(const struct share *share, const struct whole *w)
{
	size_t best = 0;

	for (size_t i = 1; i < w->n; i++)
		if (w->lines[i] < share->line || (w->lines[i] == share->line && w->figs[i] < share->percent))
			best = i;
	return best;
}

/* The amounts that bear the name: one of them gives the share, or the share is of something else. */
static void judge_whole(const struct share *share, const struct whole *w)
{
	struct arena *arena = share->c->arena;
	const struct figure *total = leading_total(share);
	size_t best = nearest(share, w);
	bool one = true;

	/* 财政拨款基本支出 may be called 基本支出 for short */
	for (size_t i = 0; i < share->nbases; i++)
		if (is_named(share, share->bases[i]) && share_fits(share, range_of(arena, share->bases[i])))
			return;
	for (size_t i = 0; i < w->n; i++) {
		if (share_fits(share, range_of(arena, w->figs[i])))
			return;
		one &= range_meets(range_of(arena, w->figs[i]), range_of(arena, w->figs[0]));
	}
	if (total && total->sentence == share->percent->sentence && is_named(share, total) && str_has(total->subject, share->named))
		share_wrong(share, one, range_of(arena, total), figure_text(share->line, total));
	else if (!unit_slip(share, w->lines[best], w->figs[best]))
		share_wrong(share, one, range_of(arena, w->figs[best]),
		            str_printf(arena, "%.*s%.*s", STR_FMT(figure_text(w->lines[best], w->figs[best])), STR_FMT(other_base(share))));
}

/* Off by a fifth at most, or by its point: else another whole is meant. */
static bool may_be_meant(const struct share *share, struct range whole)
{
	struct arena *arena = share->c->arena;
	struct range percent;
	struct number off;

	if (!range_rate(arena, range_of(arena, share->part), whole, &percent))
		return false;
	off = number_abs(arena, number_sub(arena, range_middle(arena, percent), share->percent->value));
	return share_is_slip(share, percent) ||
	       number_cmp(number_mul(arena, off, number_from(5)), range_middle(arena, percent)) <= 0;
}

/* How many other shares around, said to be of the same or bare as this one, are shares of that whole. */
static size_t agreeing(const struct share *share, struct range whole)
{
	size_t at = (size_t)(share->line - share->c->lines), n = 0;
	size_t from = at > AROUND ? at - AROUND : 0, to = at + AROUND < share->c->n ? at + AROUND : share->c->n - 1;

	for (size_t k = from; k <= to; k++) {
		const struct line *line = &share->c->lines[k];

		for (size_t i = 0; i < line->nfigs && line->part == share->line->part && !line->cell; i++) {
			struct share other = { .c = share->c, .line = line, .percent = &line->figs[i] };

			if (other.percent == share->percent || other.percent->use != USE_SHARE || other.percent->decimals == 0 ||
			    !str_eq(share_named(share->c, line, other.percent), share->named) || !(other.part = share_part(line, i)))
				continue;
			n += figure_comparable(other.part, share->part) && number_sign(other.part->value) > 0 &&
			     share_fits(&other, whole);
		}
	}
	return n;
}

/* 一般公共服务支出A,占财政拨款支出合计的…; 教育支出B,占财政拨款支出合计的…: what the others are of, though it is called otherwise. */
static void judge_siblings(const struct share *share)
{
	for (size_t i = 0; i < share->nbases; i++)
		if (number_cmp(share->bases[i]->value, share->part->value) > 0 &&
		    agreeing(share, range_of(share->c->arena, share->bases[i])) >= ROW) {
			share_wrong(share, false, range_of(share->c->arena, share->bases[i]),
			            figure_text(share->base_lines[i], share->bases[i]));
			return;
		}
}

/* Amounts of the list that the part stands in, added up to it: 占转移支付比重 is of the two kinds of it in the same bracket. */
static bool fits_list(const struct share *share)
{
	struct range sum = range_of(share->c->arena, share->part);

	for (const struct figure *f = share->part + 1; f < share->line->figs + share->line->nfigs && f->sentence == share->part->sentence &&
	                                               f->depth >= share->part->depth;
	     f++)
		if (f->use == USE_LEVEL && f->depth == share->part->depth && figure_comparable(f, share->part)) {
			sum = range_add(share->c->arena, sum, range_of(share->c->arena, f));
			if (share_fits(share, sum))
				return true;
		}
	return false;
}

/* 预留采购预算A,其中预留给小微企业B,占预留金额的…: the total of the same sentence, which has the name's word; 24个村,占全部216个村的…. */
static bool judge_leading(struct share *share)
{
	const struct figure *total = leading_total(share);
	struct str name = stem(share->c, share->named);

	if (!total || total->sentence != share->percent->sentence || name.len < strlen("预留") || !str_has(total->subject, name) ||
	    number_cmp(total->value, share->part->value) < 0)
		return false;
	share_wrong(share, false, range_of(share->c->arena, total), figure_text(share->line, total));
	return true;
}

/* 216个村, 6个镇24个村: a number of what is named behind the unit, for a share of counts; NULL: none, or one gives the share. */
static const struct figure *counted_whole(const struct share *share, const struct line **where)
{
	struct check *c = share->c;
	struct str name = pattern_remove(c->patterns, PATTERN_WHOLE_FILLER, c->arena, share->named);
	const struct figure *found = NULL;

	for (size_t i = 0; name.len && share->part->kind == FIG_COUNT && i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs && !c->lines[i].cell; k++) {
			const struct figure *f = &c->lines[i].figs[k];

			if (f == share->part || !figure_comparable(f, share->part) || f->approx || number_cmp(f->value, share->part->value) <= 0 ||
			    !str_starts(str_sub(c->lines[i].s, f->to, c->lines[i].s.len), name))
				continue;
			if (share_fits(share, range_of(c->arena, f)))
				return NULL;
			*where = found ? *where : &c->lines[i];
			found = found ? found : f;
		}
	return found;
}

/* Nothing bears the name as it is: any total around may be meant, and what sounds like it is wrong only when none gives the share. */
static void judge_loosely(struct share *share)
{
	const struct figure *best = NULL;
	const struct line *best_line = NULL;

	for (size_t i = 0; i < share->nbases; i++)
		if (share_fits(share, range_of(share->c->arena, share->bases[i])))
			return;
	for (size_t i = 0; i < share->nbases; i++)
		if (is_named(share, share->bases[i]) && number_cmp(share->bases[i]->value, share->part->value) > 0) {
			best = share->bases[i];
			best_line = share->base_lines[i];
		}
	if (!best && (best = counted_whole(share, &best_line)))
		share_wrong(share, false, range_of(share->c->arena, best), figure_text(best_line, best));
	else if (best && may_be_meant(share, range_of(share->c->arena, best)))
		share_wrong(share, false, range_of(share->c->arena, best), figure_text(best_line, best));
	else if (!best && !judge_leading(share))
		judge_siblings(share);
}

static void judge_named(struct share *share)
{
	struct whole w = share_whole(share);

	if (share->part->depth && fits_list(share))
		return;
	if (w.n)
		judge_whole(share, &w);
	else
		judge_loosely(share);
}

/* --- a bare share --- */

/* The whole that the shares beside this one are of; a row of shares without its total adds up to it. */
static void judge_row(const struct share *share, struct range sum, size_t parts)
{
	struct arena *arena = share->c->arena;

	for (size_t i = 0; i < share->nbases; i++) {
		struct range whole = range_of(arena, share->bases[i]);

		if (number_cmp(share->bases[i]->value, share->part->value) < 0 || agreeing(share, whole) < ROW)
			continue;
		share_wrong(share, false, whole, figure_text(share->base_lines[i], share->bases[i]));
		return;
	}
	if (parts > ROW && agreeing(share, sum) >= ROW)
		share_wrong(share, false, sum, STR("Σ"));
}

static bool fits_around(const struct share *share, const struct figure *total)
{
	for (size_t i = 0; i < share->nbases; i++) {
		if (!share_fits(share, range_of(share->c->arena, share->bases[i])))
			continue;
		/* a part of a part, or of a whole that is said later */
		if (!total || (share->base_lines[i] == share->line && number_cmp(share->bases[i]->value, share->part->value) > 0))
			return true;
	}
	return total && share_fits(share, range_of(share->c->arena, total));
}

/* Off by less than a point: the share is of that whole, and was calculated or typed wrong. */
static bool is_close(const struct share *share, struct range whole)
{
	struct arena *arena = share->c->arena;
	struct range percent;

	return range_rate(arena, range_of(arena, share->part), whole, &percent) &&
	       number_cmp(number_abs(arena, number_sub(arena, range_middle(arena, percent), share->percent->value)),
	                  number_from(1)) < 0;
}

static void judge_bare(struct share *share)
{
	const struct figure *total = leading_total(share);
	struct number percents;
	size_t parts;
	struct range sum = sum_of_parts(share, &parts, &percents);

	if (fits_around(share, total) || (parts > 1 && share_fits(share, sum)))
		return;
	if (total && unit_slip(share, share->line, total))
		return;
	if (total)
		share_wrong(share, true, range_of(share->c->arena, total), figure_text(share->line, total));
	else if (parts > 1 && full(share->c->arena, percents) && (agreeing(share, sum) || is_close(share, sum)))
		share_wrong(share, false, sum, STR("Σ"));
	else
		judge_row(share, sum, parts);
}

/* A list item's share may be of the total in the list's beginning, or of one in the paragraphs before. */
static void add_context(struct share *share)
{
	size_t at = (size_t)(share->line - share->c->lines);

	add_bases(share, share->line);
	for (size_t k = at; k-- > 0 && at - k <= 14 && share->nbases < BASES_MAX;)
		if (share->c->lines[k].part == share->line->part && !share->c->lines[k].cell)
			add_bases(share, &share->c->lines[k]);
	for (size_t k = at + 1; k < share->c->n && k <= at + 2; k++)
		add_bases(share, &share->c->lines[k]);
}

/* 占…的8.1%和91.9%: shares of several amounts in one breath. */
static bool is_listed(const struct line *line, size_t k)
{
	const struct figure *f = &line->figs[k], *next = k + 1 < line->nfigs ? f + 1 : NULL;
	struct str between = next ? str_sub(line->s, f->to, next->from) : STR("");

	return next && next->kind == FIG_PERCENT &&
	       (str_eq(between, STR("、")) || str_eq(between, STR("和")) || str_eq(between, STR("及")));
}

/* --- what the share is of --- */

/* 税收收入占…的57.7%, 税收占比: who is said to have the share, when no amount stands in that clause; empty: the amount before. */
static struct str owner_name(const struct share *share)
{
	struct str clause = str_sub(share->line->s, share->percent->clause, share->percent->from);
	ptrdiff_t at = str_find(clause, STR("占"));
	struct str name = at > 0 ? subject_core(share->c, str_sub(clause, 0, (size_t)at)) : STR("");

	if (share->part && share->part->from >= share->percent->clause)
		return STR("");
	return han_count(name) >= 2 && !pattern_has(share->c->patterns, PATTERN_NO_NAME, name) ? name : STR("");
}

/* The amount of that name nearest before the share, or anywhere in its section. */
static const struct figure *owned(const struct share *share, struct str name)
{
	size_t at = (size_t)(share->line - share->c->lines);

	for (size_t k = at + 1; k-- > 0 && at - k <= AROUND;) {
		const struct line *line = &share->c->lines[k];

		for (size_t i = line->nfigs; i-- > 0 && line->part == share->line->part && !line->cell;)
			if ((line != share->line || line->figs[i].from < share->percent->from) &&
			    line->figs[i].use == USE_LEVEL && !line->figs[i].approx &&
			    str_starts(subject_core(share->c, line->figs[i].subject), name))
				return &line->figs[i];
	}
	return NULL;
}

void check_shares(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		for (size_t k = 0; k < line->nfigs && !line->leftover && !line->cell; k++) {
			struct share share = { .c = c, .line = line, .percent = &line->figs[k] };
			struct str owner;

			if (share.percent->use != USE_SHARE || share.percent->approx || is_listed(line, k))
				continue;
			share.part = share_part(line, k);
			if ((owner = owner_name(&share)).len)
				share.part = owned(&share, owner);
			if (!share.part || is_others(&share, share.part))
				continue;
			share.named = share_named(c, line, share.percent);
			add_context(&share);
			if (share_row_wrong(&share))
				continue;
			if (share.named.len)
				judge_named(&share);
			else
				judge_bare(&share);
		}
	}
}
