#!/bin/sh
# kanyin check --text over three published reports: what was found when their mistakes were listed by hand must be found, and nothing may
# come to it unseen. tests/data/check/NAME.expect has one line a finding: line, level, code. ACCEPT=1 writes them anew, for review.
. "$(dirname "$0")/suite.sh"
# file:line:col: level: ... [code] as line level code
brief() { sed -n 's/^[^:]*:\([0-9]*\):[0-9]*: \([a-z]*\): .*\[\([a-z-]*\)\]$/\1 \2 \3/p' "$1"; }

for name in aba-2022 daying-2023 yiyang-2020; do
	"$kanyin" check --text "tests/data/check/$name.txt" --lang en >"$work/out" 2>"$work/err"
	status=$?
	brief "$work/err" >"$work/brief"
	[ -n "${ACCEPT-}" ] && cp "$work/brief" "tests/data/check/$name.expect"
	if diff "tests/data/check/$name.expect" "$work/brief" >"$work/diff"; then ok "$name"; else no "$name" "$work/diff"; fi
	is "$name: exit code" $status "$(grep -q ' error ' "tests/data/check/$name.expect" && echo 1 || echo 0)"
	is "$name: nothing on stdout" "$(wc -c <"$work/out")" 0
done

# the same text in GB18030 gives the same findings
iconv -f UTF-8 -t GB18030 tests/data/check/yiyang-2020.txt >"$work/gb.txt"
"$kanyin" check --text "$work/gb.txt" --lang en 2>"$work/err"
brief "$work/err" >"$work/brief"
if diff tests/data/check/yiyang-2020.expect "$work/brief" >"$work/diff"; then ok "GB18030"; else no "GB18030" "$work/diff"; fi

iconv -f UTF-8 -t UTF-16 tests/data/check/yiyang-2020.txt >"$work/utf16.txt"
"$kanyin" check --text "$work/utf16.txt" --lang en 2>"$work/err"
brief "$work/err" >"$work/brief"
if diff tests/data/check/yiyang-2020.expect "$work/brief" >"$work/diff"; then ok "UTF-16"; else no "UTF-16" "$work/diff"; fi

# for programs: one object a finding
"$kanyin" check --text tests/data/check/aba-2022.txt --diagnostics=json --lang zh 2>"$work/json"
is "json: objects" "$(python3 -c 'import json,sys; print(len(json.load(open(sys.argv[1]))))' "$work/json")" "$(wc -l <tests/data/check/aba-2022.expect)"

# a PDF: set from the same text by kanyin, with every finding silenced, so that it is no draft; its findings are the text's (by code),
# and stand at a page and line
mkdir -p "$work/report/text"
cp tests/data/check/aba-2022.txt "$work/report/text/a.txt"
{
	echo '<?xml version="1.0" encoding="UTF-8"?>'
	echo '<report xmlns="urn:kanyin:report" style="gbt9704">'
	for code in $(sed 's/.* //' tests/data/check/aba-2022.expect | sort -u) stands-twice; do
		echo "<silence code=\"$code\" reason=\"as published\"/>"
	done
	echo '<section title="正文"><text src="text/a.txt" outline="none" punctuation="asis"/></section>'
	echo '</report>'
} >"$work/report/report.xml"
"$kanyin" render "$work/report" --templates templates --fonts fonts -o "$work/a.pdf" --lang en 2>"$work/err"
is "silenced report: exit code" $? 0
is "silenced report: silent" "$(wc -c <"$work/err")" 0
"$kanyin" check --text "$work/a.pdf" --lang en 2>"$work/err"
codes() { sed -n 's/.*\[\([a-z-]*\)\]$/\1/p' "$1" | grep -vx numbering | sort | uniq -c; }
sed 's/^[0-9]* [a-z]* \(.*\)$/[\1]/' tests/data/check/aba-2022.expect >"$work/expected"
codes "$work/expected" >"$work/one"
codes "$work/err" >"$work/two"
if diff "$work/one" "$work/two" >"$work/diff"; then ok "PDF: the findings of its text"; else no "PDF: the findings of its text" "$work/diff"; fi
is "PDF: by page and line" "$(grep -c '^[^:]*a\.pdf:[0-9][0-9]*:[0-9][0-9]*: ' "$work/err")" "$(grep -c '\]$' "$work/err")"

# a PDF as other programs make it: digits in a font of their own, justified lines, a running head, - 7 - below, a table over two pages with
# its head on both, all of it in the order in which it was drawn, not read
cat >"$work/foreign.py" <<'END'
import sys

EM, LEFT, RIGHT, TOP, LINES = 16, 80, 512, 110, 22

def width(ch):
    return EM * 0.556 if ch.isascii() else EM

