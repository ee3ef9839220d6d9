// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/oauth/answer_json.h"

#include "core/base/secret.h"
#include "core/net/form_encoding.h"

#include <charconv>
#include <cmath>

namespace keystead::oauth {

namespace {

void wipeStrings(base::Json& value)
{
    if (value.is_string()) {
        base::wipe(value.get_ref<std::string&>());
    } else if (value.is_structured()) {
        for (auto& child : value)
            wipeStrings(child);
    }
}

// RFC 6901 section 4.
std::string unescape(std::string_view token)
{
    std::string out;
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1'))
            out += token[++i] == '0' ? '~' : '/';
        else
            out += token[i];
    }
    return out;
}

const base::Json* step(const base::Json& value, std::string_view token)
{
    if (value.is_object()) {
        const auto found = value.find(unescape(token));
        return found == value.end() ? nullptr : &*found;
    }
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(token.data(), token.data() + token.size(), index);
    if (!value.is_array() || error != std::errc{} || end != token.data() + token.size() || index >= value.size())
        return nullptr;
    return &value[index];
}

bool contains(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

base::Error bad(const char* what)
{
    return base::fail(base::ErrorCode::BadResponse, what);
}

base::Result<AnswerJson> parseFormAnswer(std::string_view body)
{
    auto pairs = net::parseForm(body);
    if (!pairs)
        return bad("the server's answer is neither JSON nor a form");
    base::Json object = base::Json::object();
    bool twice = false;
    for (auto& [name, value] : *pairs) {
        twice = twice || object.contains(name);
        object[name] = value;
        base::wipe(value);
    }
    AnswerJson answer(std::move(object));
    if (twice)
        return bad("the server's answer names a field twice");
    return answer;
}

} // namespace

AnswerJson::~AnswerJson()
{
    wipeStrings(m_document);
}

const base::Json* AnswerJson::at(std::string_view pointer) const
{
    const base::Json* value = &m_document;
    while (value && !pointer.empty()) {
        if (pointer.front() != '/')
            return nullptr;
        const auto end = pointer.find('/', 1);
        value = step(*value, pointer.substr(1, end == std::string_view::npos ? end : end - 1));
        pointer = end == std::string_view::npos ? std::string_view{} : pointer.substr(end);
    }
    return value;
}

std::optional<std::string_view> AnswerJson::text(std::string_view pointer) const
{
    const base::Json* value = at(pointer);
    if (!value || !value->is_string() || value->get_ref<const std::string&>().empty())
        return std::nullopt;
    return value->get_ref<const std::string&>();
}

std::optional<std::string> AnswerJson::publicText(std::string_view pointer) const
{
    if (const auto found = text(pointer))
        return std::string{*found};
    const base::Json* value = at(pointer);
    if (value && value->is_number_integer())
        return std::to_string(value->get<std::int64_t>());
    return std::nullopt;
}

std::optional<std::int64_t> AnswerJson::number(std::string_view pointer) const
{
    const base::Json* value = at(pointer);
    if (!value)
        return std::nullopt;
    double number = 0;
    if (value->is_number()) {
        number = value->get<double>();
    } else if (value->is_string()) {
        const std::string& digits = value->get_ref<const std::string&>();
        const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
        if (digits.empty() || error != std::errc{} || end != digits.data() + digits.size())
            return std::nullopt;
    } else {
        return std::nullopt;
    }
    if (!std::isfinite(number) || std::fabs(number) > 9e15)
        return std::nullopt;
    return static_cast<std::int64_t>(number);
}

base::Result<AnswerJson> parseAnswer(std::string_view contentType, std::string_view body)
{
    const auto first = body.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    if (first == std::string_view::npos)
        return bad("the server's answer is empty");
    body.remove_prefix(first);
    if (body.front() == '{') {
        auto document = base::parseJson(body);
        if (!document)
            return bad("the server's answer is not readable JSON");
        return AnswerJson(std::move(*document));
    }
    if (body.front() == '<' || contains(contentType, "html"))
        return bad("the server answered with a web page");
    if (contains(contentType, "x-www-form-urlencoded") ||
        (!contains(contentType, "json") && contains(body, "=") && !contains(body, " ") && !contains(body, "\n")))
        return parseFormAnswer(body);
    return bad("the server's answer is neither JSON nor a form");
}

std::vector<std::string> splitScopes(std::string_view text, std::string_view separators)
{
    const std::string stops = std::string{separators} + " \t\r\n";
    std::vector<std::string> parts;
    for (std::size_t at = 0; at < text.size();) {
        const auto end = std::min(text.find_first_of(stops, at), text.size());
        if (end > at)
            parts.emplace_back(text.substr(at, end - at));
        at = end + 1;
    }
    return parts;
}

} // namespace keystead::oauth
