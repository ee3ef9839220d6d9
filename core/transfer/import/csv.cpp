// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/import/csv.h"

#include "core/transfer/import/text_tools.h"

#include <algorithm>

namespace keystead::transfer {

namespace {

constexpr std::size_t maxColumns = 1'000;

char separatorOf(std::string_view text)
{
    const std::string_view first = text.substr(0, text.find('\n'));
    char best = ',';
    std::ptrdiff_t most = std::count(first.begin(), first.end(), ',');
    for (const char candidate : {';', '\t'}) {
        const auto found = std::count(first.begin(), first.end(), candidate);
        if (found > most) {
            most = found;
            best = candidate;
        }
    }
    return best;
}

} // namespace

CsvReader::CsvReader(std::string_view text) : m_text(text), m_separator(separatorOf(text)) {}

// Behind the opening quote to behind the closing one; false where there is none.
bool CsvReader::readQuoted(std::string& cell)
{
    while (m_at < m_text.size()) {
        const char c = m_text[m_at++];
        if (c == '"') {
            if (m_at >= m_text.size() || m_text[m_at] != '"')
                return true;
            ++m_at;
        }
        if (c == '\n')
            ++m_line;
        cell += c;
    }
    return false;
}

base::Result<bool> CsvReader::next(CsvRow& row)
{
    row.cells.clear();
    while (m_at < m_text.size() && (m_text[m_at] == '\n' || m_text[m_at] == '\r')) {
        if (m_text[m_at] == '\n')
            ++m_line;
        ++m_at;
    }
    row.line = m_line;
    if (m_at >= m_text.size())
        return false;
    std::string cell;
    for (;;) {
        if (row.cells.size() == maxColumns)
            return base::fail(base::ErrorCode::LimitExceeded, lineNumber(row.line) + ": more than 1,000 columns");
        const bool atEnd = m_at >= m_text.size();
        const char c = atEnd ? '\n' : m_text[m_at];
        if (!atEnd)
            ++m_at;
        if (c == '"' && cell.empty()) {
            if (!readQuoted(cell))
                return base::fail(base::ErrorCode::ParseError, lineNumber(row.line) + ": a quote that does not end");
        } else if (c == m_separator) {
            row.cells.push_back(std::move(cell));
            cell.clear();
        } else if (c == '\n') {
            if (!atEnd)
                ++m_line;
            row.cells.push_back(std::move(cell));
            return true;
        } else if (c != '\r') {
            cell += c;
        }
    }
}

} // namespace keystead::transfer
