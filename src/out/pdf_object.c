/* pdf_object.c - objects whose body we write ourselves, inside libharu's document.
 *
 * A dictionary with a write function prints any PDF syntax. What follows it, a stream's bytes, comes from the function that
 * libharu calls behind the dictionary: libharu's own streams would be copied twice, byte by byte, and need an object for their
 * length. */
#include "out/pdf_int.h"

#include "base/utf8.h"

#include <libdeflate.h>
#include <string.h>

enum { PLAIN_MAX = 1000 /* characters of a title; a PDF string may have 65535 bytes */ };

/* Hangs on a dictionary as its attr. */
struct body {
	struct pdf *pdf;
	struct str text;  /* between << and >> */
	struct str bytes; /* of a stream, as they stand in the file */
};

unsigned pdf_id(const void *object)
{
	return object ? (unsigned)(((const HPDF_Obj_Header *)object)->obj_id & 0x00FFFFFF) : 0;
}

static uint64_t turn(uint64_t x, int bits)
{
	return x << bits | x >> (64 - bits);
}

/* Two lanes of multiplications over words of 8 bytes: an identity, not a secret, at a tenth of the cost of MD5. */
static void digest(struct pdf *pdf, struct str bytes)
{
	uint64_t a = pdf->digest[0] ^ bytes.len, b = pdf->digest[1] + bytes.len;

	for (size_t at = 0; at < bytes.len; at += 8) {
		size_t left = bytes.len - at;
		uint64_t word = 0;

		memcpy(&word, bytes.ptr + at, left < 8 ? left : 8);
		a = turn((a ^ word) * 0x9E3779B97F4A7C15u, 29) + b;
		b = turn((b + word) * 0xC2B2AE3D27D4EB4Fu, 31) ^ (b >> 17);
	}
	pdf->digest[0] = a;
	pdf->digest[1] = b;
}

static HPDF_STATUS write_body(HPDF_Dict dict, HPDF_Stream to)
{
	const struct body *body = dict->attr;

	return HPDF_Stream_Write(to, (const HPDF_BYTE *)body->text.ptr, (HPDF_UINT)body->text.len);
}

static HPDF_STATUS write_stream(HPDF_Dict dict)
{
	const struct body *body = dict->attr;
	HPDF_Stream to = body->pdf->to;

	HPDF_Stream_WriteStr(to, "\nstream\n");
	HPDF_Stream_Write(to, (const HPDF_BYTE *)body->bytes.ptr, (HPDF_UINT)body->bytes.len);
	return HPDF_Stream_WriteStr(to, "\nendstream");
}

static struct body *set_body(struct pdf *pdf, HPDF_Dict dict, struct buf *text)
{
	struct body *body = arena_make(pdf->arena, struct body);

	body->pdf = pdf;
	body->text = buf_take(text, pdf->arena);
	digest(pdf, body->text);
	if (dict) {
		dict->attr = body;
		dict->write_fn = write_body;
	}
	return body;
}

void pdf_append(struct pdf *pdf, HPDF_Dict dict, struct buf *body)
{
	set_body(pdf, dict, body);
}

HPDF_Dict pdf_object(struct pdf *pdf)
{
	HPDF_Dict dict = HPDF_Dict_New(pdf->doc->mmgr);

	if (dict && HPDF_Xref_Add(pdf->doc->xref, dict) != HPDF_OK)
		dict = NULL; /* freed by libharu */
	return dict;
}

HPDF_Dict pdf_dict(struct pdf *pdf, struct buf *body)
{
	HPDF_Dict dict = pdf_object(pdf);

	pdf_append(pdf, dict, body);
	return dict;
}

struct str pdf_deflate(struct pdf *pdf, enum pdf_packing packing, struct str bytes)
{
	struct libdeflate_compressor *deflate = pdf->deflate[packing];

