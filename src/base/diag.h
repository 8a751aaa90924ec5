/* diag.h - diagnostics: where, what, how bad. One list per job; every stage may add to it, nobody prints.
 *
 * The messages themselves stand in base/diag_list.h (code, level, English, Chinese), so that enum and texts cannot part. A
 * message has numbered slots %1 .. %4 for its arguments, because the two languages order them differently. */
#ifndef KANYIN_BASE_DIAG_H
#define KANYIN_BASE_DIAG_H

#include "base/str.h"

struct arena;

/* A file (or one sheet of a workbook) that positions refer to. Lives as long as the job. */
struct source {
	struct str path;  /* as users name it: relative to where the command runs */
	struct str sheet; /* empty for text files */
	struct str text;  /* whole content as UTF-8; empty for workbooks and files that are not text */
	struct arena *arena; /* it lives in, for what is made of it once; may be NULL */
};

/* A place in a source. For text: line and col count from 1, col in code points. For a sheet: row and column from 1.
 * line 0: the file as a whole; src NULL: no file (the call itself). */
struct origin {
	const struct source *src;
	int32_t line;
	int32_t col;
};

/* The place `offset` bytes into src->text (text sources). */
struct origin origin_at(const struct source *src, size_t offset);
/* Prints file:line:col, file!sheet!C12, file or nothing. */
void origin_print(struct buf *, struct origin);
void cell_print(struct buf *, struct origin); /* C12 */

enum diag_level { LEVEL_NOTE, LEVEL_WARNING, LEVEL_ERROR, LEVEL_FATAL };
enum lang { LANG_EN, LANG_ZH };

enum diag_code {
#define DIAG(code, level, name, en, zh) DIAG_##code,
#include "base/diag_list.h"
#undef DIAG
	DIAG_COUNT
};

/* One mistake. What a template meets is often caused elsewhere: a missing column in the data is met by every expression that uses it. Such
 * a mistake has a cause and a list of uses, and is told once. */
struct diag {
	enum diag_code code;
	struct origin origin;       /* where to look first: the cause when it is sure or a shared file uses it, else the first use */
	struct origin cause;        /* src NULL: the origin is all there is */
	const struct origin *uses;  /* with a cause: all places that met it, in the order they did */
	size_t nuses;
	bool sure;                  /* nothing is wrong with the uses */
	struct str args[4];         /* copied into the list's arena; args[3] may differ between uses (a hint) */
	size_t seq;                 /* order of arrival, the last sort key */
};

struct diags;

struct diags *diags_new(void);
void diags_drop(struct diags *);
void diags_sort(struct diags *);      /* by file, line, column, code; drops exact repeats, joins the uses of one cause */
/* dirs[0] is the folder of whoever reads the messages, the others hold shared files that the reader cannot change. Kept by reference. */
void diags_folders(struct diags *, const struct str *dirs, size_t n);
size_t diags_count(const struct diags *);
const struct diag *diags_at(const struct diags *, size_t i);
size_t diags_errors(const struct diags *); /* how many are LEVEL_ERROR or worse */
size_t diags_warnings(const struct diags *); /* how many are LEVEL_WARNING */
enum diag_level diags_worst(const struct diags *); /* LEVEL_NOTE when empty */
void diags_clear(struct diags *);

void diag_add(struct diags *, enum diag_code, struct origin, const struct str *args, size_t n);
/* Met at `use`, caused at `cause`; without a cause as diag_add at `use`. */
void diag_add_use(struct diags *, enum diag_code, struct origin cause, struct origin use, bool sure, const struct str *args, size_t n);
void diag_copy(struct diags *, const struct diag *); /* of another list */
/* diag(d, CODE, origin, str, str, ...): up to four str arguments, at least one (use STR("") for none). */
#define diag(d, code, origin, ...) \
	diag_add((d), DIAG_##code, (origin), (const struct str[]){ __VA_ARGS__ }, \
	         sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* The use may be what is wrong: a name that is not in the data … */
#define diag_use(d, code, cause, use, ...) \
	diag_add_use((d), DIAG_##code, (cause), (use), false, (const struct str[]){ __VA_ARGS__ }, \
	             sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* … or it cannot be: a blank cell. */
#define diag_caused(d, code, cause, use, ...) \
	diag_add_use((d), DIAG_##code, (cause), (use), true, (const struct str[]){ __VA_ARGS__ }, \
	             sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* Words of kanyin itself in an argument, in the language of the message: STR(BOTH("a number", "数值")). Between U+FDD0, U+FDD1, U+FDD2, which
 * are no characters. */
#define BOTH(en, zh) "\xEF\xB7\x90" en "\xEF\xB7\x91" zh "\xEF\xB7\x92"

const char *diag_name(enum diag_code);       /* stable, kebab case: "unknown-name" */
enum diag_level diag_level_of(enum diag_code);
const char *diag_level_name(enum diag_level, enum lang);
void diag_text(struct buf *, const struct diag *, enum lang);  /* the sentence alone, without its uses */
void diag_print(struct buf *, const struct diag *, enum lang); /* file:line:col: level: sentence [code]\n */
void diags_json(struct buf *, const struct diags *, enum lang); /* array of objects, one per line */

#endif
