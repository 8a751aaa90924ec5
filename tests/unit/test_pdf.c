/* test_pdf.c - pages to PDF: what other programs read in the file. Preflight (PDF/A) is asked by tests/pdfa.sh. */
#include "unit.h"

#include "base/utf8.h"
#include "out/pdf_int.h"
#include "kanyin.h" /* both define KANYIN_VERSION: the compiler complains when they differ */

enum { FANG, SONG, LATIN };

static struct style_face fang[] = { { .file = STR("FandolFang-Regular.ttf") }, { .file = STR("NotoSerifSC-Regular.ttf") } };
static struct style_face song[] = { { .file = STR("NotoSerifSC-Regular.ttf") } };
static struct style_face latin[] = { { .file = STR("LiberationSerif-Regular.ttf") } };
static struct style_role roles[] = {
	{ .faces = fang, .nfaces = 2 },
	{ .faces = song, .nfaces = 1 },
	{ .faces = latin, .nfaces = 1 },
};
static const struct style style = { .roles = roles, .nroles = 3 };

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct fontset *faces;
	struct metrics metrics;
	struct pages *pages;
	struct str folder;
	const char *file;
};

static int setup(void **state)
{
	static const struct str dir = STR("fonts");
	struct fixture *f = calloc(1, sizeof(*f));

	f->arena = arena_new();
	f->diags = diags_new();
	f->faces = fontset_new(&dir, 1);
	assert_true(fontset_bind(f->faces, &style, f->diags));
	f->metrics = fontset_metrics(f->faces);
	f->pages = pages_new();
	f->folder = unit_folder(f->arena);
	f->file = str_printf(f->arena, "%.*s/a.pdf", STR_FMT(f->folder)).ptr;
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	unit_remove(f->arena, f->folder);
	pages_drop(f->pages);
	fontset_drop(f->faces);
	diags_drop(f->diags);
	arena_drop(f->arena);
	free(f);
	return 0;
}

/* --- pages by hand --- */

static struct page *a4(struct fixture *f)
{
	return pages_add(f->pages, 595276, 841890);
}

/* Runs of one face each, at x, y [pt]; `adjust` [1/1000 em] goes to every second glyph. */
static struct page_op *put_adjusted(struct fixture *f, struct page *page, int role, int x, int y, const char *utf8,
                                    int16_t adjust)
{
	struct str text = str_from(utf8);
	struct page_glyph *glyphs = arena_array(f->pages->arena, text.len + 1, sizeof(*glyphs));
	struct page_op *op = NULL;
	size_t pos = 0;
	int32_t at = x * 1000;

	for (size_t n = 0; pos < text.len; n++) {
		struct glyph_info info;
		uint32_t ch = utf8_next(text, &pos);

		assert_true(f->metrics.glyph(f->metrics.ctx, role, false, ch, &info));
		if (!op || op->face != info.face) {
			op = page_add(page, OP_TEXT);
			op->face = info.face;
			op->x = at;
			op->y = y * 1000;
			op->size = 16000;
			op->glyphs = glyphs + n;
		}
		op->nglyphs++;
		glyphs[n] = (struct page_glyph){ .ch = ch, .gid = info.gid, .adjust = n % 2 ? adjust : 0 };
		at += (info.advance + glyphs[n].adjust) * 16;
	}
	return op;
}

static void put(struct fixture *f, struct page *page, int role, int x, int y, const char *utf8)
{
	put_adjusted(f, page, role, x, y, utf8, 0);
}

static struct page_op *fill(struct page *page, int32_t x, int32_t y, int32_t w, int32_t h, uint16_t rgb)
{
	struct page_op *op = page_add(page, OP_FILL);

	op->x = x;
	op->y = y;
	op->w = w;
	op->h = h;
	op->rgb = rgb;
	return op;
}

static uint32_t dest(struct fixture *f, uint32_t page, int32_t y, uint8_t level, const char *title)
{
	struct pages *p = f->pages;

	p->dests = mem_grow(p->dests, p->ndests, &p->dests_size, sizeof(*p->dests));
	p->dests[p->ndests] = (struct page_dest){ .page = page, .y = y, .level = level, .title = str_from(title) };
	return (uint32_t)p->ndests++;
}

/* --- asking other programs --- */

static void write_pdf(struct fixture *f, const char *file)
{
	struct outfile *out = outfile_new(str_from(file), f->diags);

	assert_non_null(out);
	assert_true(pdf_write(f->pages, f->faces, out, f->diags));
	assert_true(outfile_commit(out));
	assert_diags(f->diags, "");
}

