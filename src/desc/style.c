/* style.c - reads a style file into struct style: lengths in 1/1000 pt, names resolved to indexes, everything checked.
 *
 * The schema has seen to elements, attributes and the form of lengths; here is checked what they mean: units that have a meaning
 * where they stand, sizes within reason, names that exist, and the paragraph styles that the other stages rely on. */
#include "desc/style.h"

#include "base/arena.h"
#include "base/file.h"
#include "desc/desc.h"
#include "desc/length.h"

struct reader {
	struct arena *arena;
	struct diags *diags;
	struct style *style;
	const struct desc_node *root;
};

enum { MAX_ROLES = 1000, MAX_PARAS = 10000, MAX_LEVELS = 10 };

/* Lengths */

/* An attribute that is a length, and where it goes. */
struct field {
	const char *name;
	size_t offset;       /* of an int32_t in the struct */
	int32_t least, most; /* [mpt] */
	struct str expected; /* when it is outside */
};

#define FIELD(attr, type, member, least, most, expected) \
	{ \
		attr, offsetof(struct type, member), least, most, \
		{ \
			expected, sizeof(expected) - 1 \
		} \
	}

enum { PT = 1000, WIDEST = 20000 * PT };

static bool read_length(const struct reader *r, const struct desc_attr *attr, const struct length_base *base,
                        const struct field *field, int32_t *out)
{
	int32_t mpt;

	if (!length_read(attr->value, base, &mpt)) {
		diag(r->diags, BAD_VALUE, attr->origin, attr->value, attr->name, LENGTH_EXPECTED);
		return false;
	}
	if (mpt < field->least || mpt > field->most) {
		diag(r->diags, BAD_VALUE, attr->origin, attr->value, attr->name, field->expected);
		return false;
	}
	*out = mpt;
	return true;
}

/* Absent attributes leave the default that is there. */
static bool read_fields(const struct reader *r, const struct desc_node *node, const struct length_base *base,
                        const struct field *fields, size_t n, void *into)
{
	bool ok = true;

	for (size_t i = 0; i < n; i++) {
		const struct desc_attr *attr = desc_attr(node, fields[i].name);
		if (attr)
			ok &= read_length(r, attr, base, &fields[i], (int32_t *)(void *)((char *)into + fields[i].offset));
	}
	return ok;
}

#define READ_FIELDS(r, node, base, fields, into) \
	read_fields((r), (node), (base), (fields), sizeof(fields) / sizeof((fields)[0]), (into))

/* Position of a value in a list; the schema allows no other values. */
static int choose(struct str value, const char *const *names, int otherwise)
{
	for (int i = 0; names[i]; i++)
		if (str_eq(value, str_from(names[i])))
			return i;
	return otherwise;
}

/* Page */

static void check_area(const struct reader *r, const struct desc_node *node, const char *attr_name, int64_t used, int32_t sheet,
                       struct str expected)
{
	const struct desc_attr *attr = desc_attr(node, attr_name);

	if (attr && used > sheet)
		diag(r->diags, BAD_VALUE, attr->origin, attr->value, attr->name, expected);
}

static void check_page(const struct reader *r, const struct desc_node *node)
{
	const struct style *s = r->style;

	check_area(r, node, "area-width", (int64_t)s->left + s->area_width, s->width, STR("left + area-width <= width"));
	check_area(r, node, "area-height", (int64_t)s->top + s->area_height, s->height, STR("top + area-height <= height"));
	check_area(r, node, "land-width", (int64_t)s->land_left + s->land_width, s->height,
	           STR("land-left + land-width <= height"));
	check_area(r, node, "land-height", (int64_t)s->land_top + s->land_height, s->width,
	           STR("land-top + land-height <= width"));
	check_area(r, node, "pitch", s->pitch, s->area_height, STR("pitch <= area-height"));
}

