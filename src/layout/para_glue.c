/* para_glue.c - where a line may end, pair by pair: prohibition of marks at line starts and ends (LAYOUT 2.2), Western words,
 * numbers; scripts that CLREQ does not know are left to UAX #14. What needs to see more than a pair is in para_unit.c. */
#include <linebreak.h>

#include "layout/para_int.h"

#define BIT(c) (UINT32_C(1) << (c))
#define WORD (BIT(C_LETTER) | BIT(C_DIGIT) | BIT(C_SYMBOL))
#define WESTERN \
	(WORD | BIT(C_SIGN) | BIT(C_POSTFIX) | BIT(C_WPAUSE) | BIT(C_WCLOSE) | BIT(C_WOPEN) | BIT(C_HYPHEN) | BIT(C_SLASH))

struct glue {
	const struct para_work *w;
	uint32_t no_start, no_end;
};

static bool in(uint32_t set, unsigned cls)
{
	return (set & BIT(cls)) != 0;
}

static unsigned class_at(const struct para_work *w, uint32_t i)
{
	return i < w->n ? w->cells[i].cls : C_NEWLINE; /* also for i = -1: neighbours outside the text hold nothing */
}

/* A hyphen inside a word ends a line when two letters stand on both sides; one between Han characters always may. */
static enum para_break behind_hyphen(const struct para_work *w, uint32_t i, unsigned next)
{
	unsigned prev = class_at(w, i - 1);

	if (next == C_LETTER && prev == C_LETTER && class_at(w, i - 2) == C_LETTER && class_at(w, i + 2) == C_LETTER)
		return BREAK_HYPHEN;
	return in(WORD | BIT(C_PREFIX) | BIT(C_SIGN), next) ? BREAK_NO : BREAK_FREE;
}

/* A half-width pause is a mark when Han text stands before it, else part of a word or number, except for , and ; */
static enum para_break behind_pause(const struct para_work *w, uint32_t i, unsigned next)
{
	unsigned prev = class_at(w, i - 1);
	uint32_t ch = w->cells[i].ch;

	if (!in(WORD | BIT(C_SIGN) | BIT(C_OTHER), next) || !in(WESTERN, prev))
		return BREAK_FREE;
	if (prev == C_DIGIT && next == C_DIGIT)
		return BREAK_NO;
	return ch == ',' || ch == ';' ? BREAK_FREE : BREAK_NO;
}

static enum para_break behind_western(const struct para_work *w, uint32_t i, unsigned cls, unsigned next)
{
	switch (cls) {
	case C_HYPHEN:
		return behind_hyphen(w, i, next);
	case C_WPAUSE:
		return behind_pause(w, i, next);
	case C_SLASH:
	case C_WCLOSE:
		return in(WORD | BIT(C_WOPEN), next) && in(WESTERN, class_at(w, i - 1)) ? BREAK_NO : BREAK_FREE;
	case C_SIGN:
		return in(WORD | BIT(C_PREFIX) | BIT(C_WOPEN) | BIT(C_SIGN), next) ? BREAK_NO : BREAK_FREE;
	default: /* letter, digit, symbol, percent sign */
		return in(WORD | BIT(C_WOPEN) | BIT(C_SIGN) | BIT(C_PREFIX) | BIT(C_OTHER), next) ? BREAK_NO : BREAK_FREE;
	}
}

/* U+2060 and U+FEFF hold on both sides (LB11), U+200D to what is behind it (LB8a). */
static bool is_joiner(uint32_t ch)
{
	return ch == 0x2060 || ch == 0xFEFF;
}

static bool is_flag(uint32_t ch)
{
	return ch >= 0x1F1E6 && ch <= 0x1F1FF;
}

static enum para_break behind_blank(const struct glue *g, uint32_t i, unsigned next)
{
	uint32_t k = i;

	while (k > 0 && in(BIT(C_BLANK) | BIT(C_ZERO) | BIT(C_MARK), class_at(g->w, k)))
		k--;
	if (in(g->no_end, class_at(g->w, k)) && in(BIT(C_OPEN) | BIT(C_WOPEN) | BIT(C_PREFIX), class_at(g->w, k)))
		return BREAK_NO;
	if (next == C_MARK || next == C_GLUE) /* a mark without a base stands for itself (UAX #14 LB10, LB12a) */
		return is_joiner(g->w->cells[i + 1].ch) ? BREAK_NO : BREAK_FREE;
	return in(g->no_start, next) ? BREAK_NO : BREAK_FREE;
}

static bool is_skin(uint32_t ch)
{
	return ch >= 0x1F3FB && ch <= 0x1F3FF;
}

/* Pictures of hands and people, and what stands among them. */
static bool has_skin(uint32_t ch)
{
	return ch == 0x261D || ch == 0x26F9 || (ch >= 0x270A && ch <= 0x270D) || (ch >= 0x1F385 && ch <= 0x1FAFF && !is_skin(ch));
}

