// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Wrong passphrases in a row: counted on disk (locked_events.h, so that a restart does not help) and in memory, and the
// wait between attempts that follows from them (SECURITY 39).
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/audit_event.h"
#include "core/service/locked_events.h"

#include <string>

namespace keystead::service {

class UnlockAttempts
{
public:
    UnlockAttempts(LockedEvents& events, const base::Clock& clock) : m_events(events), m_clock(clock) {}
    // RateLimited; detail: whole seconds to wait. StorageReadOnly where a wrong attempt would leave no trace: a restart
    // would make it free.
    base::Status check() const;
    // While the vault is locked: into the side file.
    // `method`: the kind of slot that was tried (keys::toText); all of them share one count.
    void failedWhileLocked(const model::Actor& actor, const base::Error& error, std::string method = "passphrase");
    // While it is open (a proof for reveal): the caller writes the audit record.
    void failed();
    void succeeded() { m_inARow = 0; }
    int inARow() const;

private:
    LockedEvents& m_events;
    const base::Clock& m_clock;
    int m_inARow = 0;
    base::SteadyTime m_lastAt{};
};

} // namespace keystead::service
