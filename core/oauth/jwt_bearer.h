// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Assertions (RFC 7523) and self-signed bearer tokens for connections of kind jwt. Pure.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/crypto/signing.h"
#include "core/model/provider_spec.h"

#include <map>
#include <string>

namespace keystead::oauth {

struct MintedJwt
{
    base::Secret compact;
    base::WallTime expiresAt{};
};
// `parameters` fill the spec's templates (client_id, subject, key_id...). Errors: InvalidArgument, CryptoFailure.
base::Result<MintedJwt> mintJwt(const model::ProviderSpec& spec, const std::map<std::string, std::string>& parameters,
                                const crypto::PrivateKey& key, const std::string& defaultAudience, base::WallTime now);

} // namespace keystead::oauth
