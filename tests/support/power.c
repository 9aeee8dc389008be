/* Writes down what programs do to files below one folder, in order, with the bytes.
 *
 * POWER_LOG names the file, POWER_ROOT the folder. A record is a line of text
 * `what<TAB>offset<TAB>size<TAB>path<TAB>other path` and, for a write, `size` bytes and a newline.
 * Offsets of `open` are the flags, of `truncate` the new length. Nothing is synced in truth.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdio_ext.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

static int book = -1;
static char root[PATH_MAX];

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("POWER_LOG"), *top = getenv("POWER_ROOT");
  if (!name || !top) return;
  strncpy(root, top, sizeof root - 1);
  int number = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0666);
  book = fcntl(number, F_DUPFD_CLOEXEC, 700);
  syscall(SYS_close, number);
}

static int is_ours(const char *path) { return strncmp(path, root, strlen(root)) == 0; }

static int whole(int folder, const char *path, char *full) {
  char link[64], top[PATH_MAX];
  ssize_t size;
  if (path[0] == '/') {
    snprintf(full, PATH_MAX, "%s", path);
    return is_ours(full);
  }
  if (folder == AT_FDCWD) {
    if (!getcwd(top, sizeof top)) return 0;
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    size = readlink(link, top, sizeof top - 1);
    if (size < 0) return 0;
    top[size] = 0;
  }
  if (snprintf(full, PATH_MAX, "%s/%s", top, path) >= PATH_MAX) return 0;
  return is_ours(full);
}

static int name_of(int number, char *full) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", number);
  ssize_t size = readlink(link, full, PATH_MAX - 1);
  if (size < 0) return 0;
  full[size] = 0;
  return is_ours(full) && !strstr(full, " (deleted)");
}

static void note(const char *what, long long at, size_t size, const char *path, const char *other,
                 const void *data) {
  char line[2 * PATH_MAX + 100];
  int length = snprintf(line, sizeof line, "%s\t%lld\t%zu\t%s\t%s\n", what, at, size, path, other);
  struct iovec parts[3] = {{line, (size_t)length}, {(void *)data, size}, {"\n", 1}};
  syscall(SYS_writev, book, parts, data ? 3 : 1);
}

#define REAL(name) static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define CHANGES(flags) (((flags) & (O_CREAT | O_TRUNC)) != 0)

#define OPEN(name, takes, where, gives) int name takes { \
  REAL(name); va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); va_end(rest); \
  char full[PATH_MAX]; int ours = book >= 0 && CHANGES(flags) && whole(where, path, full); \
  int given = real gives; \
  if (ours && given >= 0) note("open", flags, 0, full, "", 0); \
  return given; }
OPEN(open, (const char *path, int flags, ...), AT_FDCWD, (path, flags, mode))
OPEN(open64, (const char *path, int flags, ...), AT_FDCWD, (path, flags, mode))
OPEN(openat, (int folder, const char *path, int flags, ...), folder, (folder, path, flags, mode))
OPEN(openat64, (int folder, const char *path, int flags, ...), folder, (folder, path, flags, mode))

static void wrote(int number, const void *data, ssize_t done, long long at) {
  char full[PATH_MAX];
  struct stat facts;
  if (book < 0 || done <= 0 || fstat(number, &facts) || !S_ISREG(facts.st_mode)) return;
  if (!name_of(number, full)) return;
  if (at < 0) at = lseek(number, 0, SEEK_CUR) - done;
  note("write", at, (size_t)done, full, "", data);
}
ssize_t write(int number, const void *data, size_t size) {
  REAL(write);
  ssize_t done = real(number, data, size);
  wrote(number, data, done, -1);
  return done;
}
ssize_t pwrite(int number, const void *data, size_t size, off_t at) {
  REAL(pwrite);
  ssize_t done = real(number, data, size, at);
  wrote(number, data, done, at);
  return done;
}
ssize_t pwrite64(int number, const void *data, size_t size, off64_t at) {
  REAL(pwrite64);
  ssize_t done = real(number, data, size, at);
  wrote(number, data, done, at);
  return done;
}
#define CUT(name, kind) int name(int number, kind size) { REAL(name); char full[PATH_MAX]; \
  int given = real(number, size); \
  if (book >= 0 && !given && name_of(number, full)) note("truncate", size, 0, full, "", 0); \
  return given; }
CUT(ftruncate, off_t) CUT(ftruncate64, off64_t)

#define SYNC(name) int name(int number) { char full[PATH_MAX]; \
  if (book >= 0 && name_of(number, full)) note("sync", 0, 0, full, "", 0); \
  return 0; }
SYNC(fsync) SYNC(fdatasync)
void sync(void) { if (book >= 0) note("sync all", 0, 0, root, "", 0); }
int syncfs(int number) { (void)number; sync(); return 0; }

#define TWO(name, takes, gives, here, there) int name takes { REAL(name); \
  char full[PATH_MAX], other[PATH_MAX]; \
  int ours = book >= 0 && whole(here, from, full) && whole(there, to, other); \
  int given = real gives; if (ours && !given) note(KIND, 0, 0, full, other, 0); \
  return given; }
#define KIND "rename"
TWO(rename, (const char *from, const char *to), (from, to), AT_FDCWD, AT_FDCWD)
TWO(renameat, (int one, const char *from, int two, const char *to), (one, from, two, to), one, two)
#undef KIND
#define KIND "link"
TWO(link, (const char *from, const char *to), (from, to), AT_FDCWD, AT_FDCWD)
TWO(linkat, (int one, const char *from, int two, const char *to, int flags),
    (one, from, two, to, flags), one, two)
#undef KIND

#define ONE(name, takes, gives, where, kind) int name takes { REAL(name); char full[PATH_MAX]; \
  int ours = book >= 0 && whole(where, path, full); int given = real gives; \
  if (ours && !given) note(kind, 0, 0, full, "", 0); \
  return given; }
ONE(unlink, (const char *path), (path), AT_FDCWD, "unlink")
ONE(unlinkat, (int folder, const char *path, int flags), (folder, path, flags), folder,
    flags & AT_REMOVEDIR ? "rmdir" : "unlink")
ONE(mkdir, (const char *path, mode_t mode), (path, mode), AT_FDCWD, "mkdir")
ONE(mkdirat, (int folder, const char *path, mode_t mode), (folder, path, mode), folder, "mkdir")
ONE(rmdir, (const char *path), (path), AT_FDCWD, "rmdir")

/* The C library writes its streams past us: what a stream holds is noted when it is flushed. */
static void flushed(FILE *stream) {
  char full[PATH_MAX];
  struct stat facts;
  int number = stream ? fileno(stream) : -1;
  if (book < 0 || number < 0 || fstat(number, &facts) || !S_ISREG(facts.st_mode)) return;
  if ((fcntl(number, F_GETFL) & O_ACCMODE) == O_RDONLY || !name_of(number, full)) return;
  int again = (int)syscall(SYS_openat, AT_FDCWD, full, O_RDONLY | O_CLOEXEC);
  char *data = malloc((size_t)facts.st_size + 1);
  ssize_t size = data && again >= 0 ? pread(again, data, (size_t)facts.st_size, 0) : -1;
  if (size > 0) note("write", 0, (size_t)size, full, "", data);
  free(data);
  if (again >= 0) syscall(SYS_close, again);
}
int fflush(FILE *stream) {
  REAL(fflush);
  size_t waiting = stream ? __fpending(stream) : 0;
  int given = real(stream);
  if (waiting) flushed(stream);
  return given;
}
int fclose(FILE *stream) {
  REAL(fclose);
  fflush(stream);
  return real(stream);
}
#define FOPEN(name) FILE *name(const char *path, const char *mode) { REAL(name); \
  char full[PATH_MAX]; int ours = book >= 0 && mode[0] != 'r' && whole(AT_FDCWD, path, full); \
  FILE *given = real(path, mode); \
  if (ours && given) note("open", O_CREAT | (mode[0] == 'w' ? O_TRUNC : 0), 0, full, "", 0); \
  return given; }
FOPEN(fopen) FOPEN(fopen64)
