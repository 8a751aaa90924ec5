/* metrics.h - what layout asks of fonts, as injected functions: layout is tested with a fake font (Han = 1000, Latin = 500).
 *
 * A face is a small number chosen by whoever provides the metrics; 0 .. 254. Font units are 1/1000 em everywhere here; faces with other
 * units are scaled and rounded once by the provider. */
#ifndef KANYIN_LAYOUT_METRICS_H
#define KANYIN_LAYOUT_METRICS_H

#include <stdbool.h>
#include <stdint.h>

enum { FACE_NONE = 255 };

struct glyph_info {
	uint16_t gid;
	uint8_t face;
	int16_t advance;    /* [1/1000 em] */
	int16_t x_min, x_max; /* ink [1/1000 em]; both 0 for blanks */
};

struct face_metrics {
	int16_t ascent, descent; /* [1/1000 em], descent positive downwards */
};

struct metrics {
	void *ctx;
	/* Which glyph of role `role` (index into the style's roles) shows ch: the first face of the chain that has it. The role's
	 * latin face is asked first for letters, digits and ASCII signs when latin is set. false: no face of the chain has it. */
	bool (*glyph)(void *ctx, int role, bool latin, uint32_t ch, struct glyph_info *out);
	/* Kerning between two neighbouring glyphs of one face [1/1000 em], 0 when none. */
	int (*kern)(void *ctx, int face, uint16_t left, uint16_t right);
	struct face_metrics (*face)(void *ctx, int face);
};

#endif
