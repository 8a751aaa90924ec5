/* test_desc_xml.c - descriptions: what is read, where it stands, and each way in which a file can be wrong. */
#include "unit.h"

#include <unistd.h>

#include "base/file.h"
#include "desc/desc.h"

#define HEAD "<report xmlns=\"urn:kanyin:report\">\n"
#define FRAGMENT "<fragment xmlns=\"urn:kanyin:report\">\n"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct desc_schemas *schemas;
	struct str folder, templates; /* the report's; another root */
	struct roots roots;
};

static int setup(void **state)
{
	struct fixture *f = mem_alloc(sizeof(*f));

	f->arena = arena_new();
	f->diags = diags_new();
	f->schemas = desc_schemas_new();
	f->folder = unit_folder(f->arena);
	f->templates = unit_folder(f->arena);
	f->roots.dirs = arena_array(f->arena, 2, sizeof(struct str));
	f->roots.dirs[0] = f->folder;
	f->roots.dirs[1] = f->templates;
	f->roots.n = 2;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	unit_remove(f->arena, f->folder);
	unit_remove(f->arena, f->templates);
	desc_schemas_drop(f->schemas);
	diags_drop(f->diags);
	arena_drop(f->arena);
	mem_free(f);
	return 0;
}

static struct str file(struct fixture *f, const char *name, const char *content)
{
	return unit_file(f->arena, f->folder, name, str_from(content));
}

static struct desc_node *load(struct fixture *f, const char *content)
{
	return desc_load(f->schemas, f->arena, file(f, "report.xml", content), &f->roots, f->diags);
}

/* The file must be refused with exactly this one diagnostic. */
#define assert_refused(f, content, code, line, col) \
	do { \
		assert_null(load((f), (content))); \
		assert_int_equal(diags_count((f)->diags), 1); \
		unit_assert_diag((f)->diags, 0, (code), (line), (col), __FILE__, __LINE__); \
	} while (0)

static void assert_args(struct fixture *f, const char *one, const char *two)
{
	assert_str(diags_at(f->diags, 0)->args[0], one);
	assert_str(diags_at(f->diags, 0)->args[1], two);
}

static void assert_place(struct origin origin, int line, int col)
{
	assert_int_equal(origin.line, line);
	assert_int_equal(origin.col, col);
}

/* Reading */

static void reads_tree(void **state)
{
	struct fixture *f = *state;
	struct desc_node *root =
		load(f,
	             "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<!-- note -->\n" HEAD
	             "  <info title=\"决算\"/>\n  <section title='一'><para style=\"body\">文字</para></section>\n</report>\n");

	assert_diags(f->diags, "");
	assert_int_equal(root->kind, DESC_REPORT);
	assert_null(root->parent);
	assert_place(root->origin, 3, 2);
	assert_str(desc_value(root->first, "title"), "决算");
	const struct desc_node *section = desc_child(root, DESC_SECTION);
	assert_place(section->origin, 5, 4);
	assert_place(desc_attr(section, "title")->origin, 5, 19);
	assert_ptr_equal(section->parent, root);
	assert_str(section->first->text, "文字");
	assert_place(section->first->text_origin, 5, 41);
	assert_null(desc_attr(section, "number"));
	assert_str(desc_value(section, "number"), "");
}

static void places_in_tags(void **state)
{
	struct fixture *f = *state;
	struct desc_node *root = load(f, HEAD "\t<section\n\t\ttitle = 'a&quot;&#10;𠮷\"'\n\t\tnumber=\"\"\t><para\n/>"
	                                      "<para style=\"&#x62;ody\"  >𠮷x</para ></section></report>");

	assert_diags(f->diags, "");
	const struct desc_node *section = root->first, *para = section->first->next;
	assert_place(section->origin, 2, 3);
	assert_place(desc_attr(section, "title")->origin, 3, 12);
	assert_str(desc_value(section, "title"), "a\"\n𠮷\"");
	assert_place(desc_attr(section, "number")->origin, 4, 11);
	assert_place(section->first->origin, 4, 15);
	assert_place(para->origin, 5, 4);
	assert_str(desc_value(para, "style"), "body");
	assert_place(desc_attr(para, "style")->origin, 5, 16);
	assert_place(para->text_origin, 5, 29);
}

