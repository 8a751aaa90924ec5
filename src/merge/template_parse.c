/* template_parse.c - segments to a tree of text, print, if, for and set. Depends on the text alone.
 *
 * All mistakes of a template are reported in one go; each once: a tag that is wrong inside still opens or closes its block. */
#include <string.h>

#include "merge/template_int.h"

struct block {
	struct node *node;          /* the for, or the if or elif whose branch is open */
	struct node **outer;        /* where the list goes on behind the block */
	const struct segment *open; /* for messages */
	bool loop, has_else;
};

struct builder {
	struct arena *arena;
	struct diags *diags;
	struct str text;
	struct template *template;
	struct node **tail;
	struct block stack[EXPR_NESTING];
	size_t depth;
	bool failed;
};

/* A tag being read; p stands behind its word. */
struct tag {
	const struct segment *segment;
	struct parser p;
	struct origin word;
	bool broken;                /* reported; structure only */
};

static struct node *append(struct builder *b, enum node_kind kind, struct origin origin)
{
	struct node *node = arena_make(b->arena, struct node);

	node->kind = kind;
	node->origin = origin;
	*b->tail = node;
	b->tail = &node->next;
	return node;
}

/* The tag as it was written. */
static struct str tag_text(const struct builder *b, const struct segment *s)
{
	size_t end = s->to + (s->trim_right ? 1u : 0u);

	return expr_clip(b->arena, str_sub(b->text, s->start, s->broken ? end : end + 2));
}

static void unbalanced(struct builder *b, const struct tag *t)
{
	diag(b->diags, TEMPLATE_UNBALANCED, t->segment->origin, tag_text(b, t->segment));
	b->failed = true;
}

static void unclosed(struct builder *b, const struct block *block)
{
	diag(b->diags, TEMPLATE_OPEN, block->open->origin, tag_text(b, block->open));
	b->failed = true;
}

static const struct expr *tag_expr(struct tag *t)
{
	return t->broken ? NULL : parse_pipe(&t->p);
}

static void tag_end(struct builder *b, struct tag *t)
{
	if (t->broken || !parse_end(&t->p))
		b->failed = true;
}

/* --- blocks --- */

static bool push(struct builder *b, struct tag *t, struct node *node, bool loop)
{
	if (b->depth == EXPR_NESTING) {
		diag(b->diags, TEMPLATE_NESTING, t->segment->origin, str_printf(b->arena, "%d", EXPR_NESTING));
		b->failed = true;
		return false;
	}
	b->stack[b->depth++] = (struct block){ .node = node, .outer = b->tail, .open = t->segment, .loop = loop };
	b->tail = &node->body;
	return true;
}

static struct block *top(struct builder *b)
{
	return b->depth ? &b->stack[b->depth - 1] : NULL;
}

static void pop(struct builder *b)
{
	b->tail = b->stack[--b->depth].outer;
}

static bool do_if(struct builder *b, struct tag *t)
{
	struct node *node = append(b, NODE_IF, t->segment->origin);

	node->expr = tag_expr(t);
	tag_end(b, t);
	return push(b, t, node, false);
}

static bool do_elif(struct builder *b, struct tag *t)
{
	struct block *block = top(b);

	if (!block || block->loop || block->has_else) {
		unbalanced(b, t);
		return true;
	}
	b->tail = &block->node->otherwise;
	block->node = append(b, NODE_IF, t->segment->origin);
	block->node->elif = true;
	block->node->expr = tag_expr(t);
	b->tail = &block->node->body;
	tag_end(b, t);
	return true;
}

static bool do_else(struct builder *b, struct tag *t)
{
	struct block *block = top(b);

	if (!block || block->has_else) {
		unbalanced(b, t);
		return true;
	}
	block->has_else = true;
	b->tail = &block->node->otherwise;
	tag_end(b, t);
	return true;
}

/* Closes the innermost block of this kind; blocks inside it that are still open are the mistake then. */
static bool close_block(struct builder *b, struct tag *t, bool loop)
{
	size_t match = b->depth;

	while (match > 0 && b->stack[match - 1].loop != loop)
		match--;
	if (match == 0) {
		unbalanced(b, t);
		return true;
	}
	while (b->depth > match) {
		unclosed(b, top(b));
		pop(b);
	}
	pop(b);
	tag_end(b, t);
	return true;
}

static bool do_endif(struct builder *b, struct tag *t)
{
	return close_block(b, t, false);
}

static bool do_endfor(struct builder *b, struct tag *t)
{
	return close_block(b, t, true);
}

static bool do_for(struct builder *b, struct tag *t)
{
	struct node *node = append(b, NODE_FOR, t->segment->origin);
	struct token name;

	if (!t->broken && parse_name(&t->p, &name) && parse_expect(&t->p, TOKEN_IN, BOTH("in", "在"))) {
		node->name = name.text;
		node->expr = parse_iterable(&t->p);
		if (parse_take(&t->p, TOKEN_IF))
			node->where = parse_pipe(&t->p);
	}
	tag_end(b, t);
	return push(b, t, node, true);
}

