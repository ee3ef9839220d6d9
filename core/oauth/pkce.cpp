// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/pkce.h"

#include "core/crypto/digest.h"
#include "core/crypto/random.h"

namespace keystead::oauth {

base::Secret newCodeVerifier()
{
    return crypto::randomToken(32);
}

std::string codeChallengeS256(const base::Secret& verifier)
{
    return base::toBase64Url(crypto::sha256(verifier.exposeBytes()));
}

} // namespace keystead::oauth
