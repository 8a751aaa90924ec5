/* walk.h - one XML document, well-formed and in libxml2's tree, to our tree: every element and attribute known, placed and
 * checked. */
#ifndef KANYIN_DESC_WALK_H
#define KANYIN_DESC_WALK_H

#include "desc/scan.h"
#include "desc/schema.h"

struct walk {
	const struct schema *schema;
	const struct source *src;
	struct arena *arena;
	struct diags *diags;
};

/* The tree of the document. NULL when its root is not `root` (reported); elements that are unknown or misplaced are reported and
 * left out. */
struct desc_node *walk_document(const struct walk *, xmlDoc *, enum desc_kind root);

#endif
