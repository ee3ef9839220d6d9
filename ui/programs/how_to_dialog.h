// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// How programs use one connection: texts to copy.
#include "core/model/connection.h"
#include "ui/programs/snippets.h"
#include "ui/widgets/form_dialog.h"

class QListWidget;
class QPlainTextEdit;

namespace keystead::ui {

struct AppContext;
class Catalog;
class ConnectionModel;
class StatePill;

class HowToDialog : public FormDialog
{
    Q_OBJECT
public:
    HowToDialog(const AppContext& context, const ConnectionModel& connections, const model::Connection& connection,
                QWidget* parent);
    QListWidget* list() const { return m_list; }
    QPlainTextEdit* text() const { return m_text; }
    QPushButton* copyButton() const { return m_copy; }
    const std::vector<Snippet>& snippets() const { return m_snippets; }
    void choose(const char* id);

    // NAME where one connection has it, PROFILE/NAME where that tells them apart, else the id.
    static QString referenceTo(const ConnectionModel& connections, const model::Connection& connection);

private:
    void fill(int row);
    void copy();
    const AppContext& m_context;
    std::vector<Snippet> m_snippets;
    QListWidget* m_list;
    QLabel* m_help;
    StatePill* m_sees;
    QPlainTextEdit* m_text;
    QPushButton* m_copy;
};

} // namespace keystead::ui
