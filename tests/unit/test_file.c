/* test_file.c - names that try to leave their folder, files that are none, and output that is whole or not there. */
#include "unit.h"

#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"

struct fixture {
	struct arena *arena;
	struct diags *diags;
	struct str report, templates; /* two roots, each a folder of its own */
	struct str dirs[2];
	struct roots roots;
	struct origin where;
};

static int setup(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));

	if (f == NULL)
		return -1;
	f->arena = arena_new();
	f->diags = diags_new();
	f->dirs[0] = f->report = unit_folder(f->arena);
	f->dirs[1] = f->templates = unit_folder(f->arena);
	f->roots = (struct roots){ f->dirs, 2 };
	f->where = (struct origin){ unit_source(f->arena, "report.xml", ""), 7, 3 };
	*state = f;
	return 0;
}

static int teardown(void **state)
{
	struct fixture *f = *state;

	unit_remove(f->arena, f->report);
	unit_remove(f->arena, f->templates);
	diags_drop(f->diags);
	arena_drop(f->arena);
	free(f);
	return 0;
}

static const char *path_in(struct fixture *f, struct str folder, const char *name)
{
	return str_printf(f->arena, "%.*s/%s", STR_FMT(folder), name).ptr;
}

static void assert_found(struct fixture *f, const char *name, struct str folder, const char *as)
{
	struct str path = roots_find(&f->roots, f->arena, str_from(name), f->diags, f->where);

	assert_diags(f->diags, "");
	assert_str(path, path_in(f, folder, as));
}

static void assert_not_found(struct fixture *f, struct str name, enum diag_code code)
{
	struct str path = roots_find(&f->roots, f->arena, name, f->diags, f->where);

	assert_int_equal(path.len, 0);
	assert_int_equal(diags_count(f->diags), 1);
	unit_assert_diag(f->diags, 0, code, 7, 3, __FILE__, __LINE__);
	diags_clear(f->diags);
}

static void found_in_order(void **state)
{
	struct fixture *f = *state;

	assert_int_equal(mkdir(path_in(f, f->report, "text"), 0777), 0);
	assert_int_equal(mkdir(path_in(f, f->templates, "text"), 0777), 0);
	unit_file(f->arena, f->report, "text/both.txt", STR("r"));
	unit_file(f->arena, f->templates, "text/both.txt", STR("t"));
	unit_file(f->arena, f->templates, "text/收入..txt", STR("t"));
	assert_found(f, "text/both.txt", f->report, "text/both.txt");
	assert_found(f, "././text/both.txt", f->report, "text/both.txt");
	assert_found(f, "text/收入..txt", f->templates, "text/收入..txt");
	f->dirs[0] = str_printf(f->arena, "%.*s//", STR_FMT(f->report));
	assert_found(f, "text/both.txt", f->report, "text/both.txt");
	f->dirs[0] = STR("/nonexistent-kanyin");
	assert_found(f, "text/both.txt", f->templates, "text/both.txt");
}

static void found_in_the_working_folder(void **state)
{
	struct fixture *f = *state;
	struct str dot = STR("."), none = STR("");

	f->roots = (struct roots){ &dot, 1 };
	assert_str(roots_find(&f->roots, f->arena, STR("src/base/file.h"), f->diags, f->where), "src/base/file.h");
	f->roots = (struct roots){ &none, 1 };
	assert_str(roots_find(&f->roots, f->arena, STR("src/base/file.h"), f->diags, f->where), "src/base/file.h");
	assert_diags(f->diags, "");
}

static void names_that_leave_are_refused(void **state)
{
	static const struct str names[] = {
		{ "..", 2 },           { "../x", 4 },  { "a/..", 4 },   { "a/../b", 6 },        { "a/b/../../../etc/passwd", 23 },
		{ "/etc/passwd", 11 }, { "//etc", 5 }, { "./../x", 6 }, { "a.txt\0/../x", 11 }, { "a.txt\0", 6 },
	};
	struct fixture *f = *state;

	unit_file(f->arena, f->report, "a.txt", STR("x"));
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		assert_not_found(f, names[i], DIAG_FILE_OUTSIDE);
}

