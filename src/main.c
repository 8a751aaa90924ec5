/* main.c - the command: options, where templates and fonts are, and which command runs. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "cmd/cmd.h"
#include "cmd/options.h"

static const struct {
	const char *name;
	size_t fewest, most; /* arguments */
	int (*run)(const struct options *);
} commands[] = {
	{ "render", 1, 1, cmd_render }, { "check", 1, 1, cmd_check }, { "explain", 1, 2, cmd_explain },
	{ "batch", 1, 1, cmd_batch },   { "dump", 2, 2, cmd_dump },
};

enum { NCOMMANDS = sizeof(commands) / sizeof(*commands) };

/* What a command takes, for the message that it got something else. */
static int wrong_arguments(const struct options *o, size_t command)
{
	static const char *const takes[][2] = {
		{ "REPORT", "报告文件夹" },
		{ "REPORT", "报告文件夹" },
		{ "REPORT", "报告文件夹" },
		{ "MANIFEST -o DIR", "清单.csv -o 文件夹" },
		{ "doc|pages REPORT", "doc 或 pages，再加报告文件夹" },
	};

	return options_wrong(o->lang, "%s: %s arguments; expected %s", "%s：参数%s，应为：%s", commands[command].name,
	                     strcmp(o->lang, "zh") == 0 ? (o->nargs > commands[command].most ? "过多" : "不足")
	                                                : (o->nargs > commands[command].most ? "too many" : "too few"),
	                     takes[command][strcmp(o->lang, "zh") == 0]);
}

/* argv: all but the command's name. */
static int run(size_t command, int argc, char **argv)
{
	struct options options;
	int status = EXIT_SYSTEM;

	if (options_parse(&options, argc, argv)) {
		if (options.nargs >= commands[command].fewest && options.nargs <= commands[command].most)
			status = commands[command].run(&options);
		else
			status = wrong_arguments(&options, command);
	}
	options_release(&options);
	return status;
}

static int unknown_command(const char *lang, const char *name)
{
	struct nearest near = nearest_to(str_from(name));

	for (size_t i = 0; i < NCOMMANDS; i++)
		nearest_try(&near, str_from(commands[i].name));
	if (near.best.len)
		return options_wrong(lang, "unknown command '%s'; did you mean %s?", "没有“%s”这个命令，是否为 %s？", name,
		                     near.best.ptr);
	return options_wrong(lang, "unknown command '%s'; there are render, check, explain, batch, dump",
	                     "没有“%s”这个命令；现有命令：render、check、explain、batch、dump", name);
}

static bool asks_for(int argc, char **argv, const char *name, const char *other)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++)
		if (strcmp(argv[i], name) == 0 || strcmp(argv[i], other) == 0)
			return true;
	return false;
}

int main(int argc, char **argv)
{
	const char *lang = options_lang(argc, argv);
	int at = options_command(argc, argv);

	signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error of write(), not the end */
	if (asks_for(argc, argv, "--help", "-h"))
		return options_usage(stdout), EXIT_FINE;
	if (asks_for(argc, argv, "--version", "--version"))
		return puts("kanyin " KANYIN_VERSION), EXIT_FINE;
	if (at == argc)
		return options_wrong(lang, "which command? render, check, explain, batch or dump",
		                     "缺少命令：render、check、explain、batch 或 dump");
	for (size_t i = 0; i < NCOMMANDS; i++)
		if (strcmp(argv[at], commands[i].name) == 0) {
			memmove(argv + 2, argv + 1, (size_t)(at - 1) * sizeof(*argv)); /* the options before it */
			return run(i, argc - 2, argv + 2);
		}
	return unknown_command(lang, argv[at]);
}
