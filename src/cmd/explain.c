/* explain.c - kanyin explain: where a printed figure comes from. */
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/options.h"

/* REPORT, and with --text the figure: the argument behind the option. */
static bool arguments(const struct options *o, const char **report, const char **text)
{
	if (o->nargs != (o->text ? 2 : 1) || (o->text && o->text_arg >= o->nargs)) {
		options_wrong(o->lang, "explain: expected REPORT%s", "explain：应为 报告文件夹%s",
		              o->text ? " --text FIGURE" : strcmp(o->lang, "zh") == 0 ? "，数字之前写 --text" : ", and --text before a figure");
		return false;
	}
	*text = o->text ? o->args[o->text_arg] : NULL;
	*report = o->args[o->text && o->text_arg == 0 ? 1 : 0];
	return true;
}

static int show(kanyin_job *job, const struct options *o, const char *text)
{
	struct kanyin_query query = { .page = o->page, .text = text, .at = o->at, .x = o->x, .y = o->y };
	char *chain;
	size_t found;
	bool written;

	if (kanyin_explain(job, &query, o->format, o->lang, &chain, &found) != 0)
		cmd_finish(job, o);
	written = fputs(chain, stdout) >= 0 && fflush(stdout) == 0;
	kanyin_free(chain);
	if (!written)
		return cmd_stdout_failed(o);
	if (kanyin_system_failed(job))
		return EXIT_SYSTEM;
	if (found)
		return EXIT_FINE;
	fputs(strcmp(o->lang, "zh") == 0 ? "kanyin: explain: 没有找到这样的数字\n" : "kanyin: explain: there is no such figure\n", stderr);
	return EXIT_REPORT;
}

int cmd_explain(const struct options *o)
{
	const char *report, *text;
	kanyin *k;
	kanyin_job *job;
	int status;

	if (!arguments(o, &report, &text))
		return EXIT_SYSTEM;
	k = cmd_setup(o);
	job = cmd_job(k, o, report);
	status = show(job, o, text);
	kanyin_job_drop(job);
	kanyin_drop(k);
	return status;
}
