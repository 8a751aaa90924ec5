/* naive.c - the plainest possible libharu program: the text of a file in one font, 28 characters a line, 22 lines a page. A measure for kanyin, not an
 * example: no line breaking rules, no tables, no bookmarks, broken ToUnicode. usage: naive FONT.ttf TEXT.txt OUT.pdf */
#include <hpdf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void on_error(HPDF_STATUS error, HPDF_STATUS detail, void *data)
{
	(void)data;
	fprintf(stderr, "libharu error %04lX %lu\n", (unsigned long)error, (unsigned long)detail);
	exit(1);
}

static size_t char_len(const char *p)
{
	unsigned char c = (unsigned char)*p;

	return c < 0x80 ? 1 : c < 0xE0 ? 2 : c < 0xF0 ? 3 : 4;
}

static HPDF_Page new_page(HPDF_Doc pdf, HPDF_Font font)
{
	HPDF_Page page = HPDF_AddPage(pdf);

	HPDF_Page_SetSize(page, HPDF_PAGE_SIZE_A4, HPDF_PAGE_PORTRAIT);
	HPDF_Page_SetFontAndSize(page, font, 16);
	HPDF_Page_BeginText(page);
	return page;
}

int main(int argc, char **argv)
{
	HPDF_Doc pdf = HPDF_New(on_error, NULL);
	HPDF_Font font;
	HPDF_Page page = NULL;
	FILE *in = argc == 4 ? fopen(argv[2], "r") : NULL;
	char text[65536], line[256];
	int row = 22;

	if (!pdf || !in)
		return 1;
	HPDF_UseUTFEncodings(pdf);
	HPDF_SetCompressionMode(pdf, HPDF_COMP_ALL);
	font = HPDF_GetFont(pdf, HPDF_LoadTTFontFromFile(pdf, argv[1], HPDF_TRUE), "UTF-8");
	while (fgets(text, sizeof(text), in)) {
		const char *p = text;

		text[strcspn(text, "\r\n\f")] = '\0';
		while (*p) {
			size_t len = 0;

			for (int n = 0; n < 28 && p[len]; n++)
				len += char_len(p + len);
			memcpy(line, p, len);
			line[len] = '\0';
			p += len;
			if (row == 22) {
				if (page)
					HPDF_Page_EndText(page);
				page = new_page(pdf, font);
				row = 0;
			}
			HPDF_Page_TextOut(page, 79.37f, 720.0f - 28.99f * (float)row++, line);
		}
	}
	if (page)
		HPDF_Page_EndText(page);
	HPDF_SaveToFile(pdf, argv[3]);
	HPDF_Free(pdf);
	fclose(in);
	return 0;
}
