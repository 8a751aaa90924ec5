/* unit.c - the units of figures, one table. */
#include "merge/unit.h"

#include <string.h>

/* Counting words: every one is a dimension of its own; each also has its 万 form (万人). */
#define COUNTS(X) \
	X(REN, "人") X(RENCI, "人次") X(LIANG, "辆") X(GE, "个") X(XIANG, "项") X(JIAN, "件") X(CI, "次") X(TAI, "台") X(TAO, "套") \
	X(TAITAO, "台（套）") X(PICI, "批次") X(PI, "批") X(HU, "户") X(JIA, "家") X(MING, "名") X(TIAO, "条") X(ZONG, "宗") \
	X(FEN, "份") X(YE, "页") X(QI, "期") X(TIAN, "天") X(XIAOSHI, "小时") X(FENZHONG, "分钟") X(NIAN, "年") X(YUE, "月") X(RI, "日") \
	X(CHU, "处") X(SUO, "所") X(ZUO, "座") X(JIANONE, "间") X(KUAI, "块") X(ZHANG, "张") X(BEN, "本") X(BU, "部") X(WEI, "位") \
	X(CE, "册") X(CHANG, "场") X(CHANGCI, "场次") X(ZHI, "支") X(ZHIONE, "只") X(BAN, "班") X(DUAN, "段") X(ZU, "组") X(LEI, "类") \
	X(ZHONG, "种") X(BIAN, "遍") X(BI, "笔") X(PIAN, "篇") X(FU, "幅") X(MEI, "枚") X(SOU, "艘") X(JIAONE, "架") X(SHAN, "扇") \
	X(DIAN, "点") X(ZHOU, "周") X(JIDU, "季度") X(GEYUE, "个月") X(FENSHU, "分") X(TING, "厅") X(CHUANG, "床") X(TOU, "头") \
	X(ZHU, "株") X(KE, "棵") X(DONG, "栋") X(CENG, "层") X(BEI, "倍") X(RENTIAN, "人天") X(CHUANGKOU, "窗口") X(MEN, "门") X(SHI, "事项")

enum dimension {
	DIM_YUAN = 1, DIM_DOLLAR, DIM_RATIO, DIM_AREA, DIM_LENGTH, DIM_MASS, DIM_VOLUME, DIM_ENERGY, DIM_POWER, DIM_DATA,
#define X(id, name) DIM_##id,
	COUNTS(X)
#undef X
};

enum { EXACT = 255 };

#define UNIT(name, kind, factor, dimension, digits) { { name, sizeof(name) - 1 }, kind, factor, dimension, digits }
#define MEASURE(name, factor, dimension) UNIT(name, UNIT_MEASURE, factor, dimension, EXACT)

static const struct unit units[] = {
	/* the first two have accessors */
	UNIT("元", UNIT_MONEY, 1, DIM_YUAN, 2),
	UNIT("%", UNIT_PERCENT, 10, DIM_RATIO, 2),
	UNIT("万元", UNIT_MONEY, 10000, DIM_YUAN, 2),
	UNIT("亿元", UNIT_MONEY, 100000000, DIM_YUAN, 2),
	UNIT("千元", UNIT_MONEY, 1000, DIM_YUAN, 2),
	UNIT("百万元", UNIT_MONEY, 1000000, DIM_YUAN, 2),
	UNIT("美元", UNIT_MONEY, 1, DIM_DOLLAR, 2),
	UNIT("万美元", UNIT_MONEY, 10000, DIM_DOLLAR, 2),
	UNIT("亿美元", UNIT_MONEY, 100000000, DIM_DOLLAR, 2),
	/* ratios, in thousandths */
	UNIT("％", UNIT_PERCENT, 10, DIM_RATIO, 2),
	UNIT("‰", UNIT_PERCENT, 1, DIM_RATIO, 2),
	UNIT("百分点", UNIT_PERCENT, 10, DIM_RATIO, 2),
	UNIT("个百分点", UNIT_PERCENT, 10, DIM_RATIO, 2),
#define X(id, name) UNIT(name, UNIT_COUNT, 1, DIM_##id, EXACT), UNIT("万" name, UNIT_COUNT, 10000, DIM_##id, EXACT),
	COUNTS(X)
#undef X
	UNIT("台(套)", UNIT_COUNT, 1, DIM_TAITAO, EXACT),
	/* areas in thirds of a square metre, because 3 亩 are 2000 ㎡ */
	MEASURE("平方米", 3, DIM_AREA), MEASURE("㎡", 3, DIM_AREA), MEASURE("m²", 3, DIM_AREA), MEASURE("万平方米", 30000, DIM_AREA),
	MEASURE("亩", 2000, DIM_AREA), MEASURE("万亩", 20000000, DIM_AREA), MEASURE("公顷", 30000, DIM_AREA),
	MEASURE("平方公里", 3000000, DIM_AREA), MEASURE("平方千米", 3000000, DIM_AREA),
	MEASURE("毫米", 1, DIM_LENGTH), MEASURE("厘米", 10, DIM_LENGTH), MEASURE("米", 1000, DIM_LENGTH),
	MEASURE("公里", 1000000, DIM_LENGTH), MEASURE("千米", 1000000, DIM_LENGTH), MEASURE("万公里", 10000000000, DIM_LENGTH),
	MEASURE("克", 1, DIM_MASS), MEASURE("千克", 1000, DIM_MASS), MEASURE("公斤", 1000, DIM_MASS), MEASURE("吨", 1000000, DIM_MASS),
	MEASURE("万吨", 10000000000, DIM_MASS),
	MEASURE("升", 1, DIM_VOLUME), MEASURE("立方米", 1000, DIM_VOLUME), MEASURE("万立方米", 10000000, DIM_VOLUME),
	MEASURE("千瓦时", 1, DIM_ENERGY), MEASURE("度", 1, DIM_ENERGY), MEASURE("万千瓦时", 10000, DIM_ENERGY),
	MEASURE("千瓦", 1, DIM_POWER), MEASURE("万千瓦", 10000, DIM_POWER), MEASURE("兆瓦", 1000, DIM_POWER),
	MEASURE("MB", 1, DIM_DATA), MEASURE("GB", 1024, DIM_DATA), MEASURE("TB", 1048576, DIM_DATA),
};

enum { NUNITS = sizeof(units) / sizeof(*units) };

const struct unit *unit_find(struct str name)
{
	for (size_t i = 0; i < NUNITS; i++)
		if (str_eq(units[i].name, name))
			return &units[i];
	return NULL;
}

const struct unit *unit_prefix(struct str text, size_t *len)
{
	const struct unit *best = NULL;

	for (size_t i = 0; i < NUNITS; i++)
		if (str_starts(text, units[i].name) && (!best || units[i].name.len > best->name.len))
			best = &units[i];
	if (best)
		*len = best->name.len;
	return best;
}

const struct unit *unit_yuan(void)
{
	return &units[0];
}

const struct unit *unit_percent(void)
{
	return &units[1];
}
