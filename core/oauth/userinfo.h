// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The account's name, from OpenID Connect userinfo (Core section 5.3) or the provider's test request.
#include "core/base/cancel.h"
#include "core/base/result.h"
#include "core/model/provider_spec.h"
#include "core/net/http_client.h"
#include "core/oauth/endpoints.h"

#include <qcoro/qcorotask.h>
#include <string>

namespace keystead::oauth {

struct Userinfo
{
    std::string subject;
    std::string account;
};
// With `expectedSubject`, another `sub` is OAuthIdTokenInvalid (Core section 5.3.2).
QCoro::Task<base::Result<Userinfo>> fetchUserinfo(net::HttpClient& http, Endpoints endpoints, base::Secret accessToken,
                                                  std::string expectedSubject, base::CancelToken cancel);

} // namespace keystead::oauth
