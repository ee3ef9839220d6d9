// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/audit/record_text.h"

#include "core/model/report.h"
#include "ui/text.h"

#include <QCoreApplication>
#include <QLocale>
#include <string_view>

namespace keystead::ui {

namespace {

QString say(const char* text)
{
    return QCoreApplication::translate("keystead::ui::Records", text);
}

struct Word
{
    std::string_view key;
    const char* text;
};

constexpr Word detailNames[] = {
    {"accepted", QT_TRANSLATE_NOOP("keystead::ui::Records", "Accepted")},
    {"account", QT_TRANSLATE_NOOP("keystead::ui::Records", "Account")},
    {"cause", QT_TRANSLATE_NOOP("keystead::ui::Records", "Cause")},
    {"change", QT_TRANSLATE_NOOP("keystead::ui::Records", "Change")},
    {"changed", QT_TRANSLATE_NOOP("keystead::ui::Records", "Changed")},
    {"error", QT_TRANSLATE_NOOP("keystead::ui::Records", "Error")},
    {"count", QT_TRANSLATE_NOOP("keystead::ui::Records", "Count")},
    {"events", QT_TRANSLATE_NOOP("keystead::ui::Records", "Number of events")},
    {"failures", QT_TRANSLATE_NOOP("keystead::ui::Records", "Failed attempts")},
    {"field", QT_TRANSLATE_NOOP("keystead::ui::Records", "Field")},
    {"finding", QT_TRANSLATE_NOOP("keystead::ui::Records", "Finding")},
    {"format", QT_TRANSLATE_NOOP("keystead::ui::Records", "Format")},
    {"kind", QT_TRANSLATE_NOOP("keystead::ui::Records", "Kind")},
    {"method", QT_TRANSLATE_NOOP("keystead::ui::Records", "By")},
    {"reason", QT_TRANSLATE_NOOP("keystead::ui::Records", "Reason")},
    {"records", QT_TRANSLATE_NOOP("keystead::ui::Records", "Number of records")},
    {"refreshed", QT_TRANSLATE_NOOP("keystead::ui::Records", "Refreshed before")},
    {"remote", QT_TRANSLATE_NOOP("keystead::ui::Records", "At the service")},
    {"reveal", QT_TRANSLATE_NOOP("keystead::ui::Records", "Shown to the person")},
    {"rotated", QT_TRANSLATE_NOOP("keystead::ui::Records", "New refresh token")},
    {"scopes_missing", QT_TRANSLATE_NOOP("keystead::ui::Records", "Permissions not granted")},
    {"sequence", QT_TRANSLATE_NOOP("keystead::ui::Records", "Record concerned")},
    {"status", QT_TRANSLATE_NOOP("keystead::ui::Records", "HTTP status")},
    {"uncertain", QT_TRANSLATE_NOOP("keystead::ui::Records", "Outcome uncertain")},
    {"undo", QT_TRANSLATE_NOOP("keystead::ui::Records", "Removal undone")},
    {"verdict", QT_TRANSLATE_NOOP("keystead::ui::Records", "Result")},
    {"verified", QT_TRANSLATE_NOOP("keystead::ui::Records", "Trail was whole")},
    {"while", QT_TRANSLATE_NOOP("keystead::ui::Records", "While the vault was")},
};

constexpr Word values[] = {
    {"auto_lock", QT_TRANSLATE_NOOP("keystead::ui::Records", "not used for a while")},
    {"changed_executable", QT_TRANSLATE_NOOP("keystead::ui::Records", "a program was replaced by another one")},
    {"changed_subject", QT_TRANSLATE_NOOP("keystead::ui::Records", "another account answered than before")},
    {"expired", QT_TRANSLATE_NOOP("keystead::ui::Records", "expired")},
    {"failed_unlocks", QT_TRANSLATE_NOOP("keystead::ui::Records", "several failed unlocks in a row")},
    {"idle", QT_TRANSLATE_NOOP("keystead::ui::Records", "not used for a while")},
    {"keychain", QT_TRANSLATE_NOOP("keystead::ui::Records", "desktop keychain")},
    {"locked", QT_TRANSLATE_NOOP("keystead::ui::Records", "locked")},
    {"name", QT_TRANSLATE_NOOP("keystead::ui::Records", "name")},
    {"no", QT_TRANSLATE_NOOP("keystead::ui::Records", "no")},
    {"not_asked", QT_TRANSLATE_NOOP("keystead::ui::Records", "not asked to end the tokens")},
    {"not_possible", QT_TRANSLATE_NOOP("keystead::ui::Records", "cannot end them from here")},
    {"notes", QT_TRANSLATE_NOOP("keystead::ui::Records", "notes")},
    {"panic", QT_TRANSLATE_NOOP("keystead::ui::Records", "locked at once on request")},
    {"passphrase", QT_TRANSLATE_NOOP("keystead::ui::Records", "passphrase")},
    {"paused", QT_TRANSLATE_NOOP("keystead::ui::Records", "paused")},
    {"repeated_denials", QT_TRANSLATE_NOOP("keystead::ui::Records", "repeatedly refused")},
    {"request", QT_TRANSLATE_NOOP("keystead::ui::Records", "asked for")},
    {"resumed", QT_TRANSLATE_NOOP("keystead::ui::Records", "resumed")},
    {"revoked", QT_TRANSLATE_NOOP("keystead::ui::Records", "the tokens are ended")},
    {"failed", QT_TRANSLATE_NOOP("keystead::ui::Records", "did not confirm")},
    {"rollback", QT_TRANSLATE_NOOP("keystead::ui::Records", "the vault was put back to an older copy")},
    {"scopes", QT_TRANSLATE_NOOP("keystead::ui::Records", "permissions")},
    {"session_locked", QT_TRANSLATE_NOOP("keystead::ui::Records", "the screen was locked")},
    {"shutdown", QT_TRANSLATE_NOOP("keystead::ui::Records", "Keystead was closed")},
    {"slot_change", QT_TRANSLATE_NOOP("keystead::ui::Records", "a way to open the vault was changed")},
    {"suspend", QT_TRANSLATE_NOOP("keystead::ui::Records", "the computer went to sleep")},
    {"tags", QT_TRANSLATE_NOOP("keystead::ui::Records", "tags")},
    {"tampering", QT_TRANSLATE_NOOP("keystead::ui::Records", "the trail was changed from outside")},
    {"token_removed", QT_TRANSLATE_NOOP("keystead::ui::Records", "the security token was taken out")},
    {"unexpected_issuer", QT_TRANSLATE_NOOP("keystead::ui::Records", "an answer came from another issuer")},
    {"unexpected_state", QT_TRANSLATE_NOOP("keystead::ui::Records", "an answer belonged to no sign-in")},
    {"user_switched", QT_TRANSLATE_NOOP("keystead::ui::Records", "another person took the desktop")},
    {"locked_events_dropped",
     QT_TRANSLATE_NOOP("keystead::ui::Records", "more happened while locked than could be noted")},
    {"refresh_token_reuse", QT_TRANSLATE_NOOP("keystead::ui::Records", "a used-up token was used once more")},
    {"unlocked", QT_TRANSLATE_NOOP("keystead::ui::Records", "unlocked")},
    {"yes", QT_TRANSLATE_NOOP("keystead::ui::Records", "yes")},
};

constexpr Word ways[] = {
    {"auto_lock", QT_TRANSLATE_NOOP("keystead::ui::Records", "because nobody used it")},
    {"handover", QT_TRANSLATE_NOOP("keystead::ui::Records", "while handing over to another Keystead")},
    {"locked", QT_TRANSLATE_NOOP("keystead::ui::Records", "while the vault was locked")},
    {"shutdown", QT_TRANSLATE_NOOP("keystead::ui::Records", "while closing")},
    {"socket", QT_TRANSLATE_NOOP("keystead::ui::Records", "through the socket for programs")},
    {"timer", QT_TRANSLATE_NOOP("keystead::ui::Records", "by itself, in time")},
    {"verification", QT_TRANSLATE_NOOP("keystead::ui::Records", "while verifying the trail")},
    {"window", QT_TRANSLATE_NOOP("keystead::ui::Records", "in the window")},
};

template <std::size_t size> const char* find(const Word (&words)[size], std::string_view key)
{
    for (const Word& word : words) {
        if (word.key == key)
            return word.text;
    }
    return nullptr;
}

QString tidied(std::string_view key)
{
    QString text = q(key, 60).replace(QLatin1Char('_'), QLatin1Char(' '));
    if (!text.isEmpty())
        text[0] = text[0].toUpper();
    return text;
}

QString nameOf(std::string_view key)
{
    const char* name = find(detailNames, key);
    return name ? say(name) : tidied(key);
}

QString oneValue(std::string_view value)
{
    const char* word = find(values, value);
    return word ? say(word) : q(value);
}

// Values may be lists: "name, tags".
QString listValue(std::string_view value)
{
    QStringList words;
    for (const QString& part : q(value).split(QLatin1Char(','), Qt::SkipEmptyParts))
        words.append(oneValue(part.trimmed().toStdString()));
    return words.join(QStringLiteral(", "));
}

QString valueOf(const std::string& key, const std::string& value)
{
    if (key == "field")
        return fieldName(value);
    if (key == "error") {
        for (int code = 1; code <= static_cast<int>(base::ErrorCode::Internal); ++code) {
            if (base::errorName(static_cast<base::ErrorCode>(code)) == value)
                return describe({static_cast<base::ErrorCode>(code), {}}).what;
        }
    }
    if (key == "verdict") {
        using Verdict = model::TestReport::Verdict;
        for (int verdict = 0; verdict <= static_cast<int>(Verdict::NotTestable); ++verdict) {
            if (model::toText(static_cast<Verdict>(verdict)) == value)
                return verdictName(static_cast<Verdict>(verdict));
        }
    }
    if (key == "format")
        return q(value, 20).toUpper();
    if (key == "account")
        return q(value);
    return listValue(value);
}

} // namespace

QString recordTitle(const model::AuditRecord& record)
{
    return eventTitle(record.event);
}

QString actorSentence(const model::Actor& actor)
{
    QString who = actorName(actor);
    if (actor.kind == model::Actor::Kind::Program && actor.pid > 0)
        who = say(QT_TRANSLATE_NOOP("keystead::ui::Records", "%1 (process %2)")).arg(who).arg(actor.pid);
    if (actor.via.empty())
        return who;
    const char* way = find(ways, actor.via);
    return who + QStringLiteral(", ") +
           (way ? say(way) : say(QT_TRANSLATE_NOOP("keystead::ui::Records", "through %1")).arg(q(actor.via, 60)));
}

std::vector<RecordLine> recordLines(const model::AuditRecord& record)
{
    const model::AuditEvent& event = record.event;
    std::vector<RecordLine> lines;
    lines.push_back({say(QT_TRANSLATE_NOOP("keystead::ui::Records", "Time")), exactTimeText(event.time),
                     say(QT_TRANSLATE_NOOP("keystead::ui::Records", "Exactly, in UTC: %1")).arg(utcText(event.time))});
    if (!event.connectionName.empty())
        lines.push_back({say(QT_TRANSLATE_NOOP("keystead::ui::Records", "Connection")), q(event.connectionName, 100),
                         event.connection ? q(event.connection->text, 80) : QString()});
    lines.push_back({say(QT_TRANSLATE_NOOP("keystead::ui::Records", "Who")), actorSentence(event.actor), {}});
    for (const auto& [key, value] : event.detail)
        lines.push_back({nameOf(key), valueOf(key, value), q(key, 60) + QStringLiteral(": ") + q(value)});
    if (event.duration)
        lines.push_back({say(QT_TRANSLATE_NOOP("keystead::ui::Records", "Took")), tookText(*event.duration), {}});
    lines.push_back({say(QT_TRANSLATE_NOOP("keystead::ui::Records", "Record")),
                     say(QT_TRANSLATE_NOOP("keystead::ui::Records", "number %1, fingerprint %2"))
                         .arg(QLocale().toString(static_cast<qlonglong>(record.sequence)), q(record.hash, 16)),
                     q(record.hash, 80)});
    if (!event.authenticated)
        lines.push_back({say(QT_TRANSLATE_NOOP("keystead::ui::Records", "Proof")),
                         say(QT_TRANSLATE_NOOP("keystead::ui::Records",
                                               "Noted while the vault was locked: not proven by the chain.")),
                         {}});
    return lines;
}

} // namespace keystead::ui
