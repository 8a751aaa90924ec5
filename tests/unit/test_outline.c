/* test_outline.c - headings, run-in headings and list items in prose as officers type it, and the punctuation. The texts are
 * shortened from published reports. */
#include "unit.h"

#include "merge/outline.h"

/* One line each: kind, level, and the text; of run-in headings the heading alone, of paragraphs and items the first characters. */
static void print_lines(struct buf *out, const struct outline_line *lines, size_t n)
{
	static const char kinds[] = "pHRPATi";

	for (size_t i = 0; i < n; i++) {
		struct str s = lines[i].text.str;
		size_t len = lines[i].kind == OUTLINE_RUN_IN ? lines[i].head_len : s.len;

		if (lines[i].kind == OUTLINE_PARA || lines[i].kind == OUTLINE_ITEM) {
			size_t n_chars = 0, k = 0;

			while (k < len && n_chars < 6) {
				k++;
				n_chars += k == len || ((unsigned char)s.ptr[k] & 0xC0) != 0x80;
			}
			len = k;
		}
		buf_char(out, kinds[lines[i].kind]);
		if (lines[i].level)
			buf_printf(out, "%d", lines[i].level);
		buf_printf(out, " %.*s\n", (int)len, s.ptr);
	}
}

/* The same whether the punctuation was typed full or half width. */
static void check(const char *typed, const char *expected, int line)
{
	struct arena *arena = arena_new();
	struct source src = { .path = STR("t.txt"), .text = str_from(typed) };
	struct text text = text_plain(arena, src.text, (struct origin){ &src, 1, 1 });
	struct text full = outline_fullwidth(arena, &text);
	struct outline_line *lines;
	struct buf out;
	size_t n, m;

	buf_init(&out);
	lines = outline_read(arena, &full, true, &n);
	print_lines(&out, lines, n);
	unit_assert_str(buf_as_str(&out), expected, __FILE__, line);
	lines = outline_read(arena, &text, true, &m);
	assert_int_equal(m, n);
	for (size_t i = 0; i < n; i++)
		assert_int_equal(lines[i].level, outline_read(arena, &full, true, &m)[i].level);
	buf_release(&out);
	arena_drop(arena);
}

#define assert_outline(typed, expected) check((typed), (expected), __LINE__)

static void parts_and_sections(void **state)
{
	(void)state;
	assert_outline("第二部分 2022年度部门决算情况说明\n"
	               "一、收入支出决算总体情况说明\n"
	               "2022年部门收入总计886.81万元。\n"
	               "五、一般公共预算财政拨款支出决算情况说明\n"
	               "(一)一般公共预算财政拨款支出决算总体情况\n"
	               "2022年一般公共预算财政拨款支出886.81万元。\n"
	               "一般公共预算财政拨款支出决算变动情况\n"
	               "八、政府性基金预算支出决算情况说明\n"
	               "无\n"
	               "第三部分 名词解释\n"
	               "第三部分是名词解释。\n",
	               "P 第二部分 2022年度部门决算情况说明\n"
	               "H1 一、收入支出决算总体情况说明\n"
	               "p 2022年部\n"
	               "H1 五、一般公共预算财政拨款支出决算情况说明\n"
	               "H2 （一）一般公共预算财政拨款支出决算总体情况\n"
	               "p 2022年一\n"
	               "p 一般公共预算\n"
	               "H1 八、政府性基金预算支出决算情况说明\n"
	               "p 无\n"
	               "P 第三部分 名词解释\n"
	               "p 第三部分是名\n");
}

