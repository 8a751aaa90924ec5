/* explain_cell.c - cells of statement tables that were formatted straight from the data: what stands there. */
#include "base/arena.h"
#include "merge/bound.h"
#include "out/explain_int.h"

bool explain_parse(struct arena *arena, struct str text, struct number *number, int *digits, struct str *unit)
{
	struct buf plain;
	size_t i = 0, point = 0;
	bool ok;

	buf_init(&plain);
	for (; i < text.len; i++) {
		char c = text.ptr[i];

		if (c == '.')
			point = plain.len + 1;
		if ((c < '0' || c > '9') && c != '.' && c != ',' && (c != '-' || i > 0))
			break;
		if (c != ',')
			buf_char(&plain, c);
	}
	*digits = point ? (int)(plain.len - point) : 0;
	*unit = str_trim(str_sub(text, i, text.len));
	ok = number_parse(arena, buf_as_str(&plain), number);
	buf_release(&plain);
	return ok;
}

/* --- finding it --- */

static bool same_place(struct origin a, struct origin b)
{
	return a.src == b.src && a.line == b.line && a.col == b.col;
}

static const struct trace *trace_of(struct explain *e, struct table *data, size_t row, size_t column)
{
	struct trace *words;
	struct value v;

	if (!value_cell(&(struct eval){ .arena = e->arena, .dash_is_zero = true }, data, row, column, &v))
		return NULL;
	if (v.kind != VALUE_TEXT)
		return v.trace;
	words = arena_make(e->arena, struct trace);
	*words = (struct trace){ .kind = TRACE_CELL, .words = true, .origin = v.origin, .text = cell_name(e->arena, data, row, column) };
	return words;
}

/* Cells are mostly asked for in order, so the search begins where the last one ended. */
static const struct trace *find_in(struct explain *e, const struct bound_table *b, struct origin origin)
{
	size_t n = b->data->nrows;

	for (size_t k = 0; k < n; k++) {
		size_t row = (e->row + k) % n;

		if (b->data->rows[row].line > origin.line)
			continue;
		for (size_t c = 0; c < b->data->ncolumns; c++)
			if (same_place(table_origin(b->data, row, c), origin)) {
				e->row = row;
				return trace_of(e, b->data, row, c);
			}
	}
	return NULL;
}

const struct trace *explain_cell(struct explain *e, struct origin origin)
{
	const struct trace *found = NULL;

	for (const struct bound_table *b = e->doc->bound; b && !found; b = b->next)
		if (b->data && b->data->src == origin.src)
			found = find_in(e, b, origin);
	return found;
}
