/* text.h - merged text: what templates give, what the outline reads, what paragraphs hold. */
#ifndef KANYIN_MERGE_TEXT_H
#define KANYIN_MERGE_TEXT_H

#include "merge/value.h"

/* Merged text: valid UTF-8, with the stretches that need to be known later. Spans are sorted and do not overlap. */
enum span_kind {
	SPAN_FIGURE,  /* a printed number: trace says where it comes from */
	SPAN_WORDS,   /* a printed text, with its trace */
	SPAN_MISSING, /* 【name】 of a draft */
	SPAN_BOLD,
	SPAN_RUN_IN   /* heading that the paragraph continues after; level says which */
};

struct span {
	uint32_t from, to; /* [bytes] of the text */
	uint8_t kind;      /* enum span_kind */
	uint8_t level;     /* SPAN_RUN_IN: heading level 1.. */
	const struct trace *trace;
};

/* Maps a byte of the merged text to where it was written: entry i rules from .at up to the next entry. */
struct text_place {
	uint32_t at;         /* [bytes] */
	bool literal;        /* stands in the source as it is, so columns count on; else all of it was made at origin */
	struct origin origin;
};

struct text {
	struct str str;
	struct span *spans;
	const struct text_place *places; /* at least one when str is not empty, but in table cells: they have one origin */
	uint32_t nspans, nplaces;
};

struct origin text_origin(const struct text *, size_t at);
/* The part [from, to) as a text of its own, spans and places moved along. */
struct text text_slice(struct arena *, const struct text *, size_t from, size_t to);
/* Builds a text piece by piece. */
struct text_builder {
	struct buf str;
	struct span *spans;
	size_t nspans, spans_size;
	struct text_place *places;
	size_t nplaces, places_size;
};

void text_builder_init(struct text_builder *);
void text_builder_release(struct text_builder *);
void text_builder_place(struct text_builder *, struct origin); /* what follows was made by what stands here */
void text_builder_write(struct text_builder *, struct str, struct origin); /* adds text that stands at origin as it is */
void text_builder_span(struct text_builder *, size_t from, enum span_kind, int level, const struct trace *); /* [from, now) */
/* Adds what an expression gave: a text or one figure, printed already. Its figures keep their traces, its other words get `words`. */
void text_builder_value(struct text_builder *, const struct value *text, const struct trace *words);
void text_builder_append(struct text_builder *, const struct text *, size_t from, size_t to); /* with spans and places */
struct text text_builder_take(struct text_builder *, struct arena *); /* arena copy; builder emptied */
struct text text_plain(struct arena *, struct str, struct origin);   /* no span, one place */
struct text text_figure(struct arena *, struct str printed, const struct trace *); /* a figure alone; no place */

#endif
