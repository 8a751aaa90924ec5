/* nearest.h - the name somebody probably meant, for messages. */
#ifndef KANYIN_BASE_NEAREST_H
#define KANYIN_BASE_NEAREST_H

#include "base/str.h"

struct arena;

struct nearest {
	struct str word;
	struct str best; /* the nearest candidate so far; empty when none is near */
	size_t distance; /* of best; candidates beyond it are none */
};

struct nearest nearest_to(struct str word);
void nearest_try(struct nearest *, struct str candidate); /* candidates must live as long as the struct is used */
struct str nearest_hint(struct arena *, struct str best); /* " (→ best?)" or empty */

#endif
