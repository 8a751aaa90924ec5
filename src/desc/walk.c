/* walk.c - takes libxml2's tree over into ours; see walk.h.
 *
 * Two things are read in step: libxml2's tree, for names and decoded text, and the source text (scan.h), for the places. Each
 * mistake is reported once, where it is: what stands inside a wrong element is not looked at. */
#include "desc/walk.h"

#include <string.h>

#include "base/arena.h"

static const char namespace_ours[] = "urn:kanyin:report";
static const char namespace_xinclude[] = "http://www.w3.org/2001/XInclude";

struct state {
	const struct walk *walk;
	struct scan scan;
};

/* How far an element's content has come in its slots. */
struct content {
	const struct schema_element *schema;
	struct str name; /* of the element, as written */
	size_t slot;     /* of the last child */
	struct str last; /* name of the last child, as written */
	uint64_t seen;   /* slots that had a child */
	bool stray_text; /* reported once */
	bool has_text;
	struct origin text; /* of the first text or <br/> */
};

static void walk_element(struct state *, xmlNode *, const struct schema_element *, const struct scan_piece *, struct desc_node *);

/* Attributes */

static bool declares_namespace(struct str name)
{
	return str_eq(name, STR("xmlns")) || str_starts(name, STR("xmlns:"));
}

/* libxml2's attribute for a name as written. */
static xmlAttr *find_attr(const xmlNode *xml, struct str name)
{
	ptrdiff_t colon = str_find(name, STR(":"));
	struct str prefix = str_sub(name, 0, colon < 0 ? 0 : (size_t)colon);
	struct str local = str_sub(name, colon < 0 ? 0 : (size_t)colon + 1, name.len);

	for (xmlAttr *attr = xml->properties; attr; attr = attr->next) {
		struct str attr_prefix = str_from(attr->ns ? (const char *)attr->ns->prefix : NULL);
		if (str_eq(str_from((const char *)attr->name), local) && str_eq(attr_prefix, prefix))
			return attr;
	}
	return NULL;
}

static ptrdiff_t find_schema_attr(const struct schema_element *schema, struct str name)
{
	for (size_t i = 0; i < schema->nattrs; i++)
		if (str_eq(schema->attrs[i].name, name))
			return (ptrdiff_t)i;
	return -1;
}

static struct str attr_value(struct arena *arena, const xmlAttr *attr)
{
	xmlChar *value = xmlNodeListGetString(attr->doc, attr->children, 1);
	struct str copy = str_dup(arena, str_from((const char *)value));

	xmlFree(value);
	return copy;
}

static void check_value(const struct walk *w, const struct schema_attr *schema, const struct desc_attr *attr)
{
	if (!schema_value_ok(schema, attr->value))
		diag(w->diags, BAD_VALUE, attr->origin, attr->value, attr->name, schema_expected(schema, w->arena));
}

static void check_required(const struct walk *w, const struct schema_element *schema, uint64_t seen,
                           const struct scan_piece *open)
{
	for (size_t i = 0; i < schema->nattrs; i++)
		if (schema->attrs[i].required && !(seen >> i & 1))
			diag(w->diags, MISSING_ATTRIBUTE, open->origin, open->name, schema->attrs[i].name);
}

static void walk_attrs(struct state *s, struct desc_node *node, const xmlNode *xml, const struct schema_element *schema,
                       const struct scan_piece *open)
{
	const struct walk *w = s->walk;
	struct scan_attr piece;
	uint64_t seen = 0;

	node->attrs = arena_array(w->arena, schema->nattrs, sizeof(node->attrs[0]));
	while (scan_attr(&s->scan, &piece)) {
		if (declares_namespace(piece.name))
			continue;
		const xmlAttr *attr = find_attr(xml, piece.name);
		ptrdiff_t known = find_schema_attr(schema, piece.name);
		if (known < 0 || !attr) {
			diag(w->diags, UNKNOWN_ATTRIBUTE, piece.name_origin, open->name, piece.name);
			continue;
		}
		struct desc_attr *out = &node->attrs[node->nattrs++];
		out->name = str_dup(w->arena, schema->attrs[known].name);
		out->value = attr_value(w->arena, attr);
		out->origin = piece.value_origin;
		check_value(w, &schema->attrs[known], out);
		seen |= (uint64_t)1 << known;
	}
	check_required(w, schema, seen, open);
}

/* Which element stands where */

static bool is_element(const struct schema_element *schema, const xmlNode *xml)
{
	const char *uri = schema->xinclude ? namespace_xinclude : namespace_ours;

	return xml->ns && str_eq(schema->name, str_from((const char *)xml->name)) &&
	       strcmp((const char *)xml->ns->href, uri) == 0;
}

static const struct schema_element *slot_find(const struct schema_slot *slot, const xmlNode *xml)
{
	for (size_t i = 0; i < slot->n; i++)
		if (is_element(slot->elements[i], xml))
			return slot->elements[i];
	return NULL;
}

