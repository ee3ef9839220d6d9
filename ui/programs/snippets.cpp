// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/snippets.h"

#include "core/model/credential.h"
#include "ui/text.h"

#include <algorithm>
#include <QCoreApplication>
#include <QRegularExpression>
#include <QUrl>

namespace keystead::ui {

using model::AuthKind;

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("keystead::ui::Snippets", text);
}

// What the texts are made of. Addresses are empty where the provider names none.
struct Facts
{
    const model::Connection& connection;
    const model::ProviderSpec* spec;
    QString name;    // quoted for the shell
    QString literal; // quoted for Python and JavaScript
    QString base;    // "https://api.example.com/v1", without "/" at the end
    QString path;    // of a harmless request: "/user"
    QString segment; // percent-encoded, as one segment of an address
};

QString expanded(const std::string& text, const Facts& facts)
{
    if (!facts.spec || text.empty())
        return {};
    const auto url = model::expandTemplate(text, *facts.spec, facts.connection.parameters);
    return url ? q(*url, 500) : QString();
}

// A request that changes nothing: the one that tests the connection, where it lies below the API's address.
void findAddress(Facts& facts)
{
    if (!facts.spec)
        return;
    facts.base = expanded(facts.spec->apiBaseUrl, facts);
    while (facts.base.endsWith(QLatin1Char('/')))
        facts.base.chop(1);
    const QString tested =
        facts.spec->test && facts.spec->test->method == "GET" ? expanded(facts.spec->test->url, facts) : QString();
    facts.path = !facts.base.isEmpty() && tested.startsWith(facts.base + QLatin1Char('/'))
                     ? tested.mid(facts.base.size())
                     : QStringLiteral("/");
}

model::ApiAuth authOf(const Facts& facts)
{
    const model::AuthMethod* method = facts.spec->method(facts.connection.kind);
    return method && method->apiAuth ? *method->apiAuth : facts.spec->apiAuth;
}

void addRequest(const Facts& facts, std::vector<Snippet>& all)
{
    all.push_back({"request", say(QT_TRANSLATE_NOOP("keystead::ui::Snippets", "Command line")),
                   say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                         "Keystead makes the request with the credential and prints the answer. The "
                                         "program that asks never sees the token.")),
                   QStringLiteral("keystead-cli request %1 GET %2").arg(facts.name, shellQuoted(facts.path)), false});
}

// The credential goes to curl by a pipe: neither on its command line nor in a file.
void addCurl(const Facts& facts, std::vector<Snippet>& all)
{
    const model::ApiAuth auth = authOf(facts);
    const QString url = shellQuoted(facts.base + facts.path);
    QString text;
    if (auth.in == "header") {
        QString header = q(auth.name, 100) + QStringLiteral(": ") + q(auth.prefix, 60);
        if (!auth.prefix.empty() && auth.prefix.back() == ' ' && !header.endsWith(QLatin1Char(' ')))
            header.append(QLatin1Char(' ')); // q() trims
        header.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
        header.replace(QLatin1Char('%'), QLatin1String("%%"));
        text = QStringLiteral("curl -H @<(printf %1 \"$(keystead-cli token %2)\") %3")
                   .arg(shellQuoted(header + QStringLiteral("%s\\n")), facts.name, url);
    } else if (auth.in == "basic") {
        text = QStringLiteral("curl --netrc-file <(keystead-cli netrc %1) %2").arg(facts.name, url);
    } else {
        return; // in the address it would stand in logs: only by `request`
    }
    all.push_back({"curl", QStringLiteral("curl"),
                   say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                         "For bash and zsh. curl gets the token by a pipe, never on its command line. "
                                         "Prefer “Command line” where you can: there no program sees it.")),
                   text, true});
}

// Only where the descriptor names a server: `setup git` would have nothing to write for others.
void addGit(const Facts& facts, std::vector<Snippet>& all)
{
    if (!facts.spec || !facts.spec->git)
        return;
    QString server;
    for (const std::string& url : facts.spec->git->urls) {
        if (server.isEmpty())
            server = expanded(url, facts);
    }
    while (server.endsWith(QLatin1Char('/')))
        server.chop(1);
    if (server.isEmpty())
        return;
    all.push_back({"git", QStringLiteral("Git"),
                   say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                         "The first line tells Git once to ask Keystead for this service: it shows "
                                         "the change and can undo it. Then clone and push as usual.")),
                   QStringLiteral("keystead-cli setup git %1\ngit clone %2")
                       .arg(facts.name, shellQuoted(server + QStringLiteral("/OWNER/REPOSITORY.git"))),
                   true});
}

void addDocker(const Facts& facts, std::vector<Snippet>& all)
{
    all.push_back({"docker", QStringLiteral("Docker"),
                   say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                         "A container gets the token in its environment, for as long as it runs. For "
                                         "registries, “keystead-cli setup docker” lets docker ask Keystead itself.")),
                   QStringLiteral("keystead-cli exec %1 --env TOKEN=token -- \\\n  docker run --rm --env TOKEN IMAGE")
                       .arg(facts.name),
                   true});
}

