// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/programs/program_delegate.h"

#include "ui/app_context.h"
#include "ui/programs/program_model.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_table.h"

#include <QPainter>

namespace keystead::ui {

void ProgramDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& colors = m_context.theme.colors();
    painter->save();
    QRect text = RowTable::paintGround(painter, option, index, colors);
    if (const QString icon = index.data(ProgramModel::IconRole).toString(); !icon.isEmpty()) {
        const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
        painter->drawPixmap(text.left(), text.center().y() - 7, m_context.icons.pixmap(icon, colors.muted, 16, ratio));
        text.setLeft(text.left() + 24);
    }
    const QString tone = index.data(ProgramModel::ToneRole).toString();
    const bool main = index.column() <= ProgramModel::Connection;
    QFont font = option.font;
    if (!tone.isEmpty())
        font.setWeight(QFont::DemiBold);
    painter->setFont(font);
    painter->setPen(!tone.isEmpty() ? toneColor(m_context.theme, tone) : main ? colors.text : colors.muted);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(index.data().toString(), Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace keystead::ui