static void links_that_leave_are_refused(void **state)
{
	struct fixture *f = *state;

	unit_file(f->arena, f->report, "real.txt", STR("x"));
	assert_int_equal(symlink("/etc/passwd", path_in(f, f->report, "passwd")), 0);
	assert_int_equal(symlink("/etc", path_in(f, f->report, "etc")), 0);
	assert_int_equal(symlink(f->templates.ptr, path_in(f, f->report, "other-root")), 0);
	assert_int_equal(symlink("real.txt", path_in(f, f->report, "alias.txt")), 0);
	assert_int_equal(symlink("nowhere", path_in(f, f->report, "dangling")), 0);
	assert_int_equal(symlink("loop", path_in(f, f->report, "loop")), 0);
	assert_not_found(f, STR("passwd"), DIAG_FILE_OUTSIDE);
	assert_not_found(f, STR("etc/passwd"), DIAG_FILE_OUTSIDE);
	assert_not_found(f, STR("other-root"), DIAG_FILE_OUTSIDE);
	assert_not_found(f, STR("dangling"), DIAG_FILE_MISSING);
	assert_not_found(f, STR("loop"), DIAG_FILE_READ);
	assert_found(f, "alias.txt", f->report, "alias.txt");
}

/* /tmp/x must not allow /tmp/xy. */
static void a_longer_sibling_is_outside(void **state)
{
	struct fixture *f = *state;
	struct str longer = str_printf(f->arena, "%.*s-b", STR_FMT(f->report));

	assert_int_equal(mkdir(longer.ptr, 0777), 0);
	unit_file(f->arena, longer, "x.txt", STR("x"));
	assert_int_equal(symlink(path_in(f, longer, "x.txt"), path_in(f, f->report, "x.txt")), 0);
	assert_not_found(f, STR("x.txt"), DIAG_FILE_OUTSIDE);
	unit_remove(f->arena, longer);
}

static void missing_names(void **state)
{
	struct fixture *f = *state;

	unit_file(f->arena, f->report, "a.txt", STR("x"));
	assert_not_found(f, STR("b.txt"), DIAG_FILE_MISSING);
	assert_not_found(f, STR(""), DIAG_FILE_MISSING);
	assert_not_found(f, STR("./"), DIAG_FILE_MISSING);
	assert_not_found(f, STR("a.txt/b"), DIAG_FILE_MISSING);
	f->roots.n = 0;
	assert_not_found(f, STR("a.txt"), DIAG_FILE_MISSING);
}

static void reading_whole_files(void **state)
{
	struct fixture *f = *state;
	struct str path = unit_file(f->arena, f->report, "a.bin", STR("ab\0c"));
	struct str out = STR("before");

	assert_true(file_read(f->arena, path, 4, &out, f->diags, f->where));
	assert_int_equal(out.len, 4);
	assert_memory_equal(out.ptr, "ab\0c", 5);
	assert_diags(f->diags, "");
	path = unit_file(f->arena, f->report, "empty", STR(""));
	assert_true(file_read(f->arena, path, 0, &out, f->diags, f->where));
	assert_int_equal(out.len, 0);
	assert_int_equal(out.ptr[0], 0);
}

static void assert_unread(struct fixture *f, struct str path, const char *diagnostic)
{
	struct str out = STR("before");

	assert_false(file_read(f->arena, path, 100, &out, f->diags, f->where));
	assert_str(out, "before");
	assert_diags(f->diags, str_printf(f->arena, "report.xml:7:3: error: %s\n", diagnostic).ptr);
	diags_clear(f->diags);
}

