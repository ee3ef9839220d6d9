// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/output.h"

#include "core/base/encoding.h"

#include <algorithm>
#include <cstdio>
#include <nlohmann/json.hpp>

namespace keystead::cli {

namespace {

// Code points: close enough to columns for aligning.
std::size_t widthOf(const std::string& text)
{
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

} // namespace

void printTable(const std::vector<Row>& rows)
{
    std::vector<std::size_t> widths;
    for (const Row& row : rows) {
        widths.resize(std::max(widths.size(), row.size()));
        for (std::size_t i = 0; i < row.size(); ++i)
            widths[i] = std::max(widths[i], widthOf(row[i]));
    }
    for (const Row& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < row.size(); ++i) {
            line += row[i];
            if (i + 1 < row.size())
                line.append(widths[i] - widthOf(row[i]) + 2, ' ');
        }
        std::printf("%s\n", line.c_str());
    }
}

std::string textOf(const base::Json& object, const char* member)
{
    const auto found = object.find(member);
    if (found == object.end() || found->is_null())
        return {};
    if (found->is_string())
        return base::cleanForDisplay(found->get_ref<const std::string&>(), 10'000);
    if (!found->is_array())
        return base::toJsonText(*found);
    std::string joined;
    for (const base::Json& item : *found) {
        if (!joined.empty())
            joined += ' ';
        joined += item.is_string() ? base::cleanForDisplay(item.get_ref<const std::string&>()) : base::toJsonText(item);
    }
    return joined;
}

void printField(const char* label, const std::string& value)
{
    if (!value.empty())
        std::printf("%-18s %s\n", label, value.c_str());
}

} // namespace keystead::cli
