/* tree.c - orders rows by code, finds the parent of each, makes the parents and the total that the data lack. Rows that are in the
 * data are never changed: whether they add up is for the rules. */
#include "data/tree.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "data/read.h"

enum { LEVELS = 4, CODE_COLUMNS = 3 };

static const size_t code_length[LEVELS] = { 3, 5, 7, 9 };

/* A code with the rows that belong to it: its own and details. */
struct entry {
	struct str code;  /* empty: the total */
	size_t from, to;  /* rows of the data; equal: made here */
	uint32_t parent;  /* index of an entry + 1 */
	size_t row;       /* first row in the result */
};

struct builder {
	struct arena *arena;
	struct table *in, *out;
	struct tree *tree;
	size_t code[CODE_COLUMNS], ncode;
	struct entry *entries; /* heap */
	size_t n, size;
	bool total, ordered;
};

static bool find_columns(struct builder *b, struct str columns, struct origin where, struct diags *diags)
{
	struct str rest = str_trim(columns);

	while (rest.len && b->ncode < CODE_COLUMNS) {
		ptrdiff_t blank = str_find(rest, STR(" "));
		struct str name = blank < 0 ? rest : str_sub(rest, 0, (size_t)blank);
		ptrdiff_t column = table_find_column(b->in, name);

		if (column < 0) {
			diag_use(diags, MISSING_COLUMN, b->in->header, where, b->in->name, name, STR(""),
			         table_column_hint(b->in, name));
			return false;
		}
		b->code[b->ncode++] = (size_t)column;
		rest = str_trim(str_sub(rest, name.len, rest.len));
	}
	return true;
}

static bool is_code(struct str s)
{
	size_t level = 0;

	while (level < LEVELS && code_length[level] != s.len)
		level++;
	for (size_t i = 0; i < s.len; i++)
		if (!ch_is_digit((unsigned char)s.ptr[i]))
			return false;
	return level < LEVELS;
}

/* Empty when the row has none. */
static struct str row_code(struct builder *b, size_t row)
{
	struct buf code;
	struct str out;

	buf_init(&code);
	for (size_t i = 0; i < b->ncode; i++) {
		size_t before = code.len;

		fold_add(&code, table_text(b->in, row, b->code[i]));
		if (i > 0 && code.len == before + 1) { /* 03 that a spreadsheet took for a number */
			buf_char(&code, code.ptr[before]);
			code.ptr[before] = '0';
		}
	}
	out = is_code(buf_as_str(&code)) ? buf_take(&code, b->arena) : STR("");
	buf_release(&code);
	return out;
}

static bool is_total(const struct builder *b, size_t row)
{
	for (size_t c = 0; c < b->in->ncolumns; c++)
		if (b->in->columns[c].type == COLUMN_TEXT && fold_eq(table_text(b->in, row, c), STR("合计")))
			return true;
	return false;
}

static struct entry *add_entry(struct builder *b, struct str code, size_t from, size_t to)
{
	b->entries = mem_grow(b->entries, b->n, &b->size, sizeof(*b->entries));
	b->entries[b->n] = (struct entry){ .code = code, .from = from, .to = to };
	return &b->entries[b->n++];
}

static void read_rows(struct builder *b)
{
	struct str last = STR("");

	b->ordered = true;
	for (size_t row = 0; row < b->in->nrows; row++) {
		struct str code = row_code(b, row);

		if (!code.len && is_total(b, row)) {
			b->ordered &= row == 0;
			b->total = true;
		} else if (!code.len && b->n) {
			b->entries[b->n - 1].to++;
			continue;
		}
		b->ordered &= str_cmp(last, code) <= 0;
		last = code;
		add_entry(b, code, row, row + 1);
	}
}

/* Equal codes stay in the order of the data. */
static int by_code(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = str_cmp(x->code, y->code);

	return order ? order : x->from < y->from ? -1 : x->from > y->from;
}

