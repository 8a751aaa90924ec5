/* schema.c - reads the schemas that are part of the program; see schema.h.
 *
 * The schemas are ours, so nothing here reports: a mistake in one shows in tests/unit/test_desc_xml.c. */
#include "desc/schema.h"

#include <libxml/parser.h>
#include <string.h>

#include "base/arena.h"
#include "desc/length.h"
#include "desc/rng.h"

/* One .rng file. */
struct grammar {
	struct schema schema;
	xmlDoc *doc; /* the schema itself: the model's strings point into it */
	bool done;
};

struct desc_schemas {
	struct arena *arena;
	struct grammar report, layout, style, profile;
};

/* The model */

struct define {
	struct str name;
	const xmlNode *node;
};

/* What is being made: the model of one element after the other. */
struct builder {
	struct arena *arena;
	struct schema *schema;
	size_t elements_size;
	struct define *defines;
	size_t ndefines, defines_size;
	struct schema_element *element; /* the one whose content is read */
	struct schema_attr attrs[SCHEMA_MAX_ATTRS];
	struct schema_slot slots[SCHEMA_MAX_SLOTS];
	const struct schema_element **members; /* of the slot that is read */
	size_t nmembers, members_size;
	bool repeats; /* the slot holds something that may come several times */
};

static bool is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static struct str content_of(const xmlNode *text)
{
	return str_from(text ? (const char *)text->content : NULL);
}

static struct str prop(const xmlNode *node, const char *name)
{
	for (const xmlAttr *attr = node->properties; attr; attr = attr->next)
		if (strcmp((const char *)attr->name, name) == 0)
			return content_of(attr->children);
	return STR("");
}

static const xmlNode *definition(const struct builder *b, const xmlNode *ref)
{
	struct str name = prop(ref, "name");

	for (size_t i = 0; i < b->ndefines; i++)
		if (str_eq(b->defines[i].name, name))
			return b->defines[i].node;
	return ref; /* not in a schema that compiles */
}

static int kind_of(struct str name)
{
	static const struct str names[] = {
#define DESC(kind, name) { name, sizeof(name) - 1 },
#include "desc/desc_list.h"
#undef DESC
	};

	for (int i = 0; i < DESC_KINDS; i++)
		if (str_eq(names[i], name))
			return i;
	return -1;
}

/* The model of an <element> pattern; its content is read later. */
static struct schema_element *element_of(struct builder *b, xmlNode *pattern)
{
	struct schema *schema = b->schema;
	struct schema_element *element = pattern->_private;

	if (element)
		return element;
	element = arena_make(b->arena, struct schema_element);
	element->name = prop(pattern, "name");
	element->xinclude = prop(pattern, "ns").len > 0;
	element->kind = kind_of(element->name);
	element->pattern = pattern;
	pattern->_private = element;
	schema->elements = mem_grow(schema->elements, schema->nelements, &b->elements_size, sizeof(struct schema_element *));
	schema->elements[schema->nelements++] = element;
	return element;
}

static enum schema_type type_of(struct str define)
{
	static const struct {
		struct str name;
		enum schema_type type;
	} types[] = {
		{ { "name", 4 }, TYPE_NAME },       { { "file", 4 }, TYPE_FILE },     { { "count", 5 }, TYPE_COUNT },
		{ { "index", 5 }, TYPE_INDEX },     { { "length", 6 }, TYPE_LENGTH }, { { "width", 5 }, TYPE_WIDTH },
		{ { "decimal", 7 }, TYPE_DECIMAL },
	};

	for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++)
		if (str_eq(types[i].name, define))
			return types[i].type;
	return TYPE_TEXT;
}

static void attr_values(struct builder *b, struct schema_attr *attr, const xmlNode *pattern)
{
	struct str values[32];
	size_t n = 0;

	for (const xmlNode *node = pattern->children; node; node = node->next)
		if (is(node, "value") && n < sizeof(values) / sizeof(values[0]))
			values[n++] = content_of(node->children);
	attr->type = n > 0 ? TYPE_CHOICE : TYPE_TEXT;
	attr->values = arena_copy(b->arena, values, n * sizeof(values[0]));
	attr->nvalues = n;
}

static void add_attr(struct builder *b, const xmlNode *pattern, bool required)
{
	const xmlNode *inner = xmlFirstElementChild((xmlNode *)pattern);
	struct schema_attr *attr = &b->attrs[b->element->nattrs];

	if (b->element->nattrs == SCHEMA_MAX_ATTRS)
		return;
	b->element->nattrs++;
	*attr = (struct schema_attr){ .name = prop(pattern, "name"), .required = required };
	if (!inner)
		return;
	if (is(inner, "ref"))
		attr->type = type_of(prop(inner, "name"));
	if (attr->type != TYPE_TEXT)
		return;
	if (is(inner, "ref"))
		inner = xmlFirstElementChild((xmlNode *)definition(b, inner));
	attr_values(b, attr, inner && is(inner, "choice") ? inner : pattern);
}

