/* render.c - kanyin render, check and dump: one report. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cmd/cmd.h"

kanyin *cmd_setup(const struct options *o)
{
	return kanyin_new(o->template_dirs, o->ntemplates, o->font_dirs, o->nfonts);
}

kanyin_job *cmd_job(kanyin *k, const struct options *o, const char *report)
{
	kanyin_job *job = kanyin_job_new(k, report);

	kanyin_job_draft(job, o->draft);
	for (size_t i = 0; i < o->nsets; i++)
		kanyin_job_set(job, o->sets[i].name, o->sets[i].value);
	return job;
}

int cmd_finish(kanyin_job *job, const struct options *o)
{
	char *text = kanyin_diagnostics(job, o->format, o->lang);

	fputs(text, stderr);
	kanyin_free(text);
	if (kanyin_system_failed(job))
		return EXIT_SYSTEM;
	return kanyin_error_count(job) ? EXIT_REPORT : EXIT_FINE;
}

/* The last component of path without a final slash or ".xml"; "." and ".." have no name of their own. */
static size_t base_name(const char *path, const char **name)
{
	size_t len = strlen(path), from;

	while (len > 1 && path[len - 1] == '/')
		len--;
	for (from = len; from > 0 && path[from - 1] != '/';)
		from--;
	*name = path + from;
	len -= from;
	if (len > 4 && strncmp(*name + len - 4, ".xml", 4) == 0)
		len -= 4;
	return len;
}

char *cmd_output_name(const char *report)
{
	const char *name;
	size_t len = base_name(report, &name);
	char *out;

	if (len == 0 || name[0] == '.' || name[0] == '/') {
		name = "report";
		len = 6;
	}
	out = calloc(len + 5, 1);
	if (!out)
		abort();
	memcpy(out, name, len);
	memcpy(out + len, ".pdf", 5);
	return out;
}

int cmd_render(const struct options *o)
{
	char *name = o->output ? NULL : cmd_output_name(o->args[0]);
	kanyin *k = cmd_setup(o);
	kanyin_job *job = cmd_job(k, o, o->args[0]);
	int status;

	kanyin_write_pdf(job, o->output ? o->output : name);
	status = cmd_finish(job, o);
	kanyin_job_drop(job);
	kanyin_drop(k);
	free(name);
	return status;
}

static int check_report(const struct options *o)
{
	kanyin *k = cmd_setup(o);
	kanyin_job *job = cmd_job(k, o, o->args[0]);
	int status;

	kanyin_check(job);
	status = cmd_finish(job, o);
	kanyin_job_drop(job);
	kanyin_drop(k);
	return status;
}

int cmd_check(const struct options *o)
{
	return o->text ? cmd_check_text(o, o->args[0]) : check_report(o);
}

static bool print_stage(kanyin_job *job, const char *stage)
{
	char *text;
	size_t len;
	bool done;

	kanyin_dump(job, stage, &text, &len);
	done = fwrite(text, 1, len, stdout) == len;
	kanyin_free(text);
	done = fflush(stdout) == 0 && done;
	if (!done)
		fprintf(stderr, "kanyin: cannot write to stdout: %s\n", strerror(errno));
	return done;
}

int cmd_dump(const struct options *o)
{
	kanyin *k;
	kanyin_job *job;
	int status;

	if (strcmp(o->args[0], "doc") != 0 && strcmp(o->args[0], "pages") != 0) {
		fprintf(stderr, "kanyin: dump: expected doc or pages, not '%s'\n", o->args[0]);
		return EXIT_SYSTEM;
	}
	k = cmd_setup(o);
	job = cmd_job(k, o, o->args[1]);
	status = print_stage(job, o->args[0]) ? EXIT_FINE : EXIT_SYSTEM;
	if (status == EXIT_FINE)
		status = cmd_finish(job, o);
	kanyin_job_drop(job);
	kanyin_drop(k);
	return status;
}
