// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/backup_watch.h"

#include "core/base/log.h"
#include "core/service/backup_ops.h"

namespace keystead::service {

namespace {

using namespace std::chrono_literals;

QCoro::Task<void> makeOne(ContextPtr context, std::shared_ptr<bool> running)
{
    *running = true;
    model::Actor timer;
    timer.via = "timer";
    auto making = makeAutomaticBackup(context, backup::Reason::Daily, {}, {}, std::move(timer));
    const base::Result<BackupMade> made = co_await making;
    *running = false;
    if (!made && made.error().code != base::ErrorCode::VaultLocked && made.error().code != base::ErrorCode::Cancelled)
        base::logWarning("backup", "the daily backup was not made: " + base::toString(made.error()));
}

} // namespace

bool backupIsDue(std::optional<base::WallTime> newest, base::WallTime now)
{
    return !newest || now - *newest >= 24h || *newest - now >= 24h;
}

BackupWatch::BackupWatch(std::weak_ptr<Context> context) : m_context(std::move(context))
{
    m_timer.setInterval(1h);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { look(); });
    m_timer.start();
    QTimer::singleShot(2min, &m_timer, [this] { look(); });
}

void BackupWatch::look()
{
    const ContextPtr context = m_context.lock();
    // A throw-away vault needs none, and one that was put back is not to push out the good ones.
    if (!context || *m_running || context->parts.practice || !context->openTrusted())
        return;
    const backup::AutomaticBackups backups(context->parts.vaultFolder, context->session->keyFile.vaultId());
    const auto files = backups.list();
    if (backupIsDue(files.empty() ? std::nullopt : std::optional{files.front().rolling.madeAt}, context->now())) {
        const auto detached = makeOne(context, m_running);
    }
}

} // namespace keystead::service
