// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// What a page shows where there is nothing to show: why, and the way on.
#include <QWidget>

class QLabel;
class QPushButton;
class QHBoxLayout;

namespace keystead::ui {

struct AppContext;

class EmptyState : public QWidget
{
    Q_OBJECT
public:
    explicit EmptyState(const AppContext& context, QWidget* parent = nullptr);
    void setContent(const QString& icon, const QString& title, const QString& text);
    QPushButton* addButton(const QString& text, const char* look = "");

private:
    void paintIcon();
    const AppContext& m_context;
    QString m_icon;
    QLabel* m_iconLabel;
    QLabel* m_title;
    QLabel* m_text;
    QHBoxLayout* m_buttons;
};

} // namespace keystead::ui