static void read_page(const struct reader *r, const struct desc_node *node)
{
	static const char *const levels[] = { "basic", "gb", "strict", NULL };
	static const struct length_base absolute = { 0 };
	static const struct field fields[] = {
		FIELD("width", style, width, 72 * PT, WIDEST, ">= 72pt"),
		FIELD("height", style, height, 72 * PT, WIDEST, ">= 72pt"),
		FIELD("top", style, top, 0, WIDEST, ">= 0"),
		FIELD("left", style, left, 0, WIDEST, ">= 0"),
		FIELD("area-width", style, area_width, 36 * PT, WIDEST, ">= 36pt"),
		FIELD("area-height", style, area_height, 36 * PT, WIDEST, ">= 36pt"),
		FIELD("land-top", style, land_top, 0, WIDEST, ">= 0"),
		FIELD("land-left", style, land_left, 0, WIDEST, ">= 0"),
		FIELD("land-width", style, land_width, 36 * PT, WIDEST, ">= 36pt"),
		FIELD("land-height", style, land_height, 36 * PT, WIDEST, ">= 36pt"),
		FIELD("pitch", style, pitch, 1 * PT, WIDEST, ">= 1pt"),
		FIELD("advance", style, advance, 0, WIDEST, ">= 0"),
	};

	if (READ_FIELDS(r, node, &absolute, fields, r->style))
		check_page(r, node);
	if (r->style->pitch == 0) /* reported; lengths in lines are then no further mistakes */
		r->style->pitch = 28 * PT;
	r->style->grid = desc_yes(node, "grid", false);
	r->style->duplex = desc_yes(node, "duplex", false);
	r->style->land_turned = str_eq(desc_value(node, "landscape"), STR("sheet"));
	r->style->kinsoku = (enum start_end_level)choose(desc_value(node, "kinsoku"), levels, KINSOKU_BASIC);
}

/* Names */

static size_t count_children(const struct desc_node *node, enum desc_kind kind)
{
	size_t n = 0;

	for (const struct desc_node *child = node->first; child; child = child->next)
		n += child->kind == kind;
	return n;
}

static void report_twice(const struct reader *r, const struct desc_attr *attr, struct origin first)
{
	struct buf place;

	buf_init(&place);
	origin_print(&place, first);
	diag(r->diags, DUPLICATE_NAME, attr->origin, attr->value, buf_as_str(&place));
	buf_release(&place);
}

ptrdiff_t style_find_para(const struct style *style, struct str name)
{
	for (size_t i = 0; i < style->nparas; i++)
		if (str_eq(style->paras[i].name, name))
			return (ptrdiff_t)i;
	return -1;
}

ptrdiff_t style_find_role(const struct style *style, struct str name)
{
	for (size_t i = 0; i < style->nroles; i++)
		if (str_eq(style->roles[i].name, name))
			return (ptrdiff_t)i;
	return -1;
}

/* The paragraph style that an attribute names, or the one that stands for it. */
static uint16_t para_of(const struct reader *r, const struct desc_node *node, const char *attr_name, const char *otherwise)
{
	const struct desc_attr *attr = node ? desc_attr(node, attr_name) : NULL;
	ptrdiff_t i = style_find_para(r->style, attr ? attr->value : str_from(otherwise));

	if (i < 0 && attr)
		diag(r->diags, UNKNOWN_STYLE, attr->origin, attr->value);
	return i < 0 ? 0 : (uint16_t)i; /* a missing one of its own name is reported by check_paras */
}

/* The role that an attribute names; false when there is no such attribute or role. */
static bool role_of(const struct reader *r, const struct desc_node *node, const char *attr_name, uint16_t *role)
{
	const struct desc_attr *attr = desc_attr(node, attr_name);
	ptrdiff_t i = attr ? style_find_role(r->style, attr->value) : -1;

	if (attr && i < 0)
		diag(r->diags, UNKNOWN_ROLE, attr->origin, attr->value);
	if (i >= 0)
		*role = (uint16_t)i;
	return i >= 0;
}

/* Fonts */

static int read_index(struct str digits)
{
	int n = 0;

	for (size_t i = 0; i < digits.len; i++) /* at most six of them, says the schema */
		n = n * 10 + (digits.ptr[i] - '0');
	return n;
}

static void read_faces(const struct reader *r, const struct desc_node *font, struct style_role *role)
{
	role->faces = arena_array(r->arena, count_children(font, DESC_FACE), sizeof(role->faces[0]));
	for (const struct desc_node *face = font->first; face; face = face->next) {
		const struct desc_attr *file = desc_attr(face, "file");
		role->faces[role->nfaces++] =
			(struct style_face){ file->value, read_index(desc_value(face, "index")), file->origin };
	}
}

static void read_font(const struct reader *r, const struct desc_node *font)
{
	const struct desc_attr *name = desc_attr(font, "role");
	ptrdiff_t first = style_find_role(r->style, name->value);
	struct style_role *role = &r->style->roles[r->style->nroles];

	if (first >= 0) {
		report_twice(r, name, r->style->roles[first].origin);
		return;
	}
	role->name = name->value;
	role->origin = name->origin;
	read_faces(r, font, role);
	r->style->nroles++;
}

/* Fonts may name roles that come after them. */
static void link_font(const struct reader *r, const struct desc_node *font)
{
	ptrdiff_t i = style_find_role(r->style, desc_value(font, "role"));
	struct style_role *role = &r->style->roles[i];

	role->has_latin = role_of(r, font, "latin", &role->latin);
	role->has_bold = role_of(r, font, "bold", &role->bold);
}

