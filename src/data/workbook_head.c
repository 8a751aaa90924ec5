/* workbook_head.c - finds the header rows of a table in a sheet and names its columns.
 *
 * Above the header stand captions: a title merged over all columns, 公开03表, 部门：… and 金额单位：…. The header has up
 * to HEAD_MAX rows; they belong together where merged cells hold them together. A column is called by its lowest label
 * (基本支出), with the labels above it in front (本年支出基本支出) when two columns would be called the same or when the
 * description says so. A row of column numbers (栏次 1 2 3) under the header belongs to it. */
#include "base/arena.h"
#include "base/utf8.h"
#include "data/workbook.h"

enum { HEAD_MAX = 5, HEAD_SEARCH = 30, LEVELS = HEAD_MAX + 1, NEAR_MERGES = 2000 };

struct search {
	struct arena *arena;
	const struct sheet_grid *grid;
	const struct table_builder *builder;
	struct sheet_area region;
	struct sheet_area *merges; /* heap: those near the row that is looked at */
	size_t nmerges, merges_size;
};

static struct str cell_text(const struct sheet_cell *cell)
{
	return cell ? str_trim((struct str){ cell->ptr, cell->len }) : STR("");
}

/* --- what rows look like --- */

static size_t row_cells(const struct search *s, int32_t line, const struct sheet_cell **first)
{
	const struct sheet_row *row = sheet_grid_row(s->grid, line);
	size_t from = 0, to = row ? row->n : 0;

	while (from < to && row->cells[from].col < s->region.left)
		from++;
	while (to > from && row->cells[to - 1].col > s->region.right)
		to--;
	*first = row ? row->cells + from : NULL;
	return to - from;
}

static bool is_number(const struct sheet_cell *cell)
{
	char scratch[CELL_NUMBER_MAX];
	struct str plain;

	return cell->kind != SHOWN_TEXT || cell_plain(cell_text(cell), scratch, &plain) == CELL_NUMBER;
}

static bool has_numbers(const struct search *s, int32_t line)
{
	const struct sheet_cell *cells;
	size_t n = row_cells(s, line, &cells);

	for (size_t i = 0; i < n; i++)
		if (is_number(&cells[i]))
			return true;
	return false;
}

static bool is_level(struct str text) /* the columns of codes are named in the row of the numbers */
{
	return fold_eq(text, STR("类")) || fold_eq(text, STR("款")) || fold_eq(text, STR("项"));
}

static bool is_small_int(struct str text)
{
	for (size_t i = 0; i < text.len; i++)
		if (!ch_is_digit((unsigned char)text.ptr[i]))
			return false;
	return text.len > 0 && text.len <= 3;
}

/* 栏次 1 2 3 */
static bool is_numbering(const struct search *s, int32_t line)
{
	const struct sheet_cell *cells;
	size_t n = line <= s->region.bottom ? row_cells(s, line, &cells) : 0, named = 0;

	for (size_t i = 0; i < n; i++) {
		struct str text = cell_text(&cells[i]);
		bool name = fold_eq(text, STR("栏次"));

		if (!name && !is_level(text) && !is_small_int(text))
			return false;
		named += name;
	}
	return named > 0;
}

static bool is_caption(const struct search *s, int32_t line)
{
	static const char *const signs[] = { "单位：", "单位:", "部门：", "部门:" };
	struct corner corner = { 0 };
	const struct sheet_cell *cells;
	size_t n = row_cells(s, line, &cells);

	if (n == 0 || (n == 1 && s->region.right > s->region.left))
		return true;
	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < sizeof(signs) / sizeof(signs[0]); k++)
			if (str_find(cell_text(&cells[i]), str_from(signs[k])) >= 0)
				return true;
	for (size_t i = 0; i < n; i++)
		corner_read(&corner, cell_text(&cells[i]), i + 1 < n ? cell_text(&cells[i + 1]) : STR(""));
	return corner.unit.len > 0;
}

/* --- merged cells --- */

static void gather_merges(struct search *s, int32_t line)
{
	s->nmerges = 0;
	for (size_t i = 0; i < s->grid->nmerges && s->nmerges < NEAR_MERGES; i++) {
		const struct sheet_area *m = &s->grid->merges[i];

		if (m->bottom < line || m->top > line + HEAD_MAX || m->right < s->region.left || m->left > s->region.right)
			continue;
		s->merges = mem_grow(s->merges, s->nmerges, &s->merges_size, sizeof(*s->merges));
		s->merges[s->nmerges++] = *m;
	}
}

