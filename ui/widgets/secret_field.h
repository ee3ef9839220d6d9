// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// One stored secret in the detail pane: dots until the owner hands it the value, then the text for 30 seconds; buttons
// to reveal, hide and copy. It holds the value only while shown, in locked memory, and wipes it when hidden.
#include "core/base/secret.h"

#include <chrono>
#include <QTimer>
#include <QWidget>

class QToolButton;
class QLabel;

namespace keystead::ui {

struct AppContext;

// Draws dots or the secret, wrapped at any letter.
class SecretView : public QWidget
{
    Q_OBJECT
public:
    explicit SecretView(QWidget* parent = nullptr);
    void setSecret(base::Secret secret);
    void clear();
    bool shown() const { return !m_secret.empty(); }
    bool hasHeightForWidth() const override { return true; }
    int heightForWidth(int width) const override;
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    base::Secret m_secret;
};

class SecretField : public QWidget
{
    Q_OBJECT
public:
    static constexpr std::chrono::seconds shownFor{30};

    SecretField(const AppContext& context, const QString& name, QWidget* parent = nullptr);
    void reveal(base::Secret secret);
    void conceal();
    bool revealed() const { return m_view->shown(); }
    void setShownFor(std::chrono::milliseconds span) { m_span = span; } // for tests

Q_SIGNALS:
    void revealRequested();
    void copyRequested();

private:
    void paintButtons();
    const AppContext& m_context;
    QString m_name;
    SecretView* m_view;
    QToolButton* m_eye;
    QToolButton* m_copy;
    QLabel* m_left;
    QTimer m_timer;
    QTimer m_tick;
    std::chrono::milliseconds m_span = shownFor;
};

} // namespace keystead::ui
