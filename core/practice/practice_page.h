// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The practice provider's sign-in page: clearly marked as practice, three choices, no script, nothing reflected but
// what we made ourselves.
#include "core/practice/http_message.h"

#include <chrono>
#include <string>
#include <vector>

namespace keystead::practice {

Answer practicePage(const std::string& ticket, const std::string& account, const std::vector<std::string>& scopes,
                    std::chrono::seconds lifetime);

} // namespace keystead::practice