static bool has_seen(const struct content *c, size_t slot)
{
	return c->seen >> slot & 1;
}

static void mark_seen(struct content *c, size_t slot)
{
	c->seen |= (uint64_t)1 << slot;
}

/* The next slot that takes the child. */
static const struct schema_element *advance(struct content *c, const xmlNode *xml)
{
	for (size_t i = c->slot; i < c->schema->nslots; i++) {
		const struct schema_slot *slot = &c->schema->slots[i];
		const struct schema_element *found = slot->once && has_seen(c, i) ? NULL : slot_find(slot, xml);
		if (found) {
			c->slot = i;
			mark_seen(c, i);
			return found;
		}
	}
	return NULL;
}

/* A child that belongs here, but is one too many or comes too late. */
static const struct schema_element *out_of_turn(const struct walk *w, struct content *c, const xmlNode *xml,
                                                const struct scan_piece *open)
{
	for (size_t i = 0; i < c->schema->nslots; i++) {
		const struct schema_element *found = slot_find(&c->schema->slots[i], xml);
		if (!found)
			continue;
		if (c->schema->slots[i].once && has_seen(c, i))
			diag(w->diags, REPEATED_ELEMENT, open->origin, open->name, c->name);
		else
			diag(w->diags, ELEMENT_ORDER, open->origin, open->name, c->last);
		mark_seen(c, i);
		return found;
	}
	return NULL;
}

static bool may_hold(const struct schema_element *schema, const xmlNode *xml)
{
	for (size_t i = 0; i < schema->nslots; i++)
		if (slot_find(&schema->slots[i], xml))
			return true;
	return false;
}

static bool is_known(const struct schema *schema, const xmlNode *xml)
{
	for (size_t i = 0; i < schema->nelements; i++)
		if (is_element(schema->elements[i], xml))
			return true;
	return false;
}

/* "<data>, <grid>": what may hold an element; empty for roots. */
static struct str holders(const struct walk *w, const xmlNode *xml)
{
	enum { ENOUGH = 4 };
	struct buf list;
	size_t n = 0;

	buf_init(&list);
	for (size_t i = 0; i < w->schema->nelements; i++) {
		if (!may_hold(w->schema->elements[i], xml))
			continue;
		if (n++ < ENOUGH)
			buf_printf(&list, "%s<%.*s>", n > 1 ? ", " : "", STR_FMT(w->schema->elements[i]->name));
	}
	if (n > ENOUGH)
		buf_z(&list, " …");
	struct str text = buf_take(&list, w->arena);
	buf_release(&list);
	return text;
}

static void report_foreign(const struct walk *w, const struct content *c, const xmlNode *xml, const struct scan_piece *open)
{
	struct str where = is_known(w->schema, xml) ? holders(w, xml) : STR("");

	if (where.len > 0)
		diag(w->diags, MISPLACED_ELEMENT, open->origin, open->name, c->name, where);
	else
		diag(w->diags, UNKNOWN_ELEMENT, open->origin, open->name);
}

/* "<row>", "<row> | <repeat>" */
static struct str slot_names(struct arena *arena, const struct schema_slot *slot)
{
	struct buf list;

	buf_init(&list);
	for (size_t i = 0; i < slot->n; i++)
		buf_printf(&list, "%s<%.*s>", i ? " | " : "", STR_FMT(slot->elements[i]->name));
	struct str text = buf_take(&list, arena);
	buf_release(&list);
	return text;
}

static void check_complete(const struct walk *w, const struct content *c, struct origin where)
{
	for (size_t i = 0; i < c->schema->nslots; i++)
		if (c->schema->slots[i].required && !has_seen(c, i))
			diag(w->diags, MISSING_ELEMENT, where, c->name, slot_names(w->arena, &c->schema->slots[i]));
}

/* Content */

/* Leaves the element that was just opened, with all that is in it. */
static void skip_element(struct state *s)
{
	struct scan_piece piece;
	size_t depth = 1;

	while (depth > 0) {
		enum scan_kind kind = scan_next(&s->scan, &piece);
		if (kind == SCAN_END || kind == SCAN_BROKEN)
			return;
		depth += kind == SCAN_OPEN;
		depth -= kind == SCAN_CLOSE;
	}
}

static void walk_child(struct state *s, struct content *c, xmlNode *xml, const struct scan_piece *open, struct desc_node *parent)
{
	const struct schema_element *schema = advance(c, xml);

	if (!schema)
		schema = out_of_turn(s->walk, c, xml, open);
	if (schema) {
		c->last = open->name;
		walk_element(s, xml, schema, open, parent);
	} else {
		report_foreign(s->walk, c, xml, open);
		skip_element(s);
	}
}

