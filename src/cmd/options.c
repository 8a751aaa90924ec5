/* options.c - the command line, and where templates and fonts are looked for. */
#include "cmd/options.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/nearest.h"

#ifndef KANYIN_DATADIR
#define KANYIN_DATADIR "/usr/local/share/kanyin"
#endif

void options_usage(FILE *out)
{
	fputs("usage: kanyin render REPORT [-o FILE] [--draft] [--set NAME=VALUE]...\n"
	      "       kanyin check  REPORT [--set NAME=VALUE]...\n"
	      "       kanyin check  --text FILE.txt|FILE.pdf\n"
	      "       kanyin explain REPORT [--page N] [--text FIGURE | --at X,Y]\n"
	      "       kanyin batch  MANIFEST -o DIR [-j N] [--draft] [--timeout SECONDS]\n"
	      "       kanyin dump   doc|pages REPORT\n"
	      "\n"
	      "REPORT is a report.xml or a folder that has one.\n"
	      "Options may stand before the command as well.\n"
	      "  --templates DIR  --fonts DIR  look here first; may be repeated\n"
	      "  --diagnostics=text|json       how messages are printed (stderr)\n"
	      "  --lang en|zh                  language of messages; by the locale otherwise\n"
	      "  --help  --version\n"
	      "See kanyin(1) and kanyin-report(5).\n",
	      out);
}

int options_wrong(const char *lang, const char *en, const char *zh, ...)
{
	bool chinese = strcmp(lang, "zh") == 0;
	va_list args;

	va_start(args, zh);
	fputs("kanyin: ", stderr);
	vfprintf(stderr, chinese ? zh : en, args);
	fputs(chinese ? "（用法见 kanyin --help）\n" : " (see kanyin --help)\n", stderr);
	va_end(args);
	return EXIT_SYSTEM;
}

/* Chinese when the locale's messages are; read here, below main, so that nothing deeper depends on the environment. */
static const char *locale_lang(void)
{
	const char *names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

	for (size_t i = 0; i < 3; i++) {
		const char *value = getenv(names[i]);

		if (value && *value)
			return strncmp(value, "zh", 2) == 0 ? "zh" : "en";
	}
	return "en";
}

static void add_dir(const char **dirs, size_t *n, const char *dir)
{
	struct stat st;

	if (*n < MAX_DIRS && stat(dir, &st) == 0 && S_ISDIR(st.st_mode))
		dirs[(*n)++] = dir;
}

static char *own(struct options *o, char *path)
{
	if (!path || o->nowned == sizeof(o->owned) / sizeof(*o->owned))
		abort();
	return o->owned[o->nowned++] = path;
}

void options_release(struct options *o)
{
	while (o->nowned > 0)
		free(o->owned[--o->nowned]);
}

/* Folders of a PATH-like variable. */
static void add_list(struct options *o, const char **dirs, size_t *n, const char *variable)
{
	const char *value = getenv(variable);
	char *save = NULL;

	if (!value)
		return;
	for (char *dir = strtok_r(own(o, strdup(value)), ":", &save); dir; dir = strtok_r(NULL, ":", &save))
		add_dir(dirs, n, dir);
}

static char *join(struct options *o, const char *dir, const char *sub)
{
	size_t len = strlen(dir) + strlen(sub) + 1;
	char *path = own(o, malloc(len));

	snprintf(path, len, "%s%s", dir, sub);
	return path;
}

/* Messages name the folder, so it is given without "..". */
static void add_real(struct options *o, const char **dirs, size_t *n, const char *dir, const char *sub)
{
	char *real = realpath(join(o, dir, sub), NULL);

	if (real)
		add_dir(dirs, n, own(o, real));
}

static void add_beside(struct options *o, const char *dir, const char *templates, const char *fonts)
{
	add_real(o, o->template_dirs, &o->ntemplates, dir, templates);
	add_real(o, o->font_dirs, &o->nfonts, dir, fonts);
}

