// SPDX-License-Identifier: GPL-3.0-or-later
// Uses OpenSSL and leaves, as the programs do ("prepared") or without preparing; says so when OpenSSL cleans up.
#include "app/common/composition_root.h"
#include "core/crypto/random.h"

#include <cstdio>
#include <cstring>
#include <openssl/crypto.h>

int main(int argc, char** argv)
{
    if (argc > 1 && std::strcmp(argv[1], "prepared") == 0 && !keystead::app::prepareProcess())
        return 1;
    if (keystead::crypto::randomBytes(8).size() != 8)
        return 1;
    return OPENSSL_atexit([] { std::puts("cleaned up"); }) == 1 ? 0 : 1;
}
