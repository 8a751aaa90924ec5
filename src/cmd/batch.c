/* batch.c - kanyin batch: every department of a manifest, by -j worker processes.
 *
 * The parent reads ahead what the reports share, then forks the workers; each takes one report after the other, so fonts, layouts and templates stay
 * mapped, parsed and warm. A worker that crashes, hangs or runs out of memory costs the report it was at: a new one takes its place. What a
 * report has to say comes back through a pipe. PDFs are whole or absent. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "cmd/batch_int.h"
#include "cmd/options.h"

enum { WORKER_MEMORY = 2000 /* [MB] address space of one worker */ };

/* What a worker sends when a report has ended; len bytes of messages follow. */
struct reply {
	uint32_t pages, errors, status, len;
};

/* --- the worker --- */

static bool write_all(int fd, const void *bytes, size_t len)
{
	const char *at = bytes;

	while (len > 0) {
		ssize_t n = write(fd, at, len);

		if (n < 0 && errno != EINTR)
			return false;
		if (n > 0) {
			at += n;
			len -= (size_t)n;
		}
	}
	return true;
}

static bool read_all(int fd, void *bytes, size_t len)
{
	char *at = bytes;

	while (len > 0) {
		ssize_t n = read(fd, at, len);

		if (n == 0 || (n < 0 && errno != EINTR))
			return false;
		if (n > 0) {
			at += n;
			len -= (size_t)n;
		}
	}
	return true;
}

/* Sanitizers reserve terabytes of address space. */
static void limit_memory(void)
{
#ifndef __SANITIZE_ADDRESS__
	struct rlimit limit = { (rlim_t)WORKER_MEMORY << 20, (rlim_t)WORKER_MEMORY << 20 };

	setrlimit(RLIMIT_AS, &limit);
#endif
}

static bool report_back(int fd, kanyin_job *job, const struct options *o)
{
	char *text = kanyin_diagnostics(job, o->format, o->lang);
	struct reply reply = { .pages = (uint32_t)kanyin_page_count(job), .errors = (uint32_t)kanyin_error_count(job) };
	bool done;

	reply.status = kanyin_system_failed(job) ? EXIT_SYSTEM : reply.errors ? EXIT_REPORT : EXIT_FINE;
	reply.len = strcmp(text, "[]\n") == 0 ? 0 : (uint32_t)strlen(text);
	done = write_all(fd, &reply, sizeof(reply)) && write_all(fd, text, reply.len);
	kanyin_free(text);
	return done;
}

static bool render_entry(struct batch *b, const struct entry *e, int fd)
{
	kanyin_job *job = cmd_job(b->kanyin, b->options, e->folder);
	bool done;

	for (size_t i = 0; i < e->nfacts; i++)
		kanyin_job_offer(job, e->facts[i].name, e->facts[i].value);
	kanyin_write_pdf(job, e->pdf);
	done = report_back(fd, job, b->options);
	kanyin_job_drop(job);
	return done;
}

static void work(struct batch *b, int in, int out)
{
	uint32_t index;

	signal(SIGINT, SIG_IGN); /* the parent is asked too, and ends its workers */
	signal(SIGTERM, SIG_DFL);
	limit_memory();
	while (read_all(in, &index, sizeof(index)) && index < b->nentries)
		if (!render_entry(b, &b->entries[index], out))
			return;
}

/* --- the parent --- */

static int64_t now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void close_pipes(const int to[2], const int from[2])
{
	close(to[0]);
	close(to[1]);
	close(from[0]);
	close(from[1]);
}

/* A worker must not hold the pipes of the others open, or their end would never be seen. */
static void close_others(const struct worker *workers, int n)
{
	for (int i = 0; i < n; i++) {
		if (!workers[i].pid)
			continue;
		close(workers[i].to);
		close(workers[i].from);
	}
}

static bool hire(struct batch *b, struct worker *workers, int n, struct worker *w)
{
	int to[2], from[2];

	if (pipe(to) != 0)
		return false;
	if (pipe(from) != 0)
		return close(to[0]), close(to[1]), false;
	fflush(NULL);
	w->pid = fork();
	if (w->pid < 0) {
		w->pid = 0;
		close_pipes(to, from);
		return false;
	}
	if (w->pid == 0) {
		close_others(workers, n);
		close(to[1]);
		close(from[0]);
		work(b, to[0], from[1]);
		_exit(EXIT_FINE);
	}
	close(to[0]);
	close(from[1]);
	w->to = to[1];
	w->from = from[0];
	w->entry = NULL;
	fcntl(w->from, F_SETFL, O_NONBLOCK);
	return true;
}

static void give(struct batch *b, struct worker *w, uint32_t index)
{
	w->entry = &b->entries[index];
	w->entry->state = ENTRY_RUNNING;
	w->started = now_ms();
	w->timed_out = false;
	w->said_len = 0;
	if (!write_all(w->to, &index, sizeof(index)))
		kill(w->pid, SIGKILL); /* it is gone or going: its end is handled as a crash */
}

/* A worker that was ended from outside cannot remove its temporary file: base/file.c names it .NAME.XXXXXX beside the PDF. */
static void remove_leftovers(const struct batch *b, const struct entry *e)
{
	size_t len = strlen(e->id);
	DIR *dir = opendir(b->options->output);
	struct dirent *d;

	while (dir && (d = readdir(dir)))
		if (d->d_name[0] == '.' && strncmp(d->d_name + 1, e->id, len) == 0 && strncmp(d->d_name + 1 + len, ".pdf.", 5) == 0)
			unlinkat(dirfd(dir), d->d_name, 0);
	if (dir)
		closedir(dir);
}

