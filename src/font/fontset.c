/* fontset.c - the faces of the program: found in the font folders, opened once, bound to the roles of a style.
 *
 * Face numbers are stable for the life of the set. A style that cannot be bound whole leaves what could be: layout then
 * reports the characters that nobody has. */
#include "font/font_int.h"

#include "base/utf8.h"

#include <unistd.h>

struct fontset *fontset_new(const struct str *dirs, size_t ndirs)
{
	struct arena *arena = arena_new();
	struct fontset *set = arena_make(arena, struct fontset);

	set->arena = arena;
	set->ndirs = ndirs;
	set->dirs = arena_array(arena, ndirs + 1, sizeof(struct str));
	for (size_t i = 0; i < ndirs; i++)
		set->dirs[i] = str_dup(arena, dirs[i]);
	set->kerns = arena_array(arena, KERN_SLOTS, sizeof(struct kern_slot));
	return set;
}

void fontset_drop(struct fontset *set)
{
	if (!set)
		return;
	for (size_t i = 0; i < set->nfaces; i++) {
		face_close(set->faces[i]);
		arena_drop(set->memos[i].arena);
	}
	arena_drop(set->binding);
	arena_drop(set->arena);
}

/* Styles may come with a report: they name files inside the font folders, nothing else. */
static bool name_is_inside(struct str file)
{
	size_t from = 0;

	if (file.len == 0 || file.ptr[0] == '/')
		return false;
	for (size_t i = 0; i <= file.len; i++) {
		if (i < file.len && file.ptr[i] != '/')
			continue;
		if (str_eq(str_sub(file, from, i), STR("..")))
			return false;
		from = i + 1;
	}
	return true;
}

static struct face *open_face(struct fontset *set, const struct style_face *want, struct diags *diags)
{
	struct arena *scratch = arena_new();
	struct face *face = NULL;
	const char *path = NULL;

	if (!name_is_inside(want->file)) {
		diag(diags, FILE_OUTSIDE, want->origin, want->file);
		goto done;
	}
	for (size_t i = 0; i < set->ndirs; i++) {
		path = str_printf(scratch, "%.*s/%.*s", STR_FMT(set->dirs[i]), STR_FMT(want->file)).ptr;
		if (access(path, R_OK) == 0)
			break;
		path = NULL;
	}
	if (path)
		face = face_open(set->arena, path, want->file, want->index, diags, want->origin);
	else
		diag(diags, FONT_MISSING, want->origin, want->file);
done:
	arena_drop(scratch);
	return face;
}

/* The number of the face, opened if it is new; FACE_NONE after a diagnostic. */
static uint8_t find_face(struct fontset *set, const struct style_face *want, struct diags *diags)
{
	struct face *face;

	for (size_t i = 0; i < set->nfaces; i++)
		if (set->faces[i]->index == want->index && str_eq(set->faces[i]->file, want->file))
			return (uint8_t)i;
	if (set->nfaces == FACES_MAX) {
		diag(diags, DATA_LIMIT, want->origin, want->file, STR("254"));
		return FACE_NONE;
	}
	face = open_face(set, want, diags);
	if (!face)
		return FACE_NONE;
	face->number = (uint8_t)set->nfaces;
	set->faces[set->nfaces++] = face;
	return face->number;
}

static bool bind_role(struct fontset *set, const struct style_role *from, struct role *role, struct diags *diags)
{
	role->latin = FACE_NONE;
	role->faces = arena_alloc(set->binding, from->nfaces + 1);
	for (size_t i = 0; i < from->nfaces; i++) {
		uint8_t face = find_face(set, &from->faces[i], diags);

		if (face != FACE_NONE)
			role->faces[role->nfaces++] = face;
	}
	return role->nfaces == from->nfaces;
}

bool fontset_bind(struct fontset *set, const struct style *style, struct diags *diags)
{
	bool ok = true;

	arena_drop(set->binding);
	set->binding = arena_new();
	set->nroles = style->nroles;
	set->roles = arena_array(set->binding, style->nroles + 1, sizeof(struct role));
	for (size_t i = 0; i < style->nroles; i++)
		ok = bind_role(set, &style->roles[i], &set->roles[i], diags) && ok;
	for (size_t i = 0; i < style->nroles; i++) {
		const struct style_role *from = &style->roles[i];

		if (from->has_latin && from->latin < set->nroles && set->roles[from->latin].nfaces)
			set->roles[i].latin = set->roles[from->latin].faces[0];
	}
	return ok;
}

/* Quotation marks, dashes and dots belong to the Han face whatever layout asks: the Latin ones are half as wide. */
static bool is_latin(uint32_t ch)
{
	return ch < 0x80 || ch_is_letter(ch);
}

static bool set_glyph(void *ctx, int role_index, bool latin, uint32_t ch, struct glyph_info *out)
{
	struct fontset *set = ctx;
	const struct role *role = &set->roles[role_index];
	const struct glyph_info *glyph;

	if (latin && role->latin != FACE_NONE && is_latin(ch)) {
		glyph = face_glyph(set->arena, set->faces[role->latin], ch);
		if (glyph->face != FACE_NONE) {
			*out = *glyph;
			return true;
		}
	}
	for (size_t i = 0; i < role->nfaces; i++) {
		glyph = face_glyph(set->arena, set->faces[role->faces[i]], ch);
		if (glyph->face != FACE_NONE) {
			*out = *glyph;
			return true;
		}
	}
	return false;
}

static int set_kern(void *ctx, int face, uint16_t left, uint16_t right)
{
	struct fontset *set = ctx;
	uint64_t key = (uint64_t)(face + 1) << 32 | (uint64_t)left << 16 | right;
	struct kern_slot *slot = &set->kerns[key * 0x9E3779B97F4A7C15u >> 32 & (KERN_SLOTS - 1)];

	if (slot->key != key) {
		slot->key = key;
		slot->value = face_kern(set->faces[face], left, right);
	}
	return slot->value;
}

static struct face_metrics set_face(void *ctx, int face)
{
	const struct fontset *set = ctx;

	return set->faces[face]->metrics;
}

struct metrics fontset_metrics(struct fontset *set)
{
	return (struct metrics){ .ctx = set, .glyph = set_glyph, .kern = set_kern, .face = set_face };
}

struct font_face_info font_face_info(const struct fontset *set, int face)
{
	return set->faces[face]->info;
}

int font_advance(const struct fontset *set, int number, uint16_t gid)
{
	const struct face *face = set->faces[number];

	return face_scale(face, hb_font_get_glyph_h_advance(face->font, gid));
}
