/* pdf.c - the text layer of a PDF, through poppler's pdftotext in a child process with bounds on time, memory and output.
 *
 * -bbox gives every word with its box; pages.c makes lines and paragraphs of them. No shell is involved; what poppler says on stderr is
 * dropped, its exit code decides. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "check/check_int.h"

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

static void run_child(const char *path, int out)
{
	int null = open("/dev/null", O_RDWR);

	dup2(null, 0);
	dup2(out, 1);
	dup2(null, 2);
	limit_child();
	execlp("pdftotext", "pdftotext", "-bbox", "-enc", "UTF-8", path, "-", (char *)NULL);
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

static bool fail(struct diags *diags, struct str path, const char *why)
{
	diag(diags, TEXT_PDF, (struct origin){ 0 }, path, str_from(why));
	return false;
}

bool pdf_text(struct arena *arena, struct str path, struct str *bbox, struct diags *diags)
{
	const char *name = str_z(arena, path.len && path.ptr[0] == '-' ? str_printf(arena, "./%.*s", STR_FMT(path)) : path);
	struct buf out;
	int fds[2], status = 0;
	bool whole;
	pid_t child;

	if (pipe2(fds, O_CLOEXEC) != 0)
		return fail(diags, path, strerror(errno));
	child = fork();
	if (child == 0)
		run_child(name, fds[1]);
	close(fds[1]);
	if (child < 0) {
		close(fds[0]);
		return fail(diags, path, strerror(errno));
	}
	buf_init(&out);
	whole = read_all(fds[0], &out);
	close(fds[0]);
	if (!whole)
		kill(child, SIGKILL);
	while (waitpid(child, &status, 0) < 0 && errno == EINTR)
		;
	*bbox = buf_take(&out, arena);
	buf_release(&out);
	if (!whole)
		return fail(diags, path, "pdftotext: too much, or too long");
	if (WIFEXITED(status) && WEXITSTATUS(status) == 127)
		return fail(diags, path, "pdftotext (poppler-utils) is not installed");
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return fail(diags, path, "damaged, or protected by a password");
	return true;
}
