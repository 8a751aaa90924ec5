#!/usr/bin/env python3
"""tables_rules.py KANYIN FOLDER - the rules of the thirteen tables against a model of them, written for itself from TABLES.md.

Over the data of aba-2022 kanyin must find exactly the rounding tails that the model finds, one note for each pair of printed figures with all its
places, and no error; over copies with one digit changed exactly the relations that the model says are broken, each at the cell on its left, with
the difference."""
import collections, csv, os, random, re, shutil, subprocess, sys
from decimal import Decimal, ROUND_HALF_UP

kanyin, work = sys.argv[1:3]
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
example = os.path.join(root, 'examples', 'aba-2022')
bad = []


class Cell:
    def __init__(self, name, line, col, text):
        self.place, self.value = (name, line, col), Decimal(text) if re.fullmatch(r'-?[\d.]+', text) else Decimal(0)

    def shown(self):
        return (self.value / 10000).quantize(Decimal('0.01'), ROUND_HALF_UP)


class Data:
    """A table; rows are dicts of texts, cell() gives a figure with its place."""

    def __init__(self, folder, n):
        self.name = f'gk{n:02}.csv'
        lines = open(os.path.join(folder, 'data', self.name), encoding='utf-8').read().split('\n')
        self.head = lines[0].split(',')
        self.rows = []
        for number, line in enumerate(lines[1:], 2):
            if line:
                parts = line.split(',')
                row = dict(zip(self.head, parts))
                row['#'] = (number, [1 + sum(len(p) + 1 for p in parts[:i]) for i in range(len(parts))])
                self.rows.append(row)

    def cell(self, row, label):
        if row is None or label not in self.head:
            return Cell(self.name, 1, 1, '')  # a total that the data lack stands at the header
        i = self.head.index(label)
        return Cell(self.name, row['#'][0], row['#'][1][i], row[label])

    def find(self, text):
        rows = [r for r in self.rows if text in [v for k, v in r.items() if k != '#']]
        return rows[0] if rows else None

    def at(self, text, label):
        return self.cell(self.find(text), label)

    def before(self, text):
        return self.rows[:self.rows.index(self.find(text))]

    def after(self, text, n):
        i = self.rows.index(self.find(text))
        return self.rows[i + 1:i + 1 + n]


FUNDS = ['一般公共预算财政拨款', '政府性基金预算财政拨款', '国有资本经营预算财政拨款']
INCOME, SPENT, OPEN, CLOSE, ALL = '本年收入合计', '本年支出合计', '年初财政拨款结转和结余', '年末财政拨款结转和结余', '总计'
relations = []


def equal(left, *right, minus=()):
    relations.append(('=', left, list(right), list(minus)))


def at_most(left, right):
    relations.append(('<', left, [right], []))


def tree(t, labels):
    """合计 = its classes, every code = the codes right below it, an item = its details."""
    coded = {r['科目编码']: r for r in t.rows if r['科目编码']}
    parts, last, total = collections.defaultdict(list), None, None
    for r in t.rows:
        code = r['科目编码']
        if not code and '合计' in r.values():
            total = r
        elif not code:
            parts[last].append(r)
        else:
            last = code
            parts[next((code[:n] for n in (5, 3) if n < len(code) and code[:n] in coded), '')].append(r)
    for code, below in parts.items():
        row = coded[code] if code else total
        for label in labels if row else []:
            equal(t.cell(row, label), *[t.cell(p, label) for p in below])


def sums(t, label, parts):
    for row in t.rows:
        equal(t.cell(row, label), *[t.cell(row, p) for p in parts])


def total_table(t):
    equal(t.at(INCOME, '收入决算数'), *[t.cell(r, '收入决算数') for r in t.before(INCOME)])
    equal(t.at(SPENT, '支出决算数'), *[t.cell(r, '支出决算数') for r in t.before(SPENT)])
    for label, key in (('收入决算数', INCOME), ('支出决算数', SPENT)):
        equal(t.at(ALL, label), t.at(key, label), *[t.cell(r, label) for r in t.after(key, 2)])
    equal(t.at(ALL, '收入决算数'), t.at(ALL, '支出决算数'))


