/* table.c - looking things up in tables: columns by label, rows by key, cells by number, and the nearest name for messages.
 *
 * Keys compare folded (width, blanks). The columns 类 款 项 are one key together: 201 03 50 is the row 2010350, and 201 is the row
 * of the class alone. The index over the keys is made at the first look-up. */
#include "base/arena.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "data/read.h"

struct index_entry {
	uint64_t hash;
	uint32_t row;
	uint16_t column; /* TABLE_MAX_COLUMNS fits */
	uint32_t next;   /* entry + 1 in the same bucket; 0: last */
};

struct row_index {
	struct index_entry *entries;
	uint32_t *buckets; /* entry + 1; 0: none */
	size_t mask;
};

struct str table_text(const struct table *table, size_t row, size_t column)
{
	const struct table_cell *cell = &table->rows[row].cells[column];

	return (struct str){ cell->ptr, cell->len };
}

/* A quoted cell may hold line ends: what follows it in the row stands further down. */
struct origin table_origin(const struct table *table, size_t row, size_t column)
{
	const struct table_row *at = &table->rows[row];
	int32_t line = at->line;

	for (size_t i = 0; i < column && !table->src->sheet.len; i++)
		for (size_t k = 0; k < at->cells[i].len; k++)
			line += at->cells[i].ptr[k] == '\n';
	return (struct origin){ table->src, line, at->cells[column].col };
}

enum cell_state table_number(const struct table *table, struct arena *arena, size_t row, size_t column, struct number *out)
{
	if (table->rows[row].cells[column].ptr == cell_unknown)
		return CELL_BAD;
	return cell_parse_number(arena, table_text(table, row, column), out);
}

ptrdiff_t table_find_column(const struct table *table, struct str label)
{
	ptrdiff_t found = -1;
	size_t same = 0;

	if (!label.len)
		return -1;
	for (size_t i = 0; i < table->ncolumns; i++)
		if (table->columns[i].id.len && fold_eq(table->columns[i].id, label))
			return (ptrdiff_t)i;
	for (size_t i = 0; i < table->ncolumns; i++) {
		const struct table_column *column = &table->columns[i];

		if (!fold_eq(column->label, label))
			continue;
		if (!column->id.len)
			return (ptrdiff_t)i; /* the others of that label have ids to be called by */
		found = (ptrdiff_t)i;
		same++;
	}
	return same == 1 ? found : -1;
}

/* How many columns from this one on make one key: 0 when it is none or inside one. */
static size_t key_width(const struct table *table, size_t i)
{
	const struct table_column *c = &table->columns[i];
	size_t right = table->ncolumns - i;

	if (!c->key)
		return 0;
	if (column_called(c, STR("类")) && right > 1 && column_called(c + 1, STR("款")))
		return right > 2 && column_called(c + 2, STR("项")) ? 3 : 2;
	if (column_called(c, STR("款")) && i > 0 && column_called(c - 1, STR("类")))
		return 0;
	if (column_called(c, STR("项")) && i > 1 && column_called(c - 1, STR("款")) && column_called(c - 2, STR("类")))
		return 0;
	return 1;
}

/* 03 that a spreadsheet took for a number is 3 in the file. */
static void add_code_part(struct buf *key, struct str text, bool first)
{
	size_t from = key->len;

	fold_add(key, text);
	if (!first && key->len == from + 1 && ch_is_digit((unsigned char)key->ptr[from])) {
		char digit = key->ptr[from];

		key->ptr[from] = '0';
		buf_char(key, digit);
	}
}

static struct str row_key(const struct table *table, size_t row, size_t column, size_t width, struct buf *key)
{
	buf_clear(key);
	for (size_t i = 0; i < width; i++)
		if (width == 1)
			fold_add(key, table_text(table, row, column));
		else
			add_code_part(key, table_text(table, row, column + i), i == 0);
	return buf_as_str(key);
}

static size_t key_count(const struct table *table)
{
	size_t n = 0;

	for (size_t c = 0; c < table->ncolumns; c++)
		n += key_width(table, c) != 0;
	return n * table->nrows;
}

static void index_add(struct row_index *index, size_t entry, uint64_t hash, size_t row, size_t column)
{
	uint32_t *bucket = &index->buckets[hash & index->mask];

	index->entries[entry] = (struct index_entry){ hash, (uint32_t)row, (uint16_t)column, *bucket };
	*bucket = (uint32_t)entry + 1;
}

/* Rows go in from the last to the first, so that a bucket lists them from the first to the last. */
static struct row_index *index_new(const struct table *table)
{
	struct row_index *index = arena_make(table->arena, struct row_index);
	size_t n = key_count(table), used = 0, buckets = 16;
	size_t *widths = arena_array(table->arena, table->ncolumns, sizeof(*widths));
	struct buf key;

