/* test_para_unicode.c - Unicode's LineBreakTest.txt against the breaks of a paragraph.
 *
 * Where CLREQ, GB/T 15834 or GB/T 15835 rule otherwise than UAX #14 they win. Each such class is a row of the table below; a
 * deviation that no row explains fails, and with the file of Unicode 15.0 so does a change in how many each row explains. */
#include "unit_para.h"

#define FILE_NAME "/usr/share/unicode/auxiliary/LineBreakTest.txt"
#define BIT(c) (UINT32_C(1) << (c))
#define HAN_TEXT \
	(BIT(C_HAN) | BIT(C_WIDE) | BIT(C_OPEN) | BIT(C_CLOSE) | BIT(C_COMMA) | BIT(C_STOP) | BIT(C_DASH) | BIT(C_ELLIPSIS) | \
	 BIT(C_CONNECT) | BIT(C_INTERPUNCT) | BIT(C_SOLIDUS) | BIT(C_WIDE_BLANK))
#define WESTERN_MARKS \
	(BIT(C_WPAUSE) | BIT(C_WCLOSE) | BIT(C_HYPHEN) | BIT(C_SLASH) | BIT(C_POSTFIX) | BIT(C_SYMBOL) | BIT(C_PREFIX) | \
	 BIT(C_SIGN))
#define WESTERN (WESTERN_MARKS | BIT(C_LETTER) | BIT(C_DIGIT) | BIT(C_WOPEN))

enum { MOST = 64 };

struct sample {
	const char *line;
	uint32_t chars[MOST];
	bool breaks[MOST]; /* before the character, as UAX #14 has it */
	uint32_t n;
	struct para_cell cells[PARA_SHORT];
};

/* What is on both sides of a place: marks belong to what is before them, `end` looks through blanks as well. */
struct place {
	bool allowed;                /* by us */
	bool leading;                /* only blanks before it */
	bool numeral;                /* the text begins with a Chinese numeral */
	uint32_t end, before, after; /* sets of one class */
};

static bool line_start(const struct place *p)
{
	return !p->allowed && (p->after & (para_no_start(KINSOKU_BASIC) | BIT(C_BLANK)));
}

static bool line_end(const struct place *p)
{
	return !p->allowed && (p->end & para_no_end(KINSOKU_BASIC));
}

static bool indent(const struct place *p)
{
	return !p->allowed && p->leading;
}

static bool number(const struct place *p)
{
	return !p->allowed && ((p->end | p->after) & BIT(C_DIGIT));
}

static bool list_mark(const struct place *p)
{
	return !p->allowed && p->numeral;
}

static bool word(const struct place *p)
{
	return !p->allowed && (p->before & WESTERN) && (p->after & WESTERN);
}

static bool han(const struct place *p)
{
	return p->allowed && ((p->before | p->after | p->end) & HAN_TEXT);
}

static bool half_width_mark(const struct place *p)
{
	return p->allowed && ((p->before | p->end) & WESTERN_MARKS);
}

static bool other_script(const struct place *p)
{
	return ((p->before | p->after | p->end) & BIT(C_OTHER)) != 0;
}

static const struct {
	bool (*explains)(const struct place *);
	int count; /* with the file of Unicode 15.0 */
	const char *rule;
} deviations[] = {
	{ line_start, 644,
	  "CLREQ 3.1.3, GB/T 15834 5.1: no closing mark, pause, stop, connector, interpunct, solidus, half-width one, "
	  "percent or degree sign begins a line, behind a blank neither (UAX #14: after a blank all but a few may); blanks "
	  "end lines, they do not begin them" },
	{ line_end, 188,
	  "CLREQ 3.1.3, GB/T 15834 5.1: no opening mark ends a line; $ ￥ № # go with their number, over a blank too" },
	{ indent, 89, "CLREQ 3.2.1: blanks that begin a paragraph are its indent" },
	{ number, 28, "GB/T 15835, CLREQ 3.1.4: a number is not broken, nor parted from its unit or its sign" },
	{ list_mark, 1, "LAYOUT 2.5: a list mark does not end a line" },
	{ word, 67, "CLREQ 3.1.4: Western words are broken at hyphens between letters only" },
	{ han, 272,
	  "CLREQ 3.1.3: a line may end on either side of a Han character, a kana (no Chinese rule for small ones) or a "
	  "full-width sign, whatever stands on the other side; quotes there are full-width marks" },
	{ half_width_mark, 55, "LAYOUT 2.2, CLREQ 3.1.3: a half-width mark does what its full-width form does" },
	{ other_script, 85, "no rule for Chinese: libunibreak has the tables of Unicode 6, and none for what came later" },
};

enum { RULES = sizeof deviations / sizeof *deviations };

