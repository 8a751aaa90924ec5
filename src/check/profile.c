/* profile.c - checks a merged document against the profile that its report names; see profile.h.
 *
 * Each chapter is looked for inside the one it stands in; where that one is missing, in what encloses it, so that one wrong
 * heading is one finding. Statements are looked for in the text of their chapter. Whether amounts are right is the business of
 * the rules over texts (check.h) and of rules.h; here only those are found that were typed where references are required. */
#include "base/arena.h"
#include "base/nearest.h"
#include "check/profile_int.h"

struct profile {
	const struct profile_input *in;
	struct arena *arena;
	const struct desc_node *root;
	struct items items;
	struct origin report;     /* where what has no place is reported */
	const struct item *table; /* the required table found last in the document, and its requirement */
	const struct desc_node *table_node;
};

/* Inside of a chapter that was found, or the whole document. */
struct place {
	struct range_of_items range;
	const struct item *heading; /* NULL: the document, or what encloses a chapter that is missing */
	bool found;                 /* false: it is missing, which has been said */
};

/* --- findings --- */

static bool is_silenced(const struct profile *p, enum diag_code code)
{
	const struct check_options *options = p->in->options;
	struct str name = str_from(diag_name(code));

	for (size_t i = 0; options && i < options->nsilences; i++)
		if (str_eq(options->silences[i].code, name))
			return true;
	return false;
}

