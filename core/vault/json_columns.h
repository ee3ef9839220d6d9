// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Lists and maps as JSON text in one column. Private to this room; pure. What does not parse is Damaged and names the
// column.
#include "core/base/result.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::vault {

std::string toColumn(const std::vector<std::string>& list);
std::string toColumn(const std::vector<int>& list);
std::string toColumn(const std::map<std::string, std::string>& map);
base::Result<std::vector<std::string>> textList(std::string_view json, std::string_view column);
base::Result<std::vector<int>> numberList(std::string_view json, std::string_view column);
base::Result<std::map<std::string, std::string>> textMap(std::string_view json, std::string_view column);

} // namespace keystead::vault
