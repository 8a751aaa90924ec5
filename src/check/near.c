/* near.c - fixed phrases of reports with one wrong character that sounds or looks like the right one: 执行近度 for 执行进度. */
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/check_int.h"

static const char *const terms[] = {
#define TERM(s) s,
#define GROUP(s)
#define RIGHT(s)
#include "check/near_list.h"
#undef TERM
#undef GROUP
#undef RIGHT
};

static const char *const groups[] = {
#define TERM(s)
#define GROUP(s) s,
#define RIGHT(s)
#define SOUND(s) s,
#include "check/near_list.h"
#include "check/sound_list.h"
#undef TERM
#undef GROUP
#undef RIGHT
#undef SOUND
};

static const char *const rights[] = {
#define TERM(s)
#define GROUP(s)
#define RIGHT(s) s,
#include "check/near_list.h"
#undef TERM
#undef GROUP
#undef RIGHT
};

enum {
	TERMS = sizeof(terms) / sizeof(*terms),
	GROUPS = sizeof(groups) / sizeof(*groups),
	RIGHTS = sizeof(rights) / sizeof(*rights)
};

/* All are Chinese characters of three bytes. A name of so many as LONG_TERM is meant whatever the wrong one sounds like, unless it is in
 * the last word of it: 国有资产占有, 财政拨款收支. */
enum { HAN_LEN = 3, LONG_TERM = 6 * HAN_LEN };

bool sounds_alike(struct str a, struct str b)
{
	for (size_t i = 0; i < GROUPS; i++)
		if (str_has(str_from(groups[i]), a) && str_has(str_from(groups[i]), b))
			return true;
	return false;
}

static bool may_stand_for(struct str s, struct str term, size_t at)
{
	struct str typed = str_sub(s, at, at + HAN_LEN);

	return sounds_alike(typed, str_sub(term, at, at + HAN_LEN)) ||
	       (term.len >= LONG_TERM && at + 2 * HAN_LEN < term.len && han_count(typed) == 1);
}

static bool is_right(struct str s)
{
	for (size_t i = 0; i < RIGHTS; i++)
		if (str_eq(s, str_from(rights[i])))
			return true;
	return false;
}

/* One character differs, and it is one that is typed for the right one. */
static bool is_near(struct str s, struct str term)
{
	size_t wrong = term.len;

	for (size_t i = 0; i < term.len; i += HAN_LEN) {
		if (memcmp(s.ptr + i, term.ptr + i, HAN_LEN) == 0)
			continue;
		if (wrong < term.len)
			return false;
		wrong = i;
	}
	return wrong < term.len && may_stand_for(s, term, wrong) && !is_right(s);
}

/* --- finding the terms that a place may mean --- */

/* A term is looked up by its first two characters and by the two behind them: of one wrong character, it is one of these pairs at most. */
enum { PAIR = 2 * HAN_LEN, PAIRS = 2, SLOTS = 1024, NONE = -1 };

struct near_index {
	struct str terms[TERMS];
	int16_t first[PAIRS][SLOTS], next[PAIRS][TERMS];
};

static size_t slot_of(const char *pair)
{
	uint32_t hash = 2166136261u;

	for (int i = 0; i < PAIR; i++)
		hash = (hash ^ (unsigned char)pair[i]) * 16777619u;
	return hash % SLOTS;
}

static struct near_index *index_terms(struct arena *arena)
{
	struct near_index *index = arena_make(arena, struct near_index);

	for (size_t i = 0; i < TERMS; i++)
		index->terms[i] = str_from(terms[i]);
	for (int pair = 0; pair < PAIRS; pair++) {
		for (size_t slot = 0; slot < SLOTS; slot++)
			index->first[pair][slot] = NONE;
		for (int16_t i = TERMS; i-- > 0;) { /* so that a list goes up */
			int16_t *first = &index->first[pair][slot_of(terms[i] + pair * PAIR)];

			index->next[pair][i] = *first;
			*first = i;
		}
	}
	return index;
}

/* The first term of the list that s at `at` is but for one character; NONE. */
static int term_near(const struct near_index *index, struct str s, size_t at)
{
	int found = NONE;

	for (int pair = 0; pair < PAIRS; pair++)
		for (int i = index->first[pair][slot_of(s.ptr + at + pair * PAIR)]; i != NONE; i = index->next[pair][i]) {
			struct str term = index->terms[i];

			if (at + term.len <= s.len && is_near(str_sub(s, at, at + term.len), term)) {
				found = found == NONE || i < found ? i : found;
				break;
			}
		}
	return found;
}

/* The end of the phrase that begins at `at` and has a wrong character; `at` when none does. What check_words says is left to it. */
static size_t near_word_at(struct check *c, const struct near_index *index, const struct line *line, size_t at)
{
	int i = term_near(index, line->s, at);
	struct str term, s;

	if (i == NONE)
		return at;
	term = index->terms[i];
	s = str_sub(line->s, at, at + term.len);
	if (!pattern_has(c->patterns, PATTERN_CROSS_FIXED, s))
		report_alike(c, s, line, at, WORD, s, term);
	return at + term.len;
}

void check_near_words(struct check *c)
{
	const struct near_index *index = index_terms(c->arena);

	for (size_t i = 0; i < c->n; i++)
		for (size_t at = 0; at + 4 * HAN_LEN <= c->lines[i].s.len && !c->lines[i].furniture;) {
			size_t end = near_word_at(c, index, &c->lines[i], at);

			if (end > at)
				at = end;
			else
				utf8_next(c->lines[i].s, &at);
		}
}
