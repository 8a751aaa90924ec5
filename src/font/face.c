/* face.c - opens a font file and checks that what a PDF needs is there and whole.
 *
 * A file is mapped, not read. The checks here are about clear messages; safety comes from HarfBuzz's accessors, which check every
 * access again. A face that passes has TrueType outlines, a character map and widths. */
#include "font/font_int.h"

#include <hb-ot.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

int font_u16(hb_blob_t *table, unsigned at)
{
	unsigned len;
	const char *data = hb_blob_get_data(table, &len);

	if (len < 2 || at > len - 2)
		return 0;
	return (unsigned char)data[at] << 8 | (unsigned char)data[at + 1];
}

int font_s16(hb_blob_t *table, unsigned at)
{
	int value = font_u16(table, at);

	return value < 0x8000 ? value : value - 0x10000;
}

uint32_t font_u32(hb_blob_t *table, unsigned at)
{
	return (uint32_t)font_u16(table, at) << 16 | (uint32_t)font_u16(table, at + 2);
}

static unsigned table_length(hb_face_t *hb, const char *tag)
{
	hb_blob_t *table = hb_face_reference_table(hb, hb_tag_from_string(tag, -1));
	unsigned len = hb_blob_get_length(table);

	hb_blob_destroy(table);
	return len;
}

/* One field of a table, 0 when there is none. */
static int table_s16(hb_face_t *hb, const char *tag, unsigned at)
{
	hb_blob_t *table = hb_face_reference_table(hb, hb_tag_from_string(tag, -1));
	int value = font_s16(table, at);

	hb_blob_destroy(table);
	return value;
}

static int table_u16(hb_face_t *hb, const char *tag, unsigned at)
{
	return table_s16(hb, tag, at) & 0xFFFF;
}

/* The outlines must reach as far as the last glyph's offset says: this finds files that were cut off. */
static bool outlines_whole(hb_face_t *hb)
{
	unsigned nglyphs = (unsigned)table_u16(hb, "maxp", 4);
	bool wide = table_s16(hb, "head", 50) != 0;
	hb_blob_t *loca = hb_face_reference_table(hb, HB_TAG('l', 'o', 'c', 'a'));
	bool ok = hb_blob_get_length(loca) >= (nglyphs + 1) * (wide ? 4u : 2u);
	uint32_t end = wide ? font_u32(loca, nglyphs * 4) : (uint32_t)font_u16(loca, nglyphs * 2) * 2;

	hb_blob_destroy(loca);
	return ok && end <= table_length(hb, "glyf");
}

/* The name of the first table that is missing or cannot be right; NULL when all is well. */
static const char *damaged_table(hb_face_t *hb)
{
	static const struct {
		const char *tag;
		unsigned len; /* of the fixed part */
	} needed[] = {
		{ "head", 54 }, { "maxp", 6 }, { "hhea", 36 }, { "hmtx", 4 }, { "loca", 4 }, { "glyf", 1 }, { "cmap", 4 }
	};
	int upem = table_u16(hb, "head", 18);
	int nglyphs = table_u16(hb, "maxp", 4), nwidths = table_u16(hb, "hhea", 34);

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (table_length(hb, needed[i].tag) < needed[i].len)
			return needed[i].tag;
	if (upem < 16 || upem > 16384)
		return "head";
	if (nglyphs < 1)
		return "maxp";
	if (nwidths < 1 || nwidths > nglyphs)
		return "hhea";
	if (table_length(hb, "hmtx") < (unsigned)nwidths * 4)
		return "hmtx";
	return outlines_whole(hb) ? NULL : "glyf";
}

/* NULL after a diagnostic. FIFOs and devices are refused before they are opened. */
static hb_blob_t *map_file(const char *path, struct str file, struct diags *diags, struct origin where)
{
	struct stat st;
	hb_blob_t *blob = NULL;

	if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
		blob = hb_blob_create_from_file_or_fail(path);
	if (!blob)
		diag(diags, FONT_NONE, where, file);
	return blob;
}

static bool face_usable(hb_blob_t *blob, hb_face_t *hb, int index, struct str file, struct diags *diags, struct origin where)
{
	unsigned nfaces = hb_face_count(blob);
	char have[16], want[16];
	const char *damaged;

	if (nfaces == 0) {
		diag(diags, FONT_NONE, where, file);
		return false;
	}
	if (index < 0 || (unsigned)index >= nfaces) {
		snprintf(have, sizeof(have), "%u", nfaces);
		snprintf(want, sizeof(want), "%d", index);
		diag(diags, FONT_INDEX, where, file, str_from(want), str_from(have));
		return false;
	}
	if (!table_length(hb, "glyf") && (table_length(hb, "CFF ") || table_length(hb, "CFF2"))) {
		diag(diags, FONT_CFF, where, file);
		return false;
	}
	damaged = damaged_table(hb);
	if (damaged)
		diag(diags, FONT_BAD, where, file, str_from(damaged));
	return !damaged;
}

