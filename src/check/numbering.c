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
		if (lists->open[i].kind == kind && (last < 0 || lists->open[i].last == last))
			return &lists->open[i];
	return NULL;
}

static struct list *push(struct lists *lists, enum mark_kind kind, int last, bool comma)
{
	if (lists->n == LISTS_MAX)
		lists->n = LISTS_MAX - 1;
	lists->open[lists->n] = (struct list){ kind, last, comma, false };
	return &lists->open[lists->n++];
}

static struct str mark_text(const struct line *line)
{
	return str_sub(line->s, 0, line->mark_to);
}

static struct str expected(struct check *c, const struct line *line, int value)
{
	struct buf out;
	struct str s;

	buf_init(&out);
	if (line->mark == MARK_HAN || line->mark == MARK_HAN_BRACKET || line->mark == MARK_PART)
		number_print_han(&out, value);
	else
		buf_printf(&out, "%d", value);
	s = buf_take(&out, c->arena);
	buf_release(&out);
	return s;
}

/* 1. may stand inside the paragraph that the list begins in. */
static bool begun_inside(const struct check *c, const struct line *line, int value)
{
	const struct str *forms = line->mark == MARK_DIGIT ? (const struct str[]){ STR("%d."), STR("%d、") }
	                                                   : (const struct str[]){ STR("(%d)"), STR("(%d)") };

	for (size_t back = 1; back <= 3 && line >= c->lines + back; back++)
		for (size_t k = 0; k < 2; k++) {
			struct str text = str_printf(c->arena, forms[k].ptr, value);
			ptrdiff_t at = str_find(line[-(ptrdiff_t)back].s, text);

			if (at > 0)
				return true;
		}
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

static void next_number(struct check *c, struct lists *lists, const struct line *line)
{
	bool comma = str_ends(mark_text(line), STR("、"));
	struct list *list = list_with(lists, line->mark, line->mark_value - 1);
	bool first = !lists->seen[line->mark];

	lists->seen[line->mark] = true;
	if (line->mark_value == 1) {
		push(lists, line->mark, 1, comma);
		return;
	}
	if (list) {
		mixed(c, line, list);
		list->last = line->mark_value;
		lists->n = (size_t)(list - lists->open) + 1;
		return;
	}
	list = list_with(lists, line->mark, -1);
	if (!(first && (!lists->began || line->mark == MARK_PART)) &&
	    !(line->mark >= MARK_DIGIT && line->mark != MARK_CIRCLE && begun_inside(c, line, line->mark_value - 1)) &&
	    line->mark_value <= 60)
		report(c, line, 0, NUMBERING, mark_text(line), list ? expected(c, line, list->last + 1) : expected(c, line, 1));
	if (list) {
		list->last = line->mark_value;
		lists->n = (size_t)(list - lists->open) + 1;
	} else {
		push(lists, line->mark, line->mark_value, comma);
	}
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
			                  STR_FMT(expected(c, &(struct line){ .mark = MARK_HAN },
			                                   o->n ? o->open[o->n - 1] + 1 : 1))));
		o->n = i > 0 ? i - 1 : value == 1 ? o->n : 0;
		if (o->n < 16)
			o->open[o->n++] = value;
	}
}

void check_numbering(struct check *c)
{
	struct lists lists = { .n = 0 };
	struct ordinals ordinals = { .n = 0 };

	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (line->contents)
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
