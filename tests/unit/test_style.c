/* test_style.c - style files: the one that is shipped, lengths, and each way in which a style can be wrong. */
#include "unit.h"

#include "base/file.h"
#include "desc/desc.h"
#include "desc/length.h"
#include "desc/style.h"

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
	assert_int_equal(system(str_printf(f->arena, "mkdir %.*s/styles", STR_FMT(f->folder)).ptr), 0);
	f->roots.dirs = arena_array(f->arena, 2, sizeof(struct str));
	f->roots.dirs[0] = f->folder;
	f->roots.dirs[1] = STR("templates");
	f->roots.n = 2;
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

static struct style *load(struct fixture *f, struct str name)
{
	return style_load(f->schemas, f->arena, &f->roots, name, f->diags, (struct origin){ 0 });
}

/* The parts of a style file that is right; one paragraph style a line from line 5 on. */
#define OPEN "<style xmlns=\"urn:kanyin:report\" name=\"t\">\n"
#define PAGE \
	"<page width=\"210mm\" height=\"297mm\" top=\"37mm\" left=\"28mm\" area-width=\"156mm\" area-height=\"225mm\" " \
	"pitch=\"28.99pt\" " \
	"land-top=\"28mm\" land-left=\"35mm\" land-width=\"225mm\" land-height=\"156mm\"/>\n"
#define FONT "<font role=\"a\"><face file=\"a.ttf\"/></font>\n"
#define BODY "<paragraph name=\"body\" role=\"a\" size=\"16pt\"/>\n"

static const char *const other_paras[] = {
	"part",
	"heading1",
	"heading2",
	"heading3",
	"heading4",
	"list",
	"cover-title",
	"cover-line",
	"cover-year",
	"toc-title",
	"toc1",
	"toc2",
	"toc3",
	"note",
	"signature",
	"folio",
	"table-head",
	"table-cell",
	"table-title",
	"attachment-mark",
	"attachment-title",
	"table-label",
	"table-note",
	"watermark",
};

/* A whole style: `parts` up to the body style, all other paragraph styles, then `rest`. */
static struct style *load_parts(struct fixture *f, const char *parts, const char *rest)
{
	struct buf text;
	struct str dir = str_printf(f->arena, "%.*s/styles", STR_FMT(f->folder));

	buf_init(&text);
	buf_z(&text, parts);
	for (size_t i = 0; i < sizeof(other_paras) / sizeof(other_paras[0]); i++)
		buf_printf(&text, "<paragraph name=\"%s\" role=\"a\" size=\"16pt\"/>\n", other_paras[i]);
	buf_printf(&text, "%s</style>\n", rest);
	unit_file(f->arena, dir, "t.xml", buf_as_str(&text));
	buf_release(&text);
	return load(f, STR("t"));
}

#define assert_refused(f, parts, rest, code, line, col) \
	do { \
		assert_null(load_parts((f), (parts), (rest))); \
		assert_int_equal(diags_count((f)->diags), 1); \
		unit_assert_diag((f)->diags, 0, (code), (line), (col), __FILE__, __LINE__); \
	} while (0)

/* What is shipped */

static void gbt9704_page(void **state)
{
	struct fixture *f = *state;
	struct style *s = load(f, STR("gbt9704"));

	assert_diags(f->diags, "");
	assert_str(s->name, "gbt9704");
	assert_str(s->src->path, "templates/styles/gbt9704.xml");
	assert_int_equal(s->width, 595276);
	assert_int_equal(s->height, 841890);
	assert_int_equal(s->top, 104882);
	assert_int_equal(s->left, 79370);
	assert_int_equal(s->area_width, 442205);
	assert_int_equal(s->area_height, 637795);
	assert_true(22 * s->pitch <= s->area_height && 28 * s->advance <= s->area_width);
	assert_int_equal(s->land_width, s->area_height);
	assert_int_equal(s->land_height, s->area_width);
	assert_int_equal(s->kinsoku, KINSOKU_GB);
	assert_true(s->grid);
	assert_true(s->folio_outer);
	assert_int_equal(s->folio_drop, 19843);
	assert_int_equal(s->folio_inset, 14000);
	assert_int_equal(s->table_frame, 1000);
	assert_int_equal(s->table_rule, 500);
	assert_int_equal(s->table_min_size, 7500);
	assert_int_equal(s->nnumbering, 5);
	assert_str(s->numbering[0], "第N部分");
	assert_str(s->numbering[4], "（1）");
}

