// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Covers its parent while something long runs: what, how far, and a way out.
#include <functional>
#include <QPointer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace keystead::ui {

class ProgressOverlay : public QWidget
{
    Q_OBJECT
public:
    explicit ProgressOverlay(QWidget* parent);
    // `cancel` empty: no button.
    void start(const QString& what, std::function<void()> cancel = {});
    void setProgress(qint64 done, qint64 total);
    void finish();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    QLabel* m_what;
    QLabel* m_count;
    QProgressBar* m_bar;
    QPushButton* m_cancelButton;
    QPointer<QWidget> m_before; // had the focus, and has it again afterwards
    std::function<void()> m_cancel;
};

} // namespace keystead::ui
