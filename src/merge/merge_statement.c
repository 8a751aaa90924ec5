/* merge_statement.c - statement tables: a layout (templates/tables) bound to a data table.
 *
 * This file puts the table together; merge_statement_bind.c says which data each column shows, _cell.c makes text and cells, _rows.c the
 * body. The rules of the layout are evaluated later (check/rules.h), over what is left in doc->bound. */
#include "desc/length.h"
#include "merge/statement.h"

void merge_title(struct merge *m, struct doc_table *t, struct text title, struct text number)
{
	t->title = title;
	t->number = number;
	if (!title.str.len)
		return;
	t->level = (uint8_t)(m->level + m->depth + 1);
	t->in_toc = true;
	t->outline = number.str.len ? str_printf(m->arena, "%.*s　%.*s", STR_FMT(number.str), STR_FMT(title.str)) : title.str;
}

static struct text *add_texts(struct merge *m, struct text *list, size_t *n, const struct desc_node *parent, enum desc_kind kind)
{
	struct text *texts;
	size_t count = *n;

	for (const struct desc_node *c = parent->first; c; c = c->next)
		count += c->kind == kind;
	texts = arena_array(m->arena, count, sizeof(*texts));
	for (size_t i = 0; i < *n; i++)
		texts[i] = list[i];
	for (const struct desc_node *c = parent->first; c; c = c->next)
		if (c->kind == kind)
			texts[(*n)++] = merge_node_text(m, c);
	return texts;
}

void merge_notes(struct merge *m, struct doc_table *t, const struct desc_node *parent)
{
	t->notes = add_texts(m, t->notes, &t->nnotes, parent, DESC_NOTE);
}

static void blank_row(struct statement *s)
{
	grid_row(&s->grid, s->layout->origin);
	for (size_t c = 0; c < s->table->ncolumns; c++)
		grid_cell(&s->grid, s->layout->origin, 1, 1);
}

/* A table without data keeps its frame and says so below (LAYOUT 3, TABLES 0). */
static void empty_body(struct statement *s)
{
	int rows = merge_attr_int(s->merge, s->layout, "empty-rows", 1, 0, 50);

	statement_tiles(s);
	for (int i = 0; i < rows; i++)
		blank_row(s);
	s->table->notes = add_texts(s->merge, s->table->notes, &s->table->nnotes, s->layout, DESC_EMPTY);
}

static struct text child_text(struct statement *s, enum desc_kind kind, const struct desc_node *use, const char *attr)
{
	const struct desc_node *child = desc_child(s->layout, kind);

	if (use && attr && desc_attr(use, attr))
		return merge_attr_text(s->merge, use, attr);
	return child ? merge_node_text(s->merge, child) : (struct text){ 0 };
}

/* The unit that amounts are printed in: of this table, else of the whole set (表格单位), else of the layout. */
static struct str unit_name(struct statement *s, const struct desc_node *use, struct origin *where)
{
	const struct desc_attr *own = desc_attr(use, "unit"), *scale = desc_attr(s->layout, "scale");
	const struct value *set = scope_find(s->merge->eval.scope, STR("表格单位"));

	*where = own ? own->origin : scale && !set ? scale->origin : use->origin;
	if (own)
		return merge_attr_text(s->merge, use, "unit").str;
	if (scale && set && set->kind == VALUE_TEXT)
		return set->text;
	return scale ? scale->value : STR("");
}

static void settings(struct statement *s, const struct desc_node *use)
{
	struct origin where;
	struct str zero = desc_value(s->layout, "zero"), unit = unit_name(s, use, &where);

	s->digits = merge_attr_int(s->merge, s->layout, "digits", 2, 0, 6);
	s->group = desc_yes(s->layout, "group", true) ? GROUP_COMMA : GROUP_NONE;
	s->zero = str_eq(zero, STR("blank")) ? STR("") : zero;
	if (!unit.len)
		return;
	s->unit = unit_find(unit);
	if (!s->unit)
		diag(s->merge->diags, UNKNOWN_UNIT, where, unit);
	scope_set(s->merge->eval.scope, STR("单位"), (struct value){ .kind = VALUE_TEXT, .text = unit });
}

