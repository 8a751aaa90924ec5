/* residue.c - what a form left in the text: instructions, unfilled slots, choices, field codes; parts without content; names and years
 * that belong to another year's form. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

static const struct {
	enum pattern pattern;
	bool in_cells; /* true: in tables too */
	bool whole;    /* the figures and names of such a paragraph mean nothing */
} residues[] = {
	{ PATTERN_LEFT_DOTS, false, true },    { PATTERN_LEFT_ASK, false, true },     { PATTERN_LEFT_NOTE, false, true },
	{ PATTERN_LEFT_FIELD, true, false },   { PATTERN_LEFT_CROSSES, false, true }, { PATTERN_LEFT_CHOICE, false, false },
	{ PATTERN_LEFT_LISTED, false, false }, { PATTERN_LEFT_REASON, false, false }, { PATTERN_LEFT_NUMBER, false, true },
	{ PATTERN_LEFT_EMPTY, false, false },  { PATTERN_LEFT_SLOT, false, false },
};

/* An instruction that was left behind a sentence that somebody filled in: its figures mean what they say. */
static bool is_filled(const struct line *line, enum pattern pattern)
{
	for (size_t i = 0; (pattern == PATTERN_LEFT_NOTE || pattern == PATTERN_LEFT_ASK) && i < line->nfigs; i++)
		if (line->figs[i].kind == FIG_MONEY && line->figs[i].decimals > 0)
			return true;
	return false;
}

/* What is left of a form stands close together: one finding a paragraph for each kind, all the slots of a sentence that is filled otherwise. */
static void leftovers_of(struct check *c, struct line *line)
{
	size_t told = 0; /* as far as here */
	struct match m;

	if (line->furniture || (line->contents && !pattern_has(c->patterns, PATTERN_LEFT_FIELD, line->s)))
		return;
	for (size_t i = 0; i < sizeof(residues) / sizeof(*residues) && !line->leftover; i++)
		for (size_t from = 0; (!line->cell || residues[i].in_cells) && pattern_find(c->patterns, residues[i].pattern, line->s, from, &m);
		     from = residues[i].pattern == PATTERN_LEFT_SLOT && m.to > from ? m.to : line->s.len + 1) {
			line->leftover = residues[i].whole && !is_filled(line, residues[i].pattern);
			if (m.to <= told)
				continue;
			report_alike(c, str_printf(c->arena, "%zu", i), line, m.from, LEFTOVER, check_quote(c, line->s, m.from, m.to, 6));
			told = m.to;
		}
}

/* --- another year's form --- */

static void catalogue_year(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; c->year && pattern_find(c->patterns, PATTERN_CATALOGUE_YEAR, line->s, from, &m); from = m.to) {
		struct number year;

		if (number_parse(c->arena, match_group(line->s, &m, 0), &year) && number_cmp(year, number_from(c->year)) < 0)
			report(c, line, m.from, OLD_YEAR, str_sub(line->s, m.from, m.to), str_printf(c->arena, "%d", c->year));
	}
}

void check_leftovers(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		leftovers_of(c, &c->lines[i]);
		if (c->lines[i].cell)
			continue;
		catalogue_year(c, &c->lines[i]);
	}
}

/* --- parts without content --- */

static bool expects_text(const struct line *line)
{
	return line->heading && !line->contents && line->mark != MARK_PART && !str_has(line->s, STR("表")) &&
	       !str_has(line->s, STR("附件")) && !str_ends(line->s, STR("。")) && line->mark != MARK_DIGIT &&
	       line->mark != MARK_DIGIT_BRACKET;
}

static void empty_part(struct check *c, size_t i)
{
	const struct line *line = &c->lines[i], *next = i + 1 < c->n ? line + 1 : NULL;

	if (!next || !expects_text(line) || !next->heading || next->contents || next->mark > line->mark)
		return;
	if (next->mark == line->mark ? next->mark_value != line->mark_value + 1 : false)
		return;
	/* bullets of one list are short lines too: a heading has text under its neighbours */
	if (i > 0 && c->lines[i - 1].heading && c->lines[i - 1].mark == line->mark)
		return;
	if (next->mark == line->mark && i + 2 < c->n && c->lines[i + 2].heading && c->lines[i + 2].mark == line->mark)
		return;
	report(c, line, 0, EMPTY_PART, line->s);
}

/* --- units --- */

static bool is_money_word(const struct check *c, const struct figure *f)
{
	return pattern_has(c->patterns, PATTERN_MONEY_WORD, f->subject);
}

/* 4.19 has 角 and 分, 81,283 is grouped as amounts are: what money looks like without a unit. */
static bool looks_like_money(const struct line *line, const struct figure *f)
{
	return f->decimals == 2 || str_has(str_sub(line->s, f->from, f->digits_to), STR(","));
}