/* The build tree's own folders (build/kanyin beside templates/), an installation that was moved, and the configured place. */
static void add_installed(struct options *o)
{
	char exe[4096];
	ssize_t len = readlink("/proc/self/exe", exe, sizeof(exe) - 1);

	if (len > 0) {
		exe[len] = '\0';
		*strrchr(exe, '/') = '\0';
		add_beside(o, exe, "/../templates", "/../fonts");
		add_beside(o, exe, "/../share/kanyin/templates", "/../share/kanyin/fonts");
	}
	add_beside(o, KANYIN_DATADIR, "/templates", "/fonts");
}

static bool number(const struct options *o, const char *option, const char *text, int low, int high, int *out)
{
	char *end;
	long n = strtol(text, &end, 10);

	if (!*text || *end || n < low || n > high)
		return options_wrong(o->lang, "%s: expected a number from %d to %d, not '%s'",
		                     "%s：应为 %d 到 %d 的整数，不是“%s”", option, low, high, text),
		       false;
	*out = (int)n;
	return true;
}

static bool page(struct options *o, const char *text)
{
	int n;

	if (!number(o, "--page", text, 1, 1000000, &n))
		return false;
	o->page = (size_t)n;
	return true;
}

/* Thousandths of a point; -1: no such number. */
static long milli(const char **text)
{
	long n = 0, scale = 1000;
	const char *s = *text;

	if (*s < '0' || *s > '9')
		return -1;
	for (; *s >= '0' && *s <= '9' && n < 100000; s++)
		n = n * 10 + (*s - '0');
	n *= 1000;
	if (*s == '.')
		for (s++; *s >= '0' && *s <= '9'; s++)
			n += (scale /= 10) * (*s - '0');
	*text = s;
	return n;
}

static bool point(struct options *o, const char *text)
{
	const char *s = text;
	long x = milli(&s), y = *s == ',' ? (s++, milli(&s)) : -1;

	if (x < 0 || y < 0 || *s)
		return options_wrong(o->lang, "--at: expected X,Y in points from the top left of the page, not '%s'",
		                     "--at：应为 X,Y（从页面左上角算起，单位磅），不是“%s”", text),
		       false;
	o->at = true;
	o->x = (double)x / 1000;
	o->y = (double)y / 1000;
	return true;
}

static bool set_value(struct options *o, char *text)
{
	char *eq = strchr(text, '=');

	if (!eq || eq == text)
		return options_wrong(o->lang, "--set: expected NAME=VALUE, not '%s'", "--set：应写作 名称=值，不是“%s”", text),
		       false;
	if (o->nsets == MAX_SETS)
		return options_wrong(o->lang, "--set: more than %d values", "--set：超过 %d 个值", MAX_SETS), false;
	*eq = '\0';
	o->sets[o->nsets++] = (struct setting_arg){ text, eq + 1 };
	return true;
}

static bool choice(const struct options *o, const char *option, const char *value, const char *a, const char *b, const char **out)
{
	if (strcmp(value, a) != 0 && strcmp(value, b) != 0)
		return options_wrong(o->lang, "%s: expected %s or %s, not '%s'", "%s：应为 %s 或 %s，不是“%s”", option, a, b,
		                     value),
		       false;
	*out = value;
	return true;
}

static bool with_value(struct options *o, const char *name, char *value)
{
	if (strcmp(name, "-o") == 0 || strcmp(name, "--output") == 0)
		return o->output = value, true;
	if (strcmp(name, "-j") == 0 || strcmp(name, "--jobs") == 0)
		return number(o, name, value, 1, 256, &o->jobs);
	if (strcmp(name, "--timeout") == 0)
		return number(o, name, value, 1, 86400, &o->timeout);
	if (strcmp(name, "--page") == 0)
		return page(o, value);
	if (strcmp(name, "--at") == 0)
		return point(o, value);
	if (strcmp(name, "--set") == 0)
		return set_value(o, value);
	if (strcmp(name, "--templates") == 0)
		return add_dir(o->template_dirs, &o->ntemplates, value), true;
	if (strcmp(name, "--fonts") == 0)
		return add_dir(o->font_dirs, &o->nfonts, value), true;
	if (strcmp(name, "--lang") == 0)
		return choice(o, name, value, "en", "zh", &o->lang);
	return choice(o, name, value, "text", "json", &o->format);
}

