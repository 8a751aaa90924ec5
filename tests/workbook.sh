#!/bin/sh
# tests/workbook.sh - workbooks through the whole program: figures of a sheet in the text, places of messages in sheets and descriptions, files that
# are not what their names say. Every refused file gives one error.
cd "$(dirname "$0")/.." || exit 2
: "${KANYIN:=build/kanyin}"
kanyin=$(realpath "$KANYIN")
data=$(pwd)/tests/data/workbook
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 2
failed=0

fail() {
	failed=$((failed + 1))
	echo "FAILED: $1"
}

# report ATTRIBUTES TEXT: a description with one source.
report() {
	printf '<report xmlns="urn:kanyin:report" style="gbt9704">\n<data name="表" %s/>\n<para>%s</para>\n</report>\n' "$1" "$2" > report.xml
}

# says TEXT ATTRIBUTES EXPRESSION
says() {
	report "$2" "$3"
	LC_ALL=C "$kanyin" dump doc . > doc 2> err || fail "$2: $(cat err)"
	grep -qF -- "$1" doc || fail "$2 does not say $1: $(cat doc)"
}

# refuses MESSAGE ATTRIBUTES [EXPRESSION]
refuses() {
	report "$2" "${3-一段文字。}"
	LC_ALL=C "$kanyin" check --lang en . > /dev/null 2> err
	code=$?
	sed -i 's|^\./||' err
	[ $code -eq 1 ] || fail "$2: exit code $code, expected 1"
	[ "$(grep -c 'error: ' err)" -eq 1 ] || fail "$2: one error was expected: $(cat err)"
	grep -qF -- "$1" err || fail "$2: expected $1, got: $(cat err)"
}

mkdir data
cp "$data"/*.xls "$data"/*.xlsx "$data"/plain.csv data/

# the figures
for ext in xls xlsx; do
	says "合计941.50万元" "src=\"data/statement-libreoffice.$ext\" key=\"科目名称\"" "合计{{ 表['合计', '合计'] }}"
	says "941.20万元，完成99.88%" "src=\"data/statement-libreoffice.$ext\" key=\"科目名称\" header=\"auto\" sheet=\"公开03表\"" \
		"{{ 表['合计', '基本支出'] }}，完成{{ 表['合计', '完成率'] }}"
	says "12.5" "src=\"data/statement-libreoffice.$ext\" sheet=\"公开 04表\" range=\"B3:C9\"" "{{ 表['收入', '金额'] }}"
done
for file in plain.csv plain-openpyxl.xlsx plain-xlsxwriter.xlsx plain-libreoffice.xls plain-libreoffice.xlsx; do
	says "886.81元" "src=\"data/$file\" key=\"科目编码 科目名称\" unit=\"元\" header=\"auto\"" "{{ 表['2010350', '本年支出合计'] | 元 }}"
done

# renamed: the content counts
cp data/plain-libreoffice.xls data/sheet.csv
cp data/plain.csv data/text.xlsx
says "886.81元" 'src="data/sheet.csv" key="科目编码" unit="元"' "{{ 表['2010350', '本年支出合计'] | 元 }}"
says "886.81元" 'src="data/text.xlsx" key="科目编码" unit="元"' "{{ 表['2010350', '本年支出合计'] | 元 }}"
printf '<html><body><table><tr><td>1</td></tr></table></body></html>' > data/page.xls
refuses "data/page.xls: error: 'data/page.xls' is a web page, whatever its name says" 'src="data/page.xls"'

# damaged and protected
head -c 4000 data/plain-libreoffice.xlsx > data/cut.xlsx
head -c 3000 data/plain-libreoffice.xls > data/cut.xls
refuses "data/cut.xlsx: error: 'data/cut.xlsx' is damaged and was not read" 'src="data/cut.xlsx"'
refuses "data/cut.xls: error: 'data/cut.xls' is damaged and was not read" 'src="data/cut.xls"'
refuses "data/protected.xls: error: 'data/protected.xls' is protected by a password" 'src="data/protected.xls"'

# what cannot be known is a gap in a draft, never 0
report 'src="data/statement-openpyxl.xlsx" sheet="公开03表" key="科目名称"' "合计{{ 表['合计', '合计'] }}"
LC_ALL=C "$kanyin" dump doc --draft . > doc 2> /dev/null
grep -qF "missing" doc && ! grep -qF "合计0" doc || fail "a formula without a value is no gap: $(cat doc)"

# places
refuses "report.xml:2:60: error: 'data/statement-libreoffice.xls' has no sheet '公开05表'; its sheets are: 封面 (hidden)、公开03表" \
	'src="data/statement-libreoffice.xls" sheet="公开05表"'
refuses "error: there is nothing in the range X1:Z9; the cells of the sheet are A1:I12 [range-outside]" \
	'src="data/statement-libreoffice.xls" range="X1:Z9"'
refuses "data/statement-libreoffice.xls!公开03表!I3: error: above the table stands 单位：万元, the description of '表' says 元" \
	'src="data/statement-libreoffice.xls" unit="元"'
refuses "data/statement-libreoffice.xls!公开03表: error: none of the first 30 rows is a header with all of: 科目名 [header-missing]" \
	'src="data/statement-libreoffice.xls" key="科目名"'
refuses "data/statement-openpyxl.xlsx!公开03表!E7: error: the file holds a formula here but not its value" \
	'src="data/statement-openpyxl.xlsx" range="A4:E7"'
refuses "error: sheet='1' needs a workbook, and 'data/plain.csv' is a text file [sheet-none]" 'src="data/plain.csv" sheet="1"'

[ $failed -eq 0 ] && echo "workbooks: as expected"
[ $failed -eq 0 ]
