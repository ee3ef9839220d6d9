// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/row_table.h"

#include <algorithm>
#include <QHeaderView>
#include <QMouseEvent>
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

void RowTable::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fit();
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