static void gathers_text(void **state)
{
	struct fixture *f = *state;
	struct desc_node *root = load(f, HEAD "<para>\n\t 甲<!-- \n -->乙&lt;<![CDATA[<丙>]]><br/>丁\n  戊 \n</para>\n"
	                                      "<para><![CDATA[ a]]></para><para><br/>b</para><para> <!-- c --> </para></report>");
	const struct desc_node *para = root->first;

	assert_diags(f->diags, "");
	assert_str(para->text, "甲\n乙<<丙>\u2028丁\n  戊");
	assert_place(para->text_origin, 3, 3);
	para = para->next;
	assert_str(para->text, "a");
	assert_place(para->text_origin, 7, 17);
	para = para->next;
	assert_str(para->text, "\u2028b");
	assert_place(para->text_origin, 7, 35);
	para = para->next;
	assert_str(para->text, "");
	assert_place(para->text_origin, 7, 48);
}

static void counts_lines_beyond_65535(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text);
	buf_z(&text, HEAD);
	for (int i = 0; i < 70000; i++)
		buf_char(&text, '\n');
	buf_z(&text, "<zork/></report>");
	assert_refused(f, text.ptr, DIAG_UNKNOWN_ELEMENT, 70002, 2);
	buf_release(&text);
}

static void reads_every_element(void **state)
{
	struct fixture *f = *state;

	file(f, "f.xml", FRAGMENT "<para>x</para></fragment>");
	assert_non_null(load(
		f,
		"<report xmlns=\"urn:kanyin:report\" xmlns:xi=\"http://www.w3.org/2001/XInclude\" style=\"a\" amounts=\"万元\" "
		"digits=\"2\"\n"
		" percent=\"exact\"><facts src=\"department.xml\"/><data name=\"d\" src=\"d.csv\" unit=\"元\" key=\"项目 行次\" "
		"header=\"1\"\n"
		" encoding=\"gb18030\" blank=\"missing\"><column name=\"行次\" id=\"line\" type=\"text\" unit=\"元\"/></data>\n"
		"<value name=\"v\" select=\"1\"/><cover><line style=\"s\">x</line><space lines=\"0.5\"/><space "
		"fill=\"1\"/></cover>\n"
		"<toc title=\"目　录\" depth=\"2\"/><part title=\"t\" number=\"auto\"><section title=\"t\"/></part><attachment "
		"title=\"t\"/>\n"
		"<heading level=\"4\">h</heading><text src=\"a.txt\" outline=\"auto\" punctuation=\"asis\"/>\n"
		"<list number=\"circled\" start=\"3\"><item>i</item></list><table layout=\"l\" data=\"d\" "
		"landscape=\"yes\"><value name=\"a\"\n"
		" select=\"1\"/></table><grid title=\"g\"><column width=\"30mm\" align=\"decimal\"/><column width=\"min "
		"2em\"/><row header=\"yes\">\n"
		"<cell colspan=\"2\" bold=\"no\">c</cell></row><repeat for=\"x\" "
		"in=\"d\"><row><cell/></row></repeat><note>n</note></grid>\n"
		"<signature><line>x</line></signature><note>n</note><repeat for=\"x\" in=\"d\" "
		"where=\"真\"><para>p</para></repeat>\n"
		"<if test=\"a\"><para>1</para><elif test=\"b\"/><para>2</para><elif "
		"test=\"c\"/><else/><para>3</para><para>4</para></if>\n"
		"<page-break/><landscape><include href=\"f.xml\"/></landscape><xi:include href=\"f.xml\" "
		"parse=\"xml\"/></report>\n"));
	assert_diags(f->diags, "");
}

/* Not ours */

static void not_xml(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, "本部门2022年度决算\n", DIAG_XML_SYNTAX, 1, 1);
}

static void empty_file(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, "", DIAG_XML_SYNTAX, 1, 1);
}

static void not_utf8(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<para>\xb1\xbe</para></report>", DIAG_NOT_UTF8, 2, 7);
}

static void declared_encoding_is_not_believed(void **state)
{
	struct fixture *f = *state;
	struct desc_node *root = load(f, "<?xml version=\"1.0\" encoding=\"GBK\"?>" HEAD "<para>年度</para></report>");

	assert_diags(f->diags, "");
	assert_str(root->first->text, "年度");
}

