// SPDX-License-Identifier: GPL-3.0-or-later
// The calls of libc that change files, each with the question in front whether it is the one. points.c answers.
#define _GNU_SOURCE
#include "injector.h"

#include <argon2.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <openssl/evp.h>
#include <stdarg.h>
#include <stdio.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>

// A full disk takes what still fits, a kill ends a write anywhere: `half` writes that much.
#define CUT(todo, half)                                                                                                \
    do {                                                                                                               \
        if ((todo) == killTorn) {                                                                                      \
            (void)!(half);                                                                                             \
            killNow();                                                                                                 \
        }                                                                                                              \
        if ((todo) == failFromNow)                                                                                     \
            (void)!(half);                                                                                             \
        FAIL(todo);                                                                                                    \
    } while (0)
#define FAIL(todo)                                                                                                     \
    do {                                                                                                               \
        if (todo) {                                                                                                    \
            errno = wantedError();                                                                                     \
            return -1;                                                                                                 \
        }                                                                                                              \
    } while (0)
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

ssize_t write(int fd, const void* data, size_t size)
{
    const int todo = judgeFd("write", fd);
    CUT(todo, NEXT(write)(fd, data, size / 2));
    return NEXT(write)(fd, data, size);
}

ssize_t pwrite(int fd, const void* data, size_t size, off_t at)
{
    const int todo = judgeFd("write", fd);
    CUT(todo, NEXT(pwrite)(fd, data, size / 2, at));
    return NEXT(pwrite)(fd, data, size, at);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at)
{
    const int todo = judgeFd("write", fd);
    CUT(todo, NEXT(pwrite64)(fd, data, size / 2, at));
    return NEXT(pwrite64)(fd, data, size, at);
}

ssize_t writev(int fd, const struct iovec* parts, int count)
{
    const int todo = judgeFd("write", fd);
    CUT(todo, NEXT(writev)(fd, parts, count / 2));
    return NEXT(writev)(fd, parts, count);
}

ssize_t sendfile(int to, int from, off_t* at, size_t size)
{
    const int todo = judgeFd("write", to);
    CUT(todo, NEXT(sendfile)(to, from, at, size / 2));
    return NEXT(sendfile)(to, from, at, size);
}

ssize_t sendfile64(int to, int from, off64_t* at, size_t size)
{
    const int todo = judgeFd("write", to);
    CUT(todo, NEXT(sendfile64)(to, from, at, size / 2));
    return NEXT(sendfile64)(to, from, at, size);
}

ssize_t copy_file_range(int from, off64_t* fromAt, int to, off64_t* toAt, size_t size, unsigned int flags)
{
    const int todo = judgeFd("write", to);
    CUT(todo, NEXT(copy_file_range)(from, fromAt, to, toAt, size / 2, flags));
    return NEXT(copy_file_range)(from, fromAt, to, toAt, size, flags);
}

int fsync(int fd)
{
    FAIL(judgeFd("sync", fd));
    return NEXT(fsync)(fd);
}

int fdatasync(int fd)
{
    FAIL(judgeFd("sync", fd));
    return NEXT(fdatasync)(fd);
}

int ftruncate(int fd, off_t size)
{
    FAIL(judgeFd("truncate", fd));
    return NEXT(ftruncate)(fd, size);
}

int ftruncate64(int fd, off64_t size)
{
    FAIL(judgeFd("truncate", fd));
    return NEXT(ftruncate64)(fd, size);
}

int fallocate(int fd, int mode, off_t at, off_t size)
{
    FAIL(judgeFd("truncate", fd));
    return NEXT(fallocate)(fd, mode, at, size);
}

int rename(const char* from, const char* to)
{
    FAIL(judgeRename(AT_FDCWD, from, AT_FDCWD, to));
    return NEXT(rename)(from, to);
}

