// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Last page of the import: what was done, the way back, and what to do about the file that still holds the credentials.
#include "core/service/import_desk.h"
#include "ui/text.h"

#include <QWidget>

class QLabel;
class QPushButton;

namespace keystead::ui {

struct AppContext;
class Banner;

class ResultPage : public QWidget
{
    Q_OBJECT
public:
    explicit ResultPage(const AppContext& context, QWidget* parent = nullptr);
    void setRun(const transfer::ImportRun& run, int passedOver);
    // What came of an action on it.
    void showDone(const QString& title, const QString& text);
    void showProblem(const Sentence& problem);
    QPushButton* undoButton() const { return m_undo; }
    QPushButton* deleteButton() const { return m_delete; }
    QPushButton* replaceButton() const { return m_replace; }
    Banner* message() const { return m_message; }

Q_SIGNALS:
    void undoRequested();
    void deleteRequested();
    void replaceRequested();
    void restoreRequested();

private:
    void paintIcon();
    const AppContext& m_context;
    QLabel* m_icon;
    QLabel* m_title;
    QLabel* m_text;
    Banner* m_source;
    Banner* m_message;
    QPushButton* m_undo;
    QPushButton* m_delete;
    QPushButton* m_replace;
    QPushButton* m_restore;
};

} // namespace keystead::ui
