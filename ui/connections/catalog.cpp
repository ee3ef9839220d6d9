// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/catalog.h"

#include "ui/core_port.h"
#include "ui/text.h"

namespace keystead::ui {

void Catalog::load(CorePort& core)
{
    core.providerSpecs(this, [this](base::Result<std::vector<model::ProviderSpec>> result) {
        if (result)
            setProviders(std::move(*result));
    });
    core.profiles(this, [this](base::Result<std::vector<model::Profile>> result) {
        if (result)
            setProfiles(std::move(*result));
    });
}

void Catalog::setProviders(std::vector<model::ProviderSpec> providers)
{
    m_providers = std::move(providers);
    Q_EMIT changed();
}

void Catalog::setProfiles(std::vector<model::Profile> profiles)
{
    m_profiles = std::move(profiles);
    Q_EMIT changed();
}

const model::ProviderSpec* Catalog::provider(std::string_view id) const
{
    for (const model::ProviderSpec& spec : m_providers) {
        if (spec.id == id)
            return &spec;
    }
    return nullptr;
}

QString Catalog::providerName(std::string_view id) const
{
    const model::ProviderSpec* spec = provider(id);
    return spec ? providerText(spec->displayName, 60) : q(id, 60);
}

QString Catalog::providerIcon(std::string_view id) const
{
    const model::ProviderSpec* spec = provider(id);
    return spec ? q(spec->icon, 60) : QString();
}

QString Catalog::profileName(const base::ProfileId& id) const
{
    for (const model::Profile& profile : m_profiles) {
        if (profile.id == id)
            return q(profile.name, 60);
    }
    return {};
}

} // namespace keystead::ui