static void titles(struct statement *s, const struct desc_node *use)
{
	struct doc_table *t = s->table;
	int64_t micro;

	merge_title(s->merge, t, child_text(s, DESC_TITLE, use, "title"), child_text(s, DESC_NUMBER, use, "number"));
	if (!desc_yes(use, "toc", true))
		t->level = t->in_toc = 0;
	t->left = child_text(s, DESC_LEFT, NULL, NULL);
	t->right = child_text(s, DESC_RIGHT, NULL, NULL);
	t->continued = desc_value(s->layout, "continued");
	if (decimal_parse(desc_value(s->layout, "size"), &micro))
		t->size = (int32_t)(micro / 1000);
}

static void set_statement(struct statement *s, const struct desc_node *use)
{
	struct merge *m = s->merge;
	struct doc_table *t = s->table;

	merge_columns(m, desc_child(s->layout, DESC_COLUMNS), t);
	t->stub = (uint16_t)merge_attr_int(m, s->layout, "stub", 0, 0, (int)t->ncolumns);
	statement_columns(s);
	statement_omit(s);
	grid_init(&s->grid, m, t);
	statement_head(s);
	if (s->bound->empty)
		empty_body(s);
	else
		statement_body(s);
	grid_end(&s->grid);
	statement_marks(s);
	statement_squeeze(s);
	merge_notes(m, t, s->layout);
	merge_notes(m, t, use);
	t->signs = add_texts(m, t->signs, &t->nsigns, s->layout, DESC_SIGN);
}

/* What the rules need stays after the merge. */
static void keep_bound(struct statement *s)
{
	struct doc *doc = s->merge->doc;
	struct bound_table *bound = s->bound;

	bound->layout = s->layout;
	bound->data = s->data;
	bound->tree = s->tree;
	bound->eval = s->merge->eval;
	bound->eval.steps = EVAL_STEPS;
	bound->unit = s->unit;
	bound->digits = s->digits;
	if (doc->last_bound)
		((struct bound_table *)doc->last_bound)->next = bound;
	else
		doc->bound = bound;
	doc->last_bound = bound;
}

static bool is_landscape(const struct statement *s, const struct desc_node *use, bool outer)
{
	bool layout = str_eq(desc_value(s->layout, "orientation"), STR("landscape"));

	return desc_yes(use, "landscape", layout || outer);
}

/* layout="sichuan/gk01", or a template that gives such a name. */
static const struct desc_node *find_layout(struct merge *m, const struct desc_node *use)
{
	const struct desc_attr *name = desc_attr(use, "layout");
	struct str given, path;

	if (!merge_attr_name(m, use, "layout", &given))
		return NULL;
	path = roots_find(m->in->roots, m->arena, str_printf(m->arena, "tables/%.*s.xml", STR_FMT(given)), m->diags, name->origin);
	return path.len ? cache_layout(m->in->cache, path, m->in->roots, m->diags) : NULL;
}

void merge_statement(struct merge *m, const struct desc_node *use)
{
	struct statement s = { .merge = m, .layout = find_layout(m, use) };
	struct scope *saved;
	bool landscape = m->landscape;
	struct doc_block *block;

	if (!s.layout)
		return;
	merge_push(m, &saved);
	for (const struct desc_node *v = use->first; v; v = v->next)
		if (v->kind == DESC_VALUE)
			merge_value(m, v);
	m->landscape = is_landscape(&s, use, landscape);
	block = merge_block(m, DOC_TABLE, use->origin);
	s.table = &block->table;
	s.table->landscape = m->landscape;
	s.bound = arena_make(m->arena, struct bound_table);
	buf_init(&s.line);
	settings(&s, use);
	statement_bind(&s, use);
	titles(&s, use);
	set_statement(&s, use);
	buf_release(&s.line);
	keep_bound(&s);
	m->landscape = landscape;
	merge_pop(m, saved);
}