int face_scale(const struct face *face, int units)
{
	int64_t twice = (int64_t)units * 2000, upem = face->upem;

	return (int)((twice + (twice < 0 ? -upem : upem)) / (2 * upem));
}

static int16_t scaled(const struct face *face, const char *tag, unsigned at)
{
	return (int16_t)face_scale(face, table_s16(face->hb, tag, at));
}

/* A PDF name without delimiters; fonts without a usable PostScript name exist. */
static const char *ps_name(struct arena *arena, hb_face_t *hb)
{
	char raw[64], *out = arena_alloc(arena, sizeof(raw));
	unsigned len = sizeof(raw);
	size_t n = 0;

	hb_ot_name_get_utf8(hb, HB_OT_NAME_ID_POSTSCRIPT_NAME, HB_LANGUAGE_INVALID, &len, raw);
	for (const char *p = raw; len && *p; p++)
		if ((*p >= '0' && *p <= '9') || (*p >= 'A' && *p <= 'Z') || (*p >= 'a' && *p <= 'z') || *p == '-' || *p == '_')
			out[n++] = *p;
	return n ? out : "Font";
}

/* Serif faces by PANOSE, or by the older family class. */
static bool has_serifs(hb_face_t *hb)
{
	int family = table_u16(hb, "OS/2", 30) >> 8, panose = table_u16(hb, "OS/2", 32);

	if (panose >> 8 == 2 && (panose & 0xFF) >= 2)
		return (panose & 0xFF) <= 10;
	return (family >= 1 && family <= 5) || family == 7;
}

/* Thickness of stems from the weight: the PDF wants a value, fonts have none; 400 gives 88, 700 gives 166. */
static int16_t stem_v(int weight)
{
	int part = weight * 10 / 65;

	return (int16_t)(50 + part * part / 100);
}

static int16_t cap_height(struct face *face)
{
	hb_codepoint_t gid;
	hb_glyph_extents_t ink;

	if (table_u16(face->hb, "OS/2", 0) >= 2 && table_s16(face->hb, "OS/2", 88) > 0)
		return scaled(face, "OS/2", 88);
	if (hb_font_get_nominal_glyph(face->font, 'H', &gid) && hb_font_get_glyph_extents(face->font, gid, &ink))
		return (int16_t)face_scale(face, ink.y_bearing);
	return 700;
}

static void read_info(struct arena *arena, struct face *face)
{
	struct font_face_info *info = &face->info;
	/* The em box of ideographs is in OS/2; hhea's line height is larger in Noto and would set text off its middle. */
	bool typo = table_length(face->hb, "OS/2") >= 78 && table_s16(face->hb, "OS/2", 68) > 0;
	int weight = table_u16(face->hb, "OS/2", 4);

	info->ps_name = ps_name(arena, face->hb);
	info->ascent = typo ? scaled(face, "OS/2", 68) : scaled(face, "hhea", 4);
	info->descent = typo ? scaled(face, "OS/2", 70) : scaled(face, "hhea", 6);
	info->cap_height = cap_height(face);
	info->italic_angle = (int16_t)table_s16(face->hb, "post", 4);
	info->bold = weight >= 600;
	info->stem_v = stem_v(weight >= 100 && weight <= 1000 ? weight : 400);
	info->serif = has_serifs(face->hb);
	for (unsigned i = 0; i < 4; i++)
		info->bbox[i] = scaled(face, "head", 36 + 2 * i);
	face->metrics = (struct face_metrics){ info->ascent, (int16_t)-info->descent };
}

struct face *face_open(struct arena *arena, const char *path, struct str file, int index, struct diags *diags,
                       struct origin where)
{
	hb_blob_t *blob = map_file(path, file, diags, where);
	hb_face_t *hb;
	struct face *face;

	if (!blob)
		return NULL;
	hb = hb_face_create(blob, index < 0 ? 0 : (unsigned)index);
	if (!face_usable(blob, hb, index, file, diags, where)) {
		hb_face_destroy(hb);
		hb_blob_destroy(blob);
		return NULL;
	}
	hb_blob_destroy(blob);
	face = arena_make(arena, struct face);
	face->file = str_dup(arena, file);
	face->index = index;
	face->hb = hb;
	face->upem = hb_face_get_upem(hb);
	face->nglyphs = hb_face_get_glyph_count(hb);
	face->font = hb_font_create(hb);
	read_info(arena, face);
	return face;
}

void face_close(struct face *face)
{
	if (!face)
		return;
	hb_set_destroy(face->kern.firsts);
	hb_buffer_destroy(face->kern.buffer);
	hb_font_destroy(face->kern.font);
	hb_font_destroy(face->font);
	hb_face_destroy(face->hb);
}
