/* fact.h - what the merge_names*.c files share: one fact, wherever it was written. Nobody else includes it. */
#ifndef KANYIN_MERGE_FACT_H
#define KANYIN_MERGE_FACT_H

#include "merge/merge_int.h"

struct fact {
	struct str name, type, unit; /* type as in report.rng, empty: text, or whatever select gives */
	struct str text;             /* its value, as written … */
	struct str select;           /* … or the expression that gives it */
	const struct desc_node *items; /* of a list: first sibling; NULL: in text */
	struct origin name_at, unit_at, text_at, select_at;
	/* while they are computed */
	const struct expr *expr;
	enum { FACT_WAITING, FACT_RUNNING, FACT_DONE } state;
	bool failed; /* and reported */
};

/* Defines the names of one file in the scope in force. */
void facts_define(struct merge *, struct fact *, size_t n);
/* merge_names_sheet.c: the facts of a sheet with the columns 名称, 值 and maybe 单位, 类型. False after a diagnostic. */
bool facts_of_sheet(struct merge *, const struct desc_node *, struct str path, struct fact **, size_t *n);

#endif
