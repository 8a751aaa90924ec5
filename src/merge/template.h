/* template.h - text templates: compiled once, executed as often as needed. Language: kanyin-report(5). */
#ifndef KANYIN_MERGE_TEMPLATE_H
#define KANYIN_MERGE_TEMPLATE_H

#include "merge/expr.h"
#include "merge/text.h"

struct template;

/* NULL after errors, all of them reported. */
struct template *template_parse(struct arena *, const struct source *src, size_t from, size_t to, struct diags *);
struct template *template_parse_at(struct arena *, struct str text, struct origin where, struct diags *);
/* Appends nothing to a document: gives the text. false when anything was wrong (reported); *out then holds what could be made
 * (drafts print it). */
bool template_run(const struct template *, struct eval *, struct text *out);

#endif
