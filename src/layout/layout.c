/* layout.c - entry of the stage: sections in order, contents last because they carry the page numbers of the rest.
 *
 * A contents section is laid out after everything else and its pages are moved to its place. Contents inside the body shift the
 * pages they list, so the whole is then laid out again with the numbers of the pass before. */
#include "base/arena.h"
#include "layout/flow.h"
#include "layout/layout.h"

enum { MAX_PASSES = 3, CHAIN = 8, SPACE_ABOVE = 400, SPACE_BELOW = 150 /* of tables in running text [1/1000 lines] */ };

/* A contents section, to be laid out when everything else is. */
struct contents {
	const struct doc_section *section;
	size_t place;   /* index of the page that it stands before */
	uint32_t block; /* number of the block before its first */
};

struct job {
	const struct doc *doc;
	const struct style *style;
	const struct metrics *metrics;
	struct diags *diags;
	struct arena *arena;
	struct toc toc;
	struct contents *contents;
	size_t ncontents;
};

/* --- blocks --- */

/* Follows headings, and spaces between them, to what they head; *section becomes the section that this is in. */
static const struct doc_block *headed(const struct flow *f, const struct doc_section **section, const struct doc_block *block)
{
	for (int i = 0; i < CHAIN && block; i++) {
		const struct doc_section *next = (*section)->next;

		if (block->kind != DOC_SPACE && !flow_keeps_next(f, block))
			return block;
		block = block->next;
		if (!block && next && next->kind == (*section)->kind) {
			*section = next;
			block = next->first;
		}
	}
	return block;
}

/* Headings go with what they head: on the landscape page of a landscape table. */
static bool is_landscape(const struct flow *f, const struct doc_section *section, const struct doc_block *block)
{
	const struct doc_block *end = headed(f, &section, block);

	return section->landscape || (end && end->kind == DOC_TABLE && end->table.landscape);
}

static bool page_before(const struct style *style, size_t para)
{
	return para < style->nparas && style->paras[para].page_before;
}

/* A statement table (公开NN表) begins a page when the style of table titles says so, together with its headings. */
static bool starts_page(const struct flow *f, const struct doc_section *section, const struct doc_block *block)
{
	const struct doc_block *end;

	if (block->kind == DOC_PAGE_BREAK || (block->kind == DOC_PARA && page_before(f->style, block->para.style)))
		return true;
	if (f->penalty >= BREAK_HEADING || !page_before(f->style, f->style->table_title))
		return false;
	end = headed(f, &section, block);
	return end && end->kind == DOC_TABLE && end->table.number.str.len > 0;
}

/* A table among paragraphs stands apart from them; one that begins its page, or follows a title with space behind it, does already. */
static void add_table(struct flow *f, const struct doc_block *block)
{
	bool in_text = block->table.number.str.len == 0;

	if (in_text && f->nitems > 0 && f->before < (int64_t)f->style->pitch * SPACE_ABOVE / 1000)
		flow_space(f, SPACE_ABOVE, 0);
	flow_table(f, block);
	f->headed = 2;
	if (in_text)
		flow_space(f, SPACE_BELOW, 0);
}

static void add_block(struct job *job, struct flow *f, const struct doc_block *block)
{
	switch (block->kind) {
	case DOC_PARA:
		flow_doc_para(f, block);
		break;
	case DOC_TABLE:
		add_table(f, block);
		break;
	case DOC_TOC:
		flow_toc(f, block, &job->toc);
		break;
	case DOC_SPACE:
		flow_space(f, block->space.lines_milli, block->space.fill);
		break;
	case DOC_PAGE_BREAK:
		break;
	}
}

static void add_section(struct job *job, struct flow *f, const struct doc_section *section)
{
	for (const struct doc_block *b = section->first; b; b = b->next) {
		bool landscape = is_landscape(f, section, b);

		f->block++;
		if (starts_page(f, section, b) || landscape != f->landscape)
			flow_begin(f, landscape);
		add_block(job, f, b);
		if (b->keep_next)
			f->penalty = BREAK_HEADING;
	}
}

