// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text inside an HTML element or a quoted attribute. Pure.
#include <string>
#include <string_view>

namespace keystead::transfer {

std::string escapeHtml(std::string_view raw);

} // namespace keystead::transfer
