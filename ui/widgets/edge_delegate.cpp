// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/edge_delegate.h"

#include "ui/theme/metrics.h"

#include <QHeaderView>
#include <QStyle>
#include <QTableView>

namespace keystead::ui {

namespace {

// How far the words of this cell stand further in: 0 but for the column that is shown first.
int further(const QStyleOptionViewItem& option, const QModelIndex& index)
{
    const auto* table = qobject_cast<const QTableView*>(option.widget);
    if (!table || table->horizontalHeader()->visualIndex(index.column()) != 0)
        return 0;
    const int usual = 8 + table->style()->pixelMetric(QStyle::PM_FocusFrameHMargin, nullptr, table) + 1; // style sheet
    return pageMargin - usual;
}

} // namespace

void EdgeDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    QStyleOptionViewItem shifted = option;
    if (const int by = further(option, index); by > 0) {
        initStyleOption(&shifted, index);
        option.widget->style()->drawPrimitive(QStyle::PE_PanelItemViewItem, &shifted, painter, option.widget);
        shifted = option;
        shifted.rect.setLeft(option.rect.left() + by);
    }
    QStyledItemDelegate::paint(painter, shifted, index);
}

bool EdgeDelegate::editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                               const QModelIndex& index)
{
    QStyleOptionViewItem shifted = option;
    shifted.rect.setLeft(option.rect.left() + further(option, index));
    return QStyledItemDelegate::editorEvent(event, model, shifted, index);
}

} // namespace keystead::ui
