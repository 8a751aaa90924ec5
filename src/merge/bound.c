/* bound.c - what stands in a column of a statement table: the value, and the cells that it is made of. */
#include "merge/bound.h"
#include "merge/expr_int.h"

bool bound_number(const struct bound_column *columns, size_t column, const struct table *data, size_t row, struct arena *arena,
                  struct number *out)
{
	const struct bound_column *c = &columns[column];
	bool any = false;

	if (c->source >= 0)
		return data->columns[c->source].type == COLUMN_NUMBER &&
		       table_number(data, arena, row, (size_t)c->source, out) == CELL_NUMBER;
	for (size_t i = 0; i < c->nsum; i++) {
		struct number n;

		if (!bound_number(columns, c->sum[i], data, row, arena, &n))
			continue;
		*out = any ? number_add(arena, *out, n) : n;
		any = true;
	}
	return any;
}

ptrdiff_t bound_source(const struct bound_column *columns, size_t column)
{
	ptrdiff_t found = columns[column].source;

	for (size_t i = 0; i < columns[column].nsum && found < 0; i++)
		found = bound_source(columns, columns[column].sum[i]);
	return found;
}

/* --- where a figure comes from --- */

void bound_sum_add(struct bound_sum *s, struct table *table, size_t row)
{
	struct number n;

	if (!bound_number(s->columns, s->column, table, row, s->arena, &n))
		return;
	s->total = s->n ? number_add(s->arena, s->total, n) : n;
	s->table = table;
	s->row = row;
	if (s->n++ < TRACE_INPUTS)
		s->inputs[s->n - 1] = bound_trace(s->columns, s->column, s->tree, table, row, s->arena);
}

/* A sum of the traces; of more than it keeps, the first and the last place. */
static const struct trace *sum_trace(struct arena *arena, struct origin origin, struct number total, const struct trace **inputs, size_t n,
                                     const struct trace *last)
{
	struct trace *sum = arena_make(arena, struct trace);

	*sum = (struct trace){ .kind = TRACE_FORMULA, .origin = origin, .text = STR("合计"), .number = total };
	sum->unit = n && inputs[0] ? inputs[0]->unit : NULL;
	if (n > TRACE_INPUTS) {
		inputs[0] = trace_range(arena, inputs[0], last, sum, n);
		n = 1;
	}
	for (size_t i = 0; i < n; i++)
		if (inputs[i])
			inputs[sum->ninputs++] = inputs[i];
	sum->inputs = arena_copy(arena, inputs, sum->ninputs * sizeof(*inputs));
	return sum;
}

const struct trace *bound_sum_trace(struct bound_sum *s, struct origin origin)
{
	const struct trace *last = NULL;

	if (s->n > TRACE_INPUTS)
		last = bound_trace(s->columns, s->column, s->tree, s->table, s->row, s->arena);
	return sum_trace(s->arena, origin, s->n ? s->total : number_from(0), s->inputs, s->n, last);
}

static const struct trace *columns_trace(const struct bound_column *columns, size_t column, const struct tree *tree, struct table *data,
                                         size_t row, struct arena *arena)
{
	const struct bound_column *c = &columns[column];
	const struct trace *inputs[TRACE_INPUTS];
	struct number total;
	size_t n = 0;

	if (!bound_number(columns, column, data, row, arena, &total))
		return NULL;
	for (size_t i = 0; i < c->nsum && n < TRACE_INPUTS; i++)
		if ((inputs[n] = bound_trace(columns, c->sum[i], tree, data, row, arena)))
			n++;
	return sum_trace(arena, c->node->origin, total, inputs, n, NULL);
}

bool bound_is_made(const struct tree *tree, const struct table *data, size_t row)
{
	return tree && tree->table == data && tree->computed && tree->computed[row];
}

static const struct trace *made_trace(const struct bound_column *columns, size_t column, const struct tree *tree, struct table *data,
                                      size_t row, struct arena *arena)
{
	struct bound_sum sum = { .arena = arena, .columns = columns, .column = column, .tree = tree };

	for (size_t r = row + 1; r < data->nrows; r++)
		if (tree->parent[r] == row + 1)
			bound_sum_add(&sum, data, r);
	return sum.n ? bound_sum_trace(&sum, (struct origin){ 0 }) : NULL;
}

const struct trace *bound_trace(const struct bound_column *columns, size_t column, const struct tree *tree, struct table *data, size_t row,
                                struct arena *arena)
{
	ptrdiff_t source = columns[column].source;
	struct value v;

	if (source < 0)
		return columns_trace(columns, column, tree, data, row, arena);
	if (bound_is_made(tree, data, row))
		return made_trace(columns, column, tree, data, row, arena);
	return value_cell(&(struct eval){ .arena = arena, .dash_is_zero = true }, data, row, (size_t)source, &v) ? v.trace : NULL;
}
