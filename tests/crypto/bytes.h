// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Short ways to write vectors down.
#include "core/base/encoding.h"
#include "core/base/secret.h"

#include <cstdlib>
#include <span>
#include <string_view>

namespace keystead::test {

inline base::Bytes hex(std::string_view text)
{
    auto bytes = base::fromHex(text);
    if (!bytes)
        std::abort(); // a typing error in a test
    return *std::move(bytes);
}
inline base::Secret hexSecret(std::string_view text)
{
    return base::Secret::fromBytes(hex(text));
}
inline std::span<const std::uint8_t> raw(std::string_view text)
{
    return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}

} // namespace keystead::test
