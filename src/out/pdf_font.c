/* pdf_font.c - one Type0 font for each face that the pages use.
 *
 * Codes in text strings are the glyph numbers of the subset, so the font needs no encoding. A glyph that shows two characters (·
 * and ‧, Ω and Ω, compatibility ideographs) gets a further code behind the last glyph, which /CIDToGIDMap leads back to it: every
 * character extracts as it was written. */
#include "out/pdf_int.h"

#include <string.h>

enum { DEFAULT_WIDTH = 1000, RANGE_MIN = 4 /* equal widths that are shorter as a range */, CHARS_PER_BLOCK = 100 };

/* Everything that has a code, by code: the glyphs of the subset, then the twins. */
struct codes {
	size_t n;
	uint16_t *gids;  /* in the subset */
	uint32_t *chars; /* 0: no character of its own (.notdef, parts of composed glyphs) */
	int *widths;     /* [1/1000 em] */
};

static size_t twin_place(const struct pdf_font *font, uint16_t gid, uint32_t ch)
{
	size_t from = 0, to = font->ntwins;

	while (from < to) {
		size_t middle = (from + to) / 2;
		const struct pdf_twin *twin = &font->twins[middle];

		if (twin->gid < gid || (twin->gid == gid && twin->ch < ch))
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

static bool is_twin(const struct pdf_font *font, size_t at, uint16_t gid, uint32_t ch)
{
	return at < font->ntwins && font->twins[at].gid == gid && font->twins[at].ch == ch;
}

static void use_twin(struct pdf_font *font, uint16_t gid, uint32_t ch)
{
	size_t at = twin_place(font, gid, ch);

	if (is_twin(font, at, gid, ch))
		return;
	font->twins = mem_grow(font->twins, font->ntwins, &font->twins_size, sizeof(*font->twins));
	memmove(font->twins + at + 1, font->twins + at, (font->ntwins - at) * sizeof(*font->twins));
	font->twins[at] = (struct pdf_twin){ .ch = ch, .gid = gid };
	font->ntwins++;
}

static void use_glyphs(struct pdf_font *font, const struct page_glyph *glyphs, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct pdf_glyph *glyph = &font->glyphs[glyphs[i].gid];

		if (glyph->used && glyph->ch == glyphs[i].ch)
			continue;
		if (glyph->used) {
			use_twin(font, glyphs[i].gid, glyphs[i].ch);
			continue;
		}
		*glyph = (struct pdf_glyph){ .ch = glyphs[i].ch, .used = 1 };
		font->used[glyphs[i].gid / 64] |= (uint64_t)1 << glyphs[i].gid % 64;
	}
}

static bool shows_glyphs(const struct page_op *op)
{
	return (op->kind == OP_TEXT || op->kind == OP_WATERMARK) && op->nglyphs && op->face != FACE_NONE;
}

void pdf_collect_glyphs(struct pdf *pdf)
{
	for (size_t i = 0; i < pdf->pages->npages; i++) {
		struct page_view view = page_view(&pdf->pages->pages[i]);

		for (const struct page_op *op = view.ops; op < view.ops + view.n; op++) {
			if (!shows_glyphs(op))
				continue;
			if (!pdf->fonts[op->face])
				pdf->fonts[op->face] = mem_alloc(sizeof(struct pdf_font));
			use_glyphs(pdf->fonts[op->face], op->glyphs, op->nglyphs);
		}
		page_view_end(&view);
	}
}

uint16_t pdf_code(const struct pdf_font *font, uint16_t gid, uint32_t ch)
{
	const struct pdf_glyph *glyph = &font->glyphs[gid];

	return glyph->ch == ch ? glyph->code : font->twins[twin_place(font, gid, ch)].code;
}

/* All glyphs in use, ascending, .notdef first. */
static uint16_t *list_gids(struct arena *arena, struct pdf_font *font, size_t *n)
{
	const size_t words = sizeof(font->used) / sizeof(font->used[0]);
	uint16_t *gids;
	size_t count = 0;

	font->used[0] |= 1;
	for (size_t word = 0; word < words; word++)
		count += (size_t)__builtin_popcountll(font->used[word]);
	gids = arena_array(arena, count, sizeof(*gids));
	*n = 0;
	for (size_t word = 0; word < words; word++)
		for (uint64_t bits = font->used[word]; bits; bits &= bits - 1)
			gids[(*n)++] = (uint16_t)(word * 64 + (size_t)__builtin_ctzll(bits));
	return gids;
}

static void assign_codes(struct pdf_font *font, const uint16_t *gids, size_t n, const struct font_subset *subset)
{
	for (size_t i = 0; i < n; i++)
		font->glyphs[gids[i]].code = subset->new_gids[i];
	for (size_t i = 0; i < font->ntwins; i++)
		font->twins[i].code = (uint16_t)(subset->nglyphs + i);
}

static struct codes list_codes(struct arena *arena, const struct pdf *pdf, int face, const struct font_subset *subset)
{
	const struct pdf_font *font = pdf->fonts[face];
	struct codes codes = { .n = subset->nglyphs + font->ntwins };

	codes.gids = arena_array(arena, codes.n, sizeof(*codes.gids));
	codes.chars = arena_array(arena, codes.n, sizeof(*codes.chars));
	codes.widths = arena_array(arena, codes.n, sizeof(*codes.widths));
	for (size_t i = 0; i < subset->nglyphs; i++) {
		codes.gids[i] = (uint16_t)i;
		codes.chars[i] = font->glyphs[subset->old_gids[i]].ch;
		codes.widths[i] = font_advance(pdf->faces, face, subset->old_gids[i]);
	}
	for (size_t i = 0; i < font->ntwins; i++) {
		const struct pdf_twin *twin = &font->twins[i];

		codes.gids[subset->nglyphs + i] = font->glyphs[twin->gid].code;
		codes.chars[subset->nglyphs + i] = twin->ch;
		codes.widths[subset->nglyphs + i] = codes.widths[font->glyphs[twin->gid].code];
	}
	return codes;
}

static size_t equal_widths(const struct codes *codes, size_t from)
{
	size_t to = from + 1;

	while (to < codes->n && codes->widths[to] == codes->widths[from])
		to++;
	return to - from;
}

/* /W: "first last width" for ranges, "first[width width …]" for the rest; what is as wide as an ideograph needs no entry. */
static void put_widths(struct buf *out, const struct codes *codes)
{
	bool open = false;

	buf_printf(out, "/DW %d/W[", DEFAULT_WIDTH);
	for (size_t i = 0, equal; i < codes->n; i += equal) {
		int width = codes->widths[i];
		bool listed = width != DEFAULT_WIDTH;

		equal = equal_widths(codes, i);
		if (open && (!listed || equal >= RANGE_MIN)) {
			buf_char(out, ']');
			open = false;
		}
		if (listed && equal >= RANGE_MIN)
			buf_printf(out, " %zu %zu %d", i, i + equal - 1, width);
		for (size_t k = 0; listed && equal < RANGE_MIN && k < equal; k++, open = true)
			if (open)
				buf_printf(out, " %d", width);
			else
				buf_printf(out, " %zu[%d", i, width);
	}
	buf_z(out, open ? "]]" : "]");
}

static unsigned add_cid_set(struct pdf *pdf, size_t n)
{
	struct buf bits, body;
	unsigned id;

	buf_init(&bits);
	buf_init(&body);
	for (size_t i = 0; i + 8 <= n; i += 8)
		buf_char(&bits, (char)0xFF);
	if (n % 8)
		buf_char(&bits, (char)(0xFF00u >> n % 8));
	id = pdf_id(pdf_stream(pdf, PDF_CONTENT, &body, buf_as_str(&bits)));
	buf_release(&bits);
	buf_release(&body);
	return id;
}

static void put_char_line(struct buf *out, size_t code, uint32_t ch)
{
	buf_char(out, '<');
	pdf_put_utf16(out, (uint32_t)code);
	buf_add(out, "><", 2);
	pdf_put_utf16(out, ch);
	buf_add(out, ">\n", 2);
}

static void put_chars(struct buf *out, const struct codes *codes)
{
	size_t left = 0, in_block = 0;

	for (size_t i = 0; i < codes->n; i++)
		left += codes->chars[i] != 0;
	for (size_t i = 0; i < codes->n; i++) {
		if (!codes->chars[i])
			continue;
		if (!in_block) {
			in_block = left < CHARS_PER_BLOCK ? left : CHARS_PER_BLOCK;
			buf_printf(out, "%zu beginbfchar\n", in_block);
		}
		put_char_line(out, i, codes->chars[i]);
		left--;
		if (--in_block == 0)
			buf_z(out, "endbfchar\n");
	}
}

static unsigned add_to_unicode(struct pdf *pdf, const struct codes *codes)
{
	struct buf map, body;
	unsigned id;

	buf_init(&map);
	buf_init(&body);
	buf_z(&map, "/CIDInit/ProcSet findresource begin\n12 dict begin\nbegincmap\n"
	            "/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n"
	            "/CMapName/Adobe-Identity-UCS def\n/CMapType 2 def\n"
	            "1 begincodespacerange\n<0000><FFFF>\nendcodespacerange\n");
	put_chars(&map, codes);
	buf_z(&map, "endcmap\nCMapName currentdict/CMap defineresource pop\nend\nend\n");
	id = pdf_id(pdf_stream(pdf, PDF_CONTENT, &body, buf_as_str(&map)));
	buf_release(&map);
	buf_release(&body);
	return id;
}

/* The font file; deflated once for all reports that show the same glyphs of a face. */
static unsigned add_file(struct pdf *pdf, int face, const struct font_subset *subset)
{
	struct str packed = subset->packed;
	struct buf body;
	unsigned id;

	if (!packed.len)
		packed = font_keep_packed(pdf->faces, face, pdf_deflate(pdf, PDF_OUTLINES, subset->bytes));
	buf_init(&body);
	buf_printf(&body, "/Length1 %zu", subset->bytes.len);
	id = pdf_id(pdf_packed_stream(pdf, &body, packed));
	buf_release(&body);
	return id;
}

static unsigned add_descriptor(struct pdf *pdf, int face, const char *name, const struct font_subset *subset, size_t ncodes)
{
	struct font_face_info info = font_face_info(pdf->faces, face);
	unsigned file = add_file(pdf, face, subset), set = add_cid_set(pdf, ncodes), id;
	struct buf body;

	buf_init(&body);
	buf_printf(&body, "/Type/FontDescriptor/FontName/%s/Flags %d/FontBBox[%d %d %d %d]/ItalicAngle %d/Ascent %d/Descent %d",
	           name, 4 | (info.serif ? 2 : 0) | (info.italic_angle ? 64 : 0), info.bbox[0], info.bbox[1], info.bbox[2],
	           info.bbox[3], info.italic_angle, info.ascent, info.descent);
	buf_printf(&body, "/CapHeight %d/StemV %d/FontFile2 %u 0 R/CIDSet %u 0 R", info.cap_height, info.stem_v, file, set);
	id = pdf_id(pdf_dict(pdf, &body));
	buf_release(&body);
	return id;
}

/* Codes are glyph numbers unless there are twins. */
static void put_gid_map(struct pdf *pdf, struct buf *out, const struct pdf_font *font, const struct codes *codes)
{
	struct buf map, body;

	if (!font->ntwins) {
		buf_z(out, "/CIDToGIDMap/Identity");
		return;
	}
	buf_init(&map);
	buf_init(&body);
	for (size_t i = 0; i < codes->n; i++) {
		buf_char(&map, (char)(codes->gids[i] >> 8));
		buf_char(&map, (char)codes->gids[i]);
	}
	buf_printf(out, "/CIDToGIDMap %u 0 R", pdf_id(pdf_stream(pdf, PDF_CONTENT, &body, buf_as_str(&map))));
	buf_release(&map);
	buf_release(&body);
}

/* ABCDEF+Name: the letters tell subsets of one face apart, so they come from the glyphs. */
static const char *subset_name(struct arena *arena, const char *ps_name, const uint16_t *gids, size_t n)
{
	uint64_t hash = str_hash((struct str){ (const char *)gids, n * sizeof(*gids) });
	char tag[7] = "";

	for (int i = 0; i < 6; i++, hash /= 26)
		tag[i] = (char)('A' + hash % 26);
	return str_printf(arena, "%s+%s", tag, ps_name).ptr;
}

static unsigned add_type0(struct pdf *pdf, int face, const char *name, const struct font_subset *subset, const struct codes *codes)
{
	struct buf body;
	unsigned descriptor = add_descriptor(pdf, face, name, subset, codes->n);
	unsigned characters = add_to_unicode(pdf, codes), descendant, id;

	buf_init(&body);
	buf_printf(&body, "/Type/Font/Subtype/CIDFontType2/BaseFont/%s/FontDescriptor %u 0 R", name, descriptor);
	buf_z(&body, "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>");
	put_gid_map(pdf, &body, pdf->fonts[face], codes);
	put_widths(&body, codes);
	descendant = pdf_id(pdf_dict(pdf, &body));
	buf_printf(&body, "/Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%u 0 R]/ToUnicode %u 0 R",
	           name, descendant, characters);
	id = pdf_id(pdf_dict(pdf, &body));
	buf_release(&body);
	return id;
}

static bool add_font(struct pdf *pdf, int face)
{
	struct pdf_font *font = pdf->fonts[face];
	struct arena *scratch = arena_new();
	size_t n;
	uint16_t *gids = list_gids(scratch, font, &n);
	const char *ps_name = font_face_info(pdf->faces, face).ps_name;
	const struct font_subset *subset = font_subset_shared(pdf->faces, face, gids, n);
	bool ok = subset && subset->nglyphs + font->ntwins <= 65536;

	if (ok) {
		struct codes codes;

		assign_codes(font, gids, n, subset);
		codes = list_codes(scratch, pdf, face, subset);
		font->id = add_type0(pdf, face, subset_name(scratch, ps_name, gids, n), subset, &codes);
	} else {
		diag(pdf->diags, FONT_BAD, (struct origin){ 0 }, str_from(ps_name), STR("glyf"));
		pdf->failed = true;
	}
	arena_drop(scratch);
	return ok;
}

bool pdf_add_fonts(struct pdf *pdf)
{
	struct buf body;
	bool ok = true;

	buf_init(&body);
	buf_z(&body, "/Font<<");
	for (int face = 0; face < FACE_NONE; face++) {
		if (!pdf->fonts[face])
			continue;
		ok = add_font(pdf, face) && ok;
		buf_printf(&body, "/F%d %u 0 R", face, pdf->fonts[face]->id);
	}
	buf_z(&body, ">>");
	pdf->resources = pdf_id(pdf_dict(pdf, &body));
	buf_release(&body);
	return ok;
}
