// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/backup/rolling.h"

#include <algorithm>
#include <functional>
#include <map>
#include <numeric>
#include <set>

namespace keystead::backup {

namespace {

constexpr std::size_t keptDays = 7;
constexpr std::size_t keptWeeks = 4;
constexpr std::size_t keptMonths = 12;
constexpr std::size_t keptEvents = 3;
constexpr std::string_view prefix = "auto-";
constexpr std::string_view suffix = ".db";
constexpr std::size_t stampSize = 16;

constexpr Reason reasons[] = {Reason::Daily, Reason::Migration, Reason::Rotation, Reason::Restore, Reason::Erasure};

std::int64_t dayOf(base::WallTime time)
{
    return std::chrono::floor<std::chrono::days>(time).time_since_epoch().count();
}

// 1970-01-01 was a Thursday: three days later a week began.
std::int64_t weekOf(base::WallTime time)
{
    const std::int64_t sinceMonday = dayOf(time) + 3;
    return (sinceMonday >= 0 ? sinceMonday : sinceMonday - 6) / 7;
}

std::int64_t monthOf(base::WallTime time)
{
    const std::chrono::year_month_day date{std::chrono::floor<std::chrono::days>(time)};
    return std::int64_t{int{date.year()}} * 12 + unsigned{date.month()};
}

// `newestFirst` holds indexes. The first of each period is its newest.
void keepPeriods(const std::vector<Rolling>& backups, const std::vector<std::size_t>& newestFirst,
                 const std::function<std::int64_t(base::WallTime)>& periodOf, std::size_t periods,
                 std::set<std::size_t>& kept)
{
    std::set<std::int64_t> seen;
    for (const std::size_t index : newestFirst) {
        const std::int64_t period = periodOf(backups[index].madeAt);
        if (seen.contains(period))
            continue;
        if (seen.size() == periods)
            return;
        seen.insert(period);
        kept.insert(index);
    }
}

} // namespace

std::string_view toText(Reason reason)
{
    switch (reason) {
    case Reason::Daily:
        return "daily";
    case Reason::Migration:
        return "migration";
    case Reason::Rotation:
        return "rotation";
    case Reason::Restore:
        return "restore";
    case Reason::Erasure:
        break;
    }
    return "erasure";
}

std::optional<Reason> reasonFromText(std::string_view text)
{
    for (const Reason reason : reasons) {
        if (toText(reason) == text)
            return reason;
    }
    return std::nullopt;
}

std::string stampOf(base::WallTime time)
{
    std::string text = base::toRfc3339(std::chrono::floor<std::chrono::seconds>(time));
    std::erase(text, '-');
    std::erase(text, ':');
    return text;
}

std::string rollingName(const Rolling& backup)
{
    return std::string{prefix} + stampOf(backup.madeAt) + "-" + std::string{toText(backup.reason)} +
           std::string{suffix};
}

std::optional<Rolling> rollingFromName(std::string_view name)
{
    if (name.size() < prefix.size() + stampSize + 1 + suffix.size() || !name.starts_with(prefix) ||
        !name.ends_with(suffix))
        return std::nullopt;
    const std::string_view stamp = name.substr(prefix.size(), stampSize);
    const auto part = [&](std::size_t from, std::size_t size) { return std::string{stamp.substr(from, size)}; };
    const auto time =
        base::fromRfc3339(part(0, 4) + "-" + part(4, 2) + "-" + part(6, 5) + ":" + part(11, 2) + ":" + part(13, 3));
    const std::size_t at = prefix.size() + stampSize + 1;
    const auto reason = reasonFromText(name.substr(at, name.size() - at - suffix.size()));
    if (!time || !reason)
        return std::nullopt;
    const Rolling backup{*time, *reason};
    return rollingName(backup) == name ? std::optional{backup} : std::nullopt;
}

std::vector<std::size_t> toPrune(const std::vector<Rolling>& backups)
{
    std::vector<std::size_t> newestFirst(backups.size());
    std::iota(newestFirst.begin(), newestFirst.end(), std::size_t{0});
    std::stable_sort(newestFirst.begin(), newestFirst.end(),
                     [&](std::size_t a, std::size_t b) { return backups[a].madeAt > backups[b].madeAt; });
    std::set<std::size_t> kept;
    keepPeriods(backups, newestFirst, dayOf, keptDays, kept);
    keepPeriods(backups, newestFirst, weekOf, keptWeeks, kept);
    keepPeriods(backups, newestFirst, monthOf, keptMonths, kept);
    std::map<Reason, std::size_t> events;
    for (const std::size_t index : newestFirst) {
        if (backups[index].reason != Reason::Daily && events[backups[index].reason]++ < keptEvents)
            kept.insert(index);
    }
    std::vector<std::size_t> pruned;
    for (std::size_t index = 0; index < backups.size(); ++index) {
        if (!kept.contains(index))
            pruned.push_back(index);
    }
    return pruned;
}

} // namespace keystead::backup
