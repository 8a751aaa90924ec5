/* draft.c - the diagnostics of a draft, each as a note at the foot of the page that shows its place (else of the first page).
 *
 * A note belongs to a page when something on that page comes from the note's line of its file. Notes are page furniture in the bottom margin: they move
 * nothing, so a draft breaks where the publication will. */
#include "base/arena.h"
#include "layout/flow.h"
#include "layout/layout.h"

enum { NOTE_RGB = 0xB800 /* dark red */, NOTE_SIZE = 7000, NOTE_PITCH = 8500 /* [mpt] */, NOTE_BOTTOM = 14000 /* below the last [mpt] */, NOTES_MAX = 5 };

static bool shows(const struct page *page, struct origin place)
{
	for (size_t i = 0; i < page->nops; i++)
		if (page->ops[i].origin.src == place.src && page->ops[i].origin.line == place.line)
			return true;
	return false;
}

static size_t page_of(const struct pages *pages, struct origin place)
{
	for (size_t i = 0; place.src && place.line && i < pages->npages; i++)
		if (shows(&pages->pages[i], place))
			return i;
	return 0;
}

static struct text note_text(struct flow *f, const struct diag *d)
{
	struct buf line;
	struct text text;

	buf_init(&line);
	diag_print(&line, d, LANG_ZH);
	text = text_plain(f->arena, str_trim(str_dup(f->arena, buf_as_str(&line))), (struct origin){ 0 });
	buf_release(&line);
	return text;
}

static void draw_note(struct flow *f, struct page *page, const struct text *text, int32_t line)
{
	struct sheet sheet = sheet_of(f->style, page->width > page->height, false);
	struct para_spec spec = flow_spec(f, f->style->table_note, sheet.area_width);
	struct page_op like = { .role = ROLE_ARTIFACT, .rgb = NOTE_RGB, .x = sheet.left };
	struct para_lines lines;

	spec.size = NOTE_SIZE;
	spec.advance = 0;
	spec.nowrap = true;
	spec.align = PARA_LEFT;
	spec.indent_first = spec.indent_left = spec.indent_right = 0;
	like.y = page->height - NOTE_BOTTOM - line * NOTE_PITCH;
	lines = para_set(f->arena, text, &spec, f->metrics, NULL);
	if (lines.n > 0)
		draw_runs(f, page, &lines.lines[0], text, like);
}

/* Notes stand from the foot upwards; when there are more than fit, the top line counts the rest. */
static void draw_notes(struct flow *f, struct page *page, const struct diags *diags, const size_t *on, size_t at)
{
	size_t n = 0;

	for (size_t i = 0; i < diags_count(diags); i++)
		n += on[i] == at;
	for (size_t i = 0, k = 0; i < diags_count(diags) && k < NOTES_MAX; i++) {
		struct text text;

		if (on[i] != at)
			continue;
		text = note_text(f, diags_at(diags, i));
		if (k + 1 == NOTES_MAX && n > NOTES_MAX)
			text = text_plain(f->arena, str_printf(f->arena, "……另有 %zu 条", n - k), (struct origin){ 0 });
		draw_note(f, page, &text, (int32_t)((n < NOTES_MAX ? n : NOTES_MAX) - 1 - k++));
	}
}

void draft_notes(struct pages *pages, const struct style *style, const struct metrics *metrics, const struct diags *diags)
{
	struct arena *scratch = arena_new();
	size_t *on = arena_array(scratch, diags_count(diags) + 1, sizeof(*on));
	struct flow f;

	flow_init(&f, style, metrics, NULL, pages);
	flow_begin(&f, false);
	for (size_t i = 0; i < diags_count(diags); i++) {
		const struct diag *d = diags_at(diags, i);

		on[i] = page_of(pages, d->nuses ? d->uses[0] : d->origin);
	}
	for (size_t p = 0; p < pages->npages; p++)
		draw_notes(&f, &pages->pages[p], diags, on, p);
	flow_release(&f);
	arena_drop(scratch);
}
