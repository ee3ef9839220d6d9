// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Takes secrets out of a stream of bytes, wherever its chunks are cut: as they are, in base64 and base64url (alone or
// inside a longer text), and percent-encoded. A secret of several lines is looked for line by line. It cannot see what
// a program reverses, splits or compresses: masking keeps secrets out of logs, it does not hold a hostile program.
// Pure.
#include "core/base/secret.h"

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace keystead::cli {

class OutputMask
{
public:
    static constexpr std::string_view mask = "********";
    // Shorter ones would tear ordinary text apart; they stay readable.
    static constexpr std::size_t shortest = 4;

    void add(const base::Secret& secret);
    // The same secrets for another stream, nothing of this one's.
    OutputMask clone() const;
    // What may be shown of everything so far. The end is kept back as long as it could be the beginning of a secret.
    std::string feed(std::string_view chunk);
    // The rest.
    std::string finish();

private:
    void addPattern(std::string_view text);
    void addBase64(std::string_view text);
    std::string scan(bool last);
    // Length of the longest secret at the head of `text`; `open`: a longer one may still come of it.
    std::size_t matchAt(std::string_view text, bool& open) const;

    std::vector<base::Secret> m_patterns;
    std::array<bool, 256> m_first{};
    std::string m_waiting;
};

} // namespace keystead::cli