	while (buckets < n)
		buckets *= 2;
	for (size_t c = 0; c < table->ncolumns; c++)
		widths[c] = key_width(table, c);
	index->mask = buckets - 1;
	index->buckets = arena_array(table->arena, buckets, sizeof(*index->buckets));
	index->entries = arena_array(table->arena, n, sizeof(*index->entries));
	buf_init(&key);
	for (size_t row = table->nrows; row-- > 0;)
		for (size_t c = 0; c < table->ncolumns; c++)
			if (widths[c] && row_key(table, row, c, widths[c], &key).len)
				index_add(index, used++, str_hash(buf_as_str(&key)), row, c);
	buf_release(&key);
	return index;
}

size_t table_find_row(struct table *table, struct str key, size_t rows[2])
{
	struct buf wanted, found;
	uint64_t hash;
	size_t n = 0, last = 0;

	if (!table->index)
		table->index = index_new(table);
	buf_init(&wanted);
	buf_init(&found);
	fold_add(&wanted, key);
	hash = str_hash(buf_as_str(&wanted));
	for (uint32_t i = wanted.len ? table->index->buckets[hash & table->index->mask] : 0, next; i; i = next) {
		const struct index_entry *e = &table->index->entries[i - 1];

		next = e->next;
		if (e->hash != hash || (n && last == e->row) ||
		    !str_eq(row_key(table, e->row, e->column, key_width(table, e->column), &found), buf_as_str(&wanted)))
			continue;
		last = e->row;
		if (n < 2)
			rows[n] = last;
		n++;
	}
	buf_release(&wanted);
	buf_release(&found);
	return n;
}

enum { NEAR_ROWS = 5000 }; /* a message need not cost more than the work */

static void near_codes(struct nearest *near, const struct table *table, size_t nrows, size_t column, size_t width)
{
	struct buf joined;

	buf_init(&joined);
	for (size_t row = 0; row < nrows; row++) {
		struct str best = near->best;

		nearest_try(near, row_key(table, row, column, width, &joined));
		if (near->best.ptr != best.ptr)
			near->best = str_dup(table->arena, near->best);
	}
	buf_release(&joined);
}

struct str table_nearest_key(const struct table *table, struct str key)
{
	struct nearest near = nearest_to(key);
	size_t nrows = table->nrows < NEAR_ROWS ? table->nrows : NEAR_ROWS;

	for (size_t c = 0; c < table->ncolumns; c++) {
		size_t width = key_width(table, c);

		for (size_t row = 0; row < nrows && width == 1; row++)
			nearest_try(&near, table_text(table, row, c));
		if (width > 1)
			near_codes(&near, table, nrows, c, width);
	}
	return near.best;
}

struct str table_nearest_column(const struct table *table, struct str label)
{
	struct nearest near = nearest_to(label);

	for (size_t i = 0; i < table->ncolumns; i++) {
		const struct table_column *column = &table->columns[i];

		if (column->id.len && fold_eq(column->label, label))
			return column->id; /* one of several of that label */
		nearest_try(&near, column->id.len ? column->id : column->label);
	}
	return near.best;
}

enum { LISTED_COLUMNS = 12 };

struct str table_column_hint(const struct table *table, struct str label)
{
	struct str near = table_nearest_column(table, label), hint;
	size_t listed = 0;
	struct buf list;

	if (table->ncolumns > LISTED_COLUMNS)
		return nearest_hint(table->arena, near);
	buf_init(&list);
	buf_str(&list, nearest_hint(table->arena, near));
	buf_z(&list, BOTH("; its columns are: ", "；现有各列："));
	for (size_t i = 0; i < table->ncolumns; i++) {
		if (!table->columns[i].label.len)
			continue;
		buf_z(&list, listed++ ? BOTH(", ", "、") : "");
		buf_str(&list, table->columns[i].label);
	}
	hint = buf_take(&list, table->arena);
	buf_release(&list);
	return hint;
}

/* The texts before the figures that the column is among: [*from, *to). All columns when there are none before it. */
static void label_columns(const struct table *table, size_t column, size_t *from, size_t *to)
{
	size_t i = column;

	while (i > 0 && table->columns[i - 1].type == COLUMN_NUMBER)
		i--;
	*to = i;
	while (i > 0 && table->columns[i - 1].type != COLUMN_NUMBER)
		i--;
	*from = i;
	if (*from == *to)
		*to = table->ncolumns;
}

static bool is_line_number(const struct table_column *column)
{
	return str_ends(column->label, STR("行次")) || str_ends(column->id, STR("行次"));
}

struct str table_row_label(const struct table *table, size_t row, size_t column, struct str *ordinal)
{
	struct str label = STR(""), number = STR("");
	size_t from, to;

	label_columns(table, column, &from, &to);
	for (size_t c = from; c < to; c++) {
		struct str text = table_text(table, row, c);

		if (is_line_number(&table->columns[c]))
			number = number.len ? number : text;
		else if (table->columns[c].key && !label.len)
			label = text;
	}
	for (size_t c = 0; c < table->ncolumns && !label.len && !number.len; c++)
		if (table->columns[c].key)
			label = table_text(table, row, c);
	if (ordinal)
		*ordinal = label.len ? number : STR("");
	return label.len ? label : number;
}
