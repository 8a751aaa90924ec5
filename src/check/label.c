/* label.c - what a web page says of a report at its head and foot, 发布者:…, 发布时间:…: one label with two values. */
#include "base/arena.h"
#include "check/check_int.h"

enum { EDGE = 15, LABELS_MAX = 32 }; /* lines at the beginning and at the end; more labels are no page head */

struct label {
	struct str name, value;
	const struct line *line;
	size_t at;
};

/* A date by its digits, without the hour: 2024年08月22日 and 2024-8-22 are one. */
static struct str normal(struct check *c, struct str value)
{
	struct match m;
	struct number part[3];

	if (!pattern_find(c->patterns, PATTERN_LABEL_DATE, value, 0, &m))
		return value;
	for (size_t i = 0; i < 3; i++)
		number_parse(c->arena, match_group(value, &m, i), &part[i]);
	return str_printf(c->arena, "%d-%d-%d", (int)part[0].num, (int)part[1].num, (int)part[2].num);
}

static void compare(struct check *c, const struct label *labels, size_t n)
{
	const struct label *last = &labels[n - 1];

	for (size_t i = 0; i + 1 < n; i++)
		if (str_eq(labels[i].name, last->name) && !str_eq(normal(c, labels[i].value), normal(c, last->value))) {
			report(c, last->line, last->at, FACT_MAYBE, last->name, last->value, labels[i].value,
			       check_place(c, labels[i].line, labels[i].at));
			return;
		}
}

void check_labels(struct check *c)
{
	struct label labels[LABELS_MAX];
	size_t n = 0;
	struct match m;

	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (i >= EDGE && i + EDGE < c->n)
			continue;
		for (size_t from = 0; n < LABELS_MAX && pattern_find(c->patterns, PATTERN_LABEL, line->s, from, &m); from = m.to) {
			labels[n++] = (struct label){ match_group(line->s, &m, 0), match_group(line->s, &m, 1), line, m.from };
			compare(c, labels, n);
		}
	}
}