static void missing_file(void **state)
{
	struct fixture *f = *state;

	assert_null(desc_load(f->schemas, f->arena, STR("/tmp/kanyin-unit-no/report.xml"), &f->roots, f->diags));
	assert_diag(f->diags, 0, FILE_MISSING, 0, 0);
}

static void tags_that_do_not_match(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<section title=\"a\">\n<para>年度</par>\n</section></report>", DIAG_XML_SYNTAX, 3, 9);
}

static void file_that_ends_early(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<section title=\"a\">\n<para>年度", DIAG_XML_SYNTAX, 3, 9);
}

static void bare_ampersand(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<para>年度 & 部门</para></report>", DIAG_XML_SYNTAX, 2, 11);
}

static void attribute_twice(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "\n  <para style=\"a\" style=\"b\"/></report>", DIAG_XML_SYNTAX, 3, 3);
}

static void prefix_unknown(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "  <xi:include href=\"a.xml\"/></report>", DIAG_XML_SYNTAX, 2, 3);
}

static void other_schema(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, "<?xml version=\"1.0\"?>\n  <html xmlns=\"http://www.w3.org/1999/xhtml\"><p/></html>", DIAG_NOT_OURS, 2,
	               4);
	assert_args(f, "html", "report");
}

static void no_namespace(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, "<report><para/></report>", DIAG_NOT_OURS, 1, 2);
}

static void wrong_root(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, "<facts xmlns=\"urn:kanyin:report\"/>", DIAG_NOT_OURS, 1, 2);
	assert_args(f, "facts", "report");
}

/* Schema */

static void unknown_element(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<section title=\"a\">\n  <paragraph zork=\"1\">x<b/></paragraph>\n</section></report>",
	               DIAG_UNKNOWN_ELEMENT, 3, 4);
	assert_args(f, "paragraph", "");
}

static void foreign_element(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<x:para xmlns:x=\"urn:x\"/></report>", DIAG_UNKNOWN_ELEMENT, 2, 2);
	assert_args(f, "x:para", "");
}

static void unknown_attribute(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<para\n\tstyle=\"body\"\n\tcolour=\"red\">x</para></report>", DIAG_UNKNOWN_ATTRIBUTE, 4, 2);
	assert_args(f, "para", "colour");
}

static void foreign_attribute(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<para xml:base=\"..\">x</para></report>", DIAG_UNKNOWN_ATTRIBUTE, 2, 7);
}

static void missing_attribute(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<section>\n<para>x</para></section></report>", DIAG_MISSING_ATTRIBUTE, 2, 2);
	assert_args(f, "section", "title");
}

static void bad_choice(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<text src=\"a.txt\" outline=\"maybe\"/></report>", DIAG_BAD_VALUE, 2, 28);
	assert_str(diags_at(f->diags, 0)->args[2], "auto | none");
}

static void bad_numbers(void **state)
{
	struct fixture *f = *state;

	assert_null(load(f, HEAD "<list start=\"0\"><item/></list>\n<toc depth=\"+1\"/><space lines=\"1,5\"/>\n"
	                         "<grid><column width=\"30\"/><row><cell colspan=\"9999999\"/></row></grid></report>"));
	assert_int_equal(diags_count(f->diags), 5);
	assert_diag(f->diags, 0, BAD_VALUE, 2, 14);
	assert_diag(f->diags, 1, BAD_VALUE, 3, 13);
	assert_diag(f->diags, 2, BAD_VALUE, 3, 32);
	assert_diag(f->diags, 3, BAD_VALUE, 4, 22);
	assert_diag(f->diags, 4, BAD_VALUE, 4, 47);
}

static void misplaced_element(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<para>x</para>\n<section title=\"t\"><cell>x</cell></section></report>", DIAG_MISPLACED_ELEMENT,
	               3, 21);
	assert_args(f, "cell", "section");
	assert_str(diags_at(f->diags, 0)->args[2], "<row>");
}

static void missing_element(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<signature>\n</signature></report>", DIAG_MISSING_ELEMENT, 2, 2);
	assert_args(f, "signature", "<line>");
}

static void element_too_late(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<grid><row><cell>x</cell></row><column/></grid></report>", DIAG_ELEMENT_ORDER, 2, 33);
	assert_args(f, "column", "row");
}

static void stray_text(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<section title=\"a\">\n  文字<para>x</para>文字</section></report>", DIAG_STRAY_TEXT, 3, 3);
	assert_args(f, "section", "");
}

