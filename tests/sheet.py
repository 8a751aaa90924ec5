#!/usr/bin/env python3
"""Measure the sheet of GB/T 9704 in a PDF, to 0.1 pt: sheet.py square|grid|folio|turned FILE.pdf [mirrored]

  square  page 1 is 22 lines of 28 characters that fill 156 x 225 mm
  grid    every line of body text stands on a line of the grid, so that both sides of a leaf register; typed blanks do not matter
  folio   page numbers in their place: odd pages right, even pages left, one character in (to 1 pt: the dash is narrower than its em)
  turned  portrait sheets with turned tables: head at the left edge of odd and even pages, margins mirrored
"""
import re, subprocess, sys
import xml.etree.ElementTree as ET

MM = 72 / 25.4
LEFT, TOP, WIDTH, HEIGHT = 28 * MM, 37 * MM, 156 * MM, 225 * MM
ADVANCE, PITCH, SIZE = WIDTH / 28, HEIGHT / 22, 16
ABOVE = 0.86 * SIZE  # of the em, over the baseline
FIRST = TOP + (PITCH - SIZE) / 2 + ABOVE


def pages(pdf):
    """Of each page: width, height, runs of characters (x0, baseline, char, size, x1, y0, y1, upright)."""
    out = subprocess.run(['mutool', 'draw', '-q', '-F', 'stext', pdf], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout
    for page in ET.fromstring(out).iter('page'):
        chars = []
        for line in page.iter('line'):
            upright = line.get('dir', '1 0').startswith('1')
            for font in line.iter('font'):
                for c in font.findall('char'):
                    q = [float(v) for v in c.get('quad').split()]
                    chars.append((float(c.get('x')), float(c.get('y')), c.get('c') or ' ', float(font.get('size')),
                                  max(q[0::2]), min(q[1::2]), max(q[1::2]), upright))
        yield float(page.get('width')), float(page.get('height')), chars


def near(a, b, what, by=0.1):
    if abs(a - b) > by:
        sys.exit('%s: %.3f, not %.3f' % (what, a, b))


def square(pdf):
    sheets = list(pages(pdf))
    chars = sorted((round(c[1], 2), c[0]) for c in sheets[0][2] if c[2] == '国')
    assert len(chars) == 616 and len(sheets) == 2, len(chars)
    for i, (y, x) in enumerate(chars):
        near(y, FIRST + i // 28 * PITCH, 'line %d' % (i // 28 + 1))
        near(x, LEFT + i % 28 * ADVANCE, 'character %d of line %d' % (i % 28 + 1, i // 28 + 1))
    lines, row = sorted({y for y, _ in chars}), [x for y, x in chars if y == chars[0][0]]
    near((row[-1] - row[0]) / 27, 15.793, 'advance', 0.001)
    near((lines[-1] - lines[0]) / 21, 28.99, 'pitch', 0.005)
    near(row[-1] + ADVANCE - row[0], WIDTH, 'width')
    near(lines[-1] - lines[0] + PITCH, HEIGHT, 'height')


def grid(pdf):
    n = 0
    for number, (w, h, chars) in enumerate(pages(pdf), 1):
        for y in {round(c[1], 2) for c in chars if w < h and abs(c[3] - SIZE) < 0.1 and c[7] and c[2] != ' '}:
            line = round((y - FIRST) / PITCH)
            if 0 <= line < 22 and number > 1:  # a cover shares its space out
                near(y, FIRST + line * PITCH, 'page %d, line %d' % (number, line + 1))
                n += 1
    assert n > 100, n


def folio(pdf, mirrored=False):
    n = 0
    for w, h, chars in pages(pdf):
        row = sorted(c for c in chars if abs(c[3] - 14) < 0.1 and c[7] and c[1] > (TOP + HEIGHT if w < h else w - 60))
        text = ''.join(c[2] for c in row)
        found = re.fullmatch('— *(\\d+) *—', text)
        if not found or w > h:
            continue
        n += 1
        even = int(found[1]) % 2 == 0
        left = w - LEFT - WIDTH if even and mirrored else LEFT
        if even:
            near(row[0][0], left + 14, 'page number ' + text, 1)
        else:
            near(row[-1][4], left + WIDTH - 14, 'page number ' + text, 1)
        near(row[0][1], TOP + HEIGHT + 7 * MM + 0.86 * 14, 'height of page number ' + text)
    assert n > 30, n


def turned(pdf):
    sides = [0, 0]
    for w, h, chars in pages(pdf):
        assert w < h
        table, number = [c for c in chars if not c[7]], ''.join(c[2] for c in chars if c[7])
        if not table:
            continue
        even = int(re.sub('\\D', '', number)) % 2 == 0
        sides[even] += 1
        title = [c for c in table if abs(c[3] - 18) < 0.1]  # reads upwards: further up is later
        assert [c[1] for c in title] == sorted((c[1] for c in title), reverse=True)
        head = min(c[0] for c in table)
        assert all(c[0] <= min(d[0] for d in table if d[3] < 15) for c in title), 'the title is not at the left edge'
        assert head > (w - LEFT - WIDTH if even else LEFT), head
        assert max(c[4] for c in table) < (w - LEFT if even else LEFT + WIDTH) + 1
    assert min(sides) >= 3, sides


if __name__ == '__main__':
    {'square': square, 'grid': grid, 'folio': folio, 'turned': turned}[sys.argv[1]](*sys.argv[2:])
