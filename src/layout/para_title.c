/* para_title.c - titles (balance): lines should end between words. There is no dictionary of Chinese here, only the words that
 * titles of government reports are made of: inside them a line never ends, elsewhere the price says how likely a word is torn. */
#include "layout/para_int.h"

/* A word stands before the words that begin it. */
static const char32_t words[] = U"人民政府 政府性基金预算 政府性 政府 政务服务中心 政务服务 政务 服务 中心 部门决算 部门预算 部门 "
				U"单位 决算 预算 报告 说明 情况 绩效 评价报告 评价 自评报告 自评表 自评 目标 "
				U"项目 资金 专项 支出 收入 收支 财政 拨款 "
				U"一般公共预算 一般 公共 基金 国有资本经营预算 国有 资本 经营 基本 经费 三公 总表 明细表 明细 公开 管理局 管理 委员会 "
				U"办公室 办公厅 行政 审批 改革 发展 "
				U"教育 卫生 健康 文化 旅游 农业 农村 水利 交通 运输 住房 城乡 建设 自然 资源 规划 生态 环境 应急 "
				U"市场 监督 统计 审计 民政 司法 公安 "
				U"人力 社会 保障 退役 军人 事务 医疗 体育 科技 科学 技术 工业 信息化 信息 商务 经济 合作 信访 "
				U"档案 数据 宣传 统战 组织 纪律 检查 "
				U"监察 总工会 联合会 协会 学校 医院 大学 学院 研究院 研究所 研究 中学 小学 幼儿园 图书馆 博物馆 "
				U"年度 工作 整体 机构 职能 关于 通知 "
				U"意见 方案 办法 规定 制度 实施 采购 附件 目录 自治区 自治州 自治县 街道 办事处 分析 汇总 执行 "
				U"使用 安排 明细 统筹 综合 指标 ";

static bool is_joint(uint32_t ch)
{
	return ch == U'的' || ch == U'与' || ch == U'和' || ch == U'及' || ch == U'暨';
}

/* 省, 局 …: a name often ends with it, and a line does not begin with it. */
static bool is_suffix(uint32_t ch)
{
	static const char32_t suffixes[] = U"省市州县区乡镇村局厅委部院处所站室会厂校表";
	const char32_t *p = suffixes;

	while (*p && *p != ch)
		p++;
	return *p != 0;
}

/* Prices a free place between two Han characters; `ends`, `begins`: a known word ends before it, begins behind it. */
static enum para_break price(const struct para_cell *c, bool ends, bool begins)
{
	uint32_t next = c[1].ch;

	if (is_joint(c->ch))
		return BREAK_FREE;
	if (ends && begins)
		return BREAK_SLIGHT;
	if (begins || ((ends || is_suffix(c->ch)) && !is_suffix(next) && !is_joint(next)))
		return BREAK_FAIR;
	return BREAK_POOR;
}

/* First characters of the words, folded into 256 bits: most characters begin none, and the list is long. */
struct firsts {
	uint64_t bits[4];
};

static struct firsts list_firsts(void)
{
	struct firsts f = { { 0 } };

	for (const char32_t *p = words; *p; p++)
		if (p == words || p[-1] == U' ')
			f.bits[*p >> 6 & 3] |= UINT64_C(1) << (*p & 63);
	return f;
}

static uint32_t word_at(const struct para_work *w, const struct firsts *f, uint32_t i)
{
	uint32_t ch = i < w->n ? w->cells[i].ch : U' ';

	return f->bits[ch >> 6 & 3] >> (ch & 63) & 1 ? para_word(w, words, i) : 0;
}

void para_title(struct para_work *w)
{
	const struct firsts firsts = list_firsts();
	uint32_t i, end, length = word_at(w, &firsts, 0), next;

	for (i = 0; i < w->n; i = end, length = next) {
		end = i + (length ? length : 1);
		for (; i + 1 < end; i++)
			w->cells[i].brk = BREAK_NO;
		next = word_at(w, &firsts, end);
		if (end < w->n && w->cells[i].brk == BREAK_FREE && w->cells[i].cls == C_HAN && w->cells[end].cls == C_HAN)
			w->cells[i].brk = (uint8_t)price(&w->cells[i], length > 0, next > 0);
	}
}
