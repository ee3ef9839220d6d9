// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// RFC 7009 and the providers' own ways. A 200 counts as revoked even if the token was unknown; 503 means "not revoked",
// to be retried and shown; a local deletion never claims remote success. SECURITY 11.
#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/model/provider_spec.h"
#include "core/net/http_client.h"
#include "core/oauth/endpoints.h"

#include <chrono>
#include <optional>
#include <qcoro/qcorotask.h>
#include <string>

namespace keystead::oauth {

struct RevocationOutcome
{
    enum class Kind { Revoked, NotPossible, Failed };
    Kind kind = Kind::NotPossible;
    std::optional<base::Error> error; // Failed
    std::string manageUrl;            // NotPossible: where the person can do it
    std::optional<std::chrono::milliseconds> retryAfter;
};
QCoro::Task<RevocationOutcome> revoke(net::HttpClient& http, model::ProviderSpec spec, Endpoints endpoints,
                                      ClientIdentity client, base::Secret accessToken, base::Secret refreshToken,
                                      base::CancelToken cancel);

} // namespace keystead::oauth