static void add_member(struct builder *b, const struct schema_element *element)
{
	b->members = mem_grow(b->members, b->nmembers, &b->members_size, sizeof(b->members[0]));
	b->members[b->nmembers++] = element;
}

/* Everything in a pattern belongs to the slot that is open. */
static void slot_members(struct builder *b, const xmlNode *pattern)
{
	for (xmlNode *node = pattern->children; node; node = node->next) {
		if (is(node, "element")) {
			add_member(b, element_of(b, node));
		} else if (is(node, "attribute")) {
			add_attr(b, node, false);
		} else if (is(node, "text")) {
			b->element->text = true;
		} else if (is(node, "ref")) {
			slot_members(b, definition(b, node));
		} else if (node->type == XML_ELEMENT_NODE) {
			b->repeats |= is(node, "zeroOrMore") || is(node, "oneOrMore");
			slot_members(b, node);
		}
	}
}

static void close_slot(struct builder *b, bool required)
{
	if (b->nmembers == 0 || b->element->nslots == SCHEMA_MAX_SLOTS)
		return;
	b->slots[b->element->nslots++] = (struct schema_slot){
		.elements = arena_copy(b->arena, b->members, b->nmembers * sizeof(b->members[0])),
		.n = b->nmembers,
		.required = required,
		.once = !b->repeats,
	};
}

static void open_slot(struct builder *b, bool repeats)
{
	b->nmembers = 0;
	b->repeats = repeats;
}

/* The patterns of an element in their order: each makes a slot, or an attribute. */
static void sequence(struct builder *b, const xmlNode *pattern)
{
	for (xmlNode *node = pattern->children; node; node = node->next) {
		if (is(node, "attribute")) {
			add_attr(b, node, true);
		} else if (is(node, "text")) {
			b->element->text = true;
		} else if (is(node, "ref")) {
			sequence(b, definition(b, node));
		} else if (is(node, "element")) {
			open_slot(b, false);
			add_member(b, element_of(b, node));
			close_slot(b, true);
		} else if (node->type == XML_ELEMENT_NODE && !is(node, "choice")) {
			open_slot(b, !is(node, "optional"));
			slot_members(b, node);
			close_slot(b, is(node, "oneOrMore"));
		} else if (node->type == XML_ELEMENT_NODE) {
			open_slot(b, false);
			slot_members(b, node);
			close_slot(b, false);
		}
	}
}

static void read_element(struct builder *b, struct schema_element *element)
{
	b->element = element;
	sequence(b, element->pattern);
	element->attrs = arena_copy(b->arena, b->attrs, element->nattrs * sizeof(b->attrs[0]));
	element->slots = arena_copy(b->arena, b->slots, element->nslots * sizeof(b->slots[0]));
}

static void add_define(struct builder *b, const xmlNode *node)
{
	b->defines = mem_grow(b->defines, b->ndefines, &b->defines_size, sizeof(b->defines[0]));
	b->defines[b->ndefines++] = (struct define){ prop(node, "name"), node };
}

static void read_model(struct arena *arena, struct grammar *grammar)
{
	const xmlNode *root = xmlDocGetRootElement(grammar->doc);
	struct builder *b = mem_alloc(sizeof(*b));
	struct schema_element start = { 0 };

	b->arena = arena;
	b->schema = &grammar->schema;
	for (const xmlNode *node = root->children; node; node = node->next)
		if (is(node, "define"))
			add_define(b, node);
	b->element = &start;
	slot_members(b, xmlFirstElementChild((xmlNode *)root)); /* <start> stands first */
	grammar->schema.nroots = grammar->schema.nelements;
	for (size_t i = 0; i < grammar->schema.nelements; i++)
		read_element(b, grammar->schema.elements[i]);
	mem_free(b->members);
	mem_free(b->defines);
	mem_free(b);
}

/* Schemas */

static void grammar_load(struct arena *arena, struct grammar *grammar, const unsigned char *text, size_t len)
{
	if (grammar->done)
		return;
	grammar->done = true;
	grammar->doc = xmlReadMemory((const char *)text, (int)len, NULL, "UTF-8", XML_PARSE_NONET | XML_PARSE_NOBLANKS);
	read_model(arena, grammar);
}