def lines(text):
    """Greedy, no closing mark at the beginning of a line, no break in numbers."""
    out, line, room = [], "", RIGHT - LEFT - 2 * EM
    words = []
    for ch in text:
        if words and (ch in "，。、；：）》”！？%" or words[-1][-1] in "（《“" or (ch.isascii() and words[-1][-1].isascii())):
            words[-1] += ch
        else:
            words.append(ch)
    for word in words:
        need = sum(map(width, word))
        if need > room and line:
            out.append(line)
            line, room = "", RIGHT - LEFT
        line, room = line + word, room - need
    return out + [line]

def run(x, y, text, spread=0.0):
    """Text at x, y (from above); each run of one font is drawn by itself, the second one first."""
    out, font = [], None
    for ch in text:
        if font != ch.isascii():
            out.append([x, "", font := ch.isascii()])
        out[-1][1] += ch
        x += width(ch) + spread
    return [f"BT /{'F2' if ascii else 'F1'} {EM} Tf {spread:.3f} Tc {x:.3f} {842 - y} Td <{s.encode('latin-1' if ascii else 'utf-16-be').hex()}> Tj ET"
            for x, s, ascii in sorted(out, key=lambda r: r[2], reverse=True)]

def pages(paras):
    page = []
    for text in paras:
        broken = lines(text)
        for i, line in enumerate(broken):
            x = LEFT + (2 * EM if i == 0 else 0)
            spread = 0 if i == len(broken) - 1 else (RIGHT - x - sum(map(width, line))) / len(line)
            page += run(x, TOP + 28 * (len(page_lines := page_rows(page))), line, spread) + ["% line"]
            if len(page_lines) == LINES - 1:
                yield page
                page = []
    yield page

def page_rows(page):
    return [op for op in page if op == "% line"]

def table():
    rows = [["科目", "预算数", "决算数"]] + [["其他支出（不含", f"{100 + i}.50", f"{100 + i}.50"] if i % 2 == 0 else ["上述项目）支出", "", ""] for i in range(20)]
    return [op for i, row in enumerate(rows) for k, cell in enumerate(row) if cell for op in run(LEFT + 150 * k, TOP + 28 * i, cell)]