static void what_cannot_be_read(void **state)
{
	struct fixture *f = *state;
	struct str big = unit_file(f->arena, f->report, "big", (struct str){ arena_alloc(f->arena, 101), 101 });
	struct str fifo = str_from(path_in(f, f->report, "fifo"));
	struct str missing = str_from(path_in(f, f->report, "missing"));

	assert_int_equal(mkfifo(fifo.ptr, 0666), 0);
	assert_unread(f, big, str_printf(f->arena, "'%s' is larger than 100 bytes; not read [file-too-big]", big.ptr).ptr);
	assert_unread(f, fifo,
	              str_printf(f->arena, "cannot read '%s': not a regular file [file-read]", fifo.ptr).ptr);
	assert_unread(f, f->report,
	              str_printf(f->arena, "cannot read '%s': is a folder [file-read]", f->report.ptr).ptr);
	assert_unread(f, STR("/dev/zero"), "cannot read '/dev/zero': not a regular file [file-read]");
	assert_unread(f, missing, str_printf(f->arena, "cannot find '%s' [file-missing]", missing.ptr).ptr);
	assert_unread(f, STR("/dev/null/x"), "cannot read '/dev/null/x': not a folder [file-read]");
	/* A file whose size is not what reading gives is never taken in part. */
	assert_unread(f, STR("/proc/self/status"),
	              "cannot read '/proc/self/status': it changed while it was read [file-read]");
}

static void text_sources(void **state)
{
	struct fixture *f = *state;
	struct str path = unit_file(f->arena, f->report, "a.txt", STR("\xEF\xBB\xBF年度\n"));
	const struct source *src = file_source(f->arena, path, 100, f->diags, f->where);

	assert_non_null(src);
	assert_str(src->path, path.ptr);
	assert_str(src->sheet, "");
	assert_str(src->text, "年度\n");
	path = unit_file(f->arena, f->report, "empty.txt", STR(""));
	src = file_source(f->arena, path, 100, f->diags, f->where);
	assert_non_null(src);
	assert_str(src->text, "");
	assert_diags(f->diags, "");
}

static void assert_no_text(struct fixture *f, struct str content, int line, int col)
{
	struct str path = unit_file(f->arena, f->report, "bad.txt", content);

	assert_null(file_source(f->arena, path, 100, f->diags, f->where));
	assert_int_equal(diags_count(f->diags), 1);
	assert_diag(f->diags, 0, NOT_UTF8, line, col);
	assert_str(diags_at(f->diags, 0)->origin.src->path, path.ptr);
	diags_clear(f->diags);
}

static void text_that_is_none(void **state)
{
	struct fixture *f = *state;

	assert_no_text(f, STR("年度\n金额：\xD6\xD0"), 2, 4);
	assert_no_text(f, STR("\xFF\xFEx\0"), 1, 1); /* UTF-16 with its mark */
	assert_no_text(f, STR("x\0y\0"), 1, 2);      /* UTF-16 without */
	assert_no_text(f,
	               STR("\xEF\xBB\xBF"
	                   "ab\xE8\xB4"),
	               1, 3); /* cut inside a character; the mark is no column */
	assert_null(file_source(f->arena, str_from(path_in(f, f->report, "missing")), 100, f->diags, f->where));
	assert_diag(f->diags, 0, FILE_MISSING, 7, 3);
}

/* Writing */

static void assert_content(struct fixture *f, struct str path, const char *content)
{
	struct str text;

	assert_true(file_read(f->arena, path, 1 << 24, &text, f->diags, f->where));
	assert_str(text, content);
}

static size_t files_in(struct str folder)
{
	char command[200];
	int n = -1;
	FILE *list;

	snprintf(command, sizeof(command), "ls -A '%.*s' | wc -l", STR_FMT(folder));
	list = popen(command, "r");
	assert_non_null(list);
	assert_int_equal(fscanf(list, "%d", &n), 1);
	pclose(list);
	return (size_t)n;
}

