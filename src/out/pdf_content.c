/* pdf_content.c - the operators of one page.
 *
 * A run is one text string (Tj, or TJ where glyphs are moved). Coordinates are exact: 1/1000 pt has three decimals. Inside a
 * text object runs follow each other by relative moves, and font and colour are set when they change. Rectangles of one colour
 * in a row are one path. PDF counts y from the bottom; the pages count from the top. */
#include "out/pdf_int.h"

enum {
	LIGHT_GREY = 850,    /* of the watermark [1/1000] */
	GLYPH_BYTES = 16,    /* most that a glyph takes: two bytes, both escaped, and a number between */
	OPERATOR_BYTES = 128 /* most that an operator with its numbers takes */
};

struct drawing {
	const struct pdf *pdf;
	struct buf *out;
	int32_t height; /* of the page [mpt] */
	bool in_text;   /* between BT and ET */
	bool in_path;   /* rectangles wait for their fill */
	int32_t x, y;   /* where the current line of text begins [mpt] */
	int face;       /* -1: none set */
	int32_t size;   /* [mpt] */
	int colour;     /* 5-6-5; -1: none of these */
};

static void put_text(struct buf *out, const char *text, const char *end)
{
	buf_add(out, text, (size_t)(end - text));
}

static char *write_z(char *at, const char *text)
{
	while (*text)
		*at++ = *text++;
	return at;
}

static void end_text(struct drawing *d)
{
	if (d->in_text)
		buf_z(d->out, "ET\n");
	d->in_text = false;
}

static void end_path(struct drawing *d)
{
	if (d->in_path)
		buf_z(d->out, "f\n");
	d->in_path = false;
}

/* Components of 5, 6 and 5 bits; the three decimals are those of PDF's 0 .. 1. */
static void set_colour(struct drawing *d, int colour)
{
	int red = ((colour >> 11 & 31) * 2000 + 31) / 62, green = ((colour >> 5 & 63) * 2000 + 63) / 126;
	int blue = ((colour & 31) * 2000 + 31) / 62;
	char text[OPERATOR_BYTES], *at = text;

	if (d->colour == colour)
		return;
	end_path(d);
	d->colour = colour;
	at = pdf_write_mpt(at, red);
	if (red != green || green != blue) {
		at = write_z(at, " ");
		at = write_z(pdf_write_mpt(at, green), " ");
		at = write_z(pdf_write_mpt(at, blue), " rg\n");
	} else
		at = write_z(at, " g\n");
	put_text(d->out, text, at);
}

static void set_font(struct drawing *d, int face, int32_t size)
{
	char text[OPERATOR_BYTES], *at;

	if (d->face == face && d->size == size)
		return;
	d->face = face;
	d->size = size;
	at = pdf_write_int(write_z(text, "/F"), face);
	at = pdf_write_mpt(write_z(at, " "), size);
	put_text(d->out, text, write_z(at, " Tf\n"));
}

static void move_to(struct drawing *d, int32_t x, int32_t y)
{
	char text[OPERATOR_BYTES], *at;

	if (!d->in_text) {
		end_path(d);
		buf_z(d->out, "BT\n");
		d->in_text = true;
		d->x = d->y = 0;
	}
	at = write_z(pdf_write_mpt(text, x - d->x), " ");
	put_text(d->out, text, write_z(pdf_write_mpt(at, y - d->y), " Td"));
	d->x = x;
	d->y = y;
}

static char *write_byte(char *at, unsigned byte)
{
	if (byte == '(' || byte == ')' || byte == '\\' || byte == '\r')
		*at++ = '\\';
	*at++ = byte == '\r' ? 'r' : (char)byte;
	return at;
}

static void show_glyphs(struct buf *out, const struct pdf_font *font, const struct page_glyph *glyphs, size_t n)
{
	bool moved = false;
	char *at;

	for (size_t i = 0; i + 1 < n; i++)
		moved |= glyphs[i].adjust != 0;
	buf_grow(out, n * GLYPH_BYTES + OPERATOR_BYTES);
	at = write_z(out->ptr + out->len, moved ? "[(" : "(");
	for (size_t i = 0; i < n; i++) {
		uint16_t code = pdf_code(font, glyphs[i].gid, glyphs[i].ch);

		at = write_byte(write_byte(at, code >> 8), code & 0xFF);
		if (glyphs[i].adjust && i + 1 < n)
			at = write_z(pdf_write_int(write_z(at, ")"), -glyphs[i].adjust), "(");
	}
	at = write_z(at, moved ? ")]TJ\n" : ")Tj\n");
	out->len = (size_t)(at - out->ptr);
	*at = '\0';
}

