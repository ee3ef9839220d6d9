// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/settings_ops.h"

#include "core/model/validation.h"
#include "core/providers/spec_parser.h"
#include "core/service/user_provider_store.h"
#include "core/service/vault_slots.h"
#include "core/vault/oauth_client_store.h"
#include "core/vault/profile_store.h"
#include "core/vault/settings_store.h"

#include <algorithm>

namespace keystead::service {

namespace {

using base::ErrorCode;
using namespace std::chrono_literals;

base::Error outOfBounds(const std::string& name, const std::string& bounds)
{
    return base::fail(ErrorCode::InvalidArgument, name + ": must be " + bounds);
}

bool isLanguage(const std::string& text)
{
    return text.size() <= 16 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
                      c == '-';
           });
}

model::AuditEvent settingsEvent(model::Actor actor, std::map<std::string, std::string> detail)
{
    model::AuditEvent event = eventOf(model::AuditAction::SettingsChanged, std::move(actor));
    event.detail = std::move(detail);
    return event;
}

// Where the credentials of a connection are sent stands in its provider: a new one under the same id would take them
// elsewhere. That a built-in one keeps its id is the registry's rule.
base::Status checkIdFree(const Context& context, const model::ProviderSpec& spec, bool replace)
{
    const model::ProviderSpec* const present = context.parts.providers.find(spec.id);
    if (!present || (replace && present->userDefined))
        return base::ok();
    return base::fail(ErrorCode::AlreadyExists, "provider " + spec.id + ": its id is taken" +
                                                    (present->userDefined ? "; `provider add --replace` replaces it"
                                                                          : " by a built-in provider"));
}

} // namespace

base::Status checkSettings(const model::Settings& settings)
{
    if (settings.refreshAhead < 60s || settings.refreshAhead > 24h)
        return outOfBounds("refresh_ahead", "from 60 seconds to 24 hours");
    if (settings.autoLockAfter != 0s && (settings.autoLockAfter < 30s || settings.autoLockAfter > 24h))
        return outOfBounds("auto_lock_after", "0 (never) or from 30 seconds to 24 hours");
    if (settings.clipboardClearAfter < 5s || settings.clipboardClearAfter > 5min)
        return outOfBounds("clipboard_clear_after", "from 5 seconds to 5 minutes");
    if (settings.expiryNotice < 1h || settings.expiryNotice > 24h * 366)
        return outOfBounds("expiry_notice", "from 1 hour to 366 days");
    if (settings.theme != "system" && settings.theme != "light" && settings.theme != "dark")
        return outOfBounds("theme", "system, light or dark");
    if (!isLanguage(settings.language))
        return outOfBounds("language", "a language tag such as de or pt-BR");
    return base::ok();
}

std::string changedSettings(const model::Settings& before, const model::Settings& after)
{
    std::string names;
    const auto compare = [&](bool same, const char* name) {
        if (!same)
            names += std::string{names.empty() ? "" : ","} + name;
    };
    compare(before.refreshAhead == after.refreshAhead, "refresh_ahead");
    compare(before.autoLockAfter == after.autoLockAfter, "auto_lock_after");
    compare(before.lockOnSessionLock == after.lockOnSessionLock, "lock_on_session_lock");
    compare(before.lockOnSuspend == after.lockOnSuspend, "lock_on_suspend");
    compare(before.lockOnSwitchUser == after.lockOnSwitchUser, "lock_on_switch_user");
    compare(before.lockOnTokenRemoval == after.lockOnTokenRemoval, "lock_on_token_removal");
    compare(before.clipboardClearAfter == after.clipboardClearAfter, "clipboard_clear_after");
    compare(before.expiryNotice == after.expiryNotice, "expiry_notice");
    compare(before.notifications == after.notifications, "notifications");
    compare(before.askForPrograms == after.askForPrograms, "ask_for_programs");
    compare(before.trustPackageUpdates == after.trustPackageUpdates, "trust_package_updates");
    compare(before.proxyEnabled == after.proxyEnabled, "proxy_enabled");
    compare(before.theme == after.theme, "theme");
    compare(before.language == after.language, "language");
    compare(before.closeToTray == after.closeToTray, "close_to_tray");
    return names;
}