static bool do_set(struct builder *b, struct tag *t)
{
	struct node *node = append(b, NODE_SET, t->segment->origin);
	struct token name;

	if (!t->broken && parse_name(&t->p, &name) && parse_expect(&t->p, TOKEN_ASSIGN, "=")) {
		node->name = name.text;
		node->expr = parse_pipe(&t->p);
	}
	b->template->sets = true;
	tag_end(b, t);
	return true;
}

/* --- tags --- */

static const struct tag_kind {
	struct str word;
	bool (*run)(struct builder *, struct tag *); /* false: give up */
} tags[] = {
	{ { "if", 2 }, do_if }, { { "elif", 4 }, do_elif }, { { "else", 4 }, do_else }, { { "endif", 5 }, do_endif },
	{ { "for", 3 }, do_for }, { { "endfor", 6 }, do_endfor }, { { "set", 3 }, do_set },
};

enum { NTAGS = sizeof(tags) / sizeof(*tags) };

static const struct tag_kind *find_tag(struct str word)
{
	for (size_t i = 0; i < NTAGS; i++)
		if (str_eq(tags[i].word, word))
			return &tags[i];
	return NULL;
}

/* An unknown word counts as the tag it is near to, so that {% endfi %} does not leave its if open. */
static const struct tag_kind *guess_tag(struct builder *b, struct tag *t, struct str word)
{
	struct nearest near = nearest_to(word);

	for (size_t i = 0; i < NTAGS; i++)
		nearest_try(&near, tags[i].word);
	if (top(b) && (str_eq(word, STR("end")) || str_starts(near.best, STR("end"))))
		near.best = top(b)->loop ? STR("endfor") : STR("endif");
	diag(b->diags, TEMPLATE_TAG, t->word, word, nearest_hint(b->arena, near.best));
	b->failed = t->broken = true;
	return find_tag(near.best);
}

static struct origin inside(const struct segment *s)
{
	struct origin at = s->origin;

	at.col += (int32_t)(s->from - s->start); /* braces are ASCII */
	return at;
}

static bool read_tag(struct builder *b, struct tag *t)
{
	const struct tag_kind *kind;
	struct str word = t->p.token.text;

	if (t->p.failed) {
		b->failed = true;
		return true;
	}
	t->word = t->p.token.origin;
	kind = find_tag(word);
	if (!kind && t->broken)
		return true;
	if (!kind)
		kind = guess_tag(b, t, expr_clip(b->arena, word));
	parse_take(&t->p, t->p.token.kind);
	return !kind || kind->run(b, t);
}

static bool do_tag(struct builder *b, const struct segment *s)
{
	struct tag t = { .segment = s, .broken = s->broken };
	/* A tag that is not closed was reported as such; what is inside it is not. */
	struct diags *diags = s->broken ? diags_new() : b->diags;
	bool go_on;

	parser_init(&t.p, b->arena, str_sub(b->text, s->from, s->to), inside(s), diags);
	go_on = read_tag(b, &t);
	if (s->broken)
		diags_drop(diags);
	return go_on;
}

static void do_print(struct builder *b, const struct segment *s)
{
	struct node *node;

	if (s->broken)
		return;
	node = append(b, NODE_PRINT, s->origin);
	node->expr = expr_parse_at(b->arena, str_sub(b->text, s->from, s->to), inside(s), b->diags);
	b->failed |= !node->expr;
}

static bool do_segment(struct builder *b, const struct segment *s)
{
	switch (s->kind) {
	case SEGMENT_TEXT:
		if (s->from < s->to)
			append(b, NODE_TEXT, segment_place(s, b->text))->text = str_sub(b->text, s->from, s->to);
		return true;
	case SEGMENT_PRINT:
		do_print(b, s);
		return true;
	case SEGMENT_TAG:
		return do_tag(b, s);
	case SEGMENT_COMMENT:
		break;
	}
	return true;
}

struct template *template_parse_at(struct arena *arena, struct str text, struct origin where, struct diags *diags)
{
	struct builder b = { .arena = arena, .diags = diags, .text = text };
	struct segments segments;
	size_t i = 0;

	scan_template(&segments, arena, text, where, diags);
	b.failed = segments.failed;
	b.template = arena_make(arena, struct template);
	b.tail = &b.template->nodes;
	while (i < segments.n && do_segment(&b, &segments.items[i]))
		i++;
	for (; i == segments.n && b.depth; pop(&b))
		unclosed(&b, top(&b));
	mem_free(segments.items);
	return b.failed ? NULL : b.template;
}

struct template *template_parse(struct arena *arena, const struct source *src, size_t from, size_t to, struct diags *diags)
{
	return template_parse_at(arena, str_sub(src->text, from, to), origin_at(src, from), diags);
}
