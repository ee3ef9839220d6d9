// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The dry run: what would be created, merged, skipped and passed over, and why; each entry can be left out, and the
// person says what becomes of conflicts. Asks the core for a new plan after each choice.
#include "core/service/import_desk.h"

#include <QTimer>
#include <QWidget>

class QComboBox;
class QLabel;
class QTableView;

namespace keystead::ui {

struct AppContext;
class Banner;
class Catalog;
class PlanFilter;
class PlanModel;

class ReviewPage : public QWidget
{
    Q_OBJECT
public:
    ReviewPage(const AppContext& context, const Catalog& catalog, QWidget* parent = nullptr);
    void setPreview(const service::ImportPreview& preview);
    transfer::ImportChoices choices() const;
    // Something would be done, and the plan on the screen is the one for the choices.
    bool ready() const;
    int toDo() const; // entries that would be created or merged
    void showError(const base::Error& error);
    PlanModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }
    QComboBox* conflictBox() const { return m_conflict; }
    QComboBox* groupBox() const { return m_group; }

Q_SIGNALS:
    void changed();

private:
    void build();
    void plan();
    void tell();
    void tellGroups();

    const AppContext& m_context;
    std::string m_preview;
    PlanModel* m_model;
    PlanFilter* m_filter;
    QLabel* m_counts;
    Banner* m_banner;
    QWidget* m_conflictRow;
    QComboBox* m_conflict;
    QComboBox* m_group;
    QTableView* m_table;
    QTimer m_settle;
    QStringList m_findings;
    bool m_planning = false;
    int m_asked = 0;
};

} // namespace keystead::ui