static void note_stray_text(struct state *s, struct content *c, struct origin where)
{
	if (!c->stray_text)
		diag(s->walk->diags, STRAY_TEXT, where, c->name);
	c->stray_text = true;
}

static void note_text(struct state *s, struct content *c, struct origin where)
{
	if (!c->schema->text)
		note_stray_text(s, c, where);
	if (!c->has_text)
		c->text = where;
	c->has_text = true;
}

static xmlNode *next_element(xmlNode *xml)
{
	while (xml && xml->type != XML_ELEMENT_NODE)
		xml = xml->next;
	return xml;
}

static void walk_content(struct state *s, struct content *c, const xmlNode *xml, struct desc_node *node)
{
	xmlNode *child = next_element(xml->children);
	struct scan_piece piece;
	enum scan_kind kind;

	while ((kind = scan_next(&s->scan, &piece)) == SCAN_OPEN || kind == SCAN_TEXT || kind == SCAN_OTHER) {
		if (kind == SCAN_TEXT && !piece.blank)
			note_text(s, c, piece.origin);
		if (kind != SCAN_OPEN)
			continue;
		if (!child) /* never: the file is well-formed */
			return;
		if (c->schema->text && str_eq(piece.name, STR("br")))
			note_text(s, c, piece.origin);
		walk_child(s, c, child, &piece, node);
		child = next_element(child->next);
	}
	if (c->has_text && node->first) /* text or elements */
		note_stray_text(s, c, c->text);
}

/* Text */

static struct str trim_blanks(struct str s)
{
	while (s.len > 0 && xml_is_blank(s.ptr[s.len - 1]))
		s.len--;
	while (s.len > 0 && xml_is_blank(s.ptr[0]))
		s = str_sub(s, 1, s.len);
	return s;
}

/* What is left out of the text leaves its line breaks, so that lines count right. */
static void add_line_breaks(struct buf *out, const char *comment)
{
	for (; comment && *comment; comment++)
		if (*comment == '\n')
			buf_char(out, '\n');
}

static struct str text_of(struct arena *arena, const xmlNode *xml)
{
	struct buf out;

	buf_init(&out);
	for (const xmlNode *child = xml->children; child; child = child->next) {
		if (child->type == XML_TEXT_NODE || child->type == XML_CDATA_SECTION_NODE)
			buf_z(&out, (const char *)child->content);
		else if (child->type == XML_COMMENT_NODE || child->type == XML_PI_NODE)
			add_line_breaks(&out, (const char *)child->content);
		else if (child->type == XML_ELEMENT_NODE && str_eq(str_from((const char *)child->name), STR("br")))
			buf_utf8(&out, 0x2028);
	}
	struct str text = str_dup(arena, trim_blanks(buf_as_str(&out)));
	buf_release(&out);
	return text;
}

/* Elements */

static void append(struct desc_node *parent, struct desc_node *node)
{
	node->parent = parent;
	if (parent->last)
		parent->last->next = node;
	else
		parent->first = node;
	parent->last = node;
}

static void walk_element(struct state *s, xmlNode *xml, const struct schema_element *schema, const struct scan_piece *open,
                         struct desc_node *parent)
{
	struct desc_node *node = arena_make(s->walk->arena, struct desc_node);
	struct content content = { .schema = schema, .name = open->name };

	node->origin = open->origin;
	node->text_origin = open->origin;
	node->text = STR("");
	walk_attrs(s, node, xml, schema, open);
	walk_content(s, &content, xml, node);
	check_complete(s->walk, &content, open->origin);
	if (schema->text)
		node->text = text_of(s->walk->arena, xml);
	if (node->text.len > 0)
		node->text_origin = content.text;
	if (schema->kind < 0) /* br: part of its parent's text */
		return;
	node->kind = (enum desc_kind)schema->kind;
	append(parent, node);
}

/* Documents */

static const struct schema_element *find_root(const struct schema *schema, enum desc_kind root)
{
	size_t i = 0;

	while (i + 1 < schema->nroots && schema->elements[i]->kind != (int)root)
		i++;
	return schema->elements[i];
}

struct desc_node *walk_document(const struct walk *w, xmlDoc *doc, enum desc_kind root)
{
	const struct schema_element *schema = find_root(w->schema, root);
	struct state state = { .walk = w };
	struct desc_node top = { 0 };
	struct scan_piece piece;
	xmlNode *xml = xmlDocGetRootElement(doc);

	scan_init(&state.scan, w->src);
	while (scan_next(&state.scan, &piece) == SCAN_TEXT || piece.kind == SCAN_OTHER) {}
	if (piece.kind != SCAN_OPEN || !is_element(schema, xml)) {
		diag(w->diags, NOT_OURS, piece.origin, piece.name, schema->name);
		return NULL;
	}
	walk_element(&state, xml, schema, &piece, &top);
	top.first->parent = NULL;
	return top.first;
}
