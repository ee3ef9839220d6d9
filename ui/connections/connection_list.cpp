// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/connections/connection_list.h"

#include "ui/app_context.h"
#include "ui/connections/catalog.h"
#include "ui/connections/connection_delegate.h"
#include "ui/connections/connection_filter.h"
#include "ui/connections/connection_model.h"
#include "ui/theme/metrics.h"
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

// What its header needs: the least that a column can do with.
int ConnectionList::headWidth(int column) const
{
    QFont bold = font();
    bold.setWeight(QFont::DemiBold);
    const QString words = m_model.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    const bool first = horizontalHeader()->visualIndex(column) == 0;
    return QFontMetrics(bold).horizontalAdvance(words) + 14 + (first ? pageMargin : cellMargin) + 10;
}

// What the words of a column need, from its header and, where they are free, from the rows.
int ConnectionList::neededWidth(int column) const
{
    const int icon = column == ConnectionModel::Name ? 34 : column == ConnectionModel::State ? 22 : 0;
    const bool first = horizontalHeader()->visualIndex(column) == 0;
    return std::max(headWidth(column), widthOfWords(column) + icon + (first ? pageMargin : cellMargin) + 10);
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

// State and times get what their longest words need. Name, account and provider share the rest: none is cut while
// another has room. Where there is too little, the account gives first, since it is shortened in the middle. What is
// left over goes to the name.
void ConnectionList::fitColumns()
{
    if (m_needed.empty()) {
        for (int column = 0; column < ConnectionModel::ColumnCount; ++column)
            m_needed[column] = neededWidth(column);
    }
    int room = viewport()->width();
    for (const int column : {ConnectionModel::State, ConnectionModel::Expires, ConnectionModel::LastUsed}) {
        if (isColumnHidden(column))
            continue;
        setColumnWidth(column, m_needed[column]);
        room -= m_needed[column];
    }
    std::vector<Want> wants;
    int spare = room;
    for (const int column : {ConnectionModel::Name, ConnectionModel::Account, ConnectionModel::Provider}) {
        if (isColumnHidden(column))
            continue;
        const int needed = m_needed[column];
        wants.push_back({column, needed, column == ConnectionModel::Name ? std::min(needed, 140) : headWidth(column)});
        spare -= needed;
    }
    const auto account = std::find_if(wants.begin(), wants.end(),
                                      [](const Want& want) { return want.column == ConnectionModel::Account; });
    if (account != wants.end()) {
        const int letter = fontMetrics().averageCharWidth();
        if (spare < 0)
            account->needed -= std::clamp(account->needed - letter * 17, 0, -spare);
        else // it is often learned only later, by the sign-in: room for an address is kept where there is any
            account->needed += std::min(spare, std::max(0, letter * 26 - account->needed));
    }
    share(wants, room);
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
