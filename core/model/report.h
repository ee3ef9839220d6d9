// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Values that a test of a connection, a verification and a report give back.
#include "core/base/clock.h"
#include "core/base/result.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace keystead::model {

struct RateLimitState
{
    std::optional<std::int64_t> limit;
    std::optional<std::int64_t> remaining;
    std::optional<base::WallTime> resetsAt;
    bool operator==(const RateLimitState&) const = default;
};

// The answer to "does this connection work?". `error` is empty where it does.
struct TestReport
{
    enum class Verdict { Works, WrongCredential, MissingScopes, NetworkFault, TlsFault, ProviderFault, NotTestable };
    Verdict verdict = Verdict::Works;
    std::optional<base::Error> error;
    std::string account;
    std::vector<std::string> scopesGranted;
    std::vector<std::string> scopesMissing;
    std::chrono::milliseconds took{0};
    std::optional<RateLimitState> rateLimit;
    int httpStatus = 0;
    base::WallTime testedAt{};
};
std::string_view toText(TestReport::Verdict verdict);

// What audit verification found. `ok` is false as soon as one finding stands.
struct ChainReport
{
    struct Finding
    {
        enum class Kind { Edited, Removed, Reordered, Inserted, BadSignature, Truncated, RolledBack, Damaged };
        Kind kind = Kind::Edited;
        std::int64_t sequence = 0; // the first record concerned
        std::string detail;
    };
    bool ok = true;
    std::int64_t records = 0;
    std::int64_t firstSequence = 0;
    std::int64_t lastSequence = 0;
    std::string headHash;
    std::string publicKey; // base64 Ed25519
    std::optional<Finding> finding;
};
std::string_view toText(ChainReport::Finding::Kind kind);

} // namespace keystead::model
