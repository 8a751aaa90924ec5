/* load.c - reads description files: bounds, well-formedness, schema, includes; gives the tree of desc.h.
 *
 * Files are untrusted. libxml2 gets text that is UTF-8 and within bounds, may open nothing, and stops at a document type:
 * without one there are no entities to expand. Each file is a tree of its own; includes are resolved here, never by libxml2. */
#include <libxml/parser.h>
#include <libxml/xmlerror.h>

#include "base/arena.h"
#include "base/file.h"
#include "desc/walk.h"

/* One description with all that it includes. */
struct load {
	struct desc_schemas *schemas;
	struct arena *arena;
	const struct roots *roots;
	struct diags *diags;
	size_t bytes, nodes, includes; /* so far */
	bool stopped;                  /* a bound was reached: no more includes */
};

/* The files that are open, innermost first. */
struct chain {
	struct str path;
	const struct chain *outer;
};

/* Bounds */

static bool too_much(struct load *load, struct origin where, struct str what)
{
	if (!load->stopped)
		diag(load->diags, XML_LIMIT, where, what);
	load->stopped = true;
	return false;
}

static bool check_tag(struct load *load, struct scan *scan, const struct scan_piece *open, size_t depth)
{
	struct scan_attr attr;
	size_t attrs = 0;

	while (scan_attr(scan, &attr))
		attrs++;
	load->nodes += 1 + attrs;
	if (attrs > DESC_MAX_ATTRS)
		return too_much(load, open->origin, str_printf(load->arena, "> %d …=\"…\"", DESC_MAX_ATTRS));
	if (load->nodes > DESC_MAX_NODES)
		return too_much(load, open->origin, str_printf(load->arena, "> %d <…>", DESC_MAX_NODES));
	if (depth <= DESC_MAX_DEPTH)
		return true;
	diag(load->diags, INCLUDE_DEPTH, open->origin, STR(""));
	return false;
}

/* Depth and size, before libxml2 builds anything. What is not well-formed is left to it. */
static bool check_bounds(struct load *load, const struct source *src, size_t depth)
{
	struct scan scan;
	struct scan_piece piece;
	enum scan_kind kind;

	scan_init(&scan, src);
	while ((kind = scan_next(&scan, &piece)) != SCAN_END && kind != SCAN_BROKEN) {
		if (kind == SCAN_OPEN && !check_tag(load, &scan, &piece, ++depth))
			return false;
		if (kind == SCAN_CLOSE && depth > 0)
			depth--;
	}
	return true;
}

/* Well-formedness */

/* What libxml2 hands to error functions. */
#if LIBXML_VERSION >= 21200
typedef const xmlError xml_error;
#else
typedef xmlError xml_error;
#endif

struct parse {
	const struct source *src;
	struct arena *arena;
	struct diags *diags;
	bool failed; /* and said why: the first reason counts, the others follow from it */
};

static size_t offset_of(const struct parse *parse, xmlParserCtxt *parser)
{
	long at = xmlByteConsumed(parser);

	return at < 0 || (size_t)at > parse->src->text.len ? parse->src->text.len : (size_t)at;
}

/* The last place before `at` where `what` begins; `at` itself when there is none. */
static size_t back_to(const struct parse *parse, size_t at, struct str what)
{
	for (size_t i = at; i-- > 0;)
		if (str_starts(str_sub(parse->src->text, i, parse->src->text.len), what))
			return i;
	return at;
}

/* libxml2 has read past some mistakes when it sees them. */
static size_t place_of(const struct parse *parse, size_t at, const xml_error *error)
{
	if (error->domain == XML_FROM_NAMESPACE || error->code == XML_ERR_ATTRIBUTE_REDEFINED)
		return back_to(parse, at, STR("<"));
	if (error->code == XML_ERR_UNDECLARED_ENTITY)
		return back_to(parse, at, STR("&"));
	if (error->code == XML_ERR_TAG_NAME_MISMATCH)
		return back_to(parse, at, STR("</"));
	return at;
}

static const char *hint(int code)
{
	switch (code) {
	case XML_ERR_TAG_NAME_MISMATCH:
		return " (起止标签不配对)";
	case XML_ERR_TAG_NOT_FINISHED:
		return " (元素没有结束标签)";
	case XML_ERR_DOCUMENT_EMPTY:
		return " (不是 XML 文件)";
	case XML_ERR_DOCUMENT_END:
		return " (根元素之后还有内容)";
	case XML_ERR_NAME_REQUIRED:
	case XML_ERR_ENTITYREF_SEMICOL_MISSING:
	case XML_ERR_UNDECLARED_ENTITY:
		return " (文字中的 & 写作 &amp;，< 写作 &lt;)";
	case XML_ERR_LT_IN_ATTRIBUTE:
		return " (属性值中的 < 写作 &lt;)";
	case XML_ERR_ATTRIBUTE_REDEFINED:
		return " (属性重复)";
	case XML_NS_ERR_UNDEFINED_NAMESPACE:
		return " (命名空间前缀没有声明)";
	default:
		return "";
	}
}

