// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/tone_delegate.h"

#include "ui/app_context.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"

namespace keystead::ui {

ToneDelegate::ToneDelegate(const AppContext& context, int toneRole, QObject* parent)
    : EdgeDelegate(parent), m_context(context), m_role(toneRole)
{
}

void ToneDelegate::initStyleOption(QStyleOptionViewItem* option, const QModelIndex& index) const
{
    EdgeDelegate::initStyleOption(option, index);
    const QString tone = index.data(m_role).toString();
    if (tone.isEmpty())
        return;
    const QColor color = toneColor(m_context.theme, tone);
    option->font.setWeight(QFont::DemiBold);
    for (const auto role : {QPalette::Text, QPalette::HighlightedText})
        option->palette.setColor(role, color);
}

} // namespace keystead::ui
