// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_list.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/connections/connection_delegate.h"
#include "ui/connections/connection_filter.h"
#include "ui/connections/connection_model.h"
#include "ui/theme/theme.h"

#include <algorithm>
#include <QHeaderView>
#include <QMenu>

namespace keystead::ui {

ConnectionList::ConnectionList(const AppContext& context, ConnectionModel& model, ConnectionFilter& filter,
                               QWidget* parent)
    : RowTable(context.store, QStringLiteral("connections"), parent), m_context(context), m_model(model),
      m_filter(filter)
{
    setAccessibleName(tr("Connections"));
    setModel(&filter);
    setItemDelegate(new ConnectionDelegate(context, this));
    setSortingEnabled(true);
    setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    setContextMenuPolicy(Qt::CustomContextMenu);
    verticalHeader()->setDefaultSectionSize(std::max(40, fontMetrics().height() + 22));
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
    // Only what comes and goes may move the dividers, never a value that changes or time that passes.
    connect(&model, &QAbstractItemModel::rowsInserted, this, &ConnectionList::measure);
    connect(&model, &QAbstractItemModel::rowsRemoved, this, &ConnectionList::measure);
    connect(&model, &QAbstractItemModel::modelReset, this, &ConnectionList::measure);
    connect(&model.catalog(), &Catalog::changed, this, &ConnectionList::measure);
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

void ConnectionList::measure()
{
    m_needed.clear();
    fitLater();
}

// What the words of a column need, from its header and, where they are free, from the rows.
int ConnectionList::neededWidth(int column) const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const int head =
        QFontMetrics(bold).horizontalAdvance(m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString()) +
        14;
    const int icon = column == ConnectionModel::Name ? 38 : column == ConnectionModel::State ? 22 : 0;
    return std::max(head, widthOfWords(column)) + icon + 20;
}

int ConnectionList::widthOfWords(int column) const
{
    QFont used = font();
    if (column == ConnectionModel::Name)
        used.setWeight(QFont::DemiBold);
    const QFontMetrics metrics(used);
    int width = 0;
    const auto measure = [&](const QString& text) { width = std::max(width, metrics.horizontalAdvance(text)); };
    if (const QStringList closed = m_model.possibleTexts(column); !closed.isEmpty()) {
        for (const QString& text : closed)
            measure(text);
        return width;
    }
    for (int row = 0; row < std::min(200, m_model.rowCount()); ++row)
        measure(m_model.index(row, column).data().toString());
    return width;
}

// State and times get what their longest words need. Of the rest the name comes first, then the provider; the account
// is shortened in the middle where it must be, and what is left over goes to the name.
void ConnectionList::fitColumns()
{
    if (m_needed.empty()) {
        for (int column = 0; column < ConnectionModel::ColumnCount; ++column)
            m_needed[column] = neededWidth(column);
    }
    const int least = horizontalHeader()->minimumSectionSize();
    int room = viewport()->width();
    for (const int column : {ConnectionModel::State, ConnectionModel::Expires, ConnectionModel::LastUsed}) {
        if (isColumnHidden(column))
            continue;
        const int width = m_needed[column];
        setColumnWidth(column, width);
        room -= width;
    }
    const int name = std::clamp(m_needed[ConnectionModel::Name], 140, std::max(140, room * 46 / 100));
    const int account = isColumnHidden(ConnectionModel::Account) ? 0 : std::min(m_needed[ConnectionModel::Account], 88);
    int rest = std::max(least + account, room - name);
    if (!isColumnHidden(ConnectionModel::Provider)) {
        const int provider = std::clamp(m_needed[ConnectionModel::Provider], least, std::max(least, rest - account));
        setColumnWidth(ConnectionModel::Provider, provider);
        rest -= provider;
    }
    if (!isColumnHidden(ConnectionModel::Account)) {
        // It is often learned only later, by the sign-in: room for an address is kept where there is any.
        const int usual = fontMetrics().averageCharWidth() * 26;
        const int given = std::clamp(std::max(m_needed[ConnectionModel::Account], usual), least, std::max(least, rest));
        setColumnWidth(ConnectionModel::Account, given);
        rest -= given;
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
            quietly([&] { setColumnHidden(column, !on); });
            fitLater();
        });
    }
    menu->addSeparator();
    QAction* again = menu->addAction(tr("Fit the columns to the window"));
    again->setEnabled(widthsAreChosen());
    connect(again, &QAction::triggered, this, &RowTable::forgetWidths);
    menu->popup(horizontalHeader()->mapToGlobal(position));
}

} // namespace keystead::ui
