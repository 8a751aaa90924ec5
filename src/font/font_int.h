/* font_int.h - what the files of font/ share: an opened face and the set that holds it. */
#ifndef KANYIN_FONT_FONT_INT_H
#define KANYIN_FONT_FONT_INT_H

#include <hb.h>

#include "base/arena.h"
#include "font/font.h"

enum {
	GLYPH_PAGE = 256, /* code points of one page of the character table */
	GLYPH_PAGES = 0x110000 / GLYPH_PAGE,
	KERN_SLOTS = 8192, /* pairs remembered, a power of two */
	FACES_MAX = 254    /* numbers 0 .. 253; FACE_NONE is 255 */
};

/* One page of a face's character table; a glyph is looked up in the font once. Absent characters have FACE_NONE. */
struct glyph_page {
	uint32_t known[GLYPH_PAGE / 32]; /* bit: glyph[i] is filled in */
	struct glyph_info glyph[GLYPH_PAGE];
};

/* How a face kerns. A sub-font maps private code points straight to glyphs, so that pairs of glyphs can be shaped. */
struct kerning {
	hb_font_t *font; /* NULL: the face has no kerning */
	hb_buffer_t *buffer;
	hb_set_t *firsts; /* glyphs that GPOS kerning can move; NULL: any (old kern table) */
};

struct face {
	struct str file; /* as the style names it */
	int index;       /* of a collection */
	uint8_t number;
	unsigned upem;
	unsigned nglyphs;
	hb_face_t *hb;
	hb_font_t *font; /* scale: font units */
	struct face_metrics metrics;
	struct font_face_info info;
	bool kern_ready; /* kern is filled in */
	struct kerning kern;
	struct glyph_page *pages[GLYPH_PAGES];
};

struct kern_slot {
	uint64_t key; /* 0: empty */
	int value;    /* [1/1000 em] */
};

/* A role of the style that is bound: face numbers, in the order they are asked. */
struct role {
	uint8_t *faces;
	size_t nfaces;
	uint8_t latin; /* face, or FACE_NONE */
};

/* The last subset of a face. */
struct subset_memo {
	struct arena *arena; /* holds all of it; NULL: none yet */
	const uint16_t *gids;
	size_t n;
	struct font_subset subset;
};

struct fontset {
	struct arena *arena; /* faces, their pages, names of folders */
	struct str *dirs;
	size_t ndirs;
	struct face *faces[FACES_MAX];
	size_t nfaces;
	struct subset_memo memos[FACES_MAX];
	struct arena *binding; /* roles; a new one for each style that is bound */
	struct role *roles;
	size_t nroles;
	struct kern_slot *kerns; /* direct-mapped: a clash costs a second look into the font, never a wrong value */
};

/* Opens a face of the file at `path`. NULL after a diagnostic at `where`, which calls the file by `file`. */
struct face *face_open(struct arena *, const char *path, struct str file, int index, struct diags *, struct origin where);
void face_close(struct face *);                 /* NULL is fine */
int face_scale(const struct face *, int units); /* font units to 1/1000 em, rounded half away from zero */
const struct glyph_info *face_glyph(struct arena *, struct face *, uint32_t ch); /* .face is FACE_NONE when it has none */
int face_kern(struct face *, uint16_t left, uint16_t right);                     /* [1/1000 em], not cached */

/* Big-endian fields of a table, 0 beyond its end. */
int font_u16(hb_blob_t *table, unsigned at);
int font_s16(hb_blob_t *table, unsigned at);
uint32_t font_u32(hb_blob_t *table, unsigned at);

#endif
