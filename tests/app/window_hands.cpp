// SPDX-License-Identifier: GPL-3.0-or-later
#include "window_hands.h"

#include <QAbstractButton>
#include <QApplication>
#include <QDir>
#include <QLabel>
#include <QScreen>
#include <QTest>
#include <QWindow>

namespace keystead::test {

WindowHands::WindowHands(QWidget& window, QString pictureFolder) : m_window(window), m_folder(std::move(pictureFolder))
{
}

QWidget* WindowHands::front() const
{
    QWidget* dialog = QApplication::activeModalWidget();
    return dialog ? dialog : &m_window;
}

bool WindowHands::frontIsActive() const
{
    return QTest::qWaitForWindowExposed(front(), 20'000) && QTest::qWaitForWindowActive(front(), 20'000);
}

bool WindowHands::seen(const QWidget* widget, const QString& name)
{
    return widget->isVisible() && (widget->accessibleName() == name || widget->objectName() == name);
}

QWidget* WindowHands::find(const QString& name) const
{
    return find<QWidget>(name);
}

bool WindowHands::shows(const QString& words) const
{
    return texts().contains(words);
}

QString WindowHands::texts() const
{
    QStringList all;
    for (const QLabel* label : front()->findChildren<QLabel*>()) {
        if (label->isVisible() && !label->text().isEmpty())
            all.append(label->text());
    }
    for (const QAbstractButton* button : front()->findChildren<QAbstractButton*>()) {
        if (button->isVisible() && !button->text().isEmpty())
            all.append(button->text());
    }
    return all.join(QLatin1Char('\n'));
}

bool WindowHands::press(Qt::Key key, Qt::KeyboardModifiers modifiers) const
{
    if (!frontIsActive())
        return false;
    QTest::keyClick(front()->windowHandle(), key, modifiers);
    return true;
}

bool WindowHands::type(const QString& text) const
{
    if (!frontIsActive())
        return false;
    for (const QChar c : text)
        QTest::keyClick(front()->windowHandle(), c.toLatin1());
    return true;
}

bool WindowHands::tabTo(const QString& name) const
{
    for (int step = 0; step < 80; ++step) {
        const QWidget* focus = QApplication::focusWidget();
        if (focus && seen(focus, name))
            return true;
        if (!press(Qt::Key_Tab))
            return false;
    }
    qWarning("the Tab key never reaches %s", qPrintable(name));
    return false;
}

bool WindowHands::fill(const QString& name, const QString& text) const
{
    return tabTo(name) && press(Qt::Key_A, Qt::ControlModifier) && type(text);
}

bool WindowHands::click(const QString& name) const
{
    QWidget* widget = find(name);
    if (!widget || !widget->isEnabled()) {
        qWarning("%s %s", qPrintable(name), widget ? "is not enabled" : "is not there");
        return false;
    }
    return clickAt(widget, widget->rect().center());
}

bool WindowHands::clickAt(QWidget* widget, const QPoint& point) const
{
    if (!frontIsActive())
        return false;
    QWidget* window = widget->window();
    const QPoint at = widget->mapTo(window, point);
    const QWidget* under = window->childAt(at);
    if (window != front() || !under || (under != widget && !widget->isAncestorOf(under))) {
        qWarning("%s is covered, scrolled away or behind a dialog", qPrintable(widget->accessibleName()));
        return false;
    }
    QTest::mouseClick(window->windowHandle(), Qt::LeftButton, {}, at);
    return true;
}

bool WindowHands::picture(const QString& name)
{
    if (!QTest::qWaitForWindowExposed(front(), 20'000))
        return false;
    // What has just changed is laid out and painted, then the server's own picture is taken.
    QCoreApplication::processEvents();
    for (QWidget* top : QApplication::topLevelWidgets()) {
        if (top->isVisible())
            top->repaint();
    }
    QCoreApplication::processEvents();
    const QString file =
        QDir(m_folder).filePath(QStringLiteral("%1-%2.png").arg(++m_pictures, 2, 10, QLatin1Char('0')).arg(name));
    return QApplication::primaryScreen()->grabWindow(0).save(file);
}

} // namespace keystead::test
