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

/* libxml2 speaks English. %s: the names it gives, %d: the line. Other codes keep its sentence. */
static const struct {
	int code;
	const char *zh;
} sentences[] = {
	{ XML_ERR_TAG_NAME_MISMATCH, "起止标签不配对：<%s>（第 %d 行）与 </%s>" },
	{ XML_ERR_TAG_NOT_FINISHED, "元素 <%s>（第 %d 行）没有结束标签" },
	{ XML_ERR_GT_REQUIRED, "标签缺少 >" },
	{ XML_ERR_LTSLASH_REQUIRED, "缺少结束标签" },
	{ XML_ERR_ATTRIBUTE_NOT_STARTED, "属性值缺少引号" },
	{ XML_ERR_ATTRIBUTE_NOT_FINISHED, "属性值的引号没有结束" },
	{ XML_ERR_ATTRIBUTE_WITHOUT_VALUE, "属性“%s”没有值" },
	{ XML_ERR_ATTRIBUTE_REDEFINED, "属性“%s”重复" },
	{ XML_ERR_SPACE_REQUIRED, "属性之前缺少空格" },
	{ XML_ERR_EQUAL_REQUIRED, "缺少 =" },
	{ XML_ERR_LT_IN_ATTRIBUTE, "属性值中的 < 应写作 &lt;，或属性值的引号没有结束" },
	{ XML_ERR_NAME_REQUIRED, "此处缺少名称（文字中的 & 应写作 &amp;，< 应写作 &lt;）" },
	{ XML_ERR_ENTITYREF_SEMICOL_MISSING, "& 之后缺少分号（文字中的 & 应写作 &amp;）" },
	{ XML_ERR_UNDECLARED_ENTITY, "没有 &%s; 这个实体（文字中的 & 应写作 &amp;）" },
	{ XML_ERR_INVALID_CHAR, "XML 中不允许的字符" },
	{ XML_ERR_INVALID_CHARREF, "XML 中不允许的字符" },
	{ XML_ERR_HYPHEN_IN_COMMENT, "注释中不能有 --" },
	{ XML_ERR_COMMENT_NOT_FINISHED, "注释没有结束" },
	{ XML_ERR_CDATA_NOT_FINISHED, "CDATA 段没有结束" },
	{ XML_ERR_PI_NOT_FINISHED, "处理指令没有结束" },
	{ XML_ERR_XMLDECL_NOT_FINISHED, "XML 声明没有以 ?> 结束" },
	{ XML_ERR_RESERVED_XML_NAME, "XML 声明只能在文件开头" },
	{ XML_ERR_DOCUMENT_EMPTY, "不是 XML 文件" },
	{ XML_ERR_DOCUMENT_END, "根元素之后还有内容" },
	{ XML_NS_ERR_UNDEFINED_NAMESPACE, "命名空间前缀“%s”没有声明" },
};

/* What to write instead, where English readers need it said too. */
static const char *hint(int code)
{
	if (code == XML_ERR_NAME_REQUIRED || code == XML_ERR_ENTITYREF_SEMICOL_MISSING || code == XML_ERR_UNDECLARED_ENTITY)
		return " (in texts, write & as &amp; and < as &lt;)";
	return code == XML_ERR_LT_IN_ATTRIBUTE ? " (write &lt;)" : "";
}

/* The sentence with the names in it, first come first put in. */
static struct str with_names(struct arena *arena, const char *sentence, xml_error *error)
{
	const char *names[] = { error->str1 ? error->str1 : "", error->str2 ? error->str2 : "" };
	struct buf out;
	struct str text;
	size_t n = 0;

	buf_init(&out);
	for (const char *c = sentence; *c; c++) {
		if (c[0] == '%' && c[1] == 's' && n < 2) {
			buf_z(&out, names[n++]);
			c++;
		} else if (c[0] == '%' && c[1] == 'd') {
			buf_printf(&out, "%d", error->int1);
			c++;
		} else {
			buf_char(&out, *c);
		}
	}
	text = buf_take(&out, arena);
	buf_release(&out);
	return text;
}

static struct str in_chinese(struct arena *arena, xml_error *error)
{
	for (size_t i = 0; i < sizeof(sentences) / sizeof(*sentences); i++)
		if (sentences[i].code == error->code)
			return with_names(arena, sentences[i].zh, error);
	return str_printf(arena, "「%.*s」", STR_FMT(str_trim(str_from(error->message))));
}

static void on_error(void *ctx, xml_error *error)
{
	xmlParserCtxt *parser = ctx;
	struct parse *parse = parser->_private;

	if (parse->failed || error->level < XML_ERR_ERROR)
		return;
	parse->failed = true;
	size_t at = place_of(parse, offset_of(parse, parser), error);
	struct str english = str_trim(str_from(error->message)), chinese = in_chinese(parse->arena, error);
	diag(parse->diags, XML_SYNTAX, origin_at(parse->src, at),
	     str_printf(parse->arena, BOTH("%.*s%s", "%.*s"), STR_FMT(english), hint(error->code), STR_FMT(chinese)));
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
		diag(load->diags, XML_SYNTAX, origin_at(src, 0), STR(BOTH("no XML", "不是 XML 文件")));
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
