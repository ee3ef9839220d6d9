// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A line at the foot of the window that tells what just happened and, for a while, how to take it back. It goes by
// itself, but not while the pointer or the keyboard's focus is on it.
#include <chrono>
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
    static constexpr std::chrono::milliseconds messageStays{6000};
    static constexpr std::chrono::milliseconds undoStays{20000};

    // Empty `undo`: only the message.
    void show(const QString& text, std::function<void()> undo = {});
    // Out of sight while another page is looked at; its time goes on.
    void setAside(bool aside);
    // Other spans than the two above; for tests.
    void setStays(std::chrono::milliseconds message, std::chrono::milliseconds undo);
    QString text() const;
    QPushButton* undoButton() const { return m_undo; }

protected:
    void enterEvent(QEnterEvent* event) override;
    void leaveEvent(QEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void wait();
    const AppContext& m_context;
    QLabel* m_text;
    QPushButton* m_undo;
    QToolButton* m_close;
    QTimer m_timer;
    std::chrono::milliseconds m_message = messageStays, m_undoable = undoStays;
    std::function<void()> m_action;
    bool m_aside = false;
};

} // namespace keystead::ui
