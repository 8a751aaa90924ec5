/* merge_names.c - what templates can name: facts, values of the command line, data sources, named values. */
#include "merge/merge_int.h"

static void define(struct merge *m, struct str name, struct value value)
{
	scope_set(m->eval.scope, name, value);
}

static const struct setting *find_setting(const struct merge *m, struct str name)
{
	for (size_t i = m->in->nsettings; i-- > 0;)
		if (str_eq(m->in->settings[i].name, name))
			return &m->in->settings[i];
	return NULL;
}

/* Two siblings of one name: the second one is the mistake. */
static void check_twice(struct merge *m, const struct desc_node *node)
{
	const struct desc_attr *name = desc_attr(node, "name");
	struct buf first;

	for (const struct desc_node *n = node->parent->first; n != node; n = n->next) {
		if (n->kind != node->kind || !str_eq(desc_value(n, "name"), name->value))
			continue;
		buf_init(&first);
		origin_print(&first, desc_attr(n, "name")->origin);
		diag(m->diags, DUPLICATE_NAME, name->origin, name->value, buf_as_str(&first));
		buf_release(&first);
		return;
	}
}

static struct value text_value(struct str text)
{
	return (struct value){ .kind = VALUE_TEXT, .text = text };
}

static const struct trace *fact_trace(struct merge *m, struct str name, struct origin origin, const struct value *value)
{
	struct trace *trace = arena_make(m->arena, struct trace);

	trace->kind = TRACE_FACT;
	trace->origin = origin;
	trace->text = name;
	trace->number = value->number;
	trace->unit = value->unit;
	return trace;
}

static struct value number_fact(struct merge *m, const struct desc_node *fact, struct str name, struct str text)
{
	struct value value = { .kind = VALUE_NUMBER };
	const struct desc_attr *unit = desc_attr(fact, "unit");

	if (unit && unit->value.len && !(value.unit = unit_find(unit->value)))
		diag(m->diags, UNKNOWN_UNIT, unit->origin, unit->value);
	switch (cell_parse_number(m->arena, text, &value.number)) {
	case CELL_NUMBER:
		value.trace = fact_trace(m, name, fact->text_origin, &value);
		return value;
	case CELL_BLANK:
		break;
	case CELL_BAD:
		diag(m->diags, BAD_VALUE, fact->text_origin, text, name, STR("number / 数字"));
		return (struct value){ .kind = VALUE_NULL, .text = name, .reported = true };
	}
	return (struct value){ .kind = VALUE_NULL, .text = name };
}

static struct value list_fact(struct merge *m, const struct desc_node *fact)
{
	struct value value = { .kind = VALUE_LIST };
	struct value *items;
	size_t n = 0;

	for (const struct desc_node *i = fact->first; i; i = i->next)
		n += i->kind == DESC_ITEM;
	items = arena_array(m->arena, n, sizeof(*items));
	value.items = items;
	for (const struct desc_node *i = fact->first; i; i = i->next)
		if (i->kind == DESC_ITEM)
			items[value.nitems++] = text_value(i->text);
	return value;
}

static struct value fact_value(struct merge *m, const struct desc_node *fact, struct str name, struct str text)
{
	struct str type = desc_value(fact, "type");

	if (str_eq(type, STR("number")) || str_eq(type, STR("amount")) || str_eq(type, STR("count")))
		return number_fact(m, fact, name, text);
	if (str_eq(type, STR("list")))
		return list_fact(m, fact);
	return text.len ? text_value(text) : (struct value){ .kind = VALUE_NULL, .text = name };
}

static void define_facts(struct merge *m, const struct desc_node *root)
{
	for (const struct desc_node *fact = root->first; fact; fact = fact->next) {
		struct str name = desc_value(fact, "name");
		const struct setting *setting;

		if (fact->kind != DESC_FACT)
			continue;
		check_twice(m, fact);
		setting = find_setting(m, name);
		define(m, name, fact_value(m, fact, name, setting ? setting->value : fact->text));
	}
}

