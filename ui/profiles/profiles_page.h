// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The profiles of the vault: how much is in each, and what can be done with one as a whole.
#include <QWidget>

class QPushButton;
class QTableView;

namespace keystead::model {
struct Profile;
}

namespace keystead::ui {

struct AppContext;
class Banner;
class Catalog;
class ConnectionModel;
class EraseDialog;
class MoveDialog;
class NewProfileDialog;
class ProfileModel;
class SubjectExportDialog;

class ProfilesPage : public QWidget
{
    Q_OBJECT
public:
    ProfilesPage(const AppContext& context, const Catalog& catalog, const ConnectionModel& connections,
                 QWidget* parent = nullptr);
    void activate();
    void clear();
    ProfileModel* model() const { return m_model; }
    QTableView* table() const { return m_table; }
    Banner* message() const { return m_message; }
    // What the buttons do, for the selected profile; null where none is.
    NewProfileDialog* add();
    MoveDialog* moveConnections();
    SubjectExportDialog* exportAll();
    EraseDialog* erase();

private:
    void build();
    void enable();
    void tell(const QString& title, const QString& text);
    const model::Profile* selected() const;

    const AppContext& m_context;
    const Catalog& m_catalog;
    const ConnectionModel& m_connections;
    ProfileModel* m_model;
    Banner* m_message;
    QTableView* m_table;
    QPushButton* m_move;
    QPushButton* m_export;
    QPushButton* m_erase;
};

} // namespace keystead::ui
