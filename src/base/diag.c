/* diag.c - collects diagnostics, sorts them and joins the uses of one cause. */
#include "base/diag.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/utf8.h"

struct diags {
	struct diag *items;
	size_t n, size;
	size_t seq; /* arrivals so far */
	struct arena *arena;
	const struct str *folders; /* see diags_folders */
	size_t nfolders;
};

/* Origins */

struct origin origin_at(const struct source *src, size_t offset)
{
	struct str before = str_sub(src->text, 0, offset);
	const char *pos = before.ptr, *end = before.ptr + before.len, *newline;
	int32_t line = 1;

	while (pos < end && (newline = memchr(pos, '\n', (size_t)(end - pos))) != NULL) {
		line++;
		pos = newline + 1;
	}
	return (struct origin){ src, line, 1 + (int32_t)utf8_count((struct str){ pos, (size_t)(end - pos) }) };
}

/* The list */

struct diags *diags_new(void)
{
	struct diags *diags = mem_alloc(sizeof(*diags));

	diags->arena = arena_new();
	return diags;
}

void diags_drop(struct diags *diags)
{
	if (diags == NULL)
		return;
	arena_drop(diags->arena);
	mem_free(diags->items);
	mem_free(diags);
}

void diags_clear(struct diags *diags)
{
	arena_drop(diags->arena);
	diags->arena = arena_new();
	diags->n = 0;
	diags->seq = 0;
}

void diag_add(struct diags *diags, enum diag_code code, struct origin origin, const struct str *args, size_t n)
{
	struct diag *item;

	diags->items = mem_grow(diags->items, diags->n, &diags->size, sizeof(*diags->items));
	item = &diags->items[diags->n++];
	*item = (struct diag){ .code = code, .origin = origin, .seq = diags->seq++ };
	for (size_t i = 0; i < 4; i++)
		item->args[i] = i < n ? str_dup(diags->arena, args[i]) : STR("");
}

void diag_add_use(struct diags *diags, enum diag_code code, struct origin cause, struct origin use, bool sure,
                  const struct str *args, size_t n)
{
	struct diag *item;

	diag_add(diags, code, use.src ? use : cause, args, n);
	if (!cause.src || !use.src)
		return;
	item = &diags->items[diags->n - 1];
	item->cause = cause;
	item->sure = sure;
	item->uses = arena_copy(diags->arena, &use, sizeof(use));
	item->nuses = 1;
}

void diag_copy(struct diags *diags, const struct diag *from)
{
	struct diag *item;

	diag_add(diags, from->code, from->origin, from->args, sizeof(from->args) / sizeof(*from->args));
	item = &diags->items[diags->n - 1];
	item->cause = from->cause;
	item->sure = from->sure;
	item->uses = arena_copy(diags->arena, from->uses, from->nuses * sizeof(*from->uses));
	item->nuses = from->nuses;
}

void diags_folders(struct diags *diags, const struct str *dirs, size_t n)
{
	diags->folders = dirs;
	diags->nfolders = n;
}

size_t diags_count(const struct diags *diags)
{
	return diags->n;
}

const struct diag *diags_at(const struct diags *diags, size_t i)
{
	return &diags->items[i];
}

size_t diags_errors(const struct diags *diags)
{
	size_t errors = 0;

	for (size_t i = 0; i < diags->n; i++)
		errors += diag_level_of(diags->items[i].code) >= LEVEL_ERROR;
	return errors;
}

size_t diags_warnings(const struct diags *diags)
{
	size_t warnings = 0;

	for (size_t i = 0; i < diags->n; i++)
		warnings += diag_level_of(diags->items[i].code) == LEVEL_WARNING;
	return warnings;
}

enum diag_level diags_worst(const struct diags *diags)
{
	enum diag_level worst = LEVEL_NOTE;

	for (size_t i = 0; i < diags->n; i++)
		if (diag_level_of(diags->items[i].code) > worst)
			worst = diag_level_of(diags->items[i].code);
	return worst;
}

/* Order */

static int int_cmp(int64_t a, int64_t b)
{
	return (a > b) - (a < b);
}

/* Sources are compared by name: a file that was loaded twice is still one file to its reader. */
static int origin_cmp(struct origin a, struct origin b)
{
	int order;

	if (a.src == NULL || b.src == NULL)
		return (a.src != NULL) - (b.src != NULL);
	if ((order = str_cmp(a.src->path, b.src->path)) != 0 || (order = str_cmp(a.src->sheet, b.src->sheet)) != 0)
		return order;
	order = int_cmp(a.line, b.line);
	return order ? order : int_cmp(a.col, b.col);
}

static int place_cmp(const struct diag *a, const struct diag *b)
{
	int order = origin_cmp(a->origin, b->origin);

	return order ? order : int_cmp(a->code, b->code);
}

static int seq_cmp(const struct diag *a, const struct diag *b)
{
	return (a->seq > b->seq) - (a->seq < b->seq);
}

/* Zero for repeats only. */
static int content_cmp(const struct diag *a, const struct diag *b)
{
	int order = place_cmp(a, b);

	for (size_t i = 0; order == 0 && i < 4; i++)
		order = str_cmp(a->args[i], b->args[i]);
	return order;
}

static int by_content(const void *a, const void *b)
{
	int order = content_cmp(a, b);

	return order ? order : seq_cmp(a, b);
}

static int by_place(const void *a, const void *b)
{
	int order = place_cmp(a, b);

	return order ? order : seq_cmp(a, b);
}

