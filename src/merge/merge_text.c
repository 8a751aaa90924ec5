/* merge_text.c - template text of elements and attributes. */
#include <string.h>

#include "base/utf8.h"
#include "merge/merge_int.h"

/* A line end of the XML with the blanks around it is layout of the file, not of the report: nothing beside Han characters and full-width
 * marks, one blank between Western words. */
static size_t skip_break(struct str s, size_t at, bool *line_end)
{
	size_t end = at;

	*line_end = false;
	while (end < s.len && (s.ptr[end] == ' ' || s.ptr[end] == '\t' || s.ptr[end] == '\n' || s.ptr[end] == '\r')) {
		*line_end |= s.ptr[end] == '\n';
		end++;
	}
	return end;
}

static bool western(uint32_t ch)
{
	return ch < 0x2E80 && ch != 0x2028 && !(ch >= 0x2010 && ch <= 0x2027);
}

static bool blank_stays(struct str s, size_t from, size_t to)
{
	size_t before = from, after = to;

	if (from == 0 || to == s.len)
		return false;
	return western(utf8_prev(s, &before)) && western(utf8_next(s, &after));
}

static struct text join_lines(struct merge *m, const struct text *text)
{
	struct text_builder b;
	size_t from = 0;

	if (!memchr(text->str.len ? text->str.ptr : "", '\n', text->str.len))
		return *text;
	text_builder_init(&b);
	for (size_t at = 0; at < text->str.len;) {
		bool line_end;
		size_t end = skip_break(text->str, at, &line_end);

		if (line_end) {
			text_builder_append(&b, text, from, at);
			if (blank_stays(text->str, at, end))
				buf_char(&b.str, ' ');
			from = end;
		}
		at = end > at ? end : at + 1;
	}
	text_builder_append(&b, text, from, text->str.len);
	return text_builder_take(&b, m->arena);
}

static struct text run(struct merge *m, const struct template *template, struct origin where)
{
	struct text text = { 0 };

	if (!template)
		return text_plain(m->arena, STR(""), where);
	template_run(template, &m->eval, &text);
	return join_lines(m, &text);
}

struct text merge_node_text(struct merge *m, const struct desc_node *node)
{
	return run(m, cache_node_template(node, m->arena, m->diags), node->text_origin);
}

struct text merge_attr_text(struct merge *m, const struct desc_node *node, const char *attr)
{
	const struct desc_attr *a = desc_attr(node, attr);

	return a ? run(m, cache_attr_template(a, m->arena, m->diags), a->origin) : text_plain(m->arena, STR(""), node->origin);
}

bool merge_attr_name(struct merge *m, const struct desc_node *node, const char *attr, struct str *out)
{
	struct text text = merge_attr_text(m, node, attr);

	*out = str_trim(text.str);
	for (size_t i = 0; i < text.nspans; i++)
		if (text.spans[i].kind == SPAN_MISSING)
			return false;
	return true;
}

bool merge_attr_expr(struct merge *m, const struct desc_node *node, const char *attr, struct value *out)
{
	const struct desc_attr *a = desc_attr(node, attr);
	const struct expr *expr;

	*out = (struct value){ .kind = VALUE_NULL };
	if (!a)
		return false;
	expr = cache_expr(a, m->arena, m->diags);
	if (!expr)
		return false;
	return expr_eval(expr, &m->eval, out);
}

bool merge_test(struct merge *m, const struct desc_node *node, const char *attr, bool otherwise)
{
	const struct desc_attr *a = desc_attr(node, attr);
	const struct expr *expr = a ? cache_expr(a, m->arena, m->diags) : NULL;
	bool holds = false;

	if (!a)
		return otherwise;
	return expr && expr_test(expr, &m->eval, &holds) && holds;
}

int merge_attr_int(struct merge *m, const struct desc_node *node, const char *attr, int otherwise, int low, int high)
{
	const struct desc_attr *a = desc_attr(node, attr);
	struct number number;
	int64_t n;

	if (!a)
		return otherwise;
	if (number_parse(m->arena, a->value, &number) && number_to_int(number, &n) && n >= low && n <= high)
		return (int)n;
	diag(m->diags, BAD_VALUE, a->origin, a->value, str_from(attr), str_printf(m->arena, "%d … %d", low, high));
	return otherwise;
}