static struct sheet_area area_at(const struct search *s, int32_t line, int32_t col)
{
	for (size_t i = 0; i < s->nmerges; i++) {
		const struct sheet_area *m = &s->merges[i];

		if (m->top <= line && line <= m->bottom && m->left <= col && col <= m->right)
			return *m;
	}
	return (struct sheet_area){ line, col, line, col };
}

/* How many labels stand in a row below a merged one. */
static size_t children(const struct search *s, int32_t line, const struct sheet_area *parent)
{
	const struct sheet_cell *cells;
	size_t n = row_cells(s, line, &cells), found = 0;

	for (size_t i = 0; i < n; i++)
		found += cells[i].col >= parent->left && cells[i].col <= parent->right;
	return found;
}

/* The last row that merged cells bind to the rows top .. bottom. */
static int32_t bound_row(const struct search *s, int32_t top, int32_t bottom)
{
	int32_t last = bottom;

	for (size_t i = 0; i < s->nmerges; i++) {
		const struct sheet_area *m = &s->merges[i];

		if (m->top < top || m->top > bottom || !cell_text(sheet_grid_cell(s->grid, m->top, m->left)).len)
			continue;
		if (m->bottom > last)
			last = m->bottom;
		if (m->right > m->left && m->bottom == last && children(s, last + 1, m) > 1)
			last++;
	}
	return last;
}

/* The last header row of a header that begins at `top`. Rows with numbers are data. */
static int32_t head_bottom(const struct search *s, int32_t top)
{
	int32_t bottom = top;

	for (;;) {
		int32_t last = bound_row(s, top, bottom), next = bottom;

		while (next < last && next + 1 < top + HEAD_MAX && next < s->region.bottom && !has_numbers(s, next + 1))
			next++;
		if (next == bottom)
			break;
		bottom = next;
	}
	return is_numbering(s, bottom + 1) ? bottom + 1 : bottom;
}

/* --- labels --- */

struct levels {
	struct str text[LEVELS];
	size_t n;
};

static void column_levels(const struct search *s, int32_t top, int32_t bottom, int32_t col, struct levels *levels)
{
	int32_t line = top;
	bool covered = false; /* the lowest label belongs to the column at its left */

	levels->n = 0;
	while (line <= bottom) {
		struct sheet_area area = area_at(s, line, col);
		struct str text = cell_text(sheet_grid_cell(s->grid, area.top, area.left));
		bool numbers = line == bottom && line > top && is_numbering(s, line);

		if (text.len && (!numbers || is_level(text))) {
			levels->text[levels->n++] = text;
			covered = area.left < col;
		}
		line = area.bottom + 1;
	}
	if (covered)
		levels->text[levels->n - 1] = STR("");
}

/* The lowest `depth` labels in one. */
static struct str compose(struct arena *arena, const struct levels *levels, size_t depth)
{
	struct buf buf;
	struct str text;

	if (levels->n == 0 || depth < 2)
		return levels->n ? levels->text[levels->n - 1] : STR("");
	buf_init(&buf);
	for (size_t i = levels->n - depth; i < levels->n; i++)
		buf_str(&buf, levels->text[i]);
	text = buf_take(&buf, arena);
	buf_release(&buf);
	return text;
}

static bool is_declared(const struct table_spec *spec, struct str label)
{
	struct str rest = spec->keys, key;

	for (size_t i = 0; i < spec->ncolumns; i++)
		if (fold_eq(spec->columns[i].label, label))
			return true;
	while (next_key(&rest, &key))
		if (fold_eq(key, label))
			return true;
	return false;
}

/* Whether another column has the same label when both show `depth` levels. */
static bool is_shared(struct arena *arena, const struct levels *levels, size_t n, size_t i, size_t depth)
{
	struct str label = compose(arena, &levels[i], depth);

	for (size_t k = 0; k < n; k++)
		if (k != i && levels[k].n &&
		    fold_eq(label, compose(arena, &levels[k], depth < levels[k].n ? depth : levels[k].n)))
			return true;
	return false;
}

static struct str column_label(struct search *s, const struct levels *levels, size_t n, size_t i)
{
	struct str leaf = compose(s->arena, &levels[i], 1);
	size_t depth = 1;

	if (!leaf.len || is_declared(s->builder->spec, leaf))
		return leaf;
	for (size_t d = 2; d <= levels[i].n; d++) {
		struct str label = compose(s->arena, &levels[i], d);

		if (is_declared(s->builder->spec, label))
			return label;
	}
	while (depth < levels[i].n && is_shared(s->arena, levels, n, i, depth))
		depth++;
	return compose(s->arena, &levels[i], depth);
}

