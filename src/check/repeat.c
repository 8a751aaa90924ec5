/* repeat.c - what stands twice where it should stand once: a word, a sentence, a paragraph, a neighbour's explanation. What accounts repeat by nature (reasons, equal sums, forms) is let be. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

/* --- words --- */

static void words_of(struct check *c, const struct line *line)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_MORPHEME_TWICE, line->s, from, &m); from = m.to)
		report(c, line, m.from, WORD_TWICE, str_sub(line->s, m.from, m.to));

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_WORD_TWICE, line->s, from, &m); from = m.to) {
		struct str word = match_group(line->s, &m, 0);

		if (pattern_has(c->patterns, PATTERN_WORD_MAY_REPEAT, word) &&
		    (m.to - m.from == 2 * word.len || str_eq(word, STR("项目"))))
			continue;
		report(c, line, m.from, WORD_TWICE, str_sub(line->s, m.from, m.to));
	}
}

/* Two long names beside each other that differ in one character: 省政府办公室省政府办公厅. */
size_t name_differs(struct str a, struct str b)
{
	size_t n = 0, i = 0, k = 0;

	while (i < a.len && k < b.len && n < 2)
		n += utf8_next(a, &i) != utf8_next(b, &k);
	return n;
}

static bool all_han(struct str s)
{
	return han_count(s) * 3 == s.len;
}

static void near_words_of(struct check *c, const struct line *line)
{
	enum { LEN = 6 * 3 };

	for (size_t at = 0; at + 2 * LEN <= line->s.len; utf8_next(line->s, &at)) {
		struct str a = str_sub(line->s, at, at + LEN), b = str_sub(line->s, at + LEN, at + 2 * LEN);

		if (all_han(a) && all_han(b) && name_differs(a, b) == 1 && str_starts(a, str_sub(b, 0, 9))) {
			report(c, line, at, NAME_TWICE, str_sub(line->s, at, at + 2 * LEN));
			return;
		}
	}
}

/* --- sentences --- */

static struct str sentence_at(struct str s, size_t *from)
{
	struct str rest = str_sub(s, *from, s.len);
	ptrdiff_t stop = str_find(rest, STR("。"));
	size_t to = stop < 0 ? s.len : *from + (size_t)stop + 3;
	struct str sentence = str_sub(s, *from, to);

	*from = to;
	return sentence;
}

/* The clause that begins at *from, without its mark: as far as the next comma, or over commas. */
static struct str clause_at(struct str s, size_t *from, bool commas)
{
	size_t at = *from, end = s.len;

	*from = s.len;
	for (size_t pos = at; pos < s.len;) {
		size_t here = pos;
		uint32_t ch = utf8_next(s, &pos);

		if ((ch == ',' && commas) || ch == ';' || ch == 0x3002) {
			end = here;
			*from = pos;
			break;
		}
	}
	return str_sub(s, at, end);
}

/* One clause twice, right behind each other: a slip whatever it says. */
static bool clauses_of(struct check *c, const struct line *line, bool commas)
{
	enum { HAN_MIN = 6 };
	struct str before = STR("");

	for (size_t from = line->mark_to; from < line->s.len;) {
		size_t at = from;
		struct str clause = clause_at(line->s, &from, commas);

		if (han_count(clause) >= HAN_MIN && str_eq(clause, before)) {
			report(c, line, at, TWICE, check_quote(c, clause, 0, clause.len < 60 ? clause.len : 60, 0));
			return true;
		}
		before = str_ends(str_sub(line->s, 0, from), STR("。")) ? STR("") : clause; /* sentences_of compares sentences */
	}
	return false;
}

/* What accounts say again by nature, unless it is so long that nobody would write it twice beside each other. */
static bool may_recur(const struct check *c, struct str s)
{
	enum { HAN_LONG = 28 };

	return han_count(s) < HAN_LONG && pattern_has(c->patterns, PATTERN_MAY_RECUR, s);
}

/* One sentence twice, right behind each other, or a long one twice in the paragraph. */
static void sentences_of(struct check *c, const struct line *line)
{
	for (size_t from = line->mark_to; from < line->s.len;) {
		size_t rest;
		struct str a = sentence_at(line->s, &from);
		bool recurs = han_count(a) < 12 || may_recur(c, a);

		if (han_count(a) < 6)
			continue;
		for (rest = from; rest < line->s.len;) {
			size_t again = rest;
			struct str b = sentence_at(line->s, &rest);

			if (str_eq(a, b) && (!recurs || again == from)) {
				report(c, line, again, TWICE, check_quote(c, b, 0, b.len < 60 ? b.len : 60, 0));
				return;
			}
		}
	}
}

/* --- paragraphs --- */

static struct str body(const struct line *line)
{
	return str_sub(line->s, line->mark_to, line->s.len);
}

/* The paragraph of text before this one, headings passed over. */
static const struct line *text_before(const struct check *c, size_t i)
{
	for (size_t k = i; k-- > 0 && i - k <= 3;)
		if (!c->lines[k].heading && !c->lines[k].cell)
			return &c->lines[k];
	return NULL;
}

