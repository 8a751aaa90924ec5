/* test_para_glue.c - where a line may end: every place of a text at which one may, marked with '|'. */
#include "unit_para.h"

/* The text with its opportunities; the measure only says what is short. */
static struct buf *opportunities(struct bench *b, const char *text)
{
	struct para_cell cells[256];
	struct para_work w = { .spec = &b->spec, .metrics = &b->metrics, .cells = cells };

	bench_text(b, text);
	w.text = &b->text;
	para_cells(&w);
	para_space(&w);
	para_opportunities(&w);
	buf_clear(&b->out);
	for (uint32_t i = 0; i < w.n; i++) {
		buf_utf8(&b->out, cells[i].ch);
		if (cells[i].brk != BREAK_NO)
			buf_char(&b->out, '|');
	}
	return &b->out;
}

#define assert_breaks(b, text, expected) assert_buf(opportunities((b), (text)), (expected))

static void test_marks(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_breaks(b, "中国，人。“大”《会》（的）", "中|国，|人。|“大”|《会》|（的）");
	assert_breaks(b, "甲、乙；丙：丁？戊！己", "甲、|乙；|丙：|丁？|戊！|己");
	assert_breaks(b, "甲,乙;丙:丁?戊!己.庚", "甲,|乙;|丙:|丁?|戊!|己.|庚");
	assert_breaks(b, "甲(乙)丙[丁]<戊>己", "甲|(乙)|丙|[丁]|<戊>|己");
	assert_breaks(b, "”“）。’", "”|“）。’");
	bench_drop(b);
}

static void test_levels(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	b->spec.kinsoku = KINSOKU_BASIC;
	assert_breaks(b, "中——国……人／大/会", "中|——|国|……|人／|大/|会");
	b->spec.kinsoku = KINSOKU_GB;
	assert_breaks(b, "中——国……人／大/会", "中|——|国|……|人／大/会");
	b->spec.kinsoku = KINSOKU_STRICT;
	assert_breaks(b, "中——国……人／大/会", "中——|国……|人／大/会");
	bench_drop(b);
}

static void test_words(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_breaks(b, "用Word排", "用|Word|排");
	assert_breaks(b, "self-evaluation e-mail A-1", "self-|evaluation |e-mail |A-1");
	assert_breaks(b, "see http://www.aba.gov.cn/a.html now", "see |http://www.aba.gov.cn/a.html |now");
	assert_breaks(b, "a,b;c.d:e!f", "a,|b;|c.d:e!f");
	assert_breaks(b, "f(x) = (a+b)/c", "f(x) |= |(a+b)/c");
	assert_breaks(b,
	              "A\xC2\xA0"
	              "B",
	              "A\xC2\xA0"
	              "B");
	assert_breaks(b, "甲 , 乙", "甲 , |乙"); /* a blank does not let a mark start a line */
	assert_breaks(b, "（ 甲", "（ 甲");
	assert_breaks(b,
	              "甲\xE2\x80\x8B乙AB\xE2\x80\x8B"
	              "CD",
	              "甲\xE2\x80\x8B|乙|AB\xE2\x80\x8B|CD");
	bench_drop(b);
}

static void test_numbers(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_breaks(b, "共1,234,567.89吨", "共|1,234,567.89吨");
	assert_breaks(b, "比例1:3、2/3和12:30", "比|例|1:3、|2/3|和|12:30");
	assert_breaks(b, "为-12.30或−5和±3", "为-12.30|或|−5|和|±3");
	assert_breaks(b, "占88.21%的和5‰的", "占|88.21%|的|和|5‰|的");
	assert_breaks(b, "5 000㎡共12 345 678元", "5 000㎡|共|12 345 678元");
	assert_breaks(b, "2022 100", "2022 |100"); /* no grouping */
	assert_breaks(b, "电话0751-5572223转", "电|话|0751-5572223|转");
	assert_breaks(b, "¥1,234.56和￥8和№3和$9", "¥1,234.56|和|￥8|和|№3|和|$9");
	assert_breaks(b, "达到≥90%和3×4", "达|到|≥90%|和|3×4");
	assert_breaks(b, "１２３４", "1234");
	bench_drop(b);
}

static void test_units(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_breaks(b, "886.81万元增", "886.81万元|增");
	assert_breaks(b, "4005.92亿元，1亿，3万人次，2千瓦", "4005.92亿元，|1亿，|3万人次，|2千瓦");
	assert_breaks(b, "500余人次接", "500余人次|接");
	assert_breaks(b, "近1100多名政", "近|1100多名|政");
	assert_breaks(b, "2个百分点和5个月和3个工", "2个百分点|和|5个月|和|3个|工");
	assert_breaks(b, "12345热线", "12345|热|线");
	assert_breaks(b, "25℃和12％和6㎏", "25℃|和|12%|和|6㎏");
	assert_breaks(b, "5 件 和", "5 件 |和");
	assert_breaks(b, "第3项第12条", "第3项|第12条");
	assert_breaks(b, "37mm", "37mm");
	for (const char *const *unit =
	             (const char *const[]){ "万", "亿", "元", "年", "月", "日", "号", "件", "个", "人", "项", "次",
	                                    "家", "辆", "台", "名", "条", "批", "户", "份", "吨", "倍", NULL };
	     *unit; unit++) {
		const char *text = str_printf(b->arena, "共8%s的", *unit).ptr;

		assert_breaks(b, text, str_printf(b->arena, "共|8%s|的", *unit).ptr);
	}
	bench_drop(b);
}

