// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/sha256_stream.h"

#include <cstdlib>
#include <openssl/evp.h>

namespace keystead::crypto {

namespace {

struct FreeContext
{
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
};

// Hashing fails only without memory or without OpenSSL's own algorithms: there is no safe way on.
void require(bool done)
{
    if (!done)
        std::abort();
}

} // namespace

struct Sha256Stream::Impl
{
    std::unique_ptr<EVP_MD_CTX, FreeContext> context{EVP_MD_CTX_new()};
    void start() { require(context && EVP_DigestInit_ex(context.get(), EVP_sha256(), nullptr) == 1); }
};

Sha256Stream::Sha256Stream() : m_impl(std::make_unique<Impl>())
{
    m_impl->start();
}
Sha256Stream::~Sha256Stream() = default;

void Sha256Stream::update(std::span<const std::uint8_t> bytes)
{
    require(EVP_DigestUpdate(m_impl->context.get(), bytes.data(), bytes.size()) == 1);
}

void Sha256Stream::update(std::string_view text)
{
    update(std::span{reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
}

Sha256Digest Sha256Stream::finish()
{
    Sha256Digest digest{};
    require(EVP_DigestFinal_ex(m_impl->context.get(), digest.data(), nullptr) == 1);
    m_impl->start();
    return digest;
}

} // namespace keystead::crypto
