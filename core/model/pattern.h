// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The regular expressions of descriptors (ECMAScript): they say what a plausible value looks like. A descriptor may
// come from a stranger, so a pattern whose matching could take exponential or cubic time is refused before it is
// compiled, and long values are refused before they are matched.
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace keystead::model {

inline constexpr std::size_t maxPatternLength = 200;
inline constexpr std::size_t maxMatchedLength = 1024;

// Empty: usable. Refused: longer than 200 characters, back references, look-ahead, a quantifier on a group that holds a
// quantifier or an alternative, more than two unbounded quantifiers, repetitions above 256, and what does not compile.
std::optional<std::string> patternProblem(std::string_view pattern);
// Whole-value match. False for values beyond 1,024 bytes and for patterns that patternProblem refuses.
bool matchesPattern(std::string_view pattern, std::string_view value);

} // namespace keystead::model
