/* test_unit.c - units: names, dimensions, factors, the longest prefix. */
#include "unit.h"

#include "merge/unit.h"

static const struct unit *find(const char *name)
{
	return unit_find(str_from(name));
}

static void assert_same(const char *a, const char *b, int64_t ratio)
{
	assert_non_null(find(a));
	assert_non_null(find(b));
	assert_int_equal(find(a)->dimension, find(b)->dimension);
	assert_true(find(a)->factor == find(b)->factor * ratio);
}

static void test_money(void **state)
{
	(void)state;
	assert_same("千元", "元", 1000);
	assert_same("万元", "元", 10000);
	assert_same("亿元", "万元", 10000);
	assert_same("万美元", "美元", 10000);
	assert_int_not_equal(find("元")->dimension, find("美元")->dimension);
	assert_ptr_equal(unit_yuan(), find("元"));
	assert_int_equal(unit_yuan()->digits, 2);
}

static void test_ratios(void **state)
{
	(void)state;
	assert_same("%", "‰", 10);
	assert_same("百分点", "%", 1);
	assert_same("％", "%", 1);
	assert_ptr_equal(unit_percent(), find("%"));
}

static void test_counts(void **state)
{
	static const char *const names[] = { "人", "辆", "个", "项", "件", "次", "台", "套", "台（套）", "批次", "批", "户", "家", "名",
		"条", "宗", "份", "页", "期", "天", "小时", "年", "月", "日", "处", "所", "座", "间", "块", "张", "本", "部" };

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		assert_non_null(find(names[i]));
		assert_int_equal(find(names[i])->kind, UNIT_COUNT);
		for (size_t j = 0; j < i; j++)
			assert_int_not_equal(find(names[i])->dimension, find(names[j])->dimension);
	}
	assert_same("万人", "人", 10000);
	assert_same("台(套)", "台（套）", 1);
}

static void test_measures(void **state)
{
	(void)state;
	assert_same("平方米", "㎡", 1);
	assert_same("公顷", "平方米", 10000);
	assert_same("公顷", "亩", 15);
	assert_same("公里", "米", 1000);
	assert_same("吨", "千克", 1000);
	assert_int_not_equal(find("亩")->dimension, find("公里")->dimension);
}

static void test_unknown(void **state)
{
	(void)state;
	assert_null(find("万"));
	assert_null(find(""));
	assert_null(find("银元"));
	assert_null(find("元整"));
}

static void test_prefix(void **state)
{
	size_t len = 0;

	(void)state;
	assert_str(unit_prefix(STR("元整"), &len)->name, "元");
	assert_int_equal(len, 3);
	assert_str(unit_prefix(STR("台（套）设备"), &len)->name, "台（套）");
	assert_int_equal(len, 12);
	assert_str(unit_prefix(STR("个百分点。"), &len)->name, "个百分点");
	assert_str(unit_prefix(STR("万元"), &len)->name, "万元");
	assert_null(unit_prefix(STR("银元"), &len));
	assert_null(unit_prefix(STR(""), &len));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_money), cmocka_unit_test(test_ratios), cmocka_unit_test(test_counts),
		cmocka_unit_test(test_measures), cmocka_unit_test(test_unknown), cmocka_unit_test(test_prefix),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