static void draw_text(struct drawing *d, const struct page_op *op)
{
	if (!op->nglyphs || op->face == FACE_NONE)
		return;
	set_colour(d, op->rgb);
	move_to(d, op->x, d->height - op->y);
	set_font(d, op->face, op->size);
	show_glyphs(d->out, d->pdf->fonts[op->face], op->glyphs, op->nglyphs);
}

static void draw_fill(struct drawing *d, const struct page_op *op)
{
	char text[OPERATOR_BYTES], *at;

	if (op->w <= 0 || op->h <= 0)
		return;
	end_text(d);
	set_colour(d, op->rgb);
	at = write_z(pdf_write_mpt(text, op->x), " ");
	at = write_z(pdf_write_mpt(at, d->height - op->y - op->h), " ");
	at = write_z(pdf_write_mpt(at, op->w), " ");
	put_text(d->out, text, write_z(pdf_write_mpt(at, op->h), " re\n"));
	d->in_path = true;
}

static int64_t square_root(int64_t square)
{
	int64_t root = square, next = (square + 1) / 2;

	while (next < root) {
		root = next;
		next = (root + square / root) / 2;
	}
	return root;
}

/* Natural advances and adjustments of a run [mpt]. */
static int64_t run_width(const struct pdf *pdf, const struct page_op *op)
{
	int64_t width = 0;

	for (size_t i = 0; i < op->nglyphs; i++)
		width += font_advance(pdf->faces, op->face, op->glyphs[i].gid) + op->glyphs[i].adjust;
	return width * op->size / 1000;
}

/* Along the rising diagonal, its middle on the middle of the page. Light grey and drawn first: PDF/A-1 has no transparency. */
static void draw_watermark(struct drawing *d, const struct page *page, const struct page_op *op)
{
	int64_t w = page->width, h = page->height, diagonal = square_root(w * w + h * h);
	int64_t along, down = (int64_t)op->size * 35 / 100; /* half the height of an ideograph above the baseline */
	int32_t cosine, sine, x, y;

	if (!op->nglyphs || op->face == FACE_NONE || diagonal == 0)
		return;
	along = run_width(d->pdf, op) / 2;
	cosine = (int32_t)(w * 1000 / diagonal);
	sine = (int32_t)(h * 1000 / diagonal);
	end_text(d);
	if (op->rgb) {
		set_colour(d, op->rgb);
	} else {
		pdf_put_mpt(d->out, LIGHT_GREY);
		buf_z(d->out, " g\n");
		d->colour = -1;
	}
	buf_z(d->out, "BT\n");
	set_font(d, op->face, op->size);
	x = (int32_t)(w / 2 - (along * cosine - down * sine) / 1000);
	y = (int32_t)(h / 2 - (along * sine + down * cosine) / 1000);
	for (int i = 0; i < 6; i++) {
		pdf_put_mpt(d->out, (const int32_t[]){ cosine, sine, -sine, cosine, x, y }[i]);
		buf_char(d->out, ' ');
	}
	buf_z(d->out, "Tm");
	show_glyphs(d->out, d->pdf->fonts[op->face], op->glyphs, op->nglyphs);
	buf_z(d->out, "ET\n");
}

/* Operations [from, to), in drawing order. */
static void draw_ops(struct drawing *d, const struct page_view *view, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		if (view->ops[i].kind == OP_TEXT)
			draw_text(d, &view->ops[i]);
		else if (view->ops[i].kind == OP_FILL)
			draw_fill(d, &view->ops[i]);
	end_path(d);
	end_text(d);
}

/* A landscape page on a portrait sheet, its head at the left edge: as high as the sheet is wide. */
static void draw_turned(struct drawing *d, const struct page *page, const struct page_view *view)
{
	buf_z(d->out, "q\n0 1 -1 0 ");
	pdf_put_mpt(d->out, page->width);
	buf_z(d->out, " 0 cm\n");
	d->height = page->width;
	draw_ops(d, view, 0, page->turned);
	buf_z(d->out, "Q\n");
	d->height = page->height;
	d->face = d->colour = -1;
}

void pdf_draw_page(const struct pdf *pdf, const struct page *page, struct buf *content)
{
	struct page_view view = page_view(page);
	struct drawing d = { .pdf = pdf, .out = content, .height = page->height, .face = -1 };

	buf_clear(content);
	for (size_t i = 0; i < view.n; i++)
		if (view.ops[i].kind == OP_WATERMARK)
			draw_watermark(&d, page, &view.ops[i]);
	if (page->turned)
		draw_turned(&d, page, &view);
	draw_ops(&d, &view, page->turned, view.n);
	page_view_end(&view);
}
