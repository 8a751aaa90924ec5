/* fuzz_desc.c - any bytes as a description: errors or a tree, and every place of the tree is where it says. The first byte picks the root. */
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/file.h"
#include "desc/desc.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static void check(bool fine)
{
	if (!fine)
		abort();
}

/* The byte of a place, found the slow way; -1 when there is none. */
static ptrdiff_t byte_at(struct origin origin)
{
	struct str text = origin.src->text;
	int32_t line = 1, col = 1;

	for (size_t i = 0; i < text.len; i++) {
		bool starts = ((unsigned char)text.ptr[i] & 0xC0) != 0x80;
		if (starts && line == origin.line && col == origin.col)
			return (ptrdiff_t)i;
		if (text.ptr[i] == '\n') {
			line++;
			col = 1;
		} else if ((i + 1 == text.len || ((unsigned char)text.ptr[i + 1] & 0xC0) != 0x80)) {
			col++;
		}
	}
	return -1;
}

static void check_node(const struct desc_node *node)
{
	const char *text = node->origin.src->text.ptr;
	ptrdiff_t at = byte_at(node->origin);

	check(at > 0 && text[at - 1] == '<');
	check(node->kind < DESC_KINDS && byte_at(node->text_origin) > 0);
	for (size_t i = 0; i < node->nattrs; i++) {
		at = byte_at(node->attrs[i].origin);
		check(at > 0 && (text[at - 1] == '"' || text[at - 1] == '\''));
	}
	for (const struct desc_node *child = node->first; child; child = child->next) {
		check(child->parent == node && (child->next || child == node->last));
		check_node(child);
	}
}

/* The bytes as a file that needs no disk. */
static int open_bytes(const uint8_t *bytes, size_t size)
{
	int fd = memfd_create("fuzz", MFD_CLOEXEC);

	check(fd >= 0 && write(fd, bytes, size) == (ssize_t)size);
	return fd;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size)
{
	static const enum desc_kind kinds[] = { DESC_REPORT, DESC_FRAGMENT, DESC_FACTS, DESC_LAYOUT, DESC_STYLE };
	static struct desc_schemas *schemas; /* as in a batch: one for all files */

	if (size < 1 || size > 65536)
		return 0;
	if (!schemas)
		schemas = desc_schemas_new();
	int fd = open_bytes(bytes + 1, size - 1);
	struct arena *arena = arena_new();
	struct diags *diags = diags_new();
	struct roots roots = { NULL, 0 }; /* nothing is found: includes are errors */
	struct str path = str_printf(arena, "/proc/self/fd/%d", fd);
	struct desc_node *node = desc_load_as(schemas, arena, path, kinds[bytes[0] % 5], &roots, diags);
	check((node != NULL) == (diags_errors(diags) == 0));
	if (node)
		check_node(node);
	diags_drop(diags);
	arena_drop(arena);
	close(fd);
	return 0;
}