/* --- uses of one cause --- */

static bool is_in(struct str path, struct str dir)
{
	while (dir.len > 1 && dir.ptr[dir.len - 1] == '/')
		dir.len--;
	return dir.len && path.len > dir.len && path.ptr[dir.len] == '/' && str_starts(path, dir);
}

/* By the innermost folder that the file is in. */
static bool is_shared(const struct diags *diags, struct origin place)
{
	size_t best = 0, longest = 0;

	for (size_t i = 0; place.src && i < diags->nfolders; i++)
		if (diags->folders[i].len > longest && is_in(place.src->path, diags->folders[i])) {
			longest = diags->folders[i].len;
			best = i;
		}
	return best > 0;
}

/* A cell that is the cause is one cause, whatever it is called where it is used. */
static bool is_cell(const struct diag *d)
{
	return d->sure && d->cause.line > 0 && d->code != DIAG_MISSING_COLUMN;
}

static int cause_cmp(const struct diag *a, const struct diag *b)
{
	int order = int_cmp(b->cause.src != NULL, a->cause.src != NULL);

	if (order != 0 || !a->cause.src)
		return order;
	if (a->code == DIAG_UNKNOWN_NAME && b->code == a->code) /* missing once, in whatever file it was looked for */
		return str_cmp(a->args[0], b->args[0]);
	if ((order = int_cmp(a->code, b->code)) != 0 || (order = origin_cmp(a->cause, b->cause)) != 0)
		return order;
	for (size_t i = 0; order == 0 && i < 3 && !(is_cell(a) && is_cell(b)); i++)
		order = str_cmp(a->args[i], b->args[i]);
	return order;
}

static int by_cause(const void *a, const void *b)
{
	int order = cause_cmp(a, b);

	return order ? order : seq_cmp(a, b);
}

struct use {
	struct origin place;
	size_t i; /* order of arrival */
};

static int use_by_place(const void *a, const void *b)
{
	const struct use *x = a, *y = b;
	int order = origin_cmp(x->place, y->place);

	return order ? order : int_cmp((int64_t)x->i, (int64_t)y->i);
}

static int use_by_arrival(const void *a, const void *b)
{
	const struct use *x = a, *y = b;

	return int_cmp((int64_t)x->i, (int64_t)y->i);
}

/* Each place once, in the order in which it was first met. */
static size_t unique_uses(struct use *uses, size_t n)
{
	size_t kept = 0;

	qsort(uses, n, sizeof(*uses), use_by_place);
	for (size_t i = 0; i < n; i++)
		if (kept == 0 || origin_cmp(uses[kept - 1].place, uses[i].place) != 0)
			uses[kept++] = uses[i];
	qsort(uses, kept, sizeof(*uses), use_by_arrival);
	return kept;
}

static size_t collect_uses(struct diags *diags, struct diag *joined, const struct diag *items, size_t n)
{
	struct use *uses;
	struct origin *places;
	size_t total = 0, kept = 0;

	for (size_t i = 0; i < n; i++)
		total += items[i].nuses;
	uses = mem_alloc(total * sizeof(*uses));
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < items[i].nuses; k++, kept++)
			uses[kept] = (struct use){ items[i].uses[k], kept };
	kept = unique_uses(uses, total);
	places = arena_array(diags->arena, kept, sizeof(*places));
	for (size_t i = 0; i < kept; i++)
		places[i] = uses[i].place;
	mem_free(uses);
	joined->uses = places;
	return kept;
}

/* items[0] becomes all n of them. */
static void join_uses(struct diags *diags, struct diag *items, size_t n)
{
	struct diag *joined = &items[0];
	bool shared = false;

	for (size_t i = 1; i < n; i++) {
		joined->sure |= items[i].sure;
		if (items[i].code == DIAG_UNKNOWN_NAME && items[i].args[1].len && !joined->args[1].len) {
			joined->cause = items[i].cause;
			joined->args[1] = items[i].args[1];
		}
		if (!joined->args[3].len)
			joined->args[3] = items[i].args[3];
	}
	joined->nuses = collect_uses(diags, joined, items, n);
	for (size_t i = 0; i < joined->nuses && !shared; i++)
		shared = is_shared(diags, joined->uses[i]);
	joined->origin = joined->sure || shared ? joined->cause : joined->uses[0];
}

static void join_all(struct diags *diags)
{
	size_t kept = 0;

	qsort(diags->items, diags->n, sizeof(*diags->items), by_cause);
	for (size_t i = 0, end; i < diags->n; i = end) {
		for (end = i + 1;
		     end < diags->n && diags->items[i].cause.src && cause_cmp(&diags->items[i], &diags->items[end]) == 0;)
			end++;
		if (diags->items[i].cause.src)
			join_uses(diags, &diags->items[i], end - i);
		diags->items[kept++] = diags->items[i];
	}
	diags->n = kept;
}

void diags_sort(struct diags *diags)
{
	size_t kept = 0;

	if (diags->n == 0)
		return;
	join_all(diags);
	qsort(diags->items, diags->n, sizeof(*diags->items), by_content);
	for (size_t i = 0; i < diags->n; i++)
		if (kept == 0 || content_cmp(&diags->items[kept - 1], &diags->items[i]) != 0)
			diags->items[kept++] = diags->items[i];
	diags->n = kept;
	qsort(diags->items, diags->n, sizeof(*diags->items), by_place);
}