	buf_clear(&pdf->packed);
	buf_grow(&pdf->packed, libdeflate_zlib_compress_bound(deflate, bytes.len));
	pdf->packed.len = libdeflate_zlib_compress(deflate, bytes.ptr, bytes.len, pdf->packed.ptr, pdf->packed.size);
	return buf_as_str(&pdf->packed);
}

static HPDF_Dict add_stream(struct pdf *pdf, struct buf *body, struct str bytes)
{
	HPDF_Dict dict = pdf_object(pdf);

	buf_printf(body, "/Length %zu", bytes.len);
	set_body(pdf, dict, body)->bytes = bytes;
	digest(pdf, bytes);
	if (dict)
		dict->after_write_fn = write_stream;
	return dict;
}

HPDF_Dict pdf_packed_stream(struct pdf *pdf, struct buf *body, struct str packed)
{
	buf_z(body, "/Filter/FlateDecode");
	return add_stream(pdf, body, packed);
}

HPDF_Dict pdf_stream(struct pdf *pdf, enum pdf_packing packing, struct buf *body, struct str bytes)
{
	if (packing == PDF_PLAIN)
		return add_stream(pdf, body, str_dup(pdf->arena, bytes));
	return pdf_packed_stream(pdf, body, str_dup(pdf->arena, pdf_deflate(pdf, packing, bytes)));
}

struct str pdf_plain(struct arena *arena, struct str text)
{
	struct buf out;
	size_t pos = 0;

	buf_init(&out);
	text = str_trim(text);
	for (size_t n = 0; pos < text.len && n < PLAIN_MAX; n++) {
		uint32_t ch = utf8_next(text, &pos);
		bool control = ch < 0x20 || (ch >= 0x7F && ch < 0xA0) || ch == 0x2028 || ch == 0x2029 || (ch & 0xFFFE) == 0xFFFE;

		buf_utf8(&out, control ? ' ' : ch);
	}
	text = buf_take(&out, arena);
	buf_release(&out);
	return text;
}

static void put_hex(struct buf *out, uint32_t unit)
{
	static const char digits[] = "0123456789ABCDEF";
	char text[4] = { digits[unit >> 12 & 15], digits[unit >> 8 & 15], digits[unit >> 4 & 15], digits[unit & 15] };

	buf_add(out, text, sizeof(text));
}

void pdf_put_utf16(struct buf *out, uint32_t ch)
{
	if (ch > 0xFFFF)
		put_hex(out, 0xD7C0 + (ch >> 10));
	put_hex(out, ch > 0xFFFF ? 0xDC00 + (ch & 0x3FF) : ch);
}

void pdf_put_text(struct buf *out, struct str text)
{
	size_t pos = 0;

	buf_z(out, "<FEFF");
	while (pos < text.len)
		pdf_put_utf16(out, utf8_next(text, &pos));
	buf_char(out, '>');
}

char *pdf_write_int(char *at, int32_t value)
{
	char digits[12];
	size_t n = 0;
	uint32_t rest = value < 0 ? 0 - (uint32_t)value : (uint32_t)value;

	do
		digits[n++] = (char)('0' + rest % 10);
	while (rest /= 10);
	if (value < 0)
		*at++ = '-';
	while (n)
		*at++ = digits[--n];
	return at;
}

char *pdf_write_mpt(char *at, int32_t mpt)
{
	uint32_t rest = mpt < 0 ? 0 - (uint32_t)mpt : (uint32_t)mpt;
	uint32_t whole = rest / 1000, thousandths = rest % 1000;

	if (mpt < 0)
		*at++ = '-';
	if (whole || !thousandths)
		at = pdf_write_int(at, (int32_t)whole);
	if (!thousandths)
		return at;
	*at++ = '.';
	for (uint32_t unit = 100; thousandths; unit /= 10) {
		*at++ = (char)('0' + thousandths / unit);
		thousandths %= unit;
	}
	return at;
}

void pdf_put_mpt(struct buf *out, int32_t mpt)
{
	char text[16];

	buf_add(out, text, (size_t)(pdf_write_mpt(text, mpt) - text));
}
