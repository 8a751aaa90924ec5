/* subject.c - subjects of the budget (政府收支分类科目) in sentences: a code beside the name of another, a name of former years.
 *
 * The list is templates/data/subjects.csv, as it is in 2024; the Makefile makes subject_list.h of it. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

static const struct subject {
	const char *code, *name, *former;
	int since; /* the first year of the name; 0: always */
} subjects[] = {
#define SUBJECT(code, name, former, since) { code, name, former, since },
#include "check/subject_list.h"
#undef SUBJECT
};

enum { SUBJECTS = sizeof(subjects) / sizeof(*subjects), FORMER_MIN = 6 };

/* --- names of former years --- */

static struct str stem(struct str name)
{
	return str_ends(name, STR("支出")) ? str_sub(name, 0, name.len - strlen("支出")) : name;
}

/* 原文化体育与传媒…, …计划生育委员会: not the subject as it is now. */
static bool is_said_of_former(struct str s, size_t at, size_t to)
{
	return str_ends(str_sub(s, 0, at), STR("原")) || str_starts(str_sub(s, to, s.len), STR("委员会"));
}

static void former_names(struct check *c, const struct line *line)
{
	for (size_t i = 0; i < SUBJECTS; i++) {
		struct str former = stem(str_from(subjects[i].former)), name = str_from(subjects[i].name);
		ptrdiff_t at = han_count(former) >= FORMER_MIN ? str_find(line->s, former) : -1;

		/* 文化旅游体育与传媒 does not hold 文化体育与传媒; the new name of another may hold an old one */
		if (at >= 0 && c->year >= subjects[i].since && !is_said_of_former(line->s, (size_t)at, (size_t)at + former.len) &&
		    !str_starts(str_sub(line->s, (size_t)at, line->s.len), STR("医疗卫生与计划生育管理")))
			report_alike(c, former, line, (size_t)at, OLD_NAME, former,
			             str_ends(str_from(subjects[i].former), STR("支出")) ? stem(name) : name,
			             str_printf(c->arena, "%d", subjects[i].since));
	}
}

/* --- code and name --- */

struct path {
	struct str code; /* of the level before: 201, 20103 */
};

static const struct subject *by_code(struct str code)
{
	for (size_t i = 0; i < SUBJECTS; i++)
		if (str_eq(code, str_from(subjects[i].code)))
			return &subjects[i];
	return NULL;
}

static const struct subject *class_by_name(struct str name)
{
	for (size_t i = 0; i < SUBJECTS; i++)
		if (strlen(subjects[i].code) == 3 && *subjects[i].code == '2' && str_ends(stem(name), stem(str_from(subjects[i].name))))
			return &subjects[i];
	return NULL;
}

/* Two thirds of the shorter one's characters are in the longer one: 发展与改革事务 and 发展和改革事务, not 职业教育 and 普通教育. */
static bool is_alike(struct str words, struct str name)
{
	struct str a = stem(words), b = stem(name), shorter = a.len < b.len ? a : b, longer = a.len < b.len ? b : a;
	size_t n = 0, shared = 0;

	for (size_t pos = 0; pos < shorter.len; n++) {
		size_t from = pos;

		utf8_next(shorter, &pos);
		shared += str_has(longer, str_sub(shorter, from, pos));
	}
	return shared * 3 >= n * 2;
}

static void judge(struct check *c, const struct line *line, size_t at, struct str words, struct str code)
{
	const struct subject *subject = by_code(code);

	if (!subject || is_alike(words, str_from(subject->name)) ||
	    (*subject->former && is_alike(words, str_from(subject->former))))
		return;
	report(c, line, at, SUBJECT, words, code, str_from(subject->name));
}

/* The digits that a level's words begin or end with. */
static struct str digits_of(struct str *words)
{
	size_t n = 0, end = words->len;
	struct str digits;

	while (n < words->len && words->ptr[n] >= '0' && words->ptr[n] <= '9')
		n++;
	if (n) {
		digits = str_sub(*words, 0, n);
		*words = str_sub(*words, n, words->len);
		return digits;
	}
	while (end > 0 && words->ptr[end - 1] >= '0' && words->ptr[end - 1] <= '9')
		end--;
	digits = str_sub(*words, end, words->len);
	*words = str_sub(*words, 0, end);
	return digits;
}

/* One of …(类)…(款)…(项): its whole code, from its own digits and the level above. */
static struct str level_code(struct check *c, struct str above, struct str digits, struct str words, size_t level)
{
	static const size_t whole[] = { 3, 5, 7 };

	if (digits.len == whole[level])
		return digits;
	if (level > 0 && digits.len == 2 && above.len == whole[level - 1])
		return str_printf(c->arena, "%.*s%.*s", STR_FMT(above), STR_FMT(digits));
	if (level == 0 && digits.len == 0 && class_by_name(words))
		return str_from(class_by_name(words)->code);
	return STR("");
}

static size_t level_of(struct str name)
{
	return str_eq(name, STR("类")) ? 0 : str_eq(name, STR("款")) ? 1 : 2;
}

static void codes(struct check *c, const struct line *line)
{
	size_t from = line->mark_to;
	struct str above = STR("");
	struct match m;

	for (; pattern_find(c->patterns, PATTERN_LEVEL, line->s, from, &m); from = m.to) {
		struct str words = match_group(line->s, &m, 0), digits = digits_of(&words);
		size_t level = level_of(match_group(line->s, &m, 1));

		above = level_code(c, above, digits, words, level);
		if (digits.len && above.len && han_count(words) >= 2)
			judge(c, line, m.group[0][0], words, above);
	}
}

void check_subjects(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];

		if (line->cell || line->leftover)
			continue;
		if (c->year)
			former_names(c, line);
		codes(c, line);
	}
}
