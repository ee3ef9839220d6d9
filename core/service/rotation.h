// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Replacing keys while the vault is in use: values, and what a use case tells of its progress. What does it:
// rotation_job (one at a time, in order), rotation_profile (a profile's key), rotation_vault (the vault key and with it
// the database file), rotation_recovery (after a crash), rotation_schedule (reminder, automatic, worn keys).
#include "core/base/clock.h"
#include "core/base/ids.h"
#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::service {

// Off: nobody is asked; Reminder: the status and a notification say when a key is older than wanted; Automatic: it is
// replaced then, while the vault is open. A key that is about to be used up (2^31 seals) is replaced in any case.
enum class RotationMode { Off, Reminder, Automatic };
std::string_view toText(RotationMode mode); // off, reminder, automatic
std::optional<RotationMode> rotationModeFromText(std::string_view text);
struct RotationSchedule
{
    RotationMode mode = RotationMode::Reminder;
    int months = 12; // 1 to 120, of 30 days and 10 hours
    bool operator==(const RotationSchedule&) const = default;
};

struct RotateKeys
{
    bool vaultKey = false;
    bool allProfiles = false;
    std::vector<base::ProfileId> profiles; // beside allProfiles: of no effect
    std::string reason = "request";        // vault::key_reason
};

// What a rotation is at, for a progress bar. Told about ten times a second, and at each change of phase.
struct RotationProgress
{
    enum class Phase {
        Idle,      // nothing runs, nothing ran since the vault was opened
        BackingUp, // an automatic backup first
        Copying,   // the database under its new key; pages
        Swapping,  // waits for long reads to end, then puts the copy in place
        Sealing,   // a profile's seals move to the new key; seals
        Done,
        Failed, // `error`; what was begun goes on at the next unlock or request
    };
    Phase phase = Phase::Idle;
    std::string profile; // the profile's name while Sealing
    int step = 0;        // of `steps` keys, from 1
    int steps = 0;
    std::int64_t done = 0;
    std::int64_t total = 0;
    std::uint64_t change = 0; // counts up: for callers that poll
    std::optional<base::Error> error;
    bool running() const { return phase != Phase::Idle && phase != Phase::Done && phase != Phase::Failed; }
};
std::string_view toText(RotationProgress::Phase phase); // idle, backing_up, copying, swapping, sealing, done, failed

struct RotationReport
{
    bool vaultKey = false;
    int profiles = 0;
    std::int64_t seals = 0;
    std::chrono::milliseconds took{0};
};

// How old the keys are, and whether one should be replaced.
struct KeyAge
{
    std::optional<base::ProfileId> profile; // absent: the vault key
    std::string name;
    std::int64_t version = 1;
    base::WallTime createdAt{};
    std::int64_t seals = 0;
    bool due = false;      // older than the schedule wants, or worn
    bool rotating = false; // a rotation was begun and not finished
};
struct KeyOverview
{
    RotationSchedule schedule;
    std::vector<KeyAge> keys; // the vault key first
    bool anyDue() const;
};

} // namespace keystead::service
