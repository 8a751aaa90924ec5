/* merge_prose.c - text files: template, outline, punctuation, and the blocks they become. */
#include "base/utf8.h"
#include "merge/merge_int.h"

static const char *const heading_styles[] = { "heading1", "heading2", "heading3", "heading4" };

static const char *heading_style(int level)
{
	return heading_styles[level < 1 ? 0 : level > 4 ? 3 : level - 1];
}

static struct str slice_str(struct merge *m, struct str s, size_t len)
{
	struct str head = str_trim(str_sub(s, 0, len));

	return str_ends(head, STR("。")) ? str_dup(m->arena, str_sub(head, 0, head.len - 3)) : str_dup(m->arena, head);
}

static void add_heading(struct merge *m, const struct outline_line *line, struct origin origin)
{
	struct doc_para *para = merge_para(m, heading_style(line->level), ROLE_HEADING, line->text, origin);

	para->level = (uint8_t)(m->level + line->level);
	para->outline = slice_str(m, line->text.str, line->text.str.len);
}

static void add_run_in(struct merge *m, const struct outline_line *line, struct origin origin)
{
	struct text_builder b;
	struct doc_para *para;
	struct text text;

	text_builder_init(&b);
	text_builder_append(&b, &line->text, 0, line->head_len);
	text_builder_span(&b, 0, SPAN_RUN_IN, line->level, NULL);
	text_builder_append(&b, &line->text, line->head_len, line->text.str.len);
	text = text_builder_take(&b, m->arena);
	text_builder_release(&b);
	para = merge_para(m, "body", ROLE_PARA, text, origin);
	para->level = (uint8_t)(m->level + line->level);
	para->outline = slice_str(m, line->text.str, line->head_len);
}

static void add_part(struct merge *m, const struct outline_line *line, struct origin origin)
{
	struct doc_para *para = merge_para(m, "part", ROLE_PART, line->text, origin);

	para->level = 1;
	para->outline = line->text.str;
	m->level = 1;
}

/* The mark (附件1) and the title lines after it are one entry of the outline, on the mark. */
static void add_attachment(struct merge *m, const struct outline_line *lines, size_t i, size_t n, struct origin origin)
{
	struct doc_para *para = merge_para(m, "attachment-mark", ROLE_ATTACHMENT, lines[i].text, origin);
	struct buf title;

	buf_init(&title);
	buf_str(&title, lines[i].text.str);
	for (size_t k = i + 1; k < n && lines[k].kind == OUTLINE_TITLE; k++) {
		if (k == i + 1)
			buf_z(&title, "　");
		buf_str(&title, lines[k].text.str);
	}
	para->outline = buf_take(&title, m->arena);
	para->level = 2;
	para->in_toc = true;
	buf_release(&title);
	m->level = 2;
}

static void add_line(struct merge *m, const struct outline_line *lines, size_t i, size_t n)
{
	const struct outline_line *line = &lines[i];
	struct origin origin = text_origin(&line->text, 0);

	switch (line->kind) {
	case OUTLINE_HEADING:
		add_heading(m, line, origin);
		break;
	case OUTLINE_RUN_IN:
		add_run_in(m, line, origin);
		break;
	case OUTLINE_PART:
		add_part(m, line, origin);
		break;
	case OUTLINE_ATTACHMENT:
		add_attachment(m, lines, i, n, origin);
		break;
	case OUTLINE_TITLE:
		merge_para(m, "attachment-title", ROLE_TITLE, line->text, origin)->in_toc = false;
		break;
	case OUTLINE_ITEM:
		merge_para(m, "list", ROLE_LIST_ITEM, line->text, origin);
		break;
	case OUTLINE_PARA:
		merge_para(m, "body", ROLE_PARA, line->text, origin);
		break;
	}
}

/* 【text/work.txt】, as any value that is missing: so a draft shows where the text will stand. */
static void missing_file(struct merge *m, struct str name, struct origin origin)
{
	struct text_builder b;
	struct text text;

	text_builder_init(&b);
	text_builder_place(&b, origin);
	buf_str(&b.str, str_printf(m->arena, "【%.*s】", STR_FMT(name)));
	text_builder_span(&b, 0, SPAN_MISSING, 0, NULL);
	text = text_builder_take(&b, m->arena);
	text_builder_release(&b);
	merge_para(m, "body", ROLE_PARA, text, origin);
}

void merge_prose(struct merge *m, const struct desc_node *node)
{
	const struct desc_attr *src = desc_attr(node, "src");
	const struct template *template;
	struct outline_line *lines;
	struct str name, path;
	struct text text;
	size_t n;

	if (!merge_attr_name(m, node, "src", &name))
		return;
	path = roots_find(m->in->roots, m->arena, name, m->diags, src->origin);
	if (!path.len || !(template = cache_template(m->in->cache, path, m->diags, src->origin))) {
		missing_file(m, name, node->origin);
		return;
	}
	template_run(template, &m->eval, &text);
	if (!str_eq(desc_value(node, "punctuation"), STR("asis")))
		text = outline_fullwidth(m->arena, &text);
	lines = outline_read(m->arena, &text, str_eq(desc_value(node, "outline"), STR("auto")), &n);
	for (size_t i = 0; i < n; i++)
		add_line(m, lines, i, n);
}
