/* test_desc_schema.c - our checking against the schemas accepts what libxml2's RELAX NG validator accepts, and refuses what it refuses. */
#include "unit.h"

#include <libxml/parser.h>
#include <libxml/relaxng.h>

#include "base/file.h"
#include "desc/desc.h"
#include "desc/rng.h"

#if LIBXML_VERSION >= 21200
typedef const xmlError xml_error;
#else
typedef xmlError xml_error;
#endif

#define FRAGMENT "<fragment xmlns=\"urn:kanyin:report\"></fragment>"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct desc_schemas *schemas;
	struct str folder;
	struct roots roots;
};

static int setup(void **state)
{
	struct fixture *f = mem_alloc(sizeof(*f));

	f->arena = arena_new();
	f->diags = diags_new();
	f->schemas = desc_schemas_new();
	f->folder = unit_folder(f->arena);
	f->roots.dirs = &f->folder;
	f->roots.n = 1;
	unit_file(f->arena, f->folder, "f.xml", STR(FRAGMENT));
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	unit_remove(f->arena, f->folder);
	desc_schemas_drop(f->schemas);
	diags_drop(f->diags);
	arena_drop(f->arena);
	mem_free(f);
	return 0;
}

static void ignore_error(void *ctx, xml_error *error)
{
	(void)ctx;
	(void)error;
}

static bool libxml2_accepts(const unsigned char *rng, size_t len, const char *content)
{
	xmlDoc *doc = xmlReadMemory(content, (int)strlen(content), NULL, NULL, 0);
	xmlRelaxNGParserCtxt *parser = xmlRelaxNGNewMemParserCtxt((const char *)rng, (int)len);
	xmlRelaxNG *schema = xmlRelaxNGParse(parser);
	xmlRelaxNGValidCtxt *valid = xmlRelaxNGNewValidCtxt(schema);

	assert_non_null(doc);
	assert_non_null(schema);
	xmlRelaxNGSetValidStructuredErrors(valid, ignore_error, NULL);
	bool ok = xmlRelaxNGValidateDoc(valid, doc) == 0;
	xmlRelaxNGFreeValidCtxt(valid);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
	xmlFreeDoc(doc);
	return ok;
}

/* Each body inside the root element. */
static void agree(struct fixture *f, enum desc_kind root, const char *open, const char *close, const char *const *bodies,
                  size_t n)
{
	const unsigned char *rng = root == DESC_LAYOUT ? rng_layout : root == DESC_STYLE ? rng_style : rng_report;
	size_t len = root == DESC_LAYOUT ? rng_layout_len : root == DESC_STYLE ? rng_style_len : rng_report_len;

	for (size_t i = 0; i < n; i++) {
		struct str text = str_printf(f->arena, "%s%s%s", open, bodies[i], close);
		struct str path = unit_file(f->arena, f->folder, "x.xml", text);
		bool ours = desc_load_as(f->schemas, f->arena, path, root, &f->roots, f->diags) != NULL;
		bool theirs = libxml2_accepts(rng, len, text.ptr);
		if (ours != theirs)
			print_error("%s: %s here\n", bodies[i], ours ? "accepted" : "refused");
		assert_int_equal(ours, theirs);
	}
}

#define AGREE(f, root, name, attrs, bodies) \
	agree((f), (root), "<" name " xmlns=\"urn:kanyin:report\"" attrs ">", "</" name ">", (bodies), \
	      sizeof(bodies) / sizeof((bodies)[0]))

