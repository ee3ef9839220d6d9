// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The list of connections: keyboard-driven table that keeps selection, scroll, column widths and sort order.
#include "core/base/ids.h"

#include <optional>
#include <QTableView>
#include <QTimer>

namespace keystead::ui {

struct AppContext;
class ConnectionFilter;
class ConnectionModel;

class ConnectionList : public QTableView
{
    Q_OBJECT
public:
    ConnectionList(const AppContext& context, ConnectionModel& model, ConnectionFilter& filter,
                   QWidget* parent = nullptr);
    std::optional<base::ConnectionId> selected() const;
    void select(const base::ConnectionId& id);
    void saveState() const;
    void restoreState();

Q_SIGNALS:
    void selectionMoved();
    void opened();
    void menuRequested(const QPoint& globalPosition);

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    void fitColumns();
    int neededWidth(int column) const;
    void headerMenu(const QPoint& position);

    const AppContext& m_context;
    ConnectionModel& m_model;
    ConnectionFilter& m_filter;
    QTimer m_fit;
};

} // namespace keystead::ui
