// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/openssl_exit.h"

#include <openssl/crypto.h>

namespace keystead::crypto {

base::Status skipCleanupAtExit()
{
    if (OPENSSL_init_crypto(OPENSSL_INIT_NO_ATEXIT, nullptr) != 1)
        return base::fail(base::ErrorCode::CryptoFailure, "OpenSSL does not start");
    return base::ok();
}

} // namespace keystead::crypto
