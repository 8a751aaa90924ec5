/* pdf_profile.c - the sRGB colour space as an ICC profile, version 2.1 (PDF/A-1 knows no later one), made from its definition:
 * primaries adapted to D50, and the transfer curve of IEC 61966-2-1 in 1024 steps. No file is needed and nothing is licensed. */
#include "out/pdf_int.h"

#include <string.h>

enum { HEADER = 128, ENTRY = 12, CURVE_POINTS = 1024, DESC_TAIL = 4 + 4 + 2 + 1 + 67 /* empty Unicode and Macintosh names */ };

static void put_u32(struct buf *out, uint32_t value)
{
	for (int shift = 24; shift >= 0; shift -= 8)
		buf_char(out, (char)(value >> shift));
}

static void put_u16(struct buf *out, uint32_t value)
{
	buf_char(out, (char)(value >> 8));
	buf_char(out, (char)value);
}

static void put_zeros(struct buf *out, size_t n)
{
	while (n--)
		buf_char(out, '\0');
}

static void put_xyz(struct buf *out, const uint32_t *fixed) /* [1/65536] */
{
	buf_z(out, "XYZ ");
	put_u32(out, 0);
	for (int i = 0; i < 3; i++)
		put_u32(out, fixed[i]);
}

/* Only + - * /, which IEEE 754 rounds alike everywhere; pow() does not. */
static double fifth_root(double x)
{
	double root = 1;

	for (int i = 0; i < 30; i++)
		root = (4 * root + x / (root * root * root * root)) / 5;
	return root;
}

static double linear(double encoded)
{
	double x = (encoded + 0.055) / 1.055, root;

	if (encoded <= 0.04045)
		return encoded / 12.92;
	root = fifth_root(x);
	return x * x * root * root; /* x to the power of 2.4 */
}

static void put_curve(struct buf *out)
{
	buf_z(out, "curv");
	put_u32(out, 0);
	put_u32(out, CURVE_POINTS);
	for (int i = 0; i < CURVE_POINTS; i++)
		put_u16(out, (uint32_t)(linear((double)i / (CURVE_POINTS - 1)) * 65535 + 0.5));
}

static void put_header(struct buf *out, size_t size)
{
	put_u32(out, (uint32_t)size);
	put_u32(out, 0);
	put_u32(out, 0x02100000);
	buf_z(out, "mntrRGB XYZ ");
	for (int i = 0; i < 6; i++)
		put_u16(out, (const uint16_t[]){ 2000, 1, 1, 0, 0, 0 }[i]);
	buf_z(out, "acsp");
	put_zeros(out, 28);
	for (int i = 0; i < 3; i++)
		put_u32(out, (const uint32_t[]){ 0xF6D6, 0x10000, 0xD32D }[i]); /* D50 */
	put_zeros(out, HEADER - 80);
}

void pdf_srgb_profile(struct buf *out)
{
	static const char name[] = "sRGB IEC61966-2.1", right[] = "No rights reserved"; /* both with their NUL */
	static const uint32_t white[] = { 0xF6D6, 0x10000, 0xD32D }, red[] = { 0x6FA2, 0x38F5, 0x0390 };
	static const uint32_t green[] = { 0x6299, 0xB785, 0x18DA }, blue[] = { 0x24A0, 0x0F84, 0xB6CF };
	const uint32_t desc = (12 + sizeof(name) + DESC_TAIL + 3) & ~3u, text = (8 + sizeof(right) + 3) & ~3u, xyz = 20;
	const uint32_t curve = 12 + 2 * CURVE_POINTS, tables = HEADER + 4 + 9 * ENTRY;
	const struct {
		const char *tag;
		uint32_t at, len;
	} tags[9] = {
		{ "desc", tables, 12 + sizeof(name) + DESC_TAIL },
		{ "cprt", tables + desc, 8 + sizeof(right) },
		{ "wtpt", tables + desc + text, xyz },
		{ "rXYZ", tables + desc + text + xyz, xyz },
		{ "gXYZ", tables + desc + text + 2 * xyz, xyz },
		{ "bXYZ", tables + desc + text + 3 * xyz, xyz },
		{ "rTRC", tables + desc + text + 4 * xyz, curve },
		{ "gTRC", tables + desc + text + 4 * xyz, curve },
		{ "bTRC", tables + desc + text + 4 * xyz, curve },
	};

	put_header(out, tables + desc + text + 4 * xyz + curve);
	put_u32(out, 9);
	for (int i = 0; i < 9; i++) {
		buf_z(out, tags[i].tag);
		put_u32(out, tags[i].at);
		put_u32(out, tags[i].len);
	}
	buf_z(out, "desc");
	put_u32(out, 0);
	put_u32(out, sizeof(name));
	buf_add(out, name, sizeof(name));
	put_zeros(out, desc - 12 - sizeof(name));
	buf_z(out, "text");
	put_u32(out, 0);
	buf_add(out, right, sizeof(right));
	put_zeros(out, text - 8 - sizeof(right));
	put_xyz(out, white);
	put_xyz(out, red);
	put_xyz(out, green);
	put_xyz(out, blue);
	put_curve(out);
}