/* The last sentence of the paragraph before, again at the beginning of this one. */
static void taken_over(struct check *c, const struct line *before, const struct line *line)
{
	size_t end = line->mark_to, last = before->mark_to;
	struct str first = sentence_at(line->s, &end), s = STR("");

	while (last < before->s.len)
		s = sentence_at(before->s, &last);
	if (end < line->s.len && han_count(first) >= 12 && str_eq(first, s) && !may_recur(c, first))
		report(c, line, line->mark_to, TWICE, check_quote(c, first, 0, first.len < 60 ? first.len : 60, 0));
}

static void said_twice(struct check *c, const struct line *line, size_t at, struct str text)
{
	report(c, line, at, TWICE, check_quote(c, text, 0, text.len < 60 ? text.len : 60, 0));
}

/* An item again under the same number, or the beginning of it. */
static bool is_item_again(const struct line *line)
{
	const struct line *before = line - 1;

	return line->mark && !line->contents && !line->cell && before->mark == line->mark && before->mark_value == line->mark_value &&
	       han_count(body(line)) >= 10 && str_starts(body(before), body(line));
}

/* An amount that no other item will have by chance. */
static bool has_cents(const struct line *line)
{
	for (size_t i = 0; i < line->nfigs; i++)
		if (line->figs[i].kind == FIG_MONEY && line->figs[i].decimals > 0 && number_sign(line->figs[i].value) != 0)
			return true;
	return false;
}

/* A paragraph that stood some way above: it was moved and left behind. Parts of one form say the same by nature. */
static void moved(struct check *c, size_t i)
{
	enum { FAR = 60, HAN_MIN = 16 };
	const struct line *line = &c->lines[i];
	struct str text = body(line);

	if ((line->mark && !has_cents(line)) || line->repeated || han_count(text) < HAN_MIN || line->nfigs < 2 || may_recur(c, text))
		return;
	for (size_t k = i; k-- > 0 && i - k <= FAR;)
		if (k + 1 < i && str_eq(c->lines[k].s, line->s)) {
			said_twice(c, line, 0, text);
			return;
		}
}

/* The title that an item begins with, as far as its first stop. */
static struct str item_title(const struct line *line)
{
	struct str text = body(line);
	ptrdiff_t stop = str_find(text, STR("。"));

	return line->mark >= MARK_DIGIT && stop > 0 && (size_t)stop + 3 < text.len ? str_sub(text, 0, (size_t)stop) : STR("");
}

/* Two items of one list beside each other with one title and different texts. */
static void titled_twice(struct check *c, size_t i)
{
	const struct line *line = &c->lines[i], *before = line - 1;
	struct str title = item_title(line);

	if (han_count(title) >= 6 && before->mark == line->mark && before->mark_value == line->mark_value - 1 &&
	    str_eq(item_title(before), title) && !str_eq(body(before), body(line)) && !may_recur(c, title))
		said_twice(c, line, line->mark_to, title);
}

static void paragraph(struct check *c, size_t i)
{
	const struct line *line = &c->lines[i], *before = text_before(c, i);
	struct str text = body(line);
	bool beside = i > 0 && before == &c->lines[i - 1];

	if (i > 0 && is_item_again(line)) {
		said_twice(c, line, 0, text);
		return;
	}
	if (!before || line->in->page_first || line->heading || line->contents || line->cell || line->leftover)
		return;
	if (beside && han_count(text) >= 10 && str_eq(text, body(before)) && !may_recur(c, text))
		said_twice(c, line, 0, text);
	else if (han_count(text) >= 60 && str_has(before->s, text))
		said_twice(c, line, 0, text);
	else if (beside)
		taken_over(c, before, line);
	if (beside)
		titled_twice(c, i);
	moved(c, i);
}

/* term:explanation, in a list: another term with the very same explanation. */
static struct str explanation(const struct line *line)
{
	ptrdiff_t colon = str_find(line->s, STR(":"));

	if (!line->mark || line->heading || line->cell || line->leftover || colon < 0 || (size_t)colon > 90)
		return STR("");
	return str_sub(line->s, (size_t)colon + 1, line->s.len);
}

static void copied(struct check *c, size_t i)
{
	const struct line *line = &c->lines[i];
	struct str text = explanation(line), term = str_sub(line->s, line->mark_to, line->s.len - text.len);

	if (han_count(text) < 12 || line->nfigs > 0)
		return;
	for (size_t k = i; k-- > 0 && i - k <= 12;) {
		const struct line *other = &c->lines[k];

		if (other->mark == line->mark && str_eq(explanation(other), text) &&
		    !str_eq(str_sub(other->s, other->mark_to, other->s.len - text.len), term)) {
			report(c, line, 0, COPIED, check_quote(c, term, 0, term.len, 0),
			       check_quote(c, other->s, 0, other->mark_to, 0));
			return;
		}
	}
}

void check_repeats(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		paragraph(c, i);
		copied(c, i);
		if (line->cell || line->contents || line->leftover || line->furniture)
			continue;
		words_of(c, line);
		if (!clauses_of(c, line, true))
			clauses_of(c, line, false);
		near_words_of(c, line);
		sentences_of(c, line);
	}
}
