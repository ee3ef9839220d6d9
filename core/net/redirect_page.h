// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The static answers of the redirect listener: nothing of the request comes back. SECURITY 17. Pure.
#include <string>

namespace keystead::net {

// A whole HTTP response. `title` and `text` are plain text and are escaped.
std::string redirectPage(int status, const std::string& title, const std::string& text);
// A bare refusal without a page, for 4xx.
std::string redirectRefusal(int status);

} // namespace keystead::net
