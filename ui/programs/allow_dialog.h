// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A right that a person gives by hand: which program, which connection, what, for how long, why. Wants a proof, since
// no program shall be able to give itself one.
#include "core/model/connection.h"
#include "core/model/grant.h"
#include "core/service/access_requests.h"
#include "ui/widgets/form_dialog.h"

#include <map>
#include <vector>

class QCheckBox;
class QComboBox;
class QLineEdit;

namespace keystead::ui {

struct AppContext;
class FileLine;
class InlineError;

class AllowDialog : public FormDialog
{
    Q_OBJECT
public:
    AllowDialog(const AppContext& context, const std::vector<model::Connection>& connections, QWidget* parent);
    void setConnection(const base::ConnectionId& id); // nothing where it is empty
    void setProgram(const QString& path);

    FileLine* program() const { return m_program; }
    QComboBox* connection() const { return m_connection; }
    QCheckBox* requestBox() const { return m_request; }
    QCheckBox* tokenBox() const { return m_token; }
    QCheckBox* readOnlyBox() const { return m_readOnly; }
    QLineEdit* paths() const { return m_paths; }
    QComboBox* term() const { return m_term; }
    QLineEdit* reason() const { return m_reason; }
    InlineError* error() const { return m_error; }
    // What would be asked of the core now.
    service::AddGrant request() const;

Q_SIGNALS:
    void allowed(const keystead::model::Grant& grant);

private:
    void addRights();
    void addLimits();
    void loadFields();
    void showLimits();
    void go();
    bool check();

    const AppContext& m_context;
    std::map<std::string, model::AuthKind> m_kinds; // of connections, by id
    FileLine* m_program;
    QComboBox* m_connection;
    QCheckBox* m_request = nullptr;
    QCheckBox* m_token = nullptr;
    QVBoxLayout* m_fields = nullptr;
    std::map<std::string, QCheckBox*> m_fieldBoxes;
    QWidget* m_limits = nullptr;
    QCheckBox* m_readOnly = nullptr;
    QLineEdit* m_paths = nullptr;
    QComboBox* m_term;
    QLineEdit* m_reason;
    InlineError* m_error;
};

} // namespace keystead::ui