static void nested_in_the_same_style(void **state)
{
	(void)state;
	assert_outline("(一)主要职能\n"
	               "我中心主要职责为:\n"
	               "1.贯彻执行国家政务服务的方针、政策、法律、法规以及州委、州政府的决策部署,参与起草有关规范性文件等。\n"
	               "2.负责全州12345政务服务热线管理和业务指导工作。\n"
	               "3.对县(市)级政务服务工作进行业务指导,参与相关业务工作的调研和培训。\n"
	               "4.承办州政府交办及有关部门委托办理的其他事项。\n"
	               "(二)2022年重点工作完成情况\n"
	               "(一)抓自身建设,统筹发力,让群众办事只进“一扇门”\n"
	               "一是规范政务大厅管理。全面落实有关意见。\n"
	               "(二)抓线上集成,集中攻坚,让群众办事实现指尖办\n"
	               "1.建设平台\n"
	               "二是优化服务事项全流程。\n"
	               "(三)抓服务便民\n"
	               "三是全力拓展服务领域。\n"
	               "(三)下年打算\n"
	               "再接再厉。\n"
	               "二、机构设置\n"
	               "(一)内设机构\n"
	               "内设机构4个。\n",
	               "H2 （一）主要职能\n"
	               "p 我中心主要职\n"
	               "i 1.贯彻执行\n"
	               "i 2.负责全州\n"
	               "i 3.对县（市\n"
	               "i 4.承办州政\n"
	               "H2 （二）2022年重点工作完成情况\n"
	               "H3 （一）抓自身建设，统筹发力，让群众办事只进“一扇门”\n"
	               "p 一是规范政务\n"
	               "H3 （二）抓线上集成，集中攻坚，让群众办事实现指尖办\n"
	               "H4 1.建设平台\n"
	               "p 二是优化服务\n"
	               "H3 （三）抓服务便民\n"
	               "p 三是全力拓展\n"
	               "H2 （三）下年打算\n"
	               "p 再接再厉。\n"
	               "H1 二、机构设置\n"
	               "H2 （一）内设机构\n"
	               "p 内设机构4个\n");
}

static void run_in_headings(void **state)
{
	(void)state;
	assert_outline("十、其他重要事项的情况说明\n"
	               "(一)机关运行经费支出情况。2022年,中心机关运行经费支出499.65万元,增长7.8%\n"
	               "(二)国有资产占有使用情况。截止2022年12月31日,中心共有车辆2辆。\n"
	               "(三)预算绩效管理情况。根据预算绩效管理要求,开展了评估。\n"
	               "本部门按要求开展绩效自评。\n"
	               "1.项目绩效目标完成情况。本部门真实准确反映了实际完成情况。\n"
	               "(1)12345政务服务热线项目绩效目标完成情况综述。项目全年预算数140.44万元。\n"
	               "(2)培训费项目绩效目标完成情况综述。项目全年预算数20万元。\n"
	               "2.部门绩效评价结果。本部门按要求对2022年部门整体支\n"
	               "出绩效评价情况开展自评。\n",
	               "H1 十、其他重要事项的情况说明\n"
	               "R2 （一）机关运行经费支出情况。\n"
	               "R2 （二）国有资产占有使用情况。\n"
	               "R2 （三）预算绩效管理情况。\n"
	               "p 本部门按要求\n"
	               "R3 1.项目绩效目标完成情况。\n"
	               "R4 （1）12345政务服务热线项目绩效目标完成情况综述。\n"
	               "R4 （2）培训费项目绩效目标完成情况综述。\n"
	               "R3 2.部门绩效评价结果。\n"
	               "p 出绩效评价情\n");
	assert_outline("六、部门整体支出绩效情况\n"
	               "(一)“放管服”改革纵深推进。一是“三集中三到位”改革成效显著。二是政务服务事项统一规范。\n"
	               "(二)基层政务服务(一门式)全覆盖全面推进。我市深入落实文件要求。\n",
	               "H1 六、部门整体支出绩效情况\n"
	               "R2 （一）“放管服”改革纵深推进。\n"
	               "R2 （二）基层政务服务（一门式）全覆盖全面推进。\n");
}

static void headings_with_a_stop(void **state)
{
	(void)state;
	assert_outline("一、基本情况。\n"
	               "一是继续对标省定改革中心工作。\n"
	               "(一)机构组成。\n"
	               "中心为正县级事业单位。\n"
	               "(二)人员概况。总编制16人。\n"
	               "(三)存在问题。\n"
	               "无。\n"
	               "1.主要职能。\n"
	               "主要职责是:\n",
	               "H1 一、基本情况。\n"
	               "p 一是继续对标\n"
	               "H2 （一）机构组成。\n"
	               "p 中心为正县级\n"
	               "R2 （二）人员概况。\n"
	               "H2 （三）存在问题。\n"
	               "p 无。\n"
	               "H3 1.主要职能。\n"
	               "p 主要职责是：\n");
}

