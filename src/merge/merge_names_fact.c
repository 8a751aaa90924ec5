/* merge_names_fact.c - facts: typed scalars and lists of department.xml, of a two-column sheet or of the description itself.
 *
 * A fact has a value, or an expression over other facts and over what was defined before them (select="总额 / 人数"; in a sheet a
 * value that begins with =). Facts of one file may refer to each other in any order; a circle is reported with its path. The command
 * line's value replaces either. */
#include "merge/fact.h"

enum { FACT_DEPTH = 50 }; /* facts that rest on facts that rest on … */

/* --- values --- */

static struct value missing(const struct fact *f, bool reported)
{
	return (struct value){ .kind = VALUE_NULL, .text = f->name, .reported = reported, .origin = f->text_at.src ? f->text_at : f->name_at };
}

static bool is_type(const struct fact *f, const char *type)
{
	return str_eq(f->type, str_from(type));
}

static bool is_number(const struct fact *f)
{
	return is_type(f, "number") || is_type(f, "amount") || is_type(f, "count");
}

static const struct trace *fact_trace(struct merge *m, const struct fact *f, const struct value *value)
{
	struct trace *trace = arena_make(m->arena, struct trace);

	*trace = (struct trace){ .kind = TRACE_FACT, .origin = f->text_at, .text = f->name, .number = value->number };
	trace->unit = value->unit;
	if (value->trace) {
		trace->origin = f->select_at;
		trace->written = f->select;
		trace->inputs = arena_copy(m->arena, &value->trace, sizeof(value->trace));
		trace->ninputs = 1;
	}
	return trace;
}

static struct value bad_value(struct merge *m, const struct fact *f, const char *expected)
{
	diag(m->diags, BAD_VALUE, f->text_at, f->text, f->text_at.src ? f->name : str_printf(m->arena, "--set %.*s", STR_FMT(f->name)), str_from(expected));
	return missing(f, true);
}

static struct value text_value(struct str text, struct origin where)
{
	return (struct value){ .kind = VALUE_TEXT, .text = text, .origin = where };
}

/* An amount has a unit of money, a count none of it. */
static const struct unit *fact_unit(struct merge *m, const struct fact *f)
{
	const struct unit *unit = unit_find(f->unit);

	if (!f->unit.len) {
		if (is_type(f, "amount") && !f->select.len)
			diag(m->diags, MISSING_ATTRIBUTE, f->name_at, STR("fact"), STR("unit"));
	} else if (!unit) {
		diag(m->diags, UNKNOWN_UNIT, f->unit_at, f->unit);
	} else if (is_type(f, "amount") && unit->kind != UNIT_MONEY) {
		diag(m->diags, BAD_VALUE, f->unit_at, f->unit, f->name, STR("元, 万元 …"));
	} else if (is_type(f, "count") && unit->kind == UNIT_MONEY) {
		diag(m->diags, BAD_VALUE, f->unit_at, f->unit, f->name, STR("人, 辆 …"));
	}
	return unit;
}

static struct value number_fact(struct merge *m, const struct fact *f)
{
	struct value value = { .kind = VALUE_NUMBER, .unit = fact_unit(m, f) };

	switch (cell_parse_number(m->arena, f->text, &value.number)) {
	case CELL_NUMBER:
		value.trace = fact_trace(m, f, &value);
		return value;
	case CELL_BLANK:
		return missing(f, false);
	case CELL_BAD:
		break;
	}
	return bad_value(m, f, BOTH("a number", "数字"));
}

