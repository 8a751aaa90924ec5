/* kanyin.c - the pipeline on one screen: description -> data and document -> pages -> PDF, one call per stage. */
#include "kanyin.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/arena.h"
#include "base/file.h"
#include "check/profile.h"
#include "check/rules.h"
#include "check/silence.h"
#include "desc/desc.h"
#include "desc/style.h"
#include "font/font.h"
#include "layout/layout.h"
#include "merge/cache.h"
#include "merge/merge.h"
#include "out/out.h"

enum { MAX_SETTINGS = 1000 };

struct kanyin {
	struct arena *arena;
	struct str *template_dirs;
	size_t ntemplates;
	struct desc_schemas *schemas;
	struct cache *cache;
	struct fontset *fonts;
};

struct kanyin_job {
	struct kanyin *kanyin;
	struct arena *arena;
	struct diags *diags;
	struct roots roots;
	struct str path;
	struct setting settings[MAX_SETTINGS];
	size_t nsettings;
	bool draft;
	bool notes; /* checking: the text is looked at too, and notes are told */
	/* stages done so far */
	struct desc_node *report;
	const struct style *style;
	struct doc *doc;
	struct pages *pages;
	bool merged, laid_out;
};

/* --- set-up --- */

static struct str *copy_strs(struct arena *arena, const char *const *list, size_t n)
{
	struct str *out = arena_array(arena, n + 1, sizeof(*out));

	for (size_t i = 0; i < n; i++)
		out[i] = str_dup(arena, str_from(list[i]));
	return out;
}

kanyin *kanyin_new(const char *const *template_dirs, size_t ntemplates, const char *const *font_dirs, size_t nfonts)
{
	struct arena *arena = arena_new();
	struct kanyin *k = arena_make(arena, struct kanyin);

	k->arena = arena;
	k->template_dirs = copy_strs(arena, template_dirs, ntemplates);
	k->ntemplates = ntemplates;
	k->schemas = desc_schemas_new();
	k->cache = cache_new(k->schemas);
	k->fonts = fontset_new(copy_strs(arena, font_dirs, nfonts), nfonts);
	return k;
}

void kanyin_drop(kanyin *k)
{
	if (!k)
		return;
	fontset_drop(k->fonts);
	cache_drop(k->cache);
	desc_schemas_drop(k->schemas);
	arena_drop(k->arena);
}

/* The default style's faces, and in them every character that templates can need: what a fork inherits costs nothing. */
static void warm_fonts(struct kanyin *k)
{
	struct diags *unsaid = diags_new();
	struct roots roots = { .dirs = k->template_dirs, .n = k->ntemplates };
	const struct style *style = style_load(k->schemas, k->arena, &roots, STR("gbt9704"), unsaid, (struct origin){ 0 });

	if (style)
		fontset_bind(k->fonts, style, unsaid);
	diags_drop(unsaid);
}

void kanyin_warm(kanyin *k)
{
	for (size_t i = 0; i < k->ntemplates; i++)
		cache_warm(k->cache, k->template_dirs[i]);
	warm_fonts(k);
}

/* --- one report --- */

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

static struct str folder_of(struct arena *arena, struct str path)
{
	size_t n = path.len;

	while (n > 0 && path.ptr[n - 1] != '/')
		n--;
	return n > 1 ? str_dup(arena, str_sub(path, 0, n - 1)) : n == 1 ? STR("/") : STR(".");
}

static struct str strip_slashes(struct str path)
{
	while (path.len > 1 && path.ptr[path.len - 1] == '/')
		path.len--;
	return path;
}

kanyin_job *kanyin_job_new(kanyin *k, const char *path)
{
	struct arena *arena = arena_new();
	struct kanyin_job *job = arena_make(arena, struct kanyin_job);
	struct str given = strip_slashes(str_from(path));

	job->arena = arena;
	job->kanyin = k;
	job->diags = diags_new();
	job->path = is_folder(path) ? str_printf(arena, "%.*s/report.xml", STR_FMT(given)) : str_dup(arena, given);
	job->roots.dirs = arena_array(arena, k->ntemplates + 1, sizeof(struct str));
	job->roots.dirs[0] = folder_of(arena, job->path);
	for (size_t i = 0; i < k->ntemplates; i++)
		job->roots.dirs[i + 1] = k->template_dirs[i];
	job->roots.n = k->ntemplates + 1;
	diags_folders(job->diags, job->roots.dirs, job->roots.n);
	return job;
}

void kanyin_job_drop(kanyin_job *job)
{
	if (!job)
		return;
	pages_drop(job->pages);
	diags_drop(job->diags);
	arena_drop(job->arena);
}

void kanyin_job_draft(kanyin_job *job, bool draft)
{
	job->draft = draft;
}

static void set(kanyin_job *job, const char *name, const char *value, bool optional)
{
	if (job->nsettings == MAX_SETTINGS) {
		diag(job->diags, BAD_CALL, (struct origin){ 0 }, STR("too many values set"));
		return;
	}
	job->settings[job->nsettings].name = str_dup(job->arena, str_from(name));
	job->settings[job->nsettings].optional = optional;
	job->settings[job->nsettings++].value = str_dup(job->arena, str_from(value));
}

void kanyin_job_set(kanyin_job *job, const char *name, const char *value)
{
	set(job, name, value, false);
}

void kanyin_job_offer(kanyin_job *job, const char *name, const char *value)
{
	set(job, name, value, true);
}

/* --- stages --- */

