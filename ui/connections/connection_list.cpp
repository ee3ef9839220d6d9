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

ConnectionList::ConnectionList(const AppContext& context, ConnectionModel& model, ConnectionFilter& filter,
                               QWidget* parent)
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
    connect(this, &QWidget::customContextMenuRequested, this,
            [this](const QPoint& at) { Q_EMIT menuRequested(viewport()->mapToGlobal(at)); });
    connect(&filter, &QAbstractItemModel::rowsInserted, this, [this] { m_fit.start(0); });
    connect(&filter, &QAbstractItemModel::rowsRemoved, this, [this] { m_fit.start(0); });
    connect(&filter, &QAbstractItemModel::modelReset, this, [this] { m_fit.start(0); });
    connect(&filter, &QAbstractItemModel::dataChanged, this, [this] { m_fit.start(0); });
    m_fit.setSingleShot(true);
    connect(&m_fit, &QTimer::timeout, this, &ConnectionList::fitColumns);
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

// What the words of a column need, from its header and the first rows.
int ConnectionList::neededWidth(int column) const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QFontMetrics strong(bold);
    int width = strong.horizontalAdvance(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) + 8;
    const QFontMetrics& metrics = column == ConnectionModel::Name ? strong : fontMetrics();
    for (int row = 0; row < std::min(100, m_filter.rowCount()); ++row)
        width = std::max(width, metrics.horizontalAdvance(m_filter.index(row, column).data().toString()));
    const int icon = column == ConnectionModel::Name ? 38 : column == ConnectionModel::State ? 22 : 0;
    return width + icon + 20;
}

// State and times get what they need; name, account and provider share the rest, the name first.
void ConnectionList::fitColumns()
{
    int room = viewport()->width();
    for (const int column : {ConnectionModel::State, ConnectionModel::Expires, ConnectionModel::LastUsed}) {
        if (isColumnHidden(column))
            continue;
        const int width = neededWidth(column);
        setColumnWidth(column, width);
        room -= width;
    }
    const int least = horizontalHeader()->minimumSectionSize();
    const int name = std::min(neededWidth(ConnectionModel::Name), std::max(120, room * 46 / 100));
    int rest = std::max(2 * least, room - name);
    if (!isColumnHidden(ConnectionModel::Provider)) {
        const int provider = std::max(least, std::min(neededWidth(ConnectionModel::Provider), rest * 45 / 100));
        setColumnWidth(ConnectionModel::Provider, provider);
        rest -= provider;
    }
    if (!isColumnHidden(ConnectionModel::Account)) {
        const int account = std::max(least, std::min(neededWidth(ConnectionModel::Account), rest));
        setColumnWidth(ConnectionModel::Account, account);
        rest -= account;
    }
    setColumnWidth(ConnectionModel::Name, name + std::max(0, rest));
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
