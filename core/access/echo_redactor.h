// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Finds the credential in what a server sends back, also across the borders of pieces, and overwrites it with stars of
// the same length, so that lengths stay true. Nothing is held back but what may be its beginning. Thread: any.
#include "core/base/secret.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::access {

class EchoRedactor
{
public:
    // Shorter ones are not looked for: they would be found by chance.
    static constexpr std::size_t shortest = 6;
    static constexpr std::size_t piece = 64 * 1024;

    explicit EchoRedactor(std::vector<base::Secret> needles);

    // Where the next bytes are to be put.
    std::span<char> room();
    // `size` bytes were put there: what may go on, until the next call of room(). `last`: nothing follows.
    std::string_view take(std::size_t size, bool last);
    // In one go, for a header's value.
    std::string redacted(std::string text) const;
    bool found() const { return m_found; }

private:
    // Overwrites what is whole; gives how many bytes at the end may be the beginning of one.
    std::size_t overwrite(std::span<char> text) const;

    std::vector<base::Secret> m_needles;
    base::Secret m_buffer;
    std::size_t m_held = 0; // at the start of the buffer
    std::size_t m_given = 0;
    mutable bool m_found = false;
};

// The credential in the forms in which a server may repeat it: as it is, percent-encoded, in base64, and with JSON's
// escaped slashes.
std::vector<base::Secret> echoForms(const base::Secret& value);

} // namespace keystead::access
