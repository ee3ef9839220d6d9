// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reads what a browser sends to the redirect listener. Strict: anything that is not the one request we wait for gets a
// 4xx. Pure.
#include <optional>
#include <string>
#include <string_view>

namespace keystead::net {

inline constexpr std::size_t maxRedirectRequest = 8 * 1024; // head and body together

struct RedirectRules
{
    std::string authority; // exact Host: "127.0.0.1:43210"
    std::string path;      // exact
    bool formPost = false;
};

struct RedirectRequest
{
    int status = 0;    // 0: more bytes are needed; 200: deliver; else the refusal
    std::string query; // raw: request line or form body
};

RedirectRequest readRedirectRequest(std::string_view bytes, const RedirectRules& rules);

} // namespace keystead::net
