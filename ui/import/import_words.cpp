// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_words.h"

#include <algorithm>
#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace keystead::ui {

using service::ImportLook;

namespace {

constexpr const char* context = "keystead::ui::ImportWords";

QString say(const char* text, const char* disambiguation = nullptr, int n = -1)
{
    return QCoreApplication::translate(context, text, disambiguation, n);
}

// What the core says with something of the file in it.
constexpr std::string_view patterns[] = {"opened as Fernet with %1",
                                         "tokens opened as Fernet with %1",
                                         "opened as AES-256-GCM: %1",
                                         "%1 variables do not sound like credentials and were passed over",
                                         "%1 files in the older form: base64 without encryption",
                                         "%1 gets its keys elsewhere (single sign-on, a role or a process)",
                                         "%1 has no password",
                                         "%1 is no base64",
                                         "the file has no table %1"};

QString known(const std::string& source)
{
    return QCoreApplication::translate("imports", source.c_str());
}

} // namespace

QString importText(std::string_view text, std::size_t maxCodepoints)
{
    const std::string source{text};
    const QString whole = known(source);
    if (whole != QString::fromStdString(source))
        return q(whole.toStdString(), maxCodepoints);
    for (const std::string_view pattern : patterns) {
        const std::size_t hole = pattern.find("%1");
        const std::string_view before = pattern.substr(0, hole);
        const std::string_view after = pattern.substr(hole + 2);
        if (text.size() > before.size() + after.size() && text.starts_with(before) && text.ends_with(after)) {
            const std::string_view part = text.substr(before.size(), text.size() - before.size() - after.size());
            return known(std::string{pattern}).arg(q(part, maxCodepoints));
        }
    }
    // "place: what is wrong"
    const std::size_t colon = text.find(": ");
    if (colon == std::string_view::npos)
        return q(text, maxCodepoints);
    return placeText(text.substr(0, colon)) + QStringLiteral(": ") + importText(text.substr(colon + 2), maxCodepoints);
}

QString caveatText(std::string_view text)
{
    const std::size_t common = text.find("Overwriting cannot reach");
    if (common == std::string_view::npos || common == 0)
        return importText(text, 800);
    return importText(text.substr(0, common - 1), 400) + QLatin1Char(' ') + importText(text.substr(common), 800);
}

QString placeText(std::string_view place)
{
    static const QRegularExpression line(QStringLiteral("^line (\\d+)$"));
    static const QRegularExpression row(QStringLiteral("^(.*) row (\\d+)$"));
    const QString text = q(place, 200);
    if (const auto match = line.match(text); match.hasMatch())
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "line %1")).arg(match.captured(1));
    if (const auto match = row.match(text); match.hasMatch())
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "%1, row %2"))
            .arg(match.captured(1), match.captured(2));
    return text;
}

QString formatTitle(std::string_view id)
{
    const transfer::ImportFormat* const format = transfer::findImportFormat(id);
    return format ? importText(format->title) : q(id, 60);
}

QString formatAbout(std::string_view id)
{
    const transfer::ImportFormat* const format = transfer::findImportFormat(id);
    return format ? importText(format->about) : QString();
}

bool formatHasLayout(std::string_view format)
{
    return format == "fernet-cred" || format == "git-connections" || format == "connector-connections";
}

QString keyLabel(std::string_view format)
{
    if (format == "keystead")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Passphrase of the export"));
    if (formatHasLayout(format))
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Key of the old system"));
    return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Password of the export"));
}

QString keyHelp(std::string_view format)
{
    if (format == "fernet-cred")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                     "The master key; each person's own key is made from it and the user id in the "
                                     "file. Leave it empty for the older files that are not encrypted."));
    if (format == "git-connections")
        return say(
            QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The Fernet key, or the master key it is made from."));
    if (format == "connector-connections")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The encryption key, at least 32 characters."));
    if (format == "keystead")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The one that was chosen when the export was made."));
    return say(
        QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Leave it empty where the export is not protected with one."));
}

QString planActionName(transfer::PlanAction action)
{
    switch (action) {
    case transfer::PlanAction::Create:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "New"));
    case transfer::PlanAction::Merge:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Merge"));
    case transfer::PlanAction::Conflict:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Conflict"));
    case transfer::PlanAction::Skip:
        break;
    }
    return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Skip"));
}

namespace {

// "field token" and "replaces token", by which the core tells what a merge does.
QString changeText(const std::string& change)
{
    if (change.starts_with("field "))
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "adds %1")).arg(fieldName(change.substr(6)));
    if (change.starts_with("replaces "))
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "replaces %1")).arg(fieldName(change.substr(9)));
    return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "adds %1")).arg(csvFieldName(change));
}

QString changesText(const std::vector<std::string>& changes)
{
    QStringList words;
    for (const std::string& change : changes)
        words.append(changeText(change));
    return words.join(QStringLiteral(", "));
}

