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
    for (const auto& [name, value] : variables) {
        base::SecretBuilder entry;
        entry.append(name).append('=').append(value).append('\0');
        m_given.push_back(std::move(entry).build());
    }
    for (base::Secret& entry : m_given)
        m_pointers.push_back(reinterpret_cast<char*>(entry.exposeMutable().data()));
    m_pointers.push_back(nullptr);
}

} // namespace keystead::cli
