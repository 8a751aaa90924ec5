/* xlsx_zip.c - the archive of a workbook, and its parts as XML events. The only file that knows libzip, and libxml2's parser
 * in data/.
 *
 * An archive is hostile until shown otherwise: what a part unpacks to is bounded in size and in relation to its packed
 * size, XML has no document type (so no entities), and libxml2's own limits on depth and length hold. Part names never reach
 * the file system. */
#include <string.h>

#include <libxml/parser.h>
#include <zip.h>

#include "base/arena.h"
#include "data/xlsx_int.h"

/* Real sheets pack 5 to 60 to 1; deflate ends at 1032 to 1. */
enum { RATIO_MAX = 400, RATIO_FROM = 16 << 20, PARTS_MAX = 10000 };

void xlsx_damaged_at(struct xlsx *x, struct origin where, const char *how)
{
	if (!x->failed)
		workbook_damaged(where, x->diags, how);
	x->failed = true;
}

void xlsx_damaged(struct xlsx *x, const char *how, struct str part)
{
	xlsx_damaged_at(x, place_of(x->src, 0, 0), part.len ? str_printf(x->scratch, "%s, %.*s", how, STR_FMT(part)).ptr : how);
}

void xlsx_limit(struct xlsx *x, struct str limit)
{
	if (!x->failed)
		diag(x->diags, DATA_LIMIT, place_of(x->src, 0, 0), x->src->path, limit);
	x->failed = true;
}

bool xlsx_open(struct xlsx *x, struct str bytes)
{
	zip_error_t error;
	zip_source_t *source;

	zip_error_init(&error);
	source = zip_source_buffer_create(bytes.ptr, bytes.len, 0, &error);
	x->zip = source ? zip_open_from_source(source, ZIP_RDONLY, &error) : NULL;
	if (!x->zip) {
		if (source)
			zip_source_free(source);
		xlsx_damaged(x, BOTH("the archive has no end, the file was cut off", "压缩包不完整"), STR(""));
	} else if (zip_get_num_entries(x->zip, 0) > PARTS_MAX) {
		xlsx_limit(x, STR(BOTH("10000 parts", "10000 个部件")));
	}
	zip_error_fini(&error);
	return !x->failed;
}

void xlsx_close(struct xlsx *x)
{
	if (x->zip)
		zip_discard(x->zip);
	x->zip = NULL;
}

static zip_int64_t locate(const struct xlsx *x, struct str part)
{
	return zip_name_locate(x->zip, str_z(x->scratch, part), ZIP_FL_NOCASE);
}

bool xlsx_has(const struct xlsx *x, struct str part)
{
	return locate(x, part) >= 0;
}

struct str attrs_find(const struct attrs *attrs, const char *name)
{
	for (size_t i = 0; i < attrs->n; i++) {
		const xmlChar **attr = attrs->list + i * 5;

		if (strcmp((const char *)attr[0], name) == 0)
			return (struct str){ (const char *)attr[3], (size_t)(attr[4] - attr[3]) };
	}
	return (struct str){ NULL, 0 };
}

/* --- events --- */

struct pump {
	struct xlsx *xlsx;
	const struct events *events;
	void *state;
	xmlParserCtxt *parser;
	struct str part;
	zip_file_t *file;
	zip_uint64_t packed, total; /* [bytes] in the archive, unpacked so far */
};

static void stop_when_failed(struct pump *p)
{
	if (p->xlsx->failed)
		xmlStopParser(p->parser);
}

static void on_open(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int nnamespaces,
                    const xmlChar **namespaces, int nattrs, int ndefaulted, const xmlChar **list)
{
	struct pump *p = ctx;
	struct attrs attrs = { list, (size_t)nattrs };

	(void)prefix, (void)uri, (void)nnamespaces, (void)namespaces, (void)ndefaulted;
	p->events->open(p->state, (const char *)name, &attrs);
	stop_when_failed(p);
}

static void on_close(void *ctx, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct pump *p = ctx;

	(void)prefix, (void)uri;
	p->events->close(p->state, (const char *)name);
	stop_when_failed(p);
}

static void on_text(void *ctx, const xmlChar *text, int len)
{
	struct pump *p = ctx;

	if (p->events->text)
		p->events->text(p->state, (struct str){ (const char *)text, (size_t)len });
}

