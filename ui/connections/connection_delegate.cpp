// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_delegate.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/connections/connection_model.h"
#include "ui/text.h"
#include "ui/theme/icons.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_table.h"

#include <QPainter>
#include <QSortFilterProxyModel>

namespace keystead::ui {

namespace {

const ConnectionModel* sourceOf(const QModelIndex& index, int& row)
{
    QModelIndex source = index;
    while (const auto* proxy = qobject_cast<const QAbstractProxyModel*>(source.model()))
        source = proxy->mapToSource(source);
    row = source.row();
    return qobject_cast<const ConnectionModel*>(source.model());
}

} // namespace

ConnectionDelegate::ConnectionDelegate(const AppContext& context, QObject* parent)
    : QStyledItemDelegate(parent), m_context(context)
{
}

QSize ConnectionDelegate::sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QSize size = QStyledItemDelegate::sizeHint(option, index);
    if (index.column() == ConnectionModel::Name)
        size.rwidth() += 36;
    if (index.column() == ConnectionModel::State)
        size.rwidth() += 22;
    return size;
}

void ConnectionDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& colors = m_context.theme.colors();
    painter->save();
    QRect text = RowTable::paintGround(painter, option, index, colors);
    int row = -1;
    const ConnectionModel* model = sourceOf(index, row);
    const model::Connection* c = model ? model->at(row) : nullptr;
    QFont font = option.font;
    QColor ink = colors.text;
    const qreal ratio = option.widget ? option.widget->devicePixelRatioF() : 1.0;
    if (c && index.column() == ConnectionModel::Name) {
        constexpr int tile = 24;
        const auto pixmap = m_context.icons.providerTile(q(c->providerId), model->catalog().providerIcon(c->providerId),
                                                         model->catalog().providerName(c->providerId), tile, ratio);
        painter->drawPixmap(text.left(), text.center().y() - tile / 2 + 1, pixmap);
        text.setLeft(text.left() + tile + 10);
        font.setWeight(QFont::DemiBold);
    } else if (c && index.column() == ConnectionModel::State) {
        const StateLook look = lookOf(c->state);
        ink = toneColor(m_context.theme, look.tone);
        painter->drawPixmap(text.left(), text.center().y() - 7, m_context.icons.pixmap(look.icon, ink, 16, ratio));
        text.setLeft(text.left() + 22);
    } else if (c && index.column() == ConnectionModel::Expires && c->expiresAt && *c->expiresAt <= model->now() &&
               hasLiveToken(c->state)) {
        ink = colors.warn;
    } else {
        ink = colors.muted;
    }
    painter->setFont(font);
    painter->setPen(ink);
    painter->drawText(text, Qt::AlignVCenter | Qt::AlignLeft | Qt::TextSingleLine,
                      QFontMetrics(font).elidedText(
                          index.data().toString(),
                          index.column() == ConnectionModel::Account ? Qt::ElideMiddle : Qt::ElideRight, text.width()));
    painter->restore();
}

} // namespace keystead::ui
