// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Profiles, OAuth clients, settings and the person's own providers. Thread: the core thread.
#include "core/service/context.h"

namespace keystead::service {

TaskOf<std::vector<model::Profile>> listProfiles(ContextPtr context);
TaskOf<model::Profile> addProfile(ContextPtr context, std::string name, model::Actor actor);
TaskOf<std::vector<model::OAuthClient>> listClients(ContextPtr context);
TaskOf<model::Settings> loadSettings(ContextPtr context);
TaskOf<void> saveSettings(ContextPtr context, model::Settings settings, model::Actor actor);
TaskOf<void> addUserProvider(ContextPtr context, AddProvider request, model::Actor actor);
TaskOf<std::vector<model::ProviderSpec>> listProviders(ContextPtr context);

// InvalidArgument names the setting and its bounds.
base::Status checkSettings(const model::Settings& settings);
// "refresh_ahead,theme"; empty where nothing differs.
std::string changedSettings(const model::Settings& before, const model::Settings& after);

} // namespace keystead::service
