/* value.c - values: how they print, what a cell gives, texts that keep their figures. Does not evaluate anything. */
#include <string.h>

#include "base/utf8.h"
#include "merge/expr_int.h"

bool value_truth(const struct value *v)
{
	switch (v->kind) {
	case VALUE_NULL: return false;
	case VALUE_BOOL: return v->boolean;
	case VALUE_NUMBER: return number_sign(v->number) != 0;
	case VALUE_TEXT: return v->text.len > 0;
	case VALUE_LIST: return v->nitems > 0;
	case VALUE_TABLE: return v->table->nrows > 0;
	case VALUE_ROW: break;
	}
	return true;
}

struct value number_value(struct number number, const struct unit *unit)
{
	return (struct value){ .kind = VALUE_NUMBER, .number = number, .unit = unit };
}

struct number value_in(struct arena *arena, const struct value *v, const struct unit *unit)
{
	if (!v->unit || v->unit->factor == unit->factor)
		return v->number;
	return number_mul(arena, v->number, number_ratio(v->unit->factor, unit->factor));
}

/* --- printing --- */

const struct unit *policy_amounts(const struct number_policy *policy)
{
	return policy->amounts ? policy->amounts : unit_find(STR("万元"));
}

/* Decimals of a decimal fraction; 2 when the expansion does not end. */
static int exact_digits(struct arena *arena, struct number n)
{
	for (int digits = 0; digits <= 18; digits++)
		if (number_cmp(number_round(arena, n, digits), n) == 0)
			return digits;
	return 2;
}

int policy_digits(const struct number_policy *policy, const struct unit *unit)
{
	for (size_t i = 0; i < policy->nunits; i++)
		if (unit && str_eq(policy->units[i].unit->name, unit->name))
			return policy->units[i].digits;
	return unit && unit->kind == UNIT_MONEY ? policy->digits : -1;
}

int value_digits(struct arena *arena, const struct value *v, const struct number_policy *policy)
{
	int declared = policy_digits(policy, v->unit);

	if (v->unit && v->unit->kind == UNIT_MONEY)
		return number_sign(v->number) == 0 ? 0 : declared;
	if (declared >= 0 || (v->unit && v->unit->digits <= 18))
		return number_is_int(v->number) ? 0 : declared >= 0 ? declared : v->unit->digits;
	return exact_digits(arena, v->number);
}

void print_unit(struct buf *out, const struct unit *unit)
{
	if (!unit)
		return;
	if (str_eq(unit->name, STR("百分点")))
		buf_z(out, "个");
	buf_str(out, unit->name);
}

void value_print(struct buf *out, struct arena *arena, const struct value *v, const struct number_policy *policy)
{
	number_print(out, v->number, value_digits(arena, v, policy), GROUP_NONE);
	print_unit(out, v->unit);
}

/* --- phrases --- */

void phrase_init(struct phrase *p, struct arena *arena)
{
	memset(p, 0, sizeof(*p));
	p->arena = arena;
	buf_init(&p->str);
}

static void add_part(struct phrase *p, struct str text, const struct trace *trace)
{
	struct value *last = p->nparts ? &p->parts[p->nparts - 1] : NULL;

	/* The text of a part is its length alone until phrase_take knows where the whole stands. */
	buf_str(&p->str, text);
	if (last && last->trace == trace && (!trace || trace->words)) {
		last->text.len += text.len;
		return;
	}
	p->parts = mem_grow(p->parts, p->nparts, &p->size, sizeof(*p->parts));
	p->parts[p->nparts++] = (struct value){ .kind = VALUE_TEXT, .text = { NULL, text.len }, .trace = trace };
	p->figures += trace != NULL;
}

void phrase_word(struct phrase *p, struct str word)
{
	if (word.len)
		add_part(p, word, NULL);
}

void phrase_figure(struct phrase *p, struct str printed, const struct trace *trace)
{
	add_part(p, printed, trace);
}

void phrase_number(struct phrase *p, const struct value *v, int digits)
{
	struct buf b;

	buf_init(&b);
	number_print(&b, v->number, digits, GROUP_NONE);
	print_unit(&b, v->unit);
	phrase_figure(p, buf_as_str(&b), v->trace);
	buf_release(&b);
}

static void phrase_text(struct phrase *p, const struct value *v)
{
	if (!v->nitems)
		add_part(p, v->text, v->trace);
	for (size_t i = 0; i < v->nitems; i++)
		add_part(p, v->items[i].text, v->items[i].trace);
}

