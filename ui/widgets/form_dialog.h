// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// The frame of dialogs that ask for several things: a title, a body that scrolls where the screen is small, a foot that
// does not, Cancel and one button that goes on, and a cover while something runs. It closes only when nothing runs.
#include <functional>
#include <QDialog>

class QLabel;
class QPushButton;
class QScrollArea;
class QVBoxLayout;

namespace keystead::ui {

class ProgressOverlay;

class FormDialog : public QDialog
{
    Q_OBJECT
public:
    FormDialog(const QString& title, int width, QWidget* parent);
    QPushButton* goButton() const { return m_go; }
    QPushButton* backButton() const { return m_back; } // hidden unless a step shows it
    QPushButton* cancelButton() const { return m_cancel; }
    ProgressOverlay* overlay() const { return m_overlay; }
    void reject() override;

protected:
    QVBoxLayout* body() const { return m_body; }
    QVBoxLayout* foot() const { return m_foot; } // between the body and the buttons, always in sight
    void setTitle(const QString& title);
    void setGo(const QString& text, const char* look = "primary");
    // As high as what is in it, and no higher than the screen. Call after showing other parts.
    void fitHeight();
    void startWork(const QString& what, std::function<void()> cancel = {});
    void endWork();
    void showEvent(QShowEvent* event) override;

private:
    QLabel* m_title;
    QScrollArea* m_scroll;
    QVBoxLayout* m_body;
    QVBoxLayout* m_foot;
    QPushButton* m_back;
    QPushButton* m_cancel;
    QPushButton* m_go;
    ProgressOverlay* m_overlay;
};

// A part of a form: an invisible frame whose children go in a column.
QWidget* makePart(QVBoxLayout*& column, QWidget* parent);

} // namespace keystead::ui
