// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What OpenSSL does when the process ends.
#include "core/base/result.h"

namespace keystead::crypto {

// OpenSSL frees everything in an exit handler and takes every other thread for gone. QThread::wait() returns before the
// thread has run its destructors, OpenSSL's own among them, so that both give the same blocks back ("double free or
// corruption" as the last words). After this there is no such handler; the kernel takes the memory. Call it before the
// first use of OpenSSL: later calls are without effect. Errors: CryptoFailure.
base::Status skipCleanupAtExit();

} // namespace keystead::crypto