static void on_doctype(void *ctx, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct pump *p = ctx;

	(void)name, (void)external, (void)system;
	xlsx_damaged(p->xlsx, BOTH("a document type declaration is not allowed", "不允许 DOCTYPE"), p->part);
	xmlStopParser(p->parser);
}

static void on_error(void *ctx, xmlErrorPtr error)
{
	(void)ctx, (void)error; /* the parser tells it in its result */
}

/* Hands the parser the next bytes of the part; -1 ends it. */
static int read_part(void *ctx, char *to, int size)
{
	struct pump *p = ctx;
	zip_int64_t n = p->xlsx->failed ? -1 : zip_fread(p->file, to, (zip_uint64_t)size);

	if (n > 0)
		p->total += (zip_uint64_t)n;
	if (p->xlsx->failed)
		return -1;
	if (n < 0)
		xlsx_damaged(p->xlsx, BOTH("it cannot be unpacked", "无法解压"), p->part);
	else if (p->total > TABLE_MAX_BYTES)
		xlsx_limit(p->xlsx, STR(BOTH("512 MB unpacked", "解压后 512 MB")));
	else if (p->total > RATIO_FROM && p->total / RATIO_MAX > p->packed)
		xlsx_limit(p->xlsx, STR(BOTH("400 : 1 compression, as in a zip bomb", "400 : 1 的压缩比，疑似压缩炸弹")));
	return p->xlsx->failed ? -1 : (int)n;
}

static void new_parser(struct pump *p)
{
	xmlSAXHandler sax;

	memset(&sax, 0, sizeof(sax));
	sax.initialized = XML_SAX2_MAGIC;
	sax.startElementNs = on_open;
	sax.endElementNs = on_close;
	sax.characters = on_text;
	sax.cdataBlock = on_text;
	sax.ignorableWhitespace = on_text;
	sax.internalSubset = on_doctype;
	sax.serror = on_error;
	p->parser = xmlCreateIOParserCtxt(&sax, p, read_part, NULL, p, XML_CHAR_ENCODING_NONE);
	if (!p->parser) {
		xlsx_damaged(p->xlsx, BOTH("it is empty", "内容为空"), p->part);
		return;
	}
	/* NOENT: &amp; in attributes is &; there are no other entities without a document type */
	xmlCtxtUseOptions(p->parser, XML_PARSE_NOENT | XML_PARSE_NONET | XML_PARSE_BIG_LINES);
}

static void report_parser(struct pump *p)
{
	const xmlError *error = xmlCtxtGetLastError(p->parser);
	struct str message = error && error->message ? str_trim(str_from(error->message)) : STR("not well-formed");

	if (!p->xlsx->failed)
		xlsx_damaged(p->xlsx, str_printf(p->xlsx->scratch, "XML: %.*s", STR_FMT(message)).ptr,
		             str_printf(p->xlsx->scratch, "%.*s:%d", STR_FMT(p->part), error ? error->line : 0));
}

bool xlsx_parse(struct xlsx *x, struct str part, const struct events *events, void *state)
{
	struct pump p = { .xlsx = x, .events = events, .state = state, .part = part };
	zip_int64_t index = locate(x, part);
	zip_stat_t stat;

	if (index < 0 || zip_stat_index(x->zip, (zip_uint64_t)index, 0, &stat) != 0) {
		xlsx_damaged(x, BOTH("a part is missing", "缺少部件"), part);
		return false;
	}
	if ((stat.valid & ZIP_STAT_ENCRYPTION_METHOD) && stat.encryption_method != ZIP_EM_NONE) {
		diag(x->diags, WORKBOOK_ENCRYPTED, place_of(x->src, 0, 0), x->src->path);
		x->failed = true;
		return false;
	}
	p.file = zip_fopen_index(x->zip, (zip_uint64_t)index, 0);
	if (!p.file) {
		xlsx_damaged(x, BOTH("it cannot be unpacked", "无法解压"), part);
		return false;
	}
	p.packed = (stat.valid & ZIP_STAT_COMP_SIZE) ? stat.comp_size : 0;
	new_parser(&p);
	if (p.parser && xmlParseDocument(p.parser) != 0)
		report_parser(&p);
	if (p.parser) /* libxml2 makes one for the entities of a DOCTYPE, although it is refused */
		xmlFreeDoc(p.parser->myDoc);
	xmlFreeParserCtxt(p.parser);
	zip_fclose(p.file);
	return !x->failed;
}
