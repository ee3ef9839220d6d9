// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The environment of a program that gets secrets: ours with the given variables put in. Locked memory is emptied by
// fork(), so the variables lie in plain memory as long as this lives, and are wiped with it.
#include "core/base/secret.h"

#include <string>
#include <utility>
#include <vector>

namespace keystead::cli {

class ChildEnvironment
{
public:
    explicit ChildEnvironment(const std::vector<std::pair<std::string, base::Secret>>& variables);
    ~ChildEnvironment();
    ChildEnvironment(const ChildEnvironment&) = delete;
    ChildEnvironment& operator=(const ChildEnvironment&) = delete;

    char** pointers() { return m_pointers.data(); }

private:
    std::vector<std::string> m_given; // "NAME=value"
    std::vector<char*> m_pointers;
};

} // namespace keystead::cli
