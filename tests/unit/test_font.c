/* test_font.c - faces: what they say about characters, what is refused and why, and subsets. */
#include "unit.h"

#include "base/file.h"
#include "font/font.h"

enum { SONG, FANG, PLAIN }; /* roles of the style below */

static struct style_face song[] = { { .file = STR("NotoSerifSC-Regular.ttf") } };
static struct style_face fang[] = { { .file = STR("FandolFang-Regular.ttf") }, { .file = STR("NotoSerifSC-Regular.ttf") } };
static struct style_face latin[] = { { .file = STR("LiberationSerif-Regular.ttf") } };
static struct style_role roles[] = {
	{ .faces = song, .nfaces = 1 },
	{ .faces = fang, .nfaces = 2, .has_latin = true, .latin = 2 },
	{ .faces = latin, .nfaces = 1 },
};
static const struct style style = { .roles = roles, .nroles = 3 };

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct fontset *set;
	struct metrics metrics;
	struct str folder; /* a second font folder, for bad fonts */
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	struct str dirs[2] = { STR("fonts"), { 0 } };

	f->arena = arena_new();
	f->diags = diags_new();
	f->folder = dirs[1] = unit_folder(f->arena);
	f->set = fontset_new(dirs, 2);
	f->metrics = fontset_metrics(f->set);
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	unit_remove(f->arena, f->folder);
	fontset_drop(f->set);
	diags_drop(f->diags);
	arena_drop(f->arena);
	free(f);
	return 0;
}

static struct glyph_info glyph(struct fixture *f, int role, bool want_latin, uint32_t ch)
{
	struct glyph_info info = { .face = FACE_NONE };

	f->metrics.glyph(f->metrics.ctx, role, want_latin, ch, &info);
	return info;
}

static const char *face_of(struct fixture *f, struct glyph_info info)
{
	return info.face == FACE_NONE ? "none" : font_face_info(f->set, info.face).ps_name;
}

static void characters_fall_through_the_chain(void **state)
{
	struct fixture *f = *state;

	assert_true(fontset_bind(f->set, &style, f->diags));
	assert_diags(f->diags, "");
	assert_string_equal(face_of(f, glyph(f, FANG, false, 0x5DDE)), "FandolFang-Regular");
	assert_string_equal(face_of(f, glyph(f, FANG, false, 0x9555)), "NotoSerifSC-Regular");
	assert_string_equal(face_of(f, glyph(f, FANG, false, 0x20087)), "NotoSerifSC-Regular");
	assert_string_equal(face_of(f, glyph(f, FANG, false, 0xE000)), "none");
	assert_string_equal(face_of(f, glyph(f, FANG, false, 0x110000)), "none");
}

static void latin_sets_letters_and_digits_but_no_quotes(void **state)
{
	static const uint32_t han[] = { 0x201C, 0x201D, 0x2018, 0x2019, 0x2014, 0x2026, 0xB7, 0x3002 };
	struct fixture *f = *state;

	fontset_bind(f->set, &style, f->diags);
	assert_string_equal(face_of(f, glyph(f, FANG, true, 'A')), "LiberationSerif");
	assert_string_equal(face_of(f, glyph(f, FANG, true, '%')), "LiberationSerif");
	assert_string_equal(face_of(f, glyph(f, FANG, true, 0xE9)), "LiberationSerif");
	assert_string_equal(face_of(f, glyph(f, FANG, false, 'A')), "FandolFang-Regular");
	assert_string_equal(face_of(f, glyph(f, SONG, true, 'A')), "NotoSerifSC-Regular");
	for (size_t i = 0; i < sizeof(han) / sizeof(han[0]); i++)
		assert_string_equal(face_of(f, glyph(f, FANG, true, han[i])), "FandolFang-Regular");
}

