// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Drives the refresher ahead of expiry. One timer for the next due connection, re-armed on changes, on resume from
// suspend and on clock jumps; what is overdue after a sleep is spread with jitter instead of sent at once. Thread: the
// core thread.
#include "core/base/clock.h"
#include "core/refresh/refresher.h"

#include <memory>
#include <QObject>

namespace keystead::refresh {

class Scheduler : public QObject
{
    Q_OBJECT
public:
    Scheduler(Refresher& refresher, vault::Vault& vault, const base::Clock& clock, PolicySettings settings,
              std::function<double()> random01, QObject* parent = nullptr);
    ~Scheduler() override;
    void start();
    void stop();
    // Connections changed, settings changed, or time may have jumped.
    void reconsider();
    // The same in a moment, once for many calls.
    void reconsiderSoon();
    void setSettings(PolicySettings settings);
    std::optional<base::WallTime> nextDue() const;
    // Runs what is due at the clock's now; the timer calls it, tests call it.
    void runDue();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::refresh
