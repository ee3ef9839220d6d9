// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Draws how often something happened each day as small bars with the whole number beside them. The number alone says
// it too.
#include <cstdint>
#include <QStyledItemDelegate>
#include <vector>

namespace keystead::ui {

struct AppContext;

class SparklineDelegate : public QStyledItemDelegate
{
    Q_OBJECT
public:
    // `daysRole` gives a std::vector<std::int64_t>, oldest first; the display role the number in words.
    SparklineDelegate(const AppContext& context, int daysRole, QObject* parent = nullptr);
    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

    // The days in `bars` groups, oldest first; the last group always ends with the last day.
    static std::vector<std::int64_t> grouped(const std::vector<std::int64_t>& days, int bars);

private:
    const AppContext& m_context;
    int m_role;
};

} // namespace keystead::ui
