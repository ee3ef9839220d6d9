// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/program_words.h"

#include "ui/text.h"

#include <algorithm>
#include <cstdint>
#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

namespace keystead::ui {

using model::GrantTerm;
using model::Right;

namespace {

constexpr std::size_t pathLength = 4096; // a path is shown whole, or a person would trust its beginning

QString say(const char* text, int n = -1)
{
    return QCoreApplication::translate("keystead::ui::Programs", text, nullptr, n);
}

QString lastPart(const std::string& path)
{
    const std::size_t slash = path.find_last_of('/');
    return q(slash == std::string::npos ? path : path.substr(slash + 1), 100);
}

} // namespace

QString programName(const model::ProgramIdentity& program)
{
    const QString name = lastPart(program.shownPath());
    return name.isEmpty() ? say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "Unknown program")) : name;
}

QString programPath(const model::ProgramIdentity& program)
{
    return q(program.shownPath(), pathLength);
}

bool comesFromPackage(const model::ProgramIdentity& program)
{
    // A script is nobody's package, whatever runs it.
    return (!program.package.empty() && program.script.empty()) || !program.sandbox.empty();
}

QString originText(const model::ProgramIdentity& program)
{
    if (program.sandbox.rfind("flatpak:", 0) == 0)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "Flatpak %1")).arg(q(program.sandbox.substr(8), 44));
    if (program.sandbox.rfind("snap:", 0) == 0)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "Snap %1")).arg(q(program.sandbox.substr(5), 44));
    if (!program.sandbox.empty())
        return q(program.sandbox, 44);
    if (comesFromPackage(program))
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "Package %1")).arg(q(program.package, 44));
    if (!program.script.empty())
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "Script, run by %1")).arg(lastPart(program.executable));
    return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "Not from a package"));
}

QString startedByText(const std::vector<model::ProcessLink>& parents)
{
    QStringList names;
    for (const model::ProcessLink& link : parents) {
        if (names.size() == 6)
            break;
        const QString name = lastPart(link.script.empty() ? link.executable : link.script);
        names.append(name.isEmpty() ? say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "a hidden program")) : name);
    }
    if (names.isEmpty())
        return {};
    const QString first = say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "Started by %1")).arg(names.takeFirst());
    return names.isEmpty() ? first : first + QStringLiteral(" ← ") + names.join(QStringLiteral(" ← "));
}

QString rightsText(const std::vector<model::Grant>& grants)
{
    bool token = false;
    bool request = false;
    QStringList fields;
    for (const model::Grant& grant : grants) {
        token = token || grant.token;
        request = request || grant.request.has_value();
        for (const std::string& field : grant.fields) {
            if (const QString name = fieldName(field); !fields.contains(name))
                fields.append(name);
        }
    }
    QStringList words;
    if (token)
        words.append(say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "read the token")));
    if (!fields.isEmpty())
        words.append(
            say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "read %1")).arg(fields.join(QStringLiteral(", "))));
    if (request)
        words.append(say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "make requests")));
    return words.isEmpty() ? say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "nothing"))
                           : words.join(QStringLiteral(", "));
}

QString rightsText(const model::Grant& grant)
{
    return rightsText(std::vector<model::Grant>{grant});
}

QString limitsText(const model::RequestLimits& limits)
{
    const auto list = [](const std::vector<std::string>& all) {
        QStringList words;
        for (const std::string& each : all)
            words.append(q(each, 200));
        return words.join(QStringLiteral(", "));
    };
    QStringList parts;
    for (const auto* each : {&limits.methods, &limits.hosts, &limits.pathPrefixes}) {
        if (!each->empty())
            parts.append(list(*each));
    }
    return parts.join(QStringLiteral(" · "));
}

bool isOver(const model::Grant& grant, base::WallTime now)
{
    return (grant.term == GrantTerm::Until && grant.expiresAt && *grant.expiresAt <= now) ||
           (grant.term == GrantTerm::Once && grant.uses > 0);
}

