// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Paints a row of the connection list: provider tile beside the name, state as icon and words.
#include <QStyledItemDelegate>

namespace keystead::ui {

struct AppContext;

class ConnectionDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    explicit ConnectionDelegate(const AppContext& context, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const AppContext& m_context;
};

} // namespace keystead::ui
