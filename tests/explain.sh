#!/bin/sh
# kanyin explain: the chain behind figures of the example and of a small report, and what the dump says of every cell: tests/changes.py
# changes cells and expects exactly what names them to change.
. "$(dirname "$0")/suite.sh"
# shellcheck disable=SC2015 # no never fails
expect() { # WHAT: $work/want against $work/got
	diff -u "$work/want" "$work/got" >"$work/diff" && echo "ok      $1" || no "$1" "$work/diff"
}
# Template folders are named by full path in messages.
explain() { "$kanyin" explain "$@" 2>"$work/err" | sed "s|$PWD/||g" >"$work/got"; }
has() { # WHAT LINE: a whole line of the output
	grep -qxF -- "$2" "$work/got" && echo "ok      $1" || no "$1: no line '$2'" "$work/got"
}

# --- the example: a sentence, a rate, a cell of a statement table, what was typed
explain examples/aba-2022 --text 886.81 --lang zh
has "a cell in a sentence" "  公开01['31', '收入决算数'] = 8868120元，单元格 examples/aba-2022/data/gk01.csv:32:7"
has "its rounding" "  印出：886.812万元，四舍五入到 2 位小数：886.81万元"
has "a cell of a statement table" "  公开01['一、一般公共预算财政拨款收入','收入决算数'] = 8868120元，单元格 examples/aba-2022/data/gk01.csv:2:18"
explain examples/aba-2022 --text 6.53% --lang en
has "a rate is taken of what is printed" "    as printed = 886.81万元"
has "what that was rounded from" "      公开01['31', '收入决算数'] = 8868120元, cell examples/aba-2022/data/gk01.csv:32:7"
has "and rounded itself" "  printed: 6.533961…%, rounded half away from zero to 2 decimals: 6.53%"
explain examples/aba-2022 --text 4005.92亿元 --lang en
grep -q 'typed, not computed, at examples/aba-2022/text/' "$work/got" || no "typed text" "$work/got"
"$kanyin" explain examples/aba-2022 --text 123456789.01 >"$work/got" 2>"$work/err"
[ $? = 1 ] && [ ! -s "$work/got" ] && grep -q 'no such figure' "$work/err" || no "a figure that is not there" "$work/err"

# --- every printed figure of the example has a chain that ends in cells, facts or literals
"$kanyin" explain examples/aba-2022 --diagnostics=json >"$work/all.json" 2>"$work/err" || no "json" "$work/err"
python3 - "$work/all.json" <<'EOF' || bad=1
import json, sys
figures = json.load(open(sys.argv[1], encoding='utf-8'))
ends = lambda t: [t] if not t['inputs'] else [e for i in t['inputs'] for e in ends(i)]
kinds = {}
for f in figures:
    for e in ends(f['trace']):
        kinds[e['kind']] = kinds.get(e['kind'], 0) + 1
        if e['kind'] == 'cell' and '/data/' not in e['origin']:
            sys.exit(f"FAILED  a cell without its place: {f['text']} {e}")
ok = len(figures) > 600 and kinds.get('cell', 0) > 600
print('ok' if ok else 'FAILED', '     every figure:', len(figures), kinds)
sys.exit(not ok)
EOF

# --- a small report: facts, computed columns, --at and --page
mkdir -p "$work/r/tables" && cat >"$work/r/report.xml" <<'EOF'
<report xmlns="urn:kanyin:report">
	<data name="表" src="t.csv" unit="元" key="名称"/>
	<facts><fact name="总额" select="合计(表, '一') + 1万元"/></facts>
	<para>共{{ 总额 }}，大写{{ 总额 | 大写 }}，{{ 3 | 中文数字 }}项，手写12.50万元。</para>
	<table layout="t" data="表"/>
</report>
EOF
cat >"$work/r/tables/t.xml" <<'EOF'
<layout xmlns="urn:kanyin:report" id="t" scale="万元" zero="0.00">
	<title>表</title>
	<columns>
		<column id="名称" source="名称" kind="label"/>
		<column id="一" source="一" kind="number"/>
		<column id="二" source="二" kind="number"/>
		<column id="和" kind="number" sum="一 二"/>
	</columns>
	<head><row><cell>名称</cell><cell>一</cell><cell>二</cell><cell>和</cell></row></head>
	<body><rows/></body>
