/* silence.h - the silences that a description declares, its fragments included. */
#ifndef KANYIN_CHECK_SILENCE_H
#define KANYIN_CHECK_SILENCE_H

#include "check/check.h"
#include "desc/desc.h"

const struct check_silence *silences_of(struct arena *, const struct desc_node *report, size_t *n);

#endif