def pdf(contents):
    unicode = "/CIDInit /ProcSet findresource begin begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 1 beginbfrange <0000> <FFFF> <0000> endbfrange endcmap end"
    fonts = ["<</Type/Font/Subtype/Type0/BaseFont/FangSong/Encoding/Identity-H/ToUnicode 5 0 R/DescendantFonts[6 0 R]>>",
             "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
             f"<</Length {len(unicode)}>>stream\n{unicode}\nendstream",
             "<</Type/Font/Subtype/CIDFontType2/BaseFont/FangSong/DW 1000/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/FontDescriptor 7 0 R>>",
             "<</Type/FontDescriptor/FontName/FangSong/Flags 4/FontBBox[0 -200 1000 800]/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 700/StemV 80>>"]
    objects = ["<</Type/Catalog/Pages 2 0 R>>", ""] + fonts
    kids = []
    for content in contents:
        data = "\n".join(content)
        objects += [f"<</Length {len(data)}>>stream\n{data}\nendstream",
                    f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {len(objects) + 1} 0 R/Resources<</Font<</F1 3 0 R/F2 4 0 R>>>>>>"]
        kids.append(f"{len(objects)} 0 R")
    objects[1] = f"<</Type/Pages/Kids[{' '.join(kids)}]/Count {len(kids)}>>"
    out, at = "%PDF-1.4\n", []
    for i, o in enumerate(objects):
        at.append(len(out))
        out += f"{i + 1} 0 obj\n{o}\nendobj\n"
    xref = "".join(f"{a:010} 00000 n \n" for a in at)
    return out + f"xref\n0 {len(at) + 1}\n0000000000 65535 f \n{xref}trailer<</Size {len(at) + 1}/Root 1 0 R>>\nstartxref\n{len(out)}\n%%EOF\n"

if sys.argv[1] == "empty":
    contents = [["80 80 100 100 re f"]]
else:
    body = list(pages([s.strip() for s in open(sys.argv[1], encoding="utf-8-sig") if s.strip()]))
    body[3:3] = [table(), table()]
    contents = [page + run(230, 60, "某某中心部门决算") + run(280, 780, f"- {i} -") for i, page in enumerate(body, 1)]
turned = sys.argv[3:] == ["turned"]
if turned:
    contents = [["0 1 -1 0 842 0 cm"] + page for page in contents]
text = pdf(contents)
open(sys.argv[2], "w", encoding="ascii").write(text.replace("[0 0 595 842]", "[0 0 842 595]/Rotate 90") if turned else text)
END
python3 "$work/foreign.py" tests/data/check/aba-2022.txt "$work/foreign.pdf"
"$kanyin" check --text "$work/foreign.pdf" --lang en 2>"$work/err"
codes "$work/err" >"$work/two"
if diff "$work/one" "$work/two" >"$work/diff"; then ok "PDF of others: the findings of its text"; else no "PDF of others: the findings of its text" "$work/diff"; fi
is "PDF of others: two pages of tables, no finding" "$(grep -c '\.pdf:[45]:' "$work/err")" 0
is "PDF of others: the pages behind them" "$(grep -c '\.pdf:6:' "$work/err" | sed 's/^[1-9].*/some/')" some

# the same with pages that lie on their side and are turned to be read
python3 "$work/foreign.py" tests/data/check/aba-2022.txt "$work/foreign.pdf" turned
places() { sed 's/^[^:]*://' "$1"; }
places "$work/err" >"$work/one"
"$kanyin" check --text "$work/foreign.pdf" --lang en 2>"$work/err"
places "$work/err" >"$work/two"
if diff "$work/one" "$work/two" >"$work/diff"; then ok "PDF of turned pages"; else no "PDF of turned pages" "$work/diff"; fi

# what cannot be read: said once, under its own code, in one language
pdf_says() { # NAME CODE EXIT-CODE FILE
	"$kanyin" check --text "$4" --lang en 2>"$work/err"
	is "$1: exit code" $? "$3"
	is "$1: said once" "$(grep "error: .*$4" "$work/err" | grep -cF -- "$2")" 1
	"$kanyin" check --text "$4" --lang zh 2>"$work/zh"
	is "$1: said in Chinese" "$(grep "错误: .*$4" "$work/zh" | grep -cF -- "$2")" 1
}
python3 "$work/foreign.py" empty "$work/scan.pdf"
pdf_says "pages without text" "[pdf-no-text]" 2 "$work/scan.pdf"
qpdf --encrypt secret secret 256 -- "$work/a.pdf" "$work/locked.pdf"
pdf_says "password" "[pdf-password]" 2 "$work/locked.pdf"
head -c 30000 "$work/a.pdf" >"$work/cut.pdf"
pdf_says "cut off" "[pdf-incomplete]" 2 "$work/cut.pdf"
{ cat "$work/foreign.pdf"; printf '999 0 obj\n<</Length 9000>>stream\n'; printf '%8000s' ''; } >"$work/mended.pdf" # saved again, in part
pdf_says "cut off, its pages found" "[pdf-incomplete]" 1 "$work/mended.pdf"
is "cut off, its pages found: checked" "$(places "$work/err" | grep -c '^1[0-9]*:.* error: ' | sed 's/^[1-9].*/yes/')" yes
sed 's/ obj$/ job/' "$work/foreign.pdf" >"$work/damaged.pdf"
pdf_says "damaged" "[pdf-damaged]" 2 "$work/damaged.pdf"
printf 'PK\003\004rest of a docx' >"$work/a.docx"
pdf_says "docx" "[not-text]" 2 "$work/a.docx"
printf '\320\317\021\340rest of a doc' >"$work/a.doc"
pdf_says "doc" "[not-text]" 2 "$work/a.doc"
qpdf --qdf --object-streams=disable "$work/a.pdf" - | sed 's,/ToUnicode,/NoUnicode,' >"$work/glyphs.pdf"
"$kanyin" check --text "$work/glyphs.pdf" --lang en 2>"$work/err"
is "no ToUnicode: exit code" $? 1
is "no ToUnicode: what it says" "$(grep 'glyphs.pdf:1:1: error: .* font [A-Za-z].* page 1-[0-9]* ' "$work/err" | grep -cF '[pdf-no-tounicode]')" 1
is "no ToUnicode: nothing else" "$(grep -c '\]$' "$work/err")" 1
mkdir "$work/bin"
printf '#!/bin/sh\nkill -9 $$\n' >"$work/bin/pdftotext"
chmod +x "$work/bin/pdftotext"
PATH=$work/bin:$PATH "$kanyin" check --text "$work/foreign.pdf" --lang en 2>"$work/err"
is "pdftotext ends: exit code" $? 2
is "pdftotext ends: message" "$(grep -cF '[pdf-limit]' "$work/err")" 1
(PATH=$work "$kanyin" check --text "$work/foreign.pdf" --lang en 2>"$work/err")
is "no pdftotext: exit code" $? 2
is "no pdftotext: message" "$(grep -cF '[pdf-tool]' "$work/err")" 1
"$kanyin" check --text "$work/missing.txt" --lang en 2>"$work/err"
is "missing file: exit code" $? 2
is "missing file: message" "$(grep -cF '[file-missing]' "$work/err")" 1
head -c 3000 "$work/a.pdf" >"$work/broken.pdf"
"$kanyin" check --text "$work/broken.pdf" --lang en 2>"$work/err"
is "broken PDF: exit code" $? 2
is "broken PDF: message" "$(grep -cF '[pdf-incomplete]' "$work/err")" 1
: >"$work/empty.txt"
"$kanyin" check --text "$work/empty.txt" --lang en 2>"$work/err"
is "empty text: exit code" $? 0
is "empty text: no finding" "$(cat "$work/err")" "0 errors, 0 warnings"

# Chinese messages
"$kanyin" check --text tests/data/check/aba-2022.txt --lang zh 2>&1 | grep -q '35:66: 错误: .*增减率应为 6.5%，不是 6.1%' && ok "zh" || no "zh"
exit $bad
