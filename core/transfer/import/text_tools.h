// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Small pure helpers of the parsers. Views point into the caller's text.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/base/secret.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

std::string_view trimmed(std::string_view text);
std::vector<std::string_view> splitAt(std::string_view text, char separator);
bool equalsNoCase(std::string_view a, std::string_view b);
bool endsWithNoCase(std::string_view text, std::string_view end);

// "line 12"
std::string lineNumber(std::size_t line);

// The lines of a text, LF or CRLF.
class Lines
{
public:
    explicit Lines(std::string_view text) : m_rest(text) {}
    // False at the end.
    bool next(std::string_view& line);
    std::size_t number() const { return m_number; }

private:
    std::string_view m_rest;
    std::size_t m_number = 0;
    bool m_done = false;
};

// %XX into bytes, into locked memory; a broken escape stays as it is.
base::Secret percentDecoded(std::string_view text);

// "scheme://user:password@host:port/path" taken apart without judging it. Views into `url`.
struct LooseUrl
{
    std::string_view scheme;
    std::string_view userInfo; // with its escapes
    std::string_view host;     // with its port
    std::string_view path;     // with query and fragment
};
std::optional<LooseUrl> splitLoosely(std::string_view url);
// "https://host[:port]" of an address, host or host/path; empty where it has no host that could be shown.
std::string originOf(std::string_view address);
// Lower-case host, with its port; without scheme, user info and path.
std::string hostOf(std::string_view address);

// RFC 3339, "2024-01-31 12:00:00[.123][+00[:00]]", a date, or seconds or milliseconds since 1970.
std::optional<base::WallTime> looseTime(std::string_view text);

// A name for a connection: shown text without '/', at most 100 characters; `fallback` where nothing is left.
std::string connectionName(std::string_view proposed, std::string_view fallback);
// [a-z0-9_]{1,40} out of any member's name: "accessToken" -> "access_token".
std::string fieldNameFrom(std::string_view text);

} // namespace keystead::transfer