static void widths_are_thousandths(void **state)
{
	struct fixture *f = *state;
	struct glyph_info a, ink, again;

	fontset_bind(f->set, &style, f->diags);
	a = glyph(f, PLAIN, false, 'A'); /* 1479 of 2048 units */
	assert_int_equal(a.advance, 722);
	assert_int_equal(font_advance(f->set, a.face, a.gid), 722);
	assert_int_equal(glyph(f, SONG, false, 0x5DDE).advance, 1000);
	ink = glyph(f, SONG, false, 0x201C);
	assert_true(ink.x_min > 500 && ink.x_max < 1000 && ink.x_min < ink.x_max);
	ink = glyph(f, PLAIN, false, ' ');
	assert_true(ink.advance == 250 && ink.x_min == 0 && ink.x_max == 0);
	again = glyph(f, SONG, false, 0x201C);
	ink = glyph(f, SONG, false, 0x201C);
	assert_true(again.gid == ink.gid && again.face == ink.face && again.advance == ink.advance && again.x_min == ink.x_min &&
	            again.x_max == ink.x_max); /* not memcmp: the struct has padding */
}

static void faces_have_an_em_box(void **state)
{
	struct fixture *f = *state;
	struct face_metrics m;

	fontset_bind(f->set, &style, f->diags);
	m = f->metrics.face(f->metrics.ctx, glyph(f, SONG, false, 0x5DDE).face);
	assert_int_equal(m.ascent, 880);
	assert_int_equal(m.descent, 120);
	m = f->metrics.face(f->metrics.ctx, glyph(f, PLAIN, false, 'A').face);
	assert_int_equal(m.ascent, 693);
	assert_int_equal(m.descent, 216);
}

static int kern(struct fixture *f, int role, uint32_t left, uint32_t right)
{
	struct glyph_info a = glyph(f, role, false, left), b = glyph(f, role, false, right);

	assert_int_equal(a.face, b.face);
	return f->metrics.kern(f->metrics.ctx, a.face, a.gid, b.gid);
}

static void kerning_comes_from_the_face(void **state)
{
	struct fixture *f = *state;

	fontset_bind(f->set, &style, f->diags);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(kern(f, PLAIN, 'A', 'V'), -129);
		assert_int_equal(kern(f, PLAIN, 'n', 'n'), 0);
		assert_int_equal(kern(f, SONG, 'A', 'V'), -118);
		assert_int_equal(kern(f, SONG, 0x5DDE, 0x5DDE), 0);
		assert_int_equal(kern(f, FANG, 'A', 'V'), 0);
	}
}

static void faces_are_opened_once(void **state)
{
	struct fixture *f = *state;
	struct style other = { .roles = roles + 2, .nroles = 1 };
	int face;

	fontset_bind(f->set, &style, f->diags);
	face = glyph(f, PLAIN, false, 'A').face;
	assert_int_equal(glyph(f, FANG, false, 0x9555).face, glyph(f, SONG, false, 0x9555).face);
	assert_true(fontset_bind(f->set, &other, f->diags));
	assert_int_equal(glyph(f, 0, false, 'A').face, face);
	assert_true(fontset_bind(f->set, &style, f->diags));
	assert_int_equal(glyph(f, PLAIN, false, 'A').face, face);
}

static void descriptors(void **state)
{
	struct fixture *f = *state;
	struct font_face_info info;

	fontset_bind(f->set, &style, f->diags);
	info = font_face_info(f->set, glyph(f, PLAIN, false, 'A').face);
	assert_true(info.serif && !info.bold && info.italic_angle == 0);
	assert_int_equal(info.cap_height, 655);
	info = font_face_info(f->set, glyph(f, FANG, false, 'A').face);
	assert_int_equal(info.cap_height, 683); /* measured: OS/2 version 1 has none */
}

/* --- subsets --- */

