// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What slots need of this machine: the tokens with a thread of their own, and Argon2id parameters that fit it. Internal
// to this room. Thread: the core thread; the token modules are touched by `worker` alone.
#include "core/keys/tokens.h"
#include "core/service/worker.h"

#include <filesystem>
#include <memory>
#include <optional>

namespace keystead::service {

struct SlotTools
{
    SlotTools(QObject& receiver, std::filesystem::path module)
        : modules(std::make_shared<keys::TokenModules>(std::move(module))), worker(receiver, 1)
    {
    }

    std::shared_ptr<keys::TokenModules> modules;
    std::optional<crypto::Argon2Params> kdf; // calibrated once
    Worker worker;                           // one thread: a session at a time
};

} // namespace keystead::service
