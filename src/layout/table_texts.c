/* table_texts.c - what stands around a table's frame: title, number and labels above it, again on further pages; notes and the
 * sign line below it. */
#include "base/arena.h"
#include "layout/table.h"

static struct flow_para *set_text(struct flow *f, const struct text *text, size_t style, struct para_spec spec,
                                  enum doc_role role)
{
	struct flow_para *para = flow_set(f, text, style, &spec, role);

	para->loose = true;
	return para;
}

static const struct text *plain(struct flow *f, struct str s, struct origin origin)
{
	struct text *text = arena_make(f->arena, struct text);

	*text = text_plain(f->arena, s, origin);
	return text;
}

/* --- above the frame: at most three paragraphs, NULL for what is not there --- */

static size_t title_style(const struct flow *f, const struct doc_table *doc)
{
	return doc->caption ? f->style->table_caption : f->style->table_title;
}

static struct flow_para *make_title(struct flow *f, const struct doc_table *doc, struct origin origin, bool again)
{
	size_t style = title_style(f, doc);
	const struct text *title = &doc->title;
	struct flow_para *para;

	if (title->str.len == 0)
		return NULL;
	if (again && doc->continued.len)
		title = plain(f, str_printf(f->arena, "%.*s%.*s", STR_FMT(title->str), STR_FMT(doc->continued)), origin);
	para = set_text(f, title, style, flow_spec(f, style, flow_measure(f)),
	                again ? ROLE_ARTIFACT : ROLE_TABLE_TITLE);
	para->level = again ? 0 : doc->level;
	return para;
}

static enum doc_role label_role(bool again)
{
	return again ? ROLE_ARTIFACT : ROLE_TABLE_LABEL;
}

static struct flow_para *set_right(struct flow *f, const struct text *text, bool again)
{
	struct para_spec spec = flow_spec(f, f->style->table_label, flow_measure(f));

	if (text->str.len == 0)
		return NULL;
	spec.indent_first = spec.indent_left = 0;
	spec.align = PARA_RIGHT;
	return set_text(f, text, f->style->table_label, spec, label_role(again));
}

static int32_t right_width(const struct flow_para *right)
{
	const struct para_line *line = right && right->lines.n ? &right->lines.lines[0] : NULL;

	return line ? line->width + 2 * right->size : 0;
}

/* 部门：… at the left and 金额单位：… at the right of one line. */
static struct flow_para *make_labels(struct flow *f, const struct doc_table *doc, bool again)
{
	size_t style = f->style->table_label;
	struct flow_para *right = set_right(f, &doc->right, again), *left;
	struct para_spec spec = flow_spec(f, style, flow_measure(f));

	if (doc->left.str.len == 0)
		return right;
	spec.align = PARA_LEFT;
	spec.indent_right += right_width(right);
	left = set_text(f, &doc->left, style, spec, label_role(again));
	left->beside = right;
	return left;
}

static void make_above(struct flow *f, const struct doc_table *doc, struct origin origin, bool again, struct flow_para *paras[3])
{
	paras[0] = make_title(f, doc, origin, again);
	paras[1] = set_right(f, &doc->number, again);
	paras[2] = make_labels(f, doc, again);
}

static size_t style_above(const struct flow *f, const struct doc_table *doc, int i)
{
	return i == 0 ? title_style(f, doc) : f->style->table_label;
}

void table_add_above(struct flow *f, const struct doc_table *doc, struct origin origin)
{
	struct flow_para *paras[3];

	make_above(f, doc, origin, false, paras);
	for (int i = 0; i < 3; i++) {
		if (!paras[i])
			continue;
		flow_lines(f, paras[i], style_above(f, doc, i), NULL);
		f->penalty = BREAK_HEADING;
	}
}

/* --- the same on further pages --- */

static int32_t milli_lines(const struct flow *f, int32_t n)
{
	return (int32_t)((int64_t)n * f->style->pitch / 1000);
}

