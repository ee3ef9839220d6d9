// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/long_read.h"

#include "core/service/restore_ops.h"

#include <cstdlib>

namespace keystead::service {

namespace {
constexpr std::chrono::milliseconds tellEvery{100};

using Finding = model::ChainReport::Finding;

// What opening found stands in the alert that it wrote.
Finding rollbackOf(const VaultSession& session)
{
    Finding finding{Finding::Kind::RolledBack, 0,
                    "the vault is an older copy than the one remembered, and nobody has accepted it"};
    model::AuditFilter filter;
    filter.actions = {model::AuditAction::SecurityAlert};
    filter.limit = 100;
    const auto alerts = session.audit->read(filter); // newest first
    if (!alerts)
        return finding;
    for (const model::AuditRecord& alert : *alerts) {
        const auto cause = alert.event.detail.find("cause");
        const auto sequence = alert.event.detail.find("sequence");
        if (cause == alert.event.detail.end() || cause->second != "rollback" || sequence == alert.event.detail.end())
            continue;
        finding.sequence = std::strtoll(sequence->second.c_str(), nullptr, 10);
        break;
    }
    return finding;
}
} // namespace

base::Result<std::shared_ptr<LongRead>> LongRead::start(Context& context, VaultSession& session,
                                                        CoreService::Progress progress, base::CancelToken cancel)
{
    std::shared_ptr<LongRead> read{new LongRead};
    read->m_file = context.databasePath();
    KS_ASSIGN(read->m_key, session.databaseKey());
    read->m_receiver = &context.receiver;
    if (progress)
        read->m_progress = std::make_shared<CoreService::Progress>(std::move(progress));
    const std::weak_ptr<LongRead> weak = read;
    const auto stop = [weak] {
        if (const auto shared = weak.lock())
            shared->m_cancelled = true;
    };
    read->m_onCancel = cancel.onCancel(stop);
    read->m_onLock = session.closing.token().onCancel(stop);
    read->verify.vaultId = session.keyFile.vaultId().text;
    read->verify.publicKey = session.audit->publicKeyBase64();
    if (context.parts.rememberedAnchors)
        read->verify.anchors =
            withoutReplaced(context.parts.rememberedAnchors(), session.vault->database(), session.keyFile.vaultId());
    if (session.rolledBack)
        read->rollback = rollbackOf(session);
    return read;
}

bool LongRead::advance(std::int64_t done, std::int64_t total)
{
    if (m_cancelled)
        return false;
    const auto now = std::chrono::steady_clock::now();
    if (m_progress && (now - m_lastTold >= tellEvery || done == total)) {
        m_lastTold = now;
        QMetaObject::invokeMethod(
            m_receiver, [progress = m_progress, done, total] { (*progress)(done, total); }, Qt::QueuedConnection);
    }
    return true;
}

void LongRead::finish()
{
    m_onCancel.reset();
    m_onLock.reset();
    m_key.clear();
}

} // namespace keystead::service
