/* check_int.h - what the rules share: paragraphs in canonical form, their figures, facts, patterns; private to check/.
 *
 * The canonical form of a paragraph is half width and without blanks between Chinese characters, digits and punctuation, so that rules
 * need not know how a text was typed or extracted. Every byte of it knows where it stood. */
#ifndef KANYIN_CHECK_CHECK_INT_H
#define KANYIN_CHECK_CHECK_INT_H

#include "base/diag.h"
#include "base/number.h"
#include "check/check.h"

/* --- patterns: PCRE2, compiled once per run --- */

enum pattern {
#define PATTERN(name, regex) PATTERN_##name,
#include "check/pattern_list.h"
#undef PATTERN
	PATTERN_COUNT
};

struct patterns;

enum { MATCH_GROUPS = 6 };

struct match {
	size_t from, to;               /* [bytes] */
	size_t group[MATCH_GROUPS][2]; /* SIZE_MAX when not set */
};

struct patterns *patterns_new(void);
void patterns_drop(struct patterns *);
/* The first match at or after `from`. */
bool pattern_find(const struct patterns *, enum pattern, struct str s, size_t from, struct match *);
bool pattern_has(const struct patterns *, enum pattern, struct str s);
struct str match_group(struct str s, const struct match *, size_t group);
/* s without every match. */
struct str pattern_remove(const struct patterns *, enum pattern, struct arena *, struct str s);

/* --- figures --- */

enum figure_kind { FIG_BARE, FIG_MONEY, FIG_COUNT, FIG_PERCENT, FIG_POINT, FIG_TIMES, FIG_YEAR, FIG_DATE };

enum { YEAR_LAST = -1, YEAR_THIS = -2 };

enum figure_use {
	USE_LEVEL,  /* an amount: 收入886.81万元 */
	USE_CHANGE, /* 增加54.39万元 */
	USE_RATE,   /* 增长6.1% */
	USE_SHARE,  /* 占92.13% */
	USE_DONE,   /* 完成预算的100% */
	USE_OTHER   /* a percentage of something else */
};

struct range {
	struct number lo, hi;
};

struct figure {
	uint32_t from, digits_to, to;       /* [bytes] canonical: sign and digits, through the unit */
	uint32_t clause, segment, sentence; /* [bytes] where these begin (after , ; 。) */
	enum figure_kind kind;
	enum figure_use use;
	int dir;             /* USE_CHANGE, USE_RATE: 1 up, -1 down */
	struct number value; /* money in 元, percent as printed, counts as printed */
	struct number half;  /* half of the last printed digit, in the same unit; 0 for counts */
	int64_t factor;      /* 10000 for 万元 */
	int decimals;
	int year;           /* of the amount; 0: not said; YEAR_LAST, YEAR_THIS: 上年, 本年 */
	int depth;          /* of brackets around it */
	bool approx;        /* 约, 余, 以上: no exact figure */
	bool loose;         /* 万 without 元 */
	bool reference;     /* printed from an expression */
	struct str unit;    /* of counts: one name for 人 and 名 */
	struct str subject; /* what it says it is, without the year: 公务接待费支出决算 */
};

/* --- paragraphs --- */

enum mark_kind { MARK_NONE, MARK_PART, MARK_HAN, MARK_HAN_BRACKET, MARK_DIGIT, MARK_DIGIT_BRACKET, MARK_CIRCLE };

struct line {
	const struct check_para *in;
	struct str s;        /* canonical */
	const uint32_t *map; /* byte of s → byte of in->text.str; s.len + 1 entries */
	struct figure *figs;
	size_t nfigs;
	enum mark_kind mark;
	int mark_value;
	uint32_t mark_to; /* [bytes] of s: behind the numbering */
	bool heading;     /* a title or a numbered line without a sentence */
	bool cell;        /* given so, or in a run of short lines that no sentence ends */
	bool leftover;    /* form text: its figures and names mean nothing */
	bool contents;    /* a line of the table of contents */
	bool furniture;   /* what a web page puts round the text: date, source, buttons */
	int part;         /* counts the headings 一、 and 第N部分 before it */
	bool repeated;    /* its part is one of several alike (project reports) */
	size_t parent;    /* the line of the list's beginning that a list item belongs to; itself otherwise */
};

struct facts;

struct check {
	struct arena *arena;
	struct patterns *patterns;
	const struct check_options *options;
	struct diags *diags;
	struct line *lines;
	size_t n;
	int year;              /* that the report is about: the one it names most; 0: none */
	int64_t factor;        /* of the unit that most amounts stand in; 0: none */
	bool flat;             /* typed in half-width punctuation throughout */
	struct alike *alike;   /* findings that may be told together */
	size_t nalike, alike_size;
	struct facts *implied; /* amounts of the year before that comparisons say; NULL: none yet */
};

struct origin check_origin(const struct line *, size_t at);
/* The beginning of the sentence that ends right before `at`; SIZE_MAX: there is none. */
size_t line_sentence_before(const struct line *, size_t at);
/* Findings go through here, so that a silence is obeyed. at: byte of the canonical line. */
void check_report(struct check *, const struct line *, size_t at, enum diag_code, const struct str *args, size_t n);
/* The same at a byte of the text as typed. */
void check_report_typed(struct check *, const struct line *, size_t at, enum diag_code, const struct str *args, size_t n);
#define report(c, line, at, code, ...) \
	check_report((c), (line), (at), DIAG_TEXT_##code, (const struct str[]){ __VA_ARGS__ }, \
	             sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* One slip that is made again and again is told once, with its places, when there are more than a few. key: what makes two of them one. */
void check_report_alike(struct check *, struct str key, struct origin, enum diag_code, const struct str *args, size_t n);
#define report_alike(c, key, line, at, code, ...) \
	check_report_alike((c), (key), check_origin((line), (at)), DIAG_TEXT_##code, (const struct str[]){ __VA_ARGS__ }, \
	                   sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))
