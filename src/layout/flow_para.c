/* flow_para.c - paragraphs, headings and lines to items, with what keeps them together. */
#include "base/arena.h"
#include "layout/flow.h"

enum { MIN_PITCH = 1000, MIN_MEASURE = 1000 }; /* [mpt] */

/* --- how a paragraph style is set --- */

static int role_of(const struct style *style, struct str name, int otherwise)
{
	ptrdiff_t i = style_find_para(style, name);

	return i < 0 ? otherwise : style->paras[i].role;
}

void flow_common(struct flow *f)
{
	const struct style *style = f->style;
	ptrdiff_t body = style_find_para(style, STR("body"));

	f->spec.kinsoku = style->kinsoku;
	f->spec.roles = style->roles;
	f->spec.run_in_role[1] = role_of(style, STR("heading1"), 0);
	f->spec.run_in_role[2] = role_of(style, STR("heading2"), 0);
	f->spec.run_in_role[3] = role_of(style, STR("heading3"), 0);
	f->spec.run_in_role[4] = role_of(style, STR("heading4"), 0);
	f->spec.roles = style->roles;
	f->body_size = style->paras[body < 0 ? 0 : body].size;
}

uint16_t flow_bold(const struct flow *f, uint16_t role)
{
	return role < f->style->nroles && f->style->roles[role].has_bold ? f->style->roles[role].bold : role;
}

struct para_spec flow_spec(const struct flow *f, size_t style, int32_t measure)
{
	const struct style_para *p = &f->style->paras[style < f->style->nparas ? style : 0];
	struct para_spec spec = f->spec;

	spec.measure = measure < MIN_MEASURE ? MIN_MEASURE : measure;
	spec.align = p->align;
	spec.balance = p->balance;
	spec.nowrap = false;
	spec.role = p->bold ? flow_bold(f, p->role) : p->role;
	spec.bold_role = flow_bold(f, p->role);
	spec.size = p->size;
	spec.advance = p->size == f->body_size ? f->style->advance : 0; /* other sizes stand on their natural advance */
	spec.indent_first = p->indent_first;
	spec.indent_left = p->indent_left;
	spec.indent_right = p->indent_right;
	return spec;
}

int32_t flow_pitch(const struct flow *f, size_t style)
{
	const struct style_para *p = &f->style->paras[style < f->style->nparas ? style : 0];
	int32_t pitch = p->pitch > 0 ? p->pitch : f->style->pitch;

	if (p->pitch <= 0)
		while (pitch < p->size + p->size / 8)
			pitch += f->style->pitch;
	return pitch < MIN_PITCH ? MIN_PITCH : pitch;
}

struct flow_para *flow_set(struct flow *f, const struct text *text, size_t style, const struct para_spec *spec,
                           enum doc_role role)
{
	struct flow_para *para = arena_make(f->arena, struct flow_para);

	para->lines = para_set(f->arena, text, spec, f->metrics, f->diags);
	para->text = text;
	para->measure = spec->measure;
	para->size = spec->size;
	para->pitch = flow_pitch(f, style);
	para->role = (uint8_t)role;
	para->block = f->block;
	return para;
}

/* --- lines to items --- */

static bool is_title(enum doc_role role)
{
	return role == ROLE_TITLE || role == ROLE_PART || role == ROLE_HEADING || role == ROLE_TOC_TITLE ||
	       role == ROLE_ATTACHMENT || role == ROLE_TABLE_TITLE || role == ROLE_TABLE_LABEL;
}

static int32_t line_penalty(const struct flow_para *para, size_t line, size_t n)
{
	if (para->role == ROLE_SIGNATURE)
		return BREAK_SIGNATURE;
	if (is_title(para->role))
		return BREAK_HEADING;
	if (para->entry)
		return BREAK_WIDOW;
	return line == 1 || line + 1 == n ? BREAK_WIDOW : 0;
}

/* Blank height that makes a paragraph of another pitch fill whole lines of the grid; half of it goes above. */
static int32_t grid_rest(const struct flow *f, int32_t pitch, size_t n)
{
	int32_t grid = f->style->pitch, height;

	if (!f->style->grid || grid <= 0 || pitch % grid == 0 || n > 40)
		return 0;
	height = (int32_t)n * pitch;
	return (grid - height % grid) % grid;
}

