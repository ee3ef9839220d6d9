// SPDX-License-Identifier: GPL-3.0-or-later
// The rows of one table in a SQL text: "COPY t (c, ...) FROM stdin;" up to "\." (PostgreSQL's documentation, COPY, text
// format), and "INSERT INTO t [(c, ...)] VALUES (...), (...);". CREATE TABLE gives the columns where INSERT names none.
#include "core/base/encoding.h"
#include "core/model/text_rules.h"
#include "core/transfer/import/table_source.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>
#include <utility>

namespace keystead::transfer {

using base::ErrorCode;

namespace {

constexpr std::size_t maxColumns = 1'000;

// Reads tokens; places are byte offsets, turned into lines only where one is told.
class SqlReader
{
public:
    SqlReader(std::string_view text, std::string_view table) : m_text(text), m_table(table) {}

    base::Result<std::vector<TableRow>> run(bool& found)
    {
        while (toStatement()) {
            const std::string first = model::asciiLower(word());
            base::Status read;
            if (first == "copy")
                read = copy();
            else if (first == "insert")
                read = insert();
            else if (first == "create")
                read = create();
            if (!read)
                return base::fail(read.error().code, lineNumber(line()) + ": " + read.error().detail);
            if (!std::exchange(m_consumed, false))
                skipStatement();
        }
        found = m_found;
        return std::move(m_rows);
    }

private:
    std::size_t line() const
    {
        return 1 +
               static_cast<std::size_t>(std::count(
                   m_text.begin(), m_text.begin() + static_cast<std::ptrdiff_t>(std::min(m_at, m_text.size())), '\n'));
    }
    bool atEnd() const { return m_at >= m_text.size(); }
    char peek() const { return atEnd() ? '\0' : m_text[m_at]; }

