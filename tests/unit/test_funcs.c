/* test_funcs.c - functions and filters: the figures that published reports got wrong (REPORTS.md 1.5), rounding, bases, bad
 * arguments. The plain cases stand in tests/data/language.txt. */
#include "unit_merge.h"

/* Each published sentence and what it should have said, computed by hand. */
static void test_published(void **state)
{
	(void)state;
	assert_gives("{{ 增减(886.81万元, 832.42万元) }}", "增加54.39万元，增长6.53%");
	assert_gives("{{ 增减(499.65万元, 460.75万元) }}", "增加38.90万元，增长8.44%");
	assert_gives("{{ 增减(886.81万元, 852.95万元) }}", "增加33.86万元，增长3.97%");
	assert_gives("{{ 增减(0.07万元, 0.24万元) }}", "减少0.17万元，下降70.83%");
	assert_gives("{{ 占比(1216614件, 1364458件) }}", "89.16%");
	assert_gives("{{ 占比(817.38万元, 886.81万元) }}，{{ 占比(20.37万元, 886.81万元) }}", "92.17%，2.30%");
	assert_gives("{{ 占比(569.09万元, 886.81万元) }}，{{ 占比(317.73万元, 886.81万元) }}", "64.17%，35.83%");
	assert_gives("{{ 占比(12.86万元, 886.81万元) }}，{{ 占比(12.86万元, 886.81万元) | 百分比(1) }}", "1.45%，1.5%");
	assert_gives("{{ 完成率(0, 0) }}，{{ 完成率(10.37万元, 10.37万元) }}", "—，100%");
	assert_gives("{{ 完成率(177.2851万元, 180万元) }}", "98.49%");
	assert_gives("{{ 100元 | 万元 }}，{{ 140.44万元 + 118.9476万元 + 58.3375万元 }}", "0.01万元，317.73万元");
}

/* 12.86 / 886.81 is 1.4501% as displayed and 1.4499% from the ledger. */
static void test_basis(void **state)
{
	(void)state;
	define_number("卫生", 128580, 1, "元");
	define_number("总计", 8868120, 1, "元");
	assert_gives("{{ 占比(卫生, 总计) | 百分比(1) }}", "1.5%");
	eval.policy.exact_percent = true;
	assert_gives("{{ 占比(卫生, 总计) | 百分比(1) }}", "1.4%");
	eval.policy.exact_percent = false;
	/* Displayed: the figures of the sentence can be subtracted by its reader. */
	define_number("本", 8868149, 1, "元");
	define_number("前", 8324151, 1, "元");
	assert_gives("{{ 本 | 万元 }}，{{ 前 | 万元 }}，{{ 增减额(本, 前) }}", "886.81万元，832.42万元，增加54.39万元");
	eval.policy.exact_percent = true;
	assert_gives("{{ 增减额(本, 前) }}", "增加54.40万元");
}

static void test_change(void **state)
{
	(void)state;
	assert_gives("{{ 增减(1000040元, 1000010元) }} {{ 方向(1000040元, 1000010元) }}", "持平 持平");
	assert_gives("{{ 增减(0万元, 2.5万元) }} {{ 增减(0, 0) }}", "减少2.50万元，下降100% 持平");
	assert_gives("{{ 增减(1万元, -1万元) }} {{ 增减(5, 4) }}", "增加2.00万元 增加1，增长25%");
	assert_gives("{{ 增减(7%, 8.5%) }} {{ 升降(3人, 3人) }} {{ 增减(3人, 0) }}", "减少1.50个百分点 持平 增加3人");
	assert_gives("{{ 增减(8万美元, 6万美元) }}", "增加2.00万美元，增长33.33%");
	assert_gives("{{ 增减(3000元, 10000元) }}", "减少0.70万元，下降70%");
	eval.policy.exact_percent = true;
	assert_gives("{{ 增减(1000040元, 1000010元) }}", "持平");
}

static void test_words(void **state)
{
	(void)state;
	assert_gives("{{ 增减(3万元, 5万元, 用语='降低') }} {{ 增减(6万元, 5万元, words='降低') }}", "减少2.00万元，降低40% 增加1.00万元，增长20%");
	assert_gives("{{ 升降(6万元, 5万元, '上升/降低') }} {{ 升降(4万元, 5万元, '上升 / 降低') }}", "上升20% 降低20%");
	assert_gives("{{ 6万元 | 升降(5万元, 用语='提高') }} {{ 增减(6, 5, 用语='') }}", "提高20% 增加1，增长20%");
	assert_wrong("{{ 增减(6, 5, '跌落') }}", BAD_ARGUMENTS, 1, 13);
	assert_wrong("{{ 增减(6, 5, 7) }}", TYPE_MISMATCH, 1, 13);
	assert_wrong("{{ 同比(6, 5, '降低') }}", BAD_ARGUMENTS, 1, 4);
	assert_wrong("{{ 增减(用语='降低', 5) }}", UNKNOWN_NAME, 1, 7);
}

