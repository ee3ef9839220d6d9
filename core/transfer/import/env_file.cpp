// SPDX-License-Identifier: GPL-3.0-or-later
// .env files: NAME=VALUE, "export NAME=VALUE", values over several lines inside double, single or back quotes (the
// common denominator of dotenv and POSIX shells). Nothing is expanded: "$OTHER" stays as it stands.
#include "core/base/encoding.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

#include "core/model/credential.h"
#include "core/model/text_rules.h"

#include <algorithm>
#include <array>

namespace keystead::transfer {

namespace {

struct Variable
{
    std::string_view name;
    base::Secret value;
    std::size_t line = 0;
};

class EnvReader
{
public:
    EnvReader(std::string_view text, ImportDocument& document) : m_text(text), m_document(document) {}

    bool next(Variable& variable)
    {
        while (m_at < m_text.size()) {
            ++m_line;
            const std::size_t end = std::min(m_text.find('\n', m_at), m_text.size());
            std::string_view line = trimmed(m_text.substr(m_at, end - m_at));
            const std::size_t lineBegin = m_at;
            m_at = end + 1;
            if (line.empty() || line.front() == '#')
                continue;
            if (line.starts_with("export "))
                line = trimmed(line.substr(7));
            const std::size_t equals = line.find('=');
            const std::string_view name = trimmed(line.substr(0, equals));
            if (equals == std::string_view::npos || !isName(name)) {
                addProblem(m_document, lineNumber(m_line), "is no NAME=VALUE");
                continue;
            }
            variable.name = name;
            variable.line = m_line;
            // Where the value begins in the whole text: a quoted one may go on over line ends.
            const auto begin = static_cast<std::size_t>(line.data() - m_text.data()) + equals + 1;
            if (auto value = valueAt(std::max(begin, lineBegin), end)) {
                variable.value = *std::move(value);
                return true;
            }
            addProblem(m_document, lineNumber(m_line), "begins a quote that is not closed");
        }
        return false;
    }

private:
    static bool isName(std::string_view name)
    {
        return !name.empty() && name.size() <= 200 && std::all_of(name.begin(), name.end(), [](char c) {
            return model::isAlnum(c) || c == '_' || c == '.' || c == '-';
        });
    }

    // Nothing where a quote stays open.
    std::optional<base::Secret> valueAt(std::size_t begin, std::size_t lineEnd)
    {
        const std::string_view rest = trimmed(m_text.substr(begin, lineEnd - begin));
        if (!rest.empty() && (rest.front() == '"' || rest.front() == '\'' || rest.front() == '`')) {
            const auto from = static_cast<std::size_t>(rest.data() - m_text.data());
            return quoted(from);
        }
        return base::Secret::fromText(trimmed(rest.substr(0, rest.find(" #"))));
    }

    std::optional<base::Secret> quoted(std::size_t from)
    {
        const char quote = m_text[from];
        base::SecretBuilder value;
        for (std::size_t i = from + 1; i < m_text.size(); ++i) {
            const char c = m_text[i];
            if (c == quote) {
                const std::size_t end = std::min(m_text.find('\n', i), m_text.size());
                m_line += static_cast<std::size_t>(std::count(m_text.begin() + static_cast<std::ptrdiff_t>(from),
                                                              m_text.begin() + static_cast<std::ptrdiff_t>(i), '\n'));
                m_at = end + 1;
                return std::move(value).build();
            }
            if (c == '\\' && quote == '"' && i + 1 < m_text.size()) {
                const char escaped = m_text[++i];
                value.append(escaped == 'n' ? '\n' : escaped == 't' ? '\t' : escaped == 'r' ? '\r' : escaped);
                continue;
            }
            value.append(c);
        }
        return std::nullopt;
    }

    std::string_view m_text;
    ImportDocument& m_document;
    std::size_t m_at = 0;
    std::size_t m_line = 0;
};

bool soundsSecret(std::string_view name)
{
    static constexpr std::array<std::string_view, 14> words{"TOKEN",  "SECRET",     "PASSWORD", "PASSWD", "PASSPHRASE",
                                                            "APIKEY", "API_KEY",    "PRIVATE",  "_KEY",   "CREDENTIAL",
                                                            "_PWD",   "ACCESS_KEY", "_DSN",     "_PAT"};
    std::string upper{name};
    std::transform(upper.begin(), upper.end(), upper.begin(),
                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
    if (upper.find("PUBLIC") != std::string::npos || upper.ends_with("_ID") || upper.ends_with("_URL") ||
        upper.ends_with("_FILE") || upper.ends_with("_PATH"))
        return false;
    return std::any_of(words.begin(), words.end(),
                       [&](std::string_view word) { return upper.find(word) != std::string::npos; });
}

// "postgres://user:password@host/db"
bool holdsPassword(std::string_view value)
{
    const auto url = splitLoosely(value);
    return url && url->userInfo.find(':') != std::string_view::npos;
}

bool holdsPrivateKey(std::string_view value)
{
    return value.find("-----BEGIN ") != std::string_view::npos && value.find("PRIVATE KEY") != std::string_view::npos;
}

void addVariable(ImportDocument& document, Variable& variable)
{
    ImportEntry* const entry = addEntry(document, lineNumber(variable.line));
    if (!entry)
        return;
    const std::string_view value = variable.value.exposeText();
    entry->name = connectionName(variable.name, "Variable");
    entry->provider = providerOfToken(value);
    if (entry->provider.empty())
        entry->provider = providerWord(variable.name);
    entry->tags = {"env"};
    const bool url = holdsPassword(value);
    const bool pem = value.find("-----BEGIN ") != std::string_view::npos;
    if (url)
        entry->instanceUrl = originOf(value);
    entry->kind = url || pem ? model::AuthKind::Custom : model::AuthKind::ApiKey;
    entry->parameters.emplace("variable", variable.name);
    entry->secrets.emplace(model::mainField(entry->kind), std::move(variable.value));
}

} // namespace

base::Result<ImportDocument> parseEnvFile(const ImportInput& input)
{
    ImportDocument document;
    EnvReader reader(input.bytes(), document);
    Variable variable;
    std::size_t others = 0;
    while (reader.next(variable)) {
        if (variable.value.empty())
            continue;
        if (soundsSecret(variable.name) || !providerOfToken(variable.value.exposeText()).empty() ||
            holdsPassword(variable.value.exposeText()) || holdsPrivateKey(variable.value.exposeText()))
            addVariable(document, variable);
        else
            ++others;
    }
    document.otherContent = others;
    if (others > 0)
        document.findings.push_back(others == 1 ? "1 variable does not sound like credentials and was passed over"
                                                : std::to_string(others) +
                                                      " variables do not sound like credentials and were passed over");
    return document;
}

} // namespace keystead::transfer