static void lists(void **state)
{
	(void)state;
	assert_outline(
		"一、部门(单位)基本情况\n"
		"1.主要职能。\n"
		"主要职责是:\n"
		"(一)负责组织开展行政审批制度改革、政务管理服务、智慧城市建设方面重大问题的调查研究,拟订政策。研究拟订措施。\n"
		"(二)负责推进全市政务管理服务体系建设。统筹推进全市工作。\n"
		"(三)完成市委、市政府交办的其他任务。\n"
		"2、机构设置\n"
		"机关内设7个科室。\n",
		"H1 一、部门（单位）基本情况\n"
		"H3 1.主要职能。\n"
		"p 主要职责是：\n"
		"i （一）负责组\n"
		"i （二）负责推\n"
		"i （三）完成市\n"
		"H3 2、机构设置\n"
		"p 机关内设7个\n");
	assert_outline("第三部分 名词解释\n"
	               "1.财政拨款收入:指单位从同级财政部门取得的财政预算资金。\n"
	               "2.其他收入:指单位取得的除上述收入以外的各项收入。主要是…(收入类型)等。\n"
	               "8、年末结转和结余:指单位结转到下年继续使用的资金。\n"
	               "9.一般公共服务(类)…(款)…(项):指……。\n"
	               "10.……。\n",
	               "P 第三部分 名词解释\n"
	               "i 1.财政拨款\n"
	               "i 2.其他收入\n"
	               "i 8、年末结转\n"
	               "i 9.一般公共\n"
	               "i 10.……。\n");
	assert_outline("(三)改进建议\n"
	               "1.进一步细化预算编制工作,认真做好预算编制。\n"
	               "2.进一步加强财务管理,严格财务审核。在费用报账支付时,按照规定进行。\n"
	               "(四)具体情况\n"
	               "1.因公出国(境)经费支出0万元,完成预算0%。全年安排因公出国(境)团组0次。\n"
	               "2.公务接待费支出0.07万元,完成预算0.67%。主要用于接待。\n"
	               "1、一般公共服务(类)支出决算为817.38万元\n",
	               "H2 （三）改进建议\n"
	               "i 1.进一步细\n"
	               "i 2.进一步加\n"
	               "H2 （四）具体情况\n"
	               "i 1.因公出国\n"
	               "i 2.公务接待\n"
	               "i 1、一般公共\n");
}

static void topics_and_points(void **state)
{
	(void)state;
	assert_outline(
		"(一)通用指标绩效分析\n"
		"1.项目决策\n"
		"根据县政府批复。\n"
		"2.项目管理\n"
		"项目严格遵守规定。\n"
		"(二)效益情况\n"
		"1.拓展“天府通办”分站点线上功能。提升分站点能力。\n"
		"2.强化了一体化政务服务平台运维支撑能力。一是强化督促整改。\n"
		"(三)其他\n"
		"3.资产管理情况。县局资产分为流动资产、固定资产。\n"
		"5.及时按要求公开单位预算、决算、整体支出绩效自评报告及其他按要求应公开的绩效信息;按要求报送。就此分析。\n",
		"H2 （一）通用指标绩效分析\n"
		"H3 1.项目决策\n"
		"p 根据县政府批\n"
		"H3 2.项目管理\n"
		"p 项目严格遵守\n"
		"H2 （二）效益情况\n"
		"R3 1.拓展“天府通办”分站点线上功能。\n"
		"R3 2.强化了一体化政务服务平台运维支撑能力。\n"
		"H2 （三）其他\n"
		"R3 3.资产管理情况。\n"
		"i 5.及时按要\n");
}

