/* pdf_int.h - what the files of the PDF back end share. hpdf headers are included here and nowhere else.
 *
 * libharu owns the document: catalogue, page tree, outline, objects, cross-reference table. What it lacks or gets wrong goes
 * in as objects whose body is written here: fonts, page contents, annotations, metadata. It never sees a font file, never
 * compresses and never formats a number that a reader of the page could see. */
#ifndef KANYIN_OUT_PDF_INT_H
#define KANYIN_OUT_PDF_INT_H

#include <hpdf.h>
#include <hpdf_doc.h>
#include <hpdf_objects.h>
#include <hpdf_pages.h>
#include <hpdf_streams.h>

#include "base/arena.h"
#include "out/out.h"

#ifndef KANYIN_VERSION
#define KANYIN_VERSION "0.1"
#endif

struct libdeflate_compressor;

/* How a stream is compressed: outlines hardly get smaller above level 1, page contents do. */
enum pdf_packing { PDF_OUTLINES, PDF_CONTENT, PDF_PLAIN };

/* A glyph of a face as the document uses it: the character it shows and its code in text strings. */
struct pdf_glyph {
	uint32_t ch;
	uint16_t code;
	uint16_t used;
};

/* A glyph that shows one character more than the one in its pdf_glyph: it has a code of its own, so that text extracts
 * exactly. */
struct pdf_twin {
	uint32_t ch;
	uint16_t gid;
	uint16_t code;
};

struct pdf_font {
	struct pdf_glyph glyphs[65536]; /* by glyph number of the face */
	uint64_t used[65536 / 64];      /* bit: glyphs[i].used */
	struct pdf_twin *twins;         /* sorted by gid, ch */
	size_t ntwins, twins_size;
	unsigned id; /* object number of the font dictionary */
};

struct pdf {
	const struct pages *pages;
	struct fontset *faces;
	struct diags *diags;
	struct arena *arena; /* bodies of objects */
	HPDF_Doc doc;
	HPDF_STATUS error, error_detail; /* the first one libharu reported */
	bool failed;                     /* and a diagnostic says why */
	struct libdeflate_compressor *deflate[PDF_PLAIN];
	struct buf packed; /* one deflated stream */
	struct pdf_font *fonts[FACE_NONE];
	unsigned resources; /* object number of the resources that all pages share */
	HPDF_Dict *page_objects;
	uint64_t digest[2];  /* of all bodies, streams and texts: the file's ID */
	struct outfile *out; /* while saving, and libharu's stream that leads to it */
	HPDF_Stream to;
};

/* pdf_doc.c */
struct pdf *pdf_open(const struct pages *, struct fontset *, struct diags *);
bool pdf_save(struct pdf *, struct outfile *); /* false after a diagnostic */
void pdf_close(struct pdf *);

/* pdf_object.c: bodies are the text between << and >>; the buf is emptied. */
unsigned pdf_id(const void *object); /* object number */
HPDF_Dict pdf_object(struct pdf *);  /* an empty dictionary, to be filled by pdf_append */
HPDF_Dict pdf_dict(struct pdf *, struct buf *body);
HPDF_Dict pdf_stream(struct pdf *, enum pdf_packing, struct buf *body, struct str bytes);
HPDF_Dict pdf_packed_stream(struct pdf *, struct buf *body, struct str packed);   /* deflated already; borrowed until the file is written */
struct str pdf_deflate(struct pdf *, enum pdf_packing, struct str bytes);         /* borrowed until the next stream */
void pdf_append(struct pdf *, HPDF_Dict, struct buf *body); /* adds to a dictionary, also of libharu's; once */
struct str pdf_plain(struct arena *, struct str);           /* one line without controls, at most 1000 characters */
void pdf_put_text(struct buf *, struct str);                /* a text string, in hex */
void pdf_put_utf16(struct buf *, uint32_t ch);              /* in hex, without brackets */
void pdf_put_mpt(struct buf *, int32_t mpt);                /* in pt, exact */
char *pdf_write_mpt(char *at, int32_t mpt);                 /* the same, at most 12 bytes */
char *pdf_write_int(char *at, int32_t value);

/* pdf_font.c */
void pdf_collect_glyphs(struct pdf *);
bool pdf_add_fonts(struct pdf *); /* false after a diagnostic */
uint16_t pdf_code(const struct pdf_font *, uint16_t gid, uint32_t ch);

/* pdf_page.c, pdf_content.c */
void pdf_add_pages(struct pdf *);
void pdf_draw_page(const struct pdf *, const struct page *, struct buf *content);

/* pdf_outline.c */
void pdf_put_dest(const struct pdf *, struct buf *, const struct page_dest *); /* as /Dest of a link or bookmark */
void pdf_add_outline(struct pdf *);
void pdf_put_labels(const struct pdf *, struct buf *catalog);

/* pdf_meta.c */
void pdf_add_info(struct pdf *);
void pdf_add_catalog(struct pdf *);
void pdf_add_id(struct pdf *); /* after everything else */

/* pdf_profile.c */
void pdf_srgb_profile(struct buf *);

#endif