/* Entries are in order: a parent stands before its parts, so the last entry of each level is the one above what follows. */
static void complete(struct builder *b)
{
	struct entry *old = b->entries;
	size_t n = b->n;
	struct str above[LEVELS] = { { "", 0 } };
	uint32_t index[LEVELS] = { 0 };

	b->entries = NULL;
	b->n = b->size = 0;
	if (!b->total)
		add_entry(b, STR(""), 0, 0);
	for (size_t i = 0; i < n; i++) {
		struct str code = old[i].code;
		uint32_t parent = code.len ? 1 : 0; /* the total is the first */

		for (size_t level = 0; code.len && code_length[level] < code.len; level++) {
			struct str prefix = str_sub(code, 0, code_length[level]);

			if (!str_eq(above[level], prefix)) {
				add_entry(b, prefix, 0, 0)->parent = parent;
				above[level] = prefix;
				index[level] = (uint32_t)b->n;
			}
			parent = index[level];
		}
		add_entry(b, code, old[i].from, old[i].to)->parent = parent;
		for (size_t level = 0; level < LEVELS; level++)
			if (code_length[level] == code.len) {
				above[level] = code;
				index[level] = (uint32_t)b->n;
			}
	}
	mem_free(old);
}

/* --- the completed table --- */

static size_t name_column(const struct table *t, const struct builder *b)
{
	size_t found = t->ncolumns;

	for (size_t c = t->ncolumns; c-- > 0;) {
		const struct table_column *column = &t->columns[c];
		bool code = column_called(column, STR("类")) || column_called(column, STR("款")) || column_called(column, STR("项"));

		for (size_t i = 0; b && i < b->ncode; i++)
			code |= b->code[i] == c;
		if (column_called(column, STR("科目名称")) || column_called(column, STR("名称")))
			return c;
		if (!code && column->type == COLUMN_TEXT)
			found = c;
	}
	return found;
}

static struct str subject_name(struct str code, struct table *names, struct origin where, struct diags *diags)
{
	size_t rows[2], column;

	if (!code.len)
		return STR("合计");
	column = names ? name_column(names, NULL) : 0;
	if (names && column < names->ncolumns && table_find_row(names, code, rows) > 0)
		return table_text(names, rows[0], column);
	diag_use(diags, MISSING_ROW, (struct origin){ .src = names ? names->src : NULL }, where, names ? names->name : STR("科目表"), code);
	return code;
}

static void set_cell(struct table_row *row, size_t column, struct str text)
{
	struct table_cell *cells = (struct table_cell *)row->cells;

	cells[column].ptr = text.ptr;
	cells[column].len = (uint32_t)text.len;
}

static void set_code(struct builder *b, struct table_row *row, struct str code)
{
	static const char *const parts[] = { "类", "款", "项" };

	if (b->ncode == 1)
		set_cell(row, b->code[0], code);
	for (size_t level = 0; level < 3 && code_length[level] <= code.len; level++) {
		size_t from = level ? code_length[level - 1] : 0;

		for (size_t c = 0; c < b->out->ncolumns; c++)
			if (column_called(&b->out->columns[c], str_from(parts[level])))
				set_cell(row, c, str_sub(code, from, code_length[level]));
	}
}

/* Where a row made here is told to stand: at the first row of its parts. */
static struct table_row made_row(struct builder *b, size_t entry)
{
	struct table_row row = { .line = b->in->header.line };
	struct table_cell *cells = arena_array(b->arena, b->out->ncolumns, sizeof(*cells));

	while (entry < b->n && b->entries[entry].from == b->entries[entry].to)
		entry++;
	for (size_t c = 0; c < b->out->ncolumns; c++)
		cells[c] = (struct table_cell){ .ptr = "", .col = 1 };
	if (entry < b->n) {
		const struct table_row *first = &b->in->rows[b->entries[entry].from];

		row.line = first->line;
		for (size_t c = 0; c < b->out->ncolumns; c++)
			cells[c].col = first->cells[c].col;
	}
	row.cells = cells;
	return row;
}

