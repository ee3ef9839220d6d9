// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/audit/clean_event.h"

#include "core/base/encoding.h"
#include "core/base/log.h"

#include <algorithm>
#include <utility>

namespace keystead::audit {

namespace {

bool isDetailKey(std::string_view key)
{
    return !key.empty() && key.size() <= 40 &&
           std::all_of(key.begin(), key.end(), [](char c) { return (c >= 'a' && c <= 'z') || c == '_'; });
}

bool isSha256(std::string_view text)
{
    return text.size() == 64 && std::all_of(text.begin(), text.end(),
                                            [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

// The cut counts its ellipsis, so that the result never has more than `characters`.
std::string clean(std::string_view text, std::size_t characters)
{
    return base::cleanForDisplay(text, characters - 1);
}

// Cleaned before it is redacted, so that invisible characters cannot split a token; cut last, so that no cut hides one.
std::string cleanValue(std::string_view text)
{
    return clean(base::redact(clean(text.substr(0, 16 * 1024), 4096)), maxDetailCharacters);
}

} // namespace

model::AuditEvent cleanEvent(model::AuditEvent event)
{
    model::Actor& actor = event.actor;
    actor.program = clean(actor.program, maxPathCharacters);
    if (!isSha256(actor.programSha256))
        actor.programSha256.clear();
    actor.pid = std::max<std::int64_t>(actor.pid, 0);
    actor.via = clean(actor.via, 40);
    if (event.connection)
        event.connection->text = clean(event.connection->text, 64);
    event.connectionName = clean(event.connectionName, maxNameCharacters);
    event.providerId = clean(event.providerId, 100);

    if (!actor.script.empty())
        event.detail.try_emplace("script", std::exchange(actor.script, {}));
    std::map<std::string, std::string> detail;
    for (const auto& [key, value] : event.detail) {
        if (detail.size() < maxDetailEntries && isDetailKey(key))
            detail.emplace(key, cleanValue(value));
    }
    event.detail = std::move(detail);
    return event;
}

} // namespace keystead::audit