void addLanguages(const Facts& facts, std::vector<Snippet>& all)
{
    const QString path = literal(facts.path);
    const QString help = say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                               "Keystead makes the request and asks you about the script the first "
                                               "time. The script never sees the token."));
    all.push_back({"python", QStringLiteral("Python"), help,
                   QStringLiteral("import json\nimport subprocess\n\n"
                                  "answer = subprocess.run(\n"
                                  "    [\"keystead-cli\", \"request\", %1, \"GET\", %2],\n"
                                  "    check=True, capture_output=True, text=True)\n"
                                  "print(json.loads(answer.stdout))")
                       .arg(facts.literal, path),
                   false});
    all.push_back({"node", QStringLiteral("Node.js"), help,
                   QStringLiteral("const { execFileSync } = require(\"node:child_process\");\n\n"
                                  "const answer = execFileSync(\n"
                                  "  \"keystead-cli\", [\"request\", %1, \"GET\", %2], { encoding: \"utf8\" });\n"
                                  "console.log(JSON.parse(answer));")
                       .arg(facts.literal, path),
                   false});
}

// For what cannot start a program. The key is the calling program's own: it is fetched where it is used.
void addLoopback(const Facts& facts, std::vector<Snippet>& all)
{
    all.push_back({"loopback", say(QT_TRANSLATE_NOOP("keystead::ui::Snippets", "Base URL")),
                   say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                         "For programs that know only a base URL and a key. The endpoint is switched "
                                         "on once in the settings; the key is good for the program that fetches it and "
                                         "what it starts. The program never sees the token.")),
                   QStringLiteral("{ read -r _ url; read -r _ key; } < <(keystead-cli proxy key)\n"
                                  "curl -H @<(printf 'Authorization: Bearer %s\\n' \"$key\") \"$url\"%1")
                       .arg(shellQuoted(QStringLiteral("/c/") + facts.segment + facts.path)),
                   false});
}

void addShell(const Facts& facts, std::vector<Snippet>& all)
{
    all.push_back({"shell", say(QT_TRANSLATE_NOOP("keystead::ui::Snippets", "Any program")),
                   say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                         "Runs a program with the secret in its environment and masks it in what the "
                                         "program prints. Nothing is written to a file.")),
                   QStringLiteral("keystead-cli exec %1 --env TOKEN=token -- PROGRAM").arg(facts.name), true});
}

void addClouds(const Facts& facts, std::vector<Snippet>& all)
{
    const std::string category = facts.spec ? facts.spec->category : std::string("generic");
    if (category != "cloud" && category != "generic" && category != "identity")
        return;
    const AuthKind kind = facts.connection.kind;
    const bool keys = kind == AuthKind::Custom && facts.connection.parameters.count("access_key_id") > 0;
    if (keys || kind == AuthKind::Basic) // user name and password do for the id and its key
        all.push_back({"aws", QStringLiteral("AWS"),
                       say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                             "Writes a profile whose credentials come from Keystead: it shows the "
                                             "change and can undo it.")),
                       QStringLiteral("keystead-cli setup aws %1").arg(facts.name), true});
    if (kind != AuthKind::Custom) // kube-exec hands out the main secret as the token, of a certificate both its parts
        all.push_back({"kubectl", QStringLiteral("kubectl"),
                       say(QT_TRANSLATE_NOOP("keystead::ui::Snippets",
                                             "Writes a user whose token comes from Keystead: it shows the change and "
                                             "can undo it.")),
                       QStringLiteral("keystead-cli setup kube %1").arg(facts.name), true});
}

} // namespace

QString shellQuoted(const QString& word)
{
    static const QRegularExpression plain(QStringLiteral("^[A-Za-z0-9_@%+=:,./-]+$"));
    if (plain.match(word).hasMatch() && !word.startsWith(QLatin1Char('-')))
        return word;
    return QLatin1Char('\'') + QString(word).replace(QLatin1Char('\''), QLatin1String("'\\''")) + QLatin1Char('\'');
}

QString literal(const QString& text)
{
    QString inner = text;
    inner.replace(QLatin1Char('\\'), QLatin1String("\\\\"));
    inner.replace(QLatin1Char('"'), QLatin1String("\\\""));
    return QLatin1Char('"') + inner + QLatin1Char('"');
}

std::vector<Snippet> snippetsFor(const model::Connection& connection, const model::ProviderSpec* spec,
                                 const QString& name)
{
    Facts facts{connection, spec, shellQuoted(name), literal(name), {}, {}, {}};
    facts.segment = QString::fromLatin1(QUrl::toPercentEncoding(name));
    findAddress(facts);
    std::vector<Snippet> all;
    const bool requests = !facts.base.isEmpty() && connection.kind != AuthKind::Custom;
    if (requests) {
        addRequest(facts, all);
        addCurl(facts, all);
    }
    addShell(facts, all);
    addGit(facts, all);
    if (requests)
        addLanguages(facts, all);
    if (requests)
        addLoopback(facts, all);
    addDocker(facts, all);
    addClouds(facts, all);
    return all;
}

} // namespace keystead::ui
