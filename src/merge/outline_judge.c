/* outline_judge.c - heading, run-in heading, or a list item that is a whole paragraph?
 *
 * The numbering does not tell: 1.项目决策 is a heading, 1.贯彻执行国家…的方针、政策。 is a duty in a list, 1.预算编制情况。在预算… is a heading
 * that its paragraph runs in to. What tells: the length of the first sentence, whether it names a topic (…情况, …措施) or states
 * something (a figure, a definition after a colon, 负责…), and what stands below. A line that could be both follows its siblings:
 * outline.c adds up the votes. */
#include "base/utf8.h"
#include "merge/outline_int.h"

enum form { FORM_LINE, FORM_STOP, FORM_RUN }; /* without 。; one sentence; a sentence and more */
enum below { BELOW_TEXT, BELOW_SIBLING, BELOW_OTHER };

struct facts {
	enum style style;
	enum form form;
	enum below below;
	struct str topic; /* first sentence without numbering and 。 */
	size_t chars;     /* code points of it */
	size_t commas;
	bool han, noun, duty, figure, states, open_end, colon_end;
};

static bool is_stop(uint32_t ch)
{
	return ch == 0x3002 || ch == 0xFF01 || ch == 0xFF1F; /* 。！？ */
}

static int bracket(uint32_t ch)
{
	switch (ch) {
	case '(':
	case 0xFF08:
	case 0x201C:
	case 0x2018:
	case 0x300A:
	case 0x3008:
	case 0x3010:
	case 0x3014:
		return 1;
	case ')':
	case 0xFF09:
	case 0x201D:
	case 0x2019:
	case 0x300B:
	case 0x3009:
	case 0x3011:
	case 0x3015:
		return -1;
	default:
		return 0;
	}
}

/* The end of the first sentence, behind its stop; s.len when there is none outside of brackets. */
static size_t sentence_end(struct str s, size_t from, bool *stopped)
{
	int depth = 0;

	*stopped = false;
	for (size_t pos = from; pos < s.len;) {
		uint32_t ch = utf8_next(s, &pos);

		depth += bracket(ch);
		if (depth < 0)
			depth = 0;
		if (depth == 0 && is_stop(ch)) {
			*stopped = true;
			return pos;
		}
	}
	return s.len;
}

static void look_at_topic(struct facts *f)
{
	uint32_t ch = 0;
	int depth = 0;
	size_t colons = 0;

	for (size_t pos = 0; pos < f->topic.len; f->chars++) {
		ch = utf8_next(f->topic, &pos);
		depth += bracket(ch);
		f->han |= ch_is_han(ch);
		f->commas += depth <= 0 && (ch == ',' || ch == 0xFF0C);
		colons += depth <= 0 && (ch == ':' || ch == 0xFF1A);
		f->states |= depth <= 0 && (ch == ';' || ch == 0xFF1B);
	}
	f->colon_end = ch == ':' || ch == 0xFF1A;
	f->open_end = ch == ';' || ch == 0xFF1B || ch == ',' || ch == 0xFF0C || ch == 0x3001;
	f->states |= colons > (size_t)f->colon_end;
}

static enum below look_below(const struct guess *line, const struct guess *next)
{
	if (!next || next->kind == OUTLINE_TITLE || next->kind == OUTLINE_ATTACHMENT || next->kind == OUTLINE_PART)
		return BELOW_OTHER;
	if (next->style == STYLE_NONE || next->style > line->style)
		return BELOW_TEXT;
	if (next->style == line->style)
		return next->ordinal == line->ordinal + 1 ? BELOW_SIBLING : next->ordinal == 1 ? BELOW_TEXT : BELOW_OTHER;
	return BELOW_OTHER;
}

static int judge_line(const struct facts *f)
{
	if (f->style <= STYLE_HAN_PAREN)
		return f->chars <= 50 ? 2 : -2;
	if (f->chars > 30)
		return f->chars > 45 ? -2 : -1;
	if (f->colon_end && f->chars > 15)
		return -1;
	if (f->noun)
		return f->below == BELOW_TEXT ? 2 : 1;
	return f->below == BELOW_TEXT ? 1 : -1;
}

static int judge_sentence(const struct facts *f)
{
	if (f->style == STYLE_HAN)
		return f->chars > 25 ? -2 : f->below == BELOW_SIBLING ? -1 : 2;
	if (f->chars > 30)
		return -2;
	if (f->below != BELOW_TEXT)
		return f->noun && f->chars <= 10 ? 1 : -2;
	if (f->noun && f->chars <= 12)
		return 2;
	return f->chars <= 20 ? 1 : -1;
}

static int judge_run(const struct facts *f)
{
	if (f->chars > 35 || f->commas > 2)
		return -2;
	if (f->noun)
		return 2;
	return f->chars > 30 ? -1 : 1;
}

static int judge(const struct facts *f)
{
	if (!f->han || f->open_end || f->states)
		return -2;
	if (f->figure && !(f->form == FORM_LINE && f->noun))
		return -2;
	if (f->duty && !(f->noun && f->chars <= 12))
		return f->form == FORM_LINE ? -1 : -2;
	switch (f->form) {
	case FORM_LINE:
		return judge_line(f);
	case FORM_STOP:
		return judge_sentence(f);
	case FORM_RUN:
		break;
	}
	return judge_run(f);
}

void outline_judge(const struct patterns *patterns, struct guess *lines, size_t i, size_t n)
{
	struct guess *line = &lines[i];
	struct facts f = { .style = line->style, .below = look_below(line, i + 1 < n ? &lines[i + 1] : NULL) };
	struct str rest;
	bool stopped;

	line->head_len = sentence_end(line->str, line->mark_len, &stopped);
	rest = str_trim(str_sub(line->str, line->head_len, line->str.len));
	f.form = !stopped ? FORM_LINE : rest.len ? FORM_RUN : FORM_STOP;
	f.topic = str_trim(str_sub(line->str, line->mark_len, line->head_len - (stopped ? 3 : 0)));
	look_at_topic(&f);
	f.noun = outline_matches(patterns, patterns->noun, f.topic);
	f.duty = outline_matches(patterns, patterns->duty, f.topic);
	f.figure = outline_matches(patterns, patterns->figure, f.topic);
	line->run_in = f.form == FORM_RUN;
	line->vote = judge(&f);
}
