/* func.h - the functions of func_list.h as C prototypes, for func_table.c that lists them and the func_*.c that define them. */
#ifndef KANYIN_MERGE_FUNC_H
#define KANYIN_MERGE_FUNC_H

#include "merge/expr_int.h"

#define FUNC(fn, zh, en, min, max, lazy, usage) bool func_##fn(struct call *, struct value *out);
#include "merge/func_list.h"
#undef FUNC

/* func_rate.c: a number in the unit it is shown in, rounded as it is shown unless the report takes exact values for its rates. */
struct value rate_operand(struct call *, struct value);

#endif
