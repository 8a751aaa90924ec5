/* share_row.c - shares of one list have one base: 其中:A,占a;B,占b;C,占c. When the others are shares of an amount, this one is a share of it too,
 * whatever other amount around would give it; and what the parts add up to is such an amount, also when the text does not say it. */
#include "base/arena.h"
#include "check/share_int.h"

enum { ENTRIES_MAX = 24 };

struct row {
	struct share entries[ENTRIES_MAX];
	size_t n;
	bool nested; /* a part of a part is among them */
};

/* Its percentage says something: not nothing, not all, not a round number that many amounts would give. */
static bool is_telling(const struct share *entry)
{
	return entry->percent->decimals > 0 && number_sign(entry->part->value) > 0 &&
	       number_cmp(entry->percent->value, number_from(100)) != 0;
}

static bool opens_again(const struct share *share, size_t from, size_t to)
{
	return pattern_has(share->c->patterns, PATTERN_OPENS_AGAIN, str_sub(share->line->s, from, to));
}

/* The shares of that line that are said of the same: one sentence of this line, the first one of another list item. */
static void add_entries(struct row *row, const struct share *share, const struct line *line)
{
	for (size_t k = 0; k < line->nfigs && row->n < ENTRIES_MAX; k++) {
		const struct figure *f = &line->figs[k];
		struct share entry = { .c = share->c, .line = line, .percent = f };

		if (f->use != USE_SHARE || f->approx || f->depth != share->percent->depth ||
		    (line == share->line && f->sentence != share->percent->sentence) || !(entry.part = share_part(line, k)) ||
		    !figure_comparable(entry.part, share->part) ||
		    !str_eq(share_named(share->c, line, f), share->named))
			continue;
		if (line == share->line && row->n)
			row->nested |= opens_again(share, row->entries[row->n - 1].percent->to, f->from);
		row->entries[row->n++] = entry;
		if (line != share->line)
			return;
	}
}

/* Items of one list: the same kind of numbering, under the same beginning. */
static bool is_sibling(const struct line *a, const struct line *b)
{
	return a->mark && a->mark == b->mark && a->parent == b->parent && a->part == b->part && !a->cell && !a->leftover;
}

static void collect(struct row *row, const struct share *share)
{
	const struct check *c = share->c;
	const struct line *first = share->line;

	add_entries(row, share, share->line);
	if (row->n != 1)
		return;
	row->n = 0;
	while (first > c->lines && is_sibling(first - 1, share->line))
		first--;
	for (const struct line *line = first; line < c->lines + c->n && is_sibling(line, share->line); line++)
		add_entries(row, share, line);
}

static struct range row_sum(const struct row *row)
{
	struct range sum = range_none();

	for (size_t i = 0; i < row->n; i++)
		sum = range_add(row->entries[i].c->arena, sum, range_of(row->entries[i].c->arena, row->entries[i].part));
	return sum;
}

/* How many of the others are shares of that whole; 0 when another one is not. */
static size_t others_of(const struct row *row, const struct share *share, struct range whole)
{
	size_t n = 0;

	for (size_t i = 0; i < row->n; i++) {
		const struct share *entry = &row->entries[i];

		if (entry->percent == share->percent)
			continue;
		if (!share_fits(entry, whole))
			return 0;
		n += is_telling(entry);
	}
	return n;
}

/* The last share of a list is often what is left of 100: a last digit more or less is meant so. */
static bool is_made_up(const struct row *row, const struct share *share, struct range whole)
{
	struct arena *arena = share->c->arena;
	struct number sum = number_from(0), unit = number_add(arena, share->percent->half, share->percent->half);
	struct range percent;

	for (size_t i = 0; i < row->n; i++)
		sum = number_add(arena, sum, row->entries[i].percent->value);
	if (number_cmp(sum, number_from(100)) != 0 || !range_rate(arena, range_of(arena, share->part), whole, &percent))
		return false;
	return number_cmp(number_abs(arena, number_sub(arena, range_middle(arena, percent), share->percent->value)),
	                  number_add(arena, unit, unit)) <= 0;
}

/* An amount around that is what the parts add up to; NULL: none. */
static const struct figure *said_sum(const struct share *share, struct range sum, const struct line **where)
{
	for (size_t i = 0; i < share->nbases; i++)
		if (range_meets(range_of(share->c->arena, share->bases[i]), sum)) {
			*where = share->base_lines[i];
			return share->bases[i];
		}
	return NULL;
}

bool share_row_wrong(const struct share *share)
{
	struct row row = { .n = 0 };
	struct range sum;
	const struct line *where = NULL;
	const struct figure *total;

	collect(&row, share);
	sum = row_sum(&row);
	if (row.n < 2 || row.nested || number_sign(share->part->value) == 0 || share_fits(share, sum) ||
	    !others_of(&row, share, sum) || is_made_up(&row, share, sum))
		return false;
	total = said_sum(share, sum, &where);
	share_wrong(share, total != NULL, total ? range_of(share->c->arena, total) : sum,
	            total ? figure_text(where, total) : STR("Σ"));
	return true;
}