static struct grammar *grammar_for(struct desc_schemas *schemas, enum desc_kind root)
{
	if (root == DESC_LAYOUT) {
		grammar_load(schemas->arena, &schemas->layout, rng_layout, rng_layout_len);
		return &schemas->layout;
	}
	if (root == DESC_STYLE) {
		grammar_load(schemas->arena, &schemas->style, rng_style, rng_style_len);
		return &schemas->style;
	}
	if (root == DESC_PROFILE) {
		grammar_load(schemas->arena, &schemas->profile, rng_profile, rng_profile_len);
		return &schemas->profile;
	}
	grammar_load(schemas->arena, &schemas->report, rng_report, rng_report_len);
	return &schemas->report;
}

struct desc_schemas *desc_schemas_new(void)
{
	struct desc_schemas *schemas = mem_alloc(sizeof(*schemas));

	xmlInitParser();
	schemas->arena = arena_new();
	return schemas;
}

static void grammar_drop(struct grammar *grammar)
{
	mem_free(grammar->schema.elements);
	xmlFreeDoc(grammar->doc);
}

void desc_schemas_drop(struct desc_schemas *schemas)
{
	if (!schemas)
		return;
	grammar_drop(&schemas->report);
	grammar_drop(&schemas->layout);
	grammar_drop(&schemas->style);
	grammar_drop(&schemas->profile);
	arena_drop(schemas->arena);
	mem_free(schemas);
}

const struct schema *desc_schema(struct desc_schemas *schemas, enum desc_kind root)
{
	return &grammar_for(schemas, root)->schema;
}

/* Values */

static bool is_blank(struct str value)
{
	return str_trim(value).len == 0;
}

static bool is_number(struct str value, int64_t least)
{
	int64_t n = 0;

	if (value.len == 0 || value.len > 6)
		return false;
	for (size_t i = 0; i < value.len; i++) {
		if (value.ptr[i] < '0' || value.ptr[i] > '9')
			return false;
		n = n * 10 + (value.ptr[i] - '0');
	}
	return n >= least;
}

static bool is_width(struct str value)
{
	struct length length;

	if (str_eq(value, STR("auto")))
		return true;
	if (str_starts(value, STR("min ")))
		value = str_sub(value, 4, value.len);
	return length_parse(value, &length) && length.micro >= 0;
}

static bool is_choice(const struct schema_attr *attr, struct str value)
{
	for (size_t i = 0; i < attr->nvalues; i++)
		if (str_eq(attr->values[i], value))
			return true;
	return false;
}

bool schema_value_ok(const struct schema_attr *attr, struct str value)
{
	struct length length;
	int64_t micro;

	switch (attr->type) {
	case TYPE_TEXT:
		return true;
	case TYPE_CHOICE:
		return is_choice(attr, value);
	case TYPE_NAME:
	case TYPE_FILE:
		return !is_blank(value);
	case TYPE_COUNT:
		return is_number(value, 1);
	case TYPE_INDEX:
		return is_number(value, 0);
	case TYPE_DECIMAL:
		return decimal_parse(value, &micro);
	case TYPE_LENGTH:
		return length_parse(value, &length);
	case TYPE_WIDTH:
		return is_width(value);
	}
	return true;
}

struct str schema_expected(const struct schema_attr *attr, struct arena *arena)
{
	static const struct str expected[] = {
		[TYPE_TEXT] = { "…", 3 },
		[TYPE_NAME] = { BOTH("a name", "名称"), sizeof(BOTH("a name", "名称")) - 1 },
		[TYPE_FILE] = { BOTH("a file", "文件名"), sizeof(BOTH("a file", "文件名")) - 1 },
		[TYPE_COUNT] = { "1, 2, 3 …", sizeof("1, 2, 3 …") - 1 },
		[TYPE_INDEX] = { "0, 1, 2 …", sizeof("0, 1, 2 …") - 1 },
		[TYPE_DECIMAL] = { "0.5 | 1 | 10.5", sizeof("0.5 | 1 | 10.5") - 1 },
		[TYPE_WIDTH] = { "30mm | auto | min 20mm", sizeof("30mm | auto | min 20mm") - 1 },
	};
	struct buf out;

	if (attr->type == TYPE_LENGTH)
		return LENGTH_EXPECTED;
	if (attr->type != TYPE_CHOICE)
		return expected[attr->type];
	buf_init(&out);
	for (size_t i = 0; i < attr->nvalues; i++)
		buf_printf(&out, "%s%.*s", i ? " | " : "", STR_FMT(attr->values[i]));
	struct str list = buf_take(&out, arena);
	buf_release(&out);
	return list;
}
