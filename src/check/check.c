/* check.c - the run: paragraphs in canonical form, structure, then every rule. Rules only add findings. */
#include "check/check.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

static bool silenced(const struct check *c, enum diag_code code)
{
	struct str name = str_from(diag_name(code));

	if (c->options && c->options->quiet && diag_level_of(code) == LEVEL_NOTE)
		return true;
	for (size_t i = 0; c->options && i < c->options->nsilences; i++)
		if (str_eq(c->options->silences[i].code, name))
			return true;
	return false;
}

void check_report(struct check *c, const struct line *line, size_t at, enum diag_code code, const struct str *args, size_t n)
{
	if (!silenced(c, code))
		diag_add(c->diags, code, check_origin(line, at), args, n);
}

void check_report_typed(struct check *c, const struct line *line, size_t at, enum diag_code code, const struct str *args,
                        size_t n)
{
	if (!silenced(c, code))
		diag_add(c->diags, code, text_origin(&line->in->text, at), args, n);
}

/* --- what is alike --- */

struct alike {
	struct str key;
	struct origin at;
	enum diag_code code;
	struct str args[4];
	bool told;
};

void check_report_alike(struct check *c, struct str key, struct origin at, enum diag_code code, const struct str *args, size_t n)
{
	struct alike *a;

	if (silenced(c, code))
		return;
	c->alike = mem_grow(c->alike, c->nalike, &c->alike_size, sizeof(*c->alike));
	a = &c->alike[c->nalike++];
	*a = (struct alike){ .key = key, .at = at, .code = code };
	for (size_t i = 0; i < n && i < 4; i++)
		a->args[i] = args[i];
}

static bool is_alike(const struct alike *a, const struct alike *b)
{
	return a->code == b->code && str_eq(a->key, b->key);
}

/* A few are told one by one, as each has to be put right; many are one finding at the first place, with the others. */
static void tell_alike(struct check *c)
{
	enum { FEW = 5 };

	for (size_t i = 0; i < c->nalike; i++) {
		struct alike *first = &c->alike[i];
		size_t many = 0;

		for (size_t k = i; k < c->nalike && !first->told; k++)
			many += is_alike(&c->alike[k], first);
		for (size_t k = i; k < c->nalike && !first->told; k++) {
			struct alike *a = &c->alike[k];

			if (!is_alike(a, first))
				continue;
			if (many > FEW)
				diag_add_use(c->diags, a->code, first->at, a->at, false, first->args, 4);
			else
				diag_add(c->diags, a->code, a->at, a->args, 4);
			a->told = k > i;
		}
	}
	mem_free(c->alike);
}

/* A silence for a code that does not exist would hide nothing and look as if it did. */
static void check_silences(struct check *c)
{
	for (size_t i = 0; c->options && i < c->options->nsilences; i++) {
		const struct check_silence *s = &c->options->silences[i];
		size_t code = 0;

		while (code < DIAG_COUNT && !str_eq(s->code, str_from(diag_name((enum diag_code)code))))
			code++;
		if (code == DIAG_COUNT)
			diag(c->diags, TEXT_SILENCE, s->origin, s->code);
	}
}

/* The year that stands most often in the text, but for comparisons; the later one of two. */
static int main_year(const struct check *c)
{
	int counts[200] = { 0 }, best = 0;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++) {
			int64_t year = 0;

			if (c->lines[i].figs[k].kind == FIG_YEAR && number_to_int(c->lines[i].figs[k].value, &year) &&
			    year >= 1900 && year < 2100 && !figure_is_base_year(c, &c->lines[i], &c->lines[i].figs[k]))
				counts[year - 1900]++;
		}
	for (int i = 1; i < 200; i++)
		if (counts[i] >= counts[best])
			best = i;
	return counts[best] ? 1900 + best : 0;
}

static int64_t main_factor(const struct check *c)
{
	static const int64_t factors[] = { 10000, 1, 100000000 };
	size_t counts[sizeof(factors) / sizeof(*factors)] = { 0 }, best = 0;

	for (size_t i = 0; i < c->n; i++)
		for (size_t k = 0; k < c->lines[i].nfigs; k++)
			for (size_t u = 0; u < sizeof(factors) / sizeof(*factors); u++)
				counts[u] += c->lines[i].figs[k].kind == FIG_MONEY && c->lines[i].figs[k].factor == factors[u];
	for (size_t u = 1; u < sizeof(factors) / sizeof(*factors); u++)
		if (counts[u] > counts[best])
			best = u;
	return counts[best] ? factors[best] : 0;
}

