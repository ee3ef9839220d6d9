// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/signatures.h"

#include "core/base/encoding.h"
#include "core/crypto/signing.h"

namespace keystead::audit {

bool isPublicKey(std::string_view publicKeyBase64)
{
    const auto key = base::fromBase64(publicKeyBase64);
    return key && key->size() == 32;
}

bool isSignedBy(std::string_view publicKeyBase64, std::string_view message, std::string_view signatureBase64)
{
    const auto key = base::fromBase64(publicKeyBase64);
    const auto signature = base::fromBase64(signatureBase64);
    if (!key || !signature || key->size() != 32 || signature->size() != 64)
        return false;
    const auto good = crypto::verifyEd25519(*key, asBytes(message), *signature);
    return good && *good;
}

} // namespace keystead::audit