static void agree_on_reports(void **state)
{
	static const char *const bodies[] = {
		"",
		"<para>x<br/>y</para>",
		"<para><br>x</br></para>",
		"<para><para/></para>",
		"x",
		"<zork/>",
		"<x:para xmlns:x=\"urn:x\"/>",
		"<para xmlns=\"\"/>",
		"<br/>",
		"<cell/>",
		"<facts src=\"a\"/>",
		"<facts/>",
		"<facts src=\"a\"><fact name=\"x\"/></facts>",
		"<section title=\"a\"><facts src=\"a\"/></section>",
		"<section title=\"a\"><section title=\"a\"/>\n</section>",
		"<section/>",
		"<section title=\"a\">x</section>",
		"<list/>",
		"<list><item/></list>",
		"<list><para/></list>",
		"<list><repeat for=\"a\" in=\"b\"><item/></repeat></list>",
		"<list><if test=\"a\"><item/><else/><else/></if></list>",
		"<list><if test=\"a\"><item/><elif test=\"b\"/><else/><item/></if></list>",
		"<list><if test=\"a\"><para/></if></list>",
		"<list number=\"roman\"><item/></list>",
		"<list start=\"x\"><item/></list>",
		"<toc depth=\"0\"/>",
		"<toc>x</toc>",
		"<grid><column/></grid>",
		"<grid><row><cell/></row></grid>",
		"<grid><column/><row/></grid>",
		"<grid><column/><if test=\"a\"><row><cell/></row><else/></if></grid>",
		"<grid><column/><if test=\"a\"><else/><elif test=\"b\"/></if></grid>",
		"<grid><column/><row><cell/></row><column/></grid>",
		"<grid><column/><note/><row><cell/></row></grid>",
		"<grid><column/><repeat for=\"a\" in=\"b\"><row><cell/></row></repeat><note/></grid>",
		"<grid><column/><repeat for=\"a\" in=\"b\"><para/></repeat></grid>",
		"<repeat for=\"a\" in=\"b\"><row><cell/></row></repeat>",
		"<if test=\"a\"/>",
		"<if/>",
		"<if test=\"a\"><para/><elif test=\"b\"/><para/><else/><para/></if>",
		"<if test=\"a\"><else/></if>",
		"<if test=\"a\"><else/><else/></if>",
		"<if test=\"a\"><else/><para/><elif test=\"b\"/></if>",
		"<if test=\"a\"><elif test=\"b\"/><elif test=\"c\"/><para/><para/></if>",
		"<if test=\"a\"><else/>x</if>",
		"<include href=\"f.xml\"><value name=\"a\" select=\"1\"/></include>",
		"<include href=\"f.xml\"><para/></include>",
		"<i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"f.xml\"/>",
		"<i:include xmlns:i=\"http://www.w3.org/2001/XInclude\" href=\"f.xml\"><i:fallback/></i:include>",
		"<i:include xmlns:i=\"http://www.w3.org/2001/XInclude\"/>",
		"<i:include xmlns:i=\"urn:x\" href=\"f.xml\"/>",
		"<signature/>",
		"<signature><line style=\"s\"/><line/></signature>",
		"<page-break/>",
		"<page-break a=\"\"/>",
		"<table layout=\"l\" data=\"d\"><value name=\"a\" select=\"1\"/></table>",
		"<table data=\"d\"/>",
		"<cover> <!-- x --> </cover>",
	};

	AGREE(*state, DESC_REPORT, "report", "", bodies);
	AGREE(*state, DESC_FRAGMENT, "fragment", "", bodies);
}

static void agree_on_facts(void **state)
{
	static const char *const bodies[] = {
		"",
		"<fact name=\"a\"/>",
		"<fact name=\"a\">x</fact>",
		"<fact name=\"a\"> <item>x</item> <item/></fact>",
		"<fact name=\"a\">x<item>y</item></fact>",
		"<fact name=\"a\"><item>y</item>x</fact>",
		"<fact/>",
		"x",
		"<item/>",
	};

	AGREE(*state, DESC_FACTS, "facts", "", bodies);
}

static void agree_on_layouts(void **state)
{
	static const char *const bodies[] = {
		"",
		"<columns/><body/>",
		"<columns><column id=\"a\"/></columns><body/>",
		"<columns><column/></columns><body/>",
		"<columns><column id=\"a\"/></columns>",
		"<title/><columns><column id=\"a\"/></columns><body/>",
		"<columns><column id=\"a\"/></columns><title/><body/>",
		"<title/><title/><columns><column id=\"a\"/></columns><body/>",
		"<right/><columns><column id=\"a\"/></columns><head/><body/>",
		"<left/><number/><columns><column id=\"a\"/></columns><body/>",
		"<columns><column id=\"a\"/></columns><head><row><cell select=\"1\"/></row></head><body/>",
		"<columns><column id=\"a\"/></columns><body><row/><rows/><row><cell select=\"1\"/></row></body><note/><note/>",
		"<columns><column id=\"a\"/></columns><body/><note/><empty/>",
		"<columns><column id=\"a\"/></columns><body/>x",
	};

	AGREE(*state, DESC_LAYOUT, "layout", " id=\"l\"", bodies);
}

#define PAGE \
	"<page width=\"1pt\" height=\"1pt\" top=\"0\" left=\"0\" area-width=\"1pt\" area-height=\"1pt\" pitch=\"1pt\" " \
	"land-top=\"0\" land-left=\"0\" land-width=\"1pt\" land-height=\"1pt\"/>"
#define FONT "<font role=\"a\"><face file=\"a\"/></font>"
#define PARA "<paragraph name=\"a\" role=\"a\" size=\"1pt\"/>"

static void agree_on_styles(void **state)
{
	static const char *const bodies[] = {
		PAGE FONT PARA,
		FONT PAGE PARA,
		PAGE PAGE FONT PARA,
		PAGE PARA,
		PAGE FONT,
		PAGE FONT PARA FONT,
		PAGE "<font role=\"a\"/>" PARA,
		PAGE FONT PARA "<folio/><frame/><numbering level=\"1\">x</numbering><numbering level=\"2\"/>",
		PAGE FONT PARA "<frame/><folio/>",
		PAGE FONT PARA "<folio/><folio/>",
		PAGE FONT PARA "<numbering level=\"1\"><br/></numbering>",
	};

	AGREE(*state, DESC_STYLE, "style", " name=\"a\"", bodies);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(agree_on_reports),
		TEST(agree_on_facts),
		TEST(agree_on_layouts),
		TEST(agree_on_styles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
