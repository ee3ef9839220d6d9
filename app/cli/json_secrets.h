// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A small JSON document with secrets in it, written in locked memory: the secrets never pass through a JSON value.
#include "core/base/json.h"
#include "core/base/secret.h"

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace keystead::cli {

class JsonSecrets
{
public:
    base::Json plain = base::Json::object();

    // `path`: the names of the objects that lead to it (they stand in `plain`), then its own.
    void put(const std::vector<std::string>& path, base::Secret value);
    base::Secret write() const;

private:
    std::vector<base::Secret> m_secrets;
};

} // namespace keystead::cli
