/* merge.c - the walk over a description: which element becomes which blocks. Entry point of the stage. */
#include "desc/length.h"
#include "merge/merge_int.h"

enum { MAX_BLOCKS = 2000000, MAX_STEPS = 20000000 };

/* --- blocks and sections --- */

static struct doc_section *new_section(struct merge *m)
{
	struct doc_section *section = arena_make(m->arena, struct doc_section);

	section->kind = m->section;
	section->landscape = m->landscape;
	section->new_page = true;
	if (m->doc->last)
		m->doc->last->next = section;
	else
		m->doc->first = section;
	m->doc->last = section;
	return section;
}

/* Covers and contents are sections of their own; the walk closes them by forgetting the section in force. */
static struct doc_section *section_in_force(struct merge *m)
{
	struct doc_section *last = m->doc->last;

	if (last && last->kind == m->section && last->landscape == m->landscape && m->section == SECTION_BODY)
		return last;
	if (last && last->kind == m->section && m->section != SECTION_BODY && !last->new_page)
		return last;
	return new_section(m);
}

struct doc_block *merge_block(struct merge *m, enum doc_kind kind, struct origin origin)
{
	struct doc_section *section = section_in_force(m);
	struct doc_block *block = arena_make(m->arena, struct doc_block);

	block->kind = kind;
	block->origin = origin;
	if (section->last)
		section->last->next = block;
	else
		section->first = block;
	section->last = block;
	m->blocks++;
	return block;
}

struct doc_para *merge_para(struct merge *m, const char *style, enum doc_role role, struct text text, struct origin origin)
{
	struct doc_block *block = merge_block(m, DOC_PARA, origin);
	ptrdiff_t index = style_find_para(m->in->style, str_from(style));
	struct doc_para *para = &block->para;

	if (index < 0) {
		diag(m->diags, UNKNOWN_STYLE, origin, str_from(style));
		index = 0;
	}
	para->style = (uint16_t)index;
	para->role = (uint8_t)role;
	para->text = text;
	para->in_toc = m->in->style->paras[index].toc;
	return para;
}

void merge_push(struct merge *m, struct scope **saved)
{
	*saved = m->eval.scope;
	m->eval.scope = scope_new(m->arena, m->eval.scope);
}

void merge_pop(struct merge *m, struct scope *saved)
{
	m->eval.scope = saved;
}

/* --- repeat and if --- */

static void set_item(struct merge *m, const struct desc_node *node, const struct value *in, size_t item, size_t i, size_t n)
{
	struct value row = { .kind = VALUE_ROW, .table = in->table, .row = item };

	scope_set(m->eval.scope, desc_value(node, "for"), in->kind == VALUE_TABLE ? row : in->items[item]);
	eval_set_loop(&m->eval, i, n);
}

/* The condition is tested before the first item runs, so that 循环.序号 and 循环.末 count the items that pass. In it they count all. */
static size_t keep_items(struct merge *m, const struct desc_node *node, const struct value *in, size_t n, size_t *kept)
{
	struct scope *saved;
	size_t nkept = 0;

	merge_push(m, &saved);
	for (size_t i = 0; i < n; i++) {
		scope_clear(m->eval.scope);
		set_item(m, node, in, i, i, n);
		if (merge_test(m, node, "where", true))
			kept[nkept++] = i;
	}
	merge_pop(m, saved);
	return nkept;
}

void merge_repeat(struct merge *m, const struct desc_node *node, merge_each *each, void *ctx)
{
	struct value in;
	size_t n, *kept = NULL;

	if (!merge_attr_expr(m, node, "in", &in))
		return;
	n = in.kind == VALUE_TABLE ? in.table->nrows : in.nitems;
	if (in.kind != VALUE_TABLE && in.kind != VALUE_LIST) {
		diag(m->diags, TYPE_MISMATCH, desc_attr(node, "in")->origin, STR("<repeat>"), STR(BOTH("a table or list", "表或列表")),
		     desc_value(node, "in"));
		return;
	}
	if (desc_attr(node, "where")) {
		kept = arena_array(m->arena, n, sizeof(*kept));
		n = keep_items(m, node, &in, n, kept);
	}
	for (size_t i = 0; i < n && m->blocks < MAX_BLOCKS; i++) {
		struct scope *saved;

		merge_push(m, &saved);
		set_item(m, node, &in, kept ? kept[i] : i, i, n);
		each(ctx, node->first, NULL);
		merge_pop(m, saved);
	}
}

