// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A table of rows whose columns share the room in fixed proportions until the person draws a divider.
#include "ui/widgets/row_table.h"

#include <vector>

namespace keystead::ui {

class ShareTable final : public RowTable
{
    Q_OBJECT
public:
    // One share a column; the last column takes what is left.
    ShareTable(QSettings& store, const QString& key, std::vector<int> shares, QWidget* parent = nullptr);

protected:
    void fitColumns() override;
    int elasticColumn() const override { return static_cast<int>(m_shares.size()) - 1; }

private:
    std::vector<int> m_shares;
};

} // namespace keystead::ui
