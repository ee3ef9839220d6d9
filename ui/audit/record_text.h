// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A record in words: what its fixed fields and its small details say to a person. Keys and values that have no words
// here are shown as they are, tidied up.
#include "core/model/audit_event.h"

#include <QString>
#include <vector>

namespace keystead::ui {

struct RecordLine
{
    QString name;
    QString value;
    QString toolTip; // the exact form, where the words are not exact
};

// Everything but the headline: time, connection, who, then the details.
std::vector<RecordLine> recordLines(const model::AuditRecord& record);
QString recordTitle(const model::AuditRecord& record); // "Secret read"
// "You, in the window"; "/usr/bin/curl (process 4711), through keystead-cli".
QString actorSentence(const model::Actor& actor);

} // namespace keystead::ui