static bool is_branch(const struct desc_node *node)
{
	return node->kind == DESC_ELIF || node->kind == DESC_ELSE;
}

void merge_branch(struct merge *m, const struct desc_node *node, merge_each *each, void *ctx)
{
	const struct desc_node *from = node->first, *end;
	bool taken = merge_test(m, node, "test", false);

	for (;;) {
		for (end = from; end && !is_branch(end);)
			end = end->next;
		if (taken || !end)
			break;
		taken = end->kind == DESC_ELSE || merge_test(m, end, "test", false);
		from = end->next;
	}
	if (taken && from)
		each(ctx, from, end);
}

/* --- elements --- */

static void walk(void *ctx, const struct desc_node *first, const struct desc_node *end);

void merge_children(struct merge *m, const struct desc_node *parent)
{
	walk(m, parent->first, NULL);
}

static void framed_children(struct merge *m, const struct desc_node *node)
{
	struct scope *saved;

	merge_push(m, &saved);
	merge_children(m, node);
	merge_pop(m, saved);
}

static void do_info(struct merge *m, const struct desc_node *node)
{
	struct doc_info *info = &m->doc->info;
	const struct {
		const char *attr;
		struct str *slot;
	} slots[] = { { "title", &info->title }, { "organisation", &info->organisation }, { "subject", &info->subject },
	              { "year", &info->year }, { "keywords", &info->keywords } };

	for (size_t i = 0; i < sizeof(slots) / sizeof(*slots); i++)
		if (desc_attr(node, slots[i].attr))
			*slots[i].slot = merge_attr_text(m, node, slots[i].attr).str;
}

static void own_section(struct merge *m, enum doc_section_kind kind)
{
	m->section = kind;
	new_section(m)->new_page = false; /* marks it as open for blocks; see section_in_force */
}

static void close_section(struct merge *m)
{
	m->doc->last->new_page = true;
	m->section = SECTION_BODY;
}

static void do_cover(struct merge *m, const struct desc_node *node)
{
	own_section(m, SECTION_COVER);
	framed_children(m, node);
	close_section(m);
}

static void do_toc(struct merge *m, const struct desc_node *node)
{
	struct doc_block *block;

	own_section(m, SECTION_TOC);
	block = merge_block(m, DOC_TOC, node->origin);
	block->toc.title = merge_attr_text(m, node, "title").str;
	block->toc.depth = merge_attr_int(m, node, "depth", 2, 1, 9);
	close_section(m);
}

static struct text numbered(struct merge *m, struct text number, const char *gap, const struct text *title)
{
	struct text_builder b;
	struct text text;

	if (!number.str.len)
		return *title;
	text_builder_init(&b);
	text_builder_place(&b, text_origin(title, 0));
	number.nplaces = 0; /* it stands where the title does */
	text_builder_append(&b, &number, 0, number.str.len);
	buf_z(&b.str, gap);
	text_builder_append(&b, title, 0, title->str.len);
	text = text_builder_take(&b, m->arena);
	text_builder_release(&b);
	return text;
}

static struct str one_line(struct merge *m, struct str s)
{
	struct buf out;
	struct str line;
	ptrdiff_t at;

	buf_init(&out);
	while ((at = str_find(s, STR("\u2028"))) >= 0) {
		buf_str(&out, str_sub(s, 0, (size_t)at));
		s = str_sub(s, (size_t)at + 3, s.len);
	}
	buf_str(&out, s);
	line = buf_take(&out, m->arena);
	buf_release(&out);
	return line;
}

static void do_part(struct merge *m, const struct desc_node *node)
{
	int level = m->level, depth = m->depth;
	struct text title = merge_attr_text(m, node, "title");
	struct text text = numbered(m, merge_number(m, node, 0), "　", &title);
	struct doc_para *para = merge_para(m, "part", ROLE_PART, text, node->origin);

	para->level = 1;
	para->outline = one_line(m, text.str);
	m->level = 1;
	m->depth = 0;
	framed_children(m, node);
	m->level = level;
	m->depth = depth;
}

static const char *const heading_names[] = { "heading1", "heading2", "heading3", "heading4" };