static void subset_renumbers(void **state)
{
	struct fixture *f = *state;
	uint16_t gids[4] = { 0 };
	struct font_subset subset;
	int face;

	fontset_bind(f->set, &style, f->diags);
	face = glyph(f, PLAIN, false, 'A').face;
	gids[1] = glyph(f, PLAIN, false, 'A').gid;
	gids[2] = glyph(f, PLAIN, false, 'x').gid;
	gids[3] = glyph(f, PLAIN, false, 0xE9).gid; /* é is composed: e and the acute come along */
	assert_true(gids[1] < gids[2] && gids[2] < gids[3]);
	assert_true(font_subset(f->set, face, gids, 4, f->arena, &subset));
	assert_int_equal(subset.nglyphs, 6);
	for (size_t i = 0; i < 4; i++)
		assert_int_equal(subset.old_gids[subset.new_gids[i]], gids[i]);
	assert_int_equal(subset.new_gids[0], 0);
	for (size_t i = 1; i < subset.nglyphs; i++)
		assert_true(subset.old_gids[i - 1] < subset.old_gids[i]);
	assert_true(subset.bytes.len > 500 && subset.bytes.len < 5000);
}

static void subset_of_a_han_face_is_small(void **state)
{
	struct fixture *f = *state;
	uint16_t gids[2] = { 0 };
	struct font_subset subset;
	struct glyph_info info;

	fontset_bind(f->set, &style, f->diags);
	info = glyph(f, SONG, false, 0x20087);
	gids[1] = info.gid;
	assert_true(font_subset(f->set, info.face, gids, 2, f->arena, &subset));
	assert_int_equal(subset.nglyphs, 2);
	assert_true(subset.bytes.len < 2000);
}

/* --- fonts that are refused --- */

static bool bind_one(struct fixture *f, const char *file, int index)
{
	struct style_face face = { .file = str_from(file), .index = index };
	struct style_role role = { .faces = &face, .nfaces = 1 };
	struct style one = { .roles = &role, .nroles = 1 };

	diags_clear(f->diags);
	return fontset_bind(f->set, &one, f->diags);
}

static struct str read_font(struct fixture *f, const char *file)
{
	struct str bytes;
	struct str path = str_printf(f->arena, "fonts/%s", file);

	assert_true(file_read(f->arena, path, 100 << 20, &bytes, f->diags, (struct origin){ 0 }));
	return bytes;
}

static void names_lead_into_the_font_folders_only(void **state)
{
	struct fixture *f = *state;

	assert_false(bind_one(f, "absent.ttf", 0));
	assert_diags(f->diags, "error: cannot find the font file 'absent.ttf' [font-missing]\n");
	assert_false(bind_one(f, "../fonts/LiberationSerif-Regular.ttf", 0));
	assert_diag(f->diags, 0, FILE_OUTSIDE, 0, 0);
	assert_false(bind_one(f, "LICENSES/../LiberationSerif-Regular.ttf", 0));
	assert_diag(f->diags, 0, FILE_OUTSIDE, 0, 0);
	assert_false(bind_one(f, "/etc/passwd", 0));
	assert_diag(f->diags, 0, FILE_OUTSIDE, 0, 0);
	assert_false(bind_one(f, "", 0));
	assert_diag(f->diags, 0, FILE_OUTSIDE, 0, 0);
	assert_false(bind_one(f, "LICENSES", 0));
	assert_diags(f->diags, "error: 'LICENSES' is not a TrueType font [font-none]\n");
}

static void other_files_are_not_fonts(void **state)
{
	struct fixture *f = *state;

	unit_file(f->arena, f->folder, "text.ttf", STR("This is not a font, whatever its name says."));
	assert_false(bind_one(f, "text.ttf", 0));
	assert_diags(f->diags, "error: 'text.ttf' is not a TrueType font [font-none]\n");
	unit_file(f->arena, f->folder, "empty.ttf", STR(""));
	assert_false(bind_one(f, "empty.ttf", 0));
	assert_diags(f->diags, "error: 'empty.ttf' is not a TrueType font [font-none]\n");
	assert_string_equal(face_of(f, glyph(f, 0, false, 'A')), "none");
}

