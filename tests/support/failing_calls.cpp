// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/failing_calls.h"

#include <cerrno>
#include <climits>
#include <cstdio>
#include <dlfcn.h>
#include <mutex>
#include <optional>
#include <sys/types.h>
#include <unistd.h>

namespace keystead::test {

namespace {

struct Wanted
{
    FailingCall::Call call;
    std::string suffix;
    int nth;
    int error;
    FailingCall::Until until;
    bool happened = false;
};
std::mutex guard;
std::optional<Wanted> wanted;

// 0, or the errno of the call on `fd`.
int judge(FailingCall::Call call, int fd)
{
    const std::lock_guard lock(guard);
    if (!wanted || wanted->call != call || (wanted->happened && wanted->until == FailingCall::Until::Once))
        return 0;
    char link[64];
    char path[PATH_MAX];
    (void)std::snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    const ssize_t got = ::readlink(link, path, sizeof path);
    if (got <= 0 || !std::string(path, static_cast<std::size_t>(got)).ends_with(wanted->suffix) ||
        (!wanted->happened && --wanted->nth > 0))
        return 0;
    wanted->happened = true;
    return wanted->error;
}

template <class Function> Function* next(const char* name)
{
    return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

} // namespace

FailingCall::FailingCall(Call call, std::string suffix, int nth, int error, Until until)
{
    const std::lock_guard lock(guard);
    wanted = Wanted{call, std::move(suffix), nth, error, until};
}

FailingCall::~FailingCall()
{
    const std::lock_guard lock(guard);
    wanted.reset();
}

bool FailingCall::happened() const
{
    const std::lock_guard lock(guard);
    return wanted && wanted->happened;
}

} // namespace keystead::test

using keystead::test::FailingCall;

extern "C" {
int fsync(int fd);
int fdatasync(int fd);
ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at);
}

int fsync(int fd)
{
    if (const int error = keystead::test::judge(FailingCall::Call::Sync, fd)) {
        errno = error;
        return -1;
    }
    return keystead::test::next<int(int)>("fsync")(fd);
}

int fdatasync(int fd)
{
    if (const int error = keystead::test::judge(FailingCall::Call::Sync, fd)) {
        errno = error;
        return -1;
    }
    return keystead::test::next<int(int)>("fdatasync")(fd);
}

ssize_t pwrite64(int fd, const void* data, size_t size, off64_t at)
{
    if (const int error = keystead::test::judge(FailingCall::Call::Write, fd)) {
        errno = error;
        return -1;
    }
    return keystead::test::next<ssize_t(int, const void*, size_t, off64_t)>("pwrite64")(fd, data, size, at);
}
