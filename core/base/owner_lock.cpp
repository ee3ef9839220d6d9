// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/private_files.h"
#include "core/base/unique_fd.h"

#include <array>
#include <cerrno>
#include <fcntl.h>
#include <string>
#include <sys/file.h>

namespace keystead::base {

namespace {

std::string ownerText(int fd)
{
    std::array<char, 16> buffer{};
    const ssize_t got = pread(fd, buffer.data(), buffer.size(), 0);
    const std::string_view text{buffer.data(), got > 0 ? static_cast<std::size_t>(got) : 0};
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    return digits.empty() ? "pid unknown" : "pid " + std::string{digits};
}

} // namespace

Result<OwnerLock> OwnerLock::acquire(const std::filesystem::path& file)
{
    UniqueFd fd{::open(file.c_str(), O_RDWR | O_CREAT | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK, 0600)};
    if (!fd.valid())
        return storageError(errno, "open", file);
    KS_TRY(checkPrivateFile(file));
    int result = 0;
    do {
        result = flock(fd.get(), LOCK_EX | LOCK_NB);
    } while (result != 0 && errno == EINTR);
    if (result != 0 && errno == EWOULDBLOCK)
        return fail(ErrorCode::VaultBusy, ownerText(fd.get()));
    if (result != 0)
        return storageError(errno, "lock", file);
    const std::string pid = std::to_string(getpid()) + "\n";
    if (ftruncate(fd.get(), 0) != 0 || pwrite(fd.get(), pid.data(), pid.size(), 0) != static_cast<ssize_t>(pid.size()))
        return storageError(errno, "write", file);
    return OwnerLock{fd.release()};
}

OwnerLock::~OwnerLock()
{
    if (m_fd < 0)
        return;
    // An empty file says that nobody holds it; closing gives the lock back.
    [[maybe_unused]] const int cut = ftruncate(m_fd, 0);
    ::close(m_fd);
}

} // namespace keystead::base
