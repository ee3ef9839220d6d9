// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/child_environment.h"

#include <algorithm>
#include <string_view>
#include <unistd.h>

namespace keystead::cli {

ChildEnvironment::ChildEnvironment(const std::vector<std::pair<std::string, base::Secret>>& variables)
{
    for (char** entry = environ; entry && *entry; ++entry) {
        const std::string_view text{*entry};
        const std::string_view name = text.substr(0, text.find('='));
        const bool replaced = std::any_of(variables.begin(), variables.end(),
                                          [name](const auto& variable) { return variable.first == name; });
        if (!replaced)
            m_pointers.push_back(*entry);
    }
    m_given.reserve(variables.size());
    for (const auto& [name, value] : variables) {
        std::string& entry = m_given.emplace_back();
        entry.reserve(name.size() + value.size() + 1); // no copy is left behind by growing
        entry.append(name).append("=").append(value.exposeText());
        m_pointers.push_back(entry.data());
    }
    m_pointers.push_back(nullptr);
}

ChildEnvironment::~ChildEnvironment()
{
    for (std::string& entry : m_given)
        base::wipe(entry);
}

} // namespace keystead::cli
