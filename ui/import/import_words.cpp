// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/import/import_words.h"

#include <algorithm>
#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace keystead::ui {

using base::ErrorCode;
using service::ImportLook;

namespace {

constexpr const char* context = "keystead::ui::ImportWords";

QString say(const char* text, const char* disambiguation = nullptr, int n = -1)
{
    return QCoreApplication::translate(context, text, disambiguation, n);
}

bool holds(std::string_view text, std::string_view part)
{
    return text.find(part) != std::string_view::npos;
}

} // namespace

QString importText(std::string_view text, std::size_t maxCodepoints)
{
    const std::string source{text};
    return q(QCoreApplication::translate("imports", source.c_str()).toStdString(), maxCodepoints);
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

namespace {

Sentence wrongInput(const base::Error& error)
{
    if (error.detail.starts_with("key: "))
        return {
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "This key or password does not open the file.")),
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Check it letter by letter; nothing was imported."))};
    if (holds(error.detail, "--key-fd"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "This file is encrypted.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Enter its key or password."))};
    if (holds(error.detail, "no column holds a secret"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "No column holds a secret yet.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "Say which one is the password, the token or the API key."))};
    if (holds(error.detail, "no kind that is recognised"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Keystead does not recognise this kind of file.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Choose the format yourself."))};
    if (holds(error.detail, "holds no credential"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "There is no credential in this file.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Is it the right file, and the right format?"))};
    if (holds(error.detail, "a folder can only be read"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "This is a folder.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Choose a file in it."))};
    return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Something that was entered is not right.")),
            importText(error.detail)};
}

Sentence illegalState(const base::Error& error)
{
    if (holds(error.detail, "undone"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "This import was undone, so that the file is the only copy.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Nothing was changed."))};
    if (holds(error.detail, "were not taken over"))
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "Some credentials of the file are not in the vault: they would stay in it.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "Import them first, or remove them from the file yourself."))};
    if (holds(error.detail, "passed over"))
        return {
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                  "The file holds more than was imported, so it was not deleted.")),
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Take only the imported secrets out of it instead."))};
    if (holds(error.detail, "changed since"))
        return {
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file or the vault has changed since the import.")),
            say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Nothing was touched. Import the file again first."))};
    return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "That is not possible now.")), importText(error.detail)};
}

} // namespace

Sentence describeImport(const base::Error& error)
{
    switch (error.code) {
    case ErrorCode::InvalidArgument:
        return wrongInput(error);
    case ErrorCode::IllegalState:
        return illegalState(error);
    case ErrorCode::NotFound:
        if (holds(error.detail, "preview"))
            return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "What was read is no longer kept.")),
                    say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Go back and read the file again."))};
        if (holds(error.detail, "stand there in no known spelling") || holds(error.detail, "secret"))
            return {
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "Not every imported secret could be found in the file, so nothing was "
                                      "replaced.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Delete the file instead, or change it yourself."))};
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file is not there.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "It may have been moved or deleted."))};
    case ErrorCode::ParseError:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file cannot be read in this format.")),
                importText(error.detail)};
    case ErrorCode::LimitExceeded:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file is larger than Keystead accepts.")),
                importText(error.detail)};
    case ErrorCode::Unsupported:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "Keystead cannot do this with this file.")),
                importText(error.detail)};
    case ErrorCode::StorageInsecure:
        return {say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords", "The file is not yours alone.")),
                say(QT_TRANSLATE_NOOP("keystead::ui::ImportWords",
                                      "It is a link, belongs to somebody else or has several names. Nothing was "
                                      "touched."))};
    default:
        return describe(error);
    }
}

} // namespace keystead::ui
