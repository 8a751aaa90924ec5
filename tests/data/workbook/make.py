#!/usr/bin/python3
"""Writes the workbooks of this folder that openpyxl (python3-openpyxl) makes; README.md says how the others are made."""
import csv
import datetime
import openpyxl
from openpyxl.styles import Font


def plain():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = '公开03表'
    for r, row in enumerate(csv.reader(open('plain.csv', encoding='utf-8')), 1):
        for c, text in enumerate(row, 1):
            cell = sheet.cell(r, c)
            if not text:
                continue
            if r > 1 and c == 10:
                cell.value = datetime.date.fromisoformat(text)
                cell.number_format = 'yyyy"年"m"月"d"日"'
            elif r > 1 and (c >= 6 or c == 1):  # codes as numbers here
                cell.value = float(text) if c >= 6 else int(text)
                cell.number_format = '#,##0.00' if 6 <= c < 9 else 'General'
            elif r > 1 and c in (3, 4):
                cell.value = int(text)
                cell.number_format = '00'
            else:
                cell.value = text
    sheet['L40'].font = Font(bold=True)  # an empty tail
    book.save('plain-openpyxl.xlsx')


def statement():
    book = openpyxl.Workbook()
    cover = book.active
    cover.title = '封面'
    cover['A1'] = '2022年度部门决算'
    cover.sheet_state = 'hidden'
    sheet = book.create_sheet('公开03表')
    rows = [
        ['支出决算表'],
        [None] * 8 + ['公开03表'],
        ['部门：某某局', None, None, None, None, None, None, None, '金额单位：万元'],
        ['项目', None, None, None, '本年支出', None, None, '完成率', '批复日期'],
        ['功能分类科目编码', None, None, '科目名称', '合计', '基本支出', '项目支出'],
        ['类', '款', '项', '栏次', 1, 2, 3, 4, 5],
        [None, None, None, '合计', '=F7+G7', '=SUM(F8:F9)', '=SUM(G8:G9)', 0.9988, datetime.date(2022, 12, 31)],
        [201, 3, 50, '="事业运"&"行"', '=F8+G8', 886.81, 0.1, 1, datetime.date(2022, 1, 1)],
        ['208', '05', '05', '缴费支出', '=F9+G9', 54.39, 0.2, 0.0653, None],
        [],
        ['注：本表反映部门本年度各项支出情况。'],
        ['制表人：张三', None, None, None, '审核人：李四'],
    ]
    for r, row in enumerate(rows, 1):
        for c, value in enumerate(row, 1):
            if value is not None:
                sheet.cell(r, c).value = value
    for area in ('A1:I1', 'A4:D4', 'E4:G4', 'H4:H5', 'I4:I5', 'A5:C5', 'A6:A7', 'B6:B7', 'C6:C7', 'A11:I11'):
        sheet.merge_cells(area)
    for r in range(7, 10):
        for c in 'EFG':
            sheet[f'{c}{r}'].number_format = '#,##0.00_);(#,##0.00)'
        sheet[f'H{r}'].number_format = '0.00%'
        sheet[f'I{r}'].number_format = 'yyyy"年"m"月"d"日"'
        sheet[f'B{r}'].number_format = sheet[f'C{r}'].number_format = '00'
    other = book.create_sheet('公开 04表')
    other['B3'] = '项目'
    other['C3'] = '金额'
    other['B4'] = '收入'
    other['C4'] = 12.5
    values = book.create_sheet('各种值')
    for row in (['名称', '是否', '数'], ['真', True, '=1/0'], ['假', False, '=NA()'], ['比较', '=C6>1', 1e-7], ['文字', '="甲"&"乙"', '=0.1+0.2'],
                ['大数', '是', 123456789012345678], ['时间', datetime.datetime(2022, 12, 31, 8, 30), 44926.5], ['时刻', datetime.time(8, 30), -1.5]):
        values.append(row)
    book.save('statement-openpyxl.xlsx')


plain()
statement()
