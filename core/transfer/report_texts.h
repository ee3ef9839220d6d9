// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Every word of a report that a person reads, in English; the window translates them. JSON and CSV keep the trail's own
// words (token_refresh, denied), whatever the language.
#include "core/model/audit_event.h"
#include "core/model/report.h"

#include <functional>
#include <string>
#include <string_view>

namespace keystead::transfer {

struct ReportTexts
{
    std::string language = "en"; // BCP 47, for HTML

    // "%1" and "%2" stand for values.
    std::string title = "Audit report";
    std::string page = "Page %1 of %2";
    std::string vault = "Vault";
    std::string vaultId = "Vault id";
    std::string publicKey = "Audit key";
    std::string generatedAt = "Generated";
    std::string period = "Period";
    std::string from = "from %1";
    std::string until = "until %1";
    std::string everything = "the whole trail";
    std::string records = "Records";
    std::string recordRange = "%1, numbered %2 to %3";
    std::string filters = "Filters";
    std::string noFilters = "none: every record";
    std::string times = "Times";
    std::string firstRecord = "First record";
    std::string lastRecord = "Last record";

    std::string verification = "Verification of the trail";
    std::string verified = "Verified";
    std::string notVerified = "Not intact";
    std::string verifiedLong = "All %1 records of the trail are signed, unchanged and in place.";
    std::string notVerifiedLong = "The trail is not as it was written, first at record %1.";
    std::string headHash = "Head of the chain";

    std::string totals = "Totals";
    std::string byAction = "By action";
    std::string byOutcome = "By outcome";
    std::string byConnection = "By connection";
    std::string byProgram = "By program";
    std::string others = "%1 others";
    std::string noConnection = "no connection";
    std::string noProgram = "no program";

    std::string trail = "Records";
    std::string noRecords = "No record matches these filters.";
    std::string number = "No.";
    std::string time = "Time";
    std::string action = "Action";
    std::string connection = "Connection";
    std::string actor = "Actor";
    std::string outcome = "Outcome";
    std::string duration = "Duration";
    std::string detail = "Detail";
    std::string notAuthenticated = "not authenticated: recorded while the vault was locked";
    std::string endOfReport = "End of report";
    // For the words of model/audit_titles.h, of findings and of actors: English to the report's language; empty:
    // English.
    std::function<std::string(std::string_view english)> translate;
};

// The texts in another language, of which `language` is the code. `translate` knows every text by its English.
ReportTexts translatedTexts(std::string language, std::function<std::string(std::string_view english)> translate);

// How this program says English words in a language ("de"); set once, before the core starts, by a program that has
// catalogues. Nothing set: English. Called on the core's thread.
using ReportTranslator = std::function<std::string(std::string_view language, std::string_view english)>;
void setReportTranslator(ReportTranslator translator);
// The texts in `language`, English where it is empty or nothing translates.
ReportTexts textsIn(const std::string& language);

// "Token refresh", "Token refresh failed", "Success", "Person", "Edited", in the language of the texts.
std::string actionLabel(const ReportTexts& texts, model::AuditAction action);
std::string eventLabel(const ReportTexts& texts, const model::AuditEvent& event);
std::string outcomeLabel(const ReportTexts& texts, model::AuditOutcome outcome);
std::string actorLabel(const ReportTexts& texts, model::Actor::Kind kind);
std::string findingLabel(const ReportTexts& texts, model::ChainReport::Finding::Kind kind);

// Puts values for %1, %2 and %3, each once, without reading the values again.
std::string fill(std::string_view pattern, std::initializer_list<std::string_view> values);

} // namespace keystead::transfer