def classes(t, label, other, other_label):
    for row in t.rows:
        if len(row['科目编码']) == 3:
            found = [r for r in other.rows if r['支出项目'].endswith('、' + row['科目名称'])]
            equal(t.cell(row, label), *[other.cell(r, other_label) for r in found])


def income_and_spending(g):
    parts = ['财政拨款收入', '上级补助收入', '事业收入', '经营收入', '附属单位上缴收入', '其他收入']
    sums(g[2], INCOME, parts)
    tree(g[2], [INCOME] + parts)
    equal(g[2].at('合计', INCOME), g[1].at(INCOME, '收入决算数'))
    equal(g[2].at('合计', parts[0]), *[g[1].cell(r, '收入决算数') for r in g[1].rows[:3]])
    for number, part in zip('四五六七八', parts[1:]):
        equal(g[2].at('合计', part), g[1].at(f'{number}、{part}', '收入决算数'))
    parts = ['基本支出', '项目支出', '上缴上级支出', '经营支出', '对附属单位补助支出']
    sums(g[3], SPENT, parts)
    tree(g[3], [SPENT] + parts)
    equal(g[3].at('合计', SPENT), g[1].at(SPENT, '支出决算数'))
    classes(g[3], SPENT, g[1], '支出决算数')


def appropriation(g):
    t = g[4]
    sums(t, '合计', FUNDS)
    equal(t.at(INCOME, '收入决算数'), *[t.cell(r, '收入决算数') for r in t.before(INCOME)])
    equal(t.at(OPEN, '收入决算数'), *[t.cell(r, '收入决算数') for r in t.after(OPEN, 3)])
    equal(t.at(ALL, '收入决算数'), t.at(INCOME, '收入决算数'), t.at(OPEN, '收入决算数'))
    for label in ['合计'] + FUNDS:
        equal(t.at(SPENT, label), *[t.cell(r, label) for r in t.before(SPENT)])
        equal(t.at(ALL, label), t.at(SPENT, label), t.at(CLOSE, label))
    equal(t.at(ALL, '收入决算数'), t.at(ALL, '合计'))
    for i, fund in enumerate(FUNDS):
        equal(t.at(ALL, fund), t.cell(t.rows[i], '收入决算数'), t.cell(t.after(OPEN, 3)[i], '收入决算数'))
        equal(t.cell(t.rows[i], '收入决算数'), g[1].cell(g[1].rows[i], '收入决算数'))
    at_most(t.at(INCOME, '收入决算数'), g[1].at(INCOME, '收入决算数'))


def economic(g):
    t = g[5]
    names = ['一般公共预算', '政府性基金预算', '国有资本经营预算']
    sums(t, '合计', [n + '小计' for n in names])
    for n in names:
        sums(t, n + '小计', [n + '基本支出', n + '项目支出'])
    tree(t, t.head[4:])
    equal(t.at('合计', '合计'), g[4].at(SPENT, '合计'))
    for n, fund in zip(names, FUNDS):
        equal(t.at('合计', n + '小计'), g[4].at(SPENT, fund))
    equal(t.at('合计', '一般公共预算基本支出'), *basic_totals(g))
    equal(t.at('合计', '一般公共预算项目支出'), g[9].at('合计', '本年支出'))


def basic_totals(g):
    row = g[8].find('人员经费合计')
    return [g[8].cell(row, '人员经费决算数'), g[8].cell(row, '公用经费决算数')]


def general(g):
    t = g[6]
    sums(t, '合计', ['基本支出', '项目支出'])
    tree(t, ['合计', '基本支出', '项目支出'])
    equal(t.at('合计', '合计'), g[4].at(SPENT, FUNDS[0]))
    classes(t, '合计', g[4], FUNDS[0])
    equal(t.at('合计', '基本支出'), *basic_totals(g))
    equal(t.at('合计', '项目支出'), g[9].at('合计', '本年支出'))


GROUPS = ['工资福利支出', '商品和服务支出', '对个人和家庭的补助', '资本性支出']