TaskOf<std::vector<model::Profile>> listProfiles(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->vault->profiles().all();
}

TaskOf<model::Profile> addProfile(ContextPtr context, std::string name, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    if (const auto problem = model::validateName(name))
        co_return base::fail(ErrorCode::InvalidArgument, "name: " + problem->message);
    KS_CO_ASSIGN(refresh::AuditedChange change, session->change());
    KS_CO_ASSIGN(const model::Profile profile,
                 session->vault->profiles().add(change.transaction(), name, context->now()));
    KS_CO_TRY(change.record(settingsEvent(std::move(actor), {{"profile_added", name}, {"profile", profile.id.text}})));
    KS_CO_ASSIGN(const std::uint64_t commit, change.commit());
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.profilesChanged = true;
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    co_return profile;
}

TaskOf<std::vector<model::OAuthClient>> listClients(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->vault->oauthClients().all();
}

TaskOf<model::Settings> loadSettings(ContextPtr context)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    co_return session->vault->settings().load();
}

TaskOf<void> saveSettings(ContextPtr context, model::Settings settings, model::Actor actor)
{
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_TRY(checkSettings(settings));
    KS_CO_ASSIGN(const model::Settings before, session->vault->settings().load());
    const std::string changed = changedSettings(before, settings);
    if (changed.empty())
        co_return base::ok();
    std::vector<model::AuditEvent> events;
    events.push_back(settingsEvent(std::move(actor), {{"changed", changed}}));
    KS_CO_ASSIGN(const std::uint64_t commit, session->apply(
                                                 [&](db::Transaction& transaction) {
                                                     return session->vault->settings().save(transaction, settings);
                                                 },
                                                 std::move(events)));
    session->refresher->setSettings(policyFrom(settings));
    session->scheduler->setSettings(policyFrom(settings));
    session->grants->setSettings(settings);
    auto settling = settle(context, commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.settingsChanged = true;
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    co_return base::ok();
}

TaskOf<void> addUserProvider(ContextPtr context, AddProvider request, model::Actor actor)
{
    KS_CO_TRY(context->open());
    KS_CO_ASSIGN(const model::ProviderSpec spec,
                 providers::parseSpec(request.json, providers::SpecSource::UserDefined));
    KS_CO_TRY(checkIdFree(*context, spec, request.replace));
    if (request.replace) {
        auto checking = checkProof(context, std::move(request.proof), actor);
        const base::Status proven = co_await checking;
        if (!proven)
            co_return proven.error();
    }
    KS_CO_ASSIGN(VaultSession* const session, context->open());
    KS_CO_TRY(checkIdFree(*context, spec, request.replace)); // another call may have added it meanwhile
    const std::string& json = request.json;
    const model::ProviderSpec* const present = context->parts.providers.find(spec.id);
    const bool replaces = present != nullptr;
    const std::string earlier = replaces && present->userDefined ? providers::specToJson(*present) : std::string{};
    KS_CO_TRY(context->parts.providers.addUserProvider(json));
    std::vector<model::AuditEvent> events;
    events.push_back(settingsEvent(std::move(actor), {{replaces ? "provider_replaced" : "provider_added", spec.id}}));
    const auto commit = session->apply(
        [&](db::Transaction& transaction) { return saveUserProvider(transaction, spec.id, json, context->now()); },
        std::move(events));
    if (!commit) {
        // The registry goes back to what the vault holds.
        const base::Status undone = earlier.empty() ? context->parts.providers.removeUserProvider(spec.id)
                                                    : context->parts.providers.addUserProvider(earlier);
        (void)undone;
        co_return commit.error();
    }
    if (!replaces)
        session->userProviders.push_back(spec.id);
    auto settling = settle(context, *commit);
    const base::Status onDisk = co_await settling;
    if (!onDisk)
        co_return onDisk.error();
    model::ChangeSet changes;
    changes.providersChanged = true;
    changes.auditChanged = true;
    context->emitChanged(std::move(changes));
    co_return base::ok();
}

TaskOf<std::vector<model::ProviderSpec>> listProviders(ContextPtr context)
{
    std::vector<model::ProviderSpec> specs;
    for (const model::ProviderSpec* spec : context->parts.providers.all())
        specs.push_back(*spec);
    co_return specs;
}

} // namespace keystead::service