QString termName(GrantTerm term)
{
    switch (term) {
    case GrantTerm::Once:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "once"));
    case GrantTerm::Login:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "until you log out"));
    case GrantTerm::Until:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "for a while"));
    case GrantTerm::Always:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "always"));
    }
    return {};
}

QString termText(const model::Grant& grant, base::WallTime now)
{
    if (isOver(grant, now))
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "over"));
    if (grant.term == GrantTerm::Until && grant.expiresAt)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "%1 more"))
            .arg(durationText(std::chrono::duration_cast<std::chrono::milliseconds>(*grant.expiresAt - now)));
    return termName(grant.term);
}

QString termText(const std::vector<model::Grant>& grants, base::WallTime now)
{
    const auto weight = [now](const model::Grant& grant) -> std::int64_t {
        if (isOver(grant, now))
            return -1;
        switch (grant.term) {
        case GrantTerm::Once:
            return 0;
        case GrantTerm::Until:
            return grant.expiresAt ? 1 + base::toMillis(*grant.expiresAt) : 1;
        case GrantTerm::Login:
            return INT64_MAX - 1;
        case GrantTerm::Always:
            return INT64_MAX;
        }
        return 0;
    };
    const auto longest = std::max_element(grants.begin(), grants.end(),
                                          [&](const auto& a, const auto& b) { return weight(a) < weight(b); });
    return longest == grants.end() ? QString() : termText(*longest, now);
}

QString rateText(const model::RateLimit& rate)
{
    return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "at most %1 uses in %2"))
        .arg(QLocale().toString(qlonglong(rate.uses)), durationText(rate.window));
}

QString termText(const model::WantedGrant& wanted)
{
    if (wanted.grant.term == GrantTerm::Until && wanted.lifetime)
        return durationText(*wanted.lifetime);
    return termName(wanted.grant.term);
}

QString wantText(const model::ApprovalItem& item)
{
    if (item.grant)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "wants you to let a program use"));
    switch (item.want.right) {
    case Right::Token:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "wants to read the token of"));
    case Right::Fields:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "wants to read “%1” of"))
            .arg(fieldName(item.want.field));
    case Right::Request:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "wants a request to be made with"));
    }
    return {};
}

QString wantEffect(const model::ApprovalItem& item)
{
    if (item.grant)
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs",
                                     "This is a right, not one use: it is added exactly as it stands here, and you can "
                                     "take it away on the programs page."));
    switch (item.want.right) {
    case Right::Token:
        return say(
            QT_TRANSLATE_NOOP("keystead::ui::Programs", "It will be able to read the token, keep it and pass it on."));
    case Right::Fields:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs",
                                     "It will be able to read this secret, keep it and pass it on."));
    case Right::Request:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Programs",
                                     "Keystead makes the request. The program gets the answer and will not see the "
                                     "token."));
    }
    return {};
}

QString addressText(const model::AccessWant& want)
{
    if (want.right != Right::Request)
        return {};
    return q(want.method, 20) + QLatin1Char(' ') + q(want.host, 300) + q(want.path, 2000);
}

QString accountText(const model::ApprovalItem& item)
{
    QStringList parts;
    if (!item.providerName.empty())
        parts.append(q(item.providerName, 80));
    if (!item.account.empty())
        parts.append(q(item.account, 120));
    if (!item.profileName.empty())
        parts.append(say(QT_TRANSLATE_NOOP("keystead::ui::Programs", "profile %1")).arg(q(item.profileName, 80)));
    return parts.join(QStringLiteral(" · "));
}

QString breakable(const QString& text)
{
    constexpr QChar space(0x200b);
    QString out;
    int run = 0;
    for (const QChar c : text) {
        const bool low = c.isLowSurrogate();
        if (run >= 24 && !low) {
            out.append(space);
            run = 0;
        }
        out.append(c);
        run = c.isSpace() ? 0 : run + 1;
        if (c == QLatin1Char('/') || c == QLatin1Char('-') || c == QLatin1Char('_')) {
            out.append(space);
            run = 0;
        }
    }
    return out;
}

} // namespace keystead::ui
