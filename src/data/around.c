/* around.c - what stands around a table, in text files and in sheets: the unit above it, the notes and signatures below it. */
#include "base/utf8.h"
#include "data/read.h"

enum { UNIT_BYTES = 32 };

/* --- the unit in the corner: 金额单位：万元；数量单位：辆 --- */

struct str money_unit(struct str text)
{
	static const char *const units[] = { "元", "千元", "万元", "百万元", "亿元", "美元", "万美元" };

	if (str_starts(text, STR("人民币")))
		text = str_sub(text, sizeof("人民币") - 1, text.len);
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (fold_eq(text, str_from(units[i])))
			return str_from(units[i]);
	return STR("");
}

/* What is counted beside money; anything else behind 单位： names an organisation. */
static bool is_counted(struct str unit)
{
	static const char *const units[] = { "%",  "人", "人次", "辆",     "台", "套",   "个",   "户",
		                             "件", "次", "批次", "平方米", "亩", "公里", "公顷", "吨" };

	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++)
		if (fold_eq(unit, str_from(units[i])))
			return true;
	return false;
}

/* The end of 单位： at `pos`, blanks in it or not; a colon may be missing at the end of the text. 0: there is none. */
static size_t mark_end(struct str text, size_t pos)
{
	struct str rest = str_sub(text, pos, text.len);
	size_t at = 0;
	uint32_t ch;

	if (!str_starts(rest, STR("单")) || fold_next(rest, &at) != 0x5355 || fold_next(rest, &at) != 0x4F4D)
		return 0;
	ch = fold_next(rest, &at);
	return ch == ':' || ch == 0 ? pos + at : 0;
}

static bool is_end(uint32_t ch)
{
	return ch == ')' || ch == '(' || ch == ';' || ch == ',' || ch == 0x3001 || ch == 0x3002 || ch == '/' || ch == ']';
}

/* The unit at *pos, without blanks, up to an end, which *end is, or to a blank when it is a unit already. */
static struct str unit_at(struct str text, size_t *pos, char out[UNIT_BYTES], uint32_t *end)
{
	size_t n = 0;

	for (*end = 0; *pos < text.len;) {
		uint32_t ch = ch_fold_width(utf8_next(text, pos));

		*end = ch;
		if (is_end(ch))
			break;
		if (ch_is_blank(ch) || ch == '\n' || ch == '\r') {
			if (money_unit((struct str){ out, n }).len || is_counted((struct str){ out, n }))
				break;
		} else if (n + 4 <= UNIT_BYTES) {
			n += utf8_encode(ch, out + n);
		}
		*end = 0;
	}
	return (struct str){ out, n };
}

static void add_unit(struct corner *corner, struct str unit)
{
	struct str money = money_unit(unit);

	if (money.len && !corner->unit.len)
		corner->unit = money;
	else if (money.len)
		corner->several |= !str_eq(money, corner->unit);
	else
		corner->others |= is_counted(unit);
}

/* Units without a mark of their own behind the first: 万元、人. */
static void add_list(struct corner *corner, struct str text, size_t *pos, uint32_t end)
{
	char bytes[UNIT_BYTES];

	while (end == 0x3001 || end == ',' || end == ';') {
		size_t next = *pos;
		struct str unit = unit_at(text, &next, bytes, &end);

		if (str_find(unit, STR("单位")) >= 0)
			return;
		add_unit(corner, unit);
		*pos = next;
	}
}

void corner_read(struct corner *corner, struct str text, struct str next)
{
	char bytes[UNIT_BYTES];
	uint32_t end;

	for (size_t pos = 0; pos < text.len;) {
		size_t at = mark_end(text, pos);
		struct str unit;

		if (!at) {
			utf8_next(text, &pos);
			continue;
		}
		pos = at;
		unit = unit_at(text, &pos, bytes, &end);
		if (!unit.len && pos >= text.len) { /* in a cell of its own */
			size_t start = 0;

			unit = unit_at(next, &start, bytes, &end);
			end = 0;
		}
		add_unit(corner, unit);
		while (end == '/' && pos < text.len) /* 万元/人 */
			unit_at(text, &pos, bytes, &end);
		add_list(corner, text, &pos, end);
	}
}

static bool declares_units(const struct table_spec *spec)
{
	for (size_t i = 0; i < spec->ncolumns; i++)
		if (spec->columns[i].unit.len)
			return true;
	return spec->unit.len > 0;
}

void corner_apply(const struct corner *corner, struct origin where, struct table_spec *spec, struct diags *diags)
{
	if (money_unit(spec->unit).len && !corner->several && !str_eq(spec->unit, corner->unit))
		diag(diags, UNIT_CONFLICT, where, corner->unit, spec->name, spec->unit);
	else if (!corner->several && !corner->others && !spec->unit.len)
		spec->unit = corner->unit;
	else if (!declares_units(spec))
		diag(diags, UNIT_SEVERAL, where, spec->name, corner->unit);
}

/* --- notes below --- */

static bool has_colon(struct str text)
{
	return str_find(text, STR("：")) >= 0 || str_find(text, STR(":")) >= 0;
}

/* 注：, 注1：, 备注：; *alone when nothing follows in the cell. */
static bool is_note(struct str text, bool *alone)
{
	static const char *const begins[] = { "注",       "说明",     "备注",     "附注",    "资料来源",
		                              "数据来源", "填表说明", "填报说明", "编制说明" };
	uint32_t ch;

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++) {
		size_t pos = str_from(begins[i]).len, digits = 0;

		if (!str_starts(text, str_from(begins[i])))
			continue;
		while (ch_is_digit(ch = fold_next(text, &pos)))
			digits++;
		*alone = pos == text.len;
		if (ch == ':' || (digits && (ch == '.' || ch == 0x3001)))
			return true;
	}
	return false;
}

/* 制表人：某某　审核人：某某 */
static bool is_signature(struct str text)
{
	static const char *const begins[] = { "制表", "填表",   "填报",     "审核",     "复核",       "负责人",
		                              "经办", "联系人", "联系电话", "打印日期", "单位负责人", "财务负责人" };
	bool begun = false;

	for (size_t i = 0; i < sizeof(begins) / sizeof(begins[0]); i++)
		begun |= str_starts(text, str_from(begins[i]));
	return begun && (has_colon(text) || str_ends(text, STR("人")));
}

/* A line that goes on with a note: 2.本表… or a sentence. */
static bool is_sentence(struct str text)
{
	size_t pos = 0;
	uint32_t first = fold_next(text, &pos);

	if (first == '(')
		first = fold_next(text, &pos);
	return ch_is_digit(first) || (first >= 0x2460 && first <= 0x2473) || str_ends(text, STR("。")) ||
	       str_ends(text, STR("；"));
}

enum row_kind row_kind(struct str first, size_t filled, bool numbers)
{
	bool alone = false;

	if (is_signature(first) && (!numbers || has_colon(first)))
		return ROW_NOTE;
	if (!numbers && is_note(first, &alone) && (filled == 1 || alone))
		return ROW_NOTE;
	return !numbers && filled == 1 && is_sentence(first) ? ROW_SENTENCE : ROW_DATA;
}

size_t rows_without_notes(size_t n, enum row_kind (*kind_of)(const void *rows, size_t i), const void *rows)
{
	size_t kept = n;

	for (size_t i = n; i > 0; i--) {
		enum row_kind kind = kind_of(rows, i - 1);

		if (kind == ROW_DATA)
			break;
		if (kind == ROW_NOTE)
			kept = i - 1;
	}
	return kept;
}
