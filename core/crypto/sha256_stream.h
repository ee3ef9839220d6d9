// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// SHA-256 (FIPS 180-4) of bytes that come in pieces. Thread: one at a time.
#include "core/crypto/digest.h"

#include <memory>
#include <span>
#include <string_view>

namespace keystead::crypto {

class Sha256Stream
{
public:
    Sha256Stream();
    ~Sha256Stream();
    Sha256Stream(const Sha256Stream&) = delete;
    Sha256Stream& operator=(const Sha256Stream&) = delete;

    void update(std::span<const std::uint8_t> bytes);
    void update(std::string_view text);
    // The digest of everything so far; the stream then starts anew.
    Sha256Digest finish();

private:
    struct Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace keystead::crypto
