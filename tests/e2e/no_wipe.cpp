// SPDX-License-Identifier: GPL-3.0-or-later
// For tests: in a program that links this every wiping does nothing, so that the memory scan can be shown to find what
// is left. Never part of a program that is installed.
#include <cstddef>

extern "C" {
void explicit_bzero(void*, std::size_t) noexcept {}
void __explicit_bzero_chk(void*, std::size_t, std::size_t) noexcept {} // NOLINT(bugprone-reserved-identifier)
}
