/* Records, in order, what a program asks the disk to do below one folder.
 *
 * LD_PRELOAD this; POWER_ROOT names the folder and POWER_LOG the log. Each record is one append:
 *   kind (1 byte)  inode (8)  offset (8)  length of path (4)  length of data (4)  path  data     little-endian
 * Kinds: O open or create, W write, T truncate, S sync of a file, D sync of a folder, R rename (data = new path), U unlink, M mkdir.
 * The file that it describes is named by its inode, because a path may change while it is open.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

static int log_fd = -1;
static const char *root;
static pthread_mutex_t order = PTHREAD_MUTEX_INITIALIZER;

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

__attribute__((constructor)) static void begin(void) {
    root = getenv("POWER_ROOT");
    const char *log = getenv("POWER_LOG");
    if (root && log) log_fd = REAL(open)(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int path_of(int fd, char *path) {
    char link[64];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t n = readlink(link, path, PATH_MAX - 1);
    if (n < 0) return 0;
    path[n] = 0;
    return strncmp(path, root, strlen(root)) == 0;
}

static void absolute(int dir, const char *path, char *full) {
    if (path[0] == '/') { snprintf(full, PATH_MAX, "%s", path); return; }
    char base[PATH_MAX] = "";
    if (dir == AT_FDCWD) { if (!getcwd(base, sizeof base)) base[0] = 0; }
    else path_of(dir, base);
    if (snprintf(full, PATH_MAX, "%s/%s", base, path) < 0) full[0] = 0;
}

static void record(char kind, uint64_t inode, uint64_t offset, const char *path, const void *data, uint32_t length) {
    uint32_t path_length = strlen(path);
    struct iovec parts[7] = {{&kind, 1}, {&inode, 8}, {&offset, 8}, {&path_length, 4}, {&length, 4}, {(void *)path, path_length}, {(void *)data, length}};
    if (REAL(writev)(log_fd, parts, 7) < 0) abort();
}

static uint64_t inode_of(int fd, int *folder) {
    struct stat about;
    if (fstat(fd, &about)) return 0;
    if (folder) *folder = S_ISDIR(about.st_mode);
    return about.st_ino;
}

static int opened(int fd, int flags) {
    char path[PATH_MAX];
    if (fd >= 0 && log_fd >= 0 && path_of(fd, path)) {
        int folder = 0;
        uint64_t inode = inode_of(fd, &folder);
        if (!folder && (flags & O_ACCMODE) != O_RDONLY) record('O', inode, flags & O_TRUNC ? 1 : 0, path, "", 0);
    }
    return fd;
}

#define OPEN(name, at_decl, at_args)                                                     \
    int name(at_decl const char *path, int flags, ...) {                                 \
        va_list more; va_start(more, flags); mode_t mode = va_arg(more, int); va_end(more); \
        pthread_mutex_lock(&order);                                                      \
        int fd = REAL(name)(at_args path, flags, mode), kept = errno;                    \
        opened(fd, flags); pthread_mutex_unlock(&order); errno = kept; return fd;        \
    }
#define NOTHING
#define AT_DECL int dir,
#define AT_ARGS dir,
OPEN(open, NOTHING, NOTHING)
OPEN(open64, NOTHING, NOTHING)
OPEN(openat, AT_DECL, AT_ARGS)
OPEN(openat64, AT_DECL, AT_ARGS)

static void wrote(int fd, const void *data, ssize_t done, off_t offset) {
    char path[PATH_MAX];
    if (done > 0 && log_fd >= 0 && fd != log_fd && path_of(fd, path)) {
        if (offset < 0) offset = lseek(fd, 0, SEEK_CUR) - done;
        record('W', inode_of(fd, NULL), offset, path, data, done);
    }
}

ssize_t write(int fd, const void *data, size_t size) {
    pthread_mutex_lock(&order);
    ssize_t done = REAL(write)(fd, data, size); int kept = errno;
    wrote(fd, data, done, -1);
    pthread_mutex_unlock(&order); errno = kept; return done;
}
ssize_t pwrite(int fd, const void *data, size_t size, off_t offset) {
    pthread_mutex_lock(&order);
    ssize_t done = REAL(pwrite)(fd, data, size, offset); int kept = errno;
    wrote(fd, data, done, offset);
    pthread_mutex_unlock(&order); errno = kept; return done;
}
ssize_t pwrite64(int fd, const void *data, size_t size, off64_t offset) {
    pthread_mutex_lock(&order);
    ssize_t done = REAL(pwrite64)(fd, data, size, offset); int kept = errno;
    wrote(fd, data, done, offset);
    pthread_mutex_unlock(&order); errno = kept; return done;
}

static int truncated(int fd, off_t size, int result) {
    char path[PATH_MAX];
    if (!result && log_fd >= 0 && path_of(fd, path)) record('T', inode_of(fd, NULL), size, path, "", 0);
    return result;
}
int ftruncate(int fd, off_t size) { return truncated(fd, size, REAL(ftruncate)(fd, size)); }
int ftruncate64(int fd, off64_t size) { return truncated(fd, size, REAL(ftruncate64)(fd, size)); }

static int synced(int fd, int result) {
    char path[PATH_MAX];
    int folder = 0;
    if (!result && log_fd >= 0 && path_of(fd, path)) {
        uint64_t inode = inode_of(fd, &folder);
        record(folder ? 'D' : 'S', inode, 0, path, "", 0);
    }
    return result;
}
int fsync(int fd) { return synced(fd, REAL(fsync)(fd)); }
int fdatasync(int fd) { return synced(fd, REAL(fdatasync)(fd)); }

static void moved(char kind, int from_dir, const char *from, int to_dir, const char *to) {
    char source[PATH_MAX], target[PATH_MAX] = "";
    absolute(from_dir, from, source);
    if (to) absolute(to_dir, to, target);
    if (log_fd >= 0 && strncmp(source, root, strlen(root)) == 0) record(kind, 0, 0, source, target, strlen(target));
}
int rename(const char *from, const char *to) {
    int result = REAL(rename)(from, to), kept = errno;
    if (!result) moved('R', AT_FDCWD, from, AT_FDCWD, to);
    errno = kept; return result;
}
int renameat(int a, const char *from, int b, const char *to) {
    int result = REAL(renameat)(a, from, b, to), kept = errno;
    if (!result) moved('R', a, from, b, to);
    errno = kept; return result;
}
int unlink(const char *path) {
    int result = REAL(unlink)(path), kept = errno;
    if (!result) moved('U', AT_FDCWD, path, 0, NULL);
    errno = kept; return result;
}
int unlinkat(int dir, const char *path, int flags) {
    int result = REAL(unlinkat)(dir, path, flags), kept = errno;
    if (!result && !(flags & AT_REMOVEDIR)) moved('U', dir, path, 0, NULL);
    errno = kept; return result;
}
int mkdir(const char *path, mode_t mode) {
    int result = REAL(mkdir)(path, mode), kept = errno;
    if (!result) moved('M', AT_FDCWD, path, 0, NULL);
    errno = kept; return result;
}