/* Flags are pairs of letters; a skin colour belongs to what is before it (LB30a, LB30b). */
static enum para_break behind_wide(const struct para_work *w, uint32_t i)
{
	uint32_t next = w->cells[i + 1].ch, n = 0;

	while (i > 0 && w->cells[i].cls == C_MARK)
		i--;
	if ((is_skin(next) && has_skin(w->cells[i].ch)) || (w->cells[i].flags & w->cells[i + 1].flags & CELL_RULE))
		return BREAK_NO;
	if (!is_flag(next))
		return BREAK_FREE;
	while (n <= i && is_flag(w->cells[i - n].ch))
		n++;
	return n % 2 ? BREAK_NO : BREAK_FREE;
}

/* Behind cell i, which is of class cls or a mark that hangs on such a character. */
static enum para_break behind(const struct glue *g, uint32_t i, unsigned cls)
{
	unsigned next = g->w->cells[i + 1].cls;

	if (cls == C_BLANK || cls == C_ZERO)
		return behind_blank(g, i, next);
	if (in(g->no_start, next) ||
	    (g->w->cells[i].cls == C_MARK && (is_joiner(g->w->cells[i].ch) || g->w->cells[i].ch == 0x200D)))
		return BREAK_NO;
	switch (cls) {
	case C_WIDE:
		return behind_wide(g->w, i);
	case C_HAN:
	case C_CLOSE:
	case C_COMMA:
	case C_STOP:
		return BREAK_FREE;
	case C_WIDE_BLANK:
		return behind_blank(g, i, next);
	case C_DASH:
	case C_ELLIPSIS:
		return next == cls ? BREAK_NO : BREAK_FREE;
	case C_OTHER:
		return in(WORD, next) || next == C_OTHER ? BREAK_NO : BREAK_FREE;
	default:
		break;
	}
	if (in(g->no_end, cls))
		return BREAK_NO;
	return para_is_western((enum para_class)cls) ? behind_western(g->w, i, cls, next) : BREAK_FREE;
}

/* UAX #14 for a stretch of cells [from, to) of other scripts, with the blanks inside it. Marks belong to what is before them. */
static void ask_unibreak(struct para_work *w, uint32_t from, uint32_t to)
{
	utf32_t chars[64];
	char breaks[64];
	uint32_t ends[64], i, n;

	init_linebreak(); /* fills the library's index; the same values every time */
	while (from + 1 < to) {
		for (i = from, n = 0; i < to && n < 64; n++) {
			chars[n] = w->cells[i].ch;
			while (++i < to && w->cells[i].cls == C_MARK)
				;
			ends[n] = i - 1;
		}
		set_linebreaks_utf32(chars, n, "", breaks);
		for (i = 0; i + 1 < n; i++)
			w->cells[ends[i]].brk = breaks[i] == LINEBREAK_NOBREAK ? BREAK_NO : BREAK_FREE;
		from = n == 64 ? ends[62] + 1 : to;
	}
}

static bool is_neighbour(const struct para_work *w, uint32_t i)
{
	return in(WORD | BIT(C_PREFIX) | BIT(C_WOPEN), class_at(w, i));
}

/* With the Western character behind it, if there is one. */
static uint32_t other_end(const struct para_work *w, uint32_t i)
{
	uint32_t to = i;

	for (; i < w->n && (w->cells[i].cls == C_OTHER || w->cells[i].cls == C_MARK || w->cells[i].cls == C_BLANK); i++)
		if (w->cells[i].cls != C_BLANK)
			to = i + 1;
	return is_neighbour(w, to) ? to + 1 : to;
}

static void other_scripts(struct para_work *w)
{
	uint32_t i, to;

	for (i = 0; i < w->n; i = to) {
		to = i + 1;
		if (w->cells[i].cls == C_OTHER) {
			to = other_end(w, i);
			ask_unibreak(w, i > 0 && is_neighbour(w, i - 1) ? i - 1 : i, to);
		}
	}
}

void para_opportunities(struct para_work *w)
{
	struct glue g = { w, para_no_start(w->spec->kinsoku), para_no_end(w->spec->kinsoku) };
	unsigned base = C_HAN; /* what marks hang on; those without a base count as letters (LB10) */
	uint32_t i;

	for (i = 0; i + 1 < w->n; i++) {
		struct para_cell *c = &w->cells[i];
		if (c->cls != C_MARK)
			base = c->cls;
		else if (base == C_BLANK || base == C_ZERO || base == C_NEWLINE || i == 0)
			base = C_LETTER;
		if (base == C_HAN && c[1].cls == C_HAN) /* nearly always */
			c->brk = BREAK_FREE;
		else
			c->brk = (uint8_t)behind(&g, i, base);
	}
	if (w->others)
		other_scripts(w);
	para_glue(w);
	if (w->spec->balance)
		para_title(w);
}