static void on_error(void *ctx, xml_error *error)
{
	xmlParserCtxt *parser = ctx;
	struct parse *parse = parser->_private;

	if (parse->failed || error->level < XML_ERR_ERROR)
		return;
	parse->failed = true;
	size_t at = place_of(parse, offset_of(parse, parser), error);
	struct str text = str_trim(str_from(error->message));
	diag(parse->diags, XML_SYNTAX, origin_at(parse->src, at),
	     str_printf(parse->arena, "%.*s%s", STR_FMT(text), hint(error->code)));
}

/* A document type could bring entities and other files. */
static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	xmlParserCtxt *parser = ctx;
	struct parse *parse = parser->_private;
	size_t at = back_to(parse, offset_of(parse, parser), STR("<!DOCTYPE"));

	(void)name;
	(void)public_id;
	(void)system_id;
	if (!parse->failed)
		diag(parse->diags, XML_LIMIT, origin_at(parse->src, at), STR("<!DOCTYPE>"));
	parse->failed = true;
	xmlStopParser(parser);
}

static xmlDoc *parse_xml(struct load *load, const struct source *src)
{
	struct parse parse = { src, load->arena, load->diags, false };
	xmlParserCtxt *parser = xmlNewParserCtxt();
	xmlDoc *doc;

	parser->_private = &parse;
	parser->sax->serror = on_error;
	parser->sax->internalSubset = on_doctype;
	doc = xmlCtxtReadMemory(parser, src->text.ptr, (int)src->text.len, NULL, "UTF-8",
	                        XML_PARSE_NONET | XML_PARSE_BIG_LINES | XML_PARSE_NOCDATA);
	if (!doc && !parse.failed)
		diag(load->diags, XML_SYNTAX, origin_at(src, 0), STR("no XML (不是 XML 文件)"));
	if (doc && parse.failed) {
		xmlFreeDoc(doc);
		doc = NULL;
	}
	xmlFreeParserCtxt(parser);
	return doc;
}

/* Includes */

static struct desc_node *load_file(struct load *, struct str path, enum desc_kind root, size_t depth, struct origin where,
                                   const struct chain *outer);

static bool is_open(const struct chain *chain, struct str path)
{
	for (; chain; chain = chain->outer)
		if (str_eq(chain->path, path))
			return true;
	return false;
}

static void adopt_children(struct desc_node *into, struct desc_node *from)
{
	for (struct desc_node *child = from->first; child; child = child->next)
		child->parent = into;
	if (into->last)
		into->last->next = from->first;
	else
		into->first = from->first;
	if (from->last)
		into->last = from->last;
}

static void include(struct load *load, struct desc_node *node, size_t depth, const struct chain *chain)
{
	const struct desc_attr *href = desc_attr(node, "href");

	if (!href || load->stopped) /* a missing href has been reported */
		return;
	if (++load->includes > DESC_MAX_INCLUDES) {
		too_much(load, href->origin, str_printf(load->arena, "> %d <include>", DESC_MAX_INCLUDES));
		return;
	}
	struct str path = roots_find(load->roots, load->arena, href->value, load->diags, href->origin);
	if (path.len == 0)
		return;
	if (is_open(chain, path)) {
		diag(load->diags, INCLUDE_LOOP, href->origin, href->value);
		return;
	}
	struct desc_node *fragment = load_file(load, path, DESC_FRAGMENT, depth, href->origin, chain);
	if (fragment)
		adopt_children(node, fragment);
}

static void resolve(struct load *load, struct desc_node *parent, size_t depth, const struct chain *chain)
{
	for (struct desc_node *node = parent->first; node; node = node->next) {
		if (node->kind == DESC_INCLUDE)
			include(load, node, depth + 1, chain);
		else
			resolve(load, node, depth + 1, chain);
	}
}

static struct desc_node *load_file(struct load *load, struct str path, enum desc_kind root, size_t depth, struct origin where,
                                   const struct chain *outer)
{
	struct chain chain = { path, outer };
	const struct source *src = file_source(load->arena, path, DESC_MAX_BYTES - load->bytes, load->diags, where);
	struct walk walk = { desc_schema(load->schemas, root), src, load->arena, load->diags };
	struct desc_node *node = NULL;
	xmlDoc *doc;

	if (!src)
		return NULL;
	load->bytes += src->text.len;
	if (!check_bounds(load, src, depth))
		return NULL;
	doc = parse_xml(load, src);
	if (doc)
		node = walk_document(&walk, doc, root);
	xmlFreeDoc(doc);
	if (node)
		resolve(load, node, depth + 1, &chain);
	return node;
}

struct desc_node *desc_load_as(struct desc_schemas *schemas, struct arena *arena, struct str path, enum desc_kind root,
                               const struct roots *roots, struct diags *diags)
{
	struct load load = { .schemas = schemas, .arena = arena, .roots = roots, .diags = diags };
	size_t errors = diags_errors(diags);
	struct desc_node *node = load_file(&load, path, root, 0, (struct origin){ 0 }, NULL);

	return diags_errors(diags) == errors ? node : NULL;
}

struct desc_node *desc_load(struct desc_schemas *schemas, struct arena *arena, struct str path, const struct roots *roots,
                            struct diags *diags)
{
	return desc_load_as(schemas, arena, path, DESC_REPORT, roots, diags);
}
