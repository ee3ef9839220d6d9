// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/theme/colors.h"

#include <algorithm>
#include <cmath>

namespace keystead::ui {

const Colors& lightColors()
{
    static const Colors colors{.window = QColor(0xf5, 0xf7, 0xf7),
                               .surface = QColor(0xff, 0xff, 0xff),
                               .raised = QColor(0xff, 0xff, 0xff),
                               .dialog = QColor(0xff, 0xff, 0xff),
                               .sidebar = QColor(0xea, 0xef, 0xee),
                               .hover = QColor(0xf0, 0xf4, 0xf3),
                               .border = QColor(0xd9, 0xe0, 0xdf),
                               .borderStrong = QColor(0x81, 0x91, 0x8e),
                               .text = QColor(0x13, 0x1f, 0x1e),
                               .muted = QColor(0x4f, 0x5f, 0x5d),
                               .accent = QColor(0x0f, 0x76, 0x6e),
                               .accentHover = QColor(0x0b, 0x5f, 0x59),
                               .accentText = QColor(0xff, 0xff, 0xff),
                               .accentSoft = QColor(0xd8, 0xef, 0xec),
                               .ok = QColor(0x0d, 0x6e, 0x38),
                               .okSoft = QColor(0xe2, 0xf4, 0xe8),
                               .warn = QColor(0x85, 0x4d, 0x00),
                               .warnSoft = QColor(0xfd, 0xf0, 0xd2),
                               .danger = QColor(0xb3, 0x1f, 0x17),
                               .dangerHover = QColor(0x92, 0x18, 0x12),
                               .dangerText = QColor(0xff, 0xff, 0xff),
                               .dangerSoft = QColor(0xfc, 0xe9, 0xe7),
                               .info = QColor(0x1b, 0x56, 0xb8),
                               .infoSoft = QColor(0xe6, 0xee, 0xfc)};
    return colors;
}

const Colors& darkColors()
{
    static const Colors colors{.window = QColor(0x11, 0x17, 0x17),
                               .surface = QColor(0x19, 0x21, 0x20),
                               .raised = QColor(0x20, 0x2a, 0x29),
                               .dialog = QColor(0x25, 0x30, 0x2f),
                               .sidebar = QColor(0x0d, 0x12, 0x12),
                               .hover = QColor(0x23, 0x2e, 0x2d),
                               .border = QColor(0x2e, 0x3a, 0x39),
                               .borderStrong = QColor(0x6d, 0x80, 0x7d),
                               .text = QColor(0xe8, 0xee, 0xed),
                               .muted = QColor(0xa4, 0xb4, 0xb1),
                               .accent = QColor(0x2d, 0xd4, 0xbf),
                               .accentHover = QColor(0x5e, 0xea, 0xd4),
                               .accentText = QColor(0x03, 0x22, 0x1f),
                               .accentSoft = QColor(0x12, 0x3b, 0x37),
                               .ok = QColor(0x62, 0xd9, 0x96),
                               .okSoft = QColor(0x13, 0x35, 0x22),
                               .warn = QColor(0xf7, 0xbf, 0x55),
                               .warnSoft = QColor(0x3a, 0x2c, 0x10),
                               .danger = QColor(0xff, 0x8f, 0x85),
                               .dangerHover = QColor(0xff, 0xae, 0xa6),
                               .dangerText = QColor(0x2d, 0x05, 0x03),
                               .dangerSoft = QColor(0x42, 0x1e, 0x1b),
                               .info = QColor(0x8f, 0xbb, 0xff),
                               .infoSoft = QColor(0x1a, 0x2b, 0x48)};
    return colors;
}

namespace {

double channel(double value)
{
    return value <= 0.03928 ? value / 12.92 : std::pow((value + 0.055) / 1.055, 2.4);
}

double luminance(const QColor& color)
{
    return 0.2126 * channel(color.redF()) + 0.7152 * channel(color.greenF()) + 0.0722 * channel(color.blueF());
}

} // namespace

double contrast(const QColor& a, const QColor& b)
{
    const double la = luminance(a);
    const double lb = luminance(b);
    return (std::max(la, lb) + 0.05) / (std::min(la, lb) + 0.05);
}

} // namespace keystead::ui
