// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_table.h"

#include "ui/theme/colors.h"
#include "ui/theme/metrics.h"

#include <algorithm>
#include <QHeaderView>
#include <QMouseEvent>
#include <QPainter>
#include <QSettings>

namespace keystead::ui {

RowTable::RowTable(QSettings& store, QString key, QWidget* parent)
    : QTableView(parent), m_store(store), m_key(std::move(key))
{
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setMouseTracking(true);
    setWordWrap(false);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    horizontalHeader()->setHighlightSections(false);
    m_fit.setSingleShot(true);
    connect(&m_fit, &QTimer::timeout, this, &RowTable::fit);
    connect(horizontalHeader(), &QHeaderView::sectionResized, this, [this] {
        if (m_quiet)
            return;
        m_chosen = true;
        saveState();
    });
}

void RowTable::fitLater()
{
    m_fit.start(0);
}

void RowTable::forgetWidths()
{
    m_chosen = false;
    fit();
    saveState();
}

void RowTable::fit()
{
    if (!model() || viewport()->width() <= 0)
        return;
    quietly([this] {
        if (!m_chosen) {
            fitColumns();
            return;
        }
        const int elastic = elasticColumn();
        if (elastic < 0)
            return;
        int others = 0;
        for (int column = 0; column < model()->columnCount(); ++column)
            others += column == elastic ? 0 : columnWidth(column);
        setColumnWidth(elastic, std::max(horizontalHeader()->minimumSectionSize(), viewport()->width() - others));
    });
}

void RowTable::saveState() const
{
    m_store.setValue(m_key + QStringLiteral("/header"), horizontalHeader()->saveState());
    m_store.setValue(m_key + QStringLiteral("/widths-chosen"), m_chosen);
}

void RowTable::restoreState()
{
    quietly([this] {
        const QByteArray state = m_store.value(m_key + QStringLiteral("/header")).toByteArray();
        if (state.isEmpty() || !horizontalHeader()->restoreState(state))
            return;
        m_chosen = m_store.value(m_key + QStringLiteral("/widths-chosen")).toBool();
        if (isSortingEnabled())
            sortByColumn(horizontalHeader()->sortIndicatorSection(), horizontalHeader()->sortIndicatorOrder());
    });
}

QItemSelectionModel::SelectionFlags RowTable::selectionCommand(const QModelIndex& index, const QEvent* event) const
{
    return index.isValid() ? QTableView::selectionCommand(index, event) : QItemSelectionModel::NoUpdate;
}

bool RowTable::viewportEvent(QEvent* event)
{
    switch (event->type()) {
    case QEvent::MouseMove:
    case QEvent::HoverMove:
    case QEvent::HoverEnter:
        hover(rowAt(static_cast<QSinglePointEvent*>(event)->position().toPoint().y()));
        break;
    case QEvent::Leave:
    case QEvent::HoverLeave:
    case QEvent::Hide:
        hover(-1);
        break;
    default:
        break;
    }
    return QTableView::viewportEvent(event);
}

// What is selected stays in sight when something takes room from the table.
void RowTable::resizeEvent(QResizeEvent* event)
{
    const QModelIndex current = currentIndex();
    const bool seen = current.isValid() && event->oldSize().isValid() &&
                      QRect(QPoint(), event->oldSize()).intersects(visualRect(current));
    QTableView::resizeEvent(event);
    fit();
    if (seen)
        scrollTo(current.siblingAtColumn(horizontalHeader()->logicalIndex(0)));
}

QRect RowTable::paintGround(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index,
                            const Colors& colors)
{
    const auto* table = qobject_cast<const RowTable*>(option.widget);
    const bool selected = option.state.testFlag(QStyle::State_Selected);
    const bool hovered = table && table->hoveredRow() == index.row();
    const QRect& cell = option.rect;
    painter->fillRect(cell, selected ? colors.accentSoft : hovered ? colors.hover : colors.surface);
    painter->fillRect(QRect(cell.left(), cell.bottom(), cell.width(), 1), colors.border);
    const QHeaderView* header = table ? table->horizontalHeader() : nullptr;
    const bool first = header && header->visualIndex(index.column()) == 0;
    if (selected && first)
        painter->fillRect(QRect(cell.left(), cell.top(), 4, cell.height() - 1), colors.accent);
    if (selected && table && table->hasFocus()) {
        painter->fillRect(QRect(cell.left(), cell.top(), cell.width(), 2), colors.accent);
        painter->fillRect(QRect(cell.left(), cell.bottom() - 1, cell.width(), 2), colors.accent);
        if (cell.right() >= table->viewport()->width() - 2 ||
            header->visualIndex(index.column()) == header->count() - header->hiddenSectionCount() - 1)
            painter->fillRect(QRect(cell.right() - 1, cell.top(), 2, cell.height()), colors.accent);
    }
    return cell.adjusted(first ? pageMargin : cellMargin, 0, -8, -1);
}

void RowTable::share(const std::vector<Want>& wants, int room)
{
    int needed = 0;
    int spare = 0;
    for (const Want& want : wants) {
        needed += want.needed;
        spare += std::max(0, want.needed - want.least);
    }
    const int lack = std::max(0, needed - room);
    int used = 0;
    for (auto want = wants.rbegin(); want != wants.rend(); ++want) {
        const int above = std::max(0, want->needed - want->least);
        const int width = want->needed - (spare > 0 ? std::min(above, lack * above / spare) : 0);
        const bool first = want == std::prev(wants.rend());
        setColumnWidth(want->column, first ? std::max(want->least, room - used) : width);
        used += width;
    }
}

void RowTable::scrollContentsBy(int dx, int dy)
{
    QTableView::scrollContentsBy(dx, dy);
    const QPoint at = viewport()->mapFromGlobal(QCursor::pos());
    hover(m_hovered >= 0 && viewport()->rect().contains(at) ? rowAt(at.y()) : -1);
}

void RowTable::hover(int row)
{
    if (row == m_hovered)
        return;
    const int before = std::exchange(m_hovered, row);
    for (const int each : {before, row}) {
        if (each >= 0)
            viewport()->update(0, rowViewportPosition(each), viewport()->width(), rowHeight(each));
    }
}

} // namespace keystead::ui
