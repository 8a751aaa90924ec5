/* options.h - the command line: what every command accepts. */
#ifndef KANYIN_CMD_OPTIONS_H
#define KANYIN_CMD_OPTIONS_H

#include <stdio.h>

#include "cmd/cmd.h"

/* The language of messages, before anything else is read: of --lang, else of the locale. */
const char *options_lang(int argc, char **argv);
/* The place of the command in argv; options may stand before it. argc: there is none. */
int options_command(int argc, char **argv);
/* argv: all but the command's name. Prints a message and returns false for an unknown option or a bad value. Fills the
 * template and font folders: given ones, then KANYIN_TEMPLATES and KANYIN_FONTS, then those beside the program, then installed ones. */
bool options_parse(struct options *, int argc, char **argv);
void options_release(struct options *);
/* A wrong call: one line in the language (the two formats take the same arguments) and where to read more. EXIT_SYSTEM. */
__attribute__((format(printf, 2, 4))) int options_wrong(const char *lang, const char *en, const char *zh, ...);
void options_usage(FILE *);

#endif
