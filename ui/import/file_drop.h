// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Takes one local file or folder that is dropped on a window. Only its path; nothing is read here.
#include <functional>
#include <QObject>

class QWidget;

namespace keystead::ui {

class FileDrop : public QObject
{
    Q_OBJECT
public:
    // `ready`: whether a file is wanted now.
    FileDrop(QWidget* window, std::function<bool()> ready);

Q_SIGNALS:
    void dropped(const QString& path);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    std::function<bool()> m_ready;
};

} // namespace keystead::ui