</layout>
EOF
printf '名称,一,二\n甲,"1,250.00",20049.00\n乙2022,300,400\n' >"$work/r/t.csv"
kanyin=$(realpath "$kanyin")
top=$PWD
cd "$work/r" || exit 1
"$kanyin" explain . --lang en >"$work/all" 2>"$work/err" || no "explain" "$work/err"
sed 's/left [0-9.]* pt, top [0-9.]* pt/HERE/' "$work/all" | head -n 9 >"$work/got"
cat >"$work/want" <<'EOF'
page 1 (numbered 1), HERE: 11550.00元
  stands at ./report.xml:4:9
  总额 = 11550元, fact ./report.xml:3:33
    合计(表, '一') + 1万元 = 11550元, formula ./report.xml:3:33
      合计(表, '一') = 1550元, formula ./report.xml:3:33
        表['甲','一'] = 1250元, cell t.csv:2:3
        表['乙2022','一'] = 300元, cell t.csv:3:7
      1万元 = 1万元, written at ./report.xml:3:46
  printed without rounding
EOF
sed -i 's|cell ./t.csv|cell t.csv|' "$work/got"
expect "a fact over a sum"
sed -n 's/^page.*: \(.*\)/\1/p' "$work/all" >"$work/got"
printf '11550.00元\n壹万壹仟伍佰伍拾元整\n三\n0.13\n2.00\n2.13\n0.03\n0.04\n0.07\n' >"$work/want"
expect "every figure, and no code or name with digits"
"$kanyin" explain . --text 2.13 --lang zh 2>&1 | sed 's/距左 [0-9.]* 磅，距上 [0-9.]* 磅/此处/; s|\./||' >"$work/got"
cat >"$work/want" <<'EOF'
第 1 页（页码 1），此处：2.13
  合计 = 21299元，公式 tables/t.xml:7:4
    表['甲','一'] = 1250元，单元格 t.csv:2:3
    表['甲','二'] = 20049元，单元格 t.csv:2:14
  印出：2.1299万元，四舍五入到 2 位小数：2.13
EOF
expect "a column that is added up"
"$kanyin" explain . --text 12.50万元 --lang zh 2>&1 | sed 's|\./||' | tail -n 1 >"$work/got"
echo '  手工录入，不是计算所得：report.xml:4:52' >"$work/want"
expect "typed by hand"
at=$(sed -n 's/^page.*left \([0-9]*\)[0-9.]* pt, top \([0-9]*\)[0-9.]* pt: 0.04/\1,\2/p' "$work/all")
x=${at%,*}
"$kanyin" explain . --page 1 --at "$((x + 3)).5,${at#*,}" 2>&1 | sed -n 's/^page.*: //p' >"$work/got"
echo 0.04 >"$work/want"
expect "what stands at a point"
for call in "explain" "explain . --page 0" "explain . --at 3" "explain . --at x,y" "explain . x" "explain . --text" "explain --text . "; do
	# shellcheck disable=SC2086 # words of a command line
	"$kanyin" $call >"$work/got" 2>"$work/err"
	[ $? = 2 ] && [ -s "$work/err" ] && [ ! -s "$work/got" ] || no "a wrong call: $call" "$work/err"
done
"$kanyin" explain . --page 2 >"$work/got" 2>"$work/err"
[ $? = 1 ] || no "a page that is not there"
"$kanyin" explain --text=11550.00 . >"$work/got" 2>"$work/err" && "$kanyin" explain --text 11550.00 . >"$work/want" 2>"$work/err" || no "--text=FIGURE" "$work/err"
expect "--text=FIGURE"

# --- figures in table cells and around tables: with words, of phrases, several in one cell; shares; words
mkdir -p "$work/c/tables" && cd "$work/c" || exit 1
printf '项目,本年,上年\n甲,886.81,832.42\n乙,0.07,0.24\n丙,5,5\n' >t.csv
cat >department.xml <<'EOF'
<facts xmlns="urn:kanyin:report"><fact name="部门">某某局</fact><fact name="总额" type="amount" unit="万元">1.5</fact></facts>
EOF
cat >tables/u.xml <<'EOF'
<layout xmlns="urn:kanyin:report" id="u" scale="万元" zero="blank">
	<title>表{{ 总额 }}</title><number>第{{ 7 }}号</number><left>左{{ 表['甲','本年'] }}</left><right>右{{ 表['甲','上年'] }}</right>
	<columns>
		<column id="n" source="项目" kind="label"/><column id="a" source="本年" kind="number" label="本年{{ 表['乙','本年'] }}" width="40mm"/>
		<column id="b" source="上年" kind="number" label="上年" width="40mm"/><column id="s" kind="number" sum="a b" label="和" width="40mm"/>
	</columns>
	<head>
		<row><cell vertical="yes">竖（{{ 8 }}）</cell><cell colspan="3">表头</cell></row>
		<row rest="labels"><cell>头{{ 表['乙','上年'] }}</cell></row>
	</head>
	<body>
		<row sum="data"><cell>合计{{ 9 }}</cell></row>
		<row><cell>变</cell><cell colspan="3">{{ 增减(表['甲','本年'], 表['甲','上年']) }}</cell></row>
		<row><cell>减</cell><cell colspan="3" select="增减额(表['乙','本年'], 表['乙','上年'])"/></row>
		<row><cell>占</cell><cell colspan="3" select="占比组(data.本年) | 连接"/></row>
		<row><cell>约</cell><cell colspan="3" select="'约' ~ 表['丙','本年']"/></row>
		<rows/>
	</body>
	<note>注{{ 表['丙','上年'] }}</note><sign>签{{ 10 }}</sign>
