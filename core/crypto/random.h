// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Random bytes from OpenSSL's generator (seeded by the kernel).
#include "core/base/encoding.h"
#include "core/base/secret.h"

#include <cstddef>

namespace keystead::crypto {

// Abort the process where the generator fails: there is no safe way on.
base::Bytes randomBytes(std::size_t size);
base::Secret randomSecret(std::size_t size);
// `bytes` random bytes as unpadded base64url: state, nonce, code_verifier.
base::Secret randomToken(std::size_t bytes);

} // namespace keystead::crypto
