/* explain_cell.c - cells of statement tables that were formatted straight from the data: which value stands there. */
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

/* --- the value of a column in a row, with what it is made of --- */

static const struct trace *add_traces(struct explain *e, const struct trace *const *parts, size_t n, struct origin origin)
{
	struct trace *sum = arena_make(e->arena, struct trace);

	*sum = (struct trace){ .kind = TRACE_FORMULA, .origin = origin, .text = STR("合计"), .number = number_from(0) };
	sum->inputs = arena_copy(e->arena, parts, n * sizeof(*parts));
	sum->ninputs = n;
	for (size_t i = 0; i < n; i++) {
		sum->number = number_add(e->arena, sum->number, parts[i]->number);
		sum->unit = parts[i]->unit;
	}
	return sum;
}

enum { PARTS = 100, DEPTH = 8 };

static const struct trace *row_trace(struct explain *e, const struct bound_table *b, size_t column, size_t row, int depth);

static const struct trace *sum_trace(struct explain *e, const struct bound_table *b, size_t column, size_t row, int depth)
{
	const struct bound_column *c = &b->columns[column];
	const struct trace *parts[PARTS];
	size_t n = 0;

	for (size_t i = 0; i < c->nsum && n < PARTS; i++)
		if ((parts[n] = row_trace(e, b, c->sum[i], row, depth + 1)))
			n++;
	return n ? add_traces(e, parts, n, c->node->origin) : NULL;
}

/* A row that was made of its parts. */
static const struct trace *made_trace(struct explain *e, const struct bound_table *b, size_t column, size_t row, int depth)
{
	const struct trace *parts[PARTS];
	size_t n = 0;

	for (size_t r = row + 1; r < b->data->nrows && n < PARTS; r++)
		if (b->tree->parent[r] == row + 1 && (parts[n] = row_trace(e, b, column, r, depth + 1)))
			n++;
	return n ? add_traces(e, parts, n, (struct origin){ 0 }) : NULL;
}

static const struct trace *row_trace(struct explain *e, const struct bound_table *b, size_t column, size_t row, int depth)
{
	ptrdiff_t source = b->columns[column].source;
	struct value v;

	if (depth > DEPTH)
		return NULL;
	if (source < 0)
		return sum_trace(e, b, column, row, depth);
	if (b->tree && b->tree->computed && b->tree->table == b->data && b->tree->computed[row])
		return made_trace(e, b, column, row, depth);
	return value_cell(&(struct eval){ .arena = e->arena, .dash_is_zero = true }, b->data, row, (size_t)source, &v) ? v.trace : NULL;
}

/* --- finding it --- */

static bool same_place(struct origin a, struct origin b)
{
	return a.src == b.src && a.line == b.line && a.col == b.col;
}

static bool prints_as(struct explain *e, const struct bound_table *b, const struct trace *t, struct str text)
{
	struct value v = { .kind = VALUE_NUMBER, .number = t->number, .unit = t->unit };
	struct number printed;
	struct str unit;
	int digits;

	if (b->unit && v.unit && v.unit->dimension == b->unit->dimension)
		v.number = value_in(e->arena, &v, b->unit);
	return explain_parse(e->arena, text, &printed, &digits, &unit) &&
	       number_cmp(number_round(e->arena, v.number, digits), printed) == 0;
}

/* A column of text stands there. */
static bool is_text(const struct bound_table *b, size_t row, struct origin origin)
{
	for (size_t c = 0; c < b->data->ncolumns; c++)
		if (b->data->columns[c].type == COLUMN_TEXT && same_place(table_origin(b->data, row, c), origin))
			return true;
	return false;
}

/* Columns that are added up, and rows that were made, are told to stand where their first part does: what is printed decides. */
static const struct trace *find_in_row(struct explain *e, const struct bound_table *b, size_t row, struct origin origin,
                                       struct str text)
{
	for (size_t c = 0; c < b->ncolumns; c++) {
		ptrdiff_t source = bound_source(b->columns, c);
		const struct trace *t;

		if (source < 0 || !b->columns[c].number || !same_place(table_origin(b->data, row, (size_t)source), origin))
			continue;
		t = row_trace(e, b, c, row, 0);
		if (t && prints_as(e, b, t, text))
			return t;
	}
	return NULL;
}

/* Cells are mostly asked for in order, so the search begins where the last one ended. */
static const struct trace *find_in(struct explain *e, const struct bound_table *b, struct origin origin, struct str text)
{
	size_t n = b->data->nrows;

	for (size_t k = 0; k < n; k++) {
		size_t row = (e->row + k) % n;
		const struct trace *t;

		if (b->data->rows[row].line > origin.line)
			continue;
		if (is_text(b, row, origin))
			return NULL;
		t = find_in_row(e, b, row, origin, text);
		if (t) {
			e->row = row;
			return t;
		}
	}
	return NULL;
}

const struct trace *explain_cell(struct explain *e, struct origin origin, struct str text)
{
	const struct trace *found = NULL;

	for (const struct bound_table *b = e->doc->bound; b && !found; b = b->next)
		if (b->data && b->data->src == origin.src)
			found = find_in(e, b, origin, text);
	return found;
}