/* Parts as the ledger of REPORTS.md 1.4 has them: rounded one by one they add up to 886.82. */
static void test_shares_and_tails(void **state)
{
	(void)state;
	assert_gives("{{ 占比组([1, 1, 1]) | 连接 }} {{ 占比组([5]) | 连接 }} {{ 占比组([]) | 计数 }}", "33.34%、33.33%、33.33% 100% 0");
	assert_gives("{{ 占比组([817.38万元, 36.21万元, 12.86万元, 20.37万元]) | 连接 }}", "92.17%、4.08%、1.45%、2.30%");
	assert_gives("{{ 合计(占比组(项目表, '预算')) }} {{ 合计(占比组([0, 1, 3, 7, 11, 13])) }}", "100% 100%");
	assert_gives("{{ 占比组([缺, 1]) == 空 }}", "是");
	assert_wrong("{{ 占比组([0, 0]) }}", DIVISION_BY_ZERO, 1, 4);
	assert_wrong("{{ 占比组([1, -1]) }}", TYPE_MISMATCH, 1, 8);
	assert_wrong("{{ 占比组([1, '二']) }}", TYPE_MISMATCH, 1, 8);
	assert_wrong("{{ 占比组([1人, 1万元]) }}", UNIT_MISMATCH, 1, 4);
	assert_gives("{{ 尾差说明(8868120元, [8173780元, 362090元, 128580元], 203670元) }}", "各分项之和与总数相差0.01万元，系四舍五入形成的尾差。");
	assert_gives("（{{ 尾差说明(3万元, 1万元, 2万元) }}{{ 尾差说明(3人, 1人, 2人) }}）", "（）");
	assert_gives("{{ 尾差说明(100%, [占比(1, 3), 占比(1, 3), 占比(1, 3)]) }}", "各分项之和与总数相差0.01%，系四舍五入形成的尾差。");
	assert_wrong("{{ 尾差说明(4人, 1人, 2人) }}", NOT_A_TAIL, 1, 4);
	assert_wrong("{{ 尾差说明(4万元, 1万元, 2.97万元) }}", NOT_A_TAIL, 1, 4);
	assert_wrong("{{ 尾差说明(4万元, '一') }}", TYPE_MISMATCH, 1, 14);
	assert_wrong("{{ 尾差说明(4万元, 4人) }}", UNIT_MISMATCH, 1, 4);
}

static void test_digits_policy(void **state)
{
	(void)state;
	eval.policy.units[0] = (struct unit_digits){ unit_find(STR("亿元")), 4 };
	eval.policy.units[1] = (struct unit_digits){ unit_find(STR("%")), 1 };
	eval.policy.units[2] = (struct unit_digits){ unit_find(STR("人")), 0 };
	eval.policy.nunits = 3;
	assert_gives("{{ 12345678元 | 亿元 }} {{ 12345678元 | 亿元(1) }} {{ 12345678元 | 万元 }}", "0.1235亿元 0.1亿元 1234.57万元");
	assert_gives("{{ 占比(1, 3) }} {{ 0.5 | 百分比 }} {{ 0.0653 | 百分比 }} {{ 10人 / 3 }}", "33.3% 50% 6.5% 3人");
	assert_gives("{{ 占比组([1, 1, 1]) | 连接 }}", "33.4%、33.3%、33.3%");
	eval.policy.nunits = 0;
}

/* Figures of both texts stay figures. */
static void test_replace_figures(void **state)
{
	(void)state;
	assert_gives("{{ 'a甲a' | 替换('甲', 万元(1万元)) }} {{ 替换(1万元 ~ '甲', '甲', 2万元 ~ '') }}", "a1.00万元a 1.00万元2.00万元");
	assert_gives("{{ 替换(1万元 ~ '元', '元元', '') }} {{ 替换(1万元 ~ '', '元', '') }}", "1.00万 1.00万");
}

static void test_amounts_policy(void **state)
{
	(void)state;
	eval.policy.amounts = unit_find(STR("亿元"));
	assert_gives("{{ 增减(886.81万元, 832.42万元) }}", "增加0.01亿元，增长12.50%");
	eval.policy.digits = 4;
	assert_gives("{{ 增减(886.81万元, 832.42万元) }}，{{ 收入 }}，{{ 收入 | 元(0) }}", "增加0.0055亿元，增长6.61%，886.8100万元，8868100元");
}