/* The items of a sheet's cell, or of --set: 一；二、三. */
static size_t split(struct str text, struct origin where, struct value *items)
{
	static const char *const marks[] = { "、", "；", ";", "\n" };
	size_t n = 0, from = 0;

	for (size_t at = 0; at <= text.len; at++) {
		size_t len = at == text.len ? 1 : 0;

		for (size_t i = 0; !len && i < sizeof(marks) / sizeof(*marks); i++)
			if (str_starts(str_sub(text, at, text.len), str_from(marks[i])))
				len = str_from(marks[i]).len;
		if (!len)
			continue;
		if (str_trim(str_sub(text, from, at)).len) {
			if (items)
				items[n] = text_value(str_trim(str_sub(text, from, at)), where);
			n++;
		}
		from = at + len;
		at = from - 1;
	}
	return n;
}

static struct value list_fact(struct merge *m, const struct fact *f)
{
	struct value value = { .kind = VALUE_LIST }, *items;
	size_t n = f->items ? 0 : split(f->text, f->text_at, NULL);

	for (const struct desc_node *i = f->items; i; i = i->next)
		n += i->kind == DESC_ITEM;
	items = arena_array(m->arena, n, sizeof(*items));
	value.items = items;
	if (!f->items)
		value.nitems = split(f->text, f->text_at, items);
	for (const struct desc_node *i = f->items; i; i = i->next)
		if (i->kind == DESC_ITEM)
			items[value.nitems++] = text_value(i->text, i->text_origin);
	return value;
}

static struct value given_value(struct merge *m, const struct fact *f)
{
	if (is_number(f))
		return number_fact(m, f);
	if (is_type(f, "list"))
		return list_fact(m, f);
	if (!f->text.len)
		return missing(f, false);
	if (is_type(f, "date") && !date_valid(f->text))
		return bad_value(m, f, BOTH("2022-12-31 or 2022年12月31日", "2022-12-31 或 2022年12月31日"));
	return text_value(f->text, f->text_at);
}

/* --- computed facts --- */

static bool fits_type(const struct fact *f, const struct value *v)
{
	if (v->kind == VALUE_NULL || !f->type.len)
		return true;
	if (is_number(f))
		return v->kind == VALUE_NUMBER && (!is_type(f, "amount") || (v->unit && v->unit->kind == UNIT_MONEY));
	if (is_type(f, "list"))
		return v->kind == VALUE_LIST;
	return v->kind == VALUE_TEXT && (!is_type(f, "date") || date_valid(v->text));
}

/* unit="元" attaches the unit to a plain number and converts one of its kind. */
static bool take_unit(struct merge *m, const struct fact *f, struct value *v)
{
	const struct unit *unit = f->unit.len && v->kind == VALUE_NUMBER ? fact_unit(m, f) : NULL;

	if (!unit)
		return true;
	if (v->unit && v->unit->dimension != unit->dimension) {
		diag(m->diags, UNIT_MISMATCH, f->select_at, str_printf(m->arena, "%.*s → %.*s", STR_FMT(v->unit->name), STR_FMT(f->unit)));
		return false;
	}
	v->number = v->unit ? value_in(m->arena, v, unit) : v->number;
	v->unit = unit;
	return true;
}

static struct value computed_value(struct merge *m, const struct fact *f)
{
	struct value v;

	if (!f->expr || !expr_eval(f->expr, &m->eval, &v) || !take_unit(m, f, &v))
		return missing(f, true);
	if (!fits_type(f, &v)) {
		diag(m->diags, TYPE_MISMATCH, f->select_at, f->name, f->type, f->select);
		return missing(f, true);
	}
	if (v.kind == VALUE_NULL)
		v.text = f->name;
	if (v.kind == VALUE_NUMBER)
		v.trace = fact_trace(m, f, &v);
	if (v.kind == VALUE_TEXT && !v.origin.src && !v.trace && !v.nitems)
		v.origin = f->select_at;
	return v;
}

struct solver {
	struct merge *m;
	struct fact *facts;
	struct scope *index;            /* name: its place in facts */
	struct fact *path[FACT_DEPTH];  /* facts being computed */
	size_t depth;
};

static void solve(struct solver *, struct fact *);

