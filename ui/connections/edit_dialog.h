// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Changes what a connection is called and holds; replaces secrets without ever showing the old ones.
#include "core/model/connection.h"
#include "core/model/validation.h"

#include <map>
#include <QDialog>
#include <string>
#include <vector>

class QLineEdit;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace keystead::ui {

struct AppContext;
class Catalog;
class InlineError;
class SecretInput;
class TagEditor;

class EditDialog : public QDialog
{
    Q_OBJECT
public:
    EditDialog(const AppContext& context, const Catalog& catalog, const model::Connection& connection, QWidget* parent);

Q_SIGNALS:
    void saved(const QString& name);

protected:
    void showEvent(QShowEvent* event) override;

private:
    void addField(QVBoxLayout* column, const std::string& field, const QString& label, QWidget* editor);
    void addSecrets(QVBoxLayout* column);
    void save();
    void show(const std::vector<model::Problem>& problems);

    const AppContext& m_context;
    const Catalog& m_catalog;
    model::Connection m_connection;
    QLineEdit* m_name;
    TagEditor* m_tags;
    TagEditor* m_scopes = nullptr;
    QPlainTextEdit* m_notes;
    std::map<std::string, SecretInput*> m_secrets;
    std::map<std::string, InlineError*> m_errors;
    InlineError* m_general;
    QPushButton* m_save;
};

} // namespace keystead::ui
