// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The members that a method may be called without. One of another type than it should have is refused, never passed
// over: who writes {"field": 5} did not mean "the main secret". Pure.
#include "core/base/json.h"
#include "core/base/result.h"

#include <string_view>
#include <vector>

namespace keystead::service {

// Texts: an array of texts. TextMap: an object whose members are texts.
enum class MemberKind { Text, Flag, Number, Texts, TextMap };

struct Member
{
    std::string_view name; // "secret.*": every member that begins so
    MemberKind kind = MemberKind::Text;
};
using Members = std::vector<Member>;

// InvalidArgument naming the first member that is of another type; null counts as absent. Values are never repeated.
base::Status checkMembers(const base::Json& params, const Members& members);

} // namespace keystead::service
