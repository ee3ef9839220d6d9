// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Draws the cells of the programs page: an icon before the program, what is odd in its colour.
#include <QStyledItemDelegate>

namespace keystead::ui {

struct AppContext;

class ProgramDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    ProgramDelegate(const AppContext& context, QObject* parent = nullptr)
        : QStyledItemDelegate(parent), m_context(context)
    {
    }
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const AppContext& m_context;
};

} // namespace keystead::ui
