/* silence.c - <silence code reason/> of a description: findings that somebody looked at and let stand. */
#include "base/arena.h"
#include "check/silence.h"

static size_t count(const struct desc_node *parent)
{
	size_t n = 0;

	for (const struct desc_node *c = parent->first; c; c = c->next)
		n += c->kind == DESC_SILENCE ? 1 : c->kind == DESC_INCLUDE || c->kind == DESC_FRAGMENT ? count(c) : 0;
	return n;
}

static void collect(const struct desc_node *parent, struct check_silence *out, size_t *n)
{
	for (const struct desc_node *c = parent->first; c; c = c->next) {
		if (c->kind == DESC_INCLUDE || c->kind == DESC_FRAGMENT)
			collect(c, out, n);
		if (c->kind != DESC_SILENCE)
			continue;
		out[*n].code = desc_value(c, "code");
		out[*n].reason = desc_value(c, "reason");
		out[(*n)++].origin = desc_attr(c, "code")->origin;
	}
}

const struct check_silence *silences_of(struct arena *arena, const struct desc_node *report, size_t *n)
{
	struct check_silence *out = arena_array(arena, count(report), sizeof(*out));

	*n = 0;
	collect(report, out, n);
	return out;
}