/* What a command prints, on both channels; %s is the file. */
static struct str run(struct fixture *f, const char *command)
{
	struct buf line, out;
	char bytes[4096];
	size_t n;
	FILE *pipe;

	buf_init(&line);
	buf_init(&out);
	for (const char *p = command; *p; p++)
		if (p[0] == '%' && p[1] == 's')
			buf_z(&line, f->file), p++;
		else
			buf_char(&line, *p);
	buf_z(&line, " 2>&1");
	pipe = popen(line.ptr, "r");
	assert_non_null(pipe);
	while ((n = fread(bytes, 1, sizeof(bytes), pipe)) > 0)
		buf_add(&out, bytes, n);
	pclose(pipe);
	buf_release(&line);
	struct str result = buf_take(&out, f->arena);
	buf_release(&out);
	return result;
}

static void assert_sound(struct fixture *f)
{
	struct str fonts;

	assert_str(run(f, "qpdf --check --warning-exit-0 %s >/dev/null && echo sound"), "sound\n");
	assert_str(run(f, "qpdf --check %s | grep -ic 'warning\\|error:'"), "0\n");
	assert_str(run(f, "pdftoppm -r 20 %s /dev/null 2>&1 | grep -v 'cannot open\\|open file'"), "");
	assert_str(run(f, "mutool draw -q -r 20 -o /dev/null -F pnm %s 2>&1 | grep -v 'ICC support is not available'"), "");
	fonts = run(f, "pdffonts %s | tail -n +3 | grep -v 'yes yes yes'");
	assert_str(fonts, "");
}

static struct str read_pdf(struct fixture *f)
{
	struct str bytes;

	assert_true(file_read(f->arena, str_from(f->file), 100 << 20, &bytes, f->diags, (struct origin){ 0 }));
	return bytes;
}

static bool holds(struct str bytes, const char *text)
{
	return str_find(bytes, str_from(text)) >= 0;
}

/* --- text --- */

static void text_extracts_exactly(void **state)
{
	struct fixture *f = *state;
	struct page *page = a4(f);

	put(f, page, FANG, 80, 100, "2022年度四川省“部门”决算——（公开01表）");
	put(f, page, SONG, 80, 130, "𠂇𠂉镕喆堃\\()");
	put_adjusted(f, page, FANG, 80, 160, "本年收入合计886.81万元，增长6.53%。", -15);
	put(f, page, LATIN, 80, 190, "No. 1 (a\\b) naïve");
	write_pdf(f, f->file);
	assert_sound(f);
	assert_str(run(f, "pdftotext %s - | tr -d '\\n\\f'"),
	           "2022年度四川省“部门”决算——（公开01表）𠂇𠂉镕喆堃\\()本年收入合计886.81万元，增长6.53%。No. 1 (a\\b) naïve");
	assert_str(run(f, "mutool draw -q -F text %s 2>/dev/null | tr -d '\\n\\f'"),
	           "2022年度四川省“部门”决算——（公开01表）𠂇𠂉镕喆堃\\()本年收入合计886.81万元，增长6.53%。No. 1 (a\\b) naïve");
	assert_str(run(f, "pdffonts %s | tail -n +3 | wc -l"), "3\n");
}

/* One glyph, two characters: 一 and the radical ⼀, · and • and ・, and a space that does not break. */
static void twins_extract_as_written(void **state)
{
	static const char text[] = "一⼀一人⼈二⼆·•・·";
	struct fixture *f = *state;
	struct page *page = a4(f);

	put(f, page, FANG, 80, 100, text);
	put(f, page, SONG, 80, 130, "①➀a‑b-c");
	write_pdf(f, f->file);
	assert_sound(f);
	assert_true(holds(read_pdf(f), "/CIDToGIDMap/Identity") == false);
	assert_str(run(f, "pdftotext %s - | tr -d '\\n\\f'"), "一⼀一人⼈二⼆·•・·①➀a‑b-c");
	assert_str(run(f, "mutool draw -q -F text %s 2>/dev/null | tr -d '\\n\\f'"), "一⼀一人⼈二⼆·•・·①➀a‑b-c");
}

