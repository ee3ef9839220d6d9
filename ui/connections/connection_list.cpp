// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_list.h"

#include "ui/app_context.h"
#include "ui/connections/connection_delegate.h"
#include "ui/connections/connection_filter.h"
#include "ui/connections/connection_model.h"
#include "ui/theme/theme.h"

#include <QHeaderView>
#include <QMenu>
#include <QScrollBar>
#include <QSettings>

namespace keystead::ui {

ConnectionList::ConnectionList(const AppContext& context, ConnectionModel& model, ConnectionFilter& filter, QWidget* parent)
    : QTableView(parent), m_context(context), m_model(model), m_filter(filter)
{
    setAccessibleName(tr("Connections"));
    setModel(&filter);
    setItemDelegate(new ConnectionDelegate(context, this));
    setSelectionBehavior(QAbstractItemView::SelectRows);
    setSelectionMode(QAbstractItemView::SingleSelection);
    setEditTriggers(QAbstractItemView::NoEditTriggers);
    setShowGrid(false);
    setTabKeyNavigation(false);
    setSortingEnabled(true);
    setMouseTracking(true);
    setWordWrap(false);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->hide();
    verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    verticalHeader()->setDefaultSectionSize(std::max(40, fontMetrics().height() + 22));
    horizontalHeader()->setHighlightSections(false);
    horizontalHeader()->setSectionsMovable(true);
    horizontalHeader()->setMinimumSectionSize(56);
    horizontalHeader()->setContextMenuPolicy(Qt::CustomContextMenu);
    sortByColumn(ConnectionModel::Name, Qt::AscendingOrder);
    connect(horizontalHeader(), &QWidget::customContextMenuRequested, this, &ConnectionList::headerMenu);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, [this] { Q_EMIT selectionMoved(); });
    connect(&filter, &QAbstractItemModel::dataChanged, this, [this] { Q_EMIT selectionMoved(); });
    connect(this, &QAbstractItemView::activated, this, [this] { Q_EMIT opened(); });
    connect(this, &QWidget::customContextMenuRequested, this, [this](const QPoint& at) { Q_EMIT menuRequested(viewport()->mapToGlobal(at)); });
    connect(&context.theme, &Theme::changed, this, [this] { viewport()->update(); });
}

std::optional<base::ConnectionId> ConnectionList::selected() const
{
    const QModelIndexList rows = selectionModel()->selectedRows();
    if (rows.isEmpty())
        return std::nullopt;
    const model::Connection* c = m_model.at(m_filter.mapToSource(rows.first()).row());
    return c ? std::optional(c->id) : std::nullopt;
}

void ConnectionList::select(const base::ConnectionId& id)
{
    const int row = m_model.rowOf(id);
    if (row < 0)
        return;
    const QModelIndex index = m_filter.mapFromSource(m_model.index(row, 0));
    if (!index.isValid())
        return;
    setCurrentIndex(index);
    selectRow(index.row());
    scrollTo(index);
}

void ConnectionList::saveState() const
{
    m_context.store.setValue(QStringLiteral("connections/header"), horizontalHeader()->saveState());
}

void ConnectionList::restoreState()
{
    const QByteArray state = m_context.store.value(QStringLiteral("connections/header")).toByteArray();
    if (!state.isEmpty() && horizontalHeader()->restoreState(state))
        sortByColumn(horizontalHeader()->sortIndicatorSection(), horizontalHeader()->sortIndicatorOrder());
}

void ConnectionList::resizeEvent(QResizeEvent* event)
{
    QTableView::resizeEvent(event);
    fitColumns();
}

// The columns share the width by what they usually need; what is left or lacking goes to name and account.
void ConnectionList::fitColumns()
{
    const int em = fontMetrics().horizontalAdvance(QLatin1Char('n'));
    constexpr int wants[] = {24, 20, 14, 20, 13, 15};
    constexpr int least[] = {17, 11, 11, 20, 12, 14};
    int wanted = 0;
    int needed = 0;
    for (int column = 0; column < ConnectionModel::ColumnCount; ++column) {
        if (isColumnHidden(column))
            continue;
        wanted += wants[column];
        needed += least[column];
    }
    const double room = static_cast<double>(viewport()->width()) / std::max(1, em);
    const double share = wanted == needed ? 1.0 : std::clamp((room - needed) / (wanted - needed), 0.0, 1.0);
    int used = 0;
    for (int column = 1; column < ConnectionModel::ColumnCount; ++column) {
        if (isColumnHidden(column))
            continue;
        const int width = static_cast<int>((least[column] + share * (wants[column] - least[column])) * em);
        setColumnWidth(column, width);
        used += width;
    }
    setColumnWidth(0, std::max(least[0] * em, viewport()->width() - used));
}

void ConnectionList::headerMenu(const QPoint& position)
{
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    for (int column = 1; column < ConnectionModel::ColumnCount; ++column) {
        QAction* action = menu->addAction(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString());
        action->setCheckable(true);
        action->setChecked(!isColumnHidden(column));
        connect(action, &QAction::toggled, this, [this, column](bool on) {
            setColumnHidden(column, !on);
            fitColumns();
        });
    }
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

} // namespace keystead::ui
