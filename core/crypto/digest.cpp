// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/digest.h"

#include "core/base/private_files.h"
#include "core/base/unique_fd.h"
#include "core/crypto/openssl_ptr.h"

#include <cerrno>
#include <cstdlib>
#include <fcntl.h>
#include <sys/stat.h>

namespace keystead::crypto {

Sha256Digest sha256(std::span<const std::uint8_t> bytes)
{
    Sha256Digest digest{};
    unsigned int size = 0;
    // A library without SHA-256 cannot run this program (SECURITY 36).
    if (EVP_Digest(bytes.data(), bytes.size(), digest.data(), &size, EVP_sha256(), nullptr) != 1 ||
        size != digest.size())
        std::abort();
    return digest;
}

Sha256Digest sha256(std::string_view text)
{
    return sha256({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

base::Result<Sha256Digest> sha256File(const std::filesystem::path& file, std::uint64_t most)
{
    const auto tooLong = [&] { return base::fail(base::ErrorCode::TooLarge, file.string() + " is too large"); };
    // O_NONBLOCK: a FIFO or device under that name must not hang the caller.
    const base::UniqueFd fd{::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)};
    struct stat info
    {
    };
    if (!fd.valid() || fstat(fd.get(), &info) != 0)
        return base::storageError(errno, "read", file);
    if (!S_ISREG(info.st_mode))
        return base::fail(base::ErrorCode::StorageIo, file.string() + " is not a regular file");
    if (static_cast<std::uint64_t>(info.st_size) > most)
        return tooLong();
    const DigestCtxPtr context{EVP_MD_CTX_new()};
    if (!context || EVP_DigestInit_ex2(context.get(), EVP_sha256(), nullptr) != 1)
        return cryptoFailure("SHA-256 is not available");
    base::Bytes buffer(256 * 1024);
    std::uint64_t read = 0;
    for (;;) {
        const ssize_t got = ::read(fd.get(), buffer.data(), buffer.size());
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return base::storageError(errno, "read", file);
        if (got == 0)
            break;
        read += static_cast<std::uint64_t>(got);
        if (read > most)
            return tooLong();
        if (EVP_DigestUpdate(context.get(), buffer.data(), static_cast<std::size_t>(got)) != 1)
            return cryptoFailure("SHA-256");
    }
    Sha256Digest digest{};
    unsigned int size = 0;
    if (EVP_DigestFinal_ex(context.get(), digest.data(), &size) != 1 || size != digest.size())
        return cryptoFailure("SHA-256");
    return digest;
}

base::Result<Sha256Digest> hmacSha256(const base::Secret& key, std::span<const std::uint8_t> bytes)
{
    // EVP_Q_mac takes a null key for "the key is set already"; an empty one is a pointer to nothing.
    static constexpr std::uint8_t none = 0;
    const std::uint8_t* const keyData = key.empty() ? &none : key.exposeBytes().data();
    const std::uint8_t* const data = bytes.empty() ? &none : bytes.data();
    Sha256Digest digest{};
    std::size_t size = 0;
    if (!EVP_Q_mac(nullptr, "HMAC", nullptr, "SHA256", nullptr, keyData, key.size(), data, bytes.size(), digest.data(),
                   digest.size(), &size) ||
        size != digest.size())
        return cryptoFailure("HMAC-SHA-256");
    return digest;
}

} // namespace keystead::crypto