bool phrase_value(struct phrase *p, const struct value *v, const struct number_policy *policy)
{
	switch (v->kind) {
	case VALUE_NUMBER:
		phrase_number(p, v, value_digits(p->arena, v, policy));
		return true;
	case VALUE_TEXT:
		phrase_text(p, v);
		return true;
	case VALUE_BOOL:
		phrase_word(p, v->boolean ? STR("是") : STR("否"));
		return true;
	case VALUE_NULL: case VALUE_LIST: case VALUE_TABLE: case VALUE_ROW:
		break;
	}
	return false;
}

struct value phrase_take(struct phrase *p)
{
	struct value v = { .kind = VALUE_TEXT, .text = buf_take(&p->str, p->arena) };
	const char *at = v.text.ptr;

	if (p->nparts == 1) {
		v.trace = p->parts[0].trace;
	} else if (p->figures) {
		for (size_t i = 0; i < p->nparts; i++) {
			p->parts[i].text.ptr = at;
			at += p->parts[i].text.len;
		}
		v.items = arena_copy(p->arena, p->parts, p->nparts * sizeof(*p->parts));
		v.nitems = p->nparts;
	}
	buf_release(&p->str);
	mem_free(p->parts);
	return v;
}

/* --- cells --- */

static struct str row_name(struct arena *arena, const struct table *t, size_t row, size_t column)
{
	struct str label = table_row_label(t, row, column, NULL);

	return label.len ? label : str_printf(arena, "#%zu", row + 1);
}

struct str cell_name(struct arena *arena, const struct table *t, size_t row, size_t column)
{
	struct str key = row_name(arena, t, row, column), label = t->columns[column].label;

	return str_printf(arena, "%.*s['%.*s','%.*s']", STR_FMT(t->name), STR_FMT(key), STR_FMT(label));
}

static const struct trace *cell_trace(struct arena *arena, const struct value *v, struct origin origin, struct str text)
{
	struct trace *trace = arena_make(arena, struct trace);

	trace->kind = TRACE_CELL;
	trace->origin = origin;
	trace->text = text;
	trace->number = v->number;
	trace->unit = v->unit;
	return trace;
}

static bool number_cell(const struct eval *e, struct table *t, size_t row, size_t column, struct str text, struct value *out)
{
	struct str unit = t->columns[column].unit;
	struct number number;

	*out = (struct value){ .kind = VALUE_NULL, .text = text, .reported = true, .origin = table_origin(t, row, column) };
	switch (table_number(t, e->arena, row, column, &number)) {
	case CELL_BAD:
		return false;
	case CELL_BLANK:
		if (!t->blank_is_zero || (!e->dash_is_zero && cell_is_dash(table_text(t, row, column)))) {
			out->reported = false;
			return true;
		}
		number = number_from(0);
		break;
	case CELL_NUMBER:
		break;
	}
	if (unit.len && !unit_find(unit))
		return false;
	*out = number_value(number, unit.len ? unit_find(unit) : NULL);
	out->trace = cell_trace(e->arena, out, table_origin(t, row, column), text);
	return true;
}

bool cell_value(const struct eval *e, struct table *t, size_t row, size_t column, struct str text, struct value *out)
{
	if (t->columns[column].type == COLUMN_NUMBER)
		return number_cell(e, t, row, column, text.len ? text : cell_name(e->arena, t, row, column), out);
	*out = (struct value){ .kind = VALUE_TEXT, .cell = true, .text = table_text(t, row, column), .origin = table_origin(t, row, column) };
	if (!out->text.len) {
		out->kind = VALUE_NULL;
		out->text = text.len ? text : cell_name(e->arena, t, row, column);
	}
	return true;
}

bool value_cell(const struct eval *e, struct table *t, size_t row, size_t column, struct value *out)
{
	return cell_value(e, t, row, column, STR(""), out);
}

/* --- messages --- */

struct origin value_cause(const struct value *v)
{
	const struct trace *t = v->trace;

	if (v->origin.src)
		return v->origin;
	if (v->kind == VALUE_ROW || v->kind == VALUE_TABLE)
		return v->kind == VALUE_ROW ? table_origin(v->table, v->row, 0) : v->table->header;
	while (t && t->kind == TRACE_FORMULA && t->ninputs)
		t = t->inputs[0];
	return t && (t->kind == TRACE_CELL || t->kind == TRACE_FACT) ? t->origin : (struct origin){ 0 };
}

enum { CLIP = 40 }; /* [code points] */

struct str expr_clip(struct arena *arena, struct str text)
{
	size_t pos = 0, n = 0;

	while (pos < text.len && n < CLIP) {
		size_t next = pos;

		if (utf8_next(text, &next) < ' ')
			break;
		pos = next;
		n++;
	}
	return pos == text.len ? text : str_printf(arena, "%.*s…", STR_FMT(str_sub(text, 0, pos)));
}