</layout>
EOF
cat >report.xml <<'EOF'
<report xmlns="urn:kanyin:report">
	<facts src="department.xml"/><data name="表" src="t.csv" unit="万元" key="项目"/>
	<toc title="目录"/>
	<section title="标题{{ 11 }}" number="{{ 12 }}、">
		<table layout="u" data="表"/>
		<grid title="格{{ 13 }}"><column/><row><cell>{{ 增减(表['甲','本年'], 表['甲','上年']) }}</cell></row></grid>
		<para>{{ 部门 }}{{ 增减(表['丙','本年'], 表['丙','上年']) }}，{{ 方向(表['甲','本年'], 表['甲','上年']) }}。</para>
	</section>
</report>
EOF
"$kanyin" explain . --lang en >"$work/all" 2>"$work/err" || no "explain tables" "$work/err"
sed -n 's/^page.*: \(.*\)/\1/p' "$work/all" | tr '\n' ' ' >"$work/got"
printf '%s ' 12 11 1.50万元 7 886.81万元 832.42万元 8 0.24万元 0.07万元 9 891.88 837.66 1,729.54 54.39万元 6.53% 0.17万元 99.43% 0.01% 0.56% 5.00万元 \
	886.81 832.42 1,719.23 0.07 0.24 0.31 5.00 5.00 10.00 5.00万元 10 13 54.39万元 6.53% >"$work/want"
expect "figures of tables, without the words around them"
grep -q 'typed, not computed' "$work/all" && no "a computed figure is called typed" "$work/all"
"$kanyin" explain . --text 99.43% --lang zh 2>&1 | sed '1,2d; s|\./||' >"$work/got"
cat >"$work/want" <<'EOF'
  占比组(data.本年) = 99.43%，公式 tables/u.xml:15:48
    占比(第1项) = 99.431538…%，公式 tables/u.xml:15:48
      表['甲','本年'] = 886.81万元，单元格 t.csv:2:3
      合计 = 891.88万元，公式 tables/u.xml:15:48
        表['甲','本年'] = 886.81万元，单元格 t.csv:2:3
        表['乙','本年'] = 0.07万元，单元格 t.csv:3:3
        表['丙','本年'] = 5万元，单元格 t.csv:4:3
  为使各项占比合计为 100%，按最大余数法取：99.431538…% → 99.43%
EOF
expect "a share says which item it is and why it was rounded so"
for call in "某某局|  部门, fact department.xml:1:50" "持平|  增减(表['丙','本年'], 表['丙','上年']), formula report.xml:7:20" \
	"持平|    表['丙','上年'] = 5万元, cell t.csv:4:5" "乙|  表['乙','项目'], cell t.csv:3:1" "表头|  typed, not computed, at tables/u.xml:8:47" \
	"增加|    表['甲','上年'] = 832.42万元, cell t.csv:2:10"; do
	"$kanyin" explain . --text "${call%%|*}" --lang en 2>&1 | sed 's|\./||' >"$work/got"
	has "words: ${call%%|*}" "${call#*|}"
done
"$kanyin" explain . --page 1 --text 11 --lang en 2>&1 | sed 's|\./||' >"$work/got"
has "a line of the contents" "  in the contents, made from the headings, at report.xml:3:3"
"$kanyin" dump doc . 2>/dev/null | sed -n 's|\./||g; s/^    cell [0-9]*,3 .*"\(1,7[0-9.]*\)"/\1/p' >"$work/got"
cat >"$work/want" <<'EOF'
1,729.54 {合计 {合计 {表['甲','本年'] @t.csv:2:3} {表['甲','上年'] @t.csv:2:10}} {合计 {表['乙','本年'] @t.csv:3:3} {表['乙','上年'] @t.csv:3:8}} {合计 {表['丙','本年'] @t.csv:4:3} {表['丙','上年'] @t.csv:4:5}}}  @tables/u.xml:12:4
1,719.23 {合计 {表['甲','本年'] @t.csv:2:3} {表['甲','上年'] @t.csv:2:10}}  @t.csv:2:3
EOF
expect "the dump names every cell of a sum"
"$kanyin" dump pages . 2>/dev/null | grep -c 'text .*"\(1,719.23\|54.39\|0.17\|1.50\)".*{.*@.*}' >"$work/got"
echo 5 >"$work/want"
expect "so does that of the pages"
cd "$work/r" || exit 1

