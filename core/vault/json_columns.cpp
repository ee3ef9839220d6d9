// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/vault/json_columns.h"

#include "core/base/json.h"

#include <limits>
#include <nlohmann/json.hpp>

namespace keystead::vault {

namespace {

base::Error damaged(std::string_view column)
{
    return base::fail(base::ErrorCode::Damaged, "column " + std::string{column} + " does not hold what was written");
}

template <class T> std::string dump(const T& value)
{
    return base::toJsonText(base::Json(value));
}

// Most rows have empty lists: they need no parser.
template <class T> std::string columnOf(const T& value, std::string_view empty)
{
    return value.empty() ? std::string{empty} : dump(value);
}

base::Result<base::Json> parseArray(std::string_view json, std::string_view column)
{
    base::Result<base::Json> document = base::parseJson(json);
    if (!document || !document->is_array())
        return damaged(column);
    return document;
}

} // namespace

std::string toColumn(const std::vector<std::string>& list)
{
    return columnOf(list, "[]");
}

std::string toColumn(const std::vector<int>& list)
{
    return columnOf(list, "[]");
}

std::string toColumn(const std::map<std::string, std::string>& map)
{
    return columnOf(map, "{}");
}

base::Result<std::vector<std::string>> textList(std::string_view json, std::string_view column)
{
    std::vector<std::string> list;
    if (json == "[]")
        return list;
    KS_ASSIGN(const base::Json document, parseArray(json, column));
    for (const base::Json& item : document) {
        if (!item.is_string())
            return damaged(column);
        list.push_back(item.get<std::string>());
    }
    return list;
}

base::Result<std::vector<int>> numberList(std::string_view json, std::string_view column)
{
    std::vector<int> list;
    if (json == "[]")
        return list;
    KS_ASSIGN(const base::Json document, parseArray(json, column));
    for (const base::Json& item : document) {
        if (!item.is_number_integer() || item.get<std::int64_t>() < 0 ||
            item.get<std::int64_t>() > std::numeric_limits<int>::max())
            return damaged(column);
        list.push_back(item.get<int>());
    }
    return list;
}

base::Result<std::map<std::string, std::string>> textMap(std::string_view json, std::string_view column)
{
    std::map<std::string, std::string> map;
    if (json == "{}")
        return map;
    const base::Result<base::Json> document = base::parseJson(json);
    if (!document || !document->is_object())
        return damaged(column);
    for (const auto& [key, value] : document->items()) {
        if (!value.is_string())
            return damaged(column);
        map.emplace(key, value.get<std::string>());
    }
    return map;
}

} // namespace keystead::vault