/* More than 256 codes: every byte that is special in a string occurs in both places. */
static void every_code_survives(void **state)
{
	struct fixture *f = *state;
	struct buf text;
	struct page *page = NULL;
	struct str extracted;

	buf_init(&text);
	for (uint32_t i = 0; i < 11000; i++) {
		struct buf line;

		if (i % 440 == 0)
			page = a4(f);
		if (i % 22)
			continue;
		buf_init(&line);
		for (uint32_t k = 0; k < 22; k++)
			buf_utf8(&line, 0x4E00 + i + k);
		put(f, page, SONG, 80, 100 + (int)(i % 440) / 22 * 30, line.ptr);
		buf_str(&text, buf_as_str(&line));
		buf_release(&line);
	}
	write_pdf(f, f->file);
	assert_sound(f);
	extracted = run(f, "pdftotext -enc UTF-8 %s - | tr -d '\\n\\f'");
	assert_true(str_eq(extracted, buf_as_str(&text)));
	buf_release(&text);
}

/* A page can extract well and be blank: look at it. */
static void the_page_is_not_blank(void **state)
{
	struct fixture *f = *state;
	struct str image;
	size_t dark = 0;

	put(f, a4(f), FANG, 80, 100, "国国国国国国国国国国国国国国国国国国国国");
	write_pdf(f, f->file);
	image = run(f, "pdftoppm -gray -r 72 %s");
	for (size_t i = 20; i < image.len; i++)
		dark += (unsigned char)image.ptr[i] < 128;
	assert_in_range(dark, 500, 5000);
}

/* --- operators --- */

static struct str content_of(struct fixture *f, size_t page)
{
	struct pdf *pdf = pdf_open(f->pages, f->faces, f->diags);
	struct buf content;
	struct str text;

	buf_init(&content);
	pdf_collect_glyphs(pdf);
	assert_true(pdf_add_fonts(pdf));
	pdf_draw_page(pdf, &f->pages->pages[page], &content);
	text = buf_take(&content, f->arena);
	buf_release(&content);
	pdf_close(pdf);
	return text;
}

static void fills_are_grouped_and_exact(void **state)
{
	struct fixture *f = *state;
	struct page *page = pages_add(f->pages, 595276, 841890);

	fill(page, 10500, 100000, 20001, 500, 0);
	fill(page, 40, 0, 20, 841890, 0);
	fill(page, 0, 0, 0, 100, 0); /* nothing to see */
	fill(page, 1, 1000, 7, 9, 0xF800);
	fill(page, 1, 1000, 7, 9, 0x07FF);
	fill(page, -1500, 841890, 1000, 1000, 0xFFFF);
	assert_str(content_of(f, 0), "10.5 741.39 20.001 .5 re\n.04 0 .02 841.89 re\nf\n1 0 0 rg\n.001 840.881 .007 .009 re\nf\n"
	                             "0 1 1 rg\n.001 840.881 .007 .009 re\nf\n1 g\n-1.5 -1 1 1 re\nf\n");
}

static void text_moves_are_relative(void **state)
{
	static const struct str expected = STR("BT\n80 741.89 Td/F2 16 Tf\n(\0\1\0\1\0\2)Tj\n0 -29 Td(\0\2\0\1)Tj\nET\n"
	                                       "1 740.89 1 1 re\nf\n1 0 0 rg\nBT\n90 712.89 Td[(\0\2\0\1)20(\0\1)]TJ\n"
	                                       "0 g\n-10 -100 Td/F2 12 Tf\n(\0\1)Tj\nET\n");
	struct fixture *f = *state;
	struct page *page = a4(f);

	put(f, page, LATIN, 80, 100, "aab"); /* codes: a is 1, b is 2 */
	put(f, page, LATIN, 80, 129, "ba");
	fill(page, 1000, 100000, 1000, 1000, 0);
	put_adjusted(f, page, LATIN, 90, 129, "baa", -20)->rgb = 0xF800;
	put_adjusted(f, page, LATIN, 80, 229, "a", -20)->size = 12000;
	assert_true(str_eq(content_of(f, 0), expected));
}

static void empty_pages_are_sound(void **state)
{
	struct fixture *f = *state;

	a4(f);
	pages_add(f->pages, 841890, 595276);
	page_add(a4(f), OP_TEXT)->face = FACE_NONE;
	write_pdf(f, f->file);
	assert_str(run(f, "qpdf --check %s >/dev/null && echo sound"), "sound\n");
	assert_str(run(f, "pdfinfo -l 2 %s | grep '^Page .* size:' | tr -s ' '"),
	           "Page 1 size: 595.276 x 841.89 pts (A4)\nPage 2 size: 841.89 x 595.276 pts (A4)\n");
}

