/* batch_int.h - what batch.c (processes), manifest.c (the list) and summary.c (what is told) share. */
#ifndef KANYIN_CMD_BATCH_INT_H
#define KANYIN_CMD_BATCH_INT_H

#include <stdint.h>
#include <sys/types.h>

#include "cmd/cmd.h"

struct arena;

enum { MAX_WORKERS = 256 };

enum entry_state { ENTRY_WAITING, ENTRY_RUNNING, ENTRY_DONE, ENTRY_DRAFT, ENTRY_FAILED, ENTRY_CRASHED, ENTRY_TIMEOUT, ENTRY_REFUSED };

/* One department: a row of the manifest. */
struct entry {
	const char *id, *name, *folder; /* folder: resolved against the manifest's */
	const char *pdf;                /* DIR/ID.pdf */
	struct setting_arg *facts;      /* further columns */
	size_t nfacts;
	enum entry_state state;
	int signal;
	size_t pages, errors;
	char *messages;                 /* its diagnostics as printed; malloc'd */
};

struct worker {
	pid_t pid;           /* 0: none hired */
	int to, from;        /* our ends of its pipes */
	struct entry *entry; /* what it is at; NULL: idle */
	int64_t started;     /* [ms] */
	bool timed_out;
	char *said;          /* its reply so far; malloc'd */
	size_t said_len, said_size;
};

struct batch {
	const struct options *options;
	kanyin *kanyin;
	struct arena *arena;
	struct entry *entries;
	size_t nentries;
	size_t finished;
	int width; /* characters of the progress line on screen */
};

/* manifest.c: reads MANIFEST.csv: columns id, name, folder (or 编号, 名称, 文件夹), further columns are facts. false after messages. */
bool manifest_load(struct batch *, const char *path);
void manifest_release(struct batch *);

/* summary.c */
void batch_print(struct batch *, struct entry *); /* an entry has ended: its diagnostics to stderr */
void batch_progress(struct batch *);              /* a line on the terminal, nothing elsewhere */
int batch_summary(struct batch *);                /* writes DIR/summary.csv; the exit code */

#endif
