// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Argon2id parameters that take about as long as wanted on this machine: first memory (what costs an attacker most),
// then passes. Never below 64 MiB and 3 passes, however slow the machine is.
#include "core/base/result.h"
#include "core/crypto/password_kdf.h"

#include <chrono>
#include <functional>

namespace keystead::crypto {

struct KdfBounds
{
    std::chrono::milliseconds low{500};
    std::chrono::milliseconds wanted{900};
    std::chrono::milliseconds high{1500};
    std::uint32_t maxMemoryKiB = 256 * 1024; // an unlock must not push the desktop into swap
};

struct KdfCalibration
{
    Argon2Params params;
    std::chrono::milliseconds measured{0};
};

// How long a derivation with these parameters takes, at best.
using KdfMeasure = std::function<base::Result<std::chrono::milliseconds>(const Argon2Params&)>;
base::Result<std::chrono::milliseconds> measureArgon2(const Argon2Params& params);

// Blocks for some seconds: run it on a worker thread. Outside the bounds only where the machine cannot
// do it: slower with the smallest parameters, or faster with the largest.
base::Result<KdfCalibration> calibrateArgon2(const KdfBounds& bounds = {}, const KdfMeasure& measure = measureArgon2);

} // namespace keystead::crypto