static const struct {
	void (*run)(struct check *);
} rules[] = {
	{ check_structure },   { check_leftovers }, { check_growth },  { check_shares },    { check_completion },
	{ check_rates },
	{ check_changes },
	{ check_sums },        { check_scores }, { check_score_texts },    { check_facts },   { check_relations }, { check_units },
	{ check_punctuation }, { check_brackets },  { check_endings }, { check_numbering }, { check_headings },
	{ check_repeats },     { check_names },       { check_words },     { check_counts },  { check_titles },
	{ check_subjects },    { check_labels },  { check_projects },
	{ check_tables },
	{ check_dates },       { check_near_words }, { check_purposes }, { check_offices },
	{ check_grades },
};

void check_paras(struct arena *arena, const struct check_para *paras, size_t n, const struct check_options *options,
                 struct diags *diags)
{
	struct check c = { .arena = arena, .options = options, .diags = diags };

	c.patterns = patterns_new();
	c.lines = arena_array(arena, n + 1, sizeof(*c.lines));
	for (size_t i = 0; i < n; i++) {
		line_read(&c, &c.lines[c.n], &paras[i]);
		c.n += c.lines[c.n].s.len > 0;
	}
	check_silences(&c);
	check_marks(&c);
	for (size_t i = 0; i < c.n; i++)
		figures_read(&c, &c.lines[i]);
	c.year = main_year(&c);
	c.factor = main_factor(&c);
	for (size_t i = 0; i < sizeof(rules) / sizeof(*rules); i++)
		rules[i].run(&c);
	tell_alike(&c);
	patterns_drop(c.patterns);
}

/* --- a merged document --- */

struct paras {
	struct check_para *items;
	size_t n, size;
};

static void add_para(struct paras *out, struct text text, enum check_kind kind)
{
	out->items = mem_grow(out->items, out->n, &out->size, sizeof(*out->items));
	out->items[out->n++] = (struct check_para){ .text = text, .kind = kind };
}

static void add_table(struct paras *out, struct arena *arena, const struct doc_table *table)
{
	for (size_t i = 0; i < table->ncells; i++)
		if (table->cells[i].text.str.len) {
			struct text_place *place = arena_make(arena, struct text_place);

			place->origin = table->cells[i].origin; /* a cell, as a whole: its column is no place in the text */
			add_para(out, (struct text){ .str = table->cells[i].text.str, .places = place, .nplaces = 1 }, CHECK_CELL);
		}
	for (size_t i = 0; i < table->nnotes; i++)
		add_para(out, table->notes[i], CHECK_PROSE);
}

static bool has_gap(const struct text *text)
{
	for (size_t i = 0; i < text->nspans; i++)
		if (text->spans[i].kind == SPAN_MISSING)
			return true;
	return false;
}

/* In a line that lacks a value: which was reported, and what the line says without it is no news. */
static bool in_gap(const struct paras *paras, struct origin at)
{
	for (size_t i = 0; i < paras->n; i++) {
		const struct text *text = &paras->items[i].text;

		for (size_t k = 0; k < text->nplaces && has_gap(text); k++)
			if (text->places[k].origin.src == at.src && text->places[k].origin.line == at.line)
				return true;
	}
	return false;
}

void check_doc(struct arena *arena, const struct doc *doc, const struct check_options *options, struct diags *diags)
{
	struct paras paras = { 0 };
	struct diags *found = diags_new();

	for (const struct doc_section *section = doc->first; section; section = section->next)
		for (const struct doc_block *block = section->first; block; block = block->next) {
			if (block->kind == DOC_PARA)
				add_para(&paras, block->para.text, section->kind == SECTION_COVER ? CHECK_CELL : CHECK_PROSE);
			else if (block->kind == DOC_TABLE)
				add_table(&paras, arena, &block->table);
		}
	check_paras(arena, paras.items, paras.n, options, found);
	for (size_t i = 0; i < diags_count(found); i++) {
		const struct diag *d = diags_at(found, i);

		if (!in_gap(&paras, d->origin))
			diag_copy(diags, d);
	}
	diags_drop(found);
	mem_free(paras.items);
}
