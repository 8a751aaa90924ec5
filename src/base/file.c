/* file.c - input files from the allowed folders, output files whole or not at all.
 *
 * The check of roots_find and the later open are two steps: a report folder that somebody changes while it is being rendered is
 * not guarded against, one that was prepared with bad links is. */
#include "base/file.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/utf8.h"

/* The reason a call failed, for readers of both languages. */
static struct str reason(int error)
{
	switch (error) {
	case EACCES:
	case EPERM:
		return STR(BOTH("permission denied", "没有权限"));
	case ENOENT:
		return STR(BOTH("no such file or folder", "文件或文件夹不存在"));
	case ENOTDIR:
		return STR(BOTH("not a folder", "不是文件夹"));
	case EISDIR:
		return STR(BOTH("is a folder", "是文件夹"));
	case ENOSPC:
	case EDQUOT:
		return STR(BOTH("no space left on the disk", "磁盘空间不足"));
	case EROFS:
		return STR(BOTH("read-only file system", "文件系统只读"));
	case ENAMETOOLONG:
		return STR(BOTH("the name is too long", "名称过长"));
	case ELOOP:
		return STR(BOTH("too many symbolic links", "符号链接过多"));
	default:
		return str_from(strerror(error));
	}
}

/* Finding */

/* A name that could lead out of a folder by itself, or that C interfaces would cut. */
static bool name_escapes(struct str name)
{
	if (name.len == 0 || name.ptr[0] == '/' || memchr(name.ptr, '\0', name.len))
		return name.len != 0;
	for (size_t from = 0, to; from <= name.len; from = to + 1) {
		ptrdiff_t slash = str_find(str_sub(name, from, name.len), STR("/"));

		to = slash < 0 ? name.len : from + (size_t)slash;
		if (str_eq(str_sub(name, from, to), STR("..")))
			return true;
	}
	return false;
}

static struct str join(struct arena *arena, struct str dir, struct str name)
{
	while (dir.len > 1 && dir.ptr[dir.len - 1] == '/')
		dir.len--;
	if (dir.len == 0 || str_eq(dir, STR(".")))
		return str_dup(arena, name);
	return str_printf(arena, "%.*s%s%.*s", STR_FMT(dir), str_eq(dir, STR("/")) ? "" : "/", STR_FMT(name));
}

static bool is_inside(const char *root, const char *path)
{
	size_t len = strlen(root);

	return strncmp(root, path, len) == 0 && (path[len] == '/' || path[len] == '\0' || root[len - 1] == '/');
}

enum found { FOUND, FOUND_NOT, FOUND_OUTSIDE, FOUND_BROKEN };

/* Whether the path leads to something inside the root; *error tells why for FOUND_BROKEN. */
static enum found look(struct arena *arena, struct str root, struct str path, int *error)
{
	char *real_root = realpath(root.len ? str_z(arena, root) : ".", NULL);
	char *real_path = real_root ? realpath(path.ptr, NULL) : NULL;
	enum found found;

	*error = errno;
	if (real_path != NULL)
		found = is_inside(real_root, real_path) ? FOUND : FOUND_OUTSIDE;
	else
		found = *error == ENOENT || *error == ENOTDIR ? FOUND_NOT : FOUND_BROKEN;
	free(real_root);
	free(real_path);
	return found;
}

/* It is missing in the report's folder, whatever file wants it. */
static void report_missing(const struct roots *roots, struct arena *arena, struct str name, struct diags *diags, struct origin where)
{
	struct source *absent = arena_make(arena, struct source);

	absent->path = roots->n ? join(arena, roots->dirs[0], name) : name;
	diag_use(diags, FILE_MISSING, ((struct origin){ .src = absent }), where, name);
}

struct str roots_find(const struct roots *roots, struct arena *arena, struct str name, struct diags *diags, struct origin where)
{
	struct str plain = name;
	int error;

	if (name_escapes(name)) {
		diag(diags, FILE_OUTSIDE, where, name);
		return STR("");
	}
	while (str_starts(plain, STR("./")))
		plain = str_sub(plain, 2, plain.len);
	for (size_t i = 0; i < roots->n && plain.len != 0; i++) {
		struct str path = join(arena, roots->dirs[i], plain);

		switch (look(arena, roots->dirs[i], path, &error)) {
		case FOUND:
			return path;
		case FOUND_NOT:
			break;
		case FOUND_OUTSIDE:
			diag(diags, FILE_OUTSIDE, where, name);
			return STR("");
		case FOUND_BROKEN:
			diag(diags, FILE_READ, where, path, reason(error));
			return STR("");
		}
	}
	report_missing(roots, arena, plain, diags, where);
	return STR("");
}

/* Reading */

