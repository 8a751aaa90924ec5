/* test_xlsx.c - .xlsx made by hand: what parts may look like, and archives that are damaged, protected, hostile or something
 * else. */
#include "unit.h"

#include <zip.h>

#include "base/file.h"
#include "data/data.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct table_spec spec;
	struct source src;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	f->diags = diags_new();
	f->src = (struct source){ .path = STR("t.xlsx"), .sheet = STR("") };
	f->spec = (struct table_spec){
		.name = STR("表"), .encoding = STR("auto"), .header = HEADER_DEFAULT, .blank_is_zero = true
	};
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	diags_drop(f->diags);
	arena_drop(f->arena);
	free(f);
	return 0;
}

/* --- archives --- */

struct part {
	const char *name;
	struct str text;
};

static struct str archive(struct arena *arena, const struct part *parts, size_t n)
{
	zip_error_t error;
	zip_source_t *source;
	zip_stat_t stat;
	struct str bytes;
	zip_t *zip;
	char *copy;

	zip_error_init(&error);
	source = zip_source_buffer_create(NULL, 0, 0, &error);
	zip = zip_open_from_source(source, ZIP_CREATE | ZIP_TRUNCATE, &error);
	assert_non_null(zip);
	zip_source_keep(source);
	for (size_t i = 0; i < n; i++)
		assert_true(zip_file_add(zip, parts[i].name, zip_source_buffer(zip, parts[i].text.ptr, parts[i].text.len, 0),
		                         0) >= 0);
	assert_int_equal(zip_close(zip), 0);
	assert_int_equal(zip_source_stat(source, &stat), 0);
	copy = arena_alloc(arena, stat.size);
	assert_int_equal(zip_source_open(source), 0);
	assert_int_equal(zip_source_read(source, copy, stat.size), stat.size);
	bytes = (struct str){ copy, stat.size };
	zip_source_close(source);
	zip_source_free(source);
	return bytes;
}

static const char top_rels[] = "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
			       "<Relationship Id='a' Type='http://x/officeDocument' Target='xl/workbook.xml'/></Relationships>";
static const char book_rels[] =
	"<Relationships><Relationship Id='r1' Type='http://x/worksheet' Target='/xl/worksheets/sheet1.xml'/>"
	"<Relationship Id='r2' Type='http://x/chartsheet' Target='chartsheets/1.xml'/>"
	"<Relationship Id='r3' Type='http://x/sharedStrings' Target='./texts.xml'/>"
	"<Relationship Id='r4' Type='http://x/styles' Target='../xl/styles.xml'/></Relationships>";
static const char book[] = "<workbook xmlns:r='x'><workbookPr date1904='1'/><sheets><sheet name='图' r:id='r2'/>"
			   "<sheet name='甲&amp;乙' r:id='r1'/></sheets></workbook>";
static const char styles[] =
	"<styleSheet><numFmts><numFmt numFmtId='170' formatCode='yyyy&quot;年&quot;m&quot;月&quot;'/>"
	"<numFmt numFmtId='171' formatCode='0!.0,'/><numFmt numFmtId='172' formatCode='0!.0,&quot;万元&quot;'/></numFmts>"
	"<cellStyleXfs><xf numFmtId='9'/></cellStyleXfs>"
	"<cellXfs><xf numFmtId='0'/><xf numFmtId='170'/><xf numFmtId='10'/><xf numFmtId='171'/><xf "
        "numFmtId='172'/></cellXfs></styleSheet>";
static const char texts[] =
	"<sst><si><t>项目</t></si><si><r><t>金</t></r><r><rPr/><t xml:space='preserve'>额 </t></r><rPh><t>jin</t></rPh></si>"
	"<si><t>一_x000D_\n二_x0041_</t></si><si><t>&lt;丙&gt;<![CDATA[&丁]]></t></si></sst>";

#define LITERAL(s) \
	{ \
		s, sizeof(s) - 1 \
	}

static struct str workbook_of(struct arena *arena, struct str workbook_part, struct str sheet)
{
	const struct part parts[] = {
		{ "_rels/.rels", LITERAL(top_rels) },
		{ "xl/workbook.xml", workbook_part },
		{ "xl/_rels/workbook.xml.rels", LITERAL(book_rels) },
		{ "xl/styles.xml", LITERAL(styles) },
		{ "xl/texts.xml", LITERAL(texts) },
		{ "xl/worksheets/sheet1.xml", sheet },
	};

