/* kanyin.h - the library: report descriptions in, PDF out.
 *
 * A struct kanyin is one program's set-up: template folders, fonts, caches of parsed styles, layouts and templates; it may render any number
 * of reports, one after the other, and be shared with forked workers. A struct kanyin_job is one report. All paths are UTF-8. Nothing is
 * printed; diagnostics collect in the job. Not thread-safe. */
#ifndef KANYIN_H
#define KANYIN_H

#include <stdbool.h>
#include <stddef.h>

#define KANYIN_VERSION "0.1"

typedef struct kanyin kanyin;
typedef struct kanyin_job kanyin_job;

/* template_dirs and font_dirs are searched in order; both copied. Never NULL. */
kanyin *kanyin_new(const char *const *template_dirs, size_t ntemplates, const char *const *font_dirs, size_t nfonts);
void kanyin_drop(kanyin *); /* NULL is fine; drop its jobs first */

/* path: a report.xml or a folder that has one. Never NULL; a missing file shows in the diagnostics. */
kanyin_job *kanyin_job_new(kanyin *, const char *path);
void kanyin_job_drop(kanyin_job *);
void kanyin_job_draft(kanyin_job *, bool draft);
void kanyin_job_set(kanyin_job *, const char *name, const char *value); /* overrides or adds a fact; a warning when nothing uses it */
void kanyin_job_offer(kanyin_job *, const char *name, const char *value); /* the same, but it need not be used */

/* Reads ahead what reports of these folders share (styles, layouts, text templates, fonts), so that forked workers have it. */
void kanyin_warm(kanyin *);

/* Each runs the stages it needs (once) and returns 0 or -1 with the reasons in the diagnostics. */
int kanyin_check(kanyin_job *);                               /* everything render would say; writes nothing */
int kanyin_write_pdf(kanyin_job *, const char *path);         /* whole or not at all; not when there are errors, unless draft */
int kanyin_dump(kanyin_job *, const char *stage, char **text, size_t *len); /* "doc" or "pages"; free with kanyin_free */
/* Where printed figures come from. */
struct kanyin_query {
	size_t page;      /* from 1; 0: every page */
	const char *text; /* as printed: "886.81"; NULL: every figure */
	bool at;          /* only what stands at x, y: points from the top left of the page */
	double x, y;
};
/* format "text" or "json", lang "en" or "zh"; *found: how many there were. Free *text with kanyin_free. */
int kanyin_explain(kanyin_job *, const struct kanyin_query *, const char *format, const char *lang, char **text, size_t *found);
size_t kanyin_page_count(const kanyin_job *);                 /* after kanyin_write_pdf or kanyin_check */

/* Diagnostics, sorted: all of them as text (one line each) or JSON; lang "en" or "zh". */
char *kanyin_diagnostics(kanyin_job *, const char *format, const char *lang); /* "text" or "json"; kanyin_free */
size_t kanyin_error_count(const kanyin_job *);
size_t kanyin_warning_count(const kanyin_job *);
bool kanyin_system_failed(const kanyin_job *);                /* a FATAL one: the call or the system, not the report */
void kanyin_free(void *);

#endif
