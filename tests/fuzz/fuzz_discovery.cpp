// SPDX-License-Identifier: GPL-3.0-or-later
// What a metadata document may hold, and the claims of an id_token.
#include "core/oauth/discovery.h"
#include "core/oauth/id_token.h"

#include <cstdlib>

using namespace keystead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    oauth::Endpoints endpoints;
    const base::Status applied = oauth::Discovery::applyMetadata(endpoints, text, "https://login.example", {});
    if (applied && endpoints.issuer != "https://login.example")
        std::abort();
    for (const std::string& url :
         {endpoints.authorization, endpoints.token, endpoints.jwks, endpoints.userinfo, endpoints.revocation}) {
        if (!url.empty() && !net::checkUrl(url, false))
            std::abort();
    }
    const auto claims = oauth::checkClaims(
        text, {"https://login.example", "client", "n", {}, base::WallTime{std::chrono::seconds{1'800'000'000}}});
    if (claims && claims->subject.empty())
        std::abort();
    return 0;
}