QString skipReason(const transfer::PlannedItem& item)
{
    constexpr std::string_view same = "the same secret is kept as ";
    constexpr std::string_view twin = "the same as ";
    if (item.reason == "left out")
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Left out by you"));
    if (item.existing)
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Is in the vault already as “%1”"))
            .arg(q(item.existingName, 100));
    if (item.reason.starts_with(same))
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The same secret is in the vault as “%1”"))
            .arg(q(item.reason.substr(same.size()), 100));
    if (item.reason.starts_with(twin))
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The same as %1"))
            .arg(placeText(item.reason.substr(twin.size())));
    return importText(item.reason);
}

} // namespace

QString planReason(const transfer::PlannedItem& item)
{
    using transfer::PlanAction;
    const QString name = q(item.existingName, 100);
    switch (item.action) {
    case PlanAction::Create:
        return item.reason.empty()
                   ? QString()
                   : say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Beside “%1”, which has another secret"))
                         .arg(name);
    case PlanAction::Merge:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Into “%1”: %2"))
            .arg(name, changesText(item.changes));
    case PlanAction::Conflict:
        return item.reason.starts_with("a second entry")
                   ? say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "A second entry for the account of “%1”"))
                         .arg(name)
                   : say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "“%1” has another secret, which stays"))
                         .arg(name);
    case PlanAction::Skip:
        break;
    }
    return skipReason(item);
}

QString csvFieldName(std::string_view field)
{
    struct Row
    {
        const char* field;
        const char* words;
    };
    static constexpr Row rows[] = {
        {"name", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Name")},
        {"provider", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Service")},
        {"kind", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Kind of sign-in")},
        {"url", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Web address")},
        {"account", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Account")},
        {"username", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "User name")},
        {"password", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Password (secret)")},
        {"token", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Token (secret)")},
        {"api_key", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "API key (secret)")},
        {"totp", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "One-time password key (secret)")},
        {"notes", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Notes (kept secret)")},
        {"tags", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Tags")},
        {"scopes", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Permissions")},
        {"expires_at", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Expires")},
        {"created_at", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Created")},
        {"-", QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Pass over")},
    };
    for (const Row& row : rows) {
        if (field == row.field)
            return say(row.words);
    }
    return fieldName(field);
}

QString sampleText(const ImportLook::Sample& sample)
{
    switch (sample.shape) {
    case ImportLook::Shape::Empty:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "empty"));
    case ImportLook::Shape::Shown:
        return q(sample.text, 60);
    case ImportLook::Shape::Address:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "a web address"));
    case ImportLook::Shape::Mail:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "an e-mail address"));
    case ImportLook::Shape::Number:
        return say(QT_TRANSLATE_N_NOOP("keystead::ui::ImportWords", "%n digits"), nullptr,
                   static_cast<int>(sample.length));
    case ImportLook::Shape::Time:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "a date"));
    case ImportLook::Shape::Text:
        break;
    }
    return say(QT_TRANSLATE_N_NOOP("keystead::ui::ImportWords", "%n characters"), nullptr,
               static_cast<int>(sample.length));
}

QString sourceStateName(const transfer::ImportRun& run)
{
    switch (run.sourceState) {
    case transfer::SourceState::Kept:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Still holds the credentials"));
    case transfer::SourceState::Replaced:
        return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Secrets taken out"));
    case transfer::SourceState::Deleted:
        break;
    }
    return say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Deleted"));
}

QString countsText(const transfer::ImportRun& run)
{
    QStringList words;
    const auto add = [&words](std::int64_t count, const char* text) {
        if (count > 0)
            words.append(say(text, nullptr, static_cast<int>(count)));
    };
    add(run.created, QT_TRANSLATE_N_NOOP("keystead::ui::ImportWords", "%n new"));
    add(run.merged, QT_TRANSLATE_N_NOOP("keystead::ui::ImportWords", "%n merged"));
    add(run.conflicts, QT_TRANSLATE_N_NOOP("keystead::ui::ImportWords", "%n in conflict"));
    add(run.skipped, QT_TRANSLATE_N_NOOP("keystead::ui::ImportWords", "%n skipped"));
    return words.isEmpty() ? say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "nothing"))
                           : words.join(QStringLiteral(", "));
}

QString sourcesText(const transfer::ImportRun& run)
{
    if (run.sources.empty())
        return {};
    const QString first = q(QFileInfo(QString::fromStdString(run.sources.front().path)).fileName().toStdString(), 100);
    if (run.sources.size() == 1)
        return first;
    return say(QT_TRANSLATE_N_NOOP("keystead::ui::ImportWords", "%1 and %n more"), nullptr,
               static_cast<int>(run.sources.size() - 1))
        .arg(first);
}

} // namespace keystead::ui
