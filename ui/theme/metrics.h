// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Distances that pages share, in pixels of the layout.

namespace keystead::ui {

inline constexpr int pageMargin =
    24; // from a page's left and right edge to what stands on it, first table column included
inline constexpr int cellMargin = 10; // left of the words of every other table column

} // namespace keystead::ui
