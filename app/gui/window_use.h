// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once
// Tells that a person uses a window of Keystead: a key, a click, a turn of the wheel, a touch. Looks, and takes nothing
// away. Thread: the GUI thread.
#include <QObject>

class QCoreApplication;

namespace keystead::app {

class WindowUse : public QObject
{
    Q_OBJECT
public:
    explicit WindowUse(QCoreApplication& application, QObject* parent = nullptr);

Q_SIGNALS:
    void used();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;
};

} // namespace keystead::app