static void for_each(const struct reader *r, enum desc_kind kind, void (*read)(const struct reader *, const struct desc_node *))
{
	for (const struct desc_node *node = r->root->first; node; node = node->next)
		if (node->kind == kind)
			read(r, node);
}

static bool few_enough(const struct reader *r, size_t n, size_t most, const char *what)
{
	if (n <= most)
		return true;
	diag(r->diags, XML_LIMIT, r->root->origin, str_printf(r->arena, "> %zu <%s>", most, what));
	return false;
}

static void read_fonts(const struct reader *r)
{
	size_t n = count_children(r->root, DESC_FONT);

	if (!few_enough(r, n, MAX_ROLES, "font"))
		return;
	r->style->roles = arena_array(r->arena, n, sizeof(r->style->roles[0]));
	for_each(r, DESC_FONT, read_font);
	for_each(r, DESC_FONT, link_font);
}

/* Paragraph styles */

/* Space before and after is kept in 1/1000 lines, so that it stays whole lines whatever the pitch. */
static int32_t in_lines(int32_t mpt, int32_t pitch)
{
	return pitch > 0 ? (int32_t)(((int64_t)mpt * 1000 + pitch / 2) / pitch) : 0;
}

static void read_para_lengths(const struct reader *r, const struct desc_node *node, struct style_para *para)
{
	static const struct field size[] = { FIELD("size", style_para, size, 1 * PT, 1000 * PT, "1pt .. 1000pt") };
	static const struct field fields[] = {
		FIELD("pitch", style_para, pitch, 1 * PT, WIDEST, ">= 1pt"),
		FIELD("first", style_para, indent_first, -WIDEST, WIDEST, ">= -20000pt"),
		FIELD("left", style_para, indent_left, 0, WIDEST, ">= 0"),
		FIELD("right", style_para, indent_right, 0, WIDEST, ">= 0"),
		FIELD("before", style_para, before, 0, WIDEST, ">= 0"),
		FIELD("after", style_para, after, 0, WIDEST, ">= 0"),
	};
	struct length_base base = { .advance = r->style->advance, .pitch = r->style->pitch };

	READ_FIELDS(r, node, &base, size, para);
	base.em = para->size > 0 ? para->size : PT; /* a bad size has been reported; em is then no second mistake */
	if (base.advance == 0)
		base.advance = base.em;
	READ_FIELDS(r, node, &base, fields, para);
	para->before = in_lines(para->before, r->style->pitch);
	para->after = in_lines(para->after, r->style->pitch);
}

static void read_para(const struct reader *r, const struct desc_node *node)
{
	static const char *const aligns[] = { "justify", "left", "center", "right", "distribute", NULL };
	const struct desc_attr *name = desc_attr(node, "name");
	ptrdiff_t first = style_find_para(r->style, name->value);
	struct style_para *para = &r->style->paras[r->style->nparas];

	if (first >= 0) {
		report_twice(r, name, r->style->paras[first].origin);
		return;
	}
	para->name = name->value;
	para->origin = name->origin;
	role_of(r, node, "role", &para->role);
	read_para_lengths(r, node, para);
	para->align = (enum para_align)choose(desc_value(node, "align"), aligns, PARA_JUSTIFY);
	para->keep_next = desc_yes(node, "keep-next", false);
	para->page_before = desc_yes(node, "page-before", false);
	para->bold = desc_yes(node, "bold", false);
	para->balance = desc_yes(node, "balance", false);
	para->toc = desc_yes(node, "toc", false);
	r->style->nparas++;
}

/* The styles that merge and layout ask for by name. */
static void check_paras(const struct reader *r)
{
	static const char *const required[] = {
		"body",      "part",        "heading1",        "heading2",         "heading3",   "heading4",
		"list",      "cover-title", "cover-line",      "cover-year",       "toc-title",  "toc1",
		"toc2",      "toc3",        "attachment-mark", "attachment-title", "note",       "signature",
		"folio",     "table-title", "table-label",     "table-cell",       "table-head", "table-note",
		"watermark",
	};

	for (size_t i = 0; i < sizeof(required) / sizeof(required[0]); i++)
		if (style_find_para(r->style, str_from(required[i])) < 0)
			diag(r->diags, UNKNOWN_STYLE, r->root->origin, str_from(required[i]));
}

static void read_paras(const struct reader *r)
{
	size_t n = count_children(r->root, DESC_PARAGRAPH);

	if (!few_enough(r, n, MAX_PARAS, "paragraph"))
		return;
	r->style->paras = arena_array(r->arena, n, sizeof(r->style->paras[0]));
	for_each(r, DESC_PARAGRAPH, read_para);
	check_paras(r);
}

