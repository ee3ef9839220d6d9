// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The colours of one scheme by meaning. Text and marks have at least 4.5:1 on the surfaces they stand on (tests/ui
// holds it).
#include <QColor>

namespace keystead::ui {

struct Colors
{
    QColor window, surface, raised, dialog, sidebar, hover, border, borderStrong;
    QColor text, muted;
    QColor accent, accentHover, accentText, accentSoft;
    QColor ok, okSoft, warn, warnSoft, danger, dangerHover, dangerText, dangerSoft, info, infoSoft;
};

const Colors& lightColors();
const Colors& darkColors();
// WCAG 2 contrast ratio of two opaque colours, 1 to 21.
double contrast(const QColor& a, const QColor& b);

} // namespace keystead::ui
