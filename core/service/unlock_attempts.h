// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Wrong passphrases in a row: counted in the side file (so a restart does not help) and in memory (so a side file that
// cannot be written does not help either), and the wait between attempts that follows from them (SECURITY 39).
#include "core/audit/side_file.h"
#include "core/base/clock.h"
#include "core/base/result.h"
#include "core/model/audit_event.h"

namespace keystead::service {

class UnlockAttempts
{
public:
    UnlockAttempts(audit::SideFile& sideFile, const base::Clock& clock) : m_sideFile(sideFile), m_clock(clock) {}
    // RateLimited; detail: whole seconds to wait.
    base::Status check() const;
    // While the vault is locked: into the side file.
    void failedWhileLocked(const model::Actor& actor, const base::Error& error);
    // While it is open (a proof for reveal): the caller writes the audit record.
    void failed();
    void succeeded() { m_inARow = 0; }
    int inARow() const;

private:
    audit::SideFile& m_sideFile;
    const base::Clock& m_clock;
    int m_inARow = 0;
    base::SteadyTime m_lastAt{};
};

} // namespace keystead::service
