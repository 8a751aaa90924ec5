/* copy.c - what an item says it is for (主要用于), taken from the item beside it: words of another class of the budget, or the very
 * sentence of another class that alone it fits. */
#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

/* --- classes whose purposes cannot be taken for each other --- */

static const struct {
	enum pattern item;    /* names of the class and what is below it */
	enum pattern own;     /* words of its purposes */
	enum pattern foreign; /* words of purposes of the others */
} classes[] = {
	{ PATTERN_HOUSING_ITEM, PATTERN_HOUSING_WORD, PATTERN_HOUSING_FOREIGN },
	{ PATTERN_PENSION_ITEM, PATTERN_PENSION_WORD, PATTERN_PENSION_FOREIGN },
	{ PATTERN_HEALTH_ITEM, PATTERN_HEALTH_WORD, PATTERN_HEALTH_FOREIGN },
};

enum { CLASSES = sizeof(classes) / sizeof(*classes) };

struct purpose {
	struct str subject, text; /* what stands before 主要用于; what stands behind it */
	const struct line *line;
	size_t at; /* of text */
};

/* The one class that the subject belongs to; CLASSES: none, or several. */
static size_t class_of(const struct check *c, struct str subject)
{
	size_t found = CLASSES;

	for (size_t i = 0; i < CLASSES; i++) {
		if (!pattern_has(c->patterns, classes[i].item, subject))
			continue;
		if (found < CLASSES)
			return CLASSES;
		found = i;
	}
	return found;
}

static void foreign_words(struct check *c, const struct purpose *p)
{
	size_t class = class_of(c, p->subject);
	struct match item, word;

	if (class == CLASSES || pattern_has(c->patterns, classes[class].own, p->text) ||
	    !pattern_find(c->patterns, classes[class].foreign, p->text, 0, &word))
		return;
	pattern_find(c->patterns, classes[class].item, p->subject, 0, &item);
	report(c, p->line, p->at + word.from, PURPOSE, str_sub(p->subject, item.from, item.to),
	       str_sub(p->text, word.from, word.to));
}

/* --- one purpose under two classes --- */

enum { PURPOSES_MAX = 500 };

/* Two characters of the purpose that say something stand in the subject too. */
static bool fits(struct check *c, const struct purpose *p)
{
	struct str words = pattern_remove(c->patterns, PATTERN_PURPOSE_COMMON, c->arena, p->text);

	for (size_t at = 0; at + 6 <= words.len; utf8_next(words, &at)) {
		struct str pair = str_sub(words, at, at + 6);

		if (han_count(pair) == 2 && pair.len == 6 && str_has(p->subject, pair))
			return true;
	}
	return false;
}

static struct str class_name(const struct check *c, const struct purpose *p)
{
	struct match m;

	return pattern_find(c->patterns, PATTERN_CLASS_NAME, p->subject, 0, &m) ? match_group(p->subject, &m, 0) : STR("");
}

static void copied_purpose(struct check *c, const struct purpose *all, size_t n, size_t i)
{
	struct str name = class_name(c, &all[i]);

	if (han_count(all[i].text) < 6 || !name.len || class_of(c, all[i].subject) < CLASSES || fits(c, &all[i]))
		return;
	for (size_t k = 0; k < n; k++) {
		struct str other = class_name(c, &all[k]);

		if (k == i || !other.len || str_eq(other, name) || !str_eq(all[k].text, all[i].text) || !fits(c, &all[k]))
			continue;
		report(c, all[i].line, all[i].at, COPIED, name, other);
		return;
	}
}

/* --- reading --- */

static size_t purposes_of(struct check *c, const struct line *line, struct purpose *out, size_t room)
{
	size_t n = 0, begin = line->mark_to;
	struct match m;

	for (size_t from = begin; n < room && pattern_find(c->patterns, PATTERN_PURPOSE, line->s, from, &m);
	     from = begin = m.to) {
		struct purpose *p = &out[n++];

		*p = (struct purpose){ str_sub(line->s, begin, m.from), match_group(line->s, &m, 0), line, m.group[0][0] };
		if (m.from == line->mark_to && line > c->lines) /* the item's name has a paragraph of its own */
			p->subject = line[-1].s;
	}
	return n;
}

void check_purposes(struct check *c)
{
	struct purpose *all = arena_array(c->arena, PURPOSES_MAX, sizeof(*all));
	size_t n = 0;

	for (size_t i = 0; i < c->n; i++)
		if (!c->lines[i].cell && !c->lines[i].contents && !c->lines[i].leftover)
			n += purposes_of(c, &c->lines[i], all + n, PURPOSES_MAX - n);
	for (size_t i = 0; i < n; i++) {
		foreign_words(c, &all[i]);
		copied_purpose(c, all, n, i);
	}
}