const struct table_above *table_above_again(struct flow *f, const struct doc_table *doc, struct origin origin)
{
	struct table_above *above = arena_make(f->arena, struct table_above);
	struct flow_para *paras[3];
	int32_t y = 0;

	make_above(f, doc, origin, true, paras);
	for (int i = 0; i < 3; i++) {
		const struct style_para *p = &f->style->paras[style_above(f, doc, i)];

		if (!paras[i])
			continue;
		y += above->n > 0 ? milli_lines(f, p->before) : 0;
		above->tops[above->n] = y;
		above->paras[above->n++] = paras[i];
		y += (int32_t)paras[i]->lines.n * paras[i]->pitch + milli_lines(f, p->after);
	}
	if (y > flow_depth(f) / 4)
		return NULL;
	above->height = y;
	return above;
}

void table_draw_above(struct flow *f, struct page *page, const struct table_above *above, int32_t x, int32_t y)
{
	for (size_t i = 0; i < above->n; i++) {
		const struct flow_para *para = above->paras[i];

		for (size_t k = 0; k < para->lines.n; k++)
			draw_line(f, page, para, k, x, y + above->tops[i] + (int32_t)k * para->pitch);
	}
}

/* --- below the frame --- */

static struct flow_para *sign_para(struct flow *f, const struct text *text)
{
	struct para_spec spec = flow_spec(f, f->style->table_note, flow_measure(f));

	spec.indent_first = spec.indent_left = spec.indent_right = 0;
	spec.align = PARA_LEFT;
	return set_text(f, text, f->style->table_note, spec, ROLE_NOTE);
}

static int32_t sign_width(const struct flow_para *para)
{
	return para->lines.n > 0 ? para->lines.lines[0].x + para->lines.lines[0].width : 0;
}

/* As many as go on one line, with room behind each for what is written there. Their blanks are equally wide. */
static size_t sign_line(struct flow *f, struct flow_para **paras, size_t n)
{
	int32_t measure = flow_measure(f), room, least = 3 * f->style->paras[f->style->table_note].size, x = 0;
	int64_t width = 0;
	size_t count = 0;

	while (count < n && (count == 0 || width + sign_width(paras[count]) + least * (int64_t)(count + 1) <= measure))
		width += sign_width(paras[count++]);
	room = width < measure ? (int32_t)(measure - width) / (int32_t)count : 0;
	for (size_t i = 0; i < count; i++) {
		paras[i]->x = x;
		paras[i]->beside = i + 1 < count ? paras[i + 1] : NULL;
		x += sign_width(paras[i]) + room;
	}
	return count;
}

void table_make_below(struct flow *f, const struct doc_table *doc, struct table_below *below)
{
	size_t style = f->style->table_note;
	struct flow_para **signs = arena_array(f->arena, doc->nsigns, sizeof *signs);

	below->paras = arena_array(f->arena, doc->nnotes + doc->nsigns, sizeof *below->paras);
	below->n = 0;
	for (size_t i = 0; i < doc->nnotes; i++)
		below->paras[below->n++] = set_text(f, &doc->notes[i], style, flow_spec(f, style, flow_measure(f)), ROLE_NOTE);
	for (size_t i = 0; i < doc->nsigns; i++)
		signs[i] = sign_para(f, &doc->signs[i]);
	for (size_t i = 0; i < doc->nsigns;) {
		below->paras[below->n++] = signs[i];
		i += sign_line(f, signs + i, doc->nsigns - i);
	}
}

void table_add_below(struct flow *f, const struct table_below *below)
{
	f->before += f->style->table_pad_y;
	for (size_t i = 0; i < below->n; i++) {
		if (f->penalty < BREAK_NOTE)
			f->penalty = BREAK_NOTE;
		flow_lines(f, below->paras[i], f->style->table_note, NULL);
	}
}

int32_t table_height_below(const struct flow *f, const struct table_below *below)
{
	const struct style_para *p = &f->style->paras[f->style->table_note];
	int64_t height = f->style->table_pad_y;

	for (size_t i = 0; i < below->n && height < flow_depth(f); i++)
		height += (int64_t)below->paras[i]->lines.n * below->paras[i]->pitch + milli_lines(f, p->before + p->after);
	return height > flow_depth(f) ? flow_depth(f) : (int32_t)height;
}
