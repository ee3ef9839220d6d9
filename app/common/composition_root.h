// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Builds everything that the window and the agent share and hands out references: the one place that knows all parts.
#include "core/base/result.h"
#include "core/keys/keychain_store.h"
#include "core/service/core_host.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

namespace keystead::app {

struct CoreOptions
{
    std::filesystem::path vaultFolder;
    bool practice = false;  // a throw-away vault with a keychain of its own in memory and the practice provider
    bool mayPrompt = false; // a person can answer the keychain's dialog
    bool serveSocket = true;
    int inheritedDescriptor = -1; // socket activation
    bool serveAtOnce = true; // else callers wait until Core::serve: nobody hears "locked" from an agent that is about
                             // to open the vault
    std::function<void()> handOver; // called on the core thread when a window asks the agent to leave; empty: refused
};

// Members are destroyed in reverse: the core thread ends before the keychain goes.
struct Core
{
    std::unique_ptr<keys::KeychainStore> keychain;
    std::unique_ptr<service::CoreHost> host;
    base::Status socket;         // why the socket is not served, where it is not
    std::function<void()> serve; // lets waiting callers in; from the application's thread, while this lives
};

// Call on the application's thread, with a QCoreApplication running or about to. Blocks until the core thread stands
// (milliseconds).
base::Result<Core> startCore(CoreOptions options);

// Refuses core dumps and reading by others, and stops where OpenSSL or SQLCipher are not what they should be (SECURITY
// 28, 36). Before the first use of OpenSSL, which from here on frees nothing at exit (crypto/openssl_exit.h).
base::Status prepareProcess();

} // namespace keystead::app
