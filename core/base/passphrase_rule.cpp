// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/passphrase_rule.h"

#include <algorithm>

namespace keystead::base {

bool longEnough(const Secret& passphrase)
{
    const std::string_view text = passphrase.exposeText();
    const auto beginsCharacter = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; };
    return std::count_if(text.begin(), text.end(), beginsCharacter) >= shortestPassphrase;
}

} // namespace keystead::base