	return archive(arena, parts, 6);
}

static struct str workbook(struct arena *arena, struct str sheet)
{
	return workbook_of(arena, str_from(book), sheet);
}

static struct table *parse(struct fixture *f, struct str bytes)
{
	return table_parse(f->arena, &f->src, bytes, &f->spec, f->diags);
}

static struct table *parse_sheet(struct fixture *f, const char *sheet)
{
	return parse(f, workbook(f->arena, str_from(sheet)));
}

/* --- cells --- */

static void cells(void **state)
{
	struct fixture *f = *state;
	struct table *t;

	f->spec.sheet = STR("甲&乙");
	t = parse_sheet(f,
	                "<?xml version='1.0'?><x:worksheet xmlns:x='y'><x:sheetData>"
	                "<x:row><x:c t='s'><x:v>0</x:v></x:c><x:c t='s'><x:v> 1 </x:v></x:c><x:c "
	                "t='inlineStr'><x:is><x:t>日期</x:t></x:is></x:c>"
	                "<x:c t='str'><x:f>A1</x:f><x:v>率</x:v></x:c></x:row>"
	                "<x:row r='3'><x:c r='A3' t='s'><x:v>2</x:v></x:c><x:c><x:f>1/3</x:f><x:v>886.80999999999995</x:v></x:c>"
	                "<x:c s='1'><x:v>43464</x:v></x:c><x:c r='D3' s='2'><x:v>0.0653</x:v></x:c></x:row>"
	                "<x:row r='4'><x:c r='A4' t='s'><x:v>3</x:v></x:c><x:c r='B4'><x:v>201.0</x:v></x:c>"
	                "<x:c r='C4' t='d'><x:v>2022-12-31T00:00:00</x:v></x:c></x:row>"
	                "<x:row r='5'><x:c r='A5' t='b'><x:v>1</x:v></x:c><x:c r='B5' "
	                "t='str'><x:f>\"\"</x:f><x:v></x:v></x:c><x:c s='1'/></x:row>"
	                "</x:sheetData></x:worksheet>");
	assert_diags(f->diags, "");
	assert_non_null(t);
	assert_int_equal(t->nrows, 3);
	assert_str(t->columns[1].label, "金额");
	assert_str(table_text(t, 0, 0), "一\n二A");
	assert_str(table_text(t, 0, 1), "886.81");
	assert_str(table_text(t, 0, 2), "2022-12-31"); /* counted from 1904 */
	assert_str(table_text(t, 0, 3), "6.53");
	assert_str(t->columns[3].unit, "%");
	assert_str(table_text(t, 1, 0), "<丙>&丁");
	assert_str(table_text(t, 1, 1), "201");
	assert_str(table_text(t, 1, 2), "2022-12-31");
	assert_str(table_text(t, 2, 0), "TRUE");
	assert_int_equal(table_origin(t, 0, 1).line, 3);
	assert_int_equal(table_origin(t, 0, 1).col, 2);
}

static void errors(void **state)
{
	struct fixture *f = *state;

	assert_non_null(
		parse_sheet(f, "<w><row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c></row>"
	                       "<row r='4'><c r='A4' t='inlineStr'><is><t>甲</t></is></c><c r='B4' t='e'><v>#REF!</v></c></row>"
	                       "<row r='5'><c r='A5' t='e'><v>#N/A</v></c><c r='B5'><f>A1</f></c></row></w>"));
	assert_diags(f->diags, "t.xlsx!甲&乙!B4: error: the cell holds the spreadsheet error #REF! [error-cell]\n"
	                       "t.xlsx!甲&乙!A5: error: the cell holds the spreadsheet error #N/A [error-cell]\n"
	                       "t.xlsx!甲&乙!B5: error: the file holds a formula here but not its value; open it in a "
	                       "spreadsheet and save it [formula-empty]\n");
}

