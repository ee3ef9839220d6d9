// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The list of connections: keyboard-driven table that keeps selection, scroll, column widths and sort order.
#include "core/base/ids.h"
#include "ui/widgets/row_table.h"

#include <map>
#include <optional>

namespace keystead::ui {

struct AppContext;
class ConnectionFilter;
class ConnectionModel;

class ConnectionList : public RowTable
{
    Q_OBJECT
public:
    ConnectionList(const AppContext& context, ConnectionModel& model, ConnectionFilter& filter,
                   QWidget* parent = nullptr);
    std::optional<base::ConnectionId> selected() const;
    void select(const base::ConnectionId& id);

Q_SIGNALS:
    void selectionMoved();
    void opened();
    void menuRequested(const QPoint& globalPosition);

protected:
    void fitColumns() override;

private:
    void measure();
    int headWidth(int column) const;
    int neededWidth(int column) const;
    int widthOfWords(int column) const;
    void headerMenu(const QPoint& position);

    const AppContext& m_context;
    ConnectionModel& m_model;
    ConnectionFilter& m_filter;
    std::map<int, int> m_needed; // column widths that the words asked for when rows last came or went
};

} // namespace keystead::ui