static void fill_rows(struct builder *b, struct table *names, struct diags *diags)
{
	struct table_row *rows;
	uint32_t *parent;
	bool *computed, *detail;
	size_t n = 0;

	for (size_t i = 0; i < b->n; i++)
		n += b->entries[i].to > b->entries[i].from ? b->entries[i].to - b->entries[i].from : 1;
	rows = arena_array(b->arena, n, sizeof(*rows));
	parent = arena_array(b->arena, n, sizeof(*parent));
	computed = arena_array(b->arena, n, sizeof(*computed));
	detail = arena_array(b->arena, n, sizeof(*detail));
	b->out->nrows = 0;
	b->out->rows = rows;
	for (size_t i = 0; i < b->n; i++) {
		struct entry *e = &b->entries[i];
		size_t name = name_column(b->out, b), at = b->out->nrows;

		e->row = at;
		parent[at] = e->parent ? (uint32_t)b->entries[e->parent - 1].row + 1 : 0;
		computed[at] = e->from == e->to;
		if (computed[at]) {
			rows[b->out->nrows++] = made_row(b, i);
			set_code(b, &rows[at], e->code);
			if (name < b->out->ncolumns)
				set_cell(&rows[at], name, subject_name(e->code, names, table_origin(b->out, at, 0), diags));
		}
		for (size_t r = e->from; r < e->to; r++) {
			if (r > e->from) {
				parent[b->out->nrows] = (uint32_t)at + 1;
				detail[b->out->nrows] = true;
			}
			rows[b->out->nrows++] = b->in->rows[r];
		}
	}
	b->tree->parent = parent;
	b->tree->computed = computed;
	b->tree->detail = detail;
}

/* Parts stand below their parent: from the last row up, every sum is complete when its row is reached. */
static void add_up(struct builder *b, size_t column)
{
	struct table *t = b->out;
	struct number *sums = mem_alloc(t->nrows * sizeof(*sums) + 1);
	bool *any = mem_alloc(t->nrows + 1);
	struct buf text;

	buf_init(&text);
	for (size_t row = t->nrows; row-- > 0;) {
		uint32_t parent = b->tree->parent[row];
		enum cell_state state;
		struct number n;

		if (b->tree->computed[row] && any[row] && !table_text(t, row, column).len) {
			number_print_exact(&text, sums[row]);
			set_cell(&t->rows[row], column, buf_take(&text, b->arena));
		}
		if (!parent || !b->tree->computed[parent - 1])
			continue;
		state = table_number(t, b->arena, row, column, &n);
		if (state == CELL_BAD) /* so is the sum, and all that rests on it */
			set_cell(&t->rows[parent - 1], column, table_text(t, row, column));
		if (state != CELL_NUMBER)
			continue;
		sums[parent - 1] = any[parent - 1] ? number_add(b->arena, sums[parent - 1], n) : n;
		any[parent - 1] = true;
	}
	buf_release(&text);
	mem_free(sums);
	mem_free(any);
}

static bool nothing_made(const struct builder *b)
{
	for (size_t i = 0; i < b->n; i++)
		if (b->entries[i].from == b->entries[i].to)
			return false;
	return b->ordered;
}

static void make_table(struct builder *b, struct table *names, struct diags *diags)
{
	b->out = arena_copy(b->arena, b->in, sizeof(*b->out));
	b->out->index = NULL;
	fill_rows(b, names, diags);
	for (size_t c = 0; c < b->out->ncolumns; c++)
		if (b->out->columns[c].type == COLUMN_NUMBER)
			add_up(b, c);
	b->tree->table = nothing_made(b) ? b->in : b->out;
}

struct tree *tree_new(struct arena *arena, struct table *table, struct str columns, struct table *names, struct origin where,
                      struct diags *diags)
{
	struct builder b = { .arena = arena, .in = table, .tree = arena_make(arena, struct tree) };

	if (!find_columns(&b, columns, where, diags))
		return NULL;
	read_rows(&b);
	if (b.n)
		qsort(b.entries, b.n, sizeof(*b.entries), by_code);
	complete(&b);
	make_table(&b, names, diags);
	mem_free(b.entries);
	return b.tree;
}