static void cff_outlines_are_refused_with_the_way_out(void **state)
{
	/* an OpenType file with one table, 'CFF ' of four bytes */
	static const char otto[] = "OTTO\0\1\0\x10\0\0\0\0CFF \0\0\0\0\0\0\0\x1C\0\0\0\4\1\0\4\1";
	struct fixture *f = *state;
	struct buf text;

	unit_file(f->arena, f->folder, "song.otf", (struct str){ otto, sizeof(otto) - 1 });
	assert_false(bind_one(f, "song.otf", 0));
	assert_diag(f->diags, 0, FONT_CFF, 0, 0);
	buf_init(&text);
	diag_print(&text, diags_at(f->diags, 0), LANG_EN);
	assert_true(str_find(buf_as_str(&text), STR("'song.otf' has CFF outlines")) >= 0);
	assert_true(str_find(buf_as_str(&text), STR("fontforge")) >= 0);
	buf_release(&text);
}

static void a_cut_off_font_is_refused_wherever_it_is_cut(void **state)
{
	struct fixture *f = *state;
	struct str whole = read_font(f, "LiberationSerif-Regular.ttf");

	for (size_t len = 4; len < whole.len; len += len < 600 ? 7 : whole.len / 23) {
		const char *name = str_printf(f->arena, "cut%zu.ttf", len).ptr;

		unit_file(f->arena, f->folder, name, str_sub(whole, 0, len));
		if (bind_one(f, name, 0)) /* only names or layout tables lost: still usable */
			continue;
		assert_int_equal(diags_count(f->diags), 1);
		assert_true(diags_at(f->diags, 0)->code == DIAG_FONT_BAD || diags_at(f->diags, 0)->code == DIAG_FONT_NONE);
	}
	whole = read_font(f, "FandolFang-Regular.ttf");
	unit_file(f->arena, f->folder, "half.ttf", str_sub(whole, 0, whole.len / 2));
	assert_false(bind_one(f, "half.ttf", 0));
	assert_diags(f->diags,
	             "error: 'half.ttf' is not a usable TrueType font: its table 'glyf' is missing or damaged [font-bad]\n");
}

static void a_font_without_characters_is_refused(void **state)
{
	struct fixture *f = *state;
	struct font_subset subset;
	const uint16_t gids[] = { 0, 36 };

	fontset_bind(f->set, &style, f->diags);
	font_subset(f->set, glyph(f, PLAIN, false, 'A').face, gids, 2, f->arena, &subset);
	unit_file(f->arena, f->folder, "subset.ttf", subset.bytes);
	assert_false(bind_one(f, "subset.ttf", 0));
	assert_diags(f->diags,
	             "error: 'subset.ttf' is not a usable TrueType font: its table 'cmap' is missing or damaged [font-bad]\n");
}

/* Writes one changed font file; `at` counts from the start of the table. */
static void damage(struct fixture *f, const char *name, const char *table, size_t at, int value)
{
	struct str whole = read_font(f, "LiberationSerif-Regular.ttf");
	unsigned char *bytes = arena_copy(f->arena, whole.ptr, whole.len);
	unsigned char *entry = bytes + 12;

	while (memcmp(entry, table, 4) != 0)
		entry += 16;
	at += (size_t)entry[8] << 24 | (size_t)entry[9] << 16 | (size_t)entry[10] << 8 | entry[11];
	bytes[at] = (unsigned char)(value >> 8);
	bytes[at + 1] = (unsigned char)value;
	unit_file(f->arena, f->folder, name, (struct str){ (char *)bytes, whole.len });
}

static void impossible_tables_are_refused(void **state)
{
	static const struct {
		const char *table;
		size_t at; /* units per em; glyphs; widths, none and more than glyphs; more glyphs than offsets */
		int value;
		const char *told;
	} cases[] = {
		{ "head", 18, 0, "head" },      { "maxp", 4, 0, "maxp" },      { "hhea", 34, 0, "hhea" },
		{ "hhea", 34, 0xFFFF, "hhea" }, { "maxp", 4, 0xFFFF, "glyf" },
	};
	struct fixture *f = *state;

	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *name = str_printf(f->arena, "bad%zu.ttf", i).ptr;

		damage(f, name, cases[i].table, cases[i].at, cases[i].value);
		assert_false(bind_one(f, name, 0));
		assert_diag(f->diags, 0, FONT_BAD, 0, 0);
		assert_str(diags_at(f->diags, 0)->args[1], cases[i].told);
	}
}

