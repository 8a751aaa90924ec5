#!/usr/bin/env python3
"""changes.py KANYIN REPORT WORK - changes cells of a report's tables one after the other and holds the document against the one before: the
paragraphs and table cells that changed are exactly those whose figures' traces, or whose own origin, name the changed cell.

All number cells of a table whose value is not 0 are candidates; per table every Nth one, at least one. A cell is raised by a good third,
so that conditions (> 0) hold and every figure taken from it prints differently. Only a line of a template with a condition of its own may
change without naming the cell."""
import csv, io, os, re, shutil, subprocess, sys
from decimal import Decimal

kanyin, report, work = sys.argv[1:4]
PER_TABLE = int(os.environ.get('CELLS', '3'))
here = os.path.join(work, 'report')
shutil.copytree(report, here)
bad = []


def document():
    r = subprocess.run([kanyin, 'dump', 'doc', here], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    return r.stdout.decode()


def blocks(dump):
    """Lines of the dump in pieces: a paragraph with its figures, or one cell. [(text, all of it)]"""
    out = []
    for line in dump.split('\n'):
        if re.match(r'      \S', line) and out:
            out[-1] = (out[-1][0], out[-1][1] + '\n' + line)
        elif line:
            out.append((re.sub(r'  @\S+$', '', line), line))
    return out


def cells(path):
    """(row, column, line, character column, value) of the numbers of a CSV file without line breaks in cells."""
    found = []
    text = open(path, encoding='utf-8').read().split('\n')
    for number, line in enumerate(text[1:], 2):
        at = 1
        for i, raw in enumerate(re.findall(r'(?:^|(?<=,))("(?:[^"]|"")*"|[^,]*)', line)):
            name = text[0].split(',')[i] if i < len(text[0].split(',')) else ''
            if re.fullmatch(r'\d+(\.\d+)?', raw) and Decimal(raw) != 0 and not re.search('编码|行次|类|款|^项$|编号|年度|年限|数量|名称', name):
                found.append((number, at, raw))
            at += len(raw) + 1
    return found


def raised(raw):
    n = Decimal(raw) * Decimal('1.37') + (Decimal('137') if '.' in raw else 7)
    return str(n.quantize(Decimal(raw))) if '.' in raw else str(int(n))


def change(path, line, col, raw):
    lines = open(path, encoding='utf-8').read().split('\n')
    old = lines[line - 1]
    lines[line - 1] = old[:col - 1] + raised(raw) + old[col - 1 + len(raw):]
    open(path, 'w', encoding='utf-8').write('\n'.join(lines))


def conditional(piece):
    """Its line of the template has a condition: what a condition rests on is no figure and has no trace."""
    m = re.search(r'  @(.*):(\d+):\d+$', piece[1].split('\n')[0])
    return '{% if' in open(m[1], encoding='utf-8').read().split('\n')[int(m[2]) - 1] if m else False


base = blocks(document())
if len(base) < 500:
    bad.append(f'only {len(base)} pieces in the document')
tables = tried = changed_total = 0
for name in sorted(os.listdir(os.path.join(here, 'data'))):
    path = os.path.join(here, 'data', name)
    original = open(path, encoding='utf-8').read()
    found = cells(path)
    if not found:
        continue
    tables += 1
    step = max(1, len(found) // PER_TABLE)
    for line, col, raw in found[::step]:
        place = f'@{path}:{line}:{col}'
        named = {i for i, (_, whole) in enumerate(base) if re.search(re.escape(place) + r'(?![0-9])', whole)}
        change(path, line, col, raw)
        now = blocks(document())
        open(path, 'w', encoding='utf-8').write(original)
        tried += 1
        if len(now) != len(base):
            bad.append(f'{name}:{line}:{col}: {len(base)} pieces became {len(now)}')
            continue
        moved = {i for i in range(len(base)) if base[i][0] != now[i][0]}
        changed_total += len(moved)
        for i in sorted(moved ^ named):
            if i in moved and conditional(base[i]):
                continue
            bad.append(f'{name}:{line}:{col} {raw}: {"changed, but not named" if i in moved else "named, but not changed"}: {base[i][1][:300]}')
print('\n'.join(bad) if bad else f'{tables} tables, {tried} cells, {changed_total} changes')
sys.exit(1 if bad or tables < 15 or changed_total < tried else 0)
