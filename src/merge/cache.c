/* cache.c - parsed layouts and compiled templates by path. A short list: a run uses some dozens of files. */
#include "merge/cache.h"

#include <dirent.h>

#include "base/arena.h"

enum { TEMPLATE_MAX_BYTES = 16 << 20 };

struct entry {
	struct str path;
	const struct desc_node *layout;
	const struct template *template;
	struct entry *next;
};

struct cache {
	struct arena *arena;
	struct entry *first;
	struct desc_schemas *schemas;
};

struct cache *cache_new(struct desc_schemas *schemas)
{
	struct arena *arena = arena_new();
	struct cache *cache = arena_make(arena, struct cache);

	cache->arena = arena;
	cache->schemas = schemas;
	return cache;
}

void cache_drop(struct cache *cache)
{
	if (cache)
		arena_drop(cache->arena);
}

struct desc_schemas *cache_schemas(struct cache *cache)
{
	return cache->schemas;
}

static struct entry *find(struct cache *cache, struct str path)
{
	for (struct entry *e = cache->first; e; e = e->next)
		if (str_eq(e->path, path))
			return e;
	return NULL;
}

static struct entry *add(struct cache *cache, struct str path)
{
	struct entry *e = arena_make(cache->arena, struct entry);

	e->path = str_dup(cache->arena, path);
	e->next = cache->first;
	cache->first = e;
	return e;
}

const struct desc_node *cache_layout(struct cache *cache, struct str path, const struct roots *roots, struct diags *diags)
{
	struct entry *e = find(cache, path);
	const struct desc_node *layout;

	if (e)
		return e->layout;
	layout = desc_load_as(cache->schemas, cache->arena, path, DESC_LAYOUT, roots, diags);
	if (layout)
		add(cache, path)->layout = layout;
	return layout;
}

const struct template *cache_template(struct cache *cache, struct str path, struct diags *diags, struct origin where)
{
	struct entry *e = find(cache, path);
	const struct source *src;
	const struct template *template;

	if (e)
		return e->template;
	src = file_source(cache->arena, path, TEMPLATE_MAX_BYTES, diags, where);
	if (!src)
		return NULL;
	template = template_parse(cache->arena, src, 0, src->text.len, diags);
	if (template)
		add(cache, path)->template = template;
	return template;
}

/* --- compiled once --- */

static struct arena *keep_in(struct origin origin, struct arena *otherwise)
{
	return origin.src && origin.src->arena ? origin.src->arena : otherwise;
}

/* The memo is no part of a tree's value: setting it changes nothing that a reader of the const tree can see. */
static const void *keep(const void *const *memo, const void *compiled, struct origin origin)
{
	if (origin.src && origin.src->arena)
		*(const void **)memo = compiled;
	return compiled;
}

const struct expr *cache_expr(const struct desc_attr *a, struct arena *arena, struct diags *diags)
{
	if (a->memo)
		return a->memo;
	return keep(&a->memo, expr_parse_at(keep_in(a->origin, arena), a->value, a->origin, diags), a->origin);
}

const struct template *cache_attr_template(const struct desc_attr *a, struct arena *arena, struct diags *diags)
{
	if (a->memo)
		return a->memo;
	return keep(&a->memo, template_parse_at(keep_in(a->origin, arena), a->value, a->origin, diags), a->origin);
}

const struct template *cache_node_template(const struct desc_node *node, struct arena *arena, struct diags *diags)
{
	struct origin where = node->text_origin;

	if (node->memo)
		return node->memo;
	return keep(&node->memo, template_parse_at(keep_in(where, arena), node->text, where, diags), where);
}

/* --- reading ahead --- */

enum { WARM_DEPTH = 4 };

static void warm_file(struct cache *cache, const struct roots *roots, struct str name, struct diags *diags)
{
	struct arena *scratch = arena_new();
	struct str path = roots_find(roots, scratch, name, diags, (struct origin){ 0 });

	if (path.len && str_ends(name, STR(".xml")))
		cache_layout(cache, path, roots, diags);
	else if (path.len && str_ends(name, STR(".txt")))
		cache_template(cache, path, diags, (struct origin){ 0 });
	arena_drop(scratch);
}

static void warm_folder(struct cache *cache, const struct roots *roots, struct str name, struct diags *diags, int depth)
{
	struct arena *scratch = arena_new();
	DIR *dir = opendir(str_printf(scratch, "%.*s/%.*s", STR_FMT(roots->dirs[0]), STR_FMT(name)).ptr);
	struct dirent *d;

	while (dir && (d = readdir(dir))) {
		struct str file = str_printf(scratch, "%.*s/%s", STR_FMT(name), d->d_name);

		if (d->d_name[0] == '.')
			continue;
		if (str_ends(file, STR(".xml")) || str_ends(file, STR(".txt")))
			warm_file(cache, roots, file, diags);
		else if (depth < WARM_DEPTH)
			warm_folder(cache, roots, file, diags, depth + 1);
	}
	if (dir)
		closedir(dir);
	arena_drop(scratch);
}

void cache_warm(struct cache *cache, struct str dir)
{
	struct diags *unsaid = diags_new();
	struct roots roots = { .dirs = &dir, .n = 1 };

	warm_folder(cache, &roots, STR("tables"), unsaid, 0);
	warm_folder(cache, &roots, STR("text"), unsaid, 0);
	diags_drop(unsaid);
}
