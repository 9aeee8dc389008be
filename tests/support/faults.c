/* Counts the calls that change files below one folder and makes the n-th of them die or fail.
 *
 * The control block is a shared file of five ints named by FAULT_BLOCK: mode, at, counter, sticky,
 * head. Modes: 0 off, 1 count only, 2 kill before the call, 3 kill after it, 4 kill inside it (only
 * writes count, and half of the bytes arrive), above 100: fail with errno = mode - 100. `head` is
 * a process that dies too, whoever made the call; if it is negative it dies in the caller's stead,
 * who goes on. fsync does nothing while loaded, so that thousands of operations stay quick.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static volatile int *block;
static char root[4096];

__attribute__((constructor)) static void begin(void) {
  const char *name = getenv("FAULT_BLOCK"), *top = getenv("FAULT_ROOT");
  if (!name || !top) return;
  int number = (int)open(name, O_RDWR | O_CLOEXEC);
  if (number < 0) return;
  void *found = mmap(0, 4096, PROT_READ | PROT_WRITE, MAP_SHARED, number, 0);
  close(number);
  strncpy(root, top, sizeof root - 1);
  if (found != MAP_FAILED) block = found;
}

static int below(int folder, const char *path) {
  char link[64], full[4096];
  if (path[0] == '/') return strncmp(path, root, strlen(root)) == 0;
  ssize_t size = -1;
  if (folder == AT_FDCWD) {
    if (getcwd(full, sizeof full)) size = (ssize_t)strlen(full);
  } else {
    snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
    size = readlink(link, full, sizeof full - 1);
    if (size >= 0) full[size] = 0;
  }
  return size > 0 && strncmp(full, root, strlen(root)) == 0;
}

static int below_fd(int number) {
  struct stat facts;
  if (fstat(number, &facts) || !S_ISREG(facts.st_mode)) return 0;
  char link[64], full[4096];
  snprintf(link, sizeof link, "/proc/self/fd/%d", number);
  ssize_t size = readlink(link, full, sizeof full - 1);
  if (size < 0) return 0;
  full[size] = 0;
  return strncmp(full, root, strlen(root)) == 0;
}

static void die(void) {
  if (block[4]) kill(abs(block[4]), SIGKILL);
  if (block[4] >= 0) kill(getpid(), SIGKILL);
}

/* Returns 0 to go on, 1 to fail with errno set, 2 to die after the call. */
static int step(int ours) {
  if (!ours || !block || block[0] == 0) return 0;
  int mode = block[0];
  if (mode == 4) return 0;
  int number = __sync_add_and_fetch(&block[2], 1);
  int hit = number == block[1] || (block[3] && number > block[1]);
  if (mode == 1 || !hit) return 0;
  if (mode == 2) { die(); return 0; }
  if (mode == 3) return 2;
  errno = mode - 100;
  return 1;
}

/* As `step` for a write of `size` bytes; 3 to write the first half and die. */
static int step_write(int ours, size_t size) {
  if (!ours || !block || block[0] != 4) return step(ours);
  return size > 1 && __sync_add_and_fetch(&block[2], 1) == block[1] ? 3 : 0;
}

#define FINISH(call) do { if (what == 1) return -1; __auto_type r = (call); \
  if (what == 2) { die(); } return r; } while (0)
#define REAL(name) static __typeof__(name) *real; \
  if (!real) real = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)
#define CHANGES(flags) (((flags) & (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)) != 0)

#define OPEN(name) int name(const char *path, int flags, ...) { \
  REAL(name); va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); \
  va_end(rest); int what = step(CHANGES(flags) && below(AT_FDCWD, path)); \
  FINISH(real(path, flags, mode)); }
#define OPENAT(name) int name(int folder, const char *path, int flags, ...) { \
  REAL(name); va_list rest; va_start(rest, flags); int mode = va_arg(rest, int); \
  va_end(rest); int what = step(CHANGES(flags) && below(folder, path)); \
  FINISH(real(folder, path, flags, mode)); }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

#define HALF(call) do { if (what == 3) { size = size / 2; call; die(); } } while (0)

ssize_t write(int number, const void *data, size_t size) {
  REAL(write);
  int what = block && block[0] ? step_write(below_fd(number), size) : 0;
  HALF(real(number, data, size));
  FINISH(real(number, data, size));
}
#define PWRITE(name, offset) ssize_t name(int number, const void *data, size_t size, offset at) { \
  REAL(name); int what = block && block[0] ? step_write(below_fd(number), size) : 0; \
  HALF(real(number, data, size, at)); FINISH(real(number, data, size, at)); }
PWRITE(pwrite, off_t) PWRITE(pwrite64, off64_t)

#define SYNC(name) int name(int number) { \
  int what = block && block[0] ? step(1) : 0; (void)number; FINISH(0); }
SYNC(fsync) SYNC(fdatasync)

#define CHANGE(ours, name, takes, gives) int name takes { \
  REAL(name); int what = block && block[0] ? step(ours) : 0; FINISH(real gives); }
CHANGE(below_fd(number), ftruncate, (int number, off_t size), (number, size))
CHANGE(below_fd(number), ftruncate64, (int number, off64_t size), (number, size))
CHANGE(below(AT_FDCWD, to), rename, (const char *from, const char *to), (from, to))
CHANGE(below(there, to), renameat, (int here, const char *from, int there, const char *to),
       (here, from, there, to))
CHANGE(below(AT_FDCWD, to), link, (const char *from, const char *to), (from, to))
CHANGE(below(there, to), linkat,
       (int here, const char *from, int there, const char *to, int flags),
       (here, from, there, to, flags))
CHANGE(below(AT_FDCWD, to), symlink, (const char *from, const char *to), (from, to))
CHANGE(below(AT_FDCWD, path), unlink, (const char *path), (path))
CHANGE(below(folder, path), unlinkat, (int folder, const char *path, int flags),
       (folder, path, flags))
CHANGE(below(AT_FDCWD, path), mkdir, (const char *path, mode_t mode), (path, mode))
CHANGE(below(folder, path), mkdirat, (int folder, const char *path, mode_t mode),
       (folder, path, mode))
CHANGE(below(AT_FDCWD, path), rmdir, (const char *path), (path))
CHANGE(below(AT_FDCWD, path), chmod, (const char *path, mode_t mode), (path, mode))
CHANGE(below(folder, path), utimensat,
       (int folder, const char *path, const struct timespec times[2], int flags),
       (folder, path, times, flags))
