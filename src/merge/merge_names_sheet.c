/* merge_names_sheet.c - facts from a sheet: a row a fact, columns 名称, 值 and, where they are needed, 单位 and 类型.
 *
 * Any table reader does (CSV, .xlsx, .xls). Without a type, what has a unit is a number, and so is what is written as a plain one:
 * 2022 can be counted with, 0012 and 12.50 stay texts. */
#include "merge/fact.h"

enum { COL_NAME, COL_VALUE, COL_UNIT, COL_TYPE, COLS };

struct sheet {
	struct merge *m;
	struct table *table;
	ptrdiff_t cols[COLS]; /* -1: absent */
};

static const char *const labels[2][COLS] = { { "名称", "值", "单位", "类型" }, { "name", "value", "unit", "type" } };

static const char *const types[][3] = {
	{ "text", "文字", "文本" }, { "number", "数字", "数值" }, { "amount", "金额", "金额" },
	{ "count", "数量", "人数" }, { "date", "日期", "日期" }, { "list", "列表", "清单" },
};

static struct table *load(struct merge *m, const struct desc_node *node, struct str path, int lang, struct diags *diags)
{
	struct table_column columns[] = { { .label = str_from(labels[lang][COL_NAME]), .type = COLUMN_TEXT },
		                          { .label = str_from(labels[lang][COL_VALUE]), .type = COLUMN_TEXT } };
	const struct desc_attr *sheet = desc_attr(node, "sheet"), *range = desc_attr(node, "range");
	struct origin where = desc_attr(node, "src")->origin, origins[] = { where, where };
	struct table_spec spec = {
		.name = path, .encoding = desc_value(node, "encoding"), .header = HEADER_DEFAULT, .sheet = desc_value(node, "sheet"),
		.range = desc_value(node, "range"), .columns = arena_copy(m->arena, columns, sizeof(columns)),
		.column_origins = arena_copy(m->arena, origins, sizeof(origins)), .ncolumns = 2, .where = where,
		.sheet_where = sheet ? sheet->origin : where, .range_where = range ? range->origin : where,
	};

	return table_load(m->arena, path, &spec, diags);
}

/* Chinese labels, or English ones; when neither fits, what is wrong is said of the Chinese ones. */
static struct table *load_either(struct merge *m, const struct desc_node *node, struct str path, int *lang)
{
	struct table *table = NULL;

	for (*lang = 0; *lang < 2 && !table; ++*lang) {
		struct diags *trial = diags_new();

		table = load(m, node, path, *lang, trial);
		if (diags_errors(trial))
			table = NULL;
		diags_drop(trial);
	}
	--*lang;
	return table ? table : load(m, node, path, *lang = 0, m->diags);
}

static struct str cell(const struct sheet *s, size_t row, int col)
{
	return s->cols[col] < 0 ? STR("") : str_trim(table_text(s->table, row, (size_t)s->cols[col]));
}

static struct origin place(const struct sheet *s, size_t row, int col)
{
	return table_origin(s->table, row, (size_t)(s->cols[col] < 0 ? s->cols[COL_VALUE] : s->cols[col]));
}

static struct str type_of(const struct sheet *s, size_t row)
{
	struct str type = cell(s, row, COL_TYPE);

	for (size_t i = 0; i < sizeof(types) / sizeof(*types); i++)
		for (size_t k = 0; k < 3; k++)
			if (str_eq(type, str_from(types[i][k])))
				return str_from(types[i][0]);
	if (type.len)
		diag(s->m->diags, BAD_VALUE, place(s, row, COL_TYPE), type, cell(s, row, COL_NAME),
		     STR("文字 数字 金额 数量 日期 列表"));
	return STR("");
}

static bool plain_number(struct merge *m, struct str text)
{
	struct number number;
	struct buf b;
	bool same;

	if (!number_parse(m->arena, text, &number))
		return false;
	buf_init(&b);
	number_print_exact(&b, number);
	same = str_eq(buf_as_str(&b), text);
	buf_release(&b);
	return same;
}

/* Text files alone: what begins with = in a workbook's cell is a formula, and its value is read. */
static struct str select_of(const struct sheet *s, const struct fact *f)
{
	if (f->text.len < 2 || f->text.ptr[0] != '=' || s->table->src->sheet.len)
		return STR("");
	return str_sub(f->text, 1, f->text.len);
}

/* A rate as a workbook shows it: 98.49%. */
static void take_percent(struct fact *f)
{
	struct str sign = str_ends(f->text, STR("%")) ? STR("%") : STR("％");

	if (!str_ends(f->text, sign) || (f->unit.len && !str_eq(f->unit, STR("%"))) || (!f->unit.len && !str_eq(f->type, STR("number"))))
		return;
	f->text = str_trim(str_sub(f->text, 0, f->text.len - sign.len));
	f->unit = STR("%");
}

static void read_fact(const struct sheet *s, size_t row, struct fact *f)
{
	*f = (struct fact){ .name = cell(s, row, COL_NAME), .text = cell(s, row, COL_VALUE), .unit = cell(s, row, COL_UNIT) };
	f->type = type_of(s, row);
	f->name_at = place(s, row, COL_NAME);
	f->unit_at = place(s, row, COL_UNIT);
	f->text_at = f->select_at = place(s, row, COL_VALUE);
	f->select = select_of(s, f);
	take_percent(f);
	if (f->select.len) {
		f->text = STR("");
		f->select_at.col++;
	} else if (!f->type.len) {
		f->type = f->unit.len || plain_number(s->m, f->text) ? STR("number") : STR("text");
	}
}

bool facts_of_sheet(struct merge *m, const struct desc_node *node, struct str path, struct fact **out, size_t *n)
{
	struct sheet s = { .m = m };
	struct fact *facts;
	int lang;

	*n = 0;
	s.table = load_either(m, node, path, &lang);
	if (!s.table)
		return false;
	m->eval.facts.src = s.table->src;
	for (int i = 0; i < COLS; i++)
		s.cols[i] = table_find_column(s.table, str_from(labels[lang][i]));
	if (s.cols[COL_NAME] < 0 || s.cols[COL_VALUE] < 0)
		return false;
	*out = facts = arena_array(m->arena, s.table->nrows, sizeof(*facts));
	for (size_t row = 0; row < s.table->nrows; row++)
		if (cell(&s, row, COL_NAME).len)
			read_fact(&s, row, &facts[(*n)++]);
	return true;
}
