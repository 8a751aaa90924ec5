/* merge_policy.c - what a report declares for all of its figures: units, decimals, the base of rates, from which change on a reason
 * has to be given; and the search for changes without one. */
#include "merge/merge_int.h"

/* --- declarations --- */

static void bad(struct merge *m, const struct desc_attr *a, struct str part, const char *expected)
{
	diag(m->diags, BAD_VALUE, a->origin, part, a->name, str_from(expected));
}

static bool few_digits(struct merge *m, struct str text, int *out)
{
	struct number number;
	int64_t n;

	if (!number_parse(m->arena, text, &number) || !number_to_int(number, &n) || n < 0 || n > 6)
		return false;
	*out = (int)n;
	return true;
}

static bool declared(const struct number_policy *p, const struct unit *unit)
{
	for (size_t i = 0; i < p->nunits; i++)
		if (str_eq(p->units[i].unit->name, unit->name))
			return true;
	return false;
}

/* One word of digits="2 亿元:4 %:1": decimals of all amounts, or of a unit. */
static void declare_digits(struct merge *m, const struct desc_attr *a, struct str word, struct number_policy *p, bool *amounts)
{
	ptrdiff_t colon = str_find(word, STR(":"));
	struct unit_digits entry = { 0 };

	if (!few_digits(m, colon < 0 ? word : str_sub(word, (size_t)colon + 1, word.len), &entry.digits)) {
		bad(m, a, word, "0 … 6, 亿元:4");
	} else if (colon < 0 && *amounts) {
		bad(m, a, word, BOTH("decimals of all amounts once", "金额的小数位数一次"));
	} else if (colon < 0) {
		p->digits = entry.digits;
		*amounts = true;
	} else if (!(entry.unit = unit_find(str_sub(word, 0, (size_t)colon)))) {
		diag(m->diags, UNKNOWN_UNIT, a->origin, str_sub(word, 0, (size_t)colon));
	} else if (declared(p, entry.unit)) {
		bad(m, a, word, BOTH("a unit once", "每个单位一次"));
	} else if (p->nunits == POLICY_UNITS) {
		bad(m, a, word, BOTH("16 units", "16 个单位"));
	} else {
		p->units[p->nunits++] = entry;
	}
}

static void declare_all_digits(struct merge *m, const struct desc_attr *a, struct number_policy *p)
{
	bool amounts = false; /* declared already */

	for (size_t from = 0, to; a && from < a->value.len; from = to + 1) {
		for (to = from; to < a->value.len && a->value.ptr[to] != ' ' && a->value.ptr[to] != '\n';)
			to++;
		if (to > from)
			declare_digits(m, a, str_sub(a->value, from, to), p, &amounts);
	}
}

static void declare_threshold(struct merge *m, const struct desc_attr *a, struct number_policy *p)
{
	struct str text = a ? str_trim(a->value) : STR("");

	if (!a)
		return;
	p->wants_reason = str_ends(text, STR("%")) && number_parse(m->arena, str_sub(text, 0, text.len - 1), &p->reason_from) &&
	                  number_sign(p->reason_from) > 0;
	if (!p->wants_reason)
		bad(m, a, a->value, "10%");
}

struct number_policy merge_policy(struct merge *m, const struct desc_node *report)
{
	struct number_policy p = { .digits = 2 };
	const struct desc_attr *amounts = desc_attr(report, "amounts");
	const struct unit *yuan = unit_yuan();

	p.amounts = unit_find(amounts ? amounts->value : STR("万元"));
	if (!p.amounts)
		diag(m->diags, UNKNOWN_UNIT, amounts->origin, amounts->value);
	else if (p.amounts->dimension != yuan->dimension)
		bad(m, amounts, amounts->value, BOTH("a unit of 元: 元, 千元, 万元, 亿元", "以元计的单位：元、千元、万元、亿元"));
	if (!p.amounts || p.amounts->dimension != yuan->dimension)
		p.amounts = unit_find(STR("万元"));
	p.exact_percent = str_eq(desc_value(report, "percent"), STR("exact"));
	declare_all_digits(m, desc_attr(report, "digits"), &p);
	declare_threshold(m, desc_attr(report, "reason-threshold"), &p);
	return p;
}

/* --- changes without a reason --- */

/* The rate of 增减 or 升降, as far as a change passes the threshold. */
static bool big_change(const struct number_policy *p, const struct trace *t)
{
	return t && !t->words && t->kind == TRACE_FORMULA && t->unit && t->unit->kind == UNIT_PERCENT && !str_eq(t->unit->name, STR("百分点")) &&
	       (str_eq(t->text, STR("增减")) || str_eq(t->text, STR("升降"))) && number_cmp(t->number, p->reason_from) >= 0;
}

static bool gives_reason(struct str s)
{
	static const char *const words[] = { "主要原因", "变动原因", "原因是", "原因为", "原因系", "原因：", "主要是", "主要系", "主要由于", "主要因" };

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		if (str_find(s, str_from(words[i])) >= 0)
			return true;
	return false;
}

/* A paragraph that does not end with a full stop goes on in the next one. */
static bool goes_on(struct str s)
{
	s = str_trim(s);
	return str_ends(s, STR("；")) || str_ends(s, STR("，")) || str_ends(s, STR("：")) || str_ends(s, STR("、"));
}

static bool reason_follows(const struct doc_block *b, size_t from)
{
	if (gives_reason(str_sub(b->para.text.str, from, b->para.text.str.len)))
		return true;
	while (goes_on(b->para.text.str) && (b = b->next) && b->kind == DOC_PARA)
		if (gives_reason(b->para.text.str))
			return true;
	return false;
}

static void check_para(struct merge *m, const struct doc_block *b)
{
	const struct number_policy *p = &m->eval.policy;
	const struct text *text = &b->para.text;
	struct buf threshold;

	for (size_t i = 0; i < text->nspans; i++) {
		const struct span *s = &text->spans[i];

		if (s->kind != SPAN_FIGURE || !big_change(p, s->trace) || reason_follows(b, s->to))
			continue;
		buf_init(&threshold);
		number_print_exact(&threshold, p->reason_from);
		buf_char(&threshold, '%');
		diag(m->diags, REASON_MISSING, text_origin(text, s->from), str_sub(text->str, s->from, s->to), buf_as_str(&threshold));
		buf_release(&threshold);
	}
}

void merge_reasons(struct merge *m)
{
	if (!m->eval.policy.wants_reason)
		return;
	for (const struct doc_section *s = m->doc->first; s; s = s->next)
		for (const struct doc_block *b = s->first; b; b = b->next)
			if (b->kind == DOC_PARA)
				check_para(m, b);
}
