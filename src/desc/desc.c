/* desc.c - looking things up in a description's tree. */
#include "desc/desc.h"

const struct desc_attr *desc_attr(const struct desc_node *node, const char *name)
{
	struct str wanted = str_from(name);

	for (size_t i = 0; i < node->nattrs; i++)
		if (str_eq(node->attrs[i].name, wanted))
			return &node->attrs[i];
	return NULL;
}

struct str desc_value(const struct desc_node *node, const char *name)
{
	const struct desc_attr *attr = desc_attr(node, name);

	return attr ? attr->value : STR("");
}

bool desc_yes(const struct desc_node *node, const char *name, bool otherwise)
{
	const struct desc_attr *attr = desc_attr(node, name);

	return attr ? str_eq(attr->value, STR("yes")) : otherwise;
}

const struct desc_node *desc_child(const struct desc_node *node, enum desc_kind kind)
{
	const struct desc_node *child = node->first;

	while (child && child->kind != kind)
		child = child->next;
	return child;
}
