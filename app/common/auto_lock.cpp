// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/common/auto_lock.h"

#include "core/base/log.h"

#include <algorithm>

namespace keystead::app {

using service::CoreService;
using service::LockCause;
using std::chrono::milliseconds;

namespace {

constexpr milliseconds soonest{250};   // between two looks
constexpr milliseconds latest{60'000}; // timers do not count the time in suspend

QCoro::Task<base::Result<milliseconds>> unusedFor(CoreService& core)
{
    co_return core.sinceLastUse();
}

} // namespace

AutoLock::AutoLock(service::CoreClient& core, milliseconds retry, QObject* parent)
    : QObject(parent), m_core(core), m_session(BusLink::Bus::Session, retry), m_system(BusLink::Bus::System, retry),
      m_triggers(m_session, m_system), m_idle(m_session)
{
    m_used.start();
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &AutoLock::checkIdle);
    connect(&m_idle, &IdleTime::answered, this, &AutoLock::onIdle);
    connect(&m_triggers, &LockTriggers::triggered, this, &AutoLock::onTrigger);
    connect(&m_triggers, &LockTriggers::changed, this, &AutoLock::tellReport);
    connect(&core, &service::CoreClient::statusChanged, this, &AutoLock::onStatus);
    connect(&core, &service::CoreClient::changed, this, [this](const model::ChangeSet& changes) {
        if (changes.settingsChanged)
            readSettings();
    });
    m_session.start();
    m_system.start();
    onStatus(core.lastStatus());
}

void AutoLock::onStatus(const service::VaultStatus& status)
{
    const bool open = status.state == service::VaultState::Unlocked;
    if (open == m_open)
        return;
    m_open = open;
    if (open) {
        m_unlocked.start();
        m_triggers.delaySleep(m_settings.lockOnSuspend);
        readSettings();
    } else {
        m_timer.stop();
        m_triggers.delaySleep(false);
    }
}

void AutoLock::readSettings()
{
    m_core.ask(
        this, [](CoreService& core) { return core.settings(); },
        [this](base::Result<model::Settings> settings) {
            if (settings)
                apply(*settings);
        });
}

void AutoLock::apply(const model::Settings& settings)
{
    m_settings = settings;
    if (!m_open)
        return;
    m_triggers.delaySleep(settings.lockOnSuspend);
    m_timer.stop();
    if (settings.autoLockAfter.count() > 0)
        m_timer.start(soonest);
}

void AutoLock::onTrigger(LockCause cause)
{
    // Also while it is being opened.
    const service::VaultState state = m_core.lastStatus().state;
    if (state != service::VaultState::Unlocked && state != service::VaultState::Unlocking)
        return;
    Q_EMIT triggered(cause);
    lock(cause);
}

// The core reads the settings once more; sleep goes on when it has answered, whatever it answered.
void AutoLock::lock(LockCause cause)
{
    m_core.ask(
        this, [cause](CoreService& core) { return core.lockBecause(cause); },
        [this, cause](base::Status locked) {
            if (!locked)
                base::logWarning("auto-lock", base::toString(locked.error()));
            if (cause == LockCause::Suspend)
                m_triggers.delaySleep(false);
        });
}

void AutoLock::checkIdle()
{
    if (m_open && m_settings.autoLockAfter.count() > 0)
        m_idle.ask();
}

void AutoLock::onIdle(const IdleAnswer& answer)
{
    if (m_source != (answer.source.empty() ? "keystead" : answer.source)) {
        m_source = answer.source.empty() ? "keystead" : answer.source;
        base::logInfo("auto-lock", "idle time comes from " + m_source);
        tellReport();
    }
    if (!answer.source.empty()) {
        onUnused(answer.idle);
        return;
    }
    m_core.ask(
        this, [](CoreService& core) { return unusedFor(core); },
        [this](base::Result<milliseconds> calls) { onUnused(std::min(*calls, milliseconds{m_used.elapsed()})); });
}

void AutoLock::onUnused(milliseconds idle)
{
    const milliseconds after = m_settings.autoLockAfter;
    if (!m_open || after.count() <= 0)
        return;
    // Opening it was a use, even where it was opened from afar.
    idle = std::min(idle, milliseconds{m_unlocked.elapsed()});
    if (idle >= after) {
        Q_EMIT triggered(LockCause::Idle);
        lock(LockCause::Idle);
        return;
    }
    m_timer.start(std::clamp(after - idle, soonest, latest));
}

service::AutoLockReport AutoLock::report() const
{
    return {m_source, m_session.isConnected(), m_triggers.hearsLogind(), m_triggers.sleepDelayed()};
}

void AutoLock::tellReport()
{
    const service::AutoLockReport now = report();
    if (now == m_told)
        return;
    m_told = now;
    m_core.tell([now](CoreService& core) { core.setAutoLockReport(now); });
}

} // namespace keystead::app