static int32_t milli_lines(const struct flow *f, int32_t n)
{
	return (int32_t)((int64_t)n * f->style->pitch / 1000);
}

/* Lines of a title or a signature that are paragraphs of their own have space around them, none between them. */
static bool goes_on(const struct flow *f, const struct flow_para *para, size_t style)
{
	return f->nitems > 0 && f->last_style == style + 1 && (para->role == ROLE_TITLE || para->role == ROLE_SIGNATURE);
}

void flow_lines(struct flow *f, const struct flow_para *para, size_t style, const struct flow_dest *dest)
{
	const struct style_para *p = &f->style->paras[style < f->style->nparas ? style : 0];
	int32_t rest = para->loose ? 0 : grid_rest(f, para->pitch, para->lines.n);

	if (goes_on(f, para, style))
		f->before = 0;
	else
		flow_space(f, p->before, 0);
	f->snap = f->snap || !para->loose;
	for (size_t i = 0; i < para->lines.n; i++) {
		struct flow_item *item;

		if (i > 0)
			f->penalty = line_penalty(para, i, para->lines.n);
		item = flow_add(f, ITEM_LINE, para->pitch);
		item->para = para;
		item->index = (uint32_t)i;
		item->dest = i == 0 ? dest : NULL;
		if (i == 0 && rest > 0)
			item->height += rest / 2;
	}
	f->before = milli_lines(f, p->after);
	f->last_style = style + 1;
}

/* --- blocks --- */

static bool runs_in(const struct doc_para *para)
{
	return para->text.nspans > 0 && para->text.spans[0].kind == SPAN_RUN_IN;
}

bool flow_keeps_next(const struct flow *f, const struct doc_block *block)
{
	if (block->keep_next)
		return true;
	if (block->kind != DOC_PARA)
		return false;
	if (block->para.style < f->style->nparas && f->style->paras[block->para.style].keep_next)
		return true;
	return is_title(block->para.role) && !runs_in(&block->para);
}

struct str flow_outline(struct arena *arena, struct str title)
{
	struct buf out;
	struct str line;
	ptrdiff_t at;

	if (str_find(title, STR("\u2028")) < 0)
		return title;
	buf_init(&out);
	while ((at = str_find(title, STR("\u2028"))) >= 0) {
		buf_str(&out, str_sub(title, 0, (size_t)at));
		title = str_sub(title, (size_t)at + 3, title.len);
	}
	buf_str(&out, title);
	line = buf_take(&out, arena);
	buf_release(&out);
	return line;
}

const struct flow_dest *flow_dest(const struct flow *f, struct str outline, int level, bool in_toc)
{
	struct flow_dest *dest;

	if (level <= 0)
		return NULL;
	dest = arena_make(f->arena, struct flow_dest);
	dest->title = flow_outline(f->arena, outline);
	dest->level = (uint8_t)level;
	dest->in_toc = in_toc;
	return dest;
}

/* What a break before this paragraph costs because of what it is; what was before it may have asked for more. */
static int32_t own_penalty(const struct flow *f, const struct doc_para *para)
{
	if (para->role == ROLE_SIGNATURE)
		return BREAK_SIGNATURE;
	if (para->role == ROLE_NOTE && f->nitems > 0)
		return BREAK_NOTE;
	return f->headed == 1 && !is_title(para->role) ? BREAK_WIDOW : 0; /* a heading has two lines behind it */
}

void flow_doc_para(struct flow *f, const struct doc_block *block)
{
	const struct doc_para *p = &block->para;
	struct para_spec spec = flow_spec(f, p->style, flow_measure(f));
	struct flow_para *para = flow_set(f, &p->text, p->style, &spec, p->role);
	int32_t penalty = own_penalty(f, p);

	para->level = p->level;
	if (f->penalty < penalty)
		f->penalty = penalty;
	flow_lines(f, para, p->style, flow_dest(f, p->outline, p->level, p->in_toc));
	f->headed += para->lines.n;
	if (flow_keeps_next(f, block)) {
		f->penalty = BREAK_HEADING;
		f->headed = 0;
	}
}
