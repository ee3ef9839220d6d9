// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/keys/key_anchor.h"

#include <charconv>

namespace keystead::keys {

using base::ErrorCode;
using base::fail;

std::string keyAnchorText(const KeyFile& file)
{
    return std::to_string(file.counter()) + " " + base::toHex(file.mac());
}

base::Status compareKeyAnchor(const KeyFile& file, std::string_view remembered)
{
    if (remembered.empty())
        return base::ok();
    std::uint64_t counter = 0;
    const char* const end = remembered.data() + remembered.size();
    const auto [rest, error] = std::from_chars(remembered.data(), end, counter);
    if (error != std::errc{} || rest == end || *rest != ' ')
        return fail(ErrorCode::Damaged, "the database's memory of the key file");
    const std::string counts =
        "change " + std::to_string(file.counter()) + ", the vault remembers change " + std::to_string(counter);
    if (file.counter() < counter)
        return fail(ErrorCode::Tampered, "key file: an older key file was put back: it is of " + counts);
    if (file.counter() == counter && base::toHex(file.mac()) != std::string_view{rest + 1, end})
        return fail(ErrorCode::Tampered, "key file: another one was put in its place: it is of " + counts);
    return base::ok();
}

} // namespace keystead::keys
