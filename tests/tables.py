#!/usr/bin/env python3
"""tables.py KANYIN FOLDER - statement tables as they are printed, against tables made elsewhere (tests/data/tables).

Every cell of the thirteen tables of aba-2022 in 万元 and in 元, of both forms of yiyang-2020 with their spans, and that all layouts tile."""
import collections, csv, glob, os, re, shutil, subprocess, sys, tempfile, unicodedata
import xml.etree.ElementTree as ET
from decimal import Decimal, ROUND_HALF_UP

kanyin, work = sys.argv[1:3]
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
expected = os.path.join(root, 'tests', 'data', 'tables')
NS = '{urn:kanyin:report}'
bad = []


def run(*args):
    done = subprocess.run([kanyin, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    if done.returncode:
        sys.exit(f'{" ".join(args)}: exit {done.returncode}\n{done.stderr.decode()}')
    return done.stdout.decode()


def norm(text):
    return re.sub(r'\s+', '', unicodedata.normalize('NFKC', text.replace('\\n', '')).replace('⋯', '…'))


class Table:
    def __init__(self, rows, cols):
        self.rows, self.cols, self.cells, self.head, self.title, self.number = rows, cols, {}, 0, '', ''

    def text(self, row, col):
        return self.cells[row, col][0] if (row, col) in self.cells else None

    def body(self):
        return [[self.text(r, c) or '' for c in range(self.cols)] for r in range(self.head, self.rows)]


def tables_of(dump):
    tables = []
    for line in dump.splitlines():
        line = line.strip()
        m = re.match(r'table (\d+)x(\d+) head=(\d+)', line)
        if m:
            tables.append(Table(int(m[1]), int(m[2])))
            tables[-1].head = int(m[3])
            continue
        m = re.match(r'(title|number) "(.*)"$', line)
        if m and tables:
            setattr(tables[-1], m[1], m[2])
        m = re.match(r'cell (\d+),(\d+)(?: span (\d+)x(\d+))?[^"]* "(.*)"', line)
        if m and tables:
            tables[-1].cells[int(m[1]), int(m[2])] = (m[5], int(m[3] or 1), int(m[4] or 1))
    return tables


def tiles(what, cells, rows, cols):
    seen = collections.Counter()
    for (r, c), (_, rs, cs) in cells.items():
        for y in range(r, r + rs):
            for x in range(c, c + cs):
                seen[y, x] += 1
    for y in range(rows):
        for x in range(cols):
            if seen[y, x] != 1:
                bad.append(f'{what}: row {y + 1} column {x + 1} is covered {seen[y, x]} times')
    if any(y >= rows or x >= cols for y, x in seen):
        bad.append(f'{what}: a cell reaches out of the grid')


# --- layouts: head and fixed rows, placed as HTML does it

def layout_tiles(path):
    layout = ET.parse(path).getroot()
    columns = layout.find(NS + 'columns')
    ids = [c.get('id') for c in columns.iter(NS + 'column')]
    if len(ids) != len(set(ids)):
        bad.append(f'{path}: two columns of one id')
    for part in ('head', 'body'):
        until = [0] * len(ids)
        for r, row in enumerate(layout.findall(f'{NS}{part}/*')):
            for cell in row.findall(NS + 'cell') if row.tag == NS + 'row' else []:
                free = [c for c in range(len(ids)) if until[c] <= r]
                span = int(cell.get('colspan', 1))
                if not free or free[:span] != list(range(free[0], free[0] + span)):
                    bad.append(f'{path}: {part} row {r + 1}: no room for {"".join(cell.itertext())!r}')
                    return
                height = cell.get('rowspan', '1')
                for c in free[:span]:
                    until[c] = r + (int(height) if height.isdigit() else 2)
            filled = row.get('rest') or row.get('key') or row.get('sum') or row.tag == NS + 'rows'
            gaps = [c for c in range(len(ids)) if until[c] <= r]
            if gaps and not filled:
                bad.append(f'{path}: {part} row {r + 1}: nothing in column {gaps[0] + 1}')


layouts = sorted(glob.glob(os.path.join(root, 'templates/tables/*/*.xml')) + glob.glob(os.path.join(root, 'examples/*/tables/*.xml')))
for path in layouts:
    layout_tiles(path)
if len(layouts) < 20:
    bad.append(f'only {len(layouts)} layouts found')


# --- the thirteen tables

def read(name):
    return list(csv.DictReader(open(os.path.join(expected, name + '.csv'), encoding='utf-8-sig')))


def plain(text):
    return norm(text).replace(',', '')


def amount(text):
    return '' if text == '' else f'{Decimal(text):.2f}'


def by_code(rows, code, name, figures):
    """What the table must hold: codes as printed (in their own columns), name, figures."""
    return [[row[c] for c in code] + [row[name]] + [row[f] for f in figures] for row in rows]


def figures_of(rows, prefix=()):
    return [k for k in rows[0] if k.endswith('_wan') or re.match(r'\d{3}', k)]


def expect_rows(name):
    rows = read(name)
    if name == 'gk01':
        return [[r['income_item'], r['income_line'], r['income_wan'], r['expend_item'], r['expend_line'], r['expend_wan']] for r in rows]
    if name == 'gk04':
        return [[r['income_item'], r['income_line'], r['income_wan'], r['expend_item'], r['expend_line']] +
                [r[k] for k in r if k.endswith('_wan') and k != 'income_wan'] for r in rows]
    if name == 'gk05':
        keys = [k for k in rows[0] if k not in ('econ_类', 'econ_款', 'name', 'total_yuan')]
        return by_code(rows, ['econ_类', 'econ_款'], 'name', keys)
    if name == 'gk08':
        return [list(r.values()) for r in rows]
    if name == 'gk09':
        return [[r['类'], r['款'], r['项'], r['name'] or r['project'], r['本年支出_wan']] for r in rows]
    if name == 'gk13':
        return [[amount(v) for v in r.values()] for r in rows]
    return by_code(rows, ['类', '款', '项'], 'name', figures_of(rows)) if rows else []


def compare(name, table, rows):
    """Cell by cell; codes that the published table leaves out of parts are compared by what they say together."""
    body = table.body()
    if len(body) != max(len(rows), 1):
        bad.append(f'{name}: {len(body)} rows, expected {len(rows)}')
        return 0
    count = 0
    for r, (got, want) in enumerate(zip(body, rows)):
        texts = [(plain(w), c) for c, w in enumerate(want)]
        if name == 'gk08' and want[1] == '人员经费合计':  # 人员经费合计 | 公用经费合计, over several columns
            got = [got[0], '', got[2], got[3], '', got[8]] if len(got) > 8 else got
            texts = [(plain(w), c) for c, w in enumerate([want[0] or want[1], '', want[2], want[3] or want[4], '', want[8]])]
        if '合计' in (want[2:4] if name != 'gk05' else want[2:3]) and name not in ('gk01', 'gk04', 'gk08', 'gk13'):
            got = [''] * (3 if name != 'gk05' else 2) + got[:1] + got[(4 if name != 'gk05' else 3):]
        for w, c in texts:
            g = plain(got[c]) if c < len(got) else ''
            if re.fullmatch(r'\d{2,3}', w) and re.fullmatch(r'\d{2,3}', g) and int(g) == int(w):
                g = w
            if w != g and not (w == '0.00' and g == ''):
                bad.append(f'{name} row {r + 1} column {c + 1}: {g!r}, expected {w!r}')
            count += w != ''
    return count


def find(tables, number):
    found = [t for t in tables if t.number == number]
    if len(found) != 1:
        sys.exit(f'{number}: found {len(found)} times')
    return found[0]


example = os.path.join(root, 'examples', 'aba-2022')
wan = tables_of(run('dump', 'doc', example))
yuan = tables_of(run('dump', 'doc', example, '--set', '表格单位=元'))
total = 0
for n in range(1, 14):
    name, number = f'gk{n:02}', f'公开{n:02}表'
    table, other = find(wan, number), find(yuan, number)
    tiles(name, table.cells, table.rows, table.cols)
    total += compare(name, table, expect_rows(name))
    for key, (text, _, _) in table.cells.items():  # the same in 元: rounded once, it is the figure in 万元
        if re.fullmatch(r'-?[\d,]+\.\d\d', text):
            exact = Decimal(other.cells[key][0].replace(',', '')) / 10000
            if exact.quantize(Decimal('0.01'), ROUND_HALF_UP) != Decimal(text.replace(',', '')):
                bad.append(f'{name} {key}: {text}万元 and {other.cells[key][0]}元')
if total < 1100:
    bad.append(f'only {total} cells compared')

# --- the PDF shows them all: the figures of its table pages are those of the tables

def shown(switch):
    pdf = os.path.join(work, 'aba.pdf')
    run('render', example, '-o', pdf, *switch)
    pages = subprocess.run(['pdftotext', '-layout', pdf, '-'], check=True, stdout=subprocess.PIPE).stdout.decode().split('\f')
    first = max(i for i, page in enumerate(pages) if '附表' in page and '公开' in page and '01' in page)
    return collections.Counter(re.findall(r'(?<![\d.])-?\d[\d,]*\.\d\d(?![\d.])', '\n'.join(pages[first:])))


for tables, switch in ((wan, ()), (yuan, ('--set', '表格单位=元'))):
    want = collections.Counter(text for t in tables if t.number for text, _, _ in t.cells.values() if re.fullmatch(r'-?[\d,]+\.\d\d', text))
    got = shown(switch)
    if want != got:
        bad.append(f'PDF {switch}: missing {dict(want - got)}, too many {dict(got - want)}')

# --- the forms of Hunan, cell by cell with their spans

def compare_grid(table, name):
    rows = [{k: v for k, v in r.items()} for r in read(name)]
    tiles(name, table.cells, table.rows, table.cols)
    want = {(int(r['row']) - 1, int(r['col']) - 1): (norm(r['text']), int(r['rowspan']), int(r['colspan'])) for r in rows}
    got = {key: (norm(text), rs, cs) for key, (text, rs, cs) in table.cells.items()}
    for key in sorted(set(want) | set(got)):
        if want.get(key) != got.get(key):
            bad.append(f'{name} row {key[0] + 1} column {key[1] + 1}: {got.get(key)}, expected {want.get(key)}')


forms = tables_of(run('dump', 'doc', os.path.join(root, 'examples', 'yiyang-2020')))
if len(forms) != 2:
    bad.append(f'yiyang-2020 has {len(forms)} tables')
else:
    compare_grid(forms[0], 'annex1')
    compare_grid(forms[1], 'annex2')

# --- the examples' other tables, and the full form of 110 columns

others = tables_of(run('dump', 'doc', os.path.join(root, 'examples', 'tables')))
for t in others:
    tiles(t.title, t.cells, t.rows, t.cols)
if not any(height == 60 for t in others for _, height, _ in t.cells.values()) or find(others, '公开07表').cols != 114:
    bad.append('examples/tables has no cell over 60 rows, or not all columns of 公开07')
pdf = os.path.join(work, 'tables.pdf')
run('render', os.path.join(root, 'examples', 'tables'), '-o', pdf)
pages = subprocess.run(['pdftotext', '-layout', pdf, '-'], check=True, stdout=subprocess.PIPE).stdout.decode().split('\f')
for what, rows in (('松坪村', '农户'), ('项目审批', '办理情况')):  # a cell over several pages is told on each, below the header
    on = [page for page in pages if what in page]
    if len(on) < 2 or any(rows not in page for page in on):
        bad.append(f'{what} stands on {len(on)} pages')
on = [page for page in pages if '公开07表' in re.sub(r'\s', '', page)]
if len(on) < 8 or any('行政运行' not in page for page in on):
    bad.append(f'公开07 in full: {len(on)} pages, not all with the names of its rows')
if len(pages) > 36:
    bad.append(f'examples/tables has {len(pages) - 1} pages')
full = find(tables_of(run('dump', 'doc', example, '--set', '全部列=是')), '公开07表')
tiles('gk07 in full', full.cells, full.rows, full.cols)
if full.cols != 114:
    bad.append(f'公开07 in full has {full.cols} columns')

# --- the other sets show the same data under their own numbers, titles and order; forms by year

ORDER = {5: 'gk06', 6: 'gk08', 7: 'gk13', 8: 'gk10', 9: 'gk12'}  # national 公开05 … 09


def other_set(facts, body='<include href="reports/national-tables.xml"/>'):
    folder = tempfile.mkdtemp(dir=work)
    shutil.copytree(os.path.join(example, 'data'), os.path.join(folder, 'data'))
    report = open(os.path.join(example, 'report.xml'), encoding='utf-8').read()
    sources = re.findall(r'<data name="公开(\d\d)" src="data/(gk\d\d)\.csv"(.*?)(/>|>.*?</data>)', report, re.S)
    form = {file: rest + end for _, file, rest, end in sources}
    data = ''.join(f'<data name="公开{n:02}" src="data/{file}.csv"{form[file]}'
                   for n in range(1, 10) for file in [ORDER.get(n, f'gk{n:02}')])
    open(os.path.join(folder, 'report.xml'), 'w', encoding='utf-8').write(
        '<report xmlns="urn:kanyin:report"><facts>' + ''.join(f'<fact name="{k}" type="{t}">{v}</fact>' for k, t, v in facts) +
        f'</facts>{data}{body}</report>')
    return tables_of(run('dump', 'doc', folder))


facts = [('年度', 'number', '2022'), ('部门', 'text', '某局')]
national = other_set(facts)
if [t.number for t in national] != [f'公开{n:02}表' for n in range(1, 10)]:
    bad.append(f'the national set: {[t.number for t in national]}')
for n, t in enumerate(national, 1):
    compare(ORDER.get(n, f'gk{n:02}'), t, expect_rows(ORDER.get(n, f'gk{n:02}')))
last = other_set(facts + [('合计行在末', 'text', '是')])[1]
if '合计' not in [last.text(last.rows - 1, c) for c in range(4)]:
    bad.append('合计行在末: the last row is not the total')
older = other_set([('年度', 'number', '2021'), ('部门', 'text', '某局')])[0]
lines = {older.text(r, 3): (older.text(r, 4), older.text(r, 5)) for r in range(older.head, older.rows)}
if lines['一、一般公共服务支出'] != ('31', '817.38') or lines['总计'] != ('60', '886.81') or older.rows - older.head != 30:
    bad.append(f'the form of 2021: {lines}')
form = '<data name="公开01式样" src="data/forms-01.csv" key="收入项目 收入行次 支出项目 支出行次"/><table layout="sichuan/gk01" data="公开01"/>'
fewer = other_set(facts + [('支出分类', 'text', '24类')], form)[0]
labels = [fewer.text(r, 3) for r in range(fewer.head, fewer.rows)]
if '二十四、抗疫特别国债安排的支出' not in labels or any('债务' in label for label in labels):
    bad.append(f'the form of 24 classes: {labels}')
print('\n'.join(bad))
print(f'{total} cells compared, {len(layouts)} layouts, {len(bad)} wrong')
sys.exit(1 if bad else 0)
