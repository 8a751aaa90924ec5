/* subset.c - the part of a face that a document shows, as a small TrueType file.
 *
 * HarfBuzz does the subsetting. It is shown only the tables that a PDF needs: without a character map and without layout tables
 * there is nothing to close over, which is most of the time of a subset. */
#include "font/font_int.h"

#include <hb-subset.h>
#include <string.h>

static hb_blob_t *outline_table(hb_face_t *face, hb_tag_t tag, void *full)
{
	(void)face;
	switch (tag) {
	case HB_TAG('g', 'l', 'y', 'f'):
	case HB_TAG('h', 'e', 'a', 'd'):
	case HB_TAG('h', 'h', 'e', 'a'):
	case HB_TAG('h', 'm', 't', 'x'):
	case HB_TAG('l', 'o', 'c', 'a'):
	case HB_TAG('m', 'a', 'x', 'p'):
		return hb_face_reference_table(full, tag);
	default:
		return NULL;
	}
}

static hb_subset_plan_t *make_plan(hb_face_t *face, const uint16_t *gids, size_t n)
{
	hb_subset_input_t *input = hb_subset_input_create_or_fail();
	hb_subset_plan_t *plan = NULL;
	hb_set_t *glyphs;

	if (!input)
		return NULL;
	glyphs = hb_subset_input_glyph_set(input);
	hb_set_add(glyphs, 0);
	for (size_t i = 0; i < n; i++)
		hb_set_add(glyphs, gids[i]);
	hb_subset_input_set_flags(input, HB_SUBSET_FLAGS_NO_HINTING);
	plan = hb_subset_plan_create_or_fail(face, input);
	hb_subset_input_destroy(input);
	return plan;
}

/* Both directions of the plan's numbering. false when a glyph that was asked for is not there. */
static bool read_numbers(hb_subset_plan_t *plan, const uint16_t *gids, size_t n, struct arena *arena, struct font_subset *out)
{
	const hb_map_t *to_new = hb_subset_plan_old_to_new_glyph_mapping(plan);
	const hb_map_t *to_old = hb_subset_plan_new_to_old_glyph_mapping(plan);

	out->nglyphs = hb_map_get_population(to_old);
	out->old_gids = arena_array(arena, out->nglyphs + 1, sizeof(uint16_t));
	out->new_gids = arena_array(arena, n + 1, sizeof(uint16_t));
	for (size_t i = 0; i < out->nglyphs; i++)
		out->old_gids[i] = (uint16_t)hb_map_get(to_old, (hb_codepoint_t)i);
	for (size_t i = 0; i < n; i++) {
		hb_codepoint_t new_gid = hb_map_get(to_new, gids[i]);

		if (new_gid >= out->nglyphs)
			return false;
		out->new_gids[i] = (uint16_t)new_gid;
	}
	return true;
}

static struct str copy_bytes(struct arena *arena, hb_face_t *face)
{
	hb_blob_t *blob = hb_face_reference_blob(face);
	unsigned len;
	const char *data = hb_blob_get_data(blob, &len);
	struct str bytes = { "", 0 };

	if (len)
		bytes = (struct str){ arena_copy(arena, data, len), len };
	hb_blob_destroy(blob);
	return bytes;
}

bool font_subset(const struct fontset *set, int face, const uint16_t *gids, size_t n, struct arena *arena,
                 struct font_subset *out)
{
	hb_face_t *full = set->faces[face]->hb;
	hb_face_t *outlines = hb_face_create_for_tables(outline_table, full, NULL);
	hb_subset_plan_t *plan;
	hb_face_t *result = NULL;

	memset(out, 0, sizeof(*out));
	hb_face_set_index(outlines, hb_face_get_index(full));
	plan = make_plan(outlines, gids, n);
	if (plan && read_numbers(plan, gids, n, arena, out))
		result = hb_subset_plan_execute_or_fail(plan);
	if (result)
		out->bytes = copy_bytes(arena, result);
	hb_face_destroy(result);
	hb_subset_plan_destroy(plan);
	hb_face_destroy(outlines);
	return out->bytes.len > 0;
}

const struct font_subset *font_subset_shared(struct fontset *set, int face, const uint16_t *gids, size_t n)
{
	struct subset_memo *memo = &set->memos[face];

	if (memo->arena && memo->n == n && memcmp(memo->gids, gids, n * sizeof(*gids)) == 0)
		return &memo->subset;
	arena_drop(memo->arena);
	memset(memo, 0, sizeof(*memo));
	memo->arena = arena_new();
	if (font_subset(set, face, gids, n, memo->arena, &memo->subset)) {
		memo->gids = arena_copy(memo->arena, gids, n * sizeof(*gids));
		memo->n = n;
		return &memo->subset;
	}
	arena_drop(memo->arena);
	memset(memo, 0, sizeof(*memo));
	return NULL;
}

struct str font_keep_packed(struct fontset *set, int face, struct str packed)
{
	struct subset_memo *memo = &set->memos[face];

	memo->subset.packed = str_dup(memo->arena, packed);
	return memo->subset.packed;
}
