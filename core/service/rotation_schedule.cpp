// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/rotation_schedule.h"

#include "core/base/log.h"
#include "core/service/profile_ops.h"
#include "core/service/rotation_job.h"
#include "core/vault/profile_store.h"
#include "core/vault/settings_store.h"
#include "core/vault/vault_key.h"

#include <algorithm>
#include <charconv>

namespace keystead::service {

using base::ErrorCode;
using namespace std::chrono_literals;

namespace {

constexpr const char* modeKey = "keys.rotation_mode";
constexpr const char* monthsKey = "keys.rotation_months";
constexpr const char* wishKey = "keys.rotation_wanted";
constexpr std::chrono::hours month{730};
constexpr std::chrono::milliseconds firstLook{2min};
constexpr std::chrono::milliseconds everyLook{1h};

constexpr std::pair<RotationMode, std::string_view> modeTexts[] = {
    {RotationMode::Off, "off"}, {RotationMode::Reminder, "reminder"}, {RotationMode::Automatic, "automatic"}};

constexpr std::pair<RotationProgress::Phase, std::string_view> phaseTexts[] = {
    {RotationProgress::Phase::Idle, "idle"},       {RotationProgress::Phase::BackingUp, "backing_up"},
    {RotationProgress::Phase::Copying, "copying"}, {RotationProgress::Phase::Swapping, "swapping"},
    {RotationProgress::Phase::Sealing, "sealing"}, {RotationProgress::Phase::Done, "done"},
    {RotationProgress::Phase::Failed, "failed"}};

base::Result<RotationSchedule> loadSchedule(VaultSession& session)
{
    RotationSchedule schedule;
    KS_ASSIGN(const auto mode, session.vault->settings().value(modeKey));
    KS_ASSIGN(const auto months, session.vault->settings().value(monthsKey));
    if (mode)
        schedule.mode = rotationModeFromText(*mode).value_or(schedule.mode);
    if (months) {
        int number = schedule.months;
        std::from_chars(months->data(), months->data() + months->size(), number);
        schedule.months = std::clamp(number, 1, 120);
    }
    return schedule;
}

base::Status saveSchedule(VaultSession& session, db::Transaction& transaction, const RotationSchedule& schedule)
{
    KS_TRY(session.vault->settings().setValue(transaction, modeKey, std::string{toText(schedule.mode)}));
    return session.vault->settings().setValue(transaction, monthsKey, std::to_string(schedule.months));
}

// What has to be replaced without asking, and why; nothing where the schedule alone speaks and is not automatic.
std::optional<RotateKeys> wanted(VaultSession& session, const KeyOverview& overview)
{
    RotateKeys request;
    if (const auto wish = session.vault->settings().value(wishKey); wish && *wish && !(*wish)->empty()) {
        request.vaultKey = true;
        request.allProfiles = true;
        request.reason = **wish;
        return request;
    }
    const bool automatic = overview.schedule.mode == RotationMode::Automatic;
    request.reason = vault::key_reason::schedule;
    for (const KeyAge& key : overview.keys) {
        const auto state = key.profile ? session.vault->profiles().keyState(*key.profile)
                                       : base::Result<vault::ProfileStore::KeyState>{ErrorCode::NotFound, {}};
        const bool worn =
            state ? session.vault->profiles().isWorn(*state) : key.seals >= vault::ProfileStore::renewAfter;
        if (!key.rotating && !worn && !(key.due && automatic))
            continue;
        if (worn)
            request.reason = vault::key_reason::sealLimit;
        if (key.profile)
            request.profiles.push_back(*key.profile);
        else
            request.vaultKey = true;
    }
    if (!request.vaultKey && request.profiles.empty())
        return std::nullopt;
    return request;
}

// Erasures first: what they left behind is not copied once more.
QCoro::Task<void> finishErased(ContextPtr context)
{
    auto finishing = finishErasures(context);
    const base::Status done = co_await finishing;
    if (!done)
        base::logWarning("vault", "an erasure is not finished: " + base::toString(done.error()));
}

QCoro::Task<void> rotateWanted(ContextPtr context, RotateKeys request)
{
    auto erasing = finishErased(context);
    co_await erasing;
    model::Actor actor;
    actor.via = "timer";
    auto rotating = rotateKeysUnasked(context, std::move(request), {}, actor);
    const auto report = co_await rotating;
    if (!report && report.error().code != ErrorCode::Cancelled)
        base::logWarning("vault", "the keys were not replaced: " + base::toString(report.error()));
}

} // namespace

std::string_view toText(RotationMode mode)
{
    for (const auto& [value, text] : modeTexts) {
        if (value == mode)
            return text;
    }
    return "off";
}

std::optional<RotationMode> rotationModeFromText(std::string_view text)
{
    for (const auto& [value, name] : modeTexts) {
        if (name == text)
            return value;
    }
    return std::nullopt;
}

std::string_view toText(RotationProgress::Phase phase)
{
    for (const auto& [value, text] : phaseTexts) {
        if (value == phase)
            return text;
    }
    return "idle";
}

bool KeyOverview::anyDue() const
{
    return std::any_of(keys.begin(), keys.end(), [](const KeyAge& key) { return key.due; });
}

bool keyIsDue(const RotationSchedule& schedule, base::WallTime createdAt, base::WallTime now)
{
    return schedule.mode != RotationMode::Off && now - createdAt >= month * schedule.months;
}

base::Result<KeyOverview> keyOverviewOf(Context& context, VaultSession& session)
{
    KeyOverview overview;
    KS_ASSIGN(overview.schedule, loadSchedule(session));
    const base::WallTime now = context.now();
    KS_ASSIGN(const vault::VaultKeyState vaultKey, vault::vaultKeyState(session.vault->database()));
    overview.keys.push_back(
        {{},
         {},
         vaultKey.version,
         vaultKey.createdAt,
         vaultKey.seals,
         keyIsDue(overview.schedule, vaultKey.createdAt, now) || vaultKey.seals >= vault::ProfileStore::renewAfter,
         false});
    KS_ASSIGN(const auto states, session.vault->profiles().keyStates());
    for (const auto& state : states) {
        KS_ASSIGN(const model::Profile profile, session.vault->profiles().get(state.profile));
        overview.keys.push_back(
            {state.profile, profile.name, state.version, state.createdAt, state.seals,
             keyIsDue(overview.schedule, state.createdAt, now) || session.vault->profiles().isWorn(state),
             state.rotating()});
    }
    session.keysDue = overview.anyDue();
    return overview;
}

TaskOf<KeyOverview> keyOverview(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return keyOverviewOf(*context, *session);
}

TaskOf<void> setRotationSchedule(ContextPtr context, RotationSchedule schedule, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (schedule.months < 1 || schedule.months > 120)
        co_return base::fail(ErrorCode::InvalidArgument, "months: from 1 to 120");
    model::AuditEvent event = eventOf(model::AuditAction::SettingsChanged, std::move(actor));
    event.detail = {{"changed", "key_rotation"},
                    {"mode", std::string{toText(schedule.mode)}},
                    {"months", std::to_string(schedule.months)}};
    std::vector<model::AuditEvent> events;
    events.push_back(std::move(event));
    KS_CO_ASSIGN(
        const std::uint64_t commit,
        session->apply([&](db::Transaction& t) { return saveSchedule(*session, t, schedule); }, std::move(events)));
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.settingsChanged = true;
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    if (context->session)
        KS_CO_TRY(keyOverviewOf(*context, *context->session)); // what is due now
    context->emitStatus();
    if (context->session && context->session->rotationWatch)
        context->session->rotationWatch->lookSoon();
    co_return base::ok();
}

RotationWatch::RotationWatch(std::weak_ptr<Context> context) : m_context(std::move(context))
{
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] {
        m_timer.start(everyLook);
        look();
    });
    m_timer.start(firstLook);
    if (const ContextPtr shared = m_context.lock(); shared && shared->session)
        (void)keyOverviewOf(*shared, *shared->session); // the status knows what is due from the start
}

void RotationWatch::look()
{
    const ContextPtr context = m_context.lock();
    if (!context || context->rotation.running())
        return;
    const auto session = context->openTrusted();
    if (!session)
        return;
    const auto overview = keyOverviewOf(*context, **session);
    if (!overview) {
        base::logWarning("vault", "the keys' age is not known: " + base::toString(overview.error()));
        return;
    }
    if (auto request = wanted(**session, *overview)) {
        const auto detached = rotateWanted(context, std::move(*request));
        return;
    }
    const auto erasing = finishErased(context);
    if (overview->anyDue() && !m_reminded) {
        m_reminded = true;
        context->emitStatus();
        model::ChangeSet changes;
        changes.settingsChanged = true;
        context->emitChanged(std::move(changes));
    }
}

} // namespace keystead::service