static const char *const valued[] = { "-o",          "--output", "-j",     "--jobs",        "--timeout", "--set",
	                              "--templates", "--fonts",  "--lang", "--diagnostics", "--page",    "--at" };
static const char *const flags[] = { "--draft", "--text", "--help", "--version" };

static bool takes_value(const char *name)
{
	for (size_t i = 0; i < sizeof(valued) / sizeof(*valued); i++)
		if (strcmp(name, valued[i]) == 0)
			return true;
	return false;
}

static bool unknown_option(const struct options *o, const char *arg, const char *name)
{
	struct nearest near = nearest_to(str_from(name));

	for (size_t i = 0; i < sizeof(valued) / sizeof(*valued); i++)
		nearest_try(&near, str_from(valued[i]));
	for (size_t i = 0; i < sizeof(flags) / sizeof(*flags); i++)
		nearest_try(&near, str_from(flags[i]));
	if (near.best.len > 2)
		options_wrong(o->lang, "unknown option %s; did you mean %s?", "没有 %s 这个选项，是否为 %s？", arg,
		              near.best.ptr);
	else
		options_wrong(o->lang, "unknown option %s", "没有 %s 这个选项", arg);
	return false;
}

/* One option; *i moves over its value. Accepts --name=value, --name value, -o value, -j4. */
static bool parse_option(struct options *o, int argc, char **argv, int *i)
{
	char *arg = argv[*i], *eq = strncmp(arg, "--", 2) == 0 ? strchr(arg, '=') : NULL;
	char name[32];

	if (strcmp(arg, "--draft") == 0)
		return o->draft = true;
	if (strcmp(arg, "-v") == 0)
		return o->verbose = true;
	if (strcmp(arg, "--text") == 0 || strncmp(arg, "--text=", 7) == 0) {
		o->text_arg = o->nargs;
		if (arg[6] && o->nargs < MAX_ARGS)
			o->args[o->nargs++] = arg + 7;
		return o->text = true;
	}
	snprintf(name, sizeof(name), "%.*s", (int)(eq ? eq - arg : strncmp(arg, "--", 2) ? 2 : (int)strlen(arg)), arg);
	if (!takes_value(name))
		return unknown_option(o, arg, name);
	if (eq)
		return with_value(o, name, eq + 1);
	if (name[1] != '-' && arg[2])
		return with_value(o, name, arg + 2);
	if (*i + 1 >= argc)
		return options_wrong(o->lang, "%s needs a value", "%s 后面缺少值", name), false;
	return with_value(o, name, argv[++*i]);
}

const char *options_lang(int argc, char **argv)
{
	const char *lang = locale_lang();

	for (int i = 0; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const char *value = strncmp(argv[i], "--lang=", 7) == 0              ? argv[i] + 7
		                    : strcmp(argv[i], "--lang") == 0 && i + 1 < argc ? argv[i + 1]
		                                                                     : "";

		if (strcmp(value, "en") == 0 || strcmp(value, "zh") == 0)
			lang = value;
	}
	return lang;
}

int options_command(int argc, char **argv)
{
	int i = 1;

	while (i < argc && argv[i][0] == '-' && argv[i][1])
		i += takes_value(argv[i]) ? 2 : 1;
	return i < argc ? i : argc;
}

bool options_parse(struct options *o, int argc, char **argv)
{
	bool only_args = false;

	*o = (struct options){ .lang = options_lang(argc, argv), .format = "text", .timeout = 300 };
	for (int i = 0; i < argc; i++) {
		if (!only_args && strcmp(argv[i], "--") == 0) {
			only_args = true;
		} else if (!only_args && argv[i][0] == '-' && argv[i][1]) {
			if (!parse_option(o, argc, argv, &i))
				return false;
		} else if (o->nargs == MAX_ARGS) {
			return options_wrong(o->lang, "too many arguments: %s", "参数过多：%s", argv[i]), false;
		} else {
			o->args[o->nargs++] = argv[i];
		}
	}
	add_list(o, o->template_dirs, &o->ntemplates, "KANYIN_TEMPLATES");
	add_list(o, o->font_dirs, &o->nfonts, "KANYIN_FONTS");
	add_installed(o);
	return true;
}