/* The same where the level depends: CODE when sure, CODE_MAYBE otherwise. */
#define report_if(c, line, at, sure, code, ...) \
	check_report((c), (line), (at), (sure) ? DIAG_TEXT_##code : DIAG_TEXT_##code##_MAYBE, \
	             (const struct str[]){ __VA_ARGS__ }, sizeof((const struct str[]){ __VA_ARGS__ }) / sizeof(struct str))

/* Some text around [from, to) for a message, at most about `han` characters before it. */
struct str check_quote(struct check *, struct str s, size_t from, size_t to, size_t han);
struct str figure_text(const struct line *, const struct figure *);
size_t han_count(struct str s);
bool str_has(struct str s, struct str needle);
/* How many characters of a and b, of one length, differ; 2: two or more. */
size_t name_differs(struct str a, struct str b);
/* Two characters that are typed for each other. */
bool sounds_alike(struct str a, struct str b);
/* The longest common stretch of a and b [bytes]. */
size_t str_common(struct str a, struct str b);

/* --- canonical form (line.c) and figures (figure.c) --- */

void line_read(struct check *, struct line *, const struct check_para *);
void figures_read(struct check *, struct line *);
int figure_year(const struct check *, const struct figure *);           /* 0: not said */
/* A year that something is compared with: 比2022年. */
bool figure_is_base_year(const struct check *, const struct line *, const struct figure *);
bool figure_comparable(const struct figure *a, const struct figure *b); /* both money, or counts of one unit */
/* Whose measure it is, for 支出决算为 and the like: the name said before it in its sentence, or the item at the head of its paragraph or of
 * the one before; otherwise its subject. Empty: a measure of nothing that is said. */
struct str figure_owner(const struct check *, const struct line *, const struct figure *);
struct str subject_core(struct check *, struct str subject); /* without years, fillers and the words all subjects share */

struct range range_of(struct arena *, const struct figure *);
struct range range_none(void); /* nothing: 0 */
struct range range_add(struct arena *, struct range a, struct range b);
struct range range_sub(struct arena *, struct range a, struct range b);
struct range range_abs_sub(struct arena *, struct range a, struct range b);
bool range_rate(struct arena *, struct range part, struct range whole, struct range *percent); /* false: whole may be 0 */
bool range_meets(struct range a, struct range b);                                              /* the ends included */
bool range_apart(struct range a, struct range b); /* not even touching, or touching alone */
bool range_slip(struct arena *, struct range a, struct range b); /* a is b but for the point or the unit: ×10, ×100, ×10,000 */
struct range range_scale(struct arena *, struct range a, int64_t num, int64_t den);
bool range_zero(struct range);
/* A value as the figure `like` would print it: its digits, its unit. */
struct str figure_print(struct check *, const struct line *, const struct figure *like, struct number value);
/* f with its digits, in the unit of `factor`: 58.30万元 is 58.30亿元. */
struct str figure_in_unit(struct check *, const struct line *, const struct figure *f, int64_t factor);
/* f stands in the wrong unit; `factor` is the right one. */
void report_unit(struct check *, const struct line *, const struct figure *f, int64_t factor);
struct str percent_print(struct check *, const struct figure *like, struct range part, struct range whole);
struct number range_middle(struct arena *, struct range);

/* --- rules --- */

void check_marks(struct check *);     /* numbering; before the figures */
void check_structure(struct check *); /* headings, parts, parents, contents; before all others */
void check_leftovers(struct check *); /* marks lines as leftover */
void check_growth(struct check *);
void check_shares(struct check *);
void check_completion(struct check *);
void check_rates(struct check *);
void check_changes(struct check *);
void check_sums(struct check *);
void check_scores(struct check *);
void check_score_texts(struct check *);
void check_facts(struct check *);
void check_relations(struct check *);
void check_units(struct check *);
void check_punctuation(struct check *);
void check_brackets(struct check *);
void check_endings(struct check *);
void check_numbering(struct check *);
void check_headings(struct check *);
void check_repeats(struct check *);
void check_names(struct check *);
void check_words(struct check *);
void check_counts(struct check *);
void check_titles(struct check *);
void check_subjects(struct check *);
void check_labels(struct check *);
void check_tables(struct check *);
void check_projects(struct check *);
void check_dates(struct check *);
void check_near_words(struct check *);
void check_purposes(struct check *);
void check_offices(struct check *);
void check_grades(struct check *);

/* A subject as facts are compared by: without years, fillers and the words that all share. */
struct str fact_key(struct check *, struct str subject);
/* The total that 其中 before this figure divides; NULL: none. */
const struct figure *fact_whole(const struct line *, const struct figure *);
/* A place in the text, for a message. */
struct str check_place(struct check *, const struct line *, size_t at);
/* Facts said in a comparison: the amount of the year before (growth.c → fact.c). */
void fact_implied(struct check *, const struct line *, const struct figure *now, struct range before, int year, size_t at);

/* --- reading --- */

int check_mark_value(struct str); /* 一 … 九十九, ASCII digits, ① */
bool is_page_number(struct str); /* digits, dashes, 第 页 */
/* The paragraphs of a hard-wrapped text; NULL when each of its lines is a paragraph. */
struct check_para *check_unwrap(struct arena *, const struct source *, size_t *n);
bool ends_in_leaders(struct str); /* as a line of the contents does, and mostly in a page number */
/* What has a clause or an open bracket is no title, and goes on to its stop. */
bool in_sentence(struct str);

#endif