def detailed(g):
    t = g[7]
    labels = t.head[t.head.index('合计'):]
    sums(t, '合计', GROUPS)
    for group in GROUPS:
        i = t.head.index(group) + 1
        items = []
        while i < len(t.head) and t.head[i] not in GROUPS:
            items.append(t.head[i])
            i += 1
        sums(t, group, items)
    tree(t, labels)
    for row in t.rows:
        equal(t.cell(row, '合计'), g[6].at(row['科目编码'] or '合计', '合计'))
    for row in g[5].rows:
        if row['科目编码'] and row['类'] not in ('309', '311'):
            equal(g[5].cell(row, '一般公共预算小计'), t.at('合计', row['科目名称']))


def basic(g):
    t = g[8]
    blocks = {'301': '人员经费', '303': '人员经费', '302': '公用经费', '307': '公用经费续', '310': '公用经费续', '399': '公用经费续'}
    cells = {}
    for code, block in blocks.items():
        code_label, label = block + '编码', block + '决算数'
        cells[code] = t.cell([r for r in t.rows if r[code_label] == code][0], label)
        equal(cells[code], *[t.cell(r, label) for r in t.rows if r[code_label].startswith(code) and r[code_label] != code])
    for block in set(blocks.values()):
        for row in t.rows:
            code = row[block + '编码']
            if code:
                equal(t.cell(row, block + '决算数'), *[g[5].cell(r, '一般公共预算基本支出') for r in g[5].rows if r['科目编码'] == code])
    staff, common = basic_totals(g)
    equal(staff, cells['301'], cells['303'])
    equal(common, cells['302'], cells['307'], cells['310'], cells['399'])


def funds(g):
    for n, i in ((10, 1), (11, 2)):
        t = g[n]
        total = t.find('合计')
        equal(t.cell(total, '本年收入'), g[4].cell(g[4].rows[i], '收入决算数'))
        equal(t.cell(total, '本年支出小计'), g[4].at(SPENT, FUNDS[i]))
        equal(t.cell(total, '年初结转和结余'), g[4].cell(g[4].after(OPEN, 3)[i], '收入决算数'))
        equal(t.cell(total, '年末结转和结余'), g[4].at(CLOSE, FUNDS[i]))
    equal(g[12].cell(None, '合计'), g[11].cell(None, '本年支出小计'))
    equal(g[12].cell(None, '合计'), g[4].at(SPENT, FUNDS[2]))


def travel(g):
    t = g[13]
    cars = '公务用车购置及运行维护费'
    sums(t, '合计', ['因公出国（境）费', cars, '公务接待费'])
    sums(t, cars, ['公务用车购置费', '公务用车运行维护费'])
    for label, codes in (('因公出国（境）费', ['30212']), ('公务接待费', ['30217']), ('公务用车运行维护费', ['30231']),
                         ('公务用车购置费', ['30913', '31013'])):
        equal(t.at('决算数', label), *[g[5].cell(r, '合计') for r in g[5].rows if r['科目编码'] in codes])


def model(folder):
    """Counters of (place, difference): broken in 元, tails in 万元; and the pairs of printed figures that the tails are of."""
    relations.clear()
    g = {n: Data(folder, n) for n in range(1, 14)}
    total_table(g[1])
    for part in (income_and_spending, appropriation, economic, general, detailed, basic, funds, travel):
        part(g)
    tree(g[9], ['本年支出'])
    broken, tails, pairs = collections.Counter(), collections.Counter(), set()
    for kind, left, right, minus in relations:
        delta = left.value - sum(c.value for c in right) + sum(c.value for c in minus)
        shown = left.shown() - sum(c.shown() for c in right) + sum(c.shown() for c in minus)
        if delta != 0 if kind == '=' else delta > 0:
            broken[left.place, delta] += 1
        elif kind == '=' and shown != 0:
            tails[left.place, shown] += 1
            pairs.add((left.shown(), left.shown() - shown))
    return broken, tails, pairs


