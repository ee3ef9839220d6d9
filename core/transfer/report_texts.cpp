// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/transfer/report_texts.h"

#include "core/model/audit_titles.h"

namespace keystead::transfer {

namespace {

using Kind = model::ChainReport::Finding::Kind;

std::string say(const ReportTexts& texts, std::string_view english)
{
    return texts.translate ? texts.translate(english) : std::string{english};
}

std::string_view englishFinding(Kind kind)
{
    switch (kind) {
    case Kind::Edited:
        return "Edited";
    case Kind::Removed:
        return "Removed";
    case Kind::Reordered:
        return "Reordered";
    case Kind::Inserted:
        return "Inserted";
    case Kind::BadSignature:
        return "Bad signature";
    case Kind::Truncated:
        return "Cut off";
    case Kind::RolledBack:
        return "Rolled back";
    case Kind::Damaged:
        return "Damaged";
    }
    return {};
}

ReportTranslator& translator()
{
    static ReportTranslator set;
    return set;
}

} // namespace

void setReportTranslator(ReportTranslator wanted)
{
    translator() = std::move(wanted);
}

ReportTexts textsIn(const std::string& language)
{
    if (language.empty() || language == "en" || !translator())
        return {};
    return translatedTexts(language, [language](std::string_view english) { return translator()(language, english); });
}

ReportTexts translatedTexts(std::string language, std::function<std::string(std::string_view english)> translate)
{
    ReportTexts texts;
    texts.language = std::move(language);
    if (!translate)
        return texts;
    using Text = std::string ReportTexts::*;
    using T = ReportTexts;
    constexpr Text all[] = {
        &T::title,      &T::page,        &T::vault,        &T::vaultId,         &T::publicKey,  &T::generatedAt,
        &T::period,     &T::from,        &T::until,        &T::everything,      &T::records,    &T::recordRange,
        &T::filters,    &T::noFilters,   &T::times,        &T::firstRecord,     &T::lastRecord, &T::verification,
        &T::verified,   &T::notVerified, &T::verifiedLong, &T::notVerifiedLong, &T::headHash,   &T::totals,
        &T::byAction,   &T::byOutcome,   &T::byConnection, &T::byProgram,       &T::others,     &T::noConnection,
        &T::noProgram,  &T::trail,       &T::noRecords,    &T::number,          &T::time,       &T::action,
        &T::connection, &T::actor,       &T::outcome,      &T::duration,        &T::detail,     &T::notAuthenticated,
        &T::endOfReport};
    for (const Text text : all)
        texts.*text = translate(texts.*text);
    texts.translate = std::move(translate);
    return texts;
}

std::string actionLabel(const ReportTexts& texts, model::AuditAction action)
{
    return say(texts, model::actionName(action));
}

std::string eventLabel(const ReportTexts& texts, const model::AuditEvent& event)
{
    return say(texts, model::actionTitle(event.action, event.outcome));
}

std::string outcomeLabel(const ReportTexts& texts, model::AuditOutcome outcome)
{
    return say(texts, model::outcomeName(outcome));
}

std::string actorLabel(const ReportTexts& texts, model::Actor::Kind kind)
{
    switch (kind) {
    case model::Actor::Kind::Person:
        return say(texts, "Person");
    case model::Actor::Kind::Program:
        return say(texts, "Program");
    case model::Actor::Kind::Keystead:
        return "Keystead";
    }
    return {};
}

std::string findingLabel(const ReportTexts& texts, Kind kind)
{
    return say(texts, englishFinding(kind));
}

std::string fill(std::string_view pattern, std::initializer_list<std::string_view> values)
{
    std::string out;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        const std::size_t place = i + 1 < pattern.size() && pattern[i] == '%'
                                      ? static_cast<std::size_t>(pattern[i + 1] - '1')
                                      : values.size();
        if (place < values.size()) {
            out += *(values.begin() + place);
            ++i;
        } else {
            out += pattern[i];
        }
    }
    return out;
}

} // namespace keystead::transfer
