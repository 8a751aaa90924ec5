/* unit.h - units of figures: which may be added, and by what factor they convert.
 *
 * 元 千元 万元 亿元 are one dimension; every counting word (人 辆 个 …) is its own; % is a ratio. */
#ifndef KANYIN_MERGE_UNIT_H
#define KANYIN_MERGE_UNIT_H

#include "base/number.h"

enum unit_kind { UNIT_MONEY, UNIT_COUNT, UNIT_PERCENT, UNIT_MEASURE };

struct unit {
	struct str name;
	enum unit_kind kind;
	int64_t factor;    /* in the smallest unit of its dimension: 元 1, 万元 10000; 1 for counts */
	uint16_t dimension; /* equal dimension: may be added and compared */
	uint8_t digits;    /* decimals it prints with when nothing else is said; 255: exact */
};

const struct unit *unit_find(struct str name); /* NULL when unknown; accepts 万 for nothing: names are whole */
const struct unit *unit_prefix(struct str text, size_t *len); /* longest unit name that text begins with */
const struct unit *unit_percent(void);
const struct unit *unit_yuan(void);

#endif
