// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/kdf_calibration.h"

#include "core/crypto/random.h"

#include <algorithm>
#include <cmath>
#include <thread>
#include <unistd.h>

namespace keystead::crypto {

namespace {

using std::chrono::milliseconds;

constexpr std::uint32_t memoryStep = 32 * 1024;
constexpr int rounds = 4;
constexpr milliseconds shortRun{400};

// An eighth of what the machine has.
std::uint32_t memoryBound(const KdfBounds& bounds)
{
    const long pages = ::sysconf(_SC_PHYS_PAGES);
    const long pageSize = ::sysconf(_SC_PAGESIZE);
    if (pages <= 0 || pageSize <= 0)
        return minArgon2.memoryKiB;
    const auto eighth = static_cast<std::uint64_t>(pages) * static_cast<std::uint64_t>(pageSize) / 1024 / 8;
    const auto bound = static_cast<std::uint32_t>(std::min<std::uint64_t>(eighth, bounds.maxMemoryKiB));
    return std::max(minArgon2.memoryKiB, bound / memoryStep * memoryStep);
}

std::uint32_t scaled(std::uint32_t value, milliseconds wanted, milliseconds took)
{
    const double factor = static_cast<double>(wanted.count()) / static_cast<double>(std::max<long>(took.count(), 1));
    return static_cast<std::uint32_t>(std::clamp(std::floor(value * factor), 1.0, 4e9));
}

} // namespace

base::Result<milliseconds> measureArgon2(const Argon2Params& params)
{
    const base::Secret passphrase = randomSecret(16);
    const base::Bytes salt = randomBytes(32);
    milliseconds best = milliseconds::max();
    // The best of some: what else the machine does must not make the parameters weaker.
    for (int run = 0; run < (best < shortRun ? 4 : 2); ++run) {
        const auto begin = std::chrono::steady_clock::now();
        KS_TRY(argon2id(passphrase, salt, params));
        best = std::min(best, std::chrono::ceil<milliseconds>(std::chrono::steady_clock::now() - begin));
    }
    return best;
}

base::Result<KdfCalibration> calibrateArgon2(const KdfBounds& bounds, const KdfMeasure& measure)
{
    KdfCalibration best;
    best.params = minArgon2;
    best.params.lanes = std::clamp(std::thread::hardware_concurrency(), 1U, 4U);
    KS_ASSIGN(best.measured, measure(best.params));
    const std::uint32_t most = memoryBound(bounds);
    best.params.memoryKiB = std::clamp(
        scaled(minArgon2.memoryKiB, bounds.wanted, best.measured) / memoryStep * memoryStep, minArgon2.memoryKiB, most);
    for (int round = 0; round < rounds; ++round) {
        KS_ASSIGN(best.measured, measure(best.params));
        if (best.measured >= bounds.low && best.measured <= bounds.high)
            break;
        // What one pass costs is known now.
        const Argon2Params before = best.params;
        best.params.passes =
            std::clamp(scaled(before.passes, bounds.wanted, best.measured), minArgon2.passes, maxArgon2.passes);
        if (best.measured > bounds.high && best.params.passes == before.passes)
            best.params.memoryKiB = std::max(minArgon2.memoryKiB, before.memoryKiB / 2 / memoryStep * memoryStep);
        if (best.params == before)
            break;
    }
    return best;
}

} // namespace keystead::crypto
