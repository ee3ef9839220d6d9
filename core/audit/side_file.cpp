// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/side_file.h"

#include "core/audit/chain.h"
#include "core/audit/clean_event.h"
#include "core/base/json.h"
#include "core/base/private_files.h"

#include <algorithm>
#include <charconv>
#include <nlohmann/json.hpp>

namespace keystead::audit {

namespace {

constexpr std::string_view droppedCause = "locked_events_dropped";
constexpr std::string_view unreadableCause = "locked_events_unreadable";
// What a foreign hand may have put there is read up to here; beyond it the file says nothing that is worth memory.
constexpr std::size_t readLimit = 4 * SideFile::maxBytes;

std::string toLine(const model::AuditEvent& event)
{
    base::Json line{{"time", base::toMillis(event.time)},
                    {"actor_kind", model::toText(event.actor.kind)},
                    {"program", event.actor.program},
                    {"program_sha256", event.actor.programSha256},
                    {"pid", event.actor.pid},
                    {"via", event.actor.via},
                    {"action", model::toText(event.action)},
                    {"connection_name", event.connectionName},
                    {"provider_id", event.providerId},
                    {"outcome", model::toText(event.outcome)},
                    {"detail", event.detail}};
    if (event.connection)
        line["connection_id"] = event.connection->text;
    if (event.duration)
        line["duration_us"] = event.duration->count();
    return base::toJsonText(line) + "\n";
}

base::Result<model::AuditEvent> fromLine(std::string_view text)
{
    KS_ASSIGN(const base::Json line, base::parseJson(text, {.maxBytes = 64 * 1024, .maxDepth = 3}));
    model::AuditEvent event;
    KS_ASSIGN(const std::int64_t time, base::requireInt(line, "time", "event"));
    KS_ASSIGN(const std::string kind, base::requireString(line, "actor_kind", "event"));
    KS_ASSIGN(const std::string action, base::requireString(line, "action", "event"));
    KS_ASSIGN(const std::string outcome, base::requireString(line, "outcome", "event"));
    const auto knownKind = model::actorKindFromText(kind);
    const auto knownAction = model::auditActionFromText(action);
    const auto knownOutcome = model::auditOutcomeFromText(outcome);
    if (!knownKind || !knownAction || !knownOutcome)
        return base::fail(base::ErrorCode::ParseError, "unknown word");
    event.time = base::fromMillis(time);
    event.actor.kind = *knownKind;
    event.action = *knownAction;
    event.outcome = *knownOutcome;
    KS_ASSIGN(event.actor.program, base::requireString(line, "program", "event"));
    KS_ASSIGN(event.actor.programSha256, base::requireString(line, "program_sha256", "event"));
    KS_ASSIGN(event.actor.pid, base::requireInt(line, "pid", "event"));
    KS_ASSIGN(event.actor.via, base::requireString(line, "via", "event"));
    KS_ASSIGN(event.connectionName, base::requireString(line, "connection_name", "event"));
    KS_ASSIGN(event.providerId, base::requireString(line, "provider_id", "event"));
    KS_ASSIGN(const std::optional<std::string> connection, base::optionalString(line, "connection_id", "event"));
    if (connection)
        event.connection = base::ConnectionId{*connection};
    KS_ASSIGN(const std::optional<std::int64_t> duration, base::optionalInt(line, "duration_us", "event"));
    if (duration)
        event.duration = std::chrono::microseconds{*duration};
    const auto detail = line.find("detail");
    if (detail != line.end()) {
        KS_ASSIGN(event.detail, detailFromText(base::toJsonText(*detail)));
    }
    event.authenticated = false;
    return cleanEvent(std::move(event));
}

std::int64_t droppedIn(const model::AuditEvent& event)
{
    const auto cause = event.detail.find("cause");
    const auto count = event.detail.find("events");
    if (cause == event.detail.end() || cause->second != droppedCause || count == event.detail.end())
        return 0;
    std::int64_t number = 0;
    std::from_chars(count->second.data(), count->second.data() + count->second.size(), number);
    return std::clamp<std::int64_t>(number, 0, 1'000'000'000);
}

model::AuditEvent notice(std::string_view cause, std::int64_t events, base::WallTime time)
{
    model::AuditEvent event;
    event.time = time;
    event.actor.via = "locked";
    event.action = model::AuditAction::SecurityAlert;
    event.outcome = model::AuditOutcome::Failure;
    event.detail = {{"cause", std::string{cause}}, {"events", std::to_string(events)}};
    event.authenticated = false;
    return event;
}

// The later half of `text`, from the start of a line, behind a notice of how many events went.
std::string halved(std::string_view text, base::WallTime time)
{
    std::size_t cut = text.find('\n', text.size() / 2);
    cut = cut == std::string_view::npos ? text.size() : cut + 1;
    std::int64_t dropped = 0;
    for (std::size_t pos = 0; pos < cut;) {
        const std::size_t end = std::min(text.find('\n', pos), cut);
        const auto event = fromLine(text.substr(pos, end - pos));
        const std::int64_t before = event ? droppedIn(*event) : 0;
        dropped += before > 0 ? before : 1;
        pos = end + 1;
    }
    return toLine(notice(droppedCause, dropped, time)) + std::string{text.substr(cut)};
}

} // namespace

base::Status SideFile::append(const model::AuditEvent& event)
{
    const std::string line = toLine(cleanEvent(event));
    auto present = base::readPrivateFile(m_file, readLimit);
    if (!present && present.error().code == base::ErrorCode::LimitExceeded)
        return base::replaceFile(m_file, toLine(notice(droppedCause, 1, event.time)) + line);
    if (!present && present.error().code != base::ErrorCode::NotFound)
        return present.error();
    std::string text = present ? *std::move(present) : std::string{};
    const bool torn = !text.empty() && text.back() != '\n';
    if (text.size() + line.size() + 1 <= maxBytes)
        return base::appendFile(m_file, torn ? "\n" + line : line);
    if (torn)
        text += '\n';
    while (text.size() + line.size() > maxBytes)
        text = halved(text, event.time);
    return base::replaceFile(m_file, text + line);
}

base::Result<std::vector<model::AuditEvent>> SideFile::read() const
{
    std::vector<model::AuditEvent> events;
    auto text = base::readPrivateFile(m_file, readLimit);
    if (!text && text.error().code == base::ErrorCode::NotFound)
        return events;
    if (!text && text.error().code == base::ErrorCode::LimitExceeded) {
        events.push_back(notice(unreadableCause, 1, {}));
        return events;
    }
    if (!text)
        return text.error();
    std::int64_t unreadable = 0;
    for (std::size_t pos = 0; pos < text->size();) {
        const std::size_t end = std::min(text->find('\n', pos), text->size());
        auto event = fromLine(std::string_view{*text}.substr(pos, end - pos));
        if (event)
            events.push_back(*std::move(event));
        else if (end > pos)
            ++unreadable;
        pos = end + 1;
    }
    if (unreadable > 0)
        events.push_back(notice(unreadableCause, unreadable, events.empty() ? base::WallTime{} : events.back().time));
    return events;
}

base::Status SideFile::clear()
{
    std::error_code error;
    std::filesystem::remove(m_file, error);
    if (error)
        return base::fail(base::ErrorCode::StorageIo, "remove " + m_file.filename().string());
    return base::ok();
}

std::chrono::seconds unlockDelay(int failuresInARow)
{
    if (failuresInARow < 5)
        return std::chrono::seconds{0};
    const int doublings = std::min(failuresInARow - 5, 8);
    return std::min(std::chrono::seconds{2 << doublings}, std::chrono::seconds{300});
}

} // namespace keystead::audit