/* 支出决算为4.19。: an amount that a mark follows, and no list whose last member has the unit. */
static bool is_bare_amount(const struct check *c, const struct line *line, size_t k)
{
	const struct figure *f = &line->figs[k];
	struct str rest = str_sub(line->s, f->to, line->s.len);
	bool mark = str_starts(rest, STR("。")) || str_starts(rest, STR(";")) || (str_starts(rest, STR(",")) && rest.len > 1 && !ch_is_digit((unsigned char)rest.ptr[1]));

	if (f->kind != FIG_BARE || !mark || (k > 0 && f->from - f[-1].to <= 3) || str_has(line->s, STR("单位:")))
		return false;
	return f->use == USE_CHANGE ? f->decimals == 2
	                            : f->use == USE_LEVEL && looks_like_money(line, f) && pattern_has(c->patterns, PATTERN_BARE_MONEY, f->subject);
}

static void unit_of(struct check *c, const struct line *line, size_t k)
{
	const struct figure *f = &line->figs[k], *next = k + 1 < line->nfigs ? f + 1 : NULL;
	struct str digits = str_sub(line->s, f->from, f->digits_to);

	if (f->kind == FIG_MONEY && digits.len > 1 && digits.ptr[0] == '0' && ch_is_digit((unsigned char)digits.ptr[1]))
		report(c, line, f->from, LEADING_ZERO, figure_text(line, f));
	if (f->kind == FIG_BARE && f->use == USE_CHANGE && next && next->use == USE_RATE && next->sentence == f->sentence &&
	    next->from - f->to < 16)
		report(c, line, f->from, UNIT_MISSING, check_quote(c, line->s, f->from, f->to, 4));
	else if (f->kind == FIG_BARE && f->use == USE_RATE && f->decimals > 0)
		report(c, line, f->from, UNIT_MISSING, check_quote(c, line->s, f->from, f->to, 4));
	else if (f->kind == FIG_BARE && f->use == USE_CHANGE && f->decimals > 0 && k > 0 && f[-1].use == USE_CHANGE &&
	         f[-1].kind == FIG_MONEY && f[-1].sentence == f->sentence && f->from - f[-1].to < 16)
		report(c, line, f->from, UNIT_MISSING, check_quote(c, line->s, f->from, f->to, 4));
	else if (is_bare_amount(c, line, k))
		report(c, line, f->from, UNIT_MISSING, check_quote(c, line->s, f->from, f->to, 4));
	if (f->kind == FIG_MONEY && f->loose &&
	    (is_money_word(c, f) || (k > 0 && f[-1].kind == FIG_MONEY && !f[-1].loose && f[-1].clause == f->clause)))
		report_alike(c, STR(""), line, f->from, UNIT_SHORT, check_quote(c, line->s, f->from, f->to, 6));
	if (c->options && c->options->references && !f->reference &&
	    (f->kind == FIG_MONEY || f->use == USE_RATE || f->use == USE_SHARE || f->use == USE_DONE))
		report(c, line, f->from, TYPED_AMOUNT, figure_text(line, f));
}

static void no_unit(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_NO_PERCENT, line->s, from, &m); from = m.to)
		report(c, line, m.from, UNIT_MISSING, check_quote(c, line->s, m.from, m.to, 2));
	for (size_t from = 0; pattern_find(c->patterns, PATTERN_NO_MONEY, line->s, from, &m); from = m.to)
		report(c, line, m.from, UNIT_MISSING, str_sub(line->s, m.from, m.to));
}

static bool shows_zero(const struct line *line, const struct figure *f)
{
	return f->decimals > 0 && line->s.ptr[f->digits_to - 1] == '0';
}

/* Amounts of one list with differing decimals, although one of them keeps its final zero. */
static void mixed_digits(struct check *c, const struct line *line)
{
	for (size_t i = 0; i < line->nfigs; i++) {
		const struct figure *a = &line->figs[i];

		if (a->kind != FIG_MONEY || !shows_zero(line, a))
			continue;
		for (size_t k = 0; k < line->nfigs; k++) {
			const struct figure *b = &line->figs[k];

			if (b->kind != FIG_MONEY || b->factor != a->factor || b->decimals >= a->decimals ||
			    number_sign(b->value) == 0 || b->approx)
				continue;
			report(c, line, b->from, MIXED_DIGITS, figure_text(line, b), figure_text(line, a));
			return;
		}
	}
}

void check_units(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		empty_part(c, i);
		if (line->cell || line->leftover || line->contents || line->furniture)
			continue;
		for (size_t k = 0; k < line->nfigs; k++)
			unit_of(c, line, k);
		no_unit(c, line);
		mixed_digits(c, line);
	}
}
