// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/model/pattern.h"

#include "core/model/text_rules.h"

#include <charconv>
#include <regex>
#include <vector>

namespace keystead::model {

namespace {

constexpr unsigned maxRepetition = 256;
constexpr int maxUnbounded = 2;

// Walks a pattern once and remembers, for each open group, whether it holds something that makes repeating it costly.
class Scanner
{
public:
    explicit Scanner(std::string_view pattern) : m_pattern(pattern) {}

    std::optional<std::string> problem()
    {
        for (; m_pos < m_pattern.size(); ++m_pos) {
            if (!step())
                return m_problem;
        }
        return std::nullopt;
    }

private:
    bool refuse(std::string why)
    {
        m_problem = std::move(why);
        return false;
    }

    bool step()
    {
        switch (m_pattern[m_pos]) {
        case '\\':
            return escape();
        case '[':
            return characterClass();
        case '(':
            return open();
        case ')':
            return close();
        case '|':
            m_costly.back() = true;
            m_afterCostlyGroup = false;
            return true;
        case '*':
        case '+':
            return quantifier(true);
        case '?':
            return quantifier(false);
        case '{':
            return braces();
        default:
            m_afterCostlyGroup = false;
            return true;
        }
    }

    bool escape()
    {
        m_afterCostlyGroup = false;
        if (++m_pos >= m_pattern.size())
            return refuse("ends in a backslash");
        const char c = m_pattern[m_pos];
        if ((isDigit(c) && c != '0') || c == 'k')
            return refuse("holds a back reference");
        return true;
    }

    bool characterClass()
    {
        m_afterCostlyGroup = false;
        for (++m_pos; m_pos < m_pattern.size() && m_pattern[m_pos] != ']'; ++m_pos)
            if (m_pattern[m_pos] == '\\')
                ++m_pos;
        return m_pos < m_pattern.size() || refuse("has an unclosed [");
    }

    bool open()
    {
        m_afterCostlyGroup = false;
        if (m_pattern.substr(m_pos + 1).starts_with("?")) {
            if (!m_pattern.substr(m_pos + 1).starts_with("?:"))
                return refuse("holds a look-ahead");
            m_pos += 2;
        }
        m_costly.push_back(false);
        return m_costly.size() <= 10 || refuse("is nested too deeply");
    }

    bool close()
    {
        if (m_costly.size() < 2)
            return refuse("has an unopened )");
        m_afterCostlyGroup = m_costly.back();
        m_costly.pop_back();
        if (m_afterCostlyGroup)
            m_costly.back() = true;
        return true;
    }

    bool quantifier(bool unbounded)
    {
        const bool repeats = unbounded || m_pattern[m_pos] == '{';
        if (m_afterCostlyGroup && repeats)
            return refuse("repeats a group that repeats or branches itself");
        if (repeats)
            m_costly.back() = true;
        if (unbounded && ++m_unbounded > maxUnbounded)
            return refuse("has more than two unbounded repetitions");
        m_afterCostlyGroup = false;
        return true;
    }

    bool braces()
    {
        const std::size_t end = m_pattern.find('}', m_pos);
        if (end == std::string_view::npos)
            return refuse("has an unclosed {");
        const std::string_view inside = m_pattern.substr(m_pos + 1, end - m_pos - 1);
        const std::size_t comma = inside.find(',');
        const std::string_view upper = comma == std::string_view::npos ? inside : inside.substr(comma + 1);
        if (!inRange(inside.substr(0, comma)) || (!upper.empty() && !inRange(upper)))
            return refuse("repeats more than 256 times");
        if (!quantifier(upper.empty()))
            return false;
        m_pos = end;
        return true;
    }

    static bool inRange(std::string_view number)
    {
        unsigned value = 0;
        const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
        return error == std::errc{} && end == number.data() + number.size() && value <= maxRepetition;
    }

    std::string_view m_pattern;
    std::size_t m_pos = 0;
    std::vector<bool> m_costly{false};
    bool m_afterCostlyGroup = false;
    int m_unbounded = 0;
    std::string m_problem;
};

} // namespace

std::optional<std::string> patternProblem(std::string_view pattern)
{
    if (pattern.size() > maxPatternLength)
        return "is longer than " + std::to_string(maxPatternLength) + " characters";
    if (auto problem = Scanner(pattern).problem())
        return problem;
    try {
        const std::regex compiled(pattern.begin(), pattern.end(), std::regex::ECMAScript);
        return std::nullopt;
    } catch (const std::exception&) {
        return "is not a valid regular expression";
    }
}

bool matchesPattern(std::string_view pattern, std::string_view value)
{
    if (value.size() > maxMatchedLength || patternProblem(pattern))
        return false;
    try {
        const std::regex compiled(pattern.begin(), pattern.end(), std::regex::ECMAScript);
        return std::regex_match(value.begin(), value.end(), compiled);
    } catch (const std::exception&) {
        return false; // the matcher's own complexity limit
    }
}

} // namespace keystead::model