static void attachments(void **state)
{
	(void)state;
	assert_outline("第四部分 附件\n"
	               "附件1\n"
	               "某某政府政务服务中心\n"
	               "2022年部门整体支出绩效评价报告\n"
	               "一、部门概况\n"
	               "无。\n"
	               "附 件 2:\n"
	               "部门预算项目支出绩效自评报告\n"
	               "(12345政务服务热线项目)\n"
	               "一、基本情况\n"
	               "六、相关措施建议\n"
	               "无\n"
	               "部门预算项目支出绩效自评报告\n"
	               "(培训费项目)\n"
	               "一、基本情况\n"
	               "无\n"
	               "附件3 2022年部门预算自评表\n"
	               "一、得分\n",
	               "P 第四部分 附件\n"
	               "A 附件1\n"
	               "T 某某政府政务服务中心\n"
	               "T 2022年部门整体支出绩效评价报告\n"
	               "H1 一、部门概况\n"
	               "p 无。\n"
	               "A 附 件 2：\n"
	               "T 部门预算项目支出绩效自评报告\n"
	               "T （12345政务服务热线项目）\n"
	               "H1 一、基本情况\n"
	               "H1 六、相关措施建议\n"
	               "p 无\n"
	               "T 部门预算项目支出绩效自评报告\n"
	               "T （培训费项目）\n"
	               "H1 一、基本情况\n"
	               "p 无\n"
	               "A 附件3\n"
	               "T 2022年部门预算自评表\n"
	               "H1 一、得分\n");
	assert_outline("其他需要说明的情况\n"
	               "附件:\n"
	               "1、部门整体支出绩效评价基础数据表\n"
	               "2、部门整体支出绩效自评表\n"
	               "附件1\n"
	               "2020年度部门整体支出绩效评价基础数据表\n"
	               "财政供养人员情况(人)\n"
	               "附件2中的数据见下文。\n",
	               "p 其他需要说明\n"
	               "p 附件：\n"
	               "i 1、部门整体\n"
	               "i 2、部门整体\n"
	               "A 附件1\n"
	               "T 2020年度部门整体支出绩效评价基础数据表\n"
	               "p 财政供养人员\n"
	               "p 附件2中的数\n");
	assert_outline("附件：1.收入支出决算总表\n附件2：项目支出绩效自评报告\n某某局\n2023年9月1日\n", "p 附件：1.收\n"
	                                                                                                "p 附件2：项目\n"
	                                                                                                "p 某某局\n"
	                                                                                                "p 2023年9\n");
}

static void no_numbering(void **state)
{
	(void)state;
	assert_outline("2.44 万元为上年结转\n1.5倍\n1.1-10月收入\n15:15开会\n7×24小时服务\n12345热线运行平稳\n5、6月份开展检查\n"
	               "二、三季度工作安排\n一、二、三产业融合\n(84分)\n(2022年)\n3.8妇女节\n14\n1.\n一、\n100%\n",
	               "p 2.44 万\np 1.5倍\np 1.1-10\np 15:15开\np 7×24小时\np 12345热\np 5、6月份开\n"
	               "p 二、三季度工\np 一、二、三产\np （84分）\np （2022年\np 3.8妇女节\np 14\np 1.\np 一、\np 100%\n");
}

static void other_numbering(void **state)
{
	(void)state;
	assert_outline(
		"一.基本情况\n㈠主要职能\n⒈机构设置\n内设机构4个。\n１．人员情况\n共3人。\n1)"
	        "资金管理情况\n专款专用。\n⑵绩效情况\n良好。\n"
		"①甲方案\n1.2022年预算执行情况\n良好。\n2.12345热线运行情况\n良好。\n",
		"H1 一.基本情况\nH2 ㈠主要职能\nH3 ⒈机构设置\np 内设机构4个\nH3 １．人员情况\np 共3人。\nH4 1）资金管理情况\np "
	        "专款专用。\n"
		"H4 ⑵绩效情况\np 良好。\ni ①甲方案\nH3 1.2022年预算执行情况\np 良好。\nH3 2.12345热线运行情况\np 良好。\n");
}

