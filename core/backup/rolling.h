// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Names of the automatic backups in the vault folder's `backups/`, and which of them are kept: 7 days, 4 weeks, 12
// months, and the last three before each kind of event. Pure.
#include "core/base/clock.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::backup {

// Texts: daily, migration, rotation, restore, erasure.
enum class Reason { Daily, Migration, Rotation, Restore, Erasure };
std::string_view toText(Reason reason);
std::optional<Reason> reasonFromText(std::string_view text);

struct Rolling
{
    base::WallTime madeAt{}; // whole seconds
    Reason reason = Reason::Daily;
    bool operator==(const Rolling&) const = default;
};
// "auto-20261122T070045Z-daily.db", UTC.
std::string rollingName(const Rolling& backup);
// nullopt for any other name.
std::optional<Rolling> rollingFromName(std::string_view name);
// "20261122T070045Z"
std::string stampOf(base::WallTime time);

// Kept: the newest of each of the last 7 days, 4 weeks (Monday to Sunday) and 12 months that have one, all in UTC, and
// the newest three of each reason but daily. It goes by the backups alone, not by today: a clock that jumps prunes
// nothing. Gives the indexes of the others, ascending.
std::vector<std::size_t> toPrune(const std::vector<Rolling>& backups);

} // namespace keystead::backup
