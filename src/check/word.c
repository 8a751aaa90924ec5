/* word.c - words that are wrong wherever they stand so, one document number with two titles.
 *
 * The list of confusions is short on purpose: only what has no right reading in such texts. */
#include "base/arena.h"
#include "check/check_int.h"

static const struct {
	enum pattern pattern;
	const char *right;
} confusions[] = {
	{ PATTERN_UNTIL, "截至" },
	{ PATTERN_CROSS_REFLECT, "反映" },
	{ PATTERN_CROSS_THAN, "较上一年度" },
	{ PATTERN_CROSS_YEAR, "上一年度" },
	{ PATTERN_CROSS_BY, "根据（与 … 签订的）" },
	{ PATTERN_CROSS_FEE, "…费”项目" },
	{ PATTERN_CROSS_TOTAL, "累计" },
	{ PATTERN_CROSS_LEVEL, "与 … 持平" },
	{ PATTERN_CROSS_WITH, "比（较）…" },
	{ PATTERN_CROSS_INCOME, "支出" },
	{ PATTERN_CROSS_YEAR_END, "末" },
	{ PATTERN_CROSS_TAMP, "夯实" },
	{ PATTERN_CROSS_ALREADY, "已" },
	{ PATTERN_CROSS_NOT_YET, "未" },
	{ PATTERN_CROSS_ALLOCATE, "拨" },
	{ PATTERN_CROSS_AMONG, "其中" },
	{ PATTERN_CROSS_FIXED, "" },
};

/* What each of PATTERN_CROSS_FIXED should be, where that is one word. */
static const char *const fixed[][2] = {
	{ "布署", "部署" },
	{ "键全", "健全" },
	{ "按装", "安装" },
	{ "既使", "即使" },
	{ "做为", "作为" },
	{ "迫不急待", "迫不及待" },
	{ "在接再厉", "再接再厉" },
	{ "克苦", "刻苦" },
	{ "登陆", "登录" },
	{ "通迅", "通讯" },
	{ "松驰", "松弛" },
	{ "帐", "账" },
	{ "己经", "已经" },
	{ "既将", "即将" },
	{ "座落", "坐落" },
	{ "精减", "精简" },
	{ "以经", "已经" },
	{ "因该", "应该" },
	{ "报帐", "报账" },
	{ "记帐", "记账" },
	{ "的的", "的" },
	{ "重迭", "重叠" },
	{ "脉博", "脉搏" },
	{ "粗旷", "粗犷" },
	{ "万元万元", "万元" },
	{ "%%", "%" },
	{ "决算决算数", "决算数" },
	{ "预算预算数", "预算数" },
	{ "震憾", "震撼" },
	{ "公务车用车", "公务用车" },
	{ "对像", "对象" },
	{ "自已", "自己" },
	{ "岀", "出" },
	{ "釆", "采" },
	{ "占比列", "占比例" },
	{ "历行节约", "厉行节约" },
};

static struct str right_word(struct str wrong, const char *right)
{
	for (size_t i = 0; !*right && i < sizeof(fixed) / sizeof(*fixed); i++)
		if (str_eq(wrong, str_from(fixed[i][0])))
			return str_from(fixed[i][1]);
	return str_from(*right ? right : "?");
}

static void confused(struct check *c, const struct line *line, const struct match *m, size_t k)
{
	struct str wrong = str_sub(line->s, m->from, m->to), right = right_word(wrong, confusions[k].right);

	report_alike(c, confusions[k].pattern == PATTERN_CROSS_FIXED ? wrong : str_printf(c->arena, "%zu", k), line, m->from, WORD,
	             check_quote(c, line->s, m->from, m->to + 6 < line->s.len ? m->to + 6 : m->to, 2), right);
}

void check_words(struct check *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct line *line = &c->lines[i];
		struct match m;

		for (size_t k = 0; !line->contents && !line->furniture && k < sizeof(confusions) / sizeof(*confusions); k++)
			for (size_t from = 0; pattern_find(c->patterns, confusions[k].pattern, line->s, from, &m); from = m.to)
				confused(c, line, &m, k);
		if (line->cell || line->furniture)
			continue;
		for (size_t from = 0; pattern_find(c->patterns, PATTERN_SHORT_YEAR, line->s, from, &m); from = m.to)
			report(c, line, m.from, SHORT_YEAR, str_sub(line->s, m.from, m.to),
			       str_printf(c->arena, "20%.*s", (int)(m.to - m.from), line->s.ptr + m.from));
		for (size_t from = 0; pattern_find(c->patterns, PATTERN_DOUBLE_NO, line->s, from, &m); from = m.to)
			report(c, line, m.from, DOUBLE_NO, str_sub(line->s, m.from, m.to));
	}
}

/* --- document numbers --- */

struct titled {
	struct str title, number;
	const struct line *line;
	size_t count;
};

struct titles {
	struct titled *items;
	size_t n, size;
};

static struct str title_words(struct check *c, struct str title)
{
	return pattern_remove(c->patterns, PATTERN_TITLE_MARKS, c->arena, title);
}

static void add_title(struct check *c, struct titles *titles, const struct line *line, const struct match *m)
{
	struct titled t = { title_words(c, match_group(line->s, m, 0)), match_group(line->s, m, 1), line, 1 };

	for (size_t i = 0; i < titles->n; i++)
		if (str_eq(titles->items[i].title, t.title) && str_eq(titles->items[i].number, t.number)) {
			titles->items[i].count++;
			return;
		}
	titles->items = mem_grow(titles->items, titles->n, &titles->size, sizeof(*titles->items));
	titles->items[titles->n++] = t;
}

static void compare_titles(struct check *c, const struct titles *titles)
{
	for (size_t i = 0; i < titles->n; i++)
		for (size_t k = 0; k < titles->n; k++) {
			const struct titled *a = &titles->items[i], *b = &titles->items[k];

			if (i == k || !str_eq(a->number, b->number) || a->count > b->count || (a->count == b->count && i < k) ||
			    str_has(a->title, b->title) || str_has(b->title, a->title))
				continue;
			report(c, a->line, (size_t)str_find(a->line->s, a->number), TWO_TITLES, a->number, a->title, b->title);
			break;
		}
}

void check_titles(struct check *c)
{
	struct titles titles = { 0 };
	struct match m;

	for (size_t i = 0; i < c->n; i++)
		for (size_t from = 0; titles.n < 2000 && pattern_find(c->patterns, PATTERN_TITLED, c->lines[i].s, from, &m);
		     from = m.to)
			add_title(c, &titles, &c->lines[i], &m);
	compare_titles(c, &titles);
	mem_free(titles.items);
}
