// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Notices a program that is denied again and again (SECURITY 40): the fifth time within ten minutes of the first
// counts, and what follows in that time is the same news. Pure.
#include "core/base/clock.h"
#include "core/model/audit_event.h"

#include <chrono>
#include <map>
#include <string>

namespace keystead::service {

class DenialWatch
{
public:
    static constexpr int limit = 5;
    static constexpr std::chrono::milliseconds window{std::chrono::minutes{10}};

    // True where this denial makes it an alert. `asker`: askerKey() (access_text.h). People are not counted.
    bool denied(model::Actor::Kind kind, const std::string& asker, base::SteadyTime now)
    {
        if (kind != model::Actor::Kind::Program)
            return false;
        std::erase_if(m_denials, [now](const auto& entry) { return now - entry.second.since > window; });
        Denials& entry = m_denials[asker];
        if (entry.count++ == 0)
            entry.since = now;
        return entry.count == limit;
    }

private:
    struct Denials
    {
        int count = 0;
        base::SteadyTime since{};
    };
    std::map<std::string, Denials> m_denials;
};

} // namespace keystead::service
