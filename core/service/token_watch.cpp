// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/service/token_watch.h"

#include "core/base/log.h"
#include "core/service/vault_lifecycle.h"

namespace keystead::service {

namespace {

struct Looked
{
    base::Status present;
};

} // namespace

TokenWatch::TokenWatch(const ContextPtr& context, keys::TokenIdentity token)
    : m_context(context), m_token(std::move(token))
{
    m_timer.setInterval(context->parts.tokenPoll);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [weak = m_context, looking = m_looking, shown = m_token] {
        if (!*looking)
            const auto detached = look(weak, looking, shown);
    });
    m_timer.start();
}

TokenWatch::~TokenWatch()
{
    // What a module keeps of the PIN and the share goes with it.
    if (const ContextPtr context = m_context.lock())
        context->slotTools.worker.post([modules = context->slotTools.modules] { modules->unload(); });
}

QCoro::Task<void> TokenWatch::look(std::weak_ptr<Context> weak, std::shared_ptr<bool> looking,
                                   keys::TokenIdentity token)
{
    const ContextPtr context = weak.lock();
    if (!context)
        co_return;
    *looking = true;
    std::function<Looked()> work = [modules = context->slotTools.modules, token] {
        return Looked{modules->present(token)};
    };
    auto working = context->slotTools.worker.run<Looked>(std::move(work));
    const std::shared_ptr<Looked> looked = co_await working;
    *looking = false;
    if (looked->present)
        co_return;
    const bool wasOpen = context->session && context->session->tokenWatch && !context->closing;
    if (!wasOpen)
        co_return;
    // Only what says "taken out" locks; a module that stumbles is asked again.
    if (looked->present.error().code != base::ErrorCode::TokenMissing) {
        base::logWarning("token", base::toString(looked->present.error()));
        co_return;
    }
    auto locking = lockVaultBecause(context, LockCause::TokenRemoved);
    const base::Status locked = co_await locking;
    if (locked && !context->session) {
        context->lastProblem = looked->present.error();
        context->emitStatus();
    }
}

} // namespace keystead::service