    void skipBlanks()
    {
        for (;;) {
            while (!atEnd() && (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r'))
                ++m_at;
            const std::string_view rest = m_text.substr(std::min(m_at, m_text.size()));
            if (rest.starts_with("--"))
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else if (rest.starts_with("/*") && !rest.starts_with("/*!"))
                m_at = std::min(m_text.find("*/", m_at), m_text.size() - 2) + 2;
            else
                return;
        }
    }
    bool toStatement()
    {
        skipBlanks();
        while (peek() == '\\') { // psql's own: \connect, \restrict
            m_at = std::min(m_text.find('\n', m_at), m_text.size());
            skipBlanks();
        }
        return !atEnd();
    }
    // To behind the next ";" that stands in no quotes.
    void skipStatement()
    {
        while (!atEnd() && peek() != ';') {
            if (peek() == '\'' || peek() == '"' || peek() == '`')
                skipQuoted(peek());
            else if (m_text.substr(m_at).starts_with("--"))
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
            else if (peek() == '$')
                skipDollars();
            else
                ++m_at;
        }
        if (!atEnd())
            ++m_at;
    }
    // $tag$ ... $tag$: a function's body.
    void skipDollars()
    {
        std::size_t end = m_at + 1;
        while (end < m_text.size() && (model::isAlnum(m_text[end]) || m_text[end] == '_'))
            ++end;
        if (end >= m_text.size() || m_text[end] != '$') {
            ++m_at;
            return;
        }
        const std::string_view tag = m_text.substr(m_at, end - m_at + 1);
        const std::size_t close = m_text.find(tag, end + 1);
        m_at = close == std::string_view::npos ? m_text.size() : close + tag.size();
    }
    void skipQuoted(char quote)
    {
        const std::size_t end = m_text.find(quote, m_at + 1);
        m_at = end == std::string_view::npos ? m_text.size() : end + 1;
    }
    bool take(char c)
    {
        skipBlanks();
        if (peek() != c || atEnd())
            return false;
        ++m_at;
        return true;
    }
    std::string_view word()
    {
        skipBlanks();
        const std::size_t begin = m_at;
        while (!atEnd() && (model::isAlnum(peek()) || peek() == '_'))
            ++m_at;
        return m_text.substr(begin, m_at - begin);
    }
    // A name with or without quotes; of "public"."t" the last part.
    std::string name()
    {
        std::string last;
        do {
            skipBlanks();
            const char quote = peek() == '[' ? ']' : peek();
            if (quote == '"' || quote == '`' || quote == ']') {
                const std::size_t begin = m_at + 1;
                const std::size_t end = m_text.find(quote, begin);
                if (end == std::string_view::npos) {
                    m_at = m_text.size();
                    return {};
                }
                last = model::asciiLower(m_text.substr(begin, end - begin));
                m_at = end + 1;
            } else {
                last = model::asciiLower(word());
            }
        } while (take('.'));
        return last;
    }
    base::Result<std::vector<std::string>> columnList()
    {
        std::vector<std::string> columns;
        if (!take('('))
            return columns;
        do {
            columns.push_back(name());
            if (columns.size() > maxColumns)
                return base::fail(ErrorCode::LimitExceeded, "more than 1,000 columns");
        } while (take(','));
        if (!take(')'))
            return base::fail(ErrorCode::ParseError, "a list of columns that does not end");
        return columns;
    }

    base::Status addRow(const std::vector<std::string>& columns, std::vector<std::optional<std::string>> values,
                        std::size_t at)
    {
        if (m_rows.size() == maxTableRows)
            return base::fail(ErrorCode::LimitExceeded, "more than 100,000 rows");
        if (values.size() != columns.size())
            return base::fail(ErrorCode::ParseError, "a row has " + std::to_string(values.size()) + " values for " +
                                                         std::to_string(columns.size()) + " columns");
        // Counted onwards from the row before: files are long.
        m_lineCount += static_cast<std::size_t>(std::count(m_text.begin() + static_cast<std::ptrdiff_t>(m_lineAt),
                                                           m_text.begin() + static_cast<std::ptrdiff_t>(at), '\n'));
        m_lineAt = at;
        TableRow row;
        row.place = lineNumber(m_lineCount);
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (values[i])
                row.cells.insert_or_assign(columns[i], *std::move(values[i]));
        }
        m_rows.push_back(std::move(row));
        return base::ok();
    }

    static std::optional<std::string> copyValue(std::string_view raw)
    {
        if (raw == "\\N")
            return std::nullopt;
        std::string value;
        for (std::size_t i = 0; i < raw.size(); ++i) {
            if (raw[i] != '\\' || i + 1 == raw.size()) {
                value += raw[i];
                continue;
            }
            const char c = raw[++i];
            static constexpr std::string_view from = "bfnrtv";
            static constexpr std::string_view to = "\b\f\n\r\t\v";
            const std::size_t known = from.find(c);
            value += known == std::string_view::npos ? c : to[known];
        }
        return value;
    }

    base::Status copy()
    {
        const std::string table = name();
        KS_ASSIGN(const std::vector<std::string> columns, columnList());
        if (!equalsNoCase(word(), "from") || !equalsNoCase(word(), "stdin"))
            return base::ok();
        m_at = std::min(m_text.find('\n', m_at), m_text.size());
        m_at += atEnd() ? 0U : 1U;
        m_consumed = true;
        const bool wanted = table == m_table;
        m_found = m_found || wanted;
        while (!atEnd()) {
            const std::size_t begin = m_at;
            const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
            std::string_view row = m_text.substr(begin, end - begin);
            m_at = std::min(end + 1, m_text.size());
            if (row.ends_with('\r'))
                row.remove_suffix(1);
            if (row == "\\.")
                return base::ok();
            if (!wanted)
                continue;
            std::vector<std::optional<std::string>> values;
            for (const std::string_view value : splitAt(row, '\t'))
                values.push_back(copyValue(value));
            KS_TRY(addRow(columns, std::move(values), begin));
        }
        return wanted
                   ? base::Status{base::fail(ErrorCode::ParseError, "the rows of COPY do not end: the dump is cut off")}
                   : base::ok();
    }

    base::Status create()
    {
        std::string_view next = word();
        if (!equalsNoCase(next, "table"))
            return base::ok();
        const std::size_t before = m_at;
        if (!equalsNoCase(word(), "if"))
            m_at = before;
        else
            static_cast<void>(word()), static_cast<void>(word());
        if (name() != m_table || !take('('))
            return base::ok();
        m_columns.clear();
        int depth = 0;
        bool begins = true;
        while (!atEnd() && m_columns.size() <= maxColumns) {
            skipBlanks();
            if (begins && depth == 0) {
                const std::string column = name();
                static constexpr std::string_view others[] = {"primary", "constraint", "unique",
                                                              "foreign", "check",      "key"};
                if (!column.empty() && std::find(std::begin(others), std::end(others), column) == std::end(others))
                    m_columns.push_back(column);
                begins = false;
                continue;
            }
            const char c = peek();
            if (c == '\'' || c == '"' || c == '`') {
                skipQuoted(c);
                continue;
            }
            if (c == ')' && depth-- == 0)
                return base::ok();
            depth += c == '(' ? 1 : 0;
            begins = c == ',' && depth == 0;
            ++m_at;
        }
        return base::ok();
    }

    // 'text' with '' inside; in E'' and MySQL's dumps also backslashes.
    base::Result<std::string> text(bool escapes)
    {
        std::string value;
        ++m_at;
        while (!atEnd()) {
            const char c = m_text[m_at++];
            if (c == '\'') {
                if (peek() != '\'')
                    return value;
                ++m_at;
                value += '\'';
            } else if (c == '\\' && escapes && !atEnd()) {
                const char escaped = m_text[m_at++];
                value += escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped;
            } else {
                value += c;
            }
        }
        return base::fail(ErrorCode::ParseError, "a text that does not end: the dump is cut off");
    }

    base::Result<std::optional<std::string>> value()
    {
        skipBlanks();
        std::optional<std::string> result;
        bool escapes = false;
        const bool hex = (peek() == 'x' || peek() == 'X') && m_text.substr(m_at + 1).starts_with('\'');
        if (hex) {
            ++m_at;
        } else if ((peek() == 'E' || peek() == 'e') && m_text.substr(m_at + 1).starts_with('\'')) {
            ++m_at;
            escapes = true;
        }
        if (peek() == '\'') {
            KS_ASSIGN(std::string read, text(escapes));
            result = hex ? "\\x" + read : std::move(read);
        } else {
            const std::size_t begin = m_at;
            int depth = 0;
            while (!atEnd() && (depth > 0 || (peek() != ',' && peek() != ')'))) {
                depth += peek() == '(' ? 1 : peek() == ')' ? -1 : 0;
                ++m_at;
            }
            const std::string_view raw = trimmed(m_text.substr(begin, m_at - begin));
            if (!equalsNoCase(raw, "null"))
                result = std::string{raw.substr(0, raw.find("::"))};
            return result;
        }
        // A cast behind it: '{}'::jsonb
        while (!atEnd() && peek() != ',' && peek() != ')')
            ++m_at;
        return result;
    }

    base::Status insert()
    {
        if (!equalsNoCase(word(), "into"))
            return base::ok();
        if (name() != m_table)
            return base::ok();
        m_found = true;
        KS_ASSIGN(std::vector<std::string> columns, columnList());
        if (columns.empty())
            columns = m_columns;
        std::string_view next = word();
        if (equalsNoCase(next, "overriding")) { // SYSTEM VALUE
            static_cast<void>(word()), static_cast<void>(word());
            next = word();
        }
        if (!equalsNoCase(next, "values"))
            return base::ok();
        do {
            skipBlanks();
            const std::size_t begin = m_at;
            if (!take('('))
                return base::fail(ErrorCode::ParseError, "VALUES without a row");
            std::vector<std::optional<std::string>> values;
            do {
                KS_ASSIGN(std::optional<std::string> one, value());
                values.push_back(std::move(one));
            } while (take(',') && values.size() <= maxColumns);
            if (!take(')'))
                return base::fail(ErrorCode::ParseError, "a row that does not end");
            KS_TRY(addRow(columns, std::move(values), begin));
        } while (take(','));
        return base::ok();
    }

    std::string_view m_text;
    std::string m_table;
    std::size_t m_at = 0;
    std::size_t m_lineAt = 0;
    std::size_t m_lineCount = 1;
    bool m_found = false;
    bool m_consumed = false;            // the statement's end is behind us
    std::vector<std::string> m_columns; // of CREATE TABLE
    std::vector<TableRow> m_rows;
};

} // namespace

base::Result<std::vector<TableRow>> readSqlDump(std::string_view text, std::string_view table, bool& found)
{
    return SqlReader(text, table).run(found);
}

} // namespace keystead::transfer
