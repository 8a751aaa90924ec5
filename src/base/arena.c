/* arena.c - bump allocation in chunks that double from 4 KB to 1 MB, so that small jobs are small.
 *
 * Chunks come from calloc: fresh pages are zero already, nothing is cleared twice. A piece that would waste much of a chunk gets
 * a chunk of its own, behind the current one. Under AddressSanitizer everything not handed out is poisoned and pieces keep a gap,
 * so that a write past a piece is seen. */
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#if defined(__SANITIZE_ADDRESS__)
#define POISON 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISON 1
#endif
#endif

#ifdef POISON
#include <sanitizer/asan_interface.h>
#define GAP 16u
#else
#define ASAN_POISON_MEMORY_REGION(ptr, size) ((void)(ptr), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(ptr, size) ((void)(ptr), (void)(size))
#define GAP 0u
#endif

enum { ALIGN = 16, CHUNK_FIRST = 4096, CHUNK_LAST = 1 << 20 };

struct chunk {
	struct chunk *next;
	size_t size; /* [bytes] of memory */
	size_t used; /* [bytes] */
	_Alignas(ALIGN) char memory[];
};

struct arena {
	struct chunk *chunks; /* the first one is being filled */
	size_t next_size;     /* [bytes] of the next ordinary chunk */
	size_t used;          /* [bytes] asked for, all chunks */
};

static void say_and_exit(size_t wanted)
{
	static const char text[] = "kanyin: out of memory\n";

	(void)wanted;
	if (write(STDERR_FILENO, text, sizeof(text) - 1) < 0)
		_exit(2);
	_exit(2);
}

void (*mem_fail)(size_t wanted) = say_and_exit;

static _Noreturn void fail(size_t wanted)
{
	mem_fail(wanted);
	abort();
}

static size_t multiply(size_t n, size_t size)
{
	if (size != 0 && n > SIZE_MAX / size)
		fail(SIZE_MAX);
	return n * size;
}

void *mem_alloc(size_t size)
{
	void *memory = calloc(1, size ? size : 1);

	if (memory == NULL)
		fail(size);
	return memory;
}

void *mem_resize(void *memory, size_t size)
{
	memory = realloc(memory, size ? size : 1);
	if (memory == NULL)
		fail(size);
	return memory;
}

void mem_free(void *memory)
{
	free(memory);
}

void *mem_grow(void *array, size_t n, size_t *size, size_t item)
{
	size_t old = *size;

	if (n < old)
		return array;
	if (n > SIZE_MAX / 2)
		fail(SIZE_MAX);
	*size = n < 8 ? 8 : n * 2;
	array = mem_resize(array, multiply(*size, item));
	memset((char *)array + old * item, 0, (*size - old) * item);
	return array;
}

struct arena *arena_new(void)
{
	struct arena *arena = mem_alloc(sizeof(*arena));

	arena->next_size = CHUNK_FIRST - sizeof(struct chunk);
	return arena;
}

void arena_drop(struct arena *arena)
{
	struct chunk *chunk, *next;

	if (arena == NULL)
		return;
	for (chunk = arena->chunks; chunk; chunk = next) {
		next = chunk->next;
		ASAN_UNPOISON_MEMORY_REGION(chunk->memory, chunk->size);
		free(chunk);
	}
	free(arena);
}

static struct chunk *chunk_new(size_t size)
{
	struct chunk *chunk;

	if (size > SIZE_MAX - sizeof(*chunk))
		fail(size);
	chunk = mem_alloc(sizeof(*chunk) + size);
	chunk->size = size;
	ASAN_POISON_MEMORY_REGION(chunk->memory, size);
	return chunk;
}

/* A chunk with room for `need` bytes; it is the current one unless the piece is large for its time. */
static struct chunk *chunk_with_room(struct arena *arena, size_t need)
{
	struct chunk *chunk = arena->chunks;

	if (chunk && need <= chunk->size - chunk->used)
		return chunk;
	if (chunk && need > arena->next_size / 4) {
		struct chunk *own = chunk_new(need);

		own->next = chunk->next;
		chunk->next = own;
		return own;
	}
	chunk = chunk_new(need > arena->next_size ? need : arena->next_size);
	chunk->next = arena->chunks;
	arena->chunks = chunk;
	if (arena->next_size < CHUNK_LAST / 2)
		arena->next_size = (arena->next_size + sizeof(*chunk)) * 2 - sizeof(*chunk);
	return chunk;
}

void *arena_alloc(struct arena *arena, size_t size)
{
	struct chunk *chunk;
	size_t need;
	char *piece;

	if (size > SIZE_MAX - ALIGN - GAP)
		fail(size);
	need = ((size ? size : 1) + ALIGN - 1) / ALIGN * ALIGN + GAP;
	chunk = chunk_with_room(arena, need);
	piece = chunk->memory + chunk->used;
	chunk->used += need;
	arena->used += size;
	ASAN_UNPOISON_MEMORY_REGION(piece, size);
	return piece;
}

void *arena_array(struct arena *arena, size_t n, size_t size)
{
	return arena_alloc(arena, multiply(n, size));
}

void *arena_copy(struct arena *arena, const void *from, size_t size)
{
	void *piece = arena_alloc(arena, size);

	if (size != 0)
		memcpy(piece, from, size);
	return piece;
}

size_t arena_used(const struct arena *arena)
{
	return arena->used;
}