def places(text):
    """gk02.csv:2:8, 2:19; gk03.csv:2:8"""
    return [(name, int(line), int(col)) for name, list_ in re.findall(r'(\w+\.csv):([^;]*)', text) for line, col in re.findall(r'(\d+):(\d+)', list_)]


def found(folder):
    done = subprocess.run([kanyin, 'check', folder, '--lang', 'en'], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    broken, tails, notes = collections.Counter(), collections.Counter(), 0
    for line in done.stderr.decode().splitlines():
        m = re.search(r'/(gk\d\d\.csv):(\d+):(\d+): \w+: .*; difference (-?[\d,.]+)(万?元)'
                      r'(?: \((\d+) more[^:]*: (.*)\)|; the same difference elsewhere \((\d+)\): (.*))? '
                      r'\[(rule-broken|rounding-tail)\]', line)
        if m:
            key = (m[1], int(m[2]), int(m[3])), Decimal(m[4].replace(',', ''))
            is_tail = m[10] == 'rounding-tail'
            notes += is_tail
            others = places(m[7] or m[9] or '')
            if len(set(others)) != int(m[6] or m[8] or 0) or key[0] in others or is_tail == bool(m[9]) and others:
                bad.append(f'{m[6] or m[8]} more, but {len(set(others))} places: {line}')
            if is_tail:
                tails.update((place, key[1]) for place in [key[0], *others])
            else:  # whichever side is the greater one
                broken.update((place, abs(key[1])) for place in [key[0], *others])
        elif 'rule-broken' in line or 'rounding-tail' in line:
            bad.append(f'not understood: {line}')
    return broken, tails, notes


def same(what, got, want):
    # several relations of one cell with one difference are one line each, but equal lines are told once
    if set(got) != set(want):
        bad.append(f'{what}: missing {sorted(set(want) - set(got))}, too many {sorted(set(got) - set(want))}')


broken, tails, pairs = model(example)
got_broken, got_tails, notes = found(example)
if notes != len(pairs) or notes > 10:
    bad.append(f'{notes} notes for {len(pairs)} pairs of figures')
same('tails', got_tails, tails)
same('errors', got_broken, broken)
if broken:
    bad.append(f'the example itself breaks {len(broken)} relations')
named = {('gk06.csv', Decimal('-0.01')), ('gk06.csv', Decimal('0.01'))}  # REPORTS.md 1.4: 886.81 and 886.82, 569.09 and 569.08
if not named <= {(place[0], delta) for place, delta in got_tails}:
    bad.append('the tails of REPORTS.md 1.4 are not among those found')

# one digit changed
copy = os.path.join(work, 'changed')
shutil.copytree(example, copy)
random.seed(20221231)
changes = 0
for n in [1, 2, 3, 4, 5, 6, 7, 8, 9, 13] * 4:
    path = os.path.join(copy, 'data', f'gk{n:02}.csv')
    text = open(path, encoding='utf-8').read()
    at = random.choice([m.start() + 1 for m in re.finditer(r',[1-9]\d*\.\d\d(?=[,\n])', text)])
    digit = random.choice([d for d in '123456789' if d != text[at]])
    open(path, 'w', encoding='utf-8').write(text[:at] + digit + text[at + 1:])
    broken, tails, pairs = model(copy)
    broken = collections.Counter({(place, abs(delta)) for place, delta in broken})
    got_broken, got_tails, notes = found(copy)
    if notes != len(pairs):
        bad.append(f'gk{n:02}.csv: {notes} notes for {len(pairs)} pairs of figures')
    line = text.count('\n', 0, at) + 1
    same(f'gk{n:02}.csv:{line} {text[at]}->{digit}: broken', got_broken, broken)
    same(f'gk{n:02}.csv:{line} {text[at]}->{digit}: tails', got_tails, tails)
    changes += bool(broken)
    open(path, 'w', encoding='utf-8').write(text)
if changes < 35:
    bad.append(f'only {changes} changes broke a relation')
print('\n'.join(bad[:40]))
print(f'{len(relations)} relations, {changes} changed digits, {len(bad)} wrong')
sys.exit(1 if bad else 0)