static void output_appears_at_commit(void **state)
{
	struct fixture *f = *state;
	struct str path = str_from(path_in(f, f->report, "out.pdf"));
	struct outfile *out = outfile_new(path, f->diags);
	struct stat info;
	mode_t mask = umask(0);

	umask(mask);
	assert_non_null(out);
	assert_true(outfile_write(out, "new", 3));
	assert_true(outfile_write(out, "", 0));
	assert_int_not_equal(access(path.ptr, F_OK), 0);
	assert_int_equal(files_in(f->report), 1); /* the temporary file stands in the same folder */
	assert_true(outfile_commit(out));
	assert_content(f, path, "new");
	assert_int_equal(stat(path.ptr, &info), 0);
	assert_int_equal(info.st_mode & 07777, 0666 & ~mask);
	assert_int_equal(files_in(f->report), 1);
	assert_diags(f->diags, "");
}

static void abort_keeps_the_older_file(void **state)
{
	struct fixture *f = *state;
	struct str path = unit_file(f->arena, f->report, "out.pdf", STR("old"));
	struct outfile *out = outfile_new(path, f->diags);

	assert_non_null(out);
	assert_true(outfile_write(out, "new", 3));
	outfile_abort(out);
	outfile_abort(NULL);
	assert_content(f, path, "old");
	assert_int_equal(files_in(f->report), 1);
	out = outfile_new(path, f->diags);
	assert_non_null(out);
	assert_true(outfile_commit(out)); /* empty is a content too */
	assert_content(f, path, "");
}

static void large_output_is_complete(void **state)
{
	struct fixture *f = *state;
	struct str path = str_from(path_in(f, f->report, "large"));
	struct outfile *out = outfile_new(path, f->diags);
	struct buf expected;

	assert_non_null(out);
	buf_init(&expected);
	for (int i = 0; i < 60; i++) {
		char block[70000];
		size_t size = i % 3 == 0 ? 70000 : (size_t)i * 37;

		memset(block, 'a' + i % 26, size);
		buf_add(&expected, block, size);
		assert_true(outfile_write(out, block, size));
	}
	assert_true(outfile_commit(out));
	assert_content(f, path, expected.ptr);
	buf_release(&expected);
}

static void two_writers_do_not_meet(void **state)
{
	struct fixture *f = *state;
	struct str path = str_from(path_in(f, f->report, "out"));
	struct outfile *one = outfile_new(path, f->diags), *two = outfile_new(path, f->diags);

	assert_non_null(one);
	assert_non_null(two);
	assert_true(outfile_write(one, "one", 3));
	assert_true(outfile_write(two, "two", 3));
	assert_true(outfile_commit(two));
	assert_content(f, path, "two");
	assert_true(outfile_commit(one));
	assert_content(f, path, "one");
	assert_int_equal(files_in(f->report), 1);
}

static void assert_unwritable(struct fixture *f, const char *path, const char *why)
{
	assert_null(outfile_new(str_from(path), f->diags));
	assert_diags(
		f->diags,
		str_printf(f->arena, "fatal error: cannot write '%s': %s; nothing was changed [file-write]\n", path, why).ptr);
	diags_clear(f->diags);
}

static void places_that_cannot_be_written(void **state)
{
	struct fixture *f = *state;
	char name[400];

	assert_unwritable(f, path_in(f, f->report, "no/such/out.pdf"), "no such file or folder");
	assert_unwritable(f, f->report.ptr, "is a folder");
	assert_unwritable(f, path_in(f, f->report, "new/"), "is a folder");
	assert_unwritable(f, "", "no such file or folder");
	assert_unwritable(f, "/dev/null/x", "not a folder");
	assert_int_equal(files_in(f->report), 0);
	memset(name, 'n', sizeof(name));
	memcpy(name, "/tmp/", 5);
	name[399] = '\0';
	{
		struct outfile *out =
			outfile_new(str_from(name), f->diags); /* the temporary name is short enough, the final one is not */

		assert_non_null(out);
		assert_false(outfile_commit(out));
		assert_int_equal(diags_count(f->diags), 1);
		assert_str(diags_at(f->diags, 0)->args[1], BOTH("the name is too long", "名称过长"));
	}
}

