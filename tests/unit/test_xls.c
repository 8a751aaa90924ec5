/* test_xls.c - .xls: records made by hand in a compound file made by hand, and files that are damaged, protected or too old.
 * What LibreOffice writes is read in test_workbook.c. */
#include "unit.h"

#include "base/file.h"
#include "data/data.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct table_spec spec;
	struct source src;
	struct buf stream;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	f->diags = diags_new();
	f->src = (struct source){ .path = STR("t.xls"), .sheet = STR("") };
	f->spec = (struct table_spec){
		.name = STR("表"), .encoding = STR("auto"), .header = HEADER_DEFAULT, .blank_is_zero = true
	};
	buf_init(&f->stream);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	buf_release(&f->stream);
	diags_drop(f->diags);
	arena_drop(f->arena);
	free(f);
	return 0;
}

static struct table *parse(struct fixture *f, struct str bytes)
{
	return table_parse(f->arena, &f->src, bytes, &f->spec, f->diags);
}

/* --- a compound file with one stream: header, table of chains, directory, stream --- */

static void put16(char *p, unsigned value)
{
	p[0] = (char)(value & 0xFF);
	p[1] = (char)(value >> 8 & 0xFF);
}

static void put32(char *p, uint32_t value)
{
	put16(p, value & 0xFFFF);
	put16(p + 2, value >> 16);
}

static void put_entry(char *entry, const char *name, char type, uint32_t start, size_t size)
{
	for (size_t i = 0; name[i]; i++)
		entry[i * 2] = name[i];
	put16(entry + 0x40, (unsigned)(strlen(name) + 1) * 2);
	entry[0x42] = type;
	put32(entry + 0x74, start);
	put32(entry + 0x78, (uint32_t)size);
}

static struct str compound(struct arena *arena, const char *name, struct str stream)
{
	size_t sectors = (stream.len + 511) / 512;
	char *file = arena_alloc(arena, (sectors + 3) * 512), *fat = file + 512, *directory = file + 1024;

