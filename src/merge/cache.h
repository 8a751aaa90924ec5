/* cache.h - what reports of one run share: parsed table layouts and compiled text templates, by path.
 *
 * Only files without a mistake are kept, so every job that uses a faulty one reports its diagnostics. Filled before fork, the workers of a
 * batch have it for nothing. */
#ifndef KANYIN_MERGE_CACHE_H
#define KANYIN_MERGE_CACHE_H

#include "base/file.h"
#include "desc/desc.h"
#include "merge/template.h"

struct cache;
struct desc_schemas;

struct cache *cache_new(struct desc_schemas *);
void cache_drop(struct cache *);
struct desc_schemas *cache_schemas(struct cache *);
/* The root of a table layout file; NULL after diagnostics. */
const struct desc_node *cache_layout(struct cache *, struct str path, const struct roots *, struct diags *);
/* The compiled template of a text file; NULL after diagnostics at `where` (missing) or in the file. */
const struct template *cache_template(struct cache *, struct str path, struct diags *, struct origin where);
/* What an attribute or an element's text is compiled to, once: a layout that many tables and reports use, a condition in a repeat. Kept in the tree,
 * in the arena of the file it came from (in `arena` when that has none). NULL after diagnostics. */
const struct expr *cache_expr(const struct desc_attr *, struct arena *, struct diags *);
const struct template *cache_attr_template(const struct desc_attr *, struct arena *, struct diags *);
const struct template *cache_node_template(const struct desc_node *, struct arena *, struct diags *);

/* Reads every layout below DIR/tables and every template in DIR/text ahead; what is wrong in them is left for the reports that use them. */
void cache_warm(struct cache *, struct str dir);

#endif