/* Amounts in 万元 by their format alone. */
static void scaled(void **state)
{
	struct fixture *f = *state;
	struct number n;
	struct table *t = parse_sheet(f, "<w><row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c></row>"
	                                 "<row r='3'><c r='A3' t='s'><v>2</v></c><c r='B3' s='3'><v>8868120</v></c></row>"
	                                 "<row r='4'><c r='A4' t='s'><v>3</v></c><c r='B4' s='4'><v>8868120</v></c></row></w>");

	assert_str(table_text(t, 0, 1), "886.812");
	assert_int_equal(table_number(t, f->arena, 1, 1, &n), CELL_BAD);
	assert_diags(f->diags,
	             "t.xlsx!甲&乙!B4: error: the cell holds 8868120, and its number format shows it scaled in a way that "
	             "cannot be told; give the cell a plain number format [number-format]\n");
}

/* Libraries that do not compute store 0, and leave it to whoever opens the file. */
static void uncomputed(void **state)
{
	static const char late[] =
		"<workbook xmlns:r='x'><sheets><sheet name='甲' r:id='r1'/></sheets><calcPr fullCalcOnLoad='1'/></workbook>";
	static const char sheet[] = "<w><row r='2'><c r='A2' t='s'><v>0</v></c><c r='B2' t='s'><v>1</v></c></row>"
				    "<row r='3'><c r='A3' t='s'><v>2</v></c><c r='B3'><f>SUM(B4:B5)</f><v>0</v></c></row>"
				    "<row r='4'><c r='A4' t='s'><v>2</v></c><c r='B4'><f>1+1</f><v>2</v></c></row>"
				    "<row r='5'><c r='A5' t='s'><v>2</v></c><c r='B5'><v>0</v></c></row></w>";
	struct fixture *f = *state;
	struct number n;
	struct table *t = parse(f, workbook_of(f->arena, str_from(late), str_from(sheet)));

	assert_int_equal(table_number(t, f->arena, 0, 1, &n), CELL_BAD);
	assert_int_equal(table_number(t, f->arena, 1, 1, &n), CELL_NUMBER);
	assert_int_equal(table_number(t, f->arena, 2, 1, &n), CELL_NUMBER);
	assert_int_equal(diags_count(f->diags), 1);
	assert_diag(f->diags, 0, FORMULA_EMPTY, 3, 2);
	diags_clear(f->diags);
	parse_sheet(f, sheet); /* computed when it was saved */
	assert_diags(f->diags, "");
}

/* --- files that are not what they should be --- */

static void assert_refused(struct fixture *f, struct str bytes, const char *expected)
{
	assert_null(parse(f, bytes));
	assert_diags(f->diags, expected);
	diags_clear(f->diags);
}

static void damaged_parts(void **state)
{
	struct fixture *f = *state;

	assert_refused(f, workbook(f->arena, STR("<w><row><c t='s'><v>9</v></c></row></w>")),
	               "t.xlsx!甲&乙!A1: error: 't.xlsx' is damaged and was not read: a shared string is missing "
	               "[workbook-damaged]\n");
	assert_null(parse_sheet(f, "<w><row><c"));
	assert_diag(f->diags, 0, WORKBOOK_DAMAGED, 0, 0);
	assert_int_equal(diags_count(f->diags), 1);
	diags_clear(f->diags);
	assert_refused(f, workbook(f->arena, STR("<w><row><c r='1A'><v>9</v></c></row></w>")),
	               "t.xlsx: error: 't.xlsx' is damaged and was not read: a cell stands outside any sheet, 1A "
	               "[workbook-damaged]\n");
	assert_refused(f, workbook(f->arena, STR("<w/>")), "t.xlsx!甲&乙: error: 't.xlsx' has no header row [csv-empty]\n");
	assert_null(parse_sheet(f, ""));
	assert_diag(f->diags, 0, WORKBOOK_DAMAGED, 0, 0);
}

