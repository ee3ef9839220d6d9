// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/json.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <set>
#include <vector>

namespace keystead::base {

namespace {

// Builds the document through nlohmann's own DOM handler and adds what it does not check: depth and duplicate keys.
class StrictHandler final : public nlohmann::json_sax<Json>
{
public:
    StrictHandler(Json& target, int maxDepth) : m_dom(target, false), m_maxDepth(maxDepth) {}

    bool null() override { return m_dom.null(); }
    bool boolean(bool value) override { return m_dom.boolean(value); }
    bool number_integer(number_integer_t value) override { return m_dom.number_integer(value); }
    bool number_unsigned(number_unsigned_t value) override { return m_dom.number_unsigned(value); }
    bool number_float(number_float_t value, const string_t& text) override { return m_dom.number_float(value, text); }
    bool string(string_t& value) override { return m_dom.string(value); }
    bool binary(binary_t& value) override { return m_dom.binary(value); }

    bool start_object(std::size_t elements) override
    {
        if (!deeper())
            return false;
        m_keys.emplace_back();
        return m_dom.start_object(elements);
    }
    bool end_object() override
    {
        --m_depth;
        m_keys.pop_back();
        return m_dom.end_object();
    }
    bool start_array(std::size_t elements) override { return deeper() && m_dom.start_array(elements); }
    bool end_array() override
    {
        --m_depth;
        return m_dom.end_array();
    }
    bool key(string_t& name) override
    {
        if (!m_keys.back().insert(name).second) {
            error = fail(ErrorCode::ParseError, "duplicate key in JSON object");
            return false;
        }
        return m_dom.key(name);
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override
    {
        error = fail(ErrorCode::ParseError, "malformed JSON at byte " + std::to_string(position));
        return false;
    }

    Error error{ErrorCode::ParseError, "malformed JSON"};

private:
    bool deeper()
    {
        if (++m_depth <= m_maxDepth)
            return true;
        error = fail(ErrorCode::LimitExceeded, "JSON is nested deeper than " + std::to_string(m_maxDepth));
        return false;
    }

    nlohmann::detail::json_sax_dom_parser<Json> m_dom;
    std::vector<std::set<std::string>> m_keys;
    int m_maxDepth;
    int m_depth = 0;
};

Error memberError(std::string_view what, std::string_view key, std::string_view problem)
{
    return fail(ErrorCode::ParseError, std::string{what} + "." + std::string{key} + ": " + std::string{problem});
}

const Json* member(const Json& object, std::string_view key)
{
    if (!object.is_object())
        return nullptr;
    const auto found = object.find(key);
    return found == object.end() || found->is_null() ? nullptr : &*found;
}

} // namespace

Result<Json> parseJson(std::string_view text, JsonLimits limits)
{
    if (text.size() > limits.maxBytes)
        return fail(ErrorCode::LimitExceeded, "JSON is larger than " + std::to_string(limits.maxBytes) + " bytes");
    // No JSON text holds a NUL, and nlohmann's lexer takes it for the end: what follows would go unread.
    if (text.find('\0') != std::string_view::npos)
        return fail(ErrorCode::ParseError, "malformed JSON: NUL");
    Json document;
    StrictHandler handler(document, limits.maxDepth);
    // json_sax_dom_parser reports a number out of range through parse_error, which is handled above.
    if (!Json::sax_parse(text, &handler))
        return handler.error;
    return document;
}

std::string toJsonText(const Json& value, int indent)
{
    return value.dump(indent, ' ', false, Json::error_handler_t::replace);
}

Result<std::string> requireString(const Json& object, std::string_view key, std::string_view what)
{
    KS_ASSIGN(std::optional<std::string> value, optionalString(object, key, what));
    if (!value)
        return memberError(what, key, "is missing");
    return *std::move(value);
}

Result<std::int64_t> requireInt(const Json& object, std::string_view key, std::string_view what)
{
    KS_ASSIGN(std::optional<std::int64_t> value, optionalInt(object, key, what));
    if (!value)
        return memberError(what, key, "is missing");
    return *value;
}

Result<std::optional<std::string>> optionalString(const Json& object, std::string_view key, std::string_view what)
{
    const Json* value = member(object, key);
    if (!value)
        return std::optional<std::string>{};
    if (!value->is_string())
        return memberError(what, key, "must be a string");
    return std::optional<std::string>{value->get<std::string>()};
}

Result<std::optional<std::int64_t>> optionalInt(const Json& object, std::string_view key, std::string_view what)
{
    const Json* value = member(object, key);
    if (!value)
        return std::optional<std::int64_t>{};
    if (!value->is_number_integer() || (value->is_number_unsigned() && value->get<std::uint64_t>() > INT64_MAX))
        return memberError(what, key, "must be a whole number of 64 bits");
    return std::optional<std::int64_t>{value->get<std::int64_t>()};
}

Result<std::optional<bool>> optionalBool(const Json& object, std::string_view key, std::string_view what)
{
    const Json* value = member(object, key);
    if (!value)
        return std::optional<bool>{};
    if (!value->is_boolean())
        return memberError(what, key, "must be true or false");
    return std::optional<bool>{value->get<bool>()};
}

} // namespace keystead::base
