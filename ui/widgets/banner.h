// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// A coloured box that says one thing, what to do about it, and offers buttons for that.
#include <QFrame>
#include <QHBoxLayout>

class QLabel;
class QPushButton;

namespace keystead::ui {

struct AppContext;

class Banner : public QFrame
{
    Q_OBJECT
public:
    explicit Banner(const AppContext& context, QWidget* parent = nullptr);
    // tone: info, ok, warn, danger, accent. An empty title hides the banner.
    void show(const QString& tone, const QString& icon, const QString& title, const QString& text);
    void clear();
    QPushButton* addButton(const QString& text, const char* look = "");
    QString title() const;
    QString text() const;

private:
    void paintIcon();
    const AppContext& m_context;
    QString m_tone, m_icon;
    QLabel* m_iconLabel;
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace keystead::ui