static void branches_out_of_order(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<if test=\"a\"><else/><para>x</para><elif test=\"b\"/></if></report>", DIAG_ELEMENT_ORDER, 2, 36);
}

static void else_twice(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<if test=\"a\"><else/><else/></if></report>", DIAG_REPEATED_ELEMENT, 2, 22);
}

static void all_mistakes_at_once(void **state)
{
	struct fixture *f = *state;

	file(f, "a.xml", FRAGMENT "<para><zork/></para></fragment>");
	assert_null(load(
		f, HEAD
		"<zork/>\n<para a=\"1\">x</para>\n<section/>\n<include href=\"a.xml\"/>\n<include href=\"b.xml\"/></report>"));
	assert_int_equal(diags_count(f->diags), 5);
	assert_diag(f->diags, 0, UNKNOWN_ELEMENT, 2, 8); /* a.xml sorts before report.xml */
	assert_diag(f->diags, 1, UNKNOWN_ELEMENT, 2, 2);
	assert_diag(f->diags, 2, UNKNOWN_ATTRIBUTE, 3, 7);
	assert_diag(f->diags, 3, MISSING_ATTRIBUTE, 4, 2);
	assert_diag(f->diags, 4, FILE_MISSING, 6, 16);
}

/* Hostile files */

static void entity_bomb(void **state)
{
	struct fixture *f = *state;

	assert_refused(
		f,
		"<?xml version=\"1.0\"?>\n<!DOCTYPE report [\n<!ENTITY a \"ha\">\n<!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\">\n"
		"<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\">\n]>\n" HEAD "<para>&c;</para></report>",
		DIAG_XML_LIMIT, 2, 1);
}

static void external_entity(void **state)
{
	struct fixture *f = *state;

	file(f, "secret", "secret");
	assert_refused(f, "<!DOCTYPE report [<!ENTITY x SYSTEM \"secret\">]>\n" HEAD "<para>&x;</para></report>", DIAG_XML_LIMIT,
	               1, 1);
}

static void external_dtd(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, "<!DOCTYPE report SYSTEM \"http://localhost/x.dtd\">\n" HEAD "</report>", DIAG_XML_LIMIT, 1, 1);
}

static void entity_without_doctype(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<para>a&nbsp;b</para></report>", DIAG_XML_SYNTAX, 2, 8);
}

static const char *nested(struct fixture *f, int depth)
{
	struct buf text;

	buf_init(&text);
	buf_z(&text, HEAD);
	for (int i = 0; i < depth; i++)
		buf_z(&text, "<landscape>");
	for (int i = 0; i < depth; i++)
		buf_z(&text, "</landscape>");
	buf_z(&text, "</report>");
	const char *all = str_z(f->arena, buf_as_str(&text));
	buf_release(&text);
	return all;
}

static void deep_enough(void **state)
{
	struct fixture *f = *state;

	assert_non_null(load(f, nested(f, DESC_MAX_DEPTH - 1)));
	assert_diags(f->diags, "");
}

static void too_deep(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, nested(f, DESC_MAX_DEPTH), DIAG_INCLUDE_DEPTH, 2, 11 * (DESC_MAX_DEPTH - 1) + 2);
}

static void far_too_deep(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, nested(f, 200000), DIAG_INCLUDE_DEPTH, 2, 11 * (DESC_MAX_DEPTH - 1) + 2);
}

static void too_many_elements(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text);
	buf_z(&text, HEAD);
	for (int i = 0; i < DESC_MAX_NODES; i++)
		buf_z(&text, "<toc/>");
	buf_z(&text, "</report>");
	assert_refused(f, text.ptr, DIAG_XML_LIMIT, 2, 6 * (DESC_MAX_NODES - 2) + 2);
	buf_release(&text);
}

static void too_many_attributes(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text);
	buf_z(&text, HEAD "<para");
	for (int i = 0; i <= DESC_MAX_ATTRS; i++)
		buf_printf(&text, " a%d=''", i);
	buf_z(&text, "/></report>");
	assert_refused(f, text.ptr, DIAG_XML_LIMIT, 2, 2);
	buf_release(&text);
}

/* Includes */