# --- facts of a workbook: a caption above the header, the cell in the chain
python3 - facts.xlsx <<'EOF'
import sys, zipfile
rows = [['某局基本情况'], ['名称', '值', '单位', '类型'], ['年度', 2022], ['总额', 1200.5, '万元', '金额'], ['人数', 12, '人'], ['编号', '0012'],
        ['科室', '办公室、预算科', '', '列表']]
cell = lambda r, c, v: (f'<c r="{"ABCD"[c]}{r}"><v>{v}</v></c>' if isinstance(v, (int, float)) else
                        f'<c r="{"ABCD"[c]}{r}" t="inlineStr"><is><t>{v}</t></is></c>')
sheet = ''.join(f'<row r="{r}">' + ''.join(cell(r, c, v) for c, v in enumerate(row)) + '</row>' for r, row in enumerate(rows, 1))
main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
pkg = 'http://schemas.openxmlformats.org/package/2006'
with zipfile.ZipFile(sys.argv[1], 'w') as z:
    z.writestr('[Content_Types].xml', f'<Types xmlns="{pkg}/content-types"><Default Extension="rels" '
               'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" '
               'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override '
               'PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>')
    z.writestr('_rels/.rels', f'<Relationships xmlns="{pkg}/relationships"><Relationship Id="r1" Type="{rel}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    z.writestr('xl/workbook.xml', f'<workbook xmlns="{main}" xmlns:r="{rel}"><sheets><sheet name="事实" sheetId="1" r:id="r1"/></sheets></workbook>')
    z.writestr('xl/_rels/workbook.xml.rels', f'<Relationships xmlns="{pkg}/relationships"><Relationship Id="r1" Type="{rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>')
    z.writestr('xl/worksheets/sheet1.xml', f'<worksheet xmlns="{main}"><sheetData>{sheet}</sheetData></worksheet>')
EOF
cat >report.xml <<'EOF'
<report xmlns="urn:kanyin:report">
	<facts src="facts.xlsx" sheet="事实"/>
	<para>{{ 年度 - 1 }}年{{ 编号 }}，{{ 科室 | 连接('和') }}，人均{{ 总额 / 人数 }}。</para>
</report>
EOF
"$kanyin" dump doc . 2>&1 | sed -n 's/^  para body "\(.*\)"  @.*/\1/p; /error/p' >"$work/got"
echo '2021年0012，办公室和预算科，人均100.04万元。' >"$work/want"
expect "facts of a workbook"
"$kanyin" explain . --text 100.04 --lang zh 2>&1 | sed 's|\./||g' | sed -n '4,5p' >"$work/got"
printf '    总额 = 1200.5万元，事实 facts.xlsx!事实!B4\n    人数 = 12人，事实 facts.xlsx!事实!B5\n' >"$work/want"
expect "the cell of a workbook in the chain"

# --- messages in both languages
cat >report.xml <<'EOF'
<report xmlns="urn:kanyin:report" reason-threshold="10%">
	<facts><fact name="甲" select="乙"/><fact name="乙" select="甲"/></facts>
	<para>{{ 增减(3, 2) }}{{ 尾差说明(5万元, 3万元, 3万元) }}</para>
</report>
EOF
"$kanyin" dump doc . --lang zh 2>&1 >/dev/null | sed 's|\./||g' >"$work/got"
cat >"$work/want" <<'EOF'
report.xml:2:32: 错误: 事实互相引用成环：甲 (report.xml:2:32) → 乙 (report.xml:2:59) → 甲；都没有值 [fact-cycle]
report.xml:3:8: 警告: “50%”：变动达到 10%，同一段内应说明主要原因 [reason-missing]
report.xml:3:25: 错误: 尾差说明(5万元, 3万元, 3万元)：各项相加为 6.00万元，总数为 5.00万元，超出四舍五入尾差 [not-a-tail]
EOF
expect "messages in Chinese"
cd "$top" || exit 1

# --- the dump names every cell that a figure rests on
mkdir "$work/changes"
python3 tests/changes.py "$kanyin" examples/aba-2022 "$work/changes" >"$work/got" 2>&1 || no "changed cells" "$work/got"
sed 's/^/ok      changed cells: /' "$work/got" | tail -n 1
exit $bad