static void watermarks_stand_on_the_diagonal(void **state)
{
	struct fixture *f = *state;
	struct page *page = pages_add(f->pages, 300000, 400000);
	struct page_op *op;
	struct str content;

	put(f, page, FANG, 80, 100, "年");
	op = put_adjusted(f, page, FANG, 0, 0, "草稿", 0);
	op->kind = OP_WATERMARK;
	op->size = 100000;
	write_pdf(f, f->file);
	assert_sound(f);
	content = run(f, "mutool show -b %s pages/1/Contents");
	/* 200 pt long, so it begins 100 pt before the middle (150, 200) along (.6, .8), and 35 pt to the right of it */
	assert_true(str_starts(content, STR(".85 g\nBT\n/F0 100 Tf\n.6 .8 -.8 .6 118 99 Tm(")));
	assert_true(holds(content, "0 g\nBT\n80 300 Td/F0 16 Tf\n"));
}

/* --- leading about --- */

static void bookmarks_nest(void **state)
{
	struct fixture *f = *state;

	a4(f);
	a4(f);
	dest(f, 0, 100000, 1, "第一部分　概况 (a)");
	dest(f, 0, 200000, 2, "一、职能\xE2\x80\xA8与机构");
	dest(f, 0, 300000, 4, "跳级𠂇");
	dest(f, 1, 0, 3, "（一）");
	dest(f, 1, 100000, 0, "不入目录");
	dest(f, 1, 841890, 1, "第二部分");
	write_pdf(f, f->file);
	assert_str(run(f, "qpdf --check %s >/dev/null && echo sound"), "sound\n");
	assert_str(run(f, "mutool show %s outline | sed 's/nan,nan,\\([0-9]*\\).*/\\1/' | tr '\\t' '.'"),
	           "-.\"第一部分　概况 (a)\".#page=1&zoom=99\n"
	           "+..\"一、职能 与机构\".#page=1&zoom=199\n"
	           "|...\"跳级𠂇\".#page=1&zoom=299\n"
	           "|...\"（一）\".#page=2&zoom=\n" /* the top: mutool says -1e-05 */
	           "|.\"第二部分\".#page=2&zoom=841\n");
	assert_str(run(f, "qpdf --json --json-key=outlines %s | grep -c '\"kids\"'"), "5\n");
	assert_true(holds(read_pdf(f), "/PageMode /UseOutlines"));
}

static void links_lead_to_their_place(void **state)
{
	struct fixture *f = *state;
	struct page *page = a4(f);
	struct page_op *op = page_add(page, OP_LINK);

	a4(f);
	op->x = 80500;
	op->y = 100000;
	op->w = 400000;
	op->h = 16000;
	op->dest = dest(f, 1, 141890, 1, "第二页");
	page_add(page, OP_LINK)->dest = 77; /* leads nowhere */
	write_pdf(f, f->file);
	assert_str(run(f, "qpdf --check %s >/dev/null && echo sound"), "sound\n");
	assert_true(holds(read_pdf(f), "/Type/Annot/Subtype/Link/Rect[80.5 725.89 480.5 741.89]/Border[0 0 0]/F 4/Dest["));
	assert_true(holds(read_pdf(f), " 0 R/XYZ null 700 null]"));
	assert_str(run(f, "mutool show %s pages/1/Annots | grep -c ' 0 R'"), "1\n");
}

static void pages_are_labelled(void **state)
{
	struct fixture *f = *state;
	static const int32_t numbers[] = { 0, 0, 1, 2, 0, 3 };

	for (size_t i = 0; i < 6; i++)
		a4(f)->number = numbers[i];
	write_pdf(f, f->file);
	assert_true(holds(read_pdf(f), "/PageLabels<</Nums[0<</S/r>>2<</S/D/St 1>>4<<>>5<</S/D/St 3>>]>>"));
	assert_str(run(f, "qpdf --check %s >/dev/null && echo sound"), "sound\n");
}

/* --- the document --- */

static void information_is_in_both_places(void **state)
{
	struct fixture *f = *state;
	struct str bytes;

	a4(f);
	f->pages->info.title = STR(" 2022年度 <部门> &\n决算𠂇 ");
	f->pages->info.organisation = STR("某某局");
	f->pages->info.subject = STR("部门决算");
	f->pages->info.keywords = STR("决算，公开");
	write_pdf(f, f->file);
	assert_str(run(f, "pdfinfo %s | sed -n '1,5s/: */:/p'"),
	           "Title:2022年度 <部门> & 决算𠂇\nSubject:部门决算\nKeywords:决算，公开\nAuthor:某某局\n"
	           "Producer:kanyin " KANYIN_VERSION "\n");
	bytes = read_pdf(f);
	assert_true(str_starts(bytes, STR("%PDF-1.4\n%\xB7\xBE")));
	assert_true(holds(bytes, "<rdf:li xml:lang=\"x-default\">2022年度 &lt;部门&gt; &amp; 决算𠂇</rdf:li>"));
	assert_true(holds(bytes, "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>"));
	assert_true(holds(bytes, "/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>"));
	assert_false(holds(bytes, "Date"));
	assert_true(holds(bytes, "/ID[<"));
}

