/* arena.h - the only place of the program that allocates memory.
 *
 * An arena hands out zeroed, 16-byte aligned pieces that live and die together: one arena per job, one scratch arena per
 * stage; nodes are never freed singly. Out of memory ends the process in mem_fail() with a message, so nobody checks.
 * Growable arrays use mem_grow(); they are the only pieces that are freed by themselves. */
#ifndef KANYIN_BASE_ARENA_H
#define KANYIN_BASE_ARENA_H

#include <stddef.h>

struct arena;

struct arena *arena_new(void);
void arena_drop(struct arena *);                       /* NULL is fine */
void *arena_alloc(struct arena *, size_t size);        /* zeroed */
void *arena_array(struct arena *, size_t n, size_t size); /* zeroed; n * size is checked */
void *arena_copy(struct arena *, const void *from, size_t size);
size_t arena_used(const struct arena *);               /* [bytes] handed out, for bounds and -v */

#define arena_make(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

/* Makes room for one more item in a heap array of n used and *size allocated items; returns the array. New items are zeroed. */
void *mem_grow(void *array, size_t n, size_t *size, size_t item);
void *mem_alloc(size_t size); /* zeroed, for mem_free */
void *mem_resize(void *, size_t size); /* keeps the content; new bytes are not zeroed */
void mem_free(void *);
extern void (*mem_fail)(size_t wanted); /* called when there is no memory; must not return */

#endif
