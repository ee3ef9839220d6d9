// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The environment of a program that gets secrets: ours with the given variables put in, held in locked memory until the
// kernel copies it.
#include "core/base/secret.h"

#include <string>
#include <utility>
#include <vector>

namespace keystead::cli {

class ChildEnvironment
{
public:
    explicit ChildEnvironment(const std::vector<std::pair<std::string, base::Secret>>& variables);
    char** pointers() { return m_pointers.data(); }

private:
    std::vector<base::Secret> m_given; // "NAME=value\0"
    std::vector<char*> m_pointers;
};

} // namespace keystead::cli