static void lines_and_places(void **state)
{
	struct arena *arena = arena_new();
	struct source src = { .path = STR("t.txt"), .text = STR("　　一、 概况\xC2\xA0\n\n \xC2\xA0\r\n情况(甲)良好. \r无") };
	struct text text = text_plain(arena, src.text, (struct origin){ &src, 1, 1 });
	struct text full = outline_fullwidth(arena, &text);
	struct outline_line *lines;
	size_t n;

	(void)state;
	lines = outline_read(arena, &full, true, &n);
	assert_int_equal(n, 3);
	assert_str(lines[0].text.str, "一、概况");
	assert_int_equal(lines[0].mark_len, 6);
	assert_int_equal(text_origin(&lines[0].text, 0).col, 3);
	assert_int_equal(text_origin(&lines[0].text, 6).col, 6); /* a blank was dropped */
	assert_str(lines[1].text.str, "情况（甲）良好。");
	assert_int_equal(text_origin(&lines[1].text, 0).line, 4);
	assert_int_equal(text_origin(&lines[1].text, 9).col, 4);
	lines = outline_read(arena, &text, false, &n);
	assert_int_equal(n, 3);
	assert_int_equal(lines[0].kind, OUTLINE_PARA);
	assert_str(lines[0].text.str, "一、 概况");
	lines = outline_read(arena, &(struct text){ .str = STR("") }, true, &n);
	assert_int_equal(n, 0);
	arena_drop(arena);
}

static void check_full(const char *typed, const char *expected, int line)
{
	struct arena *arena = arena_new();
	struct text text = text_plain(arena, str_from(typed), (struct origin){ 0 });
	struct text full = outline_fullwidth(arena, &text);

	unit_assert_str(full.str, expected, __FILE__, line);
	unit_assert_str(outline_fullwidth(arena, &full).str, expected, __FILE__, line);
	arena_drop(arena);
}

#define assert_full(typed, expected) check_full((typed), (expected), __LINE__)
#define assert_same(typed) check_full((typed), (typed), __LINE__)

static void marks(void **state)
{
	(void)state;
	assert_full("收入总计832.42万元,,较2021年增加;增长6.1%,占100%,2022年:",
	            "收入总计832.42万元，，较2021年增加；增长6.1%，占100%，2022年：");
	assert_full("畅快体验! 是吗?", "畅快体验！是吗？");
	assert_full("增加38.9,增长7.8%", "增加38.9，增长7.8%");
	assert_full("使用Java,Python等,含APP:下载", "使用Java，Python等，含APP：下载");
	assert_full("完成预算100%.2022年“三公”经费", "完成预算100%。2022年“三公”经费");
	assert_full("推行“交房即交证”.市本级", "推行“交房即交证”。市本级");
	assert_full("情况良好.\n下载APP.\n增长7.8.", "情况良好。\n下载APP。\n增长7.8。");
	assert_full("分别为:一是…;二是…", "分别为：一是…；二是…");
	assert_full("图1:2021年收入,附件1:2022年报告,指标1:12345热线", "图1：2021年收入，附件1：2022年报告，指标1：12345热线");
}

static void marks_that_stay(void **state)
{
	(void)state;
	assert_same("会议15:15开始，比例为3:1，共1,234.56万元，1-10月完成7×24小时，“4+6+N”");
	assert_same("标准DB51/T 1174—2010，电话0837-2822345，版本2.0");
	assert_same("见http://www.aba.gov.cn/a.html?x=1,2;y=3和www.aba.gov.cn，邮箱a.b@aba.gov.cn。");
	assert_same("1.贯彻执行\n12.教育\n一.概况\n（一）.总体\n1.厉行节约；2.错列公务接待费");
	assert_same("Hello, world (A1); f(x, y): it's a \"test\"... <b>a--b</b>!");
	assert_same("公式 f(x) 与 if (a<b) 不变，首页 > 财政，表格&nbsp;空格");
	assert_same("文件：部门决算公开报表.xls");
	assert_same("、。“”‘’《》〔〕【】—…㎡‰×");
	assert_same("");
}

static void brackets(void **state)
{
	(void)state;
	assert_full("对州直部门(单位)、县(市)2台(套),附件(A1)和表格(B)",
	            "对州直部门（单位）、县（市）2台（套），附件（A1）和表格（B）");
	assert_full("(一)总体\n(1)12345热线\n1)其他", "（一）总体\n（1）12345热线\n1）其他");
	assert_full("共(3人(含1人(A)))", "共（3人（含1人（A）））");
	assert_full("（半边)与(半边）", "（半边）与（半边）");
	assert_full("(名词解释部分罗列,", "（名词解释部分罗列，");
	assert_full("关于印发<方案>、<2022年意见>的通知,小于<5%,大于>3%",
	            "关于印发〈方案〉、〈2022年意见〉的通知，小于<5%，大于>3%");
	assert_full("《关于印发<2022方案>的通知》", "《关于印发〈2022方案〉的通知》");
	assert_full("实际规模(㎡)\n(㎡)", "实际规模（㎡）\n（㎡）");
}

