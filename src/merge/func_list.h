/* func_list.h - every function and filter: FUNC(C name, Chinese, English, fewest and most arguments, lazy, usage). Included twice; no guard.
 *
 * x | f(a) is f(x, a). lazy functions get their arguments unevaluated. */

/* figures as text */
FUNC(amount, "万元", "wan", 1, 2, false, "万元(金额, 小数位数)")
FUNC(amount, "亿元", "yi", 1, 2, false, "亿元(金额, 小数位数)")
FUNC(amount, "千元", "qian", 1, 2, false, "千元(金额, 小数位数)")
FUNC(amount, "元", "yuan", 1, 2, false, "元(金额, 小数位数)")
FUNC(plain, "数", "num", 1, 2, false, "数(数值, 小数位数)")
FUNC(grouped, "千分位", "thousands", 1, 2, false, "千分位(数值, 小数位数)")
FUNC(percent, "百分比", "percent", 1, 2, false, "百分比(数值, 小数位数)")
FUNC(percent_fixed, "百分比定长", "percent_fixed", 1, 2, false, "百分比定长(数值, 小数位数)")
FUNC(points, "百分点", "points", 1, 2, false, "百分点(百分比之差, 小数位数)")
FUNC(capital, "大写", "capital", 1, 1, false, "大写(金额)")
FUNC(han, "中文数字", "han", 1, 1, false, "中文数字(整数)")
/* numbers */
FUNC(unit, "单位", "unit", 2, 2, false, "单位(数值, 单位)")
FUNC(bare, "去单位", "bare", 1, 1, false, "去单位(数值)")
FUNC(abs, "绝对值", "abs", 1, 1, false, "绝对值(数值)")
FUNC(round, "舍入", "round", 1, 2, false, "舍入(数值, 小数位数)")
FUNC(trunc, "取整", "trunc", 1, 1, false, "取整(数值)")
FUNC(sum, "合计", "sum", 1, 2, false, "合计(表或列表, 列)")
FUNC(max, "最大", "max", 1, 2, false, "最大(表或列表, 列)")
FUNC(min, "最小", "min", 1, 2, false, "最小(表或列表, 列)")
FUNC(average, "平均", "avg", 1, 2, false, "平均(表或列表, 列)")
FUNC(count, "计数", "count", 1, 1, false, "计数(表或列表)")
FUNC(length, "长度", "length", 1, 1, false, "长度(文字或列表)")
/* rates and the phrases of comparison */
FUNC(share, "占比", "share", 2, 2, false, "占比(部分, 总数)")
FUNC(growth, "同比", "growth", 2, 2, false, "同比(本期, 上期)")
FUNC(completion, "完成率", "completion", 2, 2, false, "完成率(完成数, 预算数)")
FUNC(shares, "占比组", "shares", 1, 2, false, "占比组(表或列表, 列)")
FUNC(tail, "尾差说明", "tail_note", 2, 8, false, "尾差说明(总数, 分项…)")
FUNC(change, "增减", "change", 2, 3, false, "增减(本期, 上期, 用语)")
FUNC(change_amount, "增减额", "change_amount", 2, 2, false, "增减额(本期, 上期)")
FUNC(change_rate, "升降", "change_rate", 2, 3, false, "升降(本期, 上期, 用语)")
FUNC(direction, "方向", "direction", 2, 2, false, "方向(本期, 上期)")
/* texts, lists, tables */
FUNC(text, "名称", "text", 1, 1, false, "名称(值)")
FUNC(replace, "替换", "replace", 3, 3, false, "替换(文字, 原文, 新文)")
FUNC(join, "连接", "join", 1, 2, false, "连接(列表, 分隔)")
FUNC(date, "年月日", "date", 1, 1, false, "年月日(日期)")
FUNC(column, "列", "column", 2, 2, false, "列(表或列表, 列)")
FUNC(where, "筛选", "where", 3, 3, false, "筛选(表或列表, 列, 值)")
/* rows of forms by their place */
FUNC(rows_before, "行前", "rows_before", 2, 3, false, "行前(表, 行, 几行)")
FUNC(rows_after, "行后", "rows_after", 2, 3, false, "行后(表, 行, 几行)")
FUNC(rows_ending, "行尾为", "rows_ending", 3, 3, false, "行尾为(表, 列, 文字)")
FUNC(rows_below, "下级", "rows_below", 3, 3, false, "下级(表, 列, 编码)")
/* missing values */
FUNC(otherwise, "默认", "default", 2, 2, true, "默认(值, 缺时)")
FUNC(exists, "存在", "exists", 1, 1, true, "存在(值)")
