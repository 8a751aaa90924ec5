/* options.h - the command line: what every command accepts. */
#ifndef KANYIN_CMD_OPTIONS_H
#define KANYIN_CMD_OPTIONS_H

#include <stdio.h>

#include "cmd/cmd.h"

/* argv: what follows the command's name. Prints a message and returns false for an unknown option or a bad value. Fills the
 * template and font folders: given ones, then KANYIN_TEMPLATES and KANYIN_FONTS, then those beside the program, then installed ones. */
bool options_parse(struct options *, int argc, char **argv);
void options_release(struct options *);
int options_wrong(const char *which, const char *what); /* message; EXIT_SYSTEM */
void options_usage(FILE *);

#endif
