// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/random.h"

#include <climits>
#include <cstdlib>
#include <openssl/rand.h>
#include <span>

namespace keystead::crypto {

namespace {

void fill(std::span<std::uint8_t> out)
{
    if (out.empty())
        return;
    if (out.size() > INT_MAX || RAND_priv_bytes(out.data(), static_cast<int>(out.size())) != 1)
        std::abort();
}

} // namespace

base::Bytes randomBytes(std::size_t size)
{
    base::Bytes bytes(size);
    fill(bytes);
    return bytes;
}

base::Secret randomSecret(std::size_t size)
{
    base::Secret secret(size);
    fill(secret.exposeMutable());
    return secret;
}

base::Secret randomToken(std::size_t bytes)
{
    return base::toBase64UrlSecret(randomSecret(bytes));
}

} // namespace keystead::crypto
