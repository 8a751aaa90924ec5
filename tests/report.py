#!/usr/bin/env python3
"""What a reader finds in the example report's PDF, compared with its sources. report.py FILE.pdf KANYIN

Nothing expected here is kanyin's own output except the list of headings, which is compared with the PDF's bookmarks and pages."""
import glob, json, os, re, subprocess, sys, unicodedata

pdf, kanyin = sys.argv[1:3]
root = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
example = os.path.join(root, 'examples', 'aba-2022')
bad = []


def run(*args):
    return subprocess.run(args, check=True, stdout=subprocess.PIPE).stdout.decode('utf-8')


def norm(text):
    """Folds what normalisation may change: width of punctuation, quotes, blanks, line ends."""
    text = unicodedata.normalize('NFKC', text)
    text = text.translate(str.maketrans({'〈': '<', '〉': '>', '“': '"', '”': '"', '‘': "'", '’': "'", '。': '.', '…': '.', '—': '-'}))
    return re.sub(r'[\s\u3000\xa0]+', '', text)


def pages_of():
    raw = run('pdftotext', '-raw', '-enc', 'UTF-8', pdf, '-')
    return raw.split('\f')[:-1]


pages = pages_of()
folio = {}          # printed number -> page index
for i, page in enumerate(pages):
    m = re.findall(r'^\s*—\s*(\d+)\s*—\s*$', page, re.M)
    if m:
        folio[int(m[-1])] = i
body = '\n'.join(re.sub(r'^\s*—\s*\d+\s*—\s*$', '', p, flags=re.M) for p in pages)
flat = norm(body)

def last_part(title):
    """附件1　… and 公开02表　… stand as two lines on their page: the name itself must be there."""
    return norm(re.split(r'[\u3000 ](?=\D)', title)[-1])[-8:]


# 1. every paragraph of the prose files, in order within its file; pieces between {{ }} and {% %} of templates likewise
def pieces(path):
    text = open(path, encoding='utf-8-sig').read()
    text = re.sub(r'\{#.*?#\}', '', text, flags=re.S)
    for line in text.splitlines():
        for piece in re.split(r'\{\{.*?\}\}|\{%.*?%\}', line):
            if len(norm(piece)) > 1:
                yield piece


count = 0
for path in sorted(glob.glob(os.path.join(example, 'text', '*.txt'))):
    at = 0
    text = open(path, encoding='utf-8-sig').read()
    literal = '{%' not in text
    for piece in pieces(path):
        count += 1
        found = flat.find(norm(piece), at)
        if found < 0:
            bad.append(f'{os.path.basename(path)}: not in the PDF, or out of order: {piece.strip()[:60]}')
        elif literal:
            at = found + 1
if count < 60:
    bad.append(f'only {count} pieces of prose found: is the example there?')

# 2. figures that must stand there, and what must not
for name, wanted in (('expect.values', True), ('expect.absent', False)):
    path = os.path.join(root, 'tests', 'data', 'aba-2022', name)
    for line in open(path, encoding='utf-8'):
        line = line.split('#')[0].strip()
        if not line:
            continue
        if (norm(line) in flat if wanted or len(norm(line)) > 3 else line in body) != wanted:
            bad.append(f'{name}: {"missing" if wanted else "still there"}: {line}')

# 3. contents: every entry's number is the page that has the heading
entries = []
for page in pages[:4]:
    for line in re.sub(r'\n(?=[….·])|(?<=[、，：])\n(?=“)', '', page).splitlines():  # poppler breaks lines where a squeezed glyph steps back
        m = re.match(r'^(.*?)[.·…⋯\s]{3,}(\d+)\s*$', line)
        if m and m.group(1).strip():
            entries.append((m.group(1).strip(), int(m.group(2))))
if len(entries) < 20:
    bad.append(f'contents: only {len(entries)} entries')
for title, number in entries:
    if number not in folio:
        bad.append(f'contents: no page is numbered {number} ({title})')
    elif last_part(title) not in norm(pages[folio[number]]):
        bad.append(f'contents: page {number} does not have "{title}"')
numbers = [n for _, n in entries]
if numbers != sorted(numbers):
    bad.append('contents: page numbers are not in order')

# 4. bookmarks = headings and tables of the document, and each leads to a page that has it
doc = run(kanyin, 'dump', 'pages', example)
headings = [(int(l), int(p), t) for l, p, t in re.findall(r'^outline (\d+) page=(\d+) y=\S+(?: toc)? "(.*)"$', doc, re.M)]
qpdf = json.loads(run('qpdf', '--json', '--json-key=outlines', pdf))


def walk(items, level):
    for item in items:
        yield level, item.get('destpageposfrom1', 0), item['title']
        yield from walk(item.get('kids', []), level + 1)


marks = list(walk(qpdf['outlines'], 1))
if [t for _, _, t in headings] != [t for _, _, t in marks]:
    bad.append(f'bookmarks differ from headings: {len(marks)} and {len(headings)}')
for level, page, title in marks:
    if not 1 <= page <= len(pages):
        bad.append(f'bookmark without a page: {title}')
    elif last_part(title) not in norm(pages[page - 1]):
        bad.append(f'bookmark "{title}" leads to page {page}, which does not have it')
source = run(kanyin, 'dump', 'doc', example)
levels = len(re.findall(r'^  \w[\w-]* .*level=\d', source, re.M))
if levels != len(marks):
    bad.append(f'{levels} headings and tables in the document, {len(marks)} bookmarks')

# 5. part two of the example has no amount typed by hand
for path in glob.glob(os.path.join(root, 'templates', 'text', '*.txt')):
    for n, line in enumerate(open(path, encoding='utf-8'), 1):
        typed = re.sub(r'\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}', '', line)
        if re.search(r'\d\s*(万元|亿元)', typed):
            bad.append(f'{os.path.relpath(path, root)}:{n}: an amount is typed by hand: {typed.strip()[:40]}')

# 6. links of the contents, page labels
links = run('mutool', 'show', pdf, 'pages')
info = run('pdfinfo', pdf)
if 'Title:' not in info or '决算' not in info:
    bad.append('document information has no title')

print('\n'.join(bad) if bad else f'{count} pieces of prose, {len(entries)} contents entries, {len(marks)} bookmarks')
sys.exit(1 if bad else 0)