int renameat(int fromFolder, const char* from, int toFolder, const char* to)
{
    FAIL(judgeRename(fromFolder, from, toFolder, to));
    return NEXT(renameat)(fromFolder, from, toFolder, to);
}

int renameat2(int fromFolder, const char* from, int toFolder, const char* to, unsigned int flags)
{
    FAIL(judgeRename(fromFolder, from, toFolder, to));
    return NEXT(renameat2)(fromFolder, from, toFolder, to, flags);
}

int link(const char* from, const char* to)
{
    FAIL(judgeAt("link", AT_FDCWD, to));
    return NEXT(link)(from, to);
}

int linkat(int fromFolder, const char* from, int toFolder, const char* to, int flags)
{
    FAIL(judgeAt("link", toFolder, to));
    return NEXT(linkat)(fromFolder, from, toFolder, to, flags);
}

int unlink(const char* path)
{
    FAIL(judgeAt("unlink", AT_FDCWD, path));
    return NEXT(unlink)(path);
}

int unlinkat(int folder, const char* path, int flags)
{
    FAIL(judgeAt("unlink", folder, path));
    return NEXT(unlinkat)(folder, path, flags);
}

int rmdir(const char* path)
{
    FAIL(judgeAt("unlink", AT_FDCWD, path));
    return NEXT(rmdir)(path);
}

int remove(const char* path)
{
    FAIL(judgeAt("unlink", AT_FDCWD, path));
    return NEXT(remove)(path);
}

int mkdir(const char* path, mode_t mode)
{
    FAIL(judgeAt("mkdir", AT_FDCWD, path));
    return NEXT(mkdir)(path, mode);
}

// open: only what makes or empties a file changes something.
static int judgeOpen(int folder, const char* path, int flags)
{
    struct stat there;
    if (!(flags & (O_CREAT | O_TRUNC)) || !armed())
        return 0;
    if (!(flags & O_TRUNC) && fstatat(folder, path, &there, AT_SYMLINK_NOFOLLOW) == 0)
        return 0;
    return judgeAt("create", folder, path);
}

#define MODE_OF(flags, last)                                                                                           \
    mode_t mode = 0;                                                                                                   \
    if ((flags) & (O_CREAT | __O_TMPFILE)) {                                                                           \
        va_list list;                                                                                                  \
        va_start(list, last);                                                                                          \
        mode = va_arg(list, mode_t);                                                                                   \
        va_end(list);                                                                                                  \
    }

int open(const char* path, int flags, ...)
{
    MODE_OF(flags, flags)
    FAIL(judgeOpen(AT_FDCWD, path, flags));
    return NEXT(open)(path, flags, mode);
}

int open64(const char* path, int flags, ...)
{
    MODE_OF(flags, flags)
    FAIL(judgeOpen(AT_FDCWD, path, flags));
    return NEXT(open64)(path, flags, mode);
}

int openat(int folder, const char* path, int flags, ...)
{
    MODE_OF(flags, flags)
    FAIL(judgeOpen(folder, path, flags));
    return NEXT(openat)(folder, path, flags, mode);
}

int openat64(int folder, const char* path, int flags, ...)
{
    MODE_OF(flags, flags)
    FAIL(judgeOpen(folder, path, flags));
    return NEXT(openat64)(folder, path, flags, mode);
}

int argon2id_ctx(argon2_context* context)
{
    if (cheapKeys()) {
        context->m_cost = 8 * context->lanes;
        context->t_cost = 1;
    }
    return NEXT(argon2id_ctx)(context);
}

// SQLCipher's for a file under a passphrase: backups.
int PKCS5_PBKDF2_HMAC(const char* text, int textSize, const unsigned char* salt, int saltSize, int rounds,
                      const EVP_MD* digest, int size, unsigned char* out)
{
    return NEXT(PKCS5_PBKDF2_HMAC)(text, textSize, salt, saltSize, cheapKeys() && rounds > 2 ? 2 : rounds, digest, size,
                                   out);
}
