// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/backup/backup_text.h"

#include "ui/keys/key_text.h"
#include "ui/text.h"

#include <QCoreApplication>
#include <QLocale>

namespace keystead::ui {

namespace {

using base::ErrorCode;

QString say(const char* text)
{
    return QCoreApplication::translate("keystead::ui::Backups", text);
}

struct Row
{
    const char* key;
    const char* text;
};

constexpr Row reasons[] = {
    {"daily", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Daily")},
    {"migration", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Before an update of the vault's format")},
    {"rotation", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Before the keys were replaced")},
    {"restore", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Before a restore")},
    {"erasure", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Made anew when a profile was erased")},
    {"request", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Made by you")}};

constexpr Row checks[] = {{"permissions", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Permissions of the files")},
                          {"key file", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Key file")},
                          {"pages", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Pages of the database")},
                          {"schema", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Schema of the database")},
                          {"seals", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Seals of the secrets")},
                          {"chain", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Audit trail")},
                          {"anchors", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Anchors (is it an old copy?)")},
                          {"backups", QT_TRANSLATE_NOOP("keystead::ui::Backups", "Automatic backups")}};

} // namespace

QString backupReason(const std::string& reason)
{
    for (const Row& row : reasons) {
        if (reason == row.key)
            return say(row.text);
    }
    return q(reason, 40);
}

QString checkName(const std::string& what)
{
    for (const Row& row : checks) {
        if (what == row.key)
            return say(row.text);
    }
    return q(what, 60);
}

QString sizeText(std::uintmax_t bytes)
{
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeTraditionalFormat);
}

QString backupProblem(const base::Error& error)
{
    switch (error.code) {
    case ErrorCode::NotFound:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Backups", "There is no such file. Choose another one."));
    case ErrorCode::AlreadyExists:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Backups",
                                     "That file is there already. Choose another name, or tick that it shall be "
                                     "replaced."));
    case ErrorCode::ParseError:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Backups",
                                     "This is no backup of Keystead, or the secret does not open it."));
    case ErrorCode::WrongPassphrase:
        return say(
            QT_TRANSLATE_NOOP("keystead::ui::Backups",
                              "That passphrase does not open it. Check Caps Lock and the keyboard layout. Nothing "
                              "was changed."));
    case ErrorCode::WrongKey:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Backups", "That key does not open it. Nothing was changed."));
    case ErrorCode::Damaged:
        return say(
            QT_TRANSLATE_NOOP("keystead::ui::Backups",
                              "The backup, or what is needed to open it, is damaged. Nothing was changed. Choose "
                              "another one."));
    case ErrorCode::Tampered:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Backups",
                                     "The backup does not fit this vault: it was changed, or its trail was signed by "
                                     "another vault. Nothing was changed. Choose another one."));
    case ErrorCode::TooNew:
        return say(QT_TRANSLATE_NOOP("keystead::ui::Backups",
                                     "The backup was made by a newer Keystead. Update Keystead first."));
    case ErrorCode::Denied:
        return say(
            QT_TRANSLATE_NOOP("keystead::ui::Backups",
                              "The passphrase of the vault that stands here is needed. Enter it and try again."));
    case ErrorCode::InvalidArgument:
        if (error.detail.find("recovery key") != std::string::npos)
            return recoveryProblem(error);
        break;
    case ErrorCode::IllegalState:
        if (error.detail.find("damaged") != std::string::npos)
            return say(QT_TRANSLATE_NOOP("keystead::ui::Backups",
                                         "Nothing is damaged, so nothing is repaired. To go back to an earlier state, "
                                         "restore a backup."));
        break;
    default:
        break;
    }
    return oneLine(error);
}

} // namespace keystead::ui