static void build_document(struct fixture *f)
{
	for (int i = 0; i < 3; i++) {
		struct page *page = a4(f);

		put(f, page, FANG, 80, 100, "本年收入合计886.81万元");
		fill(page, 80000, 120000, 300000, 500, 0);
		put(f, page, LATIN, 80, 200, "Page");
		dest(f, (uint32_t)i, 0, 1, "标题");
	}
}

static void same_pages_same_bytes(void **state)
{
	struct fixture *f = *state;
	struct str first;

	build_document(f);
	write_pdf(f, f->file);
	first = read_pdf(f);
	setenv("TZ", "Asia/Shanghai", 1);
	write_pdf(f, f->file);
	assert_true(str_eq(first, read_pdf(f)));
	f->pages->dests[2].title = STR("标题2");
	write_pdf(f, f->file);
	assert_false(str_eq(str_sub(first, first.len - 100, first.len), read_pdf(f)));
}

static void ids_differ_with_the_content(void **state)
{
	struct fixture *f = *state;
	struct str first;

	build_document(f);
	write_pdf(f, f->file);
	first = run(f, "grep -a '^/ID' %s");
	assert_int_equal(first.len, strlen("/ID[<><>]>>\n") + 64);
	f->pages->dests[2].y += 1000;
	write_pdf(f, f->file);
	assert_true(str_eq(first, run(f, "grep -a '^/ID' %s")) == false);
}

/* More pages than one node of the page tree holds. */
static void thousands_of_pages(void **state)
{
	struct fixture *f = *state;

	for (int i = 0; i < 2500; i++)
		a4(f)->number = i + 1;
	put(f, &f->pages->pages[2499], LATIN, 80, 100, "last");
	write_pdf(f, f->file);
	assert_str(run(f, "qpdf --check %s >/dev/null && qpdf --show-npages %s"), "2500\n");
	assert_str(run(f, "pdftotext -f 2500 %s - | tr -d '\\n\\f'"), "last");
}

/* --- failures --- */

static void a_full_disk_is_reported_once(void **state)
{
	struct fixture *f = *state;
	struct outfile *out = outfile_new(STR("/dev/full"), f->diags);
	bool written;

	build_document(f);
	assert_non_null(out);
	written = pdf_write(f->pages, f->faces, out, f->diags);
	assert_false(outfile_commit(out) && written);
	assert_int_equal(diags_count(f->diags), 1);
	assert_diag(f->diags, 0, FILE_WRITE, 0, 0);
}

static void library_errors_are_reported(void **state)
{
	struct fixture *f = *state;
	struct outfile *out = outfile_new(str_from(f->file), f->diags);
	struct pdf *pdf;

	build_document(f);
	pdf = pdf_open(f->pages, f->faces, f->diags);
	HPDF_Dict_Add(pdf->doc->catalog, "Nothing", NULL); /* remembered by libharu, but not told to the handler */
	HPDF_RaiseError(&pdf->doc->error, HPDF_PAGE_INVALID_SIZE, 7);
	HPDF_RaiseError(&pdf->doc->error, HPDF_INVALID_DOCUMENT, 0);
	assert_false(pdf_save(pdf, out));
	pdf_close(pdf);
	outfile_abort(out);
	assert_diags(f->diags, "fatal error: the PDF library reports error 1054 (detail 7) [pdf-library]\n");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(text_extracts_exactly),
		TEST(twins_extract_as_written),
		TEST(every_code_survives),
		TEST(the_page_is_not_blank),
		TEST(fills_are_grouped_and_exact),
		TEST(text_moves_are_relative),
		TEST(empty_pages_are_sound),
		TEST(watermarks_stand_on_the_diagonal),
		TEST(bookmarks_nest),
		TEST(links_lead_to_their_place),
		TEST(pages_are_labelled),
		TEST(information_is_in_both_places),
		TEST(same_pages_same_bytes),
		TEST(ids_differ_with_the_content),
		TEST(thousands_of_pages),
		TEST(a_full_disk_is_reported_once),
		TEST(library_errors_are_reported),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
