/* font.h - font files: found, checked, mapped once; glyphs and widths for layout, subsets for the PDF. HarfBuzz lives only
 * here.
 *
 * A fontset belongs to the program, not to one job: batch workers share it through fork. Font files are untrusted: everything
 * is read through HarfBuzz's checked accessors. */
#ifndef KANYIN_FONT_FONT_H
#define KANYIN_FONT_FONT_H

#include "desc/style.h"
#include "layout/metrics.h"

struct fontset;

struct fontset *fontset_new(const struct str *dirs, size_t ndirs); /* font folders, searched in order */
void fontset_drop(struct fontset *);
/* Opens the faces that a style names (once each) and binds its roles. false after diagnostics: file missing, no font, CFF
 * outlines (says how to convert), face index out of range. */
bool fontset_bind(struct fontset *, const struct style *, struct diags *);
struct metrics fontset_metrics(struct fontset *);

struct font_face_info {
	const char *ps_name;     /* PostScript name */
	int16_t ascent, descent; /* [1/1000 em] descent negative, as PDF wants it */
	int16_t cap_height, italic_angle, stem_v;
	int16_t bbox[4]; /* [1/1000 em] */
	bool serif, bold;
};
struct font_face_info font_face_info(const struct fontset *, int face);

/* A TrueType font of the glyphs asked for, of .notdef, and of the components they are made of. Glyphs are renumbered without
 * gaps, in the order of the face. */
struct font_subset {
	struct str bytes;   /* only what a PDF needs: glyf head hhea hmtx loca maxp */
	uint16_t *new_gids; /* [i]: the number of gids[i] in the subset */
	uint16_t *old_gids; /* [new number]: the number in the face */
	size_t nglyphs;
	struct str packed;        /* the bytes as font_keep_packed left them, or empty */
};

/* gids ascending and without repeats. Everything lives in the arena. false when the outlines are damaged. */
bool font_subset(const struct fontset *, int face, const uint16_t *gids, size_t n, struct arena *, struct font_subset *out);
/* The same, remembered: the last subset of each face stays until another one of that face is asked for. The reports of a batch share many (headings,
 * digits), and a page set again shares all. NULL when the outlines are damaged. */
const struct font_subset *font_subset_shared(struct fontset *, int face, const uint16_t *gids, size_t n);
struct str font_keep_packed(struct fontset *, int face, struct str packed); /* beside that face's last subset; the kept copy */
int font_advance(const struct fontset *, int face, uint16_t gid); /* [1/1000 em], what layout was told */

#endif
