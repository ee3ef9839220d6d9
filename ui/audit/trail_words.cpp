// SPDX-License-Identifier: GPL-3.0-or-later
// The trail's words in the person's language. The English stands in core/model/audit_titles.cpp (what happened) and
// core/transfer/report_texts.h (reports); it is listed here for the catalogue only. tests/ui/tst_translations.cpp holds
// that the lists are whole.
#include "ui/audit/trail_words.h"

#include "core/model/audit_titles.h"
#include "ui/text.h"

#include <QCoreApplication>

namespace keystead::ui {

namespace {

// clang-format off
[[maybe_unused]] constexpr const char* listed[] = {
    // What happened
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "New connection"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Connection added"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Connection could not be added"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Adding a connection denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Removal of a connection"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Connection removed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Connection could not be removed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Removal of a connection denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Sign-in"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Signed in"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Sign-in failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Sign-in denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Token refresh"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Token refreshed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Token refresh failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Token refresh denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Storing a secret"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Secret stored"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Secret could not be stored"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Storing a secret denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Reading a secret"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Secret read"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Secret could not be read"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Reading a secret denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Deleting a secret"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Secret deleted"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Secret could not be deleted"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Deleting a secret denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "List of accounts"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Accounts listed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Accounts could not be listed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "List of accounts denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Fetching transactions"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Transactions fetched"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Transactions could not be fetched"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Fetching transactions denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Synchronisation"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Synchronised"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Synchronisation failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Synchronisation denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Security alert"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Unlocking the vault"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Vault unlocked"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Vault could not be unlocked"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Unlocking the vault denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Failed unlock"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Unlock failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Locking the vault"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Vault locked"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Vault could not be locked"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Locking the vault denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Failed sign-in"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Connection test"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Connection tested"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Connection test failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Connection test denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "New grant"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Grant added"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Grant could not be added"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "New grant denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Removal of a grant"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Grant removed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Grant could not be removed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Removal of a grant denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Denied access"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Access denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Change of settings"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Settings changed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Settings could not be changed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Change of settings denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Report"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Report exported"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Report could not be exported"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Report denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Key rotation"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Key rotated"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Key rotation failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Key rotation denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Backup"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Backup made"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Backup failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Backup denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Restoring the vault"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Vault restored"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Vault could not be restored"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Restoring the vault denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Import"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Import done"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Import failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Import denied"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Success"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Failed"),
    QT_TRANSLATE_NOOP("keystead::ui::Trail", "Denied"),
    // Reports
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Audit report"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Page %1 of %2"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Vault"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Vault id"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Audit key"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Generated"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Period"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "from %1"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "until %1"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "the whole trail"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Records"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "%1, numbered %2 to %3"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Filters"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "none: every record"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Times"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "First record"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Last record"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Verification of the trail"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Verified"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Not intact"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "All %1 records of the trail are signed, unchanged and in place."),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "The trail is not as it was written, first at record %1."),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Head of the chain"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Totals"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "By action"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "By outcome"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "By connection"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "By program"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "%1 others"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "no connection"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "no program"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "No record matches these filters."),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "No."),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Time"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Action"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Connection"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Actor"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Outcome"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Duration"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Detail"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "not authenticated: recorded while the vault was locked"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "End of report"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Person"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Program"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Edited"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Removed"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Reordered"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Inserted"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Bad signature"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Cut off"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Rolled back"),
    QT_TRANSLATE_NOOP("keystead::ui::Report", "Damaged"),
};
// clang-format on

QString say(std::string_view english)
{
    return QCoreApplication::translate("keystead::ui::Trail", std::string{english}.c_str());
}

} // namespace

QString actionName(model::AuditAction action)
{
    return say(model::actionName(action));
}

QString eventTitle(const model::AuditEvent& event)
{
    return say(model::actionTitle(event.action, event.outcome));
}

QString outcomeName(model::AuditOutcome outcome)
{
    return say(model::outcomeName(outcome));
}

std::string reportWord(std::string_view english)
{
    const std::string source{english};
    const QString text = QCoreApplication::translate("keystead::ui::Report", source.c_str());
    // What happened is told by the same words on paper and on the screen.
    return (text.toStdString() == source ? say(english) : text).toStdString();
}

} // namespace keystead::ui
