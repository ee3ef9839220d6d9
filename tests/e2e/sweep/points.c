// SPDX-License-Identifier: GPL-3.0-or-later
// Preloaded into keystead-agent by tests/e2e/sweep.py: sees every call that changes a file below one folder, and at the
// one that the driver names it kills the process or lets the call fail.
//
// Why not strace's injection: `when=N` counts a system call over all files and threads, sockets and event loops too.
// Measured over 20 runs of one job: the N-th write() was on another file in 6 to 10 % of the cases, while "the k-th
// CALL on FILE" (random parts of names taken out), which is what a point is here, gave the same list in all 20. A write
// can be cut in half, and no ptrace is needed, which containers forbid. What libc does inside itself is not seen this
// way: crosscheck.py compares what was recorded here with what strace saw, wherever ptrace is allowed.
//
// hooks.c also makes the stretching of passphrases cheap where the driver says so: a call takes 0.3 s, touches no file,
// and each point needs several.
#define _GNU_SOURCE
#include "injector.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

enum { logSize = 4 << 20 };

// The driver's side is control.py.
struct Control
{
    atomic_int armed;
    int mode;
    int error;
    int occurrence;
    atomic_int seen;
    atomic_int fired;
    int cheapKeys;
    int logUsed;
    int keepSynced; // while recording: what is synced is copied to run/synced/LINE, for powercut.py
    int lines;
    char call[16];
    char path[496];
    char root[512];
    char log[logSize];
};

static struct Control* control;
static pthread_mutex_t logging = PTHREAD_MUTEX_INITIALIZER;

__attribute__((constructor)) static void attach(void)
{
    const char* const file = getenv("KEYSTEAD_SWEEP_CONTROL");
    if (!file || strcmp(program_invocation_short_name, "keystead-agent") != 0)
        return;
    const int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_RDWR | O_CLOEXEC, 0);
    if (fd < 0)
        return;
    void* const memory = mmap(NULL, sizeof(struct Control), PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
    syscall(SYS_close, fd);
    if (memory != MAP_FAILED)
        control = memory;
}

static int isNamePart(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// The path below the root with ids (`_` and 16 or more letters and digits) and numbers of 4 or more digits replaced by
// `*`; NULL for what lies elsewhere or in the folder of the socket.
static const char* pointName(const char* path, char* out, size_t size)
{
    const size_t length = strlen(control->root);
    if (strncmp(path, control->root, length) != 0 || path[length] != '/')
        return NULL;
    path += length + 1;
    if (strncmp(path, "run", 3) == 0 && (path[3] == '/' || !path[3]))
        return NULL;
    size_t used = 0;
    while (*path && used + 2 < size) {
        size_t run = 0;
        if (*path == '_') {
            while (isNamePart(path[1 + run]))
                ++run;
            if (run >= 16) {
                out[used++] = '_';
                out[used++] = '*';
                path += 1 + run;
                continue;
            }
        }
        for (run = 0; path[run] >= '0' && path[run] <= '9';)
            ++run;
        if (run >= 4) {
            out[used++] = '*';
            path += run;
        } else {
            out[used++] = *path++;
        }
    }
    out[used] = '\0';
    return out;
}

static void absolute(int folder, const char* path, char* out)
{
    char link[64];
    if (path[0] == '/') {
        snprintf(out, PATH_MAX, "%s", path);
        return;
    }
    snprintf(link, sizeof link, folder == AT_FDCWD ? "/proc/self/cwd" : "/proc/self/fd/%d", folder);
    const ssize_t got = readlink(link, out, PATH_MAX - 1);
    const size_t used = got < 0 ? 0 : (size_t)got;
    snprintf(out + used, PATH_MAX - used, "/%s", path);
}

_Noreturn void killNow(void)
{
    syscall(SYS_kill, getpid(), SIGKILL);
    for (;;)
        pause();
}

int armed(void)
{
    return control && atomic_load(&control->armed);
}

int wantedError(void)
{
    return control->error;
}

int cheapKeys(void)
{
    return control && control->cheapKeys;
}

// Before the sync: what stands in the file now is what it makes durable.
static void keepSynced(const char* path)
{
    char name[sizeof control->root + 32];
    char part[65536];
    struct stat info;
    const int from = (int)syscall(SYS_openat, AT_FDCWD, path, O_RDONLY | O_CLOEXEC, 0);
    if (from >= 0 && fstat(from, &info) == 0 && S_ISREG(info.st_mode)) {
        snprintf(name, sizeof name, "%s/run/synced/%d", control->root, control->lines);
        const int to = (int)syscall(SYS_openat, AT_FDCWD, name, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
        long got = 0;
        while (to >= 0 && (got = syscall(SYS_read, from, part, sizeof part)) > 0)
            (void)!syscall(SYS_write, to, part, (size_t)got);
        if (to >= 0)
            syscall(SYS_close, to);
    }
    if (from >= 0)
        syscall(SYS_close, from);
}

static void note(const char* call, const char* name, const char* path, const char* from)
{
    pthread_mutex_lock(&logging);
    const int room = logSize - control->logUsed;
    const int used =
        snprintf(control->log + control->logUsed, (size_t)room, "%s\t%s\t%s\t%s\n", call, name, path, from);
    if (used < room) {
        if (control->keepSynced && strcmp(call, "sync") == 0)
            keepSynced(path);
        control->logUsed += used;
        ++control->lines;
    }
    pthread_mutex_unlock(&logging);
}

// What the driver wants done at this call.
static int judge(const char* call, const char* path, const char* from)
{
    char name[PATH_MAX];
    if (!armed() || !pointName(path, name, sizeof name))
        return 0;
    if (control->mode == record) {
        note(call, name, path, from);
        return 0;
    }
    if (control->mode == failFromNow && atomic_load(&control->fired))
        return strchr("wctm", call[0]) ? failFromNow : 0; // write, create, truncate, mkdir
    if (strcmp(call, control->call) != 0 || strcmp(name, control->path) != 0 ||
        atomic_fetch_add(&control->seen, 1) + 1 != control->occurrence)
        return 0;
    atomic_store(&control->fired, 1);
    if (control->mode == killBefore)
        killNow();
    return control->mode;
}

int judgeRename(int fromFolder, const char* from, int toFolder, const char* to)
{
    char full[PATH_MAX];
    char fullFrom[PATH_MAX];
    if (!armed())
        return 0;
    absolute(toFolder, to, full);
    absolute(fromFolder, from, fullFrom);
    return judge("rename", full, fullFrom);
}

int judgeAt(const char* call, int folder, const char* path)
{
    char full[PATH_MAX];
    if (!armed())
        return 0;
    absolute(folder, path, full);
    return judge(call, full, "");
}

int judgeFd(const char* call, int fd)
{
    char link[64];
    char full[PATH_MAX];
    if (!armed())
        return 0;
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t got = readlink(link, full, sizeof full - 1);
    if (got <= 0)
        return 0;
    full[got] = '\0';
    // A file that was unlinked while open.
    static const char deleted[] = " (deleted)";
    const size_t length = (size_t)got;
    if (length > sizeof deleted && strcmp(full + length - (sizeof deleted - 1), deleted) == 0)
        full[length - (sizeof deleted - 1)] = '\0';
    return judge(call, full, "");
}
