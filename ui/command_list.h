// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Ctrl+K: every action that is possible now, found by typing.
#include <QDialog>
#include <vector>

class QAction;
class QLineEdit;
class QListWidget;

namespace keystead::ui {

class CommandList : public QDialog
{
    Q_OBJECT
public:
    CommandList(const std::vector<QAction*>& actions, QWidget* parent);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void filter(const QString& text);
    void run();
    std::vector<QAction*> m_actions;
    QLineEdit* m_search;
    QListWidget* m_list;
};

} // namespace keystead::ui
