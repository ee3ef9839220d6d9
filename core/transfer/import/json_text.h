// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Text members of foreign JSON. Thread: any one.
#include "core/base/json.h"

#include <nlohmann/json.hpp>
#include <string_view>

namespace keystead::transfer {

// The text of a member, which lives as long as the object. Empty: no object, no such member, or no text.
inline std::string_view textOf(const base::Json& object, const char* member)
{
    if (!object.is_object())
        return {};
    const auto found = object.find(member);
    return found != object.end() && found->is_string() ? std::string_view{found->get_ref<const std::string&>()}
                                                       : std::string_view{};
}

} // namespace keystead::transfer
