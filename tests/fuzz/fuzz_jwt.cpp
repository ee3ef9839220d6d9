// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/jose.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

using namespace keystead;
using crypto::SignatureAlgorithm;

// Up to the first line feed a token, behind it a JWK set.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    static constexpr std::array all{SignatureAlgorithm::RS256, SignatureAlgorithm::ES256, SignatureAlgorithm::EdDSA,
                                    SignatureAlgorithm::PS256};
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    const std::size_t feed = text.find('\n');
    const auto keys = crypto::JwkSet::parse(feed == std::string_view::npos ? R"({"keys":[]})" : text.substr(feed + 1));
    static_cast<void>(crypto::verifyJwt(text.substr(0, feed), keys ? *keys : crypto::JwkSet{}, all));
    return 0;
}
