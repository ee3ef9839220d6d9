// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Reading servers' JSON: RFC 6901 pointers, values that may be a number or its text, and wiping a document that held
// secrets.
#include "core/base/json.h"

#include <cstdint>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::oauth {

// A parsed answer; every string in it is wiped when it goes.
class AnswerJson
{
public:
    explicit AnswerJson(base::Json document) : m_document(std::move(document)) {}
    ~AnswerJson();
    AnswerJson(const AnswerJson&) = delete;
    AnswerJson& operator=(const AnswerJson&) = delete;
    AnswerJson(AnswerJson&& other) noexcept : m_document(std::move(other.m_document)) { other.m_document = nullptr; }
    AnswerJson& operator=(AnswerJson&&) = delete;

    // nullptr: nothing there. The empty pointer is the document.
    const base::Json* at(std::string_view pointer) const;
    // Not empty, a string; the view lives as long as the document.
    std::optional<std::string_view> text(std::string_view pointer) const;
    // A string, or a number as text.
    std::optional<std::string> publicText(std::string_view pointer) const;
    // A whole or decimal number, or its text.
    std::optional<std::int64_t> number(std::string_view pointer) const;
    const base::Json& document() const { return m_document; }

private:
    base::Json m_document;
};

// An answer's body as JSON, or a form turned into a flat object, by content type and, where that is wrong, by its first
// character. Errors: BadResponse with one plain sentence; the body is never quoted.
base::Result<AnswerJson> parseAnswer(std::string_view contentType, std::string_view body);

// Splits at `separators` and white space; empty parts are dropped.
std::vector<std::string> splitScopes(std::string_view text, std::string_view separators);

} // namespace keystead::oauth