/* Runs as root too, so the permission case needs a child that is not. */
static void no_permission(void **state)
{
	struct fixture *f = *state;
	int status;
	pid_t child;

	assert_int_equal(chmod(f->report.ptr, 0555), 0);
	child = fork();
	assert_int_not_equal(child, -1);
	if (child == 0) {
		bool fine = (getuid() != 0 || setuid(65534) == 0) &&
		            outfile_new(str_from(path_in(f, f->report, "x")), f->diags) == NULL && diags_count(f->diags) == 1 &&
		            str_starts(diags_at(f->diags, 0)->args[1], STR(BOTH("permission denied", "没有权限")));

		_exit(fine ? 0 : 1);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(status, 0);
	assert_int_equal(chmod(f->report.ptr, 0755), 0);
}

/* A file size limit stands for a full disk: the older file stays, the temporary one goes, and it is said once. */
static void a_full_disk_changes_nothing(void **state)
{
	struct fixture *f = *state;
	struct str path = unit_file(f->arena, f->report, "out.pdf", STR("old"));
	struct outfile *out = outfile_new(path, f->diags);
	struct rlimit before, small;
	static const char block[200000];
	bool wrote, committed;

	assert_non_null(out);
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = (struct rlimit){ 100000, before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	wrote = outfile_write(out, block, sizeof(block)) || outfile_write(out, "x", 1);
	committed = outfile_commit(out);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
	assert_false(wrote);
	assert_false(committed);
	assert_int_equal(diags_count(f->diags), 1);
	assert_diag(f->diags, 0, FILE_WRITE, 0, 0);
	diags_clear(f->diags);
	assert_content(f, path, "old");
	assert_int_equal(files_in(f->report), 1);
}

static void devices_are_written_in_place(void **state)
{
	struct fixture *f = *state;
	struct outfile *out = outfile_new(STR("/dev/full"), f->diags);
	struct stat info;

	assert_non_null(out);
	outfile_write(out, "x", 1);
	assert_false(outfile_commit(out));
	assert_diags(f->diags, "fatal error: cannot write '/dev/full': no space left on the disk; nothing was "
	                       "changed [file-write]\n");
	diags_clear(f->diags);
	out = outfile_new(STR("/dev/null"), f->diags);
	assert_non_null(out);
	assert_true(outfile_write(out, "x", 1));
	assert_true(outfile_commit(out));
	assert_int_equal(stat("/dev/null", &info), 0);
	assert_true(S_ISCHR(info.st_mode));
}

static void links_are_followed(void **state)
{
	struct fixture *f = *state;
	struct str target = unit_file(f->arena, f->templates, "target", STR("old"));
	struct str link = str_from(path_in(f, f->report, "link"));
	struct outfile *out;
	struct stat info;

	assert_int_equal(symlink(target.ptr, link.ptr), 0);
	out = outfile_new(link, f->diags);
	assert_non_null(out);
	assert_true(outfile_write(out, "new", 3));
	assert_true(outfile_commit(out));
	assert_int_equal(lstat(link.ptr, &info), 0);
	assert_true(S_ISLNK(info.st_mode));
	assert_content(f, target, "new");
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(found_in_order),
		TEST(found_in_the_working_folder),
		TEST(names_that_leave_are_refused),
		TEST(links_that_leave_are_refused),
		TEST(a_longer_sibling_is_outside),
		TEST(missing_names),
		TEST(reading_whole_files),
		TEST(what_cannot_be_read),
		TEST(text_sources),
		TEST(text_that_is_none),
		TEST(output_appears_at_commit),
		TEST(abort_keeps_the_older_file),
		TEST(large_output_is_complete),
		TEST(two_writers_do_not_meet),
		TEST(places_that_cannot_be_written),
		TEST(no_permission),
		TEST(a_full_disk_changes_nothing),
		TEST(devices_are_written_in_place),
		TEST(links_are_followed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
