/* pattern.c - the sentence shapes of pattern_list.h as PCRE2 code, compiled once per run. Texts are valid UTF-8 by contract. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include <stdio.h>

#include "base/arena.h"
#include "check/check_int.h"

struct patterns {
	pcre2_code *code[PATTERN_COUNT];
	pcre2_match_data *match;
	pcre2_match_context *context;
};

static const char *const regexes[] = {
#define PATTERN(name, regex) regex,
#include "check/pattern_list.h"
#undef PATTERN
};

static pcre2_code *compile(const char *regex)
{
	int error;
	PCRE2_SIZE at;
	pcre2_code *code =
		pcre2_compile((PCRE2_SPTR)regex, PCRE2_ZERO_TERMINATED, PCRE2_UTF | PCRE2_NO_UTF_CHECK, &error, &at, NULL);

	if (!code)
		mem_fail(0); /* the list is ours: only memory can be the reason (the unit test compiles them all) */
	pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
	return code;
}

struct patterns *patterns_new(void)
{
	struct patterns *p = mem_alloc(sizeof(*p));

	for (size_t i = 0; i < PATTERN_COUNT; i++)
		p->code[i] = compile(regexes[i]);
	p->match = pcre2_match_data_create(MATCH_GROUPS + 1, NULL);
	p->context = pcre2_match_context_create(NULL);
	if (!p->match || !p->context)
		mem_fail(0);
	pcre2_set_match_limit(p->context, 1000000);
	return p;
}

void patterns_drop(struct patterns *p)
{
	if (!p)
		return;
	for (size_t i = 0; i < PATTERN_COUNT; i++)
		pcre2_code_free(p->code[i]);
	pcre2_match_data_free(p->match);
	pcre2_match_context_free(p->context);
	mem_free(p);
}

bool pattern_find(const struct patterns *p, enum pattern which, struct str s, size_t from, struct match *m)
{
	const PCRE2_SIZE *at;
	int found;

	if (from > s.len)
		return false;
	found = pcre2_match(p->code[which], (PCRE2_SPTR)s.ptr, s.len, from, PCRE2_NO_UTF_CHECK, p->match, p->context);
	if (found < 0)
		return false;
	at = pcre2_get_ovector_pointer(p->match);
	m->from = at[0];
	m->to = at[1];
	for (size_t i = 0; i < MATCH_GROUPS; i++) {
		bool set = (int)i + 1 < found && at[2 * i + 2] != PCRE2_UNSET;

		m->group[i][0] = set ? at[2 * i + 2] : SIZE_MAX;
		m->group[i][1] = set ? at[2 * i + 3] : SIZE_MAX;
	}
	return true;
}

bool pattern_has(const struct patterns *p, enum pattern which, struct str s)
{
	struct match m;

	return pattern_find(p, which, s, 0, &m);
}

struct str match_group(struct str s, const struct match *m, size_t group)
{
	return m->group[group][0] == SIZE_MAX ? STR("") : str_sub(s, m->group[group][0], m->group[group][1]);
}

struct str pattern_remove(const struct patterns *p, enum pattern which, struct arena *arena, struct str s)
{
	struct buf out;
	struct match m;
	size_t from = 0;

	if (!pattern_has(p, which, s))
		return s;
	buf_init(&out);
	while (pattern_find(p, which, s, from, &m) && m.to > m.from) {
		buf_str(&out, str_sub(s, from, m.from));
		from = m.to;
	}
	buf_str(&out, str_sub(s, from, s.len));
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}
