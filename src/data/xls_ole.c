/* xls_ole.c - compound files (MS-CFB) over bytes in memory: the sector chains, the directory, streams by name.
 *
 * Every number of the file is checked before it is used; chains are followed for at most as many sectors as the file has.
 * Storages are not told apart: the streams of interest have names of their own. */
#include "data/xls_ole.h"

#include <string.h>

#include "base/arena.h"
#include "base/diag.h"

enum { HEADER = 512, ENTRY = 128, HEADER_FATS = 109 };

static const uint32_t LAST_SECTOR = 0xFFFFFFF9; /* above: marks */
static const char cut_off[] = BOTH("the file was cut off", "文件不完整");
static const char broken[] = BOTH("its sectors are not in order", "扇区链损坏");

uint16_t le16(const char *p)
{
	const unsigned char *b = (const unsigned char *)p;

	return (uint16_t)(b[0] | b[1] << 8);
}

uint32_t le32(const char *p)
{
	return le16(p) | (uint32_t)le16(p + 2) << 16;
}

/* The last sector of a file may be short. Empty: not in the file. */
static struct str sector(const struct ole *ole, uint32_t i)
{
	uint64_t from = ((uint64_t)i + 1) << ole->shift, to = from + (1u << ole->shift);

	if (from >= ole->bytes.len)
		return STR("");
	return str_sub(ole->bytes, (size_t)from, to < ole->bytes.len ? (size_t)to : ole->bytes.len);
}

static const char *add_sector(const struct ole *ole, uint32_t i, struct buf *out)
{
	struct str s = sector(ole, i);

	if (!s.len)
		return cut_off;
	buf_str(out, s);
	return NULL;
}

static const char *read_chain(const struct ole *ole, uint32_t start, struct buf *out)
{
	size_t steps = 0;
	const char *error = NULL;

	for (uint32_t i = start; !error && i <= LAST_SECTOR; i = ole->fat[i]) {
		if (i >= ole->nfat || steps++ > ole->nfat)
			return i >= ole->nfat && ((uint64_t)i + 1) << ole->shift >= ole->bytes.len ? cut_off : broken;
		error = add_sector(ole, i, out);
	}
	return error;
}

static uint32_t *to_numbers(const struct buf *buf, size_t *n)
{
	uint32_t *numbers = mem_alloc(buf->len / 4 * sizeof(*numbers));

	*n = buf->len / 4;
	for (size_t i = 0; i < *n; i++)
		numbers[i] = le32(buf->ptr + i * 4);
	return numbers;
}

/* The table of all chains: its sectors are listed in the header and, in large files, in a chain of lists. */
static const char *read_fat(struct ole *ole)
{
	size_t most = (ole->bytes.len >> ole->shift) + 1, per_list = ((size_t)1 << ole->shift) / 4 - 1;
	uint32_t list = le32(ole->bytes.ptr + 0x44);
	const char *error = NULL;
	struct buf buf;
	size_t n = 0;

	buf_init(&buf);
	for (size_t i = 0; i < HEADER_FATS && !error; i++) {
		uint32_t at = le32(ole->bytes.ptr + 0x4C + i * 4);

		if (at <= LAST_SECTOR)
			error = n++ < most ? add_sector(ole, at, &buf) : broken;
	}
	for (size_t lists = 0; list <= LAST_SECTOR && !error; lists++) {
		struct str s = sector(ole, list);

		if (s.len < (per_list + 1) * 4 || lists > most) {
			error = lists > most ? broken : cut_off;
			break;
		}
		for (size_t i = 0; i < per_list && !error; i++) {
			uint32_t at = le32(s.ptr + i * 4);

			if (at <= LAST_SECTOR)
				error = n++ < most ? add_sector(ole, at, &buf) : broken;
		}
		list = le32(s.ptr + per_list * 4);
	}
	ole->fat = to_numbers(&buf, &ole->nfat);
	buf_release(&buf);
	return error;
}

static const char *entry_at(const struct ole *ole, size_t i)
{
	return (i + 1) * ENTRY <= ole->directory.len ? ole->directory.ptr + i * ENTRY : NULL;
}

static const char *find_entry(const struct ole *ole, const char *name)
{
	size_t len = strlen(name) + 1;
	const char *entry;

	for (size_t i = 0; (entry = entry_at(ole, i)) != NULL; i++) {
		size_t same = 0;

		while (same < len && same < 32 && le16(entry + same * 2) == (unsigned char)name[same])
			same++;
		if (same == len && entry[0x42] == 2)
			return entry;
	}
	return NULL;
}

static const char *read_mini(struct ole *ole)
{
	struct buf buf;
	const char *error = NULL, *root = entry_at(ole, 0);
	uint32_t start = le32(ole->bytes.ptr + 0x3C);

	buf_init(&buf);
	if (start <= LAST_SECTOR)
		error = read_chain(ole, start, &buf);
	ole->mini_fat = to_numbers(&buf, &ole->nmini);
	buf_release(&buf);
	if (!error && root && le32(root + 0x74) <= LAST_SECTOR && le32(root + 0x78) > 0)
		error = read_chain(ole, le32(root + 0x74), &ole->mini);
	return error;
}

const char *ole_open(struct ole *ole, struct str bytes)
{
	const char *error;

	*ole = (struct ole){ .bytes = bytes };
	buf_init(&ole->directory);
	buf_init(&ole->mini);
	if (bytes.len < HEADER)
		return cut_off;
	ole->shift = le16(bytes.ptr + 0x1E);
	ole->mini_shift = le16(bytes.ptr + 0x20);
	ole->cutoff = le32(bytes.ptr + 0x38);
	if ((ole->shift != 9 && ole->shift != 12) || ole->mini_shift != 6)
		return BOTH("its header is wrong", "文件头错误");
	error = read_fat(ole);
	if (!error)
		error = read_chain(ole, le32(bytes.ptr + 0x30), &ole->directory);
	if (!error)
		error = read_mini(ole);
	return error;
}

void ole_close(struct ole *ole)
{
	mem_free(ole->fat);
	mem_free(ole->mini_fat);
	buf_release(&ole->directory);
	buf_release(&ole->mini);
}

bool ole_has(const struct ole *ole, const char *name)
{
	return find_entry(ole, name) != NULL;
}

static const char *read_mini_chain(const struct ole *ole, uint32_t start, struct buf *out)
{
	size_t steps = 0;

	for (uint32_t i = start; i <= LAST_SECTOR; i = ole->mini_fat[i]) {
		uint64_t from = (uint64_t)i << ole->mini_shift;

		if (i >= ole->nmini || from >= ole->mini.len || steps++ > ole->nmini)
			return broken;
		buf_str(out, str_sub(buf_as_str(&ole->mini), (size_t)from, (size_t)from + ((size_t)1 << ole->mini_shift)));
	}
	return NULL;
}

const char *ole_read(const struct ole *ole, const char *name, struct buf *out)
{
	const char *entry = find_entry(ole, name), *error;
	uint32_t start, size;

	if (!entry)
		return BOTH("a stream is missing", "缺少数据流");
	start = le32(entry + 0x74);
	size = le32(entry + 0x78);
	error = size < ole->cutoff ? read_mini_chain(ole, start, out) : read_chain(ole, start, out);
	if (!error && out->len < size)
		error = cut_off;
	if (!error) {
		out->len = size;
		if (out->size)
			out->ptr[size] = '\0';
	}
	return error;
}