static void quotes(void **state)
{
	(void)state;
	assert_full("推进\"放管服\"改革,\"最多跑一次\"。", "推进“放管服”改革，“最多跑一次”。");
	assert_full("他说:\"好。\"又说:\"要快,\"于是", "他说：“好。”又说：“要快，”于是");
	assert_full("\"第一段\n\"第二段\"", "“第一段\n“第二段”");
	assert_full("加入“‘跨域通办’联盟”,'一窗'和it's", "加入“‘跨域通办’联盟”，‘一窗’和it's");
}

static void dots_and_dashes(void **state)
{
	(void)state;
	assert_full("等等...,其他。。。。", "等等……，其他……");
	assert_full("改革--创新", "改革——创新");
	assert_same("1.. 2..“一件事”");
	assert_same("a--b与……——");
}

static void blanks(void **state)
{
	(void)state;
	assert_full("一般公共服务: 支出决算,“升级” ;积极。 2022年", "一般公共服务：支出决算，“升级”；积极。2022年");
	assert_full("(二) 实施目的", "（二）实施目的");
	assert_same("深化改革 确保落地 【大】 【中】");
	assert_full("作者: 来源:某局 字体: 填表人:    日期:", "作者： 来源：某局 字体： 填表人：    日期：");
}

static void spans_move_along(void **state)
{
	struct arena *arena = arena_new();
	struct source src = { .path = STR("t.txt"), .text = STR("") };
	struct text_builder b;
	struct text text, full;
	struct outline_line *lines;
	size_t n;

	(void)state;
	text_builder_init(&b);
	text_builder_write(&b, STR("(一) 收入: "), (struct origin){ &src, 1, 1 });
	text_builder_place(&b, (struct origin){ &src, 1, 9 });
	buf_z(&b.str, "1,234.56万元,增(减)");
	text_builder_span(&b, b.str.len - strlen("1,234.56万元,增(减)"), SPAN_FIGURE, 0, NULL);
	text_builder_write(&b, STR(",完成(100%)。\n二、其他"), (struct origin){ &src, 1, 20 });
	text = text_builder_take(&b, arena);
	full = outline_fullwidth(arena, &text);
	assert_str(full.str, "（一）收入：1,234.56万元,增(减)，完成（100%）。\n二、其他");
	assert_int_equal(full.nspans, 1);
	assert_str(str_sub(full.str, full.spans[0].from, full.spans[0].to), "1,234.56万元,增(减)");
	assert_int_equal(text_origin(&full, full.spans[0].from).col, 9);
	assert_int_equal(text_origin(&full, full.spans[0].to).col, 20);
	lines = outline_read(arena, &full, true, &n);
	assert_int_equal(n, 2);
	assert_int_equal(text_origin(&lines[1].text, 0).line, 2);
	assert_int_equal(text_origin(&lines[1].text, 3).col, 2);
	assert_int_equal(lines[0].text.nspans, 1);
	arena_drop(arena);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(parts_and_sections),
		cmocka_unit_test(nested_in_the_same_style),
		cmocka_unit_test(run_in_headings),
		cmocka_unit_test(headings_with_a_stop),
		cmocka_unit_test(lists),
		cmocka_unit_test(topics_and_points),
		cmocka_unit_test(attachments),
		cmocka_unit_test(no_numbering),
		cmocka_unit_test(other_numbering),
		cmocka_unit_test(lines_and_places),
		cmocka_unit_test(marks),
		cmocka_unit_test(marks_that_stay),
		cmocka_unit_test(brackets),
		cmocka_unit_test(quotes),
		cmocka_unit_test(dots_and_dashes),
		cmocka_unit_test(blanks),
		cmocka_unit_test(spans_move_along),
	};

	return cmocka_run_group_tests_name("outline", tests, NULL, NULL);
}
