// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/sparkline_delegate.h"

#include "ui/app_context.h"
#include "ui/theme/theme.h"
#include "ui/widgets/row_table.h"

#include <algorithm>
#include <QPainter>

namespace keystead::ui {

namespace {

constexpr int barWidth = 3;
constexpr int barStep = 4;
constexpr int numberRoom = 8; // between the bars and the number

} // namespace

SparklineDelegate::SparklineDelegate(const AppContext& context, int daysRole, QObject* parent)
    : QStyledItemDelegate(parent), m_context(context), m_role(daysRole)
{
}

std::vector<std::int64_t> SparklineDelegate::grouped(const std::vector<std::int64_t>& days, int bars)
{
    if (bars <= 0 || days.empty())
        return {};
    const int count = static_cast<int>(days.size());
    const int each = (count + bars - 1) / bars;
    const int groups = (count + each - 1) / each;
    std::vector<std::int64_t> sums(static_cast<std::size_t>(groups), 0);
    for (int day = 0; day < count; ++day) {
        const int group = groups - 1 - (count - 1 - day) / each;
        sums[static_cast<std::size_t>(group)] += days[static_cast<std::size_t>(day)];
    }
    return sums;
}

void SparklineDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const Colors& colors = m_context.theme.colors();
    painter->save();
    const QRect cell = RowTable::paintGround(painter, option, index, colors);
    const QString number = index.data().toString();
    const int wide = option.fontMetrics.horizontalAdvance(QStringLiteral("0000"));
    const int words = std::max(wide, option.fontMetrics.horizontalAdvance(number));
    const QRect numberRect(cell.left(), cell.top(), words, cell.height());
    painter->setFont(option.font);
    painter->setPen(colors.text);
    painter->drawText(numberRect, Qt::AlignVCenter | Qt::AlignRight, number);
    const QRect room(cell.left() + words + numberRoom, cell.top() + 7, cell.width() - words - numberRoom,
                     cell.height() - 14);
    const auto days = index.data(m_role).value<std::vector<std::int64_t>>();
    const std::vector<std::int64_t> bars = grouped(days, room.width() / barStep);
    const std::int64_t most = bars.empty() ? 0 : *std::max_element(bars.begin(), bars.end());
    painter->setPen(Qt::NoPen);
    for (std::size_t each = 0; each < bars.size() && room.height() > 4; ++each) {
        const bool some = bars[each] > 0;
        const int height = some ? std::max(2, static_cast<int>(room.height() * bars[each] / most)) : 1;
        const int left = room.left() + static_cast<int>(each) * barStep;
        painter->fillRect(QRect(left, room.bottom() - height + 1, barWidth, height),
                          some ? colors.accent : colors.borderStrong);
    }
    painter->restore();
}

} // namespace keystead::ui