static void end_entry(struct batch *b, struct worker *w)
{
	batch_print(b, w->entry);
	w->entry = NULL;
}

/* The worker is gone. */
static void bury(struct batch *b, struct worker *w)
{
	struct entry *e = w->entry;
	int status = 0;

	close(w->to);
	close(w->from);
	while (waitpid(w->pid, &status, 0) < 0 && errno == EINTR)
		;
	w->pid = 0;
	if (!e)
		return;
	remove_leftovers(b, e);
	e->state = w->timed_out ? ENTRY_TIMEOUT : ENTRY_CRASHED;
	e->signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
	end_entry(b, w);
}

static bool is_whole(const struct worker *w, struct reply *reply)
{
	if (w->said_len < sizeof(*reply))
		return false;
	memcpy(reply, w->said, sizeof(*reply));
	return w->said_len >= sizeof(*reply) + reply->len;
}

static void take_reply(struct batch *b, struct worker *w)
{
	struct entry *e = w->entry;
	struct reply reply;

	if (!e || !is_whole(w, &reply))
		return;
	e->pages = reply.pages;
	e->errors = reply.errors;
	e->messages = strndup(w->said + sizeof(reply), reply.len);
	e->state = reply.status == EXIT_FINE ? ENTRY_DONE : ENTRY_FAILED;
	if (reply.status == EXIT_REPORT && b->options->draft && reply.pages)
		e->state = ENTRY_DRAFT;
	end_entry(b, w);
}

/* Reads what is there; false at the end of the pipe. */
static bool listen_to(struct worker *w)
{
	for (;;) {
		ssize_t n;

		if (w->said_size - w->said_len < 4096) {
			w->said_size = w->said_size * 2 + 8192;
			w->said = realloc(w->said, w->said_size);
			if (!w->said)
				abort();
		}
		n = read(w->from, w->said + w->said_len, w->said_size - w->said_len);
		if (n > 0)
			w->said_len += (size_t)n;
		else
			return n < 0 && (errno == EAGAIN || errno == EINTR);
	}
}

static volatile sig_atomic_t interrupted;

static void on_signal(int number)
{
	interrupted = number;
}

static void stop_late(struct batch *b, struct worker *w)
{
	if (w->entry && !w->timed_out && now_ms() - w->started > (int64_t)b->options->timeout * 1000) {
		w->timed_out = true;
		kill(w->pid, SIGKILL);
	}
}

static void wait_some(struct batch *b, struct worker *workers, int n)
{
	struct pollfd fds[MAX_WORKERS];

	for (int i = 0; i < n; i++)
		fds[i] = (struct pollfd){ .fd = workers[i].pid ? workers[i].from : -1, .events = POLLIN };
	poll(fds, (nfds_t)n, 200);
	for (int i = 0; i < n; i++) {
		bool alive = true;

		if (!workers[i].pid)
			continue;
		if (fds[i].revents & (POLLIN | POLLHUP | POLLERR))
			alive = listen_to(&workers[i]);
		take_reply(b, &workers[i]);
		if (!alive)
			bury(b, &workers[i]);
		else
			stop_late(b, &workers[i]);
	}
}

/* Gives every idle worker a report; hires where one is missing. False when nothing is under way any more. */
static bool fill(struct batch *b, struct worker *workers, int n, size_t *next)
{
	bool busy = false;

	for (int i = 0; i < n; i++) {
		struct worker *w = &workers[i];

		if (!w->entry && !interrupted && *next < b->nentries && (w->pid || hire(b, workers, n, w)))
			give(b, w, (uint32_t)(*next)++);
		busy |= w->entry != NULL;
	}
	return busy;
}

static void dismiss_all(struct batch *b, struct worker *workers, int n)
{
	for (int i = 0; i < n; i++) {
		if (workers[i].pid && workers[i].entry)
			kill(workers[i].pid, SIGKILL);
		if (workers[i].pid)
			bury(b, &workers[i]);
		free(workers[i].said);
	}
}

static void run_all(struct batch *b)
{
	struct worker workers[MAX_WORKERS] = { 0 };
	long cpus = sysconf(_SC_NPROCESSORS_ONLN);
	int n = b->options->jobs ? b->options->jobs : cpus > 0 ? (int)cpus : 1;
	size_t next = 0;

	n = n > MAX_WORKERS ? MAX_WORKERS : n;
	signal(SIGPIPE, SIG_IGN);
	signal(SIGINT, on_signal);
	signal(SIGTERM, on_signal);
	while (!interrupted && fill(b, workers, n, &next)) {
		wait_some(b, workers, n);
		batch_progress(b);
	}
	dismiss_all(b, workers, n);
}

static bool make_folder(const char *path, const char *lang)
{
	struct stat st;

	if (mkdir(path, 0777) == 0 || (errno == EEXIST && stat(path, &st) == 0 && S_ISDIR(st.st_mode)))
		return true;
	fprintf(stderr, strcmp(lang, "zh") == 0 ? "kanyin: 无法建立文件夹“%s”：%s\n" : "kanyin: cannot make the folder '%s': %s\n", path,
	        strerror(errno));
	return false;
}

int cmd_batch(const struct options *o)
{
	struct batch b = { .options = o };
	int status = EXIT_SYSTEM;

	if (!o->output)
		return options_wrong(o->lang, "batch needs -o DIR", "batch 需要 -o 文件夹");
	if (manifest_load(&b, o->args[0]) && make_folder(o->output, o->lang)) {
		b.kanyin = cmd_setup(o);
		kanyin_warm(b.kanyin);
		run_all(&b);
		status = batch_summary(&b);
		kanyin_drop(b.kanyin);
	}
	manifest_release(&b);
	return interrupted ? EXIT_SYSTEM : status;
}
