/* summary.c - what a batch tells: messages of each report, progress on a terminal, summary.csv. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "cmd/batch_int.h"

static const char *state_name(const struct entry *e)
{
	switch (e->state) {
	case ENTRY_DONE:
		return "ok";
	case ENTRY_DRAFT:
		return "draft";
	case ENTRY_CRASHED:
		return "crashed";
	case ENTRY_TIMEOUT:
		return "timeout";
	case ENTRY_REFUSED:
		return "refused";
	default:
		return "failed";
	}
}

static void clear_line(struct batch *b)
{
	if (b->width)
		fprintf(stderr, "\r%*s\r", b->width, "");
	b->width = 0;
}

/* A child that did not live to report: said by the parent, with the manifest's name. */
static void add_end(struct batch *b, const struct entry *e, struct diags *diags)
{
	struct origin nowhere = { 0 };

	if (e->state == ENTRY_CRASHED)
		diag(diags, BATCH_CRASH, nowhere, str_from(e->id), str_printf(b->arena, "%d", e->signal));
	else if (e->state == ENTRY_TIMEOUT)
		diag(diags, BATCH_TIMEOUT, nowhere, str_from(e->id), str_printf(b->arena, "%d", b->options->timeout));
}

static void print_diags(struct batch *b, const struct diags *diags)
{
	enum lang lang = strcmp(b->options->lang, "zh") == 0 ? LANG_ZH : LANG_EN;
	struct buf out;

	buf_init(&out);
	if (strcmp(b->options->format, "json") == 0 && diags_count(diags))
		diags_json(&out, diags, lang);
	else
		for (size_t i = 0; i < diags_count(diags); i++)
			diag_print(&out, diags_at(diags, i), lang);
	fwrite(out.ptr, 1, out.len, stderr);
	buf_release(&out);
}

void batch_print(struct batch *b, struct entry *e)
{
	struct diags *diags = diags_new();

	b->finished++;
	clear_line(b);
	add_end(b, e, diags);
	print_diags(b, diags);
	diags_drop(diags);
	if (e->messages)
		fputs(e->messages, stderr);
}

void batch_progress(struct batch *b)
{
	if (!isatty(STDERR_FILENO))
		return;
	clear_line(b);
	if (b->finished < b->nentries)
		b->width = fprintf(stderr, "%zu/%zu", b->finished, b->nentries);
	fflush(stderr);
}

static void csv_cell(struct buf *out, const char *text)
{
	if (!strpbrk(text, ",\"\r\n")) {
		buf_z(out, text);
		return;
	}
	buf_char(out, '"');
	for (; *text; text++) {
		if (*text == '"')
			buf_char(out, '"');
		buf_char(out, *text);
	}
	buf_char(out, '"');
}

static void first_line(struct buf *out, const struct entry *e)
{
	const char *end = e->messages ? strchr(e->messages, '\n') : NULL;
	char *line = end ? strndup(e->messages, (size_t)(end - e->messages)) : NULL;

	csv_cell(out, line ? line : "");
	free(line);
}

static void summary_row(struct buf *out, const struct entry *e, bool text)
{
	bool pdf = e->state == ENTRY_DONE || e->state == ENTRY_DRAFT;

	csv_cell(out, e->id);
	buf_char(out, ',');
	csv_cell(out, e->name);
	buf_printf(out, ",%s,%zu,%zu,", state_name(e), pdf ? e->pages : 0, e->errors);
	csv_cell(out, pdf ? strrchr(e->pdf, '/') + 1 : "");
	buf_char(out, ',');
	if (text)
		first_line(out, e);
	buf_z(out, "\r\n");
}

static bool write_summary(struct batch *b, const struct buf *text)
{
	struct diags *diags = diags_new();
	struct str path = str_printf(b->arena, "%s/summary.csv", b->options->output);
	struct outfile *out = outfile_new(path, diags);
	bool done = out && outfile_write(out, text->ptr, text->len) && outfile_commit(out);

	if (!done)
		print_diags(b, diags);
	diags_drop(diags);
	return done;
}

int batch_summary(struct batch *b)
{
	bool all = true, text = strcmp(b->options->format, "text") == 0;
	size_t counts[ENTRY_REFUSED + 1] = { 0 };
	struct buf out;
	bool written;

	clear_line(b);
	buf_init(&out);
	buf_z(&out, "\xEF\xBB\xBFid,name,status,pages,errors,pdf,message\r\n"); /* the BOM makes spreadsheets read UTF-8 */
	for (size_t i = 0; i < b->nentries; i++) {
		counts[b->entries[i].state]++;
		all &= b->entries[i].state == ENTRY_DONE;
		summary_row(&out, &b->entries[i], text);
	}
	written = write_summary(b, &out);
	buf_release(&out);
	printf(strcmp(b->options->lang, "zh") == 0 ? "已生成 %zu 份报告（共 %zu 份），在 %s\n" : "%zu of %zu reports written to %s\n",
	       counts[ENTRY_DONE] + counts[ENTRY_DRAFT], b->nentries, b->options->output);
	fflush(stdout);
	if (!written)
		return EXIT_SYSTEM;
	return all ? EXIT_FINE : EXIT_REPORT;
}
