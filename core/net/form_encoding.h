// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// application/x-www-form-urlencoded (WHATWG URL, section 5) for query strings and bodies, in locked memory where values
// are secret.
#include "core/base/result.h"
#include "core/base/secret.h"

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace keystead::net {

class FormBuilder
{
public:
    FormBuilder& add(std::string_view name, std::string_view value);
    FormBuilder& add(std::string_view name, const base::Secret& value);
    base::Secret build() &&;

private:
    base::SecretBuilder m_builder;
    bool m_first = true;
};

std::string percentEncode(std::string_view text); // RFC 3986 unreserved stay
// Strict: malformed escapes are an error; duplicates are kept in order.
base::Result<std::vector<std::pair<std::string, std::string>>> parseForm(std::string_view text);
// Adds parameters to a URL that may have a query already.
std::string withQuery(std::string url, const std::vector<std::pair<std::string, std::string>>& parameters);

} // namespace keystead::net
