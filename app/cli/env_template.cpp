// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/env_template.h"

#include "core/base/encoding.h"

#include <algorithm>

namespace keystead::cli {

using base::ErrorCode;
using base::fail;

namespace {

base::Error at(int line, const std::string& what)
{
    return fail(ErrorCode::InvalidArgument, "line " + std::to_string(line) + ": " + what);
}

std::string_view trim(std::string_view text)
{
    constexpr std::string_view space = " \t\r";
    text.remove_prefix(std::min(text.find_first_not_of(space), text.size()));
    return text.substr(0, text.find_last_not_of(space) + 1);
}

std::string shown(const EnvPart& part)
{
    return "{{ " + base::cleanForDisplay(part.connection, 60) + "." + base::cleanForDisplay(part.field, 40) + " }}";
}

base::Result<EnvPart> placeholder(std::string_view inside, int line)
{
    inside = trim(inside);
    EnvPart part;
    part.line = line;
    const std::size_t dot = inside.rfind('.');
    if (dot == std::string_view::npos || dot + 1 == inside.size())
        return at(line, "{{ " + base::cleanForDisplay(inside, 60) + " }} is not {{ connection.field }}");
    part.connection = trim(inside.substr(0, dot));
    part.field = trim(inside.substr(dot + 1));
    const bool plain = std::all_of(part.field.begin(), part.field.end(),
                                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
    if (!plain)
        return at(line, shown(part) + ": a field's name is made of a-z, 0-9 and _");
    return part;
}

base::Result<std::vector<EnvPart>> partsOf(std::string_view value, int line)
{
    std::vector<EnvPart> parts;
    while (!value.empty()) {
        const std::size_t open = value.find("{{");
        if (open != 0)
            parts.push_back({std::string{value.substr(0, open)}, {}, {}, line});
        if (open == std::string_view::npos)
            break;
        const std::size_t close = value.find("}}", open);
        if (close == std::string_view::npos)
            return at(line, "a placeholder has no }}");
        KS_ASSIGN(EnvPart part, placeholder(value.substr(open + 2, close - open - 2), line));
        parts.push_back(std::move(part));
        value.remove_prefix(close + 2);
    }
    return parts;
}

} // namespace

bool isEnvName(std::string_view name)
{
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; };
    return !name.empty() && letter(name.front()) &&
           std::all_of(name.begin(), name.end(), [&](char c) { return letter(c) || (c >= '0' && c <= '9'); });
}

base::Result<std::vector<EnvLine>> parseEnvTemplate(std::string_view text)
{
    if (!base::isValidUtf8(text) || text.find('\0') != std::string_view::npos)
        return fail(ErrorCode::InvalidArgument, "the template is no text");
    std::vector<EnvLine> lines;
    for (int number = 1; !text.empty(); ++number) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        std::string_view line = trim(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
        if (line.empty() || line.front() == '#')
            continue;
        if (line.starts_with("export "))
            line = trim(line.substr(7));
        const std::size_t equals = line.find('=');
        const std::string_view name = trim(line.substr(0, equals));
        if (equals == std::string_view::npos || !isEnvName(name))
            return at(number, "is not NAME=VALUE");
        std::string_view value = trim(line.substr(equals + 1));
        const bool quoted =
            value.size() >= 2 && value.front() == value.back() && (value.front() == '"' || value.front() == '\'');
        if (quoted)
            value = value.substr(1, value.size() - 2);
        EnvLine entry{std::string{name}, {}, number};
        KS_ASSIGN(entry.parts, partsOf(value, number));
        lines.push_back(std::move(entry));
    }
    return lines;
}

base::Result<base::Secret> fillEnvLine(const EnvLine& line, const FieldSource& source)
{
    base::SecretBuilder value;
    for (const EnvPart& part : line.parts) {
        if (part.field.empty()) {
            value.append(part.text);
            continue;
        }
        const auto secret = source(part.connection, part.field);
        if (!secret)
            return fail(secret.error().code,
                        "line " + std::to_string(line.line) + ": " + shown(part) + ": " + secret.error().detail);
        value.append(*secret);
    }
    return std::move(value).build();
}

} // namespace keystead::cli