static void include_with_values(void **state)
{
	struct fixture *f = *state;

	unit_file(f->arena, f->templates, "t.xml",
	          STR(FRAGMENT "<para>一</para><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\""
	                       " href=\"u.xml\"/></fragment>"));
	file(f, "u.xml", FRAGMENT "<para>二</para></fragment>");
	struct desc_node *root =
		load(f, HEAD "<include href=\"t.xml\"><value name=\"a\" select=\"1\"/></include><toc/></report>");
	assert_diags(f->diags, "");
	const struct desc_node *include = root->first, *inner = include->last;
	assert_int_equal(include->kind, DESC_INCLUDE);
	assert_int_equal(include->first->kind, DESC_VALUE);
	assert_str(include->first->next->text, "一");
	assert_ptr_equal(include->first->next->parent, include);
	assert_str(include->first->next->origin.src->path, str_printf(f->arena, "%.*s/t.xml", STR_FMT(f->templates)).ptr);
	assert_int_equal(inner->kind, DESC_INCLUDE);
	assert_str(inner->first->text, "二");
	assert_place(inner->first->text_origin, 2, 7);
	assert_int_equal(include->next->kind, DESC_TOC);
}

static void include_outside(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<section title=\"a\">\n<include href=\"../a.xml\"/></section></report>", DIAG_FILE_OUTSIDE, 3,
	               16);
}

static void include_absolute(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" href=\"/etc/passwd\"/></report>",
	               DIAG_FILE_OUTSIDE, 2, 60);
}

static void include_symlink(void **state)
{
	struct fixture *f = *state;
	struct str link = str_printf(f->arena, "%.*s/link.xml", STR_FMT(f->folder));

	assert_int_equal(symlink("/etc/passwd", link.ptr), 0);
	assert_refused(f, HEAD "<include href=\"link.xml\"/></report>", DIAG_FILE_OUTSIDE, 2, 16);
}

static void include_no_xml(void **state)
{
	struct fixture *f = *state;

	file(f, "a.xml", FRAGMENT "</fragment>");
	assert_refused(f, HEAD "<x:include xmlns:x=\"http://www.w3.org/2001/XInclude\" href=\"a.xml\" parse=\"text\"/></report>",
	               DIAG_BAD_VALUE, 2, 74);
}

static void include_report(void **state)
{
	struct fixture *f = *state;

	file(f, "a.xml", HEAD "</report>");
	assert_refused(f, HEAD "<include href=\"a.xml\"/></report>", DIAG_NOT_OURS, 1, 2);
	assert_args(f, "report", "fragment");
}

static void include_itself(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, HEAD "<include href=\"report.xml\"/></report>", DIAG_INCLUDE_LOOP, 2, 16);
}

static void include_loop(void **state)
{
	struct fixture *f = *state;

	file(f, "a.xml", FRAGMENT "<para/><include href=\"b.xml\"/></fragment>");
	file(f, "b.xml", FRAGMENT "<section title=\"x\">\n<include href=\"a.xml\"/></section></fragment>");
	assert_refused(f, HEAD "<include href=\"a.xml\"/></report>", DIAG_INCLUDE_LOOP, 3, 16);
	assert_str(diags_at(f->diags, 0)->args[0], "a.xml");
}

static void include_too_deep(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 210; i++)
		file(f, str_printf(f->arena, "%d.xml", i).ptr,
		     str_printf(f->arena, FRAGMENT "<include href=\"%d.xml\"/></fragment>", i + 1).ptr);
	assert_null(load(f, HEAD "<include href=\"0.xml\"/></report>"));
	assert_int_equal(diags_count(f->diags), 1);
	assert_int_equal(diags_at(f->diags, 0)->code, DIAG_INCLUDE_DEPTH);
}

static void include_bomb(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 12; i++)
		file(f, str_printf(f->arena, "%d.xml", i).ptr,
		     str_printf(f->arena, FRAGMENT "<include href=\"%d.xml\"/><include href=\"%d.xml\"/></fragment>", i + 1,
		                i + 1)
		             .ptr);
	file(f, "12.xml", FRAGMENT "</fragment>");
	assert_null(load(f, HEAD "<include href=\"0.xml\"/></report>"));
	assert_int_equal(diags_count(f->diags), 1);
	assert_int_equal(diags_at(f->diags, 0)->code, DIAG_XML_LIMIT);
}

/* Other documents */

static struct desc_node *load_as(struct fixture *f, enum desc_kind root, const char *content)
{
	return desc_load_as(f->schemas, f->arena, file(f, "x.xml", content), root, &f->roots, f->diags);
}

