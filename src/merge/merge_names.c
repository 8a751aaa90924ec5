/* merge_names.c - what templates can name: facts, values of the command line, data sources, named values. */
#include "base/file.h"
#include "base/nearest.h"
#include "merge/fact.h"

static void define(struct merge *m, struct str name, struct value value)
{
	scope_set(m->eval.scope, name, value);
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

/* --- facts --- */

static struct origin attr_origin(const struct desc_node *node, const char *name)
{
	const struct desc_attr *attr = desc_attr(node, name);

	return attr ? attr->origin : node->origin;
}

static void read_fact(const struct desc_node *node, struct fact *f)
{
	*f = (struct fact){ .name = desc_value(node, "name"), .type = desc_value(node, "type"), .unit = desc_value(node, "unit"),
		            .text = node->text, .select = desc_value(node, "select"), .items = node->first };
	f->name_at = attr_origin(node, "name");
	f->unit_at = attr_origin(node, "unit");
	f->text_at = node->text_origin;
	f->select_at = attr_origin(node, "select");
}

static void define_facts(struct merge *m, const struct desc_node *root)
{
	struct fact *facts;
	size_t n = 0;

	for (const struct desc_node *fact = root->first; fact; fact = fact->next)
		n += fact->kind == DESC_FACT;
	facts = arena_array(m->arena, n, sizeof(*facts));
	n = 0;
	for (const struct desc_node *fact = root->first; fact; fact = fact->next)
		if (fact->kind == DESC_FACT)
			read_fact(fact, &facts[n++]);
	facts_define(m, facts, n);
}

/* Ours when it is called so or begins like XML; everything else is for the table readers, which look at the content. */
static bool is_xml(struct merge *m, struct str path, struct origin where, bool *xml)
{
	struct str bytes;

	*xml = str_ends(path, STR(".xml"));
	if (*xml)
		return true;
	if (!file_read(m->arena, path, TABLE_MAX_BYTES, &bytes, m->diags, where))
		return false;
	*xml = str_starts(str_trim(str_sub(bytes, 0, 64)), STR("<"));
	return true;
}

static bool facts_file(struct merge *m, const struct desc_node *node, struct str path)
{
	const struct desc_node *root;
	struct fact *facts;
	size_t n;
	bool xml;

	if (!is_xml(m, path, desc_attr(node, "src")->origin, &xml))
		return false;
	if (!xml) {
		if (!facts_of_sheet(m, node, path, &facts, &n))
			return false;
		facts_define(m, facts, n);
		return true;
	}
	root = desc_load_as(cache_schemas(m->in->cache), m->arena, path, DESC_FACTS, m->in->roots, m->diags);
	if (!root)
		return false;
	m->eval.facts.src = root->origin.src;
	define_facts(m, root);
	return true;
}

void merge_facts(struct merge *m, const struct desc_node *node)
{
	const struct desc_attr *src = desc_attr(node, "src");
	struct str path = src ? roots_find(m->in->roots, m->arena, src->value, m->diags, src->origin) : STR("");

	if (!src)
		define_facts(m, node);
	else if (!path.len || !facts_file(m, node, path))
		m->eval.lost = true;
}

/* --- the command line's values --- */

void merge_settings(struct merge *m)
{
	for (size_t i = 0; i < m->in->nsettings; i++) {
		struct setting *s = &m->in->settings[i];

		define(m, s->name, (struct value){ .kind = VALUE_TEXT, .text = s->value });
		scope_watch(m->eval.scope, s->name, &s->used);
	}
}

static bool is_used(const struct merge_input *in, struct str name)
{
	for (size_t i = 0; i < in->nsettings; i++)
		if (in->settings[i].used && str_eq(in->settings[i].name, name))
			return true;
	return false;
}

void merge_unused(const struct merge_input *in, const struct doc *doc)
{
	for (size_t i = 0; i < in->nsettings; i++) {
		struct str name = in->settings[i].name;

		if (!in->settings[i].optional && !is_used(in, name))
			diag(in->diags, UNUSED_SETTING, (struct origin){ 0 }, name,
			     nearest_hint(in->arena, scope_nearest(doc->names, name)));
	}
}

/* --- data --- */

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