static void add_heading(struct merge *m, const struct desc_node *node, int depth, struct text title)
{
	struct text text = numbered(m, merge_number(m, node, depth), "", &title);
	struct doc_para *para = merge_para(m, heading_names[depth > 4 ? 3 : depth - 1], ROLE_HEADING, text, node->origin);

	para->level = (uint8_t)(m->level + depth);
	para->outline = one_line(m, text.str);
}

static void do_section(struct merge *m, const struct desc_node *node)
{
	if (m->depth + 1 >= MAX_COUNTERS) {
		diag(m->diags, INCLUDE_DEPTH, node->origin, STR(""));
		return;
	}
	m->depth++;
	add_heading(m, node, m->depth, merge_attr_text(m, node, "title"));
	framed_children(m, node);
	m->depth--;
}

static void do_heading(struct merge *m, const struct desc_node *node)
{
	add_heading(m, node, merge_attr_int(m, node, "level", 1, 1, 4), merge_node_text(m, node));
}

static struct text attachment_mark(struct merge *m, const struct desc_node *node)
{
	const struct desc_attr *a = desc_attr(node, "number");

	if (a && str_eq(a->value, STR("none")))
		return (struct text){ 0 };
	m->attachments++;
	if (a && !str_eq(a->value, STR("auto")))
		return merge_attr_text(m, node, "number");
	return text_plain(m->arena, str_printf(m->arena, "附件%d", m->attachments), node->origin);
}

static void do_attachment(struct merge *m, const struct desc_node *node)
{
	int level = m->level, depth = m->depth;
	struct text title = merge_attr_text(m, node, "title"), mark = attachment_mark(m, node);
	struct str entry = numbered(m, mark, "　", &title).str;
	struct doc_para *first = NULL, *para;

	if (mark.str.len)
		first = merge_para(m, "attachment-mark", ROLE_ATTACHMENT, mark, node->origin);
	else
		merge_block(m, DOC_PAGE_BREAK, node->origin);
	para = merge_para(m, "attachment-title", ROLE_TITLE, title, node->origin);
	para->in_toc = false; /* mark and title are one entry, on the mark */
	first = first ? first : para;
	first->in_toc = true;
	m->level = level + 1;
	m->depth = 0;
	for (int i = 1; i < MAX_COUNTERS; i++)
		m->counters[i] = 0;
	first->level = (uint8_t)m->level;
	first->outline = one_line(m, entry);
	framed_children(m, node);
	m->level = level;
	m->depth = depth;
}

static void do_para(struct merge *m, const struct desc_node *node)
{
	struct str style = desc_value(node, "style");

	merge_para(m, style.len ? str_z(m->arena, style) : "body", ROLE_PARA, merge_node_text(m, node), node->origin);
}

static void do_line(struct merge *m, const struct desc_node *node)
{
	bool signature = node->parent && node->parent->kind == DESC_SIGNATURE;
	struct str style = desc_value(node, "style");
	const char *name = style.len ? str_z(m->arena, style) : signature ? "signature" : "cover-line";

	merge_para(m, name, signature ? ROLE_SIGNATURE : ROLE_PARA, merge_node_text(m, node), node->origin);
}

static void do_note(struct merge *m, const struct desc_node *node)
{
	merge_para(m, "note", ROLE_NOTE, merge_node_text(m, node), node->origin);
}

static void do_space(struct merge *m, const struct desc_node *node)
{
	struct doc_block *block = merge_block(m, DOC_SPACE, node->origin);
	int64_t micro;

	if (decimal_parse(desc_value(node, "lines"), &micro) && micro <= 100 * INT64_C(1000000))
		block->space.lines_milli = (int32_t)(micro / 1000);
	block->space.fill = merge_attr_int(m, node, "fill", 0, 0, 1000);
}

static void do_page_break(struct merge *m, const struct desc_node *node)
{
	merge_block(m, DOC_PAGE_BREAK, node->origin);
}

static void do_landscape(struct merge *m, const struct desc_node *node)
{
	bool landscape = m->landscape;

	m->landscape = true;
	framed_children(m, node);
	m->landscape = landscape;
}

struct list {
	struct merge *merge;
	struct str form; /* sample of the counter, empty: none */
	int n;
};

