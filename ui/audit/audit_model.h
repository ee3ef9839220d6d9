// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Audit records, newest first, fetched page by page as the view scrolls.
#include "core/base/result.h"
#include "core/model/audit_event.h"

#include <QAbstractTableModel>
#include <vector>

namespace keystead::ui {

struct AppContext;
class Catalog;

class AuditModel : public QAbstractTableModel
{
    Q_OBJECT
public:
    enum Column { Time, Action, Connection, Actor, Outcome, Duration, ColumnCount };
    enum Role { IconRole = Qt::UserRole + 1, ToneRole, SequenceRole };
    static constexpr int pageSize = 200;

    explicit AuditModel(const AppContext& context, QObject* parent = nullptr);
    // Starts again with this filter.
    void setFilter(const model::AuditFilter& filter);
    const model::AuditFilter& filter() const { return m_filter; }
    // Takes records newer than the first one in; keeps what is there.
    void refresh();
    void clear();
    const model::AuditRecord* at(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    bool canFetchMore(const QModelIndex& parent) const override;
    void fetchMore(const QModelIndex& parent) override;

Q_SIGNALS:
    void loaded();
    void failed(const keystead::base::Error& error);

private:
    void take(std::vector<model::AuditRecord> records, bool atTop);
    QString textOf(const model::AuditRecord& record, int column) const;

    const AppContext& m_context;
    model::AuditFilter m_filter;
    std::vector<model::AuditRecord> m_rows;
    bool m_more = false;
    bool m_loading = false;
    int m_generation = 0;
};

} // namespace keystead::ui
