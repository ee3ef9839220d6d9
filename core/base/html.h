// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text for the pages and reports that Keystead writes.
#include <string>
#include <string_view>

namespace keystead::base {

// For element content and for attribute values in either quote. Any thread.
std::string escapeHtml(std::string_view raw);

} // namespace keystead::base
