/* read.c - a file as paragraphs: text in UTF-8, GB18030 or UTF-16, a paragraph a line unless hard-wrapped (wrap.c); PDF pages through pdf.c. */
#include "base/arena.h"
#include "base/file.h"
#include "check/pages_int.h"
#include "data/read.h"

enum { FILE_MAX = 64 << 20 }; /* [bytes] */

struct check_para *check_split(struct arena *arena, const struct source *src, size_t *n)
{
	struct str text = src->text;
	struct check_para *paras = check_unwrap(arena, src, n);
	size_t lines = 1;

	if (paras)
		return paras;

	for (size_t i = 0; i < text.len; i++)
		lines += text.ptr[i] == '\n';
	paras = arena_array(arena, lines, sizeof(*paras));
	*n = 0;
	for (size_t from = 0, line = 1; from < text.len; line++) {
		struct str rest = str_sub(text, from, text.len), s;
		ptrdiff_t end = str_find(rest, STR("\n"));

		s = str_sub(rest, 0, end < 0 ? rest.len : (size_t)end);
		from += s.len + 1;
		if (str_ends(s, STR("\r")))
			s.len--;
		if (str_trim(s).len == 0)
			continue;
		paras[(*n)++].text = text_plain(arena, s, (struct origin){ src, (int32_t)line, 1 });
	}
	return paras;
}

static bool is_pdf(struct str bytes)
{
	return str_find(str_sub(bytes, 0, 1024), STR("%PDF-")) >= 0;
}

/* Files of Word, WPS, Excel, LibreOffice: ZIP, OLE or RTF. */
static bool is_office(struct str bytes)
{
	return str_starts(bytes, STR("PK\003\004")) || str_starts(bytes, STR("\xD0\xCF\x11\xE0")) || str_starts(bytes, STR("{\\rtf"));
}

bool check_file(struct arena *arena, struct str path, const struct check_options *options, struct diags *diags)
{
	struct source *src = arena_make(arena, struct source);
	struct check_para *paras;
	struct str bytes, bbox;
	size_t n;

	src->path = str_dup(arena, path);
	if (!file_read(arena, path, FILE_MAX, &bytes, diags, (struct origin){ 0 }))
		return false;
	if (is_office(bytes)) {
		diag(diags, NOT_TEXT, (struct origin){ 0 }, path);
		return false;
	}
	if (is_pdf(bytes)) {
		if (!pdf_words(arena, src, bytes, &bbox, diags))
			return false;
		paras = check_pages(arena, bbox, src, &n);
	} else {
		if (!text_decode(arena, src, bytes, STR("auto"), diags))
			return false;
		paras = check_split(arena, src, &n);
	}
	check_paras(arena, paras, n, options, diags);
	return true;
}