static void gbt9704_paragraphs(void **state)
{
	struct fixture *f = *state;
	struct style *s = load(f, STR("gbt9704"));
	const struct style_para *body = &s->paras[style_find_para(s, STR("body"))];
	const struct style_para *title = &s->paras[style_find_para(s, STR("attachment-title"))];
	const struct style_role *role = &s->roles[body->role];

	assert_int_equal(body->size, 16000);
	assert_int_equal(body->indent_first, 31586);
	assert_int_equal(body->align, PARA_JUSTIFY);
	assert_int_equal(title->before, 1000);
	assert_true(title->balance && title->toc && title->keep_next);
	assert_str(role->name, "仿宋");
	assert_str(role->faces[0].file, "FandolFang-Regular.ttf");
	assert_int_equal(role->nfaces, 2);
	assert_true(role->has_latin && role->has_bold);
	assert_str(s->roles[role->latin].name, "latin");
	assert_str(s->roles[role->bold].name, "黑体");
	assert_str(s->paras[s->folio].name, "folio");
	assert_str(s->paras[s->table_head].name, "table-head");
	assert_str(s->paras[s->watermark].name, "watermark");
	assert_int_equal(style_find_para(s, STR("zork")), -1);
	assert_int_equal(style_find_role(s, STR("zork")), -1);
}

/* Lengths */

static void assert_length(const char *text, int32_t expected)
{
	struct length_base base = { .em = 10500, .advance = 15793, .pitch = 28990 };
	int32_t mpt = -1;

	assert_true(length_read(str_from(text), &base, &mpt));
	assert_int_equal(mpt, expected);
}

static void reads_lengths(void **state)
{
	(void)state;
	assert_length("0", 0);
	assert_length("16pt", 16000);
	assert_length("10.5pt", 10500);
	assert_length("0.0005pt", 1); /* half away from zero */
	assert_length("-0.0005pt", -1);
	assert_length("0.0004pt", 0);
	assert_length("25.4mm", 72000);
	assert_length("2.54cm", 72000);
	assert_length("210mm", 595276);
	assert_length("2em", 21000);
	assert_length("-2char", -31586);
	assert_length("0.5line", 14495);
}

static void refuses_lengths(void **state)
{
	static const char *const bad[] = { "",         "-",           "pt",    "16",      "1.pt", ".5pt",     "16 pt",
		                           "16px",     "1,5pt",       "+1pt",  "1e3pt",   "１pt", "0.1",      "--1pt",
		                           "123456pt", "1.1234567pt", "16ptx", "99999pt", "auto", "99999line" };
	struct length_base base = { .em = 10500, .advance = 15793, .pitch = 28990 }, absolute = { 0 };
	int32_t mpt = 7;

	(void)state;
	for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++)
		assert_false(length_read(str_from(bad[i]), &base, &mpt));
	assert_false(length_read(STR("1em"), &absolute, &mpt));
	assert_false(length_read(STR("1char"), &absolute, &mpt));
	assert_false(length_read(STR("1line"), &absolute, &mpt));
	assert_int_equal(mpt, 7);
}

/* What may be left out, and what it then is */

static void defaults(void **state)
{
	struct fixture *f = *state;
	struct style *s = load_parts(f, OPEN PAGE FONT BODY, "");

	assert_diags(f->diags, "");
	assert_false(s->grid || s->duplex || s->land_turned);
	assert_int_equal(s->advance, 0);
	assert_str(s->paras[s->folio].name, "folio");
	assert_str(s->paras[s->table_note].name, "table-note");
	assert_int_equal(s->table_rule, 500);
	assert_int_equal(s->nnumbering, 0);
	assert_false(s->roles[0].has_latin || s->roles[0].has_bold);
	assert_int_equal(s->paras[0].pitch, 0);
	assert_int_equal(s->paras[0].align, PARA_JUSTIFY);
}

static void sheets_and_free_pitch(void **state)
{
	struct fixture *f = *state;
	struct style *s = load_parts(f,
	                             OPEN "<page width=\"210mm\" height=\"297mm\" top=\"0\" left=\"0\" area-width=\"156mm\" "
	                                  "area-height=\"225mm\" pitch=\"28.99pt\" land-top=\"0\" land-left=\"0\" "
	                                  "land-width=\"225mm\" land-height=\"156mm\" grid=\"none\" duplex=\"yes\" "
	                                  "landscape=\"sheet\"/>\n" FONT BODY,
	                             "");

	assert_diags(f->diags, "");
	assert_true(s->duplex && s->land_turned);
	assert_false(s->grid);
}

static void report_folder_comes_first(void **state)
{
	struct fixture *f = *state;
	struct str dir = str_printf(f->arena, "%.*s/styles", STR_FMT(f->folder));

	assert_non_null(load_parts(f, OPEN PAGE FONT BODY, ""));
	assert_int_equal(system(str_printf(f->arena, "mv %.*s/t.xml %.*s/gbt9704.xml", STR_FMT(dir), STR_FMT(dir)).ptr), 0);
	assert_str(load(f, STR("gbt9704"))->name, "t");
}

/* What is wrong */