void merge_facts(struct merge *m, const struct desc_node *node)
{
	const struct desc_attr *src = desc_attr(node, "src");
	const struct desc_node *root = node;

	if (src) {
		struct str path = roots_find(m->in->roots, m->arena, src->value, m->diags, src->origin);

		if (!path.len)
			return;
		root = desc_load_as(cache_schemas(m->in->cache), m->arena, path, DESC_FACTS, m->in->roots, m->diags);
	}
	if (root)
		define_facts(m, root);
}

void merge_settings(struct merge *m)
{
	for (size_t i = 0; i < m->in->nsettings; i++)
		define(m, m->in->settings[i].name, text_value(m->in->settings[i].value));
}

static enum column_type column_type(struct str name)
{
	if (str_eq(name, STR("number")))
		return COLUMN_NUMBER;
	return str_eq(name, STR("text")) ? COLUMN_TEXT : COLUMN_AUTO;
}

static void declared_columns(struct merge *m, const struct desc_node *node, struct table_spec *spec)
{
	struct table_column *columns;
	struct origin *origins;
	size_t n = 0;

	for (const struct desc_node *c = node->first; c; c = c->next)
		n += c->kind == DESC_COLUMN;
	columns = arena_array(m->arena, n, sizeof(*columns));
	origins = arena_array(m->arena, n, sizeof(*origins));
	for (const struct desc_node *c = node->first; c; c = c->next) {
		if (c->kind != DESC_COLUMN)
			continue;
		columns[spec->ncolumns].label = desc_value(c, "name");
		columns[spec->ncolumns].id = desc_value(c, "id");
		columns[spec->ncolumns].type = column_type(desc_value(c, "type"));
		columns[spec->ncolumns].unit = desc_value(c, "unit");
		origins[spec->ncolumns++] = c->origin;
	}
	spec->columns = columns;
	spec->column_origins = origins;
}

static void check_unit(struct merge *m, const struct desc_node *node)
{
	const struct desc_attr *unit = desc_attr(node, "unit");

	if (unit && unit->value.len && !unit_find(unit->value))
		diag(m->diags, UNKNOWN_UNIT, unit->origin, unit->value);
}

static int header_line(struct merge *m, const struct desc_node *node)
{
	struct str auto_or_line = desc_value(node, "header");

	return str_eq(auto_or_line, STR("auto")) ? HEADER_AUTO : merge_attr_int(m, node, "header", HEADER_DEFAULT, 1, 1000);
}

static struct origin attr_origin(const struct desc_node *node, const char *name)
{
	const struct desc_attr *attr = desc_attr(node, name);

	return attr ? attr->origin : node->origin;
}

void merge_data(struct merge *m, const struct desc_node *node)
{
	const struct desc_attr *src = desc_attr(node, "src");
	struct table_spec spec = {
		.name = desc_value(node, "name"), .encoding = desc_value(node, "encoding"), .unit = desc_value(node, "unit"),
		.keys = desc_value(node, "key"), .header = header_line(m, node), .sheet = desc_value(node, "sheet"),
		.range = desc_value(node, "range"), .sheet_where = attr_origin(node, "sheet"), .range_where = attr_origin(node, "range"),
		.blank_is_zero = !str_eq(desc_value(node, "blank"), STR("missing")), .where = node->origin,
	};
	struct value value = { .kind = VALUE_NULL, .text = spec.name, .reported = true };
	struct str path = roots_find(m->in->roots, m->arena, src->value, m->diags, src->origin);

	check_twice(m, node);
	check_unit(m, node);
	for (const struct desc_node *c = node->first; c; c = c->next)
		check_unit(m, c);
	declared_columns(m, node, &spec);
	if (path.len) {
		spec.where = src->origin;
		value.table = table_load(m->arena, path, &spec, m->diags);
		if (value.table)
			value = (struct value){ .kind = VALUE_TABLE, .table = value.table };
	}
	define(m, spec.name, value);
}

void merge_value(struct merge *m, const struct desc_node *node)
{
	struct value value;
	struct str name = desc_value(node, "name");

	if (!merge_attr_expr(m, node, "select", &value))
		value = (struct value){ .kind = VALUE_NULL, .text = name, .reported = true };
	define(m, name, value);
}