/* Opens a regular file; anything else (a FIFO, a device) is refused without waiting for it. -1 with errno. */
static int open_regular(const char *path, struct stat *info)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	int error = 0;

	if (fd < 0)
		return -1;
	if (fstat(fd, info) != 0)
		error = errno;
	else if (S_ISDIR(info->st_mode))
		error = EISDIR;
	else if (!S_ISREG(info->st_mode))
		error = EINVAL;
	if (error == 0)
		return fd;
	close(fd);
	errno = error;
	return -1;
}

/* Reads up to size bytes; -1 with errno. */
static ssize_t read_all(int fd, char *into, size_t size)
{
	size_t len = 0;

	while (len < size) {
		ssize_t n = read(fd, into + len, size - len);

		if (n == 0)
			break;
		if (n > 0)
			len += (size_t)n;
		else if (errno != EINTR)
			return -1;
	}
	return (ssize_t)len;
}

static bool read_open(struct arena *arena, int fd, size_t size, struct str *out, int *error)
{
	char *text = arena_alloc(arena, size + 1);
	ssize_t len = read_all(fd, text, size + 1); /* one more than it has: a file that grows must not be cut silently */

	if (len == (ssize_t)size) {
		text[size] = '\0';
		*out = (struct str){ text, size };
		return true;
	}
	*error = len < 0 ? errno : EAGAIN;
	return false;
}

bool file_read(struct arena *arena, struct str path, size_t limit, struct str *out, struct diags *diags, struct origin where)
{
	struct stat info;
	int error = 0;
	int fd = open_regular(str_z(arena, path), &info);
	bool done = false;

	if (fd < 0) {
		error = errno;
		if (error == ENOENT)
			diag(diags, FILE_MISSING, where, path);
		else
			diag(diags, FILE_READ, where, path,
			     error == EINVAL ? STR(BOTH("not a regular file", "不是普通文件")) : reason(error));
		return false;
	}
	if ((uintmax_t)info.st_size > limit)
		diag(diags, FILE_TOO_BIG, where, path, str_printf(arena, "%zu", limit));
	else if (!(done = read_open(arena, fd, (size_t)info.st_size, out, &error)))
		diag(diags, FILE_READ, where, path,
		     error == EAGAIN ? STR(BOTH("it changed while it was read", "读取时文件被改动")) : reason(error));
	close(fd);
	return done;
}

struct str bytes_in_hex(struct arena *arena, struct str bytes)
{
	struct buf hex;
	struct str text;

	buf_init(&hex);
	buf_z(&hex, BOTH("the byte sequence", "字节"));
	for (size_t i = 0; i < bytes.len && i < 4 && utf8_valid(bytes, i) == 0; i++)
		buf_printf(&hex, " %02X", (unsigned char)bytes.ptr[i]);
	if (bytes.len && bytes.ptr[0] == '\0')
		buf_z(&hex, " 00");
	text = buf_take(&hex, arena);
	buf_release(&hex);
	return text;
}

const struct source *file_source(struct arena *arena, struct str path, size_t limit, struct diags *diags, struct origin where)
{
	struct source *src = arena_make(arena, struct source);
	struct str text;
	ptrdiff_t bad;
	const char *nul;

	src->path = str_dup(arena, path);
	src->sheet = STR("");
	src->arena = arena;
	if (!file_read(arena, path, limit, &text, diags, where))
		return NULL;
	if (str_starts(text, STR("\xEF\xBB\xBF")))
		text = str_sub(text, 3, text.len);
	bad = utf8_check(text);
	nul = text.len ? memchr(text.ptr, '\0', text.len) : NULL;
	if (nul != NULL && (bad < 0 || nul - text.ptr < bad))
		bad = nul - text.ptr; /* well-formed, but no text: most likely UTF-16 */
	src->text = bad < 0 ? text : str_sub(text, 0, (size_t)bad);
	if (bad < 0)
		return src;
	diag(diags, NOT_UTF8, origin_at(src, (size_t)bad), bytes_in_hex(arena, str_sub(text, (size_t)bad, text.len)),
	     STR(BOTH("; save the file as UTF-8", "；请将文件另存为 UTF-8 编码")));
	return NULL;
}

/* Writing */

enum { FLUSH_AT = 1 << 16 };

struct outfile {
	char *path;      /* as the user named it */
	char *target;    /* what rename replaces; NULL when written in place (a device, a pipe) */
	char *temporary; /* NULL when written in place */
	int fd;
	bool failed;        /* and said so */
	struct buf pending; /* not yet written */
	struct diags *diags;
};

static char *copy_z(struct str s)
{
	char *copy = mem_alloc(s.len + 1);

	if (s.len != 0)
		memcpy(copy, s.ptr, s.len);
	return copy;
}

