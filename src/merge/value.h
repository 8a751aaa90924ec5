/* value.h - what expressions are made of, and the figure behind a printed number. */
#ifndef KANYIN_MERGE_VALUE_H
#define KANYIN_MERGE_VALUE_H

#include "base/diag.h"
#include "data/data.h"
#include "merge/unit.h"

/* Where a number or a text comes from: a cell, a fact, a literal, or an operation over others. Shared, immutable, in the job's arena. */
struct trace {
	enum trace_kind { TRACE_CELL, TRACE_FACT, TRACE_LITERAL, TRACE_FORMULA } kind;
	bool words;              /* of a text: it has no number */
	struct origin origin;    /* the cell, the fact, or the expression in its template */
	struct str text;         /* cell: table['row','column']; fact: its name; formula: the operator or function */
	struct str written;      /* formula: the whole of it, as it stands at origin; may be empty */
	struct number number;    /* the value it stands for … */
	const struct unit *unit; /* … in this unit; NULL: none */
	const struct trace *const *inputs;
	size_t ninputs;
};

enum { TRACE_INPUTS = 100 }; /* of one formula; a longer sum names its first and last */

enum value_kind { VALUE_NULL, VALUE_BOOL, VALUE_NUMBER, VALUE_TEXT, VALUE_LIST, VALUE_TABLE, VALUE_ROW };

struct value {
	enum value_kind kind;
	bool boolean;
	bool computed;               /* of VALUE_NULL: result of an operation on a missing value; no condition may rest on it */
	bool cell;                   /* of a text with an origin: that is a table's cell, otherwise a fact */
	bool reported;               /* of VALUE_NULL: the reason was reported; whoever meets it fails without a second report */
	struct number number;
	const struct unit *unit;     /* of a number; NULL: none */
	struct str text;             /* of VALUE_TEXT; for VALUE_NULL: the name of what is missing, for drafts */
	const struct trace *trace;   /* of a number, of a text that a number was printed into, of computed words; may be NULL */
	const struct value *items;   /* of a list; of a text: its parts in order, when it is more than one figure */
	size_t nitems;
	struct table *table;         /* of a table or row */
	size_t row;                  /* index, of a row */
	struct origin origin;        /* of what was read: its cell or fact; of VALUE_NULL: the one that is blank; src NULL: computed */
};

struct origin value_cause(const struct value *); /* the cell, fact or table that it is, or first rests on; src NULL: none */

/* Names in sight: a chain of frames. Names are unique in a frame; the innermost wins. */
struct scope;
struct scope *scope_new(struct arena *, struct scope *outer); /* outer may be NULL */
void scope_set(struct scope *, struct str name, struct value); /* replaces within this frame; borrows name */
void scope_clear(struct scope *); /* forgets the names of this frame, keeps its memory: for the next run of a loop */
const struct value *scope_find(const struct scope *, struct str name); /* NULL: unknown */
/* *found becomes true when the name of this frame is found, until it is set again. */
void scope_watch(struct scope *, struct str name, bool *found);
struct str scope_nearest(const struct scope *, struct str name); /* a similar, other name, for messages; may be empty */

enum { POLICY_UNITS = 16 };

/* How figures print; one per report. */
struct number_policy {
	const struct unit *amounts; /* unit that amounts are shown in when rates are taken of displayed values; 万元 */
	int digits;                 /* decimals of amounts, 2 */
	bool exact_percent;         /* rates from exact values instead of displayed ones */
	struct unit_digits {
		const struct unit *unit;
		int digits;
	} units[POLICY_UNITS];      /* decimals of units that have their own */
	size_t nunits;
	bool wants_reason;          /* a change of reason_from percent or more is followed by its reason */
	struct number reason_from;
};

int policy_digits(const struct number_policy *, const struct unit *); /* decimals declared for a unit; -1: none */

enum { EVAL_STEPS = 20000000 }; /* what a whole report may use; also bounds its memory to 1 GB or so */

/* What expressions need besides names. */
struct eval {
	struct arena *arena;
	struct scope *scope;
	struct diags *diags;
	struct number_policy policy;
	bool draft; /* missing values print as 【name】 and are marked; errors are reported all the same */
	bool dash_is_zero; /* — in a number column counts as a blank cell does, not as missing: in rules, as in the tables they are about */
	bool asking; /* inside 存在(): what is missing is an answer, so no hints are looked for */
	/* what an unknown name is missing in: the files of facts and of data sources, as a whole */
	struct origin facts, data;
	bool lost;    /* facts could not be read, which was reported: an unknown name is no news */
	size_t steps; /* loop and call budget left, against runaway templates; DIAG_TEMPLATE_BUDGET at 0, once */
};

/* Sets 循环.序号 (loop.index, from 1), 循环.总数, 循环.首, 循环.末 in the innermost frame, for item i (from 0) of n. */
void eval_set_loop(struct eval *, size_t i, size_t n);

bool date_valid(struct str text); /* 年月日 takes it */
bool value_truth(const struct value *); /* null, false, 0, empty text, list and table are false */
/* The number in another unit of its dimension; the caller has compared the dimensions. */
struct number value_in(struct arena *, const struct value *number, const struct unit *);
/* Prints a number as {{ }} does: rounded once, with its unit. */
void value_print(struct buf *, struct arena *, const struct value *number, const struct number_policy *);
/* The value of a table cell with its unit and trace, text or null (blank, or a dash among numbers). False when the cell is no number in a number column or
 * its unit is unknown: both are reported where the table is loaded. */
bool value_cell(const struct eval *, struct table *, size_t row, size_t column, struct value *out);
struct str cell_name(struct arena *, const struct table *, size_t row, size_t column); /* table['row','column'] */

#endif
