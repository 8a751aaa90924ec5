/* xlsxwriter.c - plain.csv as libxlsxwriter writes it: cc xlsxwriter.c -lxlsxwriter && ./a.out plain.csv plain-xlsxwriter.xlsx */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xlsxwriter.h>

/* One cell of a line of CSV; returns what is behind it. */
static char *cell(char *p, char *out)
{
	int quoted = *p == '"';

	for (p += quoted; *p && *p != '\n' && (quoted || *p != ','); p++) {
		if (*p == '"' && quoted && *++p != '"')
			break;
		*out++ = *p;
	}
	*out = 0;
	return *p == ',' ? p + 1 : p;
}

int main(int argc, char **argv)
{
	lxw_workbook *book = workbook_new(argv[argc - 1]);
	lxw_worksheet *sheet = workbook_add_worksheet(book, "公开03表");
	lxw_format *date = workbook_add_format(book), *amount = workbook_add_format(book);
	FILE *in = fopen(argv[1], "r");
	char line[4096], text[4096];

	format_set_num_format(date, "yyyy-mm-dd");
	format_set_num_format(amount, "#,##0.00");
	for (lxw_row_t r = 0; in && fgets(line, sizeof(line), in); r++) {
		char *p = line;

		for (lxw_col_t c = 0; c < 10; c++) {
			lxw_datetime day = { 0 };

			p = cell(p, text);
			if (r > 0 && c == 9 && sscanf(text, "%d-%d-%d", &day.year, &day.month, &day.day) == 3)
				worksheet_write_datetime(sheet, r, c, &day, date);
			else if (r > 0 && c >= 5 && c < 9 && *text)
				worksheet_write_number(sheet, r, c, atof(text), c < 8 ? amount : NULL);
			else if (*text)
				worksheet_write_string(sheet, r, c, text, NULL);
		}
	}
	return workbook_close(book);
}