static void outfile_fail(struct outfile *out, int error)
{
	if (!out->failed)
		diag(out->diags, FILE_WRITE, (struct origin){ 0 }, str_from(out->path), reason(error));
	out->failed = true;
}

static void outfile_drop(struct outfile *out)
{
	if (out->fd >= 0)
		close(out->fd);
	if (out->temporary != NULL)
		unlink(out->temporary);
	buf_release(&out->pending);
	mem_free(out->temporary);
	mem_free(out->target);
	mem_free(out->path);
	mem_free(out);
}

static struct str folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return STR(".");
	return slash == path ? STR("/") : (struct str){ path, (size_t)(slash - path) };
}

/* Opens DIR/.NAME.XXXXXX, new, with the mode that an ordinary file would get (mkstemp's would be private). */
static int open_temporary(struct outfile *out)
{
	const char *slash = strrchr(out->target, '/');
	const char *name = slash ? slash + 1 : out->target;
	struct buf path;
	int fd;

	buf_init(&path);
	for (unsigned attempt = 0; attempt < 1000; attempt++) {
		buf_clear(&path);
		buf_add(&path, out->target, (size_t)(name - out->target));
		buf_printf(&path, ".%.200s.%06x", name, ((unsigned)getpid() * 1000u + attempt) & 0xFFFFFFu);
		fd = open(path.ptr, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
		if (fd >= 0)
			out->temporary = copy_z(buf_as_str(&path));
		if (fd >= 0 || errno != EEXIST)
			break;
	}
	buf_release(&path);
	return fd;
}

/* A link is followed, so that rename replaces the file it names; devices and pipes are written in place. */
static int outfile_open(struct outfile *out)
{
	struct stat info;
	char *real;

	if (out->path[0] == '\0' || out->path[strlen(out->path) - 1] == '/') {
		errno = out->path[0] ? EISDIR : ENOENT;
		return -1;
	}
	if (stat(out->path, &info) == 0 && !S_ISREG(info.st_mode)) {
		if (!S_ISDIR(info.st_mode))
			return open(out->path, O_WRONLY | O_CLOEXEC | O_NOCTTY);
		errno = EISDIR;
		return -1;
	}
	real = realpath(out->path, NULL);
	out->target = copy_z(str_from(real ? real : out->path));
	free(real);
	return open_temporary(out);
}

struct outfile *outfile_new(struct str path, struct diags *diags)
{
	struct outfile *out = mem_alloc(sizeof(*out));

	out->path = copy_z(path);
	out->diags = diags;
	buf_init(&out->pending);
	out->fd = outfile_open(out);
	if (out->fd >= 0)
		return out;
	outfile_fail(out, errno);
	outfile_drop(out);
	return NULL;
}

static bool write_all(struct outfile *out, const char *bytes, size_t len)
{
	while (len > 0 && !out->failed) {
		ssize_t n = write(out->fd, bytes, len);

		if (n < 0 && errno != EINTR)
			outfile_fail(out, errno);
		if (n > 0) {
			bytes += n;
			len -= (size_t)n;
		}
	}
	return !out->failed;
}

static bool flush(struct outfile *out)
{
	bool done = write_all(out, out->pending.ptr, out->pending.len);

	buf_clear(&out->pending);
	return done;
}

bool outfile_write(struct outfile *out, const void *bytes, size_t len)
{
	if (out->failed)
		return false;
	if (len < FLUSH_AT) {
		buf_add(&out->pending, bytes, len);
		return out->pending.len < FLUSH_AT || flush(out);
	}
	return flush(out) && write_all(out, bytes, len);
}

/* The rename is in the folder, so the folder must reach the disk too. It is done by then: a failure here is not one of the file. */
static void sync_folder(const char *path)
{
	struct str folder = folder_of(path);
	char *name = copy_z(folder);
	int fd = open(name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	mem_free(name);
	if (fd < 0)
		return;
	(void)fsync(fd);
	close(fd);
}

static bool outfile_finish(struct outfile *out)
{
	int fd = out->fd;

	if (!flush(out))
		return false;
	if (out->temporary && fsync(fd) != 0)
		outfile_fail(out, errno);
	out->fd = -1;
	if (close(fd) != 0)
		outfile_fail(out, errno);
	if (out->failed || out->temporary == NULL)
		return !out->failed;
	if (rename(out->temporary, out->target) != 0) {
		outfile_fail(out, errno);
		return false;
	}
	mem_free(out->temporary);
	out->temporary = NULL;
	sync_folder(out->target);
	return true;
}

bool outfile_commit(struct outfile *out)
{
	bool done = outfile_finish(out);

	outfile_drop(out);
	return done;
}

void outfile_abort(struct outfile *out)
{
	if (out != NULL)
		outfile_drop(out);
}