static void list_items(void *ctx, const struct desc_node *first, const struct desc_node *end)
{
	struct list *list = ctx;
	struct merge *m = list->merge;

	for (const struct desc_node *c = first; c != end; c = c->next) {
		if (c->kind == DESC_ITEM) {
			struct text text = merge_node_text(m, c);
			struct text mark = { .str = list->form.len ? number_in_form(m->arena, list->form, list->n) : STR("") };

			list->n++;
			merge_para(m, "list", ROLE_LIST_ITEM, numbered(m, mark, "", &text), c->origin);
		} else if (c->kind == DESC_REPEAT) {
			merge_repeat(m, c, list_items, list);
		} else if (c->kind == DESC_IF) {
			merge_branch(m, c, list_items, list);
		} else if (c->kind == DESC_VALUE) {
			merge_value(m, c);
		}
	}
}

static void do_list(struct merge *m, const struct desc_node *node)
{
	struct str number = desc_value(node, "number");
	struct list list = { .merge = m, .form = STR("1."), .n = merge_attr_int(m, node, "start", 1, 0, 100000) };

	if (str_eq(number, STR("paren")))
		list.form = STR("（1）");
	else if (str_eq(number, STR("circled")))
		list.form = STR("①");
	else if (str_eq(number, STR("none")))
		list.form = STR("");
	list_items(&list, node->first, NULL);
}

static void do_signature(struct merge *m, const struct desc_node *node)
{
	merge_children(m, node);
}

static void do_repeat(struct merge *m, const struct desc_node *node)
{
	merge_repeat(m, node, walk, m);
}

static void do_if(struct merge *m, const struct desc_node *node)
{
	merge_branch(m, node, walk, m);
}

/* Parameters (values written in this file, not in the fragment) make the fragment a world of its own; without them its definitions are as if
 * they stood here. */
static void do_include(struct merge *m, const struct desc_node *node)
{
	if (node->first && node->first->kind == DESC_VALUE && node->first->origin.src == node->origin.src)
		framed_children(m, node);
	else
		merge_children(m, node);
}

static void (*const handlers[DESC_KINDS])(struct merge *, const struct desc_node *) = {
	[DESC_FRAGMENT] = merge_children, [DESC_INCLUDE] = do_include, [DESC_INFO] = do_info, [DESC_FACTS] = merge_facts,
	[DESC_DATA] = merge_data, [DESC_VALUE] = merge_value, [DESC_COVER] = do_cover, [DESC_TOC] = do_toc, [DESC_PART] = do_part,
	[DESC_SECTION] = do_section, [DESC_ATTACHMENT] = do_attachment, [DESC_HEADING] = do_heading, [DESC_PARA] = do_para,
	[DESC_LINE] = do_line, [DESC_SPACE] = do_space, [DESC_TEXT] = merge_prose, [DESC_LIST] = do_list,
	[DESC_TABLE] = merge_statement, [DESC_GRID] = merge_grid, [DESC_SIGNATURE] = do_signature, [DESC_NOTE] = do_note,
	[DESC_REPEAT] = do_repeat, [DESC_IF] = do_if, [DESC_PAGE_BREAK] = do_page_break, [DESC_LANDSCAPE] = do_landscape,
};

static void walk(void *ctx, const struct desc_node *first, const struct desc_node *end)
{
	struct merge *m = ctx;

	for (const struct desc_node *node = first; node && node != end; node = node->next) {
		if (m->blocks >= MAX_BLOCKS) {
			diag(m->diags, TEMPLATE_BUDGET, node->origin, STR(""));
			return;
		}
		if (handlers[node->kind])
			handlers[node->kind](m, node);
	}
}

struct doc *merge(const struct merge_input *in)
{
	struct merge m = { .in = in, .arena = in->arena, .diags = in->diags, .section = SECTION_BODY };

	m.doc = arena_make(in->arena, struct doc);
	m.doc->draft = in->draft;
	m.eval = (struct eval){ .arena = in->arena, .diags = in->diags, .draft = in->draft, .steps = MAX_STEPS };
	m.eval.facts = m.eval.data = (struct origin){ .src = in->report->origin.src };
	m.eval.scope = m.doc->names = scope_new(in->arena, NULL);
	m.eval.policy = merge_policy(&m, in->report);
	merge_settings(&m);
	merge_children(&m, in->report);
	merge_reasons(&m);
	return m.doc;
}
