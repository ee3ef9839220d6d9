// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// An env file with placeholders, `NAME=text {{ connection.field }} text`, filled when a program is started and never
// written anywhere. Pure: whoever fills gives the values.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::cli {

struct EnvPart
{
    std::string text;       // as it stands; or, where `field` is not empty, a placeholder:
    std::string connection; // empty: the one that the command names
    std::string field;
    int line = 0;
};
struct EnvLine
{
    std::string name;
    std::vector<EnvPart> parts;
    int line = 0;
};

// Lines are NAME=VALUE, with `export ` before it and one pair of quotes around the value where they stand; empty lines
// and those that begin with # are passed over. InvalidArgument: "line 3: ...".
base::Result<std::vector<EnvLine>> parseEnvTemplate(std::string_view text);
bool isEnvName(std::string_view name); // [A-Za-z_][A-Za-z0-9_]*

using FieldSource = std::function<base::Result<base::Secret>(const std::string& connection, const std::string& field)>;
// The value of one line. An error names line and placeholder: "line 3: {{ work.key }}: the connection has no ...".
base::Result<base::Secret> fillEnvLine(const EnvLine& line, const FieldSource& source);

} // namespace keystead::cli
