// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/program_census.h"

#include "ui/access_port.h"
#include "ui/app_context.h"
#include "ui/core_port.h"
#include "ui/programs/program_model.h"

#include <algorithm>

namespace keystead::ui {

ProgramCensus::ProgramCensus(const AppContext& context, QObject* parent) : QObject(parent), m_context(context)
{
    m_pause.setSingleShot(true);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        if (m_old && m_watched)
            ask();
    });
    connect(&context.core, &CorePort::changed, this, [this](const model::ChangeSet& changes) {
        if (!changes.grantsChanged && !changes.auditChanged)
            return;
        m_old = true;
        if (changes.grantsChanged)
            m_pause.stop(); // what the person just did is seen at once
        if (m_known && m_watched)
            want();
    });
}

void ProgramCensus::want()
{
    if (m_old && !m_asking && !m_pause.isActive())
        ask();
}

void ProgramCensus::setWatched(bool watched)
{
    m_watched = watched;
    if (watched && m_known)
        want();
}

void ProgramCensus::ask()
{
    m_asking = true;
    m_old = false;
    const int generation = m_generation;
    m_context.core.access().programUse(
        this, days, [this, generation](base::Result<std::vector<service::ProgramUse>> use) {
            if (generation != m_generation)
                return;
            if (!use) {
                m_asking = false;
                m_old = true;
                return;
            }
            m_context.core.access().grants(
                this, [this, generation, use = std::move(*use)](base::Result<std::vector<model::Grant>> grants) {
                    if (generation != m_generation)
                        return;
                    m_asking = false;
                    m_use = grants ? withUnused(use, *grants, [](const auto&) { return std::string(); }) : use;
                    m_known = true;
                    m_pause.start(atMostEvery);
                    Q_EMIT changed();
                });
        });
}

std::vector<service::ProgramUse> ProgramCensus::of(const base::ConnectionId& connection) const
{
    std::vector<service::ProgramUse> found;
    for (const service::ProgramUse& use : m_use) {
        if (use.connection == connection && (use.uses > 0 || !use.grants.empty()))
            found.push_back(use);
    }
    std::stable_sort(found.begin(), found.end(), [](const auto& a, const auto& b) { return a.uses > b.uses; });
    return found;
}

void ProgramCensus::clear()
{
    ++m_generation;
    m_use.clear();
    m_known = false;
    m_old = true;
    m_asking = false;
    m_pause.stop();
}

void ProgramCensus::setSettings(const model::Settings& settings)
{
    if (m_asks == settings.askForPrograms)
        return;
    m_asks = settings.askForPrograms;
    Q_EMIT changed();
}

} // namespace keystead::ui
