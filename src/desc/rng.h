/* rng.h - the schemas as bytes of the program. Made from *.rng by the Makefile (build/gen/rng_*.c). */
#ifndef KANYIN_DESC_RNG_H
#define KANYIN_DESC_RNG_H

#include <stddef.h>

extern const unsigned char rng_report[];
extern const size_t rng_report_len;
extern const unsigned char rng_layout[];
extern const size_t rng_layout_len;
extern const unsigned char rng_style[];
extern const size_t rng_style_len;
extern const unsigned char rng_profile[];
extern const size_t rng_profile_len;

#endif