static void say(const struct profile *p, enum diag_code code, struct origin origin, const struct str *args, size_t n)
{
	if (!is_silenced(p, code))
		diag_add(p->in->diags, code, origin, args, n);
}
#define finding(p, code, origin, ...) \
	say((p), DIAG_##code, (origin), (const struct str[]){ __VA_ARGS__ }, \
	    sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

static const struct desc_node *source_of(const struct profile *p, struct str id)
{
	for (const struct desc_node *node = p->root->first; node; node = node->next)
		if (node->kind == DESC_SOURCE && str_eq(desc_value(node, "id"), id))
			return node;
	return NULL;
}

/* Line breaks of the file, with the indentation after them, mean nothing between Chinese characters. */
static struct str unbroken(struct arena *arena, struct str s)
{
	struct buf out;
	bool skip = false;

	buf_init(&out);
	for (size_t i = 0; i < s.len; i++) {
		skip = s.ptr[i] == '\n' || (skip && (s.ptr[i] == ' ' || s.ptr[i] == '\t'));
		if (!skip)
			buf_char(&out, s.ptr[i]);
	}
	s = buf_take(&out, arena);
	buf_release(&out);
	return s;
}

/* （依据）, or empty. */
static struct str basis(const struct profile *p, const struct desc_node *node)
{
	struct str id = desc_value(node, "source");

	if (!id.len)
		return STR("");
	return str_printf(p->arena, "（%.*s）", STR_FMT(unbroken(p->arena, source_of(p, id)->text)));
}

static struct str who(const struct profile *p)
{
	return desc_value(p->root, "title");
}

/* A title between quotes: those of its own become single ones. */
static struct str quoted(const struct profile *p, struct str title)
{
	static const struct {
		struct str outer, inner;
	} pairs[] = { { { "“", 3 }, { "‘", 3 } }, { { "”", 3 }, { "’", 3 } } };
	struct str text = title;
	ptrdiff_t at;

	for (size_t i = 0; i < 2; i++)
		while ((at = str_find(text, pairs[i].outer)) >= 0)
			text = str_printf(p->arena, "%.*s%.*s%.*s", (int)at, text.ptr, STR_FMT(pairs[i].inner),
			                  STR_FMT(str_sub(text, (size_t)at + pairs[i].outer.len, text.len)));
	return text;
}

static bool is_required(const struct desc_node *node)
{
	return desc_yes(node, "required", true);
}

static struct origin place_origin(const struct profile *p, const struct place *place)
{
	return place->heading ? place->heading->origin : p->report;
}

/* --- the profile itself --- */

static void check_pattern(const struct profile *p, const struct desc_node *node, const char *name)
{
	const struct desc_attr *attr = desc_attr(node, name);
	struct str why = STR("");
	struct matcher *m;

	if (!attr)
		return;
	m = matcher_pattern(p->arena, attr->value, false, &why);
	if (!m)
		diag(p->in->diags, BAD_VALUE, attr->origin, attr->value, attr->name,
		     str_printf(p->arena, "PCRE2: %.*s", STR_FMT(why)));
	matcher_drop(m);
}

static void check_source(const struct profile *p, const struct desc_node *node)
{
	const struct desc_attr *attr = desc_attr(node, "source");

	if (attr && !source_of(p, attr->value))
		diag(p->in->diags, BAD_VALUE, attr->origin, attr->value, attr->name, STR("<source id=…>"));
}

/* Every pattern compiles and every source is there: what follows relies on it. */
static void check_profile(const struct profile *p, const struct desc_node *parent)
{
	for (const struct desc_node *node = parent->first; node; node = node->next) {
		check_pattern(p, node, "match");
		check_pattern(p, node, "unless");
		check_source(p, node);
		check_profile(p, node);
	}
}

static struct matcher *title_matcher(const struct profile *p, const struct desc_node *node)
{
	const struct desc_attr *match = desc_attr(node, "match");
	struct str why;

	return match ? matcher_pattern(p->arena, match->value, true, &why) : matcher_literal(p->arena, desc_value(node, "title"));
}

static bool says(const struct profile *p, const struct desc_node *node, const char *attr, struct str text)
{
	struct str why;
	struct matcher *m = desc_attr(node, attr) ? matcher_pattern(p->arena, desc_value(node, attr), false, &why) : NULL;
	bool found = m && matcher_find(m, text);

	matcher_drop(m);
	return found;
}

/* --- statements --- */

static struct str text_of(const struct profile *p, struct range_of_items range)
{
	struct buf out;
	struct str text;

	buf_init(&out);
	for (size_t i = range.from; i < range.to; i++) {
		if (!p->items.all[i].text.len)
			continue;
		buf_str(&out, p->items.all[i].text);
		buf_char(&out, '\n');
	}
	text = buf_take(&out, p->arena);
	buf_release(&out);
	return text;
}

static void check_statement(const struct profile *p, const struct desc_node *node, const struct place *place, struct str text)
{
	struct str name = desc_value(node, "name"), chapter = place->heading ? place->heading->heading : p->in->doc->info.title;

	if (!is_required(node) || says(p, node, "match", text) || says(p, node, "unless", text))
		return;
	if (node->text.len)
		name = str_printf(p->arena, "%.*s（%.*s）", STR_FMT(name), STR_FMT(unbroken(p->arena, node->text)));
	if (!chapter.len)
		chapter = STR(BOTH("the whole report", "报告"));
	finding(p, PROFILE_STATEMENT, place_origin(p, place), quoted(p, chapter), name, who(p), basis(p, node));
}

static void check_statements(const struct profile *p, const struct desc_node *parent, const struct place *place)
{
	struct str text = STR("");

	for (const struct desc_node *node = parent->first; node; node = node->next) {
		if (node->kind != DESC_STATEMENT)
			continue;
		if (!text.len)
			text = text_of(p, place->range);
		check_statement(p, node, place, text);
	}
}

/* --- tables --- */

static struct str table_name(const struct profile *p, struct str number, struct str title)
{
	return str_printf(p->arena, "%.*s“%.*s”", STR_FMT(number), STR_FMT(quoted(p, title)));
}

static struct str required_name(const struct profile *p, const struct desc_node *node)
{
	return table_name(p, desc_value(node, "number"), desc_value(node, "title"));
}

static bool has_number(const struct profile *p, const struct item *item, const struct desc_node *node)
{
	struct str number = desc_value(node, "number");

	return number.len && str_eq(profile_form(p->arena, item->table->number.str), profile_form(p->arena, number));
}

/* By title, then by number: a table with the right number and another title is another table. */
static const struct item *find_table(const struct profile *p, const struct desc_node *node, bool *same_title)
{
	struct matcher *m = title_matcher(p, node);
	const struct item *by_title = NULL, *by_number = NULL;

	for (size_t i = 0; i < p->items.n; i++) {
		const struct item *item = &p->items.all[i];

		if (!item->table)
			continue;
		if (matcher_find(m, item->title) && (!by_title || has_number(p, item, node)))
			by_title = item;
		if (!by_number && has_number(p, item, node))
			by_number = item;
	}
	matcher_drop(m);
	*same_title = by_title != NULL;
	return by_title ? by_title : by_number;
}

static void check_table_order(struct profile *p, const struct desc_node *node, const struct item *item)
{
	if (p->table && item < p->table) {
		finding(p, PROFILE_TABLE_ORDER, item->origin, required_name(p, node), required_name(p, p->table_node), who(p),
		        basis(p, node));
		return;
	}
	p->table = item;
	p->table_node = node;
}

static void check_table(struct profile *p, const struct desc_node *node, const struct place *place)
{
	bool same_title;
	const struct item *item = find_table(p, node, &same_title);

	if (!item) {
		if (is_required(node))
			finding(p, PROFILE_TABLE, place_origin(p, place), required_name(p, node), who(p), basis(p, node));
		return;
	}
	if (!same_title || (desc_attr(node, "number") && !has_number(p, item, node)))
		finding(p, PROFILE_TABLE_TITLE, item->origin, table_name(p, item->table->number.str, item->heading),
		        required_name(p, node), who(p), basis(p, node));
	check_table_order(p, node, item);
}

/* --- chapters --- */

/* The matching heading of the highest level, the first of several. */
static const struct item *find_heading(const struct profile *p, const struct desc_node *node, struct range_of_items range)
{
	struct matcher *m = title_matcher(p, node);
	const struct item *best = NULL;

	for (size_t i = range.from; i < range.to; i++) {
		const struct item *item = &p->items.all[i];

		if (item->level && (!best || item->level < best->level) && matcher_find(m, item->title))
			best = item;
	}
	matcher_drop(m);
	return best;
}

/* From the heading to the next one of its level or above; without the heading, but with a paragraph that it runs into. */
static struct range_of_items chapter_range(const struct profile *p, const struct item *heading)
{
	struct range_of_items range = { (size_t)(heading - p->items.all), 0 };

	range.to = range.from + 1;
	while (range.to < p->items.n && (!p->items.all[range.to].level || p->items.all[range.to].level > heading->level))
		range.to++;
	range.from += !heading->text.len;
	return range;
}

/* What was probably meant by a heading that is there: renamed, or mistyped. */
static struct str nearest_heading(const struct profile *p, const struct desc_node *node, struct range_of_items range)
{
	struct nearest nearest = nearest_to(desc_value(node, "title"));

	for (size_t i = range.from; i < range.to; i++)
		if (p->items.all[i].level)
			nearest_try(&nearest, p->items.all[i].heading);
	return nearest_hint(p->arena, nearest.best);
}

static void mark_references(struct profile *p, const struct desc_node *node, struct range_of_items range)
{
	const struct desc_attr *references = desc_attr(node, "references");

	for (size_t i = range.from; references && i < range.to; i++)
		p->items.all[i].references = str_eq(references->value, STR("required"));
}

static void check_children(struct profile *p, const struct desc_node *parent, const struct place *place);

static const struct item *check_chapter(struct profile *p, const struct desc_node *node, const struct place *outer)
{
	struct place place = *outer;
	const struct item *heading = find_heading(p, node, place.range);

	if (heading) {
		place = (struct place){ chapter_range(p, heading), heading, true };
		mark_references(p, node, place.range);
	} else {
		place.found = false;
		if (is_required(node) && outer->found)
			finding(p, PROFILE_CHAPTER, place_origin(p, outer), quoted(p, desc_value(node, "title")), who(p),
			        basis(p, node), nearest_heading(p, node, outer->range));
	}
	if (heading || is_required(node))
		check_children(p, node, &place);
	return heading;
}

static void check_children(struct profile *p, const struct desc_node *parent, const struct place *place)
{
	const struct item *last = NULL, *item;
	const struct desc_node *last_node = NULL;

	if (place->found)
		check_statements(p, parent, place);
	for (const struct desc_node *node = parent->first; node; node = node->next) {
		if (node->kind == DESC_TABLE)
			check_table(p, node, place);
		item = node->kind == DESC_CHAPTER ? check_chapter(p, node, place) : NULL;
		if (!item || !place->found)
			continue;
		if (last && item < last) {
			finding(p, PROFILE_CHAPTER_ORDER, item->origin, quoted(p, item->heading), quoted(p, desc_value(last_node, "title")),
			        who(p), basis(p, node));
			continue;
		}
		last = item;
		last_node = node;
	}
}

/* --- references --- */

static void typed(void *ctx, struct str amount, struct origin origin)
{
	const struct profile *p = ctx;

	finding(p, TEXT_TYPED_AMOUNT, origin, amount);
}

static void check_typed(struct profile *p)
{
	struct typed *t = typed_new(p->arena);

	for (size_t i = 0; i < p->items.n; i++)
		if (p->items.all[i].references && p->items.all[i].para)
			typed_find(t, &p->items.all[i].para->text, typed, p);
	typed_drop(t);
}

void profile_check(const struct profile_input *in)
{
	const struct desc_attr *name = desc_attr(in->report, "profile");
	struct profile p = { .in = in, .arena = in->arena };
	size_t errors = diags_errors(in->diags);
	struct str path;

	if (!name)
		return;
	path = str_printf(in->arena, "profiles/%.*s.xml", STR_FMT(name->value));
	path = roots_find(in->roots, in->arena, path, in->diags, name->origin);
	if (!path.len)
		return;
	p.root = desc_load_as(in->schemas, in->arena, path, DESC_PROFILE, in->roots, in->diags);
	if (!p.root)
		return;
	check_profile(&p, p.root);
	if (diags_errors(in->diags) != errors)
		return;
	p.report = name->origin;
	p.items = items_read(in->arena, in->doc);
	check_children(&p, p.root, &(struct place){ { 0, p.items.n }, NULL, true });
	check_typed(&p);
}
