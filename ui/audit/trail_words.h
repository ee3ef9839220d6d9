// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What the writer of reports asks for: its English words in the person's language. Any thread.
#include <string>
#include <string_view>

namespace keystead::ui {

std::string reportWord(std::string_view english);

} // namespace keystead::ui
