// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/share_table.h"

#include "ui/widgets/edge_delegate.h"

#include <algorithm>
#include <numeric>
#include <QHeaderView>

namespace keystead::ui {

ShareTable::ShareTable(QSettings& store, const QString& key, std::vector<int> shares, QWidget* parent)
    : RowTable(store, key, parent), m_shares(std::move(shares))
{
    setItemDelegate(new EdgeDelegate(this));
    verticalHeader()->setDefaultSectionSize(std::max(36, fontMetrics().height() + 18));
    horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
}

void ShareTable::fitColumns()
{
    const int whole = std::max(1, std::accumulate(m_shares.begin(), m_shares.end(), 0));
    int left = viewport()->width();
    const int columns = std::min(static_cast<int>(m_shares.size()), model()->columnCount());
    for (int column = 0; column < columns - 1; ++column) {
        const int width = viewport()->width() * m_shares[static_cast<std::size_t>(column)] / whole;
        setColumnWidth(column, width);
        left -= width;
    }
    setColumnWidth(columns - 1, left);
}

} // namespace keystead::ui
