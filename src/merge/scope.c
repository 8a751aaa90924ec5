/* scope.c - names in sight: frames of hashed names, the innermost first. */
#include <string.h>

#include "merge/expr_int.h"

struct binding {
	struct str name;
	uint64_t hash;
	struct value value;
	bool *found; /* see scope_watch */
};

/* Bindings in order of definition; slots, a power of two of them, hold index + 1, 0 when free. */
struct scope {
	struct arena *arena;
	struct scope *outer;
	struct binding *bindings;
	size_t n, size;
	uint32_t *slots;
	size_t nslots;
};

struct scope *scope_new(struct arena *arena, struct scope *outer)
{
	struct scope *s = arena_make(arena, struct scope);

	s->arena = arena;
	s->outer = outer;
	return s;
}

static size_t slot_of(const struct scope *s, struct str name, uint64_t hash)
{
	size_t i = (size_t)hash & (s->nslots - 1);

	while (s->slots[i]) {
		const struct binding *b = &s->bindings[s->slots[i] - 1];

		if (b->hash == hash && str_eq(b->name, name))
			break;
		i = (i + 1) & (s->nslots - 1);
	}
	return i;
}

static void grow(struct scope *s)
{
	struct binding *old = s->bindings;

	s->size = s->size ? s->size * 2 : 8;
	s->nslots = s->size * 2;
	s->bindings = arena_array(s->arena, s->size, sizeof(*s->bindings));
	s->slots = arena_array(s->arena, s->nslots, sizeof(*s->slots));
	for (size_t i = 0; i < s->n; i++) {
		s->bindings[i] = old[i];
		s->slots[slot_of(s, old[i].name, old[i].hash)] = (uint32_t)i + 1;
	}
}

void scope_set(struct scope *s, struct str name, struct value value)
{
	uint64_t hash = str_hash(name);
	size_t slot;

	if (s->n == s->size)
		grow(s);
	slot = slot_of(s, name, hash);
	if (!s->slots[slot]) {
		s->bindings[s->n] = (struct binding){ .name = name, .hash = hash };
		s->slots[slot] = (uint32_t)++s->n;
	}
	s->bindings[s->slots[slot] - 1].value = value;
	s->bindings[s->slots[slot] - 1].found = NULL;
}

void scope_watch(struct scope *s, struct str name, bool *found)
{
	size_t slot = s->n ? slot_of(s, name, str_hash(name)) : 0;

	if (s->n && s->slots[slot])
		s->bindings[s->slots[slot] - 1].found = found;
}

void scope_clear(struct scope *s)
{
	if (s->n)
		memset(s->slots, 0, s->nslots * sizeof(*s->slots));
	s->n = 0;
}

static const struct value *found(const struct binding *b)
{
	if (b->found)
		*b->found = true;
	return &b->value;
}

const struct value *scope_find(const struct scope *s, struct str name)
{
	uint64_t hash = str_hash(name);

	for (; s; s = s->outer) {
		size_t slot;

		if (!s->n)
			continue;
		slot = slot_of(s, name, hash);
		if (s->slots[slot])
			return found(&s->bindings[s->slots[slot] - 1]);
	}
	return NULL;
}

struct str scope_nearest(const struct scope *s, struct str name)
{
	struct nearest near = nearest_to(name);

	for (; s; s = s->outer)
		for (size_t i = 0; i < s->n; i++)
			if (!str_eq(s->bindings[i].name, name))
				nearest_try(&near, s->bindings[i].name);
	return near.best;
}

static struct value flag(bool yes)
{
	return (struct value){ .kind = VALUE_BOOL, .boolean = yes };
}

void eval_set_loop(struct eval *e, size_t i, size_t n)
{
	scope_set(e->scope, STR("循环.序号"), number_value(number_from((int64_t)i + 1), NULL));
	scope_set(e->scope, STR("循环.总数"), number_value(number_from((int64_t)n), NULL));
	scope_set(e->scope, STR("循环.首"), flag(i == 0));
	scope_set(e->scope, STR("循环.末"), flag(i + 1 == n));
}