static void test_ranges_and_codes(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_breaks(b, "共10～15万元和5%～95%和", "共|10～15万元|和|5%～95%|和");
	assert_breaks(b, "自2019—2020年起", "自|2019—2020年|起");
	assert_breaks(b, "自2019年—2020年起", "自|2019年—2020年|起");
	assert_breaks(b, "按DB51/T 1174—2010执行", "按|DB51/T 1174—2010|执|行");
	assert_breaks(b, "按ISO 9001执", "按|ISO 9001|执");
	assert_breaks(b, "按Word 97执", "按|Word |97|执");
	b->spec.measure = 12 * EM; /* not short any more: may be torn behind the connector */
	assert_breaks(b, "自2019年—2020年起", "自|2019年—|2020年|起");
	assert_breaks(b, "按DB51/T 1174—2010执行", "按|DB51/T |1174—|2010|执|行");
	bench_drop(b);
}

static void test_document_numbers(void **state)
{
	struct bench *b = bench_new(36);

	(void)state;
	assert_breaks(b, "文〔2022〕64号文", "文|〔2022〕64号|文");
	assert_breaks(b, "文(2022)64号文", "文|(2022)64号|文");
	assert_breaks(b, "知》（川办发〔2022〕64号）要", "知》|（川办发〔2022〕64号）|要");
	b->spec.measure = 28 * EM;
	assert_breaks(b, "知》（阿府办发〔2022〕1064号）要",
	              "知》|（阿|府|办|发|〔2022〕1064号）|要"); /* too long with its issuer */
	assert_breaks(b, "〔2022〕内", "〔2022〕|内");
	b->spec.measure = 12 * EM;
	assert_breaks(b, "文〔2022〕64号文", "文|〔2022〕|64号|文");
	bench_drop(b);
}

static void test_dates(void **state)
{
	struct bench *b = bench_new(28);
	struct para_cell cells[32];
	struct para_work w = { .spec = &b->spec, .metrics = &b->metrics, .cells = cells };

	(void)state;
	assert_breaks(b, "至2022年12月31日止", "至|2022年|12月|31日|止");
	bench_text(b, "2022年12月31日止");
	w.text = &b->text;
	para_cells(&w);
	para_space(&w);
	para_opportunities(&w);
	assert_int_equal(cells[4].brk, BREAK_SLIGHT); /* behind the year rather than behind the month */
	assert_int_equal(cells[7].brk, BREAK_UNIT);
	assert_int_equal(cells[10].brk, BREAK_FREE);
	bench_drop(b);
}

static void test_list_marks(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_breaks(b, "1.加强", "1.加|强");
	assert_breaks(b, "1．加强", "1．加|强");
	assert_breaks(b, "12、加强", "12、加|强");
	assert_breaks(b, "一、加强", "一、加|强");
	assert_breaks(b, "二十一、加强", "二十一、加|强");
	assert_breaks(b, "（一）加强", "（一）加|强");
	assert_breaks(b, "(1)加强", "(1)加|强");
	assert_breaks(b, "①加强", "①加|强");
	assert_breaks(b, "① 加强", "① 加|强");
	assert_breaks(b, "甲：（2）加强；3.乙方", "甲：|（2）加|强；|3.乙|方");
	assert_breaks(b, "一切、都", "一|切、|都");
	assert_breaks(b, "　　一、加强", "　　一、加|强");
	assert_breaks(b, "同（一）的", "同|（一）|的"); /* in the middle of a sentence it is none */
	bench_drop(b);
}

static void test_other_scripts(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	assert_breaks(b, "བོད་ཡིག་དང", "བོད་|ཡིག་|དང"); /* Tibetan: behind the tsheg */
	assert_breaks(b, "한국어 글", "한|국|어 |글");
	assert_breaks(b, "中\xCC\x81国", "中\xCC\x81|国");
	bench_drop(b);
}

static void test_titles(void **state)
{
	struct bench *b = bench_new(28);

	(void)state;
	b->spec.balance = true;
	assert_breaks(b, "部门决算情况说明", "部门决算|情况|说明");
	assert_breaks(b, "政务服务中心预算", "政务服务中心|预算");
	assert_breaks(b, "2022年度四川省阿坝州政府", "2022年度|四|川|省|阿|坝|州|政府");
	assert_breaks(b, "人民政府委员会关于Word的", "人民政府|委员会|关于|Word|的");
	bench_drop(b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_marks),      cmocka_unit_test(test_levels),
		cmocka_unit_test(test_words),      cmocka_unit_test(test_numbers),
		cmocka_unit_test(test_units),      cmocka_unit_test(test_ranges_and_codes),
		cmocka_unit_test(test_dates),      cmocka_unit_test(test_document_numbers),
		cmocka_unit_test(test_list_marks), cmocka_unit_test(test_other_scripts),
		cmocka_unit_test(test_titles),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
