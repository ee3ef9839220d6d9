// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A line at the foot of the window that tells what just happened and, for a while, how to take it back.
#include <functional>
#include <QFrame>
#include <QTimer>

class QLabel;
class QPushButton;
class QToolButton;

namespace keystead::ui {

struct AppContext;

class UndoBar : public QFrame
{
    Q_OBJECT
public:
    explicit UndoBar(const AppContext& context, QWidget* parent = nullptr);
    // Empty `undo`: only the message. Stays `seconds`, 0: until closed.
    void show(const QString& text, std::function<void()> undo = {}, int seconds = 15);
    QString text() const;
    QPushButton* undoButton() const { return m_undo; }

private:
    const AppContext& m_context;
    QLabel* m_text;
    QPushButton* m_undo;
    QToolButton* m_close;
    QTimer m_timer;
    std::function<void()> m_action;
};

} // namespace keystead::ui
