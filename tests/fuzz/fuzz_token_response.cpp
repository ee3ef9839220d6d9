// SPDX-License-Identifier: GPL-3.0-or-later
// What a token endpoint may answer: JSON, forms, pages, garbage.
#include "core/oauth/retry_after.h"
#include "core/oauth/token_client.h"

#include <array>
#include <cstdlib>

using namespace keystead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    if (size < 2)
        return 0;
    constexpr std::array<int, 6> statuses{200, 400, 401, 302, 429, 503};
    constexpr std::array<const char*, 4> types{"application/json", "application/x-www-form-urlencoded", "text/html",
                                               ""};
    const std::string_view body{reinterpret_cast<const char*>(data) + 2, size - 2};
    model::OAuthSpec spec;
    if (data[0] & 0x80) {
        spec.okPointer = "/ok";
        spec.accessTokenPaths = {"/a/0/access_token", "/access_token"};
        spec.refreshExpiryPointer = "/refresh_expires_in";
        spec.tokenCapture = {{"x", "/x/~1"}};
    }
    const int status = statuses.at(data[0] % statuses.size());
    const auto tokens = oauth::parseTokenResponse(status, types.at(data[1] % types.size()), body, spec,
                                                  base::WallTime{std::chrono::seconds{1'800'000'000}});
    if (tokens ? tokens->accessToken.empty() || status >= 300 : tokens.error().error.detail.size() > 2000)
        std::abort();
    (void)oauth::parseRetryAfter(body, base::WallTime{std::chrono::seconds{1'800'000'000}});
    return 0;
}
