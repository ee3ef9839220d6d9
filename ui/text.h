// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Words for people: translated names of states, kinds and actions, sentences for errors with what to do next, times.
// Everything that comes from providers or programs passes q(), which cleans it (SECURITY 22). Holds no secrets.
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/audit_event.h"
#include "core/model/connection.h"
#include "core/model/report.h"

#include <optional>
#include <QString>
#include <string>
#include <string_view>
#include <vector>

class QDateTime;

namespace keystead::ui {

// Foreign text made safe to show; at most `maxCodepoints`.
QString q(std::string_view text, std::size_t maxCodepoints = 400);
// UTF-8 for the core. Not for secrets.
std::string s(const QString& text);

struct Sentence
{
    QString what; // what happened, one sentence
    QString hint; // what to do next; may be empty
};
Sentence describe(const base::Error& error);
QString oneLine(const base::Error& error); // what + hint

QString kindName(model::AuthKind kind);
QString kindSentence(model::AuthKind kind);
QString stateName(model::ConnectionState state);
QString actionName(model::AuditAction action);      // "Token refresh"
QString eventTitle(const model::AuditEvent& event); // "Token refresh failed"
QString outcomeName(model::AuditOutcome outcome);
QString actorName(const model::Actor& actor); // "You", "Keystead", "/usr/bin/curl"
QString verdictName(model::TestReport::Verdict verdict);
QString findingSentence(const model::ChainReport::Finding& finding);
QString fieldName(std::string_view field);
// Labels, help and notes of a provider's description, in the person's language where its catalogue has them.
QString providerText(std::string_view text, std::size_t maxCodepoints = 400);

QDateTime toLocal(base::WallTime time);
QString dateTimeText(base::WallTime time);
QString secondsTimeText(base::WallTime time);                  // the same with seconds
QString exactTimeText(base::WallTime time);                    // local, with seconds and the time zone
QString utcText(base::WallTime time);                          // "2026-11-22T06:41:10.642Z"
QString relativeText(base::WallTime then, base::WallTime now); // "3 minutes ago", "just now"
QString durationText(std::chrono::milliseconds span);          // "4 min", "12 days"
// What is stored may still be taken by the service: where it may not, it has no time to expiry.
bool hasLiveToken(model::ConnectionState state);
QString expiresText(const model::Connection& connection, base::WallTime now);  // "in 4 min", "expired", "never", "–"
QString lastUsedText(const model::Connection& connection, base::WallTime now); // "4 min ago", "only tested", "never"
QString tookText(std::chrono::microseconds duration);

// All problems of a StateProblem in words: why, and what leads back.
Sentence describeState(const model::Connection& connection, base::WallTime now);

} // namespace keystead::ui