static void no_such_style(void **state)
{
	struct fixture *f = *state;

	assert_null(load(f, STR("zork")));
	assert_diag(f->diags, 0, FILE_MISSING, 0, 0);
}

static void style_outside(void **state)
{
	struct fixture *f = *state;

	assert_null(load(f, STR("../../x")));
	assert_diag(f->diags, 0, FILE_OUTSIDE, 0, 0);
}

static void bad_length(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT "<paragraph name=\"body\" role=\"a\"\n\tsize=\"16\"/>\n", "", DIAG_BAD_VALUE, 5, 8);
	assert_str(diags_at(f->diags, 0)->args[0], "16");
	assert_str(diags_at(f->diags, 0)->args[1], "size");
}

static void unit_without_meaning(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT "<paragraph name=\"body\" role=\"a\" size=\"2em\" first=\"2em\"/>\n", "", DIAG_BAD_VALUE,
	               4, 39);
}

static void size_out_of_reason(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT "<paragraph name=\"body\" role=\"a\" size=\"0pt\"/>\n", "", DIAG_BAD_VALUE, 4, 39);
	assert_str(diags_at(f->diags, 0)->args[2], "1pt .. 1000pt");
}

static void negative_indent(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT "<paragraph name=\"body\" role=\"a\" size=\"16pt\" first=\"-2em\" left=\"-1pt\"/>\n", "",
	               DIAG_BAD_VALUE, 4, 64);
}

static void area_beyond_sheet(void **state)
{
	struct fixture *f = *state;

	assert_refused(
		f,
		OPEN
		"<page width=\"210mm\" height=\"297mm\" top=\"37mm\" left=\"28mm\" area-width=\"183mm\" area-height=\"225mm\"\n"
		"pitch=\"1cm\" land-top=\"0\" land-left=\"0\" land-width=\"225mm\" land-height=\"156mm\"/>\n" FONT BODY,
		"", DIAG_BAD_VALUE, 2, 71);
}

static void unknown_role(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT "<paragraph name=\"body\" role=\"仿宋\" size=\"16pt\"/>\n", "", DIAG_UNKNOWN_ROLE, 4,
	               30);
	assert_str(diags_at(f->diags, 0)->args[0], "仿宋");
}

static void unknown_latin(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE "<font role=\"a\" latin=\"b\" bold=\"a\"><face file=\"a.ttf\"/></font>\n" BODY, "",
	               DIAG_UNKNOWN_ROLE, 3, 23);
}

static void role_twice(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT FONT BODY, "", DIAG_DUPLICATE_NAME, 4, 13);
	assert_true(str_ends(diags_at(f->diags, 0)->args[1], STR("t.xml:3:13")));
}

static void paragraph_twice(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT BODY BODY, "", DIAG_DUPLICATE_NAME, 5, 18);
}

static void missing_paragraph(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT, "", DIAG_UNKNOWN_STYLE, 1, 2);
	assert_str(diags_at(f->diags, 0)->args[0], "body");
}

static void unknown_paragraph(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT BODY, "<folio style=\"body\"/><frame cell=\"cell\"/>", DIAG_UNKNOWN_STYLE, 29, 35);
}

static void numbering_twice(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT BODY, "<numbering level=\"1\">一、</numbering><numbering level=\"1\">1.</numbering>",
	               DIAG_REPEATED_ELEMENT, 29, 37);
}

static void numbering_too_deep(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN PAGE FONT BODY, "<numbering level=\"10\">一、</numbering>", DIAG_BAD_VALUE, 29, 19);
}

static void no_page(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, OPEN FONT BODY, "", DIAG_MISSING_ELEMENT, 1, 2);
}

static void too_many_roles(void **state)
{
	struct fixture *f = *state;
	struct buf text;

	buf_init(&text);
	buf_z(&text, OPEN PAGE);
	for (int i = 0; i < 1001; i++)
		buf_z(&text, FONT);
	assert_null(load_parts(f, text.ptr, ""));
	buf_release(&text);
	assert_diag(f->diags, 0, XML_LIMIT, 1, 2);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(gbt9704_page),
		TEST(gbt9704_paragraphs),
		cmocka_unit_test(reads_lengths),
		cmocka_unit_test(refuses_lengths),
		TEST(defaults),
		TEST(sheets_and_free_pitch),
		TEST(report_folder_comes_first),
		TEST(no_such_style),
		TEST(style_outside),
		TEST(bad_length),
		TEST(unit_without_meaning),
		TEST(size_out_of_reason),
		TEST(negative_indent),
		TEST(area_beyond_sheet),
		TEST(unknown_role),
		TEST(unknown_latin),
		TEST(role_twice),
		TEST(paragraph_twice),
		TEST(missing_paragraph),
		TEST(unknown_paragraph),
		TEST(numbering_twice),
		TEST(numbering_too_deep),
		TEST(no_page),
		TEST(too_many_roles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