	memcpy(file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	put16(file + 0x1E, 9);
	put16(file + 0x20, 6);
	put32(file + 0x2C, 1);
	put32(file + 0x30, 1);
	put32(file + 0x38, 0); /* no short streams */
	put32(file + 0x3C, 0xFFFFFFFE);
	put32(file + 0x44, 0xFFFFFFFE);
	memset(file + 0x4C, 0xFF, 109 * 4);
	put32(file + 0x4C, 0);
	memset(fat, 0xFF, 512);
	put32(fat, 0xFFFFFFFD);
	put32(fat + 4, 0xFFFFFFFE);
	for (size_t i = 0; i < sectors; i++)
		put32(fat + (i + 2) * 4, i + 1 < sectors ? (uint32_t)(i + 3) : 0xFFFFFFFE);
	put_entry(directory, "Root Entry", 5, 0xFFFFFFFE, 0);
	put_entry(directory + 128, name, 2, 2, stream.len);
	memcpy(file + 1536, stream.ptr, stream.len);
	return (struct str){ file, (sectors + 3) * 512 };
}

/* --- records --- */

static void record(struct fixture *f, unsigned type, struct str data)
{
	char head[4];

	put16(head, type);
	put16(head + 2, (unsigned)data.len);
	buf_add(&f->stream, head, 4);
	buf_str(&f->stream, data);
}

#define BYTES(s) ((struct str){ s, sizeof(s) - 1 })

/* The place of a sheet is known when the globals are done: they are written twice. */
static void globals(struct fixture *f, uint32_t sheet)
{
	char bound[] = "....\0\0\x02\x01\x32\x75\x59\x4E"; /* 甲乙 */

	put32(bound, sheet);
	buf_clear(&f->stream);
	record(f, 0x809, BYTES("\0\x06\x05\0\0\0\0\0"));
	record(f, 0x41E, BYTES("\xA4\0\x04\0\0yyyy"));
	record(f, 0x41E,
	       BYTES("\xA5\0\x05\0\0"
	             "0!.0,"));
	record(f, 0xE0, BYTES("\0\0\0\0"));
	record(f, 0xE0, BYTES("\0\0\xA4\0"));
	record(f, 0xE0, BYTES("\0\0\xA5\0"));
	record(f, 0x85, (struct str){ bound, 12 });
	/* three strings: formatted, cut after its first character with another width behind, and a surrogate pair */
	record(f, 0xFC,
	       BYTES("\x03\0\0\0\x03\0\0\0"
	             "\x02\0\x09\x01\0\x79\x98\xEE\x76\0\0\0\0"
	             "\x04\0\0A"));
	record(f, 0x3C,
	       BYTES("\x01\x42\0\x2D\x4E"
	             "C\0"
	             "\x02\0\x01\x40\xD8\x0B\xDC"));
	record(f, 0x0A, BYTES(""));
}

static struct str workbook(struct fixture *f, void (*cells)(struct fixture *))
{
	globals(f, 0);
	globals(f, (uint32_t)f->stream.len);
	record(f, 0x809, BYTES("\0\x06\x10\0\0\0\0\0"));
	cells(f);
	record(f, 0x0A, BYTES(""));
	return compound(f->arena, "Workbook", buf_as_str(&f->stream));
}

static void all_cells(struct fixture *f)
{
	record(f, 0xFD, BYTES("\0\0\0\0\0\0\0\0\0\0"));                        /* A1 项目 */
	record(f, 0x204, BYTES("\0\0\x01\0\0\0\x01\0\x01\xD1\x91"));           /* B1 金 */
	record(f, 0xFD, BYTES("\0\0\x02\0\0\0\x02\0\0\0"));                    /* C1 beyond the BMP */
	record(f, 0xFD, BYTES("\x02\0\0\0\0\0\x01\0\0\0"));                    /* A3 */
	record(f, 0x27E, BYTES("\x02\0\x01\0\0\0\xA7\x69\x05\0"));             /* B3 886.81 as 88681 / 100 */
	record(f, 0x203, BYTES("\x02\0\x02\0\x01\0\0\0\0\0\xC0\xEF\xE5\x40")); /* C3 44926, a date */
	record(f, 0x809, BYTES("\0\x06\x20\0\0\0\0\0"));                       /* a chart inside */
	record(f, 0x203, BYTES("\x09\0\x09\0\0\0\0\0\0\0\0\0\0\x40"));
	record(f, 0x0A, BYTES(""));
	record(f, 0xBD, BYTES("\x01\0\x01\0\0\0\x06\0\0\0\x01\0\0\0\xF0\x3F\x02\0")); /* B2 1, C2 1 */
	record(f, 0x06, BYTES("\x03\0\0\0\0\0\0\0\0\0\0\0\xFF\xFF\0\0\0\0\0\0"));     /* A4: text follows */
	record(f, 0x207, BYTES("\x02\0\0hi"));
	record(f, 0x06, BYTES("\x03\0\x01\0\0\0\0\0\0\0\0\0\xE0\x3F\0\0\0\0\0\0"));     /* B4 0.5 */
	record(f, 0x06, BYTES("\x03\0\x02\0\0\0\x01\0\x01\0\0\0\xFF\xFF\0\0\0\0\0\0")); /* C4 TRUE */
	record(f, 0x205, BYTES("\x04\0\x01\0\0\0\x17\x01"));                            /* B5 #REF! */
	record(f, 0xE5, BYTES("\x01\0\x0A\0\x0B\0\x01\0\x02\0"));                       /* B11:C12 */
}

static void cells(void **state)
{
	struct fixture *f = *state;
	struct table *t = parse(f, workbook(f, all_cells));

	assert_non_null(t);
	assert_diags(f->diags, "t.xls!甲乙!B5: error: the cell holds the spreadsheet error #REF! [error-cell]\n");
	assert_int_equal(t->nrows, 4);
	assert_str(t->columns[0].label, "项目");
	assert_str(t->columns[1].label, "金");
	assert_int_equal(t->header.line, 1);
	assert_str(table_text(t, 0, 1), "1");
	assert_str(table_text(t, 0, 2), "1900-01-01");
	assert_str(table_text(t, 1, 0), "AB中C");
	assert_str(table_text(t, 1, 1), "886.81");
	assert_str(table_text(t, 1, 2), "2022-12-31");
	assert_str(table_text(t, 2, 0), "hi");
	assert_str(table_text(t, 2, 1), "0.5");
	assert_str(table_text(t, 2, 2), "TRUE");
}

static void scaled_cells(struct fixture *f)
{
	record(f, 0xFD, BYTES("\0\0\0\0\0\0\0\0\0\0"));              /* A1 */
	record(f, 0x204, BYTES("\0\0\x01\0\0\0\x01\0\x01\xD1\x91")); /* B1 */
	record(f, 0x204,
	       BYTES("\x01\0\0\0\0\0\x01\0\0"
	             "a"));                                            /* A2 */
	record(f, 0x27E, BYTES("\x01\0\x01\0\x02\0\x62\x44\x1D\x02")); /* B2 8868120 in 万元 */
	record(f, 0x204,
	       BYTES("\x02\0\0\0\0\0\x01\0\0"
	             "b"));
	record(f, 0x06, BYTES("\x02\0\x01\0\0\0\0\0\0\0\0\0\0\0\x02\0\0\0\0\0\0\0")); /* B3 0, to be computed on load */
	record(f, 0x204,
	       BYTES("\x03\0\0\0\0\0\x01\0\0"
	             "c"));
	record(f, 0x06, BYTES("\x03\0\x01\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0")); /* B4 0 */
}

static void scaled(void **state)
{
	struct fixture *f = *state;
	struct table *t = parse(f, workbook(f, scaled_cells));
	struct number n;

	assert_non_null(t);
	assert_int_equal(diags_count(f->diags), 1);
	assert_diag(f->diags, 0, FORMULA_EMPTY, 3, 2);
	assert_str(table_text(t, 0, 1), "886.812");
	assert_int_equal(table_number(t, f->arena, 1, 1, &n), CELL_BAD);
	assert_int_equal(table_number(t, f->arena, 2, 1, &n), CELL_NUMBER);
}

static void bad_string(struct fixture *f)
{
	record(f, 0xFD, BYTES("\0\0\0\0\0\0\x07\0\0\0"));
}

static void assert_refused(struct fixture *f, struct str bytes, const char *expected)
{
	assert_null(parse(f, bytes));
	assert_diags(f->diags, expected);
	diags_clear(f->diags);
}

static void damaged(void **state)
{
	struct fixture *f = *state;
	struct str bytes;

	assert_refused(f, workbook(f, bad_string),
	               "t.xls!甲乙!A1: error: 't.xls' is damaged and was not read: a shared string is missing "
	               "[workbook-damaged]\n");
	bytes = workbook(f, all_cells);
	put32((char *)(uintptr_t)bytes.ptr + 512 + 8, 2); /* a chain that goes round */
	assert_refused(f, bytes, "t.xls: error: 't.xls' is damaged and was not read: its sectors are not in order [workbook-damaged]\n");
	put16((char *)(uintptr_t)bytes.ptr + 0x1E, 40);
	assert_refused(f, bytes, "t.xls: error: 't.xls' is damaged and was not read: its header is wrong [workbook-damaged]\n");
}

static void kinds(void **state)
{
	struct fixture *f = *state;

	record(f, 0x809, BYTES("\0\x06\x05\0\0\0\0\0"));
	record(f, 0x2F, BYTES("\x01\0"));
	assert_refused(f, compound(f->arena, "Workbook", buf_as_str(&f->stream)),
	               "t.xls: error: 't.xls' is protected by a password; save it without one [workbook-encrypted]\n");
	assert_refused(f, compound(f->arena, "EncryptedPackage", STR("x")), /* an .xlsx with a password */
	               "t.xls: error: 't.xls' is protected by a password; save it without one [workbook-encrypted]\n");
	assert_refused(f, compound(f->arena, "WordDocument", STR("x")),
	               "t.xls: error: 't.xls' is a document of another kind, whatever its name says; open it in "
	               "a spreadsheet and "
	               "save it as .xlsx [workbook-kind]\n");
	assert_null(parse(f, compound(f->arena, "Book", STR("x"))));
	assert_diag(f->diags, 0, WORKBOOK_KIND, 0, 0);
	diags_clear(f->diags);
	buf_clear(&f->stream);
	record(f, 0x809, BYTES("\0\x05\x05\0\0\0\0\0"));
	assert_null(parse(f, compound(f->arena, "Workbook", buf_as_str(&f->stream))));
	assert_diag(f->diags, 0, WORKBOOK_KIND, 0, 0);
}

static void protected_file(void **state)
{
	struct fixture *f = *state;

	assert_null(table_load(f->arena, STR("tests/data/workbook/protected.xls"), &f->spec, f->diags));
	assert_diag(f->diags, 0, WORKBOOK_ENCRYPTED, 0, 0);
	assert_int_equal(diags_count(f->diags), 1);
}

static void truncated(void **state)
{
	struct fixture *f = *state;
	struct str bytes;

	assert_true(file_read(f->arena, STR("tests/data/workbook/statement-libreoffice.xls"), 1 << 20, &bytes, f->diags,
	                      f->spec.where));
	for (size_t len = 8; len < bytes.len; len += 61) {
		struct table *table = parse(f, str_sub(bytes, 0, len));

		/* the last sector may hold nothing of the table */
		assert_true(table || (diags_count(f->diags) == 1 && diags_at(f->diags, 0)->code == DIAG_WORKBOOK_DAMAGED));
		assert_true(!table || len > bytes.len - 2048);
		diags_clear(f->diags);
	}
}

static void flipped(void **state)
{
	struct fixture *f = *state;
	struct str bytes;

	assert_true(file_read(f->arena, STR("tests/data/workbook/statement-libreoffice.xls"), 1 << 20, &bytes, f->diags,
	                      f->spec.where));
	for (size_t i = 8; i < bytes.len; i += 7) {
		char *copy = arena_copy(f->arena, bytes.ptr, bytes.len);
		struct table *table;

		copy[i] = (char)(copy[i] ^ 0x55);
		table = parse(f, (struct str){ copy, bytes.len });
		assert_true(table || diags_errors(f->diags) > 0);
		diags_clear(f->diags);
	}
}

int main(void)
{
#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		TEST(cells), TEST(scaled), TEST(damaged), TEST(kinds), TEST(protected_file), TEST(truncated), TEST(flipped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
