// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The page of what is handed to a person, A4, in points.
#include "core/transfer/pdf_canvas.h"

namespace keystead::transfer::letter {

constexpr double left = 56;
constexpr double width = PdfCanvas::pageWidth - 2 * left;
constexpr double top = 60;
constexpr double bottom = PdfCanvas::pageHeight - 62;

} // namespace keystead::transfer::letter
