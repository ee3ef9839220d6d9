// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Locks the vault by itself, in the window and in the agent alike: when nobody uses the computer (or, where the desktop
// does not tell, Keystead) for as long as the settings say, and when a LockTriggers says so. The settings decide
// (service::wantsLock); they are read at each unlock and change. It keeps nothing open and opens nothing. Thread: the
// application's.
#include "app/common/bus_link.h"
#include "app/common/idle_time.h"
#include "app/common/lock_triggers.h"
#include "core/model/settings.h"
#include "core/service/core_client.h"

#include <chrono>
#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace keystead::app {

class AutoLock : public QObject
{
    Q_OBJECT
public:
    // `retry`: how often a bus that is not there is tried.
    explicit AutoLock(service::CoreClient& core, std::chrono::milliseconds retry = std::chrono::seconds{5},
                      QObject* parent = nullptr);
    // A key or a click in a window of Keystead.
    void noteUse() { m_used.start(); }
    service::AutoLockReport report() const;

Q_SIGNALS:
    void triggered(keystead::service::LockCause cause);

private:
    void onStatus(const service::VaultStatus& status);
    void readSettings();
    void apply(const model::Settings& settings);
    void onTrigger(service::LockCause cause);
    void lock(service::LockCause cause);
    void checkIdle();
    void onIdle(const IdleAnswer& answer);
    void onUnused(std::chrono::milliseconds idle);
    void tellReport();

    service::CoreClient& m_core;
    BusLink m_session;
    BusLink m_system;
    LockTriggers m_triggers;
    IdleTime m_idle;
    QTimer m_timer;
    QElapsedTimer m_used;
    QElapsedTimer m_unlocked;
    model::Settings m_settings;
    bool m_open = false;
    std::string m_source;
    service::AutoLockReport m_told;
};

} // namespace keystead::app
