/* numbering.c - lists whose numbers skip, repeat or begin in the middle; 二是 without 一是; headings of one form in two forms.
 *
 * Lists nest in any style (a list of （一） may stand under 1.), so a number is looked for in every open list, innermost first. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

enum { LISTS_MAX = 32 };

struct list {
	enum mark_kind kind;
	int last;
	int due;    /* what a wrong number should have been: the list may go on from either */
	size_t at;  /* the line of the last */
	bool comma; /* 1、 and not 1. */
	bool said;  /* that its style is mixed */
};

struct lists {
	struct list open[LISTS_MAX];
	size_t n;
	bool seen[MARK_CIRCLE + 1]; /* an excerpt may begin anywhere, once */
	bool began;                 /* with a first number: no excerpt */
};

static struct list *list_with(struct lists *lists, enum mark_kind kind, int last)
{
	for (size_t i = lists->n; i-- > 0;)
		if (lists->open[i].kind == kind && (last < 0 || lists->open[i].last == last || lists->open[i].due == last))
			return &lists->open[i];
	return NULL;
}

static void push(struct lists *lists, enum mark_kind kind, int last, bool comma, size_t at)
{
	if (lists->n == LISTS_MAX)
		lists->n = LISTS_MAX - 1;
	lists->open[lists->n++] = (struct list){ .kind = kind, .last = last, .due = last, .comma = comma, .at = at };
}

static struct str mark_text(const struct line *line)
{
	return str_sub(line->s, 0, line->mark_to);
}

static struct str number_text(struct check *c, enum mark_kind kind, int value)
{
	struct buf out;
	struct str s;

	buf_init(&out);
	if (kind == MARK_HAN || kind == MARK_HAN_BRACKET || kind == MARK_PART)
		number_print_han(&out, value);
	else
		buf_printf(&out, "%d", value);
	s = buf_take(&out, c->arena);
	buf_release(&out);
	return s;
}

/* The numbering itself, as it stands before a paragraph. */
static struct str whole_mark(struct check *c, enum mark_kind kind, int value, bool comma)
{
	struct str n = number_text(c, kind, value);

	if (kind == MARK_HAN_BRACKET || kind == MARK_DIGIT_BRACKET)
		return str_printf(c->arena, "(%.*s)", STR_FMT(n));
	if (kind == MARK_PART)
		return str_printf(c->arena, "第%.*s部分", STR_FMT(n));
	return str_printf(c->arena, "%.*s%s", STR_FMT(n), kind == MARK_HAN || comma ? "、" : ".");
}

/* Whether a number inside a paragraph stands where an item may begin: what is printed in one line of a PDF may be two paragraphs. */
static bool begins_item(const struct line *line, size_t at)
{
	static const char *const before[] = { "。", ";", ":", "!", "?", "”", "%", "元" };

	for (size_t i = 0; i < sizeof(before) / sizeof(*before); i++)
		if (str_ends(str_sub(line->s, 0, at), str_from(before[i])))
			return true;
	return at == 0;
}

/* The number before may stand inside a paragraph: (八) in the last line of (七); 1. in the paragraph that the list begins in. */
static bool begun_inside(struct check *c, const struct line *line, const struct list *list)
{
	enum { NEAR = 3 };
	size_t here = (size_t)(line - c->lines), from = here > NEAR ? here - NEAR : 0;
	bool han = line->mark <= MARK_HAN_BRACKET;

	if (line->mark == MARK_CIRCLE)
		return false;
	if (line->mark == MARK_PART) /* a title in a picture: the contents name it */
		from = 0;
	else if (han && list)
		from = list->at;
	for (size_t i = from; i < here; i++)
		for (int comma = 0; comma < 2; comma++) {
			struct str mark = whole_mark(c, line->mark, line->mark_value - 1, comma);
			ptrdiff_t at = str_find(c->lines[i].s, mark);

			if (han ? at >= 0 && (line->mark == MARK_PART || begins_item(&c->lines[i], (size_t)at)) : at > 0)
				return true;
		}
	return false;
}

/* A list whose first item could not be read: after four or more a two, and a three behind it. */
static bool begun_anew(const struct check *c, const struct line *line, const struct list *list)
{
	if (line->mark_value != 2 || !list || list->last < 4)
		return false;
	for (const struct line *next = line + 1; next < c->lines + c->n; next++)
		if (next->mark == line->mark && !next->cell && !next->contents)
			return next->mark_value == 3;
	return false;
}

static void mixed(struct check *c, const struct line *line, struct list *list)
{
	bool comma = str_ends(mark_text(line), STR("、"));

	if (line->mark == MARK_DIGIT && comma != list->comma && !list->said) {
		report(c, line, 0, NUMBER_STYLE, mark_text(line), comma ? STR("1.") : STR("1、"));
		list->said = true;
	}
}

/* What should stand there: the next of the innermost list when only the style is another one's. */
static struct str expected_mark(struct check *c, const struct lists *lists, const struct line *line, const struct list *list)
{
	const struct list *inner = lists->n ? &lists->open[lists->n - 1] : NULL;

	if (inner && inner->kind != line->mark && inner->kind != MARK_PART && inner->last == line->mark_value - 1 &&
	    (!list || line->mark_value <= list->last))
		return whole_mark(c, inner->kind, line->mark_value, inner->comma);
	return number_text(c, line->mark, list ? list->last + 1 : 1);
}

/* The item before once more, with its number: that is said by check_repeats. */
static bool is_said_twice(const struct line *before, const struct line *line)
{
	return before + 1 == line && before->mark_value == line->mark_value && han_count(line->s) >= 12 && str_starts(before->s, line->s);
}