static void reads_facts(void **state)
{
	struct fixture *f = *state;
	struct desc_node *root =
		load_as(f, DESC_FACTS,
	                "<facts xmlns=\"urn:kanyin:report\">\n<fact name=\"年度\" type=\"number\"> 2022 </fact>\n"
	                "<fact name=\"a\" type=\"list\"><item>x</item><item>y</item></fact></facts>");

	assert_diags(f->diags, "");
	assert_str(root->first->text, "2022");
	assert_place(root->first->text_origin, 2, 32);
	assert_str(root->last->last->text, "y");
}

static void refuses_facts(void **state)
{
	struct fixture *f = *state;

	assert_null(load_as(f, DESC_FACTS, "<facts xmlns=\"urn:kanyin:report\">\n<fact>x</fact><para/></facts>"));
	assert_int_equal(diags_count(f->diags), 2);
	assert_diag(f->diags, 0, MISSING_ATTRIBUTE, 2, 2);
	assert_diag(f->diags, 1, MISPLACED_ELEMENT, 2, 16);
}

#define LAYOUT "<layout xmlns=\"urn:kanyin:report\" id=\"l\" zero=\"—\" size=\"10.5\">"

static void reads_layout(void **state)
{
	struct fixture *f = *state;
	struct desc_node *root = load_as(
		f, DESC_LAYOUT,
		LAYOUT
		"<title>收入<br/>决算表</title><number>公开02表</number><left>l</left><right>r</right><columns>\n"
		"<column id=\"a\" source=\"类\" kind=\"code\" width=\"9mm\"/></columns><head><row><cell>x</cell></row></head>\n"
		"<body><row><cell select=\"1\"/></row><rows where=\"真\" bold=\"假\"/></body><empty>无</empty>\n"
		"<note>a</note><note>b</note></layout>");

	assert_diags(f->diags, "");
	assert_str(root->first->text, "收入\u2028决算表");
	assert_int_equal(root->last->kind, DESC_NOTE);
}

static void refuses_layout(void **state)
{
	struct fixture *f = *state;

	assert_null(load_as(f, DESC_LAYOUT, LAYOUT "<left>x</left>\n<title>x</title><left>y</left>\n<body/></layout>"));
	assert_int_equal(diags_count(f->diags), 3);
	assert_diag(f->diags, 0, MISSING_ELEMENT, 1, 2); /* <columns> */
	assert_diag(f->diags, 1, ELEMENT_ORDER, 2, 2);
	assert_diag(f->diags, 2, REPEATED_ELEMENT, 2, 18);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(reads_tree),
		TEST(places_in_tags),
		TEST(gathers_text),
		TEST(counts_lines_beyond_65535),
		TEST(reads_every_element),
		TEST(not_xml),
		TEST(empty_file),
		TEST(not_utf8),
		TEST(declared_encoding_is_not_believed),
		TEST(missing_file),
		TEST(tags_that_do_not_match),
		TEST(file_that_ends_early),
		TEST(bare_ampersand),
		TEST(attribute_twice),
		TEST(prefix_unknown),
		TEST(other_schema),
		TEST(no_namespace),
		TEST(wrong_root),
		TEST(unknown_element),
		TEST(foreign_element),
		TEST(unknown_attribute),
		TEST(foreign_attribute),
		TEST(missing_attribute),
		TEST(bad_choice),
		TEST(bad_numbers),
		TEST(misplaced_element),
		TEST(missing_element),
		TEST(element_too_late),
		TEST(stray_text),
		TEST(branches_out_of_order),
		TEST(else_twice),
		TEST(all_mistakes_at_once),
		TEST(entity_bomb),
		TEST(external_entity),
		TEST(external_dtd),
		TEST(entity_without_doctype),
		TEST(deep_enough),
		TEST(too_deep),
		TEST(far_too_deep),
		TEST(too_many_elements),
		TEST(too_many_attributes),
		TEST(include_with_values),
		TEST(include_outside),
		TEST(include_absolute),
		TEST(include_symlink),
		TEST(include_no_xml),
		TEST(include_report),
		TEST(include_itself),
		TEST(include_loop),
		TEST(include_too_deep),
		TEST(include_bomb),
		TEST(reads_facts),
		TEST(refuses_facts),
		TEST(reads_layout),
		TEST(refuses_layout),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
