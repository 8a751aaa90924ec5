/* pdf.c - the text layer of a PDF, through poppler's pdftotext in a child process with bounds on time, memory and output.
 *
 * -bbox gives every word with its box; pages.c makes lines and paragraphs of them. No shell is involved; what poppler says on stderr is
 * dropped, its exit code and the file decide. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf8.h"
#include "check/pages_int.h"

enum {
	SECONDS_MAX = 60,
	OUTPUT_MAX = 256 << 20, /* [bytes] */
	READ_SIZE = 1 << 16
};

/* What a hostile PDF can make pdftotext use. */
static void limit_child(void)
{
	const struct rlimit cpu = { SECONDS_MAX, SECONDS_MAX }, memory = { (rlim_t)4 << 30, (rlim_t)4 << 30 }, core = { 0, 0 };

	setrlimit(RLIMIT_CPU, &cpu);
	setrlimit(RLIMIT_AS, &memory);
	setrlimit(RLIMIT_CORE, &core);
}

static void run_child(const char *const *args, int out)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, 0);
	dup2(out, 1);
	dup2(null, 2);
	limit_child();
	execvp(args[0], (char *const *)(uintptr_t)args);
	_exit(127);
}

static time_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return t.tv_sec;
}

/* All that the child writes; false when it writes too much or takes too long. */
static bool read_all(int fd, struct buf *out)
{
	time_t end = now() + SECONDS_MAX;
	struct pollfd wait = { .fd = fd, .events = POLLIN };

	for (;;) {
		ssize_t n;

		if (now() > end || out->len > OUTPUT_MAX)
			return false;
		if (poll(&wait, 1, 1000) <= 0)
			continue;
		buf_grow(out, READ_SIZE);
		n = read(fd, out->ptr + out->len, READ_SIZE);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return n == 0;
		out->len += (size_t)n;
		out->ptr[out->len] = '\0';
	}
}

enum ran { RAN, RAN_OVER, RAN_NOT };

/* What the program prints. *code: its exit code, -1 when a signal ended it. RAN_OVER: too much text or time; RAN_NOT: errno says why. */
static enum ran run(struct arena *arena, const char *const *args, struct str *printed, int *code)
{
	struct buf out;
	int fds[2], status = 0;
	bool whole;
	pid_t child;

	if (pipe2(fds, O_CLOEXEC) != 0)
		return RAN_NOT;
	child = fork();
	if (child == 0)
		run_child(args, fds[1]);
	close(fds[1]);
	if (child < 0) {
		close(fds[0]);
		return RAN_NOT;
	}
	buf_init(&out);
	whole = read_all(fds[0], &out);
	close(fds[0]);
	if (!whole)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	*printed = buf_take(&out, arena);
	buf_release(&out);
	*code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	return whole ? RAN : RAN_OVER;
}

/* --- what went wrong --- */

static bool is_cut_off(struct str bytes)
{
	return str_find(str_sub(bytes, bytes.len > 4096 ? bytes.len - 4096 : 0, bytes.len), STR("%%EOF")) < 0;
}

static enum diag_code why_not(struct str bytes, int code)
{
	if (code == 127)
		return DIAG_PDF_TOOL;
	if (code == -1)
		return DIAG_PDF_LIMIT;
	if (str_has(bytes, STR("/Encrypt")))
		return DIAG_PDF_PASSWORD;
	return is_cut_off(bytes) ? DIAG_PDF_INCOMPLETE : DIAG_PDF_DAMAGED;
}

static void report_file(struct diags *diags, enum diag_code code, struct str path)
{
	diag_add(diags, code, (struct origin){ 0 }, &path, 1);
}

/* --- fonts without characters --- */

/* A line of pdffonts: its name when it has no ToUnicode and only some glyphs of the font. */
static struct str nameless_font(struct str line)
{
	struct str fields[16];
	size_t n = 0;
	ptrdiff_t plus;

	for (size_t from = 0, to; from < line.len && n < 16; from = to + 1) {
		for (to = from; to < line.len && line.ptr[to] != ' '; to++)
			;
		if (to > from)
			fields[n++] = str_sub(line, from, to);
	}
	if (n < 7 || !str_eq(fields[n - 3], STR("no")) || !str_eq(fields[n - 4], STR("yes")))
		return STR("");
	plus = str_find(fields[0], STR("+"));
	return str_sub(fields[0], plus < 0 ? 0 : (size_t)plus + 1, fields[0].len);
}

/* The fonts of a page whose glyphs have no characters, as A, B. */
static struct str nameless_fonts(struct arena *arena, const char *name, int page)
{
	const char *number = str_z(arena, str_printf(arena, "%d", page));
	const char *const args[] = { "pdffonts", "-f", number, "-l", number, name, NULL };
	struct str printed, names = STR("");
	int code;

	if (run(arena, args, &printed, &code) != RAN || code != 0)
		return names;
	for (size_t from = 0; from < printed.len;) {
		struct str rest = str_sub(printed, from, printed.len), font;
		ptrdiff_t end = str_find(rest, STR("\n"));

		rest = str_sub(rest, 0, end < 0 ? rest.len : (size_t)end);
		from += rest.len + 1;
		font = nameless_font(rest);
		if (font.len && !str_has(names, font) && utf8_check(font) < 0)
			names = names.len ? str_printf(arena, "%.*s, %.*s", STR_FMT(names), STR_FMT(font)) : font;
	}
	return names;
}

/* Once for the whole file: findings in such text would be about nothing. */
static void report_unreadable(struct arena *arena, const char *name, struct source *src, struct str bbox, struct diags *diags)
{
	int first;
	struct str pages = bbox_unreadable(arena, bbox, &first), fonts;
	struct origin at = { src, first, 1 };

	if (!first)
		return;
	fonts = nameless_fonts(arena, name, first);
	diag(diags, PDF_NO_TOUNICODE, at, pages, fonts.len ? fonts : STR("?"));
}

bool pdf_words(struct arena *arena, struct source *src, struct str bytes, struct str *bbox, struct diags *diags)
{
	const struct origin nowhere = { 0 };
	struct str path = src->path;
	const char *name = str_z(arena, path.len && path.ptr[0] == '-' ? str_printf(arena, "./%.*s", STR_FMT(path)) : path);
	const char *const args[] = { "pdftotext", "-bbox", "-enc", "UTF-8", name, "-", NULL };
	int code = 0;
	enum ran ran = run(arena, args, bbox, &code);

	if (ran == RAN_NOT) {
		diag(diags, FILE_READ, nowhere, path, str_from(strerror(errno)));
		return false;
	}
	if (ran == RAN_OVER || code != 0 || !bbox_have_words(*bbox)) {
		report_file(diags, ran == RAN_OVER ? DIAG_PDF_LIMIT : code ? why_not(bytes, code) : DIAG_PDF_NO_TEXT, path);
		return false;
	}
	if (is_cut_off(bytes))
		report_file(diags, DIAG_PDF_INCOMPLETE, path);
	report_unreadable(arena, name, src, *bbox, diags);
	return true;
}