static void test_no_rate(void **state)
{
	(void)state;
	assert_wrong("较上年{{ 同比(收入, 0) }}", DIVISION_BY_ZERO, 1, 7);
	assert_wrong("{{ 收入 | 同比(无) }}", DIVISION_BY_ZERO, 1, 9);
	assert_wrong("{{ 同比(1万元, -1万元) }}", DIVISION_BY_ZERO, 1, 4);
	assert_wrong("{{ 占比(收入, 无) }}", DIVISION_BY_ZERO, 1, 4);
	assert_wrong("{{ 升降(收入, 无) }}", DIVISION_BY_ZERO, 1, 4);
	assert_wrong("{{ 占比(1万元, -2万元) }}", DIVISION_BY_ZERO, 1, 4);
	assert_wrong("{{ 完成率(5万元, -2万元) }}", DIVISION_BY_ZERO, 1, 4);
	assert_wrong("{{ 完成率(5万元, 0万元) }}", DIVISION_BY_ZERO, 1, 4);
	assert_wrong("{{ 升降(98%, 97%) }}", TYPE_MISMATCH, 1, 7); /* 增减 gives the points */
	assert_gives("{{ 升降(98%, 98%) }}", "持平");
	run_template("{{ 占比(收入, 无) }}");
	assert_diags(diags, "t.txt:1:4: error: 占比(收入, 无): the base is 0万元; no rate can be taken [division-by-zero]\n");
}

static void test_rate_arguments(void **state)
{
	(void)state;
	assert_wrong("{{ 占比(收入, 人数) }}", UNIT_MISMATCH, 1, 4);
	assert_wrong("{{ 增减(收入, 5) }}", UNIT_MISMATCH, 1, 4);
	assert_wrong("{{ 增减(收入, '5') }}", TYPE_MISMATCH, 1, 11);
	assert_wrong("{{ 方向(部门, 1) }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 增减(收入, 缺) }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 完成率(收入, 人数) }}", UNIT_MISMATCH, 1, 4);
}

static void test_print_arguments(void **state)
{
	(void)state;
	assert_wrong("{{ 5 | 万元 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 人数 | 大写 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 1美元 | 万元 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ (收入 | 万元) + 收入 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 收入 | 万元(19) }}", BAD_ARGUMENTS, 1, 12);
	assert_wrong("{{ 收入 | 万元(-1) }}", BAD_ARGUMENTS, 1, 12);
	assert_wrong("{{ 收入 | 数('二') }}", BAD_ARGUMENTS, 1, 11);
	assert_wrong("{{ 部门 | 千分位 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 人数 | 百分比 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 0.5 | 百分点 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 1.5 | 中文数字 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ -1 | 中文数字 }}", TYPE_MISMATCH, 1, 4);
}

static void test_print_forms(void **state)
{
	(void)state;
	assert_gives("{{ -1234567.891元 | 千分位 }} {{ 1234567.891 | 千分位 }} {{ 0元 | 千分位(2) }}", "-1,234,567.89 1,234,567.891 0.00");
	assert_gives("{{ 0元 | 数 }} {{ 0元 | 数(2) }} {{ 1.5人 | 数 }} {{ 5% | 数 }}", "0 0.00 1.5 5");
	assert_gives("{{ 0.001万元 | 万元 }} {{ 0元 | 亿元(4) }}", "0.00万元 0亿元");
	assert_gives("{{ -0.004万元 | 万元 }} {{ -5% }}", "0.00万元 -5%");
	assert_gives("{{ 收入 | 大写 }} {{ 0元 | 大写 }}", "捌佰捌拾陆万捌仟壹佰元整 零元整");
	assert_gives("{{ 0.99997 | 百分比 }} {{ 50‰ | 百分比 }} {{ 5% | 百分比(0) }}", "100.00% 5% 5%");
}

