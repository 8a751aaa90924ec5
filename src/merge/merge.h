/* merge.h - description + data + templates -> document. The walk over the description's elements, one function per element.
 *
 * merge.c walks, merge_*.c hold what belongs together: names.c (facts, data sources, values), number.c (section numbers), prose.c (text files),
 * statement.c (tables by layout), grid.c (free tables and the grid that both use). Only diagnostics and the document come out. */
#ifndef KANYIN_MERGE_MERGE_H
#define KANYIN_MERGE_MERGE_H

#include "base/file.h"
#include "desc/desc.h"
#include "desc/style.h"
#include "merge/doc.h"

struct cache;

/* A value given on the command line. */
struct setting {
	struct str name, value;
	bool optional; /* no report need use it */
	bool used;     /* set by merge and by whoever evaluates names afterwards */
};

struct merge_input {
	struct arena *arena;           /* of the job: the document lives here */
	const struct desc_node *report; /* checked description */
	const struct style *style;
	const struct roots *roots;
	struct cache *cache;           /* templates and layouts, shared between jobs */
	struct setting *settings;
	size_t nsettings;
	bool draft;
	struct diags *diags;
};

/* Never NULL; whatever was wrong is in the diagnostics and shows as 【name】 or is left out. */
struct doc *merge(const struct merge_input *);
/* Warns of settings that nothing has looked up. After the rules, which look up names as well. */
void merge_unused(const struct merge_input *, const struct doc *);

#endif
