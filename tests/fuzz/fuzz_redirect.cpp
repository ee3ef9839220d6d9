// SPDX-License-Identifier: GPL-3.0-or-later
// What a browser, or anything else on this machine, may send to the redirect listener.
#include "core/net/redirect_request.h"
#include "core/oauth/redirect.h"

#include <cstdlib>

using namespace keystead;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const net::RedirectRequest request = net::readRedirectRequest(text, {"127.0.0.1:5000", "/callback", true});
    const oauth::RedirectExpectation expected{base::Secret::fromText("right"), "https://login.example", size % 2 == 0};
    for (const std::string& query : {request.query, std::string{text}}) {
        const auto answer = oauth::parseRedirectQuery(query, expected);
        // A code is given out only where the state is there (names may be escaped).
        if (answer && (answer->code.empty() ||
                       (query.find("state") == std::string::npos && query.find('%') == std::string::npos)))
            std::abort();
    }
    (void)oauth::queryFromPasted(text, "http://127.0.0.1:5000/callback");
    return 0;
}
