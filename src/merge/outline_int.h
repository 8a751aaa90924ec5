/* outline_int.h - what the files outline*.c share; for nobody else. */
#ifndef KANYIN_MERGE_OUTLINE_INT_H
#define KANYIN_MERGE_OUTLINE_INT_H

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "merge/outline.h"

/* Numbering styles in the order of GB/T 9704, which is their level; then what is no heading. */
enum style {
	STYLE_NONE,
	STYLE_HAN,
	STYLE_HAN_PAREN,
	STYLE_DIGIT,
	STYLE_DIGIT_PAREN,
	STYLE_CIRCLED,
	STYLE_PART,
	STYLE_ATTACHMENT
};

/* What a line may be, as far as it can be seen by itself and by its neighbours. */
struct guess {
	struct str str; /* the line, trimmed */
	size_t from;    /* [bytes] of the text */
	enum style style;
	int ordinal;
	size_t mark_len; /* [bytes] */
	size_t head_len; /* [bytes] up to the end of the first sentence */
	int vote;        /* 2 heading, 1 rather a heading, -1 rather an item, -2 item */
	bool run_in;     /* text goes on after the first sentence */
	size_t group;    /* siblings share it */
	enum outline_kind kind;
	size_t title_at; /* [bytes] where the title begins on the line of an attachment's mark; 0: not there */
};

/* The patterns, compiled once a call. */
struct patterns {
	pcre2_code *mark, *noun, *duty, *figure, *title;
	pcre2_match_data *match;
};

pcre2_code *outline_pattern(const char *pattern); /* of our own, so it compiles; ends the process when there is no memory */
bool outline_matches(const struct patterns *, const pcre2_code *, struct str);

/* Sets vote, run_in and head_len of line i, which has a numbering of a heading's style. */
void outline_judge(const struct patterns *, struct guess *lines, size_t i, size_t n);

/* A line as outline_normalise changes it. */
struct glyph {
	uint32_t ch;     /* as it is now; 0: dropped */
	uint32_t from;   /* [bytes] in the text as typed */
	uint32_t before; /* Chinese characters to its left in the line */
	bool fixed;
	bool lone; /* a bracket without partner */
};

struct line {
	struct glyph *g;
	size_t n, size;
	bool changed;
	size_t *stack; /* open brackets */
	size_t stack_size;
};

void outline_normalise(struct line *);

#endif
