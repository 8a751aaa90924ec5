/* pdf_doc.c - pages to PDF: the order of things, the library's errors, and the way of the bytes to the file.
 *
 * The same pages give the same bytes: no clock, no locale, no address; the file's ID comes from its content. */
#include "out/pdf_int.h"

#include <libdeflate.h>
#include <stdio.h>

static void HPDF_STDCALL on_error(HPDF_STATUS code, HPDF_STATUS detail, void *user)
{
	struct pdf *pdf = user;

	if (pdf->error == HPDF_OK) {
		pdf->error = code;
		pdf->error_detail = detail;
	}
}

static void *HPDF_STDCALL allocate(HPDF_UINT size)
{
	return mem_alloc(size);
}

static void HPDF_STDCALL release(void *memory)
{
	mem_free(memory);
}

struct pdf *pdf_open(const struct pages *pages, struct fontset *faces, struct diags *diags)
{
	static const int levels[PDF_PLAIN] = { [PDF_OUTLINES] = 1, [PDF_CONTENT] = 5 };
	struct arena *arena = arena_new();
	struct pdf *pdf = arena_make(arena, struct pdf);

	pdf->arena = arena;
	pdf->pages = pages;
	pdf->faces = faces;
	pdf->diags = diags;
	pdf->doc = HPDF_NewEx(on_error, allocate, release, 0, pdf);
	for (int i = 0; i < PDF_PLAIN; i++)
		pdf->deflate[i] = libdeflate_alloc_compressor(levels[i]);
	if (!pdf->doc || !pdf->deflate[PDF_OUTLINES] || !pdf->deflate[PDF_CONTENT])
		mem_fail(sizeof(*pdf));
	buf_init(&pdf->packed);
	return pdf;
}

void pdf_close(struct pdf *pdf)
{
	HPDF_Free(pdf->doc);
	for (int i = 0; i < PDF_PLAIN; i++)
		libdeflate_free_compressor(pdf->deflate[i]);
	for (int face = 0; face < FACE_NONE; face++) {
		if (pdf->fonts[face])
			mem_free(pdf->fonts[face]->twins);
		mem_free(pdf->fonts[face]);
	}
	buf_release(&pdf->packed);
	arena_drop(pdf->arena);
}

/* Also errors that libharu only remembers: not all of them reach the handler. */
static bool report_error(struct pdf *pdf)
{
	HPDF_STATUS code = pdf->error != HPDF_OK ? pdf->error : HPDF_GetError(pdf->doc);
	HPDF_STATUS detail = pdf->error != HPDF_OK ? pdf->error_detail : HPDF_GetErrorDetail(pdf->doc);
	char text[2][24];

	if (code == HPDF_OK || pdf->failed)
		return code != HPDF_OK;
	snprintf(text[0], sizeof(text[0]), "%04lX", (unsigned long)code);
	snprintf(text[1], sizeof(text[1]), "%lu", (unsigned long)detail);
	diag(pdf->diags, PDF_LIBRARY, (struct origin){ 0 }, str_from(text[0]), str_from(text[1]));
	pdf->failed = true;
	return true;
}

static HPDF_STATUS write_out(HPDF_Stream stream, const HPDF_BYTE *bytes, HPDF_UINT len)
{
	struct pdf *pdf = stream->attr;

	if (outfile_write(pdf->out, bytes, len))
		return HPDF_OK;
	pdf->failed = true; /* the outfile said why */
	return HPDF_FILE_IO_ERROR;
}

/* libharu's own saving would build the whole file in memory first, and its header depends on what was called before. */
bool pdf_save(struct pdf *pdf, struct outfile *out)
{
	static const char header[] = "%PDF-1.4\n%\xB7\xBE\xAD\xAA\n";
	HPDF_Doc doc = pdf->doc;

	if (pdf->failed || report_error(pdf))
		return false;
	pdf->out = out;
	pdf->to = HPDF_CallbackWriter_New(doc->mmgr, write_out, pdf);
	HPDF_Dict_Add(doc->trailer, "Root", doc->catalog);
	HPDF_Dict_Add(doc->trailer, "Info", doc->info);
	if (HPDF_Stream_WriteStr(pdf->to, header) == HPDF_OK)
		HPDF_Xref_WriteToStream(doc->xref, pdf->to, NULL);
	HPDF_Stream_Free(pdf->to);
	return !report_error(pdf) && !pdf->failed;
}

bool pdf_write(const struct pages *pages, struct fontset *faces, struct outfile *out, struct diags *diags)
{
	struct pdf *pdf = pdf_open(pages, faces, diags);
	bool ok;

	pdf_collect_glyphs(pdf);
	ok = pdf_add_fonts(pdf);
	if (ok) {
		pdf_add_pages(pdf);
		pdf_add_outline(pdf);
		pdf_add_info(pdf);
		pdf_add_catalog(pdf);
		pdf_add_id(pdf);
		ok = pdf_save(pdf, out);
	}
	pdf_close(pdf);
	return ok;
}
