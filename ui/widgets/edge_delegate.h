// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Draws the usual cells, those of the first column as far from the edge as its heading and the page's other words.
#include <QStyledItemDelegate>

namespace keystead::ui {

class EdgeDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    using QStyledItemDelegate::QStyledItemDelegate;
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    bool editorEvent(QEvent* event, QAbstractItemModel* model, const QStyleOptionViewItem& option,
                     const QModelIndex& index) override;
};

} // namespace keystead::ui
