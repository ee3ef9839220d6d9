// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The names that ids stand for, as the window last heard them: providers and profiles.
#include "core/model/profile.h"
#include "core/model/provider_spec.h"

#include <QObject>
#include <QString>
#include <vector>

namespace keystead::ui {

class CorePort;

class Catalog : public QObject
{
    Q_OBJECT
public:
    using QObject::QObject;
    void load(CorePort& core); // asks for both; `changed` follows
    void setProviders(std::vector<model::ProviderSpec> providers);
    void setProfiles(std::vector<model::Profile> profiles);

    const std::vector<model::ProviderSpec>& providers() const { return m_providers; }
    const std::vector<model::Profile>& profiles() const { return m_profiles; }
    const model::ProviderSpec* provider(std::string_view id) const;
    QString providerName(std::string_view id) const; // the id where it is unknown
    QString providerIcon(std::string_view id) const;
    QString profileName(const base::ProfileId& id) const;

Q_SIGNALS:
    void changed();

private:
    std::vector<model::ProviderSpec> m_providers;
    std::vector<model::Profile> m_profiles;
};

} // namespace keystead::ui
