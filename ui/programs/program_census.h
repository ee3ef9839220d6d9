// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Which programs used what in the last 90 days and what they may, as the window last heard it: asked again when grants
// or the trail change, but not more often than every few seconds, and only while somebody looks.
#include "core/model/settings.h"
#include "core/service/access_requests.h"

#include <chrono>
#include <QObject>
#include <QTimer>
#include <vector>

namespace keystead::ui {

struct AppContext;

class ProgramCensus : public QObject
{
    Q_OBJECT
public:
    static constexpr int days = 90;
    static constexpr std::chrono::milliseconds atMostEvery{3000};

    explicit ProgramCensus(const AppContext& context, QObject* parent = nullptr);
    // Asks the core where what is known is old; `changed` follows.
    void want();
    bool known() const { return m_known; }
    // Programs that used the connection or have a grant for it, most used first.
    std::vector<service::ProgramUse> of(const base::ConnectionId& connection) const;
    void clear();
    // False: every program of the person may read, grant or not.
    bool asksForPrograms() const { return m_asks; }
    void setSettings(const model::Settings& settings);
    // While nobody looks, nothing is asked.
    void setWatched(bool watched);

Q_SIGNALS:
    void changed();

private:
    void ask();
    const AppContext& m_context;
    std::vector<service::ProgramUse> m_use;
    bool m_known = false;
    bool m_old = true;
    bool m_asking = false;
    bool m_asks = true;
    bool m_watched = true;
    int m_generation = 0;
    QTimer m_pause;
};

} // namespace keystead::ui