static void put_u32(struct buf *out, uint32_t value)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(out, (char)(value >> shift));
}

/* A collection: the font files one behind the other, their table offsets moved. */
static void add_font(struct buf *out, struct str font)
{
	size_t start = out->len;
	unsigned tables = (unsigned)(unsigned char)font.ptr[5];

	buf_str(out, font);
	for (unsigned i = 0; i < tables; i++) {
		unsigned char *at = (unsigned char *)out->ptr + start + 12 + 16 * i + 8;
		uint32_t offset = (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 | at[3];

		offset += (uint32_t)start;
		for (int k = 0; k < 4; k++)
			at[k] = (unsigned char)(offset >> (24 - 8 * k));
	}
}

static void collections_have_an_index(void **state)
{
	struct fixture *f = *state;
	struct str regular = read_font(f, "LiberationSerif-Regular.ttf"), bold = read_font(f, "LiberationSerif-Bold.ttf");
	struct font_subset subset;
	struct buf ttc;
	uint16_t gids[2] = { 0 };

	buf_init(&ttc);
	buf_z(&ttc, "ttcf");
	put_u32(&ttc, 0x00010000);
	put_u32(&ttc, 2);
	put_u32(&ttc, 20);
	put_u32(&ttc, 20 + (uint32_t)regular.len);
	add_font(&ttc, regular);
	add_font(&ttc, bold);
	unit_file(f->arena, f->folder, "two.ttc", buf_as_str(&ttc));
	buf_release(&ttc);
	assert_true(bind_one(f, "two.ttc", 0));
	assert_string_equal(face_of(f, glyph(f, 0, false, 'A')), "LiberationSerif");
	assert_true(bind_one(f, "two.ttc", 1));
	assert_string_equal(face_of(f, glyph(f, 0, false, 'A')), "LiberationSerif-Bold");
	gids[1] = glyph(f, 0, false, 'A').gid;
	assert_true(font_subset(f->set, glyph(f, 0, false, 'A').face, gids, 2, f->arena, &subset));
	assert_false(bind_one(f, "two.ttc", 2));
	assert_diags(f->diags, "error: 'two.ttc' has no face 2: it has 2, counted from 0 [font-index]\n");
	assert_false(bind_one(f, "two.ttc", -1));
	assert_diag(f->diags, 0, FONT_INDEX, 0, 0);
}

static void the_other_roles_stay_usable(void **state)
{
	struct fixture *f = *state;
	struct style_face bad = { .file = STR("absent.ttf") };
	struct style_role two[] = { { .faces = &bad, .nfaces = 1, .has_latin = true, .latin = 1 },
		                    { .faces = latin, .nfaces = 1 } };
	struct style part = { .roles = two, .nroles = 2 };

	assert_false(fontset_bind(f->set, &part, f->diags));
	assert_int_equal(diags_count(f->diags), 1);
	assert_string_equal(face_of(f, glyph(f, 0, false, 'A')), "none");
	assert_string_equal(face_of(f, glyph(f, 0, true, 'A')), "LiberationSerif");
	assert_string_equal(face_of(f, glyph(f, 1, false, 'A')), "LiberationSerif");
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(characters_fall_through_the_chain),
		TEST(latin_sets_letters_and_digits_but_no_quotes),
		TEST(widths_are_thousandths),
		TEST(faces_have_an_em_box),
		TEST(kerning_comes_from_the_face),
		TEST(faces_are_opened_once),
		TEST(descriptors),
		TEST(subset_renumbers),
		TEST(subset_of_a_han_face_is_small),
		TEST(names_lead_into_the_font_folders_only),
		TEST(other_files_are_not_fonts),
		TEST(cff_outlines_are_refused_with_the_way_out),
		TEST(a_cut_off_font_is_refused_wherever_it_is_cut),
		TEST(a_font_without_characters_is_refused),
		TEST(impossible_tables_are_refused),
		TEST(collections_have_an_index),
		TEST(the_other_roles_stay_usable),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