/* --- sections --- */

static bool continues(const struct doc_section *before, const struct doc_section *section)
{
	if (!before || before->kind != section->kind || section->kind != SECTION_BODY)
		return false;
	return !section->new_page || before->landscape != section->landscape;
}

static void defer(struct job *job, struct flow *f, const struct doc_section *section)
{
	job->contents[job->ncontents++] = (struct contents){ section, f->pages->npages, f->block };
	for (const struct doc_block *b = section->first; b; b = b->next)
		f->block++;
}

static void add_sections(struct job *job, struct flow *f)
{
	const struct doc_section *before = NULL;

	job->ncontents = 0;
	for (const struct doc_section *s = job->doc->first; s; before = s, s = s->next) {
		if (!continues(before, s))
			flow_begin(f, s->landscape);
		f->numbered = s->kind == SECTION_BODY;
		if (s->kind == SECTION_TOC)
			defer(job, f, s);
		else
			add_section(job, f, s);
	}
	flow_begin(f, false);
}

/* From the last contents to the first, so that places stay true. */
static void add_contents(struct job *job, struct flow *f)
{
	f->numbered = false;
	f->silent = true;
	for (size_t i = job->ncontents; i-- > 0;) {
		const struct contents *c = &job->contents[i];
		size_t from = f->pages->npages;

		f->block = c->block;
		f->shift = from - c->place;
		flow_begin(f, c->section->landscape);
		add_section(job, f, c->section);
		flow_begin(f, false);
		pages_move(f->pages, from, c->place);
	}
}

static struct pages *pass(struct job *job)
{
	struct pages *pages = pages_new();
	struct flow f;

	pages->info = job->doc->info;
	pages->draft = job->doc->draft;
	flow_init(&f, job->style, job->metrics, job->diags, pages);
	f.draft = job->doc->draft;
	flow_begin(&f, false);
	add_sections(job, &f);
	toc_numbers(&job->toc, pages);
	add_contents(job, &f);
	flow_release(&f);
	return pages;
}

/* --- passes --- */

static size_t count_contents(const struct doc *doc, bool *in_body)
{
	size_t n = 0;

	*in_body = false;
	for (const struct doc_section *s = doc->first; s; s = s->next) {
		n += s->kind == SECTION_TOC;
		for (const struct doc_block *b = s->first; b && s->kind != SECTION_TOC; b = b->next)
			*in_body = *in_body || b->kind == DOC_TOC;
	}
	return n;
}

/* A first guess makes every entry appear, so that the contents have their length from the start. */
static void guess_numbers(struct toc *toc)
{
	for (size_t i = 0; i < toc->n; i++)
		toc->entries[i].number = 10;
}

static bool same_numbers(const struct toc *toc, const int32_t *numbers)
{
	for (size_t i = 0; i < toc->n; i++)
		if (toc->entries[i].number != numbers[i])
			return false;
	return true;
}

static struct pages *passes(struct job *job)
{
	int32_t *numbers = arena_array(job->arena, job->toc.n, sizeof *numbers);
	struct pages *pages = NULL;

	guess_numbers(&job->toc);
	for (int i = 0; i < MAX_PASSES && (i == 0 || !same_numbers(&job->toc, numbers)); i++) {
		for (size_t k = 0; k < job->toc.n; k++)
			numbers[k] = job->toc.entries[k].number;
		pages_drop(pages);
		pages = pass(job);
	}
	return pages;
}

struct pages *layout(const struct doc *doc, const struct style *style, const struct metrics *metrics, struct diags *diags)
{
	struct job job = { .doc = doc, .style = style, .metrics = metrics, .diags = diags, .arena = arena_new() };
	struct pages *pages;
	bool in_body;

	job.toc = toc_outline(job.arena, doc);
	job.contents = arena_array(job.arena, count_contents(doc, &in_body), sizeof *job.contents);
	pages = in_body ? passes(&job) : pass(&job);
	arena_drop(job.arena);
	return pages;
}
