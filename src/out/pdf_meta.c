/* pdf_meta.c - what the document says about itself: Info and XMP from the same strings, language, output intent.
 *
 * There is no date: the same report gives the same bytes, and PDF/A only asks that Info and XMP agree. */
#include "out/pdf_int.h"

#include <inttypes.h>

static const struct str producer = { "kanyin " KANYIN_VERSION, sizeof("kanyin " KANYIN_VERSION) - 1 };

/* One property: its key in Info, and what stands around its value in XMP. */
struct property {
	const char *key, *before, *after;
	struct str value;
};

enum { PROPERTIES = 5 };

#define DC_ALT "<rdf:Alt><rdf:li xml:lang=\"x-default\">"

static void read_properties(struct pdf *pdf, struct property *out)
{
	const struct doc_info *info = &pdf->pages->info;
	const struct property list[PROPERTIES] = {
		{ "Title", "<dc:title>" DC_ALT, "</rdf:li></rdf:Alt></dc:title>", info->title },
		{ "Author", "<dc:creator><rdf:Seq><rdf:li>", "</rdf:li></rdf:Seq></dc:creator>", info->organisation },
		{ "Subject", "<dc:description>" DC_ALT, "</rdf:li></rdf:Alt></dc:description>", info->subject },
		{ "Keywords", "<pdf:Keywords>", "</pdf:Keywords>", info->keywords },
		{ "Producer", "<pdf:Producer>", "</pdf:Producer>", producer },
	};

	for (int i = 0; i < PROPERTIES; i++) {
		out[i] = list[i];
		out[i].value = pdf_plain(pdf->arena, list[i].value);
	}
}

void pdf_add_info(struct pdf *pdf)
{
	struct property list[PROPERTIES];
	struct buf body;

	buf_init(&body);
	read_properties(pdf, list);
	for (int i = 0; i < PROPERTIES; i++) {
		if (!list[i].value.len)
			continue;
		buf_printf(&body, "/%s", list[i].key);
		pdf_put_text(&body, list[i].value);
	}
	HPDF_Dict_RemoveElement(pdf->doc->info, "Producer"); /* libharu names itself with its version */
	pdf_append(pdf, pdf->doc->info, &body);
	buf_release(&body);
}

static void put_xml(struct buf *out, struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (text.ptr[i] == '&')
			buf_z(out, "&amp;");
		else if (text.ptr[i] == '<')
			buf_z(out, "&lt;");
		else if (text.ptr[i] == '>')
			buf_z(out, "&gt;");
		else
			buf_char(out, text.ptr[i]);
}

static void put_xmp(struct pdf *pdf, struct buf *out)
{
	struct property list[PROPERTIES];

	read_properties(pdf, list);
	buf_z(out, "<?xpacket begin=\"\xEF\xBB\xBF\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n"
	           "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n"
	           "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n"
	           "<rdf:Description rdf:about=\"\" xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\">"
	           "<pdfaid:part>1</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>\n"
	           "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
	           "xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\"><dc:format>application/pdf</dc:format>\n");
	for (int i = 0; i < PROPERTIES; i++) {
		if (!list[i].value.len)
			continue;
		buf_z(out, list[i].before);
		put_xml(out, list[i].value);
		buf_z(out, list[i].after);
		buf_char(out, '\n');
	}
	buf_z(out, "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"w\"?>");
}

static unsigned add_xmp(struct pdf *pdf)
{
	struct buf text, body;
	unsigned id;

	buf_init(&text);
	buf_init(&body);
	put_xmp(pdf, &text);
	buf_z(&body, "/Type/Metadata/Subtype/XML");
	id = pdf_id(pdf_stream(pdf, PDF_PLAIN, &body, buf_as_str(&text))); /* PDF/A: readable without a filter */
	buf_release(&text);
	buf_release(&body);
	return id;
}

static unsigned add_profile(struct pdf *pdf)
{
	struct buf profile, body;
	unsigned id;

	buf_init(&profile);
	buf_init(&body);
	pdf_srgb_profile(&profile);
	buf_z(&body, "/N 3");
	id = pdf_id(pdf_stream(pdf, PDF_CONTENT, &body, buf_as_str(&profile)));
	buf_release(&profile);
	buf_release(&body);
	return id;
}

void pdf_add_catalog(struct pdf *pdf)
{
	struct buf body;

	buf_init(&body);
	buf_z(&body, "/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>");
	pdf_put_labels(pdf, &body);
	buf_printf(&body, "/Metadata %u 0 R", add_xmp(pdf));
	buf_printf(&body,
	           "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)"
	           "/RegistryName(http://www.color.org)/Info(sRGB IEC61966-2.1)/DestOutputProfile %u 0 R>>]",
	           add_profile(pdf));
	pdf_append(pdf, pdf->doc->catalog, &body);
	buf_release(&body);
}

/* Last: it is made from everything else. */
void pdf_add_id(struct pdf *pdf)
{
	struct buf body;

	buf_init(&body);
	buf_z(&body, "/ID[");
	for (int i = 0; i < 2; i++)
		buf_printf(&body, "<%016" PRIX64 "%016" PRIX64 ">", pdf->digest[0], pdf->digest[1]);
	buf_char(&body, ']');
	pdf_append(pdf, pdf->doc->trailer, &body);
	buf_release(&body);
}