/* Page number, tables, numbering */

static struct length_base base_of(const struct style *style, uint16_t para)
{
	int32_t em = style->nparas > para && style->paras[para].size > 0 ? style->paras[para].size : PT;

	return (struct length_base){ em, style->advance ? style->advance : em, style->pitch };
}

static void read_folio(const struct reader *r, const struct desc_node *node)
{
	static const struct field fields[] = {
		FIELD("drop", style, folio_drop, 0, WIDEST, ">= 0"),
		FIELD("inset", style, folio_inset, 0, WIDEST, ">= 0"),
	};
	struct style *s = r->style;

	s->folio = para_of(r, node, "style", "folio");
	s->folio_outer = true;
	s->folio_drop = 19843; /* 7 mm */
	if (!node)
		return;
	struct length_base base = base_of(s, s->folio);
	READ_FIELDS(r, node, &base, fields, s);
	s->folio_outer = !str_eq(desc_value(node, "place"), STR("center"));
}

static void read_frame(const struct reader *r, const struct desc_node *node)
{
	static const struct field fields[] = {
		FIELD("outer", style, table_frame, 0, 20 * PT, "0 .. 20pt"),
		FIELD("rule", style, table_rule, 0, 20 * PT, "0 .. 20pt"),
		FIELD("pad-x", style, table_pad_x, 0, 100 * PT, "0 .. 100pt"),
		FIELD("pad-y", style, table_pad_y, 0, 100 * PT, "0 .. 100pt"),
		FIELD("min-size", style, table_min_size, 1 * PT, 1000 * PT, "1pt .. 1000pt"),
	};
	struct style *s = r->style;

	s->table_title = para_of(r, node, "title", "table-title");
	s->table_caption = para_of(r, node, "caption", "table-title");
	s->table_label = para_of(r, node, "label", "table-label");
	s->table_cell = para_of(r, node, "cell", "table-cell");
	s->table_head = para_of(r, node, "head", "table-head");
	s->table_note = para_of(r, node, "note", "table-note");
	s->table_frame = 1 * PT;
	s->table_rule = PT / 2;
	s->table_pad_x = 3 * PT;
	s->table_pad_y = 2 * PT;
	s->table_min_size = 7 * PT + PT / 2; /* 六号 */
	struct length_base base = base_of(s, s->table_cell);
	if (node)
		READ_FIELDS(r, node, &base, fields, s);
}

static void read_numbering(const struct reader *r, const struct desc_node *node)
{
	const struct desc_attr *attr = desc_attr(node, "level");
	int level = read_index(attr->value);

	if (level >= MAX_LEVELS) {
		diag(r->diags, BAD_VALUE, attr->origin, attr->value, attr->name, STR("0 .. 9"));
		return;
	}
	if (r->style->numbering[level].len > 0) {
		diag(r->diags, REPEATED_ELEMENT, node->origin, str_printf(r->arena, "numbering level=\"%d\"", level),
		     STR("style"));
		return;
	}
	r->style->numbering[level] = node->text;
	if ((size_t)level >= r->style->nnumbering)
		r->style->nnumbering = (size_t)level + 1;
}

static void read_numberings(const struct reader *r)
{
	r->style->numbering = arena_array(r->arena, MAX_LEVELS, sizeof(r->style->numbering[0]));
	for (size_t i = 0; i < MAX_LEVELS; i++)
		r->style->numbering[i] = STR("");
	for_each(r, DESC_NUMBERING, read_numbering);
}

struct style *style_load(struct desc_schemas *schemas, struct arena *arena, const struct roots *roots, struct str name,
                         struct diags *diags, struct origin where)
{
	struct reader r = { .arena = arena, .diags = diags };
	size_t errors = diags_errors(diags);
	struct str path = roots_find(roots, arena, str_printf(arena, "styles/%.*s.xml", STR_FMT(name)), diags, where);

	if (path.len == 0 || !(r.root = desc_load_as(schemas, arena, path, DESC_STYLE, roots, diags)))
		return NULL;
	r.style = arena_make(arena, struct style);
	r.style->name = desc_value(r.root, "name");
	r.style->src = r.root->origin.src;
	read_page(&r, desc_child(r.root, DESC_PAGE));
	read_fonts(&r);
	read_paras(&r);
	read_folio(&r, desc_child(r.root, DESC_FOLIO));
	read_frame(&r, desc_child(r.root, DESC_FRAME));
	read_numberings(&r);
	r.style->watermark = para_of(&r, NULL, "", "watermark");
	return diags_errors(diags) == errors ? r.style : NULL;
}
