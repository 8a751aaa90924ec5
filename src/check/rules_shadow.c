/* rules_shadow.c - tables as they are printed: every amount in the printed unit, rounded. A rule evaluated over them tells whether readers
 * can check it with the figures before them. */
#include "check/rules_int.h"

struct shadow {
	const struct table *of;
	struct table *table;
	struct shadow *next;
};

static const struct bound_table *bound_of(const struct rules *r, const struct table *table)
{
	const struct bound_table *b = r->first;

	while (b && b->data != table)
		b = b->next;
	return b;
}

static bool is_scaled(const struct table_column *column, const struct unit *unit)
{
	const struct unit *from = unit_find(column->unit);

	return column->type == COLUMN_NUMBER && from && unit && from->dimension == unit->dimension;
}

static void round_column(struct rules *r, const struct bound_table *b, struct table *t, size_t c)
{
	const struct unit *from = unit_find(t->columns[c].unit);
	struct number scale = number_ratio(from->factor, b->unit->factor);
	struct buf text;

	buf_init(&text);
	for (size_t row = 0; row < t->nrows; row++) {
		struct table_cell *cell = (struct table_cell *)&t->rows[row].cells[c];
		struct number n;
		struct str rounded;

		if (table_number(t, r->arena, row, c, &n) != CELL_NUMBER)
			continue;
		number_print(&text, number_mul(r->arena, n, scale), b->digits, GROUP_NONE);
		rounded = buf_take(&text, r->arena);
		cell->ptr = rounded.ptr;
		cell->len = (uint32_t)rounded.len;
	}
	buf_release(&text);
}

static struct table *make_shadow(struct rules *r, const struct bound_table *b)
{
	struct table *t = arena_copy(r->arena, b->data, sizeof(*t));

	t->index = NULL;
	t->arena = r->arena;
	t->columns = arena_copy(r->arena, t->columns, t->ncolumns * sizeof(*t->columns));
	t->rows = arena_copy(r->arena, t->rows, t->nrows * sizeof(*t->rows));
	for (size_t row = 0; row < t->nrows; row++)
		t->rows[row].cells = arena_copy(r->arena, t->rows[row].cells, t->ncolumns * sizeof(*t->rows[row].cells));
	for (size_t c = 0; c < t->ncolumns; c++)
		if (is_scaled(&t->columns[c], b->unit)) {
			round_column(r, b, t, c);
			t->columns[c].unit = b->unit->name;
		}
	return t;
}

struct table *rules_shadow(struct rules *r, struct table *table)
{
	const struct bound_table *b = bound_of(r, table);
	struct shadow *s = r->shadows;

	if (!b)
		return table; /* not printed */
	while (s && s->of != table)
		s = s->next;
	if (s)
		return s->table;
	s = arena_make(r->arena, struct shadow);
	*s = (struct shadow){ table, make_shadow(r, b), r->shadows };
	r->shadows = s;
	return s->table;
}

static bool has_rules(const struct bound_table *b)
{
	const struct desc_node *rules = desc_child(b->layout, DESC_RULES);

	return rules && rules->first;
}

static struct value shadow_value(struct rules *r, struct value v)
{
	if (v.kind == VALUE_TABLE || v.kind == VALUE_ROW)
		v.table = rules_shadow(r, v.table);
	return v;
}

void rules_set(struct rules *r, struct str name, struct value value)
{
	scope_set(r->exact, name, value);
	if (r->notes && has_rules(r->b))
		scope_set(r->shown, name, shadow_value(r, value));
}

static struct str role(const struct bound_table *b)
{
	return desc_value(b->layout, "role");
}

/* Of a source that several tables show, the first one's completed rows count; of several tables with one role the first one as well. */
static const struct bound_table *first_of(const struct rules *r, const struct bound_table *b, bool by_role)
{
	const struct bound_table *other = r->first;

	while (other != b && !(other->data && str_eq(by_role ? role(other) : other->name, by_role ? role(b) : b->name)))
		other = other->next;
	return other;
}

void rules_frames(struct rules *r)
{
	r->eval = r->b->eval;
	r->eval.diags = r->diags;
	r->eval.dash_is_zero = true;
	r->exact = scope_new(r->arena, r->b->eval.scope);
	r->shown = scope_new(r->arena, r->b->eval.scope);
	for (const struct bound_table *b = r->first; b; b = b->next) {
		struct value table = { .kind = VALUE_TABLE, .table = b->data };

		if (b->data && first_of(r, b, false) == b)
			rules_set(r, b->name, table);
		if (b->data && role(b).len && first_of(r, b, true) == b)
			rules_set(r, role(b), table);
	}
	rules_set(r, STR("data"), (struct value){ .kind = VALUE_TABLE, .table = r->b->data });
}
