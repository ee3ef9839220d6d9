// SPDX-License-Identifier: GPL-3.0-or-later
// netrc: words "machine H login L password P", "default", "account", "macdef" (passed over with its body). Quoted words
// as curl reads them.
#include "core/base/encoding.h"
#include "core/model/credential.h"
#include "core/transfer/import/import_format.h"
#include "core/transfer/import/provider_guess.h"
#include "core/transfer/import/text_tools.h"

#include <algorithm>

namespace keystead::transfer {

namespace {

class Words
{
public:
    explicit Words(std::string_view text) : m_text(text) {}

    // False at the end. Quotes are taken off, backslash escapes inside them undone.
    bool next(base::Secret& word)
    {
        skipBlanks();
        if (m_at >= m_text.size())
            return false;
        base::SecretBuilder builder;
        const bool quoted = m_text[m_at] == '"';
        if (quoted)
            ++m_at;
        while (m_at < m_text.size()) {
            const char c = m_text[m_at];
            if (quoted ? c == '"' : isBlank(c)) {
                m_at += quoted ? 1U : 0U;
                break;
            }
            if (c == '\n')
                ++m_line;
            if (quoted && c == '\\' && m_at + 1 < m_text.size())
                ++m_at;
            builder.append(m_text[m_at++]);
        }
        word = std::move(builder).build();
        return true;
    }
    // A macro's body ends at an empty line.
    void skipMacro()
    {
        const std::size_t end = std::min(m_text.find("\n\n", m_at), m_text.size());
        for (; m_at < end; ++m_at)
            m_line += m_text[m_at] == '\n' ? 1U : 0U;
    }
    std::size_t line() const { return m_line; }

private:
    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
    void skipBlanks()
    {
        // A comment begins a line: elsewhere a "#" may begin a password.
        bool lineBegin = m_at == 0;
        while (m_at < m_text.size() && (isBlank(m_text[m_at]) || (lineBegin && m_text[m_at] == '#'))) {
            if (m_text[m_at] == '#') {
                m_at = std::min(m_text.find('\n', m_at), m_text.size());
                continue;
            }
            if (m_text[m_at] == '\n') {
                ++m_line;
                lineBegin = true;
            }
            ++m_at;
        }
    }
    std::string_view m_text;
    std::size_t m_at = 0;
    std::size_t m_line = 1;
};

struct Machine
{
    std::string host;
    std::string login;
    base::Secret password;
    std::size_t line = 0;
    bool open = false;
};

void finish(ImportDocument& document, Machine& machine)
{
    if (!machine.open)
        return;
    machine.open = false;
    if (machine.password.empty()) {
        addProblem(document, lineNumber(machine.line), "has no password");
        return;
    }
    ImportEntry* const entry = addEntry(document, lineNumber(machine.line));
    if (!entry)
        return;
    const std::string label = machine.host.empty() ? "default" : machine.host;
    entry->name = connectionName(machine.login.empty() ? label : machine.login + "@" + label, "netrc");
    entry->provider = providerOfHost(machine.host);
    entry->instanceUrl = originOf(machine.host);
    entry->account = base::cleanForDisplay(machine.login);
    entry->parameters.emplace("username", entry->account);
    entry->kind = model::AuthKind::Basic;
    entry->tags = {"netrc"};
    entry->secrets.emplace(model::field::password, std::move(machine.password));
}

} // namespace

base::Result<ImportDocument> parseNetrc(const ImportInput& input)
{
    ImportDocument document;
    Words words(input.bytes());
    Machine machine;
    base::Secret word;
    base::Secret value;
    while (words.next(word)) {
        const std::string_view text = word.exposeText();
        const std::size_t line = words.line();
        if (text == "machine" || text == "default") {
            finish(document, machine);
            machine = Machine{};
            machine.open = true;
            machine.line = line;
            if (text == "machine" && words.next(value))
                machine.host = base::cleanForDisplay(value.exposeText(), 253);
        } else if (text == "login" && words.next(value)) {
            machine.login = value.exposeText();
        } else if (text == "password" && words.next(value)) {
            machine.password = std::move(value);
        } else if (text == "account") {
            static_cast<void>(words.next(value));
            ++document.otherContent;
        } else if (text == "macdef") {
            words.skipMacro();
            ++document.otherContent;
        } else {
            // Never shown: a password with a blank in it would stand here.
            addProblem(document, lineNumber(line), "holds a word that netrc does not know");
        }
    }
    finish(document, machine);
    return document;
}

} // namespace keystead::transfer
