// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What creating and unlocking share. Internal to this room. Thread: the core thread.
#include "core/service/context.h"

#include <utility>

namespace keystead::service {

// One opening at a time; the status says "unlocking" meanwhile.
class OpeningMark
{
public:
    explicit OpeningMark(ContextPtr context) : m_context(std::move(context))
    {
        m_context->opening = true;
        m_context->lockWanted.reset();
        m_context->emitStatus();
    }
    OpeningMark(const OpeningMark&) = delete;
    OpeningMark& operator=(const OpeningMark&) = delete;
    ~OpeningMark()
    {
        m_context->opening = false;
        m_context->emitStatus();
    }

private:
    ContextPtr m_context;
};

base::Status checkIdle(const Context& context);
base::Result<base::OwnerLock> takeLock(const Context& context);
// Keeps what the status should show; gives the error back.
base::Error remember(Context& context, base::Error error);
// A creation that was cut off before its last step is finished.
void completeCreation(const Context& context);

} // namespace keystead::service
