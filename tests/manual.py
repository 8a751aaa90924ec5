#!/usr/bin/env python3
"""Runs the examples of a man page. manual.py PAGE KANYIN WORKDIR

.\\" file: NAME   the next literal block is written to that file of a report folder
.\\" run          the folder is rendered: no message, exit 0; every expectation since the last run is in `dump doc`
.\\" expect: TEXT
.\\" table        lines `template  →  result` of the next literal block, each rendered as a paragraph"""
import html, os, re, shutil, subprocess, sys

page, kanyin, work = sys.argv[1:4]
lines = open(page, encoding='utf-8').read().split('\n')
bad, tables, runs = [], 0, 0
folder = os.path.join(work, 'example')
expect = []


def block(i):
    while not lines[i].startswith('.Bd'):
        i += 1
    out = []
    for line in lines[i + 1:]:
        if line == '.Ed':
            return out
        out.append(line.replace('\\&', '').replace('\\e', '\\'))


def write(name, text):
    path = os.path.join(folder, name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    open(path, 'w', encoding='utf-8').write(text)


def run():
    r = subprocess.run([kanyin, 'render', folder, '-o', os.path.join(work, 'a.pdf')], stderr=subprocess.PIPE)
    d = subprocess.run([kanyin, 'dump', 'doc', folder], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    if r.returncode or r.stderr:
        bad.append(r.stderr.decode())
    return d.stdout.decode()


for i, line in enumerate(lines):
    if m := re.match(r'\.\\" file: (\S+)', line):
        write(m[1], '\n'.join(block(i)) + '\n')
    elif m := re.match(r'\.\\" expect: (.*)', line):
        expect.append(m[1])
    elif line == '.\\" run':
        doc = run()
        runs += 1
        bad += [f'line {i}: not in the document: {e}' for e in expect if e not in doc]
        expect = []
        shutil.rmtree(folder)
    elif line == '.\\" table':
        pairs = [l.split('  →  ') for l in block(i)]
        tables += len(pairs)
        paras = ''.join(f'<para>{html.escape(a)}</para>\n' for a, _ in pairs)
        write('report.xml', f'<report xmlns="urn:kanyin:report">\n{paras}</report>\n')
        doc = run()
        got = [g for g in re.findall(r'^  para body "(.*?)"  @', doc, re.M)]
        for (a, b), g in zip(pairs, got):
            if g != b:
                bad.append(f'{a} gives {g}, the page says {b}')
        if len(got) != len(pairs):
            bad.append(f'{len(got)} results for {len(pairs)} examples')
        shutil.rmtree(folder)
if runs < 1 or tables < 1:
    bad.append('no examples found')
print('\n'.join(bad) if bad else f'{tables} lines, {runs} reports')
sys.exit(1 if bad else 0)
