/* glyph.c - what a face says about one character, and about a pair of glyphs.
 *
 * Layout asks for every character of the text, so answers are kept in a table of pages by code point. Kerning goes through the
 * shaper with everything else switched off: it covers GPOS and the old kern table alike. */
#include "font/font_int.h"

#include <hb-ot.h>

enum { PAIR_BASE = 0xF0000 }; /* private code points that stand for glyphs in the pair font; no Unicode property interferes */

static void fill_glyph(struct face *face, uint32_t ch, struct glyph_info *out)
{
	hb_codepoint_t gid;
	hb_glyph_extents_t ink;

	out->face = FACE_NONE;
	if (!hb_font_get_nominal_glyph(face->font, ch, &gid) || gid == 0 || gid >= face->nglyphs)
		return;
	out->face = face->number;
	out->gid = (uint16_t)gid;
	out->advance = (int16_t)face_scale(face, hb_font_get_glyph_h_advance(face->font, gid));
	if (!hb_font_get_glyph_extents(face->font, gid, &ink))
		return;
	out->x_min = (int16_t)face_scale(face, ink.x_bearing);
	out->x_max = (int16_t)face_scale(face, ink.x_bearing + ink.width);
}

const struct glyph_info *face_glyph(struct arena *arena, struct face *face, uint32_t ch)
{
	static const struct glyph_info none = { .face = FACE_NONE };
	uint32_t at = ch % GLYPH_PAGE;
	struct glyph_page **page;

	if (ch > 0x10FFFF)
		return &none;
	page = &face->pages[ch / GLYPH_PAGE];
	if (!*page)
		*page = arena_make(arena, struct glyph_page);
	if (!((*page)->known[at / 32] >> at % 32 & 1)) {
		fill_glyph(face, ch, &(*page)->glyph[at]);
		(*page)->known[at / 32] |= (uint32_t)1 << at % 32;
	}
	return &(*page)->glyph[at];
}

static hb_bool_t pair_glyph(hb_font_t *font, void *data, hb_codepoint_t ch, hb_codepoint_t *gid, void *user)
{
	(void)font, (void)data, (void)user;
	*gid = ch - PAIR_BASE;
	return ch >= PAIR_BASE;
}

/* All glyphs that the face's kern lookups touch; NULL when it has none. */
static hb_set_t *kern_glyphs(hb_face_t *hb)
{
	static const hb_tag_t features[] = { HB_TAG('k', 'e', 'r', 'n'), HB_TAG_NONE };
	hb_set_t *lookups = hb_set_create(), *glyphs = hb_set_create();
	hb_codepoint_t lookup = HB_SET_VALUE_INVALID;

	hb_ot_layout_collect_lookups(hb, HB_OT_TAG_GPOS, NULL, NULL, features, lookups);
	while (hb_set_next(lookups, &lookup))
		hb_ot_layout_lookup_collect_glyphs(hb, HB_OT_TAG_GPOS, lookup, NULL, glyphs, NULL, NULL);
	hb_set_destroy(lookups);
	if (!hb_set_is_empty(glyphs))
		return glyphs;
	hb_set_destroy(glyphs);
	return NULL;
}

static bool has_kern_table(hb_face_t *hb)
{
	hb_blob_t *table = hb_face_reference_table(hb, HB_TAG('k', 'e', 'r', 'n'));
	bool has = hb_blob_get_length(table) > 0;

	hb_blob_destroy(table);
	return has;
}

static void open_kerning(struct face *face)
{
	struct kerning *kern = &face->kern;
	hb_font_funcs_t *funcs;

	face->kern_ready = true;
	kern->firsts = kern_glyphs(face->hb);
	if (!kern->firsts && !has_kern_table(face->hb))
		return;
	kern->font = hb_font_create_sub_font(face->font);
	funcs = hb_font_funcs_create();
	hb_font_funcs_set_nominal_glyph_func(funcs, pair_glyph, NULL, NULL);
	hb_font_set_funcs(kern->font, funcs, NULL, NULL);
	hb_font_funcs_destroy(funcs);
	kern->buffer = hb_buffer_create();
}

int face_kern(struct face *face, uint16_t left, uint16_t right)
{
	static const hb_feature_t features[] = {
		{ HB_TAG('k', 'e', 'r', 'n'), 1, 0, (unsigned)-1 }, { HB_TAG('l', 'i', 'g', 'a'), 0, 0, (unsigned)-1 },
		{ HB_TAG('c', 'l', 'i', 'g'), 0, 0, (unsigned)-1 }, { HB_TAG('c', 'a', 'l', 't'), 0, 0, (unsigned)-1 },
		{ HB_TAG('r', 'l', 'i', 'g'), 0, 0, (unsigned)-1 }, { HB_TAG('c', 'c', 'm', 'p'), 0, 0, (unsigned)-1 },
		{ HB_TAG('l', 'o', 'c', 'l'), 0, 0, (unsigned)-1 }, { HB_TAG('r', 'c', 'l', 't'), 0, 0, (unsigned)-1 },
	};
	static const char *const shapers[] = { "ot", NULL }; /* whatever the environment says */
	hb_codepoint_t pair[2] = { PAIR_BASE + (hb_codepoint_t)left, PAIR_BASE + (hb_codepoint_t)right };
	hb_buffer_t *buffer;
	hb_glyph_position_t *at;
	unsigned n;

	if (!face->kern_ready)
		open_kerning(face);
	if (!face->kern.font || (face->kern.firsts && !hb_set_has(face->kern.firsts, left)))
		return 0;
	buffer = face->kern.buffer;
	hb_buffer_reset(buffer);
	hb_buffer_add_utf32(buffer, pair, 2, 0, 2);
	hb_buffer_set_direction(buffer, HB_DIRECTION_LTR);
	hb_buffer_set_script(buffer, HB_SCRIPT_LATIN);
	hb_buffer_set_language(buffer, hb_language_from_string("zh", -1));
	if (!hb_shape_full(face->kern.font, buffer, features, sizeof(features) / sizeof(features[0]), shapers))
		return 0;
	at = hb_buffer_get_glyph_positions(buffer, &n);
	return n == 2 ? face_scale(face, at[0].x_advance - hb_font_get_glyph_h_advance(face->font, left)) : 0;
}
