// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rpc_members.h"

#include <algorithm>
#include <nlohmann/json.hpp>

namespace keystead::service {

using base::Json;

namespace {

struct Shape
{
    bool fits = false;
    std::string_view wanted;
};

Shape shapeOf(const Json& value, MemberKind kind)
{
    const auto isText = [](const Json& item) { return item.is_string(); };
    switch (kind) {
    case MemberKind::Text:
        return {value.is_string(), "must be a text"};
    case MemberKind::Flag:
        return {value.is_boolean(), "must be true or false"};
    case MemberKind::Number:
        return {value.is_number_integer(), "must be a whole number"};
    case MemberKind::Texts:
        return {value.is_array() && std::all_of(value.begin(), value.end(), isText), "must be an array of texts"};
    case MemberKind::TextMap:
        return {value.is_object() && std::all_of(value.begin(), value.end(), isText),
                "must be an object whose members are texts"};
    }
    return {};
}

base::Status checkOne(std::string_view name, const Json& value, MemberKind kind)
{
    const Shape shape = shapeOf(value, kind);
    if (value.is_null() || shape.fits)
        return base::ok();
    return base::fail(base::ErrorCode::InvalidArgument, std::string{name} + ": " + std::string{shape.wanted});
}

} // namespace

base::Status checkMembers(const Json& params, const Members& members)
{
    for (const Member& member : members) {
        if (!member.name.ends_with('*')) {
            if (const auto found = params.find(member.name); found != params.end())
                KS_TRY(checkOne(member.name, *found, member.kind));
            continue;
        }
        const std::string_view prefix = member.name.substr(0, member.name.size() - 1);
        for (const auto& [name, value] : params.items()) {
            if (name.starts_with(prefix))
                KS_TRY(checkOne(name, value, member.kind));
        }
    }
    return base::ok();
}

} // namespace keystead::service