static void entities(void **state)
{
	struct fixture *f = *state;

	assert_refused(f,
	               workbook(f->arena,
	                        STR("<!DOCTYPE w [<!ENTITY a 'ha'><!ENTITY b '&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;'>"
	                            "<!ENTITY c '&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;'>]><w><row><c t='str'><v>&c;</v></c></row></w>")),
	               "t.xlsx: error: 't.xlsx' is damaged and was not read: a document type declaration is not allowed, "
	               "xl/worksheets/sheet1.xml [workbook-damaged]\n");
	assert_null(parse_sheet(f, "<!DOCTYPE w SYSTEM 'file:///etc/passwd'><w/>"));
	assert_diag(f->diags, 0, WORKBOOK_DAMAGED, 0, 0);
	diags_clear(f->diags);
	assert_null(parse_sheet(f, "<w>&undefined;</w>"));
	assert_diag(f->diags, 0, WORKBOOK_DAMAGED, 0, 0);
}

static void bomb(void **state)
{
	struct fixture *f = *state;
	size_t size = 64 << 20;
	char *text = mem_alloc(size);
	struct str bytes;

	memset(text, ' ', size);
	memcpy(text, "<w>", 3);
	bytes = workbook(f->arena, (struct str){ text, size });
	mem_free(text);
	assert_true(bytes.len < 100000);
	assert_refused(f, bytes, "t.xlsx: error: 't.xlsx' has more than 400 : 1 compression, as in a zip bomb [data-limit]\n");
}

static void deep(void **state)
{
	struct fixture *f = *state;
	struct buf buf;

	buf_init(&buf);
	for (int i = 0; i < 10000; i++)
		buf_z(&buf, "<w>");
	assert_null(parse(f, workbook(f->arena, buf_as_str(&buf))));
	assert_diag(f->diags, 0, WORKBOOK_DAMAGED, 0, 0);
	buf_release(&buf);
}

static void truncated(void **state)
{
	struct fixture *f = *state;
	struct str bytes;

	assert_true(file_read(f->arena, STR("tests/data/workbook/statement-libreoffice.xlsx"), 1 << 20, &bytes, f->diags,
	                      f->spec.where));
	assert_refused(f, str_sub(bytes, 0, bytes.len - 100),
	               "t.xlsx: error: 't.xlsx' is damaged and was not read: the archive has no end, the file was cut off "
	               "[workbook-damaged]\n");
	for (size_t len = 4; len < bytes.len; len += 97) {
		assert_null(parse(f, str_sub(bytes, 0, len)));
		assert_int_equal(diags_count(f->diags), 1);
		assert_int_equal(diags_at(f->diags, 0)->code, DIAG_WORKBOOK_DAMAGED);
		diags_clear(f->diags);
	}
}

/* Bytes changed here and there: an error or a table, never both nothing. */
static void flipped(void **state)
{
	struct fixture *f = *state;
	struct str bytes;

	assert_true(
		file_read(f->arena, STR("tests/data/workbook/plain-openpyxl.xlsx"), 1 << 20, &bytes, f->diags, f->spec.where));
	for (size_t i = 4; i < bytes.len; i += 13) {
		char *copy = arena_copy(f->arena, bytes.ptr, bytes.len);
		struct table *table;

		copy[i] = (char)(copy[i] ^ 0x55);
		table = parse(f, (struct str){ copy, bytes.len });
		assert_true(table || diags_errors(f->diags) > 0);
		diags_clear(f->diags);
	}
}

static void other_archives(void **state)
{
	static const struct part word = { "word/document.xml", LITERAL("<w/>") }, ods = { "content.xml", LITERAL("<o/>") },
				 binary = { "xl/workbook.bin", LITERAL("x") }, none = { "readme.txt", LITERAL("x") };
	struct fixture *f = *state;
	const struct {
		const struct part *part;
		const char *kind;
	} cases[] = { { &word, "a Word document" }, { &ods, "an OpenDocument file" }, { &binary, "a binary workbook" }, { &none, "an archive without a workbook" } };

	for (size_t i = 0; i < 4; i++) {
		struct str expected = str_printf(f->arena,
		                                 "t.xlsx: error: 't.xlsx' is %s, whatever its name says; open it "
		                                 "in a spreadsheet and save it as "
		                                 ".xlsx [workbook-kind]\n",
		                                 cases[i].kind);

		assert_refused(f, archive(f->arena, cases[i].part, 1), expected.ptr);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(cells), TEST(errors), TEST(scaled),    TEST(uncomputed), TEST(damaged_parts),  TEST(entities),
		TEST(bomb),  TEST(deep),   TEST(truncated), TEST(flipped),    TEST(other_archives),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