static void out_of_order(struct check *c, const struct lists *lists, const struct line *line, const struct list *list)
{
	if (list && is_said_twice(&c->lines[list->at], line))
		return;
	if (line->mark_value <= 60 && !begun_inside(c, line, list) && !begun_anew(c, line, list))
		report(c, line, 0, NUMBERING, mark_text(line), expected_mark(c, lists, line, list));
}

static void continue_list(struct lists *lists, struct list *list, int value, int due, size_t at)
{
	list->last = value;
	list->due = due;
	list->at = at;
	lists->n = (size_t)(list - lists->open) + 1;
}

static void next_number(struct check *c, struct lists *lists, const struct line *line)
{
	size_t at = (size_t)(line - c->lines);
	bool comma = str_ends(mark_text(line), STR("、")), first = !lists->seen[line->mark];
	struct list *list;

	if (line->mark == MARK_PART && lists->n) /* nothing goes on over parts, and they are in no other list */
		lists->n = lists->open[0].kind == MARK_PART;
	list = list_with(lists, line->mark, line->mark_value - 1);
	lists->seen[line->mark] = true;
	if (line->mark_value == 1) {
		push(lists, line->mark, 1, comma, at);
		return;
	}
	if (list) {
		mixed(c, line, list);
		continue_list(lists, list, line->mark_value, line->mark_value, at);
		return;
	}
	list = list_with(lists, line->mark, -1);
	if (!(first && (!lists->began || line->mark == MARK_PART)))
		out_of_order(c, lists, line, list);
	if (list)
		continue_list(lists, list, line->mark_value, list->last + 1, at);
	else
		push(lists, line->mark, line->mark_value, comma, at);
}

/* --- 一是 … 二是 --- */

struct ordinals {
	int open[16];
	size_t n;
};

static int ordinal_value(struct str s)
{
	static const char *const names[] = { "一", "二", "三", "四", "五", "六", "七", "八", "九", "十" };

	for (int i = 0; i < 10; i++)
		if (str_eq(s, str_from(names[i])))
			return i + 1;
	return 0;
}

static void ordinals_of(struct check *c, const struct line *line, struct ordinals *o)
{
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, PATTERN_ORDINAL, line->s, from, &m); from = m.to) {
		int value = ordinal_value(match_group(line->s, &m, 0));
		size_t i = o->n;

		if (value == 0)
			continue;
		while (i > 0 && o->open[i - 1] != value - 1)
			i--;
		if (value > 1 && i == 0)
			report(c, line, m.group[0][0], NUMBERING, str_sub(line->s, m.group[0][0], m.to),
			       str_printf(c->arena, "%.*s是",
			                  STR_FMT(number_text(c, MARK_HAN, o->n ? o->open[o->n - 1] + 1 : 1))));
		o->n = i > 0 ? i - 1 : value == 1 ? o->n : 0;
		if (o->n < 16)
			o->open[o->n++] = value;
	}
}

/* --- 1.…2.…3.… inside a paragraph --- */

static const enum pattern inlines[] = { PATTERN_INLINE_DIGIT, PATTERN_INLINE_BRACKET, PATTERN_INLINE_CIRCLE };

/* Numbers that go on one by one, twice at least, and then leave one out or come again. */
static void inline_numbers(struct check *c, const struct line *line, enum pattern pattern)
{
	int last = 0, steps = 0;
	struct match m;

	for (size_t from = 0; pattern_find(c->patterns, pattern, line->s, from, &m); from = m.to) {
		int value = check_mark_value(match_group(line->s, &m, 0));

		if ((value == last + 2 || value == last) && steps >= 2)
			report(c, line, m.from, NUMBERING, str_sub(line->s, m.from, m.to), str_printf(c->arena, "%d", last + 1));
		steps = value == last + 1 ? steps + 1 : 0;
		last = value;
	}
}

void check_numbering(struct check *c)
{
	struct lists lists = { .n = 0 };
	struct ordinals ordinals = { .n = 0 };

	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (line->contents || line->furniture)
			continue;
		if (line->heading && line->mark <= MARK_HAN_BRACKET)
			ordinals.n = 0;
		if (line->mark && !line->cell) {
			if (!lists.seen[line->mark] && line->mark_value == 1 && line->mark <= MARK_HAN)
				lists.began = true;
			next_number(c, &lists, line);
		} else if (pattern_has(c->patterns, PATTERN_ATTACHMENT, line->s)) {
			while (lists.n && lists.open[lists.n - 1].kind != MARK_PART)
				lists.n--;
		}
		if (!line->cell)
			ordinals_of(c, line, &ordinals);
		for (size_t k = 0; k < sizeof(inlines) / sizeof(*inlines) && !line->cell; k++)
			inline_numbers(c, line, inlines[k]);
	}
}

/* --- headings of one wording --- */

static struct str bare_title(const struct line *line)
{
	struct str s = str_sub(line->s, line->mark_to, line->s.len);

	return str_ends(s, STR("。")) ? str_sub(s, 0, s.len - 3) : s;
}

static bool has_stop(const struct line *line)
{
	return str_ends(line->s, STR("。"));
}

/* The same heading with 。 in one place and without it in another: said at the form that is rarer. */
void check_headings(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];
		size_t same = 0, other = 0;

		if (!line->heading || line->contents || line->mark == MARK_PART)
			continue;
		for (size_t k = 0; k < c->n && k < 20000; k++) {
			const struct line *b = &c->lines[k];

			if (!b->heading || b->contents || b->mark != line->mark || !str_eq(bare_title(b), bare_title(line)))
				continue;
			same += has_stop(b) == has_stop(line);
			other += has_stop(b) != has_stop(line);
		}
		if (other > same)
			report(c, line, line->s.len, HEADING_STYLE, line->s);
	}
}
