// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// CSV (RFC 4180) read leniently: comma, semicolon or tab; quotes doubled; line breaks inside quotes. Pure.
#include "core/base/result.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::transfer {

struct CsvRow
{
    std::vector<std::string> cells;
    std::size_t line = 0; // where it begins
};

// The field that a column with this heading commonly holds ("Password" -> "password"); "-": none that is known.
std::string commonCsvField(std::string_view heading);
// Whether that is a loose guess ("service", "site"), which gives way to a column that is the same for certain.
bool isLooseCsvHeading(std::string_view heading);
// Every field that a column can be mapped to, but for "secret.NAME"; "-" passes it over.
std::vector<std::string> csvFields();

class CsvReader
{
public:
    // The separator is the one that the first line has most of.
    explicit CsvReader(std::string_view text);
    // False at the end. ParseError (a quote without its end), LimitExceeded (1,000 columns).
    base::Result<bool> next(CsvRow& row);

private:
    bool readQuoted(std::string& cell);
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
    char m_separator = ',';
};

} // namespace keystead::transfer
