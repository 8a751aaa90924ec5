/* cmd.h - what the commands share: parsed options, set-up, printing. One file per command, each a thin layer over kanyin.h. */
#ifndef KANYIN_CMD_CMD_H
#define KANYIN_CMD_CMD_H

#include <stdbool.h>
#include <stddef.h>

#include "kanyin.h"

/* Exit codes (kanyin(1)). */
enum { EXIT_FINE = 0, EXIT_REPORT = 1, EXIT_SYSTEM = 2 };

enum { MAX_DIRS = 32, MAX_SETS = 256, MAX_ARGS = 8 };

struct setting_arg {
	const char *name, *value;
};

struct options {
	const char *args[MAX_ARGS]; /* what is not an option: REPORT, MANIFEST, stage */
	size_t nargs;
	const char *output;         /* -o */
	const char *lang;           /* "en" or "zh" */
	const char *format;         /* "text" or "json" */
	bool draft, verbose;
	bool text;                  /* check --text: the argument is a text or PDF, not a report */
	size_t text_arg;            /* the argument that follows it */
	size_t page;                /* explain --page; 0: all */
	bool at;                    /* explain --at X,Y [pt] */
	double x, y;
	int jobs;                   /* -j; 0: one per processor */
	int timeout;                /* --timeout [s] */
	struct setting_arg sets[MAX_SETS];
	size_t nsets;
	const char *template_dirs[MAX_DIRS];
	size_t ntemplates;
	const char *font_dirs[MAX_DIRS];
	size_t nfonts;
	char *owned[4 * MAX_DIRS];  /* paths made here; freed by options_release */
	size_t nowned;
};

int cmd_render(const struct options *);
int cmd_check(const struct options *);
int cmd_check_text(const struct options *, const char *path);
int cmd_explain(const struct options *);
int cmd_dump(const struct options *);
int cmd_batch(const struct options *);

kanyin *cmd_setup(const struct options *);
kanyin_job *cmd_job(kanyin *, const struct options *, const char *report); /* with --draft and --set applied */
int cmd_finish(kanyin_job *, const struct options *); /* prints the diagnostics to stderr; the exit code */
int cmd_stdout_failed(const struct options *);        /* says so; the exit code */
/* How many messages there were and what became of the PDF, in one line after them; nothing with --diagnostics=json. */
void cmd_closing(const struct options *, size_t errors, size_t warnings, const char *outcome);
/* The PDF's name when -o is absent: the report's folder name in the current folder. malloc'd. */
char *cmd_output_name(const char *report);

#endif
