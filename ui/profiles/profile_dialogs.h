// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The small dialogs of profiles: a new one, moving connections into another, the export of all that is stored on one.
#include "core/base/ids.h"
#include "core/model/connection.h"
#include "core/model/profile.h"
#include "core/service/requests.h"

#include <QDialog>
#include <QStringList>
#include <vector>

class QComboBox;
class QLineEdit;
class QListWidget;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class Banner;
class Catalog;
class FormField;
class PaperField;
class ProgressOverlay;

class NewProfileDialog : public QDialog
{
    Q_OBJECT
public:
    NewProfileDialog(const AppContext& context, QWidget* parent);
    FormField* nameField() const { return m_name; }
    QPushButton* createButton() const { return m_create; }

Q_SIGNALS:
    void created(const QString& name);

private:
    void create();
    const AppContext& m_context;
    FormField* m_name;
    QPushButton* m_create;
};

// Moves the ticked ones of `connections` one by one; each is sealed anew under the other profile's key.
class MoveDialog : public QDialog
{
    Q_OBJECT
public:
    MoveDialog(const AppContext& context, const Catalog& catalog, std::vector<model::Connection> connections,
               QWidget* parent);
    QComboBox* target() const { return m_target; }
    QListWidget* list() const { return m_list; }
    QPushButton* moveButton() const { return m_move; }
    Banner* message() const { return m_message; }

Q_SIGNALS:
    void moved(int count, const QString& profile);

private:
    void start();
    void next();
    void finish();
    void enable();
    const AppContext& m_context;
    std::vector<model::Connection> m_connections;
    QComboBox* m_target;
    QListWidget* m_list;
    Banner* m_message;
    QPushButton* m_move;
    ProgressOverlay* m_overlay;
    std::vector<std::size_t> m_queue;
    std::size_t m_at = 0;
    int m_moved = 0;
    bool m_stopped = false;
    QStringList m_problems;
};

class SubjectExportDialog : public QDialog
{
    Q_OBJECT
public:
    SubjectExportDialog(const AppContext& context, const model::Profile& profile, QWidget* parent);
    PaperField* paper() const { return m_paper; }
    QPushButton* exportButton() const { return m_export; }
    Banner* message() const { return m_message; }

private:
    void ask();
    void run(service::Proof proof);
    const AppContext& m_context;
    model::Profile m_profile;
    PaperField* m_paper;
    Banner* m_message;
    QPushButton* m_close;
    QPushButton* m_export;
    ProgressOverlay* m_overlay;
};

} // namespace keystead::ui