/* The header that begins at `top`. Its columns reach from the first to the last label. */
static void read_head(struct search *s, int32_t top, struct head *head)
{
	size_t n = (size_t)(s->region.right - s->region.left + 1), last = 0;
	struct levels *levels;

	if (n > TABLE_MAX_COLUMNS + 1)
		n = TABLE_MAX_COLUMNS + 1; /* one too many, which the builder reports */
	gather_merges(s, top);
	head->area = (struct sheet_area){ top, s->region.left, head_bottom(s, top), s->region.left };
	levels = arena_array(s->arena, n, sizeof(*levels));
	head->labels = arena_array(s->arena, n, sizeof(*head->labels));
	for (size_t i = 0; i < n; i++)
		column_levels(s, top, head->area.bottom, s->region.left + (int32_t)i, &levels[i]);
	for (size_t i = 0; i < n; i++) {
		struct str label = column_label(s, levels, n, i);

		head->labels[i] = (struct table_cell){ label.ptr, (uint32_t)label.len, s->region.left + (int32_t)i };
		if (label.len)
			last = i;
	}
	head->area.right = s->region.left + (int32_t)last;
	head->n = last + 1;
}

/* --- the search --- */

/* Without labels to go by: at least half of the columns are covered. */
static bool looks_like_head(struct search *s, int32_t line)
{
	const struct sheet_cell *cells;
	size_t n = row_cells(s, line, &cells);
	int32_t covered = 0;

	gather_merges(s, line);
	for (size_t i = 0; i < n; i++) {
		struct sheet_area area = area_at(s, line, cells[i].col);

		covered += area.right - area.left + 1;
	}
	return covered * 2 >= s->region.right - s->region.left + 1;
}

static struct str wanted_labels(struct arena *arena, const struct table_spec *spec)
{
	struct str rest = spec->keys, key, list;
	struct buf buf;

	buf_init(&buf);
	for (size_t i = 0; i < spec->ncolumns; i++)
		buf_printf(&buf, "%s%.*s", i ? "、" : "", STR_FMT(spec->columns[i].label));
	while (next_key(&rest, &key))
		if (!spec_has_id(spec, key))
			buf_printf(&buf, "%s%.*s", buf.len ? "、" : "", STR_FMT(key));
	list = buf_take(&buf, arena);
	buf_release(&buf);
	return list;
}

/* The first row that begins a header with all labels that the description names. */
static bool search_head(struct search *s, struct head *head)
{
	const struct table_spec *spec = s->builder->spec;
	bool labels = spec->ncolumns > 0 || str_trim(spec->keys).len > 0;
	int32_t end = s->region.bottom < s->region.top + HEAD_SEARCH ? s->region.bottom + 1 : s->region.top + HEAD_SEARCH;

	for (int32_t line = s->region.top; line < end; line++) {
		if (is_caption(s, line) || (!labels && !looks_like_head(s, line)))
			continue;
		read_head(s, line, head);
		if (!labels || builder_knows(s->builder, head->labels, head->n))
			return true;
	}
	if (labels)
		diag(s->builder->diags, HEADER_MISSING, place_of(s->builder->table->src, 0, 0),
		     str_printf(s->arena, "%d", HEAD_SEARCH), wanted_labels(s->arena, spec));
	else
		diag(s->builder->diags, CSV_EMPTY, place_of(s->builder->table->src, 0, 0), s->builder->table->src->path);
	return false;
}

/* The header that the description points at. */
static bool given_head(struct search *s, int32_t line, struct head *head)
{
	if (line <= s->region.bottom)
		read_head(s, line, head);
	if (line <= s->region.bottom && (head->n > 1 || head->labels[0].len))
		return true;
	diag(s->builder->diags, CSV_EMPTY, place_of(s->builder->table->src, line, s->region.left), s->builder->table->src->path);
	return false;
}

bool head_find(struct arena *arena, const struct sheet_grid *grid, struct sheet_area region, const struct table_builder *builder,
               struct head *head)
{
	struct search s = { .arena = arena, .grid = grid, .builder = builder, .region = region };
	const struct table_spec *spec = builder->spec;
	bool found = true;

	if (spec->header > 0)
		found = given_head(&s, spec->header > region.top ? spec->header : region.top, head);
	else if (spec->header < 0 && spec->range.len)
		found = given_head(&s, region.top, head); /* a range begins with its header */
	else
		found = search_head(&s, head);
	mem_free(s.merges);
	return found;
}
