/* render.c - kanyin render, check and dump: one report. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cmd/cmd.h"
#include "cmd/options.h"

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

int cmd_stdout_failed(const struct options *o)
{
	fprintf(stderr, strcmp(o->lang, "zh") == 0 ? "kanyin: 无法写到标准输出：%s\n" : "kanyin: cannot write to stdout: %s\n",
	        strerror(errno));
	return EXIT_SYSTEM;
}

void cmd_closing(const struct options *o, size_t errors, size_t warnings, const char *outcome)
{
	if (strcmp(o->format, "json") == 0)
		return;
	if (strcmp(o->lang, "zh") == 0)
		fprintf(stderr, "%zu 处错误，%zu 处警告%s\n", errors, warnings, outcome);
	else
		fprintf(stderr, "%zu error%s, %zu warning%s%s\n", errors, errors == 1 ? "" : "s", warnings,
		        warnings == 1 ? "" : "s", outcome);
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

static bool is_folder(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

/* What became of the PDF of a report with errors. */
static const char *outcome(const kanyin_job *job, const struct options *o)
{
	bool zh = strcmp(o->lang, "zh") == 0;

	if (o->draft && kanyin_page_count(job))
		return zh ? "；已生成草稿，改正错误后方可公开" : "; a draft was written, not for publication";
	if (kanyin_page_count(job))
		return zh ? "；未生成 PDF（加 --draft 可生成标出错误的草稿）"
		          : "; no PDF written (--draft writes a draft that shows the errors)";
	return zh ? "；未生成 PDF" : "; no PDF written";
}

static int render(const struct options *o, const char *path)
{
	kanyin *k = cmd_setup(o);
	kanyin_job *job = cmd_job(k, o, o->args[0]);
	int status;

	kanyin_write_pdf(job, path);
	status = cmd_finish(job, o);
	if (status == EXIT_REPORT)
		cmd_closing(o, kanyin_error_count(job), kanyin_warning_count(job), outcome(job, o));
	kanyin_job_drop(job);
	kanyin_drop(k);
	return status;
}

int cmd_render(const struct options *o)
{
	char *name = cmd_output_name(o->args[0]);
	int status;

	if (o->output && is_folder(o->output))
		status = options_wrong(o->lang, "-o: '%s' is a folder; name the file: -o %s/%s",
		                       "-o：“%s”是文件夹，请写出文件名：-o %s/%s", o->output, o->output, name);
	else
		status = render(o, o->output ? o->output : name);
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
	cmd_closing(o, kanyin_error_count(job), kanyin_warning_count(job), "");
	kanyin_job_drop(job);
	kanyin_drop(k);
	return status;
}

int cmd_check(const struct options *o)
{
	return o->text ? cmd_check_text(o, o->args[0]) : check_report(o);
}

static bool print_stage(kanyin_job *job, const struct options *o)
{
	char *text;
	size_t len;
	bool done;

	kanyin_dump(job, o->args[0], &text, &len);
	done = fwrite(text, 1, len, stdout) == len;
	kanyin_free(text);
	done = fflush(stdout) == 0 && done;
	if (!done)
		cmd_stdout_failed(o);
	return done;
}

int cmd_dump(const struct options *o)
{
	kanyin *k;
	kanyin_job *job;
	int status;

	if (strcmp(o->args[0], "doc") != 0 && strcmp(o->args[0], "pages") != 0)
		return options_wrong(o->lang, "dump: expected doc or pages, not '%s'", "dump：应为 doc 或 pages，不是“%s”",
		                     o->args[0]);
	k = cmd_setup(o);
	job = cmd_job(k, o, o->args[1]);
	status = print_stage(job, o) ? EXIT_FINE : EXIT_SYSTEM;
	if (status == EXIT_FINE)
		status = cmd_finish(job, o);
	kanyin_job_drop(job);
	kanyin_drop(k);
	return status;
}
