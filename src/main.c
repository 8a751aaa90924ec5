/* main.c - the command: options, where templates and fonts are, and which command runs. */
#include <signal.h>
#include <stdio.h>
#include <string.h>

#include "cmd/cmd.h"
#include "cmd/options.h"

static const struct {
	const char *name;
	size_t fewest, most; /* arguments */
	int (*run)(const struct options *);
} commands[] = {
	{ "render", 1, 1, cmd_render },
	{ "check", 1, 1, cmd_check },
	{ "explain", 1, 2, cmd_explain },
	{ "batch", 1, 1, cmd_batch },
	{ "dump", 2, 2, cmd_dump },
};

static int run(size_t command, int argc, char **argv)
{
	struct options options;
	int status = EXIT_SYSTEM;

	if (options_parse(&options, argc, argv)) {
		if (options.nargs >= commands[command].fewest && options.nargs <= commands[command].most)
			status = commands[command].run(&options);
		else
			options_wrong(commands[command].name, "wrong number of arguments");
	}
	options_release(&options);
	return status;
}

int main(int argc, char **argv)
{
	const char *name = argc >= 2 ? argv[1] : "";

	signal(SIGXFSZ, SIG_IGN); /* a file size limit is an error of write(), not the end */
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0)
		return options_usage(stdout), EXIT_FINE;
	if (strcmp(name, "--version") == 0)
		return puts("kanyin " KANYIN_VERSION), EXIT_FINE;
	for (size_t i = 0; i < sizeof(commands) / sizeof(*commands); i++)
		if (strcmp(name, commands[i].name) == 0)
			return run(i, argc - 2, argv + 2);
	return options_wrong(argc >= 2 ? name : "kanyin", argc >= 2 ? "unknown command" : "which command?");
}