static void solve_name(void *ctx, struct str name)
{
	struct solver *s = ctx;
	const struct value *at = scope_find(s->index, name);

	if (at)
		solve(s, &s->facts[at->row]);
}

/* 甲 (department.xml:3:20) → 乙 (…) → 甲. None of them gets a value. */
static void report_cycle(struct solver *s, const struct fact *again)
{
	struct buf path;
	size_t from = 0;

	while (s->path[from] != again)
		from++;
	buf_init(&path);
	for (size_t i = from; i < s->depth; i++) {
		s->path[i]->failed = true;
		buf_str(&path, s->path[i]->name);
		buf_z(&path, " (");
		origin_print(&path, s->path[i]->select_at);
		buf_z(&path, ") → ");
	}
	buf_str(&path, again->name);
	diag(s->m->diags, FACT_CYCLE, again->select_at, buf_as_str(&path));
	buf_release(&path);
}

static void solve(struct solver *s, struct fact *f)
{
	if (f->state == FACT_RUNNING && !f->failed)
		report_cycle(s, f);
	if (f->state != FACT_WAITING)
		return;
	if (s->depth == FACT_DEPTH) {
		diag(s->m->diags, TEMPLATE_NESTING, f->select_at, str_printf(s->m->arena, "%d", FACT_DEPTH));
		f->failed = true;
		scope_set(s->m->eval.scope, f->name, missing(f, true));
		return;
	}
	f->state = FACT_RUNNING;
	s->path[s->depth++] = f;
	if (f->expr)
		expr_names(f->expr, solve_name, s);
	s->depth--;
	f->state = FACT_DONE;
	scope_set(s->m->eval.scope, f->name, f->failed ? missing(f, true) : computed_value(s->m, f));
}

/* --- all of a file --- */

static struct setting *find_setting(const struct merge *m, struct str name)
{
	for (size_t i = m->in->nsettings; i-- > 0;)
		if (str_eq(m->in->settings[i].name, name))
			return &m->in->settings[i];
	return NULL;
}

/* The command line's value has the type of the fact; one that replaces an expression is a number when it looks like one. */
static void apply_setting(struct merge *m, struct fact *f)
{
	struct setting *setting = find_setting(m, f->name);
	struct number number;

	if (!setting)
		return;
	setting->used = true;
	f->text = setting->value;
	f->text_at = (struct origin){ 0 };
	f->items = NULL;
	if (f->select.len && !f->type.len && cell_parse_number(m->arena, f->text, &number) == CELL_NUMBER)
		f->type = STR("number");
	f->select = STR("");
}

static void report_twice(struct merge *m, const struct fact *first, const struct fact *second)
{
	struct buf place;

	buf_init(&place);
	origin_print(&place, first->name_at);
	diag(m->diags, DUPLICATE_NAME, second->name_at, second->name, buf_as_str(&place));
	buf_release(&place);
}

void facts_define(struct merge *m, struct fact *facts, size_t n)
{
	struct solver s = { .m = m, .facts = facts, .index = scope_new(m->arena, NULL) };

	for (size_t i = 0; i < n; i++) {
		struct fact *f = &facts[i];
		const struct value *first = scope_find(s.index, f->name);

		apply_setting(m, f);
		if (first)
			report_twice(m, &facts[first->row], f);
		else
			scope_set(s.index, f->name, (struct value){ .kind = VALUE_ROW, .row = i });
		if (f->select.len && f->text.len)
			diag(m->diags, BAD_VALUE, f->text_at, f->text, f->name, STR(BOTH("select, or a value", "select 或值，二者只能有一个")));
		f->state = f->select.len ? FACT_WAITING : FACT_DONE;
		if (f->select.len)
			f->expr = expr_parse_at(m->arena, f->select, f->select_at, m->diags);
		else
			scope_set(m->eval.scope, f->name, given_value(m, f));
	}
	for (size_t i = 0; i < n; i++)
		solve(&s, &facts[i]);
}
