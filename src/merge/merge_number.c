/* merge_number.c - numbers of parts and sections in the forms that reports use: 第一部分 一、 （一） 1. （1） ①. */
#include "base/number.h"
#include "base/utf8.h"
#include "merge/merge_int.h"

/* The counter stands in the form as one of these samples; what is around it is kept: 第N部分, 附件1, （一）. */
static bool is_sample(uint32_t ch)
{
	return ch == 'N' || ch == 0x4E00 /* 一 */ || ch == '1' || ch == 0x2460 /* ① */;
}

static void print_counter(struct buf *out, uint32_t sample, int n)
{
	if (sample == '1')
		buf_printf(out, "%d", n);
	else if (sample == 0x2460 && n <= 20)
		buf_utf8(out, 0x2460 + (uint32_t)n - 1);
	else
		number_print_han(out, n);
}

struct str number_in_form(struct arena *arena, struct str form, int n)
{
	struct buf out;
	struct str result;
	bool done = false;

	buf_init(&out);
	for (size_t pos = 0; pos < form.len;) {
		uint32_t ch = utf8_next(form, &pos);

		if (!done && is_sample(ch)) {
			print_counter(&out, ch, n);
			done = true;
		} else {
			buf_utf8(&out, ch);
		}
	}
	result = buf_take(&out, arena);
	buf_release(&out);
	return result;
}

struct text merge_number(struct merge *m, const struct desc_node *node, int depth)
{
	const struct desc_attr *a = desc_attr(node, "number");
	const struct style *style = m->in->style;

	if (a && str_eq(a->value, STR("none")))
		return (struct text){ 0 };
	m->counters[depth]++;
	for (int i = depth + 1; i < MAX_COUNTERS; i++)
		m->counters[i] = 0;
	if (a && !str_eq(a->value, STR("auto")))
		return merge_attr_text(m, node, "number");
	if ((size_t)depth >= style->nnumbering)
		return (struct text){ 0 };
	return (struct text){ .str = number_in_form(m->arena, style->numbering[depth], m->counters[depth]) };
}