static void test_numbers(void **state)
{
	(void)state;
	assert_gives("{{ -7.9 | 取整 }} {{ 7.5人 | 取整 }} {{ 8 | 取整 }} {{ 1.25万元 | 舍入(1) | 数(2) }}", "-7 7人 8 1.30");
	assert_gives("{{ 合计([1万元, 5000元]) }} {{ 合计([]) }} {{ 合计(项目表.预算) == 合计(项目表, '预算') }}", "1.50万元 0 是");
	assert_gives("{{ 最大([1万元, 20000元]) }} {{ 最小([0, 3人]) }}", "2.00万元 0人");
	assert_gives("{{ 合计(筛选(项目表, '类', '999'), '预算') }}", "0");
	assert_wrong("{{ 合计([1人, 2辆]) }}", UNIT_MISMATCH, 1, 4);
	assert_wrong("{{ 合计(职责) }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 合计(项目表) }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 合计(项目表, '类') }}", TYPE_MISMATCH, 1, 12);
	assert_wrong("{{ 合计(项目表, '钱') }}", MISSING_COLUMN, 1, 12);
	assert_wrong("{{ 合计([1], '钱') }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 合计(5) }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 合计(项目表, 5) }}", TYPE_MISMATCH, 1, 12);
	assert_wrong("{{ 最大([]) }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 计数(部门) }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 长度(5) }}", TYPE_MISMATCH, 1, 7);
}

static void test_unit_function(void **state)
{
	(void)state;
	assert_gives("{{ 6.53 | 单位('%') }} {{ 收入 | 单位('元') }} {{ 1人 | 单位('万人') }}", "6.53% 8868100.00元 0.0001万人");
	assert_wrong("{{ 收入 | 单位('人') }}", UNIT_MISMATCH, 1, 9);
	assert_wrong("{{ 收入 | 单位('银元') }}", UNKNOWN_UNIT, 1, 12);
	assert_wrong("{{ 收入 | 单位(5) }}", TYPE_MISMATCH, 1, 12);
}

static void test_dates(void **state)
{
	(void)state;
	assert_gives("{{ '2024-02-29' | 年月日 }} {{ '2022年12月1日' | 年月日 }} {{ '2022.5.01' | 年月日 }} {{ '2022年5月' | 年月日 }}",
	             "2024年2月29日 2022年12月1日 2022年5月1日 2022年5月");
	assert_wrong("{{ '2023-02-29' | 年月日 }}", BAD_ARGUMENTS, 1, 4);
	assert_wrong("{{ '2022-13-01' | 年月日 }}", BAD_ARGUMENTS, 1, 4);
	assert_wrong("{{ '22-01-01' | 年月日 }}", BAD_ARGUMENTS, 1, 4);
	assert_wrong("{{ '2022-01-01x' | 年月日 }}", BAD_ARGUMENTS, 1, 4);
	assert_wrong("{{ '99999999999-01-01' | 年月日 }}", BAD_ARGUMENTS, 1, 4);
	assert_wrong("{{ 2022 | 年月日 }}", TYPE_MISMATCH, 1, 4);
}

static void test_texts(void **state)
{
	(void)state;
	assert_gives("{{ 'aaa' | 替换('a', 'bb') }} {{ 'x' | 替换('', 'y') }} {{ 连接([]) }}", "bbbbbb x ");
	assert_wrong("{{ 职责 | 名称 }}", TYPE_MISMATCH, 1, 4);
	assert_wrong("{{ 连接(部门) }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 连接([职责]) }}", TYPE_MISMATCH, 1, 7);
	assert_wrong("{{ 连接(职责, 5) }}", TYPE_MISMATCH, 1, 11);
	assert_wrong("{{ 连接(项目表.备注) }}", MISSING_VALUE, 1, 4);
	assert_wrong("{{ 替换(部门, 1, '') }}", TYPE_MISMATCH, 1, 11);
	assert_wrong("{{ 筛选(部门, '类', 1) }}", TYPE_MISMATCH, 1, 7);
}

static void test_missing_functions(void **state)
{
	(void)state;
	assert_gives("{{ 存在(缺) }} {{ 存在(项目表['无此', '类']) }} {{ 存在(项目表['政务热线', '无此']) }}", "否 否 否");
	assert_gives("{{ 存在(项目表['政务热线', '类']) }} {{ 项目表['物业管理', '备注'] | 默认('无') }}", "是 无");
	assert_wrong("{{ 没有 | 默认('无') }}", UNKNOWN_NAME, 1, 4);
	assert_wrong("{{ 存在(收入 + 人数) }}", UNIT_MISMATCH, 1, 10);
	assert_wrong("{{ 存在(公开01['结转', '金额']) }}", AMBIGUOUS_ROW, 1, 12);
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, unit_setup, unit_teardown)
	const struct CMUnitTest tests[] = {
		TEST(test_published), TEST(test_basis), TEST(test_change), TEST(test_amounts_policy), TEST(test_no_rate),
		TEST(test_words), TEST(test_shares_and_tails), TEST(test_digits_policy), TEST(test_replace_figures),
		TEST(test_rate_arguments), TEST(test_print_arguments), TEST(test_print_forms),
		TEST(test_numbers), TEST(test_unit_function),
		TEST(test_dates), TEST(test_texts), TEST(test_missing_functions),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