/* "÷ 0023 × 0308 ÷" and a comment. false: no sample, or one that no paragraph can hold. */
static bool read_sample(struct sample *s, char *line)
{
	bool may = false, good = true;

	s->n = 0;
	line[strcspn(line, "#\n")] = '\0';
	for (char *word_ = strtok(line, " \t"); word_; word_ = strtok(NULL, " \t")) {
		uint32_t ch = (uint32_t)strtoul(word_, NULL, 16);

		if (ch == 0) {
			may = strcmp(word_, "÷") == 0;
			continue;
		}
		assert_true(s->n < MOST);
		good = good && ch != '\r' && (ch < 0xD800 || ch > 0xDFFF); /* line ends are U+000A when a text has been read */
		s->chars[s->n] = ch;
		s->breaks[s->n++] = may;
	}
	return good && s->n > 0;
}

static void find_breaks(struct bench *b, struct sample *s)
{
	struct para_work w = { .text = &b->text, .spec = &b->spec, .metrics = &b->metrics, .cells = s->cells };

	buf_clear(&b->out);
	for (uint32_t i = 0; i < s->n; i++)
		buf_utf8(&b->out, s->chars[i]);
	b->text = (struct text){ .str = buf_as_str(&b->out) };
	para_cells(&w);
	para_space(&w);
	para_opportunities(&w);
	assert_int_equal(w.n, s->n);
}

/* A mark without anything to hang on counts as a letter. */
static bool stands_alone(const struct sample *s, uint32_t i)
{
	return BIT(s->cells[i - 1].cls) & (BIT(C_BLANK) | BIT(C_ZERO) | BIT(C_NEWLINE));
}

/* The place before cell i. */
static struct place place_at(const struct sample *s, uint32_t i)
{
	struct place p = { .leading = true, .numeral = para_is_numeral(s->chars[0]), .after = BIT(s->cells[i].cls) };
	uint32_t k = i - 1;

	p.allowed = s->cells[i - 1].brk != BREAK_NO || s->cells[i - 1].cls == C_NEWLINE;
	while (k > 0 && s->cells[k].cls == C_MARK && !stands_alone(s, k))
		k--;
	p.before = s->cells[k].cls == C_MARK ? BIT(C_LETTER) : BIT(s->cells[k].cls);
	while (k > 0 && (s->cells[k].cls == C_BLANK || s->cells[k].cls == C_MARK || s->cells[k].cls == C_ZERO))
		k--;
	p.end = BIT(s->cells[k].cls);
	for (k = 0; k < i; k++)
		p.leading = p.leading && s->cells[k].cls == C_BLANK;
	return p;
}

static int explain(const struct place *p)
{
	for (int i = 0; i < RULES; i++)
		if (deviations[i].explains(p))
			return i;
	return -1;
}

static void show(const struct sample *s, uint32_t at, const struct place *p)
{
	fprintf(stderr, "%s before number %u of", p->allowed ? "break" : "no break", at + 1);
	for (uint32_t i = 0; i < s->n; i++)
		fprintf(stderr, " %s %04X (%d)", s->breaks[i] ? "÷" : "×", (unsigned)s->chars[i], s->cells[i].cls);
	fprintf(stderr, "\n");
}

static int check_sample(const struct sample *s, int counts[RULES])
{
	int bad = 0, rule;

	for (uint32_t i = 1; i < s->n; i++) {
		struct place p = place_at(s, i);

		if (p.allowed == s->breaks[i])
			continue;
		rule = explain(&p);
		if (rule < 0) {
			show(s, i, &p);
			bad++;
		} else {
			counts[rule]++;
		}
	}
	return bad;
}

static void test_unicode(void **state)
{
	FILE *file = fopen(FILE_NAME, "r");
	struct bench *b = bench_new(1000);
	struct sample s;
	int counts[RULES] = { 0 }, bad = 0, samples = 0;
	bool known = false;
	char line[8192];

	(void)state;
	if (!file)
		fail_msg("%s is missing: package unicode-data", FILE_NAME);
	while (fgets(line, sizeof line, file)) {
		known = known || strstr(line, "LineBreakTest-15.0.0.txt");
		if (!read_sample(&s, line))
			continue;
		samples++;
		find_breaks(b, &s);
		bad += check_sample(&s, counts);
	}
	fclose(file);
	assert_true(samples > 7000);
	for (int i = 0; i < RULES; i++)
		if (known && counts[i] != deviations[i].count && ++bad)
			fprintf(stderr, "%d deviations instead of %d: %s\n", counts[i], deviations[i].count, deviations[i].rule);
	assert_int_equal(bad, 0);
	bench_drop(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(test_unicode) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