static void load(struct kanyin_job *job)
{
	struct kanyin *k = job->kanyin;
	struct desc_node *report = desc_load(k->schemas, job->arena, job->path, &job->roots, job->diags);
	const struct desc_attr *style;

	if (!report)
		return;
	style = desc_attr(report, "style");
	job->style = style_load(k->schemas, job->arena, &job->roots, style ? style->value : STR("gbt9704"), job->diags,
	                        style ? style->origin : report->origin);
	if (job->style && fontset_bind(k->fonts, job->style, job->diags))
		job->report = report;
}

/* Only looks: rules between tables, what the profile requires, what the text says against itself. */
static void run_checks(struct kanyin_job *job)
{
	struct check_options options = { .quiet = !job->notes };
	struct profile_input profile = { .arena = job->arena, .report = job->report, .doc = job->doc, .schemas = job->kanyin->schemas,
		                         .roots = &job->roots, .options = &options, .diags = job->diags };
	bool whole = diags_errors(job->diags) == 0;

	options.silences = silences_of(job->arena, job->report, &options.nsilences);
	rules_check(job->arena, job->doc->bound, job->notes, job->diags);
	if (whole) /* what is missing for want of a file or a name is no news */
		profile_check(&profile);
	if (job->notes) /* a third of a render's time, so `check` has it alone */
		check_doc(job->arena, job->doc, &options, job->diags);
}

static void run_merge(struct kanyin_job *job)
{
	struct merge_input in;

	if (job->merged)
		return;
	job->merged = true;
	load(job);
	if (!job->report)
		return;
	in = (struct merge_input){
		.arena = job->arena, .report = job->report, .style = job->style, .roots = &job->roots, .cache = job->kanyin->cache,
		.settings = job->settings, .nsettings = job->nsettings, .draft = job->draft, .diags = job->diags };
	job->doc = merge(&in);
	run_checks(job);
	merge_unused(&in, job->doc);
}

static void run_layout(struct kanyin_job *job)
{
	struct metrics metrics;

	if (job->laid_out)
		return;
	job->laid_out = true;
	run_merge(job);
	if (!job->doc)
		return;
	metrics = fontset_metrics(job->kanyin->fonts);
	job->pages = layout(job->doc, job->style, &metrics, job->diags);
	diags_sort(job->diags);
	if (job->draft)
		draft_notes(job->pages, job->style, &metrics, job->diags);
}

static int result(struct kanyin_job *job)
{
	diags_sort(job->diags);
	return diags_errors(job->diags) ? -1 : 0;
}

int kanyin_check(kanyin_job *job)
{
	job->notes = true;
	run_layout(job);
	return result(job);
}

int kanyin_write_pdf(kanyin_job *job, const char *path)
{
	struct outfile *out;

	run_layout(job);
	if (!job->pages || (diags_errors(job->diags) && !job->draft))
		return result(job), -1;
	out = outfile_new(str_from(path), job->diags);
	if (out && pdf_write(job->pages, job->kanyin->fonts, out, job->diags))
		outfile_commit(out);
	else
		outfile_abort(out);
	return result(job);
}

int kanyin_dump(kanyin_job *job, const char *stage, char **text, size_t *len)
{
	struct buf out;

	buf_init(&out);
	if (strcmp(stage, "doc") == 0)
		run_merge(job);
	else
		run_layout(job);
	if (strcmp(stage, "doc") == 0 && job->doc)
		dump_doc(&out, job->doc, job->style);
	else if (job->pages)
		dump_pages(&out, job->pages);
	buf_z(&out, "");
	*len = out.len;
	*text = mem_alloc(out.len + 1);
	memcpy(*text, out.ptr, out.len);
	buf_release(&out);
	return result(job);
}

int kanyin_explain(kanyin_job *job, const struct kanyin_query *q, const char *format, const char *lang, char **text, size_t *found)
{
	struct explain_query query = {
		.page = q->page, .text = str_from(q->text), .at = q->at, .x = (int32_t)(q->x * 1000), .y = (int32_t)(q->y * 1000) };
	struct buf out;

	*found = 0;
	buf_init(&out);
	run_layout(job);
	if (job->pages)
		*found = explain_pages(&out, job->pages, job->doc, job->kanyin->fonts, &query,
		                       strcmp(lang, "zh") == 0 ? LANG_ZH : LANG_EN, strcmp(format, "json") == 0);
	*text = mem_alloc(out.len + 1);
	memcpy(*text, out.ptr, out.len + 1);
	buf_release(&out);
	return result(job);
}

size_t kanyin_page_count(const kanyin_job *job)
{
	return job->pages ? job->pages->npages : 0;
}

char *kanyin_diagnostics(kanyin_job *job, const char *format, const char *lang_name)
{
	enum lang lang = strcmp(lang_name, "zh") == 0 ? LANG_ZH : LANG_EN;
	struct buf out;
	char *text;

	diags_sort(job->diags);
	buf_init(&out);
	if (strcmp(format, "json") == 0)
		diags_json(&out, job->diags, lang);
	else
		for (size_t i = 0; i < diags_count(job->diags); i++)
			diag_print(&out, diags_at(job->diags, i), lang);
	text = mem_alloc(out.len + 1);
	memcpy(text, out.ptr, out.len);
	buf_release(&out);
	return text;
}

size_t kanyin_error_count(const kanyin_job *job)
{
	return diags_errors(job->diags);
}

size_t kanyin_warning_count(const kanyin_job *job)
{
	return diags_warnings(job->diags);
}

bool kanyin_system_failed(const kanyin_job *job)
{
	return diags_worst(job->diags) == LEVEL_FATAL;
}

void kanyin_free(void *p)
{
	mem_free(p);
}
